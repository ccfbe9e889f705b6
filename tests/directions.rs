//! Templates leave directions to the sentence makers: a sentence that prints a number, or that stands under a question
//! about a sign, says no direction of its own (`say` and `compare` do, from the fact).

use crate::synthetic::root;

/// Beginnings of words that tell a direction.
const WORDS: [&str; 20] = [
    "rose", "rise", "rising", "risen", "fell", "fall", "grew", "grow", "increas", "decreas",
    "declin", "drop", "climb", "shrink", "shrank", "raise", "lowered", "lowers", "doubl", "halv",
];

/// A direction in a text of a template where the fact should tell it.
fn directions(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    // One entry an open tag: whether it asks for a sign.
    let mut open: Vec<(String, bool)> = Vec::new();
    let mut sentence = String::new();
    let mut prints = false;
    let mut judge = |sentence: &mut String, prints: &mut bool, asked: bool| {
        let small = sentence.to_lowercase();
        let mut words = small.split(|c: char| !c.is_alphabetic());
        let word = words.find(|word| WORDS.iter().any(|start| word.starts_with(start)));
        if let Some(word) = word.filter(|_| *prints || asked) {
            found.push(format!("{word}: {}", sentence.trim()));
        }
        sentence.clear();
        *prints = false;
    };
    let mut rest = source;
    while !rest.is_empty() {
        let asked = open.iter().any(|(_, sign)| *sign);
        if let Some(after) = rest.strip_prefix("{{") {
            let (inner, after) = after.split_once("}}").unwrap_or((after, ""));
            let told = ["say(", "compare(", "text(", "label("].iter().any(|f| inner.contains(f));
            if told {
                sentence.push('◇');
            } else {
                sentence.push('◆');
                prints |= inner.contains('|') && !inner.contains("lower");
            }
            rest = after;
        } else if let Some(after) = rest.strip_prefix("{##") {
            rest = after.split_once("##}").map_or("", |(_, after)| after);
        } else if let Some(after) = rest.strip_prefix("{%") {
            let (inner, after) = after.split_once("%}").unwrap_or((after, ""));
            let inner = inner.trim_matches(['-', '+']).trim();
            let sign = [".positive", ".negative", "cmp("].iter().any(|q| inner.contains(q));
            let name = inner.split_whitespace().next().unwrap_or_default();
            match name {
                "if" | "for" | "macro" => {
                    judge(&mut sentence, &mut prints, asked);
                    open.push((name.to_owned(), sign));
                }
                "elif" | "else" => {
                    judge(&mut sentence, &mut prints, asked);
                    if let Some(last) = open.last_mut() {
                        last.1 |= sign;
                    }
                }
                "endif" | "endfor" | "endmacro" => {
                    judge(&mut sentence, &mut prints, asked);
                    open.pop();
                }
                _ => {}
            }
            rest = after;
        } else {
            let c = rest.chars().next().expect("not empty");
            sentence.push(c);
            rest = &rest[c.len_utf8()..];
            let ends = matches!(c, '.' | '!' | '?' | '|') && rest.starts_with(char::is_whitespace);
            if ends || c == '\n' && rest.starts_with(['\n', '>', '#', '-']) {
                judge(&mut sentence, &mut prints, asked);
            }
        }
    }
    judge(&mut sentence, &mut prints, false);
    found
}

fn strings(value: &toml::Value, out: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => out.push(text.clone()),
        toml::Value::Array(items) => items.iter().for_each(|item| strings(item, out)),
        toml::Value::Table(table) => table.values().for_each(|item| strings(item, out)),
        _ => {}
    }
}

#[test]
fn numbers_are_told_by_sentence_makers() {
    let mut found = Vec::new();
    let mut folders = vec![root().join("templates/en")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let kind = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            let mut texts = Vec::new();
            match kind {
                "md" => texts.push(source),
                "toml" => strings(&source.parse().map(toml::Value::Table).unwrap(), &mut texts),
                _ => {}
            }
            for told in texts.iter().flat_map(|text| directions(text)) {
                let name = path.strip_prefix(root()).unwrap().display();
                found.push(format!("{name}: {told}"));
            }
        }
    }
    found.sort();
    assert!(found.is_empty(), "{} sentences:\n{}", found.len(), found.join("\n"));
}

#[test]
fn a_direction_beside_a_number_is_seen() {
    assert_eq!(directions("The total rose by {{ g|change_abs }}. It fell.").len(), 1);
    assert_eq!(directions("{% if g.positive %}Trade grew.{% endif %} A line falls.").len(), 1);
    assert_eq!(directions("The total {{ g|say(\"moved\") }}; a falling line is cut.").len(), 0);
    assert_eq!(directions("{{ name|lower }} falls").len(), 0);
}
