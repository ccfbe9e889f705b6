//! What tests ask of the program.

use std::path::Path;

use tradeprint::data::Overrides;
use tradeprint::production::Request;
use tradeprint::vocabulary::Standards;

/// A request for everything of a data folder, as the command line makes it without options.
pub(crate) fn everything(data: &Path) -> Request {
    Request {
        data: data.to_owned(),
        templates: None,
        kinds: Vec::new(),
        regions: Vec::new(),
        industries: Vec::new(),
        languages: Vec::new(),
        overrides: Overrides::default(),
        standards: Standards::default(),
        shard: None,
        jobs: 1,
        keep_going: false,
    }
}
