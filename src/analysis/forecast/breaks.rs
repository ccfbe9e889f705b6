//! Structural breaks (Chow 1960) and what neighbouring years' errors have in common.

use statrs::distribution::{ContinuousCDF, FisherSnedecor, Normal};

use crate::analysis::regression::{Line, count};

/// Points on either side of a break from which both sides have a line of their own.
const LINE_POINTS: usize = 3;
/// A sum of squares below this part of that of the values is rounding.
const ROUNDING: f64 = 1e-24;

/// The test of a break.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BreakTest {
    /// The F statistic.
    pub statistic: f64,
    /// Probability of a statistic at least as large without a break.
    pub p_value: f64,
}

impl BreakTest {
    /// Tests whether one line holds before `first` and from it on. With three points or more on both sides each gets a
    /// line (Chow's test); with fewer on one side, its points are set against the line of the other (Chow's predictive
    /// test). None if a side has no point, neither has three, or a line leaves nothing.
    pub fn of(points: &[(f64, f64)], first: f64) -> Option<Self> {
        let at = points.iter().position(|(x, _)| *x >= first)?;
        let (before, after) = points.split_at(at);
        let shorter = before.len().min(after.len());
        let longer = if before.len() >= after.len() { before } else { after };
        if shorter == 0 || longer.len() < LINE_POINTS {
            return None;
        }
        let all = squares(points)?;
        let (parts, [numerator, denominator]) = if shorter >= LINE_POINTS {
            (squares(before)? + squares(after)?, [2, points.len() - 4])
        } else {
            (squares(longer)?, [shorter, longer.len() - 2])
        };
        if parts <= ROUNDING * points.iter().map(|(_, y)| y * y).sum::<f64>() {
            return None;
        }
        let [numerator, denominator] = [numerator, denominator].map(count);
        let statistic = ((all - parts).max(0.0) / numerator) / (parts / denominator);
        let distribution =
            FisherSnedecor::new(numerator, denominator).expect("positive degrees of freedom");
        Some(Self { statistic, p_value: distribution.sf(statistic) })
    }
}

/// Sum of squared residuals of the line.
fn squares(points: &[(f64, f64)]) -> Option<f64> {
    Some(Line::fit(points)?.residuals.iter().map(|r| r * r).sum())
}

/// Lag-1 autocorrelation of the residuals of a line through these points; none if the line leaves nothing.
pub fn autocorrelation(points: &[(f64, f64)]) -> Option<f64> {
    let line = Line::fit(points)?;
    let least = ROUNDING * points.iter().map(|(_, y)| y * y).sum::<f64>();
    let squares: f64 = line.residuals.iter().map(|r| r * r).sum();
    (squares > least).then(|| lag_one(&line.residuals))
}

/// `sum r[t] r[t-1] / sum r[t]^2`.
fn lag_one(residuals: &[f64]) -> f64 {
    let products: f64 = residuals.windows(2).map(|w| w[0] * w[1]).sum();
    products / residuals.iter().map(|r| r * r).sum::<f64>()
}

/// Whether an autocorrelation of n residuals is larger than chance makes one time in twenty: beyond 1.96 / sqrt(n).
pub fn is_autocorrelated(r: f64, n: usize) -> bool {
    r.abs() > Normal::standard().inverse_cdf(0.975) / count(n).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(values: &[f64]) -> Vec<(f64, f64)> {
        (1..).map(f64::from).zip(values.iter().copied()).collect()
    }

    fn close(a: f64, b: f64, tolerance: f64) {
        assert!((a - b).abs() <= tolerance, "{a} against {b}");
    }

    /// 1 3 2 | 6 5 7: both sides have slope 1/2 and sum 1.5; the whole has 36/7. F = ((36/7 - 3) / 2) / (3 / 2) = 5/7 with
    /// (2, 2) degrees, of which the tail is 1 / (1 + F) = 7/12.
    #[test]
    fn two_sides_of_three_points_are_tested_by_hand() {
        let test = BreakTest::of(&points(&[1.0, 3.0, 2.0, 6.0, 5.0, 7.0]), 4.0).expect("a test");
        close(test.statistic, 5.0 / 7.0, 1e-12);
        close(test.p_value, 7.0 / 12.0, 1e-12);
    }

    /// 1 3 2 4 | 9: S1 = 1.8 with 2 degrees, S = 9.9, F = 8.1 / 0.9 = 9 with (1, 2) degrees: t = 3, of which both tails
    /// together are 1 - 3 / sqrt(11). The same mirrored in time.
    #[test]
    fn a_single_point_is_tested_against_the_line_of_the_others() {
        let tail = 1.0 - 3.0 / 11.0_f64.sqrt();
        for (values, first) in [([1.0, 3.0, 2.0, 4.0, 9.0], 5.0), ([9.0, 4.0, 2.0, 3.0, 1.0], 2.0)]
        {
            let test = BreakTest::of(&points(&values), first).expect("a test");
            close(test.statistic, 9.0, 1e-10);
            close(test.p_value, tail, 1e-10);
        }
    }

    #[test]
    fn a_break_outside_the_years_or_without_residuals_has_no_test() {
        let values = [1.0, 3.0, 2.0, 6.0, 5.0, 7.0];
        for first in [1.0, 0.0, 7.0] {
            assert!(BreakTest::of(&points(&values), first).is_none());
        }
        assert!(BreakTest::of(&points(&[1.0, 3.0, 2.0, 4.0]), 3.0).is_none(), "two and two");
        assert!(BreakTest::of(&points(&[1.0, 2.0, 3.0, 7.0, 8.0, 9.0]), 4.0).is_none());
        assert!(autocorrelation(&points(&[1.0, 2.0, 3.0, 4.0])).is_none());
    }

    /// Tables of F, upper 5 %: 4.1028 (2, 10), 4.4590 (2, 8), 5.4095 (3, 5), 4.9646 (1, 10); upper 1 %: 7.5594 (2, 10).
    #[test]
    fn tails_of_f_are_those_of_the_tables() {
        for (a, b, f, tail) in [
            (2.0, 10.0, 4.1028, 0.05),
            (2.0, 8.0, 4.4590, 0.05),
            (3.0, 5.0, 5.4095, 0.05),
            (1.0, 10.0, 4.9646, 0.05),
            (2.0, 10.0, 7.5594, 0.01),
        ] {
            let distribution = FisherSnedecor::new(a, b).expect("degrees");
            close(distribution.sf(f), tail, 1e-5);
        }
    }

    /// NIST `StRD`, univariate sets, certified lag-1 autocorrelation: `NumAcc1` -0.5, `NumAcc2` -0.999 (1001 values).
    /// The residuals there are those from the mean.
    #[test]
    fn nist_autocorrelations_are_met() {
        let deviations = |values: &[f64]| -> Vec<f64> {
            let mean = values.iter().sum::<f64>() / count(values.len());
            values.iter().map(|v| v - mean).collect()
        };
        let first = deviations(&[10_000_001.0, 10_000_003.0, 10_000_002.0]);
        close(lag_one(&first), -0.5, 1e-15);
        let mut second = vec![1.2];
        second.extend([1.1, 1.3].repeat(500));
        close(lag_one(&deviations(&second)), -0.999, 1e-12);
    }

    /// Residuals of 1 3 2 6 5 7 from 4 + 8/7 (x - 3.5): -1/7, 5/7, -10/7, 10/7, -5/7, 1/7 (sum of squares 36/7);
    /// neighbours -5 -50 -100 -50 -5 = -210 over 49, so r = -210/49 * 7/36 = -5/6.
    #[test]
    fn an_autocorrelation_is_computed_by_hand() {
        let r = autocorrelation(&points(&[1.0, 3.0, 2.0, 6.0, 5.0, 7.0])).expect("residuals");
        close(r, -5.0 / 6.0, 1e-12);
        assert!(is_autocorrelated(r, 6), "1.96 / sqrt(6) is 0.80");
        assert!(!is_autocorrelated(r, 5));
    }
}
