//! Which facts a document rests on.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use crate::facts::FactKey;

/// The facts that the texts of one document asked for. Clones note into the same list, so that the functions of a
/// template engine can share it.
#[derive(Clone, Debug, Default)]
pub struct Reading(Arc<Mutex<BTreeSet<FactKey>>>);

impl Reading {
    /// Notes a fact.
    pub(super) fn note(&self, key: FactKey) {
        self.0.lock().expect("no thread panics while it notes").insert(key);
    }

    /// The facts so far, each once.
    pub fn facts(&self) -> BTreeSet<FactKey> {
        self.0.lock().expect("no thread panics while it notes").clone()
    }
}
