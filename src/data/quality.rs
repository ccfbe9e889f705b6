//! A summary of what a data folder holds: for each table its rows, years, and how much is observed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::dataset::Dataset;
use crate::facts::{RowRef, Status};

/// Coverage of one table.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageRow {
    /// Table.
    pub table: String,
    /// Rows used.
    pub rows: usize,
    /// First year, if the table has years.
    pub first: Option<i16>,
    /// Last year, if the table has years.
    pub last: Option<i16>,
    /// Rows that were published as they are.
    pub observed: usize,
    /// Rows that rest on an estimate.
    pub estimated: usize,
}

/// The data-quality summary of `tradeprint check`.
#[derive(Clone, Debug, Serialize)]
pub struct Quality {
    /// One row a table.
    pub tables: Vec<CoverageRow>,
    /// Regions that count.
    pub regions: usize,
    /// Analysis industries.
    pub industries: usize,
    /// Report groups.
    pub groups: usize,
    /// Whether trade by region was given.
    pub regional_trade: bool,
}

/// Summarises a data set.
pub fn quality(dataset: &Dataset) -> Quality {
    let mut tables: BTreeMap<u16, CoverageRow> = BTreeMap::new();
    let mut add = |row: RowRef, year: Option<i16>, status: Status| {
        let entry = tables.entry(row.file).or_insert_with(|| CoverageRow {
            table: dataset.names.files[usize::from(row.file)].clone(),
            rows: 0,
            first: None,
            last: None,
            observed: 0,
            estimated: 0,
        });
        entry.rows += 1;
        if let Some(year) = year {
            entry.first = Some(entry.first.map_or(year, |first| first.min(year)));
            entry.last = Some(entry.last.map_or(year, |last| last.max(year)));
        }
        match status {
            Status::Observed => entry.observed += 1,
            Status::Estimated | Status::Projected => entry.estimated += 1,
        }
    };
    dataset.trade.iter().for_each(|r| add(r.row, Some(r.year), r.status));
    dataset.totals.iter().for_each(|r| add(r.row, Some(r.year), r.status));
    dataset
        .regional_trade
        .iter()
        .for_each(|r| add(r.trade.row, Some(r.trade.year), r.trade.status));
    dataset.concordance.iter().for_each(|r| add(r.row, None, r.status));
    dataset.output.iter().for_each(|r| add(r.row, Some(r.year), r.status));
    dataset.emissions.iter().for_each(|r| add(r.row, Some(r.year), r.status));
    dataset.rates.iter().for_each(|r| add(r.row, Some(r.year), r.status));
    dataset.macros.iter().for_each(|r| add(r.row, Some(r.year), r.status));
    for basis in dataset.weights.values() {
        basis.iter().for_each(|((year, _), w)| add(w.row, Some(*year), w.status));
    }
    dataset.indicators.iter().for_each(|r| add(r.row, Some(r.year), r.status));
    dataset.literature.iter().for_each(|r| add(r.row, Some(r.year), r.status));
    let published = dataset.last_edition.iter().flat_map(|last| &last.figures);
    published.for_each(|r| add(r.row, None, r.status));
    dataset.anchors.iter().for_each(|r| add(r.row, Some(r.year), r.status));
    Quality {
        tables: tables.into_values().collect(),
        regions: dataset.regions.len(),
        industries: dataset.analysis_industries().count(),
        groups: dataset.groups().count(),
        regional_trade: !dataset.regional_trade.is_empty(),
    }
}
