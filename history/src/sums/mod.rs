//! Packed records become the regional trade of a data folder: `tradeprint-history sums`.

mod engine;
mod folder;
mod parts;
mod sql;
mod table;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use sql::Dialect;
pub use table::shown;

use crate::diagnostics::{Code, Diagnostic, Faults};
use engine::Group;
use folder::Terms;
use sql::{NO_PRODUCT, UNKNOWN_REGION};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Folders of parts, and parts.
    pub inputs: Vec<PathBuf>,
    /// The data folder.
    pub data: PathBuf,
    /// The table; its mapping files stand beside it.
    pub out: PathBuf,
    /// At least one.
    pub threads: usize,
    /// What the engine may account for, in bytes; buffers of files come on top.
    pub memory: usize,
    /// Whether years that lack months are taken.
    pub incomplete: bool,
}

/// What has become of the records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summed {
    /// Records of all countries.
    pub records: i64,
    /// Records in the table, and its rows.
    pub taken: i64,
    /// Rows of the table.
    pub rows: usize,
    /// Their sum in millionths of a dollar.
    pub value: i128,
    /// Groups that the folder does not count: why and what, records, millionths of a dollar.
    pub left: Vec<(String, i64, i128)>,
    /// The files written: the table, its mapping, the mapping to national trade.
    pub files: Vec<PathBuf>,
    /// Years that lack months.
    pub warnings: Faults,
}

/// The grouping for a data folder as SQL of an engine.
///
/// # Errors
/// Faults of the data folder.
pub fn print_sql(data: &Path, dialect: Dialect, incomplete: bool) -> Result<String, Faults> {
    let terms = Terms::read(data)?;
    Ok(sql::preface(dialect).to_owned() + &sql::grouping(&terms, incomplete))
}

/// Groups packed records and writes the table.
///
/// # Errors
/// Faults of the folders; codes and regions that the data folder does not have, each with its value. Then nothing is written.
pub fn sums(settings: &Settings) -> Result<Summed, Faults> {
    let terms = Terms::read(&settings.data)?;
    let files = parts::parts(&settings.inputs)?;
    let query = sql::grouping(&terms, settings.incomplete);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(settings.threads)
        .build()
        .map_err(|error| failed(settings, error))?;
    let (years, groups) = runtime
        .block_on(async {
            let context = engine::context(&files, settings.threads, settings.memory).await?;
            Ok((engine::months(&context).await?, engine::groups(&context, &query).await?))
        })
        .map_err(|error: datafusion::error::DataFusionError| failed(settings, error))?;
    let mut summed =
        Summed { warnings: warnings(&years, settings.incomplete), ..Summed::default() };
    summed.records = years.iter().map(|(_, _, records)| records).sum();
    let faults = uncovered(&groups);
    if !faults.is_empty() {
        return Err(faults);
    }
    let (taken, left): (Vec<Group>, Vec<Group>) =
        groups.into_iter().partition(|group| group.note.is_empty());
    if taken.is_empty() {
        let mut faults = Faults::from(
            Diagnostic::error(Code::ImportNothing, "no record has a place in the data folder")
                .found(format!("{} records", summed.records))
                .allowed(format!("records with {}", terms.partner))
                .hint("look at [pair] of the folder, and at the years: one that lacks months is left out without --incomplete"),
        );
        faults.append(summed.warnings);
        return Err(faults);
    }
    summed.taken = taken.iter().map(|group| group.records).sum();
    summed.value = taken.iter().map(|group| group.value).sum();
    summed.rows = taken.len();
    summed.left = left_out(&left);
    summed.files = table::write(&settings.out, &taken, &terms)?;
    Ok(summed)
}

fn failed(settings: &Settings, error: impl std::fmt::Display) -> Faults {
    let shown: Vec<String> =
        settings.inputs.iter().map(|path| path.display().to_string()).collect();
    Diagnostic::error(Code::ImportUnreadable, "the packed records cannot be grouped")
        .found(format!("{}: {error}", shown.join(", ")))
        .allowed("Parquet as `tradeprint-history pack` writes it")
        .hint("if memory is named, give more with --memory; else pack the sources again")
        .into()
}

/// Years that lack months.
fn warnings(years: &[(i32, i64, i64)], taken: bool) -> Faults {
    let what = if taken {
        "a year that lacks months is taken"
    } else {
        "a year that lacks months is left out"
    };
    let lacking = years.iter().filter(|(_, months, _)| *months < 12);
    lacking
        .map(|(year, months, records)| {
            Diagnostic::warning(Code::ImportIncomplete, what)
                .found(format!("{year}: {months} of 12 months, {records} records of all countries"))
                .allowed("twelve months")
                .hint("pack all months of a year; --incomplete takes the year as it is")
        })
        .collect()
}

/// Codes that mean nothing in the data folder, each with its value.
fn uncovered(groups: &[Group]) -> Faults {
    let mut found: BTreeMap<(&str, &str, &str), (i64, i128)> = BTreeMap::new();
    for group in groups {
        let key = match group.note.as_str() {
            UNKNOWN_REGION => (UNKNOWN_REGION, group.region.as_str(), ""),
            NO_PRODUCT => (NO_PRODUCT, group.product.as_str(), group.flow.as_str()),
            _ => continue,
        };
        let (records, value) = found.entry(key).or_default();
        *records += group.records;
        *value += group.value;
    }
    let fault = |((note, code, flow), (records, value)): ((&str, &str, &str), (i64, i128))| {
        let fault = if note == UNKNOWN_REGION {
            Diagnostic::error(Code::ImportUncovered, "a region that the folder does not have")
                .allowed("the column `okato` of regions.csv")
                .hint("add the region to regions.csv, or correct its code there")
        } else {
            Diagnostic::error(Code::ImportUncovered, "a commodity code without product")
                .allowed("the codes of product_codes.csv, or products named by their chapters")
                .hint("add a row to product_codes.csv, or a product to products.csv")
        };
        let flow = if flow.is_empty() { String::new() } else { format!(" in {flow}") };
        fault.found(format!("`{code}`{flow}: {records} records, {} USD", shown(value)))
    };
    found.into_iter().map(fault).collect()
}

/// What the folder does not count.
fn left_out(groups: &[Group]) -> Vec<(String, i64, i128)> {
    let mut all: BTreeMap<String, (i64, i128)> = BTreeMap::new();
    for group in groups {
        let code = if group.note == sql::SECRET_CODE { &group.product } else { &group.region };
        let (records, value) = all.entry(format!("{}: {code}", group.note)).or_default();
        *records += group.records;
        *value += group.value;
    }
    all.into_iter().map(|(what, (records, value))| (what, records, value)).collect()
}
