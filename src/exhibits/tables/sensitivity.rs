//! How the balance and the first industries move when one part of the method is exchanged.

use super::MEGATONNE;
use crate::diagnostics::Outcome;
use crate::exhibits::charts::sensitivity::{left_out, widest};
use crate::exhibits::scope::Scope;
use crate::exhibits::table::{Cell, Column, Show, Table};
use crate::facts::FactKey;
use crate::vocabulary::{Flow, Measure, Symbol, codes};

const BALANCE: Show = Show::signed(MEGATONNE, 1);
const COUNT: Show = Show::new(1.0, 0);

/// A row a variant, with the two years that matter most when they are left out: balance and change in the middle, last and
/// horizon year, and how many of the first five industries stay at the horizon.
pub(in crate::exhibits) fn variants(scope: &Scope<'_>) -> Outcome<Table> {
    let y = scope.edition.data.catalogue.years;
    let mut years = vec![y.middle, y.last, y.horizon];
    years.dedup();
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.variant")?));
    let mut keys: Vec<(FactKey, Show)> = Vec::new();
    for (measure, label) in [
        (Measure::SensitivityBalance, "column.balance"),
        (Measure::SensitivityChange, "column.change"),
    ] {
        for year in &years {
            table.columns.push(Column::numbers(scope.label(label)?, Some(year.to_string())));
            keys.push((FactKey::new(measure).year(*year), BALANCE));
        }
    }
    first_five(scope, &mut table, &mut keys)?;
    let mut row = |name: String, code: Symbol| {
        let cells = keys.iter().map(|(key, show)| Cell::Fact(key.industry(code), *show));
        table.row([Cell::Head(name)].into_iter().chain(cells).collect());
    };
    let says = |code: Symbol| {
        let key = FactKey::new(Measure::SensitivityBalance).industry(code);
        years.iter().any(|year| scope.fact(key.year(*year)).is_some())
    };
    for code in codes::VARIANTS {
        let symbol = scope.edition.data.names.symbols.get(code);
        if let Some(symbol) = symbol.filter(|symbol| says(*symbol)) {
            row(scope.label(&format!("variant.{code}"))?, symbol);
        }
    }
    for (year, fact) in widest(&left_out(scope, Measure::SensitivityChange)) {
        row(
            scope.fill("variant.leave-out-year", &[("year", &year.to_string())])?,
            fact.key.industry,
        );
    }
    Ok(table)
}

/// Every year of trade left out: emissions, balance and change at the horizon.
pub(in crate::exhibits) fn years_left_out(scope: &Scope<'_>) -> Outcome<Table> {
    let horizon = scope.edition.data.catalogue.years.horizon;
    let unit = scope.label("unit.mt-co2")?;
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.variant")?));
    let mut keys: Vec<(FactKey, Show)> = Vec::new();
    for (measure, label, show) in [
        (Measure::SensitivityExports, "column.scenario-exports", Show::new(MEGATONNE, 1)),
        (Measure::SensitivityImports, "column.scenario-imports", Show::new(MEGATONNE, 1)),
        (Measure::SensitivityBalance, "column.balance", BALANCE),
        (Measure::SensitivityChange, "column.change", BALANCE),
    ] {
        table.columns.push(Column::numbers(scope.label(label)?, Some(unit.clone())));
        keys.push((FactKey::new(measure).year(horizon), show));
    }
    first_five(scope, &mut table, &mut keys)?;
    let mut row = |name: String, code: Symbol| {
        let cells = keys.iter().map(|(key, show)| Cell::Fact(key.industry(code), *show));
        table.row([Cell::Head(name)].into_iter().chain(cells).collect());
    };
    if let Some(baseline) = scope.edition.data.names.symbols.get(codes::BASELINE) {
        row(scope.label("variant.baseline")?, baseline);
    }
    for (year, fact) in left_out(scope, Measure::SensitivityBalance) {
        row(
            scope.fill("variant.leave-out-year", &[("year", &year.to_string())])?,
            fact.key.industry,
        );
    }
    Ok(table)
}

/// Columns of how many of the first five industries stay at the horizon, by flow.
fn first_five(
    scope: &Scope<'_>,
    table: &mut Table,
    keys: &mut Vec<(FactKey, Show)>,
) -> Outcome<()> {
    let horizon = scope.edition.data.catalogue.years.horizon;
    for flow in Flow::BOTH {
        let head = scope.flow_short(flow)?;
        table.columns.push(Column::numbers(head, Some(scope.label("column.first-five")?)));
        let key = FactKey::new(Measure::SensitivityFirstFive).flow(flow).year(horizon);
        keys.push((key, COUNT));
    }
    Ok(())
}
