//! What a check finds.

use std::cmp::Ordering;

use super::series::SeriesKey;
use crate::facts::RowRef;

/// A check, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// Years that a series lacks.
    Gaps,
    /// Changes far outside those that a series usually makes.
    Jumps,
    /// Factors near a power of a thousand, as a wrong unit makes them.
    Scale,
    /// Parts that do not make their whole.
    Parts,
    /// The two reporters of one flow.
    Mirror,
    /// Trade and industries that do not meet.
    Mapping,
    /// Rows that nothing reads.
    Unused,
}

impl Check {
    /// Every check, in the order of the report.
    pub const ALL: [Check; 7] = [
        Self::Gaps,
        Self::Jumps,
        Self::Scale,
        Self::Parts,
        Self::Mirror,
        Self::Mapping,
        Self::Unused,
    ];

    /// The code in labels and names of tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gaps => "gaps",
            Self::Jumps => "jumps",
            Self::Scale => "scale",
            Self::Parts => "parts",
            Self::Mirror => "mirror",
            Self::Mapping => "mapping",
            Self::Unused => "unused",
        }
    }
}

/// How much a finding asks for a second look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// Numbers that are most likely wrong.
    Grave,
    /// Numbers that may be wrong, or right and remarkable.
    Doubtful,
    /// Something to know.
    Remark,
}

impl Gravity {
    /// Every gravity, the gravest first.
    pub const ALL: [Gravity; 3] = [Self::Grave, Self::Doubtful, Self::Remark];

    /// The code in labels.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Grave => "grave",
            Self::Doubtful => "doubtful",
            Self::Remark => "remark",
        }
    }
}

/// Why a finding was made; in the order of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The folder has no such table.
    NoTable,
    /// Years are missing between others of the series.
    YearsMissing,
    /// The series ends before others of its table.
    EndsEarly,
    /// The series begins after others of its table.
    BeginsLate,
    /// A zero between values above zero.
    ZeroBetween,
    /// A change outside the usual ones.
    Jump,
    /// The same, where the status of the values changes.
    JumpOfStatus,
    /// A factor near a power of a thousand between two years.
    ScaleOfYears,
    /// The same between a sum and its whole.
    ScaleOfSum,
    /// Parts make less than their whole.
    PartsShort,
    /// Parts make more than their whole.
    PartsOver,
    /// The two reporters differ.
    MirrorGap,
    /// A traded product belongs to no industry.
    Unmapped,
    /// The shares of a product do not make one.
    SharesBroken,
    /// An industry that no product of a flow belongs to.
    IndustryWithoutTrade,
    /// A product that no flow has.
    ProductWithoutTrade,
    /// The row speaks of a region that does not count.
    UnknownRegion,
    /// The row speaks of a year for which there is no total of the nation.
    NoTotalOfYear,
}

impl Reason {
    /// Every reason, check by check.
    pub const ALL: [Reason; 18] = [
        Self::NoTable,
        Self::YearsMissing,
        Self::EndsEarly,
        Self::BeginsLate,
        Self::ZeroBetween,
        Self::Jump,
        Self::JumpOfStatus,
        Self::ScaleOfYears,
        Self::ScaleOfSum,
        Self::PartsShort,
        Self::PartsOver,
        Self::MirrorGap,
        Self::Unmapped,
        Self::SharesBroken,
        Self::IndustryWithoutTrade,
        Self::ProductWithoutTrade,
        Self::UnknownRegion,
        Self::NoTotalOfYear,
    ];

    /// The code in labels.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::YearsMissing => "years-missing",
            Self::EndsEarly => "ends-early",
            Self::BeginsLate => "begins-late",
            Self::ZeroBetween => "zero-between",
            Self::NoTable => "no-table",
            Self::Jump => "jump",
            Self::JumpOfStatus => "jump-of-status",
            Self::ScaleOfYears => "scale-of-years",
            Self::ScaleOfSum => "scale-of-sum",
            Self::PartsShort => "parts-short",
            Self::PartsOver => "parts-over",
            Self::MirrorGap => "mirror-gap",
            Self::Unmapped => "unmapped",
            Self::SharesBroken => "shares-broken",
            Self::IndustryWithoutTrade => "industry-without-trade",
            Self::ProductWithoutTrade => "product-without-trade",
            Self::UnknownRegion => "unknown-region",
            Self::NoTotalOfYear => "no-total-of-year",
        }
    }
}

/// A number of a finding, with what it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// A value of the series in its base unit.
    Value(f64),
    /// A ratio of two values.
    Factor(f64),
    /// A part of a whole, as a fraction.
    Share(f64),
    /// A relative change, as a fraction.
    Change(f64),
    /// A year.
    Year(i16),
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Who found it.
    pub check: Check,
    /// How grave it is.
    pub gravity: Gravity,
    /// Why it was made.
    pub reason: Reason,
    /// How far it is beyond its bound: larger is graver, within a check and reason.
    pub size: f64,
    /// What it is about; the first of several alike.
    pub key: SeriesKey,
    /// How many series it holds for.
    pub series: usize,
    /// First and last year.
    pub years: Option<(i16, i16)>,
    /// What would be usual.
    pub expected: Option<Amount>,
    /// What is there.
    pub found: Option<Amount>,
    /// The rows to look at.
    pub rows: Vec<RowRef>,
}

impl Finding {
    /// A finding about a series that has neither years nor numbers yet.
    pub(super) fn new(check: Check, gravity: Gravity, reason: Reason, key: SeriesKey) -> Self {
        Self {
            check,
            gravity,
            reason,
            size: 0.0,
            key,
            series: 1,
            years: None,
            expected: None,
            found: None,
            rows: Vec::new(),
        }
    }

    /// The same of these years.
    pub(super) fn years(mut self, first: i16, last: i16) -> Self {
        self.years = Some((first, last));
        self
    }

    /// The same with what was expected and found, and how far one is from the other.
    pub(super) fn amounts(mut self, expected: Amount, found: Amount, size: f64) -> Self {
        (self.expected, self.found, self.size) = (Some(expected), Some(found), size);
        self
    }

    /// The same with the rows to look at.
    pub(super) fn rows(mut self, rows: impl IntoIterator<Item = RowRef>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// Takes a finding of the years that follow into this one, which keeps the numbers of the graver one.
    pub(super) fn take(&mut self, next: Self) {
        if let (Some(own), Some(more)) = (&mut self.years, next.years) {
            own.1 = more.1;
        }
        if next.size > self.size {
            (self.found, self.size) = (next.found, next.size);
        }
        self.rows.extend(next.rows);
    }

    /// From the gravest to the least; equal ones by what they are about.
    pub(super) fn by_gravity(a: &Self, b: &Self) -> Ordering {
        (a.gravity, a.check, a.reason)
            .cmp(&(b.gravity, b.check, b.reason))
            .then(b.size.total_cmp(&a.size))
            .then_with(|| (a.key, a.years, &a.rows).cmp(&(b.key, b.years, &b.rows)))
    }
}
