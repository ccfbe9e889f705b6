//! The figures that every brief gives and that an edition is compared with the last one by.

use super::Measure;

/// A key figure, what the last edition published of it, and how far it has moved since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyFigure {
    /// The measure.
    pub own: Measure,
    /// Its value in the last edition.
    pub published: Measure,
    /// Its value less that of the last edition.
    pub revision: Measure,
    /// The same relative to `scale`.
    pub part: Measure,
    /// The published measure beside which a revision is large or small. What is left of two flows is judged by both
    /// together: near zero every revision would be a large part of it.
    pub scale: Measure,
}

impl KeyFigure {
    /// Every key figure, in the order of tables.
    pub const ALL: [Self; 5] = [
        Self {
            own: Measure::Trade,
            published: Measure::PublishedTrade,
            revision: Measure::RevisionTrade,
            part: Measure::RevisionPartTrade,
            scale: Measure::PublishedTrade,
        },
        Self {
            own: Measure::Embodied,
            published: Measure::PublishedEmbodied,
            revision: Measure::RevisionEmbodied,
            part: Measure::RevisionPartEmbodied,
            scale: Measure::PublishedEmbodied,
        },
        Self {
            own: Measure::Balance,
            published: Measure::PublishedBalance,
            revision: Measure::RevisionBalance,
            part: Measure::RevisionPartBalance,
            scale: Measure::PublishedJoint,
        },
        Self {
            own: Measure::Joint,
            published: Measure::PublishedJoint,
            revision: Measure::RevisionJoint,
            part: Measure::RevisionPartJoint,
            scale: Measure::PublishedJoint,
        },
        Self {
            own: Measure::Avoided,
            published: Measure::PublishedAvoided,
            revision: Measure::RevisionAvoided,
            part: Measure::RevisionPartAvoided,
            scale: Measure::PublishedJoint,
        },
    ];

    /// The key figure that a measure is.
    pub fn of(measure: Measure) -> Option<&'static Self> {
        Self::ALL.iter().find(|figure| figure.own == measure)
    }

    /// Whether a measure speaks of the last edition: it moves from edition to edition by itself.
    pub fn is_of_last_edition(measure: Measure) -> bool {
        Self::ALL.iter().any(|f| [f.published, f.revision, f.part].contains(&measure))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_figure_has_its_dimensions_and_unit() {
        for figure in KeyFigure::ALL {
            let dimensions = figure.own.dimensions();
            for other in [figure.published, figure.revision, figure.part] {
                assert_eq!(other.dimensions(), dimensions, "{}", other.as_str());
                assert!(KeyFigure::is_of_last_edition(other));
            }
            assert_eq!(figure.published.unit(), figure.own.unit());
            assert_eq!(figure.revision.unit(), figure.own.unit());
            assert_eq!(figure.scale.unit(), figure.own.unit());
            assert_eq!(figure.published.as_str(), format!("published_{}", figure.own.as_str()));
            assert_eq!(figure.revision.as_str(), format!("revision_{}", figure.own.as_str()));
            assert_eq!(figure.part.as_str(), format!("revision_part_{}", figure.own.as_str()));
        }
    }
}
