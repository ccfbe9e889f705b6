//! A quantity that is linear in trade: its value, and its interval in closed form.
//!
//! `Q = sum over countries c, flows f, industries i of coefficient[c][f][i] * V[f][i]`, where the coefficient holds
//! the intensity of country c. The interval is that of [`super::uncertainty`]: residuals of trade, records, intensities,
//! concordance and weights, each with the correlation that it brings.

use std::collections::BTreeSet;

use super::trade_field::TradeField;
use super::uncertainty::{Errors, Nets};
use crate::facts::Status;
use crate::vocabulary::Flow;

/// Coefficients `[country][flow][industry]`; none where the form has no such term. A term may be zero (an industry
/// without emissions) and still counts: its trade is known, and its status is the form's.
pub(super) type Coefficients = [[Vec<Option<f64>>; 2]; 2];

/// Coefficients of a form without terms.
pub(super) fn empty(industries: usize) -> Coefficients {
    [0, 1].map(|_| [0, 1].map(|_| vec![None; industries]))
}

/// Value, interval and status of a form.
pub(super) struct Evaluated {
    pub(super) value: f64,
    pub(super) interval: Option<(f64, f64)>,
    /// Status of the trade in it.
    pub(super) status: Status,
    /// Intensities in it, as (country, industry).
    pub(super) intensities: BTreeSet<(usize, usize)>,
}

/// Evaluates a form at a place and year; none if no trade is known there.
pub(super) fn evaluate(
    field: &TradeField,
    errors: &Errors,
    place: usize,
    year: i16,
    coefficients: &Coefficients,
) -> Option<Evaluated> {
    let (nets, mut result) = sum(field, errors, place, year, coefficients)?;
    result.interval = nets.interval(result.value);
    Some(result)
}

/// Variance of a form by source of uncertainty; none if no trade is known there.
pub(super) fn variances(
    field: &TradeField,
    errors: &Errors,
    place: usize,
    year: i16,
    coefficients: &Coefficients,
) -> Option<[f64; 5]> {
    sum(field, errors, place, year, coefficients).map(|(nets, _)| nets.variances())
}

fn sum<'a>(
    field: &TradeField,
    errors: &'a Errors,
    place: usize,
    year: i16,
    coefficients: &Coefficients,
) -> Option<(Nets<'a>, Evaluated)> {
    let y = field.at(year);
    let mut parts = [0.0; 2];
    let mut status: Option<Status> = None;
    let mut intensities = BTreeSet::new();
    let mut nets = Nets::new(field, errors, place, year);
    for (c, of_country) in coefficients.iter().enumerate() {
        for flow in Flow::BOTH {
            for (i, k) in of_country[flow.index()].iter().enumerate() {
                let Some(k) = k else { continue };
                let Some(series) = &field.series[flow.index()][i][place] else { continue };
                intensities.insert((c, i));
                parts[c] += k * series.values[y];
                nets.add(Some(c), (flow.index(), i), (*k, series.values[y]), series);
                status = Some(status.map_or(series.status[y], |s| s.max(series.status[y])));
            }
        }
    }
    let value = parts[0] + parts[1];
    Some((nets, Evaluated { value, interval: None, status: status?, intensities }))
}
