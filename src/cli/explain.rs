//! `tradeprint explain`.

use std::fmt::Write as _;

use super::arguments::{Common, ExplainFormat};
use super::{DONE, print};
use crate::diagnostics::{Code, Diagnostic, Outcome};
use crate::facts::{Explanation, explain};
use crate::production::Workshop;

/// Prints the tree of a fact.
pub(super) fn run(common: &Common, fact: &str, format: ExplainFormat, depth: usize) -> Outcome<u8> {
    let (workshop, _) = Workshop::open(&common.request(&[], false))?;
    let facts = workshop.edition.facts();
    let tree = facts.names().key(fact).and_then(|key| explain(facts, &key, depth));
    let Some(tree) = tree else {
        let fault = Diagnostic::error(Code::UnknownFactId, "no fact has this id")
            .found(format!("`{fact}`"));
        let near = facts
            .iter()
            .map(|f| facts.names().id(&f.key))
            .map(|id| (strsim::levenshtein(fact, &id), id))
            .min();
        return Err(match near {
            Some((_, near)) => fault.hint(format!("the nearest is `{near}`")),
            None => fault,
        }
        .into());
    };
    let mut out = String::new();
    match format {
        ExplainFormat::Text => write_text(&tree, 0, &mut out),
        ExplainFormat::Json => {
            let text = serde_json::to_string_pretty(&tree).expect("plain structures serialise");
            let _ = writeln!(out, "{text}");
        }
    }
    print(&out);
    Ok(DONE)
}

fn write_text(node: &Explanation, level: usize, out: &mut String) {
    let indent = "  ".repeat(level);
    match node.value {
        None => {
            let _ = writeln!(out, "{indent}{}", node.name);
        }
        Some(value) => {
            let _ = write!(out, "{indent}{} = {value} {}", node.name, node.unit);
            if let Some((lower, upper)) = node.interval {
                let _ = write!(out, " [{lower} to {upper}]");
            }
            let _ = write!(out, "  ({}; {}: {})", node.status, node.method, node.formula);
            if node.repeated {
                out.push_str(" ...");
            }
            out.push('\n');
        }
    }
    for input in &node.inputs {
        write_text(input, level + 1, out);
    }
}
