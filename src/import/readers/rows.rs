//! Rows of cells, read one after another, that can say where they stand.

use std::collections::VecDeque;

use super::Opened;
use crate::diagnostics::{Code, Diagnostic, Location};

/// The cells of a row in one text, a byte between any two, so that a row costs no allocation.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Cells {
    text: String,
    /// Where each cell ends.
    ends: Vec<usize>,
}

impl Cells {
    /// How many cells there are.
    pub(in crate::import) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell as it stands in the file.
    pub(in crate::import) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before] + 1);
        self.text.get(start..end)
    }

    /// All cells.
    pub(in crate::import) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|number| self.get(number))
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    pub(super) fn push(&mut self, cell: &str) {
        if !self.ends.is_empty() {
            self.text.push('\t');
        }
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// Takes a line whose cells end where `ends` says, the last at its end.
    pub(super) fn take(&mut self, line: &str, ends: &[usize]) {
        self.clear();
        self.text.push_str(line);
        self.ends.extend_from_slice(ends);
        self.ends.push(line.len());
    }
}

/// Where rows come from.
pub(super) trait RowSource {
    /// The next row into `cells`: its line, `None` at the end, or why it cannot be read.
    fn next(&mut self, cells: &mut Cells) -> Result<Option<u32>, String>;

    /// Whether a column holds numbers that the format itself has read, so that no decimal mark can be mistaken.
    fn typed(&self, column: usize) -> bool;
}

/// Rows of a text file or of one sheet.
pub(in crate::import) struct Rows<'a> {
    /// The file as diagnostics show it, with member and sheet.
    pub(in crate::import) shown: String,
    /// Name of the sheet; empty for text.
    pub(in crate::import) sheet: String,
    /// What stands between the cells, for excerpts.
    pub(super) delimiter: char,
    pub(super) source: Box<dyn RowSource + 'a>,
    ahead: VecDeque<(u32, Cells)>,
    /// Line of the current row.
    pub(in crate::import) line: u32,
    /// The current row.
    pub(in crate::import) cells: Cells,
    failed: Option<String>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(
        shown: String,
        sheet: &str,
        delimiter: char,
        source: Box<dyn RowSource + 'a>,
    ) -> Self {
        Self {
            shown,
            sheet: sheet.to_owned(),
            delimiter,
            source,
            ahead: VecDeque::new(),
            line: 0,
            cells: Cells::default(),
            failed: None,
        }
    }

    /// The first rows, without taking them.
    pub(in crate::import) fn head(&mut self, count: usize) -> Vec<&Cells> {
        while self.ahead.len() < count && self.failed.is_none() {
            let mut cells = Cells::default();
            match self.source.next(&mut cells) {
                Ok(Some(line)) => self.ahead.push_back((line, cells)),
                Ok(None) => break,
                Err(error) => self.failed = Some(error),
            }
        }
        self.ahead.iter().map(|(_, cells)| cells).take(count).collect()
    }

    /// Goes to the next row; a fault if the file cannot be read on.
    pub(in crate::import) fn advance(&mut self) -> Opened<bool> {
        if let Some((line, cells)) = self.ahead.pop_front() {
            (self.line, self.cells) = (line, cells);
            return Ok(true);
        }
        let next = match self.failed.take() {
            Some(error) => Err(error),
            None => self.source.next(&mut self.cells),
        };
        match next {
            Ok(Some(line)) => {
                self.line = line;
                Ok(true)
            }
            Ok(None) => Ok(false),
            Err(error) => {
                let fault = Diagnostic::error(Code::ImportUnreadable, "the file cannot be read on")
                    .at(Location::at(&self.shown, self.line + 1, 0))
                    .found(error)
                    .hint("download it again, or save it as UTF-8; the rows before this place are not taken either");
                Err(Box::new(fault))
            }
        }
    }

    /// A cell without spaces around it; empty where the row is too short.
    pub(in crate::import) fn cell(&self, column: usize) -> &str {
        let cell = self.cells.get(column).unwrap_or("");
        // Most cells begin and end with a letter, digit or mark of ASCII.
        match (cell.as_bytes().first(), cell.as_bytes().last()) {
            (Some(b'!'..=b'~'), Some(b'!'..=b'~')) => cell,
            _ => cell.trim(),
        }
    }

    /// Whether the format itself has read the numbers of a column.
    pub(in crate::import) fn typed(&self, column: usize) -> bool {
        self.source.typed(column)
    }

    /// Where a cell begins in its line, in characters.
    pub(in crate::import) fn column_of(&self, column: usize) -> u32 {
        let before: usize = self.cells.iter().take(column).map(|c| c.chars().count() + 1).sum();
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }

    /// The place of a cell.
    pub(in crate::import) fn place(&self, column: usize) -> Location {
        Location::at(&self.shown, self.line, self.column_of(column))
    }

    /// A fault at a cell, with the row as excerpt.
    pub(in crate::import) fn fault(
        &self,
        column: usize,
        code: Code,
        message: impl Into<String>,
    ) -> Diagnostic {
        let width = self.cells.get(column).map_or(1, |c| c.chars().count().max(1));
        let mut excerpt = String::new();
        for (number, cell) in self.cells.iter().enumerate() {
            if number > 0 {
                excerpt.push(self.delimiter);
            }
            excerpt.push_str(cell);
        }
        Diagnostic::error(code, message)
            .at(self.place(column))
            .excerpt(excerpt, u32::try_from(width).unwrap_or(1))
    }
}

/// A file, or a file inside a container.
pub(in crate::import) struct Part<'a> {
    /// As diagnostics show it.
    pub(in crate::import) shown: String,
    /// Its sheets; text and dBASE have one without a name.
    pub(in crate::import) sheets: Vec<Rows<'a>>,
    /// What was read and how, for the report: `TAB, CP866`.
    pub(in crate::import) form: String,
}
