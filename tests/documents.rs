//! The documents say what the program does.

use std::collections::BTreeSet;

use tradeprint::diagnostics::Code;

use crate::synthetic::{root, shipped};

fn document(name: &str) -> String {
    std::fs::read_to_string(root().join("docs").join(name)).expect("the document is there")
}

/// Sections of a document by their heading, in order.
fn sections<'a>(text: &'a str, mark: &str) -> Vec<(&'a str, &'a str)> {
    text.split(mark)
        .skip(1)
        .map(|section| section.split_once('\n').expect("a heading ends its line"))
        .collect()
}

#[test]
fn every_code_is_explained_with_an_example_and_what_to_do() {
    let text = document("diagnostics.md");
    let found = sections(&text, "\n### ");
    let codes: Vec<&str> = found.iter().map(|(code, _)| *code).collect();
    let all: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(
        codes, all,
        "docs/diagnostics.md lists the codes of src/diagnostics/code.rs in their order"
    );
    for (code, (_, section)) in Code::ALL.iter().zip(found) {
        assert!(section.contains(code.meaning()), "{code}: the meaning is not that of the code");
        let example = section.split("```").nth(1).unwrap_or_default();
        assert!(example.contains(&format!("[{code}]")), "{code}: the example shows another code");
        assert!(section.contains("**What to do.**"), "{code}: what to do?");
    }
}

#[test]
fn every_code_is_used_somewhere_or_not_there() {
    let mut sources = String::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("readable") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("diagnostics/code.rs") {
                sources += &std::fs::read_to_string(path).unwrap_or_default();
            }
        }
    }
    for code in Code::ALL {
        assert!(
            sources.contains(&format!("Code::{code:?}")),
            "{code} ({code:?}) is never reported"
        );
    }
}

/// The header of a table.
fn columns(file: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(shipped().join(file)).expect("readable");
    let header = text.lines().next().expect("a header");
    header.split(',').map(str::to_owned).collect()
}

#[test]
fn every_file_and_column_of_the_data_folder_is_described() {
    let text = document("data-folder.md");
    let mut files: Vec<String> = std::fs::read_dir(shipped())
        .expect("readable")
        .map(|entry| entry.expect("readable"))
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().into_string().expect("UTF-8"))
        .collect();
    files.sort();
    files.push("regional_trade.csv".to_owned());
    for file in files {
        let heading = format!("# `{file}`");
        let section = text
            .split(&heading)
            .nth(1)
            .unwrap_or_else(|| panic!("{file} has no section"))
            .split("\n#")
            .next()
            .unwrap_or_default();
        if !file.ends_with(".csv") || !shipped().join(&file).is_file() {
            continue;
        }
        let described: BTreeSet<String> = section
            .lines()
            .filter(|line| line.starts_with("| `"))
            .flat_map(|line| line.split('|').nth(1).unwrap_or_default().split(','))
            .map(|name| name.trim().trim_matches('`').to_owned())
            .collect();
        for column in columns(&file) {
            assert!(described.contains(&column), "{file}: `{column}` is not described");
        }
    }
}

#[test]
fn the_methods_that_facts_name_have_a_formula() {
    for method in tradeprint::facts::Method::ALL {
        assert!(!method.formula().is_empty() && !method.as_str().contains('-'));
    }
}
