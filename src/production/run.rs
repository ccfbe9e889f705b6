//! Many documents on plain threads, each left alone where it stands as it would be made.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Composed, Request, Workshop};
use crate::diagnostics::{Faults, Outcome};
use crate::publish::{DocumentRecord, MadeBefore, OutputFile, Parts, StagedFile, Staging};
use crate::report::{Document, Kind, Shard};

/// Stack of a thread that lays out pages; deep nesting of content needs it.
const STACK: usize = 16 << 20;

/// What a run finds when it begins: what decides every document alike, and the documents that earlier runs made.
pub struct Start<'a> {
    /// Program and fonts, with hashes.
    pub common: &'a Parts,
    /// Documents that stand already.
    pub before: &'a MadeBefore,
}

impl Start<'_> {
    /// The files of a composed document that stand, or why it has to be made; its parts.
    fn standing(
        &self,
        document: &Document,
        composed: &Composed,
    ) -> (Parts, Result<Vec<StagedFile>, String>) {
        let mut parts = Workshop::parts(document, composed);
        parts.extend(self.common.iter().map(|(name, hash)| (name.clone(), hash.clone())));
        let found = self.before.standing(&document.path(), &parts);
        (parts, found)
    }
}

/// What became of the documents of a request.
pub struct Produced {
    /// Files of every document that succeeded, then `facts.csv` (of the first shard, if there are several).
    pub files: Vec<StagedFile>,
    /// The documents that succeeded: path, what decided it, its files, whether it was made anew.
    pub made: Vec<(String, Made)>,
    /// One record a document, in order.
    pub records: Vec<DocumentRecord>,
    /// Faults of documents that failed.
    pub faults: Faults,
}

/// A document that stands or waits.
pub struct Made {
    /// What decided its bytes.
    pub parts: Parts,
    /// Its files, the PDF first.
    pub files: Vec<StagedFile>,
    /// Whether it was made by this run.
    pub anew: bool,
}

/// Why each document would have to be made; none for those that stand as they would be made.
///
/// # Errors
/// Every fault of texts and exhibits.
pub fn reasons(
    workshop: &Workshop,
    documents: &[Document],
    request: &Request,
    start: &Start<'_>,
) -> Outcome<Vec<Option<String>>> {
    let mut faults = Faults::new();
    let mut found = Vec::new();
    let all: Vec<usize> = (0..documents.len()).collect();
    let one = |task: usize| {
        let document = &documents[task];
        let composed = workshop.compose(document)?;
        Ok(start.standing(document, &composed).1.err())
    };
    for result in in_order(&all, request, documents.len(), &one) {
        match result {
            Some(Ok(reason)) => found.push(reason),
            Some(Err(fault)) => faults.append(fault),
            None => {}
        }
    }
    faults.check(found).map(|(found, _)| found)
}

/// Makes documents on `jobs` threads; each waits in `staging` as soon as it is finished. Documents that stand as they would
/// be made are left alone. `done` is called after each, from any thread. Files and records come in the order of the
/// documents, whatever the order of the work.
pub fn produce(
    workshop: &Workshop,
    documents: &[Document],
    request: &Request,
    start: &Start<'_>,
    staging: &Staging,
    done: &(dyn Fn(&Document) + Sync),
) -> Produced {
    let stage = |files: &[OutputFile]| -> Outcome<Vec<StagedFile>> {
        let all = || files.iter().map(|file| staging.add(file)).collect();
        workshop.timings.time("write: files", all)
    };
    let one = |task: usize| -> Outcome<Made> {
        let Some(document) = documents.get(task) else {
            let files = vec![workshop.stage_facts(staging)?];
            return Ok(Made { parts: Parts::new(), files, anew: true });
        };
        let result = workshop.compose(document).and_then(|composed| {
            let (parts, standing) = start.standing(document, &composed);
            match standing {
                Ok(files) => Ok(Made { parts, files, anew: false }),
                Err(_) => {
                    let files = stage(&workshop.files(document, &composed)?)?;
                    Ok(Made { parts, files, anew: true })
                }
            }
        });
        done(document);
        result
    };
    let results = in_order(&tasks(documents, request.shard), request, documents.len() + 1, &one);
    let mut produced = Produced {
        files: Vec::new(),
        made: Vec::new(),
        records: Vec::new(),
        faults: Faults::new(),
    };
    for (task, result) in results.into_iter().enumerate() {
        if let Some(document) = documents.get(task) {
            produced.records.push(record(document, result.as_ref()));
        }
        match result {
            Some(Ok(made)) => {
                produced.files.extend(made.files.iter().cloned());
                if let Some(document) = documents.get(task) {
                    produced.made.push((document.path(), made));
                }
            }
            Some(Err(faults)) => produced.faults.append(faults),
            None => {}
        }
    }
    produced
}

/// Does tasks on the threads of a request in this order; gives what came of each by its number, nothing for those that were
/// not begun because another failed.
fn in_order<T: Send>(
    tasks: &[usize],
    request: &Request,
    count: usize,
    one: &(dyn Fn(usize) -> Outcome<T> + Sync),
) -> Vec<Option<Outcome<T>>> {
    let next = AtomicUsize::new(0);
    let failed = AtomicUsize::new(0);
    let slots: Vec<Mutex<Option<Outcome<T>>>> = (0..count).map(|_| Mutex::new(None)).collect();
    let work = || {
        loop {
            let task = tasks.get(next.fetch_add(1, Ordering::Relaxed));
            let stop = !request.keep_going && failed.load(Ordering::Relaxed) > 0;
            let Some(task) = task.filter(|_| !stop) else { break };
            let result = one(*task);
            if result.is_err() {
                failed.fetch_add(1, Ordering::Relaxed);
            }
            *slots[*task].lock().expect("no thread panics while it holds a slot") = Some(result);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..request.jobs.clamp(1, tasks.len().max(1)) {
            std::thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, work)
                .expect("the system starts a thread");
        }
    });
    let inner = |slot: Mutex<Option<Outcome<T>>>| {
        slot.into_inner().expect("no thread panics while it holds a slot")
    };
    slots.into_iter().map(inner).collect()
}

/// The order of the work, as places of documents and, behind the last, of the table of facts, which the first shard makes:
/// what takes long first, so that no thread is left alone with it at the end.
fn tasks(documents: &[Document], shard: Option<Shard>) -> Vec<usize> {
    let weight = |task: &usize| match documents.get(*task).map(|document| document.kind) {
        Some(Kind::Article) => 0,
        None => 1,
        Some(Kind::National) => 2,
        Some(Kind::Policy | Kind::Quality | Kind::Industry | Kind::Region) => 3,
    };
    let facts = usize::from(shard.is_none_or(Shard::is_first));
    let mut tasks: Vec<usize> = (0..documents.len() + facts).collect();
    tasks.sort_by_key(weight);
    tasks
}

fn record(document: &Document, result: Option<&Outcome<Made>>) -> DocumentRecord {
    let (status, pages) = match result {
        Some(Ok(made)) => ("done", made.files.first().and_then(|file| file.pages)),
        Some(Err(_)) => ("failed", None),
        None => ("not started", None),
    };
    DocumentRecord::new(document, status, pages)
}
