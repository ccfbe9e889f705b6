//! Official downloads in, rows of the data folder's tables out.
//!
//! In: files as offices publish them, and a data folder. Out: its tables with the rows added, or every fault at once and nothing
//! written. A file's format is known by its content; each has a layout of its own (`layouts/`). `docs/importing.md`
//! describes them for users.

mod edition;
mod fault_book;
mod folder;
mod layout;
mod layouts;
mod ledger;
mod mapping;
mod merge;
mod numbers;
mod outcome;
mod products;
mod publishing;
mod readers;
mod session;
mod sources;
mod summary;
mod trade_book;
mod vocabulary;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::diagnostics::{Code, Diagnostic, Faults, Location, Outcome};
use fault_book::FaultBook;
use folder::Folder;
use layout::Layout;
use mapping::Mapping;
use merge::NewRow;
use readers::{Opened, Part};
use session::Session;
use sources::Download;

pub use edition::{Recorded, record};
pub use merge::Counts;
pub use numbers::DecimalMark;
pub use summary::{LayoutSummary, Summary};

/// Whether a file holds imports or exports of its country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Goods that come in.
    Import,
    /// Goods that go out.
    Export,
}

/// What an import is asked to do.
#[derive(Clone, Debug, Default)]
pub struct ImportSettings {
    /// The layout, where content does not tell.
    pub format: Option<String>,
    /// A mapping file for files of no layout.
    pub mapping: Option<PathBuf>,
    /// Reads and checks, and writes nothing.
    pub dry_run: bool,
    /// Puts imported values in the place of those that are there.
    pub replace: bool,
    /// Takes years that lack months.
    pub incomplete: bool,
    /// Adds the regions up to national trade.
    pub national: bool,
    /// Code of the country whose records fill `trade.csv`; the reporter's if not said.
    pub records_of: Option<String>,
    /// Imports or exports, for files that do not say it.
    pub direction: Option<Direction>,
    /// Units of the file in units of the table, in the place of the layout's.
    pub multiplier: Option<f64>,
    /// The decimal mark, in the place of the layout's.
    pub decimal: Option<DecimalMark>,
    /// First and last year to take.
    pub years: Option<(i16, i16)>,
    /// The day of the download, in the place of the file's.
    pub retrieved: Option<String>,
}

/// Names of the layouts, for help and completion.
pub fn layout_names() -> Vec<&'static str> {
    layout::ALL.iter().map(|layout| layout.name()).collect()
}

/// Imports files into a data folder.
///
/// # Errors
/// Every fault of every file; then nothing is written.
pub fn import(
    data: &std::path::Path,
    files: &[PathBuf],
    settings: &ImportSettings,
) -> Outcome<(Summary, Faults)> {
    let mut faults = Faults::new();
    let mapping = settings.mapping.as_deref().map(|path| Mapping::read(path, &mut faults));
    let folder = Folder::read(data, &mut faults);
    let forced = forced(settings, &mut faults);
    let (Some(mut folder), false) = (folder, faults.has_errors()) else { return Err(faults) };
    let mut batches = Vec::new();
    let mut summary = Summary { dry_run: settings.dry_run, layouts: Vec::new() };
    {
        let mut reading = Reading {
            folder: &folder,
            settings,
            forced,
            mapping: mapping.flatten(),
            sessions: BTreeMap::new(),
            downloads: BTreeMap::new(),
            forms: BTreeMap::new(),
            faults: FaultBook::default(),
        };
        files.iter().for_each(|file| reading.file(file));
        reading.finish(&mut batches, &mut summary, &mut faults);
    }
    if faults.has_errors() {
        return Err(faults);
    }
    let mut conflicts = FaultBook::default();
    for (batch, told) in batches.iter().zip(&mut summary.layouts) {
        let source = sources::code(batch.layout, &batch.downloads);
        told.tables =
            merge::merge(&mut folder, &batch.rows, &source, settings.replace, &mut conflicts);
        let used = told.tables.values().any(|c| c.added + c.filled + c.replaced > 0);
        if used {
            sources::add(&mut folder, batch.layout, &batch.publication, &source, &batch.downloads);
            told.source = Some(source);
        }
    }
    faults.append(conflicts.finish());
    if faults.has_errors() {
        return Err(faults);
    }
    if !settings.dry_run {
        publishing::write(&folder)?;
    }
    Ok((summary, faults))
}

/// The layout that a setting names.
fn forced(settings: &ImportSettings, faults: &mut Faults) -> Option<&'static dyn Layout> {
    let name = settings.format.as_deref()?;
    let found = layout::named(name);
    if found.is_none() {
        faults.push(
            Diagnostic::error(Code::ImportSetting, "no layout has this name")
                .found(name.to_owned())
                .allowed(layout_names().join(", ")),
        );
    }
    found
}

/// The rows of one layout with the files that they come from.
struct Batch {
    layout: &'static str,
    publication: vocabulary::Publication,
    downloads: Vec<Download>,
    rows: Vec<NewRow>,
}

/// Files on their way into sessions, one a layout.
struct Reading<'a> {
    folder: &'a Folder,
    settings: &'a ImportSettings,
    forced: Option<&'static dyn Layout>,
    mapping: Option<Mapping>,
    sessions: BTreeMap<&'static str, Session<'a>>,
    downloads: BTreeMap<&'static str, Vec<Download>>,
    forms: BTreeMap<&'static str, Vec<String>>,
    faults: FaultBook,
}

impl Reading<'_> {
    fn file(&mut self, path: &std::path::Path) {
        let download = match Download::of(path, self.settings.retrieved.as_deref()) {
            Ok(download) => download,
            Err(fault) => return self.faults.push(*fault),
        };
        let mut names: Vec<&'static str> = Vec::new();
        let mut misses = Vec::new();
        let read = readers::each_part(path, &mut |mut part| match self.part(&mut part) {
            Ok(name) => names.push(name),
            Err(miss) => misses.push(miss),
        });
        if let Err(fault) = read {
            self.faults.push(*fault);
        }
        // An archive may hold notes beside its data.
        if names.is_empty() {
            misses.into_iter().for_each(|miss| self.faults.push(*miss));
        }
        names.sort_unstable();
        names.dedup();
        for name in names {
            let list = self.downloads.entry(name).or_default();
            if list.iter().any(|own| own.sha256 == download.sha256) {
                self.faults.push(
                    Diagnostic::error(
                        Code::ImportDouble,
                        "the same file stands twice on the command line",
                    )
                    .at(Location::file(path.display().to_string()))
                    .hint("name it once"),
                );
            }
            list.push(download.clone());
        }
    }

    /// Reads a part by its layout; the name of it, or why it has none.
    fn part(&mut self, part: &mut Part<'_>) -> Opened<&'static str> {
        let found: &dyn Layout = match (&self.mapping, self.forced) {
            (Some(mapping), _) => mapping,
            (None, Some(layout)) => {
                layout.recognise(part).map_err(|miss| unknown(part, layout.name(), &miss))?;
                layout
            }
            (None, None) => {
                layout::recognise(part).map_err(|(name, miss)| unknown(part, name, &miss))?
            }
        };
        let name = found.name();
        let multiplier = match &self.mapping {
            Some(mapping) => mapping.publication.multiplier,
            None => vocabulary::publication(name).multiplier,
        };
        let (folder, settings) = (self.folder, self.settings);
        let session = self
            .sessions
            .entry(name)
            .or_insert_with(|| Session::new(folder, settings, name, multiplier));
        self.forms.entry(name).or_default().push(format!("{} ({})", part.shown, part.form));
        found.read(part, session);
        Ok(name)
    }

    fn finish(mut self, batches: &mut Vec<Batch>, summary: &mut Summary, faults: &mut Faults) {
        for (name, mut session) in std::mem::take(&mut self.sessions) {
            let mut rows = outcome::settle(&mut session);
            rows.append(&mut session.rows);
            let book = std::mem::take(&mut session.faults).finish();
            let forms = self.forms.remove(name).unwrap_or_default();
            if session.taken == 0 && !book.has_errors() {
                self.faults
                    .push(outcome::nothing(&session, forms.first().map_or("", String::as_str)));
            }
            faults.append(book);
            let publication = match &self.mapping {
                Some(mapping) => mapping.publication.clone(),
                None => vocabulary::publication(name),
            };
            summary.layouts.push(LayoutSummary::new(name, forms, session.taken, &session.skipped));
            let downloads = self.downloads.remove(name).unwrap_or_default();
            batches.push(Batch { layout: name, publication, downloads, rows });
        }
        faults.append(std::mem::take(&mut self.faults).finish());
    }
}

fn unknown(part: &mut Part<'_>, nearest: &str, miss: &layout::Miss) -> Box<Diagnostic> {
    let head = part.sheets.first_mut().map(|rows| {
        let first =
            rows.head(1).first().map(|row| row.iter().take(8).collect::<Vec<_>>().join(" | "));
        first.unwrap_or_default()
    });
    let fault = Diagnostic::error(Code::ImportUnknown, "the file fits no layout")
        .at(Location::file(&part.shown))
        .found(format!("first row: {} ({})", head.unwrap_or_default(), part.form))
        .allowed(layout_names().join(", "));
    let other = "--mapping FILE reads any other table";
    let hint = if miss.nearness > 0.0 {
        let why = &miss.why;
        format!(
            "nearest is {nearest}: {why}; docs/importing.md shows the header that it needs, {other}"
        )
    } else {
        format!("docs/importing.md shows what each layout looks like; {other}")
    };
    Box::new(fault.hint(hint))
}
