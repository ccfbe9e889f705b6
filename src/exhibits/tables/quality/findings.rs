//! The findings: all of them in one table, and those of each check in its own.

use std::collections::BTreeMap;

use super::words;
use crate::diagnostics::Outcome;
use crate::exhibits::scope::Scope;
use crate::exhibits::table::{Cell, Column, Table};
use crate::quality::{Check, Finding, Reason};

/// Findings of all checks on the page, and of each reason among them; the file has all.
const MOST_OF_ALL: usize = 15;
const MOST_OF_EACH: usize = 3;
/// Findings of a reason on the page in the table of its check.
const MOST_OF_A_REASON: usize = 8;
/// Columns that each table of findings has; what a finding is about is the first of them.
const OWN_COLUMNS: usize = 5;
/// Spans of rows named on the page.
const MOST_ROWS: usize = 3;

/// The findings of all checks, the gravest first.
pub(in crate::exhibits) fn all(scope: &Scope<'_>) -> Outcome<Table> {
    let mut table = Table::default();
    for key in ["gravity", "reason"] {
        table.columns.push(Column::words(scope.label(&format!("finding.{key}"))?));
    }
    columns(scope, &mut table)?;
    let list: Vec<&Finding> = scope.edition.inspection().findings.iter().collect();
    let lead = |finding: &Finding| -> Outcome<Vec<Cell>> {
        Ok(vec![
            Cell::Head(scope.label(&format!("gravity.{}", finding.gravity.as_str()))?),
            Cell::Text(scope.label(&format!("reason-short.{}", finding.reason.as_str()))?),
        ])
    };
    let mut shown = BTreeMap::new();
    let on_page = list.iter().map(|finding| {
        let count: &mut usize = shown.entry((finding.gravity, finding.reason)).or_default();
        *count += 1;
        *count <= MOST_OF_EACH
    });
    let mut room = MOST_OF_ALL;
    let on_page = on_page.map(|wanted| {
        let fits = wanted && room > 0;
        room -= usize::from(fits);
        fits
    });
    let on_page: Vec<bool> = on_page.collect();
    fill(scope, &mut table, &list, &on_page, &lead)?;
    Ok(table)
}

/// The findings of a check, reason by reason, each from the gravest to the least.
pub(in crate::exhibits) fn of(scope: &Scope<'_>, check: Check) -> Outcome<Table> {
    let mut table = Table::default();
    columns(scope, &mut table)?;
    let own: Vec<&Finding> = scope.edition.inspection().of(check).collect();
    for reason in Reason::ALL {
        let list: Vec<&Finding> = own.iter().copied().filter(|f| f.reason == reason).collect();
        if !list.is_empty() {
            table.group(scope.label(&format!("reason.{}", reason.as_str()))?);
            let on_page: Vec<bool> = (0..list.len()).map(|n| n < MOST_OF_A_REASON).collect();
            fill(scope, &mut table, &list, &on_page, &|_| Ok(Vec::new()))?;
        }
    }
    Ok(table)
}

fn columns(scope: &Scope<'_>, table: &mut Table) -> Outcome<()> {
    let own: [&str; OWN_COLUMNS] = ["what", "years", "expected", "found", "rows"];
    for key in own {
        let header = scope.label(&format!("finding.{key}"))?;
        table.columns.push(match key {
            "expected" | "found" => Column::numbers(header, None),
            _ => Column::words(header),
        });
    }
    Ok(())
}

/// Adds the findings that have room on the page, with few rows each, and all of them with all rows for the file.
fn fill(
    scope: &Scope<'_>,
    table: &mut Table,
    list: &[&Finding],
    on_page: &[bool],
    lead: &dyn Fn(&Finding) -> Outcome<Vec<Cell>>,
) -> Outcome<()> {
    for (finding, shown) in list.iter().zip(on_page) {
        let cells = |most_rows: Option<usize>| -> Outcome<Vec<Cell>> {
            let mut cells = lead(finding)?;
            let what = words::what(scope, finding)?;
            cells.push(if cells.is_empty() { Cell::Head(what) } else { Cell::Text(what) });
            cells.push(Cell::Text(words::years(scope, finding.years)?));
            for amount in [finding.expected, finding.found] {
                cells.push(Cell::Text(words::amount(scope, finding.key.quantity, amount)));
            }
            cells.push(Cell::Text(words::rows(scope, &finding.rows, most_rows)?));
            Ok(cells)
        };
        if *shown {
            table.row_of_page(cells(Some(MOST_ROWS))?);
        }
        table.row_of_file(cells(None)?);
    }
    let rest = on_page.iter().filter(|shown| !**shown).count();
    if rest > 0 {
        let rest = scope.numbers.plain(rest as f64, 0);
        // The words stand in the widest column.
        let widest = table.columns.len() - OWN_COLUMNS;
        let mut cells = vec![Cell::Text(String::new()); table.columns.len()];
        cells[widest] = Cell::Text(scope.fill("row.more", &[("count", &rest)])?);
        table.row_of_page(cells);
    }
    Ok(())
}
