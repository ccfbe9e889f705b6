//! The tornado: what each exchanged part of the method does to the balance.

use super::balance::VISIBLE;
use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Figure, Parameters, Scope, status};
use crate::facts::{Fact, FactKey};
use crate::figures::{Tornado, TornadoEnd, TornadoRow};
use crate::text::MassUnit;
use crate::vocabulary::{Measure, codes};

/// The facts of a measure at the horizon with each year of trade left out.
pub(in crate::exhibits) fn left_out<'a>(
    scope: &Scope<'a>,
    measure: Measure,
) -> Vec<(i16, &'a Fact)> {
    let y = scope.edition.data.catalogue.years;
    let fact = |year: i16| {
        let code = scope.edition.data.names.symbols.get(&codes::leave_out(year))?;
        scope.fact(FactKey::new(measure).industry(code).year(y.horizon)).map(|f| (year, f))
    };
    (y.first..=y.last).filter_map(fact).collect()
}

/// The smallest and the largest of them.
pub(in crate::exhibits) fn widest<'a>(all: &[(i16, &'a Fact)]) -> Vec<(i16, &'a Fact)> {
    let by = |a: &&(i16, &Fact), b: &&(i16, &Fact)| a.1.value.total_cmp(&b.1.value);
    let ends = [all.iter().min_by(by), all.iter().max_by(by)];
    ends.into_iter().flatten().copied().collect()
}

/// One bar a variant, from the balance of the account to that of the variant, the longest first; the years left out share
/// one bar with two ends.
pub(in crate::exhibits) fn tornado(scope: &Scope<'_>, parameters: Parameters) -> Outcome<Figure> {
    let years = scope.edition.data.catalogue.years;
    let year = parameters.year.unwrap_or(years.horizon);
    let symbols = &scope.edition.data.names.symbols;
    let at = |measure: Measure, code: &str| {
        scope.fact(FactKey::new(measure).industry(symbols.get(code)?).year(year))
    };
    let Some(baseline) = at(Measure::SensitivityBalance, codes::BASELINE) else {
        return Err(Scope::nothing("tornado"));
    };
    let mut facts = vec![baseline.key];
    let mass = MassUnit::Megatonnes;
    let mut end = |change: &Fact, note: Option<i16>| -> Outcome<TornadoEnd> {
        let key = FactKey { measure: Measure::SensitivityBalance, ..change.key };
        let value = scope.edition.facts().expect(&key).value / mass.tonnes();
        facts.extend([key, change.key]);
        let moved = change.value / mass.tonnes();
        let text = if moved != 0.0 && moved.abs() < VISIBLE {
            scope.numbers.near_zero().to_owned()
        } else {
            scope.numbers.signed(moved, 1)
        };
        let text = match note {
            Some(year) => {
                let year = year.to_string();
                scope.fill("chart.change-without", &[("change", &text), ("year", &year)])?
            }
            None => text,
        };
        Ok(TornadoEnd { value, text })
    };
    let mut rows = Vec::new();
    for code in codes::VARIANTS.into_iter().filter(|code| *code != codes::BASELINE) {
        if let Some(change) = at(Measure::SensitivityChange, code) {
            let label = scope.label(&format!("variant.{code}"))?;
            rows.push(TornadoRow { label, ends: vec![end(change, None)?] });
        }
    }
    if year == years.horizon {
        let mut ends = Vec::new();
        for (left_out, change) in widest(&left_out(scope, Measure::SensitivityChange)) {
            ends.push(end(change, Some(left_out))?);
        }
        if !ends.is_empty() {
            rows.push(TornadoRow { label: scope.label("variant.leave-out")?, ends });
        }
    }
    let centre = baseline.value / mass.tonnes();
    let reach =
        |row: &TornadoRow| row.ends.iter().map(|e| (e.value - centre).abs()).fold(0.0, f64::max);
    rows.sort_by(|a, b| reach(b).total_cmp(&reach(a)));
    let balance = scope.numbers.signed(centre, 1);
    let chart = Tornado {
        width: parameters.width(),
        unit: scope.label(mass.key_co2())?,
        baseline: centre,
        baseline_label: scope.fill("chart.baseline", &[("balance", &balance)])?,
        rows,
        status: status(baseline.status),
    };
    Ok(Figure { svg: chart.draw(&scope.style())?, facts, unit: None })
}
