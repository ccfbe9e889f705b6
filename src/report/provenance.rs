//! Where the numbers of an exhibit or document come from, in words.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::diagnostics::Outcome;
use crate::exhibits::Scope;
use crate::facts::FactKey;
use crate::vocabulary::{Measure, Symbol};

const TRADE: &[&str] = &["trade.csv", "concordance.csv"];
const TOTALS: &[&str] = &["trade_totals.csv"];
const INTENSITY: &[&str] = &["emissions.csv", "output.csv", "macro.csv"];
const INPUT_OUTPUT: &[&str] = &["io_use.csv", "io_accounts.csv", "io_exports.csv"];
const REGIONS: &[&str] = &["regional_weights.csv"];
const PEOPLE: &[&str] = &["regional_indicators.csv"];

/// A source with a smaller part of a table's mentions stands in the list of sources only.
const LEAST_PART: f64 = 0.05;

/// The tables that a measure draws on, those that decide its value first. Exchange rates and single published totals
/// stand in the list of sources of every report and are left out of the lines under exhibits.
fn tables_of(measure: Measure) -> Vec<&'static [&'static str]> {
    match measure {
        Measure::TradeTotal
        | Measure::TradeTurnover
        | Measure::TradeBalance
        | Measure::MirrorGap
        | Measure::RecordsError => vec![TOTALS],
        Measure::ForecastError => vec![TRADE, TOTALS],
        Measure::Trade
        | Measure::TradeReported
        | Measure::TradeShare
        | Measure::Slope
        | Measure::Intercept
        | Measure::RSquared
        | Measure::Observations
        | Measure::ResidualError
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
        | Measure::Emissions => vec![INTENSITY],
        Measure::BalanceDirectIo
        | Measure::BalanceTotal
        | Measure::EmbodiedDirectIo
        | Measure::EmbodiedTotal
        | Measure::IntensityDirectIo
        | Measure::IntensityTotal => vec![INPUT_OUTPUT],
        Measure::Population => vec![PEOPLE],
        Measure::PerCapita => vec![TRADE, INTENSITY, REGIONS, PEOPLE],
        Measure::Avoided
        | Measure::Balance
        | Measure::BalanceIntensity
        | Measure::BalanceVolume
        | Measure::Concentration
        | Measure::DomesticTechnology
        | Measure::Embodied
        | Measure::Growth
        | Measure::Joint
        | Measure::Rank
        | Measure::RankBalance
        | Measure::RankIndustry
        | Measure::ScenarioBalance
        | Measure::ScenarioExports
        | Measure::ScenarioImports
        | Measure::ScenarioJoint
        | Measure::Share
        | Measure::TermsOfTrade
        | Measure::UncertaintyAgreement
        | Measure::UncertaintyShare => vec![TRADE, INTENSITY],
    }
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
    let mut names: Vec<&str> = Vec::new();
    let listed = |s: &&crate::data::Source| used.contains(s.code.as_str()) && !s.url.is_empty();
    for source in data.sources.iter().filter(listed) {
        if !names.contains(&source.short.as_str()) {
            names.push(&source.short);
        }
    }
    let map = family.starts_with("map") || family == "locator";
    let boundaries = scope.numbers.label("exhibit.boundaries")?;
    let mut line = names.join("; ");
    if map {
        line =
            if line.is_empty() { boundaries.to_owned() } else { format!("{line}; {boundaries}") };
    }
    if facts.is_empty() {
        return Ok(line);
    }
    Ok(format!("{line}; {}", scope.numbers.label("exhibit.own-calculations")?))
}

/// One hash over all inputs: names and hashes in order of name.
pub(crate) fn inputs_hash(data: &crate::data::Dataset) -> String {
    let mut list: Vec<String> =
        data.inputs.iter().map(|input| format!("{}  {}", input.sha256, input.name)).collect();
    list.sort_unstable();
    let digest = Sha256::digest(list.join("\n").as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The rows of the provenance block.
pub(super) fn rows(scope: &Scope<'_>) -> Outcome<Vec<(String, String)>> {
    let data = &scope.edition.data;
    let word = |key: &str| scope.numbers.label(key).map(str::to_owned);
    let hash = inputs_hash(data);
    Ok(vec![
        (word("provenance.program")?, format!("Tradeprint {}", env!("CARGO_PKG_VERSION"))),
        (word("provenance.inputs")?, format!("SHA-256 {}", &hash[..16])),
    ])
}
