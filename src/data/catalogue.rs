//! `tradeprint.toml`: title, edition, pair, years, languages, maps.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::catalogue_reader::Reader;
use super::edition_settings::{
    Edition, Revision, RevisionTable, Statements, is_doi, parse_date, revisions,
};
use super::folder::Folder;
use super::folder_tables::FolderTables;
use super::forecast_settings::ForecastSettings;
use super::map_settings::MapSettings;
use super::oddity_settings::OddityBounds;
use super::rows::Translated;
use super::scenario_settings::{self, CarbonPrice, CarbonPriceTable, Scenario, ScenarioTable};
use super::schema::{Vocabulary, with_nearest};
use super::uncertainty_settings::UncertaintySettings;
use crate::diagnostics::{Code, Diagnostic, Faults, Location};
use crate::vocabulary::Pair;

/// The file name of the catalogue.
pub(super) const FILE: &str = "tradeprint.toml";

/// The years that an edition speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Years {
    /// First year of trade by product.
    pub first: i16,
    /// First map year.
    pub early: i16,
    /// Second map year.
    pub middle: i16,
    /// Last year of trade by product and of the intensities' nowcast.
    pub last: i16,
    /// Last year of the projections.
    pub horizon: i16,
}

/// Years that a request puts in the place of the catalogue's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Last year of trade that is used.
    pub last: Option<i16>,
    /// Last year of the projections.
    pub horizon: Option<i16>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PairTable {
    reporter: String,
    partner: String,
}

/// Which kinds of reports an edition has; all that its data and texts allow if it does not say.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reports {
    #[serde(default)]
    list: Vec<Spanned<String>>,
}

/// Names of the countries: by code, then by form (`name`, `adjective`, ...), then by language.
pub type CountryNames = BTreeMap<String, BTreeMap<String, Translated>>;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Languages {
    list: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Article {
    #[serde(default)]
    balance_maps: Vec<Spanned<String>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Allocation {
    #[serde(default)]
    published_bases: Vec<Spanned<String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seed {
    random: u64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    edition: Edition,
    #[serde(default)]
    statements: Statements,
    #[serde(default)]
    revisions: Vec<RevisionTable>,
    pair: PairTable,
    #[serde(default)]
    countries: CountryNames,
    #[serde(default)]
    reports: Reports,
    years: Years,
    languages: Languages,
    #[serde(default)]
    maps: MapSettings,
    #[serde(default)]
    article: Article,
    #[serde(default)]
    allocation: Allocation,
    #[serde(default)]
    oddities: OddityBounds,
    #[serde(default)]
    forecast: ForecastSettings,
    #[serde(default)]
    scenario: Vec<ScenarioTable>,
    carbon_price: Option<CarbonPriceTable>,
    #[serde(default)]
    uncertainty: UncertaintySettings,
    seed: Seed,
}

/// The catalogue of a data folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    /// What the edition says of itself.
    pub edition: Edition,
    /// What it states on funding and interests.
    pub statements: Statements,
    /// Its revisions, the last first.
    pub revisions: Vec<Revision>,
    /// The two countries.
    pub pair: Pair,
    /// Their names and the forms of them that sentences take, where the folder gives its own.
    pub countries: CountryNames,
    /// The kinds of reports that the edition has, with their places; none: all that data and texts allow.
    pub reports: Vec<(String, Location)>,
    /// Its years.
    pub years: Years,
    /// The years that the catalogue names, whatever a request put in their place.
    pub declared: Years,
    /// Languages of the reports, ISO 639-1.
    pub languages: Vec<String>,
    /// Projection and content of the maps.
    pub maps: MapSettings,
    /// Industries and groups whose balances the article maps, in order.
    pub balance_maps: Vec<String>,
    /// Bases whose shares are published shares of trade itself: fitting to other totals leaves them alone.
    pub published_bases: Vec<String>,
    /// Bounds of the list of oddities.
    pub oddities: OddityBounds,
    /// What the comparison of continuations is asked for.
    pub forecast: ForecastSettings,
    /// Paths to the horizon, in the order of the catalogue; the trend alone if it names none.
    pub scenarios: Vec<Scenario>,
    /// An assumed price of emissions, if the catalogue has one.
    pub carbon_price: Option<CarbonPrice>,
    /// How the intervals are made.
    pub uncertainty: UncertaintySettings,
    /// Seed of random numbers.
    pub seed: u64,
    /// Where the codes stand that tables must know: maps, then bases, in the order of their lists.
    places: [Vec<Location>; 2],
}

impl Catalogue {
    /// Puts other years in the place of the catalogue's. An edition that was named after its last year is named after
    /// the new one; map years after it move to it.
    pub(super) fn apply(&mut self, overrides: Overrides, faults: &mut Faults) {
        let years = &mut self.years;
        if let Some(last) = overrides.last {
            if !(years.first + 2..=years.last).contains(&last) {
                faults.push(
                    Diagnostic::error(Code::UnknownSelection, "the year is outside the data")
                        .found(last.to_string())
                        .allowed(format!("{} to {}", years.first + 2, years.last)),
                );
                return;
            }
            if self.edition.id == years.last.to_string() {
                self.edition.id = last.to_string();
            }
            years.last = last;
            years.middle = years.middle.min(last);
            years.early = years.early.min(last);
        }
        if let Some(horizon) = overrides.horizon {
            if horizon <= years.last || horizon > 2200 {
                faults.push(
                    Diagnostic::error(Code::UnknownSelection, "the horizon is not after the data")
                        .found(horizon.to_string())
                        .allowed(format!("{} to 2200", years.last + 1)),
                );
                return;
            }
            years.horizon = horizon;
        }
    }

    /// Year, month and day of the edition's date.
    pub fn date(&self) -> (i32, u8, u8) {
        parse_date(&self.edition.date).unwrap_or((1970, 1, 1))
    }

    pub(super) fn read(folder: &mut Folder, faults: &mut Faults) -> Option<Self> {
        let text = folder.read(FILE, faults)?;
        let shown = folder.shown(FILE);
        let file: File = match toml::from_str(&text) {
            Ok(file) => file,
            Err(error) => {
                faults.push(toml_fault(Code::BadCatalogue, &shown, &text, &error));
                return None;
            }
        };
        let y = file.years;
        let mut wrong = |needle: &str, message: &str, allowed: &str| {
            faults.push(
                Diagnostic::error(Code::BadCatalogue, message)
                    .at(place_of(&shown, &text, needle))
                    .allowed(allowed),
            );
        };
        if !(y.first <= y.early && y.early <= y.middle && y.middle <= y.last && y.last < y.horizon)
        {
            wrong(
                "[years]",
                "the years are not in order",
                "first <= early <= middle <= last < horizon",
            );
        }
        if !(1900..=2200).contains(&y.first) || !(1900..=2200).contains(&y.horizon) {
            wrong("[years]", "a year is out of range", "1900 to 2200");
        }
        let edition = &file.edition;
        for (key, text) in [
            ("title", &edition.title),
            ("publisher", &edition.publisher),
            ("contact", &edition.contact),
            ("licence", &edition.licence),
        ] {
            if text.trim().is_empty() {
                wrong(key, &format!("`{key}` of the edition is empty"), "a text: it is printed");
            }
        }
        if parse_date(&file.edition.date).is_none() {
            wrong("date", "the date of the edition is not a date", "YYYY-MM-DD");
        }
        if file.edition.doi.as_deref().is_some_and(|doi| !is_doi(doi)) {
            wrong("doi", "the DOI of the edition is not one", "10.PREFIX/SUFFIX, without address");
        }
        let safe = |id: &str| {
            !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
        };
        if !safe(&file.edition.id) {
            wrong(
                "id",
                "the edition's id cannot name a folder",
                "letters, digits, hyphen, underscore",
            );
        }
        let letters =
            |code: &str| !code.is_empty() && code.bytes().all(|b| b.is_ascii_alphanumeric());
        if !letters(&file.pair.reporter) || !letters(&file.pair.partner) {
            wrong("[pair]", "a country's code cannot stand in a fact's name", "ISO 3166-1 alpha-2");
        }
        if file.pair.reporter == file.pair.partner {
            wrong("[pair]", "reporter and partner are the same", "two countries");
        }
        for (code, forms) in &file.countries {
            let needle = format!("[countries.{code}]");
            if *code != file.pair.reporter && *code != file.pair.partner {
                wrong(
                    &needle,
                    "names of a country that is not of the pair",
                    "reporter and partner",
                );
            }
            if forms.values().any(|texts| texts.values().any(|text| text.trim().is_empty())) {
                wrong(&needle, "a country's name is empty", "what the reports call it");
            }
            if forms.get("name").is_some_and(|name| !name.contains_key("en")) {
                wrong(&needle, "a country has no English name", "name = { en = \"...\" }");
            }
        }
        if file.languages.list.is_empty() {
            wrong("[languages]", "no language is listed", "at least one, such as \"en\"");
        }
        for (key, message, allowed) in file.uncertainty.faults() {
            wrong(key, message, allowed);
        }
        for (name, value, allowed) in file.oddities.faults() {
            faults.push(
                Diagnostic::error(Code::BadCatalogue, "not a bound of oddities")
                    .at(place_of(&shown, &text, &format!("{name} ")))
                    .found(format!("{name} = {value}"))
                    .allowed(allowed),
            );
        }
        let mut reader = Reader { shown: &shown, text: &text, faults };
        let revisions = revisions(file.revisions, &file.edition, &mut reader);
        let reports = file.reports.list.into_iter().map(|kind| {
            let place = Location::of_byte(&shown, &text, kind.span().start);
            (kind.into_inner(), place)
        });
        let reports = reports.collect();
        let codes = [file.article.balance_maps, file.allocation.published_bases];
        let places = codes.each_ref().map(|list| {
            list.iter().map(|code| Location::of_byte(&shown, &text, code.span().start)).collect()
        });
        let [balance_maps, published_bases] =
            codes.map(|list| list.into_iter().map(Spanned::into_inner).collect());
        file.forecast.check(y, &shown, &text, reader.faults);
        let scenarios = reader.scenarios(&file.scenario, y);
        let carbon_price = file.carbon_price.as_ref().map(|table| reader.carbon_price(table));
        Some(Self {
            edition: file.edition,
            statements: file.statements,
            revisions,
            pair: Pair { reporter: file.pair.reporter, partner: file.pair.partner },
            countries: file.countries,
            reports,
            years: file.years,
            declared: file.years,
            languages: file.languages.list,
            maps: file.maps,
            balance_maps,
            published_bases,
            oddities: file.oddities,
            forecast: file.forecast,
            scenarios,
            carbon_price,
            uncertainty: file.uncertainty,
            seed: file.seed.random,
            places,
        })
    }
}

/// Checks the codes that the catalogue names against the tables.
pub(super) fn check_codes(
    folder: &Folder,
    catalogue: &Catalogue,
    tables: &FolderTables,
    faults: &mut Faults,
) {
    let industries = tables.any_industry();
    let bases = tables.codes.get(&Vocabulary::Basis);
    let [maps, published] = &catalogue.places;
    for (named, places, known, message, table) in [
        (
            &catalogue.balance_maps,
            maps,
            industries.as_ref(),
            "a map of an unknown industry",
            "industries.csv",
        ),
        (&catalogue.published_bases, published, bases, "an unknown basis", "regional_weights.csv"),
    ] {
        // A table that cannot be read has its own fault.
        let Some(known) = known else { continue };
        for (code, place) in named.iter().zip(places).filter(|(code, _)| !known.contains(*code)) {
            let fault = Diagnostic::error(Code::BadCatalogue, message)
                .at(place.clone())
                .found(format!("`{code}`"))
                .allowed(format!("codes of {table}"));
            faults.push(with_nearest(fault, code, known.iter().map(String::as_str)));
        }
    }
    if let (Some(code), Some(known)) =
        (&catalogue.maps.source, tables.codes.get(&Vocabulary::Source))
        && !known.contains(code)
    {
        let fault =
            Diagnostic::error(Code::BadCatalogue, "the boundaries are of an unknown source")
                .at(Location::file(folder.shown(FILE)))
                .found(format!("`{code}`"))
                .allowed("codes of sources.csv");
        faults.push(with_nearest(fault, code, known.iter().map(String::as_str)));
    }
    let settings = (catalogue.scenarios.as_slice(), catalogue.carbon_price.as_ref());
    let pair = (catalogue.pair.reporter.as_str(), catalogue.pair.partner.as_str());
    scenario_settings::check(folder, settings, pair, tables, faults);
}

/// The place of the first line that begins with this text, or the file.
pub(super) fn place_of(shown: &str, text: &str, needle: &str) -> Location {
    text.lines().position(|line| line.trim_start().starts_with(needle)).map_or_else(
        || Location::file(shown),
        |line| Location::at(shown, u32::try_from(line + 1).unwrap_or(0), 1),
    )
}

/// A fault of the toml reader at its place.
pub(super) fn toml_fault(
    code: Code,
    shown: &str,
    text: &str,
    error: &toml::de::Error,
) -> Diagnostic {
    let diagnostic = Diagnostic::error(code, error.message().to_owned());
    match error.span() {
        Some(span) => diagnostic.within(shown, text, span),
        None => diagnostic.at(Location::file(shown)),
    }
}
