//! What the inspection of a data folder found.

pub(in crate::exhibits) mod findings;
pub(in crate::exhibits) mod overviews;
pub(in crate::exhibits) mod words;
