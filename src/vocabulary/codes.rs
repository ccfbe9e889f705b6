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

/// Continuations of a series, the simpler one first.
pub const MODELS: [&str; 5] = ["last-value", "ols", "theil-sen", "log-linear", "damped-trend"];

/// The scenarios, in the order in which tables show them.
pub const SCENARIOS: [&str; 3] = [TREND, FROZEN, HALF_CONVERGENCE];

/// All of them but the models.
pub const ALL: [&str; 5] = [TREND, FROZEN, HALF_CONVERGENCE, OWN_YEAR, CARRIED];
