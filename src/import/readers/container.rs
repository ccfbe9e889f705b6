//! zip and gzip as downloaded, workbooks, dBASE, text: told apart by their first bytes.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::rows::Part;
use super::{Opened, dbf, guess, text, workbook};
use crate::diagnostics::{Code, Diagnostic, Location};

/// SHA-256 of a file as it was downloaded, read in a stream.
pub(in crate::import) fn sha256(path: &Path) -> Opened<String> {
    let fault = |error: std::io::Error| unreadable(&path.display().to_string(), error);
    let mut file = File::open(path).map_err(fault)?;
    let mut hash = Sha256::new();
    let mut block = vec![0; guess::HEAD];
    loop {
        let read = file.read(&mut block).map_err(fault)?;
        if read == 0 {
            break;
        }
        hash.update(&block[..read]);
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Calls back with each part of a file: the file itself, or the members of an archive.
pub(in crate::import) fn each_part(path: &Path, then: &mut dyn FnMut(Part<'_>)) -> Opened<()> {
    let shown = path.display().to_string();
    let file = File::open(path).map_err(|error| unreadable(&shown, error))?;
    open(shown, BufReader::new(file), 0, then)
}

/// Opens a stream that may be a container; containers nest once.
fn open<R: Read + Seek + 'static>(
    shown: String,
    mut input: R,
    depth: u8,
    then: &mut dyn FnMut(Part<'_>),
) -> Opened<()> {
    let mut head = Vec::new();
    input
        .by_ref()
        .take(guess::HEAD as u64)
        .read_to_end(&mut head)
        .map_err(|error| unreadable(&shown, error))?;
    let rewound = |mut input: R| {
        input.seek(SeekFrom::Start(0)).map(|_| input).map_err(|error| unreadable(&shown, error))
    };
    if head.is_empty() {
        let fault = Diagnostic::error(Code::EmptyTable, "the file is empty")
            .at(Location::file(&shown))
            .hint("download it again");
        return Err(Box::new(fault));
    }
    if head.starts_with(b"PK\x03\x04") {
        let mut archive =
            zip::ZipArchive::new(rewound(input)?).map_err(|error| unreadable(&shown, error))?;
        if archive.by_name("[Content_Types].xml").is_ok() {
            let mut bytes = Vec::new();
            let mut input = archive.into_inner();
            input
                .seek(SeekFrom::Start(0))
                .and_then(|_| input.read_to_end(&mut bytes))
                .map_err(|error| unreadable(&shown, error))?;
            then(workbook::open(shown.clone(), bytes).map_err(|e| unreadable(&shown, e))?);
            return Ok(());
        }
        return members(&shown, &mut archive, depth, then);
    }
    if head.starts_with(b"\x1F\x8B") && depth < 2 {
        let member = spool(&shown, flate2::read::MultiGzDecoder::new(rewound(input)?))?;
        return open(shown, member, depth + 1, then);
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0") {
        let mut bytes = head;
        input.read_to_end(&mut bytes).map_err(|error| unreadable(&shown, error))?;
        then(workbook::open(shown.clone(), bytes).map_err(|e| unreadable(&shown, e))?);
        return Ok(());
    }
    if dbf::is_dbf(&head) {
        let part = dbf::open(shown.clone(), rewound(input)?);
        then(part.map_err(|error| unreadable(&shown, error))?);
        return Ok(());
    }
    then(text::open(shown, head, input));
    Ok(())
}

/// The files of an archive, in the order of their names.
fn members<R: Read + Seek>(
    shown: &str,
    archive: &mut zip::ZipArchive<R>,
    depth: u8,
    then: &mut dyn FnMut(Part<'_>),
) -> Opened<()> {
    if depth > 1 {
        return Err(unreadable(shown, "an archive within an archive within an archive"));
    }
    let mut names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    names.sort_unstable();
    for name in names {
        // Resource forks of one system and folders hold no data.
        if name.ends_with('/') || name.starts_with("__MACOSX/") {
            continue;
        }
        let shown = format!("{shown}!{name}");
        let member = archive.by_name(&name).map_err(|error| unreadable(&shown, error))?;
        let member = spool(&shown, member)?;
        open(shown, member, depth + 1, then)?;
    }
    Ok(())
}

/// Unpacks to a nameless file on disk: memory stays flat, and a reader may go back to the start.
fn spool(shown: &str, mut packed: impl Read) -> Opened<BufReader<File>> {
    let unpack = || {
        let mut file = tempfile::tempfile()?;
        std::io::copy(&mut packed, &mut file)?;
        file.seek(SeekFrom::Start(0))?;
        Ok::<_, std::io::Error>(BufReader::new(file))
    };
    let mut unpack = unpack;
    unpack().map_err(|error| unreadable(shown, error))
}

fn unreadable(shown: &str, error: impl std::fmt::Display) -> Box<Diagnostic> {
    let fault = Diagnostic::error(Code::ImportUnreadable, "the file cannot be read")
        .at(Location::file(shown))
        .found(error.to_string())
        .hint("download it again; if it opens elsewhere, save it as CSV in UTF-8");
    Box::new(fault)
}
