//! What is asked for: from which folder, which reports, regions, industries and languages.

use std::path::{Path, PathBuf};

use crate::data::Overrides;
use crate::diagnostics::Outcome;
use crate::report::{Kind, Shard};
use crate::templating::Library;
use crate::vocabulary::Standards;

/// What to make, and from what.
#[derive(Clone, Debug)]
pub struct Request {
    /// The data folder.
    pub data: PathBuf,
    /// Templates that replace embedded ones.
    pub templates: Option<PathBuf>,
    /// Kinds of reports; all of them if empty.
    pub kinds: Vec<Kind>,
    /// Codes of regions; all if empty.
    pub regions: Vec<String>,
    /// Codes of industries and groups; all if empty.
    pub industries: Vec<String>,
    /// Languages; those of the catalogue if empty.
    pub languages: Vec<String>,
    /// Years that replace those of the catalogue.
    pub overrides: Overrides,
    /// What the PDFs promise.
    pub standards: Standards,
    /// Which part of the documents, if not all.
    pub shard: Option<Shard>,
    /// Documents worked on at a time.
    pub jobs: usize,
    /// Whether the other documents are made when one fails.
    pub keep_going: bool,
}

impl Request {
    /// Everything of a data folder, in the languages of its catalogue, one document at a time.
    pub fn everything(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            templates: None,
            kinds: Vec::new(),
            regions: Vec::new(),
            industries: Vec::new(),
            languages: Vec::new(),
            overrides: Overrides::default(),
            standards: Standards::default(),
            shard: None,
            jobs: 1,
            keep_going: false,
        }
    }

    /// Whether the request is for everything that an edition has.
    pub fn is_complete(&self) -> bool {
        self.kinds.is_empty() && self.regions.is_empty() && self.industries.is_empty()
    }

    pub(super) fn library(&self) -> Outcome<Library> {
        Library::of(self.templates.as_deref())
    }
}
