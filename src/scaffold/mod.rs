//! A new data folder: the catalogue with comments, every table with its header, their description, and what to fill in which
//! order.
//!
//! Which tables and columns there are comes from the schema of [`crate::data`], the words from `templates/init`.

mod classification;

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::data::{
    ColumnDescription, Need, Step, TableDescription, data_package, steps, table_descriptions,
};
use crate::diagnostics::{Code, Diagnostic, Faults, Location, Outcome};
use crate::publish::{OutputFile, publish_loose};
use crate::templating::{self, Library, context};
use crate::vocabulary::Pair;
use classification::SourceWords;

pub use classification::Classification;

const CATALOGUE: &str = "init/tradeprint.toml";
const COLUMNS: &str = "init/columns.toml";
const README: &str = "init/readme.txt";

/// Codes for examples where no pair is given: of those that ISO 3166-1 leaves to its users.
const NOBODY: (&str, &str) = ("XA", "XB");

/// Writes a new data folder; gives the names of its files. With a classification, tables of codes are filled from it for the
/// pair.
///
/// # Errors
/// `E0410` if something stands there already, `E0401` if a file cannot be written, and faults of the templates.
pub fn scaffold(
    root: &Path,
    pair: Option<&Pair>,
    classification: Option<Classification>,
    library: &Library,
) -> Outcome<Vec<String>> {
    refuse_what_stands(root)?;
    let files = files(root, pair, classification, library)?;
    publish_loose(root, &files)?;
    Ok(files.into_iter().map(|file| file.path).collect())
}

fn refuse_what_stands(root: &Path) -> Outcome<()> {
    let entries = match std::fs::read_dir(root) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            return Err(Diagnostic::error(Code::FolderTaken, "this cannot become a data folder")
                .at(Location::file(root.display().to_string()))
                .found(error.to_string())
                .allowed("a new folder, or an empty one")
                .into());
        }
    };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let Some(first) = names.first() else { return Ok(()) };
    let others = names.len() - 1;
    let found = if others == 0 { first.clone() } else { format!("{first} and {others} more") };
    Err(Diagnostic::error(Code::FolderTaken, "the folder is not empty")
        .at(Location::file(root.display().to_string()))
        .found(found)
        .allowed("a new folder, or an empty one")
        .hint("nothing was written; name another folder, or see with `tradeprint check --data DIR` what this one lacks")
        .into())
}

/// What templates may print of the pair.
#[derive(Serialize)]
struct PairTexts<'a> {
    reporter: &'a str,
    partner: &'a str,
    title: String,
    /// As many spaces as an empty code is shorter, so that comments stand below each other.
    pad: &'static str,
}

fn files(
    root: &Path,
    pair: Option<&Pair>,
    classification: Option<Classification>,
    library: &Library,
) -> Outcome<Vec<OutputFile>> {
    let engine = templating::environment(library, BTreeMap::new());
    let render = |name: &str, context: templating::Context| {
        let source = library.text(name)?;
        templating::render_text(library, &engine, name, source, &context)
    };
    let (reporter, partner) =
        pair.map_or(NOBODY, |pair| (pair.reporter.as_str(), pair.partner.as_str()));
    let title = match pair {
        Some(_) => format!("CO2 embodied in the trade of {reporter} and {partner}"),
        None => "CO2 embodied in the trade of two countries".to_owned(),
    };
    let example = PairTexts { reporter, partner, title: title.clone(), pad: "" };
    let catalogue = match pair {
        Some(_) => PairTexts { title: title.clone(), ..example },
        // Nobody's codes would pass for a choice.
        None => PairTexts { reporter: "", partner: "", title: title.clone(), pad: "  " },
    };
    let words = Words::read(library, &render(COLUMNS, context(&example))?)?;
    let catalogue = render(CATALOGUE, context(&catalogue))?;
    let readme = render(README, context(&Readme::new(root, &title, &words)))?;
    let name = match pair {
        Some(_) => format!("tradeprint-{reporter}-{partner}").to_lowercase(),
        None => "tradeprint".to_owned(),
    };
    let describe = |table, column| words.of(table, column).map(|words| words.holds.clone());
    let package = data_package(&name, &title, describe);
    let mut files = vec![
        OutputFile::new("README.md", ended(readme)),
        OutputFile::new("tradeprint.toml", ended(catalogue)),
        OutputFile::new("datapackage.json", package.into_bytes()),
    ];
    let rows = |table| match (classification, pair) {
        (Some(classification), Some(pair)) => classification.rows(table, pair, &words.source),
        _ => String::new(),
    };
    let table = |table: TableDescription| {
        OutputFile::new(table.file(), (header(table) + "\n" + &rows(table)).into_bytes())
    };
    files.extend(table_descriptions().map(table));
    Ok(files)
}

/// One line break at the end, however the template ends.
fn ended(text: String) -> Vec<u8> {
    (text.trim_end().to_owned() + "\n").into_bytes()
}

fn header(table: TableDescription) -> String {
    table.columns().map(ColumnDescription::name).collect::<Vec<_>>().join(",")
}

/// What a column holds, and a cell of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnWords {
    holds: String,
    example: String,
}

/// The words for columns: for every table, and for one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    /// The source of a concordance that `--classification` writes.
    source: SourceWords,
    columns: BTreeMap<String, ColumnWords>,
    table: BTreeMap<String, BTreeMap<String, ColumnWords>>,
}

impl Words {
    fn read(library: &Library, text: &str) -> Outcome<Self> {
        toml::from_str(text).map_err(|error| {
            let fault = Diagnostic::error(Code::TemplateSyntax, error.message().to_owned());
            let shown = library.shown(COLUMNS);
            Faults::from(match error.span() {
                Some(span) => fault.within(&shown, text, span),
                None => fault.at(Location::file(shown)),
            })
        })
    }

    fn of(&self, table: TableDescription, column: ColumnDescription) -> Option<&ColumnWords> {
        let own = self.table.get(table.file()).and_then(|table| table.get(column.name()));
        own.or_else(|| self.columns.get(column.name()))
    }
}

#[derive(Serialize)]
struct Readme<'a> {
    title: &'a str,
    groups: Vec<Group>,
    tables: Vec<TableTexts>,
}

/// Steps that the same reports need.
#[derive(Serialize)]
struct Group {
    need: Need,
    steps: Vec<StepTexts>,
}

#[derive(Serialize)]
struct StepTexts {
    number: String,
    file: &'static str,
    gives: &'static str,
}

#[derive(Serialize)]
struct TableTexts {
    file: &'static str,
    key: String,
    columns: Vec<ColumnTexts>,
    header: String,
    example: String,
}

#[derive(Serialize)]
struct ColumnTexts {
    name: &'static str,
    required: bool,
    holds: String,
}

impl<'a> Readme<'a> {
    fn new(root: &Path, title: &'a str, words: &Words) -> Self {
        let steps = steps(root, &Faults::new());
        let group = |need: Need| Group {
            need,
            steps: steps.iter().filter(|step| step.need == need).map(StepTexts::new).collect(),
        };
        let groups = [Need::Always, Need::Regions, Need::Optional].map(group).into();
        let tables = table_descriptions().map(|table| TableTexts::new(table, words)).collect();
        Self { title, groups, tables }
    }
}

impl StepTexts {
    fn new(step: &Step) -> Self {
        Self { number: step.number.to_string(), file: step.file, gives: step.gives }
    }
}

impl TableTexts {
    fn new(table: TableDescription, words: &Words) -> Self {
        let column = |column: ColumnDescription| ColumnTexts {
            name: column.name(),
            required: column.required(),
            holds: words.of(table, column).map(|words| words.holds.clone()).unwrap_or_default(),
        };
        let example = |column| words.of(table, column).map(|words| words.example.as_str());
        let cells: Vec<&str> =
            table.columns().map(|column| example(column).unwrap_or_default()).collect();
        Self {
            file: table.file(),
            key: table.key().join(", "),
            columns: table.columns().map(column).collect(),
            header: header(table),
            example: cells.join(","),
        }
    }
}
