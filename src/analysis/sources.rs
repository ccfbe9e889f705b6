//! Facts that are read, not computed: one a row.

use super::put;
use crate::data::Dataset;
use crate::facts::{FactKey, FactTable, Method, Status};
use crate::units::Quantity;
use crate::vocabulary::Measure;

/// Inserts the values of the tables.
pub(super) fn insert(data: &Dataset, facts: &mut FactTable) {
    let mut read = |key: FactKey, value: f64, status: Status, row: crate::facts::RowRef| {
        put(facts, key, value, status, Method::Source, vec![row.into()]);
    };
    for r in &data.output {
        let key = FactKey::new(Measure::Output).country(r.side).industry(r.group).year(r.year);
        read(key, r.value.value(), r.status, r.row);
    }
    for r in &data.emissions {
        let key = FactKey::new(Measure::Emissions).country(r.side).industry(r.group).year(r.year);
        read(key, r.value.value(), r.status, r.row);
    }
    for r in &data.rates {
        let key = FactKey::new(Measure::ExchangeRate).country(r.side).year(r.year);
        read(key, r.rate.value(), r.status, r.row);
    }
    for r in &data.macros {
        let values = [
            (Measure::NationalCo2, r.co2.map(Quantity::value)),
            (Measure::Gdp, r.gdp.map(Quantity::value)),
            (Measure::GdpReal, r.gdp_real.map(Quantity::value)),
        ];
        for (measure, value) in values {
            if let Some(value) = value {
                read(FactKey::new(measure).country(r.side).year(r.year), value, r.status, r.row);
            }
        }
    }
    for r in &data.totals {
        let key = FactKey::new(Measure::TradeTotal).flow(r.flow).country(r.reporter).year(r.year);
        read(key, r.value.value(), r.status, r.row);
    }
    for r in &data.trade {
        let key =
            FactKey::new(Measure::TradeReported).flow(r.flow).industry(r.product).year(r.year);
        read(key, r.value.value(), r.status, r.row);
    }
    for r in data.indicators.iter().filter(|r| r.name == "population") {
        if data.region(r.region).is_some() {
            let key = FactKey::new(Measure::Population).region(r.region).year(r.year);
            read(key, r.value, r.status, r.row);
        }
    }
    for anchor in &data.anchors {
        let key = FactKey::new(Measure::AnchorPublished).industry(anchor.code).year(anchor.year);
        read(key, anchor.value.value(), anchor.status, anchor.row);
    }
}
