//! The intervals of changes: both years of one draw, so that an error which both share cancels out as far as it acts alike.

use super::totals::{Products, Years, holding};
use crate::analysis::embodied::embodied_key;
use crate::facts::FactKey;
use crate::vocabulary::{Flow, Measure, Symbol};

/// Width of an interval, relative to the values that changed, up to which it is rounding: every error cancels out.
const ROUNDING: f64 = 1e-9;

/// The emissions of a flow.
fn own(products: &Products, flow: Flow) -> &[f64] {
    &products[flow.maker().index()][flow.index()]
}

impl Years<'_> {
    /// The intervals of what changed between two years at a place.
    pub(super) fn changes(&mut self, region: Symbol, industry: Symbol, pair: (i16, i16)) {
        let (base, year) = pair;
        let (Some(from), Some(to)) = (self.position(base), self.position(year)) else { return };
        for flow in Flow::BOTH {
            let emissions = embodied_key(flow, industry, region, year);
            let growth = FactKey { measure: Measure::Growth, ..emissions }.base(base);
            self.change(growth, (1.0, -1.0), |years, value, draws| {
                let [new, old] = [to, from].map(|n| own(years.products(n), flow));
                // A share that is drawn as nothing has no growth.
                let of =
                    |(new, old): (&f64, &f64)| if *old > 0.0 { new / old - 1.0 } else { value };
                draws.extend(new.iter().zip(old).map(of));
            });
            let share = FactKey { measure: Measure::ShareChange, ..growth };
            let of_share = FactKey { measure: Measure::Share, ..emissions };
            let scale = self.size(&[of_share, of_share.year(base)]);
            self.change(share, (scale, f64::NEG_INFINITY), |years, value, draws| {
                let parts = [to, from].map(|n| own(years.products(n), flow));
                let wholes = [to, from].map(|n| own(&years.whole[n], flow));
                let all = parts[0].iter().zip(parts[1]).zip(wholes[0].iter().zip(wholes[1]));
                draws.extend(all.map(|((part, before), (new, old))| {
                    if *new > 0.0 && *old > 0.0 { part / new - before / old } else { value }
                }));
            });
        }
        let key = FactKey::new(Measure::BalanceChange).industry(industry).region(region);
        let emissions = Flow::BOTH.map(|flow| embodied_key(flow, industry, region, year));
        let scale = self.size(&[emissions, emissions.map(|key| key.year(base))].concat());
        let key = key.year(year).base(base);
        self.change(key, (scale, f64::NEG_INFINITY), |years, _, draws| {
            let [new, old] = [to, from].map(|n| {
                let [[made, _], [_, used]] = years.products(n);
                made.iter().zip(used).map(|(made, used)| made - used)
            });
            draws.extend(new.zip(old).map(|(new, old)| new - old));
        });
    }

    /// The interval of a change, if there is the fact and an error that does not cancel out: `of` gives the draws, from the
    /// fact's value; `scale` is the size of what changed.
    fn change(
        &mut self,
        key: FactKey,
        (scale, floor): (f64, f64),
        of: impl FnOnce(&Self, f64, &mut Vec<f64>),
    ) {
        let Some(value) = self.facts.get(&key).map(|fact| fact.value) else { return };
        let mut draws = std::mem::take(&mut self.draws);
        draws.clear();
        of(self, value, &mut draws);
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
