//! What an editor should look at before a page is printed: numbers beyond the bounds of the catalogue.
//!
//! Nothing here is a fault, and nothing is changed. A series that is beyond a bound in several years is one entry,
//! stated by its gravest year.

use std::collections::BTreeMap;

use super::literature;
use crate::data::{Dataset, OddityBounds};
use crate::facts::{Fact, FactKey, FactTable, Method};
use crate::vocabulary::{Flow, Measure, Side, Symbol};

/// Why a number is on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OddityKind {
    /// The two countries' intensities of an industry lie far apart.
    IntensityRatio,
    /// An intensity moves by more than a factor between two years.
    IntensityJump,
    /// Trade of the nation in an industry, or the share of a region in all trade, moves by more than a factor between two
    /// years.
    TradeJump,
    /// The two reporters of a flow lie far apart.
    MirrorGap,
    /// A trend that fell below zero was raised to zero.
    Clipped,
    /// Plain weights miss a published total of regions.
    AnchorError,
    /// A large part of a flow is allocated to no region.
    Unallocated,
    /// The suppliers emit many times what the maker does.
    Multiplier,
    /// The fact that a published total is set beside does not exist.
    Uncompared,
}

impl OddityKind {
    /// Every kind, in the order of the list.
    pub const ALL: [OddityKind; 9] = [
        Self::IntensityRatio,
        Self::IntensityJump,
        Self::TradeJump,
        Self::MirrorGap,
        Self::Clipped,
        Self::AnchorError,
        Self::Unallocated,
        Self::Multiplier,
        Self::Uncompared,
    ];

    /// The code in labels and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::IntensityRatio => "intensity-ratio",
            Self::IntensityJump => "intensity-jump",
            Self::TradeJump => "trade-jump",
            Self::MirrorGap => "mirror-gap",
            Self::Clipped => "clipped",
            Self::AnchorError => "anchor-error",
            Self::Unallocated => "unallocated",
            Self::Multiplier => "multiplier",
            Self::Uncompared => "uncompared",
        }
    }

    /// Whether value and bound are relative differences or parts; else they are factors.
    pub fn is_part(self) -> bool {
        matches!(self, Self::MirrorGap | Self::AnchorError | Self::Unallocated)
    }
}

/// An entry of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Oddity {
    /// Why it is listed.
    pub kind: OddityKind,
    /// The fact in its gravest year.
    pub key: FactKey,
    /// The fact that it is measured against: the year before, the nation; none where the fact says all itself.
    pub against: Option<FactKey>,
    /// The number that is beyond the bound; none where there is nothing to measure.
    pub value: Option<f64>,
    /// The bound that it passes.
    pub bound: f64,
    /// Years of the series that are beyond it.
    pub years: usize,
}

/// The list: kind by kind, each from the gravest to the least.
pub(super) fn find(data: &Dataset, facts: &FactTable) -> Vec<Oddity> {
    let bounds = data.catalogue.oddities;
    let mut list = List::default();
    for fact in facts.iter() {
        single(fact, bounds, &mut list);
    }
    jumps(data, facts, bounds.jump, &mut list);
    unallocated(data, facts, bounds.unallocated, &mut list);
    for total in data.literature.iter().filter(|t| literature::compared(t, facts).is_none()) {
        list.add(
            OddityKind::Uncompared,
            literature::key(Measure::LiteratureValue, total),
            None,
            None,
        );
    }
    list.sorted()
}

/// A value with the bound that it passes, and how far it is beyond.
type Beyond = (f64, f64, f64);

/// A positive number against a factor, either way.
fn beyond_factor(value: f64, factor: f64) -> Option<Beyond> {
    let distance = value.ln().abs() - factor.ln();
    let bound = if value > 1.0 { factor } else { 1.0 / factor };
    (value > 0.0 && distance > 0.0).then_some((value, bound, distance))
}

/// A part or relative difference against a bound, either way.
fn beyond_part(value: f64, part: f64) -> Option<Beyond> {
    let distance = value.abs() - part;
    (distance > 0.0).then_some((value, part.copysign(value), distance))
}

/// What a fact says by itself.
fn single(fact: &Fact, bounds: OddityBounds, list: &mut List) {
    let (kind, beyond) = match fact.key.measure {
        Measure::IntensityRatio => {
            (OddityKind::IntensityRatio, beyond_factor(fact.value, bounds.intensity_ratio))
        }
        Measure::MirrorGap => (OddityKind::MirrorGap, beyond_part(fact.value, bounds.mirror_gap)),
        Measure::AnchorError => {
            (OddityKind::AnchorError, beyond_part(fact.value, bounds.anchor_error))
        }
        Measure::Trade if fact.method == Method::OlsClipped => {
            (OddityKind::Clipped, Some((fact.value, 0.0, 0.0)))
        }
        Measure::Multiplier => {
            let beyond = beyond_factor(fact.value, bounds.multiplier);
            (OddityKind::Multiplier, beyond.filter(|_| fact.value > 1.0))
        }
        _ => return,
    };
    if beyond.is_some() {
        list.add(kind, fact.key, None, beyond);
    }
}

/// Neighbouring years of the data: intensities of industries, trade of the nation by industry and in all, each region's
/// share of all (its trade would repeat what the nation's does). A year without trade is no factor.
fn jumps(data: &Dataset, facts: &FactTable, factor: f64, list: &mut List) {
    let nation = data.names.nation();
    let mut series: Vec<(OddityKind, FactKey)> = Vec::new();
    for industry in data.names.industries.iter().copied() {
        for side in Side::BOTH {
            let key = FactKey::new(Measure::Intensity).country(side).industry(industry);
            series.push((OddityKind::IntensityJump, key));
        }
        for flow in Flow::BOTH {
            let key = FactKey::new(Measure::Trade).flow(flow).industry(industry).region(nation);
            series.push((OddityKind::TradeJump, key));
        }
    }
    let whole = [(Measure::Trade, nation)].into_iter();
    let shares = data.names.regions.iter().map(|region| (Measure::TradeShare, *region));
    for (measure, region) in whole.chain(shares) {
        for flow in Flow::BOTH {
            let key = FactKey::new(measure).flow(flow).industry(Symbol::ALL).region(region);
            series.push((OddityKind::TradeJump, key));
        }
    }
    let accounts = data.emissions.iter().map(|row| row.year).min();
    let last = data.catalogue.years.last;
    for (kind, key) in series {
        for year in accounts.unwrap_or(last).min(data.catalogue.years.first) + 1..=last {
            let [Some(before), Some(after)] = [year - 1, year].map(|y| facts.get(&key.year(y)))
            else {
                continue;
            };
            if before.value <= 0.0 || after.value <= 0.0 {
                continue;
            }
            if let Some(beyond) = beyond_factor(after.value / before.value, factor) {
                list.add(kind, after.key, Some(before.key), Some(beyond));
            }
        }
    }
}

/// The part of each flow and industry that no region carries, in the years of the data.
fn unallocated(data: &Dataset, facts: &FactTable, part: f64, list: &mut List) {
    // A folder of the nation alone has no regions that could carry anything.
    if data.regions.is_empty() {
        return;
    }
    let years = data.catalogue.years;
    let (nation, rest) = (data.names.nation(), data.names.unallocated());
    for flow in Flow::BOTH {
        for industry in data.names.industries.iter().copied().chain([Symbol::ALL]) {
            for year in years.first..=years.last {
                let key = FactKey::new(Measure::Trade).flow(flow).industry(industry).year(year);
                let (Some(own), Some(whole)) =
                    (facts.get(&key.region(rest)), facts.get(&key.region(nation)))
                else {
                    continue;
                };
                if whole.value <= 0.0 {
                    continue;
                }
                if let Some(beyond) = beyond_part(own.value / whole.value, part) {
                    list.add(OddityKind::Unallocated, own.key, Some(whole.key), Some(beyond));
                }
            }
        }
    }
}

/// The entries by kind and series, each with how far it is beyond its bound.
#[derive(Default)]
struct List(BTreeMap<(OddityKind, FactKey), (Oddity, f64)>);

impl List {
    /// Takes a number into its series, of which the gravest year is kept (the first of equally grave ones).
    fn add(
        &mut self,
        kind: OddityKind,
        key: FactKey,
        against: Option<FactKey>,
        beyond: Option<Beyond>,
    ) {
        let (value, bound, distance) = match beyond {
            Some((value, bound, distance)) => (Some(value), bound, distance),
            None => (None, 0.0, 0.0),
        };
        let own = Oddity { kind, key, against, value, bound, years: 1 };
        // Published totals are single numbers, each an entry of its own.
        let series = if kind == OddityKind::Uncompared { key } else { key.year(0) };
        match self.0.get_mut(&(kind, series)) {
            None => {
                self.0.insert((kind, series), (own, distance));
            }
            Some((kept, gravest)) => {
                let years = kept.years + 1;
                if distance > *gravest {
                    (*kept, *gravest) = (own, distance);
                }
                kept.years = years;
            }
        }
    }

    fn sorted(self) -> Vec<Oddity> {
        let mut entries: Vec<(Oddity, f64)> = self.0.into_values().collect();
        // Stable: equally grave ones keep the order of their keys.
        entries.sort_by(|a, b| a.0.kind.cmp(&b.0.kind).then(b.1.total_cmp(&a.1)));
        entries.into_iter().map(|(oddity, _)| oddity).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_is_passed_either_way() {
        assert_eq!(beyond_factor(4.9, 5.0), None);
        assert_eq!(beyond_factor(0.21, 5.0), None);
        assert_eq!(beyond_factor(0.0, 5.0), None);
        let (value, bound, distance) = beyond_factor(10.0, 5.0).expect("beyond");
        assert_eq!((value, bound), (10.0, 5.0));
        assert!((distance - 2.0_f64.ln()).abs() < 1e-12);
        let (value, bound, low) = beyond_factor(0.1, 5.0).expect("beyond");
        assert_eq!((value, bound), (0.1, 0.2));
        assert!((low - distance).abs() < 1e-12, "a tenth is as far as ten");
    }

    #[test]
    fn a_part_is_passed_with_its_sign() {
        assert_eq!(beyond_part(-0.1, 0.15), None);
        let (value, bound, distance) = beyond_part(-0.4, 0.15).expect("beyond");
        assert_eq!((value, bound), (-0.4, -0.15));
        assert!((distance - 0.25).abs() < 1e-12);
    }

    #[test]
    fn a_series_is_one_entry_by_its_gravest_year() {
        let key = |flow, year| FactKey::new(Measure::MirrorGap).flow(flow).year(year);
        let mut list = List::default();
        for (flow, year, value) in [
            (Flow::Outward, 2010, 0.2),
            (Flow::Outward, 2011, -0.5),
            (Flow::Outward, 2012, 0.3),
            (Flow::Inward, 2010, 0.9),
        ] {
            list.add(OddityKind::MirrorGap, key(flow, year), None, beyond_part(value, 0.15));
        }
        let found = list.sorted();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].key, found[0].years), (key(Flow::Inward, 2010), 1));
        assert_eq!((found[1].key, found[1].years), (key(Flow::Outward, 2011), 3));
        assert_eq!((found[1].value, found[1].bound), (Some(-0.5), -0.15));
    }
}
