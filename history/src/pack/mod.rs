//! Customs records by region as text become typed Parquet: `tradeprint-history pack`.
//!
//! A text is cut into ranges of a fixed size, each becomes one part; threads take parts, so neither their number nor a stop in
//! between changes a byte of what is written. Memory is that of some parts, whatever the number of rows.

mod cells;
mod decimal;
mod faults;
pub(crate) mod journal;
mod layout;
mod part;
mod queue;
mod rows;
pub(crate) mod schema;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use indicatif::ProgressBar;

use crate::diagnostics::{Code, Diagnostic, Faults, Location};
use crate::{ASIDE, unwritten};
use faults::FaultBook;
use journal::{Entries, Entry};
use part::{Failed, Range};
use queue::held;
use rows::{Rows, Words};
use sources::{Kind, Member, Source, Text};

/// How much text a part takes, in bytes: some 1.5 million records.
pub const PART_BYTES: u64 = 128 << 20;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Texts and archives.
    pub files: Vec<PathBuf>,
    /// The folder of the parts.
    pub out: PathBuf,
    /// At least one.
    pub threads: usize,
    /// How much text a part takes, in bytes.
    pub part_bytes: u64,
    /// The mark before decimals, `,` or `.`.
    pub decimal_mark: u8,
    /// Whether progress is shown where a terminal is.
    pub progress: bool,
}

/// What a file has become.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packed {
    /// As it was given, with the member of an archive.
    pub file: String,
    /// How it is written; empty if nothing was left to do.
    pub form: String,
    /// Records.
    pub rows: u64,
    /// Parts, and how many of them this run has written.
    pub parts: (u64, u64),
}

/// A member with its parts.
struct Unit {
    source: Arc<Source>,
    member: Member,
    text: Text,
    of: u64,
}

enum Task {
    /// Lay a text out, unpacked if it is packed.
    Open(Arc<Source>, Member),
    /// Write a part.
    Part(Arc<Unit>, u64),
}

enum Outcome {
    /// Where the text stands among the others, and how it is written.
    Opened(String, String),
    Written,
    Faults(Place, Failed),
    /// Not begun, since writing failed elsewhere.
    Left,
}

/// Source, member, part: the order in which faults are told.
type Place = (String, usize, u64);

struct Run<'a> {
    settings: &'a Settings,
    words: Words,
    done: Entries,
    journal: Mutex<(File, Entries)>,
    progress: ProgressBar,
    stop: AtomicBool,
}

/// Packs files; what an earlier run has done is not done again.
///
/// # Errors
/// Faults of files and cells, all at once; the parts without faults stay.
pub fn pack(settings: &Settings) -> Result<Vec<Packed>, Faults> {
    let out = settings.out.as_path();
    let failed = |error: std::io::Error| unwritten(out, error);
    let sources = open(&settings.files)?;
    std::fs::create_dir_all(out).map_err(failed)?;
    let _lock = lock(out)?;
    let names: BTreeSet<String> =
        sources.iter().map(|source| source.path.to_string_lossy().into_owned()).collect();
    let mut unfinished = journal::unfinished(out).map_err(failed)?;
    unfinished.extend(names.iter().cloned());
    journal::note_unfinished(out, &unfinished).map_err(failed)?;
    let done = clear(settings, &sources).map_err(failed)?;
    let file = journal::rewrite(out, &done).map_err(failed)?;
    let run = Run {
        settings,
        words: Words::new(),
        journal: Mutex::new((file, done.clone())),
        done,
        progress: bar(settings.progress),
        stop: AtomicBool::new(false),
    };
    let before: BTreeSet<String> = run.done.keys().cloned().collect();
    let tasks = run.plan(&sources)?;
    let mut packed: BTreeMap<String, Packed> = BTreeMap::new();
    let outcomes = queue::run(settings.threads, tasks, |task, more| run.work(task, more));
    run.progress.finish_and_clear();
    let (_, entries) = run.journal.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut found: Vec<(Place, Failed)> = Vec::new();
    for outcome in outcomes {
        match outcome {
            Outcome::Opened(file, form) => {
                packed.entry(file).or_default().form = form;
            }
            Outcome::Faults(place, failed) => found.push((place, failed)),
            Outcome::Written | Outcome::Left => {}
        }
    }
    if !found.is_empty() {
        return Err(all_faults(found));
    }
    journal::rewrite(out, &entries).map_err(failed)?;
    unfinished.retain(|name| !names.contains(name));
    journal::note_unfinished(out, &unfinished).map_err(failed)?;
    Ok(summary(&sources, &entries, &before, packed))
}

impl Run<'_> {
    /// What is left to do. Members whose parts are all there are not opened.
    fn plan(&self, sources: &[Arc<Source>]) -> Result<Vec<Task>, Faults> {
        let mut faults = Faults::new();
        let mut tasks = Vec::new();
        for source in sources {
            match source.members() {
                Ok(members) => {
                    let open = members.into_iter().filter(|member| !self.is_done(source, member));
                    let before = tasks.len();
                    tasks.extend(open.map(|member| Task::Open(Arc::clone(source), member)));
                    if source.kind == Kind::Text && tasks.len() > before {
                        self.progress.inc_length(source.bytes);
                    }
                }
                Err(fault) => faults.push(*fault),
            }
        }
        faults.check(tasks).map(|(tasks, _)| tasks)
    }

    fn is_done(&self, source: &Source, member: &Member) -> bool {
        let first = self.done.get(&source.part_name(member, 0));
        first.is_some_and(|first| {
            (0..first.of).all(|number| self.done.contains_key(&source.part_name(member, number)))
        })
    }

    fn work(&self, task: Task, more: &mut Vec<Task>) -> Outcome {
        if self.stop.load(Ordering::Relaxed) {
            return Outcome::Left;
        }
        match task {
            Task::Open(source, member) => self.open(source, member, more),
            Task::Part(unit, number) => self.part(&unit, number),
        }
    }

    fn open(&self, source: Arc<Source>, member: Member, more: &mut Vec<Task>) -> Outcome {
        let text = match source.text(&member, &self.settings.out) {
            Ok(text) => text,
            Err(fault) => {
                let place = (source.shown.clone(), member.number, 0);
                return Outcome::Faults(place, Failed::Files((*fault).into()));
            }
        };
        let of = (text.bytes - text.layout.start).div_ceil(self.settings.part_bytes).max(1);
        let opened = Outcome::Opened(text.shown.clone(), text.layout.form());
        let unit = Arc::new(Unit { source, member, text, of });
        if unit.source.kind != Kind::Text {
            // How long it is was not known before.
            self.progress.inc_length(unit.text.bytes);
        }
        for number in 0..of {
            if self.done.contains_key(&unit.source.part_name(&unit.member, number)) {
                self.progress.inc(self.settings.part_bytes);
            } else {
                more.push(Task::Part(Arc::clone(&unit), number));
            }
        }
        opened
    }

    fn part(&self, unit: &Unit, number: u64) -> Outcome {
        let name = unit.source.part_name(&unit.member, number);
        let fault = |failed| {
            let place = (unit.source.shown.clone(), unit.member.number, number + 1);
            Outcome::Faults(place, failed)
        };
        let text = &unit.text;
        let mut rows =
            Rows::new(&text.layout, &text.shown, self.settings.decimal_mark, &self.words);
        let written = part::write(
            text.place.path(),
            &unit.range(number, self.settings.part_bytes),
            &mut rows,
            &self.settings.out,
            &name,
            &|bytes| self.progress.inc(bytes),
        );
        let written = match written {
            Ok(written) => written,
            Err(failed) => {
                if matches!(failed, Failed::Files(_)) {
                    self.stop.store(true, Ordering::Relaxed);
                }
                return fault(failed);
            }
        };
        let size = self.settings.part_bytes;
        let entry = Entry::new(&unit.source, &unit.member, size, (number, unit.of), written);
        let (file, entries) = &mut *held(&self.journal);
        if let Err(error) = journal::add(file, &name, &entry) {
            return fault(Failed::Files(unwritten(&self.settings.out, error)));
        }
        entries.insert(name, entry);
        Outcome::Written
    }
}

impl Unit {
    fn range(&self, number: u64, part_bytes: u64) -> Range {
        let start = self.text.layout.start + number * part_bytes;
        Range { start, end: start + part_bytes, first: number == 0 }
    }
}

/// Looks at all files; one that is given twice would count twice.
fn open(files: &[PathBuf]) -> Result<Vec<Arc<Source>>, Faults> {
    let mut faults = Faults::new();
    let mut sources: Vec<Arc<Source>> = Vec::new();
    for path in files {
        match Source::open(path) {
            Ok(source) => match sources.iter().find(|other| other.id == source.id) {
                Some(other) => faults.push(
                    Diagnostic::error(Code::ImportDouble, "a file stands twice")
                        .at(Location::file(&source.shown))
                        .found(format!("the same as {}", other.shown))
                        .allowed("each file once")
                        .hint("leave one of the two out"),
                ),
                None => sources.push(Arc::new(source)),
            },
            Err(fault) => faults.push(*fault),
        }
    }
    sources.sort_by(|a, b| a.shown.cmp(&b.shown));
    faults.check(sources).map(|(sources, _)| sources)
}

/// One run at a time writes into a folder.
fn lock(out: &Path) -> Result<File, Faults> {
    let path = out.join("_lock");
    let file = File::create(&path).map_err(|error| unwritten(&path, error))?;
    file.try_lock().map_err(|_| {
        Faults::from(
            Diagnostic::error(Code::WriteFailed, "another run packs into the folder")
                .at(Location::file(out.display().to_string()))
                .hint("wait for it, or name another folder with --out"),
        )
    })?;
    Ok(file)
}

/// Removes what a stopped run left aside and the parts of sources that have changed since; what stands is done.
fn clear(settings: &Settings, sources: &[Arc<Source>]) -> std::io::Result<Entries> {
    let out = &settings.out;
    for file in std::fs::read_dir(out)? {
        let file = file?;
        if file.file_name().to_string_lossy().starts_with(ASIDE) {
            std::fs::remove_file(file.path())?;
        }
    }
    let all = journal::all(out)?;
    let mut done = journal::standing(out)?;
    for (part, entry) in all {
        let now = sources
            .iter()
            .find(|source| source.id == entry.id || source.path.to_string_lossy() == entry.source);
        let current = now.is_none_or(|source| entry.is_of(source, settings.part_bytes));
        if current && done.contains_key(&part) {
            continue;
        }
        done.remove(&part);
        match std::fs::remove_file(out.join(&part)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    // A source that was moved stands in the journal under its new path.
    for source in sources {
        for entry in done.values_mut().filter(|entry| entry.id == source.id) {
            entry.source = source.path.to_string_lossy().into_owned();
        }
    }
    Ok(done)
}

/// Faults of cells in the order of files and lines, then those of files.
fn all_faults(mut found: Vec<(Place, Failed)>) -> Faults {
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut cells = FaultBook::default();
    let mut files = Faults::new();
    for (_, failed) in found {
        match failed {
            Failed::Cells(faults) => cells.append(faults),
            Failed::Files(faults) => files.append(faults),
        }
    }
    let mut all = cells.finish();
    all.append(files);
    all
}

fn summary(
    sources: &[Arc<Source>],
    entries: &Entries,
    before: &BTreeSet<String>,
    mut packed: BTreeMap<String, Packed>,
) -> Vec<Packed> {
    let shown = |source: &Source, member: &str| match source.kind {
        Kind::Zip => format!("{}!{member}", source.shown),
        Kind::Text | Kind::Gzip => source.shown.clone(),
    };
    for source in sources {
        for (part, entry) in entries.iter().filter(|(_, entry)| entry.id == source.id) {
            let file = shown(source, &entry.member);
            let own = packed.entry(file).or_default();
            own.rows += entry.rows;
            own.parts.0 += 1;
            own.parts.1 += u64::from(!before.contains(part));
        }
    }
    packed.into_iter().map(|(file, own)| Packed { file, ..own }).collect()
}

fn bar(shown: bool) -> ProgressBar {
    if !shown {
        return ProgressBar::hidden();
    }
    let style = "{bar:30} {bytes}/{total_bytes}, {bytes_per_sec}, {eta} left";
    let style = indicatif::ProgressStyle::with_template(style).expect("a sound template");
    ProgressBar::new(0).with_style(style)
}
