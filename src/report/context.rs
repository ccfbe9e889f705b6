//! The variables of a document's templates.

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use crate::data::Industry;
use crate::edition::Edition;
use crate::exhibits::Subject;
use crate::facts::FactKey;
use crate::text::display_name;
use crate::vocabulary::{Flow, Measure, Symbol, codes};

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
pub(super) fn context(edition: &Edition, subject: Subject, language: &str) -> Value {
    let data = &edition.data;
    let y = data.catalogue.years;
    let totals = data.totals.iter().map(|r| r.year);
    let year = |y: i16| y.to_string();
    let last_accounts = data.emissions.iter().map(|r| r.year).max().unwrap_or(0);
    // Years with a published total after those of the analysis.
    let later: Vec<String> = totals
        .clone()
        .filter(|t| *t > y.last)
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .map(year)
        .collect();
    let years = context! {
        first => year(y.first),
        early => year(y.early),
        middle => year(y.middle),
        last => year(y.last),
        horizon => year(y.horizon),
        intensity_last => year(last_accounts),
        totals_first => year(totals.clone().min().unwrap_or(0)),
        totals_last => year(totals.clone().max().unwrap_or(0)),
        later => later,
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
    let shared = context! {
        Y => years,
        io => input_output(edition),
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
        name_native => display_name(&region.name, "ru", text),
        district => region.district.as_str(),
        parent_name => region.parent.map(|p| edition.region_name(p, language)),
        has_trade => has_trade,
        thin => is_thin(edition, code),
        population_year => population_year.unwrap_or(year).to_string(),
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
