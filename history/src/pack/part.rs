//! One part: the lines that begin in a range of bytes of a text become one Parquet file, which appears whole or not at all.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use datafusion::arrow::datatypes::SchemaRef;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::file::properties::WriterProperties;

use super::faults::FaultBook;
use super::rows::Rows;
use super::schema::schema;
use crate::diagnostics::Faults;
use crate::{aside, unreadable, unwritten};

/// How much is read at a time.
const BLOCK: usize = 1 << 20;
/// No record is as long as this; a file without line ends is none of records.
const LONGEST_LINE: usize = 1 << 24;
/// Records of a batch.
const BATCH: usize = 1 << 14;

/// What a part has become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) rows: u64,
    pub(super) bytes: u64,
}

/// Why a part was not written.
pub(super) enum Failed {
    /// Cells have faults.
    Cells(FaultBook),
    /// Reading or writing failed.
    Files(Faults),
}

/// The lines of a text that begin in `range`, which starts at a line if it starts with the text.
pub(super) struct Range {
    pub(super) start: u64,
    pub(super) end: u64,
    pub(super) first: bool,
}

/// Writes the part beside its place, syncs it and renames it.
pub(super) fn write(
    text: &Path,
    range: &Range,
    rows: &mut Rows<'_>,
    out: &Path,
    name: &str,
    progress: &dyn Fn(u64),
) -> Result<Written, Failed> {
    let target = out.join(name);
    let files = |error: &dyn std::fmt::Display| Failed::Files(unwritten(&target, error));
    let schema = schema();
    let aside = aside(out).map_err(|error| files(&error))?;
    let zstd = ZstdLevel::try_new(1).expect("a level of zstd");
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(zstd)).build();
    let writer = ArrowWriter::try_new(aside.as_file(), schema.clone(), Some(properties));
    let mut writer = writer.map_err(|error| files(&error))?;
    let mut total = 0;
    read_lines(text, range, progress, &mut |line| {
        rows.read(line);
        if rows.builders.rows() < BATCH {
            return Ok(());
        }
        total += flush(&mut writer, rows, &schema).map_err(|error| files(&error))?;
        Ok(())
    })?;
    total += flush(&mut writer, rows, &schema).map_err(|error| files(&error))?;
    if !rows.faults.is_empty() {
        let mut faults = std::mem::take(&mut rows.faults);
        faults.shift(
            lines_before(text, range.start, range.first).map_err(|error| read(text, error))?,
        );
        return Err(Failed::Cells(faults));
    }
    writer.close().map_err(|error| files(&error))?;
    let finish = || {
        aside.as_file().sync_all()?;
        let bytes = aside.as_file().metadata()?.len();
        aside.persist(&target).map_err(|error| error.error)?;
        sync_folder(out);
        Ok::<_, io::Error>(bytes)
    };
    let bytes = finish().map_err(|error| files(&error))?;
    Ok(Written { rows: total, bytes })
}

/// Makes a rename last; systems that cannot sync a folder do it on their own.
pub(super) fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

fn flush(
    writer: &mut ArrowWriter<&File>,
    rows: &mut Rows<'_>,
    schema: &SchemaRef,
) -> Result<u64, Box<dyn std::error::Error>> {
    let batch = rows.builders.batch(schema)?;
    // Once there are faults nothing of the part will be kept.
    if rows.faults.is_empty() {
        writer.write(&batch)?;
    }
    Ok(u64::try_from(batch.num_rows())?)
}

/// Calls back with each line that begins in the range.
fn read_lines(
    text: &Path,
    range: &Range,
    progress: &dyn Fn(u64),
    then: &mut dyn FnMut(&[u8]) -> Result<(), Failed>,
) -> Result<(), Failed> {
    let mut file = File::open(text).map_err(|error| read(text, error))?;
    // The line that a range begins within belongs to the range before; so does one that ends just where the range begins.
    let mut skip = !range.first;
    let mut at = if skip { range.start - 1 } else { range.start };
    file.seek(SeekFrom::Start(at)).map_err(|error| read(text, error))?;
    let mut held: Vec<u8> = Vec::with_capacity(2 * BLOCK);
    loop {
        let before = held.len();
        let taken = file.by_ref().take(BLOCK as u64).read_to_end(&mut held);
        let taken = taken.map_err(|error| read(text, error))?;
        progress(taken as u64);
        let ended = taken == 0;
        let mut done = 0;
        let mut ends = memchr::memchr_iter(b'\n', &held[before..]);
        loop {
            let end = match ends.next() {
                Some(end) => before + end + 1,
                None if ended && done < held.len() => held.len(),
                None => break,
            };
            if skip {
                skip = false;
            } else {
                if at >= range.end {
                    return Ok(());
                }
                then(&held[done..end])?;
            }
            at += (end - done) as u64;
            done = end;
        }
        held.drain(..done);
        if ended || (at >= range.end && !skip) {
            return Ok(());
        }
        if held.len() > LONGEST_LINE {
            return Err(read(text, io::Error::other("a line of more than 16 MiB")));
        }
    }
}

fn read(text: &Path, error: io::Error) -> Failed {
    Failed::Files(unreadable(&text.display().to_string(), error).into())
}

/// How many lines stand before the first line of a range.
fn lines_before(text: &Path, start: u64, first: bool) -> io::Result<u64> {
    let mut file = File::open(text)?;
    let mut block = vec![0; BLOCK];
    let (mut lines, mut left) = (0, start);
    while left > 0 {
        let wanted = usize::try_from(left).unwrap_or(BLOCK).min(BLOCK);
        let count = file.read(&mut block[..wanted])?;
        if count == 0 {
            break;
        }
        lines += memchr::memchr_iter(b'\n', &block[..count]).count() as u64;
        left -= count as u64;
        if left == 0 && !first && block[count - 1] != b'\n' {
            // The range begins within a line that it leaves out.
            lines += 1;
        }
    }
    Ok(lines)
}
