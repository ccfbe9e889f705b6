//! Delimited text, line by line. Lines without quotes, which is what customs publish, are split here; from the first quote on
//! the csv crate reads, which knows of quoted delimiters and line breaks.

use std::io::{Chain, Cursor, Read};

use super::rows::{Cells, RowSource};

/// How much is read at a time.
const BLOCK: usize = 1 << 18;
/// Bytes that are looked at together.
const WORD: usize = size_of::<u64>();

/// Rows of a text.
pub(super) struct TextRows<R> {
    /// Nothing only while one gives way to the other.
    state: Option<State<R>>,
    delimiter: u8,
}

enum State<R> {
    Plain(Lines<R>),
    Quoted(Box<Quoted<R>>),
}

/// Lines from the first quote on.
struct Quoted<R> {
    reader: csv::Reader<Chain<Cursor<Vec<u8>>, R>>,
    record: csv::StringRecord,
    /// Lines before those of the reader.
    before: u32,
}

impl<R: Read> TextRows<R> {
    /// Rows of UTF-8 without byte order mark and carriage returns.
    pub(super) fn new(input: R, delimiter: u8) -> Self {
        Self { state: Some(State::Plain(Lines::new(input))), delimiter }
    }
}

impl<R: Read> RowSource for TextRows<R> {
    fn next(&mut self, cells: &mut Cells) -> Result<Option<u32>, String> {
        if let Some(State::Plain(lines)) = &mut self.state {
            match lines.next(self.delimiter, cells)? {
                Line::Row(line) => return Ok(Some(line)),
                Line::End => return Ok(None),
                Line::Quote => {}
            }
        }
        let state = match self.state.take() {
            Some(State::Plain(lines)) => lines.quoted(self.delimiter),
            Some(state) => state,
            None => return Ok(None),
        };
        let State::Quoted(quoted) = self.state.insert(state) else { return Ok(None) };
        let Quoted { reader, record, before } = quoted.as_mut();
        if !reader.read_record(record).map_err(|error| error.to_string())? {
            return Ok(None);
        }
        cells.clear();
        record.iter().for_each(|cell| cells.push(cell));
        let line = record.position().map_or(0, csv::Position::line);
        Ok(Some(u32::try_from(line).unwrap_or(u32::MAX).saturating_add(*before)))
    }

    fn typed(&self, _: usize) -> bool {
        false
    }
}

/// What comes next.
enum Line {
    /// A row, at this line.
    Row(u32),
    /// A line with a quote, not taken.
    Quote,
    End,
}

/// Lines of a text, read in blocks.
struct Lines<R> {
    input: R,
    /// A word longer than what was read, so that a word can be taken from anywhere.
    block: Vec<u8>,
    /// Where the next line begins, and where what was read ends.
    from: usize,
    to: usize,
    ended: bool,
    /// Lines before the next.
    before: u32,
    /// Ends of the cells of a line, from its start.
    ends: Vec<usize>,
}

impl<R: Read> Lines<R> {
    fn new(input: R) -> Self {
        let block = vec![0; BLOCK + WORD];
        Self { input, block, from: 0, to: 0, ended: false, before: 0, ends: Vec::new() }
    }

    fn next(&mut self, delimiter: u8, cells: &mut Cells) -> Result<Line, String> {
        loop {
            let end = match self.scan(delimiter) {
                Found::Quote => return Ok(Line::Quote),
                Found::End(end) => end,
                Found::Nothing if !self.ended => {
                    self.fill().map_err(|error| error.to_string())?;
                    continue;
                }
                Found::Nothing if self.from == self.to => return Ok(Line::End),
                Found::Nothing => self.to,
            };
            let bytes = &self.block[self.from..end];
            self.from = self.to.min(end + 1);
            self.before = self.before.saturating_add(1);
            if bytes.is_empty() {
                continue;
            }
            let line = std::str::from_utf8(bytes).map_err(|error| {
                format!("byte {} of the row is not UTF-8", error.valid_up_to() + 1)
            })?;
            cells.take(line, &self.ends);
            return Ok(Line::Row(self.before));
        }
    }

    /// Where the next line ends; notes where its cells do.
    fn scan(&mut self, delimiter: u8) -> Found {
        self.ends.clear();
        let marks = [delimiter, b'\n', b'"'].map(|mark| u64::from_ne_bytes([mark; WORD]));
        let mut at = self.from;
        while at < self.to {
            let bytes = self.block[at..at + WORD].try_into().expect("a word was cut out");
            let word = u64::from_le_bytes(bytes);
            let mut hits = marks.iter().fold(0, |hits, mark| hits | zeros(word ^ mark));
            while hits != 0 {
                let place = at + hits.trailing_zeros() as usize / 8;
                if place >= self.to {
                    break;
                }
                match self.block[place] {
                    b'\n' => return Found::End(place),
                    b'"' => return Found::Quote,
                    _ => self.ends.push(place - self.from),
                }
                hits &= hits - 1;
            }
            at += WORD;
        }
        Found::Nothing
    }

    /// Reads on behind what is left.
    fn fill(&mut self) -> std::io::Result<()> {
        self.block.copy_within(self.from..self.to, 0);
        (self.from, self.to) = (0, self.to - self.from);
        if self.to + WORD >= self.block.len() {
            // A line longer than all that was read.
            self.block.resize(self.block.len() * 2, 0);
        }
        let room = self.block.len() - WORD;
        let read = self.input.read(&mut self.block[self.to..room])?;
        self.ended = read == 0;
        self.to += read;
        Ok(())
    }

    /// The same text for a reader that knows quotes, from the next line on.
    fn quoted(self, delimiter: u8) -> State<R> {
        let left = Cursor::new(self.block[self.from..self.to].to_vec());
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .buffer_capacity(BLOCK)
            .from_reader(left.chain(self.input));
        let record = csv::StringRecord::new();
        State::Quoted(Box::new(Quoted { reader, record, before: self.before }))
    }
}

/// What a scan came to first.
enum Found {
    End(usize),
    Quote,
    Nothing,
}

/// The high bit of each byte that is zero.
fn zeros(word: u64) -> u64 {
    const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    !(((word & LOW) + LOW) | word | LOW)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads a few bytes at a time.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            let count = out.len().min(self.0.len()).min(5);
            out[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn rows(text: &[u8]) -> Result<Vec<(u32, Vec<String>)>, String> {
        let mut source = TextRows::new(Slow(text), b';');
        let (mut cells, mut found) = (Cells::default(), Vec::new());
        while let Some(line) = source.next(&mut cells)? {
            found.push((line, cells.iter().map(str::to_owned).collect()));
        }
        Ok(found)
    }

    #[test]
    fn lines_have_their_number_and_quotes_may_hold_anything() {
        let text = "a;b;\n\nПриморский край;2\n\"x;\ny\";3\nz;4";
        let own = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        let wanted = vec![
            (1, own(&["a", "b", ""])),
            (3, own(&["Приморский край", "2"])),
            (4, own(&["x;\ny", "3"])),
            (6, own(&["z", "4"])),
        ];
        assert_eq!(rows(text.as_bytes()), Ok(wanted));
        assert!(rows(b"a;b\nc;\xFF\n").is_err_and(|why| why.contains("byte 3")));
    }

    proptest! {
        #[test]
        fn cells_are_those_of_the_csv_crate(text in "[a;\"\\n й]{0,80}") {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(b';')
                .from_reader(text.as_bytes());
            let wanted: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.expect("text").iter().map(str::to_owned).collect())
                .collect();
            let found: Vec<Vec<String>> =
                rows(text.as_bytes()).expect("text").into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(found, wanted);
        }
    }
}
