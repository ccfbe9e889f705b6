//! Official downloads in, rows of the data folder's tables out.
//!
//! In: files as offices publish them, and a data folder. Out: its tables with the rows added, or every fault at once and nothing
//! written. A file's format is known by its content; each has a layout of its own (`layouts/`). `docs/importing.md`
//! describes them for users.

mod doubles;
mod edition;
mod fault_book;
mod folder;
mod kept;
mod layout;
mod layouts;
mod ledger;
mod mapping;
mod memo;
mod merge;
mod numbers;
mod outcome;
mod products;
mod publishing;
mod readers;
mod reading;
mod session;
mod sources;
mod summary;
mod trade_book;
mod vocabulary;

use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic, Faults, Location, Outcome};
use fault_book::FaultBook;
use folder::Folder;
use kept::Kept;
use layout::Layout;
use mapping::Mapping;
use merge::NewRow;
use readers::Part;
use reading::{Harvest, Joined, Reader};
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
    /// Files read at a time; one if zero. It shows in nothing.
    pub threads: usize,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// It begins.
    Start {
        /// Bytes of all files.
        bytes: u64,
        /// How many files there are.
        files: usize,
    },
    /// So many bytes more were read.
    Bytes(u64),
    /// A file is read.
    Done(&'a Path),
}

/// Names of the layouts, for help and completion.
pub fn layout_names() -> Vec<&'static str> {
    layout::ALL.iter().map(|layout| layout.name()).collect()
}

/// Imports files into a data folder, and tells `watch` from any thread how far it is. An import of several files that is stopped
/// goes on where it was when it is started again.
///
/// # Errors
/// Every fault of every file; then nothing is written.
pub fn import(
    data: &Path,
    files: &[PathBuf],
    settings: &ImportSettings,
    watch: &(dyn Fn(Step<'_>) + Sync),
) -> Outcome<(Summary, Faults)> {
    let mut faults = Faults::new();
    let mapping = settings.mapping.as_deref().map(|path| Mapping::read(path, &mut faults));
    let folder = Folder::read(data, &mut faults);
    let forced = forced(settings, &mut faults);
    let (Some(mut folder), false) = (folder, faults.has_errors()) else { return Err(faults) };
    let kept = (!settings.dry_run).then(|| Kept::new(&folder, settings));
    let mut batches = Vec::new();
    let mut summary =
        Summary { dry_run: settings.dry_run, layouts: Vec::new(), resumed: Vec::new() };
    {
        let mapping = mapping.flatten();
        let reader = Reader { folder: &folder, settings, forced, mapping, watch };
        let harvest = reader.read(files, kept.as_ref());
        settle(harvest, reader.mapping.as_ref(), &mut batches, &mut summary, &mut faults);
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
    if let Some(kept) = kept {
        publishing::write(&folder)?;
        kept.remove();
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

/// What was read becomes rows, by layout.
fn settle(
    mut harvest: Harvest<'_>,
    mapping: Option<&Mapping>,
    batches: &mut Vec<Batch>,
    summary: &mut Summary,
    faults: &mut Faults,
) {
    for (name, Joined { mut session, forms, downloads }) in harvest.layouts {
        let mut rows = outcome::settle(&mut session);
        rows.append(&mut session.found.rows);
        let book = std::mem::take(&mut session.found.faults).finish();
        if session.found.taken == 0 && !book.has_errors() {
            let first = forms.first().map_or("", String::as_str);
            harvest.faults.push(outcome::nothing(&session, first));
        }
        faults.append(book);
        let publication = match mapping {
            Some(mapping) => mapping.publication.clone(),
            None => vocabulary::publication(name),
        };
        let found = &session.found;
        summary.layouts.push(LayoutSummary::new(name, forms, found.taken, &found.skipped));
        batches.push(Batch { layout: name, publication, downloads, rows });
    }
    faults.append(harvest.faults.finish());
    summary.resumed = harvest.resumed;
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
