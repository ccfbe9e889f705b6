//! Simulated intervals of an earlier run on the same data, kept beside the editions.

use std::path::PathBuf;
use std::sync::Mutex;

use super::Request;
use crate::analysis::KeptDraws;
use crate::data::Dataset;
use crate::publish::Note;
use crate::report::sha256;

/// Files of a data folder that no draw depends on: whatever else changes, all is drawn again.
const APART: [&str; 8] = [
    "claims.toml",
    "datapackage.json",
    "literature.csv",
    "product_codes.csv",
    "published.csv",
    "regional_indicators.csv",
    "regions.geojson",
    "sources.csv",
];

/// Where intervals are kept.
#[derive(Debug)]
pub struct Beside {
    editions: PathBuf,
    program: String,
    read: bool,
    /// What this run drew, until it has made its documents.
    drawn: Mutex<Option<(Note, String)>>,
}

impl Beside {
    /// Beside these editions; another program draws anew, and so does a run that shall not `read`.
    pub fn new(editions: PathBuf, program: String, read: bool) -> Self {
        Self { editions, program, read, drawn: Mutex::new(None) }
    }

    /// Leaves what was drawn for later runs. A run that fails leaves nothing.
    pub fn leave(self) {
        if let Some((note, text)) = self.drawn.into_inner().expect("no thread panics with it") {
            note.keep(&text);
        }
    }

    /// The intervals of a request's data.
    pub(super) fn of(&self, request: &Request, data: &Dataset) -> Kept<'_> {
        let Self { editions, program, .. } = self;
        let asked = format!("{} {:?}", request.data.display(), request.overrides);
        let inputs = data.inputs.iter().filter(|input| !APART.contains(&input.name.as_str()));
        let hashes: Vec<String> = inputs.map(|i| format!("{} {}", i.name, i.sha256)).collect();
        let made_from = sha256(format!("{program}\n{asked}\n{}", hashes.join("\n")).as_bytes());
        let name = format!("draws-{}", &sha256(asked.as_bytes())[..32]);
        Kept { beside: self, note: Note::new(editions, &name, made_from) }
    }
}

/// Those of one data folder.
pub(super) struct Kept<'a> {
    beside: &'a Beside,
    note: Note,
}

impl KeptDraws for Kept<'_> {
    fn read(&self) -> Option<String> {
        self.beside.read.then(|| self.note.read()).flatten()
    }

    fn keep(&self, text: String) {
        let mut drawn = self.beside.drawn.lock().expect("no thread panics with it");
        *drawn = Some((self.note.clone(), text));
    }
}
