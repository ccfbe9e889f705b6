//! Changes between two years: growth of emissions, changes of shares and of balances.
//!
//! Their intervals come from draws of both years together ([`super::uncertainty`]).

use super::comparisons::{of_each_region, quotient, rank_by};
use super::embodied::embodied_key;
use super::put;
use crate::data::{Dataset, Years};
use crate::facts::{FactKey, FactTable, Method};
use crate::vocabulary::{Flow, Measure, Symbol};

/// Differences of growth that are rounding: regions whose trade follows one series grow alike.
const SAME: f64 = 1e-9;

/// Inserts every change.
pub(super) fn insert(data: &Dataset, facts: &mut FactTable) {
    let years = data.catalogue.years;
    for (base, year) in pairs(years) {
        for (region, industry) in members(data) {
            for flow in Flow::BOTH {
                growth(embodied_key(flow, industry, region, year), base, facts);
                let share = FactKey {
                    measure: Measure::Share,
                    ..embodied_key(flow, industry, region, year)
                };
                // The share of the whole does not change.
                if (region, industry) != (data.names.nation(), Symbol::ALL) {
                    difference(Measure::ShareChange, share, base, facts);
                }
            }
            let balance =
                FactKey::new(Measure::Balance).industry(industry).region(region).year(year);
            difference(Measure::BalanceChange, balance, base, facts);
        }
        if year <= years.last {
            for flow in Flow::BOTH {
                let of = |region: &Symbol| {
                    let key = embodied_key(flow, Symbol::ALL, *region, year);
                    FactKey { measure: Measure::Growth, ..key }.base(base)
                };
                let regions = &data.names.regions;
                rank_by(facts, Measure::RankGrowth, regions, &of, of_each_region, |growth| {
                    // Zero has one sign, so that what rounds to it is equal.
                    (growth / SAME).round() + 0.0
                });
            }
        }
    }
}

/// Base and year of each change, in order.
pub(super) fn pairs(y: Years) -> Vec<(i16, i16)> {
    let mut pairs = vec![
        (y.first, y.last),
        (y.early, y.middle),
        (y.middle, y.last),
        (y.early, y.last),
        (y.middle, y.horizon),
        (y.last, y.horizon),
    ];
    pairs.retain(|(base, year)| base < year);
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// What changes are stated for: the nation by industry, group and in all, and each region in all.
fn members(data: &Dataset) -> Vec<(Symbol, Symbol)> {
    let nation = data.names.nation();
    let industries = data.industries.iter().map(|i| i.code).chain([Symbol::ALL]);
    let of_nation = industries.map(|industry| (nation, industry));
    of_nation.chain(data.regions.iter().map(|region| (region.code, Symbol::ALL))).collect()
}

fn growth(new: FactKey, base: i16, facts: &mut FactTable) {
    let old = new.year(base);
    if let Some((ratio, status)) = quotient(facts, &new, &old) {
        let key = FactKey { measure: Measure::Growth, ..new }.base(base);
        put(facts, key, ratio - 1.0, status, Method::Growth, vec![new.into(), old.into()]);
    }
}

/// A fact less that of the base year, where both are there.
fn difference(measure: Measure, new: FactKey, base: i16, facts: &mut FactTable) {
    let old = new.year(base);
    let (Some(to), Some(from)) = (facts.get(&new), facts.get(&old)) else { return };
    let (change, status) = (to.value - from.value, to.status.max(from.status));
    let key = FactKey { measure, ..new }.base(base);
    put(facts, key, change, status, Method::Difference, vec![new.into(), old.into()]);
}
