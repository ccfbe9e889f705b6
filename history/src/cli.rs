//! The command line: exit code 0 if all is done, 1 if the input has faults, 2 if the command is not understood.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::diagnostics::{Faults, Format, render};
use crate::pack::{PART_BYTES, Packed};
use crate::sums::{Dialect, Summed, shown};
use crate::{convert, pack, sums};

#[derive(Parser)]
#[command(name = "tradeprint-history", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Show faults with their line, one a line, or as JSON
    #[arg(long, global = true, value_enum, default_value_t = Shown::Human)]
    message_format: Shown,
    /// Print faults and nothing else
    #[arg(long, short, global = true)]
    quiet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Shown {
    Human,
    Short,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum Mark {
    Comma,
    Point,
}

#[derive(Subcommand)]
enum Command {
    /// Write customs records by region (DATTSVT as text, gz or zip) as typed Parquet; a stopped run goes on
    Pack {
        /// Texts and archives
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The folder of the parts
        #[arg(long)]
        out: PathBuf,
        /// Threads; all cores if not said
        #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
        threads: Option<u16>,
        /// The decimal mark of the files
        #[arg(long, value_enum, default_value_t = Mark::Comma)]
        decimal: Mark,
        /// How much text a part takes, in bytes
        #[arg(long, default_value_t = PART_BYTES, value_parser = clap::value_parser!(u64).range(1024..))]
        part_bytes: u64,
    },
    /// Group packed records into a table that `tradeprint import --mapping` takes as regional trade
    Sums {
        /// Folders of `pack`, and Parquet files
        #[arg(required_unless_present = "print_sql")]
        inputs: Vec<PathBuf>,
        /// The data folder: pair, regions, products
        #[arg(long)]
        data: PathBuf,
        /// The table; its mapping files are written beside it
        #[arg(long, required_unless_present = "print_sql")]
        out: Option<PathBuf>,
        /// What the engine may account for, in MiB; buffers of files come on top
        #[arg(long, default_value_t = 512, value_parser = clap::value_parser!(u32).range(64..))]
        memory: u32,
        /// Threads; all cores if not said
        #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1024))]
        threads: Option<u16>,
        /// Take years that lack months
        #[arg(long)]
        incomplete: bool,
        /// Print the grouping for a cluster and do nothing else
        #[arg(long, value_enum, conflicts_with_all = ["inputs", "out"])]
        print_sql: Option<Dialect>,
    },
    /// Write tables of a data folder, or facts.csv, as Parquet; or Parquet as the CSV that it was
    Convert {
        /// A table in .csv or .parquet, or a folder of them
        input: PathBuf,
        /// The table or folder to write
        out: PathBuf,
    },
}

/// Runs the program.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let format = match arguments.message_format {
        Shown::Human => Format::Human,
        Shown::Short => Format::Short,
        Shown::Json => Format::Json,
    };
    match answer(arguments.command, arguments.quiet) {
        Ok((text, warnings)) => {
            say(&mut std::io::stderr(), &render(&warnings, format));
            if !arguments.quiet {
                say(&mut std::io::stdout(), &text);
            }
            ExitCode::SUCCESS
        }
        Err(faults) => {
            say(&mut std::io::stderr(), &render(&faults, format));
            ExitCode::FAILURE
        }
    }
}

fn answer(command: Command, quiet: bool) -> Result<(String, Faults), Faults> {
    match command {
        Command::Pack { files, out, threads, decimal, part_bytes } => {
            let settings = pack::Settings {
                files,
                out,
                threads: cores(threads),
                part_bytes,
                decimal_mark: match decimal {
                    Mark::Comma => b',',
                    Mark::Point => b'.',
                },
                progress: !quiet && std::io::stderr().is_terminal(),
            };
            pack::pack(&settings).map(|packed| (packed_text(&packed), Faults::new()))
        }
        Command::Sums { inputs, data, out, memory, threads, incomplete, print_sql } => {
            if let Some(dialect) = print_sql {
                let sql = sums::print_sql(&data, dialect, incomplete)?;
                // What was asked for is printed, quiet or not.
                say(&mut std::io::stdout(), &sql);
                return Ok((String::new(), Faults::new()));
            }
            let settings = sums::Settings {
                inputs,
                data,
                out: out.expect("clap asks for it"),
                threads: cores(threads),
                memory: usize::try_from(memory).unwrap_or(usize::MAX).saturating_mul(1 << 20),
                incomplete,
            };
            let summed = sums::sums(&settings)?;
            Ok((summed_text(&summed), summed.warnings))
        }
        Command::Convert { input, out } => {
            let files = convert::convert(&input, &out)?;
            let text = files.iter().map(|file| format!("{}\n", file.display())).collect();
            Ok((text, Faults::new()))
        }
    }
}

fn cores(asked: Option<u16>) -> usize {
    let all = || std::thread::available_parallelism().map_or(1, usize::from);
    asked.map_or_else(all, usize::from)
}

fn packed_text(packed: &[Packed]) -> String {
    let line = |own: &Packed| {
        let (parts, new) = own.parts;
        let form = if own.form.is_empty() { "not read again" } else { &own.form };
        format!("{}: {form}; {} records, {parts} parts, {new} new\n", own.file, own.rows)
    };
    let rows: u64 = packed.iter().map(|own| own.rows).sum();
    packed.iter().map(line).collect::<String>() + &format!("{rows} records in all\n")
}

fn summed_text(summed: &Summed) -> String {
    let mut text = format!(
        "{} of {} records taken, {} USD\n",
        summed.taken,
        summed.records,
        shown(summed.value)
    );
    for (what, records, value) in &summed.left {
        text += &format!("left out, {what}: {records} records, {} USD\n", shown(*value));
    }
    text += &format!("{} rows in {}\n", summed.rows, summed.files[0].display());
    for mapping in summed.files.iter().skip(1) {
        text += &format!("{}\n", mapping.display());
    }
    text + "tradeprint import --mapping takes the table as these files say\n"
}

/// A closed pipe is no fault of ours.
fn say(out: &mut dyn Write, text: &str) {
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
