//! Stage 5: which documents an edition has, and what each is made of.
//!
//! In: the facts and the drawn exhibits. Out: a [`crate::templating::DocumentInput`] for each document.

mod alternative_text;
mod citation;
mod context;
mod distinction;
mod document;
mod evidence;
mod imprint;
mod kinds;
mod last_edition;
mod needs;
mod provenance;
mod quality;
mod reading;
mod shard;
mod table_csv;
mod template_facts;
mod template_filters;
mod template_sentences;
mod texts;

pub(crate) use crate::templating::sha256;
pub use citation::{CitationFile, citations};
pub use document::{Desk, Prepared, prepare};
pub use evidence::{DocumentManifest, FACTS, FileHash, MANIFEST, Parameters, evidence};
pub(crate) use evidence::{inputs_hash, program};
pub use kinds::{Document, Kind, check_kinds, is_listed, left_out, plan};
pub use reading::Reading;
pub use shard::Shard;
pub use template_facts::register;
