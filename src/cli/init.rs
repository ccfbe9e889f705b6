//! `tradeprint init`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::arguments::Common;
use super::{DONE, print};
use crate::diagnostics::{Code, Diagnostic, Outcome};
use crate::scaffold::{Classification, scaffold};
use crate::vocabulary::Pair;

/// Options of `init`.
#[derive(Debug, Args)]
pub(super) struct InitOptions {
    /// The new folder; one that is there must be empty.
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// The country from whose side balances are stated, and whose regions are studied: ISO 3166-1, two letters.
    #[arg(long, value_name = "XX", value_parser = country, requires = "partner")]
    pub(super) reporter: Option<String>,
    /// The other country.
    #[arg(long, value_name = "YY", value_parser = country, requires = "reporter")]
    pub(super) partner: Option<String>,
    /// Fill products, industries, groups and concordance from a built-in classification; chapters that several industries
    /// make are left to you.
    #[arg(long, value_enum, requires = "reporter")]
    pub(super) classification: Option<ClassificationName>,
}

/// A classification of products and industries.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ClassificationName {
    /// Chapters of the Harmonized System, divisions of NACE Rev. 2 as in WIOD 2016.
    HsNace,
}

impl From<ClassificationName> for Classification {
    fn from(name: ClassificationName) -> Self {
        match name {
            ClassificationName::HsNace => Self::HsNace,
        }
    }
}

fn country(text: &str) -> Result<String, String> {
    if text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(text.to_owned())
    } else {
        Err("two capital letters, such as DE".to_owned())
    }
}

/// Writes an empty data folder, and says what to do next.
pub(super) fn run(common: &Common, options: &InitOptions) -> Outcome<u8> {
    let pair = match (&options.reporter, &options.partner) {
        (Some(reporter), Some(partner)) if reporter == partner => {
            return Err(Diagnostic::error(
                Code::UnknownSelection,
                "reporter and partner are the same",
            )
            .found(reporter.clone())
            .allowed("two countries")
            .into());
        }
        (Some(reporter), Some(partner)) => {
            Some(Pair { reporter: reporter.clone(), partner: partner.clone() })
        }
        _ => None,
    };
    let classification = options.classification.map(Into::into);
    let files = scaffold(&options.folder, pair.as_ref(), classification, &common.library()?)?;
    let shown = options.folder.display();
    print(&format!(
        "{shown}: {} files\nnext: read {shown}/README.md, fill {shown}/tradeprint.toml, then see what is missing with \
         `tradeprint check --data {shown}`\n",
        files.len(),
    ));
    Ok(DONE)
}
