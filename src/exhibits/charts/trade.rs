//! Trade in goods: the published totals, and how the continued trend compares with them.

use crate::analysis::forecast::Model;
use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Figure, Parameters, Scope, trade};
use crate::facts::{Fact, FactKey};
use crate::figures::{Emphasis, LineChart, Panel, Point, Series, SmallMultiples, Status, Width};
use crate::text::MoneyUnit;
use crate::vocabulary::{Flow, Measure, Side, Symbol};

const BILLION: f64 = 1e9;

fn unit(scope: &Scope<'_>) -> Outcome<String> {
    debug_assert!(MoneyUnit::Billion.dollars() == BILLION);
    scope.label("axis.usd-billion")
}

/// Years by which a grey line may end before the others and still have its label at the right edge.
const LABEL_WITHIN: i16 = 3;

/// Both flows as each country publishes them, with the reporter's turnover and balance. The partner's lines are
/// grey; one that ends long before the others has no label, which would stand far from it.
pub(in crate::exhibits) fn totals(scope: &Scope<'_>, _: Parameters) -> Outcome<Figure> {
    let data = &scope.edition.data;
    let years = || {
        let all = data.totals.iter().map(|r| r.year);
        all.clone().min().unwrap_or(0)..=all.max().unwrap_or(-1)
    };
    let end = *years().end();
    let mut facts = Vec::new();
    let mut series = Vec::new();
    let mut add = |key: FactKey, label: String, emphasis| {
        let found: Vec<&Fact> = scope.series(key, years());
        facts.extend(found.iter().map(|f| f.key));
        let near = found.last().is_some_and(|f| end - f.key.year <= LABEL_WITHIN);
        let label = if near || emphasis != Emphasis::Context { label } else { String::new() };
        if !found.is_empty() {
            let points = found.iter().map(|f| Scope::point(f, BILLION)).collect();
            series.push(Series { label, points, emphasis });
        }
    };
    let partner = scope.country(Side::Partner)?;
    for flow in Flow::BOTH {
        let total = |side| FactKey::new(Measure::TradeTotal).flow(flow).country(side);
        let made = scope.label(&format!("made.{}", flow.role()))?;
        let grey =
            scope.fill("chart.partner-reports", &[("made", &made), ("country", &partner)])?;
        add(total(Side::Reporter), made, Emphasis::Highlight(flow.index()));
        add(total(Side::Partner), grey, Emphasis::Context);
    }
    for (i, (measure, key)) in
        [(Measure::TradeTurnover, "chart.turnover"), (Measure::TradeBalance, "chart.trade-balance")]
            .into_iter()
            .enumerate()
    {
        let of = FactKey::new(measure).country(Side::Reporter);
        add(of, scope.label(key)?, Emphasis::Highlight(2 + i));
    }
    let chart = LineChart {
        width: Width::Full,
        height_pt: 200.0,
        unit: unit(scope)?,
        series,
        zero_baseline: true,
        projection_label: None,
        notes: Vec::new(),
    };
    Ok(Figure { svg: chart.draw(&scope.style())?, facts, unit: None })
}

/// For each flow the fitted years and their continuation, and what was published later.
pub(in crate::exhibits) fn forecast_check(scope: &Scope<'_>, _: Parameters) -> Outcome<Figure> {
    let last = scope.edition.data.catalogue.years.last;
    let horizon = scope.edition.data.catalogue.years.horizon;
    let mut facts = Vec::new();
    let mut panels = Vec::new();
    for flow in Flow::BOTH {
        let fitted = scope.series(trade(flow, Symbol::ALL, scope.nation()), scope.all_years());
        let published: Vec<&Fact> = (last + 1..=horizon)
            .filter_map(|year| {
                Side::BOTH.into_iter().find_map(|side| {
                    scope
                        .fact(FactKey::new(Measure::TradeTotal).flow(flow).country(side).year(year))
                })
            })
            .collect();
        facts.extend(fitted.iter().chain(&published).map(|f| f.key));
        let series = |label: String, found: &[&Fact], emphasis| Series {
            label,
            points: found.iter().map(|f| Scope::point(f, BILLION)).collect(),
            emphasis,
        };
        let mut all =
            vec![series(scope.label("chart.trade-and-trend")?, &fitted, Emphasis::Highlight(0))];
        if !published.is_empty() {
            let label = scope.label("chart.published-later")?;
            all.push(series(label, &published, Emphasis::Highlight(1)));
        }
        panels.push(Panel { title: scope.flow(flow)?, series: all });
    }
    let chart = SmallMultiples {
        width: Width::Full,
        columns: 2,
        plot_height_pt: 120.0,
        unit: unit(scope)?,
        panels,
        common_scale: true,
        zero_baseline: true,
        projection_label: Some(scope.label("chart.projected")?),
        direct_labels: false,
    };
    Ok(Figure { svg: chart.draw(&scope.style())?, facts, unit: None })
}

/// A point without interval: the bands of five models would cover each other.
fn bare(fact: &Fact) -> Point {
    Point { interval: None, ..Scope::point(fact, BILLION) }
}

/// For each flow the years of the edition, and how five models continue them.
pub(in crate::exhibits) fn continuations(scope: &Scope<'_>, _: Parameters) -> Outcome<Figure> {
    let years = scope.edition.data.catalogue.years;
    let mut facts = Vec::new();
    let mut panels = Vec::new();
    for flow in Flow::BOTH {
        let key = trade(flow, Symbol::ALL, scope.nation());
        let data = scope.series(key, years.first..=years.last);
        // Each line starts where the data end.
        let start = data.last().map(|f| Point { status: Status::Projected, ..bare(f) });
        facts.extend(data.iter().map(|f| f.key));
        let mut series = vec![Series {
            label: String::new(),
            points: data.iter().map(|f| Scope::point(f, BILLION)).collect(),
            emphasis: Emphasis::Context,
        }];
        for model in Model::ALL {
            let key = FactKey { measure: model.forecast(), region: Symbol::NONE, ..key };
            let found = scope.series(key, years.last + 1..=years.horizon);
            if found.is_empty() {
                continue;
            }
            facts.extend(found.iter().map(|f| f.key));
            series.push(Series {
                label: scope.label(&format!("model.{}", model.code()))?,
                points: start.into_iter().chain(found.iter().map(|f| bare(f))).collect(),
                emphasis: Emphasis::Highlight(model.position()),
            });
        }
        panels.push(Panel { title: scope.flow(flow)?, series });
    }
    let chart = SmallMultiples {
        width: Width::Full,
        columns: 2,
        plot_height_pt: 150.0,
        unit: unit(scope)?,
        panels,
        common_scale: true,
        zero_baseline: true,
        projection_label: Some(scope.label("chart.projected")?),
        direct_labels: true,
    };
    Ok(Figure { svg: chart.draw(&scope.style())?, facts, unit: None })
}
