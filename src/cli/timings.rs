//! `--timings`: what a run took, by stage and by document. It is for operators and never part of an edition.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::arguments::BuildOptions;
use crate::diagnostics::{Code, Diagnostic, Location, Outcome};
use crate::timings::{Row, Timings};

/// Documents that the table names; the JSON names all.
const NAMED: usize = 20;

/// The timings of one run.
pub(super) struct Clock {
    start: Instant,
    wanted: bool,
}

impl Clock {
    /// Starts now.
    pub(super) fn start(options: &BuildOptions) -> Self {
        let wanted = options.timings || options.timings_json.is_some();
        Self { start: Instant::now(), wanted }
    }

    /// A table by this clock, if one is wanted.
    pub(super) fn table(&self) -> Timings {
        let start = self.start;
        if self.wanted { Timings::new(move || start.elapsed()) } else { Timings::off() }
    }

    /// Shows what was wanted.
    ///
    /// # Errors
    /// `E0401` if the file cannot be written.
    pub(super) fn show(
        &self,
        timings: &Timings,
        options: &BuildOptions,
        jobs: usize,
    ) -> Outcome<()> {
        if !self.wanted {
            return Ok(());
        }
        let wall = self.start.elapsed();
        if options.timings {
            let _ = write!(std::io::stderr(), "{}", table(timings, wall));
        }
        match &options.timings_json {
            Some(file) => write(file, &as_json(timings, wall, jobs)),
            None => Ok(()),
        }
    }
}

fn write(file: &Path, value: &Value) -> Outcome<()> {
    std::fs::write(file, format!("{value:#}\n")).map_err(|error| {
        Diagnostic::error(Code::WriteFailed, "a file cannot be written")
            .at(Location::file(file.display().to_string()))
            .found(error.to_string())
            .into()
    })
}

/// A stage and what it is a part of: `typeset: layout` is a part of `typeset`.
fn group(stage: &str) -> &str {
    stage.split(": ").next().unwrap_or(stage)
}

fn sum<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Duration {
    rows.into_iter().map(|row| row.total).sum()
}

/// Groups of stages with their stages, and documents; each list begins with what took longest.
fn table(timings: &Timings, wall: Duration) -> String {
    let rows = timings.rows();
    let mut groups: Vec<(&str, Vec<&Row>)> = Vec::new();
    for row in &rows {
        match groups.iter_mut().find(|(name, _)| *name == group(&row.stage)) {
            Some((_, members)) => members.push(row),
            None => groups.push((group(&row.stage), vec![row])),
        }
    }
    groups.sort_by_key(|(_, members)| std::cmp::Reverse(sum(members.iter().copied())));
    let mut text = format!("{:<44} {:>6} {:>9}\n", "stage (seconds of all threads)", "times", "s");
    for (name, mut members) in groups {
        members.sort_by_key(|row| std::cmp::Reverse(row.total));
        let _ = writeln!(text, "{name:<44} {:>6} {:>9}", "", seconds(sum(members.iter().copied())));
        for row in members {
            let part = row.stage.split_once(": ").map_or(row.stage.as_str(), |(_, part)| part);
            let _ = writeln!(text, "  {part:<42} {:>6} {:>9}", row.count, seconds(row.total));
        }
    }
    let _ = writeln!(text, "{:<44} {:>6} {:>9}", "from start to end", "", seconds(wall));
    let documents = timings.documents();
    if !documents.is_empty() {
        let _ = writeln!(text, "{:<44} {:>6} {:>9}", "document", "", "s");
    }
    for (path, parts) in documents.iter().take(NAMED) {
        let shown = parts.iter().map(|part| format!("{} {}", part.stage, seconds(part.total)));
        let shown: Vec<String> = shown.collect();
        let total = seconds(sum(parts));
        let _ = writeln!(text, "{path:<44} {:>6} {total:>9}  {}", "", shown.join(", "));
    }
    if documents.len() > NAMED {
        let rest = sum(documents[NAMED..].iter().flat_map(|(_, parts)| parts));
        let more = format!("{} more", documents.len() - NAMED);
        let _ = writeln!(text, "{more:<44} {:>6} {:>9}", "", seconds(rest));
    }
    text
}

fn as_json(timings: &Timings, wall: Duration, jobs: usize) -> Value {
    let stage = |row: &Row| json!({ "stage": row.stage, "times": row.count, "seconds": row.total.as_secs_f64() });
    let document = |(path, parts): &(String, Vec<Row>)| {
        let mut entry = json!({ "path": path, "seconds": sum(parts).as_secs_f64() });
        for part in parts {
            entry[&part.stage] = json!(part.total.as_secs_f64());
        }
        entry
    };
    json!({
        "seconds": wall.as_secs_f64(),
        "jobs": jobs,
        "stages": timings.rows().iter().map(stage).collect::<Vec<_>>(),
        "documents": timings.documents().iter().map(document).collect::<Vec<_>>(),
    })
}

fn seconds(time: Duration) -> String {
    format!("{:.3}", time.as_secs_f64())
}
