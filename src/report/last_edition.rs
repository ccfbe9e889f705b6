//! What has changed since the last edition, as the templates of a document see it.

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use crate::analysis::Revised;
use crate::diagnostics::Outcome;
use crate::exhibits::{Scope, figure_name, shown_years};
use crate::units::Unit;
use crate::vocabulary::KeyFigure;

/// Corrections that a notice names; the table has more.
const NAMED: usize = 3;

/// A part that tables print as zero is no change: they have one decimal of a per cent.
const UNSEEN: f64 = 0.0005;

/// A published number that has moved.
#[derive(Serialize)]
struct Correction {
    name: String,
    /// Measure of the number now, and of the published one.
    own: &'static str,
    published: &'static str,
    flow: Option<&'static str>,
    year: String,
    money: bool,
}

/// Name and day of the last edition, how many of the document's key figures have moved, and those that a reader of it must
/// be told, the furthest first; none if the folder has no last edition, or none that speaks of the subject.
///
/// # Errors
/// Missing labels.
pub(super) fn last_edition(scope: &Scope<'_>) -> Outcome<Option<Value>> {
    let data = &scope.edition.data;
    let Some(last) = &data.last_edition else { return Ok(None) };
    let all: Vec<Revised<'_>> =
        scope.edition.analysis.revisions.of(data, scope.edition.facts(), scope.place()).collect();
    if all.is_empty() {
        return Ok(None);
    }
    let bound = data.catalogue.oddities.revision;
    let mut corrected: Vec<&Revised<'_>> =
        all.iter().filter(|revised| revised.is_correction(bound)).collect();
    let distance = |revised: &Revised<'_>| revised.part.map_or(0.0, f64::abs);
    corrected.sort_by(|a, b| distance(b).total_cmp(&distance(a)));
    let count = corrected.len();
    // Each series once, in the year in which it moved furthest.
    let mut named: Vec<&Revised<'_>> = Vec::new();
    for revised in corrected {
        let series = |other: &Revised<'_>| (other.own.key.measure, other.own.key.flow);
        if named.len() < NAMED && !named.iter().any(|other| series(other) == series(revised)) {
            named.push(revised);
        }
    }
    let (region, industry) = scope.place();
    let codes = [region, industry].map(|code| data.names.symbols.text(code));
    let corrections = named.into_iter().map(|revised| correction(scope, revised));
    let corrections = corrections.collect::<Outcome<Vec<_>>>()?;
    let years: Vec<String> = shown_years(scope, last).iter().map(i16::to_string).collect();
    let (year, month, day) = last.date;
    let moved = all.iter().filter(|revised| revised.moved(UNSEEN));
    let replaced = all.iter().filter(|r| r.own.status < r.published.status);
    Ok(Some(context! {
        id => last.id.as_str(),
        date => scope.numbers.locale().date(year, month, day)?,
        year => last.last.to_string(),
        years => years,
        bound => scope.numbers.percent(bound, 0),
        region => codes[0],
        industry => codes[1],
        figures => all.len().to_string(),
        moved => moved.count().to_string(),
        replaced => replaced.count().to_string(),
        corrected => count.to_string(),
        corrections => Value::from(Serde(corrections)),
    }))
}

fn correction(scope: &Scope<'_>, revised: &Revised<'_>) -> Outcome<Correction> {
    let KeyFigure { own, published, .. } = revised.figure;
    let key = revised.own.key;
    Ok(Correction {
        name: figure_name(scope, &key)?,
        own: own.as_str(),
        published: published.as_str(),
        flow: key.flow.map(|flow| flow.role()),
        year: key.year.to_string(),
        money: own.unit() == Unit::Usd,
    })
}
