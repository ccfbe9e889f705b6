//! What reads the parts of the catalogue has at hand: its text, and where faults go.

use toml::Spanned;

use crate::diagnostics::{Code, Diagnostic, Faults};

/// The text of the catalogue, to point into, and where its faults go.
pub(super) struct Reader<'a> {
    pub(super) shown: &'a str,
    pub(super) text: &'a str,
    pub(super) faults: &'a mut Faults,
}

impl Reader<'_> {
    /// A fault at a value.
    pub(super) fn fault<T>(&mut self, code: Code, at: &Spanned<T>, message: &str, allowed: &str) {
        let fault = Diagnostic::error(code, message).allowed(allowed);
        self.faults.push(fault.within(self.shown, self.text, at.span()));
    }

    /// The line of a value.
    pub(super) fn line<T>(&self, at: &Spanned<T>) -> u32 {
        let before = &self.text[..at.span().start.min(self.text.len())];
        u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX)
    }
}
