//! What makes the uncertainty of the balance: the nation in three years and the leading regions.

use crate::analysis::leaders;
use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Figure, Parameters, Scope, embodied};
use crate::facts::FactKey;
use crate::figures::{Part, StackedBar, StackedBars};
use crate::vocabulary::{Flow, Measure, Symbol, codes};

/// Regions shown.
pub(in crate::exhibits) const REGIONS: usize = 5;

/// Places and years of a budget: the nation in the middle, last and horizon year, then the regions with most emissions
/// outward in the last year.
pub(in crate::exhibits) fn budget_rows(scope: &Scope<'_>) -> Vec<(Symbol, i16)> {
    let y = scope.edition.data.catalogue.years;
    let mut years = vec![y.middle, y.last, y.horizon];
    years.dedup();
    let order = embodied(Flow::Outward, Symbol::ALL, Symbol::EACH).year(y.last);
    let regions = leaders(scope.edition.facts(), order);
    let regions = regions.into_iter().take(REGIONS).map(|fact| (fact.key.region, y.last));
    years.into_iter().map(|year| (scope.nation(), year)).chain(regions).collect()
}

/// The sources' codes with their symbols, in order.
pub(in crate::exhibits) fn sources(scope: &Scope<'_>) -> Vec<(&'static str, Symbol)> {
    let symbols = &scope.edition.data.names.symbols;
    codes::SOURCES.into_iter().filter_map(|code| Some((code, symbols.get(code)?))).collect()
}

/// The part of a source in the variance of a place's balance.
pub(in crate::exhibits) fn share(source: Symbol, region: Symbol, year: i16) -> FactKey {
    FactKey::new(Measure::UncertaintyShare).industry(source).region(region).year(year)
}

/// Shares of the sources in the variance of the balance.
pub(in crate::exhibits) fn budget(scope: &Scope<'_>, parameters: Parameters) -> Outcome<Figure> {
    let sources = sources(scope);
    let series: Vec<String> = sources
        .iter()
        .map(|(code, _)| scope.label(&format!("uncertainty-source.{code}")))
        .collect::<Outcome<_>>()?;
    let (mut bars, mut facts) = (Vec::new(), Vec::new());
    let mut before: Option<Symbol> = None;
    for (region, year) in budget_rows(scope) {
        let keys: Vec<FactKey> =
            sources.iter().map(|(_, source)| share(*source, region, year)).collect();
        let Some(found) = keys.iter().map(|key| scope.fact(*key)).collect::<Option<Vec<_>>>()
        else {
            continue;
        };
        let name = scope.edition.region_name(region, scope.language);
        let name = if region == scope.nation() { scope.label("row.nation")? } else { name.into() };
        let label =
            scope.fill("chart.place-and-year", &[("place", &name), ("year", &year.to_string())])?;
        let part = |value: f64| Part { share: value, text: scope.numbers.plain(value * 100.0, 0) };
        bars.push(StackedBar {
            label,
            parts: found.iter().map(|fact| part(fact.value)).collect(),
            apart: before == Some(scope.nation()) && region != scope.nation(),
        });
        before = Some(region);
        facts.extend(keys);
    }
    if bars.is_empty() {
        return Err(Scope::nothing("uncertainty-budget"));
    }
    let unit = scope.label("axis.percent-of-variance")?;
    let chart = StackedBars { width: parameters.width(), unit: unit.clone(), series, bars };
    let svg = chart.draw(&scope.style())?;
    Ok(Figure { svg, facts, unit: Some(unit) })
}
