//! Files of a run before they stand in their places.
//!
//! A document that is finished leaves memory: its files wait in a hidden folder beside the editions, on the same file
//! system, so that publishing is renaming. What a killed run leaves behind is removed by the next one: a folder of files
//! that wait is in use as long as its lock is held, and a process that ends holds none.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::OutputFile;
use crate::diagnostics::{Code, Diagnostic, Location, Outcome};

/// How the names of such folders begin.
const PREFIX: &str = ".tradeprint-staging-";
/// The file whose lock says that a folder is in use.
const LOCK: &str = "lock";

/// A file that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StagedFile {
    /// Path inside the edition's folder, `/` between folders.
    pub path: String,
    /// SHA-256 of the content, lower-case hexadecimal.
    pub sha256: String,
    /// Number of pages of a PDF.
    pub pages: Option<usize>,
    /// Where it waits; nowhere if it stands in its place already.
    pub(super) at: Option<PathBuf>,
}

/// A folder of files that wait; removed with what is left in it when the run ends.
#[derive(Debug)]
pub struct Staging {
    editions: PathBuf,
    folder: tempfile::TempDir,
    _lock: File,
}

impl Staging {
    /// A new folder below the folder of the editions, which is made if there is none.
    ///
    /// # Errors
    /// `E0401` if it cannot be made.
    pub fn new(editions: &Path) -> Outcome<Self> {
        let fault = |error: std::io::Error| write_fault(editions, &error);
        std::fs::create_dir_all(editions).map_err(fault)?;
        remove_abandoned(editions);
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(editions).map_err(fault)?;
        // The file gets its name when it is locked: another run that looks in between finds none.
        let unnamed = folder.path().join("new-lock");
        let lock = File::create(&unnamed).map_err(fault)?;
        lock.lock().map_err(fault)?;
        std::fs::rename(&unnamed, folder.path().join(LOCK)).map_err(fault)?;
        Ok(Self { editions: editions.to_owned(), folder, _lock: lock })
    }

    /// Waits until no other run is publishing; the others wait as long as the value lives.
    ///
    /// # Errors
    /// `E0401` if the file that holds the turn cannot be written.
    pub fn turn(&self) -> Outcome<File> {
        let path = self.editions.join(".tradeprint").join("turn");
        let fault = |error: std::io::Error| write_fault(&path, &error);
        std::fs::create_dir_all(self.editions.join(".tradeprint")).map_err(fault)?;
        let file = File::create(&path).map_err(fault)?;
        file.lock().map_err(fault)?;
        Ok(file)
    }

    /// Lets a file wait. Files of different paths may come from several threads.
    ///
    /// # Errors
    /// `E0401` if it cannot be written.
    pub fn add(&self, file: &OutputFile) -> Outcome<StagedFile> {
        let staged = self.write(&file.path, |out| out.write_all(&file.bytes))?;
        Ok(StagedFile { pages: file.pages, ..staged })
    }

    /// The same for a file that is written as it comes, and never in memory as a whole.
    ///
    /// # Errors
    /// `E0401` if it cannot be written.
    pub fn write(
        &self,
        path: &str,
        content: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
    ) -> Outcome<StagedFile> {
        let at = self.folder.path().join("files").join(path);
        let sha256 = write_new(&at, content).map_err(|error| write_fault(&at, &error))?;
        Ok(StagedFile { path: path.to_owned(), sha256, pages: None, at: Some(at) })
    }
}

/// Writes a file; gives the SHA-256 of what stands in it.
fn write_new(
    at: &Path,
    content: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> std::io::Result<String> {
    if let Some(parent) = at.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let mut out = Hashing { file: File::create(at)?, hasher: Sha256::new() };
    content(&mut out)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Reports are for everyone, whatever the mask of the one who makes them.
        out.file.set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    Ok(out.hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A file whose content is hashed on its way.
struct Hashing {
    file: File,
    hasher: Sha256,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// Removes the folders of runs that are no more.
fn remove_abandoned(editions: &Path) {
    let Ok(entries) = std::fs::read_dir(editions) else { return };
    for entry in entries.flatten() {
        if !entry.file_name().to_string_lossy().starts_with(PREFIX) {
            continue;
        }
        // No lock yet: its run is just making the folder.
        let Ok(lock) = File::open(entry.path().join(LOCK)) else { continue };
        if lock.try_lock().is_ok() {
            // Litter harms nobody: failing to remove it is no fault.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// The fault of a file that cannot be written.
pub(super) fn write_fault(target: &Path, error: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error(Code::WriteFailed, "a file cannot be written")
        .at(Location::file(target.display().to_string()))
        .found(error.to_string())
        .hint("check that the folder exists, is yours and has room; --out DIR names another")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_comes_in_pieces_has_the_hash_of_the_whole() {
        let editions = tempfile::tempdir().unwrap();
        let staging = Staging::new(editions.path()).unwrap();
        let pieces = |out: &mut dyn Write| {
            out.write_all(b"one,")?;
            out.write_all(b"two")
        };
        let pieces = staging.write("a.csv", pieces).unwrap();
        let whole = staging.add(&OutputFile::new("b.csv", b"one,two".to_vec())).unwrap();
        assert_eq!(std::fs::read(pieces.at.unwrap()).unwrap(), b"one,two");
        assert_eq!(pieces.sha256, whole.sha256);
        assert_eq!(whole.sha256, OutputFile::new("b.csv", b"one,two".to_vec()).sha256());
    }

    #[test]
    fn what_a_killed_run_leaves_is_removed_and_what_is_in_use_is_not() {
        let editions = tempfile::tempdir().unwrap();
        let dead = editions.path().join(format!("{PREFIX}dead"));
        std::fs::create_dir(&dead).unwrap();
        std::fs::write(dead.join(LOCK), "").unwrap();
        let running = Staging::new(editions.path()).unwrap();
        let kept = running.add(&OutputFile::new("regions/a.pdf", b"one".to_vec())).unwrap();
        assert!(!dead.exists());
        let other = Staging::new(editions.path()).unwrap();
        assert!(kept.at.is_some_and(|at| at.exists()));
        drop(running.turn().unwrap());
        drop(other.turn().unwrap());
        drop((running, other));
        std::fs::remove_dir_all(editions.path().join(".tradeprint")).unwrap();
        assert_eq!(std::fs::read_dir(editions.path()).unwrap().count(), 0);
    }
}
