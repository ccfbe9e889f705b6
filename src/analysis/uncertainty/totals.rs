//! The intervals of totals: what draws of one or more years make of each sum.

use super::kept::Found;
use super::quantiles::Quantiles;
use super::simulation::Simulation;
use super::year_draws::{Terms, WeightSums, YearDraws};
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

/// A place with a set of industries.
type Total<'a> = (usize, &'a (Symbol, Vec<usize>));

/// Totals that are drawn together.
const TOGETHER: usize = 8;

/// Years that are drawn together.
pub(super) struct Years<'a> {
    simulation: &'a Simulation<'a>,
    pub(super) facts: &'a FactTable,
    years: Vec<(i16, YearDraws<'a>, [Vec<f64>; 2])>,
    pub(super) quantiles: Quantiles,
    /// Draws of a measure.
    pub(super) draws: Vec<f64>,
    /// The products of each year, by place and industries of those that are drawn together.
    drawn: Vec<Vec<Products>>,
    /// Which of them are looked at.
    at: usize,
    /// Those of the nation over all industries.
    pub(super) whole: Vec<Products>,
    pub(super) found: Vec<Found>,
}

impl<'a> Years<'a> {
    /// Makes the draws of these years.
    pub(super) fn new(
        simulation: &'a Simulation<'a>,
        sums: &WeightSums,
        years: &[i16],
        facts: &'a FactTable,
    ) -> Self {
        let Simulation { field, errors, factors, .. } = simulation;
        let intensity = |year: i16| {
            Side::BOTH.map(|side| {
                let of = |code: &Symbol| facts.expect(&intensity_key(side, *code, year)).value;
                field.industries.iter().map(of).collect()
            })
        };
        let draws = |year: &i16| {
            let draws = YearDraws::new(field, errors, factors, *year).with_regions(sums);
            (*year, draws, intensity(*year))
        };
        Self {
            simulation,
            facts,
            years: years.iter().map(draws).collect(),
            quantiles: Quantiles::default(),
            draws: Vec::new(),
            drawn: vec![Vec::new(); years.len()],
            at: 0,
            whole: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Draws every total, and its changes between these pairs of years.
    pub(super) fn run(mut self, pairs: &[(i16, i16)]) -> Vec<Found> {
        let sets = industry_sets(self.simulation.data, self.simulation.field);
        let all = sets.len() - 1;
        // The nation over all industries comes first: shares are parts of it.
        let nation = sets.iter().rev().map(|set| (NATION, set));
        let others = (NATION + 1..self.simulation.field.places.len()).map(|p| (p, &sets[all]));
        let totals: Vec<Total<'_>> = nation.chain(others).collect();
        for together in totals.chunks(TOGETHER) {
            self.draw(together);
            for (at, (place, (industry, _))) in together.iter().enumerate() {
                self.at = at;
                self.bound(*place, *industry);
                if !pairs.is_empty() && self.whole.is_empty() {
                    self.whole = (0..self.years.len()).map(|n| self.products(n).clone()).collect();
                }
                let region = self.simulation.field.places[*place];
                for pair in pairs {
                    self.changes(region, *industry, *pair);
                }
            }
        }
        self.found
    }

    /// The products of a year.
    pub(super) fn products(&self, n: usize) -> &Products {
        &self.drawn[n][self.at]
    }

    /// Position of a year among those that are drawn.
    pub(super) fn position(&self, year: i16) -> Option<usize> {
        self.years.iter().position(|(own, ..)| *own == year)
    }

    /// Draws the products of these totals in each year.
    fn draw(&mut self, totals: &[Total<'_>]) {
        for ((year, draws, intensity), products) in self.years.iter().zip(&mut self.drawn) {
            let terms =
                totals.iter().map(|(place, (_, members))| draws.terms(*place, *year, members));
            let terms: Vec<Terms> = terms.collect();
            products.resize_with(totals.len(), Default::default);
            draws.products(&terms, intensity, products);
        }
    }

    /// The intervals of a total in each year.
    fn bound(&mut self, place: usize, industry: Symbol) {
        let region = self.simulation.field.places[place];
        for n in 0..self.years.len() {
            let year = self.years[n].0;
            let key = |m| FactKey::new(m).industry(industry).region(region).year(year);
            let flows = Flow::BOTH.map(|flow| embodied_key(flow, industry, region, year));
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
        let [[a, b], [c, d]] = &self.drawn[n][self.at];
        let mut parts = [a, b, c, d].into_iter().zip(weights).filter(|(_, weight)| *weight != 0.0);
        let (first, weight) = parts.next().expect("a measure has a part");
        self.draws.clear();
        // Zero has one sign.
        self.draws.extend(first.iter().map(|x| 0.0 + weight * x));
        for (product, weight) in parts {
            for (sum, x) in self.draws.iter_mut().zip(product) {
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
