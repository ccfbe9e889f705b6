//! The simulation: every factor drawn through the whole chain, and the order statistics of what comes out.
//!
//! Years are independent tasks for plain threads; each factor has its own stream of random numbers, so the results do not
//! depend on how many threads there are. A task holds the factors of one year and the draws of one sum at a time.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Errors;
use super::factors::Factors;
use super::quantiles::Quantiles;
use super::year_draws::YearDraws;
use crate::analysis::comparisons::growth_pairs;
use crate::analysis::embodied::{embodied_key, floor, industry_sets, intensity_key};
use crate::analysis::linear_form::Coefficients;
use crate::analysis::trade_field::{NATION, TradeField};
use crate::data::Dataset;
use crate::facts::{FactKey, FactTable};
use crate::vocabulary::{Flow, Measure, Side, Symbol};

/// Measures of both flows, and how they follow from the four products (reporter's intensities with outward and inward trade,
/// partner's with outward and inward).
const OF_BOTH: [(Measure, [f64; 4]); 6] = [
    (Measure::Balance, [1.0, 0.0, 0.0, -1.0]),
    (Measure::Joint, [1.0, 0.0, 0.0, 1.0]),
    (Measure::Avoided, [1.0, -1.0, -1.0, 1.0]),
    (Measure::BalanceVolume, [0.5, -0.5, 0.5, -0.5]),
    (Measure::BalanceIntensity, [0.5, 0.5, -0.5, -0.5]),
    (Measure::DomesticTechnology, [0.0, 1.0, 0.0, 0.0]),
];

/// The draws of an edition.
pub(in crate::analysis) struct Simulation<'a> {
    data: &'a Dataset,
    field: &'a TradeField,
    errors: &'a Errors,
    /// With intensities that are held after the last data year.
    held: Errors,
    factors: Factors,
    threads: usize,
}

/// A linear form of which the interval is wanted.
pub(in crate::analysis) struct Wanted<'f> {
    pub(in crate::analysis) place: usize,
    pub(in crate::analysis) year: i16,
    pub(in crate::analysis) form: &'f Coefficients,
    /// Whether the intensities in it are those of the last data year, without the error of a trend.
    pub(in crate::analysis) held: bool,
}

/// An interval for a fact.
type Found = (FactKey, (f64, f64));

impl<'a> Simulation<'a> {
    /// Draws the factors.
    pub(in crate::analysis) fn new(
        data: &'a Dataset,
        field: &'a TradeField,
        errors: &'a Errors,
        threads: usize,
    ) -> Self {
        let fitted_years = field.at(field.last) + 1;
        let factors = Factors::draw(data, errors, fitted_years);
        Self { data, field, errors, held: errors.held(field), factors, threads }
    }

    /// The 95 % intervals of linear forms, in their order.
    pub(in crate::analysis) fn intervals(&self, wanted: &[Wanted<'_>]) -> Vec<(f64, f64)> {
        let mut years: Vec<(i16, bool)> = wanted.iter().map(|w| (w.year, w.held)).collect();
        years.sort_unstable();
        years.dedup();
        let industries: Vec<usize> = (0..self.field.industries.len()).collect();
        let found = in_parallel(self.threads, years.len(), |task| {
            let (year, held) = years[task];
            let errors = if held { &self.held } else { self.errors };
            let draws = YearDraws::new(self.field, errors, &self.factors, year);
            let mut quantiles = Quantiles::default();
            let mut sum = vec![0.0; self.factors.draws];
            let of_year =
                wanted.iter().enumerate().filter(|(_, w)| (w.year, w.held) == (year, held));
            of_year
                .map(|(n, w)| {
                    sum.fill(0.0);
                    draws.form(&draws.terms(w.place, year, &industries), w.form, &mut sum);
                    (n, quantiles.of(&sum))
                })
                .collect::<Vec<_>>()
        });
        let mut found: Vec<(usize, (f64, f64))> = found.into_iter().flatten().collect();
        found.sort_unstable_by_key(|(n, _)| *n);
        found.into_iter().map(|(_, interval)| interval).collect()
    }

    /// Puts simulated intervals in the place of those in closed form: nation by industry, group and all; regions and the
    /// unallocated part over all industries. Growth to a projected year gets one too.
    pub(in crate::analysis) fn bound_totals(&self, facts: &mut FactTable) {
        let pairs: Vec<(i16, i16)> = growth_pairs(self.data.catalogue.years)
            .into_iter()
            .filter(|(_, year)| *year > self.field.last && *year <= self.field.end)
            .collect();
        // The years of a growth are drawn together.
        let mut together: Vec<i16> = pairs.iter().flat_map(|(base, year)| [*base, *year]).collect();
        together.sort_unstable();
        together.dedup();
        let alone = self.field.years().filter(|year| !together.contains(year)).map(|y| vec![y]);
        let mut tasks: Vec<Vec<i16>> = alone.collect();
        if !together.is_empty() {
            tasks.insert(0, together);
        }
        let known: &FactTable = facts;
        let found = in_parallel(self.threads, tasks.len(), |task| {
            let pairs = if tasks[task].len() > 1 { &pairs[..] } else { &[] };
            Years::new(self, &tasks[task], known).run(pairs)
        });
        for (key, interval) in found.into_iter().flatten() {
            facts.set_interval(&key, interval);
        }
    }
}

/// Years that are drawn together.
struct Years<'a> {
    simulation: &'a Simulation<'a>,
    facts: &'a FactTable,
    years: Vec<(i16, YearDraws<'a>, [Vec<f64>; 2])>,
    quantiles: Quantiles,
    /// Draws of a measure.
    draws: Vec<f64>,
    /// The four products of each year, `[country][flow]`.
    products: Vec<[[Vec<f64>; 2]; 2]>,
    found: Vec<Found>,
}

impl<'a> Years<'a> {
    fn new(simulation: &'a Simulation<'a>, years: &[i16], facts: &'a FactTable) -> Self {
        let Simulation { field, errors, factors, .. } = simulation;
        let intensity = |year: i16| {
            Side::BOTH.map(|side| {
                let of = |code: &Symbol| facts.expect(&intensity_key(side, *code, year)).value;
                field.industries.iter().map(of).collect()
            })
        };
        let draws =
            |year: &i16| (*year, YearDraws::new(field, errors, factors, *year), intensity(*year));
        Self {
            simulation,
            facts,
            years: years.iter().map(draws).collect(),
            quantiles: Quantiles::default(),
            draws: Vec::new(),
            products: vec![Default::default(); years.len()],
            found: Vec::new(),
        }
    }

    fn run(mut self, pairs: &[(i16, i16)]) -> Vec<Found> {
        let sets = industry_sets(self.simulation.data, self.simulation.field);
        let whole = sets.len() - 1;
        for place in 0..self.simulation.field.places.len() {
            let of_place = if place == NATION { &sets[..] } else { &sets[whole..] };
            for (industry, members) in of_place {
                self.set(place, *industry, members);
                for pair in pairs {
                    self.growth(place, *industry, *pair);
                }
            }
        }
        self.found
    }

    /// Draws the products of a place and set of industries in each year, and what follows from them.
    fn set(&mut self, place: usize, industry: Symbol, members: &[usize]) {
        let region = self.simulation.field.places[place];
        for n in 0..self.years.len() {
            let (year, draws, intensity) = &self.years[n];
            let year = *year;
            let key = |m| FactKey::new(m).industry(industry).region(region).year(year);
            let flows = Flow::BOTH.map(|flow| embodied_key(flow, industry, region, year));
            if flows.iter().all(|key| self.facts.get(key).is_none()) {
                continue;
            }
            let terms = draws.terms(place, year, members);
            draws.products(&terms, intensity, &mut self.products[n]);
            self.measure(n, flows[0], [1.0, 0.0, 0.0, 0.0]);
            self.measure(n, flows[1], [0.0, 0.0, 0.0, 1.0]);
            for (measure, weights) in OF_BOTH {
                self.measure(n, key(measure), weights);
            }
        }
    }

    /// The interval of a weighted sum of the four products, if the fact has one.
    fn measure(&mut self, n: usize, key: FactKey, weights: [f64; 4]) {
        let Some(fact) = self.facts.get(&key).filter(|f| f.interval.is_some()) else { return };
        let [[a, b], [c, d]] = &self.products[n];
        let products = [a, b, c, d];
        self.draws.clear();
        self.draws.resize(a.len(), 0.0);
        for (product, weight) in products.iter().zip(weights).filter(|(_, w)| *w != 0.0) {
            for (sum, x) in self.draws.iter_mut().zip(product.iter()) {
                *sum += weight * x;
            }
        }
        let interval = self.quantiles.of(&self.draws);
        let floor = floor(key.measure, fact.value);
        self.found.push((key, holding(interval, fact.value, floor)));
    }

    /// The interval of a growth: both years drawn together.
    fn growth(&mut self, place: usize, industry: Symbol, (base, year): (i16, i16)) {
        let region = self.simulation.field.places[place];
        let position = |of: i16| self.years.iter().position(|(y, ..)| *y == of);
        let (Some(from), Some(to)) = (position(base), position(year)) else { return };
        for flow in Flow::BOTH {
            let key = embodied_key(flow, industry, region, year);
            let key = FactKey { measure: Measure::Growth, ..key }.base(base);
            let Some(fact) = self.facts.get(&key) else { continue };
            let maker = flow.maker().index();
            let of = |n: usize| &self.products[n][maker][flow.index()];
            self.draws.clear();
            self.draws.extend(of(to).iter().zip(of(from)).map(|(new, old)| {
                // A share that is drawn as nothing has no growth.
                if *old > 0.0 { new / old - 1.0 } else { fact.value }
            }));
            let interval = self.quantiles.of(&self.draws);
            self.found.push((key, holding(interval, fact.value, -1.0)));
        }
    }
}

/// An interval that is cut below and holds the value.
fn holding((lower, upper): (f64, f64), value: f64, floor: f64) -> (f64, f64) {
    (lower.max(floor).min(value), upper.max(value))
}

/// The results of independent tasks, in their order, from plain threads.
fn in_parallel<T: Send>(threads: usize, tasks: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let results: Vec<Mutex<Option<T>>> = (0..tasks).map(|_| Mutex::new(None)).collect();
    let work = || {
        loop {
            let task = next.fetch_add(1, Ordering::Relaxed);
            let Some(slot) = results.get(task) else { break };
            let result = job(task);
            *slot.lock().expect("no task panics while it holds the lock") = Some(result);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.clamp(1, tasks.max(1)) {
            scope.spawn(work);
        }
        work();
    });
    let done = |slot: Mutex<Option<T>>| slot.into_inner().ok().flatten();
    results.into_iter().map(|slot| done(slot).expect("every task is done")).collect()
}
