//! Waterfalls: from the emissions of one year to those of another by scale, composition and technique.

use crate::diagnostics::Outcome;
use crate::exhibits::scope::{Figure, Parameters, Scope, embodied, status};
use crate::facts::{Fact, FactKey};
use crate::figures::{Step, StepKind, Waterfall};
use crate::text::MassUnit;
use crate::vocabulary::{Flow, Measure, Symbol};

/// The parts of a change, with their labels, in the order of the bars.
const PARTS: [(Measure, &str); 3] = [
    (Measure::LmdiScale, "chart.scale"),
    (Measure::LmdiComposition, "chart.composition"),
    (Measure::LmdiTechnique, "chart.technique"),
];
/// Decimals of the numbers above the bars.
const DECIMALS: usize = 2;

/// Goods made in the reporter.
pub(in crate::exhibits) fn outward(scope: &Scope<'_>, parameters: Parameters) -> Outcome<Figure> {
    draw(scope, parameters, Flow::Outward)
}

/// Goods made in the partner.
pub(in crate::exhibits) fn inward(scope: &Scope<'_>, parameters: Parameters) -> Outcome<Figure> {
    draw(scope, parameters, Flow::Inward)
}

/// First year, last year, horizon, and the parts between them.
fn draw(scope: &Scope<'_>, parameters: Parameters, flow: Flow) -> Outcome<Figure> {
    let y = scope.edition.data.catalogue.years;
    let total = embodied(flow, Symbol::ALL, scope.nation());
    let (mut steps, mut facts) = (Vec::new(), Vec::new());
    let mut add = |key: FactKey, label: String, kind: StepKind| {
        let Some(fact) = scope.fact(key) else { return false };
        steps.push(step(scope, fact, label, kind));
        facts.push(key);
        true
    };
    if !add(total.year(y.first), y.first.to_string(), StepKind::Total) {
        return Err(Scope::nothing("waterfall"));
    }
    for (base, year) in [(y.first, y.last), (y.last, y.horizon)] {
        for (measure, label) in PARTS {
            let key = FactKey { measure, ..total }.year(year).base(base);
            add(key, scope.label(label)?, StepKind::Change);
        }
        if base < year {
            add(total.year(year), year.to_string(), StepKind::Total);
        }
    }
    let chart = Waterfall {
        width: parameters.width(),
        height_pt: 150.0,
        unit: scope.label(MassUnit::Megatonnes.key_co2())?,
        steps,
        projection_label: Some(scope.label("chart.projected")?),
    };
    Ok(Figure { svg: chart.draw(&scope.style())?, facts, unit: None })
}

fn step(scope: &Scope<'_>, fact: &Fact, label: String, kind: StepKind) -> Step {
    let value = fact.value / MassUnit::Megatonnes.tonnes();
    let text = match kind {
        StepKind::Total => scope.numbers.plain(value, DECIMALS),
        StepKind::Change => scope.numbers.signed(value, DECIMALS),
    };
    Step { label, value, text, status: status(fact.status), kind }
}
