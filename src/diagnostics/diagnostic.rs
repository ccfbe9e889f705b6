//! A fault with its place, and the collector that keeps all of them.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::Code;

/// How bad a finding is: an error stops the command (exit code 1), a warning does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The input cannot be used as it is.
    Error,
    /// The input is used, and the reader of the log should know.
    Warning,
}

/// A place in an input file: 1-based line and column, as editors count them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Location {
    /// Path as the user would type it (relative to the working directory or as given).
    pub file: String,
    /// 1-based line; 0 when the fault concerns the file as a whole.
    pub line: u32,
    /// 1-based column in characters; 0 when the fault concerns the line as a whole.
    pub column: u32,
}

impl Location {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), line: 0, column: 0 }
    }

    /// A line and column of a file.
    pub fn at(file: impl Into<String>, line: u32, column: u32) -> Self {
        Self { file: file.into(), line, column }
    }

    /// The place of a byte of a file's text.
    pub fn of_byte(file: impl Into<String>, text: &str, byte: usize) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
        Self::at(file, u32::try_from(line).unwrap_or(0), u32::try_from(column).unwrap_or(0))
    }
}

impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
            if self.column > 0 {
                write!(f, ":{}", self.column)?;
            }
        }
        Ok(())
    }
}

/// One fault: what, where, what was found, what is allowed, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// Stable code, listed in `docs/diagnostics.md`.
    pub code: Code,
    /// One sentence without the place.
    pub message: String,
    /// Where, if it has a place.
    pub location: Option<Location>,
    /// The source line as it stands in the file, for the excerpt.
    pub excerpt: Option<String>,
    /// How many characters of the excerpt are meant (0: unknown).
    pub width: u32,
    /// What was found.
    pub found: Option<String>,
    /// What is allowed.
    pub allowed: Option<String>,
    /// What to do.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error with a code and a sentence.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: message.into(),
            location: None,
            excerpt: None,
            width: 0,
            found: None,
            allowed: None,
            hint: None,
        }
    }

    /// A warning with a code and a sentence.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Sets the place.
    #[must_use]
    pub fn at(mut self, location: Location) -> Self {
        self.location = Some(location);
        self
    }

    /// Sets the source line and how many characters of it are meant.
    #[must_use]
    pub fn excerpt(mut self, line: impl Into<String>, width: u32) -> Self {
        self.excerpt = Some(line.into());
        self.width = width;
        self
    }

    /// Sets place and source line from the bytes of a text that are meant.
    #[must_use]
    pub fn within(self, file: &str, text: &str, span: std::ops::Range<usize>) -> Self {
        let place = Location::of_byte(file, text, span.start);
        let line = text.lines().nth(place.line.saturating_sub(1) as usize).unwrap_or("");
        let meant = text.get(span).and_then(|meant| meant.lines().next()).unwrap_or("");
        let width = u32::try_from(meant.chars().count().max(1)).unwrap_or(1);
        self.at(place).excerpt(line, width)
    }

    /// Says what was found.
    #[must_use]
    pub fn found(mut self, text: impl Into<String>) -> Self {
        self.found = Some(text.into());
        self
    }

    /// Says what is allowed.
    #[must_use]
    pub fn allowed(mut self, text: impl Into<String>) -> Self {
        self.allowed = Some(text.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn hint(mut self, text: impl Into<String>) -> Self {
        self.hint = Some(text.into());
        self
    }

    /// The one-line form: `file:line:column: error[E0101]: message; found ...; allowed ...; hint`.
    pub fn short(&self) -> String {
        let mut out = String::new();
        if let Some(location) = &self.location {
            let _ = write!(out, "{location}: ");
        }
        let kind = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let _ = write!(out, "{kind}[{}]: {}", self.code, self.message);
        for (name, text) in
            [("found", &self.found), ("allowed", &self.allowed), ("hint", &self.hint)]
        {
            if let Some(text) = text {
                let _ = write!(out, "; {name}: {text}");
            }
        }
        out
    }
}

/// All faults of a stage, in the order of discovery.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(Vec<Diagnostic>);

impl Faults {
    /// An empty collector.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Takes over the findings of another stage.
    pub fn append(&mut self, other: Faults) {
        self.0.extend(other.0);
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }

    /// The findings.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// How many findings.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no finding at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sorts by place, so that the report does not depend on the order of the checks.
    pub fn sort(&mut self) {
        self.0.sort_by(|a, b| {
            (&a.location, a.code, &a.message).cmp(&(&b.location, b.code, &b.message))
        });
    }

    /// Keeps the value if there is no error, else returns every finding.
    ///
    /// # Errors
    /// All findings, if at least one is an error.
    pub fn check<T>(self, value: T) -> Result<(T, Faults), Faults> {
        if self.has_errors() { Err(self) } else { Ok((value, self)) }
    }
}

impl From<Diagnostic> for Faults {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl FromIterator<Diagnostic> for Faults {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Self(iter.into_iter().collect())
    }
}

impl IntoIterator for Faults {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
