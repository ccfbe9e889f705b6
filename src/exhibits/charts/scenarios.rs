//! The fan of scenarios.

use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Figure, Parameters, Scope, of_place};
use crate::facts::{Fact, FactKey};
use crate::figures::{Emphasis, LineChart, Point, Series, Width};
use crate::text::MassUnit;
use crate::vocabulary::{Measure, Symbol};

/// The balance to the last year of trade, and from there by scenario. Without bands: a spread of scenarios is no interval.
pub(in crate::exhibits) fn fan(scope: &Scope<'_>, _: Parameters) -> Outcome<Figure> {
    let data = &scope.edition.data;
    let y = data.catalogue.years;
    let balance = of_place(Measure::Balance, Symbol::ALL, scope.nation());
    let past = scope.series(balance, y.first..=y.last);
    let mut facts: Vec<FactKey> = past.iter().map(|f| f.key).collect();
    let point =
        |fact: &Fact| Point { interval: None, ..Scope::point(fact, MassUnit::Megatonnes.tonnes()) };
    let mut series = Vec::new();
    for (i, scenario) in data.catalogue.scenarios.iter().enumerate() {
        let Some(code) = data.names.symbols.get(&scenario.id) else { continue };
        let key = FactKey::new(Measure::ScenarioBalance).industry(code);
        let found = scope.series(key, y.last + 1..=y.horizon);
        if found.is_empty() {
            continue;
        }
        facts.extend(found.iter().map(|f| f.key));
        // From the last year of trade, as one line with what follows.
        let start = past.last().copied().into_iter();
        series.push(Series {
            label: scope.label(&format!("scenario.{}", scenario.id))?,
            points: start.chain(found).map(point).collect(),
            emphasis: Emphasis::Highlight(i + 1),
        });
    }
    if series.is_empty() {
        return Err(Scope::nothing("scenario-fan"));
    }
    // Drawn last, so that its mark covers where the others begin.
    series.push(Series {
        label: String::new(),
        points: past.iter().map(|f| point(f)).collect(),
        emphasis: Emphasis::Highlight(0),
    });
    let chart = LineChart {
        width: Width::Full,
        height_pt: 190.0,
        unit: scope.label(MassUnit::Megatonnes.key_co2())?,
        series,
        zero_baseline: true,
        projection_label: Some(scope.label("chart.scenarios")?),
        notes: Vec::new(),
    };
    Ok(Figure { svg: chart.draw(&scope.style())?, facts, unit: None })
}
