//! What a document says of itself: title and metadata, and the small print at its end: what it was made from and how to
//! make it again, its revisions and statements.

use minijinja::Value;

use super::evidence::{Parameters, command};
use super::kinds::Document;
use super::texts::Texts;
use crate::diagnostics::Outcome;
use crate::exhibits::Scope;
use crate::templating::{Date, Meta};

/// The program and its version as readers see it.
fn program() -> String {
    format!("Tradeprint {}", env!("CARGO_PKG_VERSION"))
}

/// What the texts of a report, the catalogue and the making of the document say of it.
///
/// # Errors
/// Missing texts and labels.
pub(super) fn meta(
    scope: &Scope<'_>,
    document: &Document,
    report: &Texts<'_>,
    variables: &Value,
) -> Outcome<Meta> {
    let text = |key| report.text(report.root(), key, variables);
    let (title, subtitle) = (text("title")?, text("subtitle")?);
    let catalogue = &scope.edition.data.catalogue;
    let edition = &catalogue.edition;
    let (year, month, day) = catalogue.date();
    let locale = scope.numbers.locale();
    let citation = scope.fill(
        "citation.pattern",
        &[
            ("publisher", &edition.publisher),
            ("year", &year.to_string()),
            ("title", &title),
            ("subtitle", &subtitle),
            ("edition", &edition.id),
        ],
    )?;
    let description = scope.fill(
        "metadata.description",
        &[
            ("description", &text("description")?),
            ("edition", &edition.id),
            ("licence", &edition.licence),
        ],
    )?;
    let mut keywords = report.list(report.root(), "keywords", variables)?;
    keywords.retain(|word| !word.is_empty());
    let standards = document.standards.list().iter().map(|standard| standard.name().to_owned());
    Ok(Meta {
        title,
        subtitle,
        series: scope.label(&format!("series.{}", document.kind.code()))?,
        description,
        authors: Vec::new(),
        publisher: edition.publisher.clone(),
        keywords,
        edition: edition.id.clone(),
        date: Date { year, month, day },
        date_text: locale.date(year, month, day)?,
        running_head: text("running_head")?,
        licence: edition.licence.clone(),
        citation,
        contact: edition.contact.clone(),
        doi: edition.doi.clone().unwrap_or_default(),
        data_year: catalogue.years.last.to_string(),
        program: program(),
        standards: locale.list(&standards.collect::<Vec<_>>()),
        notice: scope.translated(&catalogue.statements.notice).to_owned(),
        statements: statements(scope)?,
        revisions: revisions(scope)?,
        provenance: provenance(scope, document)?,
    })
}

/// Statements on funding and interests: name and text.
fn statements(scope: &Scope<'_>) -> Outcome<Vec<(String, String)>> {
    let statements = &scope.edition.data.catalogue.statements;
    [("funding", &statements.funding), ("conflicts", &statements.conflicts)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(key, text)| {
            let name = scope.label(&format!("statement.{key}"))?;
            Ok((name, scope.translated(text).to_owned()))
        })
        .collect()
}

/// Revisions, the last first: day and text.
fn revisions(scope: &Scope<'_>) -> Outcome<Vec<(String, String)>> {
    let revisions = scope.edition.data.catalogue.revisions.iter();
    revisions
        .map(|revision| {
            let (year, month, day) = revision.date;
            let day = scope.numbers.locale().date(year, month, day)?;
            Ok((day, scope.translated(&revision.text).to_owned()))
        })
        .collect()
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
        (word("parameters")?, stated),
        (word("command")?, command(document, &parameters)),
        (word("verify")?, scope.fill("provenance.verify-text", &[("file", file)])?),
    ])
}
