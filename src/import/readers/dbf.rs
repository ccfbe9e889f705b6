//! dBASE tables, as the customs service's older downloads are.

use std::cell::Cell;
use std::io::{Read, Seek, SeekFrom};
use std::rc::Rc;

use dbase::encoding::EncodingRs;
use dbase::{FieldValue, ReaderBuilder};
use encoding_rs::Encoding;

use super::guess;
use super::rows::{Cells, Part, RowSource, Rows};

/// Whether bytes begin like a dBASE table: a version, a date, a header length that fits its fields.
pub(super) fn is_dbf(head: &[u8]) -> bool {
    let [version, _, month, day, ..] = head else { return false };
    if head.len() < 65 || ![0x03, 0x30, 0x83, 0x8B, 0xF5].contains(version) {
        return false;
    }
    let header = usize::from(u16::from_le_bytes([head[8], head[9]]));
    (*month <= 12 && *day <= 31)
        && header > 32
        && (header - 1).is_multiple_of(32) | (*version == 0x30)
}

/// Opens a table. The code page is guessed from the text of the first records: the mark in the header is often not set.
pub(super) fn open<'a, R: Read + Seek + 'a>(
    shown: String,
    mut input: R,
) -> Result<Part<'a>, String> {
    let mut sample = Vec::new();
    input
        .by_ref()
        .take(guess::HEAD as u64)
        .read_to_end(&mut sample)
        .and_then(|_| input.seek(SeekFrom::Start(0)))
        .map_err(|error| error.to_string())?;
    let number = |at: usize| u64::from(u16::from_le_bytes([sample[at], sample[at + 1]]));
    let (header, size) = (number(8), number(10));
    let end = header + size * (number(4) + (number(6) << 16));
    let records = usize::try_from(header).ok().and_then(|from| sample.get(from..));
    let encoding: &'static Encoding = guess::guess(records.unwrap_or_default());
    let at = Rc::new(Cell::new(0));
    let reader = ReaderBuilder::new()
        .with_encoding(EncodingRs::from(encoding))
        .build(Counted { inner: input, at: Rc::clone(&at) })
        .map_err(|error| error.to_string())?;
    let names: Vec<String> = reader.fields().iter().map(|field| field.name().to_owned()).collect();
    let form = format!("dBASE, {}", guess::shown_encoding(encoding));
    let typed = vec![false; names.len()];
    let source = DbfRows { reader, names, typed, next: 0, at, end };
    let rows = Rows::new(shown.clone(), "", '\t', Box::new(source));
    Ok(Part { shown, sheets: vec![rows], form })
}

/// A source that knows how far it was read: an iterator of the reader does not know where an earlier one stopped.
struct Counted<R> {
    inner: R,
    at: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(out)?;
        self.at.set(self.at.get() + read as u64);
        Ok(read)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let at = self.inner.seek(to)?;
        self.at.set(at);
        Ok(at)
    }
}

struct DbfRows<R: Read + Seek> {
    reader: dbase::Reader<Counted<R>>,
    names: Vec<String>,
    /// Columns whose values the format holds as numbers.
    typed: Vec<bool>,
    /// Number of the next record; the names of the fields go before the first.
    next: usize,
    at: Rc<Cell<u64>>,
    /// Where the records end.
    end: u64,
}

impl<R: Read + Seek> RowSource for DbfRows<R> {
    fn next(&mut self, cells: &mut Cells) -> Result<Option<u32>, String> {
        cells.clear();
        if self.next == 0 {
            self.names.iter().for_each(|name| cells.push(name));
            self.next = 1;
            return Ok(Some(1));
        }
        if self.at.get() >= self.end {
            return Ok(None);
        }
        let record = match self.reader.iter_records().next() {
            Some(Ok(record)) => record,
            // The last records were deleted ones.
            Some(Err(_)) if self.at.get() >= self.end => return Ok(None),
            Some(Err(error)) => return Err(error.to_string()),
            None => return Ok(None),
        };
        for (name, typed) in self.names.iter().zip(&mut self.typed) {
            let text = match record.get(name) {
                Some(FieldValue::Character(text)) => text.clone().unwrap_or_default(),
                Some(FieldValue::Numeric(number)) => {
                    *typed = true;
                    number.map(|number| number.to_string()).unwrap_or_default()
                }
                Some(FieldValue::Integer(number)) => number.to_string(),
                Some(FieldValue::Double(number)) => {
                    *typed = true;
                    number.to_string()
                }
                _ => String::new(),
            };
            cells.push(&text);
        }
        self.next += 1;
        Ok(Some(u32::try_from(self.next).unwrap_or(u32::MAX)))
    }

    fn typed(&self, column: usize) -> bool {
        self.typed.get(column).copied().unwrap_or(false)
    }
}
