//! Exponential smoothing with an additive, damped trend: ETS(A,Ad,N).
//!
//! ```text
//! value  y = l + phi b + e          level  l' = l + phi b + alpha e
//!                                   trend  b' = phi b + alpha beta e
//! ```

use super::models::Forecast;
use crate::analysis::regression::{Line, count, student_t_975};

/// Weights of the newest error in the level.
const ALPHA: [f64; 10] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];
/// What part of that goes into the trend.
const BETA: [f64; 6] = [0.0, 0.1, 0.2, 0.3, 0.5, 1.0];
/// What part of the trend is left a year later.
const PHI: [f64; 5] = [0.80, 0.85, 0.90, 0.95, 0.98];
/// Years from whose line level and trend start.
const START: usize = 5;
/// Parameters taken from the degrees of freedom.
const PARAMETERS: usize = 4;
/// Degrees of freedom of the shortest series.
const FEWEST_DEGREES: usize = 2;
/// Weights from which the interval grows at least. Over few years the best weights of the grid are too quiet too often;
/// with these the interval holds what it says (docs/interval-coverage.md).
const LEAST: Weights = Weights { alpha: 0.6, beta: 0.3, phi: 0.9 };

/// Parameters of the smoothing.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Weights {
    alpha: f64,
    beta: f64,
    phi: f64,
}

/// Level and trend after a value.
#[derive(Clone, Copy, Debug, PartialEq)]
struct State {
    level: f64,
    trend: f64,
}

/// A fitted smoothing.
#[derive(Clone, Debug, PartialEq)]
pub struct DampedTrend {
    weights: Weights,
    /// Level and trend in the last year.
    state: State,
    /// The last year.
    year: f64,
    /// Variance of the error of one year.
    variance: f64,
    /// Its degrees of freedom.
    degrees: usize,
}

impl State {
    /// Level and trend a year later, and the error of the value.
    fn step(self, weights: Weights, value: f64) -> (Self, f64) {
        let trend = weights.phi * self.trend;
        let error = value - self.level - trend;
        let next = Self {
            level: self.level + trend + weights.alpha * error,
            trend: trend + weights.alpha * weights.beta * error,
        };
        (next, error)
    }

    /// Runs over all values; gives the last state and the sum of squared errors.
    fn run(mut self, weights: Weights, points: &[(f64, f64)]) -> (Self, f64) {
        let mut squares = 0.0;
        for (_, value) in points {
            let (next, error) = self.step(weights, *value);
            self = next;
            squares += error * error;
        }
        (self, squares)
    }
}

impl DampedTrend {
    /// Fits the smoothing by least squares over a grid of parameters; none for fewer than four points.
    pub(super) fn fit(points: &[(f64, f64)]) -> Option<Self> {
        let degrees = points.len().checked_sub(PARAMETERS)?.max(FEWEST_DEGREES);
        let line = Line::fit(&points[..points.len().min(START)])?;
        let start = State { level: line.at(points[0].0 - 1.0), trend: line.slope };
        let mut best: Option<(Weights, State, f64)> = None;
        for alpha in ALPHA {
            for beta in BETA {
                for phi in PHI {
                    let weights = Weights { alpha, beta, phi };
                    let (state, squares) = start.run(weights, points);
                    if best.is_none_or(|(_, _, least)| squares < least) {
                        best = Some((weights, state, squares));
                    }
                }
            }
        }
        let (weights, state, squares) = best?;
        let (year, _) = *points.last()?;
        Some(Self { weights, state, year, variance: squares / count(degrees), degrees })
    }

    /// The value so many years after the last, `l + (phi + ... + phi^h) b`, with an interval that grows by
    /// `1 + c[1]^2 + ... + c[h-1]^2`, `c[j] = alpha (1 + beta (phi + ... + phi^j))`.
    pub(super) fn at(&self, year: f64) -> Forecast {
        let ahead = year - self.year;
        let value = self.state.level + damping(self.weights.phi, ahead) * self.state.trend;
        let alpha = self.weights.alpha.max(LEAST.alpha);
        let beta = self.weights.beta.max(LEAST.beta);
        let phi = self.weights.phi.max(LEAST.phi);
        let mut growth = 1.0;
        let mut years = 1.0;
        while years < ahead {
            growth += (alpha * (1.0 + beta * damping(phi, years))).powi(2);
            years += 1.0;
        }
        Forecast::about(value, student_t_975(self.degrees) * (self.variance * growth).sqrt())
    }
}

/// `phi + phi^2 + ... + phi^years`.
fn damping(phi: f64, years: f64) -> f64 {
    phi * (1.0 - phi.powf(years)) / (1.0 - phi)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(values: &[f64]) -> Vec<(f64, f64)> {
        (2010..).map(f64::from).zip(values.iter().copied()).collect()
    }

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-12, "{a} against {b}");
    }

    /// From level 10 and trend 2 with alpha 1/2, beta 1/2, phi 4/5: trend left 1.6, so 12.6 misses by 1; level
    /// 11.6 + 0.5 = 12.1, trend 1.6 + 0.25 = 1.85. Then 1.48 is left, 13.58 hits; level 13.58, trend 1.48.
    #[test]
    fn two_years_are_smoothed_by_hand() {
        let weights = Weights { alpha: 0.5, beta: 0.5, phi: 0.8 };
        let start = State { level: 10.0, trend: 2.0 };
        let (state, error) = start.step(weights, 12.6);
        close(error, 1.0);
        close(state.level, 12.1);
        close(state.trend, 1.85);
        let (state, squares) = start.run(weights, &points(&[12.6, 13.58]));
        close(state.level, 13.58);
        close(state.trend, 1.48);
        close(squares, 1.0);
    }

    /// Level 100, trend 10, phi 0.9: 100 + 9 a year on, 100 + 9 + 8.1 + 7.29 = 124.39 three years on. Variance 4 with two degrees:
    /// a year on t(2) * 2, t(2) = 4.302653; three years on, with weights 1, 0.5, 0.9, growth
    /// 1 + 1.45^2 + 1.855^2 = 6.543525.
    #[test]
    fn the_continuation_is_that_by_hand() {
        let fit = DampedTrend {
            weights: Weights { alpha: 1.0, beta: 0.5, phi: 0.9 },
            state: State { level: 100.0, trend: 10.0 },
            year: 2020.0,
            variance: 4.0,
            degrees: 2,
        };
        let t = student_t_975(2);
        assert!((t - 4.302_653).abs() < 5e-6);
        close(fit.at(2021.0).value, 109.0);
        close(fit.at(2021.0).upper - 109.0, 2.0 * t);
        close(fit.at(2023.0).value, 124.39);
        assert!((fit.at(2023.0).upper - 124.39 - 2.0 * t * 6.543_525_f64.sqrt()).abs() < 1e-9);
        // Quiet weights change the value, not how fast the interval grows.
        let quiet = DampedTrend { weights: Weights { alpha: 0.1, beta: 0.0, phi: 0.8 }, ..fit };
        let growth = 1.0 + (0.6_f64 * (1.0 + 0.3 * 0.9)).powi(2);
        let f = quiet.at(2022.0);
        close(f.value, 100.0 + 10.0 * (0.8 + 0.64));
        assert!((f.upper - f.value - 2.0 * t * growth.sqrt()).abs() < 1e-9);
    }

    /// A step: 5, 5, 5, 5, 5, then 10 for ever. Only a level that follows at once makes one error and no more.
    #[test]
    fn the_grid_finds_the_weights_of_a_step() {
        let values = [5.0, 5.0, 5.0, 5.0, 5.0, 10.0, 10.0, 10.0, 10.0, 10.0];
        let fit = DampedTrend::fit(&points(&values)).expect("ten points");
        close(fit.weights.alpha, 1.0);
        close(fit.weights.beta, 0.0);
        close(fit.variance, 25.0 / 6.0);
        close(fit.at(2025.0).value, 10.0);
    }

    #[test]
    fn the_first_of_equal_weights_is_kept() {
        let fit = DampedTrend::fit(&points(&[4.0; 6])).expect("six points");
        assert_eq!(fit.weights, Weights { alpha: 0.1, beta: 0.0, phi: 0.8 });
    }
}
