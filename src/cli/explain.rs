//! `tradeprint explain`.

use std::fmt::Write as _;

use super::arguments::{Common, ExplainFormat};
use super::{DONE, print};
use crate::diagnostics::{Code, Diagnostic, Outcome};
use crate::exhibits::explanation_picture;
use crate::facts::{Explanation, Limits, explain};
use crate::production::analysed;

/// Prints the tree of a fact.
pub(super) fn run(
    common: &Common,
    fact: &str,
    format: ExplainFormat,
    limits: Limits,
) -> Outcome<u8> {
    let (_, analysis, _) = analysed(&common.request(&[], false))?;
    let facts = &analysis.facts;
    let tree = facts.names().key(fact).and_then(|key| explain(facts, &key, limits));
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
        ExplainFormat::Svg => out.push_str(&explanation_picture(&tree).text),
    }
    print(&out);
    Ok(DONE)
}

/// A number to seven significant digits, whole where it has more before the point. JSON has all digits.
pub(super) fn rounded(value: f64) -> String {
    const DIGITS: i32 = 7;
    if value == 0.0 {
        return "0".to_owned();
    }
    let before = value.abs().log10().floor() as i32 + 1;
    let decimals = usize::try_from((DIGITS - before).max(0)).unwrap_or(0);
    let text = format!("{value:.decimals$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

fn write_text(node: &Explanation, level: usize, out: &mut String) {
    let indent = "  ".repeat(level);
    match node.value {
        None => {
            let _ = writeln!(out, "{indent}{}", node.name);
        }
        Some(value) => {
            let _ = write!(out, "{indent}{} = {} {}", node.name, rounded(value), node.unit);
            if let Some((lower, upper)) = node.interval {
                let _ = write!(out, " [{} to {}]", rounded(lower), rounded(upper));
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
    if node.more > 0 {
        let _ = writeln!(out, "{indent}  + {} more", node.more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_seven_digits() {
        for (value, text) in [
            (34_475_035.011, "34475035"),
            (0.000_457_812_345, "0.0004578123"),
            (-1.5, "-1.5"),
            (0.0, "0"),
            (1_000.0, "1000"),
            (12.345_678_9, "12.34568"),
        ] {
            assert_eq!(rounded(value), text);
        }
    }
}
