//! A table whose numbers are facts: what stands on the page and what stands in its CSV are the same cells.

use crate::edition::Edition;
use crate::facts::{Fact, FactKey};
use crate::text::Numbers;

/// How a fact is shown in a cell; the unit stands in the head of the column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Show {
    /// Base units in one display unit.
    pub per_unit: f64,
    /// Decimals.
    pub decimals: usize,
    /// Whether positive numbers carry a plus.
    pub signed: bool,
}

impl Show {
    /// A number of display units.
    pub const fn new(per_unit: f64, decimals: usize) -> Self {
        Self { per_unit, decimals, signed: false }
    }

    /// The same with a sign.
    pub const fn signed(per_unit: f64, decimals: usize) -> Self {
        Self { per_unit, decimals, signed: true }
    }

    fn text(self, numbers: &Numbers, value: f64) -> String {
        let value = value / self.per_unit;
        if self.signed {
            numbers.signed(value, self.decimals)
        } else {
            numbers.plain(value, self.decimals)
        }
    }
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Names its row.
    Head(String),
    /// Words.
    Text(String),
    /// A fact; a gap if there is none.
    Fact(FactKey, Show),
    /// The interval of a fact; a gap if it has none.
    Interval(FactKey, Show),
}

impl Cell {
    /// What stands on the page.
    pub fn text(&self, edition: &Edition, numbers: &Numbers) -> String {
        match self {
            Self::Head(text) | Self::Text(text) => text.clone(),
            Self::Fact(key, show) => edition
                .facts()
                .get(key)
                .map_or(numbers.missing().to_owned(), |f| show.text(numbers, f.value)),
            Self::Interval(key, show) => edition
                .facts()
                .get(key)
                .and_then(|f| f.interval)
                .map_or(numbers.missing().to_owned(), |(l, u)| {
                    numbers.range(&show.text(numbers, l), &show.text(numbers, u))
                }),
        }
    }

    /// The fact whose value stands in the cell.
    pub fn fact<'a>(&self, edition: &'a Edition) -> Option<&'a Fact> {
        match self {
            Self::Fact(key, _) => edition.facts().get(key),
            Self::Interval(key, _) => edition.facts().get(key).filter(|f| f.interval.is_some()),
            Self::Head(_) | Self::Text(_) => None,
        }
    }
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its head.
    pub header: String,
    /// Unit below the head.
    pub unit: Option<String>,
    /// Whether it holds numbers.
    pub numeric: bool,
}

impl Column {
    /// A column of words.
    pub fn words(header: impl Into<String>) -> Self {
        Self { header: header.into(), unit: None, numeric: false }
    }

    /// A column of numbers.
    pub fn numbers(header: impl Into<String>, unit: Option<String>) -> Self {
        Self { header: header.into(), unit, numeric: true }
    }
}

/// Where a row stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// On the page and in the file.
    #[default]
    Everywhere,
    /// On the page alone: it counts what only the file holds.
    Page,
    /// In the file alone.
    File,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// One cell a column; a single cell heads the rows below.
    pub cells: Vec<Cell>,
    /// Whether it is a total.
    pub strong: bool,
    /// Where it stands.
    pub shown: Shown,
}

/// A table without its texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Left to right.
    pub columns: Vec<Column>,
    /// Top to bottom.
    pub rows: Vec<Row>,
}

impl Table {
    /// Adds a row.
    pub fn row(&mut self, cells: Vec<Cell>) {
        self.push(cells, false, Shown::Everywhere);
    }

    /// Adds a row that the page has no room for.
    pub fn row_of_file(&mut self, cells: Vec<Cell>) {
        self.push(cells, false, Shown::File);
    }

    /// Adds a row that stands for those that the page has no room for.
    pub fn row_of_page(&mut self, cells: Vec<Cell>) {
        self.push(cells, false, Shown::Page);
    }

    fn push(&mut self, cells: Vec<Cell>, strong: bool, shown: Shown) {
        self.rows.push(Row { cells, strong, shown });
    }

    /// Adds a total.
    pub fn total(&mut self, cells: Vec<Cell>) {
        self.push(cells, true, Shown::Everywhere);
    }

    /// Adds a head for the rows below.
    pub fn group(&mut self, text: impl Into<String>) {
        self.push(vec![Cell::Head(text.into())], false, Shown::Everywhere);
    }

    /// Every fact in it, in reading order.
    pub fn facts(&self, edition: &Edition) -> Vec<FactKey> {
        self.rows
            .iter()
            .flat_map(|row| row.cells.iter().filter_map(|cell| cell.fact(edition)))
            .map(|fact| fact.key)
            .collect()
    }
}
