//! What tests ask of the program.

use std::path::Path;

use tradeprint::production::Request;

/// A request for everything of a data folder, as the command line makes it without options.
pub(crate) fn everything(data: &Path) -> Request {
    Request::everything(data)
}
