//! Scenarios and the price of carbon, as the catalogue sets them.

use serde::Deserialize;
use toml::Spanned;

use super::catalogue::{FILE, Years};
use super::catalogue_reader::Reader;
use super::folder::Folder;
use super::folder_tables::FolderTables;
use super::schema::{Vocabulary, with_nearest};
use crate::diagnostics::{Code, Diagnostic, Faults, Location};
use crate::vocabulary::{codes, unallocated_code};

/// How intensities go on after the last year of trade.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum IntensityPath {
    /// Each country's real trend.
    Trend,
    /// As in the last year of trade.
    Frozen,
    /// The reporter's go this part (0 to 1) of the way to the partner's by the horizon, in equal yearly steps; the
    /// partner's follow their trend.
    Convergence(f64),
    /// Both change by a yearly relative rate, the reporter's first.
    Rate([f64; 2]),
}

/// How trade goes on after the last year of trade.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TradePath {
    /// The line of each flow and industry.
    Trend,
    /// Both flows are scaled by one factor until their sum is the goal.
    Goal {
        /// Value of both flows together, USD.
        turnover: f64,
        /// The year in which the goal is met.
        year: i16,
    },
}

/// A named set of paths.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Code in facts and labels.
    pub id: String,
    /// Code of `sources.csv`; none for the trend that a catalogue without scenarios has.
    pub source: Option<String>,
    /// Path of the intensities.
    pub intensities: IntensityPath,
    /// Path of trade.
    pub trade: TradePath,
    /// Its line in the catalogue; 0 for the trend that a catalogue without scenarios has.
    pub line: u32,
}

/// An assumed price of emissions.
#[derive(Clone, Debug, PartialEq)]
pub struct CarbonPrice {
    /// USD a tonne of CO2.
    pub usd_per_tonne: f64,
    /// Code of `sources.csv`.
    pub source: String,
    /// Its line in the catalogue.
    pub line: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScenarioTable {
    id: Spanned<String>,
    source: Spanned<String>,
    intensities: Spanned<String>,
    trade: Spanned<String>,
    share: Option<Spanned<f64>>,
    reporter_rate: Option<Spanned<f64>>,
    partner_rate: Option<Spanned<f64>>,
    turnover_usd: Option<Spanned<f64>>,
    goal_year: Option<Spanned<i16>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CarbonPriceTable {
    usd_per_tonne: Spanned<f64>,
    source: Spanned<String>,
}

impl Reader<'_> {
    /// A number that a kind of path needs, within limits.
    fn number(
        &mut self,
        kind: &Spanned<String>,
        name: &str,
        value: Option<&Spanned<f64>>,
        (inside, allowed): (fn(f64) -> bool, &str),
    ) -> Option<f64> {
        let Some(value) = value else {
            let message = format!("`{}` needs `{name}`", kind.get_ref());
            self.fault(Code::BadCatalogue, kind, &message, allowed);
            return None;
        };
        if !inside(*value.get_ref()) {
            self.fault(Code::OutOfRange, value, &format!("`{name}` is out of range"), allowed);
            return None;
        }
        Some(*value.get_ref())
    }

    /// A fault for each of these that is there although its kind of path does not use it.
    fn unused(&mut self, kind: &str, parameters: &[(&str, Option<std::ops::Range<usize>>)]) {
        for (name, span) in parameters {
            if let Some(span) = span {
                let message = format!("`{kind}` does not use `{name}`");
                let fault = Diagnostic::error(Code::BadCatalogue, message);
                self.faults.push(fault.within(self.shown, self.text, span.clone()));
            }
        }
    }

    fn unknown_kind(&mut self, at: &Spanned<String>, what: &str, kinds: &[&str]) {
        let fault = Diagnostic::error(Code::BadCatalogue, format!("a path of {what} is unknown"))
            .found(format!("`{}`", at.get_ref()))
            .allowed(kinds.join(", "));
        let fault = with_nearest(fault, at.get_ref(), kinds.iter().copied());
        self.faults.push(fault.within(self.shown, self.text, at.span()));
    }

    /// The scenarios of the catalogue in its order; without any, the trend alone.
    pub(super) fn scenarios(&mut self, tables: &[ScenarioTable], years: Years) -> Vec<Scenario> {
        if tables.is_empty() {
            return vec![Scenario {
                id: codes::TREND.to_owned(),
                source: None,
                intensities: IntensityPath::Trend,
                trade: TradePath::Trend,
                line: 0,
            }];
        }
        let mut all: Vec<Scenario> = Vec::new();
        for table in tables {
            let id = table.id.get_ref();
            let letters = |b: u8| b.is_ascii_alphanumeric() || b"-_".contains(&b);
            if id.is_empty() || !id.bytes().all(letters) {
                let allowed = "letters, digits, hyphen, underscore";
                let message = "the id of a scenario cannot stand in a fact's name";
                self.fault(Code::BadCatalogue, &table.id, message, allowed);
            }
            if tables.iter().take_while(|t| !std::ptr::eq(*t, table)).any(|t| t.id == table.id) {
                let message = "two scenarios have the same id";
                self.fault(Code::DuplicateKey, &table.id, message, "each id once");
            }
            let (intensities, trade) = (self.intensities(table), self.trade(table, years));
            let (Some(intensities), Some(trade)) = (intensities, trade) else { continue };
            if kept(id).is_some_and(|path| (path, TradePath::Trend) != (intensities, trade)) {
                let message = "the id is kept for another set of paths";
                let allowed =
                    "trend, frozen (both with trade on its trend), half-convergence (share = 0.5)";
                self.fault(Code::BadCatalogue, &table.id, message, allowed);
            }
            all.push(Scenario {
                id: id.clone(),
                source: Some(table.source.get_ref().clone()),
                intensities,
                trade,
                line: self.line(&table.id),
            });
        }
        all
    }

    fn intensities(&mut self, table: &ScenarioTable) -> Option<IntensityPath> {
        let kind = &table.intensities;
        let span = |v: &Option<Spanned<f64>>| v.as_ref().map(Spanned::span);
        let share = ("share", span(&table.share));
        let rates = [
            ("reporter_rate", span(&table.reporter_rate)),
            ("partner_rate", span(&table.partner_rate)),
        ];
        match kind.get_ref().as_str() {
            word @ ("trend" | "frozen") => {
                self.unused(word, &[share]);
                self.unused(word, &rates);
                let trend = word == "trend";
                Some(if trend { IntensityPath::Trend } else { IntensityPath::Frozen })
            }
            word @ "convergence" => {
                self.unused(word, &rates);
                let limits: (fn(f64) -> bool, &str) = (|v| (0.0..=1.0).contains(&v), "0 to 1");
                let share = self.number(kind, "share", table.share.as_ref(), limits);
                share.map(IntensityPath::Convergence)
            }
            word @ "rate" => {
                self.unused(word, &[share]);
                let limits: (fn(f64) -> bool, &str) =
                    (|v| -1.0 < v && v <= 1.0, "a yearly relative change, above -1 and at most 1");
                let own = self.number(kind, "reporter_rate", table.reporter_rate.as_ref(), limits);
                let other = self.number(kind, "partner_rate", table.partner_rate.as_ref(), limits);
                Some(IntensityPath::Rate([own?, other?]))
            }
            _ => {
                let kinds = ["trend", "frozen", "convergence", "rate"];
                self.unknown_kind(kind, "intensities", &kinds);
                None
            }
        }
    }

    fn trade(&mut self, table: &ScenarioTable, years: Years) -> Option<TradePath> {
        let kind = &table.trade;
        match kind.get_ref().as_str() {
            "trend" => {
                let turnover = table.turnover_usd.as_ref().map(Spanned::span);
                let year = table.goal_year.as_ref().map(Spanned::span);
                self.unused("trend", &[("turnover_usd", turnover), ("goal_year", year)]);
                Some(TradePath::Trend)
            }
            "goal" => {
                let limits: (fn(f64) -> bool, &str) =
                    (|v| v > 0.0 && v.is_finite(), "USD, above zero");
                let turnover =
                    self.number(kind, "turnover_usd", table.turnover_usd.as_ref(), limits);
                let allowed = format!("{} to 2200", years.last + 1);
                let Some(goal) = &table.goal_year else {
                    self.fault(Code::BadCatalogue, kind, "`goal` needs `goal_year`", &allowed);
                    return None;
                };
                let year = *goal.get_ref();
                if year <= years.last || year > 2200 {
                    let message = "the goal's year is not after the data";
                    self.fault(Code::OutOfRange, goal, message, &allowed);
                    return None;
                }
                Some(TradePath::Goal { turnover: turnover?, year })
            }
            _ => {
                self.unknown_kind(kind, "trade", &["trend", "goal"]);
                None
            }
        }
    }

    /// The price of carbon.
    pub(super) fn carbon_price(&mut self, table: &CarbonPriceTable) -> CarbonPrice {
        let price = &table.usd_per_tonne;
        if !price.get_ref().is_finite() || *price.get_ref() <= 0.0 {
            let message = "the price of carbon is out of range";
            self.fault(Code::OutOfRange, price, message, "USD a tonne, above zero");
        }
        CarbonPrice {
            usd_per_tonne: *price.get_ref(),
            source: table.source.get_ref().clone(),
            line: self.line(price),
        }
    }
}

/// The intensities of an id that texts of the reports speak of.
fn kept(id: &str) -> Option<IntensityPath> {
    match id {
        codes::TREND => Some(IntensityPath::Trend),
        codes::FROZEN => Some(IntensityPath::Frozen),
        codes::HALF_CONVERGENCE => Some(IntensityPath::Convergence(0.5)),
        _ => None,
    }
}

/// Checks sources and ids against the tables: an id stands in the place of an industry's code in facts.
pub(super) fn check(
    folder: &Folder,
    (scenarios, price): (&[Scenario], Option<&CarbonPrice>),
    (reporter, partner): (&str, &str),
    tables: &FolderTables,
    faults: &mut Faults,
) {
    let at = |line: u32| Location::at(folder.shown(FILE), line, 0);
    let named = scenarios
        .iter()
        .filter_map(|s| s.source.as_deref().map(|source| (source, s.line)))
        .chain(price.map(|p| (p.source.as_str(), p.line)));
    for (source, line) in named {
        // A table that cannot be read has its own fault.
        let Some(known) = tables.codes.get(&Vocabulary::Source) else { continue };
        if !known.contains(source) {
            let fault = Diagnostic::error(Code::UnknownSource, "sources.csv has no such source")
                .at(at(line))
                .found(format!("`{source}`"));
            faults.push(with_nearest(fault, source, known.iter().map(String::as_str)));
        }
    }
    for scenario in scenarios {
        let id = scenario.id.as_str();
        let own = ["all", codes::OWN_YEAR, codes::CARRIED, reporter, partner];
        let taken = own.contains(&id)
            || codes::is_variant(id)
            || id == unallocated_code(reporter)
            || tables.code_columns().any(|mut codes| codes.any(|code| code == id));
        if taken {
            faults.push(
                Diagnostic::error(Code::DuplicateKey, "the id is the code of something else")
                    .at(at(scenario.line))
                    .found(format!("`{id}`"))
                    .allowed("an id that no table and no result of the analysis has"),
            );
        }
    }
}
