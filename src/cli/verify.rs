//! `tradeprint verify`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::arguments::Common;
use super::{DONE, print};
use crate::diagnostics::{Code, Diagnostic, Faults, Location, Outcome};
use crate::production::{Request, Workshop};
use crate::verification::{Evidence, request, verify};

/// Compares each PDF with the data folder; one line for each that agrees.
pub(super) fn run(common: &Common, files: &[PathBuf]) -> Outcome<u8> {
    let base = common.request(&[], false);
    let mut faults = Faults::new();
    // Documents of one edition share parameters: the workshop is opened once for them.
    let mut open: Option<(Request, Workshop)> = None;
    let mut lines = String::new();
    for file in files {
        match one(file, &base, &mut open) {
            Ok(()) => {
                let _ = writeln!(lines, "{}: agrees with {}", file.display(), base.data.display());
            }
            Err(found) => faults.append(found),
        }
    }
    print(&lines);
    faults.check(DONE).map(|(code, _)| code)
}

fn one(file: &Path, base: &Request, open: &mut Option<(Request, Workshop)>) -> Outcome<()> {
    let shown = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| {
        Diagnostic::error(Code::NotOurs, "the file cannot be read")
            .at(Location::file(&shown))
            .found(error.to_string())
    })?;
    let evidence = Evidence::read(&shown, bytes)?;
    let wanted = request(&evidence, base);
    let fits = |open: &(Request, Workshop)| open.0.overrides == wanted.overrides;
    if !open.as_ref().is_some_and(fits) {
        *open = Some((wanted.clone(), Workshop::open(&wanted)?.0));
    }
    let (_, workshop) = open.as_ref().expect("opened above");
    verify(&evidence, workshop, &wanted)
}
