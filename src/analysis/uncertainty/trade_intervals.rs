//! Intervals of trade and of intensities by themselves, in closed form.

use super::{Errors, Nets};
use crate::analysis::embodied::{industry_sets, intensity_key};
use crate::analysis::parallel::in_turn;
use crate::analysis::trade::trade_key;
use crate::analysis::trade_field::TradeField;
use crate::data::Dataset;
use crate::facts::{FactKey, FactTable, Method};
use crate::vocabulary::{Flow, Side, Symbol};

/// Places whose intervals are made in one task.
const TOGETHER: usize = 64;

/// Gives each value of trade its interval: every source but the intensities.
pub(in crate::analysis) fn bound_trade(
    data: &Dataset,
    field: &TradeField,
    errors: &Errors,
    threads: usize,
    facts: &mut FactTable,
) {
    let sets = industry_sets(data, field);
    let job = |task: usize| {
        let first = task * TOGETHER;
        let mut found = Vec::new();
        for place in first..field.places.len().min(first + TOGETHER) {
            for year in field.years() {
                of_place(
                    field,
                    &sets,
                    &mut Nets::new(field, errors, place, year),
                    year,
                    &mut found,
                );
            }
        }
        found
    };
    in_turn(threads, field.places.len().div_ceil(TOGETHER), job, |found| {
        found.into_iter().for_each(|(key, interval)| facts.set_interval(&key, interval));
    });
}

/// The intervals of a place and year.
fn of_place(
    field: &TradeField,
    sets: &[(Symbol, Vec<usize>)],
    nets: &mut Nets<'_>,
    year: i16,
    found: &mut Vec<(FactKey, (f64, f64))>,
) {
    let place = nets.place;
    let code = field.places[place];
    for flow in Flow::BOTH {
        let f = flow.index();
        for (industry, members) in sets {
            nets.clear();
            let y = nets.y;
            let known = members
                .iter()
                .filter_map(|i| field.get((f, *i), place, y).map(|(value, _)| (*i, value)));
            let value: f64 = known.clone().map(|(_, value)| value).sum();
            for (i, value) in known.clone() {
                nets.add(None, (f, i), (1.0, value), field.residuals((f, i), place));
            }
            let interval = if known.clone().next().is_some() { nets.interval(value) } else { None };
            if let Some((lower, upper)) = interval {
                // Only what clipping leaves to the unallocated part can be below zero.
                let lower = if value < 0.0 { lower } else { lower.max(0.0) };
                found.push((trade_key(flow, *industry, code, year), (lower, upper)));
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
