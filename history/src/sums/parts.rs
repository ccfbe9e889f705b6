//! Which Parquet files are grouped: those that the journal of a folder lists, all of them whole.

use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Faults, Location};
use crate::pack::journal::{self, UNFINISHED};
use crate::unreadable;

/// The files of folders and the files named themselves.
pub(super) fn parts(inputs: &[PathBuf]) -> Result<Vec<PathBuf>, Faults> {
    let mut faults = Faults::new();
    let mut all = Vec::new();
    for input in inputs {
        if input.is_dir() {
            match of_folder(input) {
                Ok(parts) => all.extend(parts),
                Err(fault) => faults.push(*fault),
            }
        } else {
            all.push(input.clone());
        }
    }
    let mut known = std::collections::BTreeSet::new();
    for path in &mut all {
        match path.canonicalize() {
            Ok(own) => *path = own,
            Err(error) => {
                faults.push(unreadable(&path.display().to_string(), error));
                continue;
            }
        }
        if !known.insert(path.clone()) {
            faults.push(
                Diagnostic::error(Code::ImportDouble, "a file stands twice")
                    .at(Location::file(path.display().to_string()))
                    .allowed("each file once"),
            );
        }
    }
    faults.check(all).map(|(all, _)| all)
}

fn of_folder(folder: &Path) -> Result<Vec<PathBuf>, Box<Diagnostic>> {
    let shown = folder.display().to_string();
    let fault = |message: &str| {
        Diagnostic::error(Code::ImportUnreadable, message).at(Location::file(&shown))
    };
    let failed = |error: std::io::Error| Box::new(unreadable(&shown, error));
    let mut there = Vec::new();
    for file in std::fs::read_dir(folder).map_err(failed)? {
        let path = file.map_err(failed)?.path();
        if path.extension().is_some_and(|own| own == "parquet") {
            there.push(path);
        }
    }
    there.sort_unstable();
    let unfinished = journal::unfinished(folder).map_err(failed)?;
    if !unfinished.is_empty() {
        return Err(Box::new(
            fault("the folder is not packed to its end")
                .found(unfinished.into_iter().collect::<Vec<_>>().join(", "))
                .allowed(format!("a folder without {UNFINISHED}"))
                .hint("run the same `tradeprint-history pack` again; it goes on where it stopped"),
        ));
    }
    let listed = journal::all(folder).map_err(failed)?;
    if listed.is_empty() && !there.is_empty() {
        // Parts that were copied without their journal.
        return Ok(there);
    }
    let standing = journal::standing(folder).map_err(failed)?;
    let lacking: Vec<&str> =
        listed.keys().filter(|part| !standing.contains_key(*part)).map(String::as_str).collect();
    let name = |path: &PathBuf| path.file_name().map(|own| own.to_string_lossy().into_owned());
    let strange: Vec<String> =
        there.iter().filter_map(name).filter(|name| !listed.contains_key(name)).collect();
    if !lacking.is_empty() {
        return Err(Box::new(
            fault("parts are missing or not as they were written")
                .found(lacking.join(", "))
                .allowed("every part that the journal lists")
                .hint("run the same `tradeprint-history pack` again; it writes them anew"),
        ));
    }
    if !strange.is_empty() {
        return Err(Box::new(
            fault("the folder has Parquet files that the journal does not list")
                .found(strange.join(", "))
                .hint("take them out, or name the files themselves"),
        ));
    }
    if there.is_empty() {
        return Err(Box::new(
            fault("the folder has no packed records")
                .allowed("a folder of `tradeprint-history pack`"),
        ));
    }
    Ok(there)
}
