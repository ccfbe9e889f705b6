//! The whole chain: from a request to the files of an edition, in memory.
//!
//! Documents are independent of each other; they are spread over plain threads (not over a pool that the typesetter
//! uses itself: it would start one document inside another) and collected in a fixed order.

mod kept_draws;
mod request;
mod run;
mod selection;
mod workshop;

use crate::analysis::{Analysis, KeptDraws, analyse_keeping};
use crate::data::Dataset;
use crate::diagnostics::{Faults, Outcome};
use crate::publish::{self, Ingredients};
use crate::report;
use crate::timings::Timings;

pub use kept_draws::Beside;
pub use request::Request;
pub use run::{Made, Produced, Start, produce, reasons};
pub use workshop::{Composed, Workshop, exhibits_of};

/// All that decides the bytes of what a request makes, with hashes.
///
/// # Errors
/// Templates that cannot be read.
pub fn ingredients(request: &Request) -> Outcome<Ingredients> {
    Ok(publish::ingredients(&request.library()?, &report::program(), &request.data))
}

/// Data and facts alone, for what needs no templates, land or fonts; warnings come with them.
///
/// # Errors
/// Every fault of the data folder.
pub fn analysed(request: &Request) -> Result<(Dataset, Analysis, Faults), Faults> {
    analysed_timed(request, None, &Timings::off())
}

fn analysed_timed(
    request: &Request,
    beside: Option<&Beside>,
    timings: &Timings,
) -> Result<(Dataset, Analysis, Faults), Faults> {
    let (data, warnings) = Dataset::load_timed(&request.data, request.overrides, timings)?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let kept = beside.map(|beside| beside.of(request, &data));
    let kept = kept.as_ref().map(|kept| kept as &dyn KeptDraws);
    let analysis = analyse_keeping(&data, threads, timings, kept)?;
    Ok((data, analysis, warnings))
}
