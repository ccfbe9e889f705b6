//! One layout's files on their way into the folder: what is taken, what is left and why.

use std::collections::{BTreeMap, BTreeSet};

use super::fault_book::FaultBook;
use super::folder::Folder;
use super::ledger::{Key, Ledger};
use super::merge::NewRow;
use super::numbers::{DecimalMark, NumberFault, number};
use super::readers::Rows;
use super::trade_book::TradeBook;
use super::vocabulary::{CountryCode, words};
use super::{Direction, ImportSettings};
use crate::diagnostics::{Code, Diagnostic};
use crate::vocabulary::{Flow, Side};

/// Rows left out for one reason.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Skipped {
    pub(super) rows: u64,
    /// Their value where it was read, in the unit of the table.
    pub(super) value: f64,
}

/// The state of an import of one layout.
pub(super) struct Session<'a> {
    pub(super) folder: &'a Folder,
    pub(super) settings: &'a ImportSettings,
    pub(super) layout: &'static str,
    /// Units of the file in units of the table.
    pub(super) multiplier: f64,
    pub(super) ledger: Ledger,
    pub(super) trade: TradeBook,
    pub(super) faults: FaultBook,
    pub(super) taken: u64,
    /// Rows that a mapping makes, which knows its table.
    pub(super) rows: Vec<NewRow>,
    /// Whose complete records the files are: their sum is a total.
    pub(super) records_all: Option<Side>,
    pub(super) skipped: BTreeMap<String, Skipped>,
    words: BTreeMap<String, String>,
    series: BTreeSet<String>,
}

impl<'a> Session<'a> {
    pub(super) fn new(
        folder: &'a Folder,
        settings: &'a ImportSettings,
        layout: &'static str,
        multiplier: f64,
    ) -> Self {
        Self {
            folder,
            settings,
            layout,
            multiplier: settings.multiplier.unwrap_or(multiplier),
            ledger: Ledger::default(),
            trade: TradeBook::default(),
            faults: FaultBook::default(),
            taken: 0,
            rows: Vec::new(),
            records_all: None,
            skipped: BTreeMap::new(),
            words: words(layout),
            series: BTreeSet::new(),
        }
    }

    /// Leaves a row out.
    pub(super) fn skip(&mut self, reason: &str, value: f64) {
        if !self.skipped.contains_key(reason) {
            self.skipped.insert(reason.to_owned(), Skipped::default());
        }
        let skipped = self.skipped.get_mut(reason).expect("put there above");
        skipped.rows += 1;
        skipped.value += value;
    }

    /// Whether the years asked for hold this one.
    pub(super) fn wants(&self, year: i16) -> bool {
        self.settings.years.is_none_or(|(first, last)| (first..=last).contains(&year))
    }

    /// The side of the pair that a text means.
    pub(super) fn side(&self, text: &str, code: CountryCode) -> Option<Side> {
        Side::BOTH.into_iter().find(|side| self.folder.countries[side.index()].is(text, code))
    }

    /// The side whose records fill `trade.csv`.
    pub(super) fn recorder(&self) -> Side {
        match &self.settings.records_of {
            Some(code) => self.folder.pair.side(code).unwrap_or(Side::Reporter),
            None => Side::Reporter,
        }
    }

    /// The direction that a word of the layout means; `Ok(None)` for one that is neither import nor export.
    pub(super) fn direction(
        &mut self,
        rows: &Rows<'_>,
        column: usize,
    ) -> Result<Option<Direction>, ()> {
        let text = rows.cell(column);
        let meaning = match self.words.get(text) {
            Some(meaning) => Some(meaning),
            None => self.words.get(&text.to_lowercase()),
        };
        match meaning.map(String::as_str) {
            Some("import") => Ok(Some(Direction::Import)),
            Some("export") => Ok(Some(Direction::Export)),
            Some(_) => Ok(None),
            None => {
                let known: Vec<&str> = self.words.keys().map(String::as_str).collect();
                let fault = rows
                    .fault(column, Code::ImportCell, "not a direction of trade")
                    .found(format!("`{text}`"))
                    .allowed(known.join(", "));
                let fault = if is_mangled(text) {
                    fault.hint("the letters were read in a wrong encoding before: import the file as downloaded (CP866 and windows-1251 are recognised), not a copy saved by another program")
                } else {
                    fault.hint("if all rows have it, a column is shifted or the layout is another: name it with --format")
                };
                self.faults.push(fault);
                Err(())
            }
        }
    }

    /// A number of zero or more; a fault says what is wrong with it.
    pub(super) fn value(
        &mut self,
        rows: &Rows<'_>,
        column: usize,
        mark: DecimalMark,
    ) -> Option<f64> {
        let text = rows.cell(column);
        let mark = if rows.typed(column) {
            DecimalMark::Point
        } else {
            self.settings.decimal.unwrap_or(mark)
        };
        match number(text, mark) {
            Ok(value) if value >= 0.0 => Some(value),
            Ok(_) => {
                let fault = rows.fault(column, Code::ImportCell, "a value is negative");
                self.faults.push(fault.found(format!("`{text}`")).allowed("zero or more"));
                None
            }
            Err(wrong) => {
                self.faults.push(number_fault(rows, column, mark, wrong));
                None
            }
        }
    }

    /// Whether a row has the cells of its header, or only empty ones beyond; else a fault.
    pub(super) fn fits(&mut self, rows: &Rows<'_>, width: usize) -> bool {
        let found = rows.cells.len();
        let beyond = rows.cells.iter().skip(width).any(|cell| !cell.trim().is_empty());
        if found >= width && !beyond {
            return true;
        }
        let fault = rows
            .fault(width.min(found.max(1) - 1), Code::FieldCount, "wrong number of fields")
            .found(format!("{found} fields"))
            .allowed(format!("{width} fields, as in the header"))
            .hint("a delimiter inside a cell needs quotes around the cell; a row cut short comes from an interrupted download");
        self.faults.push(fault);
        false
    }

    /// A year of four digits; a fault otherwise.
    pub(super) fn year(&mut self, rows: &Rows<'_>, column: usize) -> Option<i16> {
        let text = rows.cell(column);
        let year = year(text);
        if year.is_none() {
            let fault = rows.fault(column, Code::ImportCell, "not a year");
            self.faults.push(fault.found(format!("`{text}`")).allowed("four digits, 1900 to 2200"));
        }
        year
    }

    /// The group of an industry of the accounts.
    pub(super) fn group(&self, industry: &str) -> Option<u16> {
        let place = self.folder.groups.iter().position(|group| group.holds(industry))?;
        u16::try_from(place).ok()
    }

    /// Puts a value that may come once only; a fault if it is there.
    pub(super) fn set(&mut self, rows: &Rows<'_>, column: usize, key: Key, value: f64) {
        if self.ledger.has(&key) {
            return self.faults.push(double(rows, column));
        }
        self.taken += 1;
        self.ledger.add(key, value);
    }

    /// Notes a series; a fault if the same was read before.
    pub(super) fn once(&mut self, rows: &Rows<'_>, column: usize, series: &str) {
        if !self.series.insert(series.to_owned()) {
            self.faults.push(double(rows, column));
        }
    }

    /// The columns of a header row that are years, with their years.
    pub(super) fn years_of(&self, header: &csv::StringRecord, prefix: &str) -> Vec<(usize, i16)> {
        let named = |cell: &str| year(cell.trim().strip_prefix(prefix)?);
        header
            .iter()
            .enumerate()
            .filter_map(|(column, cell)| Some((column, named(cell)?)))
            .collect()
    }
}

/// A year of four digits.
pub(super) fn year(text: &str) -> Option<i16> {
    let year = text.parse::<i16>().ok()?;
    (text.len() == 4 && (1900..=2200).contains(&year)).then_some(year)
}

/// The flow that a side's import or export is.
pub(super) fn flow(reporter: Side, direction: Direction) -> Flow {
    match (reporter, direction) {
        (Side::Reporter, Direction::Export) | (Side::Partner, Direction::Import) => Flow::Outward,
        (Side::Reporter, Direction::Import) | (Side::Partner, Direction::Export) => Flow::Inward,
    }
}

/// Whether letters were decoded wrongly: replacement characters, or the frames and Greek that Cyrillic bytes turn into.
fn is_mangled(text: &str) -> bool {
    text.chars().any(|c| {
        c == '\u{fffd}'
            || ('\u{2500}'..='\u{259f}').contains(&c)
            || ('\u{80}'..='\u{ff}').contains(&c)
    })
}

fn number_fault(
    rows: &Rows<'_>,
    column: usize,
    mark: DecimalMark,
    wrong: NumberFault,
) -> Diagnostic {
    let found = format!("`{}`", rows.cell(column));
    let (own, other) = match mark {
        DecimalMark::Point => ("a decimal point", "comma"),
        DecimalMark::Comma => ("a decimal comma", "point"),
    };
    match wrong {
        NumberFault::OtherMark => rows
            .fault(column, Code::ImportDecimalMark, "a number with the other decimal mark")
            .found(found)
            .allowed(own)
            .hint(format!("if the whole file is written so, say --decimal {other}; a spreadsheet program may have changed it")),
        NumberFault::NotANumber => rows
            .fault(column, Code::ImportCell, "not a number")
            .found(found)
            .allowed(format!("digits with {own}"))
            .hint("if all rows have it, a column is shifted: compare the row with the header"),
    }
}

fn double(rows: &Rows<'_>, column: usize) -> Diagnostic {
    rows.fault(column, Code::ImportDouble, "a series stands twice")
        .found(format!("`{}`", rows.cell(column)))
        .allowed("each series once")
        .hint("leave one of the two rows or files out")
}
