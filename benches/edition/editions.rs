//! Editions and documents from a new process: time, memory, stages, sizes.

use std::collections::BTreeMap;
use std::path::Path;

use crate::arguments::What;
use crate::bench::{Bench, Timings, text, timings};
use crate::page::{KIB, MIB, Table, spread};
use crate::process::{Runs, Spread};
use crate::targets::Findings;

/// Where the edition lies that the peers and the floor read: the last one measured.
pub(crate) const EDITION: &str = "edition";

/// Name of the edition of the shipped data.
pub(crate) const NAME: &str = "2021";

/// What is built: name on the page, options, documents.
const BUILDS: [(&str, &[&str], usize); 4] = [
    ("English edition, one thread", &["--jobs", "1"], 103),
    ("regional briefs", &["region"], 83),
    ("article", &["article"], 1),
    ("one regional brief", &["region", "--region", "RU-PRI"], 1),
];

/// The tables of whole processes, stages and sizes.
pub(crate) fn measure(bench: &Bench, findings: &mut Findings) -> Result<String, String> {
    let arguments = &bench.arguments;
    let (edition, stages) = edition(bench)?;
    let documents = stages.first().map_or(0, |timings| timings.documents.len());
    findings.edition = Some(edition.wall().median);
    findings.memory = Some(edition.peak().median);
    let mut page = String::new();
    if arguments.wants(What::Processes) {
        let columns = ["what", "s", "processor s", "peak MiB", "documents a second"];
        let mut table = Table::new("Whole processes", &columns);
        table.row(&cells("English edition", &edition, documents));
        for (name, options, count) in BUILDS {
            bench.say(name);
            let runs = bench.cold(&bench.program, "processes", options, arguments.runs)?;
            if name == "regional briefs" {
                findings.briefs = Some(count as f64 / runs.wall().median);
            }
            table.row(&cells(name, &runs, count));
        }
        if let Some(before) = &arguments.before {
            earlier(bench, before, documents, &mut table)?;
        }
        page += &table.end("");
        page += &sizes(bench, findings)?;
    }
    if arguments.wants(What::Stages) {
        page += &stage_table(&stages, findings);
    }
    Ok(page)
}

/// The English edition, with what each run noted of its stages.
fn edition(bench: &Bench) -> Result<(Runs, Vec<Timings>), String> {
    bench.say("the English edition");
    let (mut runs, mut stages) = (Runs::default(), Vec::new());
    let noted = bench.existing("timings.json");
    for _ in 0..bench.arguments.runs.max(1) {
        let out = bench.fresh(EDITION)?;
        let options = ["--timings-json", &text(&noted)];
        runs.0.push(bench.build(&bench.program, &bench.data, &out, &options)?);
        stages.push(timings(&noted)?);
    }
    Ok((runs, stages))
}

fn earlier(
    bench: &Bench,
    program: &Path,
    documents: usize,
    table: &mut Table,
) -> Result<(), String> {
    let name = &bench.arguments.before_name;
    let builds: [(&str, &[&str], usize); 3] = [
        ("English edition", &[], documents),
        ("regional briefs", &["region"], 83),
        ("article", &["article"], 1),
    ];
    for (what, options, count) in builds {
        let what = format!("{what}, {name}");
        bench.say(&what);
        let runs = bench.cold(program, "before", options, bench.arguments.runs)?;
        table.row(&cells(&what, &runs, count));
    }
    Ok(())
}

fn cells(name: &str, runs: &Runs, documents: usize) -> [String; 5] {
    let rate = documents as f64 / runs.wall().median;
    let named = if documents == 1 { name.to_owned() } else { format!("{name} ({documents})") };
    [
        named,
        spread(runs.wall(), 1.0, 2),
        spread(runs.processor(), 1.0, 2),
        spread(runs.peak(), MIB, 0),
        format!("{rate:.1}"),
    ]
}

fn sizes(bench: &Bench, findings: &mut Findings) -> Result<String, String> {
    let edition = bench.existing(EDITION).join(NAME);
    let of = |folder: &Path| -> Result<Vec<f64>, String> {
        let entries = std::fs::read_dir(folder).map_err(|error| error.to_string())?;
        let paths = entries.flatten().map(|entry| entry.path());
        let pdfs = paths.filter(|path| path.extension().is_some_and(|ending| ending == "pdf"));
        pdfs.map(|pdf| Ok(std::fs::metadata(pdf).map_err(|error| error.to_string())?.len() as f64))
            .collect()
    };
    let mut table = Table::new("Sizes", &["what", "median KiB", "least", "greatest"]);
    for (name, folder) in [("regional briefs", "regions"), ("industry briefs", "industries")] {
        let sizes = Spread::of(of(&edition.join(folder))?);
        let found = findings.brief_size.get_or_insert(0.0);
        *found = found.max(sizes.greatest);
        let shown = [sizes.median, sizes.least, sizes.greatest].map(|v| format!("{:.0}", v / KIB));
        table.row(&[&[name.to_owned()][..], &shown[..]].concat());
    }
    for name in ["article.en.pdf", "national.en.pdf", "policy.en.pdf"] {
        let size = std::fs::metadata(edition.join(name)).map_err(|error| error.to_string())?.len();
        if name.starts_with("article") {
            findings.article_size = Some(size as f64);
        }
        table.row(&[name, &format!("{:.0}", size as f64 / KIB), "", ""]);
    }
    Ok(table.end(""))
}

/// Medians of each stage over the runs, and of each group of stages.
fn stage_table(runs: &[Timings], findings: &mut Findings) -> String {
    let mut stages: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut groups: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut analysis = Vec::new();
    for run in runs {
        let mut sums: BTreeMap<&str, f64> = BTreeMap::new();
        for stage in &run.stages {
            stages.entry(&stage.stage).or_default().push(stage.seconds);
            let group = stage.stage.split(": ").next().unwrap_or_default();
            *sums.entry(group).or_default() += stage.seconds;
        }
        for (group, sum) in sums {
            groups.entry(group).or_default().push(sum);
        }
        let counted = run.stages.iter().filter(|stage| {
            stage.stage.starts_with("analysis") && !stage.stage.contains("simulation")
        });
        analysis.push(counted.map(|stage| stage.seconds).sum());
    }
    findings.analysis = Some(Spread::of(analysis).median);
    let mut table = Table::new("Stages of the English edition", &["stage", "ms on all threads"]);
    for (group, sums) in groups {
        table.row(&[format!("**{group}**"), spread(Spread::of(sums), 1e-3, 0)]);
        let of_group = stages.iter().filter(|(name, _)| name.split(": ").next() == Some(group));
        for (name, seconds) in of_group {
            let part = name.split(": ").nth(1).unwrap_or(name);
            table.row(&[part.to_owned(), spread(Spread::of(seconds.clone()), 1e-3, 0)]);
        }
    }
    table.end(
        "As `build --timings-json` notes them; threads that wait for a processor count as working.",
    )
}
