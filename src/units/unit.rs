//! The units of facts.

/// The unit of a fact, in base units; the string is what `facts.csv` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Tonnes of carbon dioxide.
    Tonnes,
    /// Current US dollars.
    Usd,
    /// International dollars of 2011 (constant prices).
    RealUsd,
    /// Local currency units, current prices.
    Lcu,
    /// Local currency units per US dollar, average of the year.
    LcuPerUsd,
    /// Tonnes of carbon dioxide per US dollar.
    TonnesPerUsd,
    /// US dollars per tonne of carbon dioxide.
    UsdPerTonne,
    /// US dollars per year (slope of a trend).
    UsdPerYear,
    /// Per year (relative rate).
    PerYear,
    /// People.
    Persons,
    /// A pure number: share as a fraction, rank, count, coefficient of determination.
    One,
}

impl Unit {
    /// The unit as printed in `facts.csv`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tonnes => "t",
            Self::Usd => "USD",
            Self::RealUsd => "USD2011",
            Self::Lcu => "LCU",
            Self::LcuPerUsd => "LCU/USD",
            Self::TonnesPerUsd => "t/USD",
            Self::UsdPerTonne => "USD/t",
            Self::UsdPerYear => "USD/year",
            Self::PerYear => "year^-1",
            Self::Persons => "persons",
            Self::One => "1",
        }
    }
}
