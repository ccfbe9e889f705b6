//! Rows that a valid folder has and that nothing reads.

use super::series::{Quantity, SeriesKey};
use super::{Check, Finding, Gravity, Material, Reason};
use crate::data::{Unused, unused_rows};

/// The rows of which `check` warns: regions that do not count, and published totals without a nation to measure them by.
pub(super) fn find(material: &Material<'_>) -> Vec<Finding> {
    let found = unused_rows(material.data).into_iter().map(|unused| {
        let of = |quantity, code| SeriesKey::new(quantity).code(code);
        let (reason, key, year) = match unused.why {
            Unused::RegionalTrade { region, year } => {
                let key = SeriesKey::new(Quantity::RegionalTrade).region(region);
                (Reason::UnknownRegion, key, year)
            }
            Unused::TotalOfRegion { total, region, year } => {
                let key = of(Quantity::RegionalTotal, total).region(region);
                (Reason::UnknownRegion, key, year)
            }
            Unused::TotalOfYear { total, year } => {
                (Reason::NoTotalOfYear, of(Quantity::RegionalTotal, total), year)
            }
        };
        Finding::new(Check::Unused, Gravity::Doubtful, reason, key)
            .years(year, year)
            .rows([unused.row])
    });
    found.collect()
}
