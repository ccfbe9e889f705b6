//! What may be wrong, in numbers: the standard deviation of each factor in each year.

use statrs::distribution::{ContinuousCDF, Normal};

use super::mix::Mix;
use super::sources::{Groups, Nowcast, Records, nowcast, records};
use super::weights::Weights;
use crate::analysis::allocation::Allocation;
use crate::analysis::intensity::{Trend, observed_last};
use crate::analysis::regression::{count, student_t_975};
use crate::analysis::trade::National;
use crate::analysis::trade_field::TradeField;
use crate::data::Dataset;
use crate::facts::FactTable;
use crate::vocabulary::{Flow, Side};

/// A factor `exp(sigma z)` with z standard normal: median 1.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Factor {
    /// Standard deviation of its logarithm.
    pub(super) sigma: f64,
    /// Its 0.025 quantile less one.
    pub(super) lower: f64,
    /// Its 0.975 quantile less one.
    pub(super) upper: f64,
}

impl Factor {
    pub(super) fn new(sigma: f64, quantile: f64) -> Self {
        let reach = quantile * sigma;
        Self { sigma, lower: (-reach).exp_m1(), upper: reach.exp_m1() }
    }
}

/// The factors of a year.
#[derive(Clone, Debug)]
pub(super) struct YearErrors {
    /// Level of the records, by flow.
    pub(super) records: [Factor; 2],
    /// Movement of all intensities of a country, by `[country][group]`: the size depends on when the group was last observed.
    pub(super) common: [Vec<Factor>; 2],
    /// Movement of a group's intensity alone, by `[country][group]`.
    pub(super) own: [Vec<Factor>; 2],
    /// Factor by which the variance of trade's residuals grows, over their degrees of freedom; zero in the years of the data.
    pub(super) growth: f64,
    /// Position of the data year whose products and regional shares hold.
    pub(super) data_year: usize,
}

/// How an intensity comes to err: a step in each year of the nowcast, and the error of the trend after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drift {
    /// The year of the accounts that the nowcast starts from.
    pub(super) from: i16,
    /// Its last year up to the one asked for.
    pub(super) to: i16,
    /// Standard deviation of a step that all intensities of the country take.
    pub(super) common: f64,
    /// Standard deviation of a step of the group alone.
    pub(super) own: f64,
    /// Variance of the error of the trend, common to all.
    pub(super) of_trend: f64,
}

/// Every error that an interval holds.
#[derive(Clone, Debug)]
pub(in crate::analysis) struct Errors {
    pub(super) groups: Groups,
    pub(super) mix: Mix,
    pub(super) weights: Weights,
    /// Degrees of freedom of trade's trend lines, and their quantile of Student's t.
    pub(super) trend: Option<(usize, f64)>,
    /// The 0.975 quantile of the normal distribution.
    pub(super) quantile: f64,
    years: Vec<YearErrors>,
    first: i16,
    basis: Basis,
}

/// What the factors of the years are made of.
#[derive(Clone, Debug)]
struct Basis {
    records: [Records; 2],
    nowcast: [Nowcast; 2],
    trends: [Trend; 2],
    /// Last observed year, by `[country][group]`.
    observed: [Vec<i16>; 2],
}

impl Errors {
    /// Measures the errors and inserts them as facts.
    pub(in crate::analysis) fn measure(
        data: &Dataset,
        trends: &[Trend; 2],
        (national, allocation): (&National, &Allocation),
        field: &TradeField,
        facts: &mut FactTable,
    ) -> Self {
        let groups = Groups::new(data);
        let basis = Basis {
            records: Flow::BOTH.map(|flow| records(data, flow, facts)),
            nowcast: Side::BOTH.map(|side| nowcast(data, &groups, side, facts)),
            trends: *trends,
            observed: Side::BOTH.map(|side| {
                let last = observed_last(data, side);
                groups.codes.iter().map(|code| last[code]).collect()
            }),
        };
        let normal = Normal::new(0.0, 1.0).expect("a standard deviation of one");
        let mut errors = Self {
            mix: Mix::new(data, national),
            weights: Weights::new(data, national, allocation),
            trend: field.spread(field.last).map(|(degrees, _)| (degrees, student_t_975(degrees))),
            quantile: normal.inverse_cdf(0.975),
            years: Vec::new(),
            first: field.first,
            groups,
            basis,
        };
        errors.years = field.years().map(|year| errors.year_errors(field, year)).collect();
        errors
    }

    /// The same with intensities that are held after the last data year, and so bear no error of a trend.
    pub(in crate::analysis) fn held(&self, field: &TradeField) -> Self {
        let mut held = self.clone();
        held.basis.trends = held.basis.trends.map(Trend::frozen);
        held.years = field.years().map(|year| held.year_errors(field, year)).collect();
        held
    }

    /// The factors of a year.
    pub(super) fn at(&self, year: i16) -> &YearErrors {
        &self.years[usize::try_from(year - self.first).expect("a year of the field")]
    }

    /// How the intensity of a group comes to err in a year.
    pub(super) fn drift(&self, country: usize, group: usize, year: i16) -> Drift {
        let Basis { nowcast, trends, observed, .. } = &self.basis;
        let trend = &trends[country];
        let from = observed[country][group];
        let to = year.min(trend.start).max(from);
        let beyond = year - trend.start.max(from);
        let of_trend = if beyond > 0 { trend.variance(f64::from(beyond)) } else { 0.0 };
        let nowcast = &nowcast[country];
        Drift { from, to, common: nowcast.common, own: nowcast.own[group], of_trend }
    }

    /// Error of the records of a flow.
    pub(super) fn records(&self, flow: usize) -> Records {
        self.basis.records[flow]
    }

    /// The years of the edition and of the projections.
    pub(super) fn count_of_years(&self) -> usize {
        self.years.len()
    }

    /// First and last year of the nowcast of a country, over its groups.
    pub(super) fn nowcast_years(&self, country: usize) -> (i16, i16) {
        let first = self.basis.observed[country].iter().min().copied();
        let last = self.basis.trends[country].start;
        (first.unwrap_or(last).min(last), last)
    }

    /// Variances of the logarithm of a group's intensity: of what it shares with its country's others, and its own.
    fn intensity(&self, country: usize, group: usize, year: i16) -> (f64, f64) {
        let drift = self.drift(country, group, year);
        let steps = f64::from(drift.to - drift.from);
        (steps * drift.common.powi(2) + drift.of_trend, steps * drift.own.powi(2))
    }

    /// Standard deviation of the logarithm of an industry's intensity.
    pub(super) fn intensity_sigma(&self, country: usize, industry: usize, year: i16) -> f64 {
        let (common, own) = self.intensity(country, self.groups.of[industry], year);
        (common + own).sqrt()
    }

    fn year_errors(&self, field: &TradeField, year: i16) -> YearErrors {
        let factor = |variance: f64| Factor::new(variance.sqrt(), self.quantile);
        let by_group = |of: &dyn Fn(usize, usize) -> f64| {
            [0, 1].map(|c| (0..self.groups.codes.len()).map(|g| factor(of(c, g))).collect())
        };
        let growth = if year > field.last {
            let (degrees, spread) = field.spread(year).expect("projected years have a design");
            spread / count(degrees)
        } else {
            0.0
        };
        YearErrors {
            records: self.basis.records.map(|error| Factor::new(error.whole, self.quantile)),
            common: by_group(&|c, g| self.intensity(c, g, year).0),
            own: by_group(&|c, g| self.intensity(c, g, year).1),
            growth,
            data_year: field.at(year.min(field.last)),
        }
    }
}
