//! `[uncertainty]` of the catalogue: how many draws, and how sure the concordance is.

use serde::Deserialize;

/// Settings of the intervals.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct UncertaintySettings {
    /// Draws of the simulation.
    pub draws: u32,
    /// Concentration of the Dirichlet distribution of the shares in which a product falls into industries: the larger, the
    /// closer the drawn shares to those of the concordance. None: no error of the concordance is counted.
    pub concordance_concentration: Option<f64>,
}

impl Default for UncertaintySettings {
    fn default() -> Self {
        Self { draws: 10_000, concordance_concentration: None }
    }
}

impl UncertaintySettings {
    /// What is wrong with the settings: the key, the message and what is allowed.
    pub(super) fn faults(&self) -> Vec<(&'static str, &'static str, &'static str)> {
        let mut found = Vec::new();
        if !(1_000..=1_000_000).contains(&self.draws) {
            found.push(("draws", "the number of draws is out of range", "1,000 to 1,000,000"));
        }
        if self.concordance_concentration.is_some_and(|k| !(k > 0.0 && k <= 1e9)) {
            found.push((
                "concordance_concentration",
                "the concentration of the concordance is out of range",
                "a positive number up to 1e9",
            ));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_out_of_range_are_faults() {
        assert!(UncertaintySettings::default().faults().is_empty());
        let few = UncertaintySettings { draws: 10, ..UncertaintySettings::default() };
        assert_eq!(few.faults().len(), 1);
        for kappa in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let wrong = UncertaintySettings {
                concordance_concentration: Some(kappa),
                ..UncertaintySettings::default()
            };
            assert_eq!(wrong.faults().len(), 1, "{kappa}");
        }
    }
}
