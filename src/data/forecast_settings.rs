//! What the comparison of continuations is asked for, as the catalogue says it.

use serde::Deserialize;

use super::catalogue::{Years, place_of};
use crate::diagnostics::{Code, Diagnostic, Faults};

/// `[forecast]` of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForecastSettings {
    /// Years in which a trend may have broken: the first year of the second regime each, in order.
    #[serde(default)]
    pub breaks: Vec<i16>,
}

impl ForecastSettings {
    /// Breaks come in order, each once, and part the years of the edition.
    pub(super) fn check(&self, years: Years, shown: &str, text: &str, faults: &mut Faults) {
        let ordered = self.breaks.windows(2).all(|w| w[0] < w[1]);
        let inside = self.breaks.iter().all(|b| *b > years.first && *b <= years.horizon);
        if !ordered || !inside {
            let listed: Vec<String> = self.breaks.iter().map(i16::to_string).collect();
            faults.push(
                Diagnostic::error(Code::BadCatalogue, "the years of breaks cannot be tested")
                    .at(place_of(shown, text, "breaks"))
                    .found(listed.join(", "))
                    .allowed(format!("{} to {}, ascending", years.first + 1, years.horizon)),
            );
        }
    }
}
