//! Measures whole processes and writes the tables of `docs/benchmarks.md`.
//!
//!     cargo bench --bench edition -- --write docs/benchmarks.md
//!
//! Nothing here asserts a time: the page is for readers.

mod arguments;
mod bench;
mod builds;
mod changes;
mod compared;
mod composed;
mod editions;
mod floor;
mod machine;
mod page;
mod process;
mod scale;
mod targets;
#[path = "../world/mod.rs"]
mod world;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use tradeprint::analysis::analyse_with;
use tradeprint::data::{Dataset, Overrides};
use tradeprint::diagnostics::{Faults, Format, render};
use tradeprint::production::Request;
use tradeprint::timings::Timings;

use arguments::{Arguments, Part, What};
use bench::Bench;
use targets::Findings;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.part {
        Some(part) => part_of(part).and_then(|text| print(&text)),
        None => measured(arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Measures what is wanted, and writes it into the page or prints it.
fn measured(arguments: Arguments) -> Result<(), String> {
    let bench = Bench::new(arguments)?;
    let arguments = &bench.arguments;
    let wants = |parts: &[What]| parts.iter().any(|part| arguments.wants(*part));
    let mut findings = Findings::default();
    let mut sections = String::new();
    if wants(&[What::Processes, What::Stages, What::Floor, What::Peers]) {
        sections += &editions::measure(&bench, &mut findings)?;
    }
    if wants(&[What::Changes]) {
        sections += &changes::measure(&bench, &mut findings)?;
    }
    if wants(&[What::Floor, What::Peers]) {
        sections += &compared::measure(&bench, &mut findings)?;
    }
    if wants(&[What::Scale]) {
        sections += &scale::measure(&bench, &mut findings)?;
        sections += &scale::analysis(&bench, &mut findings)?;
    }
    if wants(&[What::Builds]) {
        sections += &builds::measure(&bench, &mut findings)?;
    }
    let text = format!("{}{}{sections}", machine::described(&bench), findings.table());
    match &arguments.write {
        Some(file) => page::write(file, &text),
        None => print(&text),
    }
}

/// Does one part; says what it found in a line.
fn part_of(part: &Part) -> Result<String, String> {
    match part {
        Part::Compose { data, folder } => {
            composed::write(&request(data), folder).map(|n| n.to_string())
        }
        Part::Set { folder, jobs } => floor::set(folder, *jobs),
        Part::World { folder, regions, industries, years } => {
            let years = i16::try_from(*years).map_err(|error| error.to_string())?;
            world::write_world(folder, *regions, *industries, 2022 - years..=2021)
                .map(|()| folder.display().to_string())
                .map_err(|error| format!("{}: {error}", folder.display()))
        }
        Part::Analyse { data } => {
            let start = Instant::now();
            let timings = Timings::new(move || start.elapsed());
            let (data, _) =
                Dataset::load_timed(data, Overrides::default(), &timings).map_err(shown)?;
            let read = start.elapsed().as_secs_f64();
            let threads = std::thread::available_parallelism().map_or(1, usize::from);
            let analysis = analyse_with(&data, threads, &timings).map_err(shown)?;
            let analysed = start.elapsed().as_secs_f64() - read;
            let simulated = timings.rows().into_iter().filter(|r| r.stage.contains("simulation"));
            let simulated: f64 = simulated.map(|row| row.total.as_secs_f64()).sum();
            Ok(format!("{} {read} {} {simulated}", analysis.facts.len(), analysed - simulated))
        }
    }
}

/// The English edition of a data folder.
fn request(data: &Path) -> Request {
    Request { languages: vec!["en".to_owned()], ..Request::everything(data) }
}

/// Faults as one text.
fn shown(faults: Faults) -> String {
    render(&faults, Format::Human)
}

fn print(text: &str) -> Result<(), String> {
    writeln!(std::io::stdout(), "{text}").map_err(|error| error.to_string())
}
