//! What has changed between two editions.
//!
//! Facts are compared by their ids, documents by the hashes of their files. A fact that moved because another one moved is
//! told from one that moved by itself, so that an editor sees the few rows behind thousands of numbers.

mod changes;
mod edition_folder;
mod lineage;

pub use changes::{Cause, DocumentChange, FactChange, InputChange, What};
pub use edition_folder::{EditionFolder, Statement};

use serde::Serialize;

/// Two editions beside each other.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// Name and day of the older edition.
    pub old: EditionName,
    /// Name and day of the newer edition.
    pub new: EditionName,
    /// Files of the data folder that are not the same.
    pub inputs: Vec<InputChange>,
    /// Whether the templates are not the same.
    pub templates_changed: bool,
    /// Facts that are not the same, in order of their ids.
    pub facts: Vec<FactChange>,
    /// How many facts are the same.
    pub same_facts: usize,
    /// Documents that are not the same, in order of their paths.
    pub documents: Vec<DocumentChange>,
    /// How many documents are the same.
    pub same_documents: usize,
}

/// Which edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EditionName {
    /// Its name, as its folder is called.
    pub edition: String,
    /// Its day.
    pub date: String,
    /// The program that made it.
    pub program: String,
}

impl EditionName {
    fn of(folder: &EditionFolder) -> Self {
        let manifest = &folder.manifest;
        Self {
            edition: manifest.edition.clone(),
            date: manifest.date.clone(),
            program: manifest.program.clone(),
        }
    }
}

impl Comparison {
    /// Compares two editions.
    pub fn new(old: &EditionFolder, new: &EditionFolder) -> Self {
        let inputs = changes::inputs(&old.manifest, &new.manifest);
        let (facts, same_facts) = changes::facts(old, new, !inputs.is_empty());
        let (documents, same_documents) = changes::documents(&old.manifest, &new.manifest);
        Self {
            old: EditionName::of(old),
            new: EditionName::of(new),
            inputs,
            templates_changed: old.manifest.templates_sha256 != new.manifest.templates_sha256,
            facts,
            same_facts,
            documents,
            same_documents,
        }
    }
}
