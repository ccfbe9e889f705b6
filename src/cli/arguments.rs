//! The command line as typed. Its comments are the help texts.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::init::InitOptions;
use super::list::ListOf;
use crate::data::Overrides;
use crate::diagnostics::{self, Outcome};
use crate::production::Request;
use crate::report::{Kind, Shard};
use crate::templating::Library;
use crate::vocabulary::Standard;

/// Turns trade, output and emissions data into publishable PDF reports on the CO2 that the trade of two countries
/// embodies, by industry and by region.
#[derive(Debug, Parser)]
#[command(name = "tradeprint", version, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 done; 1 faults in data or templates; 2 wrong usage; 3 some \
    documents failed under --keep-going.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) common: Common,
}

/// Options that every command takes.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// The data folder.
    #[arg(long, value_name = "DIR", default_value = "data/ru-cn", global = true)]
    pub(super) data: PathBuf,
    /// Where editions are written, each in a folder of its own.
    #[arg(long, value_name = "DIR", default_value = "reports", global = true)]
    pub(super) out: PathBuf,
    /// Last year of data to use; the edition is named after it.
    #[arg(long, value_name = "Y", global = true)]
    year: Option<i16>,
    /// Last year of the projections.
    #[arg(long, value_name = "Y", global = true)]
    horizon: Option<i16>,
    /// Only this region (ISO 3166-2); repeatable.
    #[arg(long, value_name = "CODE", global = true)]
    region: Vec<String>,
    /// Only this industry or group; repeatable.
    #[arg(long, value_name = "CODE", global = true)]
    industry: Vec<String>,
    /// Only this language; repeatable.
    #[arg(long, value_name = "CODE", global = true)]
    lang: Vec<String>,
    /// A folder whose files replace the built-in templates of the same name.
    #[arg(long, value_name = "DIR", global = true)]
    templates: Option<PathBuf>,
    /// Documents made, or files imported, at a time [default: one a core].
    #[arg(long, visible_alias = "threads", value_name = "N", global = true, value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// No progress and no warnings.
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// How faults are shown.
    #[arg(long, value_enum, default_value_t, global = true)]
    pub(super) diagnostics: DiagnosticFormat,
}

/// How faults are shown.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum DiagnosticFormat {
    /// With the source line and a caret.
    #[default]
    Human,
    /// One line each.
    Short,
    /// One JSON object a line.
    Json,
}

impl From<DiagnosticFormat> for diagnostics::Format {
    fn from(format: DiagnosticFormat) -> Self {
        match format {
            DiagnosticFormat::Human => Self::Human,
            DiagnosticFormat::Short => Self::Short,
            DiagnosticFormat::Json => Self::Json,
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Load, check, analyse, draw, typeset and publish.
    Build(BuildOptions),
    /// Check the data folder, summarise what it holds, list what an editor should look at and, if it is not complete, what
    /// is missing for which reports, in the order in which to fill it; writes nothing.
    Check {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Show what there is, one a line.
    List {
        /// What to show.
        #[arg(value_enum)]
        what: ListOf,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Write the numbers or pictures of an edition without its PDFs.
    Export {
        /// What to write.
        #[arg(value_enum)]
        what: ExportOf,
        /// In which form: csv or json for facts and tables, svg or png for figures.
        #[arg(long, value_enum)]
        format: Option<ExportFormat>,
    },
    /// Show where a number comes from, down to file and row.
    Explain {
        /// Id of a fact, as in facts.csv: `embodied/RU-CN/mineral-products/RU-PRI/2019`.
        fact: String,
        /// As text, as JSON, or as a picture.
        #[arg(long, value_enum, default_value_t)]
        format: ExplainFormat,
        /// How many steps to open.
        #[arg(long, value_name = "N", default_value_t = 6)]
        depth: usize,
        /// How many inputs of one fact to show; the others are counted.
        #[arg(long, value_name = "N", default_value_t = 6)]
        breadth: usize,
    },
    /// Say whether PDFs of this program and the data folder agree: reads the files that travel inside back, makes the
    /// document again from the data, and compares.
    Verify {
        /// The PDFs.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Say what has changed between two finished editions: data, facts, documents.
    Diff {
        /// Folder of the older edition.
        #[arg(value_name = "OLD")]
        old: PathBuf,
        /// Folder of the newer edition.
        #[arg(value_name = "NEW")]
        new: PathBuf,
        /// How many facts of each kind to list.
        #[arg(long, value_name = "N", default_value_t = 10)]
        most: usize,
        /// Everything, as JSON.
        #[arg(long)]
        json: bool,
        /// The same as a page of the web, with the figures of both editions side by side.
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
    },
    /// Keep the key figures of a published edition in the data folder (published.csv): the reports of the next one then say
    /// what has changed since, and begin with a correction where a published number has moved.
    Record {
        /// Folder of the edition.
        #[arg(value_name = "EDITION")]
        edition: PathBuf,
    },
    /// Join the shards of an edition that lie in several folders: copies their files below `--out` and merges their
    /// manifests into that of a single run.
    Merge {
        /// Folders as they were given to `build --shard I/N --out`.
        #[arg(required = true, value_name = "DIR")]
        folders: Vec<PathBuf>,
    },
    /// Write an empty data folder: a catalogue with comments, every table with its header, their description, and a README
    /// that says what to fill in which order.
    Init(InitOptions),
    /// Put official downloads into the data folder: their format is known by content, zip and gzip are opened. All faults are told at
    /// once, and then nothing is written; the same file twice changes nothing. Several files are read side by side; an import that is
    /// stopped goes on where it was when it is started again.
    Import(ImportOptions),
    /// Print the completions of a shell.
    Completions {
        /// The shell.
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
}

/// What `build` takes beside the options of all commands.
#[derive(Debug, Args)]
pub(super) struct BuildOptions {
    /// Kinds of reports; all but `quality` if none is named.
    #[arg(value_enum, value_name = "KIND")]
    pub(super) kinds: Vec<KindName>,
    /// What the PDFs promise: a version, a level of PDF/A, a level of PDF/UA [default: a-3a,ua-1].
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = standard())]
    pub(super) standard: Vec<Standard>,
    /// Make the other documents when one fails (exit code 3).
    #[arg(long)]
    pub(super) keep_going: bool,
    /// Make everything, also if nothing has changed since the last run.
    #[arg(long)]
    pub(super) force: bool,
    /// Say what would be made, and why; write nothing.
    #[arg(long, conflicts_with = "force")]
    pub(super) dry_run: bool,
    /// Make only this part of the documents: I of N that make all of them together, in one folder or, with `merge`, in many.
    #[arg(long, value_name = "I/N")]
    pub(super) shard: Option<Shard>,
    /// Show what took how long, by stage and by document.
    #[arg(long)]
    pub(super) timings: bool,
    /// Write the same, of every document, into a file as JSON.
    #[arg(long, value_name = "FILE")]
    pub(super) timings_json: Option<PathBuf>,
}

/// Options of `import`.
#[derive(Debug, Args)]
pub(super) struct ImportOptions {
    /// The files, all months of a year together.
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Say what would be taken and what would become of it; write nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// The layout, where the content does not tell.
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(crate::import::layout_names()), conflicts_with = "mapping")]
    pub(super) format: Option<String>,
    /// A mapping file (TOML) for a table of no layout.
    #[arg(long, value_name = "FILE")]
    pub(super) mapping: Option<PathBuf>,
    /// Put imported values in the place of those that are there.
    #[arg(long)]
    pub(super) replace: bool,
    /// Take years that lack months.
    #[arg(long)]
    pub(super) incomplete: bool,
    /// Add the regions up to national trade, too.
    #[arg(long)]
    pub(super) national: bool,
    /// The country whose records fill trade.csv [default: the reporter].
    #[arg(long, value_name = "CODE")]
    pub(super) records_of: Option<String>,
    /// Imports or exports, for files that do not say it.
    #[arg(long, value_enum)]
    pub(super) direction: Option<DirectionName>,
    /// Units of the file in units of the table: 1000 for thousand USD.
    #[arg(long, value_name = "N", value_parser = multiplier)]
    pub(super) multiplier: Option<f64>,
    /// The decimal mark, where a file has another than its layout.
    #[arg(long, value_enum)]
    pub(super) decimal: Option<DecimalName>,
    /// Only these years: 2019 or 2013-2021.
    #[arg(long, value_name = "FIRST-LAST", value_parser = years)]
    pub(super) years: Option<(i16, i16)>,
    /// The day of the download, YYYY-MM-DD [default: that of the file].
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) retrieved: Option<String>,
}

/// A direction of trade.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum DirectionName {
    /// Goods that come in.
    Import,
    /// Goods that go out.
    Export,
}

/// A decimal mark.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum DecimalName {
    /// 7826.5
    Point,
    /// 7826,5
    Comma,
}

fn multiplier(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().map_err(|error| error.to_string())?;
    if number.is_finite() && number > 0.0 {
        Ok(number)
    } else {
        Err("a number above zero".to_owned())
    }
}

fn years(text: &str) -> Result<(i16, i16), String> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let year = |text: &str| text.parse::<i16>().ok().filter(|year| (1900..=2200).contains(year));
    match (year(first), year(last)) {
        (Some(first), Some(last)) if first <= last => Ok((first, last)),
        _ => Err("a year, or two joined by a hyphen: 2013-2021".to_owned()),
    }
}

fn day(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |place: usize, digits: usize, most: u16| {
        let part = parts.get(place).filter(|part| part.len() == digits)?;
        part.parse::<u16>().ok().filter(|number| (1..=most).contains(number))
    };
    match (parts.len(), number(0, 4, 2200), number(1, 2, 12), number(2, 2, 31)) {
        (3, Some(_), Some(_), Some(_)) => Ok(text.to_owned()),
        _ => Err("a date: YYYY-MM-DD".to_owned()),
    }
}

/// Reads the code of a standard.
fn standard() -> impl TypedValueParser<Value = Standard> {
    PossibleValuesParser::new(Standard::ALL.iter().map(|standard| standard.code()))
        .try_map(|code| code.parse::<Standard>())
}

/// A kind of report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum KindName {
    /// The research article with figures 1 to 19.
    Article,
    /// A brief for each region.
    Region,
    /// A brief for each industry and group.
    Industry,
    /// The national overview.
    National,
    /// The policy annex.
    Policy,
    /// The report on the quality of the data; made only where it is named.
    Quality,
}

impl From<KindName> for Kind {
    fn from(name: KindName) -> Self {
        match name {
            KindName::Article => Self::Article,
            KindName::Region => Self::Region,
            KindName::Industry => Self::Industry,
            KindName::National => Self::National,
            KindName::Policy => Self::Policy,
            KindName::Quality => Self::Quality,
        }
    }
}

/// What `export` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportOf {
    /// The table of all numbers.
    Facts,
    /// The tables of the reports.
    Tables,
    /// The figures of the reports.
    Figures,
}

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    /// Comma-separated values.
    Csv,
    /// JSON.
    Json,
    /// Vector graphics.
    Svg,
    /// Pixels, 200 an inch.
    Png,
}

/// The form of an explanation.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum ExplainFormat {
    /// An indented tree.
    #[default]
    Text,
    /// JSON.
    Json,
    /// A picture of the first steps (SVG).
    Svg,
}

impl Common {
    /// The templates in force.
    pub(super) fn library(&self) -> Outcome<Library> {
        Library::of(self.templates.as_deref())
    }

    /// How many threads work side by side.
    pub(super) fn threads(&self) -> usize {
        self.jobs.map_or_else(
            || std::thread::available_parallelism().map_or(1, usize::from),
            usize::from,
        )
    }

    /// The request that these options mean.
    pub(super) fn request(&self, kinds: &[KindName], keep_going: bool) -> Request {
        Request {
            templates: self.templates.clone(),
            kinds: kinds.iter().map(|kind| Kind::from(*kind)).collect(),
            regions: self.region.clone(),
            industries: self.industry.clone(),
            languages: self.lang.clone(),
            overrides: Overrides { last: self.year, horizon: self.horizon },
            jobs: self.threads(),
            keep_going,
            ..Request::everything(&self.data)
        }
    }
}
