//! Direct against total intensities: both flows and the balance in the years that have input-output tables.

use super::MEGATONNE;
use crate::diagnostics::Outcome;
use crate::exhibits::scope::Scope;
use crate::exhibits::table::{Cell, Column, Show, Table};
use crate::facts::FactKey;
use crate::vocabulary::{Flow, Measure, Symbol};

/// A row a year; the direct columns, then the total ones.
pub(in crate::exhibits) fn direct_and_total(scope: &Scope<'_>) -> Outcome<Table> {
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.year")?));
    let mut cells: Vec<(FactKey, Show)> = Vec::new();
    for (label, embodied, balance) in [
        ("column.direct", Measure::EmbodiedDirectIo, Measure::BalanceDirectIo),
        ("column.total", Measure::EmbodiedTotal, Measure::BalanceTotal),
    ] {
        let unit = scope.label(label)?;
        let of = |measure| FactKey::new(measure).industry(Symbol::ALL).region(scope.nation());
        for flow in Flow::BOTH {
            let head = scope.flow_short(flow)?;
            table.columns.push(Column::numbers(head, Some(unit.clone())));
            cells.push((of(embodied).flow(flow), Show::new(MEGATONNE, 1)));
        }
        table.columns.push(Column::numbers(scope.label("column.balance")?, Some(unit)));
        cells.push((of(balance), Show::signed(MEGATONNE, 1)));
    }
    for year in scope.edition.data.input_output.years() {
        let facts = cells.iter().map(|(key, show)| Cell::Fact(key.year(year), *show));
        table.row([Cell::Head(year.to_string())].into_iter().chain(facts).collect());
    }
    Ok(table)
}
