//! A quantity that is linear in trade: its value, and its interval by the delta method.
//!
//! `Q = sum over countries c, flows f, industries i of coefficient[c][f][i] * V[f][i]`, where the coefficient holds
//! the intensity of country c. The variance of the trade part is that of the summed residuals, so correlation between
//! industries and flows counts. The intensities of one country move together (one trend), those of two do not:
//! `Var(Q) = T + sum over c of v_c (G_c^2 + T_c)`, with T the variance of the trade part, `T_c` that of the
//! part with country c's intensities, `G_c` the value of that part, `v_c` the variance of the logarithm of c's intensities.
//! For one flow and industry it is `V^2 Var(e) + e^2 Var(V) + Var(e) Var(V)`.

use std::collections::BTreeSet;

use super::intensity::Trend;
use super::regression::{count, student_t_975};
use super::trade_field::TradeField;
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
    trends: &[Trend; 2],
    place: usize,
    year: i16,
    coefficients: &Coefficients,
) -> Option<Evaluated> {
    let y = field.at(year);
    let mut parts = [0.0; 2];
    let mut status: Option<Status> = None;
    let mut intensities = BTreeSet::new();
    let observations = usize::try_from(field.last - field.first + 1).expect("years in order");
    let mut residuals = [vec![0.0; observations], vec![0.0; observations]];
    for (c, of_country) in coefficients.iter().enumerate() {
        for flow in Flow::BOTH {
            for (i, k) in of_country[flow.index()].iter().enumerate() {
                let Some(k) = k else { continue };
                let Some(series) = &field.series[flow.index()][i][place] else { continue };
                intensities.insert((c, i));
                parts[c] += k * series.values[y];
                status = Some(status.map_or(series.status[y], |s| s.max(series.status[y])));
                for (sum, e) in residuals[c].iter_mut().zip(&series.residuals) {
                    *sum += k * e;
                }
            }
        }
    }
    let status = status?;
    let value = parts[0] + parts[1];
    let interval = (year > field.last).then(|| {
        let (degrees, spread) = field.spread(year).expect("projected years have a design");
        let variance_of = |sse: f64| sse / count(degrees) * spread;
        let both = residuals[0].iter().zip(&residuals[1]).map(|(a, b)| (a + b).powi(2)).sum();
        let mut variance = variance_of(both);
        for c in 0..2 {
            let own = variance_of(residuals[c].iter().map(|e| e * e).sum());
            variance += trends[c].variance(year) * (parts[c].powi(2) + own);
        }
        let half = student_t_975(degrees) * variance.sqrt();
        (value - half, value + half)
    });
    Some(Evaluated { value, interval, status, intensities })
}
