//! Named paths of intensities to the horizon; trade follows its trend in each. Never mixed with intervals.

use super::embodied::intensity_key;
use super::linear_form::{Coefficients, empty, evaluate};
use super::put_with_interval;
use super::trade::trade_key;
use super::trade_field::{NATION, TradeField};
use super::uncertainty::{Errors, Simulation, Wanted};
use crate::data::Dataset;
use crate::facts::{FactKey, FactTable, Input, Method, Status};
use crate::vocabulary::codes::{FROZEN, HALF_CONVERGENCE, TREND};
use crate::vocabulary::{Flow, Measure, Side, Symbol};

/// Inserts the scenarios of the horizon year.
pub(super) fn insert(
    data: &Dataset,
    field: &TradeField,
    errors: &Errors,
    simulation: &Simulation<'_>,
    facts: &mut FactTable,
) {
    if field.end == field.last {
        return;
    }
    let frozen = errors.held(field);
    for (code, errors, year) in [
        (TREND, errors, field.end),
        (FROZEN, &frozen, field.last),
        (HALF_CONVERGENCE, errors, field.end),
    ] {
        let n = field.industries.len();
        let e =
            |side, i: usize| facts.expect(&intensity_key(side, field.industries[i], year)).value;
        let (mut out, mut inward) = (empty(n), empty(n));
        for i in 0..n {
            let (own, other) = (e(Side::Reporter, i), e(Side::Partner, i));
            if code == HALF_CONVERGENCE {
                out[0][0][i] = Some(own / 2.0);
                out[1][0][i] = Some(other / 2.0);
            } else {
                out[0][0][i] = Some(own);
            }
            inward[1][1][i] = Some(other);
        }
        let symbol = data.names.symbols.get(code).expect("interned at loading");
        let inputs: Vec<Input> =
            Side::BOTH
                .iter()
                .map(|side| intensity_key(*side, Symbol::EACH, year).into())
                .chain(Flow::BOTH.iter().map(|flow| {
                    trade_key(*flow, Symbol::EACH, field.places[NATION], field.end).into()
                }))
                .collect();
        for (measure, form) in [
            (Measure::ScenarioExports, out.clone()),
            (Measure::ScenarioImports, inward.clone()),
            (Measure::ScenarioBalance, add(&out, &inward, -1.0)),
            (Measure::ScenarioJoint, add(&out, &inward, 1.0)),
        ] {
            let result = evaluate(field, errors, NATION, field.end, &form);
            let Some(result) = result else { continue };
            let key = FactKey::new(measure).industry(symbol).year(field.end);
            let held = code == FROZEN;
            let wanted = Wanted { place: NATION, year: field.end, form: &form, held };
            let interval = result.interval.and_then(|_| {
                let (l, u) = simulation.intervals(&[wanted]).pop()?;
                let floor =
                    if measure == Measure::ScenarioBalance { f64::NEG_INFINITY } else { 0.0 };
                Some((l.max(floor).min(result.value), u.max(result.value)))
            });
            put_with_interval(
                facts,
                key,
                (result.value, interval),
                Status::Projected,
                Method::Scenario,
                inputs.clone(),
            );
        }
    }
}

fn add(a: &Coefficients, b: &Coefficients, sign: f64) -> Coefficients {
    let mut sum = a.clone();
    for (sum, b) in sum.iter_mut().flatten().flatten().zip(b.iter().flatten().flatten()) {
        if let Some(b) = b {
            *sum = Some(sum.unwrap_or(0.0) + sign * b);
        }
    }
    sum
}
