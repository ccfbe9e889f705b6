//! Rolling-origin back-test: each model is fitted to the first years of a series and asked for the next ones
//! (Tashman 2000), with errors scaled by the mean yearly change (Hyndman and Koehler 2006).

use super::models::Model;
use crate::analysis::regression::count;
use crate::data::FEWEST_OBSERVATIONS;

/// Years ahead that are tested.
pub const HORIZONS: [usize; 3] = [1, 2, 3];
/// An error below this part of the mean yearly change is rounding.
const ROUNDING: f64 = 1e-9;

/// One continuation against what came.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Trial {
    /// Years ahead.
    horizon: usize,
    /// Continuation less value, over the mean yearly change.
    error: f64,
    /// Whether the value lies within the 95 % interval.
    covered: bool,
}

/// How a model did in a back-test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    /// Mean absolute scaled error: 1 is as wrong as one year is from the next.
    pub mase: f64,
    /// Mean scaled error; positive: too high.
    pub bias: f64,
    /// Part of the values within the 95 % interval.
    pub coverage: f64,
}

/// Trials of the models, of one series or of several.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BackTest {
    trials: [Vec<Trial>; 5],
}

impl BackTest {
    /// Tests every model that admits the series, from its first [`FEWEST_OBSERVATIONS`] points on; none if the series
    /// is shorter than that and a year, or never changes.
    pub fn of(points: &[(f64, f64)]) -> Option<Self> {
        if points.len() <= FEWEST_OBSERVATIONS {
            return None;
        }
        let changes: f64 = points.windows(2).map(|w| (w[1].1 - w[0].1).abs()).sum();
        let scale = changes / count(points.len() - 1);
        if scale <= 0.0 {
            return None;
        }
        let mut test = Self::default();
        for model in Model::ALL.into_iter().filter(|m| m.admits(points)) {
            let trials = &mut test.trials[model.position()];
            for origin in FEWEST_OBSERVATIONS..points.len() {
                let fit = model.fit(&points[..origin]).expect("enough years, admitted values");
                for (horizon, (year, actual)) in HORIZONS.into_iter().zip(&points[origin..]) {
                    let forecast = fit.at(*year);
                    let error = (forecast.value - actual) / scale;
                    let covered = forecast.covers(*actual, ROUNDING * scale);
                    trials.push(Trial { horizon, error, covered });
                }
            }
        }
        Some(test)
    }

    /// Adds the trials of another series.
    pub fn add(&mut self, other: &Self) {
        for (own, more) in self.trials.iter_mut().zip(&other.trials) {
            own.extend(more);
        }
    }

    /// The record of a model over all horizons; none if it was not tested.
    pub fn record(&self, model: Model) -> Option<Record> {
        self.summary(model, |_| true)
    }

    /// The record of a model so many years ahead; none if it was not tested there.
    pub fn record_at(&self, model: Model, horizon: usize) -> Option<Record> {
        self.summary(model, |trial| trial.horizon == horizon)
    }

    fn summary(&self, model: Model, wanted: impl Fn(&Trial) -> bool) -> Option<Record> {
        let trials: Vec<&Trial> =
            self.trials[model.position()].iter().filter(|t| wanted(t)).collect();
        let n = count(trials.len());
        (n > 0.0).then(|| Record {
            mase: trials.iter().map(|t| t.error.abs()).sum::<f64>() / n,
            bias: trials.iter().map(|t| t.error).sum::<f64>() / n,
            coverage: count(trials.iter().filter(|t| t.covered).count()) / n,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(values: &[f64]) -> Vec<(f64, f64)> {
        (2010..).map(f64::from).zip(values.iter().copied()).collect()
    }

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-12, "{a} against {b}");
    }

    /// 0, 1, 0, 1, 0, 1, 4: changes 1, 1, 1, 1, 1, 3, q = 8/6. Origin 5 (last 0): one year on 1, two years on 4; origin 6
    /// (last 1): one year on 4. Errors of the last value: -1, -4, -3 over q: mean 8/3 * 6/8 = 2.
    /// Intervals: origin 5, sigma 1, t(4) = 2.776: 1 inside; two years on 3.93 < 4: outside. Origin 6, t(5) = 2.571 < 3: outside.
    #[test]
    fn the_last_value_is_scored_by_hand() {
        let test = BackTest::of(&points(&[0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 4.0])).expect("changes");
        let record = test.record(Model::LastValue).expect("tested");
        close(record.mase, 2.0);
        close(record.bias, -2.0);
        close(record.coverage, 1.0 / 3.0);
        let one = test.record_at(Model::LastValue, 1).expect("tested");
        close(one.mase, 1.5);
        close(one.coverage, 0.5);
        close(test.record_at(Model::LastValue, 2).expect("tested").mase, 3.0);
        assert!(test.record_at(Model::LastValue, 3).is_none());
        assert!(test.record(Model::LogLinear).is_none(), "a zero has no logarithm");
    }

    #[test]
    fn a_straight_line_is_continued_without_error() {
        let line: Vec<f64> = (0..8).map(|i| 3.0 + 2.0 * f64::from(i)).collect();
        let test = BackTest::of(&points(&line)).expect("changes");
        for model in [Model::Ols, Model::TheilSen] {
            let record = test.record(model).expect("tested");
            assert!(record.mase < 1e-12);
            close(record.coverage, 1.0);
        }
        // The last value falls behind by the years ahead: (1 + 2 + 3 + 1 + 2 + 1) / 6.
        let record = test.record(Model::LastValue).expect("tested");
        close(record.mase, 10.0 / 6.0);
        close(record.bias, -10.0 / 6.0);
    }

    #[test]
    fn what_is_short_or_still_has_no_test() {
        assert!(BackTest::of(&points(&[1.0, 2.0, 3.0, 4.0, 6.0])).is_none());
        assert!(BackTest::of(&points(&[2.0; 9])).is_none());
    }

    #[test]
    fn trials_of_several_series_are_pooled() {
        let a = BackTest::of(&points(&[0.0, 1.0, 0.0, 1.0, 0.0, 1.0])).expect("changes");
        let b = BackTest::of(&points(&[0.0, 1.0, 0.0, 1.0, 0.0, -1.0])).expect("changes");
        let mut both = a.clone();
        both.add(&b);
        let record = both.record_at(Model::LastValue, 1).expect("tested");
        close(record.mase, 1.0);
        close(record.bias, 0.0);
    }
}
