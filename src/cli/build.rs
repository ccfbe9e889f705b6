//! `tradeprint build`.

use std::fmt::Write as _;

use super::arguments::{Common, KindName};
use super::progress::Progress;
use super::{DONE, SOME_FAILED, USAGE, print, report, warn};
use crate::diagnostics::{Code, Diagnostic, Outcome};
use crate::production::{Request, Workshop, produce};
use crate::publish::publish;
use crate::vocabulary::{Conflict, Standard, Standards};

/// Makes and publishes documents. Nothing is written unless every document succeeded, or `--keep-going` was given.
pub(super) fn run(
    common: &Common,
    kinds: &[KindName],
    standards: &[Standard],
    keep_going: bool,
) -> Outcome<u8> {
    let standards = match Standards::new(standards) {
        Ok(standards) => standards,
        Err(conflict) => {
            report(common, &refusal(&conflict).into());
            return Ok(USAGE);
        }
    };
    let request = Request { standards, ..common.request(kinds, keep_going) };
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
