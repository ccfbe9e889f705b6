//! Measures whole processes and writes the tables of `docs/benchmarks.md`.
//!
//!     cargo bench --bench edition -- --write docs/benchmarks.md
//!
//! Nothing here asserts a time: the page is for readers.

mod arguments;
mod composed;
mod floor;
mod process;
#[path = "../world/mod.rs"]
mod world;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use tradeprint::analysis::analyse;
use tradeprint::data::{Dataset, Overrides};
use tradeprint::diagnostics::{Faults, Format, render};
use tradeprint::production::Request;
use tradeprint::vocabulary::Standards;

use arguments::{Arguments, Part};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.part {
        Some(part) => part_of(part).and_then(|text| print(&text)),
        None => Err(String::new()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Does one part; says what it found in a line.
fn part_of(part: &Part) -> Result<String, String> {
    match part {
        Part::Compose { data, folder } => {
            composed::write(&request(data), folder).map(|n| n.to_string())
        }
        Part::Set { folder, jobs, edition } => floor::set(folder, *jobs, edition.as_deref()),
        Part::World { folder, regions, industries, years } => {
            let years = i16::try_from(*years).map_err(|error| error.to_string())?;
            world::write_world(folder, *regions, *industries, 2022 - years..=2021)
                .map(|()| folder.display().to_string())
                .map_err(|error| format!("{}: {error}", folder.display()))
        }
        Part::Analyse { data } => {
            let (data, _) = Dataset::load_with(data, Overrides::default()).map_err(shown)?;
            let analysis = analyse(&data).map_err(shown)?;
            Ok(analysis.facts.len().to_string())
        }
    }
}

/// The English edition of a data folder.
fn request(data: &Path) -> Request {
    Request {
        data: data.to_owned(),
        templates: None,
        kinds: Vec::new(),
        regions: Vec::new(),
        industries: Vec::new(),
        languages: vec!["en".to_owned()],
        overrides: Overrides::default(),
        standards: Standards::default(),
        jobs: 1,
        keep_going: false,
    }
}

/// Faults as one text.
fn shown(faults: Faults) -> String {
    render(&faults, Format::Human)
}

fn print(text: &str) -> Result<(), String> {
    writeln!(std::io::stdout(), "{text}").map_err(|error| error.to_string())
}
