//! The key figures of the last edition, to be set beside those of this one.

use std::collections::BTreeSet;

use super::csv_table::{Row, Table};
use super::edition_settings::parse_date;
use super::row_reader::{RowReader, status};
use crate::diagnostics::{Code, Faults};
use crate::facts::{RowRef, Status};
use crate::vocabulary::{KeyFigure, Measure};

/// The file of the last edition's key figures.
pub(super) const FILE: &str = "published.csv";

/// A key figure as the last edition published it.
#[derive(Clone, Debug)]
pub struct PublishedFigure {
    /// Id of the fact; of a code that the folder no longer has, perhaps.
    pub fact: String,
    /// Value, in the unit of the fact's measure.
    pub value: f64,
    /// 95 % interval, if it had one.
    pub interval: Option<(f64, f64)>,
    /// Status.
    pub status: Status,
    /// How it was computed.
    pub method: String,
    /// Its row.
    pub row: RowRef,
}

impl PublishedFigure {
    /// The year that the fact is of.
    fn year(&self) -> Option<i16> {
        self.fact.rsplit('/').next()?.parse().ok()
    }
}

/// The last edition, as its key figures tell of it.
#[derive(Clone, Debug, Default)]
pub struct LastEdition {
    /// Its name.
    pub id: String,
    /// Its day: year, month, day.
    pub date: (i32, u8, u8),
    /// Its last year of data.
    pub last: i16,
    /// The last year of its projections, if its figures have one.
    pub horizon: Option<i16>,
    /// Its key figures, in the order of the table.
    pub figures: Vec<PublishedFigure>,
}

impl RowReader {
    pub(super) fn published_figure(&mut self, t: &Table, r: &Row) -> PublishedFigure {
        PublishedFigure {
            fact: t.text(r, "fact").to_owned(),
            value: t.number(r, "value").unwrap_or(0.0),
            interval: t.number(r, "lower").zip(t.number(r, "upper")),
            status: status(t, r),
            method: t.text(r, "method").to_owned(),
            row: t.row_ref(r),
        }
    }
}

/// The last edition of a table that was checked; none of one without rows.
pub(super) fn last_edition(t: &Table, figures: Vec<PublishedFigure>) -> Option<LastEdition> {
    let row = t.rows.first()?;
    let date = parse_date(t.text(row, "date")).expect("dates are checked");
    let latest = |projected: bool| {
        let of = figures.iter().filter(|f| (f.status == Status::Projected) == projected);
        of.filter_map(PublishedFigure::year).max()
    };
    let (last, horizon) = (latest(false).unwrap_or(0), latest(true));
    Some(LastEdition { id: t.text(row, "edition").to_owned(), date, last, horizon, figures })
}

/// Each row names a key figure in its unit, its interval holds the value, and all are of one edition.
pub(super) fn check(t: &Table, faults: &mut Faults) {
    let mut editions = BTreeSet::new();
    for row in &t.rows {
        let measure = Measure::parse(t.text(row, "fact").split('/').next().unwrap_or_default());
        match measure.filter(|measure| KeyFigure::of(*measure).is_some()) {
            None => {
                let known: Vec<&str> = KeyFigure::ALL.iter().map(|f| f.own.as_str()).collect();
                let message = "no fact of a key figure";
                faults.push(
                    t.fault_at(row, "fact", Code::UnknownCode, message)
                        .found(format!("`{}`", t.text(row, "fact")))
                        .allowed(known.join(", "))
                        .hint(
                            "`tradeprint record EDITION` writes this table from a finished edition",
                        ),
                );
            }
            Some(measure) if measure.unit().as_str() != t.text(row, "unit") => faults.push(
                t.fault_at(row, "unit", Code::UnknownCode, "not the unit of the fact")
                    .found(format!("`{}`", t.text(row, "unit")))
                    .allowed(measure.unit().as_str()),
            ),
            Some(_) => {}
        }
        let ends = [t.number(row, "lower"), t.number(row, "upper")];
        let value = t.number(row, "value").unwrap_or(0.0);
        let holds = match ends {
            [None, None] => true,
            [Some(lower), Some(upper)] => lower <= value && value <= upper,
            _ => false,
        };
        if !holds {
            let message = "the interval does not hold the value";
            faults.push(
                t.fault_at(row, "lower", Code::OutOfRange, message)
                    .found(format!("{} to {}", t.text(row, "lower"), t.text(row, "upper")))
                    .allowed("both ends, around the value; or neither"),
            );
        }
        if parse_date(t.text(row, "date")).is_none() {
            faults.push(
                t.fault_at(row, "date", Code::BadYear, "not a date")
                    .found(format!("`{}`", t.text(row, "date")))
                    .allowed("YYYY-MM-DD"),
            );
        }
        editions.insert((t.text(row, "edition"), t.text(row, "date")));
        if editions.len() == 2 {
            let all: Vec<String> =
                editions.iter().map(|(id, day)| format!("{id} of {day}")).collect();
            faults.push(
                t.fault_at(row, "edition", Code::UnknownCode, "figures of another edition")
                    .found(all.join(", "))
                    .allowed("one edition, the last that was published")
                    .hint("`tradeprint record EDITION` replaces the whole table"),
            );
            return;
        }
    }
}
