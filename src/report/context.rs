//! The variables of a document's templates.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::distinction::Distinction;
use super::kinds::{Kind, left_out};
use super::provenance::names_of;
use crate::analysis::compared;
use crate::analysis::forecast::is_autocorrelated;
use crate::data::{Industry, IntensityPath, Scenario, TradePath};
use crate::edition::Edition;
use crate::exhibits::Subject;
use crate::facts::FactKey;
use crate::templating::Library;
use crate::vocabulary::{Flow, Measure, Side, Symbol, codes, unallocated_code};

/// A region gets a shorter brief where its joint total is below this part of the nation's. It parts the few regions
/// whose exchange the allocation cannot tell from nothing from those with a flow of some industry that can be seen.
const THIN: f64 = 0.0004;

/// Whether there is too little to draw charts of.
pub(super) fn is_thin(edition: &Edition, region: Symbol) -> bool {
    let year = edition.data.catalogue.years.last;
    let joint = |place: Symbol| {
        let key = FactKey::new(Measure::Joint).industry(Symbol::ALL).region(place).year(year);
        edition.facts().get(&key).map_or(0.0, |f| f.value)
    };
    joint(region) <= THIN * joint(edition.data.names.nation())
}

/// Whether total intensities are carried to the goods of the edition.
pub(super) fn is_carried(edition: &Edition) -> bool {
    let nation = edition.data.names.nation();
    let year = edition.data.catalogue.years.last;
    let key = FactKey::new(Measure::BalanceSupply).industry(Symbol::ALL).region(nation).year(year);
    edition.facts().get(&key).is_some()
}

#[derive(Serialize)]
struct Named<'a> {
    code: &'a str,
    name: &'a str,
    short: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_name: Option<&'a str>,
}

#[derive(Serialize)]
struct AnchorOfRegion<'a> {
    id: &'a str,
    year: String,
}

fn named<'a>(edition: &'a Edition, industry: &Industry, language: &str) -> Named<'a> {
    Named {
        code: edition.data.names.symbols.text(industry.code),
        name: edition.industry_name(industry.code, language),
        short: edition.industry_short(industry.code, language),
        parent_name: None,
    }
}

/// The variables that every document has, and those of its subject.
pub(super) fn context(
    edition: &Edition,
    library: &Library,
    subject: Subject,
    language: &str,
) -> Value {
    let data = &edition.data;
    let y = data.catalogue.years;
    let totals = data.totals.iter().map(|r| r.year);
    let year = |y: i16| y.to_string();
    let last_accounts = data.emissions.iter().map(|r| r.year).max().unwrap_or(0);
    // Years with a published total after those of the analysis.
    let later: Vec<String> = totals
        .clone()
        .filter(|t| *t > y.last)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(year)
        .collect();
    let years = context! {
        first => year(y.first),
        early => year(y.early),
        middle => year(y.middle),
        previous => year(y.last - 1),
        last => year(y.last),
        horizon => year(y.horizon),
        intensity_last => year(last_accounts),
        totals_first => year(totals.clone().min().unwrap_or(0)),
        totals_last => year(totals.clone().max().unwrap_or(0)),
        later => later,
        carried => last_accounts < y.last,
        trade => (y.first..=y.last).map(year).collect::<Vec<_>>(),
    };
    let industries: Vec<Named<'_>> =
        data.analysis_industries().map(|i| named(edition, i, language)).collect();
    let groups: Vec<Named<'_>> = data.groups().map(|i| named(edition, i, language)).collect();
    let regions: Vec<Named<'_>> = data
        .regions
        .iter()
        .map(|r| Named {
            code: data.names.symbols.text(r.code),
            name: edition.region_name(r.code, language),
            short: edition.region_name(r.code, language),
            parent_name: r.parent.map(|p| edition.region_name(p, language)),
        })
        .collect();
    let names = edition.countries(language).ok();
    let country = |side: Side| {
        let code = data.catalogue.pair.code(side);
        let mut forms = names.map(|names| names.forms(side).clone()).unwrap_or_default();
        forms.insert("code".to_owned(), code.to_owned());
        Value::from(Serde(forms))
    };
    let shared = context! {
        reporter => country(Side::Reporter),
        partner => country(Side::Partner),
        pair => format!("{}-{}", data.catalogue.pair.reporter, data.catalogue.pair.partner),
        has_article => left_out(edition, library, Kind::Article, language).is_none(),
        unallocated => unallocated_code(&data.catalogue.pair.reporter),
        regional => context! { reported => reported(edition, data.regions.iter().map(|r| r.code)) },
        sources_of => sources_of(edition),
        Y => years,
        io => input_output(edition),
        literature => literature(edition),
        oddities => edition.analysis.oddities.len().to_string(),
        supply => supply(edition, language),
        forecast => forecast(edition, language),
        scenarios => Value::from(Serde(scenarios(edition))),
        uncertainty => uncertainty(edition, language),
        industries => Value::from(Serde(industries)),
        groups => Value::from(Serde(groups)),
        regions => Value::from(Serde(regions)),
        edition => context! {
            id => data.catalogue.edition.id.as_str(),
            title => data.catalogue.edition.title.as_str(),
            date => data.catalogue.edition.date.as_str(),
            licence => data.catalogue.edition.licence.as_str(),
            publisher => data.catalogue.edition.publisher.as_str(),
        },
        article => context! { balance_maps => Value::from(Serde(&data.catalogue.balance_maps)) },
    };
    match subject {
        Subject::Nation => shared,
        Subject::Region(code) => context! { region => region(edition, code, language), ..shared },
        Subject::Industry(code) => {
            context! { industry => industry(edition, code, language), ..shared }
        }
    }
}

/// How much of the trade of regions in the data years is reported rather than allocated: `all`, `some` or `none`.
fn reported(edition: &Edition, regions: impl Iterator<Item = Symbol>) -> &'static str {
    let years = edition.data.catalogue.years;
    let mut reported = false;
    let mut allocated = false;
    for region in regions {
        for flow in Flow::BOTH {
            for year in years.first..=years.last {
                let key = FactKey::new(Measure::AllocatedShare).flow(flow).region(region);
                if let Some(fact) = edition.facts().get(&key.year(year)) {
                    reported |= fact.value < 1.0;
                    allocated |= fact.value > 0.0;
                }
            }
        }
    }
    match (reported, allocated) {
        (true, false) => "all",
        (true, true) => "some",
        (false, _) => "none",
    }
}

/// Short names of the sources of each part of the data, in the order of `sources.csv`.
fn sources_of(edition: &Edition) -> Value {
    let data = &edition.data;
    let names = |tables: &[&str]| -> String {
        let used: BTreeSet<&str> = tables
            .iter()
            .filter_map(|table| data.table_sources.get(*table))
            .flat_map(|counts| counts.keys().map(String::as_str))
            .collect();
        names_of(edition, &used).join("; ")
    };
    context! {
        trade => names(&["trade.csv", "trade_totals.csv", "concordance.csv"]),
        accounts => names(&["emissions.csv", "output.csv", "io_use.csv", "io_accounts.csv"]),
        regional_trade => names(&["regional_trade.csv"]),
        boundaries => data
            .sources
            .iter()
            .find(|s| data.catalogue.maps.source.as_ref() == Some(&s.code))
            .map_or("", |s| s.short.as_str()),
        economy => names(&["macro.csv", "exchange_rates.csv"]),
        regions => names(&[
            "regional_trade.csv",
            "regional_weights.csv",
            "regional_anchors.csv",
            "regional_indicators.csv",
        ]),
    }
}

#[derive(Serialize)]
struct NamedScenario<'a> {
    id: &'a str,
    intensities: &'static str,
    trade: &'static str,
    goal_year: Option<String>,
    source: &'a str,
    /// Whether the editors of the folder assume it: their own judgement has no address.
    assumed: bool,
}

/// The scenarios that have results, with the kinds of their paths.
fn scenarios(edition: &Edition) -> Vec<NamedScenario<'_>> {
    let data = &edition.data;
    let has_results = |id: &str| {
        let key = |code| FactKey::new(Measure::ScenarioBalance).industry(code);
        let year = data.catalogue.years.horizon;
        let code = data.names.symbols.get(id);
        code.is_some_and(|code| edition.facts().get(&key(code).year(year)).is_some())
    };
    let source = |code: &str| data.sources.iter().find(|source| source.code == code);
    let named = |scenario: &Scenario| scenario.source.as_deref().and_then(source);
    let found = data.catalogue.scenarios.iter().filter(|s| has_results(&s.id));
    found
        .map(|scenario| NamedScenario {
            id: scenario.id.as_str(),
            intensities: match scenario.intensities {
                IntensityPath::Trend => "trend",
                IntensityPath::Frozen => "frozen",
                IntensityPath::Convergence(_) => "convergence",
                IntensityPath::Rate(_) => "rate",
            },
            trade: match scenario.trade {
                TradePath::Trend => "trend",
                TradePath::Goal { .. } => "goal",
            },
            goal_year: match scenario.trade {
                TradePath::Trend => None,
                TradePath::Goal { year, .. } => Some(year.to_string()),
            },
            source: named(scenario).map_or("", |source| source.short.as_str()),
            assumed: named(scenario).is_none_or(|source| source.url.is_empty()),
        })
        .collect()
}

/// How the intervals are made, and what they hold.
fn uncertainty(edition: &Edition, language: &str) -> Value {
    let settings = edition.data.catalogue.uncertainty;
    let draws = edition.numbers(language).map(|n| n.plain(f64::from(settings.draws), 0));
    context! {
        draws => draws.unwrap_or_default(),
        concordance => settings.concordance_concentration.is_some(),
        sources => codes::SOURCES,
    }
}

/// The years that have input-output tables, all together and by what the two ways to count say of the national balance.
fn input_output(edition: &Edition) -> Value {
    let nation = edition.data.names.nation();
    let years = edition.data.input_output.years();
    // The sign of the balance: direct, then total.
    let signs = |year: i16| {
        [Measure::BalanceDirectIo, Measure::BalanceTotal].map(|measure| {
            let key = FactKey::new(measure).industry(Symbol::ALL).region(nation).year(year);
            edition.facts().get(&key).map_or(0, |f| f.value.total_cmp(&0.0) as i8)
        })
    };
    let of = |wanted: &dyn Fn([i8; 2]) -> bool| -> Vec<String> {
        years.iter().filter(|y| wanted(signs(**y))).map(i16::to_string).collect()
    };
    let turned = of(&|s| s == [1, -1]);
    context! {
        years => of(&|_| true),
        first => years.first().map(i16::to_string),
        last => years.last().map(i16::to_string),
        turned_in_most => 2 * turned.len() > years.len(),
        direct_positive_in_all => years.iter().all(|y| signs(*y)[0] == 1),
        turned => turned,
        turned_back => of(&|s| s == [-1, 1]),
        alike => of(&|s| s[0] == s[1]),
    }
}

/// The published totals of other studies, and how they stand to ours.
fn literature(edition: &Edition) -> Value {
    let names = &edition.data.names;
    let rows = edition.data.literature.iter();
    rows.map(|total| {
        let own = compared(total, edition.facts());
        let source = edition.data.sources.iter().find(|s| s.code == total.source);
        context! {
            id => names.symbols.text(total.study),
            year => total.year.to_string(),
            citation => Some(total.citation.as_str()).filter(|key| !key.is_empty()),
            study => source.map_or(total.source.as_str(), |s| s.short.as_str()),
            has_own => own.is_some(),
            own_measure => own.map(|fact| fact.key.measure.as_str()),
        }
    })
    .collect()
}

/// Total intensities carried to the goods of the edition: by what the two counts say of the national balance in its
/// data years, and which industries no multiplier covers. `carried` is false where the folder has none.
fn supply(edition: &Edition, language: &str) -> Value {
    let data = &edition.data;
    let nation = data.names.nation();
    let years = data.catalogue.years;
    let sign = |measure, year| {
        let key = FactKey::new(measure).industry(Symbol::ALL).region(nation).year(year);
        edition.facts().get(&key).map_or(0, |f| f.value.total_cmp(&0.0) as i8)
    };
    let signs = |year| [Measure::Balance, Measure::BalanceSupply].map(|m| sign(m, year));
    let runs = |wanted: &dyn Fn([i8; 2]) -> bool| {
        let found: Vec<i16> = (years.first..=years.last).filter(|y| wanted(signs(*y))).collect();
        let runs = found
            .chunk_by(|a, b| *b == a + 1)
            .map(|run| Run { first: run[0].to_string(), last: run[run.len() - 1].to_string() });
        Value::from(Serde(runs.collect::<Vec<_>>()))
    };
    let count = |wanted: &dyn Fn([i8; 2]) -> bool| {
        (years.first..=years.last).filter(|y| wanted(signs(*y))).count()
    };
    let all = count(&|_| true);
    let has_multiplier = |code: Symbol| {
        Flow::BOTH.iter().any(|flow| {
            let key = FactKey::new(Measure::EmbodiedSupply).flow(*flow).industry(code);
            edition.facts().get(&key.region(nation).year(years.last)).is_some()
        })
    };
    let not_counted: Vec<&str> = data
        .analysis_industries()
        .filter(|i| !has_multiplier(i.code))
        .map(|i| edition.industry_name(i.code, language))
        .collect();
    let tables = data.input_output.years();
    let inside: Vec<String> = tables.range(years.first..=years.last).map(i16::to_string).collect();
    context! {
        carried => is_carried(edition),
        tables_inside => inside,
        turned => runs(&|s| s == [1, -1]),
        turned_in_most => 2 * count(&|s| s == [1, -1]) > all,
        turned_back => runs(&|s| s == [-1, 1]),
        both_positive => runs(&|s| s == [1, 1]),
        both_negative => runs(&|s| s == [-1, -1]),
        not_counted => Value::from(Serde(not_counted)),
    }
}

/// Years on end.
#[derive(Serialize)]
struct Run {
    first: String,
    last: String,
}

/// What the comparison of continuations was asked for, and the industries, by flow, whose neighbouring years miss the line alike.
fn forecast(edition: &Edition, language: &str) -> Value {
    let data = &edition.data;
    let breaks = &data.catalogue.forecast.breaks;
    let alike = |flow: Flow| -> Vec<&str> {
        let key = |industry| FactKey::new(Measure::Autocorrelation).flow(flow).industry(industry);
        let flagged = |industry: &&Symbol| {
            edition.facts().get(&key(**industry)).is_some_and(|fact| {
                is_autocorrelated(fact.value, edition.facts().inputs(fact).len())
            })
        };
        data.names
            .industries
            .iter()
            .filter(flagged)
            .map(|industry| edition.industry_name(*industry, language))
            .collect()
    };
    let autocorrelated: BTreeMap<&str, Vec<&str>> =
        Flow::BOTH.into_iter().map(|flow| (flow.role(), alike(flow))).collect();
    context! {
        breaks => breaks.iter().map(i16::to_string).collect::<Vec<_>>(),
        autocorrelated => Value::from(Serde(autocorrelated)),
    }
}

fn region(edition: &Edition, code: Symbol, language: &str) -> Value {
    let data = &edition.data;
    let names = &data.names;
    let region = data.region(code).expect("documents are made for known regions");
    let year = data.catalogue.years.last;
    let has_trade = Flow::BOTH.iter().any(|flow| {
        let key =
            FactKey::new(Measure::Trade).flow(*flow).industry(Symbol::ALL).region(code).year(year);
        edition.facts().get(&key).is_some_and(|f| f.value > 0.0)
    });
    let population_year = data
        .indicators
        .iter()
        .filter(|r| r.region == code && r.name == "population" && r.year <= year)
        .map(|r| r.year)
        .max();
    let anchors: Vec<AnchorOfRegion<'_>> = data
        .anchors
        .iter()
        .filter(|a| a.regions == [code])
        .map(|a| AnchorOfRegion { id: names.symbols.text(a.code), year: a.year.to_string() })
        .collect();
    let text = names.symbols.text(code);
    context! {
        code => text,
        name => edition.region_name(code, language),
        // In another language of the folder, for those who search by it.
        name_native => region.name.iter().find(|(own, _)| *own != language).map_or("", |(_, name)| name),
        district => region.district.as_str(),
        parent_name => region.parent.map(|p| edition.region_name(p, language)),
        reported => reported(edition, std::iter::once(code)),
        has_trade => has_trade,
        thin => is_thin(edition, code),
        population_year => population_year.unwrap_or(year).to_string(),
        special => Value::from(Serde(Distinction::of(edition, code, population_year.unwrap_or(year)))),
        anchors => Value::from(Serde(anchors)),
    }
}

fn industry(edition: &Edition, code: Symbol, language: &str) -> Value {
    let data = &edition.data;
    let industry = data.industry(code).expect("documents are made for known industries");
    let members: Vec<Named<'_>> = industry
        .members
        .iter()
        .filter_map(|m| data.industry(*m))
        .map(|m| named(edition, m, language))
        .collect();
    let text = data.names.symbols.text(code);
    context! {
        code => text,
        name => edition.industry_name(code, language),
        short => edition.industry_short(code, language),
        kind => if industry.is_group() { "group" } else { "industry" },
        members => Value::from(Serde(members)),
        definition => industry.definition.as_str(),
        note => industry.note.as_str(),
        joint => text.matches('-').count() >= 2 && !industry.is_group(),
        intensity_group_name => industry
            .intensity_group
            .map(|group| edition.industry_name(group, language)),
    }
}
