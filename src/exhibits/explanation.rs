//! The tree of a fact as a picture.

use std::collections::VecDeque;

use crate::facts::Explanation;
use crate::figures::{Status, Style, Svg, TreeBox, TreeDiagram, TreeNode};

/// Boxes of the picture, beside those that count what is left out.
const MOST_NODES: usize = 40;
/// Facts shown of the inputs of one fact.
const MOST_INPUTS: usize = 5;
/// Columns: the fact and three steps back.
const MOST_LEVELS: usize = 4;
/// Files named in a box of rows.
const MOST_FILES: usize = 3;
/// Significant digits of a value.
const DIGITS: i32 = 4;

/// The first steps of a tree as a picture: the nearest facts first, rows by file, what has no room counted.
pub fn explanation_picture(tree: &Explanation) -> Svg {
    let style = Style::default();
    let mut nodes = vec![TreeNode { parent: None, content: value_box(tree, &style) }];
    let mut open = VecDeque::from([(tree, 0_usize, 1_usize)]);
    while let Some((node, place, level)) = open.pop_front() {
        let facts = facts_by_weight(node);
        let rows: Vec<&str> =
            node.inputs.iter().filter(|i| i.value.is_none()).map(|i| i.name.as_str()).collect();
        if level >= MOST_LEVELS || nodes.len() >= MOST_NODES {
            if let (false, TreeBox::Value { closed, .. }) =
                (node.inputs.is_empty(), &mut nodes[place].content)
            {
                *closed = true;
            }
            continue;
        }
        let shown = facts.len().min(MOST_INPUTS).min(MOST_NODES - nodes.len());
        for input in &facts[..shown] {
            open.push_back((input, nodes.len(), level + 1));
            nodes.push(TreeNode { parent: Some(place), content: value_box(input, &style) });
        }
        let mut lines = files(&rows);
        let rest = facts.len() - shown + node.more;
        if rest > 0 {
            lines.push(format!("+ {rest} more"));
        }
        if !lines.is_empty() {
            nodes.push(TreeNode { parent: Some(place), content: TreeBox::Lines(lines) });
        }
    }
    TreeDiagram { nodes }.draw(&style)
}

/// The facts among the inputs in their order; of many parts of one sum the largest first.
fn facts_by_weight(node: &Explanation) -> Vec<&Explanation> {
    let mut facts: Vec<&Explanation> = node.inputs.iter().filter(|i| i.value.is_some()).collect();
    let ends = |fact: &Explanation| {
        let (measure, codes) = fact.name.split_once('/')?;
        Some((measure.to_owned(), codes.rsplit('/').next()?.to_owned()))
    };
    let alike = facts.windows(2).all(|pair| ends(pair[0]) == ends(pair[1]));
    if facts.len() > MOST_INPUTS && alike {
        let size = |fact: &Explanation| fact.value.unwrap_or(0.0).abs();
        facts.sort_by(|a, b| size(b).total_cmp(&size(a)));
    }
    facts
}

fn value_box(node: &Explanation, style: &Style) -> TreeBox {
    let status = match node.status {
        "observed" => Status::Observed,
        "estimated" => Status::Estimated,
        _ => Status::Projected,
    };
    let value = node.value.map_or(String::new(), |value| measured(value, node, style));
    TreeBox::Value {
        name: node.name.clone(),
        value,
        method: format!("{}: {}", node.method, node.formula),
        word: node.status.to_owned(),
        status,
        closed: node.repeated,
    }
}

/// The number in the multiple of its unit that suits it, with its interval.
fn measured(value: f64, node: &Explanation, style: &Style) -> String {
    let widest = node.interval.map_or(value.abs(), |(l, u)| value.abs().max(l.abs()).max(u.abs()));
    let beside = if value == 0.0 { widest } else { value.abs() };
    let multiples: &[(f64, &str)] = match node.unit {
        "t" => &[(1e6, "Mt"), (1e3, "kt"), (1.0, "t")],
        "USD" => &[(1e9, "bn USD"), (1e6, "mn USD"), (1.0, "USD")],
        "t/USD" => &[(1e-3, "kg/USD")],
        "1" => &[(1.0, "")],
        other => &[(1.0, other)],
    };
    let last = multiples.last().expect("each unit has a multiple");
    let (per, unit) = multiples.iter().find(|(per, _)| beside >= *per).unwrap_or(last);
    let decimals = decimals(beside / per);
    let text = |number: f64| style.numbers.text(number / per, decimals);
    let mut out = format!("{} {unit}", text(value)).trim_end().to_owned();
    if let Some((lower, upper)) = node.interval {
        out += &format!(" [{} to {}]", text(lower), text(upper));
    }
    out
}

/// Decimals that leave the significant digits; numbers beyond them stay whole.
fn decimals(number: f64) -> usize {
    if number == 0.0 {
        return 0;
    }
    let before = number.log10().floor() as i32 + 1;
    usize::try_from((DIGITS - before).clamp(0, 8)).unwrap_or(0)
}

/// Rows as lines of text: a file with its first line and how many more.
fn files(rows: &[&str]) -> Vec<String> {
    let mut found: Vec<(&str, &str, usize)> = Vec::new();
    for row in rows {
        let file = row.split(':').next().unwrap_or(row);
        match found.iter_mut().find(|(known, _, _)| *known == file) {
            Some((_, _, more)) => *more += 1,
            None => found.push((file, row, 0)),
        }
    }
    let mut lines: Vec<String> = found
        .iter()
        .take(MOST_FILES)
        .map(|(_, first, more)| match more {
            0 => (*first).to_owned(),
            more => format!("{first} + {more} more"),
        })
        .collect();
    let left: usize = found.iter().skip(MOST_FILES).map(|(_, _, more)| more + 1).sum();
    if left > 0 {
        lines.push(format!("+ {left} more"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(name: &str, value: f64, inputs: Vec<Explanation>) -> Explanation {
        Explanation {
            name: name.to_owned(),
            value: Some(value),
            unit: "t",
            interval: None,
            status: "estimated",
            method: "sum",
            formula: "sum of the inputs",
            repeated: false,
            inputs,
            more: 0,
        }
    }

    #[test]
    fn values_stand_in_the_multiple_that_suits_them() {
        let style = Style::default();
        let mut own = node("balance/all/RU/2030", 34_512_345.0, Vec::new());
        assert_eq!(measured(34_512_345.0, &own, &style), "34.51 Mt");
        own.interval = Some((-1_250_000.0, 60_000_000.0));
        let text = measured(34_512_345.0, &own, &style);
        assert_eq!(text, "34.51 Mt [\u{2212}1.25 to 60.00]");
        own.interval = None;
        assert_eq!(measured(0.0, &own, &style), "0 t");
        own.unit = "1";
        assert_eq!(measured(0.12345, &own, &style), "0.1235");
    }

    #[test]
    fn a_wide_tree_is_cut_and_says_by_how_much() {
        let leaves = (0..100).map(|i| node(&format!("embodied/{i}"), 1.0, Vec::new())).collect();
        let picture = explanation_picture(&node("balance/all", 1.0, leaves));
        assert!(picture.text.contains("+ 95 more"), "{}", picture.text);
        assert_eq!(picture.text.matches(">embodied<").count(), MOST_INPUTS);
    }

    #[test]
    fn rows_are_grouped_by_file() {
        let rows = ["trade.csv:7", "trade.csv:8", "concordance.csv:2", "a.csv:1", "b.csv:1"];
        let lines = files(&rows);
        assert_eq!(lines, ["trade.csv:7 + 1 more", "concordance.csv:2", "a.csv:1", "+ 1 more"]);
    }
}
