//! `tradeprint diff`.

mod page;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::arguments::Common;
use super::explain::rounded;
use super::{DONE, print};
use crate::comparison::{Cause, Comparison, EditionFolder, FactChange, What};
use crate::diagnostics::Outcome;
use crate::publish::{OutputFile, publish_loose};

/// Prints what has changed; of the facts the `most` that moved furthest.
pub(super) fn run(
    common: &Common,
    (old, new): (&Path, &Path),
    most: usize,
    json: bool,
    html: Option<&Path>,
) -> Outcome<u8> {
    let comparison = Comparison::new(&EditionFolder::read(old)?, &EditionFolder::read(new)?);
    if let Some(path) = html {
        let text = page::page(&common.library()?, &comparison, (old, new))?;
        let name =
            path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let folder = path.parent().unwrap_or(Path::new(""));
        publish_loose(folder, &[OutputFile::new(name, text.into_bytes())])?;
    }
    if json {
        let text = serde_json::to_string_pretty(&comparison).expect("plain structures serialise");
        print(&(text + "\n"));
    } else {
        print(&told(&comparison, most));
    }
    Ok(DONE)
}

fn told(comparison: &Comparison, most: usize) -> String {
    let Comparison { old, new, .. } = comparison;
    let mut text = String::new();
    for (name, side) in [("old", old), ("new", new)] {
        let _ = writeln!(text, "{name}: {} of {}, {}", side.edition, side.date, side.program);
    }
    if comparison.inputs.is_empty() {
        text.push_str("data: the same\n");
    }
    for input in &comparison.inputs {
        let _ = writeln!(text, "data: {} {}", input.file, word(input.what));
    }
    let templates = if comparison.templates_changed { "changed" } else { "the same" };
    let _ = writeln!(text, "templates: {templates}");
    tell_facts(comparison, most, &mut text);
    tell_documents(comparison, &mut text);
    text
}

fn tell_facts(comparison: &Comparison, most: usize, text: &mut String) {
    let facts = &comparison.facts;
    let count = |what| facts.iter().filter(|change| change.what == what).count();
    let _ = writeln!(
        text,
        "facts: {} the same, {} changed, {} new, {} gone",
        comparison.same_facts,
        count(What::Changed),
        count(What::New),
        count(What::Gone)
    );
    if facts.is_empty() {
        return;
    }
    let mut causes: BTreeMap<Cause, usize> = BTreeMap::new();
    for change in facts {
        *causes.entry(change.cause).or_default() += 1;
    }
    for (cause, count) in causes {
        let _ = writeln!(text, "  {}: {count}", reason(cause));
    }
    let first: Vec<&FactChange> = facts.iter().filter(|change| !change.follows).collect();
    let _ = writeln!(text, "  {} by themselves, {} follow", first.len(), facts.len() - first.len());
    list("by themselves, the furthest first", &first, most, text);
    let rest: Vec<&FactChange> = facts.iter().filter(|change| change.follows).collect();
    list("that follow, the furthest first", &rest, most, text);
}

/// The changes that moved furthest in per cent; what is new or gone has no distance and comes last.
fn list(title: &str, changes: &[&FactChange], most: usize, text: &mut String) {
    if changes.is_empty() || most == 0 {
        return;
    }
    let mut changes = changes.to_vec();
    by_distance(&mut changes);
    let _ = writeln!(text, "{title}:");
    for change in changes.iter().take(most) {
        let value = |side: &Option<crate::comparison::Statement>| match side {
            Some(said) => format!("{} {}", rounded(said.value), said.unit),
            None => "-".to_owned(),
        };
        let _ = write!(text, "  {}: {} -> {}", change.fact, value(&change.old), value(&change.new));
        match change.percent {
            Some(percent) => {
                let _ = writeln!(text, " ({percent:+.3}%)");
            }
            None => text.push('\n'),
        }
    }
    if changes.len() > most {
        let _ =
            writeln!(text, "  and {} more; --most N shows more, --json all", changes.len() - most);
    }
}

fn tell_documents(comparison: &Comparison, text: &mut String) {
    let documents = &comparison.documents;
    let _ = writeln!(
        text,
        "documents: {} the same, {} not",
        comparison.same_documents,
        documents.len()
    );
    for document in documents {
        let exhibits = match (document.what, document.exhibits.len()) {
            (What::Changed, 0) => ": figures and tables the same".to_owned(),
            (What::Changed, n) => format!(": {n} files of figures and tables"),
            _ => String::new(),
        };
        let _ = writeln!(text, "  {} {}{exhibits}", document.path, word(document.what));
    }
}

/// The furthest in per cent first; what has no distance comes last.
fn by_distance(changes: &mut [&FactChange]) {
    let distance = |change: &FactChange| change.percent.map_or(-1.0, f64::abs);
    changes.sort_by(|a, b| distance(b).total_cmp(&distance(a)).then_with(|| a.fact.cmp(&b.fact)));
}

fn reason(cause: Cause) -> &'static str {
    match cause {
        Cause::NewData => "new data",
        Cause::RevisedData => "revised data",
        Cause::NewMethod => "new method",
    }
}

fn word(what: What) -> &'static str {
    match what {
        What::New => "new",
        What::Gone => "gone",
        What::Changed => "changed",
    }
}
