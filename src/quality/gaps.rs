//! Years that a series lacks, and zeros where a value would be expected.

use std::collections::BTreeMap;

use super::series::{Group, Point, Quantity};
use super::{Amount, Check, Finding, Gravity, Material, Reason, Series, SeriesKey};
use crate::facts::RowRef;

/// Gaps that several series of a group share.
type Shared<'a> = BTreeMap<(Group, Reason, i16, i16), Vec<(&'a Series, Vec<RowRef>)>>;

/// Series of a group that lack the same years are one finding.
pub(super) fn find(material: &Material<'_>) -> Vec<Finding> {
    let mut spans: BTreeMap<Quantity, (i16, i16)> = BTreeMap::new();
    let mut sizes: BTreeMap<Group, usize> = BTreeMap::new();
    let compared = |s: &&Series| s.key.quantity != Quantity::RegionalTotal;
    for series in material.series.iter().filter(compared) {
        let (first, last) = series.span();
        let span = spans.entry(series.key.quantity).or_insert((first, last));
        *span = (span.0.min(first), span.1.max(last));
        *sizes.entry(series.key.group()).or_default() += 1;
    }
    let mut shared = Shared::new();
    for series in material.series.iter().filter(compared) {
        let mut note = |reason, first, last, rows: Vec<RowRef>| {
            let key = (series.key.group(), reason, first, last);
            shared.entry(key).or_default().push((series, rows));
        };
        let (begin, end) = spans[&series.key.quantity];
        let (first, last) = series.span();
        if first > begin {
            note(Reason::BeginsLate, begin, first - 1, vec![series.points[&first].row]);
        }
        if last < end {
            note(Reason::EndsEarly, last + 1, end, vec![series.points[&last].row]);
        }
        let points: Vec<(&i16, &Point)> = series.points.iter().collect();
        for pair in points.windows(2) {
            let [(before, a), (after, b)] = [pair[0], pair[1]];
            if after - before > 1 {
                note(Reason::YearsMissing, before + 1, after - 1, vec![a.row, b.row]);
            }
        }
        for three in points.windows(3) {
            let [(_, a), (year, zero), (_, b)] = [three[0], three[1], three[2]];
            if zero.value == 0.0 && a.value > 0.0 && b.value > 0.0 {
                note(Reason::ZeroBetween, *year, *year, vec![a.row, zero.row, b.row]);
            }
        }
    }
    let mut found: Vec<Finding> =
        shared.into_iter().map(|(key, all)| finding(key, &all, sizes[&key.0])).collect();
    found.extend(no_regional_trade(material));
    found
}

fn finding(
    (group, reason, first, last): (Group, Reason, i16, i16),
    all: &[(&Series, Vec<RowRef>)],
    of: usize,
) -> Finding {
    // What a whole table does not have was not published; what single series lack may have been lost.
    let whole = all.len() == of;
    let gravity = match reason {
        Reason::YearsMissing if !whole => Gravity::Doubtful,
        Reason::ZeroBetween => Gravity::Doubtful,
        _ => Gravity::Remark,
    };
    let key = if all.len() == 1 { all[0].0.key } else { group };
    let mut finding = Finding::new(Check::Gaps, gravity, reason, key)
        .years(first, last)
        .rows(all.iter().flat_map(|(_, rows)| rows.iter().copied()));
    finding.series = all.len();
    finding.size = f64::from(last - first + 1) * all.len() as f64;
    finding.found = match reason {
        Reason::EndsEarly => Some(Amount::Year(first - 1)),
        Reason::BeginsLate => Some(Amount::Year(last + 1)),
        Reason::ZeroBetween => Some(Amount::Value(0.0)),
        _ => None,
    };
    finding.expected = match reason {
        Reason::EndsEarly => Some(Amount::Year(last)),
        Reason::BeginsLate => Some(Amount::Year(first)),
        _ => None,
    };
    finding
}

/// A folder of regions without their trade: every value of a region is allocated.
fn no_regional_trade(material: &Material<'_>) -> Option<Finding> {
    let data = material.data;
    let missing = !data.regions.is_empty() && data.regional_trade.is_empty();
    let years = data.catalogue.years;
    missing.then(|| {
        let key = SeriesKey::new(Quantity::RegionalTrade);
        Finding::new(Check::Gaps, Gravity::Remark, Reason::NoTable, key)
            .years(years.first, years.last)
    })
}
