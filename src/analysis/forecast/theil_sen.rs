//! A straight line through medians (Theil 1950, Sen 1968).

use super::models::Forecast;
use crate::analysis::regression::{Line, count, student_t_975};

/// The median of all slopes between two points, and the line with it that has half of the points on either side.
#[derive(Clone, Debug, PartialEq)]
pub struct TheilSen {
    /// Change of the value in a year.
    pub slope: f64,
    /// Value in year zero.
    pub intercept: f64,
    /// Root of the mean square of the residuals, with n - 2 degrees of freedom.
    pub residual_error: f64,
    /// The least-squares line of the same years: how the error grows with the distance is the same.
    design: Line,
}

impl TheilSen {
    /// Fits the line; none for fewer than three points or if the years do not vary.
    pub(super) fn fit(points: &[(f64, f64)]) -> Option<Self> {
        let design = Line::fit(points)?;
        let slopes = points
            .iter()
            .enumerate()
            .flat_map(|(i, a)| points[i + 1..].iter().map(move |b| (b.1 - a.1) / (b.0 - a.0)));
        let slope = median(slopes.filter(|s| s.is_finite()).collect());
        let intercept = median(points.iter().map(|(x, y)| y - slope * x).collect());
        let squares: f64 = points.iter().map(|(x, y)| (y - intercept - slope * x).powi(2)).sum();
        let residual_error = (squares / count(points.len() - 2)).sqrt();
        Some(Self { slope, intercept, residual_error, design })
    }

    pub(super) fn at(&self, year: f64) -> Forecast {
        let spread = self.design.spread(year).sqrt();
        let half = student_t_975(self.design.n - 2) * self.residual_error * spread;
        Forecast::about(self.intercept + self.slope * year, half)
    }
}

/// The middle value, or the mean of the two middle ones.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    if values.len() % 2 == 1 { values[half] } else { f64::midpoint(values[half - 1], values[half]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64, tolerance: f64) {
        assert!((a - b).abs() <= tolerance, "{a} against {b}");
    }

    /// METHODS.md, check values: slope 1.291667, 31.3292 in 2030.
    #[test]
    fn the_check_values_of_the_methods_hold() {
        let y = [10.0, 11.2, 9.1, 12.4, 14.0, 17.9, 18.3, 17.1];
        let points: Vec<_> = (2013..).map(f64::from).zip(y).collect();
        let line = TheilSen::fit(&points).expect("eight points");
        close(line.slope, 1.291_667, 5e-7);
        close(line.at(2030.0).value, 31.3292, 5e-5);
    }

    /// The documented output of `mkTrend(c(4.81, 4.17, ...))` of the R package rtrend: slope 0.04. (Its intercept is that
    /// through the means.)
    #[test]
    fn the_documented_output_of_another_program_is_met() {
        let y = [4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69];
        let points: Vec<_> = (1..).map(f64::from).zip(y).collect();
        let line = TheilSen::fit(&points).expect("ten points");
        close(line.slope, 0.04, 1e-12);
    }

    /// Uneven years: 0, 1, 3 with 0, 3, 3: slopes 3, 1, 0; median 1; intercepts 0, 2, 0: median 0.
    #[test]
    fn years_need_not_be_evenly_spaced() {
        let line = TheilSen::fit(&[(0.0, 0.0), (1.0, 3.0), (3.0, 3.0)]).expect("three points");
        close(line.slope, 1.0, 1e-12);
        close(line.intercept, 0.0, 1e-12);
    }

    /// 0, 1, 2, 3, 14: slopes 1 six times, 14/4, 13/3, 6, 11; median 1. Residuals 0, 0, 0, 0, 10: s^2 = 100/3.
    /// In year 5 (mean 2, Sxx 10) the spread is 1 + 1/5 + 9/10 = 2.1; t(3) = 3.182446.
    #[test]
    fn one_odd_year_does_not_turn_the_line() {
        let points: Vec<_> = (0..).map(f64::from).zip([0.0, 1.0, 2.0, 3.0, 14.0]).collect();
        let line = TheilSen::fit(&points).expect("five points");
        close(line.slope, 1.0, 1e-12);
        close(line.intercept, 0.0, 1e-12);
        close(line.residual_error, (100.0_f64 / 3.0).sqrt(), 1e-12);
        let f = line.at(5.0);
        close(f.value, 5.0, 1e-12);
        close(f.upper - 5.0, 3.182_446_3 * (70.0_f64).sqrt(), 1e-5);
    }
}
