//! The intervals of changes: both years of one draw, so that an error which both share cancels out as far as it acts alike.

use super::totals::{Products, Years, holding};
use crate::analysis::embodied::embodied_key;
use crate::facts::FactKey;
use crate::vocabulary::{Flow, Measure, Symbol};

/// Width of an interval, relative to the values that changed, up to which it is rounding: every error cancels out.
const ROUNDING: f64 = 1e-9;

impl Years<'_> {
    /// The intervals of what changed between two years at a place.
    pub(super) fn changes(&mut self, region: Symbol, industry: Symbol, pair: (i16, i16)) {
        let (base, year) = pair;
        let (Some(from), Some(to)) = (self.position(base), self.position(year)) else { return };
        for flow in Flow::BOTH {
            let own =
                move |of: &Products, draw: usize| of[flow.maker().index()][flow.index()][draw];
            let emissions = embodied_key(flow, industry, region, year);
            let growth = FactKey { measure: Measure::Growth, ..emissions }.base(base);
            self.change(growth, (1.0, -1.0), |years, draw, value| {
                let [new, old] = [to, from].map(|n| own(&years.products[n], draw));
                // A share that is drawn as nothing has no growth.
                if old > 0.0 { new / old - 1.0 } else { value }
            });
            let share = FactKey { measure: Measure::ShareChange, ..growth };
            let of_share = FactKey { measure: Measure::Share, ..emissions };
            let scale = self.size(&[of_share, of_share.year(base)]);
            self.change(share, (scale, f64::NEG_INFINITY), |years, draw, value| {
                let parts = [to, from].map(|n| own(&years.products[n], draw));
                let [new, old] = [to, from].map(|n| own(&years.whole[n], draw));
                if new > 0.0 && old > 0.0 { parts[0] / new - parts[1] / old } else { value }
            });
        }
        let key = FactKey::new(Measure::BalanceChange).industry(industry).region(region);
        let emissions = Flow::BOTH.map(|flow| embodied_key(flow, industry, region, year));
        let scale = self.size(&[emissions, emissions.map(|key| key.year(base))].concat());
        self.change(key.year(year).base(base), (scale, f64::NEG_INFINITY), |years, draw, _| {
            let [new, old] = [to, from].map(|n| {
                let [[made, _], [_, used]] = &years.products[n];
                made[draw] - used[draw]
            });
            new - old
        });
    }

    /// The interval of a change, if there is the fact and an error that does not cancel out: `of` gives a draw, from its
    /// number and the fact's value; `scale` is the size of what changed.
    fn change(
        &mut self,
        key: FactKey,
        (scale, floor): (f64, f64),
        of: impl Fn(&Self, usize, f64) -> f64,
    ) {
        let Some(value) = self.facts.get(&key).map(|fact| fact.value) else { return };
        let mut draws = std::mem::take(&mut self.draws);
        draws.clear();
        draws.extend((0..self.count()).map(|draw| of(self, draw, value)));
        let (lower, upper) = self.quantiles.of(&draws);
        self.draws = draws;
        if upper - lower > ROUNDING * (scale + value.abs()) {
            self.found.push((key, holding((lower, upper), value, floor)));
        }
    }

    /// Sum of the sizes of facts.
    fn size(&self, keys: &[FactKey]) -> f64 {
        keys.iter().filter_map(|key| self.facts.get(key)).map(|fact| fact.value.abs()).sum()
    }
}
