//! A Typst project in memory: virtual files, and where each of their lines comes from.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use typst_syntax::Source;

use crate::diagnostics::{Diagnostic, Location};

use super::{Attachment, Date};

/// SHA-256 of bytes, lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A place in a template, with the line that stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// File, line and column of the template.
    pub location: Location,
    /// The line as it stands in the template.
    pub excerpt: String,
}

impl Place {
    /// Puts this place on a diagnostic.
    pub(crate) fn on(&self, diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.at(self.location.clone()).excerpt(self.excerpt.clone(), 0)
    }
}

/// Where the lines of a virtual file come from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// The file is a template, line for line: its path as the user would type it.
    Template(String),
    /// The file is generated from a chapter: for each line (from the first) its place in the templates.
    Chapter(Vec<Place>),
    /// The file is data without lines of interest: what it is.
    Data,
}

/// What a virtual file holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// Bytes; code is parsed anew for each document.
    Bytes(Vec<u8>),
    /// Code of a template, parsed once for all documents.
    Parsed(Source),
}

/// One virtual file.
#[derive(Clone, Debug)]
pub struct ProjectFile {
    /// What it holds.
    pub content: Content,
    /// Where its lines come from.
    pub origin: Origin,
}

/// Everything that the typesetter reads for one document. The same paths serve for every document.
#[derive(Clone, Debug)]
pub struct TypstProject {
    /// Path of the file to start from.
    pub main: String,
    /// Day of the edition, the only "today" a document knows.
    pub date: Date,
    /// Files by absolute path.
    pub files: BTreeMap<String, ProjectFile>,
    /// Names of the placed figures, in the order of their numbers.
    pub figures: Vec<String>,
}

impl TypstProject {
    /// A project of one file, `/main.typ`.
    pub fn new(main: impl Into<String>, date: Date) -> Self {
        Self { main: main.into(), date, files: BTreeMap::new(), figures: Vec::new() }
    }

    /// Adds a file.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>, origin: Origin) {
        let content = Content::Bytes(bytes.into());
        self.files.insert(path.into(), ProjectFile { content, origin });
    }

    /// Adds a template that is parsed already.
    pub fn insert_parsed(&mut self, path: impl Into<String>, source: Source, origin: Origin) {
        self.files.insert(path.into(), ProjectFile { content: Content::Parsed(source), origin });
    }

    /// SHA-256 of each file, lower-case hexadecimal, by path without the first slash.
    pub fn hashes(&self) -> BTreeMap<String, String> {
        let hash = |file: &ProjectFile| match &file.content {
            Content::Bytes(bytes) => sha256(bytes),
            Content::Parsed(source) => sha256(source.text().as_bytes()),
        };
        self.files.iter().map(|(path, file)| (path[1..].to_owned(), hash(file))).collect()
    }

    /// Sets the files that travel inside the PDF, in this order.
    pub fn attach(&mut self, attachments: &[Attachment]) {
        let mut list = Vec::new();
        for (index, attachment) in attachments.iter().enumerate() {
            let path = format!("/attachments/{:02}", index + 1);
            self.insert(&path, attachment.bytes.clone(), Origin::Data);
            list.push(serde_json::json!({
                "path": path, "name": attachment.name, "mime-type": attachment.mime_type,
                "relationship": attachment.relationship, "description": attachment.description,
                "sha256": sha256(&attachment.bytes),
            }));
        }
        let list = serde_json::Value::Array(list).to_string();
        self.insert("/attachments.json", list, Origin::Data);
    }
}
