//! Classes of a choropleth, shared by all maps of a series.

use crate::diagnostics::Diagnostic;

use super::{require_finite, undrawable};

/// Round numbers between 1 and 10 at which a class may begin.
const ROUND: [f64; 10] = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Sequential,
    Diverging,
}

/// Classes with round breaks.
///
/// A value on a break belongs to the class that lies further from zero, so that diverging classes mirror
/// each other; values beyond the outermost breaks belong to the outermost classes.
#[derive(Clone, Debug, PartialEq)]
pub struct Classes {
    kind: Kind,
    breaks: Vec<f64>,
}

impl Classes {
    /// At most `count` (3 to 7) classes for values of one sign, from quantiles of all values of the series.
    ///
    /// The lower classes hold about equally many values, the top two about 12 % and 8 %, so that leaders
    /// stand out. Rounding may merge classes. The scale begins at zero unless there are negative values.
    ///
    /// # Errors
    /// If there is no value or one is not finite.
    pub fn sequential(values: &[f64], count: usize) -> Result<Self, Diagnostic> {
        require_values(values)?;
        let count = count.clamp(3, 7);
        let mut sorted: Vec<f64> = values.iter().copied().filter(|&v| v > 0.0).collect();
        sorted.sort_by(f64::total_cmp);
        let lowest = values.iter().copied().fold(0.0, f64::min);
        let mut breaks = vec![-round_up(-lowest) + 0.0];
        if lowest < 0.0 {
            breaks.push(0.0);
        }
        let top = sorted.last().map_or(0.0, |&v| round_up(v));
        let lower = count - 2;
        let shares = (1..=lower).map(|i| 0.8 * i as f64 / lower as f64).chain([0.92]);
        for share in shares {
            push_break(&mut breaks, quantile(&sorted, share), top);
        }
        if breaks.last().is_some_and(|&last| top > last) {
            breaks.push(top);
        }
        if breaks.len() == 1 {
            breaks.push(1.0);
        }
        Ok(Self { kind: Kind::Sequential, breaks })
    }

    /// At most seven classes that mirror each other about zero, the middle one neutral.
    ///
    /// The neutral class reaches to `neutral` on both sides (give the uncertainty of a value), or, if that
    /// is `None`, to about the lower quartile of the magnitudes.
    ///
    /// # Errors
    /// If there is no value, or a value or `neutral` is not finite.
    pub fn diverging(values: &[f64], neutral: Option<f64>) -> Result<Self, Diagnostic> {
        require_values(values)?;
        require_finite(neutral, "The half-width of the neutral class")?;
        let mut magnitudes: Vec<f64> =
            values.iter().map(|v| v.abs()).filter(|&v| v > 0.0).collect();
        magnitudes.sort_by(f64::total_cmp);
        let top = magnitudes.last().map_or(1.0, |&v| round_up(v));
        let inner = match neutral.filter(|&n| n > 0.0) {
            Some(half_width) => round_up(half_width),
            None => round(quantile(&magnitudes, 0.25)).min(round(top / 2.0)),
        };
        let mut positive = Vec::new();
        if inner > 0.0 && inner < top {
            positive.push(inner);
        }
        let outer: Vec<f64> = magnitudes.iter().copied().filter(|&v| v >= inner).collect();
        for share in [0.5, 0.85] {
            push_break(&mut positive, quantile(&outer, share), top);
        }
        positive.push(top);
        let breaks = positive.iter().rev().map(|b| -b).chain(positive.iter().copied()).collect();
        Ok(Self { kind: Kind::Diverging, breaks })
    }

    /// The breaks, strictly ascending, from the lower end of the first class to the upper end of the last.
    pub fn breaks(&self) -> &[f64] {
        &self.breaks
    }

    /// How many classes there are: at least one.
    pub fn count(&self) -> usize {
        self.breaks.len() - 1
    }

    /// Whether the classes mirror each other about zero.
    pub fn is_diverging(&self) -> bool {
        self.kind == Kind::Diverging
    }

    /// The class of a value, 0 for the lowest.
    pub fn class_of(&self, value: f64) -> usize {
        let inner = &self.breaks[1..self.breaks.len() - 1];
        inner.iter().filter(|&&b| if b < 0.0 { value > b } else { value >= b }).count()
    }

    /// How many of the values each class holds.
    pub fn counts(&self, values: impl IntoIterator<Item = f64>) -> Vec<usize> {
        let mut counts = vec![0; self.count()];
        for value in values {
            counts[self.class_of(value)] += 1;
        }
        counts
    }

    /// For each break the decimals with which it prints exactly.
    pub fn decimals(&self) -> Vec<usize> {
        let exact = |value: f64, decimals: i32| {
            let scaled = value * 10f64.powi(decimals);
            (scaled - scaled.round()).abs() < 1e-6 * scaled.abs()
        };
        let needed = |&b: &f64| (0..12).find(|&d| b == 0.0 || exact(b, d)).unwrap_or(12);
        // Between 0 and 12.
        self.breaks.iter().map(|b| needed(b) as usize).collect()
    }
}

fn require_values(values: &[f64]) -> Result<(), Diagnostic> {
    if values.is_empty() {
        return Err(undrawable("A map has no value at all").hint("draw it without classes"));
    }
    require_finite(values.iter().copied(), "A map")
}

/// Adds the rounded value if it lies strictly between the last break and the top.
fn push_break(breaks: &mut Vec<f64>, value: f64, top: f64) {
    let rounded = round(value);
    if rounded > breaks.last().copied().unwrap_or(0.0) && rounded < top {
        breaks.push(rounded);
    }
}

/// The value below which that share of the sorted values lies; linear between neighbours.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    let at = share * last as f64;
    let low = at.floor() as usize;
    let (a, b) = (sorted[low], sorted[(low + 1).min(last)]);
    a + (b - a) * (at - low as f64)
}

/// The nearest round number of a positive value, zero otherwise.
fn round(value: f64) -> f64 {
    nearest(value, |mantissa| {
        ROUND
            .into_iter()
            .min_by(|a, b| (a / mantissa).ln().abs().total_cmp(&(b / mantissa).ln().abs()))
            .expect("the list is not empty")
    })
}

/// The smallest round number that is not below a positive value, zero otherwise.
fn round_up(value: f64) -> f64 {
    nearest(value, |mantissa| {
        ROUND.into_iter().find(|r| *r >= mantissa * (1.0 - 1e-12)).unwrap_or(10.0)
    })
}

fn nearest(value: f64, choose: impl Fn(f64) -> f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let exponent = value.log10().floor() as i32;
    let power = |e: i32| 10f64.powi(e);
    let scaled = if exponent < 0 { value * power(-exponent) } else { value / power(exponent) };
    let chosen = choose(scaled);
    // Dividing keeps 0.3 at 0.3.
    if exponent < 0 { chosen / power(-exponent) } else { chosen * power(exponent) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn breaks_are_round_and_start_at_zero() {
        let values: Vec<f64> = (1..=83).map(|i| 0.037 * f64::from(i * i)).collect();
        let classes = Classes::sequential(&values, 6).unwrap();
        assert_eq!(classes.breaks(), [0.0, 10.0, 40.0, 100.0, 150.0, 200.0, 300.0]);
        assert_eq!(classes.decimals(), [0; 7]);
    }

    #[test]
    fn diverging_classes_have_a_neutral_middle_no_narrower_than_asked() {
        let values: Vec<f64> = (-40..=43).map(|i| f64::from(i) * 0.11).collect();
        let classes = Classes::diverging(&values, Some(0.37)).unwrap();
        assert_eq!(classes.count(), 7);
        let neutral = classes.class_of(0.0);
        assert_eq!(neutral, 3);
        assert_eq!(classes.class_of(0.37), neutral);
        assert_eq!(classes.class_of(-0.37), neutral);
    }

    #[test]
    fn a_value_on_a_break_lies_further_from_zero_on_either_side() {
        let classes = Classes { kind: Kind::Diverging, breaks: vec![-2.0, -1.0, 1.0, 2.0] };
        assert_eq!([-1.0, 1.0].map(|v| classes.class_of(v)), [0, 2]);
        assert_eq!([-9.0, 9.0].map(|v| classes.class_of(v)), [0, 2]);
    }

    #[test]
    fn equal_values_and_all_zeros_have_a_class() {
        assert_eq!(Classes::sequential(&[0.0; 5], 6).unwrap().breaks(), [0.0, 1.0]);
        assert_eq!(Classes::sequential(&[7.0; 5], 6).unwrap().breaks(), [0.0, 8.0]);
        assert_eq!(Classes::diverging(&[0.0; 5], None).unwrap().count(), 1);
        assert!(Classes::sequential(&[], 6).is_err());
        assert!(Classes::diverging(&[f64::NAN], None).is_err());
    }

    fn check(classes: &Classes, values: &[f64]) -> Result<(), TestCaseError> {
        prop_assert!(classes.breaks().windows(2).all(|w| w[0] < w[1]), "{classes:?}");
        prop_assert_eq!(classes.counts(values.iter().copied()).iter().sum::<usize>(), values.len());
        for &v in values {
            let class = classes.class_of(v);
            let (low, high) = (classes.breaks()[class], classes.breaks()[class + 1]);
            prop_assert!(low <= v && v <= high, "{v} in {low}..{high}");
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn every_value_lies_in_its_class(
            values in prop::collection::vec(-1e7..1e9f64, 1..120), n in 3usize..7,
        ) {
            check(&Classes::sequential(&values, n).unwrap(), &values)?;
        }

        #[test]
        fn diverging_classes_mirror_each_other(
            values in prop::collection::vec(-1e3..1e3f64, 1..120), neutral in prop::option::of(0.0..2e3f64),
        ) {
            let classes = Classes::diverging(&values, neutral).unwrap();
            check(&classes, &values)?;
            let mirrored: Vec<f64> = classes.breaks().iter().rev().map(|b| -b).collect();
            prop_assert_eq!(classes.breaks(), &mirrored[..]);
            prop_assert_eq!(classes.count() % 2, 1);
            for v in values {
                prop_assert_eq!(classes.class_of(v) + classes.class_of(-v), classes.count() - 1);
            }
        }
    }
}
