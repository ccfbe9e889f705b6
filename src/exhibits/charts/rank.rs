//! A region among its neighbours in rank.

use super::balance::value;
use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Figure, Parameters, Scope, embodied};
use crate::facts::{Fact, FactKey};
use crate::figures::{Bar, BarChart};
use crate::vocabulary::{Flow, Measure, Symbol};

/// Regions shown before and after, where there are as many.
const EACH_SIDE: usize = 3;

/// The regions just above and below the subject by emissions for the partner, in the last year.
pub(in crate::exhibits) fn neighbours(
    scope: &Scope<'_>,
    parameters: Parameters,
) -> Outcome<Figure> {
    let (subject, _) = scope.place();
    let year = scope.edition.data.catalogue.years.last;
    let ranking = crate::analysis::leaders(
        scope.edition.facts(),
        embodied(Flow::Outward, Symbol::ALL, Symbol::EACH).year(year),
    );
    let own = ranking
        .iter()
        .position(|f| f.key.region == subject)
        .ok_or_else(|| Scope::nothing("rank"))?;
    let count = (2 * EACH_SIDE + 1).min(ranking.len());
    let first = own.saturating_sub(EACH_SIDE).min(ranking.len() - count);
    let shown: &[&Fact] = &ranking[first..first + count];
    let mass = scope.mass_unit(shown.iter().copied());
    let rank = |f: &Fact| {
        let key = FactKey::new(Measure::Rank).flow(Flow::Outward).region(f.key.region).year(year);
        scope.fact(key).map_or(String::new(), |r| scope.numbers.plain(r.value, 0))
    };
    let bars = shown
        .iter()
        .map(|f| Bar {
            label: format!(
                "{}  {}",
                rank(f),
                scope.edition.region_name(f.key.region, scope.language)
            ),
            values: vec![Some(value(scope, f, mass, false))],
            emphasis: f.key.region == subject,
        })
        .collect();
    let unit = scope.label(mass.key_co2())?;
    let chart = BarChart {
        width: parameters.width(),
        unit: unit.clone(),
        series: vec![scope.flow(Flow::Outward)?],
        bars,
        poles: None,
    };
    let svg = chart.draw(&scope.style())?;
    let ranks = shown
        .iter()
        .map(|f| FactKey::new(Measure::Rank).flow(Flow::Outward).region(f.key.region).year(year));
    let facts = shown.iter().map(|f| f.key).chain(ranks).collect();
    Ok(Figure { svg, facts, unit: Some(unit) })
}
