//! Stage 7: files appear whole or not at all.
//!
//! The files of a document wait in a folder of their own until every document is made, and are renamed into their places;
//! the manifest comes last. Files that an earlier build of the edition wrote and this complete build no longer has are
//! removed; files that no build wrote are left alone.

mod last_run;
mod made_before;
mod manifest;
mod merge;
mod shards;
mod staging;
mod writer;

pub use last_run::{FONT, Ingredients, LastRun, Note, PROGRAM, RunRecord, ingredients};
pub use made_before::{MadeBefore, Parts};
pub use manifest::{DocumentRecord, Manifest};
pub use merge::merge;
pub use shards::{Extent, ShardRun, Shards};
pub use staging::{StagedFile, Staging};
pub use writer::{OutputFile, publish, publish_loose};
