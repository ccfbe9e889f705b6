//! Simulated intervals as a text that a later run reads back, bit by bit, in the place of drawing them again.

use std::fmt::Write as _;

use crate::facts::{FactKey, FactTable};

/// Where intervals that were drawn are kept for runs on the same data.
pub trait KeptDraws: Sync {
    /// What an earlier run drew from the same, if there is one.
    fn read(&self) -> Option<String>;
    /// Keeps what this run drew.
    fn keep(&self, text: String);
}

/// An interval of a fact.
pub(super) type Found = (FactKey, (f64, f64));

/// One interval a line: id, both ends as their bits. The last line counts them, so that a part is not taken for the whole.
pub(super) fn write(found: &[Found], facts: &FactTable) -> String {
    let mut text = String::new();
    for (key, (lower, upper)) in found {
        let (id, [lower, upper]) = (facts.names().id(key), [lower, upper].map(|x| x.to_bits()));
        writeln!(text, "{id} {lower:016x} {upper:016x}").expect("memory takes every line");
    }
    writeln!(text, "{}", found.len()).expect("memory takes every line");
    text
}

/// The intervals of a text; none of one that is not whole, or that speaks of other facts.
pub(super) fn read(text: &str, facts: &FactTable) -> Option<Vec<Found>> {
    let (lines, count) = text.strip_suffix('\n')?.rsplit_once('\n')?;
    let interval = |line: &str| {
        let mut parts = line.rsplitn(3, ' ');
        let mut end = || Some(f64::from_bits(u64::from_str_radix(parts.next()?, 16).ok()?));
        let (upper, lower) = (end()?, end()?);
        let key = facts.names().key(parts.next()?)?;
        facts.get(&key).map(|_| (key, (lower, upper)))
    };
    let found: Vec<Found> = lines.lines().map(interval).collect::<Option<_>>()?;
    (count.parse() == Ok(found.len())).then_some(found)
}
