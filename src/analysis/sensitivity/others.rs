//! Variants that other parts of the analysis make, where they have made their facts: emissions with suppliers, and the
//! continuations that the back-test picks.

use super::{Chain, Emissions, FactKey, Flow, Input, Measure, Side, Symbol, product, trade_key};

/// The models of the forecast pack, the simplest first: names of their error and of their continuation.
const MODELS: [(&str, &str); 5] = [
    ("mase_last_value", "forecast_last_value"),
    ("mase_ols", "forecast_ols"),
    ("mase_theil_sen", "forecast_theil_sen"),
    ("mase_log_linear", "forecast_log_linear"),
    ("mase_damped_trend", "forecast_damped_trend"),
];

/// Errors that differ by less are equal, and the simpler model is taken.
const EQUAL: f64 = 1e-9;

impl Chain<'_> {
    /// Emissions of makers and their domestic suppliers.
    pub(super) fn total_intensities(&self, year: i16) -> Option<Emissions> {
        let measure = Measure::parse("embodied_supply")?;
        let nation = self.data.names.nation();
        let of = |flow, industry| {
            FactKey::new(measure).flow(flow).industry(industry).region(nation).year(year)
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

    /// Each series of trade continued by the model of the smallest error in the back-test; by its line where there is no
    /// back-test. None in the years of the data, and without forecasts.
    pub(super) fn best_model(&self, year: i16) -> Option<Emissions> {
        if year <= self.field.last {
            return None;
        }
        let models: Vec<(Measure, Measure)> = MODELS
            .iter()
            .filter_map(|(error, value)| Some((Measure::parse(error)?, Measure::parse(value)?)))
            .collect();
        let line = self.trade(year);
        let mut inputs: Vec<Input> = self.intensity_inputs(&[year]).collect();
        let mut picked_any = false;
        let trade = Flow::BOTH.map(|flow| {
            let industries = self.field.industries.iter().enumerate();
            let series = industries.map(|(i, code)| {
                let picked = self.pick(&models, flow, *code, year);
                picked_any |= picked.is_some();
                let from = picked.map_or_else(
                    || trade_key(flow, *code, self.data.names.nation(), year),
                    |(key, _)| key,
                );
                inputs.push(from.into());
                picked.map_or(line[flow.index()][i], |(_, value)| value)
            });
            series.collect()
        });
        let e = Side::BOTH.map(|side| self.intensity(side, year));
        picked_any.then(|| Emissions { by_flow: product(&e, &trade), inputs })
    }

    fn pick(
        &self,
        models: &[(Measure, Measure)],
        flow: Flow,
        industry: Symbol,
        year: i16,
    ) -> Option<(FactKey, f64)> {
        let mut best: Option<(f64, FactKey, f64)> = None;
        for (error, value) in models {
            let of = |measure: Measure| FactKey::new(measure).flow(flow).industry(industry);
            let Some(error) = self.facts.get(&of(*error)) else { continue };
            let Some(value) = self.facts.get(&of(*value).year(year)) else { continue };
            if best.is_none_or(|(least, ..)| error.value < least - EQUAL) {
                best = Some((error.value, value.key, value.value));
            }
        }
        best.map(|(_, key, value)| (key, value))
    }
}
