//! Embodied emissions over time.

use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Figure, Parameters, Scope, Subject, embodied};
use crate::facts::Fact;
use crate::figures::{Emphasis, LineChart, Series, Width};
use crate::text::MassUnit;
use crate::vocabulary::{Flow, Symbol};

/// Industries with a colour of their own; the others stay grey.
const HIGHLIGHTS: usize = 5;
/// Part of the flow below which a grey line has no label.
const LABEL_FROM: f64 = 0.02;

/// Goods made in the reporter, by industry.
pub(in crate::exhibits) fn outward_by_industry(
    scope: &Scope<'_>,
    _: Parameters,
) -> Outcome<Figure> {
    by_industry(scope, Flow::Outward)
}

/// Goods made in the partner, by industry.
pub(in crate::exhibits) fn inward_by_industry(scope: &Scope<'_>, _: Parameters) -> Outcome<Figure> {
    by_industry(scope, Flow::Inward)
}

fn by_industry(scope: &Scope<'_>, flow: Flow) -> Outcome<Figure> {
    let last = scope.edition.data.catalogue.years.last;
    let per_unit = MassUnit::Megatonnes.tonnes();
    let mut lines: Vec<(Symbol, Vec<&Fact>)> = scope
        .edition
        .data
        .names
        .industries
        .iter()
        .map(|i| (*i, scope.series(embodied(flow, *i, scope.nation()), scope.all_years())))
        .filter(|(_, facts)| facts.iter().any(|f| f.value != 0.0))
        .collect();
    let at_last =
        |facts: &[&Fact]| facts.iter().find(|f| f.key.year == last).map_or(0.0, |f| f.value);
    lines.sort_by(|a, b| at_last(&b.1).total_cmp(&at_last(&a.1)));
    let total: f64 = lines.iter().map(|(_, facts)| at_last(facts)).sum();
    let series = lines
        .iter()
        .enumerate()
        .map(|(rank, (industry, facts))| {
            let highlighted = rank < HIGHLIGHTS;
            let named = highlighted || at_last(facts) >= LABEL_FROM * total;
            let name = scope.edition.industry_short(*industry, scope.language);
            let points = facts.iter().map(|f| {
                let point = Scope::point(f, per_unit);
                // Bands of many lines would cover each other: the largest keeps its own.
                if rank == 0 { point } else { crate::figures::Point { interval: None, ..point } }
            });
            Series {
                label: if named { name.to_owned() } else { String::new() },
                points: points.collect(),
                emphasis: if highlighted { Emphasis::Highlight(rank) } else { Emphasis::Context },
            }
        })
        .collect();
    let facts = lines.iter().flat_map(|(_, facts)| facts.iter().map(|f| f.key)).collect();
    let chart = LineChart {
        width: Width::Full,
        height_pt: 210.0,
        unit: scope.label(MassUnit::Megatonnes.key_co2())?,
        series,
        zero_baseline: true,
        projection_label: Some(scope.label("chart.projected")?),
        notes: Vec::new(),
    };
    Ok(Figure { svg: chart.draw(&scope.style())?, facts, unit: None })
}

/// The two flows of the nation, a region or an industry.
pub(in crate::exhibits) fn two_flows(scope: &Scope<'_>, parameters: Parameters) -> Outcome<Figure> {
    let (region, industry) = scope.place();
    let lines: Vec<(Flow, Vec<&Fact>)> = Flow::BOTH
        .into_iter()
        .map(|flow| (flow, scope.series(embodied(flow, industry, region), scope.all_years())))
        .filter(|(_, facts)| !facts.is_empty())
        .collect();
    let all = || lines.iter().flat_map(|(_, facts)| facts.iter().copied());
    let mass = scope.mass_unit(all());
    let mut series = Vec::new();
    for (flow, facts) in &lines {
        series.push(Series {
            label: scope.flow_within(*flow, parameters)?,
            points: facts.iter().map(|f| Scope::point(f, mass.tonnes())).collect(),
            emphasis: Emphasis::Highlight(flow.index()),
        });
    }
    let unit = scope.label(mass.key_co2())?;
    let projected = all().any(|f| f.key.year > scope.edition.data.catalogue.years.last);
    let chart = LineChart {
        width: parameters.width(),
        height_pt: match (scope.subject, parameters.half) {
            (Subject::Nation, _) => 175.0,
            (_, false) => 150.0,
            (_, true) => 130.0,
        },
        unit: unit.clone(),
        series,
        zero_baseline: true,
        projection_label: if projected { Some(scope.label("chart.projected")?) } else { None },
        notes: Vec::new(),
    };
    let svg = chart.draw(&scope.style())?;
    Ok(Figure { svg, facts: all().map(|f| f.key).collect(), unit: Some(unit) })
}
