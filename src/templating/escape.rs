//! Values as text: Markdown escapes, and Typst string literals.

use std::fmt::Write as _;

/// At the start of a text Markdown would swallow it.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Whether the character would break a line or a paragraph.
fn breaks_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The character that stands for `c` on the page: a space for tabs and line ends, the replacement character
/// (for which the typesetter finds no glyph, a fault) for other control characters.
pub(crate) fn printable(c: char) -> char {
    if breaks_line(c) {
        ' '
    } else if c.is_control() {
        char::REPLACEMENT_CHARACTER
    } else {
        c
    }
}

/// A value as Markdown that reads as exactly this text, wherever it stands.
///
/// Every ASCII punctuation mark gets a backslash, except the vertical bar, which becomes a character
/// reference so that it cannot end a table cell. Line ends and tabs become spaces; spaces that Markdown would
/// strip or read as indentation (at either end, or several in a row) become character references, as do
/// other kinds of spaces, beside which an asterisk would mark nothing.
pub fn markdown_text(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 8);
    let mut after_space = true;
    let mut rest = value.chars().map(printable).peekable();
    while let Some(c) = rest.next() {
        if c == ' ' {
            let kept = !after_space && rest.peek().is_some_and(|next| *next != ' ');
            out.push_str(if kept { " " } else { "&#32;" });
        } else if c == '|' || c == BYTE_ORDER_MARK || c.is_whitespace() {
            // Writing to a string cannot fail.
            let _ = write!(out, "&#{};", u32::from(c));
        } else {
            if c.is_ascii_punctuation() {
                out.push('\\');
            }
            out.push(c);
        }
        after_space = c == ' ';
    }
    out
}

/// A text as a Typst string literal, quotation marks included, on one line.
pub fn typst_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || breaks_line(c) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use typst_syntax::{SyntaxKind, ast};

    use super::*;

    #[test]
    fn markdown_escapes_what_would_be_markup() {
        assert_eq!(markdown_text("a *b* | #c"), r"a \*b\* &#124; \#c");
        assert_eq!(markdown_text("  two\nlines "), "&#32;&#32;two lines&#32;");
    }

    #[test]
    fn literals_stay_on_one_line() {
        assert_eq!(typst_string("a\"\\\n#b\u{2028}"), "\"a\\\"\\\\\\n#b\\u{2028}\"");
    }

    proptest! {
        #[test]
        fn a_literal_reads_as_the_same_text(text in any::<String>()) {
            let root = typst_syntax::parse_code(&typst_string(&text));
            prop_assert!(root.errors_and_warnings().0.is_empty());
            let children: Vec<_> = root.children().collect();
            prop_assert_eq!(children.len(), 1);
            prop_assert_eq!(children[0].kind(), SyntaxKind::Str);
            let literal: ast::Str = children[0].cast().expect("a string literal");
            let read = literal.get();
            prop_assert_eq!(read.as_str(), text.as_str());
        }
    }
}
