//! What sets a region apart from the others: which of its facts are worth a sentence of their own.

use serde::Serialize;

use crate::edition::Edition;
use crate::facts::{Fact, FactKey};
use crate::vocabulary::{Flow, Measure, Symbol};

/// Part of an industry in the region's emissions below which its weight is no mark of the region.
const WEIGHTY: f64 = 0.1;
/// How many times the nation's part an industry has to weigh.
const HEAVIER: f64 = 1.5;
/// Places apart, as a part of the number of regions, from which two ranks tell different things.
const APART: f64 = 0.25;
/// The part of the regions at either end that stands out by growth.
const END: f64 = 0.125;

/// What is special about a region's emissions for the partner, in the last year of the data.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Distinction {
    /// The industry that weighs most beyond its weight in the nation.
    #[serde(skip_serializing_if = "Option::is_none")]
    industry: Option<String>,
    /// Whether its rank by emissions per inhabitant lies far from that by emissions.
    per_person: bool,
    /// Whether it is among the first or last by growth since the first year, and the growth is sure.
    growth: bool,
    /// Whether there is anything to say.
    any: bool,
}

impl Distinction {
    /// Reads it from the facts of a region; `population_year` is the year of emissions per inhabitant.
    pub(super) fn of(edition: &Edition, region: Symbol, population_year: i16) -> Self {
        let industry = industry(edition, region);
        let per_person = per_person(edition, region, population_year);
        let growth = growth(edition, region);
        let any = industry.is_some() || per_person || growth;
        Self { industry, per_person, growth, any }
    }
}

fn fact(
    edition: &Edition,
    measure: Measure,
    industry: Symbol,
    region: Symbol,
    year: i16,
) -> Option<&Fact> {
    let key = FactKey::new(measure).flow(Flow::Outward).region(region).year(year);
    let key = if measure.dimensions().industry { key.industry(industry) } else { key };
    edition.facts().get(&key)
}

fn industry(edition: &Edition, region: Symbol) -> Option<String> {
    let data = &edition.data;
    let year = data.catalogue.years.last;
    let whole = fact(edition, Measure::Embodied, Symbol::ALL, region, year)?.value;
    let quotient = |code: Symbol| {
        let part = fact(edition, Measure::Embodied, code, region, year)?.value;
        let quotient = fact(edition, Measure::LocationQuotient, code, region, year)?.value;
        (part >= WEIGHTY * whole && quotient >= HEAVIER).then_some((part, quotient))
    };
    let single = data.industries.iter().filter(|i| !i.is_group());
    let found = single.filter_map(|i| quotient(i.code).map(|(part, q)| (i.code, part, q)));
    // Industries that one weight spreads have the same quotient; the one that emits more speaks for them.
    let most = found.max_by(|a, b| a.2.total_cmp(&b.2).then(a.1.total_cmp(&b.1)))?;
    Some(data.names.symbols.text(most.0).to_owned())
}

fn per_person(edition: &Edition, region: Symbol, year: i16) -> bool {
    let rank =
        |measure, year| fact(edition, measure, Symbol::ALL, region, year).map(|found| found.value);
    let last = edition.data.catalogue.years.last;
    match (rank(Measure::RankPerCapita, year), rank(Measure::Rank, last)) {
        (Some(a), Some(b)) => (a - b).abs() >= APART * edition.data.names.regions.len() as f64,
        _ => false,
    }
}

fn growth(edition: &Edition, region: Symbol) -> bool {
    let years = edition.data.catalogue.years;
    let of = |measure| {
        let key = FactKey::new(measure).flow(Flow::Outward).region(region).year(years.last);
        let key = if measure == Measure::Growth { key.industry(Symbol::ALL) } else { key };
        edition.facts().get(&key.base(years.first))
    };
    let (Some(growth), Some(rank)) = (of(Measure::Growth), of(Measure::RankGrowth)) else {
        return false;
    };
    let regions = edition.data.names.regions.len() as f64;
    let end = rank.value <= END * regions || rank.value > regions * (1.0 - END);
    end && growth.interval.is_some_and(|(lower, upper)| lower > 0.0 || upper < 0.0)
}
