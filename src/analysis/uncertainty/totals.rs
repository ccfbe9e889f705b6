//! The intervals of totals: what draws of one or more years make of each sum.

use super::quantiles::Quantiles;
use super::simulation::Simulation;
use super::year_draws::YearDraws;
use crate::analysis::embodied::{embodied_key, floor, industry_sets, intensity_key};
use crate::analysis::trade_field::NATION;
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

/// The four products of a year, by `[country][flow]`, draw by draw.
pub(super) type Products = [[Vec<f64>; 2]; 2];

/// An interval for a fact.
type Found = (FactKey, (f64, f64));

/// Years that are drawn together.
pub(super) struct Years<'a> {
    simulation: &'a Simulation<'a>,
    pub(super) facts: &'a FactTable,
    years: Vec<(i16, YearDraws<'a>, [Vec<f64>; 2])>,
    pub(super) quantiles: Quantiles,
    /// Draws of a measure.
    pub(super) draws: Vec<f64>,
    /// The products of each year, of the place and industries that are being drawn.
    pub(super) products: Vec<Products>,
    /// Those of the nation over all industries.
    pub(super) whole: Vec<Products>,
    pub(super) found: Vec<Found>,
}

impl<'a> Years<'a> {
    /// Makes the draws of these years.
    pub(super) fn new(simulation: &'a Simulation<'a>, years: &[i16], facts: &'a FactTable) -> Self {
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
            whole: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Draws every total, and its changes between these pairs of years.
    pub(super) fn run(mut self, pairs: &[(i16, i16)]) -> Vec<Found> {
        let sets = industry_sets(self.simulation.data, self.simulation.field);
        let all = sets.len() - 1;
        for (place, region) in self.simulation.field.places.iter().enumerate() {
            // The nation over all industries comes first: shares are parts of it.
            let of_place = if place == NATION { &sets[..] } else { &sets[all..] };
            for (industry, members) in of_place.iter().rev() {
                self.set(place, *industry, members);
                if !pairs.is_empty() && self.whole.is_empty() {
                    self.whole.clone_from(&self.products);
                }
                for pair in pairs {
                    self.changes(*region, *industry, *pair);
                }
            }
        }
        self.found
    }

    /// Number of draws.
    pub(super) fn count(&self) -> usize {
        self.simulation.factors.draws
    }

    /// Position of a year among those that are drawn.
    pub(super) fn position(&self, year: i16) -> Option<usize> {
        self.years.iter().position(|(own, ..)| *own == year)
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
}

/// An interval that is cut below and holds the value.
pub(super) fn holding((lower, upper): (f64, f64), value: f64, floor: f64) -> (f64, f64) {
    (lower.max(floor).min(value), upper.max(value))
}
