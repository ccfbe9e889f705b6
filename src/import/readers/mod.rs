//! Files as downloaded become rows of cells: containers (`container`), encodings and delimiters (`text`), workbooks, dBASE.

mod container;
mod dbf;
mod guess;
mod rows;
mod text;
mod workbook;

use crate::diagnostics::Diagnostic;

pub(super) use container::{each_part, sha256};
pub(super) use rows::{Part, Rows};

/// What a file gives, or why it cannot be read.
pub(super) type Opened<T> = Result<T, Box<Diagnostic>>;
