//! The claims of others and what the facts say.

use crate::analysis::{Verdict, VerdictKind};
use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Scope, status_mark};
use crate::exhibits::table::{Cell, Column, Table};
use crate::facts::FactKey;
use crate::text::Numbers;
use crate::units::Unit;

/// Statement, verdict, and the numbers that decide. The statements are texts; the report puts them in the place of the ids.
pub(in crate::exhibits) fn verdicts(scope: &Scope<'_>) -> Outcome<Table> {
    let mut table = Table::default();
    for key in ["column.statement", "column.verdict", "column.evidence"] {
        table.columns.push(Column::words(scope.label(key)?));
    }
    for verdict in &scope.edition.analysis.verdicts {
        let kind = match verdict.kind {
            VerdictKind::Confirmed => "confirmed",
            VerdictKind::NotConfirmed => "not-confirmed",
            VerdictKind::Untestable => "untestable",
        };
        table.row(vec![
            Cell::Head(format!("statement.{}", verdict.id)),
            Cell::Text(format!("verdict.{kind}")),
            Cell::Text(evidence(scope, verdict)?),
        ]);
    }
    Ok(table)
}

/// The deciding facts, or the key of the reason why there are none.
fn evidence(scope: &Scope<'_>, verdict: &Verdict) -> Outcome<String> {
    if let Some(reason) = &verdict.reason {
        return Ok(format!("reason.{reason}"));
    }
    let ranking = verdict.facts.windows(2).any(|pair| pair[0].measure == pair[1].measure)
        && verdict.published.is_none()
        && verdict.facts.iter().all(|key| key.year == verdict.facts[0].year);
    let mut parts = Vec::new();
    for key in &verdict.facts {
        let Some(fact) = scope.fact(*key) else { continue };
        let value = value(scope.numbers, key, fact.value);
        let named = if ranking {
            let names = &scope.edition.data.names;
            let regional = names.regions.contains(&key.region);
            let name = match (regional, key.country) {
                (true, _) => scope.edition.region_name(key.region, scope.language).to_owned(),
                (false, Some(side)) => scope.country(side)?,
                (false, None) => {
                    scope.edition.industry_short(key.industry, scope.language).to_owned()
                }
            };
            format!("{name} {value}")
        } else {
            format!("{} {value}", key.year)
        };
        parts.push(status_mark(scope, fact.status, &named)?);
    }
    if let Some(published) = verdict.published {
        let text = scope.numbers.percent(published, 2);
        parts.push(scope.fill("claims.published", &[("value", &text)])?);
    }
    Ok(parts.join("; "))
}

fn value(numbers: &Numbers, key: &FactKey, value: f64) -> String {
    match key.measure.unit() {
        Unit::Tonnes => numbers.mass(value, None, None),
        Unit::Usd => numbers.money(value, None, None),
        Unit::TonnesPerUsd => numbers.intensity(value, None),
        _ => numbers.percent(value, 2),
    }
}
