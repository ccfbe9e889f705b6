//! Both flows side by side, by industry or by region, in the last year.

use super::balance::{VISIBLE, value};
use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Figure, Parameters, Scope, embodied};
use crate::facts::Fact;
use crate::figures::{Bar, BarChart};
use crate::vocabulary::{Flow, Symbol};

/// Regions shown.
const REGIONS: usize = 10;

/// A row before it is drawn: name, the facts of the two flows.
type Row<'a> = (String, [Option<&'a Fact>; 2]);

/// A region's emissions by industry.
pub(in crate::exhibits) fn flows_by_industry(
    scope: &Scope<'_>,
    parameters: Parameters,
) -> Outcome<Figure> {
    let (region, _) = scope.place();
    let rows = scope.edition.data.names.industries.iter().map(|industry| {
        let name = scope.edition.industry_short(*industry, scope.language).to_owned();
        (name, facts(scope, *industry, region))
    });
    draw(scope, parameters, rows.collect(), usize::MAX)
}

/// The regions with most emissions in both flows together.
pub(in crate::exhibits) fn flows_by_region(
    scope: &Scope<'_>,
    parameters: Parameters,
) -> Outcome<Figure> {
    let (_, industry) = scope.place();
    let rows = scope.edition.data.names.regions.iter().map(|region| {
        let name = scope.edition.region_name(*region, scope.language).to_owned();
        (name, facts(scope, industry, *region))
    });
    draw(scope, parameters, rows.collect(), REGIONS)
}

fn facts<'a>(scope: &Scope<'a>, industry: Symbol, region: Symbol) -> [Option<&'a Fact>; 2] {
    let year = scope.edition.data.catalogue.years.last;
    Flow::BOTH.map(|flow| scope.fact(embodied(flow, industry, region).year(year)))
}

fn draw(
    scope: &Scope<'_>,
    parameters: Parameters,
    mut rows: Vec<Row<'_>>,
    most: usize,
) -> Outcome<Figure> {
    let sum = |row: &Row<'_>| row.1.iter().flatten().map(|f| f.value).sum::<f64>();
    rows.retain(|row| sum(row) > 0.0);
    rows.sort_by(|a, b| sum(b).total_cmp(&sum(a)));
    rows.truncate(most);
    if rows.is_empty() {
        return Err(Scope::nothing("bars"));
    }
    let mass = scope.mass_unit(rows.iter().flat_map(|(_, facts)| facts.iter().flatten().copied()));
    rows.retain(|row| sum(row) >= VISIBLE * mass.tonnes());
    let shown = || rows.iter().flat_map(|(_, facts)| facts.iter().flatten().copied());
    // A flow that no source records stays empty; a single zero beside others is printed.
    let recorded =
        [0, 1].map(|flow: usize| rows.iter().any(|row| row.1[flow].is_some_and(|f| f.value > 0.0)));
    let bar = |flow: usize, fact: Option<&Fact>| {
        fact.filter(|_| recorded[flow]).map(|f| value(scope, f, mass, false))
    };
    let bars = rows
        .iter()
        .map(|(label, facts)| Bar {
            label: label.clone(),
            values: facts.iter().enumerate().map(|(flow, fact)| bar(flow, *fact)).collect(),
            emphasis: false,
        })
        .collect();
    let unit = scope.label(mass.key_co2())?;
    let chart = BarChart {
        width: parameters.width(),
        unit: unit.clone(),
        series: vec![
            scope.flow_within(Flow::Outward, parameters)?,
            scope.flow_within(Flow::Inward, parameters)?,
        ],
        bars,
        poles: None,
    };
    let svg = chart.draw(&scope.style())?;
    Ok(Figure { svg, facts: shown().map(|f| f.key).collect(), unit: Some(unit) })
}
