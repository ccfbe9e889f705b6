//! From what facts were computed. A list of inputs is kept as it looks from its fact: what an input shares with the
//! fact's own key is left out. Most facts of a measure then have one list, and it is kept once.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxBuildHasher, FxHasher};

use super::{FactKey, Input};
use crate::vocabulary::Symbol;

/// The number of a list of inputs in its table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lineage(pub(super) u32);

/// An input without the dimensions that it shares with its fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Relative {
    /// One bit for each dimension that is the fact's own.
    shared: u8,
    input: Input,
}

impl Hash for Relative {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        // Two numbers in place of a call for each dimension.
        match &self.input {
            Input::Fact(key) => {
                hasher.write_u64(key.group());
                hasher.write_u64((key.region.number() as u64) << 8 | u64::from(self.shared));
            }
            Input::Row(row) => hasher.write_u64(u64::from(row.file) << 32 | u64::from(row.line)),
        }
    }
}

const FLOW: u8 = 1;
const COUNTRY: u8 = 1 << 1;
const INDUSTRY: u8 = 1 << 2;
const REGION: u8 = 1 << 3;
const YEAR: u8 = 1 << 4;
const BASE: u8 = 1 << 5;

impl Relative {
    fn new(own: &FactKey, input: Input) -> Self {
        let Input::Fact(mut key) = input else { return Self { shared: 0, input } };
        let mut shared = 0;
        let mut share = |same: bool, bit: u8| {
            shared |= if same { bit } else { 0 };
            same
        };
        if share(key.flow == own.flow, FLOW) {
            key.flow = None;
        }
        if share(key.country == own.country, COUNTRY) {
            key.country = None;
        }
        if share(key.industry == own.industry, INDUSTRY) {
            key.industry = Symbol::NONE;
        }
        if share(key.region == own.region, REGION) {
            key.region = Symbol::NONE;
        }
        if share(key.year == own.year, YEAR) {
            key.year = 0;
        }
        if share(key.base == own.base, BASE) {
            key.base = 0;
        }
        Self { shared, input: Input::Fact(key) }
    }

    fn seen_from(self, own: &FactKey) -> Input {
        let Input::Fact(mut key) = self.input else { return self.input };
        let shares = |bit| self.shared & bit != 0;
        if shares(FLOW) {
            key.flow = own.flow;
        }
        if shares(COUNTRY) {
            key.country = own.country;
        }
        if shares(INDUSTRY) {
            key.industry = own.industry;
        }
        if shares(REGION) {
            key.region = own.region;
        }
        if shares(YEAR) {
            key.year = own.year;
        }
        if shares(BASE) {
            key.base = own.base;
        }
        Input::Fact(key)
    }
}

/// Every list of inputs of a table, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Lineages {
    parts: Vec<Relative>,
    /// Where each list ends.
    ends: Vec<u32>,
    /// Number of a list by its hash; where two lists have one, the later stands at the next free number.
    known: HashMap<u64, u32, FxBuildHasher>,
}

impl Lineages {
    /// The number of a list, new or old.
    pub(super) fn intern(&mut self, own: &FactKey, inputs: &[Input]) -> Lineage {
        let from = self.parts.len();
        self.parts.extend(inputs.iter().map(|input| Relative::new(own, *input)));
        self.settle(from)
    }

    /// The numbers of all lists of others, in their order.
    pub(super) fn adopt(&mut self, others: &Lineages) -> Vec<Lineage> {
        let lists = 0..u32::try_from(others.ends.len()).expect("fewer than 2^32 lists");
        let adopted = lists.map(|list| {
            let from = self.parts.len();
            self.parts.extend_from_slice(&others.parts[others.range(list)]);
            self.settle(from)
        });
        adopted.collect()
    }

    /// Makes a list of the last parts, or takes them back if there is one like it.
    fn settle(&mut self, from: usize) -> Lineage {
        let mut hasher = FxHasher::default();
        self.parts[from..].iter().for_each(|part| part.hash(&mut hasher));
        let mut hash = hasher.finish();
        while let Some(list) = self.known.get(&hash).copied() {
            if self.parts[self.range(list)] == self.parts[from..] {
                self.parts.truncate(from);
                return Lineage(list);
            }
            hash = hash.wrapping_add(1);
        }
        let list = u32::try_from(self.ends.len()).expect("fewer than 2^32 lists");
        self.ends.push(u32::try_from(self.parts.len()).expect("fewer than 2^32 inputs"));
        self.known.insert(hash, list);
        Lineage(list)
    }

    /// The inputs of a list, seen from a fact.
    pub(super) fn inputs(
        &self,
        own: FactKey,
        Lineage(list): Lineage,
    ) -> impl ExactSizeIterator<Item = Input> {
        self.parts[self.range(list)].iter().map(move |part| part.seen_from(&own))
    }

    fn range(&self, list: u32) -> std::ops::Range<usize> {
        let list = list as usize;
        let from = list.checked_sub(1).map_or(0, |before| self.ends[before]);
        from as usize..self.ends[list] as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::RowRef;
    use crate::vocabulary::{Flow, Measure, Side};

    #[test]
    fn what_is_kept_once_reads_back_from_each_fact() {
        let mut lineages = Lineages::default();
        let embodied = |year| {
            FactKey::new(Measure::Embodied).flow(Flow::Outward).industry(Symbol::ALL).year(year)
        };
        let inputs = |year: i16| {
            let intensity = FactKey::new(Measure::Intensity).country(Side::Reporter);
            [
                Input::from(intensity.industry(Symbol::ALL).year(year)),
                Input::from(FactKey { measure: Measure::Trade, ..embodied(2021) }),
                Input::from(FactKey::new(Measure::Growth).year(year).base(2010)),
                Input::from(RowRef { file: 1, line: 7 }),
            ]
        };
        let lists = [2019, 2020, 2021].map(|year| lineages.intern(&embodied(year), &inputs(year)));
        for (list, year) in lists.into_iter().zip([2019, 2020, 2021]) {
            let back: Vec<Input> = lineages.inputs(embodied(year), list).collect();
            assert_eq!(back, inputs(year));
        }
        // Trade of 2021 is of another year for two of the facts, and of their own for the third.
        assert_eq!(lists[0], lists[1]);
        assert_ne!(lists[1], lists[2]);
        assert_eq!(lineages.parts.len(), 8);
    }
}
