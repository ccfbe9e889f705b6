//! How sure the balance is, and which source makes it unsure.

use super::{KILOTONNE, PERCENT};
use crate::diagnostics::Outcome;
use crate::exhibits::charts::uncertainty::{budget_rows, share, sources};
use crate::exhibits::scope::{Scope, of_place};
use crate::exhibits::table::{Cell, Column, Show, Table};
use crate::facts::FactKey;
use crate::vocabulary::{Measure, Symbol};

/// Balance, interval and shares of the sources: the nation in three years and the leading regions.
pub(in crate::exhibits) fn budget(scope: &Scope<'_>) -> Outcome<Table> {
    let all: Vec<_> = sources(scope);
    let mut table = head(scope, true, &all)?;
    table.columns.push(Column::numbers(scope.label("column.agreement")?, None));
    for (region, year) in budget_rows(scope) {
        let mut cells = row(scope, (region, year), true, &all)?;
        let agreement = FactKey::new(Measure::UncertaintyAgreement).region(region).year(year);
        cells.push(Cell::Fact(agreement, Show::new(1.0, 2)));
        table.row(cells);
    }
    Ok(table)
}

/// Every region, the unallocated part and the nation in the last year of the data. A source that gives nothing anywhere
/// has no column.
pub(in crate::exhibits) fn by_region(scope: &Scope<'_>) -> Outcome<Table> {
    let names = &scope.edition.data.names;
    let year = scope.edition.data.catalogue.years.last;
    let places: Vec<Symbol> =
        names.regions.iter().copied().chain([names.unallocated(), names.nation()]).collect();
    let mut used = sources(scope);
    used.retain(|(_, source)| {
        places.iter().any(|region| {
            scope.fact(share(*source, *region, year)).is_some_and(|fact| fact.value > 0.0)
        })
    });
    let mut table = head(scope, false, &used)?;
    for region in &places {
        let cells = row(scope, (*region, year), false, &used)?;
        if *region == names.nation() { table.total(cells) } else { table.row(cells) }
    }
    Ok(table)
}

fn head(scope: &Scope<'_>, with_year: bool, sources: &[(&str, Symbol)]) -> Outcome<Table> {
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.region")?));
    if with_year {
        table.columns.push(Column::numbers(scope.label("column.year")?, None));
    }
    let unit = scope.label("unit.kt-co2")?;
    table.columns.push(Column::numbers(scope.label("column.balance")?, Some(unit.clone())));
    table.columns.push(Column::numbers(scope.label("column.interval")?, Some(unit)));
    for (code, _) in sources {
        let head = scope.label(&format!("uncertainty-source-short.{code}"))?;
        table.columns.push(Column::numbers(head, Some(scope.label("axis.percent")?)));
    }
    Ok(table)
}

fn row(
    scope: &Scope<'_>,
    (region, year): (Symbol, i16),
    with_year: bool,
    sources: &[(&str, Symbol)],
) -> Outcome<Vec<Cell>> {
    let names = &scope.edition.data.names;
    let name = if region == names.nation() {
        scope.label("row.nation")?
    } else if region == names.unallocated() {
        scope.label("row.unallocated")?
    } else {
        scope.edition.region_name(region, scope.language).to_owned()
    };
    let balance = of_place(Measure::Balance, Symbol::ALL, region).year(year);
    let mut cells = vec![Cell::Head(name)];
    if with_year {
        cells.push(Cell::Text(year.to_string()));
    }
    let show = Show::signed(KILOTONNE, 0);
    cells.push(Cell::Fact(balance, show));
    cells.push(Cell::Interval(balance, show));
    for (_, source) in sources {
        cells.push(Cell::Fact(share(*source, region, year), Show::new(PERCENT, 0)));
    }
    Ok(cells)
}
