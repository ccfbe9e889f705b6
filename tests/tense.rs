//! A projection is never told as something that happened: every sentence with a projected number says so in words, not
//! by the raised mark alone.

use tradeprint::production::{Request, Workshop};
use tradeprint::templating::Content;

use crate::synthetic::{root, shipped};

/// Words, one of which a sentence with a projected number has. A word stands for all that begin with it.
const WORDS: [&str; 14] = [
    "would",
    "if",
    "were",
    "trend",
    "projected",
    "projection",
    "continu",
    "scenario",
    "horizon",
    "forecast",
    "baseline",
    "line",
    "assum",
    "goal",
];

/// The templates with every mark printed, also where a text leaves it out.
fn marked(to: &std::path::Path) {
    let from = root().join("templates");
    let mut folders = vec![from.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the templates are read") {
            let path = entry.expect("the templates are read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "md") {
                let target = to.join(path.strip_prefix(&from).expect("the templates are read"));
                std::fs::create_dir_all(target.parent().expect("the templates are read"))
                    .expect("the templates are read");
                let text = std::fs::read_to_string(&path).expect("the templates are read");
                std::fs::write(target, text.replace("flag=false", "flag=true"))
                    .expect("the templates are read");
            }
        }
    }
}

/// The running text of Typst code as written for a chapter, with `◆` for the raised mark of a projection; blocks are
/// parted by line breaks.
fn prose(code: &str) -> String {
    let mut out = String::new();
    let mut raised = false;
    for line in code.lines() {
        let line = line.trim();
        raised |= line.starts_with("super(");
        if let Some(text) = line.strip_prefix("text(\"").and_then(|rest| rest.strip_suffix("\")")) {
            match text {
                "p" if raised => out.push('◆'),
                _ => out.push_str(text),
            }
            raised = false;
        } else if line == "[ ]" {
            out.push(' ');
        } else if [
            "parbreak",
            "par(",
            "list",
            "enum",
            "heading",
            "callout",
            "headline",
            "table",
            "plain-table",
        ]
        .iter()
        .any(|block| line.contains(block))
        {
            out.push('\n');
        }
    }
    out
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .flat_map(|line| line.split_inclusive(". "))
        .flat_map(|part| part.split_inclusive("? "))
}

#[test]
fn projected_numbers_are_told_as_projections() {
    let folder = tempfile::tempdir().unwrap();
    marked(folder.path());
    let request = Request {
        templates: Some(folder.path().to_owned()),
        languages: vec!["en".into()],
        ..crate::requests::everything(&shipped())
    };
    let (workshop, _) = Workshop::open(&request).expect("the shipped folder opens");
    let (mut found, mut seen) = (Vec::new(), 0);
    for document in workshop.documents(&request).expect("documents") {
        let composed = workshop.compose(&document).expect("a document");
        for (path, file) in &composed.project.files {
            let Content::Bytes(code) = &file.content else { continue };
            if !path.starts_with("/chapters/") {
                continue;
            }
            let text = prose(std::str::from_utf8(code).expect("code is text"));
            for sentence in sentences(&text).filter(|s| s.contains('◆')) {
                seen += 1;
                let small = sentence.to_lowercase();
                let mut words = small.split(|c: char| !c.is_alphabetic());
                if !words.any(|word| WORDS.iter().any(|start| word.starts_with(start))) {
                    found.push(format!("{} {path}: {}", document.slug, sentence.trim()));
                }
            }
        }
    }
    assert!(seen > 500, "only {seen} sentences hold a projected number");
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{} sentences:\n{}", found.len(), found.join("\n"));
}
