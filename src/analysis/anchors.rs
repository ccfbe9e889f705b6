//! Published regional totals: iterative proportional fitting, and whether carrying them to other years helps.

use crate::data::{Anchor, Dataset, TotalRow};
use crate::facts::FactKey;
use crate::units::Quantity;
use crate::vocabulary::{Flow, Measure, Side};

/// Rounds of fitting after which it stops; reached only if published totals contradict each other.
const MOST_ROUNDS: usize = 2_000;
/// Relative change below which the fit is done.
const TOLERANCE: f64 = 1e-12;
/// Relative difference up to which a published total counts as met.
const MET: f64 = 1e-6;

/// The part of a flow and industry that is allocated: one cell a region, then the unallocated part.
#[derive(Clone, Debug)]
pub(super) struct AllocatedRow {
    /// Flow.
    pub(super) flow: Flow,
    /// What is left after reported regions; the cells sum to it.
    pub(super) total: f64,
    /// Cells.
    pub(super) cells: Vec<f64>,
    /// Reported values of the regions, which the fit leaves alone.
    pub(super) reported: Vec<f64>,
    /// Whether the plain allocation gives the region anything.
    pub(super) open: Vec<bool>,
    /// Whether the cells rest on published shares of trade, which the fit leaves alone too.
    pub(super) fixed: bool,
}

/// A total that cells must meet.
#[derive(Clone, Debug)]
pub(super) struct Constraint {
    /// Position of the anchor it comes from.
    pub(super) anchor: usize,
    /// Value, USD.
    pub(super) value: f64,
}

/// The regions of each anchor by position.
pub(super) fn positions(data: &Dataset, anchor: &Anchor) -> Vec<usize> {
    anchor
        .regions
        .iter()
        .filter_map(|code| data.regions.iter().position(|region| region.code == *code))
        .collect()
}

/// Trade of these flows in a year: the sum of the tables inside the edition's years, the published total
/// outside (the reporter's own, else the partner's). None if one is unknown or nothing was traded.
pub(super) fn nation(data: &Dataset, flows: &[Flow], year: i16) -> Option<f64> {
    let sum: Option<f64> = flows.iter().map(|flow| nation_flow(data, *flow, year)).sum();
    sum.filter(|total| *total > 0.0)
}

fn nation_flow(data: &Dataset, flow: Flow, year: i16) -> Option<f64> {
    let years = data.catalogue.years;
    if (years.first..=years.last).contains(&year) {
        let rows = data.trade.iter().filter(|r| r.flow == flow && r.year == year);
        return Some(rows.map(|r| r.value.value()).sum());
    }
    total(data, flow, year).map(|row| row.value.value())
}

/// The published total of a flow: the reporter's own, else the partner's.
fn total(data: &Dataset, flow: Flow, year: i16) -> Option<&TotalRow> {
    let of = |side| data.totals.iter().find(|r| (r.flow, r.year, r.reporter) == (flow, year, side));
    Side::BOTH.into_iter().find_map(of)
}

/// The published totals that an anchor outside the edition's years is measured against.
pub(super) fn total_keys<'a>(
    data: &'a Dataset,
    anchor: &'a Anchor,
) -> impl Iterator<Item = FactKey> + 'a {
    let years = data.catalogue.years;
    let outside = !(years.first..=years.last).contains(&anchor.year);
    let rows = anchor.flows.iter().filter_map(|flow| total(data, *flow, anchor.year));
    rows.filter(move |_| outside).map(|row| {
        FactKey::new(Measure::TradeTotal).flow(row.flow).country(row.reporter).year(row.year)
    })
}

/// The share of the nation that an anchor was in its year.
pub(super) fn published_share(data: &Dataset, anchor: &Anchor) -> Option<f64> {
    Some(anchor.value.value() / nation(data, &anchor.flows, anchor.year)?)
}

/// The constraints of a year. `without` leaves one anchor out. When carried, of several totals of the
/// same regions and flows the nearest in time holds (the earlier of two equally near).
fn constraints(
    data: &Dataset,
    year: i16,
    carried: bool,
    without: Option<usize>,
) -> Vec<Constraint> {
    let mut chosen: Vec<usize> = Vec::new();
    for (i, anchor) in data.anchors.iter().enumerate() {
        if Some(i) == without || (!carried && anchor.year != year) {
            continue;
        }
        let same = chosen.iter().position(|j| {
            let other = &data.anchors[*j];
            other.regions == anchor.regions && other.flows == anchor.flows
        });
        let distance = |k: usize| {
            let y = data.anchors[k].year;
            ((y - year).abs(), y)
        };
        match same {
            Some(slot) if distance(i) < distance(chosen[slot]) => chosen[slot] = i,
            Some(_) => {}
            None => chosen.push(i),
        }
    }
    chosen
        .into_iter()
        .filter_map(|i| {
            let anchor = &data.anchors[i];
            let value = if anchor.year == year {
                anchor.value.value()
            } else {
                published_share(data, anchor)? * nation(data, &anchor.flows, year)?
            };
            Some(Constraint { anchor: i, value })
        })
        .collect()
}

/// The value that rows give to an anchor's regions and flows.
pub(super) fn value(rows: &[AllocatedRow], anchor: &Anchor, regions: &[usize]) -> f64 {
    rows.iter()
        .filter(|row| anchor.flows.contains(&row.flow))
        .map(|row| regions.iter().map(|r| row.cells[*r] + row.reported[*r]).sum::<f64>())
        .sum()
}

/// What published totals make of a year's plain allocation.
pub(super) struct Fitted {
    /// The rows.
    pub(super) rows: Vec<AllocatedRow>,
    /// The totals that they meet.
    pub(super) constraints: Vec<Constraint>,
    /// The totals of the year itself that cannot be met beside the nation and the reported trade.
    pub(super) unmet: Vec<Constraint>,
}

/// Fits a year's plain allocation to published totals. Where carried totals cannot be met (a region reports more than its
/// share of another year), the year goes without them; where its own cannot, it stays plain and says so.
pub(super) fn fitted(
    data: &Dataset,
    plain: &[AllocatedRow],
    year: i16,
    carried: bool,
    without: Option<usize>,
) -> Fitted {
    let own = constraints(data, year, false, without);
    let mut sets = vec![own.clone()];
    if carried {
        sets.insert(0, constraints(data, year, true, without));
    }
    for constraints in sets {
        let mut rows = plain.to_vec();
        fit(data, &mut rows, &constraints);
        if constraints.iter().all(|constraint| is_met(data, &rows, constraint)) {
            return Fitted { rows, constraints, unmet: Vec::new() };
        }
    }
    Fitted { rows: plain.to_vec(), constraints: Vec::new(), unmet: own }
}

/// Whether rows meet a total. Where all trade of its regions is reported or rests on published shares there is nothing
/// to fit, and nothing to miss.
fn is_met(data: &Dataset, rows: &[AllocatedRow], constraint: &Constraint) -> bool {
    let anchor = &data.anchors[constraint.anchor];
    let regions = positions(data, anchor);
    let open = rows
        .iter()
        .filter(|row| !row.fixed && anchor.flows.contains(&row.flow))
        .any(|row| regions.iter().any(|r| row.open[*r]));
    !open || (value(rows, anchor, &regions) - constraint.value).abs() <= MET * constraint.value
}

/// Iterative proportional fitting: cells are scaled to the published totals, then rows back to the nation, until
/// both hold. Rows hold exactly at the end.
fn fit(data: &Dataset, rows: &mut [AllocatedRow], constraints: &[Constraint]) {
    if constraints.is_empty() {
        return;
    }
    let regions: Vec<Vec<usize>> =
        constraints.iter().map(|c| positions(data, &data.anchors[c.anchor])).collect();
    for _ in 0..MOST_ROUNDS {
        let mut change: f64 = 0.0;
        for (constraint, regions) in constraints.iter().zip(&regions) {
            let anchor = &data.anchors[constraint.anchor];
            let concerned =
                |row: &&mut AllocatedRow| !row.fixed && anchor.flows.contains(&row.flow);
            let (mut cells, mut reported) = (0.0, 0.0);
            for row in rows.iter().filter(|row| anchor.flows.contains(&row.flow)) {
                let own: f64 = regions.iter().map(|r| row.cells[*r]).sum();
                reported += regions.iter().map(|r| row.reported[*r]).sum::<f64>();
                if row.fixed {
                    reported += own;
                } else {
                    cells += own;
                }
            }
            if cells <= 0.0 {
                continue;
            }
            let factor = (constraint.value - reported).max(0.0) / cells;
            for row in rows.iter_mut().filter(concerned) {
                for r in regions {
                    row.cells[*r] *= factor;
                }
            }
            change = change.max((factor - 1.0).abs());
        }
        for row in rows.iter_mut() {
            let sum: f64 = row.cells.iter().sum();
            if sum > 0.0 {
                let factor = row.total / sum;
                row.cells.iter_mut().for_each(|cell| *cell *= factor);
            }
        }
        if change < TOLERANCE {
            break;
        }
    }
}
