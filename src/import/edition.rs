//! The key figures of a finished edition become `published.csv`: what the next edition is compared with.

use std::path::Path;

use serde::Deserialize;

use super::folder::Folder;
use super::sources::{self, Download};
use super::vocabulary::Publication;
use super::{publishing, readers};
use crate::diagnostics::{Code, Diagnostic, Faults, Location, Outcome};
use crate::vocabulary::{KeyFigure, Measure, Symbols, unallocated_code};

/// The name that the codes of recorded editions begin with.
const LAYOUT: &str = "edition";

/// What was recorded.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Name of the edition.
    pub edition: String,
    /// Its day.
    pub date: String,
    /// How many figures.
    pub figures: usize,
    /// Code of the source that they name.
    pub source: String,
}

/// What is read of `manifest.json`.
#[derive(Deserialize)]
struct Manifest {
    edition: String,
    date: String,
    program: String,
    parameters: Parameters,
}

#[derive(Deserialize)]
struct Parameters {
    first: i16,
    last: i16,
    horizon: i16,
}

/// A line of `facts.csv`.
#[derive(Deserialize)]
struct Line {
    fact: String,
    measure: String,
    flow: String,
    industry: String,
    region: String,
    year: Option<i16>,
    value: String,
    unit: String,
    lower: String,
    upper: String,
    status: String,
    method: String,
}

/// Writes the key figures of an edition into the data folder, in the place of those of an earlier one: of the nation by
/// industry and of each region, in the years of data, in the year after them, of which the next edition has data, and at the
/// horizon.
///
/// # Errors
/// `E0407` for a folder that holds no finished edition of the folder's pair; faults of the data folder.
pub fn record(data: &Path, edition: &Path) -> Outcome<Recorded> {
    let mut faults = Faults::new();
    let folder = Folder::read(data, &mut faults);
    let (Some(mut folder), false) = (folder, faults.has_errors()) else { return Err(faults) };
    let path = edition.join("manifest.json");
    let text = std::fs::read_to_string(&path).map_err(|error| no_edition(&path, &error))?;
    let manifest: Manifest =
        serde_json::from_str(&text).map_err(|error| no_edition(&path, &error))?;
    let path = edition.join("facts.csv");
    let sha256 = readers::sha256(&path).map_err(|fault| *fault)?;
    let download = Download::of(&path, sha256, Some(&manifest.date));
    let downloads = [download];
    let source = sources::code(LAYOUT, &downloads);
    let rows = rows(&folder, &path, &manifest, &source)?;
    let figures = rows.len();
    if figures == 0 {
        return Err(of_others(&folder, &path, "no key figure").into());
    }
    let table = folder.table_mut("published.csv");
    table.lines = vec![0; figures];
    table.rows = rows;
    table.changed = true;
    forget_earlier(&mut folder);
    let publication = Publication {
        short: format!("Edition {}", manifest.edition),
        title: format!(
            "Edition {} of {}: {}",
            manifest.edition, manifest.date, folder.edition.title
        ),
        publisher: folder.edition.publisher.clone(),
        url: String::new(),
        licence: folder.edition.licence.clone(),
        multiplier: 1.0,
        country: String::new(),
    };
    let made = format!("{LAYOUT} made by {}", manifest.program);
    sources::add(&mut folder, &made, &publication, &source, &downloads);
    publishing::write(&folder)?;
    Ok(Recorded { edition: manifest.edition, date: manifest.date, figures, source })
}

/// The lines of key figures as rows of the table, in the order of the file: by id.
fn rows(
    folder: &Folder,
    path: &Path,
    manifest: &Manifest,
    source: &str,
) -> Outcome<Vec<Vec<String>>> {
    let symbols = Symbols::default();
    let all = symbols.text(crate::vocabulary::Symbol::ALL);
    let unallocated = unallocated_code(&folder.pair.reporter);
    let years = &manifest.parameters;
    let wanted = |line: &Line| {
        let measure = Measure::parse(&line.measure);
        let nation = line.region == folder.pair.reporter;
        measure.is_some_and(|measure| KeyFigure::of(measure).is_some())
            && line
                .year
                .is_some_and(|y| (years.first..=years.last + 1).contains(&y) || y == years.horizon)
            && (nation || line.industry == all && line.region != unallocated)
    };
    let mut reader = csv::Reader::from_path(path).map_err(|error| no_edition(path, &error))?;
    let mut rows = Vec::new();
    for line in reader.deserialize() {
        let line: Line = line.map_err(|error| no_edition(path, &error))?;
        if !line.flow.is_empty() && folder.pair.flow(&line.flow).is_none() {
            return Err(of_others(folder, path, &line.flow).into());
        }
        if !wanted(&line) {
            continue;
        }
        rows.push(vec![
            line.fact,
            line.value,
            line.unit,
            line.lower,
            line.upper,
            line.status,
            line.method,
            manifest.edition.clone(),
            manifest.date.clone(),
            source.to_owned(),
        ]);
    }
    Ok(rows)
}

fn of_others(folder: &Folder, path: &Path, found: &str) -> Diagnostic {
    let pair = [&folder.pair.reporter, &folder.pair.partner].map(String::as_str);
    Diagnostic::error(Code::NoEdition, "the edition is of other countries")
        .at(Location::file(path.display().to_string()))
        .found(found.to_owned())
        .allowed(format!("an edition of {}", pair.join(" and ")))
        .hint("name the data folder of the edition with --data DIR")
}

/// Takes the sources of editions that were recorded before away: nothing names them any more.
fn forget_earlier(folder: &mut Folder) {
    let table = folder.table_mut("sources.csv");
    let Some(column) = table.column("source") else { return };
    let earlier = format!("{LAYOUT}-");
    let kept: Vec<bool> = table.rows.iter().map(|row| !row[column].starts_with(&earlier)).collect();
    let mut each = kept.iter();
    table.rows.retain(|_| *each.next().expect("one for each row"));
    let mut each = kept.iter();
    table.lines.retain(|_| *each.next().expect("one for each row"));
}

fn no_edition(path: &Path, error: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error(Code::NoEdition, "the folder holds no finished edition")
        .at(Location::file(path.display().to_string()))
        .found(error.to_string())
        .hint("give the folder of an edition, such as reports/2021, as `tradeprint build` wrote it")
}
