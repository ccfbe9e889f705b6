//! The balance: over time with the joint total and avoided emissions, and by industry.

use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Figure, Parameters, Scope, of_place, status};
use crate::facts::Fact;
use crate::figures::{Bar, BarChart, BarValue, Emphasis, LineChart, Series, Width};
use crate::text::{MassUnit, decimals_for};
use crate::vocabulary::Measure;

/// Decimals of the number at a bar.
const MOST_DECIMALS: usize = 3;
/// The smallest amount that these decimals can show.
pub(super) const VISIBLE: f64 = 0.0005;

/// Balance, joint total and exchange effect by year.
pub(in crate::exhibits) fn over_time(scope: &Scope<'_>, _: Parameters) -> Outcome<Figure> {
    let (region, industry) = scope.place();
    let mass = MassUnit::Megatonnes;
    let mut facts = Vec::new();
    let mut series = Vec::new();
    for (i, (measure, label)) in [
        (Measure::Joint, "chart.joint"),
        (Measure::Balance, "chart.balance"),
        (Measure::Avoided, "chart.avoided"),
    ]
    .into_iter()
    .enumerate()
    {
        let found = scope.series(of_place(measure, industry, region), scope.all_years());
        facts.extend(found.iter().map(|f| f.key));
        series.push(Series {
            label: scope.label(label)?,
            points: found.iter().map(|f| Scope::point(f, mass.tonnes())).collect(),
            emphasis: Emphasis::Highlight(i + 2),
        });
    }
    let chart = LineChart {
        width: Width::Full,
        height_pt: 190.0,
        unit: scope.label(mass.key_co2())?,
        series,
        zero_baseline: true,
        projection_label: Some(scope.label("chart.projected")?),
        notes: Vec::new(),
    };
    Ok(Figure { svg: chart.draw(&scope.style())?, facts, unit: None })
}

/// Bars on both sides of zero, from the largest to the smallest, in the last year.
pub(in crate::exhibits) fn by_industry(
    scope: &Scope<'_>,
    parameters: Parameters,
) -> Outcome<Figure> {
    let (region, _) = scope.place();
    let year = scope.edition.data.catalogue.years.last;
    let mut found: Vec<&Fact> = scope
        .edition
        .data
        .names
        .industries
        .iter()
        .filter_map(|i| scope.fact(of_place(Measure::Balance, *i, region).year(year)))
        .filter(|f| f.value != 0.0)
        .collect();
    if found.is_empty() {
        return Err(Scope::nothing("balance"));
    }
    found.sort_by(|a, b| b.value.total_cmp(&a.value));
    let national = region == scope.nation();
    let mass = if national { MassUnit::Megatonnes } else { scope.mass_unit(found.iter().copied()) };
    found.retain(|f| f.value.abs() >= VISIBLE * mass.tonnes());
    let bars = found
        .iter()
        .map(|f| Bar {
            label: scope.edition.industry_short(f.key.industry, scope.language).to_owned(),
            values: vec![Some(value(scope, f, mass, true))],
            emphasis: false,
        })
        .collect();
    let unit = scope.label(mass.key_co2())?;
    let chart = BarChart {
        width: parameters.width(),
        unit: unit.clone(),
        series: vec![scope.label("chart.balance")?],
        bars,
        poles: Some((scope.label("pole.negative")?, scope.label("pole.positive")?)),
    };
    let svg = chart.draw(&scope.style())?;
    Ok(Figure { svg, facts: found.iter().map(|f| f.key).collect(), unit: Some(unit) })
}

/// The bar of a fact, with its number.
pub(super) fn value(scope: &Scope<'_>, fact: &Fact, mass: MassUnit, signed: bool) -> BarValue {
    let value = fact.value / mass.tonnes();
    let decimals = decimals_for(value, 2).min(MOST_DECIMALS);
    let text = if value != 0.0 && value.abs() < VISIBLE {
        scope.numbers.near_zero().to_owned()
    } else if signed {
        scope.numbers.signed(value, decimals)
    } else {
        scope.numbers.plain(value, decimals)
    };
    BarValue {
        value,
        text,
        status: status(fact.status),
        interval: fact.interval.map(|(l, u)| (l / mass.tonnes(), u / mass.tonnes())),
    }
}
