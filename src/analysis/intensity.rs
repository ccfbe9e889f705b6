//! Emission intensities: observed, nowcast, real trend (METHODS.md, steps 1 and 5).

use std::collections::BTreeMap;

use super::regression::{Line, student_t_975};
use super::{put, put_with_interval};
use crate::data::Dataset;
use crate::facts::{FactKey, FactTable, Input, Method, Status};
use crate::vocabulary::{Measure, Side, Symbol};

/// Years over which the real trend is fitted.
pub(super) const TREND_YEARS: usize = 10;

/// The trend of one country's emissions per real product, and how sure it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trend {
    /// Yearly rate of the logarithm.
    pub(super) rate: f64,
    /// Standard error of the rate.
    rate_error: f64,
    /// Residual standard error of the logarithm.
    residual: f64,
    /// Last year of the nowcast: the trend starts from it.
    pub(super) start: i16,
}

impl Trend {
    /// The same country with intensities that are held, and so certain.
    pub(super) fn frozen(self) -> Self {
        Self { rate: 0.0, rate_error: 0.0, residual: 0.0, ..self }
    }

    /// Variance of the logarithm of an intensity this many years after it was last known: the error of the rate grows
    /// with the years, and one year's departure from the trend comes on top.
    pub(super) fn variance(&self, years: f64) -> f64 {
        (years * self.rate_error).powi(2) + self.residual.powi(2)
    }
}

/// Inserts intensities by group and industry; gives the trend of each country, reporter first.
pub(super) fn insert(data: &Dataset, facts: &mut FactTable) -> [Trend; 2] {
    Side::BOTH.map(|side| {
        groups(data, side, facts);
        macros(data, side, facts);
        let trend = real_trend(data, side, facts);
        industries(data, side, trend, facts);
        trend
    })
}

/// `e = F / (X_lcu / fx)` for each group and year with emissions.
fn groups(data: &Dataset, side: Side, facts: &mut FactTable) {
    for row in data.emissions.iter().filter(|r| r.side == side) {
        let of = |m| FactKey::new(m).country(side).industry(row.group).year(row.year);
        let rate_key = FactKey::new(Measure::ExchangeRate).country(side).year(row.year);
        let output = facts.expect(&of(Measure::Output));
        if output.value <= 0.0 {
            // Zero output without emissions (checked): there is nothing to divide.
            continue;
        }
        let emissions = facts.expect(&of(Measure::Emissions));
        let rate = facts.expect(&rate_key);
        let value = emissions.value / (output.value / rate.value);
        let status = emissions.status.max(output.status).max(rate.status);
        let inputs = [of(Measure::Emissions), of(Measure::Output), rate_key];
        put(
            facts,
            of(Measure::IntensityGroup),
            value,
            status,
            Method::Ratio,
            inputs.map(Input::from),
        );
    }
}

fn macros(data: &Dataset, side: Side, facts: &mut FactTable) {
    for row in data.macros.iter().filter(|r| r.side == side) {
        let of = |m| FactKey::new(m).country(side).year(row.year);
        for (measure, product) in
            [(Measure::MacroIntensity, Measure::Gdp), (Measure::RealIntensity, Measure::GdpReal)]
        {
            let (Some(co2), Some(gdp)) =
                (facts.get(&of(Measure::NationalCo2)), facts.get(&of(product)))
            else {
                continue;
            };
            let (value, status) = (co2.value / gdp.value, co2.status.max(gdp.status));
            let inputs = vec![of(Measure::NationalCo2).into(), of(product).into()];
            put(facts, of(measure), value, status, Method::Ratio, inputs);
        }
    }
}

fn real_trend(data: &Dataset, side: Side, facts: &mut FactTable) -> Trend {
    let of = |year| FactKey::new(Measure::RealIntensity).country(side).year(year);
    let mut years: Vec<i16> = data
        .macros
        .iter()
        .filter(|r| r.side == side && facts.get(&of(r.year)).is_some())
        .map(|r| r.year)
        .collect();
    years.sort_unstable();
    let years = &years[years.len().saturating_sub(TREND_YEARS)..];
    let points: Vec<(f64, f64)> =
        years.iter().map(|y| (f64::from(*y), facts.expect(&of(*y)).value.ln())).collect();
    let status = years.iter().map(|y| facts.expect(&of(*y)).status).max();
    let status = status.unwrap_or(Status::Estimated).max(Status::Estimated);
    let line = Line::fit(&points).expect("the checks demand five years with real product");
    let t = student_t_975(line.n - 2);
    let inputs: Vec<Input> = years.iter().map(|y| of(*y).into()).collect();
    let half = t * line.slope_error();
    put_with_interval(
        facts,
        FactKey::new(Measure::IntensityTrend).country(side),
        (line.slope, Some((line.slope - half, line.slope + half))),
        status,
        Method::LogTrend,
        inputs.clone(),
    );
    for (measure, value) in [
        (Measure::IntensityTrendError, line.slope_error()),
        (Measure::IntensityTrendResidual, line.residual_error),
    ] {
        let key = FactKey::new(measure).country(side);
        put(facts, key, value, status, Method::LogTrendError, inputs.clone());
    }
    Trend {
        rate: line.slope,
        rate_error: line.slope_error(),
        residual: line.residual_error,
        start: data.catalogue.years.last,
    }
}

/// The last year in which each group of the accounts is observed.
pub(super) fn observed_last(data: &Dataset, side: Side) -> BTreeMap<Symbol, i16> {
    let mut last_years: BTreeMap<Symbol, i16> = BTreeMap::new();
    for row in data.emissions.iter().filter(|r| r.side == side) {
        let last = last_years.entry(row.group).or_insert(row.year);
        *last = row.year.max(*last);
    }
    last_years
}

/// The intensity of each analysis industry: its group's, then nowcast, then trend.
fn industries(data: &Dataset, side: Side, trend: Trend, facts: &mut FactTable) {
    let last_years = observed_last(data, side);
    let first_year = data.emissions.iter().map(|r| r.year).min().unwrap_or(trend.start);
    for industry in data.analysis_industries() {
        let group = industry.intensity_group.expect("an industry has a group (checked)");
        let observed_last = last_years[&group];
        for year in first_year..=data.catalogue.years.horizon {
            let key =
                FactKey::new(Measure::Intensity).country(side).industry(industry.code).year(year);
            if year <= observed_last {
                let from =
                    FactKey::new(Measure::IntensityGroup).country(side).industry(group).year(year);
                if let Some((value, status)) = facts.get(&from).map(|f| (f.value, f.status)) {
                    put(
                        facts,
                        key,
                        value,
                        status,
                        Method::Group,
                        vec![from.into(), industry.row.into()],
                    );
                }
            } else if year <= trend.start {
                nowcast(facts, key, observed_last);
            } else {
                // Accounts may reach beyond the last year of trade.
                project(facts, key, trend, trend.start.max(observed_last));
            }
        }
    }
}

/// `e[t] = e[T] * k[t] / k[T]`.
fn nowcast(facts: &mut FactTable, key: FactKey, observed_last: i16) {
    let side = key.country.expect("an intensity has a country");
    let k = |year| FactKey::new(Measure::MacroIntensity).country(side).year(year);
    let base = key.year(observed_last);
    let value = facts.expect(&base).value * facts.expect(&k(key.year)).value
        / facts.expect(&k(observed_last)).value;
    let inputs = vec![base.into(), k(key.year).into(), k(observed_last).into()];
    put(facts, key, value, Status::Estimated, Method::Nowcast, inputs);
}

/// `e[t] = e[L] * exp(g * (t - L))`.
fn project(facts: &mut FactTable, key: FactKey, trend: Trend, last: i16) {
    let side = key.country.expect("an intensity has a country");
    let base = key.year(last);
    let value = facts.expect(&base).value * (trend.rate * f64::from(key.year - last)).exp();
    let rate = FactKey::new(Measure::IntensityTrend).country(side);
    let inputs = vec![base.into(), rate.into()];
    put(facts, key, value, Status::Projected, Method::RealTrend, inputs);
}
