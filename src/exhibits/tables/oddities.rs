//! What an editor should look at.

use super::literature::study;
use crate::analysis::{Oddity, OddityKind};
use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Scope, status_mark};
use crate::exhibits::table::{Cell, Column, Table};
use crate::facts::FactKey;
use crate::text::decimals_for;
use crate::vocabulary::{Measure, Symbol};

/// Entries of a kind on the page; the file has all.
const MOST_OF_A_KIND: usize = 10;

/// Kind by kind, the gravest first: what it is, its gravest year, value and bound there, years beyond the bound.
pub(in crate::exhibits) fn list(scope: &Scope<'_>) -> Outcome<Table> {
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.what")?));
    table.columns.push(Column::words(scope.label("column.year")?));
    for key in ["column.value", "column.bound", "column.years-beyond"] {
        table.columns.push(Column::numbers(scope.label(key)?, None));
    }
    for kind in OddityKind::ALL {
        let own: Vec<&Oddity> =
            scope.edition.analysis.oddities.iter().filter(|o| o.kind == kind).collect();
        if own.is_empty() {
            continue;
        }
        table.group(scope.label(&format!("oddity.{}", kind.as_str()))?);
        for (place, oddity) in own.iter().enumerate() {
            let cells = cells(scope, oddity)?;
            if place < MOST_OF_A_KIND {
                table.row(cells);
            } else {
                table.row_of_file(cells);
            }
        }
        if own.len() > MOST_OF_A_KIND {
            let rest = (own.len() - MOST_OF_A_KIND).to_string();
            let mut cells = vec![Cell::Head(scope.fill("row.more", &[("count", &rest)])?)];
            cells.extend((1..table.columns.len()).map(|_| Cell::Text(String::new())));
            table.row_of_page(cells);
        }
    }
    Ok(table)
}

fn cells(scope: &Scope<'_>, oddity: &Oddity) -> Outcome<Vec<Cell>> {
    let text = |value: f64| {
        let numbers = scope.numbers;
        match oddity.kind {
            OddityKind::Unallocated => numbers.percent(value, 0),
            kind if kind.is_part() => numbers.change(value, 0),
            OddityKind::Clipped => numbers.plain(value, 0),
            _ => numbers.plain(value, decimals_for(value, 2)),
        }
    };
    let missing = || scope.numbers.missing().to_owned();
    let value = match (oddity.value, scope.fact(oddity.key)) {
        (Some(value), Some(fact)) => status_mark(scope, fact.status, &text(value))?,
        _ => missing(),
    };
    let bound = oddity.value.map_or_else(missing, |_| text(oddity.bound));
    let year = match oddity.against {
        Some(before) if before.year != oddity.key.year => {
            scope.numbers.range(&before.year.to_string(), &oddity.key.year.to_string())
        }
        _ => oddity.key.year.to_string(),
    };
    Ok(vec![
        Cell::Head(what(scope, &oddity.key)?),
        Cell::Text(year),
        Cell::Text(value),
        Cell::Text(bound),
        Cell::Text(oddity.years.to_string()),
    ])
}

/// A fact in words: industry or region, country or flow.
fn what(scope: &Scope<'_>, key: &FactKey) -> Outcome<String> {
    let data = &scope.edition.data;
    let (flows, first) = match key.measure {
        Measure::AnchorError => return published(scope, key.industry),
        Measure::LiteratureValue => {
            let total =
                data.literature.iter().find(|t| (t.study, t.year) == (key.industry, key.year));
            return Ok(total.map_or(String::new(), |total| study(scope, total).to_owned()));
        }
        _ if data.names.regions.contains(&key.region) => {
            (key.flow, Some(scope.edition.region_name(key.region, scope.language).to_owned()))
        }
        _ if key.industry == Symbol::ALL => (key.flow, Some(scope.label("row.all-industries")?)),
        _ if key.industry.is_some() => {
            (key.flow, Some(scope.edition.industry_name(key.industry, scope.language).to_owned()))
        }
        _ => (key.flow, None),
    };
    let mut parts: Vec<String> = first.into_iter().collect();
    if let Some(flow) = flows {
        parts.push(scope.flow(flow)?);
    }
    if let Some(country) = key.country {
        parts.push(scope.country(country)?);
    }
    Ok(parts.join("; "))
}

/// A published total of regions: where and which flows.
fn published(scope: &Scope<'_>, code: Symbol) -> Outcome<String> {
    let data = &scope.edition.data;
    let Some(anchor) = data.anchors.iter().find(|a| a.code == code) else {
        return Ok(data.names.symbols.text(code).to_owned());
    };
    let [regions, flows] = super::allocation::anchor_words(scope, anchor)?;
    Ok(format!("{regions}; {flows}"))
}
