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
    unused_rows(dataset, &at, faults);
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

/// Rows about regions that do not count, and published totals without a nation to measure them against.
fn unused_rows(dataset: &Dataset, at: &dyn Fn(&RowRef) -> Location, faults: &mut Faults) {
    let counts = |region: &Symbol| dataset.region(*region).is_some();
    let mut unused = |row: &RowRef, message: &str, found: String| {
        faults.push(Diagnostic::warning(Code::UnusedRow, message).at(at(row)).found(found));
    };
    let text = |symbol: &Symbol| dataset.names.symbols.text(*symbol);
    for row in dataset.regional_trade.iter().filter(|r| !counts(&r.region)) {
        let found = format!("`{}`", text(&row.region));
        unused(&row.trade.row, "trade of a region that does not count", found);
    }
    let years = dataset.catalogue.years;
    for anchor in &dataset.anchors {
        for region in anchor.regions.iter().filter(|r| !counts(r)) {
            let found = format!("`{}`", text(region));
            unused(&anchor.row, "a published total names a region that does not count", found);
        }
        let inside = (years.first..=years.last).contains(&anchor.year);
        let known = anchor
            .flows
            .iter()
            .all(|flow| dataset.totals.iter().any(|r| (r.flow, r.year) == (*flow, anchor.year)));
        if !inside && !known {
            let message = "a published total lies in a year without a national total";
            unused(&anchor.row, message, anchor.year.to_string());
        }
    }
}
