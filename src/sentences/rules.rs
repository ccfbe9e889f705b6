//! What every message of a family has to turn on.

use super::{Tense, Way};
use crate::diagnostics::{Code, Diagnostic, Faults, Location};
use crate::text::{Messages, Shape};
use crate::vocabulary::{Measure, Nature};

/// The family of sentences about two facts.
pub const COMPARE: &str = "compare";
/// Messages that are told without a fact, and names of places; they turn on what they like.
const FREE: [&str; 2] = ["text", "region"];
/// How the name of a message ends that has no verb, and so no tense.
const NOUN: &str = "noun";

/// The attribute that names the measures of which a message speaks; without it, all of the nature.
const OF: &str = "of";

/// Whether a message may be told of a measure.
pub(super) fn allows(messages: &Messages, id: &str, measure: Measure) -> bool {
    measures(messages, id).is_none_or(|list| list.split(' ').any(|name| name == measure.as_str()))
}

/// The measures that a message is restricted to, as its file writes them.
fn measures(messages: &Messages, id: &str) -> Option<String> {
    messages.attribute(id, OF, &[]).ok().flatten()
}

/// The faults of a language's messages: one that may tell a direction that the fact does not have, or a projection as
/// the past, is refused before anything is told.
pub fn check(messages: &Messages) -> Faults {
    messages.shapes().filter_map(|(id, shape)| fault_of(messages, id, shape)).collect()
}

fn fault_of(messages: &Messages, id: &str, shape: &Shape) -> Option<Diagnostic> {
    let family = id.split('-').next().unwrap_or_default();
    let fault = |message: String, hint: &str| {
        let place = Location::file(messages.file());
        Some(
            Diagnostic::error(Code::SentenceUnsafe, message)
                .at(place)
                .found(format!("`{id}`"))
                .hint(hint),
        )
    };
    if FREE.contains(&family) {
        return None;
    }
    let nature = Nature::ALL.into_iter().find(|nature| nature.as_str() == family);
    let unknown = measures(messages, id).and_then(|list| {
        list.split(' ').find(|name| Measure::parse(name).is_none()).map(str::to_owned)
    });
    if let Some(name) = unknown {
        let hint = "`.of` lists names of measures with a space between, as in facts.csv";
        return fault(format!("there is no measure `{name}`"), hint);
    }
    let directed = match nature {
        Some(nature) => nature.has_way(),
        None if family == COMPARE => true,
        None => {
            let hint = "it begins with the nature of the facts that it tells (level, net, difference, share, change, \
                        points, rank, count, ratio, statistic), with `compare`, `text` or `region`";
            return fault("the name of the message begins with no family".into(), hint);
        }
    };
    if directed && !covers(shape, "way", &Way::KEYS) {
        let hint = "every path passes `{ $way -> [up] .. [down] .. [none] .. *[unsure] .. }` with these four";
        return fault("the message does not turn on the direction".into(), hint);
    }
    if !directed && shape.choices.contains_key("way") {
        let hint = "only net, difference, change, points and compare have a direction";
        return fault(format!("a {family} has no direction"), hint);
    }
    let is_noun = id.rsplit('-').next() == Some(NOUN);
    if !is_noun && !covers(shape, "tense", &Tense::KEYS) {
        let hint = "every path passes `{ $tense -> [past] .. *[would] .. }`; what has no verb is named `...-noun`";
        return fault("the message does not turn on the tense".into(), hint);
    }
    None
}

/// Whether every path passes a choice by the variable, and each such choice has all the keys.
fn covers(shape: &Shape, variable: &str, keys: &[&str]) -> bool {
    let has = |found: &std::collections::BTreeSet<String>| keys.iter().all(|k| found.contains(*k));
    shape.always.contains(variable) && shape.choices.get(variable).is_some_and(has)
}
