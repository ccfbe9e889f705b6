//! The report on the quality of the data: its tables, and what its texts are told.

use std::collections::BTreeMap;

use minijinja::value::Serde;
use minijinja::{Value, context};

use crate::data::quality;
use crate::diagnostics::Outcome;
use crate::edition::Edition;
use crate::exhibits::Scope;
use crate::quality::{BOUNDS, Check, Gravity};
use crate::vocabulary::Side;

/// The table of each check.
fn table_of(check: Check) -> &'static str {
    match check {
        Check::Gaps => "gaps",
        Check::Jumps => "jumps",
        Check::Scale => "scale",
        Check::Parts => "parts",
        Check::Mirror => "mirror-gaps",
        Check::Mapping => "concordance-gaps",
        Check::Unused => "unused",
    }
}

/// The tables of the report; what holds nothing is left out.
pub(super) fn tables(edition: &Edition) -> Vec<&'static str> {
    let inspection = edition.inspection();
    let mut tables = vec!["checks", "coverage"];
    let more = [
        ("findings", !inspection.findings.is_empty()),
        ("mirror", !edition.data.totals.is_empty()),
        ("sums", !inspection.sums.is_empty()),
        ("concordance-coverage", !inspection.mapped.is_empty()),
    ];
    tables.extend(more.iter().filter(|(_, there)| *there).map(|(table, _)| table));
    let found = |check: &Check| inspection.of(*check).next().is_some();
    tables.extend(Check::ALL.into_iter().filter(found).map(table_of));
    tables
}

/// The variables of its texts beside those of every document: counts and bounds, all of them as texts.
pub(super) fn quality_variables(scope: &Scope<'_>, shared: Value) -> Outcome<Value> {
    let (data, numbers) = (&scope.edition.data, scope.numbers);
    let inspection = scope.edition.inspection();
    let count = |count: usize| numbers.plain(count as f64, 0);
    let found: BTreeMap<&str, bool> = Check::ALL
        .into_iter()
        .map(|check| (check.as_str(), inspection.of(check).next().is_some()))
        .collect();
    let of_gravity: BTreeMap<&str, String> = Gravity::ALL
        .into_iter()
        .map(|gravity| (gravity.as_str(), count(inspection.grave(gravity).count())))
        .collect();
    let tables = quality(data).tables;
    let rows =
        |part: fn(&crate::data::CoverageRow) -> usize| tables.iter().map(part).sum::<usize>();
    let (all, estimated) = (rows(|table| table.rows), rows(|table| table.estimated));
    let years = inspection.coverage.iter().flat_map(|row| row.cells.keys());
    let year = |year: Option<&i16>| year.map_or(String::new(), i16::to_string);
    let own = context! {
        findings => count(inspection.findings.len()),
        any => !inspection.findings.is_empty(),
        gravity => Value::from(Serde(of_gravity)),
        found => Value::from(Serde(found)),
        tables => count(tables.len()),
        rows => count(all),
        estimated => numbers.percent(estimated as f64 / all.max(1) as f64, 0),
        groups => count(inspection.coverage.len()),
        first => year(years.clone().min()),
        last => year(years.max()),
        has_regions => !data.regions.is_empty(),
        has_regional_trade => !data.regional_trade.is_empty(),
        has_sums => !inspection.sums.is_empty(),
        has_mirror => !data.totals.is_empty(),
        has_mapping => !inspection.mapped.is_empty(),
        has_oddities => !scope.edition.analysis.oddities.is_empty(),
        inputs => count(data.inputs.len()),
        reporter => scope.country(Side::Reporter)?,
        partner => scope.country(Side::Partner)?,
        mirror_gap => numbers.percent(data.catalogue.oddities.mirror_gap, 0),
        scatters => numbers.plain(BOUNDS.jump_scatters, 0),
        jump_factor => numbers.plain(BOUNDS.jump_factor, 1),
        jump_changes => count(BOUNDS.jump_changes),
        scale_factor => numbers.plain(BOUNDS.scale_factor, 0),
        scale_slack => numbers.plain(BOUNDS.scale_slack, 0),
    };
    Ok(context! { quality => own, ..shared })
}
