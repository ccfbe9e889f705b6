//! The balance by what is counted: makers alone, or makers and their suppliers.

use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Figure, Parameters, Scope, of_place};
use crate::facts::Fact;
use crate::figures::{Emphasis, LineChart, Series, Width, YearNote};
use crate::text::MassUnit;
use crate::vocabulary::{Measure, Symbol};

/// The balance of the edition's goods by both counts, and by the tables of the year where there are any. The lines of
/// the tables end long before the others and carry no label at the edge: markers and the note tell them.
pub(in crate::exhibits) fn balance_by_count(scope: &Scope<'_>, _: Parameters) -> Outcome<Figure> {
    let mass = MassUnit::Megatonnes;
    let tables = scope.edition.data.input_output.years();
    let of = |measure| of_place(measure, Symbol::ALL, scope.nation());
    let mut facts = Vec::new();
    let mut series = Vec::new();
    let mut add = |found: Vec<&Fact>, label: String, emphasis| {
        facts.extend(found.iter().map(|f| f.key));
        if !found.is_empty() {
            let points = found.iter().map(|f| Scope::point(f, mass.tonnes()));
            // The carried count has no interval: a band at one of two lines would say that it is surer.
            let points = points.map(|p| crate::figures::Point { interval: None, ..p }).collect();
            series.push(Series { label, points, emphasis });
        }
    };
    for (measure, label, colour) in [
        (Measure::Balance, "chart.makers", 0),
        (Measure::BalanceSupply, "chart.makers-and-suppliers", 1),
    ] {
        let found = scope.series(of(measure), scope.all_years());
        add(found, scope.label(label)?, Emphasis::Highlight(colour));
    }
    for (measure, colour) in [(Measure::BalanceDirectIo, 2), (Measure::BalanceTotal, 3)] {
        let found = scope.series(of(measure), tables.iter().copied());
        add(found, String::new(), Emphasis::Highlight(colour));
    }
    if facts.is_empty() {
        return Err(Scope::nothing("balance by count"));
    }
    let notes = match tables.last() {
        Some(last) => vec![YearNote {
            year: i32::from(*last),
            text: scope.fill("chart.last-table", &[("year", &last.to_string())])?,
        }],
        None => Vec::new(),
    };
    let chart = LineChart {
        width: Width::Full,
        height_pt: 190.0,
        unit: scope.label(mass.key_co2())?,
        series,
        zero_baseline: true,
        projection_label: Some(scope.label("chart.projected")?),
        notes,
    };
    Ok(Figure { svg: chart.draw(&scope.style())?, facts, unit: None })
}
