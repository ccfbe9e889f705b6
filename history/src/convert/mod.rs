//! Tables of a data folder and `facts.csv` as Parquet and back: `tradeprint-history convert`. What comes back has the bytes of
//! what went in.

mod cells;
mod from_parquet;
mod kinds;
mod to_parquet;

use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Faults, Location};
use crate::unreadable;

/// Converts a table, or every table of a folder: CSV to Parquet, Parquet to CSV. Gives the files written.
///
/// # Errors
/// Faults of the tables, all at once; a table with faults is not written.
pub fn convert(input: &Path, out: &Path) -> Result<Vec<PathBuf>, Faults> {
    let shown = input.display().to_string();
    if !input.is_dir() {
        return match extension(input) {
            "csv" => to_parquet::convert(input, out).map(|()| vec![out.to_path_buf()]),
            "parquet" => from_parquet::convert(input, out).map(|()| vec![out.to_path_buf()]),
            _ => Err(unfit(&shown, "a file of another kind").into()),
        };
    }
    let read = std::fs::read_dir(input).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    let mut paths: Vec<PathBuf> = read
        .map_err(|error| Faults::from(unreadable(&shown, error)))?
        .into_iter()
        .map(|file| file.path())
        .filter(|path| matches!(extension(path), "csv" | "parquet"))
        .collect();
    paths.sort_unstable();
    let packed = paths.iter().filter(|path| extension(path) == "parquet").count();
    if packed > 0 && packed < paths.len() || paths.is_empty() {
        return Err(unfit(&shown, "a folder with tables of both kinds, or of none").into());
    }
    std::fs::create_dir_all(out).map_err(|error| crate::unwritten(out, error))?;
    let (mut faults, mut written) = (Faults::new(), Vec::new());
    for path in paths {
        let name = path.file_stem().unwrap_or_default();
        let target = out.join(name).with_extension(if packed > 0 { "csv" } else { "parquet" });
        match convert(&path, &target) {
            Ok(files) => written.extend(files),
            Err(own) => faults.append(own),
        }
    }
    faults.check(written).map(|(written, _)| written)
}

fn extension(path: &Path) -> &str {
    path.extension().and_then(|own| own.to_str()).unwrap_or("")
}

fn unfit(shown: &str, message: &str) -> Diagnostic {
    Diagnostic::error(Code::ImportUnknown, format!("{message} cannot be converted"))
        .at(Location::file(shown))
        .allowed("a table in .csv or .parquet, or a folder of one kind")
}
