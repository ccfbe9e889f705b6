//! `tradeprint build`.

use std::fmt::Write as _;

use super::arguments::{Common, KindName};
use super::progress::Progress;
use super::{DONE, SOME_FAILED, print, report, warn};
use crate::diagnostics::Outcome;
use crate::production::{Workshop, produce};
use crate::publish::publish;

/// Makes and publishes documents. Nothing is written unless every document succeeded, or `--keep-going` was given.
pub(super) fn run(common: &Common, kinds: &[KindName], keep_going: bool) -> Outcome<u8> {
    let request = common.request(kinds, keep_going);
    let (workshop, warnings) = Workshop::open(&request)?;
    warn(common, &warnings);
    let documents = workshop.documents(&request)?;
    warn(common, &workshop.left_out(&request));
    let progress = Progress::new(documents.len(), common.quiet);
    let produced = produce(&workshop, &documents, &request, &|document| {
        progress.done(&document.path());
    });
    progress.finish();
    let failed = produced.faults.has_errors();
    if failed && !keep_going {
        return Err(produced.faults);
    }
    if failed {
        report(common, &produced.faults);
    }
    let folder = common.out.join(&workshop.edition.data.catalogue.edition.id);
    let complete = request.is_complete() && request.languages.is_empty() && !failed;
    let mut lines = String::new();
    for record in produced.records.iter().filter(|record| record.status == "done") {
        let _ = writeln!(lines, "{}", folder.join(&record.path).display());
    }
    publish(
        &folder,
        &workshop.edition,
        &workshop.templates_sha256,
        &produced.files,
        produced.records,
        complete,
    )?;
    print(&lines);
    Ok(if failed { SOME_FAILED } else { DONE })
}
