//! Pollution terms of trade: 100 times the emissions per dollar outward over those per dollar inward (Antweiler 1996).

use super::comparisons::quotient;
use super::embodied::embodied_key;
use super::put;
use super::trade::trade_key;
use crate::data::Dataset;
use crate::facts::{FactKey, FactTable, Input, Method};
use crate::vocabulary::{Flow, Measure, Symbol};

/// Inserts the index of the nation by industry, group and in all, and of each region in all, for every year in which
/// both flows have trade and the inward one emissions.
pub(super) fn insert(data: &Dataset, facts: &mut FactTable) {
    let years = data.catalogue.years;
    let nation = data.names.nation();
    let of_nation = data.industries.iter().map(|i| (i.code, nation)).chain([(Symbol::ALL, nation)]);
    let of_regions = data.regions.iter().map(|r| (Symbol::ALL, r.code));
    for (industry, region) in of_nation.chain(of_regions) {
        for year in years.first..=years.horizon {
            index(industry, region, year, facts);
        }
    }
}

fn index(industry: Symbol, region: Symbol, year: i16, facts: &mut FactTable) {
    let keys = Flow::BOTH.map(|flow| {
        (embodied_key(flow, industry, region, year), trade_key(flow, industry, region, year))
    });
    let [Some(out), Some(inward)] = keys.map(|(e, v)| quotient(facts, &e, &v)) else { return };
    if inward.0 <= 0.0 {
        return;
    }
    let key = FactKey::new(Measure::TermsOfTrade).industry(industry).region(region).year(year);
    let inputs: Vec<Input> = keys.iter().flat_map(|(e, v)| [(*e).into(), (*v).into()]).collect();
    let status = out.1.max(inward.1);
    put(facts, key, 100.0 * out.0 / inward.0, status, Method::TermsOfTrade, inputs);
}
