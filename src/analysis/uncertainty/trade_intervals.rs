//! Intervals of trade and of intensities by themselves, in closed form.

use super::{Errors, Nets};
use crate::analysis::embodied::{industry_sets, intensity_key};
use crate::analysis::trade::trade_key;
use crate::analysis::trade_field::TradeField;
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
    for (place, code) in field.places.iter().enumerate() {
        for year in field.years() {
            let mut nets = Nets::new(field, errors, place, year);
            for flow in Flow::BOTH {
                let f = flow.index();
                for (industry, members) in &sets {
                    nets.clear();
                    let mut known = false;
                    for i in members {
                        let Some(series) = &field.series[f][*i][place] else { continue };
                        nets.add(None, (f, *i), (1.0, series.values[nets.y]), series);
                        known = true;
                    }
                    if known {
                        facts.bound(&trade_key(flow, *industry, *code, year), |value| {
                            let (lower, upper) = nets.interval(value)?;
                            // Only what clipping leaves to the unallocated part can be below zero.
                            Some((if value < 0.0 { lower } else { lower.max(0.0) }, upper))
                        });
                    }
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
