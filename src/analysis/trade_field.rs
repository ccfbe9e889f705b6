//! Trade of the nation, each region and the unallocated part, for every year to the horizon.

use super::allocation::{Allocation, Cell};
use super::regression::{Line, student_t_975};
use super::trade::{National, trade_key};
use super::{FEWEST_OBSERVATIONS, put, put_with_interval};
use crate::data::Dataset;
use crate::facts::{FactKey, FactTable, Input, Method, Status};
use crate::vocabulary::{Flow, Symbol};

/// A place of the field: the nation, a region, or the unallocated part.
pub(super) const NATION: usize = 0;

/// One series: an industry's trade of a flow at a place.
#[derive(Clone, Debug)]
pub(super) struct Series {
    /// Values by year, from the first year to the horizon (or to the last, if nothing is projected).
    pub(super) values: Vec<f64>,
    /// Status by year.
    pub(super) status: Vec<Status>,
    /// Observed less fitted, in the years of the data; the error of a sum is that of the summed residuals.
    pub(super) residuals: Vec<f64>,
}

/// All series, with what their intervals need.
#[derive(Clone, Debug)]
pub(super) struct TradeField {
    /// First year.
    pub(super) first: i16,
    /// Last year of the data.
    pub(super) last: i16,
    /// Last year of the values.
    pub(super) end: i16,
    /// Places: the nation's code, the regions', the unallocated part's.
    pub(super) places: Vec<Symbol>,
    /// Analysis industries.
    pub(super) industries: Vec<Symbol>,
    /// `[flow][industry][place]`; none where nothing is known.
    pub(super) series: [Vec<Vec<Option<Series>>>; 2],
    /// A line over the years of the data: its spread is that of every trend here.
    design: Option<Line>,
}

impl TradeField {
    /// Position of a year.
    pub(super) fn at(&self, year: i16) -> usize {
        usize::try_from(year - self.first).expect("a year of the field")
    }

    /// Degrees of freedom, and the factor by which the residuals' variance grows in a year.
    pub(super) fn spread(&self, year: i16) -> Option<(usize, f64)> {
        let line = self.design.as_ref()?;
        Some((line.n - 2, line.spread(f64::from(year))))
    }

    /// Every year of the values.
    pub(super) fn years(&self) -> impl Iterator<Item = i16> + use<> {
        self.first..=self.end
    }
}

/// Builds the field and inserts trade by region, and every projection of trade.
pub(super) fn build(
    data: &Dataset,
    national: &National,
    allocation: &Allocation,
    facts: &mut FactTable,
) -> TradeField {
    let years = data.catalogue.years;
    let projects = national.years.len() >= FEWEST_OBSERVATIONS;
    let places: Vec<Symbol> = [data.names.nation()]
        .into_iter()
        .chain(data.regions.iter().map(|r| r.code))
        .chain([data.names.unallocated()])
        .collect();
    let flat: Vec<(f64, f64)> = national.years.iter().map(|y| (f64::from(*y), 0.0)).collect();
    let mut field = TradeField {
        first: years.first,
        last: years.last,
        end: if projects { years.horizon } else { years.last },
        industries: data.names.industries.clone(),
        series: [0, 1].map(|_| vec![vec![None; places.len()]; data.names.industries.len()]),
        places,
        design: projects.then(|| Line::fit(&flat)).flatten(),
    };
    for flow in Flow::BOTH {
        for i in 0..field.industries.len() {
            let of_nation = nation(&field, national, flow, i, facts);
            field.series[flow.index()][i][NATION] = Some(of_nation);
            for r in 0..data.regions.len() {
                if allocation.known(flow.index(), i, r) {
                    let series = region(&field, national, allocation, (flow, i, r), facts);
                    field.series[flow.index()][i][r + 1] = Some(series);
                }
            }
            let rest = remainder(&field, flow, i, facts);
            *field.series[flow.index()][i].last_mut().expect("places") = Some(rest);
        }
    }
    totals(data, &field, facts);
    field
}

/// Observed and estimated years of the nation, then its trend.
fn nation(
    field: &TradeField,
    national: &National,
    flow: Flow,
    i: usize,
    facts: &mut FactTable,
) -> Series {
    let f = flow.index();
    let key = |year| trade_key(flow, field.industries[i], field.places[NATION], year);
    let mut series = Series {
        values: national.value[f][i].clone(),
        status: national.status[f][i].clone(),
        residuals: vec![0.0; national.years.len()],
    };
    if let Some(line) = &national.lines[f][i] {
        series.residuals.clone_from(&line.residuals);
        let inputs: Vec<Input> = national.years.iter().map(|y| key(*y).into()).collect();
        for year in field.last + 1..=field.end {
            series.push(line, key(year), inputs.clone(), facts);
        }
    }
    series
}

impl Series {
    /// Adds the value of a line in a year, clipped at zero.
    fn push(&mut self, line: &Line, key: FactKey, inputs: Vec<Input>, facts: &mut FactTable) {
        let x = f64::from(key.year);
        let value = line.at(x);
        let (lower, upper) = line.interval(x);
        let method = if value < 0.0 { Method::OlsClipped } else { Method::Ols };
        let value = value.max(0.0);
        let interval = (lower.max(0.0), upper.max(value));
        put_with_interval(facts, key, (value, Some(interval)), Status::Projected, method, inputs);
        self.values.push(value);
        self.status.push(Status::Projected);
    }
}

/// A region's years, then its own trend if it reports enough years, else its last share of the nation's.
fn region(
    field: &TradeField,
    national: &National,
    allocation: &Allocation,
    (flow, i, r): (Flow, usize, usize),
    facts: &mut FactTable,
) -> Series {
    let f = flow.index();
    let code = field.places[r + 1];
    let key = |year| trade_key(flow, field.industries[i], code, year);
    let of_nation = field.series[f][i][NATION].as_ref().expect("built before");
    let mut series = Series { values: Vec::new(), status: Vec::new(), residuals: Vec::new() };
    for (y, year) in national.years.iter().enumerate() {
        let cell = &allocation.cells[f][i][y][r];
        let value = cell.reported + cell.allocated;
        let nation_key = trade_key(flow, field.industries[i], field.places[NATION], *year);
        let (status, method, inputs) = lineage(allocation, (f, i, y, r), cell, nation_key);
        put(facts, key(*year), value, status, method, inputs);
        series.values.push(value);
        series.status.push(status);
    }
    if field.design.is_none() {
        series.residuals = vec![0.0; national.years.len()];
        return series;
    }
    let cells = &allocation.cells[f][i];
    if cells.iter().all(|regions| regions[r].complete) {
        let points: Vec<(f64, f64)> = national
            .years
            .iter()
            .zip(&series.values)
            .map(|(year, value)| (f64::from(*year), *value))
            .collect();
        let line = Line::fit(&points).expect("five different years");
        let inputs: Vec<Input> = national.years.iter().map(|y| key(*y).into()).collect();
        for year in field.last + 1..=field.end {
            series.push(&line, key(year), inputs.clone(), facts);
        }
        series.residuals = line.residuals;
        return series;
    }
    let last = national.years.len() - 1;
    let total = of_nation.values[last];
    let share = if total > 0.0 { series.values[last] / total } else { 0.0 };
    series.residuals = of_nation.residuals.iter().map(|e| e * share).collect();
    for year in field.last + 1..=field.end {
        let nation_key = trade_key(flow, field.industries[i], field.places[NATION], year);
        let from = facts.expect(&nation_key);
        let (value, interval) = (from.value, from.interval.unwrap_or((from.value, from.value)));
        let inputs =
            vec![nation_key.into(), key(field.last).into(), nation_key.year(field.last).into()];
        put_with_interval(
            facts,
            key(year),
            (value * share, Some((interval.0 * share, interval.1 * share))),
            Status::Projected,
            Method::CarriedShare,
            inputs,
        );
        series.values.push(value * share);
        series.status.push(Status::Projected);
    }
    series
}

/// Status, method and inputs of a region's value in a year of the data.
fn lineage(
    allocation: &Allocation,
    (f, i, y, r): (usize, usize, usize, usize),
    cell: &Cell,
    nation: FactKey,
) -> (Status, Method, Vec<Input>) {
    let mut inputs: Vec<Input> = cell.rows.iter().map(|row| Input::from(*row)).collect();
    if cell.complete {
        let status = cell.reported_status.unwrap_or(Status::Estimated);
        return (status, Method::Concordance, inputs);
    }
    inputs.insert(0, nation.into());
    inputs.extend(allocation.weight_rows.get(&(f, i, y, r)).map(|row| Input::from(*row)));
    let anchors = allocation.anchor_rows.get(&(f, y, r));
    inputs.extend(anchors.into_iter().flatten().map(|row| Input::from(*row)));
    // One published total moves every region, because rows are scaled back to the nation.
    let fitted = allocation.anchor_rows.keys().any(|(_, year, _)| *year == y);
    let method =
        if fitted || !cell.rows.is_empty() { Method::FittedAllocation } else { Method::Allocation };
    (Status::Estimated, method, inputs)
}

/// What the regions leave of the nation.
fn remainder(field: &TradeField, flow: Flow, i: usize, facts: &mut FactTable) -> Series {
    let places = &field.series[flow.index()][i];
    let of_nation = places[NATION].as_ref().expect("built before");
    let regions: Vec<&Series> = places[1..].iter().flatten().collect();
    let less = |total: f64, parts: f64| {
        let rest = total - parts;
        // What rounding leaves of a whole is nothing.
        if rest.abs() <= 1e-9 * total.abs() { 0.0 } else { rest }
    };
    let code = *field.places.last().expect("places");
    let industry = field.industries[i];
    let mut series = Series { values: Vec::new(), status: Vec::new(), residuals: Vec::new() };
    for (y, total) in of_nation.values.iter().enumerate() {
        let year = field.first + i16::try_from(y).expect("few years");
        let value = less(*total, regions.iter().map(|s| s.values[y]).sum());
        let status = if year > field.last { Status::Projected } else { Status::Estimated };
        let key = trade_key(flow, industry, code, year);
        let inputs = vec![
            trade_key(flow, industry, field.places[NATION], year).into(),
            trade_key(flow, industry, Symbol::EACH, year).into(),
        ];
        put(facts, key, value, status, Method::Remainder, inputs);
        series.values.push(value);
        series.status.push(status);
    }
    series.residuals = (0..of_nation.residuals.len())
        .map(|t| less(of_nation.residuals[t], regions.iter().map(|s| s.residuals[t]).sum()))
        .collect();
    series
}

/// Sums over all industries and over report groups, each with the interval of the sum.
fn totals(data: &Dataset, field: &TradeField, facts: &mut FactTable) {
    for flow in Flow::BOTH {
        for (place, code) in field.places.iter().enumerate() {
            let all: Vec<usize> = (0..field.industries.len()).collect();
            sum(field, (flow, place), (Symbol::ALL, &all), *code, facts);
            for group in data.groups() {
                let members = member_positions(field, &group.members);
                sum(field, (flow, place), (group.code, &members), *code, facts);
            }
        }
    }
}

/// Positions of a group's members.
pub(super) fn member_positions(field: &TradeField, members: &[Symbol]) -> Vec<usize> {
    members.iter().filter_map(|m| field.industries.iter().position(|i| i == m)).collect()
}

fn sum(
    field: &TradeField,
    (flow, place): (Flow, usize),
    (industry, members): (Symbol, &[usize]),
    code: Symbol,
    facts: &mut FactTable,
) {
    let known: Vec<(usize, &Series)> = members
        .iter()
        .filter_map(|i| field.series[flow.index()][*i][place].as_ref().map(|s| (*i, s)))
        .collect();
    if known.is_empty() {
        return;
    }
    for year in field.years() {
        let y = field.at(year);
        let value: f64 = known.iter().map(|(_, s)| s.values[y]).sum();
        let status = known.iter().map(|(_, s)| s.status[y]).max().expect("known is not empty");
        let interval = (year > field.last).then(|| {
            let residuals = (0..known[0].1.residuals.len())
                .map(|t| known.iter().map(|(_, s)| s.residuals[t]).sum::<f64>());
            let (lower, upper) = field.interval(year, value, residuals);
            (lower.max(0.0), upper)
        });
        let inputs: Vec<Input> = if industry == Symbol::ALL {
            vec![trade_key(flow, Symbol::EACH, code, year).into()]
        } else {
            known
                .iter()
                .map(|(i, _)| trade_key(flow, field.industries[*i], code, year).into())
                .collect()
        };
        let key = trade_key(flow, industry, code, year);
        put_with_interval(facts, key, (value, interval), status, Method::Sum, inputs);
    }
}

impl TradeField {
    /// 95 % prediction interval about a value from the residuals of what it sums.
    fn interval(&self, year: i16, value: f64, residuals: impl Iterator<Item = f64>) -> (f64, f64) {
        let (degrees, spread) = self.spread(year).expect("projected years have a design");
        let sse: f64 = residuals.map(|r| r * r).sum();
        let variance = sse / super::regression::count(degrees) * spread;
        let half = student_t_975(degrees) * variance.sqrt();
        (value - half, value + half)
    }
}
