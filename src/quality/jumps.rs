//! Changes of a series far outside those that it usually makes.
//!
//! The change of a year is the logarithm of its value over that of the year before. A series' usual change is the median of
//! its changes, its scatter the scaled median absolute deviation from it; neither is moved by the jump itself.

use super::robust::centre_and_scatter;
use super::scale::power_of_scale;
use super::series::Point;
use super::{Amount, BOUNDS, Check, Finding, Gravity, Material, Reason, Series};
use crate::facts::Status;

/// The least scatter, as a relative change: a series that was filled in by a formula has none of its own.
const LEAST_SCATTER: f64 = 0.02;

pub(super) fn find(material: &Material<'_>) -> Vec<Finding> {
    material.series.iter().flat_map(of_series).collect()
}

/// The jumps of a series; a factor that looks like another unit is the matter of another check.
pub(super) fn of_series(series: &Series) -> Vec<Finding> {
    let change = |before: Point, after: Point| (after.value / before.value).ln();
    let steps: Vec<(i16, Point, Point)> = series.steps().collect();
    let observed = |(_, a, b): &&(i16, Point, Point)| [a.status, b.status] == [Status::Observed; 2];
    let told = |steps: &mut dyn Iterator<Item = &(i16, Point, Point)>| -> Vec<f64> {
        steps.map(|(_, before, after)| change(*before, *after)).collect()
    };
    // Estimates carry values on: a series is judged by what was observed, where that is enough.
    let mut changes = told(&mut steps.iter().filter(observed));
    if changes.len() < BOUNDS.jump_changes {
        changes = told(&mut steps.iter());
    }
    if changes.len() < BOUNDS.jump_changes {
        return Vec::new();
    }
    let Some((centre, scatter)) = centre_and_scatter(&changes) else { return Vec::new() };
    let scatter = scatter.max(LEAST_SCATTER);
    let found = steps.iter().filter_map(|(year, before, after)| {
        let change = change(*before, *after);
        let distance = (change - centre).abs();
        let jumps = distance > BOUNDS.jump_scatters * scatter
            && distance > BOUNDS.jump_factor.ln()
            && power_of_scale(after.value / before.value).is_none();
        let reason =
            if before.status == after.status { Reason::Jump } else { Reason::JumpOfStatus };
        jumps.then(|| {
            Finding::new(Check::Jumps, Gravity::Doubtful, reason, series.key)
                .years(year - 1, *year)
                .amounts(
                    Amount::Change(centre.exp_m1()),
                    Amount::Change(change.exp_m1()),
                    distance / scatter,
                )
                .rows([before.row, after.row])
        })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::facts::RowRef;
    use crate::quality::{Quantity, SeriesKey};

    /// A synthetic series from 2000 on, a row a year.
    fn series(values: &[(f64, Status)]) -> Series {
        let points = values.iter().enumerate().map(|(n, (value, status))| {
            let n = u16::try_from(n).expect("few values");
            let row = RowRef { file: 0, line: u32::from(n) + 2 };
            (2000 + n as i16, Point { value: *value, status: *status, row })
        });
        Series { key: SeriesKey::new(Quantity::Gdp), points: points.collect() }
    }

    fn observed(values: &[f64]) -> Series {
        let values: Vec<(f64, Status)> = values.iter().map(|v| (*v, Status::Observed)).collect();
        series(&values)
    }

    #[test]
    fn a_year_that_trebles_among_years_that_grow_by_a_tenth_jumps() {
        // Changes: ln 1.1 five times, ln 3 once. Median ln 1.1, deviations all 0 but one, so that the least scatter holds:
        // (ln 3 - ln 1.1) / 0.02 = 50.17.
        let values = [100.0, 110.0, 121.0, 363.0, 399.3, 439.23, 483.153];
        let found = of_series(&observed(&values));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].years, Some((2002, 2003)));
        let rows: Vec<u32> = found[0].rows.iter().map(|row| row.line).collect();
        assert_eq!(rows, [4, 5]);
        assert!((found[0].size - 50.17).abs() < 0.01, "{}", found[0].size);
        let Some(Amount::Change(change)) = found[0].found else { panic!("a change") };
        assert!((change - 2.0).abs() < 1e-9, "from 121 to 363: {change}");
    }

    #[test]
    fn estimates_that_carry_a_value_on_do_not_make_the_observed_years_jump() {
        // Six observed changes of +60 % and -60 % by turns, then six years that repeat the last value.
        let mut values = vec![(100.0, Status::Observed)];
        for n in 0..6 {
            let factor = if n % 2 == 0 { 1.6 } else { 1.0 / 1.6 };
            values.push((values[n].0 * factor, Status::Observed));
        }
        let last = values[6].0;
        values.extend([(last, Status::Estimated); 6]);
        assert_eq!(of_series(&series(&values)), []);
    }

    #[test]
    fn a_jump_where_an_estimate_begins_says_so_and_a_thousandfold_is_left_to_the_units() {
        let mut values = [(100.0, Status::Observed); 8].to_vec();
        values.push((300.0, Status::Estimated));
        assert_eq!(of_series(&series(&values))[0].reason, Reason::JumpOfStatus);
        values[8].0 = 100_000.0;
        assert_eq!(of_series(&series(&values)), []);
    }

    proptest! {
        #[test]
        fn what_jumps_does_not_depend_on_the_unit(
            values in prop::collection::vec(1.0..50.0f64, 8..20), power in -9..9i32,
        ) {
            let plain = of_series(&observed(&values));
            // A power of two scales without rounding.
            let scaled: Vec<f64> = values.iter().map(|v| v * 2f64.powi(power)).collect();
            prop_assert_eq!(plain, of_series(&observed(&scaled)));
        }

        #[test]
        fn steady_growth_never_jumps(rate in -0.5..2.0f64, first in 1.0..1e9f64) {
            let values: Vec<f64> = (0..12).map(|n| first * (1.0 + rate).powi(n)).collect();
            prop_assert!(of_series(&observed(&values)).is_empty());
        }
    }
}
