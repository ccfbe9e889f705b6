//! The bare compiler, and the same briefs by other means.

use std::path::Path;

use crate::arguments::What;
use crate::bench::{Bench, text};
use crate::editions::{EDITION, NAME};
use crate::page::{MIB, Table, spread};
use crate::process::{Run, Runs, Spread, run, said};
use crate::targets::Findings;

/// Our script's engines with their names on the page.
const PEERS: [(&str, &str); 4] = [
    ("typst", "matplotlib, jinja2, Typst binding"),
    ("pandoc-typst", "matplotlib, pandoc, Typst binding"),
    ("weasyprint", "matplotlib, jinja2, WeasyPrint"),
    ("pandoc-xelatex", "matplotlib, pandoc, XeLaTeX"),
];

/// The other script's.
const OTHERS: [(&str, &str); 4] = [
    ("typst", "Typst binding"),
    ("pandoc", "pandoc, Typst binding"),
    ("html", "WeasyPrint"),
    ("latex", "pandoc, XeLaTeX"),
];

/// Tables of the floor and of the peers, which read the same finished sources.
pub(crate) fn measure(bench: &Bench, findings: &mut Findings) -> Result<String, String> {
    bench.say("the sources of the edition");
    let sources = bench.fresh("sources")?;
    bench.part(&["compose", &text(&bench.data), &text(&sources)])?;
    let mut page = String::new();
    if bench.arguments.wants(What::Floor) {
        page += &floor(bench, &sources, findings)?;
    }
    if bench.arguments.wants(What::Peers) {
        page += &peers(bench, &sources, findings)?;
    }
    Ok(page)
}

fn floor(bench: &Bench, sources: &Path, findings: &mut Findings) -> Result<String, String> {
    bench.say("the bare compiler");
    let mut table = Table::new(
        "The bare compiler",
        &["threads", "documents", "pages", "s", "processor s", "peak MiB"],
    );
    let mut threads = vec![bench.arguments.jobs];
    if bench.arguments.jobs > 1 {
        threads.push(1);
    }
    for jobs in threads {
        let (mut runs, mut told) = (Runs::default(), String::new());
        for _ in 0..bench.arguments.runs.max(1) {
            let (taken, said) = bench.part(&["set", &text(sources), &jobs.to_string()])?;
            runs.0.push(taken);
            told = said;
        }
        if jobs == bench.arguments.jobs {
            findings.floor = Some(runs.wall().median);
        }
        let mut counts = told.split_whitespace();
        let mut count = || counts.next().unwrap_or_default().to_owned();
        table.row(&[
            jobs.to_string(),
            count(),
            count(),
            spread(runs.wall(), 1.0, 2),
            spread(runs.processor(), 1.0, 2),
            spread(runs.peak(), MIB, 0),
        ]);
    }
    Ok(table.end(
        "`typst::compile` and `typst_pdf::pdf` on the edition's finished sources, figures and attached files, with the same fonts \
         and standards: no data, no analysis, no figures, no texts, no writing.",
    ))
}

fn peers(bench: &Bench, sources: &Path, findings: &mut Findings) -> Result<String, String> {
    let columns = ["briefs by", "briefs a second", "ms a brief", "peak MiB of one process"];
    let mut table = Table::new("Other means", &columns);
    if let Some(ours) = findings.briefs {
        table.row(&["Tradeprint", &format!("{ours:.2}"), &format!("{:.0}", 1e3 / ours), ""]);
    }
    let script = text(&bench.root.join("benches/peers/briefs.py"));
    let python = text(&bench.arguments.python);
    let count = bench.arguments.briefs.to_string();
    let jobs = bench.arguments.jobs.to_string();
    let edition = text(&bench.existing(EDITION).join(NAME));
    let mut skipped = Vec::new();
    let missing = |engine: &str| match said(&python, &[&script, "missing", engine]) {
        Some(lacking) if lacking == "nothing" => None,
        Some(lacking) => Some(format!("{lacking} not installed")),
        None => Some("there is no Python that runs the script".to_owned()),
    };
    for (engine, name) in PEERS {
        bench.say(name);
        if let Some(reason) = missing(engine) {
            table.row(&[name, &reason, "", ""]);
            skipped.push(engine);
            continue;
        }
        let out = text(&bench.fresh("peers")?);
        let data = text(&bench.data);
        let line =
            [&script, engine, &sources.display().to_string(), &edition, &data, &out, &count, &jobs];
        let rate = peer(bench, &line, name, &mut table)?;
        // The reference script is the measure where it is run.
        if bench.arguments.other_peers.is_none() {
            findings.peer = Some(findings.peer.map_or(rate, |fastest| fastest.max(rate)));
        }
    }
    if let Some(other) = &bench.arguments.other_peers {
        for (number, (engine, means)) in OTHERS.into_iter().enumerate() {
            let name = format!("the reference script: {means}");
            bench.say(&name);
            if skipped.contains(&PEERS[number].0) {
                table.row(&[name.as_str(), "as above", "", ""]);
                continue;
            }
            let out = text(&bench.fresh("peers")?);
            let rate =
                peer(bench, &[&text(other), engine, &count, &out, &jobs], &name, &mut table)?;
            findings.peer = Some(findings.peer.map_or(rate, |fastest| fastest.max(rate)));
        }
    }
    Ok(table.end(
        "By the peers' own clocks, which begin after start-up. Ours includes reading and analysing the data; theirs get texts, \
         numbers and tables ready-made.",
    ))
}

/// Runs a peer; gives its median of briefs a second.
fn peer(bench: &Bench, line: &[&str], name: &str, table: &mut Table) -> Result<f64, String> {
    let (mut rates, mut runs) = (Vec::new(), Vec::<Run>::new());
    for _ in 0..bench.arguments.peer_runs.max(1) {
        let (taken, said) = run(&bench.arguments.python, line)?;
        rates.push(bench.arguments.briefs as f64 / seconds(&said)?);
        runs.push(taken);
    }
    let rate = Spread::of(rates);
    let each = format!("{:.0}", 1e3 / rate.median);
    table.row(&[name, &spread(rate, 1.0, 2), &each, &spread(Runs(runs).peak(), MIB, 0)]);
    Ok(rate.median)
}

/// The seconds in what a peer says: the second number.
fn seconds(said: &str) -> Result<f64, String> {
    let mut numbers = said.split_whitespace().filter_map(|word| word.parse::<f64>().ok());
    let found = numbers.nth(1).filter(|seconds| *seconds > 0.0);
    found.ok_or_else(|| format!("a peer says no seconds: `{}`", said.trim()))
}
