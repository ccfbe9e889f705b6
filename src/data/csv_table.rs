//! A CSV table whose cells know their place.

use csv::StringRecord;

use crate::diagnostics::{Code, Diagnostic, Faults, Location};
use crate::facts::RowRef;

/// A row: its fields and where it starts.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// 1-based line of the first character.
    pub(super) line: u32,
    start: usize,
    fields: StringRecord,
}

/// A table in memory with its source text for diagnostics.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Number in the list of files.
    pub(super) file: u16,
    /// Path as diagnostics show it.
    pub(super) shown: String,
    text: String,
    header: Row,
    pub(super) rows: Vec<Row>,
}

impl Table {
    /// Parses RFC 4180 text. `None` if there is no header, or quoting is broken.
    pub(super) fn parse(
        file: u16,
        shown: String,
        text: String,
        faults: &mut Faults,
    ) -> Option<Self> {
        let before = faults.len();
        check_quoting(&shown, &text, faults);
        if faults.len() > before {
            return None;
        }
        let mut reader = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            // Text that is UTF-8 and flexible in width has no other way to fail.
            let record = record.expect("UTF-8 records of any width parse");
            let position = record.position().expect("a read record has a position").clone();
            let start = usize::try_from(position.byte()).expect("in memory");
            let skipped =
                text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len();
            let breaks = text[start..start + skipped].matches('\n').count();
            rows.push(Row {
                line: u32::try_from(position.line()).unwrap_or(u32::MAX)
                    + u32::try_from(breaks).unwrap_or(0),
                start: start + skipped,
                fields: record,
            });
        }
        if rows.is_empty() {
            faults.push(
                Diagnostic::error(Code::EmptyTable, "the table is empty")
                    .at(Location::at(shown, 1, 1))
                    .found("no header")
                    .allowed("a header line and at least one row"),
            );
            return None;
        }
        let header = rows.remove(0);
        let table = Self { file, shown, text, header, rows };
        if table.rows.is_empty() {
            faults.push(
                Diagnostic::error(Code::EmptyTable, "the table has a header and no row")
                    .at(Location::at(&table.shown, table.header.line + 1, 1))
                    .allowed("at least one row"),
            );
            return None;
        }
        table.check_widths(faults);
        Some(table)
    }

    fn check_widths(&self, faults: &mut Faults) {
        let width = self.header.fields.len();
        for row in &self.rows {
            if row.fields.len() != width {
                // The first field too many, or the last that is there.
                let column = width.min(row.fields.len() - 1);
                faults.push(
                    self.fault(row, column, Code::FieldCount, "wrong number of fields")
                        .found(format!("{} fields", row.fields.len()))
                        .allowed(format!("{width} fields, as in the header"))
                        .hint("a comma inside a cell needs quotes around the cell"),
                );
            }
        }
    }

    /// Names of the columns.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        self.header.fields.iter()
    }

    /// Position of a column.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.header.fields.iter().position(|field| field == name)
    }

    /// The text of a cell; empty where the row is too short (a fault already).
    pub(super) fn cell<'a>(&self, row: &'a Row, column: usize) -> &'a str {
        row.fields.get(column).unwrap_or("")
    }

    /// The text of a cell by column name; empty if the column is missing (a fault already, or optional).
    pub(super) fn text<'a>(&self, row: &'a Row, name: &str) -> &'a str {
        self.column(name).map_or("", |column| self.cell(row, column))
    }

    /// The number of a cell that the schema has checked.
    pub(super) fn number(&self, row: &Row, name: &str) -> Option<f64> {
        self.text(row, name).parse().ok()
    }

    /// The year of a cell that the schema has checked.
    pub(super) fn year(&self, row: &Row) -> i16 {
        self.text(row, "year").parse().unwrap_or(0)
    }

    /// The reference that lineage keeps.
    pub(super) fn row_ref(&self, row: &Row) -> RowRef {
        RowRef { file: self.file, line: row.line }
    }

    /// A fault at a cell, with excerpt.
    pub(super) fn fault(
        &self,
        row: &Row,
        column: usize,
        code: Code,
        message: impl Into<String>,
    ) -> Diagnostic {
        let (line, col, excerpt) = self.locate(row, column);
        let width = row.fields.get(column).map_or(1, |f| f.chars().count().max(1));
        Diagnostic::error(code, message)
            .at(Location::at(&self.shown, line, col))
            .excerpt(excerpt, u32::try_from(width).unwrap_or(1))
    }

    /// A fault at a named cell.
    pub(super) fn fault_at(
        &self,
        row: &Row,
        column: &str,
        code: Code,
        message: impl Into<String>,
    ) -> Diagnostic {
        self.fault(row, self.column(column).unwrap_or(0), code, message)
    }

    /// A fault at a column of the header.
    pub(super) fn header_fault(
        &self,
        column: usize,
        code: Code,
        message: impl Into<String>,
    ) -> Diagnostic {
        self.fault(&self.header, column, code, message)
    }

    /// Line, column and source line of a field: quoted fields may hold line breaks, so it is read anew.
    fn locate(&self, row: &Row, column: usize) -> (u32, u32, &str) {
        let mut field = 0;
        let mut quoted = false;
        let mut at = row.start;
        for (i, c) in self.text[row.start..].char_indices() {
            at = row.start + i;
            if field == column {
                break;
            }
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted => {
                    field += 1;
                    at = row.start + i + 1;
                    if field == column {
                        break;
                    }
                }
                '\n' if !quoted => break,
                _ => {}
            }
        }
        let line_start = self.text[..at].rfind('\n').map_or(0, |i| i + 1);
        let breaks = self.text[row.start..at].matches('\n').count();
        let mut col = self.text[line_start..at].chars().count() + 1;
        if self.text[at..].starts_with('"') {
            col += 1;
        }
        let excerpt = self.text[line_start..].lines().next().unwrap_or("");
        (
            row.line + u32::try_from(breaks).unwrap_or(0),
            u32::try_from(col).unwrap_or(u32::MAX),
            excerpt,
        )
    }
}

/// The csv crate accepts broken quoting; a published table must not rest on a guess.
fn check_quoting(shown: &str, text: &str, faults: &mut Faults) {
    if !text.contains('"') {
        return;
    }
    #[derive(PartialEq)]
    enum State {
        Start,
        Bare,
        Quoted,
        Closed,
    }
    let (mut line, mut column) = (1u32, 0u32);
    let (mut open, mut state) = ((1, 1), State::Start);
    let mut push = |(line, column): (u32, u32), message: &str, found: String| {
        let excerpt = text.lines().nth(line as usize - 1).unwrap_or("");
        faults.push(
            Diagnostic::error(Code::BadQuoting, message)
                .at(Location::at(shown, line, column))
                .excerpt(excerpt, 1)
                .found(found)
                .allowed(
                    "a cell in quotes from its first to its last character, quotes inside doubled",
                ),
        );
    };
    for c in text.chars() {
        column += 1;
        state = match (state, c) {
            (State::Quoted, '"') => State::Closed,
            (State::Quoted, _) => State::Quoted,
            (State::Closed, '"') => State::Quoted,
            (_, ',') | (_, '\n') => State::Start,
            (State::Closed, '\r') => State::Closed,
            (State::Closed, c) => {
                push((line, column), "stray text after a quoted cell", format!("`{c}`"));
                State::Bare
            }
            (State::Start, '"') => {
                open = (line, column);
                State::Quoted
            }
            (State::Bare, '"') => {
                push((line, column), "a quote inside an unquoted cell", "`\"`".to_owned());
                State::Bare
            }
            _ => State::Bare,
        };
        if c == '\n' {
            line += 1;
            column = 0;
        }
    }
    if state == State::Quoted {
        push(open, "a quoted cell is never closed", "end of file".to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> (Option<Table>, Faults) {
        let mut faults = Faults::new();
        let table = Table::parse(0, "t.csv".into(), text.into(), &mut faults);
        (table, faults)
    }

    #[test]
    fn a_cell_after_a_quoted_line_break_is_located_on_its_own_line() {
        let (t, faults) = table("a,b,c\r\n1,\"x, \r\ny\",bad\r\n2,3,4\r\n");
        assert!(faults.is_empty());
        let t = t.expect("parses");
        let d = t.fault(&t.rows[0], 2, Code::NotANumber, "m");
        // The row starts on line 2; its third cell stands on line 3 after `y",`.
        assert_eq!(d.location, Some(Location::at("t.csv", 3, 4)));
        assert_eq!(t.rows[1].line, 4);
        assert_eq!(t.text(&t.rows[1], "b"), "3");
    }

    #[test]
    fn a_quoted_cell_is_located_at_its_first_character() {
        let (t, _) = table("a,b\n1,\"two\"\n");
        let t = t.expect("parses");
        let d = t.fault(&t.rows[0], 1, Code::NotANumber, "m");
        assert_eq!(d.location, Some(Location::at("t.csv", 2, 4)));
    }

    #[test]
    fn broken_quoting_is_a_fault_with_its_place() {
        let place = |text: &str| {
            let (_, faults) = table(text);
            faults.iter().next().and_then(|d| d.location.clone()).expect("a fault")
        };
        assert_eq!(place("a,b\n1,\"open\n2,3\n"), Location::at("t.csv", 2, 3));
        assert_eq!(place("a,b\n\"x\"y,3\n"), Location::at("t.csv", 2, 4));
        assert_eq!(place("a,b\nx\"y,3\n"), Location::at("t.csv", 2, 2));
    }

    #[test]
    fn empty_and_header_only_tables_are_faults() {
        assert!(table("").0.is_none());
        assert!(table("a,b\n").0.is_none());
    }

    #[test]
    fn blank_lines_do_not_shift_line_numbers() {
        let (t, _) = table("a,b\n\n\n1,2\n");
        assert_eq!(t.expect("parses").rows[0].line, 4);
    }
}
