//! The parameters of scenarios as facts, so that texts can print them.

use super::{
    Dataset, FactKey, FactTable, IntensityPath, Measure, Method, Side, Status, TradePath, put,
};

/// Inserts what the catalogue assumes.
pub(super) fn insert(data: &Dataset, facts: &mut FactTable) {
    for scenario in &data.catalogue.scenarios {
        let Some(row) = data.catalogue_row(scenario.line) else { continue };
        let code = data.names.symbols.get(&scenario.id).expect("interned at loading");
        let of = |measure| FactKey::new(measure).industry(code);
        let mut read = |key, value, status| {
            put(facts, key, value, status, Method::Source, vec![row.into()]);
        };
        match scenario.intensities {
            IntensityPath::Trend | IntensityPath::Frozen => {}
            IntensityPath::Convergence(share) => {
                read(of(Measure::ScenarioShare), share, Status::Estimated);
            }
            IntensityPath::Rate(rates) => {
                for (side, rate) in Side::BOTH.into_iter().zip(rates) {
                    read(of(Measure::ScenarioRate).country(side), rate, Status::Estimated);
                }
            }
        }
        if let TradePath::Goal { turnover, year } = scenario.trade {
            read(of(Measure::ScenarioTurnover).year(year), turnover, Status::Projected);
        }
    }
}
