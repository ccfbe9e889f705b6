//! `tradeprint build`.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;

use super::arguments::{BuildOptions, Common};
use super::progress::Progress;
use super::timings::Clock;
use super::{DONE, SOME_FAILED, USAGE, print, report, warn};
use crate::diagnostics::{Code, Diagnostic, Outcome, render};
use crate::production::{
    self, Beside, Made, Produced, Request, Start, Workshop, ingredients, produce,
};
use crate::publish::{
    Extent, FONT, LastRun, MadeBefore, PROGRAM, Parts, RunRecord, ShardRun, Staging, publish,
};
use crate::report::{Document, sha256};
use crate::vocabulary::{Conflict, Standards};

/// What a run makes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Everything, if anything has changed since the last run of the request.
    Changed,
    /// Everything.
    All,
    /// Nothing; it says what would be made.
    Tell,
}

impl Mode {
    fn of(options: &BuildOptions) -> Self {
        match (options.force, options.dry_run) {
            (true, _) => Self::All,
            (_, true) => Self::Tell,
            _ => Self::Changed,
        }
    }
}

/// Makes and publishes documents. Nothing is written unless every document succeeded, or `--keep-going` was given; nothing
/// is made if nothing has changed.
pub(super) fn run(common: &Common, options: &BuildOptions) -> Outcome<u8> {
    let clock = Clock::start(options);
    let timings = clock.table();
    let (keep_going, mode) = (options.keep_going, Mode::of(options));
    let standards = match Standards::new(&options.standard) {
        Ok(standards) => standards,
        Err(conflict) => {
            report(common, &refusal(&conflict).into());
            return Ok(USAGE);
        }
    };
    let request =
        Request { standards, shard: options.shard, ..common.request(&options.kinds, keep_going) };
    let told = format!("{:?} {}", common.diagnostics, told(&request));
    let record = RunRecord::new(&common.out, &told);
    let ingredients =
        timings.time("inputs: comparing with the last run", || ingredients(&request))?;
    let last = record.read();
    let reasons = match &last {
        Some(last) => record.differences(last, &ingredients),
        None => vec!["there is no record of an earlier run of this request".to_owned()],
    };
    if let Some(last) = last.filter(|_| reasons.is_empty() && mode != Mode::All) {
        stand(common, mode, &last);
        clock.show(&timings, options, request.jobs)?;
        return Ok(DONE);
    }
    let beside = Beside::new(common.out.clone(), ingredients[PROGRAM].clone(), mode != Mode::All);
    let (workshop, warnings) = Workshop::open_beside(&request, Some(&beside), timings)?;
    warn(common, &warnings);
    let all = workshop.documents(&request)?;
    let documents = request.shard.map_or_else(|| all.clone(), |shard| shard.share(all.clone()));
    let left_out = workshop.left_out(&request);
    warn(common, &left_out);
    let edition = &workshop.edition.data.catalogue.edition.id;
    let folder = common.out.join(edition);
    let before = MadeBefore::read(&common.out, edition);
    let before = if mode == Mode::All { before.forgotten() } else { before };
    let shared = |name: &&String| *name == PROGRAM || name.starts_with(FONT);
    let parts = ingredients.keys().filter(shared);
    let parts: Parts = parts.map(|name| (name.clone(), ingredients[name].clone())).collect();
    let start = Start { common: &parts, before: &before };
    if mode == Mode::Tell {
        let why = production::reasons(&workshop, &documents, &request, &start)?;
        let paths = documents.iter().map(|d| folder.join(d.path()).display().to_string());
        print(&plan(&reasons, paths.zip(why)));
        return Ok(DONE);
    }
    let staging = Staging::new(&common.out)?;
    let made = in_turn(&workshop, &documents, &request, &start, &staging, common.quiet)?;
    let (produced, turn) = made;
    let failed = produced.faults.has_errors();
    if failed {
        report(common, &produced.faults);
    }
    let extent = extent(&request, &all, !failed);
    let done = produced.records.iter().filter(|record| record.status == "done");
    let done: Vec<String> = done.map(|record| record.path.clone()).collect();
    workshop.timings.time("write: into place", || {
        publish(
            &folder,
            &workshop.edition,
            &workshop.templates_sha256,
            &produced.files,
            produced.records,
            &extent,
        )
    })?;
    let made = produced.made.iter();
    beside.leave();
    before.keep(made.map(|(path, made)| (path.as_str(), &made.parts, made.files.as_slice())));
    if !failed {
        let shown = [warnings, left_out].map(|found| render(&found, common.diagnostics.into()));
        let files = produced.files.iter().map(|file| file.path.as_str());
        let documents = done.iter().map(String::as_str);
        record.keep(edition, ingredients, shown.concat(), documents, files);
    }
    drop(turn);
    print(&lines(done.iter().map(|path| folder.join(path))));
    clock.show(&workshop.timings, options, request.jobs)?;
    Ok(if failed { SOME_FAILED } else { DONE })
}

/// Tells that nothing has changed.
fn stand(common: &Common, mode: Mode, last: &LastRun) {
    if mode == Mode::Tell {
        print("nothing has changed since the last run: no document would be made\n");
        return;
    }
    if !common.quiet {
        let _ = write!(std::io::stderr(), "{}", last.warnings);
        let _ = writeln!(std::io::stderr(), "nothing has changed since the last run");
    }
    print(&lines(last.documents.iter().map(|path| common.out.join(path))));
}

/// Makes what does not stand, and waits for the turn to publish it.
fn in_turn(
    workshop: &Workshop,
    documents: &[Document],
    request: &Request,
    start: &Start<'_>,
    staging: &Staging,
    quiet: bool,
) -> Outcome<(Produced, File)> {
    let make = |start: &Start<'_>| {
        let progress = Progress::of_documents(documents.len(), quiet);
        let produced = produce(workshop, documents, request, start, staging, &|document| {
            progress.done(&document.path());
        });
        progress.finish();
        let refused = produced.faults.has_errors() && !request.keep_going;
        if refused { Err(produced.faults) } else { Ok(produced) }
    };
    let mut produced = make(start)?;
    let turn = staging.turn()?;
    let still = |(path, made): &(String, Made)| {
        made.anew || start.before.standing(path, &made.parts).is_ok()
    };
    if !produced.made.iter().all(still) {
        // Another run has published in the meantime, from something else.
        let forgotten = start.before.clone().forgotten();
        produced = make(&Start { before: &forgotten, ..*start })?;
    }
    let anew = produced.made.iter().filter(|(_, made)| made.anew).count();
    let standing = produced.made.len() - anew;
    if standing > 0 && !quiet {
        let _ = writeln!(std::io::stderr(), "{anew} made, {standing} stand as they would be made");
    }
    Ok((produced, turn))
}

/// Paths, one a line.
fn lines(paths: impl Iterator<Item = PathBuf>) -> String {
    paths.map(|path| format!("{}\n", path.display())).collect()
}

/// What a run makes of an edition, if all its documents succeed or not.
fn extent(request: &Request, all: &[Document], succeeded: bool) -> Extent {
    let complete = request.is_complete() && request.languages.is_empty();
    match request.shard {
        Some(shard) => {
            // Where the folders lie differs from machine to machine; what they hold is compared by the manifests.
            let alike =
                Request { data: PathBuf::new(), templates: None, shard: None, ..request.clone() };
            Extent::Shard(ShardRun {
                shard,
                request: sha256(told(&alike).as_bytes()),
                complete,
                succeeded,
                documents: all.iter().map(Document::path).collect(),
            })
        }
        None if complete && succeeded => Extent::Whole,
        None => Extent::Part,
    }
}

/// A request as a text that is the same for the same files.
fn told(request: &Request) -> String {
    // How many threads work, and what happens after a fault, does not show in the files.
    format!("{:?}", Request { jobs: 1, keep_going: false, ..request.clone() })
}

/// What a run would make, and why: the reasons of the run, and each document with its own.
fn plan(reasons: &[String], documents: impl Iterator<Item = (String, Option<String>)>) -> String {
    let mut text = String::new();
    for reason in reasons {
        let _ = writeln!(text, "# {reason}");
    }
    for (document, why) in documents {
        let why = why.unwrap_or_else(|| "stands as it would be made".to_owned());
        let _ = writeln!(text, "{document}: {why}");
    }
    text
}

/// Why standards were refused.
fn refusal(conflict: &Conflict) -> Diagnostic {
    let names: Vec<&str> = conflict.standards.iter().map(|standard| standard.code()).collect();
    let message = match names.as_slice() {
        [_] => "no document can keep this standard",
        _ => "these standards cannot hold for one file",
    };
    Diagnostic::error(Code::StandardsExclude, message)
        .found(format!("`--standard {}`", names.join(",")))
        .hint(conflict.reason.clone())
}
