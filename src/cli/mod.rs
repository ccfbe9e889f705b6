//! The program: arguments in, text and exit code out. It decides nothing that a library user would miss.

mod arguments;
mod build;
mod check;
mod check_steps;
mod diff;
mod explain;
mod export;
mod import;
mod init;
mod list;
mod progress;
mod record;
mod timings;
mod verify;

use std::io::Write;
use std::path::PathBuf;

use clap::{CommandFactory, Parser};

use crate::diagnostics::{Faults, Outcome, render};
use crate::facts::Limits;
use crate::publish;
use arguments::{Arguments, Command, Common};

/// Done.
const DONE: u8 = 0;
/// Faults in data or templates.
const FAULTS: u8 = 1;
/// Wrong usage.
const USAGE: u8 = 2;
/// Some documents failed under `--keep-going`.
const SOME_FAILED: u8 = 3;

/// Runs the program with the arguments of the process; gives the exit code (wrong usage ends the process with 2).
pub fn run() -> u8 {
    let arguments = Arguments::parse();
    let common = &arguments.common;
    let result = match &arguments.command {
        Command::Build(options) => build::run(common, options),
        Command::Check { json } => check::run(common, *json),
        Command::List { what, json } => list::run(common, *what, *json),
        Command::Export { what, format } => export::run(common, *what, *format),
        Command::Explain { fact, format, depth, breadth } => {
            explain::run(common, fact, *format, Limits { depth: *depth, breadth: *breadth })
        }
        Command::Verify { files } => verify::run(common, files),
        Command::Diff { old, new, most, json, html } => {
            diff::run(common, (old, new), *most, *json, html.as_deref())
        }
        Command::Record { edition } => record::run(common, edition),
        Command::Merge { folders } => merge(common, folders),
        Command::Import(options) => import::run(common, options),
        Command::Init(options) => init::run(common, options),
        Command::Completions { shell } => {
            clap_complete::generate(*shell, &mut Arguments::command(), "tradeprint", &mut out());
            Ok(DONE)
        }
        Command::Man => {
            let page = clap_mangen::Man::new(Arguments::command());
            // A reader that closes the pipe early has seen what it wanted.
            let _ = page.render(&mut out());
            Ok(DONE)
        }
    };
    match result {
        Ok(code) => code,
        Err(faults) => {
            report(common, &faults);
            FAULTS
        }
    }
}

/// Joins shards; prints the paths of the PDFs.
fn merge(common: &Common, folders: &[PathBuf]) -> Outcome<u8> {
    let documents = publish::merge(&common.out, folders)?;
    let lines = documents.iter().map(|path| format!("{}\n", path.display()));
    print(&lines.collect::<String>());
    Ok(DONE)
}

/// Diagnostics to the error stream, in the form asked for.
fn report(common: &Common, faults: &Faults) {
    let text = render(faults, common.diagnostics.into());
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Warnings, unless the user asked for quiet.
fn warn(common: &Common, warnings: &Faults) {
    if !common.quiet {
        report(common, warnings);
    }
}

/// The output stream. A closed pipe ends the program's interest, not with a panic.
fn out() -> std::io::StdoutLock<'static> {
    std::io::stdout().lock()
}

/// Writes lines to the output stream.
fn print(text: &str) {
    let _ = out().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }
}
