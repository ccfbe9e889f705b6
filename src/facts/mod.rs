//! The one table of numbers: every number that any report prints is a [`Fact`] of a [`FactTable`].

mod csv;
mod drafts;
mod explain;
mod fact;
mod index;
mod key;
mod lineage;
mod table;

pub use csv::{write_csv, write_csv_to};
pub use drafts::{Drafts, Insert};
pub use explain::{Explanation, Limits, explain};
pub use fact::{Fact, Input, Method, RowRef, Status};
pub use key::FactKey;
pub use lineage::Lineage;
pub use table::{FactTable, Names};
