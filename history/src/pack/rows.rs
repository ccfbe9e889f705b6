//! Lines become checked records.

use std::collections::BTreeMap;

use super::cells::Cells;
use super::decimal::{SCALE, Wrong, decimal};
use super::faults::FaultBook;
use super::layout::Layout;
use super::schema::{Builders, Record};
use crate::diagnostics::{Code, Diagnostic, Location};
use crate::vocabulary::{countries, words};

/// The words of the layout and the codes of countries.
pub(super) struct Words {
    directions: BTreeMap<String, String>,
    countries: BTreeMap<String, String>,
}

impl Words {
    pub(super) fn new() -> Self {
        Self { directions: words(), countries: countries() }
    }
}

/// Reads the lines of one part.
pub(super) struct Rows<'a> {
    layout: &'a Layout,
    shown: &'a str,
    /// The decimal mark.
    mark: u8,
    words: &'a Words,
    cells: Cells,
    /// What cells of few values mean, by their bytes.
    directions: Known,
    known_countries: Known,
    units: Known,
    regions: Known,
    code: String,
    /// Lines read so far.
    line: u32,
    pub(super) builders: Builders,
    pub(super) faults: FaultBook,
}

impl<'a> Rows<'a> {
    pub(super) fn new(layout: &'a Layout, shown: &'a str, mark: u8, words: &'a Words) -> Self {
        Self {
            layout,
            shown,
            mark,
            words,
            cells: Cells::default(),
            directions: Known::default(),
            known_countries: Known::default(),
            units: Known::default(),
            regions: Known::default(),
            code: String::new(),
            line: 0,
            builders: Builders::new(),
            faults: FaultBook::default(),
        }
    }

    /// Reads a line: a record, or its faults.
    pub(super) fn read(&mut self, line: &[u8]) {
        self.line = self.line.saturating_add(1);
        if line.trim_ascii().is_empty() {
            return;
        }
        if !self.cells.split(line, self.layout.delimiter) {
            // Nothing is known of its cells.
            self.cells = Cells::default();
            return self.fault(
                line,
                0,
                Code::BadQuoting,
                "a quoted cell is not closed on its line",
                |fault| {
                    fault.hint(
                        "a record stands on one line; a quote inside a quoted cell is doubled",
                    )
                },
            );
        }
        if self.fits(line) {
            self.record(line);
        }
    }

    /// Whether a line has the cells of the header, or only empty ones beyond; else a fault.
    fn fits(&mut self, line: &[u8]) -> bool {
        let (found, width) = (self.cells.len(), self.layout.width);
        if found >= width && (width..found).all(|n| self.cells.get(line, n).is_empty()) {
            return true;
        }
        let at = width.min(found.max(1) - 1);
        self.fault(line, at, Code::FieldCount, "wrong number of fields", |fault| {
            fault
                .found(format!("{found} fields"))
                .allowed(format!("{width} fields, as in the header"))
                .hint("a delimiter inside a cell needs quotes around the cell; a row cut short comes from an interrupted download")
        });
        false
    }

    fn record(&mut self, line: &[u8]) {
        let layout = self.layout;
        let direction = self.direction(line);
        let period = self.period(line);
        let country = self.country(line);
        let code = self.code(line);
        let unit = match layout.unit {
            Some(column) => self.text(line, column),
            None => Some(None),
        };
        let value = self.amount(line, layout.value, true);
        let weight = self.optional(line, layout.weight);
        let quantity = self.optional(line, layout.quantity);
        let region = self.region(line);
        let (
            Some(direction),
            Some((year, month)),
            Some(country),
            true,
            Some(unit),
            Some(Some(value)),
            Some(weight),
            Some(quantity),
            Some(region),
        ) = (direction, period, country, code, unit, value, weight, quantity, region)
        else {
            return;
        };
        self.builders.push(&Record {
            direction: self.directions.at(direction),
            year,
            month,
            country: self.known_countries.at(country),
            code: &self.code,
            unit: unit.map_or("", |unit| self.units.at(unit)),
            value,
            weight,
            quantity,
            region: self.regions.at(region),
        });
    }

    fn direction(&mut self, line: &[u8]) -> Option<usize> {
        let cell = self.cells.get(line, self.layout.direction);
        if let Some(place) = self.directions.place(cell) {
            return Some(place);
        }
        let text = self.layout.text(cell).map(|text| text.to_lowercase());
        if let Some(meaning) = text.and_then(|text| self.words.directions.get(&text)) {
            return Some(self.directions.learn(cell, meaning));
        }
        let known: Vec<&str> = self.words.directions.keys().map(String::as_str).collect();
        self.fault(line, self.layout.direction, Code::ImportCell, "not a direction of trade", |fault| {
            fault
                .allowed(known.join(", "))
                .hint("if all rows have it, a column is shifted, or the letters were read in a wrong encoding before: take the file as downloaded")
        });
        None
    }

    /// Year and month of `MM/YYYY`.
    fn period(&mut self, line: &[u8]) -> Option<(i32, i32)> {
        let found = month(self.cells.get(line, self.layout.period));
        if found.is_none() {
            self.fault(line, self.layout.period, Code::ImportCell, "not a month", |fault| {
                fault.allowed("MM/YYYY, 1900 to 2200").hint(
                    "if all rows have it, a column is shifted, or a spreadsheet program has made dates of the months; records by year are read by `tradeprint import`",
                )
            });
        }
        found
    }

    /// The country by two letters where its code is known, else as it stands.
    fn country(&mut self, line: &[u8]) -> Option<usize> {
        let cell = self.cells.get(line, self.layout.country);
        if let Some(place) = self.known_countries.place(cell) {
            return Some(place);
        }
        let Some(text) = self.layout.text(cell) else {
            self.broken(line, self.layout.country);
            return None;
        };
        let text = text.to_uppercase();
        let meaning = self.words.countries.get(&text).unwrap_or(&text);
        Some(self.known_countries.learn(cell, meaning))
    }

    /// Ten digits, or letters X where the code is kept secret; capitals.
    fn code(&mut self, line: &[u8]) -> bool {
        let cell = self.cells.get(line, self.layout.code);
        let digits = cell.len() == 10 && cell.iter().all(u8::is_ascii_digit);
        let secret = || {
            !cell.is_empty()
                && cell.iter().all(u8::is_ascii_alphanumeric)
                && cell.iter().any(|byte| byte.eq_ignore_ascii_case(&b'x'))
        };
        if digits || secret() {
            self.code.clear();
            self.code.extend(cell.iter().map(|byte| char::from(byte.to_ascii_uppercase())));
            return true;
        }
        self.fault(line, self.layout.code, Code::ImportCell, "not a commodity code", |fault| {
            fault
                .allowed("10 digits, or letters X where the code is kept secret")
                .hint("a code of nine digits has lost its leading zero in a spreadsheet program; anything else is a shifted column")
        });
        false
    }

    /// A cell of any text.
    fn text(&mut self, line: &[u8], column: usize) -> Option<Option<usize>> {
        let cell = self.cells.get(line, column);
        if let Some(place) = self.units.place(cell) {
            return Some(Some(place));
        }
        match self.layout.text(cell) {
            Some(text) => Some(Some(self.units.learn(cell, &text))),
            None => {
                self.broken(line, column);
                None
            }
        }
    }

    fn optional(&mut self, line: &[u8], column: Option<usize>) -> Option<Option<i128>> {
        column.map_or(Some(None), |column| self.amount(line, column, false))
    }

    /// A number of zero or more; an empty cell only where it may be one.
    fn amount(&mut self, line: &[u8], column: usize, needed: bool) -> Option<Option<i128>> {
        let cell = self.cells.get(line, column);
        if cell.is_empty() && !needed {
            return Some(None);
        }
        let mut read = decimal(cell, self.mark);
        if read.is_err() && !cell.is_ascii() {
            // No-break spaces between groups of digits.
            let text = self.layout.text(cell).unwrap_or_default();
            read = decimal(text.replace(['\u{a0}', '\u{202f}'], "").as_bytes(), self.mark);
        }
        let wrong = match read {
            Ok(value) => return Some(Some(value)),
            Err(wrong) => wrong,
        };
        let (own, other) = if self.mark == b',' { ("comma", "point") } else { ("point", "comma") };
        match wrong {
            Wrong::NotANumber => self.fault(line, column, Code::ImportCell, "not a number", |fault| {
                fault
                    .allowed(format!("digits with a decimal {own}"))
                    .hint("if all rows have it, a column is shifted: compare the row with the header")
            }),
            Wrong::OtherMark => self.fault(line, column, Code::ImportDecimalMark, "a number with the other decimal mark", |fault| {
                fault.allowed(format!("a decimal {own}")).hint(format!(
                    "if the whole file is written so, say --decimal {other}; a spreadsheet program may have changed it"
                ))
            }),
            Wrong::Negative => self.fault(line, column, Code::ImportCell, "a value is negative", |fault| {
                fault.allowed("zero or more").hint("records of customs have none; a correction belongs into the row that it corrects")
            }),
            Wrong::TooLong => self.fault(line, column, Code::ImportCell, "a number has more digits than are kept", |fault| {
                fault
                    .allowed(format!("12 digits before the mark, {SCALE} after it"))
                    .hint("nothing is rounded: if the digits are real, round them in the file")
            }),
        }
        None
    }

    /// The code (OKATO) that begins the cell: `88000 - NAME`.
    fn region(&mut self, line: &[u8]) -> Option<usize> {
        let cell = self.cells.get(line, self.layout.region);
        if let Some(place) = self.regions.place(cell) {
            return Some(place);
        }
        let end = cell.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(cell.len());
        if let (Ok(code), true) = (std::str::from_utf8(&cell[..end]), end > 0) {
            return Some(self.regions.learn(cell, code));
        }
        self.fault(line, self.layout.region, Code::ImportCell, "a region without code", |fault| {
            fault
                .allowed("a code and a name: `88000 - NAME`")
                .hint("if all rows have it, a column is shifted")
        });
        None
    }

    fn broken(&mut self, line: &[u8], column: usize) {
        let name = self.layout.encoding.name();
        self.fault(line, column, Code::NotUtf8, "a cell has bytes that its encoding does not know", |fault| {
            fault
                .allowed(name)
                .hint("the encoding is known by the first rows; files of two encodings may have been joined")
        });
    }

    /// A fault at a cell, with the row as excerpt and what was found.
    fn fault(
        &mut self,
        line: &[u8],
        column: usize,
        code: Code,
        message: &'static str,
        more: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        let (layout, cells, shown, number) = (self.layout, &self.cells, self.shown, self.line);
        self.faults.push(code, message, |fault| {
            let text = |bytes| layout.encoding.decode_without_bom_handling(bytes).0.into_owned();
            let row: Vec<String> = if cells.len() == 0 {
                vec![text(line.trim_ascii_end())]
            } else {
                (0..cells.len()).map(|n| text(cells.get(line, n))).collect()
            };
            let before: usize = row.iter().take(column).map(|cell| cell.chars().count() + 1).sum();
            let found = row.get(column).cloned().unwrap_or_default();
            let width = u32::try_from(found.chars().count().max(1)).unwrap_or(1);
            let at = u32::try_from(before + 1).unwrap_or(u32::MAX);
            let delimiter = char::from(layout.delimiter).to_string();
            let fault = fault
                .at(Location::at(shown, number, at))
                .excerpt(row.join(&delimiter), width)
                .found(format!("`{found}`"));
            more(fault)
        });
    }
}

/// `MM/YYYY` or `MM.YYYY`.
fn month(cell: &[u8]) -> Option<(i32, i32)> {
    let mark = cell.iter().position(|byte| matches!(byte, b'/' | b'.'))?;
    let number = |digits: &[u8]| {
        let all = !digits.is_empty() && digits.len() <= 4 && digits.iter().all(u8::is_ascii_digit);
        all.then(|| digits.iter().fold(0, |number, digit| number * 10 + i32::from(digit - b'0')))
    };
    let month = number(&cell[..mark]).filter(|month| (1..=12).contains(month))?;
    let year = number(&cell[mark + 1..]).filter(|year| (1900..=2200).contains(year))?;
    Some((year, month))
}

/// Cells of few values: their bytes and what they mean.
#[derive(Default)]
struct Known {
    places: std::collections::HashMap<Vec<u8>, usize>,
    meanings: Vec<String>,
    last: Vec<u8>,
    at: usize,
}

impl Known {
    fn place(&mut self, cell: &[u8]) -> Option<usize> {
        if cell == self.last && !self.meanings.is_empty() {
            return Some(self.at);
        }
        let place = self.places.get(cell).copied()?;
        self.remember(cell, place);
        Some(place)
    }

    fn learn(&mut self, cell: &[u8], meaning: &str) -> usize {
        let place = self.meanings.len();
        self.meanings.push(meaning.to_owned());
        self.places.insert(cell.to_vec(), place);
        self.remember(cell, place);
        place
    }

    fn remember(&mut self, cell: &[u8], place: usize) {
        self.last.clear();
        self.last.extend_from_slice(cell);
        self.at = place;
    }

    fn at(&self, place: usize) -> &str {
        &self.meanings[place]
    }
}
