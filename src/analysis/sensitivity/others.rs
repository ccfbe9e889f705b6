//! Variants that other parts of the analysis make, where they have made their facts: emissions with suppliers, and the
//! continuations that the back-test picks.

use super::{Chain, Emissions, FactKey, Flow, Input, Measure, Side, Symbol, product, trade_key};
use crate::analysis::forecast::chosen;

impl Chain<'_> {
    /// Emissions of makers and their domestic suppliers.
    pub(super) fn total_intensities(&self, year: i16) -> Option<Emissions> {
        let nation = self.data.names.nation();
        let of = |flow, industry| {
            let key = FactKey::new(Measure::EmbodiedSupply).flow(flow).industry(industry);
            key.region(nation).year(year)
        };
        let values = Flow::BOTH.map(|flow| {
            let value = |code: &Symbol| self.facts.get(&of(flow, *code)).map(|f| f.value);
            self.field.industries.iter().map(value).collect::<Vec<_>>()
        });
        // An industry without a multiplier is not counted; a year without any is no variant.
        if values.iter().any(|flow| flow.iter().all(Option::is_none)) {
            return None;
        }
        let by_flow = values.map(|flow| flow.into_iter().map(|v| v.unwrap_or(0.0)).collect());
        let inputs = Flow::BOTH.map(|flow| Input::from(of(flow, Symbol::EACH))).to_vec();
        Some(Emissions { by_flow, inputs })
    }

    /// Each series of trade continued by the model that the rule of the forecasts picks; by its line where there are too
    /// few years for a choice, or no back-test. None in the years of the data, and where the rule picks for no series.
    pub(super) fn best_model(&self, year: i16) -> Option<Emissions> {
        if year <= self.field.last {
            return None;
        }
        let mut inputs: Vec<Input> = self.intensity_inputs(&[year]).collect();
        let mut picked_any = false;
        let mut trade = [Vec::new(), Vec::new()];
        for flow in Flow::BOTH {
            for industry in &self.field.industries {
                let choice = chosen(self.facts, flow, *industry)?;
                let key = if choice.picked {
                    picked_any = true;
                    FactKey::new(choice.model.forecast()).flow(flow).industry(*industry).year(year)
                } else {
                    trade_key(flow, *industry, self.data.names.nation(), year)
                };
                // An exponential may leave the numbers of the machine.
                trade[flow.index()].push(self.facts.get(&key)?.value);
                inputs.push(key.into());
            }
        }
        let e = Side::BOTH.map(|side| self.intensity(side, year));
        picked_any.then(|| Emissions { by_flow: product(&e, &trade), inputs })
    }
}
