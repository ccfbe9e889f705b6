//! Which source gives what part of the uncertainty of the balance, and how far simulation and closed form agree.

use super::{Errors, Nets};
use crate::analysis::embodied::balance_form;
use crate::analysis::linear_form::{evaluate, terms, variances};
use crate::analysis::put;
use crate::analysis::trade_field::TradeField;
use crate::data::Dataset;
use crate::facts::{FactKey, FactTable, Input, Method, Status};
use crate::vocabulary::{Flow, Measure, Side, Symbol, codes};

/// Inserts the parts of the sources and the agreement of both intervals, for the nation, each region and the unallocated
/// part, in the middle, last and horizon year.
pub(in crate::analysis) fn insert(
    data: &Dataset,
    field: &TradeField,
    errors: &Errors,
    facts: &mut FactTable,
) {
    let years = data.catalogue.years;
    let mut key_years = vec![years.middle, years.last, years.horizon];
    key_years.dedup();
    key_years.retain(|year| *year <= field.end);
    for year in key_years {
        let form = balance_form(field, facts, year);
        for (place, region) in field.places.iter().enumerate() {
            let balance =
                FactKey::new(Measure::Balance).industry(Symbol::ALL).region(*region).year(year);
            let Some(fact) = facts.get(&balance) else { continue };
            let (Some(simulated), status) = (fact.interval, fact.status.max(Status::Estimated))
            else {
                continue;
            };
            let mut nets = Nets::new(field, errors, place, year);
            let parts = variances(field, &mut nets, terms(&form)).expect("the fact exists");
            let total: f64 = parts.iter().sum();
            if total <= 0.0 {
                continue;
            }
            for (code, part) in codes::SOURCES.into_iter().zip(parts) {
                let source = data.names.symbols.get(code).expect("interned at loading");
                let key = FactKey::new(Measure::UncertaintyShare)
                    .industry(source)
                    .region(*region)
                    .year(year);
                let mut inputs = vec![balance.into()];
                inputs.extend(lineage(code, facts));
                put(facts, key, part / total, status, Method::VarianceShare, inputs);
            }
            let closed = evaluate(field, &mut nets, terms(&form), |_, _| Status::Estimated);
            let closed = closed.and_then(|e| e.interval);
            if let Some((lower, upper)) = closed.filter(|(lower, upper)| lower < upper) {
                let key = FactKey::new(Measure::UncertaintyAgreement).region(*region).year(year);
                let value = (simulated.1 - simulated.0) / (upper - lower);
                put(facts, key, value, status, Method::WidthRatio, vec![balance.into()]);
            }
        }
    }
}

/// The measured errors that a source consists of, as far as they exist.
fn lineage(source: &str, facts: &FactTable) -> Vec<Input> {
    let keys: Vec<FactKey> = match source {
        codes::SOURCE_RECORDS => {
            Flow::BOTH.map(|flow| FactKey::new(Measure::RecordsError).flow(flow)).to_vec()
        }
        codes::SOURCE_INTENSITY => Side::BOTH
            .into_iter()
            .flat_map(|side| {
                [
                    Measure::NowcastErrorCommon,
                    Measure::IntensityTrendError,
                    Measure::IntensityTrendResidual,
                ]
                .map(|measure| FactKey::new(measure).country(side))
            })
            .collect(),
        codes::SOURCE_WEIGHTS => [codes::OWN_YEAR, codes::CARRIED]
            .iter()
            .filter_map(|code| facts.names().symbols.get(code))
            .map(|code| FactKey::new(Measure::AnchorErrorLog).industry(code))
            .collect(),
        _ => Vec::new(),
    };
    keys.into_iter().filter(|key| facts.get(key).is_some()).map(Input::from).collect()
}
