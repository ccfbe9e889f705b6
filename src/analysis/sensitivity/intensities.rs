//! Variants that exchange the intensities.

use super::{Chain, Emissions, FEWEST_OBSERVATIONS, FactKey, Input, Line, Measure, Pairs, Side};
use super::{intensity_key, product};
use crate::units::Quantity;

impl Chain<'_> {
    /// Every dollar of output at the exchange rate of the edition's early year.
    ///
    /// The nowcast moves with CO2 per product at that rate, so that each intensity is that of the account times the
    /// early rate over the rate of the year from whose prices it comes. None if a rate is missing.
    pub(super) fn constant_rate(&self, year: i16) -> Option<Emissions> {
        let early = self.data.catalogue.years.early;
        let mut inputs = self.common_inputs(year);
        let e = self.repriced(
            year,
            |side, prices| {
                let rate = |y| FactKey::new(Measure::ExchangeRate).country(side).year(y);
                let (then, now) = (self.facts.get(&rate(early))?, self.facts.get(&rate(prices))?);
                Some((then.value / now.value, vec![rate(early).into(), rate(prices).into()]))
            },
            &mut inputs,
        )?;
        Some(Emissions { by_flow: product(&e, &self.trade(year)), inputs })
    }

    /// Every dollar of output an international dollar: the rate of the year is exchanged for the purchasing power parity
    /// that the table of rates holds. None if it holds none.
    pub(super) fn ppp_rate(&self, year: i16) -> Option<Emissions> {
        let mut inputs = self.common_inputs(year);
        let e = self.repriced(
            year,
            |side, prices| {
                let row = self.data.rates.iter().find(|r| r.side == side && r.year == prices)?;
                Some((row.ppp?.value() / row.rate.value(), vec![row.row.into()]))
            },
            &mut inputs,
        )?;
        Some(Emissions { by_flow: product(&e, &self.trade(year)), inputs })
    }

    /// Intensities times a factor of the country and of the year from whose prices they come.
    fn repriced(
        &self,
        year: i16,
        factor: impl Fn(Side, i16) -> Option<(f64, Vec<Input>)>,
        inputs: &mut Vec<Input>,
    ) -> Option<Pairs> {
        let mut all = [Vec::new(), Vec::new()];
        for side in Side::BOTH {
            let of_account = self.intensity(side, year);
            for (i, e) in of_account.iter().enumerate() {
                // After the last of accounts and trade the prices stay.
                let prices = year.min(self.field.last.max(self.last_accounts(side, i)));
                let (factor, from) = factor(side, prices)?;
                all[side.index()].push(e * factor);
                for input in from {
                    if !inputs.contains(&input) {
                        inputs.push(input);
                    }
                }
            }
        }
        Some(all)
    }

    /// The last observed intensity of each industry in all later years.
    pub(super) fn last_value(&self, year: i16) -> Emissions {
        let mut years: Vec<i16> = Vec::new();
        let e = Side::BOTH.map(|side| {
            let held = self.field.industries.iter().enumerate().map(|(i, code)| {
                let from = year.min(self.last_accounts(side, i));
                if !years.contains(&from) {
                    years.push(from);
                }
                self.facts.expect(&intensity_key(side, *code, from)).value
            });
            held.collect()
        });
        years.sort_unstable();
        let inputs = self.intensity_inputs(&years).chain(self.trade_inputs(&[year])).collect();
        Emissions { by_flow: product(&e, &self.trade(year)), inputs }
    }

    /// After the last accounts each industry on its own trend of the logarithm of its observed intensities, at current
    /// prices and rates. Without five positive observations it keeps its last value.
    pub(super) fn log_linear(&self, year: i16) -> Emissions {
        let first = self.data.emissions.iter().map(|r| r.year).min().unwrap_or(year);
        let mut last = first;
        let e = Side::BOTH.map(|side| {
            let own = self.field.industries.iter().enumerate().map(|(i, code)| {
                let end = self.last_accounts(side, i);
                last = last.max(end);
                let of = |y| self.facts.get(&intensity_key(side, *code, y)).map(|f| f.value);
                if year <= end {
                    return of(year).expect("computed for every year of trade");
                }
                let points: Vec<(f64, f64)> =
                    (first..=end).filter_map(|y| of(y).map(|e| (f64::from(y), e))).collect();
                let enough =
                    points.len() >= FEWEST_OBSERVATIONS && points.iter().all(|p| p.1 > 0.0);
                let logs: Vec<_> = points.iter().map(|(x, e)| (*x, e.ln())).collect();
                let line = enough.then(|| Line::fit(&logs)).flatten();
                let held = || of(end).expect("observed");
                line.map_or_else(held, |line| line.at(f64::from(year)).exp())
            });
            own.collect()
        });
        let observed: Vec<i16> = (first..=last.min(year)).collect();
        let inputs = self.intensity_inputs(&observed).chain(self.trade_inputs(&[year])).collect();
        Emissions { by_flow: product(&e, &self.trade(year)), inputs }
    }

    fn common_inputs(&self, year: i16) -> Vec<Input> {
        self.intensity_inputs(&[year]).chain(self.trade_inputs(&[year])).collect()
    }

    /// The last year with emissions of an industry's group.
    fn last_accounts(&self, side: Side, industry: usize) -> i16 {
        let code = self.field.industries[industry];
        let group = self.data.industry(code).and_then(|i| i.intensity_group);
        let rows = self.data.emissions.iter().filter(|r| r.side == side && Some(r.group) == group);
        rows.map(|r| r.year).max().expect("an industry has accounts (checked)")
    }
}
