//! Back-tests, continuations, breaks and autocorrelations as facts.

use super::backtest::{BackTest, HORIZONS};
use super::breaks::{BreakTest, autocorrelation};
use super::measures::{Family, Score};
use super::models::{Forecast, Model};
use super::series::Series;
use super::{Choice, chosen};
use crate::analysis::intensity::TREND_YEARS;
use crate::analysis::regression::count;
use crate::analysis::{put, put_with_interval};
use crate::data::{Dataset, FEWEST_OBSERVATIONS};
use crate::facts::{FactKey, FactTable, Input, Method, Status};
use crate::vocabulary::{Flow, Measure, Side, Symbol};

/// Inserts every fact of the pack.
pub(in crate::analysis) fn insert(data: &Dataset, facts: &mut FactTable) {
    for flow in Flow::BOTH {
        trade(data, flow, facts);
        picks(data, flow, facts);
        let published = Series::published(data, facts, flow);
        let key = FactKey::new(Measure::TotalBreakStatistic).flow(flow);
        breaks(data, facts, &published, &published.points, (key, Measure::TotalBreakPValue));
    }
    for side in Side::BOTH {
        intensities(data, side, facts);
        real_intensity(data, side, facts);
    }
}

/// National trade of each industry and of all.
fn trade(data: &Dataset, flow: Flow, facts: &mut FactTable) {
    let mut pooled = Pool::default();
    for industry in data.names.industries.iter().copied().chain([Symbol::ALL]) {
        let series = Series::trade(data, facts, flow, industry);
        if series.points.len() < FEWEST_OBSERVATIONS {
            continue;
        }
        let of = |measure| FactKey::new(measure).flow(flow).industry(industry);
        if let Some(test) = BackTest::of(&series.points) {
            scores(&test, &series, Family::Trade, of(Measure::MaseOls), facts);
            if industry != Symbol::ALL {
                pooled.add(&test, &series);
            }
        }
        continuations(data, &series, of(Measure::ForecastOls), facts);
        residuals(&series, &series.points, of(Measure::Autocorrelation), facts);
        let key = of(Measure::BreakStatistic);
        breaks(data, facts, &series, &series.points, (key, Measure::BreakPValue));
    }
    pooled.insert(data, Family::Trade, FactKey::new(Measure::MaseOls).flow(flow), facts);
}

/// Intensities of each industry in the years with accounts.
fn intensities(data: &Dataset, side: Side, facts: &mut FactTable) {
    let mut pooled = Pool::default();
    for industry in &data.names.industries {
        let series = Series::intensity(data, facts, side, *industry);
        if let Some(test) = BackTest::of(&series.points) {
            let key = FactKey::new(Measure::IntensityMaseOls).country(side).industry(*industry);
            scores(&test, &series, Family::Intensity, key, facts);
            pooled.add(&test, &series);
        }
    }
    let key = FactKey::new(Measure::IntensityMaseOls).country(side);
    pooled.insert(data, Family::Intensity, key, facts);
}

/// Emissions per real product: the trend is that of the last years, breaks are sought in all.
fn real_intensity(data: &Dataset, side: Side, facts: &mut FactTable) {
    let series = Series::real(data, facts, side);
    let of = |measure| FactKey::new(measure).country(side);
    if let Some(test) = BackTest::of(&series.points) {
        scores(&test, &series, Family::Real, of(Measure::RealMaseOls), facts);
    }
    let logarithms = series.logarithms();
    let fitted = &logarithms[logarithms.len().saturating_sub(TREND_YEARS)..];
    residuals(&series, fitted, of(Measure::RealAutocorrelation), facts);
    let key = of(Measure::RealBreakStatistic);
    breaks(data, facts, &series, &logarithms, (key, Measure::RealBreakPValue));
}

/// The scores of every model on one series.
fn scores(test: &BackTest, series: &Series, family: Family, key: FactKey, facts: &mut FactTable) {
    for model in Model::ALL {
        let Some(record) = test.record(model) else { continue };
        for score in Score::ALL {
            let key = FactKey { measure: family.score(score, model), ..key };
            let value = score.of(&record);
            put(facts, key, value, series.status, Method::Backtest, series.inputs());
        }
    }
}

/// Trials of the series of one flow or country together.
#[derive(Default)]
struct Pool {
    test: BackTest,
    /// Status, and years of each industry, of what was added.
    rests_on: Option<(Status, Vec<Input>)>,
}

impl Pool {
    fn add(&mut self, test: &BackTest, series: &Series) {
        self.test.add(test);
        let (status, inputs) = self.rests_on.get_or_insert_with(|| (Status::Estimated, Vec::new()));
        *status = (*status).max(series.status);
        for input in series.inputs_of_each() {
            if !inputs.contains(&input) {
                inputs.push(input);
            }
        }
    }

    /// The scores of every model so many years ahead; the model stands in the place of the industry.
    fn insert(self, data: &Dataset, family: Family, key: FactKey, facts: &mut FactTable) {
        let Some((status, inputs)) = self.rests_on else { return };
        for model in Model::ALL {
            for horizon in HORIZONS {
                let Some(record) = self.test.record_at(model, horizon) else { continue };
                for score in Score::ALL {
                    let measure = family.score_at(score, horizon).expect("pooled families have it");
                    let key = FactKey { measure, ..key }.industry(symbol(data, model));
                    let value = score.of(&record);
                    put(facts, key, value, status, Method::Backtest, inputs.clone());
                }
            }
        }
    }
}

/// The code of a model in keys.
fn symbol(data: &Dataset, model: Model) -> Symbol {
    data.names.symbols.get(model.code()).expect("codes of models are interned at loading")
}

/// Each model's values in the years after the data, not below zero.
fn continuations(data: &Dataset, series: &Series, key: FactKey, facts: &mut FactTable) {
    let years = data.catalogue.years;
    for model in Model::ALL {
        let Some(fit) = model.fit(&series.points) else { continue };
        for year in years.last + 1..=years.horizon {
            let Forecast { value, lower, upper } = fit.at(f64::from(year));
            let value = value.max(0.0);
            let interval = (lower.max(0.0), upper.max(value));
            if !value.is_finite() || !interval.1.is_finite() {
                // An exponential may leave the numbers of the machine; then there is nothing to say.
                continue;
            }
            let key = FactKey { measure: model.forecast(), ..key }.year(year);
            let (status, method) = (Status::Projected, model.method());
            put_with_interval(facts, key, (value, Some(interval)), status, method, series.inputs());
        }
    }
}

/// How many industries of a flow the rule gives to each model.
fn picks(data: &Dataset, flow: Flow, facts: &mut FactTable) {
    let choices: Vec<Choice> = data
        .names
        .industries
        .iter()
        .filter_map(|industry| chosen(facts, flow, *industry))
        .filter(|choice| choice.picked)
        .collect();
    if choices.is_empty() {
        return;
    }
    let of = |measure, code| FactKey::new(measure).flow(flow).industry(code);
    let scores = Model::ALL.map(|m| of(Family::Trade.score(Score::Mase, m), Symbol::EACH));
    let status = scores.iter().flat_map(|key| facts.expand(key)).map(|fact| fact.status).max();
    let status = status.expect("a choice rests on scores");
    for model in Model::ALL {
        let key = of(Measure::BacktestPicks, symbol(data, model));
        let value = count(choices.iter().filter(|c| c.model == model).count());
        let inputs = scores.map(Input::from).to_vec();
        put(facts, key, value, status, Method::Backtest, inputs);
    }
}

/// The autocorrelation of the residuals of a line through points of a series.
fn residuals(series: &Series, points: &[(f64, f64)], key: FactKey, facts: &mut FactTable) {
    if let Some(value) = autocorrelation(points) {
        let (status, method) = (series.status, Method::Autocorrelation);
        let inputs = series.inputs().split_off(series.points.len() - points.len());
        put(facts, key, value, status, method, inputs);
    }
}

/// The tests of the catalogue's breaks on a series, or on its logarithms.
fn breaks(
    data: &Dataset,
    facts: &mut FactTable,
    series: &Series,
    points: &[(f64, f64)],
    (key, p_value): (FactKey, Measure),
) {
    for year in data.catalogue.forecast.breaks.iter().copied() {
        let Some(test) = BreakTest::of(points, f64::from(year)) else { continue };
        let statistic = key.year(year);
        let tail = FactKey { measure: p_value, ..statistic };
        for (key, value) in [(statistic, test.statistic), (tail, test.p_value)] {
            put(facts, key, value, series.status, Method::Chow, series.inputs());
        }
    }
}
