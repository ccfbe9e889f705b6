//! Delimited text in the encodings in which statistical offices publish it.

use std::io::{Chain, Cursor, Read};

use encoding_rs::{Decoder, Encoding, UTF_8};

use super::guess::{HEAD, delimiter, guess, shown_encoding};
use super::lines::TextRows;
use super::rows::{Part, Rows};

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// A stream with its first bytes put back.
type Whole<R> = Chain<Cursor<Vec<u8>>, R>;

/// Text whose first bytes are in `head` and whose other bytes follow in `rest`, as UTF-8, with its form.
pub(super) fn decode<R: Read>(head: Vec<u8>, rest: R) -> (Form, Decoded<Whole<R>>) {
    let encoding = guess(&head);
    let delimiter = delimiter(&encoding.decode(&head).0);
    let decoded = Decoded::new(encoding, Cursor::new(head).chain(rest));
    (Form { encoding, delimiter }, decoded)
}

/// How a text is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    encoding: &'static Encoding,
    delimiter: u8,
}

/// Text of a known form, decoded.
pub(super) fn open<'a>(shown: String, form: Form, decoded: impl Read + 'a) -> Part<'a> {
    let name = match form.delimiter {
        b'\t' => "TAB",
        b';' => "semicolon",
        _ => "comma",
    };
    let source = Box::new(TextRows::new(decoded, form.delimiter));
    let rows = Rows::new(shown.clone(), "", char::from(form.delimiter), source);
    let form = format!("{name}, {}", shown_encoding(form.encoding));
    Part { shown, sheets: vec![rows], form }
}

/// Bytes of any encoding as UTF-8 without byte order mark and carriage returns.
pub(super) struct Decoded<R> {
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
        let raw = if decoder.is_some() { vec![0; HEAD] } else { Vec::new() };
        Self { inner, decoder, raw, ready: Vec::new(), at: 0, ended: false, first: true }
    }

    /// Reads UTF-8 to its place. What it gives is nothing at the end alone.
    fn pass(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let mut read = self.inner.read(out)?;
            if read == 0 {
                return Ok(0);
            }
            if std::mem::take(&mut self.first) && out[..read].starts_with(MARK) {
                out.copy_within(MARK.len()..read, 0);
                read -= MARK.len();
            }
            if out[..read].contains(&b'\r') {
                let mut kept = 0;
                for at in 0..read {
                    out[kept] = out[at];
                    kept += usize::from(out[at] != b'\r');
                }
                read = kept;
            }
            if read > 0 {
                return Ok(read);
            }
        }
    }

    fn fill(&mut self, decoder: &mut Decoder) -> std::io::Result<()> {
        let read = self.inner.read(&mut self.raw)?;
        self.ended = read == 0;
        self.at = 0;
        let room = decoder.max_utf8_buffer_length(read).unwrap_or(4 * read + 16);
        let mut text = String::with_capacity(room);
        let (_, _, _) = decoder.decode_to_string(&self.raw[..read], &mut text, self.ended);
        self.ready = text.into_bytes();
        if self.ready.contains(&b'\r') {
            self.ready.retain(|byte| *byte != b'\r');
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let Some(mut decoder) = self.decoder.take() else { return self.pass(out) };
        let mut filled = Ok(());
        while filled.is_ok() && self.at == self.ready.len() && !self.ended {
            filled = self.fill(&mut decoder);
        }
        self.decoder = Some(decoder);
        filled?;
        let count = out.len().min(self.ready.len() - self.at);
        out[..count].copy_from_slice(&self.ready[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}
