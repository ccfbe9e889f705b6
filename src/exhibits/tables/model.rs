//! Models: the trends of trade, and what they give at the horizon.

use super::{BILLION, KILOTONNE, industries_and_groups};
use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Scope, embodied};
use crate::exhibits::table::{Cell, Column, Show, Table};
use crate::facts::{FactKey, Method};
use crate::vocabulary::{Flow, Measure, Symbol};

/// Statistics of the trend of each flow and industry.
pub(in crate::exhibits) fn trends(scope: &Scope<'_>) -> Outcome<Table> {
    let billion = scope.label("axis.usd-billion")?;
    let per_year = scope.label("column.usd-billion-per-year")?;
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.industry")?));
    let columns = [
        (Measure::Observations, None, Show::new(1.0, 0)),
        (Measure::Slope, Some(per_year), Show::signed(BILLION, 3)),
        (Measure::Intercept, Some(billion.clone()), Show::signed(BILLION, 1)),
        (Measure::ResidualError, Some(billion.clone()), Show::new(BILLION, 3)),
        (Measure::RSquared, None, Show::new(1.0, 2)),
    ];
    for (measure, unit, _) in &columns {
        let head = scope.label(&format!("column.{}", measure.as_str().replace('_', "-")))?;
        table.columns.push(Column::numbers(head, unit.clone()));
    }
    let horizon = scope.edition.data.catalogue.years.horizon;
    table.columns.push(Column::numbers(horizon.to_string(), Some(billion.clone())));
    table.columns.push(Column::numbers(scope.label("column.interval")?, Some(billion)));
    for flow in Flow::BOTH {
        table.group(scope.flow(flow)?);
        for industry in industries_and_groups(scope).0 {
            let name = scope.edition.industry_short(industry, scope.language).to_owned();
            let mut cells = vec![Cell::Head(name)];
            for (measure, _, show) in &columns {
                let key = FactKey::new(*measure).flow(flow).industry(industry);
                cells.push(Cell::Fact(key, *show));
            }
            let at = crate::exhibits::scope::trade(flow, industry, scope.nation()).year(horizon);
            cells.push(Cell::Fact(at, Show::new(BILLION, 2)));
            cells.push(Cell::Interval(at, Show::new(BILLION, 2)));
            table.row(cells);
        }
    }
    Ok(table)
}

/// Emissions of the last year and of the horizon with their interval; with remarks if a line is cut off.
pub(in crate::exhibits) fn projection(scope: &Scope<'_>) -> Outcome<Table> {
    let y = scope.edition.data.catalogue.years;
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.industry")?));
    table.columns.push(Column::numbers(y.last.to_string(), None));
    table.columns.push(Column::numbers(y.horizon.to_string(), None));
    table.columns.push(Column::numbers(scope.label("column.interval")?, None));
    let clipped = |flow, industry| {
        let trade = crate::exhibits::scope::trade(flow, industry, scope.nation()).year(y.horizon);
        scope.fact(trade).is_some_and(|f| f.method == Method::OlsClipped)
    };
    let industries = industries_and_groups(scope).0;
    let remarks = Flow::BOTH.iter().any(|flow| industries.iter().any(|i| clipped(*flow, *i)));
    if remarks {
        table.columns.push(Column::words(scope.label("column.remark")?));
    }
    let show = Show::new(KILOTONNE, 0);
    for flow in Flow::BOTH {
        table.group(scope.flow(flow)?);
        let row = |name: String, industry: Symbol| -> Outcome<Vec<Cell>> {
            let key = embodied(flow, industry, scope.nation());
            let mut cells = vec![
                Cell::Head(name),
                Cell::Fact(key.year(y.last), show),
                Cell::Fact(key.year(y.horizon), show),
                Cell::Interval(key.year(y.horizon), show),
            ];
            if remarks {
                let cut = clipped(flow, industry);
                let text = if cut { scope.label("remark.clipped")? } else { String::new() };
                cells.push(Cell::Text(text));
            }
            Ok(cells)
        };
        for industry in &industries {
            let name = scope.edition.industry_name(*industry, scope.language).to_owned();
            table.row(row(name, *industry)?);
        }
        table.total(row(scope.label("row.all-industries")?, Symbol::ALL)?);
    }
    Ok(table)
}
