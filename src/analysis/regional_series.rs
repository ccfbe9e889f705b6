//! Trade of each region: the years of the data, then its own trend or its share of what the others leave.

use super::allocation::{Allocation, Cell};
use super::put;
use super::regression::Line;
use super::trade::{National, trade_key};
use super::trade_field::{NATION, Series, TradeField, clipped};
use crate::facts::{Drafts, FactKey, Input, Method, Status};
use crate::vocabulary::{Flow, Symbol};

/// Every region of a flow and industry: first those that report every year, which follow their own trend, then the
/// others, which keep their share of what those leave of the nation.
pub(super) fn insert(
    field: &TradeField,
    national: &National,
    allocation: &Allocation,
    (flow, i): (Flow, usize),
    places: &mut [Option<Series>],
    facts: &mut Drafts,
) {
    let f = flow.index();
    let known: Vec<usize> =
        (0..field.places.len() - 2).filter(|r| allocation.known(f, i, *r)).collect();
    let (own, others): (Vec<usize>, Vec<usize>) =
        known.into_iter().partition(|r| allocation.complete(f, i, *r));
    let mut left = Left {
        flow,
        industry: field.industries[i],
        line: national.lines[f][i].clone(),
        values: national.value[f][i].clone(),
        of_nation: *national.value[f][i].last().expect("years in order"),
        own: Vec::new(),
    };
    for r in own {
        let mut series = data_years(field, national, allocation, (flow, i, r), facts);
        left.take(&series, field.places[r + 1]);
        if field.design.is_some() {
            own_trend(field, national, (flow, i, r), &mut series, facts);
        }
        places[r + 1] = Some(series);
    }
    left.fit(national);
    for r in others {
        let mut series = data_years(field, national, allocation, (flow, i, r), facts);
        if field.design.is_some() {
            left.carry(field, r, &mut series, facts);
        }
        places[r + 1] = Some(series);
    }
}

/// A region's years of the data.
fn data_years(
    field: &TradeField,
    national: &National,
    allocation: &Allocation,
    (flow, i, r): (Flow, usize, usize),
    facts: &mut Drafts,
) -> Series {
    let f = flow.index();
    let mut series = Series {
        values: Vec::new(),
        status: Vec::new(),
        residuals: vec![0.0; national.years.len()],
    };
    for (y, year) in national.years.iter().enumerate() {
        let cell = &allocation.cells[f][i][y][r];
        let value = cell.reported + cell.allocated;
        let key = |place: usize| trade_key(flow, field.industries[i], field.places[place], *year);
        let (status, method, inputs) = lineage(allocation, (f, y, r), cell, key(NATION));
        put(facts, key(r + 1), value, status, method, inputs);
        series.values.push(value);
        series.status.push(status);
    }
    series
}

/// Continues a region by the trend of what it reports.
fn own_trend(
    field: &TradeField,
    national: &National,
    (flow, i, r): (Flow, usize, usize),
    series: &mut Series,
    facts: &mut Drafts,
) {
    let key = |year| trade_key(flow, field.industries[i], field.places[r + 1], year);
    let line = trend(national, &series.values);
    let inputs: Vec<Input> = national.years.iter().map(|y| key(*y).into()).collect();
    for year in field.last + 1..=field.end {
        series.push(&line, key(year), &inputs, facts);
    }
    series.residuals = line.residuals;
}

/// The line through values of the years of the data.
fn trend(national: &National, values: &[f64]) -> Line {
    let points: Vec<(f64, f64)> =
        national.years.iter().zip(values).map(|(year, value)| (f64::from(*year), *value)).collect();
    Line::fit(&points).expect("five different years")
}

/// What regions with a trend of their own leave of the nation.
struct Left {
    flow: Flow,
    industry: Symbol,
    /// Its trend.
    line: Option<Line>,
    /// Its values in the years of the data.
    values: Vec<f64>,
    /// The nation's value in the last year of the data.
    of_nation: f64,
    /// The regions that are taken out.
    own: Vec<Symbol>,
}

impl Left {
    fn take(&mut self, series: &Series, region: Symbol) {
        for (left, value) in self.values.iter_mut().zip(&series.values) {
            *left -= value;
        }
        self.own.push(region);
    }

    /// Fits the trend, if it is not the nation's.
    fn fit(&mut self, national: &National) {
        if self.line.is_some() && !self.own.is_empty() {
            self.line = Some(trend(national, &self.values));
        }
    }

    /// Continues a region by its share in the last year of the data.
    fn carry(&self, field: &TradeField, r: usize, series: &mut Series, facts: &mut Drafts) {
        let line = self.line.as_ref().expect("a field with a design has trends");
        let key = |region, year| trade_key(self.flow, self.industry, region, year);
        let (nation, own) = (field.places[NATION], field.places[r + 1]);
        let total = *self.values.last().expect("years in order");
        // What rounding leaves of a nation that is reported in full is nothing.
        let least = 1e-9 * self.of_nation;
        let share = if total > least { series.values[self.values.len() - 1] / total } else { 0.0 };
        series.residuals = line.residuals.iter().map(|e| e * share).collect();
        for year in field.last + 1..=field.end {
            let value = clipped(line, year) * share;
            let mut inputs = vec![
                key(nation, year).into(),
                key(own, field.last).into(),
                key(nation, field.last).into(),
            ];
            for region in &self.own {
                inputs.extend([key(*region, year), key(*region, field.last)].map(Input::from));
            }
            put(facts, key(own, year), value, Status::Projected, Method::CarriedShare, inputs);
            series.values.push(value);
            series.status.push(Status::Projected);
        }
    }
}

/// Status, method and inputs of a region's value in a year of the data.
fn lineage(
    allocation: &Allocation,
    (f, y, r): (usize, usize, usize),
    cell: &Cell,
    nation: FactKey,
) -> (Status, Method, Vec<Input>) {
    let mut inputs: Vec<Input> = cell.rows.iter().map(|row| Input::from(*row)).collect();
    if cell.complete {
        let status = cell.reported_status.unwrap_or(Status::Estimated);
        return (status, Method::Concordance, inputs);
    }
    inputs.insert(0, nation.into());
    inputs.extend(cell.weight.map(Input::from));
    let anchors = allocation.anchor_rows.get(&(f, y, r));
    inputs.extend(anchors.into_iter().flatten().map(|row| Input::from(*row)));
    // One published total moves every region of its flows, because rows are scaled back to the nation.
    let fitted = allocation.anchor_rows.range((f, y, 0)..=(f, y, usize::MAX)).next().is_some();
    let method =
        if fitted || !cell.rows.is_empty() { Method::FittedAllocation } else { Method::Allocation };
    (Status::Estimated, method, inputs)
}
