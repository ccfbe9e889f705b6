//! Ordinary least squares on one variable, with prediction intervals.

use std::sync::LazyLock;

use statrs::distribution::{ContinuousCDF, StudentsT};

/// A fitted line `intercept + slope * x`.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Change of y for one x.
    pub slope: f64,
    /// Value at x = 0.
    pub intercept: f64,
    /// Number of points.
    pub n: usize,
    /// Mean of x.
    pub mean_x: f64,
    /// Mean of y.
    pub mean_y: f64,
    /// Sum of squared deviations of x.
    pub sxx: f64,
    /// Observed less fitted, in the order of the points.
    pub residuals: Vec<f64>,
    /// Residual standard error, with n - 2 degrees of freedom.
    pub residual_error: f64,
    /// Coefficient of determination; none if y does not vary.
    pub r_squared: Option<f64>,
}

impl Line {
    /// Fits a line; none for fewer than three points or if x does not vary.
    pub fn fit(points: &[(f64, f64)]) -> Option<Self> {
        let n = points.len();
        if n < 3 {
            return None;
        }
        let count = count(n);
        let mean_x = points.iter().map(|p| p.0).sum::<f64>() / count;
        let mean_y = points.iter().map(|p| p.1).sum::<f64>() / count;
        let sxx: f64 = points.iter().map(|p| (p.0 - mean_x).powi(2)).sum();
        if sxx <= 0.0 {
            return None;
        }
        let sxy: f64 = points.iter().map(|p| (p.0 - mean_x) * (p.1 - mean_y)).sum();
        let slope = sxy / sxx;
        let residuals: Vec<f64> =
            points.iter().map(|p| p.1 - mean_y - slope * (p.0 - mean_x)).collect();
        let sse: f64 = residuals.iter().map(|r| r * r).sum();
        let sst: f64 = points.iter().map(|p| (p.1 - mean_y).powi(2)).sum();
        Some(Self {
            slope,
            intercept: mean_y - slope * mean_x,
            n,
            mean_x,
            mean_y,
            sxx,
            residuals,
            residual_error: (sse / (count - 2.0)).sqrt(),
            r_squared: (sst > 0.0).then(|| 1.0 - sse / sst),
        })
    }

    /// The fitted value at x.
    pub fn at(&self, x: f64) -> f64 {
        self.mean_y + self.slope * (x - self.mean_x)
    }

    /// Variance of the error of a new observation at x, over the variance of the residuals:
    /// `1 + 1/n + (x - mean)^2 / Sxx`.
    pub fn spread(&self, x: f64) -> f64 {
        1.0 + 1.0 / count(self.n) + (x - self.mean_x).powi(2) / self.sxx
    }

    /// Standard error of the slope.
    pub fn slope_error(&self) -> f64 {
        self.residual_error / self.sxx.sqrt()
    }

    /// 95 % prediction interval at x.
    pub fn interval(&self, x: f64) -> (f64, f64) {
        let half = student_t_975(self.n - 2) * self.residual_error * self.spread(x).sqrt();
        (self.at(x) - half, self.at(x) + half)
    }
}

/// Variance of the error of a sum of lines over the same x, from their summed residuals: those of a year count together,
/// so that lines which miss in the same year do not cancel out by assumption.
pub(super) fn summed_variance(
    residuals: impl Iterator<Item = f64>,
    degrees: usize,
    spread: f64,
) -> f64 {
    residuals.map(|r| r * r).sum::<f64>() / count(degrees) * spread
}

/// 95 % prediction interval at x of the sum of lines that were fitted over the same x. It is not the sum of their
/// intervals.
///
/// # Panics
/// Without a line.
pub fn interval_of_sum(lines: &[Line], x: f64) -> (f64, f64) {
    let design = lines.first().expect("a sum has a part");
    let residuals = (0..design.n).map(|t| lines.iter().map(|l| l.residuals[t]).sum::<f64>());
    let variance = summed_variance(residuals, design.n - 2, design.spread(x));
    let half = student_t_975(design.n - 2) * variance.sqrt();
    let value: f64 = lines.iter().map(|l| l.at(x)).sum();
    (value - half, value + half)
}

/// A count as a number.
pub(super) fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).expect("fewer than 2^32 observations"))
}

/// Quantiles of as many degrees of freedom as yearly series have, from one on. Every interval of the analysis asks for one
/// of a few, and each takes a search.
static QUANTILES: LazyLock<Vec<f64>> = LazyLock::new(|| (1..=60).map(search_t_975).collect());

/// The 0.975 quantile of Student's t.
///
/// # Panics
/// For zero degrees of freedom.
pub fn student_t_975(degrees: usize) -> f64 {
    let position = degrees.checked_sub(1).expect("positive degrees of freedom");
    QUANTILES.get(position).copied().unwrap_or_else(|| search_t_975(degrees))
}

fn search_t_975(degrees: usize) -> f64 {
    StudentsT::new(0.0, 1.0, count(degrees))
        .expect("positive degrees of freedom")
        .inverse_cdf(0.975)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64, tolerance: f64) {
        assert!((a - b).abs() <= tolerance, "{a} against {b}");
    }

    /// METHODS.md, check values: OLS on 2013..2020.
    #[test]
    fn the_check_values_of_the_methods_hold() {
        let y = [10.0, 11.2, 9.1, 12.4, 14.0, 17.9, 18.3, 17.1];
        let points: Vec<_> = (2013..).map(f64::from).zip(y).collect();
        let line = Line::fit(&points).expect("eight points");
        close(line.slope, 1.347_619, 5e-7);
        close(line.residual_error, 1.680_514, 5e-7);
        close(line.r_squared.expect("varies"), 0.8182, 5e-5);
        close(line.at(2030.0), 31.9429, 5e-5);
        let (lower, upper) = line.interval(2030.0);
        close(lower, 22.3306, 5e-5);
        close(upper, 41.5552, 5e-5);
    }

    /// The line through a sum is the sum of the lines, and so is its interval.
    #[test]
    fn the_interval_of_a_sum_is_that_of_the_line_through_the_sum() {
        let fit = |y: [f64; 6]| {
            let points: Vec<_> = (1..).map(f64::from).zip(y).collect();
            Line::fit(&points).expect("six points")
        };
        let (a, b) = ([1.0, 3.0, 2.0, 6.0, 5.0, 7.0], [4.0, 1.0, 3.0, 0.0, 2.0, -1.0]);
        let mut sum = a;
        sum.iter_mut().zip(b).for_each(|(s, v)| *s += v);
        let (lower, upper) = interval_of_sum(&[fit(a), fit(b)], 9.0);
        let whole = fit(sum).interval(9.0);
        close(lower, whole.0, 1e-12);
        close(upper, whole.1, 1e-12);
        // Errors that go against each other make it narrower than the intervals of the parts.
        let width = |i: (f64, f64)| i.1 - i.0;
        assert!(width(whole) < width(fit(a).interval(9.0)) + width(fit(b).interval(9.0)));
    }

    /// METHODS.md: log-linear trend of 1.20 ... 1.00: g = -0.027414 a year, 0.75478 in 2030.
    #[test]
    fn the_log_linear_check_value_holds() {
        let e: [f64; 8] = [1.20, 1.17, 1.15, 1.10, 1.08, 1.05, 1.01, 1.00];
        let points: Vec<_> = (2013..).map(f64::from).zip(e.map(f64::ln)).collect();
        let line = Line::fit(&points).expect("eight points");
        close(line.slope, -0.027_414, 5e-7);
        close(line.at(2030.0).exp(), 0.754_78, 5e-6);
    }

    /// NIST `StRD` "Norris" (linear, lower difficulty), certified values to 9 digits. It is the only linear set there with a
    /// straight line and an intercept: `NoInt1` and `NoInt2` go through the origin, Pontius, Filip and Wampler1-5 are
    /// polynomials, Longley has six variables.
    #[test]
    fn nist_norris_is_met_to_nine_digits() {
        let data = [
            (0.2, 0.1),
            (337.4, 338.8),
            (118.2, 118.1),
            (884.6, 888.0),
            (10.1, 9.2),
            (226.5, 228.1),
            (666.3, 668.5),
            (996.3, 998.5),
            (448.6, 449.1),
            (777.0, 778.9),
            (558.2, 559.2),
            (0.4, 0.3),
            (0.6, 0.1),
            (775.5, 778.1),
            (666.9, 668.8),
            (338.0, 339.3),
            (447.5, 448.9),
            (11.6, 10.8),
            (556.0, 557.7),
            (228.1, 228.3),
            (995.8, 998.0),
            (887.6, 888.8),
            (120.2, 119.6),
            (0.3, 0.3),
            (0.3, 0.6),
            (556.8, 557.6),
            (339.1, 339.3),
            (887.2, 888.0),
            (999.0, 998.5),
            (779.0, 778.9),
            (11.1, 10.2),
            (118.3, 117.6),
            (229.2, 228.9),
            (669.1, 668.4),
            (448.9, 449.2),
            (0.5, 0.2),
        ];
        let line = Line::fit(&data).expect("36 points");
        close(line.intercept, -0.262_323_073_774_029, 1e-9);
        close(line.slope, 1.002_116_818_020_45, 1e-11);
        close(line.residual_error, 0.884_796_396_144_373, 1e-10);
        close(line.r_squared.expect("varies"), 0.999_993_745_883_712, 1e-12);
        close(line.slope_error(), 0.429_796_848_199_937e-3, 1e-12);
    }

    /// Tables of Student's t, 0.975: 12.7062 (1), 2.5706 (5), 2.3060 (8), 2.2281 (10), 1.9600 (large).
    #[test]
    fn quantiles_of_t_are_those_of_the_tables() {
        for (degrees, value) in
            [(1, 12.706_204_7), (5, 2.570_581_8), (8, 2.306_004_1), (10, 2.228_138_9)]
        {
            close(student_t_975(degrees), value, 5e-6);
        }
        // Those that are kept and those that are not go over into each other.
        close(student_t_975(60), 2.000_297_8, 5e-6);
        close(student_t_975(61), 1.999_623_6, 5e-6);
    }

    #[test]
    fn a_line_needs_three_points_and_a_varying_x() {
        assert!(Line::fit(&[(1.0, 1.0), (2.0, 2.0)]).is_none());
        assert!(Line::fit(&[(1.0, 1.0), (1.0, 2.0), (1.0, 3.0)]).is_none());
        let flat = Line::fit(&[(1.0, 2.0), (2.0, 2.0), (3.0, 2.0)]).expect("fits");
        assert!(flat.r_squared.is_none());
    }
}
