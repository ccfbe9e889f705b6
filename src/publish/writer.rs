//! Writing, atomically.

use std::io::Write;
use std::path::Path;

use super::manifest::{self, DocumentRecord, Manifest};
use super::shards::Extent;
use super::staging::{StagedFile, write_fault};
use crate::diagnostics::Outcome;
use crate::edition::Edition;

/// A file of an edition, in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Path inside the edition's folder, `/` between folders.
    pub path: String,
    /// Content.
    pub bytes: Vec<u8>,
    /// Number of pages of a PDF.
    pub pages: Option<usize>,
}

impl OutputFile {
    /// A file.
    pub fn new(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { path: path.into(), bytes, pages: None }
    }

    /// SHA-256 of the content, lower-case hexadecimal.
    pub fn sha256(&self) -> String {
        crate::report::sha256(&self.bytes)
    }
}

/// Puts the files of an edition into their places below `folder` and writes its manifest. What makes all of an edition
/// removes what an earlier run wrote and this one does not have.
///
/// # Errors
/// `E0401` for the first file that cannot be written; files written before it stay, each whole.
pub fn publish(
    folder: &Path,
    edition: &Edition,
    templates_sha256: &str,
    files: &[StagedFile],
    documents: Vec<DocumentRecord>,
    extent: &Extent,
) -> Outcome<()> {
    let mut manifest = Manifest::new(edition, templates_sha256.to_owned(), documents, files);
    let gone = manifest.succeed(manifest::read(folder), extent);
    place(folder, files, &manifest, &gone)
}

/// Renames files into their places, writes the manifest, removes the files that are gone.
pub(super) fn place(
    folder: &Path,
    files: &[StagedFile],
    manifest: &Manifest,
    gone: &[String],
) -> Outcome<()> {
    for file in files {
        let Some(at) = &file.at else { continue };
        let target = folder.join(&file.path);
        let parent = target.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent)
            .and_then(|()| std::fs::rename(at, &target))
            .map_err(|error| write_fault(&target, &error))?;
    }
    write(folder, manifest::FILE, manifest.to_json().as_bytes())?;
    for path in gone {
        // The manifest no longer lists it: failing to remove it harms nobody.
        let _ = std::fs::remove_file(folder.join(path));
    }
    Ok(())
}

/// Writes files without a manifest: what `export` makes is no edition.
///
/// # Errors
/// `E0401` for the first file that cannot be written.
pub fn publish_loose(folder: &Path, files: &[OutputFile]) -> Outcome<()> {
    files.iter().try_for_each(|file| write(folder, &file.path, &file.bytes))
}

/// Writes one file beside its place and renames it into it.
fn write(folder: &Path, path: &str, bytes: &[u8]) -> Outcome<()> {
    let target = folder.join(path);
    let fault = |error: &dyn std::fmt::Display| write_fault(&target, error);
    let parent = target.parent().unwrap_or(folder);
    std::fs::create_dir_all(parent).map_err(|e| fault(&e))?;
    let mut file = tempfile::Builder::new()
        .prefix(".tradeprint-")
        .tempfile_in(parent)
        .map_err(|e| fault(&e))?;
    file.write_all(bytes).map_err(|e| fault(&e))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Temporary files are private; reports are for everyone.
        let open = std::fs::Permissions::from_mode(0o644);
        file.as_file().set_permissions(open).map_err(|e| fault(&e))?;
    }
    file.persist(&target).map_err(|e| fault(&e.error))?;
    Ok(())
}
