//! The interval of a linear form in closed form: what each source does to it alone, put together by the method of variance
//! estimates recovery (Zou and Donner 2008), which keeps the skewness of the factors.

use std::ops::Range;

use super::errors::{Errors, Factor, YearErrors};
use crate::analysis::regression::count;
use crate::analysis::trade_field::{NATION, TradeField};

/// A form term by term, summed as each source sees it. One is used for all forms of a place and year.
pub(in crate::analysis) struct Nets<'a> {
    errors: &'a Errors,
    year: &'a YearErrors,
    /// Position of the place.
    pub(in crate::analysis) place: usize,
    /// Position of the year.
    pub(in crate::analysis) y: usize,
    /// Region whose weights count; none for the nation and the unallocated part.
    region: Option<usize>,
    /// Residuals of trade, by fitted year.
    residuals: Vec<f64>,
    by_flow: [Sums; 2],
    by_country: [Sums; 2],
    /// Value, weighted variance and size of the terms of each basis.
    by_basis: Vec<(f64, f64, f64)>,
}

/// Value by industry of a flow, or by group of a country.
struct Sums {
    values: Vec<f64>,
    /// What lies outside is zero.
    within: Range<usize>,
}

impl Sums {
    fn new(members: usize) -> Self {
        Self { values: vec![0.0; members], within: 0..0 }
    }

    fn clear(&mut self) {
        self.values[self.within.clone()].fill(0.0);
        self.within = 0..0;
    }

    fn add(&mut self, member: usize, value: f64) {
        self.values[member] += value;
        self.within = if self.within.is_empty() {
            member..member + 1
        } else {
            self.within.start.min(member)..self.within.end.max(member + 1)
        };
    }

    fn sum(&self) -> f64 {
        self.values[self.within.clone()].iter().sum()
    }

    /// The members that are not zero.
    fn iter(&self) -> impl Iterator<Item = (usize, f64)> + Clone {
        let values = self.within.clone().zip(&self.values[self.within.clone()]);
        values.map(|(member, value)| (member, *value)).filter(|(_, value)| *value != 0.0)
    }
}

/// What one factor does to the form: its change at the lower and at the upper quantile.
#[derive(Clone, Copy, Debug, Default)]
struct Shift {
    lower: f64,
    upper: f64,
}

impl Shift {
    /// A factor that scales a value.
    fn of(value: f64, factor: &Factor) -> Self {
        Self { lower: value * factor.lower, upper: value * factor.upper }
    }
}

/// Variance of a value that a factor scales.
fn variance(value: f64, sigma: f64) -> f64 {
    let square = sigma.powi(2);
    value.powi(2) * square.exp() * square.exp_m1()
}

impl<'a> Nets<'a> {
    /// A form without terms.
    pub(in crate::analysis) fn new(
        field: &TradeField,
        errors: &'a Errors,
        place: usize,
        year: i16,
    ) -> Self {
        let region = (place != NATION && place + 1 < field.places.len()).then(|| place - 1);
        Self {
            errors,
            year: errors.at(year),
            place,
            y: field.at(year),
            region,
            residuals: vec![0.0; field.at(field.last) + 1],
            by_flow: [0, 1].map(|_| Sums::new(field.industries.len())),
            by_country: [0, 1].map(|_| Sums::new(errors.groups.codes.len())),
            by_basis: vec![(0.0, 0.0, 0.0); errors.weights.bases],
        }
    }

    /// Takes all terms out.
    pub(in crate::analysis) fn clear(&mut self) {
        self.residuals.fill(0.0);
        self.by_flow.iter_mut().for_each(Sums::clear);
        self.by_country.iter_mut().for_each(Sums::clear);
    }

    /// Adds a term: a coefficient that may hold a country's intensity, times trade; `residuals` are those of its trend.
    pub(in crate::analysis) fn add(
        &mut self,
        country: Option<usize>,
        (flow, industry): (usize, usize),
        (coefficient, value): (f64, f64),
        residuals: &[f64],
    ) {
        let term = coefficient * value;
        self.by_flow[flow].add(industry, term);
        if let Some(country) = country {
            self.by_country[country].add(self.errors.groups.of[industry], term);
        }
        if self.year.growth > 0.0 {
            for (sum, residual) in self.residuals.iter_mut().zip(residuals) {
                *sum += coefficient * residual;
            }
        }
    }

    /// The 95 % interval about a value; none if nothing is uncertain.
    pub(in crate::analysis) fn interval(&mut self, value: f64) -> Option<(f64, f64)> {
        let mut half = 0.0;
        if let Some((_, t)) = self.errors.trend {
            half = t * t * self.trade_variance();
        }
        let (mut below, mut above) = (half, half);
        let mut put = |shift: Shift| {
            below += (-shift.lower.min(shift.upper)).max(0.0).powi(2);
            above += shift.lower.max(shift.upper).max(0.0).powi(2);
        };
        for (flow, factor) in self.by_flow.iter().zip(&self.year.records) {
            put(Shift::of(flow.sum(), factor));
        }
        // The intensities of a country move together, and each group's by itself.
        for (c, of_country) in self.by_country.iter().enumerate() {
            let mut together = Shift::default();
            for (g, value) in of_country.iter() {
                let shift = Shift::of(value, &self.year.common[c][g]);
                together.lower += shift.lower;
                together.upper += shift.upper;
                put(Shift::of(value, &self.year.own[c][g]));
            }
            put(together);
        }
        for flow in 0..2 {
            put(self.concordance(flow));
        }
        let quantile = self.errors.quantile;
        self.weights(|value, sigma| put(Shift::of(value, &Factor::new(sigma, quantile))));
        (below > 0.0 || above > 0.0).then(|| (value - below.sqrt(), value + above.sqrt()))
    }

    /// Variance by source, in the order of [`crate::vocabulary::codes::SOURCES`].
    pub(in crate::analysis) fn variances(&mut self) -> [f64; 5] {
        // Student's t has the variance nu / (nu - 2).
        let heavy = match self.errors.trend {
            Some((degrees, _)) if degrees > 2 => count(degrees) / count(degrees - 2),
            _ => 1.0,
        };
        let records = self.by_flow.iter().zip(&self.year.records);
        let records = records.map(|(flow, factor)| variance(flow.sum(), factor.sigma)).sum();
        let concordance = [0, 1].map(|f| self.concordance_variance(f)).iter().sum();
        let mut weights = 0.0;
        self.weights(|value, sigma| weights += variance(value, sigma));
        [self.trade_variance() * heavy, records, self.intensity_variance(), concordance, weights]
    }

    fn trade_variance(&self) -> f64 {
        if self.year.growth > 0.0 {
            self.year.growth * self.residuals.iter().map(|e| e * e).sum::<f64>()
        } else {
            0.0
        }
    }

    fn intensity_variance(&self) -> f64 {
        let mut sum = 0.0;
        for (c, of_country) in self.by_country.iter().enumerate() {
            let mut together = 0.0;
            for (g, value) in of_country.iter() {
                for (h, other) in of_country.iter() {
                    let [a, b] = [g, h].map(|n| self.year.common[c][n].sigma);
                    let level = ((a * a + b * b) / 2.0).exp();
                    together += value * other * level * (a * b).exp_m1();
                }
                sum += variance(value, self.year.own[c][g].sigma);
            }
            sum += together;
        }
        sum
    }

    fn concordance_variance(&self, flow: usize) -> f64 {
        let Sums { values, within } = &self.by_flow[flow];
        self.errors.mix.variance(flow, self.year.data_year, values, within).max(0.0)
    }

    /// The products of a flow that fall into several industries, as one factor on the flow's part of the form.
    fn concordance(&self, flow: usize) -> Shift {
        let terms = &self.by_flow[flow];
        let variance = self.concordance_variance(flow);
        if variance <= 0.0 {
            return Shift::default();
        }
        if terms.iter().any(|(_, term)| term > 0.0) && terms.iter().any(|(_, term)| term < 0.0) {
            // Terms of both signs: the sum may be near zero while its parts vary, and no factor on it says so.
            let half = self.errors.quantile * variance.sqrt();
            return Shift { lower: -half, upper: half };
        }
        let value = terms.sum();
        let sigma = (variance / value.powi(2)).ln_1p().sqrt();
        Shift::of(value, &Factor::new(sigma, self.errors.quantile))
    }

    /// One factor a flow and basis, as the value that it scales and the standard deviation of its logarithm; its variance
    /// is the mean of its industries' by the size of their terms.
    fn weights(&mut self, mut put: impl FnMut(f64, f64)) {
        let weights = &self.errors.weights;
        let Some(region) = self.region else { return };
        self.by_basis.fill((0.0, 0.0, 0.0));
        for (f, terms) in self.by_flow.iter().enumerate() {
            for (i, term) in terms.iter() {
                let Some(basis) = weights.basis[f][i] else { continue };
                let variance = weights.variance((f, i, self.year.data_year), region);
                let (value, weighted, size) = &mut self.by_basis[basis];
                *value += term;
                *weighted += term.abs() * variance;
                *size += term.abs();
            }
        }
        for (value, weighted, size) in self.by_basis.iter().filter(|(_, w, _)| *w > 0.0) {
            put(*value, (weighted / size).sqrt());
        }
    }
}
