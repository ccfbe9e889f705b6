//! Embodied emissions at an assumed price: a what-if, no liability and no declaration.

use super::{Dataset, FactKey, FactTable, Flow, Measure, Method, Status, Symbol, TradeField};
use super::{put, put_with_interval};
use crate::analysis::embodied::embodied_key;

/// Inserts the price and, in the middle, last and horizon year, both flows of the nation by industry and group, and what
/// each region makes for the partner.
pub(super) fn insert(data: &Dataset, field: &TradeField, facts: &mut FactTable) {
    let Some(price) = &data.catalogue.carbon_price else { return };
    let row = data.catalogue_row(price.line).expect("a price has a line");
    let key = FactKey::new(Measure::CarbonPrice);
    put(facts, key, price.usd_per_tonne, Status::Estimated, Method::Source, vec![row.into()]);
    let y = data.catalogue.years;
    let mut years = vec![y.middle, y.last, y.horizon];
    years.dedup();
    years.retain(|year| *year <= field.end);
    let nation = data.names.nation();
    let industries = data.industries.iter().map(|i| i.code).chain([Symbol::ALL]);
    let of_nation =
        industries.flat_map(|i| Flow::BOTH.map(|flow| embodied_key(flow, i, nation, 0)));
    let of_regions =
        data.regions.iter().map(|r| embodied_key(Flow::Outward, Symbol::ALL, r.code, 0));
    for emissions in of_nation.chain(of_regions) {
        for emissions in years.iter().map(|year| emissions.year(*year)) {
            let Some(fact) = facts.get(&emissions) else { continue };
            let at_price = |tonnes: f64| tonnes * price.usd_per_tonne;
            let interval = fact.interval.map(|(l, u)| (at_price(l), at_price(u)));
            let (value, status) = (at_price(fact.value), fact.status.max(Status::Estimated));
            let of = FactKey { measure: Measure::CarbonExposure, ..emissions };
            let inputs = vec![emissions.into(), key.into()];
            put_with_interval(facts, of, (value, interval), status, Method::Product, inputs);
        }
    }
}
