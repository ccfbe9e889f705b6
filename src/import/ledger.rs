//! Typed rows of the data folder's tables, as layouts make them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::kept::pairs;
use super::numbers::Sum;
use super::trade_book::NATION;
use crate::vocabulary::{Flow, Side};

/// Columns of `macro.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum MacroColumn {
    Co2,
    Gdp,
}

/// What a value is of: one cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Key {
    Trade { year: i16, flow: Flow, product: u16 },
    RegionalTrade { year: i16, flow: Flow, region: u16, product: u16 },
    Total { year: i16, flow: Flow, reporter: Side },
    Output { year: i16, side: Side, group: u16 },
    Emissions { year: i16, side: Side, group: u16 },
    Rate { year: i16, side: Side },
    Macro { year: i16, side: Side, column: MacroColumn },
}

impl Key {
    /// Trade of a region or of the nation.
    pub(super) fn trade(year: i16, flow: Flow, region: u16, product: u16) -> Self {
        if region == NATION {
            Self::Trade { year, flow, product }
        } else {
            Self::RegionalTrade { year, flow, region, product }
        }
    }

    /// Its year.
    pub(super) fn year(&self) -> i16 {
        match self {
            Self::Trade { year, .. }
            | Self::RegionalTrade { year, .. }
            | Self::Total { year, .. }
            | Self::Output { year, .. }
            | Self::Emissions { year, .. }
            | Self::Rate { year, .. }
            | Self::Macro { year, .. } => *year,
        }
    }
}

/// Values by key.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Ledger(#[serde(with = "pairs")] BTreeMap<Key, Sum>);

impl Ledger {
    /// Adds to a value.
    pub(super) fn add(&mut self, key: Key, value: f64) {
        self.0.entry(key).or_default().add(value);
    }

    /// Adds what another holds.
    pub(super) fn absorb(&mut self, other: Self) {
        other.0.into_iter().for_each(|(key, sum)| self.0.entry(key).or_default().merge(sum));
    }

    /// All values in the order of their keys.
    pub(super) fn values(&self) -> impl Iterator<Item = (Key, f64)> {
        self.0.iter().map(|(key, sum)| (*key, sum.value()))
    }

    /// Whether a key has a value.
    pub(super) fn has(&self, key: &Key) -> bool {
        self.0.contains_key(key)
    }

    /// Takes the values out that a rule does not want.
    pub(super) fn retain(&mut self, wanted: impl Fn(&Key) -> bool) {
        self.0.retain(|key, _| wanted(key));
    }
}
