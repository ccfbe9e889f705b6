//! The measured part of the page: tables in Markdown between two marks.

use std::fmt::Write as _;
use std::path::Path;

use crate::process::Spread;

const BEGIN: &str = "<!-- measured: begin -->";
const END: &str = "<!-- measured: end -->";

/// A MiB.
pub(crate) const MIB: f64 = 1_048_576.0;
/// A KiB.
pub(crate) const KIB: f64 = 1024.0;

/// A section with a table.
pub(crate) struct Table {
    text: String,
}

impl Table {
    /// With a heading and the heads of columns; the first is the name, the others are numbers.
    pub(crate) fn new(title: &str, columns: &[&str]) -> Self {
        let mut text = format!("\n### {title}\n\n");
        let _ = writeln!(text, "| {} |", columns.join(" | "));
        let _ = writeln!(text, "| --- |{}", " ---: |".repeat(columns.len() - 1));
        Self { text }
    }

    /// One row more.
    pub(crate) fn row<S: AsRef<str>>(&mut self, cells: &[S]) {
        let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        let _ = writeln!(self.text, "| {} |", cells.join(" | "));
    }

    /// The section, with a paragraph behind the table.
    pub(crate) fn end(mut self, note: &str) -> String {
        if !note.is_empty() {
            let _ = writeln!(self.text, "\n{note}");
        }
        self.text
    }
}

/// The median with the least and the greatest value, in a unit.
pub(crate) fn spread(of: Spread, unit: f64, digits: usize) -> String {
    let [median, least, greatest] = [of.median, of.least, of.greatest].map(|v| v / unit);
    format!("{median:.digits$} ({least:.digits$}\u{2013}{greatest:.digits$})")
}

/// Puts the measured part into a page; the rest of the page stays.
pub(crate) fn write(file: &Path, measured: &str) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", file.display());
    let page = std::fs::read_to_string(file).map_err(told)?;
    let page = replaced(&page, measured)
        .ok_or_else(|| format!("{}: `{BEGIN}` and `{END}` are not there", file.display()))?;
    std::fs::write(file, page).map_err(told)
}

fn replaced(page: &str, measured: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{}\n{END}{after}", measured.trim_end()))
}
