//! A finished edition, read back from its folder.

use std::collections::HashMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::diagnostics::{Code, Diagnostic, Location, Outcome};
use crate::publish::Manifest;
use crate::vocabulary::{KeyFigure, Measure};

/// What an edition says of a fact, as it stands in `facts.csv`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Statement {
    /// The number, in `unit`.
    pub value: f64,
    /// Unit of value and interval.
    pub unit: String,
    /// Lower end of the interval, if there is one.
    pub lower: Option<f64>,
    /// Upper end of the interval.
    pub upper: Option<f64>,
    /// `observed`, `estimated` or `projected`.
    pub status: String,
    /// How it was computed.
    pub method: String,
    /// Ids of facts and rows that it comes from, `;` between them; `*` stands for each industry or region.
    #[serde(skip_serializing)]
    pub inputs: String,
}

/// A line of `facts.csv`.
#[derive(Deserialize)]
struct Line {
    fact: String,
    value: f64,
    unit: String,
    lower: Option<f64>,
    upper: Option<f64>,
    status: String,
    method: String,
    inputs: String,
}

/// A finished edition.
pub struct EditionFolder {
    /// What it holds and what it was made from.
    pub manifest: Manifest,
    /// What it says, by id of the fact.
    pub statements: HashMap<String, Statement>,
}

impl EditionFolder {
    /// Reads `manifest.json` and `facts.csv` of an edition's folder.
    ///
    /// # Errors
    /// `E0407` for a folder that has none, or files that are not of this form.
    pub fn read(folder: &Path) -> Outcome<Self> {
        let manifest = serde_json::from_str(&text(&folder.join("manifest.json"))?)
            .map_err(|error| no_edition(&folder.join("manifest.json"), &error))?;
        let path = folder.join("facts.csv");
        let text = text(&path)?;
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let mut statements = HashMap::new();
        for line in reader.deserialize() {
            let Line { fact, value, unit, lower, upper, status, method, inputs } =
                line.map_err(|error| no_edition(&path, &error))?;
            // What an edition says of the one before it differs from edition to edition by itself.
            let measure = Measure::parse(fact.split('/').next().unwrap_or_default());
            if measure.is_some_and(KeyFigure::is_of_last_edition) {
                continue;
            }
            let statement = Statement { value, unit, lower, upper, status, method, inputs };
            statements.insert(fact, statement);
        }
        Ok(Self { manifest, statements })
    }
}

fn text(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(|error| no_edition(path, &error).into())
}

fn no_edition(path: &Path, error: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error(Code::NoEdition, "the folder holds no finished edition")
        .at(Location::file(path.display().to_string()))
        .found(error.to_string())
        .hint("give the folder of an edition, such as reports/2021, as `tradeprint build` wrote it")
}
