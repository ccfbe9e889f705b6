//! Files side by side: each, and each member of an archive, is read by a thread of its own into a book of its own; the books are
//! joined in the order of the files, so that no number of threads shows in what comes of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;

use serde::{Deserialize, Serialize};

use super::fault_book::FaultBook;
use super::folder::Folder;
use super::kept::Kept;
use super::layout::{self, Layout};
use super::mapping::Mapping;
use super::readers::{self, Archive, Count, Opened, Part};
use super::session::{Findings, Session};
use super::sources::Download;
use super::{ImportSettings, Step, unknown, vocabulary};
use crate::diagnostics::{Code, Diagnostic, Location};

/// What files are read by.
pub(super) struct Reader<'a> {
    pub(super) folder: &'a Folder,
    pub(super) settings: &'a ImportSettings,
    pub(super) forced: Option<&'static dyn Layout>,
    pub(super) mapping: Option<Mapping>,
    pub(super) watch: &'a (dyn Fn(Step<'_>) + Sync),
}

/// What a file, or a member of one, gave.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Read {
    pub(super) portions: Vec<Portion>,
    sha256: Option<String>,
    /// Parts that fit no layout.
    #[serde(skip)]
    misses: Vec<Diagnostic>,
    #[serde(skip)]
    failed: Option<Diagnostic>,
    /// It comes from a run that was stopped.
    #[serde(skip)]
    resumed: Option<String>,
}

/// What a part gave.
#[derive(Serialize, Deserialize)]
pub(super) struct Portion {
    form: String,
    pub(super) found: Findings,
}

/// What the files of a layout gave together.
pub(super) struct Joined<'a> {
    pub(super) session: Session<'a>,
    pub(super) forms: Vec<String>,
    pub(super) downloads: Vec<Download>,
}

/// What all files gave.
#[derive(Default)]
pub(super) struct Harvest<'a> {
    pub(super) layouts: BTreeMap<&'static str, Joined<'a>>,
    pub(super) faults: FaultBook,
    pub(super) resumed: Vec<String>,
}

/// One thing to do.
struct Task<'w> {
    file: usize,
    work: Work<'w>,
}

enum Work<'w> {
    Whole,
    Hash,
    Member(Box<Archive<'w>>, String),
}

impl<'a> Reader<'a> {
    /// The name under which files of a layout are told.
    fn static_name(&self, name: &str) -> &'static str {
        match &self.mapping {
            Some(mapping) => mapping.name(),
            None => layout::named(name).expect("files are read by a layout").name(),
        }
    }

    /// Reads all files; records of finished ones are looked for and kept where there are several.
    pub(super) fn read(&self, files: &[PathBuf], kept: Option<&Kept>) -> Harvest<'a> {
        let count = |bytes: u64| (self.watch)(Step::Bytes(bytes));
        let tasks: Vec<Task<'_>> = files
            .iter()
            .enumerate()
            .flat_map(|(file, path)| {
                plan(path, &count).into_iter().map(move |work| Task { file, work })
            })
            .collect();
        let size = |path: &PathBuf| std::fs::metadata(path).map_or(0, |about| about.len());
        let bytes = files.iter().map(size).sum();
        (self.watch)(Step::Start { bytes, files: files.len() });
        let several = tasks.iter().filter(|task| !matches!(task.work, Work::Hash)).count() > 1;
        let kept = kept.filter(|_| several && self.mapping.is_none());
        let left: Vec<AtomicUsize> = (0..files.len())
            .map(|file| AtomicUsize::new(tasks.iter().filter(|task| task.file == file).count()))
            .collect();
        let mut harvest = Harvest::default();
        let mut open = Read::default();
        let job = |number: usize, spare: bool| {
            let Task { file, work } = &tasks[number];
            let read = self.task(&files[*file], work, &count, spare, kept);
            if left[*file].fetch_sub(1, Ordering::Relaxed) == 1 {
                (self.watch)(Step::Done(&files[*file]));
            }
            read
        };
        side_by_side(self.settings.threads.max(1), tasks.len(), job, |number, read: Read| {
            open.join(read, &mut harvest.resumed);
            let file = tasks[number].file;
            if tasks.get(number + 1).is_none_or(|next| next.file != file) {
                self.close(&files[file], std::mem::take(&mut open), &mut harvest);
            }
        });
        harvest
    }

    /// Does one thing; with `spare` another thread may help.
    fn task(
        &self,
        path: &Path,
        work: &Work<'_>,
        count: Count<'_>,
        spare: bool,
        kept: Option<&Kept>,
    ) -> Read {
        let mut read = Read::default();
        let (member, archive) = match work {
            Work::Hash => {
                match readers::sha256(path) {
                    Ok(sha256) => read.sha256 = Some(sha256),
                    Err(fault) => read.failed = Some(*fault),
                }
                return read;
            }
            Work::Whole => (None, None),
            Work::Member(archive, member) => (Some(member.as_str()), Some(archive)),
        };
        let key = || kept?.key(path, member);
        let before = key();
        if let Some(mut old) = kept.zip(before.as_ref()).and_then(|(kept, key)| kept.read(key)) {
            let size = match (archive, member) {
                (Some(archive), Some(member)) => archive.size(member),
                _ => std::fs::metadata(path).map_or(0, |about| about.len()),
            };
            count(size);
            let name = path.display();
            old.resumed =
                Some(member.map_or(name.to_string(), |member| format!("{name}!{member}")));
            return old;
        }
        let (mut portions, mut misses) = (Vec::new(), Vec::new());
        let mut then = |mut part: Part<'_>| match self.part(&mut part) {
            Ok(portion) => portions.push(portion),
            Err(miss) => misses.push(*miss),
        };
        let (opened, sha256) = match (archive, member) {
            (Some(archive), Some(member)) => {
                (archive.clone().each_part(member, spare, &mut then), None)
            }
            _ => {
                let (opened, sha256) = readers::each_part(path, count, spare, &mut then);
                (opened, Some(sha256))
            }
        };
        (read.portions, read.misses) = (portions, misses);
        read.failed = opened.err().map(|fault| *fault);
        match sha256 {
            Some(Ok(sha256)) => read.sha256 = Some(sha256),
            Some(Err(fault)) => read.failed = read.failed.or(Some(*fault)),
            None => {}
        }
        // A file that was written to in the meantime is no finished one.
        if let (Some(kept), Some(key), true) =
            (kept, key().filter(|now| Some(now) == before.as_ref()), read.is_sound())
        {
            kept.keep(&key, &read);
        }
        read
    }

    /// Reads a part by its layout, or says why it has none.
    fn part(&self, part: &mut Part<'_>) -> Opened<Portion> {
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
        let mut session = self.session(found.name());
        let form = format!("{} ({})", part.shown, part.form);
        found.read(part, &mut session);
        Ok(Portion { form, found: session.found })
    }

    fn session(&self, name: &'static str) -> Session<'a> {
        let multiplier = match &self.mapping {
            Some(mapping) => mapping.publication.multiplier,
            None => vocabulary::publication(name).multiplier,
        };
        let multiplier = self.settings.multiplier.unwrap_or(multiplier);
        Session::new(self.folder, self.settings, Findings::new(name, multiplier))
    }

    /// Joins a file, all of whose parts were read, to those before it.
    fn close(&self, path: &Path, read: Read, harvest: &mut Harvest<'a>) {
        let mut names: Vec<&'static str> = Vec::new();
        for Portion { form, found } in read.portions {
            let name = self.static_name(&found.layout);
            let joined = harvest.layouts.entry(name).or_insert_with(|| Joined {
                session: self.session(name),
                forms: Vec::new(),
                downloads: Vec::new(),
            });
            joined.session.found.absorb(found);
            joined.forms.push(form);
            names.push(name);
        }
        if let Some(fault) = read.failed {
            harvest.faults.push(fault);
        }
        // An archive may hold notes beside its data.
        if names.is_empty() {
            read.misses.into_iter().for_each(|miss| harvest.faults.push(miss));
        }
        let Some(sha256) = read.sha256 else { return };
        let download = Download::of(path, sha256, self.settings.retrieved.as_deref());
        names.sort_unstable();
        names.dedup();
        for name in names {
            let joined = harvest.layouts.get_mut(name).expect("made above");
            if joined.downloads.iter().any(|own| own.sha256 == download.sha256) {
                harvest.faults.push(
                    Diagnostic::error(
                        Code::ImportDouble,
                        "the same file stands twice on the command line",
                    )
                    .at(Location::file(path.display().to_string()))
                    .hint("name it once"),
                );
            }
            joined.downloads.push(download.clone());
        }
    }
}

impl Read {
    /// Adds what another member of the same file gave.
    fn join(&mut self, other: Self, resumed: &mut Vec<String>) {
        self.portions.extend(other.portions);
        self.misses.extend(other.misses);
        self.sha256 = self.sha256.take().or(other.sha256);
        self.failed = self.failed.take().or(other.failed);
        resumed.extend(other.resumed);
    }

    /// Whether it was read to the end and without a fault.
    fn is_sound(&self) -> bool {
        self.failed.is_none()
            && self.misses.is_empty()
            && self.portions.iter().all(|portion| portion.found.faults.is_empty())
    }
}

/// What there is to do for a file.
fn plan<'w>(path: &Path, count: Count<'w>) -> Vec<Work<'w>> {
    let Some(archive) = Archive::of(path, count) else { return vec![Work::Whole] };
    let members = archive.members();
    if members.is_empty() {
        return vec![Work::Whole];
    }
    let member = |name| Work::Member(Box::new(archive.clone()), name);
    std::iter::once(Work::Hash).chain(members.into_iter().map(member)).collect()
}

/// Does tasks on threads, each as soon as a thread is free, and takes their results in the order of the tasks. A task is told
/// whether a thread is spare because all others have begun.
fn side_by_side<T: Send>(
    threads: usize,
    tasks: usize,
    job: impl Fn(usize, bool) -> T + Sync,
    mut take: impl FnMut(usize, T),
) {
    if threads < 2 || tasks == 0 {
        return (0..tasks).for_each(|task| take(task, job(task, false)));
    }
    let (next, busy) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (made, results) = channel();
    std::thread::scope(|scope| {
        for _ in 0..threads.min(tasks) {
            let (made, next, busy, job) = (made.clone(), &next, &busy, &job);
            scope.spawn(move || {
                loop {
                    let task = next.fetch_add(1, Ordering::Relaxed);
                    if task >= tasks {
                        break;
                    }
                    let working = busy.fetch_add(1, Ordering::Relaxed) + 1;
                    let spare = next.load(Ordering::Relaxed) >= tasks && working < threads;
                    let result = job(task, spare);
                    busy.fetch_sub(1, Ordering::Relaxed);
                    // Nobody takes what comes after a panic.
                    if made.send((task, result)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(made);
        let (mut waiting, mut turn) = (BTreeMap::new(), 0);
        // A thread that panicked sends nothing; the scope passes its panic on.
        for (task, result) in results {
            waiting.insert(task, result);
            while let Some(result) = waiting.remove(&turn) {
                take(turn, result);
                turn += 1;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_tasks_on_any_number_of_threads() {
        for threads in [1, 2, 3, 8] {
            for tasks in [0, 1, 7, 100] {
                let mut taken = Vec::new();
                let job = |task: usize, _| {
                    if task.is_multiple_of(7) {
                        std::thread::yield_now();
                    }
                    task * task
                };
                side_by_side(threads, tasks, job, |task, square| taken.push((task, square)));
                let wanted: Vec<_> = (0..tasks).map(|task| (task, task * task)).collect();
                assert_eq!(taken, wanted);
            }
        }
    }

    #[test]
    fn a_thread_is_spare_where_there_are_fewer_tasks_than_threads() {
        let spare = |threads, tasks| {
            let mut all = Vec::new();
            side_by_side(threads, tasks, |_, spare| spare, |_, spare| all.push(spare));
            all
        };
        assert_eq!(spare(2, 1), [true]);
        assert_eq!(spare(1, 2), [false, false]);
    }
}
