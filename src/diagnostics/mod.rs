//! What went wrong, where, and what to do: the one form in which every stage reports faults.
//!
//! A stage never prints. It pushes [`Diagnostic`]s into [`Faults`] and returns either its value or all
//! faults at once; the command line renders them with [`render`].

mod code;
mod diagnostic;
mod render;

pub use code::Code;
pub use diagnostic::{Diagnostic, Faults, Location, Severity};
pub use render::{Format, render};

/// The value of a stage, or every fault that it found.
pub type Outcome<T> = Result<T, Faults>;
