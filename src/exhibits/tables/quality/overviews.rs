//! What is there, the two reporters, the sums and the way of products to industries: each as a whole.

use std::collections::BTreeMap;

use super::words;
use crate::diagnostics::Outcome;
use crate::exhibits::scope::Scope;
use crate::exhibits::table::{Cell, Column, Show, Table};
use crate::exhibits::tables::{BILLION, PERCENT};
use crate::facts::FactKey;
use crate::quality::{CoverageCell, Finding, Relation, SeriesKey, Sum};
use crate::vocabulary::{Flow, Measure, Side};

/// Sums of a relation on the page; the file has all.
const MOST_SUMS: usize = 8;

/// Years observed, estimated and missing of each group of series.
pub(in crate::exhibits) fn coverage(scope: &Scope<'_>) -> Outcome<Table> {
    let mut table = Table::default();
    let word = |key: &str| scope.label(&format!("coverage.{key}"));
    table.columns.push(Column::words(word("what")?));
    table.columns.push(Column::numbers(word("series")?, None));
    for key in ["years-observed", "years-estimated", "years-missing"] {
        table.columns.push(Column::words(word(key)?));
    }
    for row in &scope.edition.inspection().coverage {
        let of = |wanted: fn(&CoverageCell) -> bool| -> Outcome<Cell> {
            let cells = row.cells.iter().filter(|(_, cell)| wanted(cell));
            let years: Vec<i16> = cells.map(|(year, _)| *year).collect();
            Ok(Cell::Text(words::spans(scope, &years)?))
        };
        let series = row.cells.values().map(|cell| cell.expected).max().unwrap_or(0);
        table.row(vec![
            Cell::Head(named(scope, row.group)?),
            Cell::Text(scope.numbers.plain(series as f64, 0)),
            of(|cell| cell.observed > 0)?,
            of(|cell| cell.estimated > 0)?,
            of(|cell| cell.missing() > 0)?,
        ]);
    }
    Ok(table)
}

/// The cells of the coverage chart, a row a year: the data of the figure.
pub(in crate::exhibits) fn coverage_cells(scope: &Scope<'_>) -> Outcome<Table> {
    let mut table = Table::default();
    for key in ["what", "year", "series", "observed", "estimated", "missing"] {
        table.columns.push(Column::words(scope.label(&format!("coverage.{key}"))?));
    }
    for row in &scope.edition.inspection().coverage {
        let what = named(scope, row.group)?;
        for (year, cell) in &row.cells {
            let counts = [cell.expected, cell.observed, cell.estimated, cell.missing()];
            let counts = counts.map(|count| Cell::Text(count.to_string()));
            let mut cells = vec![Cell::Head(what.clone()), Cell::Text(year.to_string())];
            cells.extend(counts);
            table.row(cells);
        }
    }
    Ok(table)
}

/// A group of series by its full name.
fn named(scope: &Scope<'_>, key: SeriesKey) -> Outcome<String> {
    let quantity = scope.label(&format!("quantity.{}", key.quantity.as_str()))?;
    match words::part(scope, &key)? {
        Some(part) => scope.fill("coverage.row", &[("quantity", &quantity), ("part", &part)]),
        None => Ok(quantity),
    }
}

/// Each flow by year as each country publishes it, and the relative gap.
pub(in crate::exhibits) fn mirror(scope: &Scope<'_>) -> Outcome<Table> {
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.year")?));
    let billion = scope.label("axis.usd-billion")?;
    for flow in Flow::BOTH {
        let name = scope.flow_short(flow)?;
        for side in Side::BOTH {
            let country = scope.country(side)?;
            let header = scope.fill("mirror.total", &[("flow", &name), ("country", &country)])?;
            table.columns.push(Column::numbers(header, Some(billion.clone())));
        }
        let header = scope.fill("mirror.gap", &[("flow", &name)])?;
        table.columns.push(Column::numbers(header, Some(scope.label("axis.percent")?)));
    }
    let mut years: Vec<i16> = scope.edition.data.totals.iter().map(|row| row.year).collect();
    years.sort_unstable();
    years.dedup();
    for year in years {
        let mut cells = vec![Cell::Head(year.to_string())];
        for flow in Flow::BOTH {
            for side in Side::BOTH {
                let key = FactKey::new(Measure::TradeTotal).flow(flow).country(side).year(year);
                cells.push(Cell::Fact(key, Show::new(BILLION, 2)));
            }
            let key = FactKey::new(Measure::MirrorGap).flow(flow).year(year);
            cells.push(Cell::Fact(key, Show::signed(PERCENT, 0)));
        }
        table.row(cells);
    }
    Ok(table)
}

/// Sums beside their wholes over the years, relation by relation.
pub(in crate::exhibits) fn sums(scope: &Scope<'_>) -> Outcome<Table> {
    let mut table = Table::default();
    for key in ["what", "years"] {
        table.columns.push(Column::words(scope.label(&format!("sums.{key}"))?));
    }
    for key in ["lowest", "highest", "outside"] {
        table.columns.push(Column::numbers(scope.label(&format!("sums.{key}"))?, None));
    }
    for relation in Relation::ALL {
        let mut series: BTreeMap<SeriesKey, Vec<&Sum>> = BTreeMap::new();
        let all = &scope.edition.inspection().sums;
        for sum in all.iter().filter(|sum| sum.relation == relation) {
            series.entry(sum.key).or_default().push(sum);
        }
        if series.is_empty() {
            continue;
        }
        let (low, high) = relation.usual();
        let usual = [low, high].map(|bound| scope.numbers.percent(bound, 0));
        let values = [("low", usual[0].as_str()), ("high", usual[1].as_str())];
        table.group(scope.fill(&format!("relation.{}", relation.as_str()), &values)?);
        let rest = series.len().saturating_sub(MOST_SUMS);
        for (place, (key, own)) in series.into_iter().enumerate() {
            let ratios = || own.iter().map(|sum| sum.ratio());
            let years: Vec<i16> = own.iter().map(|sum| sum.year).collect();
            let outside = ratios().filter(|ratio| !(low..=high).contains(ratio)).count();
            let percent = |ratio: f64| Cell::Text(scope.numbers.percent(ratio, 1));
            let cells = vec![
                Cell::Head(named(scope, key)?),
                Cell::Text(words::spans(scope, &years)?),
                percent(ratios().fold(f64::INFINITY, f64::min)),
                percent(ratios().fold(0.0, f64::max)),
                Cell::Text(outside.to_string()),
            ];
            if place < MOST_SUMS { table.row(cells) } else { table.row_of_file(cells) }
        }
        if rest > 0 {
            let rest = scope.numbers.plain(rest as f64, 0);
            let mut cells = vec![Cell::Head(scope.fill("row.more", &[("count", &rest)])?)];
            cells.extend((1..table.columns.len()).map(|_| Cell::Text(String::new())));
            table.row_of_page(cells);
        }
    }
    Ok(table)
}

/// How the products of each flow reach industries.
pub(in crate::exhibits) fn mapping(scope: &Scope<'_>) -> Outcome<Table> {
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("mapped.flow")?));
    for key in ["value", "products", "divided", "observed", "estimated", "unmapped"] {
        table.columns.push(Column::numbers(scope.label(&format!("mapped.{key}"))?, None));
    }
    for mapped in &scope.edition.inspection().mapped {
        let count = |count: usize| Cell::Text(scope.numbers.plain(count as f64, 0));
        let percent = |part: f64| Cell::Text(scope.numbers.percent(part, 1));
        table.row(vec![
            Cell::Head(scope.flow(mapped.flow)?),
            Cell::Text(scope.numbers.money(mapped.value, None, None)),
            count(mapped.products),
            count(mapped.divided),
            percent(mapped.observed),
            percent(mapped.estimated),
            percent(mapped.unmapped),
        ]);
    }
    Ok(table)
}

/// How many findings each check and gravity has.
pub(in crate::exhibits) fn checks(scope: &Scope<'_>) -> Outcome<Table> {
    use crate::quality::{Check, Gravity};
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("finding.check")?));
    table.columns.push(Column::words(scope.label("finding.asks")?));
    for gravity in Gravity::ALL {
        let header = scope.label(&format!("gravity.{}", gravity.as_str()))?;
        table.columns.push(Column::numbers(header, None));
    }
    let inspection = scope.edition.inspection();
    let counts = |wanted: &dyn Fn(&&Finding) -> bool| {
        let found: Vec<&Finding> = inspection.findings.iter().filter(wanted).collect();
        Gravity::ALL.map(|gravity| {
            let count = found.iter().filter(|finding| finding.gravity == gravity).count();
            Cell::Text(scope.numbers.plain(count as f64, 0))
        })
    };
    for check in Check::ALL {
        let mut cells = vec![
            Cell::Head(scope.label(&format!("check.{}", check.as_str()))?),
            Cell::Text(scope.label(&format!("check-asks.{}", check.as_str()))?),
        ];
        cells.extend(counts(&|finding| finding.check == check));
        table.row(cells);
    }
    let mut cells = vec![Cell::Head(scope.label("finding.all-checks")?), Cell::Text(String::new())];
    cells.extend(counts(&|_| true));
    table.total(cells);
    Ok(table)
}
