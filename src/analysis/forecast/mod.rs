//! Other continuations beside the linear trend: five models, how each did in a back-test, which one a declared rule
//! would pick, and whether the trends broke. The projections of the edition stay on the linear trend.
//!
//! In: facts of trade and intensities. Out: facts about these series; no fact that was there changes.

mod backtest;
mod breaks;
mod damped_trend;
mod measures;
mod models;
mod record;
mod series;
mod theil_sen;

pub use backtest::{BackTest, HORIZONS, Record};
pub use breaks::{BreakTest, autocorrelation, is_autocorrelated};
pub use damped_trend::DampedTrend;
pub use measures::{Family, Score};
pub use models::{Fit, Forecast, LastValue, Model};
pub(super) use record::insert;
pub use theil_sen::TheilSen;

use crate::facts::{FactKey, FactTable};
use crate::vocabulary::{Flow, Measure, Symbol};

/// Points of a series from which the rule picks a model.
pub const FEWEST_TO_PICK: usize = 8;
/// Mean absolute scaled errors as near as this are equal.
const EQUAL: f64 = 1e-9;

/// The model that the rule gives to a series of national trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The model.
    pub model: Model,
    /// Whether the back-test decided; otherwise the series is too short for that, or never changes, and keeps the
    /// linear trend.
    pub picked: bool,
}

/// The model that the rule gives to the national trade of an industry, or of all; none for fewer than five years.
pub fn chosen(facts: &FactTable, flow: Flow, industry: Symbol) -> Option<Choice> {
    let any = *facts.names().industries.first()?;
    facts.get(&FactKey::new(Measure::Observations).flow(flow).industry(any))?;
    let key = FactKey::new(Measure::MaseOls).flow(flow).industry(industry);
    Some(match picked(facts, Family::Trade, key) {
        Some(model) => Choice { model, picked: true },
        None => Choice { model: Model::Ols, picked: false },
    })
}

/// The model of the smallest mean absolute scaled error in the back-test of a series, the simpler one of equals; none
/// for fewer than [`FEWEST_TO_PICK`] points, or without a back-test. `key` is that of any score of the series.
pub fn picked(facts: &FactTable, family: Family, key: FactKey) -> Option<Model> {
    let score = |model| {
        let measure = family.score(Score::Mase, model);
        facts.get(&FactKey { measure, ..key }).map(|fact| (fact.value, facts.inputs(fact).len()))
    };
    let mut best: Option<(Model, f64)> = None;
    for model in Model::ALL {
        let Some((mase, points)) = score(model) else { continue };
        if points >= FEWEST_TO_PICK && best.is_none_or(|(_, least)| mase < least - EQUAL) {
            best = Some((model, mase));
        }
    }
    best.map(|(model, _)| model)
}
