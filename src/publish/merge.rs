//! Shards that lie in several folders become one edition.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::manifest::{self, Manifest};
use super::shards::{Extent, Shards};
use super::writer::{OutputFile, place};
use super::{StagedFile, Staging};
use crate::diagnostics::{Code, Diagnostic, Faults, Location, Outcome};
use crate::report::sha256;

/// A folder with shards of an edition.
struct Piece {
    folder: PathBuf,
    manifest: Manifest,
    shards: Shards,
}

impl Piece {
    fn fault(&self, code: Code, message: &str) -> Diagnostic {
        Diagnostic::error(code, message).at(Location::file(self.folder.display().to_string()))
    }
}

/// Copies the shards of editions from folders that were given to `build --shard` as `--out` into one, and merges their
/// manifests. Gives the paths of the PDFs. Nothing is written unless all shards are there and belong together.
///
/// # Errors
/// `E0407` for folders without an edition, `E0408` for shards that do not belong together, `E0409` for those that are
/// missing or damaged, `E0401` for what cannot be written.
pub fn merge(editions: &Path, folders: &[PathBuf]) -> Outcome<Vec<PathBuf>> {
    let mut faults = Faults::new();
    let mut found: BTreeMap<String, Vec<Piece>> = BTreeMap::new();
    for folder in folders {
        match pieces(folder) {
            Ok(pieces) => {
                for piece in pieces {
                    found.entry(piece.manifest.edition.clone()).or_default().push(piece);
                }
            }
            Err(found) => faults.append(found),
        }
    }
    found.values().for_each(|pieces| check(pieces, &mut faults));
    if faults.has_errors() {
        return Err(faults);
    }
    let staging = Staging::new(editions)?;
    let mut ready = Vec::new();
    for (edition, pieces) in &found {
        match staged(pieces, &staging) {
            Ok(files) => ready.push((editions.join(edition), pieces, files)),
            Err(found) => faults.append(found),
        }
    }
    if faults.has_errors() {
        return Err(faults);
    }
    let _turn = staging.turn()?;
    let mut documents = Vec::new();
    for (folder, pieces, files) in ready {
        let mut merged = together(pieces);
        documents.extend(merged.documents.iter().map(|document| folder.join(&document.path)));
        let whole = pieces.iter().all(|piece| piece.shards.complete);
        let extent = if whole { Extent::Whole } else { Extent::Part };
        let gone = merged.succeed(manifest::read(&folder), &extent);
        place(&folder, &files, &merged, &gone)?;
    }
    Ok(documents)
}

/// The editions below a folder.
fn pieces(folder: &Path) -> Outcome<Vec<Piece>> {
    let at = |path: &Path| Location::file(path.display().to_string());
    let unread = |error: &dyn std::fmt::Display| {
        Diagnostic::error(Code::NoEdition, "the folder cannot be read")
            .at(at(folder))
            .found(error.to_string())
    };
    let entries = std::fs::read_dir(folder).map_err(|error| unread(&error))?;
    let mut places: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    places.retain(|place| place.join(manifest::FILE).is_file());
    places.sort();
    if places.is_empty() {
        return Err(Diagnostic::error(Code::NoEdition, "the folder holds no edition")
            .at(at(folder))
            .hint("name a folder as it was given to `build --shard I/N --out`")
            .into());
    }
    let mut faults = Faults::new();
    let mut found = Vec::new();
    for folder in places {
        let Some(manifest) = manifest::read(&folder) else {
            let message = "the manifest of the edition cannot be read";
            faults.push(Diagnostic::error(Code::NoEdition, message).at(at(&folder)));
            continue;
        };
        let Some(shards) = manifest.shards.clone() else {
            faults.push(
                Diagnostic::error(Code::ShardDiffers, "the edition is no shard of one")
                    .at(at(&folder))
                    .hint("shards are made by `build --shard I/N`"),
            );
            continue;
        };
        found.push(Piece { folder, manifest, shards });
    }
    faults.check(found).map(|(found, _)| found)
}

/// Whether shards belong together and all are there: one fault for each that does not belong, and for each that is missing.
fn check(pieces: &[Piece], faults: &mut Faults) {
    let Some((first, others)) = pieces.split_first() else { return };
    let before = faults.len();
    let mut files: BTreeMap<&str, &str> = BTreeMap::new();
    for piece in pieces {
        let mut differences = first.manifest.differences(&piece.manifest);
        if piece.shards.request != first.shards.request {
            differences.push("the request".to_owned());
        }
        if piece.shards.of != first.shards.of {
            differences.push("the number of shards".to_owned());
        }
        if differences.is_empty() {
            let own = piece.manifest.files.iter();
            let other = own.filter(|file| {
                *files.entry(&file.path).or_insert(&file.sha256) != file.sha256.as_str()
            });
            differences.extend(other.map(|file| file.path.clone()));
        }
        if !differences.is_empty() {
            faults.push(
                piece.fault(Code::ShardDiffers, "the shard does not belong to the others").found(
                    format!("other than in {}: {}", first.folder.display(), differences.join(", ")),
                ),
            );
        }
    }
    if faults.len() > before {
        return;
    }
    let made: BTreeSet<usize> = pieces.iter().flat_map(|piece| piece.shards.made.clone()).collect();
    for number in (1..=first.shards.of).filter(|number| !made.contains(number)) {
        let text = format!("shard {number}/{} is missing", first.shards.of);
        let folders = others.iter().fold(first.folder.display().to_string(), |all, piece| {
            format!("{all}, {}", piece.folder.display())
        });
        faults.push(Diagnostic::error(Code::ShardMissing, text).found(folders).hint(format!(
            "make it with `build --shard {number}/{}` and name its folder, too",
            first.shards.of
        )));
    }
}

/// The files of all shards, checked against their manifests.
fn staged(pieces: &[Piece], staging: &Staging) -> Outcome<Vec<StagedFile>> {
    let mut faults = Faults::new();
    let mut known = BTreeSet::new();
    let mut files = Vec::new();
    for piece in pieces {
        let own = |path: &String| !piece.shards.earlier.contains(path);
        for record in piece.manifest.files.iter().filter(|record| own(&record.path)) {
            if !known.insert(&record.path) {
                continue;
            }
            let file = piece.folder.join(&record.path);
            let bytes = std::fs::read(&file).map_err(|error| error.to_string());
            let sound = bytes.and_then(|bytes| {
                let sound = sha256(&bytes) == record.sha256;
                sound.then_some(bytes).ok_or_else(|| "other bytes".to_owned())
            });
            match sound {
                Ok(bytes) => files.push(staging.add(&OutputFile::new(&record.path, bytes))?),
                Err(found) => faults.push(
                    Diagnostic::error(
                        Code::ShardMissing,
                        "a file of a shard is not as it was made",
                    )
                    .at(Location::file(file.display().to_string()))
                    .found(found)
                    .hint("copy the folder of the shard again, or make it again"),
                ),
            }
        }
    }
    faults.check(files).map(|(files, _)| files)
}

/// The manifest of all shards: that of a single run.
fn together(pieces: &[Piece]) -> Manifest {
    let mut own = pieces.iter().map(|piece| {
        let mut manifest = piece.manifest.clone();
        manifest.forget(&piece.shards.earlier);
        manifest
    });
    let mut merged = own.next().expect("an edition has at least one piece");
    own.for_each(|manifest| merged.absorb(manifest));
    merged.shards = None;
    merged
}
