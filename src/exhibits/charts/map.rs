//! Maps. The classes of a map are those of all maps of its series, so that years can be compared.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Figure, Parameters, Scope, Subject, embodied, of_place, trade};
use crate::facts::{Fact, FactKey, Method, Status};
use crate::figures::{
    Callout, Choropleth, Classes, DotMap, LocatorMap, MapLegend, RegionValue, Svg,
};
use crate::text::{MassUnit, decimals_for};
use crate::vocabulary::{Flow, Measure, Symbol};

/// Classes of a map of amounts.
const CLASSES: usize = 6;
/// Regions named beside a map over the full column.
const CALLOUTS: usize = 6;

/// Emissions for goods made in the reporter, by region.
pub(in crate::exhibits) fn outward(scope: &Scope<'_>, parameters: Parameters) -> Outcome<Figure> {
    let y = scope.edition.data.catalogue.years;
    let key = embodied(Flow::Outward, Symbol::ALL, Symbol::EACH);
    amounts(scope, parameters, key, &[y.early, y.middle, y.horizon])
}

/// Emissions in the partner for goods used in the regions.
pub(in crate::exhibits) fn inward(scope: &Scope<'_>, parameters: Parameters) -> Outcome<Figure> {
    let y = scope.edition.data.catalogue.years;
    let key = embodied(Flow::Inward, Symbol::ALL, Symbol::EACH);
    amounts(scope, parameters, key, &[y.middle, y.horizon])
}

fn amounts(
    scope: &Scope<'_>,
    parameters: Parameters,
    key: FactKey,
    years: &[i16],
) -> Outcome<Figure> {
    let mass = MassUnit::Kilotonnes;
    let classes = Classes::sequential(&series_values(scope, key, years, mass), CLASSES)?;
    draw(scope, parameters, key, mass, &classes, None)
}

/// The picture of a cover: emissions for goods made in the reporter, by region, in the last year of the data.
///
/// # Errors
/// If the facts hold no such value.
pub fn cover(scope: &Scope<'_>) -> Outcome<Svg> {
    let year = scope.edition.data.catalogue.years.last;
    let key = embodied(Flow::Outward, Symbol::ALL, Symbol::EACH).year(year);
    let names = &scope.edition.data.names;
    let values: BTreeMap<String, f64> = scope
        .edition
        .facts()
        .expand(&key)
        .map(|f| (names.symbols.text(f.key.region).to_owned(), f.value))
        .collect();
    let amounts: Vec<f64> = values.values().copied().collect();
    let classes = Classes::sequential(&amounts, CLASSES)?;
    Ok(DotMap { base: &scope.land()?.full, classes: &classes, values }.draw(scope.style)?)
}

/// The balance of an industry, a group or all, by region.
pub(in crate::exhibits) fn balance(scope: &Scope<'_>, parameters: Parameters) -> Outcome<Figure> {
    let y = scope.edition.data.catalogue.years;
    let industry = parameters.industry.unwrap_or(Symbol::ALL);
    let key = of_place(Measure::Balance, industry, Symbol::EACH);
    let mass = MassUnit::Kilotonnes;
    let values = series_values(scope, key, &[y.middle, y.horizon], mass);
    let classes = Classes::diverging(&values, None)?;
    let poles = (scope.label("pole.negative")?, scope.label("pole.positive")?);
    draw(scope, parameters, key, mass, &classes, Some(poles))
}

fn series_values(scope: &Scope<'_>, key: FactKey, years: &[i16], mass: MassUnit) -> Vec<f64> {
    let facts = scope.edition.facts();
    years
        .iter()
        .flat_map(|year| {
            facts.expand(&key.year(*year)).map(|f| f.value / mass.tonnes()).collect::<Vec<_>>()
        })
        .collect()
}

/// Whether the trade behind a region's value is allocated, or continued from what was: that is what maps hatch. An
/// estimated intensity is one for the whole nation and sets no region apart; the subtitle says it.
fn is_allocated(scope: &Scope<'_>, shown: FactKey) -> bool {
    let data = &scope.edition.data;
    let industries: Vec<Symbol> = match data.industry(shown.industry) {
        Some(own) if own.is_group() => own.members.clone(),
        Some(own) => vec![own.code],
        None => data.analysis_industries().map(|own| own.code).collect(),
    };
    let flows = shown.flow.map_or(Flow::BOTH.to_vec(), |flow| vec![flow]);
    flows.into_iter().any(|flow| {
        industries.iter().any(|industry| {
            let key = trade(flow, *industry, shown.region).year(shown.year);
            scope.fact(key).is_some_and(|fact| {
                matches!(
                    fact.method,
                    Method::Allocation | Method::FittedAllocation | Method::CarriedShare
                )
            })
        })
    })
}

fn draw(
    scope: &Scope<'_>,
    parameters: Parameters,
    key: FactKey,
    mass: MassUnit,
    classes: &Classes,
    poles: Option<(String, String)>,
) -> Outcome<Figure> {
    let names = &scope.edition.data.names;
    let year = parameters.year.unwrap_or(scope.edition.data.catalogue.years.middle);
    let shown: Vec<&Fact> = scope.edition.facts().expand(&key.year(year)).collect();
    let values: BTreeMap<String, RegionValue> = shown
        .iter()
        .map(|f| {
            let value = RegionValue {
                value: Some(f.value / mass.tonnes()),
                estimated: f.status != Status::Observed && is_allocated(scope, f.key),
            };
            (names.symbols.text(f.key.region).to_owned(), value)
        })
        .collect();
    let mut order = shown.clone();
    order.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
    let callouts = order
        .iter()
        .take(if parameters.half { 0 } else { CALLOUTS })
        .filter(|f| f.value != 0.0)
        .map(|f| {
            let value = f.value / mass.tonnes();
            let decimals = decimals_for(value, 2).min(2);
            Callout {
                region: names.symbols.text(f.key.region).to_owned(),
                lines: vec![
                    scope.edition.region_name(f.key.region, scope.language).to_owned(),
                    scope.numbers.plain(value, decimals),
                ],
            }
        })
        .collect();
    let projected = year > scope.edition.data.catalogue.years.last;
    // Both ends of a diverging scale are dark: without marks a grey print could not tell them apart.
    let minus_signs = classes.is_diverging();
    let map = Choropleth {
        minus_signs,
        base: if parameters.half { &scope.land()?.half } else { &scope.land()?.full },
        classes,
        values,
        legend: MapLegend {
            unit: scope.label(mass.key_co2())?,
            poles,
            no_data: Some(scope.label("map.no-data")?),
            estimated: Some(scope.label(match (projected, minus_signs) {
                (true, true) => "map.projected-signed",
                (true, false) => "map.projected",
                (false, true) => "map.estimated-signed",
                (false, false) => "map.estimated",
            })?),
            counts: !parameters.half,
        },
        callouts,
        highlight: None,
    };
    let facts = shown.iter().map(|f| f.key).collect();
    Ok(Figure { svg: map.draw(&scope.style())?, facts, unit: None })
}

/// Where a region lies.
pub(in crate::exhibits) fn locator(scope: &Scope<'_>, _: Parameters) -> Outcome<Figure> {
    let data = &scope.edition.data;
    let Subject::Region(code) = scope.subject else { return Err(Scope::nothing("locator")) };
    let region = data.region(code).ok_or_else(|| Scope::nothing("locator"))?;
    let district: BTreeSet<String> = data
        .regions
        .iter()
        .filter(|other| other.district == region.district && other.code != code)
        .map(|other| data.names.symbols.text(other.code).to_owned())
        .collect();
    let map = LocatorMap {
        base: &scope.land()?.locator,
        region: data.names.symbols.text(code).to_owned(),
        district,
        label: vec![scope.edition.region_name(code, scope.language).to_owned()],
    };
    Ok(Figure { svg: map.draw(&scope.style())?, facts: Vec::new(), unit: None })
}
