//! On what was measured.

use crate::bench::Bench;
use crate::process::said;

/// One paragraph: processor, memory, system, compilers, versions, and the day if the operator gave it.
pub(crate) fn described(bench: &Bench) -> String {
    let arguments = &bench.arguments;
    let mut parts = vec![processor()];
    parts.push(format!("{} threads of work", arguments.jobs));
    if let Some(memory) = memory() {
        parts.push(format!("{memory:.0} GiB of memory"));
    }
    parts.extend(said("uname", &["-sr"]));
    parts.extend(said("rustc", &["--version"]).map(|text| text.replace("rustc", "Rust")));
    parts.push(format!("Tradeprint {}", env!("CARGO_PKG_VERSION")));
    let root = bench.root.display().to_string();
    let commit = said("git", &["-C", &root, "rev-parse", "--short=10", "HEAD"]);
    parts.extend(commit.map(|hash| format!("commit {hash}")));
    parts.push(format!("Typst {}", typst_version()));
    parts.extend(arguments.date.clone());
    format!(
        "{}.\n\nMedians of {} runs, with the least and the greatest; a run is a new process, with files in the system's cache.\n",
        parts.join(", "),
        arguments.runs
    )
}

fn processor() -> String {
    let information = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let value = |line: &str| line.split(':').nth(1).map(|value| value.trim().to_owned());
    let model = information.lines().find(|line| line.starts_with("model name")).and_then(value);
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{count} cores of {}", model.unwrap_or_else(|| "an unnamed processor".to_owned()))
}

/// In GiB.
fn memory() -> Option<f64> {
    let information = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = information.lines().find(|line| line.starts_with("MemTotal"))?;
    let kibibytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes / 1_048_576.0)
}

fn typst_version() -> String {
    let lock = include_str!("../../Cargo.lock");
    let entry = lock.split("name = \"typst\"\nversion = \"").nth(1).unwrap_or_default();
    entry.split('"').next().unwrap_or_default().to_owned()
}
