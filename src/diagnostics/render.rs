//! Diagnostics as text for people, as one-liners, or as JSON.

use codespan_reporting::diagnostic::{Diagnostic as Report, Label};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term;
use serde_json::json;

use super::{Diagnostic, Faults, Severity};

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With the source line and a caret.
    #[default]
    Human,
    /// One line each.
    Short,
    /// One JSON object a line.
    Json,
}

/// All findings as text, each ended by a line feed.
pub fn render(faults: &Faults, format: Format) -> String {
    let mut out = String::new();
    for diagnostic in faults.iter() {
        match format {
            Format::Human => out.push_str(&human(diagnostic)),
            Format::Short => {
                out.push_str(&diagnostic.short());
                out.push('\n');
            }
            Format::Json => {
                out.push_str(&as_json(diagnostic).to_string());
                out.push('\n');
            }
        }
    }
    out
}

fn as_json(d: &Diagnostic) -> serde_json::Value {
    json!({
        "severity": match d.severity { Severity::Error => "error", Severity::Warning => "warning" },
        "code": d.code.as_str(),
        "message": d.message,
        "file": d.location.as_ref().map(|l| &l.file),
        "line": d.location.as_ref().map(|l| l.line).filter(|l| *l > 0),
        "column": d.location.as_ref().map(|l| l.column).filter(|c| *c > 0),
        "found": d.found,
        "allowed": d.allowed,
        "hint": d.hint,
    })
}

/// The one line of a file that a diagnostic shows, under its true line number.
struct Excerpt<'a> {
    name: &'a str,
    line: usize,
    text: &'a str,
}

impl<'a> Files<'a> for Excerpt<'a> {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<Self::Name, Error> {
        Ok(self.name)
    }

    fn source(&'a self, (): ()) -> Result<Self::Source, Error> {
        Ok(self.text)
    }

    fn line_index(&'a self, (): (), _: usize) -> Result<usize, Error> {
        Ok(0)
    }

    fn line_number(&'a self, (): (), _: usize) -> Result<usize, Error> {
        Ok(self.line)
    }

    fn line_range(&'a self, (): (), _: usize) -> Result<std::ops::Range<usize>, Error> {
        Ok(0..self.text.len())
    }
}

fn human(d: &Diagnostic) -> String {
    let mut notes = Vec::new();
    for (name, text) in [("found", &d.found), ("allowed", &d.allowed), ("hint", &d.hint)] {
        if let Some(text) = text {
            notes.push(format!("{name}: {text}"));
        }
    }
    let report = match d.severity {
        Severity::Error => Report::error(),
        Severity::Warning => Report::warning(),
    }
    .with_code(d.code.as_str())
    .with_message(&d.message);
    let config = term::Config::default();
    let mut out = String::new();
    let written = match (&d.location, &d.excerpt) {
        (Some(location), Some(text)) if location.line > 0 => {
            // Long lines would bury the message; the caret needs only what stands before it.
            let byte = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(i, _)| i);
            let start = byte(location.column.saturating_sub(1) as usize);
            let end = byte((location.column.saturating_sub(1) + d.width.max(1)) as usize);
            let cut = byte((location.column.saturating_sub(1) + d.width.max(1)) as usize + 60);
            let files = Excerpt {
                name: &location.file,
                line: location.line as usize,
                text: &text[..cut.max(end)],
            };
            let report =
                report.with_label(Label::primary((), start..end.max(start))).with_notes(notes);
            term::emit_to_string(&mut out, &config, &files, &report)
        }
        (location, _) => {
            if let Some(location) = location {
                notes.insert(0, format!("at {location}"));
            }
            let files = Excerpt { name: "", line: 1, text: "" };
            term::emit_to_string(&mut out, &config, &files, &report.with_notes(notes))
        }
    };
    // Writing to a string cannot fail; if the excerpt cannot be shown, the one-liner still says all.
    if written.is_err() {
        return d.short() + "\n";
    }
    out
}
