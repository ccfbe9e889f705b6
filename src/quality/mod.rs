//! Stage 2, beside the analysis: what in a data folder deserves a second look before it is trusted.
//!
//! In: a [`Dataset`]. Out: an [`Inspection`]: what is there, the sums that can be checked, and findings. A folder that
//! passes the checks of [`crate::data`] is valid; nothing here is a fault, and nothing is changed. Every check is a pure
//! function of the same [`Material`], one file each, listed in `CHECKS`; a new one is a file and a line there.

mod coverage;
mod finding;
mod gaps;
mod jumps;
mod mapping;
mod mirror;
mod parts;
mod robust;
mod scale;
mod series;
mod sums;
mod unused;

pub use coverage::{CoverageCell, CoverageRow};
pub use finding::{Amount, Check, Finding, Gravity, Reason};
pub use mapping::MappedFlow;
pub use series::{Group, Quantity, Series, SeriesKey};
pub use sums::{Relation, Sum};

use crate::data::Dataset;

/// Bounds of the checks that no key of the catalogue sets, so that a report can print them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// A change of a series counts as a jump beyond this many of its own scatters.
    pub jump_scatters: f64,
    /// The least factor, beside the usual change, of what counts as a jump.
    pub jump_factor: f64,
    /// The fewest changes from which the scatter of a series is told.
    pub jump_changes: usize,
    /// The power of ten that a slip of the unit makes.
    pub scale_factor: f64,
    /// How far from such a power a factor may lie, as a factor.
    pub scale_slack: f64,
}

/// The bounds in force.
pub const BOUNDS: Bounds = Bounds {
    jump_scatters: 6.0,
    jump_factor: 1.5,
    jump_changes: 6,
    scale_factor: 1000.0,
    scale_slack: 2.0,
};

/// What every check reads.
pub struct Material<'a> {
    /// The data.
    pub data: &'a Dataset,
    /// Every series of the folder, by key.
    pub series: Vec<Series>,
    /// Every sum that has a known whole, by key and year.
    pub sums: Vec<Sum>,
}

impl<'a> Material<'a> {
    /// Series and sums of a data set.
    pub fn new(data: &'a Dataset) -> Self {
        let series = series::all(data);
        let sums = sums::all(data);
        Self { data, series, sums }
    }
}

/// A check: what it is called and the function that makes its findings.
type Entry = (Check, fn(&Material<'_>) -> Vec<Finding>);

/// Every check, in the order of the report.
const CHECKS: [Entry; 7] = [
    (Check::Gaps, gaps::find),
    (Check::Jumps, jumps::find),
    (Check::Scale, scale::find),
    (Check::Parts, parts::find),
    (Check::Mirror, mirror::find),
    (Check::Mapping, mapping::find),
    (Check::Unused, unused::find),
];

/// All that was found in a data set.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspection {
    /// What is there, by group of series and year.
    pub coverage: Vec<CoverageRow>,
    /// Sums beside their wholes.
    pub sums: Vec<Sum>,
    /// How the products of each flow reach the industries.
    pub mapped: Vec<MappedFlow>,
    /// The findings, from the gravest to the least.
    pub findings: Vec<Finding>,
}

impl Inspection {
    /// The findings of a check, the gravest first.
    pub fn of(&self, check: Check) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.check == check)
    }

    /// The findings of a gravity.
    pub fn grave(&self, gravity: Gravity) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.gravity == gravity)
    }
}

/// Looks through a data set.
pub fn inspect(data: &Dataset) -> Inspection {
    let material = Material::new(data);
    let mut findings: Vec<Finding> = CHECKS
        .iter()
        .flat_map(|(check, find)| {
            let found = find(&material);
            debug_assert!(found.iter().all(|finding| finding.check == *check));
            found
        })
        .collect();
    findings.sort_by(Finding::by_gravity);
    let coverage = coverage::of(&material);
    let mapped = mapping::flows(data);
    Inspection { coverage, sums: material.sums, mapped, findings }
}
