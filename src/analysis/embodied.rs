//! Embodied emissions and what follows from them: balance, joint total, avoided emissions, domestic technology, and
//! the volume and intensity parts of the balance (METHODS.md).

use super::linear_form::{Coefficients, empty, evaluate};
use super::put_with_interval;
use super::trade::trade_key;
use super::trade_field::{NATION, TradeField, member_positions};
use super::uncertainty::Errors;
use crate::data::Dataset;
use crate::facts::{FactKey, FactTable, Input, Method, Status};
use crate::vocabulary::{Flow, Measure, Side, Symbol};

/// What is set against the exchange as it is: all of it for the nation and for each region as a whole.
const COUNTERFACTUALS: [Measure; 4] = [
    Measure::Avoided,
    Measure::BalanceVolume,
    Measure::BalanceIntensity,
    Measure::DomesticTechnology,
];

/// Inserts every fact that multiplies trade by intensities.
pub(super) fn insert(data: &Dataset, field: &TradeField, errors: &Errors, facts: &mut FactTable) {
    let sets = industry_sets(data, field);
    for year in field.years() {
        let year = Year::new(field, errors, year, facts);
        for place in 0..field.places.len() {
            for set in &sets {
                year.insert(place, set, facts);
            }
        }
    }
}

/// What facts are stated for, with the positions of its industries: each industry, each report group, and last all.
pub(super) fn industry_sets(data: &Dataset, field: &TradeField) -> Vec<(Symbol, Vec<usize>)> {
    let mut sets: Vec<(Symbol, Vec<usize>)> =
        field.industries.iter().enumerate().map(|(i, code)| (*code, vec![i])).collect();
    sets.extend(data.groups().map(|g| (g.code, member_positions(field, &g.members))));
    sets.push((Symbol::ALL, (0..field.industries.len()).collect()));
    sets
}

/// The balance of a year over all industries, as a linear form.
pub(super) fn balance_form(field: &TradeField, facts: &FactTable, year: i16) -> Coefficients {
    let mut form = empty(field.industries.len());
    for (side, sign) in Side::BOTH.into_iter().zip([1.0, -1.0]) {
        let c = side.index();
        for (k, code) in form[c][c].iter_mut().zip(&field.industries) {
            *k = Some(sign * facts.expect(&intensity_key(side, *code, year)).value);
        }
    }
    form
}

/// The key of a region's (or the nation's) embodied emissions.
pub(super) fn embodied_key(flow: Flow, industry: Symbol, region: Symbol, year: i16) -> FactKey {
    FactKey::new(Measure::Embodied).flow(flow).industry(industry).region(region).year(year)
}

/// The key of an intensity.
pub(super) fn intensity_key(side: Side, industry: Symbol, year: i16) -> FactKey {
    FactKey::new(Measure::Intensity).country(side).industry(industry).year(year)
}

/// One year: its intensities by country and industry.
struct Year<'a> {
    field: &'a TradeField,
    errors: &'a Errors,
    year: i16,
    /// `[country][industry]`, t/USD.
    intensity: [Vec<f64>; 2],
    /// Their statuses.
    status: [Vec<Status>; 2],
}

impl<'a> Year<'a> {
    fn new(field: &'a TradeField, errors: &'a Errors, year: i16, facts: &FactTable) -> Self {
        let fact = |side, code: &Symbol| facts.expect(&intensity_key(side, *code, year));
        let intensity = Side::BOTH
            .map(|side| field.industries.iter().map(|code| fact(side, code).value).collect());
        let status = Side::BOTH
            .map(|side| field.industries.iter().map(|code| fact(side, code).status).collect());
        Self { field, errors, year, intensity, status }
    }

    fn insert(&self, place: usize, (code, members): &(Symbol, Vec<usize>), facts: &mut FactTable) {
        let region = self.field.places[place];
        let known = |flow: Flow, i: &usize| self.field.series[flow.index()][*i][place].is_some();
        for flow in Flow::BOTH {
            let part: Vec<usize> = members.iter().copied().filter(|i| known(flow, i)).collect();
            if !part.is_empty() {
                self.embodied(place, flow, (*code, &part), facts);
            }
        }
        let keys = Flow::BOTH.map(|flow| embodied_key(flow, *code, region, self.year));
        if keys.iter().any(|key| facts.get(key).is_none()) {
            return;
        }
        let of = |m| FactKey::new(m).industry(*code).region(region).year(self.year);
        let both = keys.map(Input::from).to_vec();
        // A total of a region covers what is known of it, flow by flow.
        let form = |sign: f64| {
            let mut c = empty(self.field.industries.len());
            for i in members {
                c[0][0][*i] = Some(self.intensity[0][*i]);
                c[1][1][*i] = Some(sign * self.intensity[1][*i]);
            }
            c
        };
        self.put(facts, of(Measure::Balance), place, &form(-1.0), Method::Difference, both.clone());
        self.put(facts, of(Measure::Joint), place, &form(1.0), Method::Sum, both);
        if place == NATION || *code == Symbol::ALL {
            // The same trade as the balance covers, so that its parts add up to it.
            self.counterfactuals(place, (*code, members), &COUNTERFACTUALS, facts);
        } else if self.field.industries.contains(code) && self.year <= self.field.last {
            self.counterfactuals(place, (*code, members), &[Measure::Avoided], facts);
        }
    }

    fn embodied(
        &self,
        place: usize,
        flow: Flow,
        (code, members): (Symbol, &[usize]),
        facts: &mut FactTable,
    ) {
        let region = self.field.places[place];
        let side = flow.maker();
        let mut c = empty(self.field.industries.len());
        for i in members {
            c[side.index()][flow.index()][*i] = Some(self.intensity[side.index()][*i]);
        }
        let key = embodied_key(flow, code, region, self.year);
        let single = self.field.industries.contains(&code);
        let (method, inputs) = if single {
            let inputs = vec![
                intensity_key(side, code, self.year).into(),
                trade_key(flow, code, region, self.year).into(),
            ];
            (Method::Product, inputs)
        } else if code == Symbol::ALL {
            (Method::Sum, vec![embodied_key(flow, Symbol::EACH, region, self.year).into()])
        } else {
            let of = |i: &usize| embodied_key(flow, self.field.industries[*i], region, self.year);
            (Method::Sum, members.iter().map(|i| of(i).into()).collect())
        };
        self.put(facts, key, place, &c, method, inputs);
    }

    /// Those that are wanted of avoided emissions, domestic technology, and the two parts of the balance.
    fn counterfactuals(
        &self,
        place: usize,
        (code, members): (Symbol, &[usize]),
        wanted: &[Measure],
        facts: &mut FactTable,
    ) {
        let region = self.field.places[place];
        let n = self.field.industries.len();
        let (mut avoided, mut domestic, mut volume, mut unequal) =
            (empty(n), empty(n), empty(n), empty(n));
        for i in members.iter().copied() {
            let (own, other) = (Some(self.intensity[0][i]), Some(self.intensity[1][i]));
            let times = |e: Option<f64>, factor: f64| e.map(|e| e * factor);
            // (e_R - e_P)(X - M)
            avoided[0][0][i] = own;
            avoided[0][1][i] = times(own, -1.0);
            avoided[1][0][i] = times(other, -1.0);
            avoided[1][1][i] = other;
            // e_R M
            domestic[0][1][i] = own;
            // (e_R + e_P)/2 (X - M)
            volume[0][0][i] = times(own, 0.5);
            volume[0][1][i] = times(own, -0.5);
            volume[1][0][i] = times(other, 0.5);
            volume[1][1][i] = times(other, -0.5);
            // (e_R - e_P)(X + M)/2
            unequal[0][0][i] = times(own, 0.5);
            unequal[0][1][i] = times(own, 0.5);
            unequal[1][0][i] = times(other, -0.5);
            unequal[1][1][i] = times(other, -0.5);
        }
        let single = self.field.industries.contains(&code);
        let industry = if code == Symbol::ALL { Symbol::EACH } else { code };
        let of = |m| FactKey::new(m).industry(code).region(region).year(self.year);
        let inputs = |m, flows: &[Flow], sides: &[Side]| -> Vec<Input> {
            if single || code == Symbol::ALL {
                let e = sides.iter().map(|s| intensity_key(*s, industry, self.year).into());
                let v = flows.iter().map(|f| trade_key(*f, industry, region, self.year).into());
                e.chain(v).collect()
            } else {
                let member = |i: &usize| {
                    FactKey::new(m)
                        .industry(self.field.industries[*i])
                        .region(region)
                        .year(self.year)
                };
                members.iter().map(|i| member(i).into()).collect()
            }
        };
        for (measure, form, method) in [
            (Measure::Avoided, &avoided, Method::Avoided),
            (Measure::BalanceVolume, &volume, Method::VolumePart),
            (Measure::BalanceIntensity, &unequal, Method::IntensityPart),
            (Measure::DomesticTechnology, &domestic, Method::DomesticTechnology),
        ] {
            if !wanted.contains(&measure) {
                continue;
            }
            let list = if measure == Measure::DomesticTechnology {
                inputs(measure, &[Flow::Inward], &[Side::Reporter])
            } else {
                inputs(measure, &Flow::BOTH, &Side::BOTH)
            };
            let method = if single || code == Symbol::ALL { method } else { Method::Sum };
            self.put(facts, of(measure), place, form, method, list);
        }
    }

    fn put(
        &self,
        facts: &mut FactTable,
        key: FactKey,
        place: usize,
        form: &Coefficients,
        method: Method,
        inputs: Vec<Input>,
    ) {
        let Some(result) = evaluate(self.field, self.errors, place, self.year, form) else {
            return;
        };
        let floor = floor(key.measure, result.value);
        let interval = result.interval.map(|(l, u)| (l.max(floor), u));
        let status =
            result.intensities.iter().fold(result.status, |s, (c, i)| s.max(self.status[*c][*i]));
        put_with_interval(facts, key, (result.value, interval), status, method, inputs);
    }
}

/// How low the interval of a quantity reaches: to zero, unless it is a difference. Only what clipping leaves to the
/// unallocated part can be below zero itself.
pub(super) fn floor(measure: Measure, value: f64) -> f64 {
    if measure.is_signed() || value < 0.0 { f64::NEG_INFINITY } else { 0.0 }
}
