//! Published totals of other studies, to be set beside facts.

use super::csv_table::{Row, Table};
use super::row_reader::{RowReader, quantity, status};
use crate::facts::{RowRef, Status};
use crate::units::TonnesCo2;
use crate::vocabulary::Symbol;

/// The file of published totals.
pub(super) const FILE: &str = "literature.csv";

/// A total as a study publishes it.
#[derive(Clone, Debug)]
pub struct PublishedTotal {
    /// Code of the study.
    pub study: Symbol,
    /// Key of the study in the bibliography; empty if it cannot be named.
    pub citation: String,
    /// Year.
    pub year: i16,
    /// Id of the fact that it is set beside, which an edition need not have.
    pub compares: String,
    /// The total; a balance is seen from the reporter's side.
    pub value: TonnesCo2,
    /// What is counted: the key of a label, or words.
    pub scope: String,
    /// Code of the source that holds it.
    pub source: String,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

impl RowReader {
    pub(super) fn published_total(&mut self, t: &Table, r: &Row) -> PublishedTotal {
        let text = |column| t.text(r, column).to_owned();
        PublishedTotal {
            study: self.symbol(t, r, "literature"),
            citation: text("citation"),
            year: t.year(r),
            compares: text("compares"),
            value: quantity(t, r, "value"),
            scope: text("scope"),
            source: text("source").split(';').next().unwrap_or_default().to_owned(),
            status: status(t, r),
            row: t.row_ref(r),
        }
    }
}
