//! Emission intensities of the two countries.

use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Figure, Parameters, Scope, status};
use crate::facts::{Fact, FactKey};
use crate::figures::{Bar, BarChart, BarValue, Emphasis, LineChart, Series, Width};
use crate::text::decimals_for;
use crate::vocabulary::{Measure, Side, Symbol};

/// Tonnes in the display unit, kilograms.
const KILOGRAM: f64 = 1e-3;

fn key(side: Side, industry: Symbol) -> FactKey {
    FactKey::new(Measure::Intensity).country(side).industry(industry)
}

/// Both countries by industry in the last year.
pub(in crate::exhibits) fn comparison(scope: &Scope<'_>, _: Parameters) -> Outcome<Figure> {
    let year = scope.edition.data.catalogue.years.last;
    let mut rows: Vec<(Symbol, [Option<&Fact>; 2])> = scope
        .edition
        .data
        .names
        .industries
        .iter()
        .map(|i| (*i, Side::BOTH.map(|side| scope.fact(key(side, *i).year(year)))))
        .collect();
    let top = |row: &(Symbol, [Option<&Fact>; 2])| {
        row.1.iter().flatten().map(|f| f.value).fold(0.0, f64::max)
    };
    rows.sort_by(|a, b| top(b).total_cmp(&top(a)));
    let bar = |f: &Fact| {
        let value = f.value / KILOGRAM;
        let decimals = decimals_for(value, 2).clamp(2, 3);
        let text = scope.numbers.plain(value, decimals);
        BarValue { value, text, status: status(f.status), interval: None }
    };
    let bars = rows
        .iter()
        .map(|(industry, facts)| Bar {
            label: scope.edition.industry_short(*industry, scope.language).to_owned(),
            values: facts.map(|f| f.map(bar)).to_vec(),
            emphasis: false,
        })
        .collect();
    let chart = BarChart {
        width: Width::Full,
        unit: scope.label("axis.kg-per-usd")?,
        series: vec![scope.country(Side::Reporter)?, scope.country(Side::Partner)?],
        bars,
        poles: None,
    };
    let facts = rows.iter().flat_map(|(_, f)| f.iter().flatten().map(|f| f.key)).collect();
    Ok(Figure { svg: chart.draw(&scope.style())?, facts, unit: None })
}

/// Both countries over the years of one industry.
pub(in crate::exhibits) fn over_time(scope: &Scope<'_>, parameters: Parameters) -> Outcome<Figure> {
    let (_, industry) = scope.place();
    let first = scope.edition.data.emissions.iter().map(|r| r.year).min().unwrap_or(0);
    let horizon = scope.edition.data.catalogue.years.horizon;
    let mut facts = Vec::new();
    let mut series = Vec::new();
    for side in Side::BOTH {
        let found = scope.series(key(side, industry), first..=horizon);
        facts.extend(found.iter().map(|f| f.key));
        series.push(Series {
            label: scope.country(side)?,
            points: found.iter().map(|f| Scope::point(f, KILOGRAM)).collect(),
            emphasis: Emphasis::Highlight(side.index()),
        });
    }
    let chart = LineChart {
        width: parameters.width(),
        height_pt: if parameters.half { 130.0 } else { 165.0 },
        unit: scope.label("axis.kg-per-usd")?,
        series,
        zero_baseline: true,
        projection_label: Some(scope.label("chart.projected")?),
        notes: Vec::new(),
    };
    Ok(Figure { svg: chart.draw(&scope.style())?, facts, unit: None })
}
