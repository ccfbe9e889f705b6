//! The key of a fact: what, which flow, whose, which industry, where, when.

use crate::vocabulary::{Flow, Measure, Side, Symbol};

/// The key of a fact. Dimensions that the measure does not have are empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactKey {
    /// What is measured.
    pub measure: Measure,
    /// Direction of trade.
    pub flow: Option<Flow>,
    /// Country.
    pub country: Option<Side>,
    /// Industry, group, product, anchor or scenario.
    pub industry: Symbol,
    /// Region, the nation, or the unallocated part.
    pub region: Symbol,
    /// Calendar year; 0 when the measure has none.
    pub year: i16,
    /// Base year of a change; 0 when the measure has none.
    pub base: i16,
}

impl FactKey {
    /// The bare key of a measure; dimensions are added by the methods below.
    pub fn new(measure: Measure) -> Self {
        Self {
            measure,
            flow: None,
            country: None,
            industry: Symbol::NONE,
            region: Symbol::NONE,
            year: 0,
            base: 0,
        }
    }

    /// With a flow.
    #[must_use]
    pub fn flow(mut self, flow: Flow) -> Self {
        self.flow = Some(flow);
        self
    }

    /// With a country.
    #[must_use]
    pub fn country(mut self, side: Side) -> Self {
        self.country = Some(side);
        self
    }

    /// With an industry.
    #[must_use]
    pub fn industry(mut self, industry: Symbol) -> Self {
        self.industry = industry;
        self
    }

    /// With a region.
    #[must_use]
    pub fn region(mut self, region: Symbol) -> Self {
        self.region = region;
        self
    }

    /// With a year.
    #[must_use]
    pub fn year(mut self, year: i16) -> Self {
        self.year = year;
        self
    }

    /// With a base year.
    #[must_use]
    pub fn base(mut self, base: i16) -> Self {
        self.base = base;
        self
    }

    /// Whether exactly the dimensions of the measure are given.
    pub fn is_complete(&self) -> bool {
        let d = self.measure.dimensions();
        d.flow == self.flow.is_some()
            && d.country == self.country.is_some()
            && d.industry == self.industry.is_some()
            && d.region == self.region.is_some()
            && d.year == (self.year != 0)
            && d.base == (self.base != 0)
    }

    /// All of the key but the region, as one number.
    pub(super) fn group(&self) -> u64 {
        let flow = self.flow.map_or(0, |flow| flow.index() + 1);
        let country = self.country.map_or(0, |side| side.index() + 1);
        let mut number = self.measure as u64;
        for (part, bits) in [
            (flow as u64, 4),
            (country as u64, 4),
            (self.industry.number() as u64, 16),
            (u64::from(self.year.cast_unsigned()), 16),
            (u64::from(self.base.cast_unsigned()), 16),
        ] {
            number = number << bits | part;
        }
        number
    }
}
