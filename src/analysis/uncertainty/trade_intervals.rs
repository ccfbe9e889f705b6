//! Intervals of trade and of intensities by themselves, in closed form.

use super::{Errors, Nets};
use crate::analysis::embodied::{industry_sets, intensity_key};
use crate::analysis::trade::trade_key;
use crate::analysis::trade_field::{Series, TradeField};
use crate::data::Dataset;
use crate::facts::{FactTable, Method};
use crate::vocabulary::{Flow, Side};

/// Gives each value of trade its interval: every source but the intensities.
pub(in crate::analysis) fn bound_trade(
    data: &Dataset,
    field: &TradeField,
    errors: &Errors,
    facts: &mut FactTable,
) {
    let sets = industry_sets(data, field);
    for flow in Flow::BOTH {
        for (place, code) in field.places.iter().enumerate() {
            for (industry, members) in &sets {
                let known: Vec<(usize, &Series)> = members
                    .iter()
                    .filter_map(|i| {
                        let series = field.series[flow.index()][*i][place].as_ref();
                        series.map(|series| (*i, series))
                    })
                    .collect();
                if known.is_empty() {
                    continue;
                }
                for year in field.years() {
                    let y = field.at(year);
                    let mut nets = Nets::new(field, errors, place, year);
                    for (i, series) in &known {
                        nets.add(None, (flow.index(), *i), (1.0, series.values[y]), series);
                    }
                    let key = trade_key(flow, *industry, *code, year);
                    let value = facts.expect(&key).value;
                    let Some((lower, upper)) = nets.interval(value) else { continue };
                    // Only what clipping leaves to the unallocated part can be below zero.
                    let lower = if value < 0.0 { lower } else { lower.max(0.0) };
                    facts.set_interval(&key, (lower, upper));
                }
            }
        }
    }
}

/// Gives each intensity that is not observed its interval: it is lognormal about its value.
pub(in crate::analysis) fn bound_intensities(
    field: &TradeField,
    errors: &Errors,
    facts: &mut FactTable,
) {
    for side in Side::BOTH {
        for (i, code) in field.industries.iter().enumerate() {
            for year in field.years() {
                let key = intensity_key(side, *code, year);
                let Some(fact) = facts.get(&key) else { continue };
                let (value, method) = (fact.value, fact.method);
                let sigma = errors.intensity_sigma(side.index(), i, year);
                if sigma > 0.0 && method != Method::Group {
                    let factor = (errors.quantile * sigma).exp();
                    facts.set_interval(&key, (value / factor, value * factor));
                }
            }
        }
    }
}
