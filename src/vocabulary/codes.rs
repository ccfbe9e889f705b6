//! Codes that no data folder brings: the analysis names its own results by them.

/// Scenario: intensities follow the real trend.
pub const TREND: &str = "trend";
/// Scenario: intensities stay at those of the last data year.
pub const FROZEN: &str = "frozen";
/// Scenario: the reporter's intensities go half way to the partner's by the horizon.
pub const HALF_CONVERGENCE: &str = "half-convergence";
/// Published totals are used in their own year only.
pub const OWN_YEAR: &str = "own-year";
/// The share of the nation that a published total was is used in every year.
pub const CARRIED: &str = "carried";

/// The scenarios, in the order in which tables show them.
pub const SCENARIOS: [&str; 3] = [TREND, FROZEN, HALF_CONVERGENCE];

/// Source of uncertainty: residuals of the trend lines of trade.
pub const SOURCE_TRADE: &str = "trade";
/// Source of uncertainty: the level of recorded trade.
pub const SOURCE_RECORDS: &str = "records";
/// Source of uncertainty: nowcast and trend of the intensities.
pub const SOURCE_INTENSITY: &str = "intensity";
/// Source of uncertainty: products that fall into several industries.
pub const SOURCE_CONCORDANCE: &str = "concordance";
/// Source of uncertainty: weights that spread trade over the regions.
pub const SOURCE_WEIGHTS: &str = "weights";

/// The sources of uncertainty, in the order in which tables show them.
pub const SOURCES: [&str; 5] =
    [SOURCE_TRADE, SOURCE_RECORDS, SOURCE_INTENSITY, SOURCE_CONCORDANCE, SOURCE_WEIGHTS];

/// All of them.
pub const ALL: [&str; 10] = [
    TREND,
    FROZEN,
    HALF_CONVERGENCE,
    OWN_YEAR,
    CARRIED,
    SOURCE_TRADE,
    SOURCE_RECORDS,
    SOURCE_INTENSITY,
    SOURCE_CONCORDANCE,
    SOURCE_WEIGHTS,
];
