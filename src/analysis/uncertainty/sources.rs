//! The measured errors of the sources: how far two reporters' records of one flow lie apart, and how well the economy's
//! intensity tells the movement of an industry's.

use crate::analysis::embodied::intensity_key;
use crate::analysis::intensity::observed_last;
use crate::analysis::put;
use crate::analysis::regression::count;
use crate::data::Dataset;
use crate::facts::{FactKey, FactTable, Input, Method, Status};
use crate::vocabulary::{Flow, Measure, Side, Symbol};

/// Part of the error of records up to which its movement is rounding.
const SAME_GAP: f64 = 1e-9;

/// Which intensity group each analysis industry takes; industries of one group share one error.
#[derive(Clone, Debug)]
pub(in crate::analysis) struct Groups {
    /// Position of the group, by industry.
    pub(super) of: Vec<usize>,
    /// The groups in use, in the order of their first industry.
    pub(super) codes: Vec<Symbol>,
}

impl Groups {
    pub(super) fn new(data: &Dataset) -> Self {
        let mut codes: Vec<Symbol> = Vec::new();
        let of = data
            .analysis_industries()
            .map(|industry| {
                let group = industry.intensity_group.expect("an industry has a group (checked)");
                codes.iter().position(|code| *code == group).unwrap_or_else(|| {
                    codes.push(group);
                    codes.len() - 1
                })
            })
            .collect();
        Self { of, codes }
    }
}

/// How far the nowcast of one country's intensities goes astray in a year, as standard deviations of the logarithm.
#[derive(Clone, Debug)]
pub(super) struct Nowcast {
    /// Of all industries together.
    pub(super) common: f64,
    /// Of a group against the others, by position.
    pub(super) own: Vec<f64>,
}

/// How far the recorded value of a flow lies from the truth, as standard deviations of the logarithm.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Records {
    /// Of a year by itself.
    pub(super) whole: f64,
    /// The part that is the same in all years.
    pub(super) level: f64,
    /// The part that each year has of its own.
    pub(super) yearly: f64,
}

/// Measures the error of a flow's records: the gap between two reporters holds the errors of both, taken as equal and
/// independent; its mean over the years is the part that stays. Nothing if they never publish for the same year.
pub(super) fn records(data: &Dataset, flow: Flow, facts: &mut FactTable) -> Records {
    let years = data.catalogue.years;
    let total = |side, year| FactKey::new(Measure::TradeTotal).flow(flow).country(side).year(year);
    let mut gaps: Vec<f64> = Vec::new();
    let mut inputs: Vec<Input> = Vec::new();
    for year in years.first..=years.last {
        let keys = Side::BOTH.map(|side| total(side, year));
        let values = keys.map(|key| facts.get(&key).map(|f| f.value).filter(|v| *v > 0.0));
        if let [Some(own), Some(mirror)] = values {
            gaps.push((mirror / own).ln());
            inputs.extend(keys.map(Input::from));
        }
    }
    let Some(common) = mean(&gaps) else { return Records::default() };
    let squared = |from: f64| {
        let squares: Vec<f64> = gaps.iter().map(|gap| (gap - from).powi(2)).collect();
        (squares.iter().sum::<f64>() / count(squares.len()) / 2.0).sqrt()
    };
    let (whole, yearly) = (squared(0.0), squared(common));
    // Gaps that are equal but for rounding.
    let yearly = if yearly > SAME_GAP * whole { yearly } else { 0.0 };
    for (measure, value, method) in [
        (Measure::RecordsError, whole, Method::RecordsError),
        (Measure::RecordsErrorYearly, yearly, Method::RecordsErrorYearly),
    ] {
        let key = FactKey::new(measure).flow(flow);
        put(facts, key, value, Status::Estimated, method, inputs.clone());
    }
    Records { whole, level: common.abs() / 2.0_f64.sqrt(), yearly }
}

/// Compares the yearly change of observed intensities with that of the economy's.
pub(super) fn nowcast(
    data: &Dataset,
    groups: &Groups,
    side: Side,
    facts: &mut FactTable,
) -> Nowcast {
    let departures = Departures::new(data, groups, side, facts);
    let years: Vec<(i16, f64)> = departures
        .years
        .iter()
        .filter_map(|(year, by_group)| {
            let known: Vec<f64> = by_group.iter().flatten().copied().collect();
            mean(&known).map(|mean| (*year, mean))
        })
        .collect();
    let squares: Vec<f64> = years.iter().map(|(_, common)| common.powi(2)).collect();
    let Some(square) = mean(&squares) else {
        return Nowcast { common: 0.0, own: vec![0.0; groups.codes.len()] };
    };
    let common_of = |year: i16| years.iter().find(|(y, _)| *y == year).map(|(_, common)| *common);
    let own: Vec<Option<f64>> = (0..groups.codes.len())
        .map(|g| {
            let squares: Vec<f64> = departures
                .years
                .iter()
                .filter_map(|(year, by_group)| Some((by_group[g]? - common_of(*year)?).powi(2)))
                .collect();
            mean(&squares).map(f64::sqrt)
        })
        .collect();
    let inputs: Vec<Input> = departures
        .inputs
        .iter()
        .flat_map(|year| {
            let macros = FactKey::new(Measure::MacroIntensity).country(side).year(*year);
            [intensity_key(side, Symbol::EACH, *year).into(), macros.into()]
        })
        .collect();
    let common = square.sqrt();
    let key = FactKey::new(Measure::NowcastErrorCommon).country(side);
    put(facts, key, common, Status::Estimated, Method::NowcastError, inputs.clone());
    for (code, group) in data.names.industries.iter().zip(&groups.of) {
        if let Some(value) = own[*group] {
            let key = FactKey::new(Measure::NowcastErrorOwn).country(side).industry(*code);
            put(facts, key, value, Status::Estimated, Method::NowcastError, inputs.clone());
        }
    }
    Nowcast { common, own: own.into_iter().map(|value| value.unwrap_or(0.0)).collect() }
}

/// Logarithmic change of each group's intensity less that of the economy's, year by year.
struct Departures {
    /// Year, and the departure of each group where both years are known.
    years: Vec<(i16, Vec<Option<f64>>)>,
    /// Every year whose intensities are in them.
    inputs: Vec<i16>,
}

impl Departures {
    fn new(data: &Dataset, groups: &Groups, side: Side, facts: &FactTable) -> Self {
        let last = observed_last(data, side);
        let first = data.emissions.iter().filter(|r| r.side == side).map(|r| r.year).min();
        let end = groups.codes.iter().map(|code| last[code]).max();
        let (Some(first), Some(end)) = (first, end) else {
            return Self { years: Vec::new(), inputs: Vec::new() };
        };
        let positive = |key: FactKey| facts.get(&key).map(|f| f.value).filter(|value| *value > 0.0);
        let of_group = |code: Symbol, year| {
            positive(FactKey::new(Measure::IntensityGroup).country(side).industry(code).year(year))
        };
        let of_economy =
            |year| positive(FactKey::new(Measure::MacroIntensity).country(side).year(year));
        let mut found = Self { years: Vec::new(), inputs: Vec::new() };
        for year in first + 1..=end {
            let (Some(now), Some(before)) = (of_economy(year), of_economy(year - 1)) else {
                continue;
            };
            let economy = (now / before).ln();
            let by_group: Vec<Option<f64>> = groups
                .codes
                .iter()
                .map(|code| {
                    let (now, before) = (of_group(*code, year)?, of_group(*code, year - 1)?);
                    Some((now / before).ln() - economy)
                })
                .collect();
            if by_group.iter().any(Option::is_some) {
                found.inputs.extend([year - 1, year]);
                found.years.push((year, by_group));
            }
        }
        found.inputs.dedup();
        found
    }
}

/// The mean; none of nothing.
fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / count(values.len()))
}
