//! Simulated intervals of an earlier run on the same data, kept beside the editions.

use std::path::{Path, PathBuf};

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

/// Where intervals are kept, and what may be done with them.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The folder of the editions.
    pub editions: PathBuf,
    /// The program, so that another one draws anew.
    pub program: String,
    /// Whether those of an earlier run are taken.
    pub read: bool,
    /// Whether those of this run are kept.
    pub keep: bool,
}

impl Beside {
    /// The intervals of a request's data.
    pub(super) fn of(&self, request: &Request, data: &Dataset) -> Kept {
        let Self { editions, program, read, keep } = self;
        let asked = format!("{} {:?}", request.data.display(), request.overrides);
        let inputs = data.inputs.iter().filter(|input| !APART.contains(&input.name.as_str()));
        let hashes: Vec<String> = inputs.map(|i| format!("{} {}", i.name, i.sha256)).collect();
        let made_from = sha256(format!("{program}\n{asked}\n{}", hashes.join("\n")).as_bytes());
        let name = format!("draws-{}", &sha256(asked.as_bytes())[..32]);
        Kept(Note::new(Path::new(editions), &name, made_from, (*read, *keep)))
    }
}

/// Those of one data folder.
pub(super) struct Kept(Note);

impl KeptDraws for Kept {
    fn read(&self) -> Option<String> {
        self.0.read()
    }

    fn keep(&self, text: &str) {
        self.0.keep(text);
    }
}
