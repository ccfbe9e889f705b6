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
/// Sensitivity: the account as it stands.
pub const BASELINE: &str = "baseline";
/// Sensitivity: intensities at the exchange rate of one year.
pub const CONSTANT_RATE: &str = "constant-rate";
/// Sensitivity: intensities at purchasing power parities.
pub const PPP_RATE: &str = "ppp-rate";
/// Sensitivity: makers and their domestic suppliers.
pub const TOTAL_INTENSITIES: &str = "total-intensities";
/// Sensitivity: intensities of the last observed year for all later years.
pub const LAST_VALUE_INTENSITY: &str = "last-value-intensity";
/// Sensitivity: each industry's own trend of its nominal intensity.
pub const LOG_LINEAR_INTENSITY: &str = "log-linear-intensity";
/// Sensitivity: trade at the level that the partner reports.
pub const MIRROR_TRADE: &str = "mirror-trade";
/// Sensitivity: each trade series continued by the model that the back-test picks.
pub const BEST_MODEL: &str = "best-model";

/// Continuations of a series, the simpler one first.
pub const MODELS: [&str; 5] = ["last-value", "ols", "theil-sen", "log-linear", "damped-trend"];

/// The variants of the sensitivity analysis, in the order in which tables show them; those that leave a year out follow.
pub const VARIANTS: [&str; 8] = [
    BASELINE,
    CONSTANT_RATE,
    PPP_RATE,
    TOTAL_INTENSITIES,
    LAST_VALUE_INTENSITY,
    LOG_LINEAR_INTENSITY,
    MIRROR_TRADE,
    BEST_MODEL,
];

/// Sensitivity: trends of trade without this year.
pub fn leave_out(year: i16) -> String {
    format!("{LEAVE_OUT}{year}")
}

const LEAVE_OUT: &str = "leave-out-";

/// Whether this is the code of a variant.
pub fn is_variant(code: &str) -> bool {
    VARIANTS.contains(&code) || code.starts_with(LEAVE_OUT)
}

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

/// All of them but models and variants.
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
