//! What travels inside a PDF: the data behind its pages, and what they were made from.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::document::{Desk, Prepared};
use super::kinds::Document;
use crate::diagnostics::Outcome;
use crate::edition::Edition;
use crate::facts::{FactKey, write_csv};
use crate::templating::{Attachment, TypstProject, figure_file, sha256};

/// Name of the attached manifest.
pub const MANIFEST: &str = "manifest.json";
/// Name of the attached part of `facts.csv`.
pub const FACTS: &str = "facts.csv";

/// A file and its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileHash {
    /// Name inside the data folder or the PDF.
    pub name: String,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
}

/// The parameters that decide the content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameters {
    /// First year of trade.
    pub first: i16,
    /// Last year of trade.
    pub last: i16,
    /// Last year of projections.
    pub horizon: i16,
    /// Seed of random numbers.
    pub seed: u64,
}

impl Parameters {
    /// Those of an edition.
    pub(crate) fn of(edition: &Edition) -> Self {
        let catalogue = &edition.data.catalogue;
        Self {
            first: catalogue.years.first,
            last: catalogue.years.last,
            horizon: catalogue.years.horizon,
            seed: catalogue.seed,
        }
    }
}

/// What a PDF says of its making; it travels inside as `manifest.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentManifest {
    /// The program and its version.
    pub program: String,
    /// Name of the edition.
    pub edition: String,
    /// Its date.
    pub date: String,
    /// Kind of report.
    pub kind: String,
    /// Code of what it is about: of a region or an industry, or the kind.
    pub subject: String,
    /// Language.
    pub language: String,
    /// What the PDF promises, by the codes of the command line.
    #[serde(default)]
    pub standards: Vec<String>,
    /// What decides the content.
    pub parameters: Parameters,
    /// The command that makes the document from the data folder again.
    pub command: String,
    /// Hash over what the typesetter read for its pages: texts, figures, tables, layout. Hashes of whole input files
    /// stand in the manifest of the edition: inside they would change every document whenever any of them does.
    #[serde(default)]
    pub sources_sha256: String,
    /// The other files inside the PDF.
    pub attachments: Vec<FileHash>,
}

/// The files that travel inside a document: the data of each figure (in the order of their numbers) and table, every fact
/// that its pages rest on, and the manifest. `project`: its finished sources.
///
/// # Errors
/// Missing labels.
pub fn evidence(
    desk: &Desk<'_>,
    document: &Document,
    prepared: &Prepared,
    project: &TypstProject,
) -> Outcome<Vec<Attachment>> {
    let table = desk.edition.facts();
    let labels = desk.edition.numbers(&document.language)?.labels();
    let rows =
        |keys: &BTreeSet<FactKey>| write_csv(table, keys.iter().filter_map(|k| table.get(k)));
    let csv = |name: String, bytes, description| Attachment {
        name,
        bytes,
        mime_type: "text/csv".to_owned(),
        relationship: "data".to_owned(),
        description,
    };
    let mut used = prepared.reading.facts();
    let mut files = Vec::new();
    for (index, id) in project.figures.iter().enumerate() {
        let Some((_, keys)) = prepared.figure_facts.iter().find(|(figure, _)| figure == id) else {
            continue;
        };
        let keys: BTreeSet<FactKey> = keys.iter().copied().collect();
        let number = (index + 1).to_string();
        let description = labels.fill("attachment.figure", &[("number", &number)])?;
        let own = prepared.figure_data.iter().find(|(figure, _)| figure == id);
        let bytes = own.map_or_else(|| rows(&keys), |(_, bytes)| bytes.clone());
        files.push(csv(figure_file(index + 1), bytes, description));
        used.extend(keys);
    }
    for made in &prepared.tables {
        let title =
            prepared.input.tables.iter().find(|t| t.id == made.id).map(|t| t.title.as_str());
        let description =
            labels.fill("attachment.table", &[("title", title.unwrap_or_default())])?;
        files.push(csv(format!("table-{}.csv", made.id), made.csv.clone(), description));
        used.extend(made.facts.iter().copied());
    }
    files.push(csv(FACTS.to_owned(), rows(&used), labels.get("attachment.facts")?.to_owned()));
    let manifest = manifest(desk, document, project, &files);
    let text = serde_json::to_string_pretty(&manifest).expect("plain structures serialise") + "\n";
    files.push(Attachment {
        name: MANIFEST.to_owned(),
        bytes: text.into_bytes(),
        mime_type: "application/json".to_owned(),
        relationship: "source".to_owned(),
        description: labels.get("attachment.manifest")?.to_owned(),
    });
    Ok(files)
}

fn manifest(
    desk: &Desk<'_>,
    document: &Document,
    project: &TypstProject,
    files: &[Attachment],
) -> DocumentManifest {
    let data = &desk.edition.data;
    let parameters = Parameters::of(desk.edition);
    let sources: Vec<String> =
        project.hashes().iter().map(|(name, hash)| format!("{hash}  {name}")).collect();
    let attachments =
        files.iter().map(|f| FileHash { name: f.name.clone(), sha256: sha256(&f.bytes) });
    DocumentManifest {
        program: program(),
        edition: data.catalogue.edition.id.clone(),
        date: data.catalogue.edition.date.clone(),
        kind: document.kind.code().to_owned(),
        subject: document.slug.clone(),
        language: document.language.clone(),
        standards: document.standards.codes(),
        command: command(document, &parameters),
        parameters,
        sources_sha256: sha256(sources.join("\n").as_bytes()),
        attachments: attachments.collect(),
    }
}

/// The program and its version.
pub(crate) fn program() -> String {
    format!("tradeprint {}", env!("CARGO_PKG_VERSION"))
}

/// The command that makes a document from the data folder again.
pub(super) fn command(document: &Document, parameters: &Parameters) -> String {
    let kind = document.kind.code();
    let subject =
        if document.slug == kind { String::new() } else { format!(" --{kind} {}", document.slug) };
    format!(
        "tradeprint build {kind}{subject} --lang {} --year {} --horizon {} --standard {}",
        document.language, parameters.last, parameters.horizon, document.standards
    )
}

/// One hash over all inputs: names and hashes in order of name.
pub(crate) fn inputs_hash(data: &crate::data::Dataset) -> String {
    let mut list: Vec<String> =
        data.inputs.iter().map(|input| format!("{}  {}", input.sha256, input.name)).collect();
    list.sort_unstable();
    sha256(list.join("\n").as_bytes())
}
