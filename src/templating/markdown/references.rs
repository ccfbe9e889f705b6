//! What chapters define and what they refer to, over all chapters of a document.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, Faults};
use crate::templating::Place;

/// Something a chapter can refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::templating) enum Target {
    /// A placed figure.
    Figure,
    /// A placed table.
    Table,
    /// A numbered equation.
    Equation,
    /// A heading with an identifier.
    Section,
}

impl Target {
    /// The prefix in Markdown and in labels.
    pub(in crate::templating) fn prefix(self) -> &'static str {
        match self {
            Target::Figure => "fig",
            Target::Table => "tab",
            Target::Equation => "eq",
            Target::Section => "sec",
        }
    }

    /// The target of a prefix.
    pub(super) fn of_prefix(prefix: &str) -> Option<Self> {
        [Target::Figure, Target::Table, Target::Equation, Target::Section]
            .into_iter()
            .find(|target| target.prefix() == prefix)
    }
}

/// Targets, references and citations of a document.
#[derive(Default)]
pub(in crate::templating) struct References {
    defined: BTreeMap<(Target, String), Place>,
    figures: Vec<String>,
    used: Vec<((Target, String), Place)>,
    cited: Vec<(String, Place)>,
}

impl References {
    /// Registers a target; two of the same name are a fault.
    pub(super) fn define(&mut self, target: Target, id: &str, place: Place, faults: &mut Faults) {
        if let Some(first) = self.defined.get(&(target, id.to_owned())) {
            let text = "the same figure, table, equation or section stands twice";
            let diagnostic = Diagnostic::error(Code::UnknownReference, text)
                .found(format!("{}:{id}", target.prefix()))
                .hint(format!("the first stands at {}", first.location));
            faults.push(place.on(diagnostic));
            return;
        }
        self.defined.insert((target, id.to_owned()), place);
        if target == Target::Figure {
            self.figures.push(id.to_owned());
        }
    }

    /// Names of the placed figures, in the order of their numbers.
    pub(in crate::templating) fn figures(&self) -> &[String] {
        &self.figures
    }

    /// Registers a reference.
    pub(super) fn refer(&mut self, target: Target, id: &str, place: Place) {
        self.used.push(((target, id.to_owned()), place));
    }

    /// Registers a citation.
    pub(super) fn cite(&mut self, key: &str, place: Place) {
        self.cited.push((key.to_owned(), place));
    }

    /// Whether any work is cited.
    pub(in crate::templating) fn cites(&self) -> bool {
        !self.cited.is_empty()
    }

    /// Checks that every reference has a target, every placed figure and table is given, every given one is
    /// placed, and every cited work is known.
    pub(in crate::templating) fn check(
        &self,
        given: &BTreeSet<(Target, String)>,
        works: &BTreeSet<String>,
        faults: &mut Faults,
    ) {
        let fault = |text: &str, found: String| {
            Diagnostic::error(Code::UnknownReference, text).found(found)
        };
        let name = |(target, id): &(Target, String)| format!("{}:{id}", target.prefix());
        for (key, place) in &self.defined {
            let from_input = matches!(key.0, Target::Figure | Target::Table);
            if from_input && !given.contains(key) {
                let text = "the document has no such figure or table";
                faults.push(place.on(fault(text, name(key))));
            }
        }
        for key in given.iter().filter(|key| !self.defined.contains_key(*key)) {
            let text = "a figure or table of the document is placed in no chapter";
            let hint = format!("place it with ![]({}) alone in a paragraph", name(key));
            faults.push(fault(text, name(key)).hint(hint));
        }
        for (key, place) in self.used.iter().filter(|(key, _)| !self.defined.contains_key(key)) {
            faults.push(place.on(fault("a reference has no target", name(key))));
        }
        for (key, place) in self.cited.iter().filter(|(key, _)| !works.contains(key)) {
            let near = works.iter().map(|w| (strsim::damerau_levenshtein(key, w), w)).min();
            let mut diagnostic = fault("the bibliography has no such work", key.clone());
            if let Some((_, work)) = near {
                diagnostic = diagnostic.hint(format!("the nearest key is {work}"));
            }
            faults.push(place.on(diagnostic));
        }
    }
}
