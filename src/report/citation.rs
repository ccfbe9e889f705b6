//! The suggested citation of a document for reference managers: BibTeX and CSL JSON, from what the document says of itself.

use biblatex::{Chunk, Entry, EntryType, Spanned};
use serde::Serialize;

use super::kinds::Document;
use crate::templating::Meta;

/// A citation as a file beside the PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationFile {
    /// Ending of its name, in the place of `pdf`.
    pub ending: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The citation of a document in every form.
pub fn citations(document: &Document, meta: &Meta) -> Vec<CitationFile> {
    let key = format!("{}-{}-{}", document.slug, meta.edition, document.language);
    let bibtex = bibtex(&key, &document.language, meta);
    let csl = csl_json(&key, &document.language, meta);
    vec![
        CitationFile { ending: "bib", bytes: bibtex.into_bytes() },
        CitationFile { ending: "csl.json", bytes: csl.into_bytes() },
    ]
}

fn full_title(meta: &Meta) -> String {
    match meta.subtitle.as_str() {
        "" => meta.title.clone(),
        subtitle => format!("{}: {subtitle}", meta.title),
    }
}

fn bibtex(key: &str, language: &str, meta: &Meta) -> String {
    let mut entry = Entry::new(key.to_owned(), EntryType::Report);
    // In double braces: styles must neither lower the letters of a title nor part the name of an organisation.
    let kept = |text: &str| vec![Spanned::detached(Chunk::Verbatim(text.to_owned()))];
    let plain = |text: &str| vec![Spanned::detached(Chunk::Normal(text.to_owned()))];
    let authors = match meta.authors.as_slice() {
        [] => kept(&meta.publisher),
        authors => plain(&authors.join(" and ")),
    };
    entry.set("author", authors);
    entry.set("title", kept(&full_title(meta)));
    entry.set("institution", kept(&meta.publisher));
    entry.set("type", kept(&meta.series));
    entry.set("number", plain(&meta.edition));
    let date = meta.date;
    entry.set("date", plain(&format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)));
    entry.set("language", plain(language));
    entry.set("keywords", plain(&meta.keywords.join(", ")));
    entry.set("note", kept(&meta.licence));
    entry.to_bibtex_string().expect("the date is a day of the calendar") + "\n"
}

/// An item of CSL JSON.
#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    author: Vec<Name<'a>>,
    publisher: &'a str,
    issued: Issued,
    genre: &'a str,
    edition: &'a str,
    language: &'a str,
    #[serde(rename = "abstract")]
    summary: &'a str,
    keyword: String,
    note: &'a str,
}

/// A name that is not to be parted.
#[derive(Serialize)]
struct Name<'a> {
    literal: &'a str,
}

#[derive(Serialize)]
struct Issued {
    #[serde(rename = "date-parts")]
    date_parts: [(i32, u8, u8); 1],
}

fn csl_json(key: &str, language: &str, meta: &Meta) -> String {
    let names: Vec<&str> = match meta.authors.as_slice() {
        [] => vec![&meta.publisher],
        authors => authors.iter().map(String::as_str).collect(),
    };
    let date = meta.date;
    let item = Item {
        id: key,
        kind: "report",
        title: full_title(meta),
        author: names.into_iter().map(|literal| Name { literal }).collect(),
        publisher: &meta.publisher,
        issued: Issued { date_parts: [(date.year, date.month, date.day)] },
        genre: &meta.series,
        edition: &meta.edition,
        language,
        summary: &meta.description,
        keyword: meta.keywords.join(", "),
        note: &meta.licence,
    };
    serde_json::to_string_pretty(&[item]).expect("plain structures serialise") + "\n"
}
