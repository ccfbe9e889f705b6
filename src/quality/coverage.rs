//! What is there: by group of series and year, how much is observed, estimated, missing.

use std::collections::{BTreeMap, BTreeSet};

use super::series::{Group, Quantity, SeriesKey};
use super::{Material, Series};
use crate::facts::Status;
use crate::vocabulary::Flow;

/// A year of a group. Counts are of series.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CoverageCell {
    /// How many there would be in a full year.
    pub expected: usize,
    /// Published as they are.
    pub observed: usize,
    /// Estimated.
    pub estimated: usize,
}

impl CoverageCell {
    /// How many are not there.
    pub fn missing(self) -> usize {
        self.expected.saturating_sub(self.observed + self.estimated)
    }
}

/// A group of series over the years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageRow {
    /// Which.
    pub group: Group,
    /// The years that are asked for, or that it has.
    pub cells: BTreeMap<i16, CoverageCell>,
}

/// The rows of a data set, in the order of their quantities.
///
/// A year is asked for if it belongs to the edition, or lies between years that the group has. A group by region expects
/// every region that counts; another one expects every series that it has in any year. Single published totals and the years
/// of input-output tables are asked for by nobody: only what is there is listed.
pub(super) fn of(material: &Material<'_>) -> Vec<CoverageRow> {
    let years = material.data.catalogue.years;
    let mut groups: BTreeMap<Group, Vec<&Series>> = BTreeMap::new();
    for series in &material.series {
        groups.entry(series.key.group()).or_default().push(series);
    }
    if !material.data.regions.is_empty() {
        for flow in Flow::BOTH {
            groups.entry(SeriesKey::new(Quantity::RegionalTrade).flow(flow)).or_default();
        }
    }
    let row = |(group, series): (Group, Vec<&Series>)| {
        let known: BTreeSet<i16> = series.iter().flat_map(|s| s.points.keys().copied()).collect();
        let mut asked = known.clone();
        if !is_free(group.quantity) {
            asked.extend(years.first..=years.last);
        }
        if let (Some(first), Some(last)) = (known.first(), known.last())
            && group.quantity != Quantity::RegionalTotal
        {
            asked.extend(*first..=*last);
        }
        let expected = expected(material, group, &series);
        let cell = |year: i16| {
            let mut cell = CoverageCell { expected, ..CoverageCell::default() };
            for point in series.iter().filter_map(|s| s.points.get(&year)) {
                match point.status {
                    Status::Observed => cell.observed += 1,
                    Status::Estimated | Status::Projected => cell.estimated += 1,
                }
            }
            if group.quantity == Quantity::RegionalTotal {
                cell.expected = cell.observed + cell.estimated;
            }
            (year, cell)
        };
        CoverageRow { group, cells: asked.into_iter().map(cell).collect() }
    };
    groups.into_iter().map(row).collect()
}

/// Whether nobody asks for the years of the edition.
fn is_free(quantity: Quantity) -> bool {
    use Quantity::{RegionalTotal, TableEmissions, TableExports, TableOutput};
    matches!(quantity, RegionalTotal | TableEmissions | TableExports | TableOutput)
}

fn expected(material: &Material<'_>, group: Group, series: &[&Series]) -> usize {
    let data = material.data;
    let regions = data.regions.len();
    match group.quantity {
        Quantity::RegionalTrade => {
            let own = data.trade.iter().filter(|r| Some(r.flow) == group.flow);
            let products: BTreeSet<_> = own.map(|r| r.product).collect();
            series.len().max(regions * products.len())
        }
        quantity if quantity.is_regional() => series.len().max(regions),
        _ => series.len(),
    }
}
