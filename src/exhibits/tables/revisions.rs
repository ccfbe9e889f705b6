//! The key figures of the last edition beside those of this one.

use super::PERCENT;
use super::headline::fitting_unit;
use crate::data::LastEdition;
use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Scope, of_place};
use crate::exhibits::table::{Cell, Column, Show, Table};
use crate::facts::FactKey;
use crate::text::decimals_for;
use crate::vocabulary::{Flow, KeyFigure, Measure};

/// Each key figure of the subject in the last edition's last year of data and at its horizon: what it published, what
/// stands there now, and the revision in per cent of its scale.
pub(in crate::exhibits) fn since_the_last_edition(scope: &Scope<'_>) -> Outcome<Table> {
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.measure")?));
    table.columns.push(Column::words(scope.label("column.unit")?));
    let Some(last) = &scope.edition.data.last_edition else { return Ok(table) };
    let years = shown_years(scope, last);
    for year in &years {
        let year = year.to_string();
        let head = [("year", year.as_str()), ("edition", last.id.as_str())];
        table.columns.push(Column::numbers(scope.fill("column.as-published", &head)?, None));
        table.columns.push(Column::numbers(scope.fill("column.now", &head[..1])?, None));
        let percent = Some(scope.label("axis.percent")?);
        table.columns.push(Column::numbers(scope.label("column.revision")?, percent));
    }
    for (figure, key, name) in series(scope)? {
        let keys = [figure.own, figure.published].map(|measure| FactKey { measure, ..key });
        let largest = years
            .iter()
            .flat_map(|year| keys.map(|key| scope.fact(key.year(*year))))
            .flatten()
            .map(|fact| fact.value.abs())
            .fold(0.0, f64::max);
        let (per_unit, unit) = fitting_unit(scope, figure.own, largest)?;
        let decimals = decimals_for(largest / per_unit, 3).min(2);
        let signed = matches!(figure.own, Measure::Balance | Measure::Avoided);
        let show = Show { per_unit, decimals, signed };
        let mut cells = vec![Cell::Head(name), Cell::Text(unit)];
        for year in &years {
            let of = |measure| FactKey { measure, ..key }.year(*year);
            cells.push(Cell::Fact(of(figure.published), show));
            cells.push(Cell::Fact(of(figure.own), show));
            cells.push(Cell::Fact(of(figure.part), Show::signed(PERCENT, 1)));
        }
        table.row(cells);
    }
    Ok(table)
}

/// The last edition's last year of data and, where both editions speak of it, the year that it projected and of which there
/// are data now, or else its horizon.
pub(crate) fn shown_years(scope: &Scope<'_>, last: &LastEdition) -> Vec<i16> {
    let (region, industry) = scope.place();
    let both = |year: &i16| {
        let key = of_place(Measure::RevisionJoint, industry, region).year(*year);
        scope.fact(key).is_some()
    };
    let next = Some(last.last + 1).filter(|next| *next <= scope.edition.data.catalogue.years.last);
    let second = next.filter(both).or(last.horizon.filter(both));
    std::iter::once(last.last).chain(second).collect()
}

/// The key figures of the subject with their names, those of flows for each flow.
fn series(scope: &Scope<'_>) -> Outcome<Vec<(&'static KeyFigure, FactKey, String)>> {
    let (region, industry) = scope.place();
    let mut all = Vec::new();
    for figure in &KeyFigure::ALL {
        let key = of_place(figure.own, industry, region);
        let flows: Vec<Option<Flow>> =
            if figure.own.dimensions().flow { Flow::BOTH.map(Some).to_vec() } else { vec![None] };
        for flow in flows {
            let key = FactKey { flow, ..key };
            all.push((figure, key, figure_name(scope, &key)?));
        }
    }
    Ok(all)
}

/// The name of a key figure, as the main figures of a brief have it.
///
/// # Errors
/// A missing label.
pub(crate) fn figure_name(scope: &Scope<'_>, key: &FactKey) -> Outcome<String> {
    match (key.measure, key.flow) {
        (Measure::Trade, Some(flow)) => scope.fill("row.value-of", &[("flow", &scope.flow(flow)?)]),
        (_, Some(flow)) => scope.fill("row.co2-in", &[("flow", &scope.flow(flow)?)]),
        (measure, None) => scope.label(&format!("column.{}", measure.as_str())),
    }
}
