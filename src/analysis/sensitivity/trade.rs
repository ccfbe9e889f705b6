//! Variants that exchange trade.

use super::{Chain, Emissions, FEWEST_OBSERVATIONS, FactKey, Flow, Input, Line, Measure, Pairs};
use super::{Side, product};

/// Years of whose mirror ratios the mean stands for years without one.
const MIRROR_YEARS: usize = 3;

impl Chain<'_> {
    fn with_trade(&self, year: i16, trade: &Pairs, inputs: Vec<Input>) -> Emissions {
        let e = Side::BOTH.map(|side| self.intensity(side, year));
        let inputs = self.intensity_inputs(&[year]).chain(inputs).collect();
        Emissions { by_flow: product(&e, trade), inputs }
    }

    /// Every flow at the level that the partner reports: times the partner's total over the reporter's. A year in which
    /// not both report, and every year after the data, takes the mean ratio of the last three years of the data before it
    /// in which they do. None if a flow has no ratio.
    pub(super) fn mirror(&self, year: i16) -> Option<Emissions> {
        let mut trade = self.trade(year);
        let mut inputs: Vec<Input> = self.trade_inputs(&[year]).collect();
        for flow in Flow::BOTH {
            let gap = |y: i16| self.facts.get(&FactKey::new(Measure::MirrorGap).flow(flow).year(y));
            let own = (year <= self.field.last).then(|| gap(year)).flatten();
            let found: Vec<_> = match own {
                Some(own) => vec![own],
                None => {
                    let before = (self.field.first..=self.field.last.min(year)).rev();
                    before.filter_map(gap).take(MIRROR_YEARS).collect()
                }
            };
            if found.is_empty() {
                return None;
            }
            let sum: f64 = found.iter().map(|f| 1.0 + f.value).sum();
            let ratio = sum / super::count(found.len());
            trade[flow.index()].iter_mut().for_each(|v| *v *= ratio);
            inputs.extend(found.iter().map(|f| Input::from(f.key)));
        }
        Some(self.with_trade(year, &trade, inputs))
    }

    /// The lines of trade without one year, after the data. None in the years of the data, and if too few are left.
    pub(super) fn leave_out(&self, left_out: i16, year: i16) -> Option<Emissions> {
        let years: Vec<i16> =
            self.national.years.iter().copied().filter(|y| *y != left_out).collect();
        if year <= self.field.last || years.len() < FEWEST_OBSERVATIONS {
            return None;
        }
        let trade = Flow::BOTH.map(|flow| {
            let series = self.national.value[flow.index()].iter();
            let continued = series.map(|values| {
                let all = self.national.years.iter().zip(values);
                let points: Vec<(f64, f64)> = all
                    .filter(|(y, _)| **y != left_out)
                    .map(|(y, value)| (f64::from(*y), *value))
                    .collect();
                Line::fit(&points).expect("five different years").at(f64::from(year)).max(0.0)
            });
            continued.collect()
        });
        Some(self.with_trade(year, &trade, self.trade_inputs(&years).collect()))
    }
}
