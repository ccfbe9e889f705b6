//! The same edition again: unchanged, and after one cell or one text has changed.

use std::path::Path;

use crate::bench::{Bench, text, timings};
use crate::page::{Table, spread};
use crate::process::{Runs, Spread};
use crate::targets::Findings;

/// A cell: what it is, its file, how the line begins, the number of the column.
const CELLS: [(&str, &str, &str, usize); 3] = [
    (
        "a weight of one region, behind its trade",
        "regional_weights.csv",
        "manufacturing,RU-AD,2016,",
        3,
    ),
    ("the population of one region", "regional_indicators.csv", "RU-AD,2019,population,", 3),
    ("the trade in one product", "trade.csv", "2019,RU-CN,hs01-24,", 3),
];

/// A text of the industry briefs.
const TEXT: &str = "en/industry/02-development.md";

/// What a change took: seconds, documents made, seconds beyond their share.
#[derive(Default)]
struct Changed {
    runs: Runs,
    made: usize,
    beyond: Vec<f64>,
}

/// The table of changes.
pub(crate) fn measure(bench: &Bench, findings: &mut Findings) -> Result<String, String> {
    bench.say("changes");
    let data = bench.fresh("changing-data")?;
    let templates = bench.fresh("changing-templates")?;
    let out = bench.fresh("changes")?;
    copy(&bench.data, &data)?;
    let chapter = templates.join(TEXT);
    let source = bench.root.join("templates").join(TEXT);
    let words = std::fs::read_to_string(&source).map_err(|error| error.to_string())?;
    write(&chapter, &words)?;
    let build = || again(bench, &data, &templates, &out);
    build()?;
    let mut table = Table::new(
        "The same edition again",
        &["changed", "documents set", "s", "beyond their share, s"],
    );
    let mut row = |name: &str, changed: &Changed| {
        let beyond = Spread::of(changed.beyond.clone());
        table.row(&[
            name.to_owned(),
            changed.made.to_string(),
            spread(changed.runs.wall(), 1.0, 3),
            spread(beyond, 1.0, 3),
        ]);
    };
    let mut unchanged = Changed::default();
    for _ in 0..bench.arguments.runs.max(1) {
        unchanged.add(build()?);
    }
    findings.unchanged = Some(unchanged.runs.wall().median);
    row("nothing", &unchanged);
    for (name, file, line, column) in CELLS {
        let mut changed = Changed::default();
        for _ in 0..bench.arguments.runs.max(1) {
            scale(&data.join(file), line, column)?;
            changed.add(build()?);
        }
        findings.beyond.get_or_insert(Spread::of(changed.beyond.clone()).median);
        row(name, &changed);
    }
    let mut changed = Changed::default();
    for run in 1..=bench.arguments.runs.max(1) {
        write(&chapter, &format!("{words}\n\nA sentence{}.\n", " more".repeat(run)))?;
        changed.add(build()?);
    }
    row("a text of the industry briefs", &changed);
    Ok(table.end(
        "The share of documents is the time of the threads on those that were set, divided by the threads; what lies beyond is \
         reading, analysis, comparing and writing.",
    ))
}

impl Changed {
    fn add(&mut self, (run, made, share): (crate::process::Run, usize, f64)) {
        self.runs.0.push(run);
        self.made = self.made.max(made);
        self.beyond.push(run.wall - share);
    }
}

/// One more build: what it took, how many documents it set, their share.
fn again(
    bench: &Bench,
    data: &Path,
    templates: &Path,
    out: &Path,
) -> Result<(crate::process::Run, usize, f64), String> {
    let noted = bench.existing("changes.json");
    let options = ["--timings-json", &text(&noted), "--templates", &text(templates)];
    let run = bench.build(&bench.program, data, out, &options)?;
    let found = timings(&noted)?;
    let set = || found.documents.iter().filter(|document| document.typeset.is_some());
    let seconds: f64 = set().map(|document| document.seconds).sum();
    Ok((run, set().count(), seconds / bench.arguments.jobs as f64))
}

/// Changes the number in one cell by a thousandth.
fn scale(file: &Path, line: &str, column: usize) -> Result<(), String> {
    let table = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
    let mut found = false;
    let rows = table.lines().map(|row| {
        let mut cells: Vec<String> = row.split(',').map(str::to_owned).collect();
        if row.starts_with(line) {
            found = true;
            let value: f64 = cells[column].parse().unwrap_or_default();
            cells[column] = format!("{}", value * 0.999);
        }
        cells.join(",") + "\n"
    });
    let changed: String = rows.collect();
    if !found {
        return Err(format!("{}: no row begins with `{line}`", file.display()));
    }
    std::fs::write(file, changed).map_err(|error| error.to_string())
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    std::fs::create_dir_all(to).map_err(|error| error.to_string())?;
    for entry in std::fs::read_dir(from).map_err(|error| error.to_string())?.flatten() {
        if entry.path().is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).map_err(|e| e.to_string())?;
        }
    }
    Ok(())
}

fn write(file: &Path, words: &str) -> Result<(), String> {
    let folder = file.parent().expect("a template lies in a folder");
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(file, words))
        .map_err(|error| format!("{}: {error}", file.display()))
}
