//! Where a fact stands in its table: by everything but the region in a hash map, and by the region in a list, because the
//! facts of all regions come together and are asked for together.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::{FactKey, Names};
use crate::vocabulary::Symbol;

/// No fact.
const NONE: u32 = u32::MAX;

/// Positions of facts by key.
#[derive(Clone, Debug)]
pub(super) struct Index {
    /// Place in the lists, by symbol: no region, the nation, the unallocated part, the regions, then all else.
    places: Vec<u16>,
    groups: HashMap<u64, u32, FxBuildHasher>,
    /// Positions by place, group by group.
    positions: Vec<Vec<u32>>,
}

impl Index {
    pub(super) fn new(names: &Names) -> Self {
        let symbols = names.symbols.len();
        let mut places = vec![None; symbols];
        let reporter = &names.pair.reporter;
        let unallocated = crate::vocabulary::unallocated_code(reporter);
        let of_nation = [names.symbols.get(reporter), names.symbols.get(&unallocated)];
        let first = [Symbol::NONE].into_iter().chain(of_nation.into_iter().flatten());
        let mut next = 0;
        let mut take = |place: &mut Option<u16>| {
            if place.is_none() {
                *place = Some(next);
                next += 1;
            }
        };
        for symbol in first.chain(names.regions.iter().copied()) {
            take(&mut places[symbol.number()]);
        }
        places.iter_mut().for_each(take);
        let places = places.into_iter().map(|place| place.expect("every place is taken")).collect();
        Self { places, groups: HashMap::default(), positions: Vec::new() }
    }

    /// The position of a fact.
    pub(super) fn get(&self, key: &FactKey) -> Option<u32> {
        let group = self.groups.get(&key.group())?;
        let position = self.positions[*group as usize].get(self.place(key))?;
        (*position != NONE).then_some(*position)
    }

    /// Notes the position of a new fact; false if the key has one.
    pub(super) fn insert(&mut self, key: &FactKey, position: u32) -> bool {
        let place = self.place(key);
        let next = u32::try_from(self.positions.len()).expect("fewer groups than facts");
        let group = *self.groups.entry(key.group()).or_insert(next);
        if group == next {
            self.positions.push(Vec::new());
        }
        let positions = &mut self.positions[group as usize];
        if positions.len() <= place {
            positions.resize(place + 1, NONE);
        }
        let old = std::mem::replace(&mut positions[place], position);
        old == NONE
    }

    fn place(&self, key: &FactKey) -> usize {
        usize::from(self.places[key.region.number()])
    }
}
