//! Stage 5: which documents an edition has, and what each is made of.
//!
//! In: the facts and the drawn exhibits. Out: a [`crate::templating::DocumentInput`] for each document.

mod context;
mod document;
mod kinds;
mod template_facts;
mod template_filters;
mod texts;

pub use document::{Document, Prepared, prepare};
pub use kinds::{Kind, Subject, plan};
pub use template_facts::register;
