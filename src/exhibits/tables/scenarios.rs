//! The scenarios at the horizon, and emissions at an assumed price.

use super::{MEGATONNE, MILLION};
use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Scope, embodied};
use crate::exhibits::table::{Cell, Column, Show, Table};
use crate::facts::FactKey;
use crate::vocabulary::{Flow, Measure, Symbol};

/// Industries of a flow shown at a price.
const FIRST: usize = 5;

/// A row a scenario; the interval is that of one scenario, not of their spread.
pub(in crate::exhibits) fn at_the_horizon(scope: &Scope<'_>) -> Outcome<Table> {
    let catalogue = &scope.edition.data.catalogue;
    let horizon = catalogue.years.horizon;
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.scenario")?));
    let unit = scope.label("unit.mt-co2")?;
    let columns = [
        (Measure::ScenarioExports, Show::new(MEGATONNE, 1)),
        (Measure::ScenarioImports, Show::new(MEGATONNE, 1)),
        (Measure::ScenarioJoint, Show::new(MEGATONNE, 1)),
        (Measure::ScenarioBalance, Show::signed(MEGATONNE, 1)),
        (Measure::ScenarioChange, Show::signed(MEGATONNE, 1)),
    ];
    for (measure, _) in columns {
        let head = scope.label(&format!("column.{}", measure.as_str().replace('_', "-")))?;
        table.columns.push(Column::numbers(head, Some(unit.clone())));
    }
    table.columns.push(Column::numbers(scope.label("column.interval-balance")?, Some(unit)));
    for scenario in &catalogue.scenarios {
        let Some(code) = scope.edition.data.names.symbols.get(&scenario.id) else { continue };
        let key = |m| FactKey::new(m).industry(code).year(horizon);
        let balance = key(Measure::ScenarioBalance);
        if scope.fact(balance).is_none() {
            continue;
        }
        let mut cells = vec![Cell::Head(scope.label(&format!("scenario.{}", scenario.id))?)];
        cells.extend(columns.map(|(measure, show)| Cell::Fact(key(measure), show)));
        cells.push(Cell::Interval(balance, Show::signed(MEGATONNE, 1)));
        table.row(cells);
    }
    Ok(table)
}

/// The first industries of each flow and all of them at the assumed price, middle, last and horizon year.
pub(in crate::exhibits) fn carbon_exposure(scope: &Scope<'_>) -> Outcome<Table> {
    let y = scope.edition.data.catalogue.years;
    let mut years = vec![y.middle, y.last, y.horizon];
    years.dedup();
    let unit = scope.label("axis.usd-million")?;
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.industry")?));
    for year in &years {
        table.columns.push(Column::numbers(year.to_string(), Some(unit.clone())));
    }
    let head = scope.fill("column.interval-of", &[("year", &y.horizon.to_string())])?;
    table.columns.push(Column::numbers(head, Some(unit)));
    let show = Show::new(MILLION, 0);
    let cells = |name: String, flow: Flow, industry: Symbol| {
        let key = embodied(flow, industry, scope.nation());
        let key = FactKey { measure: Measure::CarbonExposure, ..key };
        let mut cells = vec![Cell::Head(name)];
        cells.extend(years.iter().map(|year| Cell::Fact(key.year(*year), show)));
        cells.push(Cell::Interval(key.year(y.horizon), show));
        cells
    };
    for flow in Flow::BOTH {
        table.group(scope.flow(flow)?);
        let each = embodied(flow, Symbol::EACH, scope.nation()).year(y.last);
        let each = FactKey { measure: Measure::CarbonExposure, ..each };
        let leaders = crate::analysis::leaders(scope.edition.facts(), each);
        for fact in leaders.into_iter().take(FIRST).filter(|f| f.value > 0.0) {
            let industry = fact.key.industry;
            let name = scope.edition.industry_name(industry, scope.language).to_owned();
            table.row(cells(name, flow, industry));
        }
        table.total(cells(scope.label("row.all-industries")?, flow, Symbol::ALL));
    }
    Ok(table)
}
