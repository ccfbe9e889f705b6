//! What kind of statement a measure allows.

use super::Measure;
use crate::units::Unit;

/// The kind of quantity that a measure is. It decides which sentences may be made of a fact: a share can be stated, not
/// told as a change; a change has a direction, a level has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// An amount that is there: emissions, trade, an intensity.
    Level,
    /// What is left of two amounts set against each other; its sign says which is larger.
    Net,
    /// What one step of a method, or time, adds to an amount or takes from it.
    Difference,
    /// A part of a whole.
    Share,
    /// A relative change.
    Change,
    /// A difference of two shares.
    Points,
    /// A place in an order.
    Rank,
    /// A number of things.
    Count,
    /// One amount over another, or an index.
    Ratio,
    /// A number of statistics: an error, a probability, a coefficient.
    Statistic,
}

impl Nature {
    /// Every nature.
    pub const ALL: [Self; 10] = [
        Self::Level,
        Self::Net,
        Self::Difference,
        Self::Share,
        Self::Change,
        Self::Points,
        Self::Rank,
        Self::Count,
        Self::Ratio,
        Self::Statistic,
    ];

    /// The word for it, with which the names of its sentences begin.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Net => "net",
            Self::Difference => "difference",
            Self::Share => "share",
            Self::Change => "change",
            Self::Points => "points",
            Self::Rank => "rank",
            Self::Count => "count",
            Self::Ratio => "ratio",
            Self::Statistic => "statistic",
        }
    }

    /// Whether the sign is what a sentence is about.
    pub fn has_way(self) -> bool {
        matches!(self, Self::Net | Self::Difference | Self::Change | Self::Points)
    }
}

impl Measure {
    /// The kind of quantity.
    pub fn nature(self) -> Nature {
        use Measure as M;
        match self {
            M::Avoided
            | M::Balance
            | M::BalanceDirectIo
            | M::BalanceIntensity
            | M::BalanceSupply
            | M::BalanceTotal
            | M::BalanceVolume
            | M::PublishedAvoided
            | M::PublishedBalance
            | M::ScenarioBalance
            | M::SensitivityBalance
            | M::TradeBalance => Nature::Net,
            M::BalanceChange
            | M::LmdiComposition
            | M::LmdiScale
            | M::LmdiTechnique
            | M::RevisionAvoided
            | M::RevisionBalance
            | M::RevisionEmbodied
            | M::RevisionJoint
            | M::RevisionTrade
            | M::ScenarioChange
            | M::SensitivityChange => Nature::Difference,
            M::AllocatedShare
            | M::BacktestCoverageOne
            | M::BacktestCoverageThree
            | M::BacktestCoverageTwo
            | M::CoverageDampedTrend
            | M::CoverageLastValue
            | M::CoverageLogLinear
            | M::CoverageOls
            | M::CoverageTheilSen
            | M::IntensityBacktestCoverageOne
            | M::IntensityBacktestCoverageThree
            | M::IntensityBacktestCoverageTwo
            | M::IntensityCoverageDampedTrend
            | M::IntensityCoverageLastValue
            | M::IntensityCoverageLogLinear
            | M::IntensityCoverageOls
            | M::IntensityCoverageTheilSen
            | M::RealCoverageDampedTrend
            | M::RealCoverageLastValue
            | M::RealCoverageLogLinear
            | M::RealCoverageOls
            | M::RealCoverageTheilSen
            | M::ScenarioShare
            | M::Share
            | M::TradeShare
            | M::UncertaintyShare => Nature::Share,
            M::AnchorError
            | M::ForecastError
            | M::Growth
            | M::MirrorGap
            | M::RevisionPartAvoided
            | M::RevisionPartBalance
            | M::RevisionPartEmbodied
            | M::RevisionPartJoint
            | M::RevisionPartTrade => Nature::Change,
            M::ShareChange => Nature::Points,
            M::Rank | M::RankBalance | M::RankGrowth | M::RankIndustry | M::RankPerCapita => {
                Nature::Rank
            }
            M::BacktestPicks | M::Observations | M::Population | M::SensitivityFirstFive => {
                Nature::Count
            }
            M::IntensityRatio
            | M::LiteratureRatio
            | M::LocationQuotient
            | M::Multiplier
            | M::TermsOfTrade => Nature::Ratio,
            // A rate of change of a trend is a coefficient; what is left without a unit is one, too.
            other => match other.unit() {
                Unit::One | Unit::PerYear | Unit::UsdPerYear => Nature::Statistic,
                _ => Nature::Level,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn natures_fit_units() {
        for measure in Measure::ALL.iter().copied() {
            let unit = measure.unit();
            let fits = match measure.nature() {
                Nature::Net | Nature::Difference => matches!(unit, Unit::Tonnes | Unit::Usd),
                Nature::Level => !matches!(unit, Unit::One | Unit::PerYear | Unit::UsdPerYear),
                Nature::Count => matches!(unit, Unit::One | Unit::Persons),
                Nature::Statistic => matches!(unit, Unit::One | Unit::PerYear | Unit::UsdPerYear),
                _ => unit == Unit::One,
            };
            assert!(fits, "{} in {}", measure.as_str(), unit.as_str());
            if measure.is_signed() {
                assert!(measure.nature().has_way(), "{}", measure.as_str());
            }
        }
    }
}
