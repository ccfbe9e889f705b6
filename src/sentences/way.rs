//! Direction and tense: what a sentence may say follows from a fact's value, interval and status.

use crate::facts::{Fact, Status};

/// Which way a difference points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Above zero; more, higher.
    Up,
    /// Below zero; less, lower.
    Down,
    /// Not to be told from zero in print.
    None,
    /// Inside its interval: the sign is not sure.
    Unsure,
}

impl Way {
    /// The keys of messages.
    pub const KEYS: [&'static str; 4] = ["up", "down", "none", "unsure"];

    /// The key in messages.
    pub fn key(self) -> &'static str {
        match self {
            Self::Up => Self::KEYS[0],
            Self::Down => Self::KEYS[1],
            Self::None => Self::KEYS[2],
            Self::Unsure => Self::KEYS[3],
        }
    }

    /// The way of a fact that is a difference; `in_print` says whether it differs from zero as printed.
    pub fn of(fact: &Fact, in_print: bool) -> Self {
        match fact.interval {
            _ if !in_print => Self::None,
            Some((lower, upper)) if lower <= 0.0 && upper >= 0.0 => Self::Unsure,
            _ if fact.value > 0.0 => Self::Up,
            _ if fact.value < 0.0 => Self::Down,
            _ => Self::None,
        }
    }

    /// Whether the first of two facts is the larger; `in_print` says whether they differ as printed.
    ///
    /// The interval of the difference is that of two independent errors (Zou and Donner 2008): each side's distance to
    /// the bound that faces the other, root of the sum of squares. Errors that both share make it wider than need be,
    /// so that it errs towards unsure.
    pub fn between(a: &Fact, b: &Fact, in_print: bool) -> Self {
        let difference = a.value - b.value;
        if !in_print || difference == 0.0 {
            return Self::None;
        }
        let towards = |fact: &Fact, up: bool| match fact.interval {
            Some((_, upper)) if up => upper - fact.value,
            Some((lower, _)) => fact.value - lower,
            None => 0.0,
        };
        let up = difference > 0.0;
        let room = towards(a, !up).hypot(towards(b, up));
        match (difference.abs() <= room, up) {
            (true, _) => Self::Unsure,
            (false, true) => Self::Up,
            (false, false) => Self::Down,
        }
    }
}

/// The tense of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// It happened, or is estimated for a year that has passed.
    Past,
    /// It is projected: what would be if.
    Would,
}

impl Tense {
    /// The keys of messages.
    pub const KEYS: [&'static str; 2] = ["past", "would"];

    /// The key in messages.
    pub fn key(self) -> &'static str {
        match self {
            Self::Past => Self::KEYS[0],
            Self::Would => Self::KEYS[1],
        }
    }

    /// The tense that a status allows.
    pub fn of(status: Status) -> Self {
        match status {
            Status::Observed | Status::Estimated => Self::Past,
            Status::Projected => Self::Would,
        }
    }
}
