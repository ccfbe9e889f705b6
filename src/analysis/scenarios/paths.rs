//! What a scenario does to intensities and trade, year by year.

use super::{Coefficients, Dataset, FactTable, Flow, National, Scenario, TradeField, empty};
use super::{IntensityPath, Side, Symbol, TradePath, intensity_key};

/// The intensities of a year, `[country][industry]`, t/USD.
type Intensities = [Vec<f64>; 2];

/// A scenario with the numbers that it needs.
pub(super) struct Path<'a> {
    pub(super) code: Symbol,
    scenario: &'a Scenario,
    field: &'a TradeField,
    facts: &'a FactTable,
    /// Factor of trade in the goal's year; 1 without a goal.
    goal: f64,
}

impl<'a> Path<'a> {
    /// None if the trend has no trade that could be scaled to a goal.
    pub(super) fn new(
        data: &Dataset,
        national: &National,
        field: &'a TradeField,
        facts: &'a FactTable,
        scenario: &'a Scenario,
    ) -> Option<Self> {
        let goal = match scenario.trade {
            TradePath::Trend => 1.0,
            TradePath::Goal { turnover, year } => {
                let trend = turnover_of_trend(national, field, year);
                if trend <= 0.0 {
                    return None;
                }
                turnover / trend
            }
        };
        let code = data.names.symbols.get(&scenario.id).expect("interned at loading");
        Some(Self { code, scenario, field, facts, goal })
    }

    /// Whether the intensities follow no trend.
    pub(super) fn held(&self) -> bool {
        matches!(self.scenario.intensities, IntensityPath::Frozen | IntensityPath::Rate(_))
    }

    /// Emissions outward and inward in a year after the last of trade, as forms.
    pub(super) fn flows(&self, year: i16) -> (Coefficients, Coefficients) {
        let n = self.field.industries.len();
        let (mut out, mut inward) = (empty(n), empty(n));
        let trade = self.trade(year);
        let (own, other) = self.outward(year);
        let partner = match self.scenario.intensities {
            IntensityPath::Rate(rates) => self.changed(rates, year)[1].clone(),
            IntensityPath::Frozen => self.intensities(self.field.last)[1].clone(),
            IntensityPath::Trend | IntensityPath::Convergence(_) => {
                self.intensities(year)[1].clone()
            }
        };
        for i in 0..n {
            out[0][0][i] = Some(own[i] * trade);
            if let Some(other) = &other {
                out[1][0][i] = Some(other[i] * trade);
            }
            inward[1][1][i] = Some(partner[i] * trade);
        }
        (out, inward)
    }

    /// The reporter's intensities: the part with its own, and the part with the partner's if there is one.
    fn outward(&self, year: i16) -> (Vec<f64>, Option<Vec<f64>>) {
        match self.scenario.intensities {
            IntensityPath::Trend => (self.intensities(year)[0].clone(), None),
            IntensityPath::Frozen => (self.intensities(self.field.last)[0].clone(), None),
            IntensityPath::Rate(rates) => (self.changed(rates, year)[0].clone(), None),
            IntensityPath::Convergence(share) => {
                let way = share * self.way(year, self.field.end);
                let [own, other] = self.intensities(year);
                let own = own.iter().map(|e| e * (1.0 - way)).collect();
                (own, Some(other.iter().map(|e| e * way).collect()))
            }
        }
    }

    fn intensities(&self, year: i16) -> Intensities {
        Side::BOTH.map(|side| {
            let value = |code: &Symbol| self.facts.expect(&intensity_key(side, *code, year)).value;
            self.field.industries.iter().map(value).collect()
        })
    }

    /// Intensities of the last year of trade after yearly relative changes.
    fn changed(&self, rates: [f64; 2], year: i16) -> Intensities {
        let mut last = self.intensities(self.field.last);
        for (of_country, rate) in last.iter_mut().zip(rates) {
            let factor = (1.0 + rate).powi(i32::from(year - self.field.last));
            of_country.iter_mut().for_each(|e| *e *= factor);
        }
        last
    }

    /// How much of the time from the last year of trade to an end is over.
    fn way(&self, year: i16, end: i16) -> f64 {
        f64::from(year - self.field.last) / f64::from(end - self.field.last)
    }

    /// The factor of trade in a year: linear from 1 to the goal's, which then stays.
    fn trade(&self, year: i16) -> f64 {
        match self.scenario.trade {
            TradePath::Trend => 1.0,
            TradePath::Goal { year: goal, .. } => {
                1.0 + (self.goal - 1.0) * self.way(year.min(goal), goal)
            }
        }
    }
}

/// Both flows together on their lines, each cut off at zero.
fn turnover_of_trend(national: &National, field: &TradeField, year: i16) -> f64 {
    let mut sum = 0.0;
    for flow in Flow::BOTH {
        for (i, line) in national.lines[flow.index()].iter().enumerate() {
            let value = if year <= field.end {
                field.of_nation((flow.index(), i), field.at(year))
            } else {
                line.as_ref().map_or(0.0, |l| l.at(f64::from(year)).max(0.0))
            };
            sum += value;
        }
    }
    sum
}
