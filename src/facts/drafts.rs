//! Facts that are made side by side and then put into the table in a fixed order.

use super::lineage::Lineages;
use super::{Fact, FactTable, Input};

/// Where facts go: a table, or drafts for it.
pub trait Insert {
    /// Adds a fact that was computed from these inputs; they become its lineage.
    fn insert(&mut self, fact: Fact, inputs: &[Input]);
}

/// Facts that wait for their place in a table.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    pub(super) facts: Vec<Fact>,
    pub(super) lineages: Lineages,
}

impl Insert for Drafts {
    fn insert(&mut self, mut fact: Fact, inputs: &[Input]) {
        fact.lineage = self.lineages.intern(&fact.key, inputs);
        self.facts.push(fact);
    }
}

impl Insert for FactTable {
    fn insert(&mut self, fact: Fact, inputs: &[Input]) {
        FactTable::insert(self, fact, inputs);
    }
}
