//! The cells of a line, without copying them where nothing is quoted.

/// Where the cells of the last line stand.
#[derive(Default)]
pub(super) struct Cells {
    ranges: Vec<(usize, usize)>,
    /// The cells of a line with quotes, one after another.
    unquoted: Vec<u8>,
    ends: Vec<usize>,
    ended: Vec<u8>,
    quoted: bool,
}

impl Cells {
    /// Splits a line, with or without its end; false if a quoted cell is not closed on it.
    pub(super) fn split(&mut self, line: &[u8], delimiter: u8) -> bool {
        self.ranges.clear();
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        self.quoted = memchr::memchr(b'"', line).is_some();
        if self.quoted {
            return self.split_quoted(line, delimiter);
        }
        let mut start = 0;
        for end in memchr::memchr_iter(delimiter, line) {
            self.ranges.push(trimmed(line, start, end));
            start = end + 1;
        }
        self.ranges.push(trimmed(line, start, line.len()));
        true
    }

    fn split_quoted(&mut self, line: &[u8], delimiter: u8) -> bool {
        self.ended.clear();
        self.ended.extend_from_slice(line);
        self.ended.push(b'\n');
        self.unquoted.resize(self.ended.len(), 0);
        self.ends.resize(memchr::memchr_iter(delimiter, line).count() + 2, 0);
        let mut reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
        let (result, _, _, count) =
            reader.read_record(&self.ended, &mut self.unquoted, &mut self.ends);
        if !matches!(result, csv_core::ReadRecordResult::Record) {
            return false;
        }
        let mut start = 0;
        for end in &self.ends[..count] {
            self.ranges.push(trimmed(&self.unquoted, start, *end));
            start = *end;
        }
        true
    }

    pub(super) fn len(&self) -> usize {
        self.ranges.len()
    }

    /// A cell without spaces around it; empty where the line is too short.
    pub(super) fn get<'a>(&'a self, line: &'a [u8], number: usize) -> &'a [u8] {
        let (start, end) = self.ranges.get(number).copied().unwrap_or_default();
        if self.quoted { &self.unquoted[start..end] } else { &line[start..end] }
    }
}

fn trimmed(line: &[u8], start: usize, end: usize) -> (usize, usize) {
    let cell = &line[start..end];
    let before = cell.len() - cell.trim_ascii_start().len();
    let length = cell.trim_ascii().len();
    (start + before, start + before + length)
}
