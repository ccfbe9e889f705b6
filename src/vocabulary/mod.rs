//! The words in which facts are named: sides, flows, measures, and the codes of a data folder.
//!
//! Codes of industries, groups, products and regions come from the data folder; here they are interned
//! so that a fact's key is small and cheap to compare.

pub mod codes;
mod key_figure;
mod measure;
mod nature;
mod side;
mod standard;
mod symbol;

pub use key_figure::KeyFigure;
pub use measure::{Dimensions, Measure};
pub use nature::Nature;
pub use side::{Flow, Pair, Side, unallocated_code};
pub use standard::{Conflict, Standard, Standards, UnknownStandard};
pub use symbol::{Symbol, Symbols};
