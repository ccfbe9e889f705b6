//! Trade of the nation, each region and the unallocated part, for every year to the horizon.

use super::allocation::Allocation;
use super::parallel::in_turn;
use super::put;
use super::regional_series;
use super::regression::Line;
use super::trade::{National, trade_key};
use crate::data::Dataset;
use crate::data::FEWEST_OBSERVATIONS;
use crate::facts::{Drafts, FactKey, FactTable, Input, Method, Status};
use crate::vocabulary::{Flow, Symbol};

/// A place of the field: the nation, a region, or the unallocated part.
pub(super) const NATION: usize = 0;

/// One series while the field is built: an industry's trade of a flow at a place.
#[derive(Clone, Debug)]
pub(super) struct Series {
    /// Values by year, from the first year to the horizon (or to the last, if nothing is projected).
    pub(super) values: Vec<f64>,
    /// Status by year.
    pub(super) status: Vec<Status>,
    /// Observed less fitted, in the years of the data; the error of a sum is that of the summed residuals.
    pub(super) residuals: Vec<f64>,
}

/// All series, with what their intervals need. They lie year by year and place by place, as they are asked for.
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
    /// `[year][place][flow][industry]`.
    values: Vec<f64>,
    /// The same; none where nothing is known.
    status: Vec<Option<Status>>,
    /// `[place][flow][industry][fitted year]`: observed less fitted.
    residuals: Vec<f64>,
    /// A line over the years of the data: its spread is that of every trend here.
    pub(super) design: Option<Line>,
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

    /// Value and status of a flow and industry at a place in a year; none if nothing is known.
    pub(super) fn get(
        &self,
        series: (usize, usize),
        place: usize,
        y: usize,
    ) -> Option<(f64, Status)> {
        let at = self.position(series, place, y);
        Some((self.values[at], self.status[at]?))
    }

    /// The value of the nation.
    pub(super) fn of_nation(&self, series: (usize, usize), y: usize) -> f64 {
        self.get(series, NATION, y).expect("the nation is known").0
    }

    /// Whether anything is known of a flow and industry at a place.
    pub(super) fn knows(&self, series: (usize, usize), place: usize) -> bool {
        self.get(series, place, 0).is_some()
    }

    /// Observed less fitted, in the years of the data; the error of a sum is that of the summed residuals.
    pub(super) fn residuals(&self, series: (usize, usize), place: usize) -> &[f64] {
        let fitted = self.at(self.last) + 1;
        let from = self.position(series, place, 0) * fitted;
        &self.residuals[from..from + fitted]
    }

    fn position(&self, (flow, industry): (usize, usize), place: usize, y: usize) -> usize {
        ((y * self.places.len() + place) * 2 + flow) * self.industries.len() + industry
    }

    /// A field of which nothing is known yet.
    fn fill(&mut self) {
        let of_year = self.places.len() * 2 * self.industries.len();
        let (years, fitted) = (self.at(self.end) + 1, self.at(self.last) + 1);
        self.values = vec![0.0; of_year * years];
        self.status = vec![None; of_year * years];
        self.residuals = vec![0.0; of_year * fitted];
    }

    /// Puts the series of a flow and industry into their place.
    fn take(&mut self, series: (usize, usize), places: Vec<Option<Series>>) {
        for (place, own) in places.into_iter().enumerate() {
            let Some(own) = own else { continue };
            for (y, (value, status)) in own.values.into_iter().zip(own.status).enumerate() {
                let at = self.position(series, place, y);
                self.values[at] = value;
                self.status[at] = Some(status);
            }
            let from = self.position(series, place, 0) * own.residuals.len();
            self.residuals[from..from + own.residuals.len()].copy_from_slice(&own.residuals);
        }
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
    threads: usize,
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
    let frame = TradeField {
        first: years.first,
        last: years.last,
        end: if projects { years.horizon } else { years.last },
        industries: data.names.industries.clone(),
        values: Vec::new(),
        status: Vec::new(),
        residuals: Vec::new(),
        places,
        design: projects.then(|| Line::fit(&flat)).flatten(),
    };
    let industries = frame.industries.len();
    let mut field = frame.clone();
    field.fill();
    let draft = |task: usize| {
        let (flow, i) = (Flow::BOTH[task / industries], task % industries);
        let mut drafts = Drafts::default();
        let mut places = vec![None; frame.places.len()];
        places[NATION] = Some(nation(&frame, national, flow, i, &mut drafts));
        let of = (flow, i);
        regional_series::insert(&frame, national, allocation, of, &mut places, &mut drafts);
        let rest = remainder(&frame, of, &places, &mut drafts);
        *places.last_mut().expect("places") = Some(rest);
        ((flow.index(), i), places, drafts)
    };
    in_turn(threads, 2 * industries, draft, |(series, places, drafts)| {
        field.take(series, places);
        facts.append(drafts);
    });
    totals(data, &field, facts);
    field
}

/// Observed and estimated years of the nation, then its trend.
fn nation(
    field: &TradeField,
    national: &National,
    flow: Flow,
    i: usize,
    facts: &mut Drafts,
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
            series.push(line, key(year), &inputs, facts);
        }
    }
    series
}

impl Series {
    /// Adds the value of a line in a year, clipped at zero.
    pub(super) fn push(&mut self, line: &Line, key: FactKey, inputs: &[Input], facts: &mut Drafts) {
        let raised = line.at(f64::from(key.year)) < 0.0;
        let method = if raised { Method::OlsClipped } else { Method::Ols };
        let value = clipped(line, key.year);
        put(facts, key, value, Status::Projected, method, inputs);
        self.values.push(value);
        self.status.push(Status::Projected);
    }
}

/// The value of a line in a year, clipped at zero.
pub(super) fn clipped(line: &Line, year: i16) -> f64 {
    line.at(f64::from(year)).max(0.0)
}

/// What the regions leave of the nation.
fn remainder(
    field: &TradeField,
    (flow, i): (Flow, usize),
    places: &[Option<Series>],
    facts: &mut Drafts,
) -> Series {
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
        let mut inputs = vec![trade_key(flow, industry, field.places[NATION], year).into()];
        if !regions.is_empty() {
            inputs.push(trade_key(flow, industry, Symbol::EACH, year).into());
        }
        put(facts, key, value, status, Method::Remainder, inputs);
        series.values.push(value);
        series.status.push(status);
    }
    series.residuals = (0..of_nation.residuals.len())
        .map(|t| less(of_nation.residuals[t], regions.iter().map(|s| s.residuals[t]).sum()))
        .collect();
    series
}

/// Sums over all industries and over report groups.
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
    let f = flow.index();
    let known: Vec<usize> =
        members.iter().copied().filter(|i| field.knows((f, *i), place)).collect();
    if known.is_empty() {
        return;
    }
    for year in field.years() {
        let y = field.at(year);
        let of_year = || known.iter().filter_map(|i| field.get((f, *i), place, y));
        let value: f64 = of_year().map(|(value, _)| value).sum();
        let status = of_year().map(|(_, status)| status).max().expect("known is not empty");
        let inputs: Vec<Input> = if industry == Symbol::ALL {
            vec![trade_key(flow, Symbol::EACH, code, year).into()]
        } else {
            known.iter().map(|i| trade_key(flow, field.industries[*i], code, year).into()).collect()
        };
        let key = trade_key(flow, industry, code, year);
        put(facts, key, value, status, Method::Sum, inputs);
    }
}
