//! `tradeprint init`.

use super::arguments::{Common, InitOptions};
use super::{DONE, print};
use crate::diagnostics::{Code, Diagnostic, Outcome};
use crate::scaffold::scaffold;
use crate::vocabulary::Pair;

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
    let files = scaffold(&options.folder, pair.as_ref(), &common.library()?)?;
    let shown = options.folder.display();
    print(&format!(
        "{shown}: {} files\nnext: read {shown}/README.md, fill {shown}/tradeprint.toml, then see what is missing with \
         `tradeprint check --data {shown}`\n",
        files.len(),
    ));
    Ok(DONE)
}
