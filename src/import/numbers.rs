//! Numbers as statistical offices write them.

use serde::{Deserialize, Serialize};

use super::kept::bits;

/// The decimal mark of a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalMark {
    /// `7826.5`; commas, if any, group thousands.
    Point,
    /// `7826,5`.
    Comma,
}

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberFault {
    /// It is one with the other decimal mark.
    OtherMark,
    /// It is none.
    NotANumber,
}

/// Reads a number. Spaces and no-break spaces between digits group thousands; under a point commas do, in threes.
pub(super) fn number(text: &str, mark: DecimalMark) -> Result<f64, NumberFault> {
    plain(text, mark).map_or_else(|| any_number(text, mark), Ok)
}

/// Digits with one mark at most, as nearly all numbers are. Up to fifteen digits are a whole number that a double holds, powers of
/// ten to twenty-two are, too: their quotient is rounded once, as parsing does.
fn plain(text: &str, mark: DecimalMark) -> Option<f64> {
    const POWERS: [f64; 16] =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    let mark = match mark {
        DecimalMark::Point => b'.',
        DecimalMark::Comma => b',',
    };
    let (mut whole, mut digits, mut after) = (0_u64, 0, None);
    for byte in text.bytes() {
        if byte.is_ascii_digit() {
            whole = whole * 10 + u64::from(byte - b'0');
            digits += 1;
            if digits > 15 {
                return None;
            }
            after = after.map(|count: usize| count + 1);
        } else if byte == mark && after.is_none() {
            after = Some(0);
        } else {
            return None;
        }
    }
    (digits > 0).then(|| whole as f64 / POWERS[after.unwrap_or(0)])
}

fn any_number(text: &str, mark: DecimalMark) -> Result<f64, NumberFault> {
    let spaceless: String =
        text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
    let plain = match mark {
        DecimalMark::Point if spaceless.contains(',') => {
            if !grouped(&spaceless) {
                return Err(other(&spaceless.replace(',', ".")));
            }
            spaceless.replace(',', "")
        }
        DecimalMark::Point => spaceless,
        DecimalMark::Comma if spaceless.contains('.') => return Err(other(&spaceless)),
        DecimalMark::Comma => spaceless.replacen(',', ".", 1),
    };
    let shaped =
        plain.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    match plain.parse::<f64>() {
        Ok(value) if shaped && value.is_finite() => Ok(value),
        _ => Err(NumberFault::NotANumber),
    }
}

fn other(text: &str) -> NumberFault {
    if text.parse::<f64>().is_ok() { NumberFault::OtherMark } else { NumberFault::NotANumber }
}

/// Whether commas stand before groups of three digits only.
fn grouped(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or("").trim_start_matches('-');
    let mut groups = whole.split(',');
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
    first
        && groups.all(|group| group.len() == 3)
        && !text.split('.').skip(1).any(|t| t.contains(','))
}

/// A sum that is the same in whatever order its terms come, so that files can be read side by side: terms from 2^-8 to 2^50
/// (0.004 to 1.1e15) add up exactly, in units of 2^-60. What is smaller or larger is added with its rounding kept (Neumaier), which
/// does not grow with the number of terms.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Sum {
    /// In units of 2^-60.
    exact: i128,
    #[serde(with = "bits")]
    total: f64,
    #[serde(with = "bits")]
    rest: f64,
}

/// Units of the exact part.
const UNITS: f64 = (1_u64 << 60) as f64;
/// Terms that are a whole number of units: a double has 53 bits, and 8 + 52 = 60.
const EXACT: std::ops::Range<f64> = 1.0 / 256.0..(1_u64 << 50) as f64;

impl Sum {
    pub(super) fn add(&mut self, term: f64) {
        // The conversion of a whole number within the range of the type changes nothing.
        let units = EXACT.contains(&term.abs()).then_some((term * UNITS) as i128);
        match units.and_then(|units| self.exact.checked_add(units)) {
            Some(exact) => self.exact = exact,
            None => self.add_inexact(term),
        }
    }

    fn add_inexact(&mut self, term: f64) {
        let next = self.total + term;
        self.rest += if self.total.abs() >= term.abs() {
            (self.total - next) + term
        } else {
            (term - next) + self.total
        };
        self.total = next;
    }

    /// Adds the terms of another sum.
    pub(super) fn merge(&mut self, other: Self) {
        match self.exact.checked_add(other.exact) {
            Some(exact) => self.exact = exact,
            None => self.add_inexact(other.exact as f64 / UNITS),
        }
        self.add_inexact(other.total);
        self.rest += other.rest;
    }

    pub(super) fn value(self) -> f64 {
        self.exact as f64 / UNITS + (self.total + self.rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_sum_is_the_same_in_any_order_and_parts(cents in prop::collection::vec(1_u64..1 << 56, 1..40), cut in 0_usize..40) {
            // Whole cents above 0.004 as doubles; their order and how they are parted change no bit.
            let terms: Vec<f64> = cents.iter().map(|cents| *cents as f64 / 100.0).collect();
            let sum = |terms: &[f64]| {
                let mut sum = Sum::default();
                terms.iter().for_each(|term| sum.add(*term));
                sum
            };
            let forward = sum(&terms).value();
            let mut turned = terms.clone();
            turned.reverse();
            prop_assert_eq!(forward.to_bits(), sum(&turned).value().to_bits());
            let (first, second) = terms.split_at(cut.min(terms.len()));
            let mut joined = sum(second);
            joined.merge(sum(first));
            prop_assert_eq!(forward.to_bits(), joined.value().to_bits());
            let text = serde_json::to_string(&joined).unwrap();
            let kept: Sum = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(forward.to_bits(), kept.value().to_bits());
        }

        #[test]
        fn a_plain_number_is_what_parsing_makes_of_it(text in "[0-9]{0,9}[.]?[0-9]{0,8}") {
            let wanted = text.parse::<f64>().map_err(|_| NumberFault::NotANumber);
            prop_assert_eq!(number(&text, DecimalMark::Point), wanted);
            prop_assert_eq!(number(&text.replace('.', ","), DecimalMark::Comma), wanted);
        }
    }

    #[test]
    fn small_and_large_terms_are_kept() {
        let mut sum = Sum::default();
        [1e300, 1e-9, 0.5, -1e300, 1e-9].iter().for_each(|term| sum.add(*term));
        let mut other = Sum::default();
        [0.25, 1e-9].iter().for_each(|term| other.add(*term));
        sum.merge(other);
        assert!((sum.value() - 0.75).abs() < 1e-8);
        let mut rate = Sum::default();
        rate.add(1.0 / 7_000.0);
        assert_eq!(rate.value().to_bits(), (1.0_f64 / 7_000.0).to_bits());
    }

    #[test]
    fn each_mark_is_read_and_the_other_is_named() {
        assert_eq!(number("7826,5", DecimalMark::Comma), Ok(7826.5));
        assert_eq!(number("1 234,5", DecimalMark::Comma), Ok(1234.5));
        assert_eq!(number("7826.5", DecimalMark::Comma), Err(NumberFault::OtherMark));
        assert_eq!(number("1,234,567", DecimalMark::Point), Ok(1_234_567.0));
        assert_eq!(number("7826,5", DecimalMark::Point), Err(NumberFault::OtherMark));
        assert_eq!(number("n/a", DecimalMark::Point), Err(NumberFault::NotANumber));
        assert_eq!(number("inf", DecimalMark::Point), Err(NumberFault::NotANumber));
    }

    #[test]
    fn a_sum_of_cents_is_exact() {
        let mut sum = Sum::default();
        (0..1_000_000).for_each(|_| sum.add(0.01));
        assert!((sum.value() - 10_000.0).abs() < 1e-9);
    }
}
