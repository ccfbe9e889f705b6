//! Delimited text in the encodings in which statistical offices publish it.

use std::io::Read;

use csv::StringRecord;
use encoding_rs::{Decoder, Encoding, IBM866, UTF_8, WINDOWS_1251, WINDOWS_1252};

use super::rows::{Part, RowSource, Rows};

/// How much of a file decides encoding and delimiter.
pub(super) const HEAD: usize = 1 << 16;

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

pub(super) fn shown_encoding(encoding: &'static Encoding) -> &'static str {
    if encoding == WINDOWS_1252 {
        "ISO-8859-1"
    } else if encoding == IBM866 {
        "CP866"
    } else {
        encoding.name()
    }
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

/// The encoding of a text: its byte order mark, else UTF-8 if it is that, else by where the letters beyond ASCII lie. Letters that
/// stand alone among Latin ones are ISO-8859-1; whole words are Cyrillic, in CP866 where the capitals lie below 0xA0.
pub(super) fn guess(head: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    match std::str::from_utf8(head) {
        Ok(_) => return UTF_8,
        // The sample may end inside a letter.
        Err(error) if error.error_len().is_none() => return UTF_8,
        Err(_) => {}
    }
    let high = |byte: &u8| *byte >= 0x80;
    let letters = head.iter().filter(|byte| high(byte)).count();
    let words = head.windows(2).filter(|pair| pair.iter().all(high)).count();
    if words * 2 < letters {
        return WINDOWS_1252;
    }
    let dos = head.iter().filter(|byte| (0x80..0xB0).contains(*byte)).count();
    if dos * 2 > letters { IBM866 } else { WINDOWS_1251 }
}

/// The delimiter that splits the fullest of the first lines most often.
pub(super) fn delimiter(sample: &str) -> u8 {
    let count = |mark: char| {
        let of_line = |line: &str| {
            let mut quoted = false;
            let mut found = 0;
            for c in line.chars() {
                match c {
                    '"' => quoted = !quoted,
                    c if c == mark && !quoted => found += 1,
                    _ => {}
                }
            }
            found
        };
        sample.lines().take(8).map(of_line).max().unwrap_or(0)
    };
    // A decimal comma stands in rows, a header has none: TAB and semicolon go first.
    if count('\t') > 0 {
        b'\t'
    } else if count(';') > 2 {
        b';'
    } else {
        b','
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
