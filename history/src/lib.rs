//! Customs records of hundreds of millions of rows for a data folder of Tradeprint: [`pack`] writes them as typed Parquet,
//! [`sums`] groups them by `DataFusion` into the regional trade of the folder, [`convert`] turns tables into Parquet and back.
//!
//! Faults, encodings and the words of the layout are those of `tradeprint import`: their files are compiled in from `../src`.

pub mod cli;
pub mod convert;
#[path = "../../src/diagnostics/mod.rs"]
pub mod diagnostics;
#[path = "../../src/import/readers/guess.rs"]
mod guess;
pub mod pack;
pub mod sums;
mod vocabulary;

use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

use diagnostics::{Code, Diagnostic, Faults, Location};

/// A file that cannot be written, as a fault.
fn unwritten(path: &Path, error: impl std::fmt::Display) -> Faults {
    let fault = Diagnostic::error(Code::WriteFailed, "a file cannot be written")
        .at(Location::file(path.display().to_string()))
        .found(error.to_string())
        .hint(
            "look at space and rights of the folder; what is done stays, the same command goes on",
        );
    fault.into()
}

/// A file that cannot be read, as a fault.
fn unreadable(shown: &str, error: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error(Code::ImportUnreadable, "the file cannot be read")
        .at(Location::file(shown))
        .found(error.to_string())
        .hint("look at its name; if it is right, get the file again")
}

/// Begins the names of files that are not whole yet.
const ASIDE: &str = ".history-";

/// A file beside its place, to be renamed; readable as other files of its user are.
fn aside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(ASIDE);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
