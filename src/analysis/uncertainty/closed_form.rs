//! The interval of a linear form in closed form: what each source does to it alone, put together by the method of variance
//! estimates recovery (Zou and Donner 2008), which keeps the skewness of the factors.

use super::errors::{Errors, Factor, YearErrors};
use crate::analysis::regression::count;
use crate::analysis::trade_field::{NATION, Series, TradeField};

/// A form term by term, summed as each source sees it.
pub(in crate::analysis) struct Nets<'a> {
    errors: &'a Errors,
    year: &'a YearErrors,
    /// Region whose weights count; none for the nation and the unallocated part.
    region: Option<usize>,
    /// Residuals of trade, by fitted year.
    residuals: Vec<f64>,
    /// Value by `[flow][industry]`.
    by_flow: [Vec<f64>; 2],
    /// Value by `[country][group]`.
    by_country: [Vec<f64>; 2],
}

/// What one factor does to the form: its change at the lower and at the upper quantile, and its variance.
#[derive(Clone, Copy, Debug, Default)]
struct Shift {
    lower: f64,
    upper: f64,
    variance: f64,
}

impl Shift {
    /// A factor that scales a value.
    fn of(value: f64, factor: Factor) -> Self {
        let square = factor.sigma.powi(2);
        Self {
            lower: value * factor.lower,
            upper: value * factor.upper,
            variance: value.powi(2) * square.exp() * square.exp_m1(),
        }
    }
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
        let industries = field.industries.len();
        let groups = errors.groups.codes.len();
        Self {
            errors,
            year: errors.at(year),
            region,
            residuals: vec![0.0; field.at(field.last) + 1],
            by_flow: [0, 1].map(|_| vec![0.0; industries]),
            by_country: [0, 1].map(|_| vec![0.0; groups]),
        }
    }

    /// Adds a term: a coefficient that may hold a country's intensity, times a series of trade.
    pub(in crate::analysis) fn add(
        &mut self,
        country: Option<usize>,
        (flow, industry): (usize, usize),
        (coefficient, value): (f64, f64),
        series: &Series,
    ) {
        let term = coefficient * value;
        self.by_flow[flow][industry] += term;
        if let Some(country) = country {
            self.by_country[country][self.errors.groups.of[industry]] += term;
        }
        if self.year.growth > 0.0 {
            for (sum, residual) in self.residuals.iter_mut().zip(&series.residuals) {
                *sum += coefficient * residual;
            }
        }
    }

    /// The 95 % interval about a value; none if nothing is uncertain.
    pub(in crate::analysis) fn interval(&self, value: f64) -> Option<(f64, f64)> {
        let mut half = 0.0;
        if let Some((_, t)) = self.errors.trend {
            half = t * t * self.trade_variance();
        }
        let (mut below, mut above) = (half, half);
        let mut put = |shift: Shift| {
            below += (-shift.lower.min(shift.upper)).max(0.0).powi(2);
            above += shift.lower.max(shift.upper).max(0.0).powi(2);
        };
        self.records().into_iter().for_each(&mut put);
        self.intensities(&mut put);
        self.concordance().into_iter().for_each(&mut put);
        self.weights().into_iter().for_each(&mut put);
        (below > 0.0 || above > 0.0).then(|| (value - below.sqrt(), value + above.sqrt()))
    }

    /// Variance by source, in the order of [`crate::vocabulary::codes::SOURCES`].
    pub(in crate::analysis) fn variances(&self) -> [f64; 5] {
        let sum = |shifts: &[Shift]| shifts.iter().map(|s| s.variance).sum::<f64>();
        // Student's t has the variance nu / (nu - 2).
        let heavy = match self.errors.trend {
            Some((degrees, _)) if degrees > 2 => count(degrees) / count(degrees - 2),
            _ => 1.0,
        };
        let mut intensity = 0.0;
        self.intensities(&mut |shift| intensity += shift.variance);
        [
            self.trade_variance() * heavy,
            sum(&self.records()),
            intensity,
            sum(&self.concordance()),
            sum(&self.weights()),
        ]
    }

    fn trade_variance(&self) -> f64 {
        self.year.growth * self.residuals.iter().map(|e| e * e).sum::<f64>()
    }

    fn flow_value(&self, flow: usize) -> f64 {
        self.by_flow[flow].iter().sum()
    }

    fn records(&self) -> [Shift; 2] {
        [0, 1].map(|f| Shift::of(self.flow_value(f), self.year.records[f]))
    }

    /// The intensities of a country move together, and each group's by itself.
    fn intensities(&self, put: &mut impl FnMut(Shift)) {
        for (c, values) in self.by_country.iter().enumerate() {
            let mut together = Shift::default();
            for (g, value) in values.iter().enumerate().filter(|(_, value)| **value != 0.0) {
                let own = Shift::of(*value, self.year.common[c][g]);
                together.lower += own.lower;
                together.upper += own.upper;
                for (h, other) in values.iter().enumerate() {
                    let [a, b] = [g, h].map(|n| self.year.common[c][n].sigma);
                    let level = ((a * a + b * b) / 2.0).exp();
                    together.variance += value * other * level * (a * b).exp_m1();
                }
                put(Shift::of(*value, self.year.own[c][g]));
            }
            put(together);
        }
    }

    /// The products of a flow that fall into several industries, as one factor on the flow's part of the form.
    fn concordance(&self) -> [Shift; 2] {
        [0, 1].map(|f| {
            let terms = &self.by_flow[f];
            let variance = self.errors.mix.variance(f, self.year.data_year, terms);
            if variance <= 0.0 {
                return Shift::default();
            }
            if terms.iter().any(|term| *term > 0.0) && terms.iter().any(|term| *term < 0.0) {
                // Terms of both signs: the sum may be near zero while its parts vary, and no factor on it says so.
                let half = self.errors.quantile * variance.sqrt();
                return Shift { lower: -half, upper: half, variance };
            }
            let value = self.flow_value(f);
            let sigma = (variance / value.powi(2)).ln_1p().sqrt();
            Shift { variance, ..Shift::of(value, Factor::new(sigma, self.errors.quantile)) }
        })
    }

    /// One factor a flow and basis; its variance is the mean of its industries' by the size of their terms.
    fn weights(&self) -> Vec<Shift> {
        let weights = &self.errors.weights;
        let Some(region) = self.region else { return Vec::new() };
        let mut sums = vec![(0.0, 0.0, 0.0); weights.bases];
        for (f, terms) in self.by_flow.iter().enumerate() {
            for (i, term) in terms.iter().enumerate().filter(|(_, term)| **term != 0.0) {
                let Some(basis) = weights.basis[f][i] else { continue };
                let variance = weights.variance((f, i, self.year.data_year), region);
                let (value, weighted, size) = &mut sums[basis];
                *value += term;
                *weighted += term.abs() * variance;
                *size += term.abs();
            }
        }
        sums.into_iter()
            .filter(|(_, weighted, _)| *weighted > 0.0)
            .map(|(value, weighted, size)| {
                Shift::of(value, Factor::new((weighted / size).sqrt(), self.errors.quantile))
            })
            .collect()
    }
}
