//! The random numbers of the simulation: one stream of a counter-based generator for each factor, so that neither order nor
//! threads matter.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{ChiSquared, Distribution, Gamma, StandardNormal};

use super::errors::Errors;
use crate::analysis::parallel::in_parallel;
use crate::analysis::regression::count;
use crate::data::Dataset;

/// Kinds of factors; a stream is the kind and a number within it.
#[derive(Clone, Copy)]
enum Kind {
    /// A fitted year of trade.
    Residual = 1,
    /// The common scale of trade's residuals.
    Scale = 2,
    /// Level of the records of a flow.
    Records = 3,
    /// Steps of all intensities of a country.
    Common = 4,
    /// Steps of a group's intensity.
    Own = 5,
    /// An industry's part of a product.
    Mix = 6,
    /// The weight of a region, by flow and basis.
    Weight = 7,
    /// The trend of a country's intensities.
    Trend = 8,
    /// A year's records, by flow and year.
    RecordsYearly = 9,
}

/// Numbers of streams of one kind.
const OF_ONE_KIND: u64 = 1 << 32;

/// Every factor, draw by draw.
#[derive(Clone, Debug)]
pub(super) struct Factors {
    /// Number of draws.
    pub(super) draws: usize,
    /// Standard normal numbers, by fitted year.
    pub(super) residuals: Vec<Vec<f64>>,
    /// `sqrt(nu / chi2)`, so that sums of residuals follow Student's t.
    pub(super) scale: Vec<f64>,
    /// Standard normal numbers of the level of the records, by flow.
    pub(super) records: [Vec<f64>; 2],
    /// Standard normal numbers of each year's records, by `[flow][year]`; empty where no year has an error of its own.
    pub(super) records_yearly: [Vec<Vec<f64>>; 2],
    /// Steps of all intensities of a country, year by year.
    pub(super) common: [Walk; 2],
    /// Steps of a group's intensity, by `[country][group]`.
    pub(super) own: [Vec<Walk>; 2],
    /// Standard normal numbers, by country.
    pub(super) trend: [Vec<f64>; 2],
    /// Drawn share over the share of the concordance, by `[flow][product][part]`.
    pub(super) mix: [Vec<Vec<Vec<f64>>>; 2],
    /// Factors of the weights by `[flow and basis][region]`, in single precision: there are many.
    pub(super) weights: Vec<Vec<Vec<f32>>>,
}

/// A walk with one standard normal step a year: two years share the steps up to the earlier one.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    start: i16,
    /// Where it is in each year after the start, draw by draw.
    positions: Vec<Vec<f64>>,
}

impl Walk {
    fn new(random: ChaCha8Rng, (start, end): (i16, i16), draws: usize) -> Self {
        let mut steps = StandardNormal.sample_iter(random);
        let mut positions: Vec<Vec<f64>> = Vec::new();
        for _ in start..end {
            let mut position: Vec<f64> = steps.by_ref().take(draws).collect();
            if let Some(before) = positions.last() {
                position.iter_mut().zip(before).for_each(|(sum, x)| *sum += x);
            }
            positions.push(position);
        }
        Self { start, positions }
    }

    /// Adds the way between two years to sums of draws, in steps of this size.
    pub(super) fn add_way(&self, (from, to): (i16, i16), step: f64, sums: &mut [f64]) {
        for (year, sign) in [(to, step), (from, -step)] {
            if let Some(after) = usize::try_from(year - self.start).ok().filter(|n| *n > 0) {
                let position = &self.positions[after - 1];
                sums.iter_mut().zip(position).for_each(|(sum, x)| *sum += sign * x);
            }
        }
    }
}

/// Makes the streams of a seed.
struct Streams {
    seed: u64,
    draws: usize,
}

impl Streams {
    fn stream(&self, kind: Kind, number: usize) -> ChaCha8Rng {
        let mut random = ChaCha8Rng::seed_from_u64(self.seed);
        let number = u64::try_from(number).expect("fewer factors than 2^32");
        random.set_stream(kind as u64 * OF_ONE_KIND + number);
        random
    }

    fn draw(&self, kind: Kind, number: usize, from: &impl Distribution<f64>) -> Vec<f64> {
        from.sample_iter(self.stream(kind, number)).take(self.draws).collect()
    }

    fn normal(&self, kind: Kind, number: usize) -> Vec<f64> {
        self.draw(kind, number, &StandardNormal)
    }

    /// Shares of a product's parts over those of the concordance: gamma variates over their sum.
    fn shares(&self, first: usize, shares: &[f64], concentration: f64) -> Vec<Vec<f64>> {
        let mut parts: Vec<Vec<f64>> = shares
            .iter()
            .enumerate()
            .map(|(n, share)| {
                let gamma = Gamma::new(concentration * share, 1.0).expect("a positive shape");
                self.draw(Kind::Mix, first + n, &gamma)
            })
            .collect();
        let whole: f64 = shares.iter().sum();
        for draw in 0..self.draws {
            let sum: f64 = parts.iter().map(|part| part[draw]).sum();
            for (part, share) in parts.iter_mut().zip(shares) {
                part[draw] *= whole / (sum.max(f64::MIN_POSITIVE) * share);
            }
        }
        parts
    }
}

impl Factors {
    /// Draws every factor.
    pub(super) fn draw(
        data: &Dataset,
        errors: &Errors,
        fitted_years: usize,
        threads: usize,
    ) -> Self {
        let settings = data.catalogue.uncertainty;
        let draws = usize::try_from(settings.draws).expect("a million at most");
        let streams = Streams { seed: data.catalogue.seed, draws };
        let groups = errors.groups.codes.len();
        let (residuals, scale) = match errors.trend {
            Some((degrees, _)) => {
                let degrees = count(degrees);
                let chi = ChiSquared::new(degrees).expect("positive degrees of freedom");
                let mut scale = streams.draw(Kind::Scale, 0, &chi);
                scale.iter_mut().for_each(|x| *x = (degrees / *x).sqrt());
                let years = 0..fitted_years;
                (years.map(|year| streams.normal(Kind::Residual, year)).collect(), scale)
            }
            None => (Vec::new(), Vec::new()),
        };
        let mut parts = 0;
        let mix = errors.mix.products.each_ref().map(|products| {
            products
                .iter()
                .map(|product| {
                    let shares: Vec<f64> = product.iter().map(|part| part.share).collect();
                    parts += shares.len();
                    streams.shares(parts - shares.len(), &shares, errors.mix.concentration)
                })
                .collect()
        });
        let regions = data.regions.len();
        let sigma = errors.weights.sigma;
        let weight = |number: usize| {
            let normal = streams.normal(Kind::Weight, number);
            #[allow(clippy::cast_possible_truncation)] // The nearest number of single precision.
            normal.into_iter().map(|z| (sigma * z).exp() as f32).collect()
        };
        let walk = |kind, number, country| {
            Walk::new(streams.stream(kind, number), errors.nowcast_years(country), draws)
        };
        Self {
            draws,
            residuals,
            scale,
            records: [0, 1].map(|f| streams.normal(Kind::Records, f)),
            records_yearly: [0, 1].map(|f| {
                let years =
                    if errors.records(f).yearly > 0.0 { errors.count_of_years() } else { 0 };
                let number = |year: usize| f * errors.count_of_years() + year;
                (0..years).map(|year| streams.normal(Kind::RecordsYearly, number(year))).collect()
            }),
            common: [0, 1].map(|c| walk(Kind::Common, c, c)),
            own: [0, 1].map(|c| (0..groups).map(|g| walk(Kind::Own, c * groups + g, c)).collect()),
            trend: [0, 1].map(|c| streams.normal(Kind::Trend, c)),
            mix,
            weights: in_parallel(threads, errors.weights.bases, |basis| {
                (0..regions).map(|r| weight(basis * regions + r)).collect()
            }),
        }
    }
}
