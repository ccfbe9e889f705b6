//! `tradeprint list`.

use std::fmt::Write as _;

use clap::ValueEnum;
use serde_json::{Value, json};

use super::arguments::Common;
use super::{DONE, print};
use crate::data::{Dataset, Translated};
use crate::diagnostics::Outcome;
use crate::exhibits::{FIGURES, TABLES};
use crate::production::Workshop;
use crate::report::Kind;
use crate::templating::Standing;
use crate::text::display_name;

/// What `list` shows.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ListOf {
    /// Regions of the data folder.
    Regions,
    /// Industries and groups of the data folder.
    Industries,
    /// Documents of an edition.
    Reports,
    /// Figures of the catalogue.
    Figures,
    /// Tables of the catalogue.
    Tables,
    /// Templates in force.
    Templates,
    /// Languages with texts.
    Languages,
}

/// Prints what there is: a code, and what it stands for.
pub(super) fn run(common: &Common, what: ListOf, json: bool) -> Outcome<u8> {
    let request = common.request(&[], false);
    let rows: Vec<(String, String)> = match what {
        ListOf::Figures => FIGURES.iter().map(|f| (f.id.to_owned(), String::new())).collect(),
        ListOf::Tables => TABLES.iter().map(|t| (t.id.to_owned(), String::new())).collect(),
        ListOf::Templates | ListOf::Languages => {
            let library = common.library()?;
            if matches!(what, ListOf::Languages) {
                let told = |language: &str| {
                    let kinds = Kind::ALL.into_iter().map(Kind::code);
                    kinds.filter(|kind| library.tells(language, kind)).collect::<Vec<_>>().join(" ")
                };
                library.languages().into_iter().map(|l| (l.to_owned(), told(l))).collect()
            } else {
                let standing = |standing| match standing {
                    Standing::Embedded => "embedded",
                    Standing::Replaced => "replaced",
                    Standing::Added => "added",
                };
                let entries = library.list();
                entries.into_iter().map(|e| (e.name, standing(e.standing).to_owned())).collect()
            }
        }
        ListOf::Regions | ListOf::Industries => {
            // Names need the data alone, not their analysis.
            let (data, _) = Dataset::load_with(&request.data, request.overrides)?;
            let language = data.catalogue.languages[0].as_str();
            let row = |code, name: &Translated| {
                let code = data.names.symbols.text(code);
                (code.to_owned(), display_name(name, language, code).to_owned())
            };
            if matches!(what, ListOf::Regions) {
                data.regions.iter().map(|r| row(r.code, &r.name)).collect()
            } else {
                data.industries.iter().map(|i| row(i.code, &i.name)).collect()
            }
        }
        ListOf::Reports => {
            let (workshop, _) = Workshop::open(&request)?;
            let documents = workshop.documents(&request)?;
            documents.iter().map(|d| (d.path(), d.kind.code().to_owned())).collect()
        }
    };
    let mut out = String::new();
    if json {
        let all: Vec<Value> =
            rows.iter().map(|(code, name)| json!({ "code": code, "name": name })).collect();
        let _ = writeln!(out, "{}", Value::Array(all));
    } else {
        for (code, name) in rows {
            let _ = writeln!(out, "{}", format!("{code}\t{name}").trim_end());
        }
    }
    print(&out);
    Ok(DONE)
}
