//! The goods of the edition by both counts: makers alone, and makers with their domestic suppliers.

use super::{KILOTONNE, MEGATONNE};
use crate::analysis::leaders;
use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Scope, embodied, of_place};
use crate::exhibits::table::{Cell, Column, Show, Table};
use crate::facts::FactKey;
use crate::vocabulary::{Flow, Measure, Symbol};

/// Industries of each flow in the list of the first.
const FIRST: usize = 5;

/// Both flows and the balance by each count: first year, the last table's, early, middle, last year, horizon.
pub(in crate::exhibits) fn balance_by_count(scope: &Scope<'_>) -> Outcome<Table> {
    let y = scope.edition.data.catalogue.years;
    let tables = scope.edition.data.input_output.years();
    let last_table = tables.iter().copied().rfind(|t| (y.first..=y.last).contains(t));
    let mut years: Vec<i16> = [y.first, y.early, y.middle, y.last, y.horizon].to_vec();
    years.extend(last_table);
    years.sort_unstable();
    years.dedup();
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.year")?));
    let mut cells: Vec<(FactKey, Show)> = Vec::new();
    for (label, flows, balance) in [
        ("column.direct", Measure::Embodied, Measure::Balance),
        ("column.with-suppliers", Measure::EmbodiedSupply, Measure::BalanceSupply),
    ] {
        let unit = scope.label(label)?;
        let of = |measure| of_place(measure, Symbol::ALL, scope.nation());
        for flow in Flow::BOTH {
            let head = scope.flow_short(flow)?;
            table.columns.push(Column::numbers(head, Some(unit.clone())));
            cells.push((of(flows).flow(flow), Show::new(MEGATONNE, 1)));
        }
        table.columns.push(Column::numbers(scope.label("column.balance")?, Some(unit)));
        cells.push((of(balance), Show::signed(MEGATONNE, 1)));
    }
    for year in years {
        let facts = cells.iter().map(|(key, show)| Cell::Fact(key.year(year), *show));
        table.row([Cell::Head(year.to_string())].into_iter().chain(facts).collect());
    }
    Ok(table)
}

/// The first industries of each flow by either count in the last year, each count in its own order.
pub(in crate::exhibits) fn first_industries(scope: &Scope<'_>) -> Outcome<Table> {
    let last = scope.edition.data.catalogue.years.last;
    let unit = scope.label("unit.kt-co2")?;
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.rank")?));
    for label in ["column.makers-alone", "column.makers-and-suppliers"] {
        table.columns.push(Column::words(scope.label(label)?));
        table.columns.push(Column::numbers(scope.label("column.emissions")?, Some(unit.clone())));
    }
    for flow in Flow::BOTH {
        table.group(scope.flow(flow)?);
        let direct = embodied(flow, Symbol::EACH, scope.nation()).year(last);
        let supply = FactKey { measure: Measure::EmbodiedSupply, ..direct };
        let lists = [direct, supply].map(|pattern| leaders(scope.edition.facts(), pattern));
        for place in 0..FIRST.min(lists[0].len()) {
            let mut row = vec![Cell::Head((place + 1).to_string())];
            for list in &lists {
                // An industry without a multiplier is in the first list only.
                let Some(fact) = list.get(place) else {
                    row.extend([Cell::Text(String::new()), Cell::Text(String::new())]);
                    continue;
                };
                let name = scope.edition.industry_short(fact.key.industry, scope.language);
                row.push(Cell::Text(name.to_owned()));
                row.push(Cell::Fact(fact.key, Show::new(KILOTONNE, 0)));
            }
            table.row(row);
        }
    }
    Ok(table)
}
