//! Sheets of xlsx and xls.

use std::io::Cursor;

use calamine::{Data, Range, Reader, open_workbook_auto_from_rs};

use super::rows::{Cells, Part, RowSource, Rows};

/// Opens a workbook that is in memory.
pub(super) fn open(shown: String, bytes: Vec<u8>) -> Result<Part<'static>, String> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let range =
            book.worksheet_range(&name).map_err(|error| format!("sheet {name}: {error}"))?;
        let first = range.start().map_or(0, |(row, _)| row);
        let indent = range.start().map_or(0, |(_, column)| column as usize);
        let source = SheetRows { range, next: 0, first, indent };
        sheets.push(Rows::new(format!("{shown}[{name}]"), &name, '\t', Box::new(source)));
    }
    Ok(Part { shown, sheets, form: "workbook".to_owned() })
}

struct SheetRows {
    range: Range<Data>,
    next: usize,
    first: u32,
    /// Empty columns before the used range.
    indent: usize,
}

impl RowSource for SheetRows {
    fn next(&mut self, cells: &mut Cells) -> Result<Option<u32>, String> {
        let (height, width) = self.range.get_size();
        if self.next >= height {
            return Ok(None);
        }
        cells.clear();
        for _ in 0..self.indent {
            cells.push("");
        }
        for column in 0..width {
            match self.range.get((self.next, column)).unwrap_or(&Data::Empty) {
                Data::Empty => cells.push(""),
                Data::String(text) => cells.push(text),
                Data::Float(number) => cells.push(&number.to_string()),
                other => cells.push(&other.to_string()),
            }
        }
        let line = self.first + u32::try_from(self.next).unwrap_or(u32::MAX) + 1;
        self.next += 1;
        Ok(Some(line))
    }

    fn typed(&self, _: usize) -> bool {
        true
    }
}
