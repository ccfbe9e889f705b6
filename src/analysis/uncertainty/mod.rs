//! How sure the numbers are: the measured errors of the sources, intervals in closed form for every number, and a simulation
//! through the whole chain for the totals (docs/methodology.md, section 9).
//!
//! Point values never change. The sources are independent of each other: the residuals of trade's trend lines, the level of
//! the records, nowcast and trend of the intensities, the concordance, and the weights of the regions.

mod budget;
mod changes;
mod closed_form;
mod errors;
mod factors;
mod kept;
mod mix;
mod quantiles;
mod simulation;
mod sources;
mod totals;
mod trade_intervals;
mod weights;
mod year_draws;

pub(super) use budget::insert as insert_budget;
pub(super) use closed_form::Nets;
pub(super) use errors::Errors;
pub use kept::KeptDraws;
pub(super) use simulation::{Simulation, Wanted};
pub(super) use trade_intervals::{bound_intensities, bound_trade};
