//! Synthetic editions of many regions, and the analysis of a large world.

use crate::bench::{Bench, text};
use crate::page::{MIB, Table, spread};
use crate::process::Runs;
use crate::targets::Findings;

/// Industries and years of the synthetic editions: as many as the shipped folder has.
const INDUSTRIES: usize = 15;
const YEARS: usize = 12;

/// The tables of scale.
pub(crate) fn measure(bench: &Bench, findings: &mut Findings) -> Result<String, String> {
    let columns = ["regional briefs", "s", "ms a brief", "processor ms a brief", "peak MiB"];
    let mut table = Table::new("Scale", &columns);
    for regions in &bench.arguments.worlds {
        bench.say(&format!("{regions} synthetic briefs"));
        let world = bench.fresh("world")?;
        let [count, industries, years] = [*regions, INDUSTRIES, YEARS].map(|n| n.to_string());
        bench.part(&["world", &text(&world), &count, &industries, &years])?;
        let mut runs = Runs::default();
        for _ in 0..bench.arguments.long_runs.max(1) {
            let out = bench.fresh("scale")?;
            runs.0.push(bench.build(&bench.program, &world, &out, &["region"])?);
        }
        bench.fresh("scale")?;
        let each = runs.wall().median / *regions as f64;
        findings.worlds.push((*regions, each, runs.peak().median));
        let processor = runs.processor().median / *regions as f64;
        table.row(&[
            count,
            spread(runs.wall(), 1.0, 1),
            format!("{:.1}", each * 1e3),
            format!("{:.1}", processor * 1e3),
            spread(runs.peak(), MIB, 0),
        ]);
    }
    Ok(table.end(&format!(
        "Worlds of {INDUSTRIES} industries and {YEARS} years. Runs of each: {}.",
        bench.arguments.long_runs
    )))
}

/// The table of the world that is analysed only.
pub(crate) fn analysis(bench: &Bench, findings: &mut Findings) -> Result<String, String> {
    let [regions, industries, years] = bench.arguments.analysed[..] else {
        return Err("--analysed takes three numbers: regions, industries, years".to_owned());
    };
    bench.say("the analysis of a large world");
    let world = bench.fresh("world")?;
    let numbers = [regions, industries, years].map(|n| n.to_string());
    bench.part(&["world", &text(&world), &numbers[0], &numbers[1], &numbers[2]])?;
    let (run, said) = bench.part(&["analyse", &text(&world)])?;
    bench.fresh("world")?;
    let found: Vec<f64> = said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [facts, reading, analysis, simulation] = found[..] else {
        return Err(format!("the analysis says `{}`", said.trim()));
    };
    findings.large = Some(analysis);
    let columns =
        ["world", "facts", "reading s", "analysis s", "simulation s", "in all s", "peak MiB"];
    let mut table = Table::new("Analysis of a large world", &columns);
    table.row(&[
        format!("{regions} regions, {industries} industries, {years} years"),
        format!("{facts:.0}"),
        format!("{reading:.1}"),
        format!("{analysis:.1}"),
        format!("{simulation:.1}"),
        format!("{:.1}", run.wall),
        format!("{:.0}", run.peak / MIB),
    ]);
    Ok(table.end("One run."))
}
