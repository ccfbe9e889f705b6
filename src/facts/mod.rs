//! The one table of numbers: every number that any report prints is a [`Fact`] of a [`FactTable`].

mod csv;
mod explain;
mod fact;
mod key;
mod table;

pub use csv::write_csv;
pub use explain::{Explanation, Limits, explain};
pub use fact::{Fact, Input, Method, RowRef, Status};
pub use key::FactKey;
pub use table::{FactTable, Names};
