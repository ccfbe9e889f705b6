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
