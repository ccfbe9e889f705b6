//! One layout's files on their way into the folder: what is taken, what is left and why.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::fault_book::FaultBook;
use super::folder::Folder;
use super::kept::bits;
use super::ledger::{Key, Ledger};
use super::memo::Memo;
use super::merge::NewRow;
use super::numbers::{DecimalMark, NumberFault, Sum, number};
use super::readers::{Cells, Rows};
use super::trade_book::TradeBook;
use super::vocabulary::{CountryCode, words};
use super::{Direction, ImportSettings};
use crate::diagnostics::{Code, Diagnostic, Location};
use crate::vocabulary::{Flow, Side};

/// Rows left out for one reason.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Skipped {
    pub(super) rows: u64,
    /// Their value where it was read, in the unit of the table.
    pub(super) value: Sum,
}

impl Skipped {
    fn add(&mut self, value: f64) {
        self.rows += 1;
        self.value.add(value);
    }
}

/// What may be read once only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Once {
    Key(Key),
    Series(String),
}

/// A cell as a fault shows it.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Place {
    location: Location,
    excerpt: String,
    width: u32,
    found: String,
}

impl Place {
    fn of(rows: &Rows<'_>, column: usize) -> Self {
        let fault = rows.fault(column, Code::ImportDouble, "");
        Self {
            location: rows.place(column),
            excerpt: fault.excerpt.unwrap_or_default(),
            width: fault.width,
            found: format!("`{}`", rows.cell(column)),
        }
    }
}

/// What was read, of one file or, added up in their order, of many.
#[derive(Serialize, Deserialize)]
pub(super) struct Findings {
    pub(super) layout: String,
    /// Units of the file in units of the table.
    #[serde(with = "bits")]
    pub(super) multiplier: f64,
    pub(super) ledger: Ledger,
    pub(super) trade: TradeBook,
    /// Files with faults are not kept for a later run.
    #[serde(skip)]
    pub(super) faults: FaultBook,
    pub(super) taken: u64,
    /// Rows that a mapping makes, which knows its table; they are not kept either.
    #[serde(skip)]
    pub(super) rows: Vec<NewRow>,
    /// Whose complete records the files are: their sum is a total.
    pub(super) records_all: Option<Side>,
    pub(super) skipped: BTreeMap<String, Skipped>,
    once: Vec<(Once, Place)>,
    #[serde(skip)]
    seen: BTreeSet<Once>,
}

impl Findings {
    pub(super) fn new(layout: &str, multiplier: f64) -> Self {
        Self {
            layout: layout.to_owned(),
            multiplier,
            ledger: Ledger::default(),
            trade: TradeBook::default(),
            faults: FaultBook::default(),
            taken: 0,
            rows: Vec::new(),
            records_all: None,
            skipped: BTreeMap::new(),
            once: Vec::new(),
            seen: BTreeSet::new(),
        }
    }

    /// Adds what was read of the next file.
    pub(super) fn absorb(&mut self, later: Self) {
        self.multiplier = later.multiplier;
        self.faults.absorb(later.faults);
        for (once, place) in later.once {
            if !self.seen.insert(once) {
                self.faults.push(double(&place));
            }
        }
        self.ledger.absorb(later.ledger);
        self.trade.absorb(later.trade);
        self.taken += later.taken;
        self.rows.extend(later.rows);
        self.records_all = self.records_all.or(later.records_all);
        for (reason, skipped) in later.skipped {
            let own = self.skipped.entry(reason).or_default();
            own.rows += skipped.rows;
            own.value.merge(skipped.value);
        }
    }

    /// Notes what may come once; a fault, and no, if it was read before.
    fn first(&mut self, once: Once, rows: &Rows<'_>, column: usize) -> bool {
        let place = Place::of(rows, column);
        if !self.seen.insert(once.clone()) {
            self.faults.push(double(&place));
            return false;
        }
        self.once.push((once, place));
        true
    }
}

/// The state of an import of one layout.
pub(super) struct Session<'a> {
    pub(super) folder: &'a Folder,
    pub(super) settings: &'a ImportSettings,
    pub(super) found: Findings,
    words: BTreeMap<String, String>,
    /// Sides, by the words of each code of countries.
    sides: [Memo<Option<Side>>; 3],
    directions: Memo<Option<Direction>>,
    /// Regions by the digits of their code; `None` for those that the folder does not count.
    pub(super) regions: Memo<Option<u16>>,
}

impl<'a> Session<'a> {
    pub(super) fn new(folder: &'a Folder, settings: &'a ImportSettings, found: Findings) -> Self {
        Self {
            folder,
            settings,
            words: words(&found.layout),
            found,
            sides: Default::default(),
            directions: Memo::default(),
            regions: Memo::default(),
        }
    }

    /// Leaves a row out.
    pub(super) fn skip(&mut self, reason: &str, value: f64) {
        // A reason of millions of rows allocates once.
        if let Some(skipped) = self.found.skipped.get_mut(reason) {
            return skipped.add(value);
        }
        self.found.skipped.entry(reason.to_owned()).or_default().add(value);
    }

    /// Whether the years asked for hold this one.
    pub(super) fn wants(&self, year: i16) -> bool {
        self.settings.years.is_none_or(|(first, last)| (first..=last).contains(&year))
    }

    /// The side of the pair that a text means.
    pub(super) fn side(&mut self, text: &str, code: CountryCode) -> Option<Side> {
        let countries = &self.folder.countries;
        self.sides[code as usize].get_or(text, |text| {
            Side::BOTH.into_iter().find(|side| countries[side.index()].is(text, code))
        })
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
        if let Some(known) = self.directions.get(text) {
            return Ok(known);
        }
        let meaning = match self.words.get(text) {
            Some(meaning) => Some(meaning),
            None => self.words.get(&text.to_lowercase()),
        };
        let direction = match meaning.map(String::as_str) {
            Some("import") => Some(Direction::Import),
            Some("export") => Some(Direction::Export),
            Some(_) => None,
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
                self.found.faults.push(fault);
                return Err(());
            }
        };
        self.directions.put(text, direction);
        Ok(direction)
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
                self.found.faults.push(fault.found(format!("`{text}`")).allowed("zero or more"));
                None
            }
            Err(wrong) => {
                self.found.faults.push(number_fault(rows, column, mark, wrong));
                None
            }
        }
    }

    /// Whether a row has the cells of its header, or only empty ones beyond; else a fault.
    pub(super) fn fits(&mut self, rows: &Rows<'_>, width: usize) -> bool {
        let found = rows.cells.len();
        let beyond = (width..found).any(|column| !rows.cell(column).is_empty());
        if found >= width && !beyond {
            return true;
        }
        let fault = rows
            .fault(width.min(found.max(1) - 1), Code::FieldCount, "wrong number of fields")
            .found(format!("{found} fields"))
            .allowed(format!("{width} fields, as in the header"))
            .hint("a delimiter inside a cell needs quotes around the cell; a row cut short comes from an interrupted download");
        self.found.faults.push(fault);
        false
    }

    /// A year of four digits; a fault otherwise.
    pub(super) fn year(&mut self, rows: &Rows<'_>, column: usize) -> Option<i16> {
        let text = rows.cell(column);
        let year = year(text);
        if year.is_none() {
            let fault = rows.fault(column, Code::ImportCell, "not a year");
            self.found
                .faults
                .push(fault.found(format!("`{text}`")).allowed("four digits, 1900 to 2200"));
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
        if self.found.first(Once::Key(key), rows, column) {
            self.found.taken += 1;
            self.found.ledger.add(key, value);
        }
    }

    /// Notes a series; a fault if the same was read before.
    pub(super) fn once(&mut self, rows: &Rows<'_>, column: usize, series: &str) {
        self.found.first(Once::Series(series.to_owned()), rows, column);
    }

    /// The columns of a header row that are years, with their years.
    pub(super) fn years_of(&self, header: &Cells, prefix: &str) -> Vec<(usize, i16)> {
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

fn double(place: &Place) -> Diagnostic {
    Diagnostic::error(Code::ImportDouble, "a series stands twice")
        .at(place.location.clone())
        .excerpt(&place.excerpt, place.width)
        .found(&place.found)
        .allowed("each series once")
        .hint("leave one of the two rows or files out")
}
