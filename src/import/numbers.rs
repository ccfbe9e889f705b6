//! Numbers as statistical offices write them.

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

/// A sum whose rounding does not grow with the number of terms (Neumaier).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    total: f64,
    rest: f64,
}

impl Sum {
    pub(super) fn add(&mut self, term: f64) {
        let next = self.total + term;
        self.rest += if self.total.abs() >= term.abs() {
            (self.total - next) + term
        } else {
            (term - next) + self.total
        };
        self.total = next;
    }

    pub(super) fn value(self) -> f64 {
        self.total + self.rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
