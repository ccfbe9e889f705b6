//! The series that are continued and tested, gathered from facts.

use crate::analysis::embodied::intensity_key;
use crate::analysis::trade::trade_key;
use crate::data::Dataset;
use crate::facts::{FactKey, FactTable, Input, Method, Status};
use crate::vocabulary::{Flow, Measure, Side, Symbol};

/// A value a year, and the facts that they are.
#[derive(Clone, Debug)]
pub(super) struct Series {
    /// Year and value in the base unit of the measure, in order of years.
    pub(super) points: Vec<(f64, f64)>,
    keys: Vec<FactKey>,
    /// The weakest status among the values, at least estimated: what is computed from them is no observation.
    pub(super) status: Status,
}

impl Series {
    /// The facts of these keys, those that exist.
    fn of(facts: &FactTable, keys: impl Iterator<Item = FactKey>) -> Self {
        let mut series = Self { points: Vec::new(), keys: Vec::new(), status: Status::Estimated };
        for fact in keys.filter_map(|key| facts.get(&key)) {
            series.points.push((f64::from(fact.key.year), fact.value));
            series.keys.push(fact.key);
            series.status = series.status.max(fact.status);
        }
        series
    }

    /// National trade of an industry, or of all, in the years of the edition; USD.
    pub(super) fn trade(data: &Dataset, facts: &FactTable, flow: Flow, industry: Symbol) -> Self {
        let years = data.catalogue.years;
        let nation = data.names.nation();
        Self::of(facts, (years.first..=years.last).map(|y| trade_key(flow, industry, nation, y)))
    }

    /// Intensity of an industry in the years with accounts; t/USD.
    pub(super) fn intensity(
        data: &Dataset,
        facts: &FactTable,
        side: Side,
        industry: Symbol,
    ) -> Self {
        let years = data.emissions.iter().map(|r| r.year);
        let (Some(first), Some(last)) = (years.clone().min(), years.max()) else {
            return Self::of(facts, std::iter::empty());
        };
        let keys = (first..=last).map(|year| intensity_key(side, industry, year));
        let observed = |key: &FactKey| facts.get(key).is_some_and(|f| f.method == Method::Group);
        Self::of(facts, keys.filter(observed))
    }

    /// Emissions per real product of a country, in all its years; t per international dollar.
    pub(super) fn real(data: &Dataset, facts: &FactTable, side: Side) -> Self {
        let mut years: Vec<i16> =
            data.macros.iter().filter(|r| r.side == side).map(|r| r.year).collect();
        years.sort_unstable();
        let key = |year| FactKey::new(Measure::RealIntensity).country(side).year(year);
        Self::of(facts, years.into_iter().map(key))
    }

    /// The published total of a flow from the first year of the edition on: the reporter's, or the partner's where the
    /// reporter publishes none; USD.
    pub(super) fn published(data: &Dataset, facts: &FactTable, flow: Flow) -> Self {
        let last = data.totals.iter().map(|r| r.year).max().unwrap_or(i16::MIN);
        let key =
            |side, year| FactKey::new(Measure::TradeTotal).flow(flow).country(side).year(year);
        let found = (data.catalogue.years.first..=last).filter_map(|year| {
            Side::BOTH.into_iter().map(|side| key(side, year)).find(|k| facts.get(k).is_some())
        });
        let keys: Vec<FactKey> = found.collect();
        Self::of(facts, keys.into_iter())
    }

    /// The same with logarithms, without the values that have none.
    pub(super) fn logarithms(&self) -> Vec<(f64, f64)> {
        self.points.iter().filter(|p| p.1 > 0.0).map(|(x, y)| (*x, y.ln())).collect()
    }

    /// What is computed from the series rests on.
    pub(super) fn inputs(&self) -> Vec<Input> {
        self.keys.iter().copied().map(Input::from).collect()
    }

    /// The same years of each analysis industry.
    pub(super) fn inputs_of_each(&self) -> Vec<Input> {
        self.keys.iter().map(|key| key.industry(Symbol::EACH).into()).collect()
    }
}
