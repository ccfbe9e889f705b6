//! The change of embodied emissions between two years and its parts.

use super::MEGATONNE;
use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Scope, embodied};
use crate::exhibits::table::{Cell, Column, Show, Table};
use crate::facts::FactKey;
use crate::vocabulary::{Flow, Measure, Symbol};

/// A row a span: where it begins, the three parts, where it ends.
pub(in crate::exhibits) fn spans(scope: &Scope<'_>) -> Outcome<Table> {
    let y = scope.edition.data.catalogue.years;
    let mut spans = vec![
        (y.first, y.last),
        (y.early, y.middle),
        (y.middle, y.last),
        (y.last, y.horizon),
        (y.first, y.horizon),
    ];
    let mut seen = std::collections::BTreeSet::new();
    spans.retain(|(base, year)| base < year && seen.insert((*base, *year)));
    let mut table = Table::default();
    table.columns.push(Column::words(scope.label("column.span")?));
    let heads = ["column.at-begin", "column.scale", "column.composition", "column.technique"];
    for head in heads.into_iter().chain(["column.at-end"]) {
        table.columns.push(Column::numbers(scope.label(head)?, None));
    }
    for flow in Flow::BOTH {
        table.group(scope.flow(flow)?);
        let total = embodied(flow, Symbol::ALL, scope.nation());
        for (base, year) in &spans {
            let part = |measure| {
                let key = FactKey { measure, ..total }.year(*year).base(*base);
                Cell::Fact(key, Show::signed(MEGATONNE, 2))
            };
            let name = scope.numbers.range(&base.to_string(), &year.to_string());
            table.row(vec![
                Cell::Head(name),
                Cell::Fact(total.year(*base), Show::new(MEGATONNE, 2)),
                part(Measure::LmdiScale),
                part(Measure::LmdiComposition),
                part(Measure::LmdiTechnique),
                Cell::Fact(total.year(*year), Show::new(MEGATONNE, 2)),
            ]);
        }
    }
    Ok(table)
}
