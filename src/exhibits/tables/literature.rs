//! Published totals of other studies beside ours.

use super::MEGATONNE;
use crate::analysis::compared;
use crate::data::PublishedTotal;
use crate::diagnostics::Outcome;
use crate::exhibits::scope::Scope;
use crate::exhibits::table::{Cell, Column, Show, Table};
use crate::facts::FactKey;
use crate::vocabulary::Measure;

/// Study, year, what is counted, both totals, their ratio, and whether they have the same sign.
pub(in crate::exhibits) fn published_totals(scope: &Scope<'_>) -> Outcome<Table> {
    let mut table = Table::default();
    let unit = scope.label("unit.mt-co2")?;
    table.columns.push(Column::words(scope.label("column.study")?));
    table.columns.push(Column::words(scope.label("column.year")?));
    table.columns.push(Column::words(scope.label("column.scope")?));
    for key in ["column.published", "column.ours"] {
        table.columns.push(Column::numbers(scope.label(key)?, Some(unit.clone())));
    }
    table.columns.push(Column::numbers(scope.label("column.ratio")?, None));
    table.columns.push(Column::words(scope.label("column.same-sign")?));
    let show = Show::signed(MEGATONNE, 1);
    for total in &scope.edition.data.literature {
        let of = |measure| FactKey::new(measure).industry(total.study).year(total.year);
        let own = compared(total, scope.edition.facts());
        let ours = match own {
            Some(fact) => Cell::Fact(fact.key, show),
            None => Cell::Text(scope.numbers.missing().to_owned()),
        };
        let published = Show::signed(MEGATONNE, 2);
        table.row(vec![
            Cell::Head(study(scope, total).to_owned()),
            Cell::Text(total.year.to_string()),
            Cell::Text(counted(scope, total)),
            Cell::Fact(of(Measure::LiteratureValue), published),
            ours,
            Cell::Fact(of(Measure::LiteratureRatio), Show::new(1.0, 2)),
            Cell::Text(same_sign(scope, total)?),
        ]);
    }
    Ok(table)
}

/// The name of a study: that of the source which holds its total.
pub(super) fn study<'a>(scope: &Scope<'a>, total: &'a PublishedTotal) -> &'a str {
    let sources = &scope.edition.data.sources;
    sources.iter().find(|s| s.code == total.source).map_or(&total.source, |s| s.short.as_str())
}

/// What is counted: the label of that key, or the words as they stand in the table.
fn counted(scope: &Scope<'_>, total: &PublishedTotal) -> String {
    let label = scope.label(&format!("literature-scope.{}", total.scope));
    label.unwrap_or_else(|_| total.scope.clone())
}

fn same_sign(scope: &Scope<'_>, total: &PublishedTotal) -> Outcome<String> {
    let key = FactKey::new(Measure::LiteratureRatio).industry(total.study).year(total.year);
    match scope.fact(key) {
        Some(ratio) if ratio.value > 0.0 => scope.label("answer.yes"),
        Some(_) => scope.label("answer.no"),
        None => Ok(scope.numbers.missing().to_owned()),
    }
}
