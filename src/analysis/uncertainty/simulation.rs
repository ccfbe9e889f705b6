//! The simulation: every factor drawn through the whole chain, and the order statistics of what comes out.
//!
//! Years are independent tasks for plain threads; each factor has its own stream of random numbers, so the results do not
//! depend on how many threads there are. A task holds the factors of one year and the draws of one sum at a time.

use super::Errors;
use super::factors::Factors;
use super::kept::{self, Found, KeptDraws};
use super::quantiles::Quantiles;
use super::totals::Years;
use super::year_draws::{WeightSums, YearDraws};
use crate::analysis::changes::pairs;
use crate::analysis::linear_form::Coefficients;
use crate::analysis::parallel::in_parallel;
use crate::analysis::trade_field::{NATION, TradeField};
use crate::data::Dataset;
use crate::facts::FactTable;

/// The draws of an edition.
pub(in crate::analysis) struct Simulation<'a> {
    pub(super) data: &'a Dataset,
    pub(super) field: &'a TradeField,
    pub(super) errors: &'a Errors,
    /// With intensities that are held after the last data year.
    held: Errors,
    pub(super) factors: Factors,
    threads: usize,
}

/// A linear form of the nation of which the interval is wanted.
pub(in crate::analysis) struct Wanted<'f> {
    pub(in crate::analysis) year: i16,
    pub(in crate::analysis) form: &'f Coefficients,
    /// Whether the intensities in it are those of the last data year, without the error of a trend.
    pub(in crate::analysis) held: bool,
}

impl<'a> Simulation<'a> {
    /// Draws the factors.
    pub(in crate::analysis) fn new(
        data: &'a Dataset,
        field: &'a TradeField,
        errors: &'a Errors,
        threads: usize,
    ) -> Self {
        let fitted_years = field.at(field.last) + 1;
        let factors = Factors::draw(data, errors, fitted_years, threads);
        Self { data, field, errors, held: errors.held(field), factors, threads }
    }

    /// The 95 % intervals of linear forms, in their order.
    pub(in crate::analysis) fn intervals(&self, wanted: &[Wanted<'_>]) -> Vec<(f64, f64)> {
        let mut years: Vec<(i16, bool)> = wanted.iter().map(|w| (w.year, w.held)).collect();
        years.sort_unstable();
        years.dedup();
        let industries: Vec<usize> = (0..self.field.industries.len()).collect();
        let found = in_parallel(self.threads, years.len(), |task| {
            let (year, held) = years[task];
            let errors = if held { &self.held } else { self.errors };
            let draws = YearDraws::new(self.field, errors, &self.factors, year);
            let of_year: Vec<usize> = (0..wanted.len())
                .filter(|n| (wanted[*n].year, wanted[*n].held) == (year, held))
                .collect();
            let zeros = || vec![0.0; self.factors.draws];
            let mut forms: Vec<_> = of_year.iter().map(|n| (wanted[*n].form, zeros())).collect();
            draws.forms(&draws.terms(NATION, year, &industries), &mut forms);
            let mut quantiles = Quantiles::default();
            let bounded = of_year.into_iter().zip(forms);
            bounded.map(|(n, (_, sum))| (n, quantiles.of(&sum))).collect::<Vec<_>>()
        });
        let mut found: Vec<(usize, (f64, f64))> = found.into_iter().flatten().collect();
        found.sort_unstable_by_key(|(n, _)| *n);
        found.into_iter().map(|(_, interval)| interval).collect()
    }

    /// Puts simulated intervals in the place of those in closed form: nation by industry, group and all; regions and the
    /// unallocated part over all industries. Changes between two years get one, too.
    pub(in crate::analysis) fn bound_totals(
        &self,
        kept: Option<&dyn KeptDraws>,
        facts: &mut FactTable,
    ) {
        let before = kept.and_then(KeptDraws::read).and_then(|text| kept::read(&text, facts));
        let found = before.unwrap_or_else(|| {
            let found = self.totals(facts);
            if let Some(kept) = kept {
                kept.keep(kept::write(&found, facts));
            }
            found
        });
        for (key, interval) in found {
            facts.set_interval(&key, interval);
        }
    }

    fn totals(&self, facts: &FactTable) -> Vec<Found> {
        let known = |year: &i16| (self.field.first..=self.field.end).contains(year);
        let mut pairs = pairs(self.data.catalogue.years);
        pairs.retain(|(base, year)| known(base) && known(year));
        // The years of a change are drawn together.
        let mut together: Vec<i16> = pairs.iter().flat_map(|(base, year)| [*base, *year]).collect();
        together.sort_unstable();
        together.dedup();
        let alone = self.field.years().filter(|year| !together.contains(year)).map(|y| vec![y]);
        let mut tasks: Vec<Vec<i16>> = alone.collect();
        if !together.is_empty() {
            tasks.insert(0, together);
        }
        let sums = WeightSums::new(self.field, self.errors, &self.factors);
        let found = in_parallel(self.threads, tasks.len(), |task| {
            let pairs = if tasks[task].len() > 1 { &pairs[..] } else { &[] };
            Years::new(self, &sums, &tasks[task], facts).run(pairs)
        });
        found.into_iter().flatten().collect()
    }
}
