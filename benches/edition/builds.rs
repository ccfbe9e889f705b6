//! How long the program takes to build: from nothing, and after a change of ours.

use std::path::Path;

use crate::bench::{Bench, text};
use crate::page::{MIB, Table, spread};
use crate::process::{Runs, run};
use crate::targets::Findings;

/// The file that a change is made in: read by many others, and reading many.
const CHANGED: &str = "src/report/provenance.rs";

/// The table of builds, in a copy of what is committed.
pub(crate) fn measure(bench: &Bench, findings: &mut Findings) -> Result<String, String> {
    bench.say("builds");
    let copy = bench.fresh("repository")?;
    let [from, to] = [text(&bench.root), text(&copy)];
    run(Path::new("git"), &["clone", "--quiet", "--depth", "1", &format!("file://{from}"), &to])?;
    let target = text(&copy.join("target"));
    let manifest = text(&copy.join("Cargo.toml"));
    let build = || {
        let line = [
            "build",
            "--release",
            "--locked",
            "--quiet",
            "--manifest-path",
            &manifest,
            "--target-dir",
            &target,
        ];
        Ok::<_, String>(run(Path::new("cargo"), &line)?.0)
    };
    let clean = Runs(vec![build()?]);
    let mut incremental = Runs::default();
    let file = copy.join(CHANGED);
    for run in 0..bench.arguments.runs.max(1) {
        let source = std::fs::read_to_string(&file).map_err(|error| error.to_string())?;
        let addition = format!("\n/// A change.\npub const CHANGE_{run}: usize = {run};\n");
        std::fs::write(&file, source + &addition).map_err(|error| error.to_string())?;
        incremental.0.push(build()?);
    }
    findings.clean = Some(clean.wall().median);
    findings.incremental = Some(incremental.wall().median);
    let mut table = Table::new(
        "Builds",
        &["`cargo build --release`", "s", "processor s", "peak MiB of a process"],
    );
    for (name, runs) in [("from nothing", &clean), ("after a change in one file", &incremental)] {
        table.row(&[
            name.to_owned(),
            spread(runs.wall(), 1.0, 1),
            spread(runs.processor(), 1.0, 1),
            spread(runs.peak(), MIB, 0),
        ]);
    }
    Ok(table.end("From nothing: once, with the sources of the dependencies at hand."))
}
