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
mod parallel;
mod regional_series;
mod regression;
mod revisions;
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
pub use revisions::{Revised, Revisions};

use std::sync::Arc;

use crate::data::Dataset;
use crate::diagnostics::Outcome;
use crate::facts::{Fact, FactKey};
use crate::facts::{FactTable, Input, Insert, Lineage, Method, Status};
use crate::timings::Timings;
pub use uncertainty::KeptDraws;
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
    /// The key figures of the last edition that this one has.
    pub revisions: Revisions,
    /// Whether published regional totals are carried to other years (see `anchors`).
    pub anchors_carried: bool,
}

/// Computes every fact of a data set.
///
/// # Errors
/// Claims that name facts which do not exist, published totals of regions that cannot be met, and published totals of
/// other studies beside facts of another unit; everything else was checked at loading.
pub fn analyse(data: &Dataset) -> Outcome<Analysis> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    analyse_with(data, threads, &Timings::off())
}

/// The same on a number of threads, which the facts do not depend on, with the time of each stage.
///
/// # Errors
/// Those of [`analyse`].
pub fn analyse_with(data: &Dataset, threads: usize, timings: &Timings) -> Outcome<Analysis> {
    analyse_keeping(data, threads, timings, None)
}

/// The same, with simulated intervals from an earlier run on the same data, or kept for a later one.
///
/// # Errors
/// Those of [`analyse`].
pub fn analyse_keeping(
    data: &Dataset,
    threads: usize,
    timings: &Timings,
    kept: Option<&dyn KeptDraws>,
) -> Outcome<Analysis> {
    let mut table = FactTable::new(Arc::clone(&data.names));
    let facts = &mut table;
    let trends = timings.time("analysis: intensities", || {
        sources::insert(data, facts);
        intensity::insert(data, facts)
    });
    let national = timings.time("analysis: national trade", || trade::insert(data, facts));
    let allocation = timings
        .time("analysis: allocation to regions", || allocation::allocate(data, &national, facts))?;
    let field = timings.time("analysis: trade of all places and years", || {
        trade_field::build(data, &national, &allocation, threads, facts)
    });
    let errors = timings.time("analysis: errors of the sources", || {
        let known = (&national, &allocation);
        let errors = Errors::measure(data, &trends, known, &field, facts);
        uncertainty::bound_trade(data, &field, &errors, threads, facts);
        uncertainty::bound_intensities(&field, &errors, facts);
        errors
    });
    timings.time("analysis: embodied emissions", || {
        embodied::insert(data, &field, &errors, threads, facts);
    });
    let simulation = timings
        .time("analysis: simulation, factors", || Simulation::new(data, &field, &errors, threads));
    timings.time("analysis: scenarios", || {
        scenarios::insert(data, &national, &field, (&errors, &simulation), facts);
    });
    timings.time("analysis: supply chains", || {
        input_output::insert(data, facts);
        supply_chain::insert(data, facts);
    });
    timings.time("analysis: decomposition", || decomposition::insert(data, threads, facts));
    timings.time("analysis: comparisons and changes", || {
        terms_of_trade::insert(data, facts);
        comparisons::insert(data, &allocation, facts);
        changes::insert(data, facts);
    });
    timings.time("analysis: simulation", || simulation.bound_totals(kept, facts));
    timings.time("analysis: parts of the uncertainty", || {
        uncertainty::insert_budget(data, &field, &errors, facts);
        scenarios::insert_exposure(data, &field, facts);
    });
    timings.time("analysis: back-tests", || forecast::insert(data, facts));
    timings.time("analysis: sensitivity", || {
        sensitivity::insert(data, &national, &field, facts);
        literature::insert(data, facts)
    })?;
    let revisions = timings.time("analysis: revisions", || revisions::insert(data, facts));
    let verdicts = timings.time("analysis: claims", || claims::judge(data, facts))?;
    let oddities = timings.time("analysis: oddities", || oddities::find(data, facts));
    let anchors_carried = allocation.carried;
    Ok(Analysis { facts: table, verdicts, oddities, revisions, anchors_carried })
}

/// Adds a fact; the analysis's one way to do so.
fn put(
    facts: &mut impl Insert,
    key: FactKey,
    value: f64,
    status: Status,
    method: Method,
    inputs: impl AsRef<[Input]>,
) {
    put_with_interval(facts, key, (value, None), status, method, inputs);
}

/// Adds a fact with an interval.
fn put_with_interval(
    facts: &mut impl Insert,
    key: FactKey,
    (value, interval): (f64, Option<(f64, f64)>),
    status: Status,
    method: Method,
    inputs: impl AsRef<[Input]>,
) {
    let lineage = Lineage::default();
    facts.insert(Fact { key, value, interval, status, method, lineage }, inputs.as_ref());
}
