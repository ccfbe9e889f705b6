//! Ticks at round numbers.

/// Evenly spaced round numbers that cover a range.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticks {
    /// The ticks, ascending; the first and last enclose the range.
    pub values: Vec<f64>,
    /// Decimals that tell all ticks apart.
    pub decimals: usize,
}

impl Ticks {
    /// The lowest tick.
    pub fn low(&self) -> f64 {
        self.values.first().copied().unwrap_or(0.0)
    }

    /// The highest tick.
    pub fn high(&self) -> f64 {
        self.values.last().copied().unwrap_or(1.0)
    }
}

/// About `target` ticks at multiples of 1, 2 or 5 times a power of ten that enclose `low..=high`.
///
/// An empty or single-valued range is widened to zero or, around zero, to one.
pub fn nice_ticks(low: f64, high: f64, target: usize) -> Ticks {
    let (low, high) = (low.min(high), low.max(high));
    let (low, high) = match high - low {
        // No spread at all, or only the noise of the last digit.
        spread if spread > 1e-12 * high.abs().max(low.abs()) => (low, high),
        _ if high > 0.0 => (0.0, high),
        _ if low < 0.0 => (low, 0.0),
        _ => (0.0, 1.0),
    };
    let raw = (high - low) / target.max(1) as f64;
    // Exponents of finite numbers lie within -324..=308.
    let exponent = raw.log10().floor() as i32;
    let (mantissa, exponent) = [1.0, 2.0, 5.0]
        .into_iter()
        .map(|m| (m, exponent))
        .chain([(1.0, exponent + 1)])
        .find(|&(m, e)| m * 10f64.powi(e) >= raw * 0.999_999)
        .expect("ten to the next power is larger than any number of this one");
    let step = |n: f64| {
        // Dividing by a power of ten keeps 0.3 at 0.3, multiplying would give 0.30000000000000004.
        if exponent < 0 {
            n * mantissa / 10f64.powi(-exponent)
        } else {
            n * mantissa * 10f64.powi(exponent)
        }
    };
    let first = (low / step(1.0) + 1e-9).floor();
    let last = (high / step(1.0) - 1e-9).ceil();
    let count = (last - first) as usize;
    let values = (0..=count).map(|i| step(first + i as f64) + 0.0).collect();
    Ticks { values, decimals: usize::try_from(-exponent).unwrap_or(0) }
}

/// Every how many years a label fits, so that labels of that width in a plot of that width never touch.
pub(crate) fn year_step(years: i32, plot_width_pt: f64, label_width_pt: f64) -> i32 {
    let per_year = plot_width_pt / f64::from(years.max(1));
    [1, 2, 5, 10, 20, 25, 50]
        .into_iter()
        .find(|&step| f64::from(step) * per_year >= label_width_pt)
        .unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ticks_are_round_and_exact() {
        assert_eq!(nice_ticks(0.0, 0.93, 4).values, [0.0, 0.5, 1.0]);
        assert_eq!(nice_ticks(0.0, 1.1, 6).values, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2]);
        assert_eq!(nice_ticks(-30.0, 95.0, 5).values, [-50.0, 0.0, 50.0, 100.0]);
        assert_eq!(nice_ticks(-30.0, 95.0, 5).decimals, 0);
        assert_eq!(nice_ticks(0.0, 0.3, 3).values, [0.0, 0.1, 0.2, 0.3]);
    }

    #[test]
    fn a_range_without_spread_still_has_ticks() {
        assert!(nice_ticks(0.0, 0.0, 4).low().abs() < 1e-12);
        assert!(nice_ticks(7.0, 7.0, 4).high() >= 7.0);
        assert!(nice_ticks(-7.0, -7.0, 4).low() <= -7.0);
    }

    proptest! {
        #[test]
        fn ticks_enclose_the_range_and_increase(a in -1e9..1e9f64, b in -1e9..1e9f64, n in 2usize..9) {
            let ticks = nice_ticks(a, b, n);
            let slack = 1e-6 * (a - b).abs();
            prop_assert!(ticks.low() <= a.min(b) + slack && ticks.high() >= a.max(b) - slack);
            prop_assert!(ticks.values.windows(2).all(|w| w[0] < w[1]));
            prop_assert!(ticks.values.len() <= n + 3);
        }
    }

    #[test]
    fn year_labels_never_touch() {
        assert_eq!(year_step(18, 330.0, 24.0), 2);
        assert_eq!(year_step(18, 90.0, 24.0), 5);
        assert_eq!(year_step(0, 90.0, 24.0), 1);
    }
}
