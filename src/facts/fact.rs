//! A number with its status, interval and lineage.

use super::{FactKey, Lineage};

/// How a number came to be known. The order is from strong to weak: a result is as weak as its weakest input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Published or counted.
    Observed,
    /// Allocated, interpolated or carried by a model of the past.
    Estimated,
    /// Beyond the data.
    Projected,
}

impl Status {
    /// As printed in `facts.csv`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Observed => "observed",
            Self::Estimated => "estimated",
            Self::Projected => "projected",
        }
    }
}

macro_rules! methods {
    ($($variant:ident $name:literal $text:literal;)*) => {
        /// How a fact was computed from its inputs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Method {
            $(#[doc = $text] $variant,)*
        }

        impl Method {
            /// Every method.
            pub const ALL: &'static [Method] = &[$(Method::$variant,)*];

            /// As printed in `facts.csv`.
            pub fn as_str(self) -> &'static str {
                match self { $(Method::$variant => $name,)* }
            }

            /// The formula, in terms of the inputs in their order.
            pub fn formula(self) -> &'static str {
                match self { $(Method::$variant => $text,)* }
            }
        }
    };
}

methods! {
    Source "source" "the value of the row";
    Ratio "ratio" "first input / (second input / third input), or first / second";
    Accounts "accounts" "emissions of the row / output of the row";
    Concordance "concordance" "sum over pairs of rows: value of the product x share of the industry";
    Group "group" "the value of the industry's group in the accounts";
    Nowcast "nowcast" "last observed intensity x macro intensity of the year / macro intensity of the last observed year";
    RealTrend "real_trend" "last nowcast intensity x exp(rate x years since)";
    LogTrend "log_trend" "slope of ordinary least squares of the logarithm of the inputs on the year";
    LogTrendError "log_trend_error" "standard error of the slope of the logarithmic trend, or its residual standard error";
    Ols "ols" "ordinary least squares of the inputs on the year, at the fact's year";
    OlsClipped "ols_clipped" "ordinary least squares of the inputs on the year, at the fact's year, raised to zero";
    LastValue "last_value" "the last of the inputs";
    TheilSen "theil_sen" "line through the median of the slopes between two inputs, at the fact's year";
    LogLinear "log_linear" "exponential of ordinary least squares of the logarithms of the inputs on the year, at the fact's year";
    DampedTrend "damped_trend" "exponential smoothing of the inputs with an additive damped trend, at the fact's year";
    Backtest "backtest" "errors of a model that is fitted to the first years of the inputs and asked for the next one to three, over the mean yearly change";
    Autocorrelation "autocorrelation" "sum of the products of neighbouring residuals / sum of their squares";
    Chow "chow" "F test of one line through the inputs against one before and one from the fact's year on";
    Leontief "leontief" "solution m of m = f + m A: f the direct intensities of all industries, A their domestic purchases per dollar of output; those of the industry itself are named";
    Multiplier "multiplier" "sum over the industries of the tables in the group: total intensity x output / sum of their direct emissions";
    Supply "supply" "sum over industries of direct emissions x multiplier";
    Product "product" "first input x second input";
    Difference "difference" "first input - second input";
    Sum "sum" "sum of the inputs";
    Allocation "allocation" "national value x share of the region";
    FittedAllocation "fitted_allocation" "national value spread by weights that are fitted to the published regional totals";
    CarriedShare "carried_share" "(national projection - that of regions with a trend of their own) x share of the region in what they leave in the last data year";
    Remainder "remainder" "national value less the values of the regions";
    Avoided "avoided" "sum over industries of (reporter's intensity - partner's) x (outward - inward trade)";
    DomesticTechnology "domestic_technology" "sum over industries of the reporter's intensity x inward trade";
    VolumePart "volume_part" "sum over industries of the mean intensity x (outward - inward trade)";
    IntensityPart "intensity_part" "sum over industries of (reporter's intensity - partner's) x mean trade";
    Lmdi "lmdi" "sum over industries and over each year and the next: logarithmic mean of the emissions x logarithm of the ratio of the trade of the flow (scale), the share of the industry in it (composition) or the intensity (technique)";
    TermsOfTrade "terms_of_trade" "100 x (first / second) / (third / fourth)";
    Share "share" "first input / second input";
    Growth "growth" "first input / second input - 1";
    LocationQuotient "location_quotient" "(first input / second input) / third input";
    Rank "rank" "place of the fact among its peers by descending value";
    Herfindahl "herfindahl" "sum over industries of the squared share of the total";
    RelativeGap "relative_gap" "(first input - second input) / second input";
    LeaveOneOut "leave_one_out" "mean of |predicted - published| / published over the published totals, each left out once";
    Scenario "scenario" "trade x intensities, both on the paths of the scenario, summed over industries";
    Sensitivity "sensitivity" "the chain of the account with one part exchanged, summed over industries; or what follows from it";
    LeaveOneOutLog "leave_one_out_log" "root mean square of ln(predicted / published) over the published totals, each left out once";
    RecordsError "records_error" "root mean square of ln(partner's total / reporter's) over the years with both / square root of two";
    RecordsErrorYearly "records_error_yearly" "standard deviation of ln(partner's total / reporter's) over the years with both / square root of two";
    NowcastError "nowcast_error" "root mean square of the yearly logarithmic change of intensities less that of the macro intensity: its mean over the groups, or an industry's departure from it";
    VarianceShare "variance_share" "variance of the fact with this source alone / sum of such variances over all sources";
    WidthRatio "width_ratio" "width of the simulated interval / width of the interval in closed form";
}

/// A row of a table of the data folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowRef {
    /// Number of the file in [`super::Names`].
    pub file: u16,
    /// 1-based line.
    pub line: u32,
}

/// What a fact was computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Input {
    /// Another fact, or with [`crate::vocabulary::Symbol::EACH`] a set of facts.
    Fact(FactKey),
    /// A row of a table.
    Row(RowRef),
}

impl From<FactKey> for Input {
    fn from(key: FactKey) -> Self {
        Self::Fact(key)
    }
}

impl From<RowRef> for Input {
    fn from(row: RowRef) -> Self {
        Self::Row(row)
    }
}

/// One number with everything that a reader may ask of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What it is.
    pub key: FactKey,
    /// The value in the base unit of the measure; finite.
    pub value: f64,
    /// 95 % interval, lower and upper.
    pub interval: Option<(f64, f64)>,
    /// Weakest status among the inputs and its own.
    pub status: Status,
    /// How it was computed.
    pub method: Method,
    /// From what: [`super::FactTable::inputs`] tells.
    pub lineage: Lineage,
}
