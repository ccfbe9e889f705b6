//! Delimited text in the encodings in which statistical offices publish it.

use std::io::Read;

use csv::StringRecord;
use encoding_rs::{Decoder, Encoding, UTF_8};

use super::guess::{HEAD, delimiter, guess, shown_encoding};
use super::rows::{Part, RowSource, Rows};

/// Opens text whose first bytes are in `head` and whose other bytes follow in `rest`.
pub(super) fn open<'a>(shown: String, head: Vec<u8>, rest: impl Read + 'a) -> Part<'a> {
    let encoding = guess(&head);
    let sample = encoding.decode(&head).0;
    let delimiter = delimiter(&sample);
    let decoded = Decoded::new(encoding, std::io::Cursor::new(head).chain(rest));
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(HEAD)
        .from_reader(decoded);
    let name = match delimiter {
        b'\t' => "TAB",
        b';' => "semicolon",
        _ => "comma",
    };
    let form = format!("{name}, {}", shown_encoding(encoding));
    let source = Box::new(TextRows { reader });
    let rows = Rows::new(shown.clone(), "", char::from(delimiter), source);
    Part { shown, sheets: vec![rows], form }
}

struct TextRows<R> {
    reader: csv::Reader<R>,
}

impl<R: Read> RowSource for TextRows<R> {
    fn next(&mut self, cells: &mut StringRecord) -> Result<Option<u32>, String> {
        match self.reader.read_record(cells) {
            Ok(true) => {
                let line = cells.position().map_or(0, csv::Position::line);
                Ok(Some(u32::try_from(line).unwrap_or(u32::MAX)))
            }
            Ok(false) => Ok(None),
            Err(error) => Err(error.to_string()),
        }
    }

    fn typed(&self, _: usize) -> bool {
        false
    }
}

/// Bytes of any encoding as UTF-8 without byte order mark and carriage returns.
struct Decoded<R> {
    inner: R,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    ready: Vec<u8>,
    at: usize,
    ended: bool,
    first: bool,
}

impl<R: Read> Decoded<R> {
    fn new(encoding: &'static Encoding, inner: R) -> Self {
        // UTF-8 goes through as it is, so that a broken byte is a fault and not a replacement character.
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_with_bom_removal());
        let raw = vec![0; HEAD];
        Self { inner, decoder, raw, ready: Vec::new(), at: 0, ended: false, first: true }
    }

    fn fill(&mut self) -> std::io::Result<()> {
        let read = self.inner.read(&mut self.raw)?;
        self.ended = read == 0;
        self.at = 0;
        match &mut self.decoder {
            None => {
                self.ready.clear();
                self.ready.extend_from_slice(&self.raw[..read]);
                if self.first && self.ready.starts_with(b"\xEF\xBB\xBF") {
                    self.ready.drain(..3);
                }
            }
            Some(decoder) => {
                let mut text = String::with_capacity(
                    decoder.max_utf8_buffer_length(read).unwrap_or(4 * read + 16),
                );
                let (_, _, _) = decoder.decode_to_string(&self.raw[..read], &mut text, self.ended);
                self.ready = text.into_bytes();
            }
        }
        self.first = false;
        self.ready.retain(|byte| *byte != b'\r');
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        while self.at == self.ready.len() && !self.ended {
            self.fill()?;
        }
        let count = out.len().min(self.ready.len() - self.at);
        out[..count].copy_from_slice(&self.ready[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}
