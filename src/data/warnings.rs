//! Findings that do not stop a build.

use super::dataset::Dataset;
use super::folder::Folder;
use crate::diagnostics::{Code, Diagnostic, Faults, Location};
use crate::facts::RowRef;
use crate::units::Quantity;
use crate::vocabulary::Symbol;

/// Adds every warning about a data set.
pub(super) fn warn(folder: &Folder, dataset: &Dataset, faults: &mut Faults) {
    let at = |row: &RowRef| dataset.place(row);
    mirror_gaps(dataset, &at, faults);
    warn_of_unused_rows(dataset, &at, faults);
    let years = dataset.catalogue.years;
    if usize::try_from(years.last - years.first + 1).unwrap_or(0) < super::FEWEST_OBSERVATIONS {
        faults.push(
            Diagnostic::warning(Code::TooFewYears, "fewer than five years of trade: no projection")
                .at(Location::file(folder.shown("trade.csv")))
                .found(format!("{} to {}", years.first, years.last)),
        );
    }
}

fn mirror_gaps(dataset: &Dataset, at: &dyn Fn(&RowRef) -> Location, faults: &mut Faults) {
    for a in &dataset.totals {
        for b in dataset
            .totals
            .iter()
            .filter(|b| (b.year, b.flow) == (a.year, a.flow) && b.reporter > a.reporter)
        {
            let (own, mirror) = (a.value.value(), b.value.value());
            if own > 0.0 && (mirror / own - 1.0).abs() > 0.5 {
                faults.push(
                    Diagnostic::warning(
                        Code::MirrorGap,
                        "the two reporters differ by more than half",
                    )
                    .at(at(&a.row))
                    .found(format!(
                        "{} {}: {own:.0} against {mirror:.0} USD",
                        a.year,
                        dataset.names.flow(a.flow)
                    )),
                );
            }
        }
    }
}

/// A row that a valid folder has and that nothing reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnusedRow {
    /// Why nothing reads it.
    pub why: Unused,
    /// The row.
    pub row: RowRef,
}

/// Why nothing reads a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unused {
    /// Trade of a region that does not count.
    RegionalTrade {
        /// The region.
        region: Symbol,
        /// Year of the row.
        year: i16,
    },
    /// A published total that names a region that does not count.
    TotalOfRegion {
        /// The total.
        total: Symbol,
        /// The region.
        region: Symbol,
        /// Year of the total.
        year: i16,
    },
    /// A published total of a year without a national total.
    TotalOfYear {
        /// The total.
        total: Symbol,
        /// Year of the total.
        year: i16,
    },
}

/// Rows about regions that do not count, and published totals without a nation to measure them against, in file order.
pub fn unused_rows(dataset: &Dataset) -> Vec<UnusedRow> {
    let counts = |region: &Symbol| dataset.region(*region).is_some();
    let mut found = Vec::new();
    for row in dataset.regional_trade.iter().filter(|r| !counts(&r.region)) {
        let why = Unused::RegionalTrade { region: row.region, year: row.trade.year };
        found.push(UnusedRow { why, row: row.trade.row });
    }
    let years = dataset.catalogue.years;
    for anchor in &dataset.anchors {
        let (total, year) = (anchor.code, anchor.year);
        for region in anchor.regions.iter().filter(|r| !counts(r)) {
            let why = Unused::TotalOfRegion { total, region: *region, year };
            found.push(UnusedRow { why, row: anchor.row });
        }
        let inside = (years.first..=years.last).contains(&year);
        let known = anchor
            .flows
            .iter()
            .all(|flow| dataset.totals.iter().any(|r| (r.flow, r.year) == (*flow, year)));
        if !inside && !known {
            found.push(UnusedRow { why: Unused::TotalOfYear { total, year }, row: anchor.row });
        }
    }
    found
}

fn warn_of_unused_rows(dataset: &Dataset, at: &dyn Fn(&RowRef) -> Location, faults: &mut Faults) {
    let code = |region: Symbol| format!("`{}`", dataset.names.symbols.text(region));
    for UnusedRow { why, row } in unused_rows(dataset) {
        let (message, found) = match why {
            Unused::RegionalTrade { region, .. } => {
                ("trade of a region that does not count", code(region))
            }
            Unused::TotalOfRegion { region, .. } => {
                ("a published total names a region that does not count", code(region))
            }
            Unused::TotalOfYear { year, .. } => {
                ("a published total lies in a year without a national total", year.to_string())
            }
        };
        faults.push(Diagnostic::warning(Code::UnusedRow, message).at(at(&row)).found(found));
    }
}
