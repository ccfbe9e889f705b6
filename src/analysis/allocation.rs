//! Trade by region: reported where the folder has it, else national trade spread by weights (METHODS.md).

use std::collections::{BTreeMap, HashMap};

use super::anchors::{self, AllocatedRow};
use super::put;
use super::trade::{National, Part};
use crate::data::{Basis, Dataset, Region, RegionalTradeRow};
use crate::diagnostics::{Code, Diagnostic, Faults, Outcome};
use crate::facts::{FactKey, FactTable, Input, Method, RowRef, Status};
use crate::units::Quantity;
use crate::vocabulary::{Flow, Measure, Symbol, codes};

/// A region's trade in one industry, flow and year.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    /// Reported, USD.
    pub(super) reported: f64,
    /// Allocated, USD.
    pub(super) allocated: f64,
    /// Whether every product of the industry is reported for the region.
    pub(super) complete: bool,
    /// Pairs of rows (trade, concordance) of the reported part.
    pub(super) rows: Vec<RowRef>,
    /// Status of the reported part.
    pub(super) reported_status: Option<Status>,
    /// Row of the weight; none if the basis has no share for the region.
    pub(super) weight: Option<RowRef>,
}

impl Cell {
    /// Notes what is reported of these parts.
    fn report(&mut self, parts: &[&Part], reported: &Reported<'_>, region: Symbol, year: i16) {
        for part in parts {
            match reported.get(part, region, year) {
                Some(value) => {
                    self.rows.push(value.trade.row);
                    self.rows.push(part.row);
                    let status = value.trade.status.max(part.status);
                    self.reported_status = self.reported_status.max(Some(status));
                }
                None => self.complete = false,
            }
        }
        self.complete &= !self.rows.is_empty();
    }
}

/// Trade by region.
#[derive(Clone, Debug)]
pub(super) struct Allocation {
    /// Whether published totals are carried to other years.
    pub(super) carried: bool,
    /// Root mean square of the logarithmic error of a published total left out, under the rule that is used; none if
    /// nothing was published.
    pub(super) log_error: Option<f64>,
    /// `[flow][industry][year][region]`; the last region is the unallocated part.
    pub(super) cells: [Vec<Vec<Vec<Cell>>>; 2],
    /// Rows of the published totals that bind a `(flow, year, region)`.
    pub(super) anchor_rows: BTreeMap<(usize, usize, usize), Vec<RowRef>>,
}

/// Allocates trade and inserts how published totals compare.
///
/// # Errors
/// Published totals that cannot be met in their own year.
pub(super) fn allocate(
    data: &Dataset,
    national: &National,
    facts: &mut FactTable,
) -> Outcome<Allocation> {
    let mut faults = Faults::new();
    let reported = Reported::new(data);
    let weights = Weights::new(data, national);
    let years = 0..national.years.len();
    let plain: Vec<Vec<AllocatedRow>> =
        years.map(|y| year_rows(data, national, (&reported, &weights), y)).collect();
    let (carried, log_error) = compare(data, national, (&weights, &plain), facts);
    let mut allocation = Allocation {
        carried,
        log_error,
        cells: [0, 1].map(|_| vec![Vec::new(); data.names.industries.len()]),
        anchor_rows: BTreeMap::new(),
    };
    for (y, year) in national.years.iter().enumerate() {
        let fitted = anchors::fitted(data, &plain[y], *year, carried, None);
        faults.append(unmet(data, &fitted.unmet));
        for constraint in &fitted.constraints {
            let anchor = &data.anchors[constraint.anchor];
            for flow in &anchor.flows {
                for r in anchors::positions(data, anchor) {
                    allocation
                        .anchor_rows
                        .entry((flow.index(), y, r))
                        .or_default()
                        .push(anchor.row);
                }
            }
        }
        allocation.take(data, national, (&reported, &weights), y, &fitted.rows);
    }
    if faults.is_empty() { Ok(allocation) } else { Err(faults) }
}

/// Published totals of a year that contradict the nation, the reported trade, or each other.
fn unmet(data: &Dataset, constraints: &[anchors::Constraint]) -> Faults {
    constraints
        .iter()
        .map(|constraint| {
            let anchor = &data.anchors[constraint.anchor];
            Diagnostic::error(Code::DoubleCount, "published totals of a year cannot be met together")
                .at(data.place(&anchor.row))
                .found(format!(
                    "`{}`: {} USD in {}",
                    data.names.symbols.text(anchor.code),
                    constraint.value,
                    anchor.year
                ))
                .allowed("totals that fit beside the nation's trade, the reported trade and each other")
                .hint("compare with trade.csv and regional_trade.csv; leave out a total that another source contradicts")
        })
        .collect()
}

impl Allocation {
    fn take(
        &mut self,
        data: &Dataset,
        national: &National,
        (reported, weights): (&Reported<'_>, &Weights<'_>),
        y: usize,
        rows: &[AllocatedRow],
    ) {
        let industries = data.names.industries.len();
        for (n, row) in rows.iter().enumerate() {
            let (f, i) = (row.flow.index(), n % industries);
            let of_row = |part: &&Part| part.flow == row.flow && part.industry == i;
            let parts: Vec<&Part> = national.parts.iter().filter(of_row).collect();
            let year = national.years[y];
            let mut cells: Vec<Cell> = Vec::with_capacity(row.cells.len());
            let weights = weights.of(row.flow, i).map(|years| &years[y]);
            for (r, region) in data.regions.iter().enumerate() {
                let weight = weights.and_then(|weights| weights[r]).map(|(_, row)| row);
                let mut cell = Cell {
                    reported: row.reported[r],
                    allocated: row.cells[r],
                    complete: true,
                    weight,
                    ..Cell::default()
                };
                cell.report(&parts, reported, region.code, year);
                cells.push(cell);
            }
            let allocated = *row.cells.last().expect("one cell at least");
            cells.push(Cell { allocated, ..Cell::default() });
            self.cells[f][i].push(cells);
        }
    }

    /// Whether every year of a region is reported in full.
    pub(super) fn complete(&self, f: usize, i: usize, r: usize) -> bool {
        self.cells[f][i].iter().all(|regions| regions[r].complete)
    }

    /// Whether anything at all is known of a region's trade in an industry and flow.
    pub(super) fn known(&self, f: usize, i: usize, r: usize) -> bool {
        let mut years = self.cells[f][i].iter().map(|regions| &regions[r]);
        years.all(|cell| !cell.rows.is_empty() || cell.weight.is_some())
    }
}

/// Rows of regional trade by flow, product, region and year: a folder may hold all of a customs history.
struct Reported<'a>(HashMap<(Flow, Symbol, Symbol, i16), &'a RegionalTradeRow>);

impl<'a> Reported<'a> {
    fn new(data: &'a Dataset) -> Self {
        let key = |r: &RegionalTradeRow| (r.trade.flow, r.trade.product, r.region, r.trade.year);
        Self(data.regional_trade.iter().map(|row| (key(row), row)).collect())
    }

    fn get(&self, part: &Part, region: Symbol, year: i16) -> Option<&'a RegionalTradeRow> {
        self.0.get(&(part.flow, part.product, region, year)).copied()
    }
}

/// Whether an industry's weights in a flow are published shares of trade.
pub(super) fn published_basis(data: &Dataset, flow: Flow, industry: usize) -> bool {
    let bases = data.analysis_industries().nth(industry).and_then(|i| i.bases);
    bases.is_some_and(|bases| {
        let code = data.names.symbols.text(bases[flow.index()]);
        data.catalogue.published_bases.iter().any(|published| published == code)
    })
}

/// Weights with their rows, by `[year][region]`.
type ByYear = Vec<Vec<Option<(f64, RowRef)>>>;

/// The weights of the regions with their rows, ready for the years of the edition.
struct Weights<'a> {
    data: &'a Dataset,
    bases: BTreeMap<Symbol, ByYear>,
}

impl<'a> Weights<'a> {
    fn new(data: &'a Dataset, national: &National) -> Self {
        let regions = &data.regions;
        let of_year = |basis: &Basis, year: i16| {
            let of = |region: &Region| basis.get(&(year, region.code));
            regions.iter().map(|r| of(r).map(|row| (row.share.value(), row.row))).collect()
        };
        let of_basis =
            |basis: &Basis| national.years.iter().map(|year| of_year(basis, *year)).collect();
        let bases = data.weights.iter().map(|(code, basis)| (*code, of_basis(basis))).collect();
        Self { data, bases }
    }

    /// The weight of a region for an industry and flow.
    fn get(&self, flow: Flow, industry: usize, y: usize, region: usize) -> Option<(f64, RowRef)> {
        self.of(flow, industry).and_then(|years| years[y][region])
    }

    /// `[year][region]` of an industry and flow.
    fn of(&self, flow: Flow, industry: usize) -> Option<&ByYear> {
        let industry = self.data.analysis_industries().nth(industry)?;
        self.bases.get(&industry.bases?[flow.index()])
    }
}

/// Plain allocation of a year: each product's trade less what regions report, spread over the others.
fn year_rows(
    data: &Dataset,
    national: &National,
    (reported, table): (&Reported<'_>, &Weights<'_>),
    y: usize,
) -> Vec<AllocatedRow> {
    let year = national.years[y];
    let regions = data.regions.len();
    let mut rows = Vec::new();
    for flow in Flow::BOTH {
        for i in 0..data.names.industries.len() {
            let weights: Vec<f64> = match table.of(flow, i) {
                Some(years) => years[y].iter().map(|w| w.map_or(0.0, |(share, _)| share)).collect(),
                None => vec![0.0; regions],
            };
            let mut row = AllocatedRow {
                flow,
                total: 0.0,
                cells: vec![0.0; regions + 1],
                reported: vec![0.0; regions + 1],
                open: Vec::new(),
                fixed: published_basis(data, flow, i),
            };
            for part in national.parts.iter().filter(|p| p.flow == flow && p.industry == i) {
                spread(data, reported, part, year, &weights, &mut row);
            }
            row.open = row.cells.iter().map(|cell| *cell > 0.0).collect();
            rows.push(row);
        }
    }
    rows
}

/// Adds one product's part of an industry to a row.
fn spread(
    data: &Dataset,
    reported: &Reported<'_>,
    part: &Part,
    year: i16,
    weights: &[f64],
    row: &mut AllocatedRow,
) {
    let total = data
        .trade
        .iter()
        .find(|r| r.flow == part.flow && r.product == part.product && r.year == year)
        .map_or(0.0, |r| r.value.value());
    let mut left = total;
    let mut free = 1.0;
    let mut open = vec![true; weights.len()];
    for (r, region) in data.regions.iter().enumerate() {
        if let Some(known) = reported.get(part, region.code, year) {
            row.reported[r] += known.trade.value.value() * part.share;
            left -= known.trade.value.value();
            free -= weights[r];
            open[r] = false;
        }
    }
    let left = left.max(0.0) * part.share;
    row.total += left;
    let mut unallocated = left;
    for (r, weight) in weights.iter().enumerate() {
        if open[r] && free > 1e-12 {
            let value = left * weight / free;
            row.cells[r] += value;
            unallocated -= value;
        }
    }
    *row.cells.last_mut().expect("one cell at least") += unallocated.max(0.0);
}

/// Inserts how plain weights and each way of using published totals meet them; says whether to carry them, and how
/// large the logarithmic error of a total left out then is.
fn compare(
    data: &Dataset,
    national: &National,
    (weights, plain): (&Weights<'_>, &[Vec<AllocatedRow>]),
    facts: &mut FactTable,
) -> (bool, Option<f64>) {
    let years = data.catalogue.years;
    // Predicted over published, of totals in their own year only and of carried ones.
    let mut ratios = [Vec::new(), Vec::new()];
    let mut published = Vec::new();
    for (a, anchor) in data.anchors.iter().enumerate() {
        let near = anchor.year.clamp(years.first, years.last);
        let y = usize::try_from(near - years.first).expect("clamped");
        let (Some(own), Some(all), Some(then)) = (
            anchors::published_share(data, anchor),
            anchors::nation(data, &anchor.flows, near),
            anchors::nation(data, &anchor.flows, anchor.year),
        ) else {
            continue;
        };
        let regions = anchors::positions(data, anchor);
        let key = |m| FactKey::new(m).industry(anchor.code).year(anchor.year);
        let source: Input = key(Measure::AnchorPublished).into();
        published.extend([source, key(Measure::AnchorAllocated).into()]);
        let allocated = anchors::value(&plain[y], anchor, &regions) / all * then;
        let inputs: Vec<Input> = anchor
            .flows
            .iter()
            .map(|flow| {
                super::trade::trade_key(*flow, Symbol::EACH, data.names.nation(), national.years[y])
                    .into()
            })
            .chain(weight_inputs(weights, anchor, y))
            .chain(anchors::total_keys(data, anchor).map(Input::from))
            .collect();
        put(
            facts,
            key(Measure::AnchorAllocated),
            allocated,
            Status::Estimated,
            Method::Allocation,
            inputs,
        );
        put(
            facts,
            key(Measure::AnchorError),
            allocated / anchor.value.value() - 1.0,
            Status::Estimated,
            Method::RelativeGap,
            vec![key(Measure::AnchorAllocated).into(), source],
        );
        for (carried, ratios) in [false, true].into_iter().zip(&mut ratios) {
            let fitted = anchors::fitted(data, &plain[y], near, carried, Some(a));
            let predicted = anchors::value(&fitted.rows, anchor, &regions) / all;
            ratios.push(predicted / own);
        }
    }
    if published.is_empty() {
        return (false, None);
    }
    let means = ratios.each_ref().map(|of| mean(of.iter().map(|ratio| (ratio - 1.0).abs())));
    // A total of which nothing is predicted has no logarithmic error.
    let logs = ratios.each_ref().map(|of| {
        mean(of.iter().filter(|ratio| **ratio > 0.0).map(|ratio| ratio.ln().powi(2))).map(f64::sqrt)
    });
    for (n, code) in [codes::OWN_YEAR, codes::CARRIED].into_iter().enumerate() {
        let code = data.names.symbols.get(code).expect("interned at loading");
        for (measure, value, method) in [
            (Measure::AnchorErrorMean, means[n], Method::LeaveOneOut),
            (Measure::AnchorErrorLog, logs[n], Method::LeaveOneOutLog),
        ] {
            if let Some(value) = value {
                let key = FactKey::new(measure).industry(code);
                put(facts, key, value, Status::Estimated, method, published.clone());
            }
        }
    }
    let carried = means[1] < means[0];
    (carried, logs[usize::from(carried)])
}

/// The mean; none of nothing.
fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (n, sum) = values.fold((0, 0.0), |(n, sum), value| (n + 1, sum + value));
    (n > 0).then(|| sum / super::regression::count(n))
}

/// The rows of the weights that give an anchor's regions their part.
fn weight_inputs(weights: &Weights<'_>, anchor: &crate::data::Anchor, y: usize) -> Vec<Input> {
    let regions = anchors::positions(weights.data, anchor);
    let mut rows: Vec<RowRef> = Vec::new();
    for flow in &anchor.flows {
        for i in 0..weights.data.names.industries.len() {
            rows.extend(
                regions.iter().filter_map(|r| weights.get(*flow, i, y, *r)).map(|(_, row)| row),
            );
        }
    }
    rows.sort_unstable();
    rows.dedup();
    rows.into_iter().map(Input::from).collect()
}
