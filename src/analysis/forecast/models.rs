//! Five ways to continue a series, each with a 95 % prediction interval.

use super::damped_trend::DampedTrend;
use super::theil_sen::TheilSen;
use crate::analysis::regression::{Line, count, student_t_975};
use crate::facts::Method;
use crate::vocabulary::codes;

/// A way to continue a series, from simple to less simple.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Model {
    /// The last value stays.
    LastValue,
    /// A straight line by ordinary least squares.
    Ols,
    /// A straight line through medians: one odd year does not turn it.
    TheilSen,
    /// A straight line through the logarithms by ordinary least squares.
    LogLinear,
    /// Exponential smoothing with an additive trend that dies out.
    DampedTrend,
}

impl Model {
    /// Every model, the simpler one first.
    pub const ALL: [Model; 5] =
        [Model::LastValue, Model::Ols, Model::TheilSen, Model::LogLinear, Model::DampedTrend];

    /// The code in keys of facts and in labels.
    pub fn code(self) -> &'static str {
        codes::MODELS[self.position()]
    }

    /// Place in [`Model::ALL`].
    pub fn position(self) -> usize {
        self as usize
    }

    /// The method of a fact that the model gives.
    pub fn method(self) -> Method {
        match self {
            Self::LastValue => Method::LastValue,
            Self::Ols => Method::Ols,
            Self::TheilSen => Method::TheilSen,
            Self::LogLinear => Method::LogLinear,
            Self::DampedTrend => Method::DampedTrend,
        }
    }

    /// Whether the model can speak of a series with these values (of points of year and value).
    pub fn admits(self, points: &[(f64, f64)]) -> bool {
        self != Self::LogLinear || points.iter().all(|(_, y)| *y > 0.0)
    }

    /// Fits the model to points (year, value) in order of years; none for too few points (five are enough), or if the
    /// model does not admit the values.
    pub fn fit(self, points: &[(f64, f64)]) -> Option<Fit> {
        if points.len() < 4 || !self.admits(points) {
            return None;
        }
        Some(match self {
            Self::LastValue => Fit::LastValue(LastValue::fit(points)),
            Self::Ols => Fit::Line(Line::fit(points)?),
            Self::TheilSen => Fit::TheilSen(TheilSen::fit(points)?),
            Self::LogLinear => {
                let logarithms: Vec<(f64, f64)> =
                    points.iter().map(|(x, y)| (*x, y.ln())).collect();
                Fit::LogLine(Line::fit(&logarithms)?)
            }
            Self::DampedTrend => Fit::DampedTrend(DampedTrend::fit(points)?),
        })
    }
}

/// A value with its 95 % prediction interval, in the unit of the series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// The value.
    pub value: f64,
    /// Lower end of the interval.
    pub lower: f64,
    /// Upper end of the interval.
    pub upper: f64,
}

impl Forecast {
    /// The interval of this half width about a value.
    pub(super) fn about(value: f64, half: f64) -> Self {
        Self { value, lower: value - half, upper: value + half }
    }

    /// Whether the value lies within the interval, or beyond it by less than `slack`.
    pub fn covers(&self, actual: f64, slack: f64) -> bool {
        self.lower - slack <= actual && actual <= self.upper + slack
    }
}

/// A fitted model.
#[derive(Clone, Debug, PartialEq)]
pub enum Fit {
    /// See [`Model::LastValue`].
    LastValue(LastValue),
    /// See [`Model::Ols`].
    Line(Line),
    /// See [`Model::TheilSen`].
    TheilSen(TheilSen),
    /// See [`Model::LogLinear`]; the line of the logarithms.
    LogLine(Line),
    /// See [`Model::DampedTrend`].
    DampedTrend(DampedTrend),
}

impl Fit {
    /// The continuation in a year after the fitted ones.
    pub fn at(&self, year: f64) -> Forecast {
        match self {
            Self::LastValue(fit) => fit.at(year),
            Self::Line(line) => of_line(line, year),
            Self::TheilSen(fit) => fit.at(year),
            Self::LogLine(line) => {
                let logarithm = of_line(line, year);
                Forecast {
                    value: logarithm.value.exp(),
                    lower: logarithm.lower.exp(),
                    upper: logarithm.upper.exp(),
                }
            }
            Self::DampedTrend(fit) => fit.at(year),
        }
    }
}

fn of_line(line: &Line, year: f64) -> Forecast {
    let (lower, upper) = line.interval(year);
    Forecast { value: line.at(year), lower, upper }
}

/// The last value, and how far one year lies from the next.
#[derive(Clone, Debug, PartialEq)]
pub struct LastValue {
    /// The year of the last value.
    year: f64,
    /// The last value.
    value: f64,
    /// Mean square of the yearly changes.
    variance: f64,
    /// Number of changes.
    degrees: usize,
}

impl LastValue {
    fn fit(points: &[(f64, f64)]) -> Self {
        let (year, value) = *points.last().expect("four points or more");
        let degrees = points.len() - 1;
        let squares: f64 = points.windows(2).map(|w| (w[1].1 - w[0].1).powi(2)).sum();
        Self { year, value, variance: squares / count(degrees), degrees }
    }

    fn at(&self, year: f64) -> Forecast {
        let half = student_t_975(self.degrees) * (self.variance * (year - self.year)).sqrt();
        Forecast::about(self.value, half)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// METHODS.md, check values, 2013..2020.
    const CHECK: [f64; 8] = [10.0, 11.2, 9.1, 12.4, 14.0, 17.9, 18.3, 17.1];

    fn points(values: &[f64]) -> Vec<(f64, f64)> {
        (2013..).map(f64::from).zip(values.iter().copied()).collect()
    }

    fn close(a: f64, b: f64, tolerance: f64) {
        assert!((a - b).abs() <= tolerance, "{a} against {b}");
    }

    fn forecast(model: Model, values: &[f64], year: f64) -> Forecast {
        model.fit(&points(values)).expect("enough points").at(year)
    }

    #[test]
    fn codes_stand_in_the_order_of_the_models() {
        for (i, model) in Model::ALL.into_iter().enumerate() {
            assert_eq!(model.position(), i);
            assert_eq!(model.code().replace('-', "_"), model.method().as_str());
        }
    }

    /// 1, 3, 2, 6: changes 2, -1, 4; mean square 21/3 = 7; t(3) = 3.182446; four years on
    /// sqrt(7 * 4) = 5.291503, half = 16.839922.
    #[test]
    fn the_last_value_spreads_with_the_root_of_the_years() {
        let f = forecast(Model::LastValue, &[1.0, 3.0, 2.0, 6.0], 2020.0);
        close(f.value, 6.0, 0.0);
        close(f.upper, 6.0 + 16.839_922, 5e-6);
        close(f.lower, 6.0 - 16.839_922, 5e-6);
    }

    #[test]
    fn the_straight_line_meets_the_check_values() {
        let f = forecast(Model::Ols, &CHECK, 2030.0);
        close(f.value, 31.9429, 5e-5);
        close(f.lower, 22.3306, 5e-5);
        close(f.upper, 41.5552, 5e-5);
    }

    #[test]
    fn the_logarithmic_line_meets_the_check_value() {
        let values = [1.20, 1.17, 1.15, 1.10, 1.08, 1.05, 1.01, 1.00];
        let f = forecast(Model::LogLinear, &values, 2030.0);
        close(f.value, 0.754_78, 5e-6);
        assert!(f.lower > 0.0 && f.lower < f.value && f.value < f.upper);
        // In logarithms the interval is symmetric.
        close(f.upper / f.value, f.value / f.lower, 1e-12);
    }

    #[test]
    fn a_value_that_is_not_positive_has_no_logarithmic_line() {
        assert!(Model::LogLinear.fit(&points(&[1.0, 2.0, 0.0, 2.0, 3.0])).is_none());
        assert!(Model::Ols.fit(&points(&[1.0, 2.0, 0.0, 2.0, 3.0])).is_some());
        assert!(Model::Ols.fit(&points(&[1.0, 2.0, 3.0])).is_none());
    }

    #[test]
    fn a_constant_series_is_continued_by_itself() {
        for model in Model::ALL {
            let f = forecast(model, &[3.0; 6], 2025.0);
            close(f.value, 3.0, 1e-12);
            close(f.upper - f.lower, 0.0, 1e-12);
        }
    }
}
