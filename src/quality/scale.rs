//! Factors near a power of a thousand: thousands or millions taken for units, or the reverse.

use std::collections::BTreeMap;

use super::series::{Group, Point};
use super::{Amount, BOUNDS, Check, Finding, Gravity, Material, Reason, Series};

/// Which power of a thousand a factor is near, 3 at most; none where it is near none.
pub(super) fn power_of_scale(factor: f64) -> Option<i8> {
    if !(factor.is_finite() && factor > 0.0) {
        return None;
    }
    let powers = [-3i8, -2, -1, 1, 2, 3];
    powers.into_iter().find(|power| {
        let distance = factor.ln() - f64::from(*power) * BOUNDS.scale_factor.ln();
        distance.abs() <= BOUNDS.scale_slack.ln()
    })
}

/// Series of a group that step alike in a year, and how many have both years.
type Steps<'a> = BTreeMap<(Group, i16, i8), Vec<(&'a Series, Point, Point)>>;

/// Between neighbouring years, and between a sum and its whole. Where at least half of a group steps together, the year was
/// entered in another unit; a single series of many may be a small one that moves.
pub(super) fn find(material: &Material<'_>) -> Vec<Finding> {
    let mut steps = Steps::new();
    let mut both: BTreeMap<(Group, i16), usize> = BTreeMap::new();
    for series in &material.series {
        let group = series.key.group();
        for (year, before, after) in series.steps() {
            *both.entry((group, year)).or_default() += 1;
            if let Some(power) = power_of_scale(after.value / before.value) {
                steps.entry((group, year, power)).or_default().push((series, before, after));
            }
        }
    }
    let mut found = Vec::new();
    for ((group, year, _), all) in steps {
        let together = 2 * all.len() >= both[&(group, year)];
        let alike: Vec<&[(&Series, Point, Point)]> =
            if together { vec![all.as_slice()] } else { all.chunks(1).collect() };
        for some in alike {
            let (series, before, after) = some[0];
            let factor = after.value / before.value;
            let gravity = if together { Gravity::Grave } else { Gravity::Doubtful };
            let key = if some.len() == 1 { series.key } else { group };
            let mut finding = Finding::new(Check::Scale, gravity, Reason::ScaleOfYears, key)
                .years(year - 1, year)
                .amounts(
                    Amount::Factor(1.0),
                    Amount::Factor(factor),
                    factor.ln().abs() * some.len() as f64,
                )
                .rows(some.iter().flat_map(|(_, a, b)| [a.row, b.row]));
            finding.series = some.len();
            found.push(finding);
        }
    }
    let sums = material.sums.iter().filter(|sum| power_of_scale(sum.ratio()).is_some());
    found.extend(sums.map(|sum| {
        Finding::new(Check::Scale, Gravity::Grave, Reason::ScaleOfSum, sum.key)
            .years(sum.year, sum.year)
            .amounts(Amount::Factor(1.0), Amount::Factor(sum.ratio()), sum.ratio().ln().abs())
            .rows(sum.rows.iter().copied())
    }));
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_factor_is_near_a_power_of_a_thousand_or_near_none() {
        let near = [(1000.0, 1), (501.0, 1), (1999.0, 1), (0.001, -1), (1.2e6, 2), (0.9e-9, -3)];
        for (factor, power) in near {
            assert_eq!(power_of_scale(factor), Some(power), "{factor}");
        }
        for factor in [1.0, 10.0, 100.0, 499.0, 2001.0, 1e4, 0.0, -1000.0, f64::NAN, f64::INFINITY]
        {
            assert_eq!(power_of_scale(factor), None, "{factor}");
        }
    }

    proptest! {
        #[test]
        fn the_reverse_of_a_factor_is_the_reverse_power(factor in 1e-10..1e10f64) {
            let reverse = power_of_scale(1.0 / factor);
            prop_assert_eq!(power_of_scale(factor), reverse.map(|power| -power));
        }
    }
}
