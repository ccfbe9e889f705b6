//! A quantity that is linear in trade: its value, and its interval in closed form.
//!
//! `Q = sum over countries c, flows f, industries i of coefficient[c][f][i] * V[f][i]`, where the coefficient holds
//! the intensity of country c. The interval is that of [`super::uncertainty`]: residuals of trade, records, intensities,
//! concordance and weights, each with the correlation that it brings.

use super::trade_field::TradeField;
use super::uncertainty::Nets;
use crate::facts::Status;

/// Coefficients `[country][flow][industry]`; none where the form has no such term. A term may be zero (an industry
/// without emissions) and still counts: its trade is known, and its status is the form's.
pub(super) type Coefficients = [[Vec<Option<f64>>; 2]; 2];

/// Coefficients of a form without terms.
pub(super) fn empty(industries: usize) -> Coefficients {
    [0, 1].map(|_| [0, 1].map(|_| vec![None; industries]))
}

/// One term of a form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    /// The country whose intensity it holds.
    pub(super) country: usize,
    pub(super) flow: usize,
    pub(super) industry: usize,
    /// t/USD.
    pub(super) coefficient: f64,
}

/// The terms of a form, by country, flow and industry.
pub(super) fn terms(coefficients: &Coefficients) -> impl Iterator<Item = Term> {
    coefficients.iter().enumerate().flat_map(|(country, flows)| {
        flows.iter().enumerate().flat_map(move |(flow, industries)| {
            industries.iter().enumerate().filter_map(move |(industry, coefficient)| {
                Some(Term { country, flow, industry, coefficient: (*coefficient)? })
            })
        })
    })
}

/// Value, interval and status of a form.
pub(super) struct Evaluated {
    pub(super) value: f64,
    pub(super) interval: Option<(f64, f64)>,
    /// The weakest status of the trade and the intensities in it.
    pub(super) status: Status,
}

/// Evaluates a form at the place and year of the nets; none if no trade is known there. The terms come by country, flow
/// and industry; `status` is that of a country's intensity of an industry.
pub(super) fn evaluate(
    field: &TradeField,
    nets: &mut Nets<'_>,
    terms: impl IntoIterator<Item = Term>,
    status: impl Fn(usize, usize) -> Status,
) -> Option<Evaluated> {
    let (value, status) = sum(field, nets, terms, status)?;
    Some(Evaluated { value, interval: nets.interval(value), status })
}

/// Variance of a form by source of uncertainty; none if no trade is known there.
pub(super) fn variances(
    field: &TradeField,
    nets: &mut Nets<'_>,
    terms: impl IntoIterator<Item = Term>,
) -> Option<[f64; 5]> {
    sum(field, nets, terms, |_, _| Status::Observed)?;
    Some(nets.variances())
}

/// Puts the terms into the nets; gives value and status.
fn sum(
    field: &TradeField,
    nets: &mut Nets<'_>,
    terms: impl IntoIterator<Item = Term>,
    status_of: impl Fn(usize, usize) -> Status,
) -> Option<(f64, Status)> {
    nets.clear();
    let (place, y) = (nets.place, nets.y);
    let mut parts = [0.0; 2];
    let mut status: Option<Status> = None;
    terms.into_iter().for_each(|Term { country, flow, industry, coefficient }| {
        let series = (flow, industry);
        let Some((value, of_trade)) = field.get(series, place, y) else { return };
        parts[country] += coefficient * value;
        let residuals = field.residuals(series, place);
        nets.add(Some(country), series, (coefficient, value), residuals);
        status = status.max(Some(of_trade.max(status_of(country, industry))));
    });
    Some((parts[0] + parts[1], status?))
}
