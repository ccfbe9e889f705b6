//! `tradeprint record`.

use std::path::Path;

use super::arguments::Common;
use super::{DONE, print};
use crate::diagnostics::Outcome;
use crate::import::{Recorded, record};

/// Records an edition and says so.
pub(super) fn run(common: &Common, edition: &Path) -> Outcome<u8> {
    let Recorded { edition, date, figures, source } = record(&common.data, edition)?;
    print(&format!(
        "published.csv: {figures} key figures of edition {edition} of {date}\nsource: {source}\n"
    ));
    Ok(DONE)
}
