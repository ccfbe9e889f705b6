//! The kinds of reports and the documents that an edition has of each: the one place where a kind is registered.

use crate::diagnostics::{Code, Diagnostic, Faults, Outcome};
use crate::edition::Edition;
use crate::exhibits::{Parameters, Subject};
use crate::templating::Library;
use crate::vocabulary::{Measure, Standards, Symbol};

use super::context::{is_carried, is_thin};
use super::texts::bound_pair;

/// A kind of report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The research article.
    Article,
    /// The overview of the nation.
    National,
    /// The annex for a policy submission.
    Policy,
    /// A brief for each industry and report group.
    Industry,
    /// A brief for each region.
    Region,
    /// What in the data deserves a second look. Made only where it is named.
    Quality,
}

/// A figure that a document places.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FigureRequest {
    /// Name in the document's chapters.
    pub(super) id: String,
    /// Entry of the catalogue.
    pub(super) family: &'static str,
    /// What of the family.
    pub(super) parameters: Parameters,
}

impl Kind {
    /// Every kind, the long documents first: they are worked on first.
    pub const ALL: [Kind; 6] =
        [Kind::Article, Kind::National, Kind::Policy, Kind::Industry, Kind::Region, Kind::Quality];

    /// The name on the command line, in template folders and labels.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Article => "article",
            Kind::National => "national",
            Kind::Policy => "policy",
            Kind::Industry => "industry",
            Kind::Region => "region",
            Kind::Quality => "quality",
        }
    }

    /// The kind of this name.
    pub fn parse(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether the documents of the kind belong to every edition; the others are made where they are named.
    pub fn is_of_every_edition(self) -> bool {
        self != Kind::Quality
    }

    /// Whether the documents of the kind are pages of the web, too.
    pub fn has_web_page(self) -> bool {
        self == Kind::Quality
    }

    /// Whether the documents of the kind begin with a cover.
    pub(super) fn has_cover(self) -> bool {
        matches!(self, Kind::Article | Kind::National)
    }

    /// Whether the documents of the kind cannot do without regions.
    pub(super) fn needs_regions(self) -> bool {
        matches!(self, Kind::Article | Kind::Region)
    }

    /// What the documents of the kind are about, one a document.
    pub fn subjects(self, edition: &Edition) -> Vec<Subject> {
        match self {
            Kind::Article | Kind::National | Kind::Policy | Kind::Quality => vec![Subject::Nation],
            Kind::Industry => {
                edition.data.industries.iter().map(|i| Subject::Industry(i.code)).collect()
            }
            Kind::Region => edition.data.regions.iter().map(|r| Subject::Region(r.code)).collect(),
        }
    }

    /// The figures of a document in no particular order: its chapters place them.
    pub(super) fn figures(self, edition: &Edition, subject: Subject) -> Vec<FigureRequest> {
        let y = edition.data.catalogue.years;
        let has_regions = !edition.data.regions.is_empty();
        let plain = |family: &'static str| FigureRequest {
            id: family.to_owned(),
            family,
            parameters: Parameters::default(),
        };
        let half = |family: &'static str| {
            let mut request = plain(family);
            request.parameters.half = true;
            request
        };
        let map = |id: String, family: &'static str, year, industry, half| FigureRequest {
            id,
            family,
            parameters: Parameters { year: Some(year), industry, half },
        };
        match (self, subject) {
            (Kind::Article, _) => {
                let mut all: Vec<FigureRequest> = [
                    "trade-totals",
                    "exports-by-industry",
                    "imports-by-industry",
                    "embodied-totals",
                    "intensity-comparison",
                    "forecast-check",
                    "waterfall-exports",
                    "waterfall-imports",
                    "scenario-fan",
                ]
                .map(plain)
                .to_vec();
                if is_carried(edition) {
                    all.push(plain("direct-total"));
                }
                if has(edition, Measure::ForecastOls) {
                    all.push(plain("continuations"));
                }
                for (name, year) in [("middle", y.middle), ("horizon", y.horizon)] {
                    all.push(map(format!("tornado-{name}"), "tornado", year, None, true));
                }
                for (name, year) in
                    [("early", y.early), ("middle", y.middle), ("horizon", y.horizon)]
                {
                    all.push(map(format!("map-exports-{name}"), "map-exports", year, None, false));
                }
                for (name, year) in [("middle", y.middle), ("horizon", y.horizon)] {
                    all.push(map(format!("map-imports-{name}"), "map-imports", year, None, false));
                    for code in &edition.data.catalogue.balance_maps {
                        let industry = edition.data.names.symbols.get(code);
                        let id = format!("map-balance-{code}-{name}");
                        all.push(map(id, "map-balance", year, industry, true));
                    }
                }
                if has(edition, Measure::UncertaintyShare) {
                    all.push(plain("uncertainty-budget"));
                }
                all
            }
            (Kind::National, _) => {
                let mut all: Vec<FigureRequest> = [
                    "trade-totals",
                    "embodied-totals",
                    "exports-by-industry",
                    "imports-by-industry",
                    "balance-total",
                    "balance-by-industry",
                    "forecast-check",
                ]
                .map(plain)
                .to_vec();
                if has_regions {
                    let id = |family: &str| format!("{family}-middle");
                    all.push(map(id("map-exports"), "map-exports", y.middle, None, true));
                    all.push(map(id("map-imports"), "map-imports", y.middle, None, true));
                    all.push(map(id("map-balance-all"), "map-balance", y.middle, None, false));
                }
                all
            }
            (Kind::Policy, _) => vec![plain("embodied-totals"), plain("balance-by-industry")],
            (Kind::Quality, _) => vec![plain("coverage")],
            (Kind::Industry, Subject::Industry(code)) => {
                let single = edition.data.industry(code).is_some_and(|i| !i.is_group());
                let trend = if single { half("industry-trend") } else { plain("industry-trend") };
                let mut all = vec![trend];
                if has_regions {
                    all.push(half("industry-regions"));
                    for (name, year) in [("middle", y.middle), ("horizon", y.horizon)] {
                        let id = format!("map-balance-{name}");
                        all.push(map(id, "map-balance", year, Some(code), true));
                    }
                }
                if single {
                    all.push(half("industry-intensity"));
                }
                all
            }
            (Kind::Region, Subject::Region(code)) if is_thin(edition, code) => {
                vec![half("locator"), half("region-trend")]
            }
            (Kind::Region | Kind::Industry, _) => vec![
                half("locator"),
                half("region-rank"),
                plain("region-trend"),
                half("region-industries"),
                half("region-balance"),
            ],
        }
    }

    /// The tables of a document.
    pub(super) fn tables(self, edition: &Edition, subject: Subject) -> Vec<&'static str> {
        let mut tables = self.tables_of_every_folder(edition, subject);
        let place = subject.place(edition.data.names.nation());
        let mut revised = edition.analysis.revisions.of(&edition.data, edition.facts(), place);
        if self != Kind::Quality && revised.next().is_some() {
            tables.push("revisions");
        }
        if self == Kind::Policy && edition.data.catalogue.carbon_price.is_some() {
            tables.push("carbon-exposure");
        }
        let with_input_output = !edition.data.input_output.accounts.is_empty();
        if with_input_output && matches!(self, Kind::Article | Kind::National) {
            tables.push("total-intensities");
        }
        if self == Kind::Article && !edition.data.literature.is_empty() {
            tables.push("literature");
        }
        if matches!(self, Kind::Article | Kind::Quality) && !edition.analysis.oddities.is_empty() {
            tables.push("oddities");
        }
        if is_carried(edition) && self == Kind::Article {
            tables.extend(["balance-count", "supply-industries"]);
        }
        if self == Kind::Article {
            let of_forecasts = [
                ("continuations-industry", Measure::ForecastOls),
                ("backtest-summary", Measure::BacktestMaseOne),
                ("backtest", Measure::MaseOls),
                ("backtest-intensity", Measure::IntensityMaseOls),
                ("breaks", Measure::BreakStatistic),
            ];
            let there = of_forecasts.iter().filter(|(_, measure)| has(edition, *measure));
            tables.extend(there.map(|(table, _)| table));
        }
        if self == Kind::Article && has(edition, Measure::UncertaintyShare) {
            tables.extend(["uncertainty-budget", "uncertainty-regions"]);
        }
        tables
    }

    fn tables_of_every_folder(self, edition: &Edition, subject: Subject) -> Vec<&'static str> {
        let has_regions = !edition.data.regions.is_empty();
        match (self, subject) {
            (Kind::Article, _) => vec![
                "trade-exports",
                "trade-imports",
                "intensity-reporter",
                "intensity-partner",
                "embodied-exports",
                "embodied-imports",
                "models",
                "projection",
                "balance-industry",
                "balance-region",
                "rank-industry",
                "rank-region",
                "shares",
                "anchors",
                "scenarios",
                "sensitivity",
                "sensitivity-years",
                "claims",
                "sources",
                "concordance",
                "decomposition",
            ],
            (Kind::National, _) => {
                let mut tables = vec!["national-headline", "balance-industry", "projection"];
                tables.extend(has_regions.then_some("leading-regions"));
                tables
            }
            (Kind::Policy, _) => vec!["scenarios"],
            (Kind::Industry, _) if !has_regions => vec!["industry-headline"],
            (Kind::Quality, _) => super::quality::tables(edition),
            (Kind::Industry, _) => vec!["industry-headline", "industry-regions-table"],
            (Kind::Region, Subject::Region(code)) if is_thin(edition, code) => {
                vec!["region-headline"]
            }
            (Kind::Region, _) => vec!["region-headline", "region-industry"],
        }
    }
}

/// Why an edition has no report of this kind in this language; none if it has one.
pub fn left_out(
    edition: &Edition,
    library: &Library,
    kind: Kind,
    language: &str,
) -> Option<&'static str> {
    let catalogue = &edition.data.catalogue;
    let pair = [catalogue.pair.reporter.as_str(), catalogue.pair.partner.as_str()];
    if !is_listed(edition, kind) {
        return Some("the catalogue does not list this report");
    }
    if !library.tells(language, kind.code()) {
        return Some("there are no texts of this report in this language");
    }
    if bound_pair(library, language, kind.code()).ok().flatten().is_some_and(|own| own != pair) {
        return Some("the texts of this report are about another pair of countries");
    }
    (kind.needs_regions() && edition.data.regions.is_empty())
        .then_some("the data folder has no regions")
}

/// What catalogue and texts say of the kinds of reports and cannot mean.
///
/// # Errors
/// `E0121` for a kind that does not exist, `E0202` for texts about a pair that is none.
pub fn check_kinds(edition: &Edition, library: &Library) -> Outcome<()> {
    let mut faults = Faults::new();
    for (kind, place) in &edition.data.catalogue.reports {
        if Kind::parse(kind).is_none() {
            faults.push(
                Diagnostic::error(Code::BadCatalogue, "there is no such kind of report")
                    .at(place.clone())
                    .found(format!("`{kind}`"))
                    .allowed(Kind::ALL.map(Kind::code).join(", ")),
            );
        }
    }
    for language in edition.languages() {
        for kind in Kind::ALL {
            if let Err(found) = bound_pair(library, language, kind.code()) {
                faults.append(found);
            }
        }
    }
    faults.check(()).map(|_| ())
}

/// Whether the catalogue has the kind among its reports.
pub fn is_listed(edition: &Edition, kind: Kind) -> bool {
    let listed = &edition.data.catalogue.reports;
    listed.is_empty() || listed.iter().any(|(own, _)| own == kind.code())
}

/// Whether the facts hold a measure: short series have no back-test, and a folder may name no break.
fn has(edition: &Edition, measure: Measure) -> bool {
    edition.facts().iter().any(|fact| fact.key.measure == measure)
}

/// The name of a document's files and folders: a code of its subject, or the kind.
fn slug(edition: &Edition, kind: Kind, subject: Subject) -> String {
    let text = |code: Symbol| edition.data.names.symbols.text(code).to_owned();
    match subject {
        Subject::Nation => kind.code().to_owned(),
        Subject::Region(code) | Subject::Industry(code) => text(code),
    }
}

/// A document that an edition has.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its kind.
    pub kind: Kind,
    /// What it is about.
    pub subject: Subject,
    /// Its language.
    pub language: String,
    /// Name of its files and folders.
    pub slug: String,
    /// What its PDF promises.
    pub standards: Standards,
}

impl Document {
    /// A document of a kind.
    pub fn new(
        edition: &Edition,
        kind: Kind,
        subject: Subject,
        language: &str,
        standards: &Standards,
    ) -> Self {
        let slug = slug(edition, kind, subject);
        Self { kind, subject, language: language.to_owned(), slug, standards: standards.clone() }
    }

    /// Path of its PDF inside the edition's folder.
    pub fn path(&self) -> String {
        let folder = match self.kind {
            Kind::Region => "regions/",
            Kind::Industry => "industries/",
            Kind::Article | Kind::National | Kind::Policy | Kind::Quality => "",
        };
        format!("{folder}{}.{}.pdf", self.slug, self.language)
    }

    /// What stands behind the names of its figures and tables as files: nothing in English, else the language.
    pub fn suffix(&self) -> String {
        if self.language == "en" { String::new() } else { format!(".{}", self.language) }
    }

    /// Path of the file of one of its tables, or of the data of a figure, inside the edition's folder.
    pub fn table_path(&self, name: &str) -> String {
        format!("tables/{}.{name}{}.csv", self.slug, self.suffix())
    }
}

/// Every document of the kinds, in a fixed order.
pub fn plan(edition: &Edition, kinds: &[Kind]) -> Vec<(Kind, Subject)> {
    Kind::ALL
        .into_iter()
        .filter(|kind| kinds.contains(kind))
        .flat_map(|kind| kind.subjects(edition).into_iter().map(move |subject| (kind, subject)))
        .collect()
}
