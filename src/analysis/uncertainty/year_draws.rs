//! One year of the simulation: what each draw does to each flow, industry and country.

use super::errors::{Drift, Errors};
use super::factors::Factors;
use super::sources::Records;
use super::totals::Products;
use crate::analysis::linear_form::Coefficients;
use crate::analysis::trade_field::{NATION, TradeField};

/// Draws that are worked on together, so that they stay near the processor.
const BLOCK: usize = 512;
/// Relative difference of residuals up to which they are a share of another series'.
const SAME_SHAPE: f64 = 1e-9;

/// The factors of a year, draw by draw.
pub(super) struct YearDraws<'a> {
    field: &'a TradeField,
    errors: &'a Errors,
    factors: &'a Factors,
    /// Position of the year among the field's.
    y: usize,
    data_year: usize,
    /// Factor of trade by `[flow][industry]`: records and concordance.
    level: [Vec<Vec<f64>>; 2],
    /// The same over the sum of the drawn weights; none where no weight errs, and before a region is drawn.
    spread: ByIndustry,
    /// Error of the trend line by `[flow][industry]`; none in the years of the data. USD.
    error: [Vec<Option<Vec<f64>>>; 2],
    /// Factor of the intensity by `[country][group]`.
    intensity: [Vec<Vec<f64>>; 2],
}

/// One series of a place: how its trade follows from the factors of the year.
struct Term {
    flow: usize,
    industry: usize,
    /// Trade, USD.
    value: f64,
    /// Share of the nation's trend error.
    error_share: f64,
    /// A trend error of its own: `error_share` is one of this.
    own_error: Option<Vec<f64>>,
    /// Part of the trade that weights spread, and the basis and region of the weight.
    allocated: f64,
    weight: Option<(usize, usize)>,
}

impl<'a> YearDraws<'a> {
    pub(super) fn new(
        field: &'a TradeField,
        errors: &'a Errors,
        factors: &'a Factors,
        year: i16,
    ) -> Self {
        let of_year = errors.at(year);
        let industries = field.industries.len();
        let mut level =
            [0, 1].map(|f| vec![recorded(factors, errors, f, field.at(year)); industries]);
        for (f, products) in errors.mix.products.iter().enumerate() {
            mixed(products, &factors.mix[f], of_year.data_year, &mut level[f]);
        }
        let error = [0, 1].map(|f| {
            (0..industries)
                .map(|i| {
                    let residuals = field.residuals((f, i), NATION);
                    (of_year.growth > 0.0).then(|| trend_error(factors, residuals, of_year.growth))
                })
                .collect()
        });
        let groups = 0..errors.groups.codes.len();
        let intensity = [0, 1].map(|c| {
            groups
                .clone()
                .map(|g| intensity_factor(factors, (c, g), errors.drift(c, g, year)))
                .collect()
        });
        Self {
            field,
            errors,
            factors,
            y: field.at(year),
            data_year: of_year.data_year,
            level,
            spread: [0, 1].map(|_| vec![None; industries]),
            error,
            intensity,
        }
    }

    /// The same for places that weights spread trade over.
    pub(super) fn with_regions(mut self, sums: &WeightSums) -> Self {
        let of_year;
        let sums = match &sums.of_last {
            Some((data_year, sums)) if *data_year == self.data_year => sums,
            _ => {
                of_year = WeightSums::of(self.errors, self.factors, self.data_year);
                &of_year
            }
        };
        self.spread = [0, 1].map(|f| {
            let over = |(level, sum): (&Vec<f64>, &Vec<f64>)| {
                level.iter().zip(sum).map(|(level, sum)| level / sum).collect()
            };
            let all = self.level[f].iter().zip(&sums[f]);
            all.map(|(level, sum)| sum.as_ref().map(|sum| over((level, sum)))).collect()
        });
        self
    }

    /// Whether the weight of a region errs: a published total fixes it in its own year.
    fn errs(&self, f: usize, region: usize) -> bool {
        self.errors.weights.free[f][self.data_year][region]
    }

    /// The series of a place that are known, for these industries.
    pub(super) fn terms(&self, place: usize, year: i16, members: &[usize]) -> Terms {
        let mut terms = Vec::new();
        for f in 0..2 {
            for i in members {
                if let Some((value, _)) = self.field.get((f, *i), place, self.y) {
                    let term = self.term((f, *i), place, year, value);
                    // What is zero without error stays zero.
                    if term.value != 0.0 || term.error_share != 0.0 {
                        terms.push(term);
                    }
                }
            }
        }
        Terms(terms)
    }

    fn term(&self, (f, i): (usize, usize), place: usize, year: i16, value: f64) -> Term {
        let [own, nation] = [place, NATION].map(|place| self.field.residuals((f, i), place));
        let (error_share, own_error) = if self.error[f][i].is_none() {
            (0.0, None)
        } else if let Some(share) = shape(own, nation) {
            (share, None)
        } else {
            let growth = self.errors.at(year).growth;
            (1.0, Some(trend_error(self.factors, own, growth)))
        };
        let region = (place != NATION && place + 1 < self.field.places.len()).then(|| place - 1);
        let weights = &self.errors.weights;
        let spread = region.and_then(|r| Some((weights.basis[f][i]?, r)));
        let allocated =
            spread.map_or(0.0, |(_, r)| weights.spreads[f][i][self.data_year].allocated[r]);
        Term {
            flow: f,
            industry: i,
            value,
            error_share,
            own_error,
            allocated,
            weight: spread.filter(|(_, r)| self.errs(f, *r)),
        }
    }

    /// Trade of a term in a block of draws.
    fn trade(&self, term: &Term, from: usize, out: &mut [f64]) {
        let to = from + out.len();
        let (f, i) = (term.flow, term.industry);
        let error = term.own_error.as_ref().or(self.error[f][i].as_ref());
        match error.filter(|_| term.error_share != 0.0) {
            Some(error) => {
                for (out, error) in out.iter_mut().zip(&error[from..to]) {
                    *out = term.value + term.error_share * error;
                }
            }
            None => out.fill(term.value),
        }
        let level = &self.level[f][i][from..to];
        let spread = self.spread[f][i].as_ref().filter(|_| term.allocated > 0.0);
        let Some(spread) = spread.map(|spread| &spread[from..to]) else {
            out.iter_mut().zip(level).for_each(|(out, level)| *out *= level);
            return;
        };
        let weight = term.weight.map(|(basis, r)| &self.factors.weights[basis][r][from..to]);
        let reported = 1.0 - term.allocated;
        match weight {
            Some(weight) if reported <= 0.0 => {
                for ((out, spread), weight) in out.iter_mut().zip(spread).zip(weight) {
                    *out *= spread * f64::from(*weight);
                }
            }
            Some(weight) => {
                let level = level.iter().zip(spread).zip(weight);
                for (out, ((level, spread), weight)) in out.iter_mut().zip(level) {
                    *out *= reported * level + term.allocated * spread * f64::from(*weight);
                }
            }
            None => {
                for ((out, level), spread) in out.iter_mut().zip(level).zip(spread) {
                    *out *= reported * level + term.allocated * spread;
                }
            }
        }
    }

    /// Adds the draws of forms of one place to their sums, block by block.
    pub(super) fn forms(&self, terms: &Terms, forms: &mut [(&Coefficients, Vec<f64>)]) {
        let mut trade = [0.0; BLOCK];
        for from in (0..self.factors.draws).step_by(BLOCK) {
            let to = self.factors.draws.min(from + BLOCK);
            let trade = &mut trade[..to - from];
            for term in &terms.0 {
                self.trade(term, from, trade);
                for (coefficients, sum) in &mut *forms {
                    for (c, of_country) in coefficients.iter().enumerate() {
                        if let Some(k) = of_country[term.flow][term.industry] {
                            self.add(c, term.industry, k, (from, trade), &mut sum[from..to]);
                        }
                    }
                }
            }
        }
    }

    /// Adds trade times an intensity, with its error.
    fn add(&self, c: usize, i: usize, k: f64, (from, trade): (usize, &[f64]), sum: &mut [f64]) {
        let factor = &self.intensity[c][self.errors.groups.of[i]][from..from + trade.len()];
        for ((sum, trade), factor) in sum.iter_mut().zip(trade).zip(factor) {
            *sum += k * trade * factor;
        }
    }

    /// The four products of both flows with both countries' intensities, of each of several places: `[country][flow]`, t.
    /// From them follow the balance and everything beside it. Places are worked on together, so that the factors of a block
    /// come to the processor once.
    pub(super) fn products(
        &self,
        places: &[Terms],
        intensity: &[Vec<f64>; 2],
        sums: &mut [Products],
    ) {
        for sum in sums.iter_mut().flatten().flatten() {
            sum.clear();
            sum.resize(self.factors.draws, 0.0);
        }
        let mut trade = [0.0; BLOCK];
        for from in (0..self.factors.draws).step_by(BLOCK) {
            let to = self.factors.draws.min(from + BLOCK);
            let trade = &mut trade[..to - from];
            for (terms, sums) in places.iter().zip(&mut *sums) {
                for term in &terms.0 {
                    self.trade(term, from, trade);
                    let [reporter, partner] = &mut *sums;
                    let sums = [reporter, partner].map(|sums| &mut sums[term.flow][from..to]);
                    let group = self.errors.groups.of[term.industry];
                    let factors = [0, 1].map(|c| &self.intensity[c][group][from..to]);
                    let [a, b] = [0, 1].map(|c| intensity[c][term.industry]);
                    let [own, other] = sums;
                    let terms = own.iter_mut().zip(other).zip(&*trade);
                    let terms = terms.zip(factors[0]).zip(factors[1]);
                    for ((((own, other), trade), x), y) in terms {
                        *own += a * trade * x;
                        *other += b * trade * y;
                    }
                }
            }
        }
    }
}

/// Draws by `[flow][industry]`; none where no weight errs.
type ByIndustry = [Vec<Option<Vec<f64>>>; 2];

/// Sums of the drawn weights of each industry over the regions. Those of the last data year hold for all projections.
pub(super) struct WeightSums {
    of_last: Option<(usize, ByIndustry)>,
}

impl WeightSums {
    /// Draws those of the last data year, if more years than one need them.
    pub(super) fn new(field: &TradeField, errors: &Errors, factors: &Factors) -> Self {
        let last = field.at(field.last);
        let many = field.end > field.last;
        Self { of_last: many.then(|| (last, Self::of(errors, factors, last))) }
    }

    fn of(errors: &Errors, factors: &Factors, data_year: usize) -> ByIndustry {
        let weights = &errors.weights;
        let sum = |f: usize, i: usize, basis: usize| {
            let shares = &weights.spreads[f][i][data_year].share;
            let mut sum = vec![0.0; factors.draws];
            let mut fixed = 0.0;
            for (r, share) in shares.iter().enumerate().filter(|(_, share)| **share > 0.0) {
                if weights.free[f][data_year][r] {
                    for (sum, weight) in sum.iter_mut().zip(&factors.weights[basis][r]) {
                        *sum += share * f64::from(*weight);
                    }
                } else {
                    fixed += share;
                }
            }
            sum.iter_mut().for_each(|sum| *sum += fixed);
            sum
        };
        [0, 1].map(|f| {
            let bases = weights.basis[f].iter().enumerate();
            bases.map(|(i, basis)| basis.map(|basis| sum(f, i, basis))).collect()
        })
    }
}

/// The known series of a place.
pub(super) struct Terms(Vec<Term>);

/// Drawn factors of a flow's records in a year: what stays the same and what each year has of its own.
fn recorded(factors: &Factors, errors: &Errors, flow: usize, year: usize) -> Vec<f64> {
    let Records { level, yearly, .. } = errors.records(flow);
    let mut logs: Vec<f64> = factors.records[flow].iter().map(|z| level * z).collect();
    if let Some(own) = factors.records_yearly[flow].get(year) {
        logs.iter_mut().zip(own).for_each(|(log, z)| *log += yearly * z);
    }
    logs.into_iter().map(f64::exp).collect()
}

/// Drawn factors of a group's intensity: the steps since its accounts, and the trend.
fn intensity_factor(factors: &Factors, (c, g): (usize, usize), drift: Drift) -> Vec<f64> {
    let mut logs = vec![0.0; factors.draws];
    if drift.to > drift.from {
        factors.common[c].add_way((drift.from, drift.to), drift.common, &mut logs);
        factors.own[c][g].add_way((drift.from, drift.to), drift.own, &mut logs);
    }
    let size = drift.of_trend.sqrt();
    logs.iter().zip(&factors.trend[c]).map(|(log, z)| (log + size * z).exp()).collect()
}

/// Scales the level of each industry by the products in it whose shares are drawn.
fn mixed(
    products: &[Vec<super::mix::MixedPart>],
    shares: &[Vec<Vec<f64>>],
    data_year: usize,
    level: &mut [Vec<f64>],
) {
    let draws = level.first().map_or(0, Vec::len);
    let mut factors: Vec<Option<Vec<f64>>> = vec![None; level.len()];
    for (parts, shares) in products.iter().zip(shares) {
        for (part, shares) in parts.iter().zip(shares) {
            let weight = part.weight[data_year];
            let factor = factors[part.industry].get_or_insert_with(|| vec![1.0; draws]);
            for (factor, share) in factor.iter_mut().zip(shares) {
                *factor += weight * (share - 1.0);
            }
        }
    }
    for (level, factor) in level.iter_mut().zip(&factors) {
        for (level, factor) in level.iter_mut().zip(factor.iter().flatten()) {
            *level *= factor;
        }
    }
}

/// Drawn errors of a trend: `sqrt(h) * sum of z r / sqrt(nu) * sqrt(nu / chi2)`, `growth` being `h / nu`.
fn trend_error(factors: &Factors, residuals: &[f64], growth: f64) -> Vec<f64> {
    let mut error = vec![0.0; factors.draws];
    for (residual, z) in residuals.iter().zip(&factors.residuals) {
        for (error, z) in error.iter_mut().zip(z) {
            *error += residual * z;
        }
    }
    let root = growth.sqrt();
    error.iter_mut().zip(&factors.scale).for_each(|(error, scale)| *error *= root * scale);
    error
}

/// The share of other residuals that these are, if they are one.
fn shape(own: &[f64], nation: &[f64]) -> Option<f64> {
    let square: f64 = nation.iter().map(|r| r * r).sum();
    let share = if square > 0.0 {
        own.iter().zip(nation).map(|(a, b)| a * b).sum::<f64>() / square
    } else {
        0.0
    };
    let rest: f64 = own.iter().zip(nation).map(|(a, b)| (a - share * b).powi(2)).sum();
    (rest <= SAME_SHAPE * SAME_SHAPE * square).then_some(share)
}
