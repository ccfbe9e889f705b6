//! Embodied emissions and what follows from them: balance, joint total, avoided emissions, domestic technology, and
//! the volume and intensity parts of the balance (METHODS.md).

use super::linear_form::{Coefficients, Term, empty, evaluate};
use super::parallel::in_turn;
use super::put_with_interval;
use super::trade::trade_key;
use super::trade_field::{NATION, TradeField, member_positions};
use super::uncertainty::{Errors, Nets};
use crate::data::Dataset;
use crate::facts::{Drafts, FactKey, FactTable, Input, Method, Status};
use crate::vocabulary::{Flow, Measure, Side, Symbol};

/// How a measure follows from trade, by `[country][flow]`: the factor of that country's intensity times that flow's trade.
type Pattern = [[Option<f64>; 2]; 2];

/// Own emissions for what is sent, less the partner's for what comes.
const BALANCE: Pattern = [[Some(1.0), None], [None, Some(-1.0)]];
/// Both together.
const JOINT: Pattern = [[Some(1.0), None], [None, Some(1.0)]];

/// What is set against the exchange as it is: all of it for the nation and for each region as a whole.
const COUNTERFACTUALS: [(Measure, Pattern, Method); 4] = [
    // (e_R - e_P)(X - M)
    (Measure::Avoided, [[Some(1.0), Some(-1.0)], [Some(-1.0), Some(1.0)]], Method::Avoided),
    // (e_R + e_P)/2 (X - M)
    (
        Measure::BalanceVolume,
        [[Some(0.5), Some(-0.5)], [Some(0.5), Some(-0.5)]],
        Method::VolumePart,
    ),
    // (e_R - e_P)(X + M)/2
    (
        Measure::BalanceIntensity,
        [[Some(0.5), Some(0.5)], [Some(-0.5), Some(-0.5)]],
        Method::IntensityPart,
    ),
    // e_R M
    (Measure::DomesticTechnology, [[None, Some(1.0)], [None, None]], Method::DomesticTechnology),
];

/// Places whose facts are made in one task.
const TOGETHER: usize = 64;

/// Inserts every fact that multiplies trade by intensities.
pub(super) fn insert(
    data: &Dataset,
    field: &TradeField,
    errors: &Errors,
    threads: usize,
    facts: &mut FactTable,
) {
    let sets: Vec<Set> = industry_sets(data, field).into_iter().map(Set::new).collect();
    let years: Vec<Year<'_>> = field.years().map(|year| Year::new(field, year, facts)).collect();
    let blocks = field.places.len().div_ceil(TOGETHER);
    let draft = |task: usize| {
        let (year, first) = (&years[task / blocks], task % blocks * TOGETHER);
        let mut drafts = Drafts::default();
        for place in first..field.places.len().min(first + TOGETHER) {
            let mut nets = Nets::new(field, errors, place, year.year);
            for set in &sets {
                year.insert(&mut nets, set, &mut drafts);
            }
        }
        drafts
    };
    in_turn(threads, years.len() * blocks, draft, |drafts| facts.append(drafts));
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

/// Industries that facts are stated for together.
struct Set {
    code: Symbol,
    /// In the order of the group.
    members: Vec<usize>,
    /// In the order in which forms are summed.
    sorted: Vec<usize>,
}

impl Set {
    fn new((code, members): (Symbol, Vec<usize>)) -> Self {
        let mut sorted = members.clone();
        sorted.sort_unstable();
        Self { code, members, sorted }
    }

    /// Whether this is an industry, not a group or all of them.
    fn is_single(&self, field: &TradeField) -> bool {
        self.members.first().is_some_and(|i| field.industries[*i] == self.code)
    }
}

/// One year: its intensities by country and industry.
struct Year<'a> {
    field: &'a TradeField,
    year: i16,
    /// `[country][industry]`, t/USD.
    intensity: [Vec<f64>; 2],
    /// Their statuses.
    status: [Vec<Status>; 2],
}

impl<'a> Year<'a> {
    fn new(field: &'a TradeField, year: i16, facts: &FactTable) -> Self {
        let fact = |side, code: &Symbol| facts.expect(&intensity_key(side, *code, year));
        let intensity = Side::BOTH
            .map(|side| field.industries.iter().map(|code| fact(side, code).value).collect());
        let status = Side::BOTH
            .map(|side| field.industries.iter().map(|code| fact(side, code).status).collect());
        Self { field, year, intensity, status }
    }

    fn insert(&self, nets: &mut Nets<'_>, set: &Set, facts: &mut Drafts) {
        let place = nets.place;
        let region = self.field.places[place];
        let mut known = true;
        for flow in Flow::BOTH {
            known &= self.embodied(nets, flow, set, facts);
        }
        if !known {
            return;
        }
        let of = |m| FactKey::new(m).industry(set.code).region(region).year(self.year);
        let both = Flow::BOTH.map(|flow| embodied_key(flow, set.code, region, self.year).into());
        // A total of a region covers what is known of it, flow by flow.
        let (balance, joint) = (of(Measure::Balance), of(Measure::Joint));
        self.put(facts, balance, nets, (&BALANCE, set), Method::Difference, &both);
        self.put(facts, joint, nets, (&JOINT, set), Method::Sum, &both);
        if place == NATION || set.code == Symbol::ALL {
            // The same trade as the balance covers, so that its parts add up to it.
            self.counterfactuals(nets, set, &COUNTERFACTUALS, facts);
        } else if self.year <= self.field.last && set.is_single(self.field) {
            self.counterfactuals(nets, set, &COUNTERFACTUALS[..1], facts);
        }
    }

    /// Inserts the emissions of a flow; false if nothing is known of its trade.
    fn embodied(&self, nets: &mut Nets<'_>, flow: Flow, set: &Set, facts: &mut Drafts) -> bool {
        let place = nets.place;
        let region = self.field.places[place];
        let side = flow.maker();
        let mut pattern: Pattern = [[None; 2]; 2];
        pattern[side.index()][flow.index()] = Some(1.0);
        let form = (&pattern, set);
        let (code, members) = (set.code, &set.members);
        let key = embodied_key(flow, code, region, self.year);
        if set.is_single(self.field) {
            let inputs = [
                intensity_key(side, code, self.year).into(),
                trade_key(flow, code, region, self.year).into(),
            ];
            self.put(facts, key, nets, form, Method::Product, &inputs)
        } else if code == Symbol::ALL {
            let each = [embodied_key(flow, Symbol::EACH, region, self.year).into()];
            self.put(facts, key, nets, form, Method::Sum, &each)
        } else {
            let inputs: Vec<Input> = members
                .iter()
                .filter(|i| self.field.knows((flow.index(), **i), place))
                .map(|i| embodied_key(flow, self.field.industries[*i], region, self.year).into())
                .collect();
            self.put(facts, key, nets, form, Method::Sum, &inputs)
        }
    }

    /// Those that are wanted of avoided emissions, domestic technology, and the two parts of the balance.
    fn counterfactuals(
        &self,
        nets: &mut Nets<'_>,
        set: &Set,
        wanted: &[(Measure, Pattern, Method)],
        facts: &mut Drafts,
    ) {
        let region = self.field.places[nets.place];
        let (code, members) = (set.code, &set.members);
        let whole = code == Symbol::ALL || set.is_single(self.field);
        let industry = if code == Symbol::ALL { Symbol::EACH } else { code };
        let of = |m| FactKey::new(m).region(region).year(self.year);
        let intensity = |side| Input::from(intensity_key(side, industry, self.year));
        let trade = |flow| Input::from(trade_key(flow, industry, region, self.year));
        for (measure, pattern, method) in wanted {
            let put = |facts: &mut Drafts, nets: &mut Nets<'_>, method, inputs: &[Input]| {
                self.put(facts, of(*measure).industry(code), nets, (pattern, set), method, inputs)
            };
            if !whole {
                let industries = members.iter().map(|i| self.field.industries[*i]);
                let inputs: Vec<Input> =
                    industries.map(|own| of(*measure).industry(own).into()).collect();
                put(facts, nets, Method::Sum, &inputs);
            } else if *measure == Measure::DomesticTechnology {
                put(facts, nets, *method, &[intensity(Side::Reporter), trade(Flow::Inward)]);
            } else {
                let ([own, other], [out, inward]) =
                    (Side::BOTH.map(intensity), Flow::BOTH.map(trade));
                put(facts, nets, *method, &[own, other, out, inward]);
            }
        }
    }

    /// Inserts the sum of a pattern over these industries; false if nothing is known of their trade.
    fn put(
        &self,
        facts: &mut Drafts,
        key: FactKey,
        nets: &mut Nets<'_>,
        (pattern, set): (&Pattern, &Set),
        method: Method,
        inputs: &[Input],
    ) -> bool {
        let terms = pattern.iter().enumerate().flat_map(|(country, flows)| {
            flows
                .iter()
                .enumerate()
                .filter_map(move |(flow, factor)| Some((country, flow, (*factor)?)))
        });
        let terms = terms.flat_map(|(country, flow, factor)| {
            set.sorted.iter().map(move |industry| Term {
                country,
                flow,
                industry: *industry,
                coefficient: factor * self.intensity[country][*industry],
            })
        });
        let status = |country: usize, industry: usize| self.status[country][industry];
        let Some(result) = evaluate(self.field, nets, terms, status) else { return false };
        let floor = floor(key.measure, result.value);
        let interval = result.interval.map(|(l, u)| (l.max(floor), u));
        let value = (result.value, interval);
        put_with_interval(facts, key, value, result.status, method, inputs);
        true
    }
}

/// How low the interval of a quantity reaches: to zero, unless it is a difference. Only what clipping leaves to the
/// unallocated part can be below zero itself.
pub(super) fn floor(measure: Measure, value: f64) -> f64 {
    if measure.is_signed() || value < 0.0 { f64::NEG_INFINITY } else { 0.0 }
}
