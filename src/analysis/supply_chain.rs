//! Total intensities carried to the goods and years of the edition: direct emissions times what the suppliers add.
//!
//! A year with input-output tables gives each analysis industry of a country a multiplier, its total over its direct
//! intensity. It is applied to the direct emissions of the edition's own goods, in every year by the last table before.

use std::collections::BTreeMap;

use super::embodied::embodied_key;
use super::put;
use crate::data::{Dataset, IoAccountRow};
use crate::facts::{FactKey, FactTable, Input, Method, Status};
use crate::units::Quantity;
use crate::vocabulary::{Flow, Measure, Side, Symbol};

/// Inserts multipliers, and what follows from them for every flow, industry and year; nothing without tables.
pub(super) fn insert(data: &Dataset, facts: &mut FactTable) {
    let tables: Vec<i16> = data.input_output.years().into_iter().collect();
    let Some(earliest) = tables.first().copied() else { return };
    for side in Side::BOTH {
        for year in &tables {
            multipliers(data, side, *year, facts);
        }
    }
    let years = data.catalogue.years;
    for year in years.first..=years.horizon {
        let table = tables.iter().rev().find(|t| **t <= year).copied().unwrap_or(earliest);
        Supply { data, year, table }.insert(facts);
    }
}

fn multiplier_key(side: Side, industry: Symbol, table: i16) -> FactKey {
    FactKey::new(Measure::Multiplier).country(side).industry(industry).year(table)
}

/// The multipliers of a country by one table: total over direct emissions of the industries of the tables that share
/// the group of the analysis industry, weighted by their output.
fn multipliers(data: &Dataset, side: Side, year: i16, facts: &mut FactTable) {
    let tables = &data.input_output;
    let rows: BTreeMap<Symbol, &IoAccountRow> = tables
        .accounts
        .iter()
        .filter(|r| (r.side, r.year) == (side, year))
        .map(|r| (r.industry, r))
        .collect();
    for industry in data.analysis_industries() {
        let Some(group) = industry.intensity_group else { continue };
        let (mut total, mut direct, mut status) = (0.0, 0.0, Status::Estimated);
        let mut inputs: Vec<Input> = Vec::new();
        for io in tables.industries.iter().filter(|io| io.groups.contains(&group)) {
            let key =
                FactKey::new(Measure::IntensityTotal).country(side).industry(io.code).year(year);
            // An industry without output has no intensity.
            let (Some(row), Some(m)) = (rows.get(&io.code), facts.get(&key)) else { continue };
            total += m.value * row.output.value();
            direct += row.emissions.value();
            status = status.max(m.status).max(row.status);
            inputs.extend([Input::from(key), row.row.into()]);
        }
        if direct > 0.0 {
            let key = multiplier_key(side, industry.code, year);
            put(facts, key, total / direct, status, Method::Multiplier, inputs);
        }
    }
}

/// A year of the edition and the table that it uses.
struct Supply<'a> {
    data: &'a Dataset,
    year: i16,
    table: i16,
}

impl Supply<'_> {
    fn insert(&self, facts: &mut FactTable) {
        let nation = self.data.names.nation();
        for flow in Flow::BOTH {
            for industry in self.data.analysis_industries() {
                self.industry(flow, industry.code, nation, facts);
            }
            for group in self.data.groups() {
                let members = group.members.clone();
                self.sum(flow, (group.code, members), nation, facts);
            }
            self.sum(flow, (Symbol::ALL, self.data.names.industries.clone()), nation, facts);
            for region in &self.data.regions {
                self.region(flow, region.code, facts);
            }
        }
        let of_nation = self.data.industries.iter().map(|i| (i.code, nation));
        let of_regions = self.data.regions.iter().map(|r| (Symbol::ALL, r.code));
        for (industry, region) in of_nation.chain([(Symbol::ALL, nation)]).chain(of_regions) {
            self.balance(industry, region, facts);
        }
    }

    fn key(&self, flow: Flow, industry: Symbol, region: Symbol) -> FactKey {
        FactKey {
            measure: Measure::EmbodiedSupply,
            ..embodied_key(flow, industry, region, self.year)
        }
    }

    /// Value, status and inputs of an industry's goods at a place, if direct emissions and multiplier are known.
    fn product(
        &self,
        flow: Flow,
        industry: Symbol,
        region: Symbol,
        facts: &FactTable,
    ) -> Option<(f64, Status, [Input; 2])> {
        let direct = embodied_key(flow, industry, region, self.year);
        let multiplier = multiplier_key(flow.maker(), industry, self.table);
        let (e, m) = (facts.get(&direct)?, facts.get(&multiplier)?);
        Some((e.value * m.value, e.status.max(m.status), [direct.into(), multiplier.into()]))
    }

    fn industry(&self, flow: Flow, industry: Symbol, region: Symbol, facts: &mut FactTable) {
        if let Some((value, status, inputs)) = self.product(flow, industry, region, facts) {
            let key = self.key(flow, industry, region);
            put(facts, key, value, status, Method::Product, inputs);
        }
    }

    /// A group or all industries of the nation.
    fn sum(
        &self,
        flow: Flow,
        (code, members): (Symbol, Vec<Symbol>),
        nation: Symbol,
        facts: &mut FactTable,
    ) {
        let parts = members.iter().filter_map(|i| facts.get(&self.key(flow, *i, nation)));
        let (mut value, mut status, mut inputs) = (0.0, Status::Estimated, Vec::new());
        for part in parts {
            value += part.value;
            status = status.max(part.status);
            inputs.push(part.key.into());
        }
        if !inputs.is_empty() {
            put(facts, self.key(flow, code, nation), value, status, Method::Sum, inputs);
        }
    }

    /// A region over all industries.
    fn region(&self, flow: Flow, region: Symbol, facts: &mut FactTable) {
        let (mut value, mut status, mut known) = (0.0, Status::Estimated, false);
        for industry in &self.data.names.industries {
            if let Some((part, weaker, _)) = self.product(flow, *industry, region, facts) {
                value += part;
                status = status.max(weaker);
                known = true;
            }
        }
        if known {
            let inputs = vec![
                embodied_key(flow, Symbol::EACH, region, self.year).into(),
                multiplier_key(flow.maker(), Symbol::EACH, self.table).into(),
            ];
            let key = self.key(flow, Symbol::ALL, region);
            put(facts, key, value, status, Method::Supply, inputs);
        }
    }

    fn balance(&self, industry: Symbol, region: Symbol, facts: &mut FactTable) {
        let keys = Flow::BOTH.map(|flow| self.key(flow, industry, region));
        let [Some(out), Some(inward)] = keys.map(|key| facts.get(&key)) else { return };
        let (value, status) = (out.value - inward.value, out.status.max(inward.status));
        let key =
            FactKey::new(Measure::BalanceSupply).industry(industry).region(region).year(self.year);
        put(facts, key, value, status, Method::Difference, keys.map(Input::from));
    }
}
