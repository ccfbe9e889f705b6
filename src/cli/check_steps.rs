//! What `tradeprint check` says of a folder that is not complete: its files in the order in which to fill them.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::data::{FillState, Need, Step};
use crate::report::Kind;

/// The steps that a kind of report still waits for.
fn waiting(kind: Kind, steps: &[Step]) -> impl Iterator<Item = &Step> {
    steps.iter().filter(move |step| kind.needs(step.need) && step.state != FillState::Done)
}

/// Whether some kind of report waits for a step.
pub(super) fn incomplete(steps: &[Step]) -> bool {
    Kind::ALL.into_iter().any(|kind| waiting(kind, steps).next().is_some())
}

/// The table of steps, what each kind of report waits for, and what to do next.
pub(super) fn write(steps: &[Step], text: &mut String) {
    let _ = writeln!(
        text,
        "{:>4}  {:<24} {:<10} {:<15} what the reports have from it",
        "step", "file", "state", "needed by"
    );
    for step in steps {
        let _ = writeln!(
            text,
            "{:>4}  {:<24} {:<10} {:<15} {}",
            step.number,
            step.file,
            state(step),
            needed_by(step.need),
            step.gives
        );
    }
    let _ = writeln!(text, "reports, and the steps that each still waits for:");
    for kind in Kind::ALL {
        let numbers: Vec<usize> = waiting(kind, steps).map(|step| step.number).collect();
        let _ = match numbers.as_slice() {
            [] => writeln!(text, "  {:<9} none", kind.code()),
            numbers => writeln!(text, "  {:<9} {}", kind.code(), runs(numbers)),
        };
    }
    if let Some(next) = next(steps) {
        let _ = write!(text, "next: step {}, {}", next.number, next.file);
        let _ = match next.state {
            FillState::Faults => writeln!(text, ", whose faults are listed above"),
            _ if next.required.is_empty() => writeln!(text),
            _ => writeln!(text, ": each row needs {}", next.required.join(", ")),
        };
    }
}

/// Ascending numbers, neighbours as a run: 1-5, 7.
fn runs(numbers: &[usize]) -> String {
    let runs = numbers.chunk_by(|one, next| one + 1 == *next).map(|run| match run {
        [first, .., last] => format!("{first}-{last}"),
        single => single.iter().map(usize::to_string).collect(),
    });
    runs.collect::<Vec<_>>().join(", ")
}

/// The first step that some kind of report waits for.
fn next(steps: &[Step]) -> Option<&Step> {
    let waits = |step: &Step| Kind::ALL.into_iter().any(|kind| kind.needs(step.need));
    steps.iter().find(|step| step.state != FillState::Done && waits(step))
}

fn state(step: &Step) -> String {
    match step.state {
        FillState::Missing => "missing".to_owned(),
        FillState::Empty => "empty".to_owned(),
        FillState::Faults if step.faults == 1 => "1 fault".to_owned(),
        FillState::Faults => format!("{} faults", step.faults),
        FillState::Unchecked => "unchecked".to_owned(),
        FillState::Done => "done".to_owned(),
    }
}

/// All kinds of reports, those of them that need it, or none.
fn needed_by(need: Need) -> String {
    let kinds: Vec<&str> =
        Kind::ALL.into_iter().filter(|kind| kind.needs(need)).map(Kind::code).collect();
    match kinds.len() {
        0 => "optional".to_owned(),
        all if all == Kind::ALL.len() => "all".to_owned(),
        _ => kinds.join(", "),
    }
}

/// The same for other programs.
pub(super) fn as_json(steps: &[Step]) -> Value {
    let kinds = Kind::ALL.into_iter().map(|kind| {
        let files: Vec<&str> = waiting(kind, steps).map(|step| step.file).collect();
        (kind.code().to_owned(), json!({ "waits_for": files }))
    });
    json!({ "steps": steps, "reports": kinds.collect::<serde_json::Map<_, _>>() })
}
