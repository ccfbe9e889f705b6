//! What to measure, as typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Measures whole processes: the program, peers, the bare compiler. Prints a page of tables, or writes it into a file.
#[derive(Debug, Parser)]
#[command(name = "edition", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) part: Option<Part>,
    /// Replace the measured part of this page (between its two marks); print it if not given.
    #[arg(long, value_name = "FILE")]
    pub(crate) write: Option<PathBuf>,
    /// Measure only these.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    pub(crate) only: Vec<What>,
    /// How often each is run.
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) runs: usize,
    /// How often each synthetic edition is run.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) long_runs: usize,
    /// How often each peer is run.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) peer_runs: usize,
    /// Regions of the synthetic editions.
    #[arg(long, value_delimiter = ',', value_name = "N", default_values_t = [1_000, 10_000])]
    pub(crate) worlds: Vec<usize>,
    /// Regions, industries and years of the world that is analysed only.
    #[arg(long, value_delimiter = ',', value_name = "N", default_values_t = [10_000, 30, 20])]
    pub(crate) analysed: Vec<usize>,
    /// Briefs that a peer makes in a run.
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub(crate) briefs: usize,
    /// The Python that has the peers' packages.
    #[arg(long, value_name = "FILE", default_value = "python3")]
    pub(crate) python: PathBuf,
    /// Another script of peers: `FILE ENGINE BRIEFS FOLDER PROCESSES`, engines `typst`, `pandoc`, `html`, `latex`.
    #[arg(long, value_name = "FILE")]
    pub(crate) other_peers: Option<PathBuf>,
    /// The program of an earlier commit, measured beside this one.
    #[arg(long, value_name = "FILE")]
    pub(crate) before: Option<PathBuf>,
    /// What the earlier program is called on the page.
    #[arg(long, value_name = "TEXT", default_value = "before")]
    pub(crate) before_name: String,
    /// The program to measure [default: the one of this build].
    #[arg(long, value_name = "FILE")]
    pub(crate) program: Option<PathBuf>,
    /// Processors to use: threads of the program and processes of the peers.
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(crate) jobs: usize,
    /// The day, as it shall stand on the page.
    #[arg(long, value_name = "TEXT")]
    pub(crate) date: Option<String>,
    /// Where the work is done [default: a temporary folder].
    #[arg(long, value_name = "DIR")]
    pub(crate) scratch: Option<PathBuf>,
    /// Given by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
}

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum What {
    /// Editions, briefs and the article from a cold process.
    Processes,
    /// The same edition again, unchanged and after one cell changed.
    Changes,
    /// The bare compiler on the same finished sources.
    Floor,
    /// Synthetic editions of many regions, and the analysis of a large world.
    Scale,
    /// The same briefs by other means.
    Peers,
    /// The stages within a process.
    Stages,
    /// Clean and incremental builds; takes minutes, so it has to be asked for.
    Builds,
}

/// A part of the work in a process of its own, so that it can be measured.
#[derive(Debug, Subcommand)]
pub(crate) enum Part {
    /// Write the finished sources of an edition's documents below a folder.
    Compose { data: PathBuf, folder: PathBuf },
    /// Set them by the bare compiler.
    Set { folder: PathBuf, jobs: usize },
    /// Write a synthetic data folder.
    World { folder: PathBuf, regions: usize, industries: usize, years: usize },
    /// Read and analyse a data folder.
    Analyse { data: PathBuf },
}

impl Arguments {
    /// Whether something is wanted.
    pub(crate) fn wants(&self, what: What) -> bool {
        if self.only.is_empty() { what != What::Builds } else { self.only.contains(&what) }
    }
}
