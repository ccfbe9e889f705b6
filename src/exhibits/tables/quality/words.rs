//! Findings in words: what they are about, their numbers, their rows.

use std::collections::BTreeMap;

use crate::diagnostics::Outcome;
use crate::exhibits::scope::Scope;
use crate::facts::RowRef;
use crate::quality::{Amount, Finding, Quantity, SeriesKey};
use crate::text::decimals_for;

/// A group of series apart from its quantity: flow, country, basis; none where the quantity says all.
pub(in crate::exhibits) fn part(scope: &Scope<'_>, key: &SeriesKey) -> Outcome<Option<String>> {
    let mut parts = Vec::new();
    if key.code.is_some() {
        parts.push(name_of_code(scope, key));
    }
    if key.region.is_some() {
        parts.push(scope.edition.region_name(key.region, scope.language).to_owned());
    }
    if let Some(flow) = key.flow {
        parts.push(scope.flow_short(flow)?);
    }
    if let Some(side) = key.side {
        let country = scope.country(side)?;
        parts.push(if key.quantity == Quantity::TradeTotal {
            scope.fill("coverage.reported", &[("country", &country)])?
        } else {
            country
        });
    }
    Ok(Some(parts.join(", ")).filter(|text| !text.is_empty()))
}

fn name_of_code(scope: &Scope<'_>, key: &SeriesKey) -> String {
    scope.edition.industry_name(key.code, scope.language).to_owned()
}

/// What a finding is about.
pub(super) fn what(scope: &Scope<'_>, finding: &Finding) -> Outcome<String> {
    let quantity = scope.label(&format!("quantity.{}", finding.key.quantity.as_str()))?;
    let named = match part(scope, &finding.key)? {
        Some(part) => scope.fill("coverage.row", &[("quantity", &quantity), ("part", &part)])?,
        None => quantity,
    };
    match finding.series {
        0 | 1 => Ok(named),
        count => {
            let count = scope.numbers.plain(count as f64, 0);
            scope.fill("finding.several", &[("what", &named), ("count", &count)])
        }
    }
}

/// The years of a finding; a gap where it has none.
pub(super) fn years(scope: &Scope<'_>, years: Option<(i16, i16)>) -> Outcome<String> {
    match years {
        None => Ok(scope.numbers.missing().to_owned()),
        Some((first, last)) if first == last => Ok(first.to_string()),
        Some((first, last)) => span(scope, &first.to_string(), &last.to_string()),
    }
}

fn span(scope: &Scope<'_>, first: &str, last: &str) -> Outcome<String> {
    scope.fill("coverage.span", &[("first", first), ("last", last)])
}

/// Years in a list, those on end as a span.
pub(super) fn spans(scope: &Scope<'_>, list: &[i16]) -> Outcome<String> {
    if list.is_empty() {
        return Ok(scope.numbers.missing().to_owned());
    }
    let runs = list.chunk_by(|a, b| *b == a + 1);
    let told = runs.map(|run| years(scope, Some((run[0], run[run.len() - 1]))));
    Ok(told.collect::<Outcome<Vec<_>>>()?.join(", "))
}

/// A number of a finding with its unit; a gap where it has none.
pub(super) fn amount(scope: &Scope<'_>, quantity: Quantity, amount: Option<Amount>) -> String {
    let numbers = scope.numbers;
    match amount {
        None => numbers.missing().to_owned(),
        Some(Amount::Year(year)) => year.to_string(),
        Some(Amount::Share(share)) => numbers.percent(share, 1),
        Some(Amount::Change(change)) => numbers.change(change, 0),
        Some(Amount::Factor(factor)) => numbers.plain(factor, decimals_for(factor, 2)),
        Some(Amount::Value(value)) if quantity.is_usd() => numbers.money(value, None, None),
        Some(Amount::Value(value)) if quantity.is_mass() => numbers.mass(value, None, None),
        Some(Amount::Value(value)) => numbers.plain(value, decimals_for(value, 3)),
    }
}

/// Rows as `file:lines`, lines on end as a span; at most `most` spans, if there is a limit.
pub(super) fn rows(scope: &Scope<'_>, rows: &[RowRef], most: Option<usize>) -> Outcome<String> {
    if rows.is_empty() {
        return Ok(scope.numbers.missing().to_owned());
    }
    let mut files: BTreeMap<u16, Vec<u32>> = BTreeMap::new();
    for row in rows {
        files.entry(row.file).or_default().push(row.line);
    }
    let (mut told, mut left) = (Vec::new(), 0);
    let mut room = most.unwrap_or(usize::MAX);
    for (file, mut lines) in files {
        lines.sort_unstable();
        lines.dedup();
        let all: Vec<&[u32]> = lines.chunk_by(|a, b| *b == a + 1).collect();
        let shown = all.len().min(room);
        room -= shown;
        left += all[shown..].iter().map(|run| run.len()).sum::<usize>();
        let text = |run: &&[u32]| match run {
            [single] => Ok(single.to_string()),
            run => span(scope, &run[0].to_string(), &run[run.len() - 1].to_string()),
        };
        if shown > 0 {
            let lines = all[..shown].iter().map(text).collect::<Outcome<Vec<_>>>()?;
            let name = &scope.edition.data.names.files[usize::from(file)];
            told.push(format!("{name}:{}", lines.join(", ")));
        }
    }
    let told = told.join("; ");
    if left == 0 {
        return Ok(told);
    }
    let left = scope.numbers.plain(left as f64, 0);
    scope.fill("finding.more-rows", &[("rows", &told), ("count", &left)])
}
