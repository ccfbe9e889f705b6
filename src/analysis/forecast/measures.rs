//! The measures of back-tests, by series, score and model or horizon.

use super::backtest::Record;
use super::models::Model;
use crate::vocabulary::Measure;

/// What a back-test says of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Score {
    /// Mean absolute scaled error.
    Mase,
    /// Mean scaled error.
    Bias,
    /// Part of the values within the 95 % interval.
    Coverage,
}

impl Score {
    /// Every score.
    pub const ALL: [Score; 3] = [Score::Mase, Score::Bias, Score::Coverage];

    /// The word in names of measures.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mase => "mase",
            Self::Bias => "bias",
            Self::Coverage => "coverage",
        }
    }

    /// The score in a record.
    pub fn of(self, record: &Record) -> f64 {
        match self {
            Self::Mase => record.mase,
            Self::Bias => record.bias,
            Self::Coverage => record.coverage,
        }
    }
}

/// The series that are tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// National trade by flow and industry.
    Trade,
    /// Intensities by country and industry, in the years with accounts.
    Intensity,
    /// Emissions per real product by country.
    Real,
}

impl Family {
    fn prefix(self) -> &'static str {
        match self {
            Self::Trade => "",
            Self::Intensity => "intensity_",
            Self::Real => "real_",
        }
    }

    /// The measure of a score of a model on one series.
    pub fn score(self, score: Score, model: Model) -> Measure {
        let (prefix, code) = (self.prefix(), model.method().as_str());
        named(&format!("{prefix}{}_{code}", score.code()))
    }

    /// The measure of a score so many years ahead, pooled over industries; none for [`Family::Real`], which has none.
    pub fn score_at(self, score: Score, horizon: usize) -> Option<Measure> {
        (self != Self::Real)
            .then(|| named(&format!("{}backtest_{}_{horizon}", self.prefix(), score.code())))
    }
}

impl Model {
    /// The measure of national trade as the model continues it.
    pub fn forecast(self) -> Measure {
        named(&format!("forecast_{}", self.method().as_str()))
    }
}

fn named(name: &str) -> Measure {
    Measure::parse(name).expect("each series, score, model and horizon has a measure")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::forecast::HORIZONS;

    #[test]
    fn every_combination_has_a_measure() {
        for score in Score::ALL {
            for model in Model::ALL {
                for family in [Family::Trade, Family::Intensity, Family::Real] {
                    let name = family.score(score, model).as_str();
                    assert!(name.ends_with(model.method().as_str()), "{name}");
                }
                assert_eq!(model.forecast().dimensions(), Measure::ForecastOls.dimensions());
            }
            for horizon in HORIZONS {
                assert!(Family::Trade.score_at(score, horizon).is_some());
                assert!(Family::Intensity.score_at(score, horizon).is_some());
                assert!(Family::Real.score_at(score, horizon).is_none());
            }
        }
    }
}
