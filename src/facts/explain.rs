//! Where a number comes from: the tree of a fact down to file and row.

use serde::Serialize;

use super::{Fact, FactKey, FactTable, Input};
use crate::vocabulary::Symbol;

/// A node of the tree: a fact, or a row of a table.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// Id of the fact, or `file:line`.
    pub name: String,
    /// Value in the base unit; none for a row.
    pub value: Option<f64>,
    /// Unit; empty for a row.
    pub unit: &'static str,
    /// 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// Status; empty for a row.
    pub status: &'static str,
    /// Method; empty for a row.
    pub method: &'static str,
    /// Formula in words; empty for a row.
    pub formula: &'static str,
    /// Whether the inputs of this fact are shown elsewhere in the tree.
    pub repeated: bool,
    /// What it was computed from.
    pub inputs: Vec<Explanation>,
}

/// The tree of a fact. A fact that stands twice is opened at its first place only, so that the tree stays
/// readable; `depth` limits how far facts are opened (rows always show).
pub fn explain(table: &FactTable, key: &FactKey, depth: usize) -> Option<Explanation> {
    let fact = table.get(key)?;
    let mut seen = std::collections::HashSet::new();
    Some(open(table, fact, depth, &mut seen))
}

fn open(
    table: &FactTable,
    fact: &Fact,
    depth: usize,
    seen: &mut std::collections::HashSet<FactKey>,
) -> Explanation {
    let repeated = !seen.insert(fact.key);
    let mut inputs = Vec::new();
    if !repeated && depth > 0 {
        for input in &fact.inputs {
            match input {
                Input::Row(row) => inputs.push(leaf(table.names().row(row))),
                Input::Fact(key) => {
                    for member in members(table, key) {
                        inputs.push(open(table, member, depth - 1, seen));
                    }
                }
            }
        }
    }
    Explanation {
        name: table.names().id(&fact.key),
        value: Some(fact.value),
        unit: fact.key.measure.unit().as_str(),
        interval: fact.interval,
        status: fact.status.as_str(),
        method: fact.method.as_str(),
        formula: fact.method.formula(),
        repeated: repeated || (depth == 0 && !fact.inputs.is_empty()),
        inputs,
    }
}

fn leaf(name: String) -> Explanation {
    Explanation {
        name,
        value: None,
        unit: "",
        interval: None,
        status: "",
        method: "",
        formula: "",
        repeated: false,
        inputs: Vec::new(),
    }
}

/// The facts that an input names: one, or with a pattern each that fits it (never totals or groups).
fn members<'a>(table: &'a FactTable, key: &FactKey) -> Vec<&'a Fact> {
    if key.industry != Symbol::EACH && key.region != Symbol::EACH {
        return table.get(key).into_iter().collect();
    }
    table.expand(key).collect()
}
