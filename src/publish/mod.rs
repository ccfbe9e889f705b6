//! Stage 7: files appear whole or not at all.
//!
//! Each file is written beside its place and renamed into it; the manifest comes last. Files that an earlier build of the
//! edition wrote and this complete build no longer has are removed; files that no build wrote are left alone.

mod manifest;
mod writer;

pub use manifest::{DocumentRecord, Manifest};
pub use writer::{OutputFile, publish, publish_loose};
