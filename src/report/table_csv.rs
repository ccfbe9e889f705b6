//! A table as a file.

use crate::edition::Edition;
use crate::exhibits::{Cell, Shown, Table};
use crate::text::Numbers;

/// The table as CSV: one line a cell with a number (its row and column, the fact with all that `facts.csv` says of
/// its value), or the cells as words where the table has no facts.
pub(super) fn csv_of(edition: &Edition, numbers: &Numbers, table: &Table) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let mut put = |record: &[&str]| {
        writer.write_record(record).expect("writing to memory cannot fail");
    };
    let has_facts = table.rows.iter().any(|r| r.cells.iter().any(|c| c.fact(edition).is_some()));
    if has_facts {
        put(&["row", "column", "fact", "value", "unit", "lower", "upper", "status"]);
    } else {
        put(&table.columns.iter().map(|c| c.header.as_str()).collect::<Vec<_>>());
    }
    let mut group = String::new();
    for row in table.rows.iter().filter(|row| row.shown != Shown::Page) {
        if let [single] = row.cells.as_slice() {
            group = single.text(edition, numbers);
            if !has_facts {
                put(&[&group]);
            }
            continue;
        }
        if !has_facts {
            let words: Vec<String> = row.cells.iter().map(|c| c.text(edition, numbers)).collect();
            put(&words.iter().map(String::as_str).collect::<Vec<_>>());
            continue;
        }
        let own = row.cells.first().map_or(String::new(), |c| c.text(edition, numbers));
        let name = if group.is_empty() { own } else { format!("{group}: {own}") };
        for (cell, column) in row.cells.iter().zip(&table.columns) {
            let (Cell::Fact(..), Some(fact)) = (cell, cell.fact(edition)) else { continue };
            let head = match &column.unit {
                Some(unit) => format!("{} ({unit})", column.header),
                None => column.header.clone(),
            };
            let bound = |b: Option<f64>| b.map_or(String::new(), |b| b.to_string());
            put(&[
                &name,
                &head,
                &edition.data.names.id(&fact.key),
                &fact.value.to_string(),
                fact.key.measure.unit().as_str(),
                &bound(fact.interval.map(|i| i.0)),
                &bound(fact.interval.map(|i| i.1)),
                fact.status.as_str(),
            ]);
        }
    }
    writer.into_inner().expect("writing to memory cannot fail")
}
