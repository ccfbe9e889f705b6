//! dBASE tables, as the customs service's older downloads are.

use std::io::{Read, Seek, SeekFrom};

use csv::StringRecord;
use dbase::encoding::EncodingRs;
use dbase::{FieldValue, ReaderBuilder};
use encoding_rs::Encoding;

use super::rows::{Part, RowSource, Rows};
use super::text;

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
pub(super) fn open<R: Read + Seek + 'static>(
    shown: String,
    mut input: R,
) -> Result<Part<'static>, String> {
    let mut sample = Vec::new();
    input
        .by_ref()
        .take(text::HEAD as u64)
        .read_to_end(&mut sample)
        .and_then(|_| input.seek(SeekFrom::Start(0)))
        .map_err(|error| error.to_string())?;
    let header = usize::from(u16::from_le_bytes([sample[8], sample[9]]));
    let encoding: &'static Encoding = text::guess(sample.get(header..).unwrap_or_default());
    let reader = ReaderBuilder::new()
        .with_encoding(EncodingRs::from(encoding))
        .build(input)
        .map_err(|error| error.to_string())?;
    let names: Vec<String> = reader.fields().iter().map(|field| field.name().to_owned()).collect();
    let form = format!("dBASE, {}", encoding.name());
    let source = DbfRows { reader, typed: vec![false; names.len()], names, next: 0 };
    let rows = Rows::new(shown.clone(), "", '\t', Box::new(source));
    Ok(Part { shown, sheets: vec![rows], form })
}

struct DbfRows<R: Read + Seek> {
    reader: dbase::Reader<R>,
    names: Vec<String>,
    /// Columns whose values the format holds as numbers.
    typed: Vec<bool>,
    /// Number of the next record; the names of the fields go before the first.
    next: usize,
}

impl<R: Read + Seek> RowSource for DbfRows<R> {
    fn next(&mut self, cells: &mut StringRecord) -> Result<Option<u32>, String> {
        cells.clear();
        if self.next == 0 {
            self.names.iter().for_each(|name| cells.push_field(name));
            self.next = 1;
            return Ok(Some(1));
        }
        let record = match self.reader.iter_records().next() {
            None => return Ok(None),
            Some(record) => record.map_err(|error| error.to_string())?,
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
            cells.push_field(&text);
        }
        self.next += 1;
        Ok(Some(u32::try_from(self.next).unwrap_or(u32::MAX)))
    }

    fn typed(&self, column: usize) -> bool {
        self.typed.get(column).copied().unwrap_or(false)
    }
}
