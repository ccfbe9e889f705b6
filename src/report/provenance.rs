//! Where the numbers of an exhibit or document come from, in words.

use std::collections::BTreeSet;

use crate::diagnostics::Outcome;
use crate::edition::Edition;
use crate::exhibits::Scope;
use crate::facts::FactKey;
use crate::vocabulary::{Measure, Symbol};

const TRADE: &[&str] = &["trade.csv", "concordance.csv"];
const TOTALS: &[&str] = &["trade_totals.csv"];
const INTENSITY: &[&str] = &["emissions.csv", "output.csv", "macro.csv"];
const INPUT_OUTPUT: &[&str] = &["io_use.csv", "io_accounts.csv", "io_exports.csv"];
const REGIONS: &[&str] = &["regional_weights.csv"];
const LITERATURE: &[&str] = &["literature.csv"];
const LAST_EDITION: &[&str] = &["published.csv"];
const PEOPLE: &[&str] = &["regional_indicators.csv"];

/// A source with a smaller part of a table's mentions stands in the list of sources only.
const LEAST_PART: f64 = 0.05;

/// The tables that a measure draws on, those that decide its value first. Exchange rates and single published totals
/// stand in the list of sources of every report and are left out of the lines under exhibits.
fn tables_of(measure: Measure) -> Vec<&'static [&'static str]> {
    match measure {
        Measure::TotalBreakPValue
        | Measure::TotalBreakStatistic
        | Measure::TradeTotal
        | Measure::TradeTurnover
        | Measure::TradeBalance
        | Measure::MirrorGap
        | Measure::RecordsError
        | Measure::RecordsErrorYearly => vec![TOTALS],
        Measure::ForecastError => vec![TRADE, TOTALS],
        Measure::Trade
        | Measure::TradeReported
        | Measure::TradeShare
        | Measure::Slope
        | Measure::Intercept
        | Measure::RSquared
        | Measure::Observations
        | Measure::ResidualError
        | Measure::Autocorrelation
        | Measure::BacktestBiasOne
        | Measure::BacktestBiasTwo
        | Measure::BacktestBiasThree
        | Measure::BacktestCoverageOne
        | Measure::BacktestCoverageTwo
        | Measure::BacktestCoverageThree
        | Measure::BacktestMaseOne
        | Measure::BacktestMaseTwo
        | Measure::BacktestMaseThree
        | Measure::BacktestPicks
        | Measure::BiasDampedTrend
        | Measure::BiasLastValue
        | Measure::BiasLogLinear
        | Measure::BiasOls
        | Measure::BiasTheilSen
        | Measure::BreakPValue
        | Measure::BreakStatistic
        | Measure::CoverageDampedTrend
        | Measure::CoverageLastValue
        | Measure::CoverageLogLinear
        | Measure::CoverageOls
        | Measure::CoverageTheilSen
        | Measure::ForecastDampedTrend
        | Measure::ForecastLastValue
        | Measure::ForecastLogLinear
        | Measure::ForecastOls
        | Measure::ForecastTheilSen
        | Measure::MaseDampedTrend
        | Measure::MaseLastValue
        | Measure::MaseLogLinear
        | Measure::MaseOls
        | Measure::MaseTheilSen
        | Measure::AllocatedShare => vec![TRADE],
        Measure::AnchorPublished
        | Measure::AnchorAllocated
        | Measure::AnchorError
        | Measure::AnchorErrorLog
        | Measure::AnchorErrorMean => vec![TRADE, REGIONS],
        Measure::Intensity
        | Measure::IntensityGroup
        | Measure::IntensityRatio
        | Measure::IntensityTrend
        | Measure::IntensityTrendError
        | Measure::IntensityTrendResidual
        | Measure::MacroIntensity
        | Measure::NowcastErrorCommon
        | Measure::NowcastErrorOwn
        | Measure::RealIntensity
        | Measure::NationalCo2
        | Measure::Gdp
        | Measure::GdpReal
        | Measure::ExchangeRate
        | Measure::Output
        | Measure::IntensityBacktestBiasOne
        | Measure::IntensityBacktestBiasTwo
        | Measure::IntensityBacktestBiasThree
        | Measure::IntensityBacktestCoverageOne
        | Measure::IntensityBacktestCoverageTwo
        | Measure::IntensityBacktestCoverageThree
        | Measure::IntensityBacktestMaseOne
        | Measure::IntensityBacktestMaseTwo
        | Measure::IntensityBacktestMaseThree
        | Measure::IntensityBiasDampedTrend
        | Measure::IntensityBiasLastValue
        | Measure::IntensityBiasLogLinear
        | Measure::IntensityBiasOls
        | Measure::IntensityBiasTheilSen
        | Measure::IntensityCoverageDampedTrend
        | Measure::IntensityCoverageLastValue
        | Measure::IntensityCoverageLogLinear
        | Measure::IntensityCoverageOls
        | Measure::IntensityCoverageTheilSen
        | Measure::IntensityMaseDampedTrend
        | Measure::IntensityMaseLastValue
        | Measure::IntensityMaseLogLinear
        | Measure::IntensityMaseOls
        | Measure::IntensityMaseTheilSen
        | Measure::RealAutocorrelation
        | Measure::RealBiasDampedTrend
        | Measure::RealBiasLastValue
        | Measure::RealBiasLogLinear
        | Measure::RealBiasOls
        | Measure::RealBiasTheilSen
        | Measure::RealBreakPValue
        | Measure::RealBreakStatistic
        | Measure::RealCoverageDampedTrend
        | Measure::RealCoverageLastValue
        | Measure::RealCoverageLogLinear
        | Measure::RealCoverageOls
        | Measure::RealCoverageTheilSen
        | Measure::RealMaseDampedTrend
        | Measure::RealMaseLastValue
        | Measure::RealMaseLogLinear
        | Measure::RealMaseOls
        | Measure::RealMaseTheilSen
        | Measure::Emissions => vec![INTENSITY],
        Measure::BalanceDirectIo
        | Measure::BalanceTotal
        | Measure::EmbodiedDirectIo
        | Measure::EmbodiedTotal
        | Measure::IntensityDirectIo
        | Measure::IntensityTotal
        | Measure::Multiplier => vec![INPUT_OUTPUT],
        Measure::BalanceSupply | Measure::EmbodiedSupply => vec![TRADE, INTENSITY, INPUT_OUTPUT],
        Measure::LiteratureRatio | Measure::LiteratureValue => vec![LITERATURE],
        Measure::PublishedAvoided
        | Measure::PublishedBalance
        | Measure::PublishedEmbodied
        | Measure::PublishedJoint
        | Measure::PublishedTrade
        | Measure::RevisionAvoided
        | Measure::RevisionBalance
        | Measure::RevisionEmbodied
        | Measure::RevisionJoint
        | Measure::RevisionPartAvoided
        | Measure::RevisionPartBalance
        | Measure::RevisionPartEmbodied
        | Measure::RevisionPartJoint
        | Measure::RevisionPartTrade
        | Measure::RevisionTrade => vec![LAST_EDITION],
        Measure::Population => vec![PEOPLE],
        Measure::PerCapita | Measure::RankPerCapita => vec![TRADE, INTENSITY, REGIONS, PEOPLE],
        // What the catalogue assumes has its source in the text.
        Measure::CarbonPrice
        | Measure::ScenarioRate
        | Measure::ScenarioShare
        | Measure::ScenarioTurnover => Vec::new(),
        Measure::SensitivityBalance
        | Measure::SensitivityChange
        | Measure::SensitivityExports
        | Measure::SensitivityFirstFive
        | Measure::SensitivityFirstFiveOrdered
        | Measure::SensitivityImports => vec![TRADE, INTENSITY, TOTALS],
        Measure::Avoided
        | Measure::Balance
        | Measure::BalanceChange
        | Measure::BalanceIntensity
        | Measure::BalanceVolume
        | Measure::CarbonExposure
        | Measure::Concentration
        | Measure::DomesticTechnology
        | Measure::Embodied
        | Measure::Growth
        | Measure::Joint
        | Measure::LmdiComposition
        | Measure::LmdiScale
        | Measure::LmdiTechnique
        | Measure::LocationQuotient
        | Measure::Rank
        | Measure::RankBalance
        | Measure::RankGrowth
        | Measure::RankIndustry
        | Measure::ScenarioBalance
        | Measure::ScenarioChange
        | Measure::ScenarioExports
        | Measure::ScenarioImports
        | Measure::ScenarioJoint
        | Measure::Share
        | Measure::ShareChange
        | Measure::TermsOfTrade
        | Measure::UncertaintyAgreement
        | Measure::UncertaintyShare => vec![TRADE, INTENSITY],
    }
}

/// The short names of sources, each once, in the order of the folder. Those without an address are the editors' own work and
/// stand there only if there is no other.
pub(super) fn names_of<'a>(edition: &'a Edition, used: &BTreeSet<&str>) -> Vec<&'a str> {
    let all = || edition.data.sources.iter().filter(|s| used.contains(s.code.as_str()));
    let published = all().any(|source| !source.url.is_empty());
    let mut names: Vec<&str> = Vec::new();
    for source in all().filter(|source| !published || !source.url.is_empty()) {
        if !names.contains(&source.short.as_str()) {
            names.push(&source.short);
        }
    }
    names
}

/// The source line of an exhibit: the short names of the sources of its facts' tables, in the order of the folder.
pub(super) fn source_line(scope: &Scope<'_>, facts: &[FactKey], family: &str) -> Outcome<String> {
    let data = &scope.edition.data;
    let nation = data.names.nation();
    let mut tables: BTreeSet<&str> = BTreeSet::new();
    for key in facts {
        for group in tables_of(key.measure) {
            tables.extend(group);
        }
        if key.region != Symbol::NONE && key.region != nation {
            tables.extend(REGIONS);
        }
    }
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for counts in tables.iter().filter_map(|table| data.table_sources.get(*table)) {
        let total: usize = counts.values().sum();
        let part = |n: usize| n as f64 / total as f64;
        used.extend(
            counts.iter().filter(|(_, n)| part(**n) >= LEAST_PART).map(|(s, _)| s.as_str()),
        );
    }
    let names = names_of(scope.edition, &used);
    let map = family.starts_with("map") || family == "locator";
    let mut line = names.join("; ");
    let of_map = data.catalogue.maps.source.as_deref().filter(|_| map);
    if of_map.is_some() {
        let boundaries = scope.label("exhibit.boundaries")?;
        line = if line.is_empty() { boundaries } else { format!("{line}; {boundaries}") };
    }
    if facts.is_empty() {
        return Ok(line);
    }
    Ok(format!("{line}; {}", scope.numbers.label("exhibit.own-calculations")?))
}
