//! Cells as typed values. A number that is written otherwise than it would be printed keeps its text in a column beside it.

use super::kinds::Kind;

/// Follows the name of a column in that of the column with the texts of its numbers.
pub(super) const AS_WRITTEN: &str = "_as_written";
/// Marks such a column in the schema.
pub(super) const ROLE: &str = "tradeprint.role";
/// The end of the lines of a table in the schema: `LF` or `CRLF`.
pub(super) const LINE_END: &str = "tradeprint.line_end";

/// A cell with a type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Typed {
    Empty,
    Integer(i64),
    Number(f64),
}

impl Typed {
    /// Reads a cell of a typed column.
    pub(super) fn read(text: &str, kind: Kind) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::Empty);
        }
        match kind {
            Kind::Integer => text.parse().ok().map(Self::Integer),
            // Names of numbers that are none, such as `inf`, are no numbers here.
            Kind::Number if text.bytes().any(|byte| byte.is_ascii_digit()) => {
                text.parse().ok().filter(|value: &f64| value.is_finite()).map(Self::Number)
            }
            Kind::Number | Kind::Text => None,
        }
    }

    /// As it is printed when nothing says otherwise; the shortest text that reads back the same.
    pub(super) fn text(self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Integer(value) => value.to_string(),
            Self::Number(value) => value.to_string(),
        }
    }
}
