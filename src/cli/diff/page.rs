//! What has changed as a page of the web, with the figures of both editions side by side.

use std::path::Path;

use serde::Serialize;

use super::super::explain::rounded;
use crate::comparison::{
    Cause, Comparison, DocumentChange, EditionName, FactChange, InputChange, What,
};
use crate::diagnostics::Outcome;
use crate::templating::{Library, html_page};

/// Facts in each table.
const ROWS: usize = 200;

/// Documents whose figures are shown: a page with all maps of an edition twice would be too heavy to open.
const PICTURED: usize = 12;

/// The template, in the language of the texts.
const TEMPLATE: &str = "en/changes.html";

#[derive(Serialize)]
struct Texts<'a> {
    old: &'a EditionName,
    new: &'a EditionName,
    inputs: &'a [InputChange],
    templates_changed: bool,
    same_facts: usize,
    same_documents: usize,
    counts: Counts,
    corrections: Corrections<'a>,
    tables: [Table<'a>; 2],
    documents: Vec<DocumentTexts<'a>>,
    documents_left_out: usize,
}

#[derive(Serialize)]
struct Counts {
    changed: usize,
    new: usize,
    gone: usize,
    new_data: usize,
    revised_data: usize,
    new_method: usize,
    follow: usize,
}

/// Numbers that both editions publish and that moved without new data.
#[derive(Serialize)]
struct Corrections<'a> {
    all: usize,
    largest_name: &'a str,
    largest: String,
}

#[derive(Serialize)]
struct Table<'a> {
    title: &'static str,
    all: usize,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    fact: &'a str,
    old: String,
    new: String,
    change: String,
    cause: &'static str,
}

#[derive(Serialize)]
struct DocumentTexts<'a> {
    path: &'a str,
    what: &'static str,
    pages: String,
    tables: Vec<&'a str>,
    figures: Vec<Pictures<'a>>,
}

#[derive(Serialize)]
struct Pictures<'a> {
    file: &'a str,
    old: Option<String>,
    new: Option<String>,
}

/// The page; `old` and `new` are the folders of the editions.
///
/// # Errors
/// Faults of the template.
pub(super) fn page(
    library: &Library,
    comparison: &Comparison,
    (old, new): (&Path, &Path),
) -> Outcome<String> {
    let facts = &comparison.facts;
    let count = |wanted: &dyn Fn(&FactChange) -> bool| facts.iter().filter(|f| wanted(f)).count();
    let corrected: Vec<&FactChange> = facts.iter().filter(|f| is_correction(f)).collect();
    let largest = furthest(corrected.iter().copied(), 1);
    let by_themselves = |wanted: bool| facts.iter().filter(move |f| f.follows != wanted);
    let table = |title, wanted| Table {
        title,
        all: by_themselves(wanted).count(),
        rows: furthest(by_themselves(wanted), ROWS).into_iter().map(row).collect(),
    };
    let has_figures = |d: &&DocumentChange| d.exhibits.iter().any(|file| is_figure(file));
    let pictured: Vec<&str> = comparison
        .documents
        .iter()
        .filter(has_figures)
        .take(PICTURED)
        .map(|d| d.path.as_str())
        .collect();
    let documents = comparison.documents.iter().map(|document| {
        let shown = pictured.contains(&document.path.as_str());
        let figures = document.exhibits.iter().filter(|file| shown && is_figure(file));
        DocumentTexts {
            path: &document.path,
            what: super::word(document.what),
            pages: pages(document),
            tables: document
                .exhibits
                .iter()
                .filter(|f| !is_figure(f))
                .map(String::as_str)
                .collect(),
            figures: figures
                .map(|file| Pictures {
                    file,
                    old: picture(&old.join(file)),
                    new: picture(&new.join(file)),
                })
                .collect(),
        }
    });
    let texts = Texts {
        old: &comparison.old,
        new: &comparison.new,
        inputs: &comparison.inputs,
        templates_changed: comparison.templates_changed,
        same_facts: comparison.same_facts,
        same_documents: comparison.same_documents,
        counts: Counts {
            changed: count(&|f| f.what == What::Changed),
            new: count(&|f| f.what == What::New),
            gone: count(&|f| f.what == What::Gone),
            new_data: count(&|f| f.cause == Cause::NewData),
            revised_data: count(&|f| f.cause == Cause::RevisedData),
            new_method: count(&|f| f.cause == Cause::NewMethod),
            follow: count(&|f| f.follows),
        },
        corrections: Corrections {
            all: corrected.len(),
            largest_name: largest.first().map_or("", |f| f.fact.as_str()),
            largest: largest.first().map_or_else(String::new, |f| {
                let told = row(f);
                format!("{} → {} ({})", told.old, told.new, told.change)
            }),
        },
        tables: [
            table("Numbers that moved by themselves", true),
            table("Numbers that follow", false),
        ],
        documents: documents.collect(),
        documents_left_out: comparison.documents.iter().filter(has_figures).count()
            - pictured.len(),
    };
    html_page(library, TEMPLATE, &texts)
}

/// A number that was published, is published and is another one although no data came for it.
fn is_correction(change: &FactChange) -> bool {
    change.what == What::Changed
        && change.cause != Cause::NewData
        && change.old.as_ref().is_some_and(|old| old.status != "projected")
}

/// The changes that moved furthest in per cent; what has no distance comes last.
fn furthest<'a>(changes: impl Iterator<Item = &'a FactChange>, most: usize) -> Vec<&'a FactChange> {
    let mut changes: Vec<&FactChange> = changes.collect();
    super::by_distance(&mut changes);
    changes.truncate(most);
    changes
}

fn row(change: &FactChange) -> Row<'_> {
    let value = |side: &Option<crate::comparison::Statement>| {
        side.as_ref()
            .map_or_else(|| "–".to_owned(), |said| format!("{} {}", rounded(said.value), said.unit))
    };
    Row {
        fact: &change.fact,
        old: value(&change.old),
        new: value(&change.new),
        change: change.percent.map_or_else(|| "–".to_owned(), |percent| format!("{percent:+.3}%")),
        cause: super::reason(change.cause),
    }
}

fn pages(document: &DocumentChange) -> String {
    if document.what == What::Changed && document.exhibits.is_empty() {
        "Figures and tables are the same; a text, its layout or the numbers in it are not."
            .to_owned()
    } else {
        String::new()
    }
}

fn is_figure(file: &str) -> bool {
    file.starts_with("figures/") && file.ends_with(".svg")
}

/// A picture as the source of an image: there it can run nothing and load nothing. No letter of it ends an attribute.
fn picture(path: &Path) -> Option<String> {
    let bytes = std::fs::read(path).ok()?;
    let mut uri = String::with_capacity(bytes.len() * 3 / 2);
    uri.push_str("data:image/svg+xml,");
    for byte in bytes {
        match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b' '
            | b'='
            | b':'
            | b'/'
            | b'.'
            | b','
            | b'-'
            | b'_'
            | b';' => {
                uri.push(char::from(byte));
            }
            _ => {
                const DIGITS: [u8; 16] = *b"0123456789ABCDEF";
                uri.push('%');
                uri.push(char::from(DIGITS[usize::from(byte >> 4)]));
                uri.push(char::from(DIGITS[usize::from(byte & 15)]));
            }
        }
    }
    Some(uri)
}
