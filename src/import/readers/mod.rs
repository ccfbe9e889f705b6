//! Files as downloaded become rows of cells: hashed on their way (`download`), taken out of containers (`container`), read ahead
//! (`pipe`); encodings and delimiters (`text`, `lines`), workbooks, dBASE.

mod container;
mod dbf;
mod download;
mod guess;
mod lines;
mod pipe;
mod rows;
mod text;
mod workbook;

use crate::diagnostics::{Code, Diagnostic, Location};

pub(super) use container::{Archive, each_part, sha256};
pub(super) use download::Count;
pub(super) use rows::{Cells, Part, Rows};

/// What a file gives, or why it cannot be read.
pub(super) type Opened<T> = Result<T, Box<Diagnostic>>;

/// The fault of a file that cannot be read.
fn unreadable(shown: &str, error: impl std::fmt::Display) -> Box<Diagnostic> {
    let fault = Diagnostic::error(Code::ImportUnreadable, "the file cannot be read")
        .at(Location::file(shown))
        .found(error.to_string())
        .hint("download it again; if it opens elsewhere, save it as CSV in UTF-8");
    Box::new(fault)
}
