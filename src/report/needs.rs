//! Which files of a data folder the kinds of reports need.

use super::Kind;
use crate::data::Need;

impl Kind {
    /// Whether no document of this kind can be made without a file of this need.
    pub fn needs(self, need: Need) -> bool {
        match need {
            Need::Always => true,
            Need::Regions => self.needs_regions(),
            Need::Optional => false,
        }
    }
}
