//! What is done: one line a part, written when the part is in its place. A stopped run goes on from here.
//!
//! Names begin with `_`, so that Spark and Trino do not take the files for data.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::part::{Written, sync_folder};
use super::sources::{Member, Source};
use crate::aside;

/// The journal within a folder of parts.
pub(crate) const JOURNAL: &str = "_journal.csv";
/// The sources of a run that has not ended well, one a line.
pub(crate) const UNFINISHED: &str = "_unfinished.txt";

const HEADER: [&str; 11] = [
    "part",
    "source",
    "member",
    "source_id",
    "source_bytes",
    "source_modified",
    "part_bytes",
    "number",
    "of",
    "rows",
    "bytes",
];

/// A part that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) source: String,
    pub(crate) member: String,
    pub(crate) id: String,
    pub(crate) source_bytes: u64,
    pub(crate) modified: String,
    /// How much text a part takes.
    pub(crate) part_bytes: u64,
    pub(crate) number: u64,
    /// How many parts the member has.
    pub(crate) of: u64,
    pub(crate) rows: u64,
    /// Size of the part.
    pub(crate) bytes: u64,
}

impl Entry {
    pub(super) fn new(
        source: &Source,
        member: &Member,
        part_bytes: u64,
        (number, of): (u64, u64),
        written: Written,
    ) -> Self {
        Self {
            source: source.path.to_string_lossy().into_owned(),
            member: member.name.clone(),
            id: source.id.clone(),
            source_bytes: source.bytes,
            modified: source.modified.clone(),
            part_bytes,
            number,
            of,
            rows: written.rows,
            bytes: written.bytes,
        }
    }

    /// Whether it was made of this source, as it is now, in parts of this size.
    pub(super) fn is_of(&self, source: &Source, part_bytes: u64) -> bool {
        self.id == source.id
            && self.source_bytes == source.bytes
            && self.modified == source.modified
            && self.part_bytes == part_bytes
    }

    fn cells(&self, part: &str) -> [String; 11] {
        [
            part.to_owned(),
            self.source.clone(),
            self.member.clone(),
            self.id.clone(),
            self.source_bytes.to_string(),
            self.modified.clone(),
            self.part_bytes.to_string(),
            self.number.to_string(),
            self.of.to_string(),
            self.rows.to_string(),
            self.bytes.to_string(),
        ]
    }

    fn parse(row: &csv::StringRecord) -> Option<(String, Self)> {
        let text = |column: usize| row.get(column).map(str::to_owned);
        let number = |column: usize| row.get(column)?.parse::<u64>().ok();
        let entry = Self {
            source: text(1)?,
            member: text(2)?,
            id: text(3)?,
            source_bytes: number(4)?,
            modified: text(5)?,
            part_bytes: number(6)?,
            number: number(7)?,
            of: number(8)?,
            rows: number(9)?,
            bytes: number(10)?,
        };
        (row.len() == HEADER.len()).then_some((text(0)?, entry))
    }
}

/// The parts that are done, by name.
pub(crate) type Entries = BTreeMap<String, Entry>;

/// The entries of a folder whose parts are there as they were written. A line that a stopped run tore is passed over.
pub(crate) fn standing(out: &Path) -> io::Result<Entries> {
    let mut entries = all(out)?;
    entries.retain(|part, entry| {
        std::fs::metadata(out.join(part)).is_ok_and(|meta| meta.len() == entry.bytes)
    });
    Ok(entries)
}

/// Every entry of a folder.
pub(crate) fn all(out: &Path) -> io::Result<Entries> {
    let bytes = match std::fs::read(out.join(JOURNAL)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Entries::new()),
        Err(error) => return Err(error),
    };
    // What follows the last line feed was not written to its end.
    let whole = memchr::memrchr(b'\n', &bytes).map_or(0, |end| end + 1);
    let reader = csv::ReaderBuilder::new().flexible(true).from_reader(&bytes[..whole]);
    Ok(reader.into_records().filter_map(|row| Entry::parse(&row.ok()?)).collect())
}

/// Writes the journal anew, in the order of the parts, and opens it to add to.
pub(super) fn rewrite(out: &Path, entries: &Entries) -> io::Result<File> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER)?;
    for (part, entry) in entries {
        writer.write_record(entry.cells(part))?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    publish(out, JOURNAL, &bytes)?;
    OpenOptions::new().append(true).open(out.join(JOURNAL))
}

/// Adds a part that is in its place.
pub(super) fn add(journal: &mut File, part: &str, entry: &Entry) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(entry.cells(part))?;
    journal.write_all(&writer.into_inner().map_err(|error| error.into_error())?)?;
    journal.sync_data()
}

/// The sources of runs that have not ended well.
pub(crate) fn unfinished(out: &Path) -> io::Result<BTreeSet<String>> {
    match std::fs::read_to_string(out.join(UNFINISHED)) {
        Ok(text) => Ok(text.lines().map(str::to_owned).collect()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(error),
    }
}

/// Notes them; none removes the note.
pub(super) fn note_unfinished(out: &Path, sources: &BTreeSet<String>) -> io::Result<()> {
    if sources.is_empty() {
        match std::fs::remove_file(out.join(UNFINISHED)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => sync_folder(out),
        }
        return Ok(());
    }
    let text: String = sources.iter().map(|source| format!("{source}\n")).collect();
    publish(out, UNFINISHED, text.as_bytes())
}

fn publish(out: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut aside = aside(out)?;
    aside.write_all(bytes)?;
    aside.as_file().sync_all()?;
    aside.persist(out.join(name)).map_err(|error| error.error)?;
    sync_folder(out);
    Ok(())
}
