//! The files to pack: plain text as it lies, archives unpacked to a file aside.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::TempPath;

use super::layout::Layout;
use crate::diagnostics::{Code, Diagnostic, Location};
use crate::guess::HEAD;
use crate::{aside, unreadable};

/// How much of the start and of the end tells a file from others.
const MARKED: u64 = 1 << 20;

/// A file as it was given.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) shown: String,
    /// By size, start and end: a file that was moved is known again, and one that is given twice is found.
    pub(super) id: String,
    pub(super) bytes: u64,
    /// Seconds since 1970, with nine decimals.
    pub(super) modified: String,
    pub(super) kind: Kind,
}

/// How a file holds its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Gzip,
    Zip,
}

/// A member of an archive, or the file itself without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) name: String,
    /// Its place among the members in the order of their names; 0 for what is no archive.
    pub(super) number: usize,
}

/// Text with its layout.
pub(super) struct Text {
    pub(super) shown: String,
    pub(super) place: Place,
    pub(super) bytes: u64,
    pub(super) layout: Layout,
}

/// Where a text lies; what was unpacked goes when nothing needs it any more.
pub(super) enum Place {
    File(PathBuf),
    Aside(TempPath),
}

impl Place {
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Aside(path) => path,
        }
    }
}

impl Source {
    /// Looks at a file; a fault if it cannot be read.
    pub(super) fn open(path: &Path) -> Result<Self, Box<Diagnostic>> {
        let shown = path.display().to_string();
        let look = || {
            let mut file = File::open(path)?;
            let meta = file.metadata()?;
            if meta.is_dir() {
                return Err(io::Error::other("a folder"));
            }
            let bytes = meta.len();
            let mut hash = Sha256::new();
            hash.update(bytes.to_le_bytes());
            let mut block = Vec::new();
            file.by_ref().take(MARKED).read_to_end(&mut block)?;
            let kind = match block.get(..4) {
                Some(b"PK\x03\x04") => Kind::Zip,
                Some([0x1F, 0x8B, ..]) => Kind::Gzip,
                _ => Kind::Text,
            };
            hash.update(&block);
            file.seek(SeekFrom::Start(bytes.saturating_sub(MARKED)))?;
            block.clear();
            file.read_to_end(&mut block)?;
            hash.update(&block);
            let id = hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
            let since = meta.modified()?.duration_since(std::time::UNIX_EPOCH);
            let since = since.unwrap_or_default();
            let modified = format!("{}.{:09}", since.as_secs(), since.subsec_nanos());
            Ok((id, bytes, modified, kind, path.canonicalize()?))
        };
        let (id, bytes, modified, kind, path) = look().map_err(|e| unreadable(&shown, e))?;
        if bytes == 0 {
            let fault = Diagnostic::error(Code::EmptyTable, "the file is empty")
                .at(Location::file(&shown))
                .hint("download it again");
            return Err(Box::new(fault));
        }
        Ok(Self { path, shown, id, bytes, modified, kind })
    }

    /// Its members in the order of their names.
    pub(super) fn members(&self) -> Result<Vec<Member>, Box<Diagnostic>> {
        if self.kind != Kind::Zip {
            return Ok(vec![Member { name: String::new(), number: 0 }]);
        }
        let file = File::open(&self.path).map_err(|error| unreadable(&self.shown, error))?;
        let archive = zip::ZipArchive::new(BufReader::new(file))
            .map_err(|error| unreadable(&self.shown, error))?;
        // Folders, and resource forks of one system, hold no data.
        let mut names: Vec<String> = archive
            .file_names()
            .filter(|name| !name.ends_with('/') && !name.starts_with("__MACOSX/"))
            .map(str::to_owned)
            .collect();
        names.sort_unstable();
        Ok(names
            .into_iter()
            .enumerate()
            .map(|(place, name)| Member { name, number: place + 1 })
            .collect())
    }

    /// The name of a part, which says what it was made of.
    pub(super) fn part_name(&self, member: &Member, number: u64) -> String {
        let stem = self.path.file_name().map(|name| name.to_string_lossy().into_owned());
        let stem = stem.unwrap_or_default();
        let stem = stem.split('.').next().unwrap_or_default();
        let member = match member.number {
            0 => String::new(),
            number => format!("m{number:03}-"),
        };
        format!("{stem}-{}-{member}{number:05}.parquet", self.id)
    }

    /// The text of a member, unpacked into `out` if it is packed.
    pub(super) fn text(&self, member: &Member, out: &Path) -> Result<Text, Box<Diagnostic>> {
        let shown = match member.number {
            0 => self.shown.clone(),
            _ => format!("{}!{}", self.shown, member.name),
        };
        let fault = |error: io::Error| Box::new(unreadable(&shown, error));
        let place = match self.kind {
            Kind::Text => Place::File(self.path.clone()),
            Kind::Gzip => {
                let file = File::open(&self.path).map_err(fault)?;
                Place::Aside(
                    unpack(flate2::bufread::MultiGzDecoder::new(BufReader::new(file)), out)
                        .map_err(fault)?,
                )
            }
            Kind::Zip => Place::Aside(self.member(&member.name, out).map_err(fault)?),
        };
        let mut head = Vec::new();
        let mut file = File::open(place.path()).map_err(fault)?;
        file.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(fault)?;
        let bytes = file.metadata().map_err(fault)?.len();
        let layout = Layout::of(&head, &shown)?;
        Ok(Text { shown, place, bytes, layout })
    }

    fn member(&self, name: &str, out: &Path) -> io::Result<TempPath> {
        let mut archive = zip::ZipArchive::new(BufReader::new(File::open(&self.path)?))?;
        let mut packed = BufReader::new(archive.by_name(name)?);
        let mut head = [0; 2];
        let count = packed.read(&mut head)?;
        let packed = io::Cursor::new(head).take(count as u64).chain(packed);
        match &head[..count] {
            [0x1F, 0x8B] => unpack(flate2::read::MultiGzDecoder::new(packed), out),
            _ => unpack(packed, out),
        }
    }
}

/// Unpacks to a file aside: memory stays flat, and several threads read it.
fn unpack(mut packed: impl Read, out: &Path) -> io::Result<TempPath> {
    let mut file = aside(out)?;
    io::copy(&mut packed, &mut file)?;
    Ok(file.into_temp_path())
}
