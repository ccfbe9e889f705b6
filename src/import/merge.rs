//! New rows meet the tables of the folder: added, already there, filled in, or in conflict. Nothing is summed.

use std::collections::{BTreeMap, HashMap};

use super::fault_book::FaultBook;
use super::folder::{Folder, Table};
use crate::data::table_columns;
use crate::diagnostics::{Code, Diagnostic, Location};

/// A row for a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NewRow {
    pub(super) file: &'static str,
    pub(super) key: Vec<(String, String)>,
    pub(super) values: Vec<(String, f64)>,
    pub(super) extra: Vec<(String, String)>,
}

/// What became of the rows of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows that are new.
    pub added: usize,
    /// Rows whose values were there.
    pub unchanged: usize,
    /// Rows of which an empty cell has a value now.
    pub filled: usize,
    /// Rows whose value was replaced.
    pub replaced: usize,
}

/// The table whose rows of several sources stand beside each other.
const TOTALS: &str = "trade_totals.csv";

/// Puts rows of one source into the folder's tables.
pub(super) fn merge(
    folder: &mut Folder,
    rows: &[NewRow],
    source: &str,
    replace: bool,
    faults: &mut FaultBook,
) -> BTreeMap<&'static str, Counts> {
    let mut all: BTreeMap<&'static str, Vec<&NewRow>> = BTreeMap::new();
    rows.iter().for_each(|row| all.entry(row.file).or_default().push(row));
    let root = folder.root.clone();
    let mut counts = BTreeMap::new();
    for (file, rows) in all {
        let table = folder.table_mut(file);
        let shown = root.join(file).display().to_string();
        let sorted = order(file, table);
        let before = table.rows.len();
        let mut merging =
            Merging { table, shown, source, replace, before, faults, counts: Counts::default() };
        merging.rows(file, &rows);
        let done = merging.counts;
        if table.changed {
            sort(table, sorted);
        }
        counts.insert(file, done);
    }
    counts
}

struct Merging<'a> {
    table: &'a mut Table,
    shown: String,
    source: &'a str,
    replace: bool,
    /// How many rows the folder had: those behind them are of this import.
    before: usize,
    faults: &'a mut FaultBook,
    counts: Counts,
}

impl Merging<'_> {
    fn rows(&mut self, file: &str, rows: &[&NewRow]) {
        let Some(first) = rows.first() else { return };
        let names: Vec<&str> = first.key.iter().map(|(name, _)| name.as_str()).collect();
        let mut index: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
        for (number, row) in self.table.rows.iter().enumerate() {
            let key = names.iter().map(|name| self.table.cell(row, name).to_owned()).collect();
            index.entry(key).or_default().push(number);
        }
        for row in rows {
            let key: Vec<String> = row.key.iter().map(|(_, text)| text.clone()).collect();
            match index.get(&key) {
                None => {
                    index.insert(key, vec![self.table.rows.len()]);
                    self.add(row, true);
                }
                Some(there) if file == TOTALS => self.beside(row, there),
                Some(there) => self.meet(row, there[0]),
            }
        }
    }

    fn add(&mut self, row: &NewRow, preferred: bool) {
        let cell = |name: &String| -> String {
            let text = |list: &[(String, String)]| {
                list.iter().find(|(own, _)| own == name).map(|(_, text)| text.clone())
            };
            if let Some(text) = text(&row.key).or_else(|| text(&row.extra)) {
                return text;
            }
            if let Some((_, value)) = row.values.iter().find(|(own, _)| own == name) {
                return shown(*value);
            }
            match name.as_str() {
                "status" => "observed".to_owned(),
                "method" => "reported".to_owned(),
                "source" => self.source.to_owned(),
                "preferred" => u8::from(preferred).to_string(),
                _ => String::new(),
            }
        };
        let cells = self.table.header.iter().map(cell).collect();
        self.table.rows.push(cells);
        self.table.lines.push(0);
        self.table.changed = true;
        self.counts.added += 1;
    }

    /// A total stands beside those of other sources; the preferred one stays so unless replaced.
    fn beside(&mut self, row: &NewRow, there: &[usize]) {
        let (name, value) = &row.values[0];
        let same = |number: &usize| {
            let text = self.table.cell(&self.table.rows[*number], name);
            text.parse::<f64>().is_ok_and(|old| equal(old, *value))
        };
        if there.iter().any(same) {
            self.counts.unchanged += 1;
            return;
        }
        let column = self.table.column("preferred");
        let is_preferred = |number: &usize| {
            column.and_then(|c| self.table.rows[*number].get(c)).is_some_and(|cell| cell == "1")
        };
        let preferred = self.replace || !there.iter().any(is_preferred);
        if let (true, Some(column)) = (self.replace, column) {
            for number in there {
                "0".clone_into(&mut self.table.rows[*number][column]);
            }
        }
        self.add(row, preferred);
    }

    fn meet(&mut self, row: &NewRow, there: usize) {
        let (mut filled, mut replaced) = (false, false);
        for (name, value) in &row.values {
            let Some(column) = self.table.column(name) else { continue };
            let old = self.table.rows[there][column].clone();
            if old.is_empty() {
                self.table.rows[there][column] = shown(*value);
                filled = true;
                continue;
            }
            if old.parse::<f64>().is_ok_and(|old| equal(old, *value)) {
                continue;
            }
            if there >= self.before {
                self.faults.push(twice(
                    row,
                    self.table.cell(&self.table.rows[there], name),
                    *value,
                ));
            } else if self.replace {
                self.table.rows[there][column] = shown(*value);
                replaced = true;
            } else {
                self.faults.push(self.conflict(row, there, column, *value));
            }
        }
        self.table.changed |= filled || replaced;
        if replaced {
            self.counts.replaced += 1;
            self.put(there, "status", "observed".to_owned());
            self.put(there, "method", "reported".to_owned());
            self.put(there, "note", String::new());
            let whole = row.values.len() == 1 && row.file != "macro.csv";
            self.credit(there, whole);
        } else if filled {
            self.counts.filled += 1;
            self.credit(there, false);
        } else {
            self.counts.unchanged += 1;
        }
    }

    fn put(&mut self, row: usize, name: &str, text: String) {
        if let Some(column) = self.table.column(name) {
            self.table.rows[row][column] = text;
        }
    }

    /// Names the source of a row: alone, or after those of its other cells.
    fn credit(&mut self, row: usize, alone: bool) {
        let old = self.table.cell(&self.table.rows[row], "source").to_owned();
        let known = old.split(';').any(|code| code == self.source);
        let text = match (alone, known) {
            (true, _) => self.source.to_owned(),
            (false, true) => old,
            (false, false) => format!("{old};{}", self.source),
        };
        self.put(row, "source", text);
    }

    fn conflict(&self, row: &NewRow, there: usize, column: usize, value: f64) -> Diagnostic {
        let cells = &self.table.rows[there];
        let before: usize = cells.iter().take(column).map(|c| c.chars().count() + 1).sum();
        let width = u32::try_from(cells[column].chars().count()).unwrap_or(1);
        let key: Vec<&str> = row.key.iter().map(|(_, text)| text.as_str()).collect();
        let at = u32::try_from(before + 1).unwrap_or(1);
        Diagnostic::error(Code::ImportConflict, format!("another `{}` is there", self.table.header[column]))
            .at(Location::at(&self.shown, self.table.lines[there], at))
            .excerpt(cells.join(","), width)
            .found(format!("{} for {} in the import ({})", shown(value), key.join(", "), self.source))
            .allowed(format!("{} as in the folder ({})", cells[column], self.table.cell(cells, "source")))
            .hint("--replace puts the imported values in the place of those; --years FIRST-LAST leaves years out. Months of one year are imported together")
    }
}

/// Two values of one import for one key.
fn twice(row: &NewRow, first: &str, second: f64) -> Diagnostic {
    let key: Vec<&str> = row.key.iter().map(|(_, text)| text.as_str()).collect();
    Diagnostic::error(Code::ImportDouble, "two files have a value for one row")
        .found(format!("{first} and {} for {} of {}", shown(second), key.join(", "), row.file))
        .allowed("each row once")
        .hint("leave one of the two files out")
}

/// Fifteen digits: what multiplication and division leave beyond them is no information.
pub(super) fn shown(value: f64) -> String {
    format!("{value:.14e}").parse::<f64>().map_or_else(|_| value.to_string(), |v| v.to_string())
}

fn equal(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

/// The columns by which a table is in order, if it is.
fn order(file: &str, table: &Table) -> Option<Vec<usize>> {
    let (_, key) = table_columns(file)?;
    let columns: Vec<usize> = key.iter().filter_map(|name| table.column(name)).collect();
    let mut reversed = columns.clone();
    reversed.reverse();
    [columns, reversed].into_iter().find(|columns| {
        let key = |row: &Vec<String>| -> Vec<String> {
            columns.iter().map(|c| row[*c].clone()).collect()
        };
        table.rows.is_sorted_by_key(key)
    })
}

fn sort(table: &mut Table, columns: Option<Vec<usize>>) {
    let Some(columns) = columns else { return };
    let mut rows: Vec<(Vec<String>, u32)> =
        std::mem::take(&mut table.rows).into_iter().zip(std::mem::take(&mut table.lines)).collect();
    rows.sort_by_cached_key(|(row, _)| columns.iter().map(|c| row[*c].clone()).collect::<Vec<_>>());
    (table.rows, table.lines) = rows.into_iter().unzip();
}
