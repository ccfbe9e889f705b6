//! Shares, ranks and the like: facts about facts of one year.

use super::allocation::Allocation;
use super::embodied::{embodied_key, intensity_key};
use super::put;
use super::trade::trade_key;
use crate::data::Dataset;
use crate::facts::{FactKey, FactTable, Input, Method, Status};
use crate::vocabulary::{Flow, Measure, Side, Symbol};

/// Inserts every comparison.
pub(super) fn insert(data: &Dataset, allocation: &Allocation, facts: &mut FactTable) {
    let scope = Scope::new(data);
    scope.shares(facts);
    scope.ranks(facts);
    scope.concentration(facts);
    scope.location_quotients(facts);
    scope.intensity_ratios(facts);
    totals(data, facts);
    per_capita(data, facts);
    ranks_per_capita(data, facts);
    allocated_shares(data, allocation, facts);
}

struct Scope<'a> {
    data: &'a Dataset,
    nation: Symbol,
    /// Nation and regions.
    places: Vec<Symbol>,
    /// Industries, groups and all.
    industries: Vec<Symbol>,
    /// Early, middle, last and horizon year, each once.
    key_years: Vec<i16>,
}

/// `first / second`, if both are there and the second is not zero.
pub(super) fn quotient(facts: &FactTable, a: &FactKey, b: &FactKey) -> Option<(f64, Status)> {
    let (a, b) = (facts.get(a)?, facts.get(b)?);
    (b.value != 0.0).then(|| (a.value / b.value, a.status.max(b.status)))
}

impl<'a> Scope<'a> {
    fn new(data: &'a Dataset) -> Self {
        let nation = data.names.nation();
        let years = data.catalogue.years;
        let mut key_years = vec![years.early, years.middle, years.last, years.horizon];
        key_years.dedup();
        Self {
            data,
            nation,
            places: [nation].into_iter().chain(data.regions.iter().map(|r| r.code)).collect(),
            industries: data.industries.iter().map(|i| i.code).chain([Symbol::ALL]).collect(),
            key_years,
        }
    }

    /// Industries of the nation, and regions over all industries, in the years of the data.
    fn shares(&self, facts: &mut FactTable) {
        let years = self.data.catalogue.years;
        let of_nation = self.industries.iter().map(|i| (*i, self.nation));
        let of_regions = self.places[1..].iter().map(|r| (Symbol::ALL, *r));
        let members: Vec<(Symbol, Symbol)> = of_nation.chain(of_regions).collect();
        for flow in Flow::BOTH {
            for year in years.first..=years.last {
                for (industry, region) in members.iter().copied() {
                    for (measure, whole, part) in [
                        (
                            Measure::Share,
                            embodied_key(flow, Symbol::ALL, self.nation, year),
                            embodied_key(flow, industry, region, year),
                        ),
                        (
                            Measure::TradeShare,
                            trade_key(flow, Symbol::ALL, self.nation, year),
                            trade_key(flow, industry, region, year),
                        ),
                    ] {
                        if let Some((value, status)) = quotient(facts, &part, &whole) {
                            let key = FactKey { measure, ..part };
                            let inputs = vec![part.into(), whole.into()];
                            put(facts, key, value, status, Method::Share, inputs);
                        }
                    }
                }
            }
        }
    }

    fn ranks(&self, facts: &mut FactTable) {
        for year in self.key_years.iter().copied() {
            for flow in Flow::BOTH {
                let by_region = |r: &Symbol| embodied_key(flow, Symbol::ALL, *r, year);
                rank(facts, Measure::Rank, &self.places[1..], &by_region, of_each_region);
                let by_industry = |i: &Symbol| embodied_key(flow, *i, self.nation, year);
                let industries = &self.data.names.industries;
                rank(facts, Measure::RankIndustry, industries, &by_industry, |own| {
                    let each = own.industry(Symbol::EACH);
                    (FactKey { region: Symbol::NONE, ..own }, each)
                });
            }
            let balance = |r: &Symbol| {
                FactKey::new(Measure::Balance).industry(Symbol::ALL).region(*r).year(year)
            };
            rank(facts, Measure::RankBalance, &self.places[1..], &balance, of_each_region);
        }
    }

    /// How much larger an industry is in a region's emissions of a flow than in the nation's, in the last year of the data.
    fn location_quotients(&self, facts: &mut FactTable) {
        let year = self.data.catalogue.years.last;
        for flow in Flow::BOTH {
            for industry in self.data.names.industries.iter().copied() {
                let in_nation = embodied_key(flow, industry, self.nation, year);
                let in_nation = FactKey { measure: Measure::Share, ..in_nation };
                for region in self.places[1..].iter().copied() {
                    let own = embodied_key(flow, industry, region, year);
                    let all = own.industry(Symbol::ALL);
                    let (Some((part, status)), Some(share)) =
                        (quotient(facts, &own, &all), facts.get(&in_nation))
                    else {
                        continue;
                    };
                    if share.value > 0.0 {
                        let (value, status) = (part / share.value, status.max(share.status));
                        let key = FactKey { measure: Measure::LocationQuotient, ..own };
                        let inputs = vec![own.into(), all.into(), in_nation.into()];
                        put(facts, key, value, status, Method::LocationQuotient, inputs);
                    }
                }
            }
        }
    }

    fn concentration(&self, facts: &mut FactTable) {
        let last = self.data.catalogue.years.last;
        for flow in Flow::BOTH {
            for year in self.key_years.iter().copied().filter(|y| *y <= last) {
                for region in self.places.iter().copied() {
                    let total = embodied_key(flow, Symbol::ALL, region, year);
                    let Some(whole) = facts.get(&total).map(|f| (f.value, f.status)) else {
                        continue;
                    };
                    if whole.0 <= 0.0 {
                        continue;
                    }
                    let each = total.industry(Symbol::EACH);
                    let value = facts.expand(&each).map(|f| (f.value / whole.0).powi(2)).sum();
                    let key = FactKey { industry: Symbol::NONE, ..total };
                    let key = FactKey { measure: Measure::Concentration, ..key };
                    put(
                        facts,
                        key,
                        value,
                        whole.1,
                        Method::Herfindahl,
                        vec![each.into(), total.into()],
                    );
                }
            }
        }
    }

    fn intensity_ratios(&self, facts: &mut FactTable) {
        let first = self.data.emissions.iter().map(|r| r.year).min().unwrap_or(0);
        for code in &self.data.names.industries {
            for year in first..=self.data.catalogue.years.last {
                let keys = Side::BOTH.map(|side| intensity_key(side, *code, year));
                if let Some((value, status)) = quotient(facts, &keys[0], &keys[1]) {
                    let key = FactKey::new(Measure::IntensityRatio).industry(*code).year(year);
                    put(facts, key, value, status, Method::Share, keys.map(Input::from));
                }
            }
        }
    }
}

/// Ranks the facts of these members by descending value; equal values keep the order of codes. `name` makes of a fact's key
/// that of its rank and that of all its peers.
fn rank(
    facts: &mut FactTable,
    measure: Measure,
    members: &[Symbol],
    of: &dyn Fn(&Symbol) -> FactKey,
    name: impl Fn(FactKey) -> (FactKey, FactKey),
) {
    rank_by(facts, measure, members, of, name, |value| value);
}

/// The same by what `worth` makes of a value, for values that differ by rounding.
pub(super) fn rank_by(
    facts: &mut FactTable,
    measure: Measure,
    members: &[Symbol],
    of: &dyn Fn(&Symbol) -> FactKey,
    name: impl Fn(FactKey) -> (FactKey, FactKey),
    worth: impl Fn(f64) -> f64,
) {
    let mut found: Vec<(FactKey, f64, Status)> = members
        .iter()
        .filter_map(|m| facts.get(&of(m)).map(|f| (f.key, f.value, f.status)))
        .collect();
    found.sort_by(|a, b| worth(b.1).total_cmp(&worth(a.1)));
    for (place, (own, _, status)) in found.iter().enumerate() {
        let (key, each) = name(*own);
        let value = super::regression::count(place + 1);
        let inputs = vec![(*own).into(), each.into()];
        put(facts, FactKey { measure, ..key }, value, *status, Method::Rank, inputs);
    }
}

/// The key of a rank among the regions, which has no industry, and that of all that are ranked.
pub(super) fn of_each_region(own: FactKey) -> (FactKey, FactKey) {
    (FactKey { industry: Symbol::NONE, ..own }, own.region(Symbol::EACH))
}

/// Reporters against each other, and what was published later against the projection.
fn totals(data: &Dataset, facts: &mut FactTable) {
    let nation = data.names.nation();
    let mut years: Vec<i16> = data.totals.iter().map(|r| r.year).collect();
    years.sort_unstable();
    years.dedup();
    for side in Side::BOTH {
        for year in years.iter().copied() {
            turnover(side, year, facts);
        }
    }
    for flow in Flow::BOTH {
        for year in years.iter().copied() {
            let of = |side| FactKey::new(Measure::TradeTotal).flow(flow).country(side).year(year);
            let (own, mirror) = (of(Side::Reporter), of(Side::Partner));
            if let Some((value, status)) = quotient(facts, &mirror, &own) {
                let key = FactKey::new(Measure::MirrorGap).flow(flow).year(year);
                let inputs = vec![mirror.into(), own.into()];
                put(facts, key, value - 1.0, status, Method::RelativeGap, inputs);
            }
            let published = if facts.get(&own).is_some() { own } else { mirror };
            let projected = trade_key(flow, Symbol::ALL, nation, year);
            if year > data.catalogue.years.last
                && let Some((value, status)) = quotient(facts, &published, &projected)
            {
                let key = FactKey::new(Measure::ForecastError).flow(flow).year(year);
                let inputs = vec![published.into(), projected.into()];
                put(facts, key, value - 1.0, status, Method::RelativeGap, inputs);
            }
        }
    }
}

/// Sum and difference of one reporter's two totals, where it publishes both.
fn turnover(side: Side, year: i16, facts: &mut FactTable) {
    let keys = Flow::BOTH
        .map(|flow| FactKey::new(Measure::TradeTotal).flow(flow).country(side).year(year));
    let [Some(out), Some(inward)] = keys.map(|key| facts.get(&key).map(|f| (f.value, f.status)))
    else {
        return;
    };
    let inputs = keys.map(Input::from).to_vec();
    let of = |m| FactKey::new(m).country(side).year(year);
    let status = out.1.max(inward.1);
    put(facts, of(Measure::TradeTurnover), out.0 + inward.0, status, Method::Sum, inputs.clone());
    put(facts, of(Measure::TradeBalance), out.0 - inward.0, status, Method::Difference, inputs);
}

fn per_capita(data: &Dataset, facts: &mut FactTable) {
    for row in data.indicators.iter().filter(|r| r.name == "population") {
        let people = FactKey::new(Measure::Population).region(row.region).year(row.year);
        for flow in Flow::BOTH {
            let emissions = embodied_key(flow, Symbol::ALL, row.region, row.year);
            if let Some((value, status)) = quotient(facts, &emissions, &people) {
                let key =
                    FactKey::new(Measure::PerCapita).flow(flow).region(row.region).year(row.year);
                put(
                    facts,
                    key,
                    value,
                    status,
                    Method::Share,
                    vec![emissions.into(), people.into()],
                );
            }
        }
    }
}

/// Ranks of the regions by emissions per inhabitant, in the last year of the data whose population is known.
fn ranks_per_capita(data: &Dataset, facts: &mut FactTable) {
    for flow in Flow::BOTH {
        let of = |region: &Symbol, year: i16| {
            FactKey::new(Measure::PerCapita).flow(flow).region(*region).year(year)
        };
        let regions = &data.names.regions;
        let known = |year: &i16| regions.iter().any(|r| facts.get(&of(r, *year)).is_some());
        let years = data.catalogue.years;
        if let Some(year) = (years.first..=years.last).rev().find(known) {
            let of = |region: &Symbol| of(region, year);
            rank(facts, Measure::RankPerCapita, regions, &of, of_each_region);
        }
    }
}

/// How much of a region's trade rests on weights.
fn allocated_shares(data: &Dataset, allocation: &Allocation, facts: &mut FactTable) {
    let years = data.catalogue.years;
    for flow in Flow::BOTH {
        for (r, region) in data.regions.iter().enumerate() {
            for year in years.first..=years.last {
                let y = usize::try_from(year - years.first).expect("years in order");
                let cells = allocation.cells[flow.index()].iter().map(|i| &i[y][r]);
                let (mut reported, mut allocated) = (0.0, 0.0);
                for cell in cells {
                    reported += cell.reported;
                    allocated += cell.allocated;
                }
                let total = reported + allocated;
                if total > 0.0 {
                    let key = FactKey::new(Measure::AllocatedShare)
                        .flow(flow)
                        .region(region.code)
                        .year(year);
                    let from = trade_key(flow, Symbol::EACH, region.code, year);
                    put(
                        facts,
                        key,
                        allocated / total,
                        Status::Estimated,
                        Method::Share,
                        vec![from.into()],
                    );
                }
            }
        }
    }
}
