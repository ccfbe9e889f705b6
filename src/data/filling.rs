//! What a data folder still lacks: its files in the order in which to fill them.

use std::path::Path;

use serde::Serialize;

use super::catalogue::{self, Catalogue};
use super::folder::Folder;
use super::schema::{Need, TableSpec};
use super::tables::{PRODUCT_CODES, TABLES};
use super::{claims, package};
use crate::diagnostics::{Faults, Severity};

/// How far a file of a data folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FillState {
    /// It is not there.
    Missing,
    /// It has a header and no row.
    Empty,
    /// It has rows or entries, and faults.
    Faults,
    /// It has rows or entries, and nothing of them could be checked without the catalogue.
    Unchecked,
    /// It has rows or entries without fault.
    Done,
}

/// A file of a data folder as a step on the way to its reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its number, from 1.
    pub number: usize,
    /// Its name inside the folder.
    pub file: &'static str,
    /// What the reports have from it.
    pub gives: &'static str,
    /// Which reports cannot be made without it.
    pub need: Need,
    /// How far it is.
    pub state: FillState,
    /// Rows of a table, without its header.
    pub rows: Option<usize>,
    /// Faults that stand in it.
    pub faults: usize,
    /// Columns that each row must fill.
    pub required: Vec<&'static str>,
}

/// A file that belongs to a folder: of a table its description, of another its name, what it gives and who needs it.
enum Part {
    Table(&'static TableSpec),
    Other(&'static str, &'static str, Need),
}

/// All files of a folder in the order in which to fill them: what every report needs, what those of regions need, the rest.
fn parts() -> Vec<Part> {
    let of = |need: Need| TABLES.iter().filter(move |spec| spec.need == need).map(Part::Table);
    let title = "the pair, the years, the title: flows and countries of the tables follow from it";
    let mut all = vec![Part::Other(catalogue::FILE, title, Need::Always)];
    for part in of(Need::Always) {
        let products = matches!(&part, Part::Table(spec) if spec.file == "products.csv");
        all.push(part);
        if products {
            // Whoever imports trade needs it before trade.csv.
            all.push(Part::Table(&PRODUCT_CODES));
        }
    }
    let columns = "the description of the tables for other programs; `tradeprint init` writes it";
    all.push(Part::Other(package::FILE, columns, Need::Always));
    for part in of(Need::Regions) {
        let regions = matches!(&part, Part::Table(spec) if spec.file == "regions.csv");
        all.push(part);
        if regions {
            let shapes = "boundaries of the regions, for the maps";
            all.push(Part::Other("regions.geojson", shapes, Need::Regions));
        }
    }
    all.extend(of(Need::Optional));
    all.push(Part::Other(claims::FILE, "statements of others as tests on facts", Need::Optional));
    all
}

/// The steps of a folder, each with its state, from the faults that loading it has found.
pub fn steps(root: &Path, faults: &Faults) -> Vec<Step> {
    let folder = Folder::new(root);
    let errors_in = |file: &str| {
        let shown = folder.shown(file);
        let own = faults.iter().filter(|fault| fault.severity == Severity::Error);
        own.filter(|fault| fault.location.as_ref().is_some_and(|at| at.file == shown)).count()
    };
    // Without a catalogue that can be read no table is looked at: no fault in one says nothing.
    let checked = Catalogue::read(&mut Folder::new(root), &mut Faults::new()).is_some();
    let step = |(number, part): (usize, Part)| {
        let (file, gives, need, required) = match part {
            Part::Table(spec) => (spec.file, spec.gives, spec.need, required(spec)),
            Part::Other(file, gives, need) => (file, gives, need, Vec::new()),
        };
        let found = if folder.has(file) { errors_in(file) } else { 0 };
        let rows = file.ends_with(".csv").then(|| rows(&root.join(file)));
        let state = match (folder.has(file), rows) {
            (false, _) => FillState::Missing,
            (true, Some(0)) => FillState::Empty,
            (true, _) if found > 0 => FillState::Faults,
            (true, _) if !checked => FillState::Unchecked,
            (true, _) => FillState::Done,
        };
        Step { number: number + 1, file, gives, need, state, rows, faults: found, required }
    };
    parts().into_iter().enumerate().map(step).collect()
}

fn required(spec: &TableSpec) -> Vec<&'static str> {
    spec.columns.iter().filter(|column| !column.optional).map(|column| column.name).collect()
}

/// Rows of a table after its header, well-formed or not.
fn rows(path: &Path) -> usize {
    let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(path);
    reader.map_or(0, |reader| reader.into_byte_records().count().saturating_sub(1))
}
