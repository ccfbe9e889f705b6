//! zip and gzip as downloaded, workbooks, dBASE, text: told apart by their first bytes.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use zip::ZipArchive;

use super::download::{Count, Reopened, Tap};
use super::rows::Part;
use super::{Opened, dbf, guess, pipe, text, unreadable, workbook};
use crate::diagnostics::{Code, Diagnostic, Location};

/// Who takes the parts of a file.
type Then<'t> = &'t mut dyn FnMut(Part<'_>);

/// What a file is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Empty,
    Zip,
    Gzip,
    OldWorkbook,
    Dbf,
    Text,
}

/// Containers nest once.
fn kind(head: &[u8], depth: u8) -> Kind {
    match head {
        [] => Kind::Empty,
        _ if head.starts_with(b"PK\x03\x04") => Kind::Zip,
        _ if head.starts_with(b"\x1F\x8B") && depth < 2 => Kind::Gzip,
        _ if head.starts_with(b"\xD0\xCF\x11\xE0") => Kind::OldWorkbook,
        _ if dbf::is_dbf(head) => Kind::Dbf,
        _ => Kind::Text,
    }
}

/// Calls back with each part of a file, which is the file itself or a member of an archive; gives the SHA-256 of the file. With
/// `feed` a thread of its own reads, hashes, unpacks and decodes ahead.
pub(in crate::import) fn each_part(
    path: &Path,
    count: Count<'_>,
    feed: bool,
    then: Then<'_>,
) -> (Opened<()>, Opened<String>) {
    let tap = Tap::new(path, count);
    let read = tap.open().and_then(|file| open(path.display().to_string(), file, 0, feed, then));
    (read, tap.finish())
}

/// SHA-256 of a file of which nothing else is wanted.
pub(in crate::import) fn sha256(path: &Path) -> Opened<String> {
    Tap::new(path, &|_| ()).finish()
}

/// An archive whose members can be read side by side.
#[derive(Clone)]
pub(in crate::import) struct Archive<'w> {
    shown: String,
    zip: ZipArchive<Reopened<'w>>,
}

impl<'w> Archive<'w> {
    /// A file that is an archive and can be opened as one; what is wrong with others is told when they are read.
    pub(in crate::import) fn of(path: &Path, count: Count<'w>) -> Option<Self> {
        // A pipe gives its bytes once.
        if !std::fs::metadata(path).is_ok_and(|about| about.is_file()) {
            return None;
        }
        let mut head = [0; 4];
        File::open(path).and_then(|mut file| file.read_exact(&mut head)).ok()?;
        if kind(&head, 0) != Kind::Zip {
            return None;
        }
        let mut zip = ZipArchive::new(Reopened::new(path, count)).ok()?;
        (!is_workbook(&mut zip)).then(|| Self { shown: path.display().to_string(), zip })
    }

    /// Its files, in the order of their names.
    pub(in crate::import) fn members(&self) -> Vec<String> {
        names(&self.zip)
    }

    /// Bytes of a member as they lie in the archive.
    pub(in crate::import) fn size(&self, member: &str) -> u64 {
        self.zip.clone().by_name(member).map_or(0, |member| member.compressed_size())
    }

    /// Calls back with each part of a member.
    pub(in crate::import) fn each_part(
        mut self,
        member: &str,
        feed: bool,
        then: Then<'_>,
    ) -> Opened<()> {
        open_member(&self.shown, &mut self.zip, member, 0, feed, then)
    }
}

/// Opens a stream that can be read again from its start.
fn open<R: Read + Seek + Send>(
    shown: String,
    mut input: R,
    depth: u8,
    feed: bool,
    then: Then<'_>,
) -> Opened<()> {
    let head = head(&shown, &mut input)?;
    let rewound = |mut input: R| {
        input.seek(SeekFrom::Start(0)).map(|_| input).map_err(|error| unreadable(&shown, error))
    };
    match kind(&head, depth) {
        Kind::Empty => Err(empty(&shown)),
        Kind::Zip => {
            let mut archive = ZipArchive::new(BufReader::new(rewound(input)?))
                .map_err(|error| unreadable(&shown, error))?;
            if is_workbook(&mut archive) {
                let mut input = archive.into_inner();
                input.seek(SeekFrom::Start(0)).map_err(|error| unreadable(&shown, error))?;
                return open_workbook(shown, Vec::new(), input, then);
            }
            if depth > 1 {
                return Err(unreadable(&shown, "an archive within an archive within an archive"));
            }
            names(&archive)
                .iter()
                .try_for_each(|name| open_member(&shown, &mut archive, name, depth, feed, then))
        }
        Kind::Gzip => {
            let unpacked = flate2::read::MultiGzDecoder::new(BufReader::new(rewound(input)?));
            open_stream(shown, unpacked, depth + 1, feed, then)
        }
        Kind::OldWorkbook => open_workbook(shown, head, input, then),
        Kind::Dbf => {
            let part = dbf::open(shown.clone(), BufReader::new(rewound(input)?));
            then(part.map_err(|error| unreadable(&shown, error))?);
            Ok(())
        }
        Kind::Text => {
            open_text(shown, head, input, feed, then);
            Ok(())
        }
    }
}

/// Opens a stream that gives its bytes once. Text is read as it comes; what must be read to and fro goes to a nameless file on
/// disk first, so that memory stays flat.
fn open_stream<R: Read + Send>(
    shown: String,
    mut packed: R,
    depth: u8,
    feed: bool,
    then: Then<'_>,
) -> Opened<()> {
    let head = head(&shown, &mut packed)?;
    if kind(&head, depth) == Kind::Text {
        open_text(shown, head, packed, feed, then);
        return Ok(());
    }
    let spool = || {
        let mut file = tempfile::tempfile()?;
        std::io::copy(&mut Cursor::new(head).chain(packed), &mut file)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    };
    let spool: Result<File, std::io::Error> = (spool)();
    let file = spool.map_err(|error| unreadable(&shown, error))?;
    open(shown, file, depth, feed, then)
}

fn open_text(shown: String, head: Vec<u8>, rest: impl Read + Send, feed: bool, then: Then<'_>) {
    let (form, decoded) = text::decode(head, rest);
    if feed {
        pipe::ahead(decoded, |blocks| then(text::open(shown, form, blocks)));
    } else {
        then(text::open(shown, form, decoded));
    }
}

fn open_workbook(
    shown: String,
    mut bytes: Vec<u8>,
    mut rest: impl Read,
    then: Then<'_>,
) -> Opened<()> {
    rest.read_to_end(&mut bytes).map_err(|error| unreadable(&shown, error))?;
    then(workbook::open(shown.clone(), bytes).map_err(|error| unreadable(&shown, error))?);
    Ok(())
}

fn open_member<R: Read + Seek + Send>(
    shown: &str,
    archive: &mut ZipArchive<R>,
    name: &str,
    depth: u8,
    feed: bool,
    then: Then<'_>,
) -> Opened<()> {
    let shown = format!("{shown}!{name}");
    let member = archive.by_name(name).map_err(|error| unreadable(&shown, error))?;
    open_stream(shown, member, depth + 1, feed, then)
}

/// The first bytes of a stream.
fn head(shown: &str, input: &mut impl Read) -> Opened<Vec<u8>> {
    let mut head = Vec::with_capacity(guess::HEAD);
    let read = input.take(guess::HEAD as u64).read_to_end(&mut head);
    read.map(|_| head).map_err(|error| unreadable(shown, error))
}

fn is_workbook<R: Read + Seek>(archive: &mut ZipArchive<R>) -> bool {
    archive.by_name("[Content_Types].xml").is_ok()
}

/// The files of an archive, in the order of their names. Resource forks of one system and folders hold no data.
fn names<R: Read + Seek>(archive: &ZipArchive<R>) -> Vec<String> {
    let files = archive.file_names();
    let mut names: Vec<String> = files
        .filter(|name| !name.ends_with('/') && !name.starts_with("__MACOSX/"))
        .map(str::to_owned)
        .collect();
    names.sort_unstable();
    names
}

fn empty(shown: &str) -> Box<Diagnostic> {
    let fault = Diagnostic::error(Code::EmptyTable, "the file is empty")
        .at(Location::file(shown))
        .hint("download it again");
    Box::new(fault)
}
