//! Beyond which bounds a number is put on the editor's list of oddities, as the catalogue says it.

use serde::Deserialize;

/// Bounds of the list of oddities.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OddityBounds {
    /// Factor between the intensities of an industry in the two countries, either way.
    pub intensity_ratio: f64,
    /// Factor between neighbouring years of a series, either way.
    pub jump: f64,
    /// Relative gap between the two reporters of a flow, either way.
    pub mirror_gap: f64,
    /// Relative error of plain weights at a published total, either way.
    pub anchor_error: f64,
    /// Part of a flow that no region carries.
    pub unallocated: f64,
    /// Total intensity of an industry over its direct one.
    pub multiplier: f64,
    /// Relative revision of a key figure of the last edition, either way: beyond it a report begins with a correction.
    pub revision: f64,
}

impl Default for OddityBounds {
    fn default() -> Self {
        Self {
            intensity_ratio: 5.0,
            jump: 2.0,
            mirror_gap: 0.15,
            anchor_error: 0.5,
            unallocated: 0.1,
            multiplier: 10.0,
            revision: 0.01,
        }
    }
}

impl OddityBounds {
    /// The entries that cannot serve as bounds: name, value, what is allowed.
    pub(super) fn faults(&self) -> Vec<(&'static str, f64, &'static str)> {
        let factors = [
            ("intensity_ratio", self.intensity_ratio),
            ("jump", self.jump),
            ("multiplier", self.multiplier),
        ];
        let parts = [
            ("mirror_gap", self.mirror_gap),
            ("anchor_error", self.anchor_error),
            ("unallocated", self.unallocated),
            ("revision", self.revision),
        ];
        let wrong_factor = |value: f64| !(value.is_finite() && value > 1.0);
        let wrong_part = |value: f64| !(value.is_finite() && value >= 0.0);
        factors
            .into_iter()
            .filter(|(_, value)| wrong_factor(*value))
            .map(|(name, value)| (name, value, "a factor above 1"))
            .chain(
                parts
                    .into_iter()
                    .filter(|(_, value)| wrong_part(*value))
                    .map(|(name, value)| (name, value, "a number of at least 0")),
            )
            .collect()
    }
}
