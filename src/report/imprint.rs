//! The small print at the end of a document: what it was made from and how to make it again, its revisions and
//! statements.

use super::document::Document;
use super::evidence::{Parameters, command, inputs_hash};
use crate::diagnostics::Outcome;
use crate::exhibits::Scope;
use crate::templating::Meta;

/// Digits of the hash of all inputs that are printed; the manifest inside the file has all of them.
const HASH_DIGITS: usize = 16;

/// The program and its version as readers see it.
pub(super) fn program() -> String {
    format!("Tradeprint {}", env!("CARGO_PKG_VERSION"))
}

/// A day as readers of the language write it.
fn date_text(scope: &Scope<'_>, (year, month, day): (i32, u8, u8)) -> Outcome<String> {
    scope.numbers.locale().date(year, month, day)
}

/// Puts into `meta` what the catalogue and the making of the document say.
pub(super) fn sign(scope: &Scope<'_>, document: &Document, meta: &mut Meta) -> Outcome<()> {
    let catalogue = &scope.edition.data.catalogue;
    meta.program = program();
    let names = document.standards.list().iter().map(|standard| standard.name().to_owned());
    meta.standards = scope.numbers.locale().list(&names.collect::<Vec<_>>());
    meta.data_year = catalogue.years.last.to_string();
    meta.doi = catalogue.edition.doi.clone().unwrap_or_default();
    for revision in &catalogue.revisions {
        let text = scope.translated(&revision.text).to_owned();
        meta.revisions.push((date_text(scope, revision.date)?, text));
    }
    let statements = &catalogue.statements;
    for (key, text) in [("funding", &statements.funding), ("conflicts", &statements.conflicts)] {
        if !text.is_empty() {
            let name = scope.label(&format!("statement.{key}"))?;
            meta.statements.push((name, scope.translated(text).to_owned()));
        }
    }
    meta.provenance = provenance(scope, document)?;
    Ok(())
}

/// Program, inputs, parameters, the command that makes the document again, and the one that checks it.
fn provenance(scope: &Scope<'_>, document: &Document) -> Outcome<Vec<(String, String)>> {
    let word = |key: &str| scope.label(&format!("provenance.{key}"));
    let parameters = Parameters::of(scope.edition);
    let (first, last) = (parameters.first.to_string(), parameters.last.to_string());
    let (horizon, seed) = (parameters.horizon.to_string(), parameters.seed.to_string());
    let stated = scope.fill(
        "provenance.parameters-text",
        &[("first", &first), ("last", &last), ("horizon", &horizon), ("seed", &seed)],
    )?;
    let path = document.path();
    let file = path.rsplit('/').next().unwrap_or(&path);
    Ok(vec![
        (word("program")?, program()),
        (word("inputs")?, format!("SHA-256 {}…", &inputs_hash(&scope.edition.data)[..HASH_DIGITS])),
        (word("parameters")?, stated),
        (word("command")?, command(document, &parameters)),
        (word("verify")?, scope.fill("provenance.verify-text", &[("file", file)])?),
    ])
}
