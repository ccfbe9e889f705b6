//! Where a number comes from: the tree of a fact down to file and row.

use std::collections::HashSet;

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
    /// Inputs for which there is no room.
    pub more: usize,
}

/// How far a tree is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Steps from the root; rows always show.
    pub depth: usize,
    /// Inputs of one fact; of more than these, some are counted only.
    pub breadth: usize,
}

impl Limits {
    /// Down to every row.
    pub const NONE: Limits = Limits { depth: usize::MAX, breadth: usize::MAX };
}

/// The tree of a fact. A fact that stands twice is opened at its first place only, so that the tree stays readable.
/// Inputs keep the order of the formula. Where a pattern stands for more facts than the breadth allows, those that are
/// largest without their sign are shown.
pub fn explain(table: &FactTable, key: &FactKey, limits: Limits) -> Option<Explanation> {
    let fact = table.get(key)?;
    let mut opening = Opening { table, breadth: limits.breadth, seen: HashSet::new() };
    Some(opening.fact(fact, limits.depth))
}

struct Opening<'a> {
    table: &'a FactTable,
    breadth: usize,
    seen: HashSet<FactKey>,
}

impl Opening<'_> {
    fn fact(&mut self, fact: &Fact, depth: usize) -> Explanation {
        let repeated = !self.seen.insert(fact.key);
        let (mut inputs, mut more) = (Vec::new(), 0);
        if !repeated && depth > 0 {
            for input in self.table.inputs(fact) {
                more += self.input(&input, depth - 1, &mut inputs);
            }
        }
        Explanation {
            name: self.table.names().id(&fact.key),
            value: Some(fact.value),
            unit: fact.key.measure.unit().as_str(),
            interval: fact.interval,
            status: fact.status.as_str(),
            method: fact.method.as_str(),
            formula: fact.method.formula(),
            repeated: repeated || (depth == 0 && self.table.inputs(fact).len() > 0),
            inputs,
            more,
        }
    }

    /// Adds what an input stands for; gives how much of it has no room.
    fn input(&mut self, input: &Input, depth: usize, into: &mut Vec<Explanation>) -> usize {
        let room = self.breadth.saturating_sub(into.len());
        match input {
            Input::Row(_) if room == 0 => 1,
            Input::Row(row) => {
                into.push(leaf(self.table.names().row(row)));
                0
            }
            Input::Fact(key) => {
                let mut members = members(self.table, key);
                let more = members.len().saturating_sub(room);
                if more > 0 {
                    let mut order: Vec<usize> = (0..members.len()).collect();
                    order.sort_by(|a, b| {
                        members[*b].value.abs().total_cmp(&members[*a].value.abs()).then(a.cmp(b))
                    });
                    order.truncate(room);
                    members = order.into_iter().map(|place| members[place]).collect();
                }
                for member in members {
                    into.push(self.fact(member, depth));
                }
                more
            }
        }
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
        more: 0,
    }
}

/// The facts that an input names: one, or with a pattern each that fits it (never totals or groups).
fn members<'a>(table: &'a FactTable, key: &FactKey) -> Vec<&'a Fact> {
    if key.industry != Symbol::EACH && key.region != Symbol::EACH {
        return table.get(key).into_iter().collect();
    }
    table.expand(key).collect()
}
