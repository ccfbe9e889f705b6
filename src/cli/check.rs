//! `tradeprint check`.

use std::fmt::Write as _;

use super::arguments::Common;
use super::{DONE, print, warn};
use crate::data::quality;
use crate::diagnostics::Outcome;
use crate::production::Workshop;

/// Reads and checks everything that a build would, and summarises the data folder.
pub(super) fn run(common: &Common) -> Outcome<u8> {
    let request = common.request(&[], false);
    let (workshop, warnings) = Workshop::open(&request)?;
    warn(common, &warnings);
    let data = &workshop.edition.data;
    let summary = quality(data);
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{}: no faults, {} warnings; {} regions, {} industries, {} groups, {} facts",
        common.data.display(),
        warnings.len(),
        summary.regions,
        summary.industries,
        summary.groups,
        workshop.edition.facts().len(),
    );
    let _ = writeln!(
        text,
        "{:<26} {:>6}  {:<11} {:>9} {:>10}",
        "table", "rows", "years", "observed", "estimated"
    );
    for row in &summary.tables {
        let years = match (row.first, row.last) {
            (Some(first), Some(last)) => format!("{first}-{last}"),
            _ => String::new(),
        };
        let _ = writeln!(
            text,
            "{:<26} {:>6}  {years:<11} {:>9} {:>10}",
            row.table, row.rows, row.observed, row.estimated
        );
    }
    let _ = writeln!(
        text,
        "trade by region: {}",
        if summary.regional_trade { "given" } else { "missing, allocated from national trade" }
    );
    print(&text);
    Ok(DONE)
}
