//! Stage 2: from a data set to facts.
//!
//! In: a checked [`Dataset`]. Out: an [`Analysis`], the [`FactTable`] and the verdicts on claims. All functions are
//! pure and work in a fixed order, so that the same data give the same bits.

mod allocation;
mod anchors;
mod changes;
mod claims;
mod comparisons;
mod decomposition;
mod embodied;
pub mod forecast;
mod input_output;
mod intensity;
mod leontief;
mod linear_form;
mod literature;
mod oddities;
mod regional_series;
mod regression;
mod scenarios;
mod sensitivity;
mod sources;
mod supply_chain;
mod terms_of_trade;
mod trade;
mod trade_field;
mod uncertainty;

pub use claims::{Verdict, VerdictKind, leaders};
pub use literature::compared;
pub use oddities::{Oddity, OddityKind};
pub use regression::{Line, interval_of_sum, student_t_975};

use std::sync::Arc;

use crate::data::Dataset;
use crate::diagnostics::Outcome;
use crate::facts::{Fact, FactKey};
use crate::facts::{FactTable, Input, Method, Status};
use uncertainty::{Errors, Simulation};

/// What the analysis gives to the stages after it.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// Every number.
    pub facts: FactTable,
    /// The claims, in the order of the data folder.
    pub verdicts: Vec<Verdict>,
    /// What an editor should look at, kind by kind, the gravest first.
    pub oddities: Vec<Oddity>,
    /// Whether published regional totals are carried to other years (see `anchors`).
    pub anchors_carried: bool,
}

/// Computes every fact of a data set.
///
/// # Errors
/// Claims that name facts which do not exist, published totals of regions that cannot be met, and published totals of
/// other studies beside facts of another unit; everything else was checked at loading.
pub fn analyse(data: &Dataset) -> Outcome<Analysis> {
    analyse_with(data, std::thread::available_parallelism().map_or(1, usize::from))
}

/// The same on a number of threads; the facts do not depend on it.
///
/// # Errors
/// Those of [`analyse`].
pub fn analyse_with(data: &Dataset, threads: usize) -> Outcome<Analysis> {
    let mut facts = FactTable::new(Arc::clone(&data.names));
    sources::insert(data, &mut facts);
    let trends = intensity::insert(data, &mut facts);
    let national = trade::insert(data, &mut facts);
    let allocation = allocation::allocate(data, &national, &mut facts)?;
    let field = trade_field::build(data, &national, &allocation, &mut facts);
    let known = (&national, &allocation);
    let errors = Errors::measure(data, &trends, known, &field, &mut facts);
    uncertainty::bound_trade(data, &field, &errors, &mut facts);
    uncertainty::bound_intensities(&field, &errors, &mut facts);
    embodied::insert(data, &field, &errors, &mut facts);
    let simulation = Simulation::new(data, &field, &errors, threads);
    scenarios::insert(data, &national, &field, (&errors, &simulation), &mut facts);
    input_output::insert(data, &mut facts);
    supply_chain::insert(data, &mut facts);
    decomposition::insert(data, &mut facts);
    terms_of_trade::insert(data, &mut facts);
    comparisons::insert(data, &allocation, &mut facts);
    changes::insert(data, &mut facts);
    simulation.bound_totals(&mut facts);
    uncertainty::insert_budget(data, &field, &errors, &mut facts);
    scenarios::insert_exposure(data, &field, &mut facts);
    forecast::insert(data, &mut facts);
    sensitivity::insert(data, &national, &field, &mut facts);
    literature::insert(data, &mut facts)?;
    let verdicts = claims::judge(data, &facts)?;
    let oddities = oddities::find(data, &facts);
    Ok(Analysis { facts, verdicts, oddities, anchors_carried: allocation.carried })
}

/// Adds a fact; the analysis's one way to do so.
fn put(
    facts: &mut FactTable,
    key: FactKey,
    value: f64,
    status: Status,
    method: Method,
    inputs: Vec<Input>,
) {
    facts.insert(Fact { key, value, interval: None, status, method, inputs: inputs.into() });
}

/// Adds a fact with an interval.
fn put_with_interval(
    facts: &mut FactTable,
    key: FactKey,
    (value, interval): (f64, Option<(f64, f64)>),
    status: Status,
    method: Method,
    inputs: Vec<Input>,
) {
    facts.insert(Fact { key, value, interval, status, method, inputs: inputs.into() });
}
