//! Scenarios: named paths of intensities and trade after the last year of trade, and emissions at an assumed price.
//! A spread of scenarios is never an interval.

mod carbon;
mod parameters;
mod paths;

use super::embodied::{floor, intensity_key};
use super::linear_form::{Coefficients, empty, evaluate, terms};
use super::trade::{National, trade_key};
use super::trade_field::{NATION, TradeField};
use super::uncertainty::{Errors, Nets, Simulation, Wanted};
use super::{put, put_with_interval};
use crate::data::{Dataset, IntensityPath, Scenario, TradePath};
use crate::facts::{FactKey, FactTable, Input, Method, Status};
use crate::vocabulary::{Flow, Measure, Side, Symbol};

/// A national quantity of a scenario as a form that is linear in trade.
pub(super) struct Form {
    /// The fact that it gives.
    pub(super) key: FactKey,
    /// Its coefficients, t/USD, at the nation in the key's year.
    pub(super) coefficients: Coefficients,
    /// Whether the intensities are held by assumption: the error of their trend is not in them.
    pub(super) held: bool,
    /// What it is computed from.
    pub(super) inputs: Vec<Input>,
}

/// Inserts the scenarios of every year after the last year of trade, and their parameters. Their intervals are simulated, so
/// that the trend has the interval of the account.
pub(super) fn insert(
    data: &Dataset,
    national: &National,
    field: &TradeField,
    (errors, simulation): (&Errors, &Simulation<'_>),
    facts: &mut FactTable,
) {
    if field.end == field.last {
        return;
    }
    parameters::insert(data, facts);
    let mut known = Vec::new();
    for form in forms(data, national, field, facts) {
        let mut nets = Nets::new(field, errors, NATION, form.key.year);
        let status = |_, _| Status::Projected;
        let result = evaluate(field, &mut nets, terms(&form.coefficients), status);
        known.extend(result.map(|result| (form, result.value)));
    }
    let wanted: Vec<Wanted<'_>> = known
        .iter()
        .map(|(form, _)| Wanted { year: form.key.year, form: &form.coefficients, held: form.held })
        .collect();
    let intervals = simulation.intervals(&wanted);
    for ((form, value), (lower, upper)) in known.into_iter().zip(intervals) {
        let floor = floor(form.key.measure, value);
        let value = (value, Some((lower.max(floor).min(value), upper.max(value))));
        put_with_interval(facts, form.key, value, Status::Projected, Method::Scenario, form.inputs);
        if form.key.measure == Measure::ScenarioBalance {
            change(data, form.key, facts);
        }
    }
}

/// Inserts emissions at the price of the catalogue, if it has one; with the intervals that the emissions have by then.
pub(super) fn insert_exposure(data: &Dataset, field: &TradeField, facts: &mut FactTable) {
    carbon::insert(data, field, facts);
}

/// The balance of a scenario less that of the account.
fn change(data: &Dataset, key: FactKey, facts: &mut FactTable) {
    let trend = FactKey::new(Measure::Balance).industry(Symbol::ALL).region(data.names.nation());
    let trend = trend.year(key.year);
    let Some(base) = facts.get(&trend).map(|f| f.value) else { return };
    let value = facts.expect(&key).value - base;
    let inputs = vec![key.into(), trend.into()];
    let key = FactKey { measure: Measure::ScenarioChange, ..key };
    put(facts, key, value, Status::Projected, Method::Difference, inputs);
}

/// Every national quantity of every scenario and year, in the order of the catalogue; the trend's are those of the account.
pub(super) fn forms(
    data: &Dataset,
    national: &National,
    field: &TradeField,
    facts: &FactTable,
) -> Vec<Form> {
    let mut all = Vec::new();
    for scenario in &data.catalogue.scenarios {
        let Some(path) = paths::Path::new(data, national, field, facts, scenario) else { continue };
        for year in field.last + 1..=field.end {
            let (out, inward) = path.flows(year);
            for (measure, coefficients) in [
                (Measure::ScenarioExports, out.clone()),
                (Measure::ScenarioImports, inward.clone()),
                (Measure::ScenarioBalance, add(&out, &inward, -1.0)),
                (Measure::ScenarioJoint, add(&out, &inward, 1.0)),
            ] {
                all.push(Form {
                    key: FactKey::new(measure).industry(path.code).year(year),
                    coefficients,
                    held: path.held(),
                    inputs: inputs(data, field, facts, scenario, path.code, year),
                });
            }
        }
    }
    all
}

/// The lineage of a scenario's year: its line in the catalogue, its parameters, intensities, trade.
fn inputs(
    data: &Dataset,
    field: &TradeField,
    facts: &FactTable,
    scenario: &Scenario,
    code: Symbol,
    year: i16,
) -> Vec<Input> {
    let mut list: Vec<Input> =
        data.catalogue_row(scenario.line).map(Input::from).into_iter().collect();
    let of = |measure| FactKey::new(measure).industry(code);
    let from = match scenario.intensities {
        IntensityPath::Trend => year,
        IntensityPath::Frozen => field.last,
        IntensityPath::Convergence(_) => {
            list.push(of(Measure::ScenarioShare).into());
            year
        }
        IntensityPath::Rate(_) => {
            list.extend(Side::BOTH.map(|s| Input::from(of(Measure::ScenarioRate).country(s))));
            field.last
        }
    };
    list.extend(Side::BOTH.map(|side| Input::from(intensity_key(side, Symbol::EACH, from))));
    let nation = field.places[NATION];
    list.extend(Flow::BOTH.map(|flow| Input::from(trade_key(flow, Symbol::EACH, nation, year))));
    if let TradePath::Goal { year: goal, .. } = scenario.trade {
        list.push(of(Measure::ScenarioTurnover).year(goal).into());
        // The trend that the goal is measured against: in the field, or on the lines beyond it.
        for flow in Flow::BOTH {
            let total = trade_key(flow, Symbol::ALL, nation, goal);
            if facts.get(&total).is_some() {
                list.push(total.into());
            } else {
                list.extend([Measure::Slope, Measure::Intercept].map(|measure| {
                    Input::from(FactKey::new(measure).flow(flow).industry(Symbol::EACH))
                }));
            }
        }
    }
    list
}

/// The sum of two forms, the second with a sign.
fn add(a: &Coefficients, b: &Coefficients, sign: f64) -> Coefficients {
    let mut sum = a.clone();
    for (sum, b) in sum.iter_mut().flatten().flatten().zip(b.iter().flatten().flatten()) {
        if let Some(b) = b {
            *sum = Some(sum.unwrap_or(0.0) + sign * b);
        }
    }
    sum
}
