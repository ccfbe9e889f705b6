//! `manifest.json`: what an edition holds and what it was made from.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::StagedFile;
use super::shards::Shards;
use crate::data::InputFile;
use crate::edition::Edition;
use crate::report::{self, Document, Parameters, inputs_hash};

/// The file name.
pub(super) const FILE: &str = "manifest.json";

/// A file and its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Path inside the edition, or name inside the data folder.
    pub path: String,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
    /// Hash over the inputs that it was made from; none for an input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inputs: Option<String>,
}

/// What became of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// Path of its PDF.
    pub path: String,
    /// Kind of report.
    pub kind: String,
    /// Code of its subject.
    pub subject: String,
    /// Language.
    pub language: String,
    /// `done`, `failed` or `not started`.
    pub status: String,
    /// Number of pages.
    pub pages: Option<usize>,
}

impl DocumentRecord {
    /// The record of a document.
    pub fn new(document: &Document, status: &str, pages: Option<usize>) -> Self {
        Self {
            path: document.path(),
            kind: document.kind.code().to_owned(),
            subject: document.slug.clone(),
            language: document.language.clone(),
            status: status.to_owned(),
            pages,
        }
    }
}

/// The manifest of an edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The program and its version.
    pub program: String,
    /// Name of the edition.
    pub edition: String,
    /// Its date.
    pub date: String,
    /// What decides the content.
    pub parameters: Parameters,
    /// Hash over all inputs.
    pub inputs_sha256: String,
    /// Hash over all templates in force.
    pub templates_sha256: String,
    /// The inputs.
    pub inputs: Vec<FileRecord>,
    /// The documents.
    pub documents: Vec<DocumentRecord>,
    /// The files.
    pub files: Vec<FileRecord>,
    /// Which shards it holds, as long as some are missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shards: Option<Shards>,
}

/// The manifest of an edition's folder, if there is one that can be read.
pub(super) fn read(folder: &Path) -> Option<Manifest> {
    let text = std::fs::read_to_string(folder.join(FILE)).ok()?;
    serde_json::from_str(&text).ok()
}

impl Manifest {
    /// The manifest of these files.
    pub(super) fn new(
        edition: &Edition,
        templates_sha256: String,
        mut documents: Vec<DocumentRecord>,
        files: &[StagedFile],
    ) -> Self {
        let catalogue = &edition.data.catalogue;
        let inputs_sha256 = inputs_hash(&edition.data);
        let input = |i: &InputFile| FileRecord {
            path: i.name.clone(),
            sha256: i.sha256.clone(),
            inputs: None,
        };
        let mut records: Vec<FileRecord> = files
            .iter()
            .map(|f| FileRecord {
                path: f.path.clone(),
                sha256: f.sha256.clone(),
                inputs: Some(inputs_sha256.clone()),
            })
            .collect();
        records.sort_by(|a, b| a.path.cmp(&b.path));
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        Self {
            program: report::program(),
            edition: catalogue.edition.id.clone(),
            date: catalogue.edition.date.clone(),
            parameters: Parameters::of(edition),
            inputs_sha256,
            templates_sha256,
            inputs: edition.data.inputs.iter().map(input).collect(),
            documents,
            files: records,
            shards: None,
        }
    }

    /// The file's text.
    pub fn to_json(&self) -> String {
        let text = serde_json::to_string_pretty(self).expect("plain structures serialise");
        text + "\n"
    }
}
