//! Two editions beside each other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

use crate::synthetic::root;

/// The policy annex of a data folder, with the table of all facts.
fn build(data: &Path, out: &Path) {
    let mut command = Command::cargo_bin("tradeprint").expect("the program is built");
    command.arg("--data").arg(data).arg("--out").arg(out);
    command.args(["--quiet", "build", "policy"]).assert().success();
}

fn diff(old: &Path, new: &Path) -> Value {
    let mut command = Command::cargo_bin("tradeprint").expect("the program is built");
    let found = command.arg("diff").arg(old).arg(new).arg("--json").assert().success();
    serde_json::from_slice(&found.get_output().stdout).expect("JSON")
}

/// Value, unit, interval, status and method of each fact, as text.
fn facts(edition: &Path) -> BTreeMap<String, Vec<String>> {
    let mut reader = csv::Reader::from_path(edition.join("facts.csv")).expect("facts.csv");
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| (row[0].to_owned(), (8..14).map(|x| row[x].to_owned()).collect())).collect()
}

#[test]
fn exactly_the_facts_that_moved_are_named() {
    let folder = TempDir::new().expect("a temporary folder");
    let data = folder.path().join("data");
    std::fs::create_dir(&data).expect("a folder");
    for entry in std::fs::read_dir(root().join("data/ru-cn")).expect("the shipped folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            continue;
        }
        std::fs::copy(&path, data.join(path.file_name().expect("a name"))).expect("a copy");
    }
    // One cell: a weight of one region in one year, one per cent less.
    let weights = data.join("regional_weights.csv");
    let text = std::fs::read_to_string(&weights).expect("text");
    let line = text.lines().find(|l| l.starts_with("manufacturing,RU-PRI,2019,")).expect("a row");
    let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
    let share: f64 = cells[3].parse().expect("a number");
    cells[3] = (share * 0.99).to_string();
    std::fs::write(&weights, text.replacen(line, &cells.join(","), 1)).expect("written");

    let (old, new) = (folder.path().join("old"), folder.path().join("new"));
    build(&root().join("data/ru-cn"), &old);
    build(&data, &new);
    let (old, new) = (old.join("2021"), new.join("2021"));
    let found = diff(&old, &new);
    let changes = found["facts"].as_array().expect("facts");

    // The second road: the lines of the two tables themselves.
    let (was, is) = (facts(&old), facts(&new));
    assert_eq!(was.keys().collect::<Vec<_>>(), is.keys().collect::<Vec<_>>());
    let moved: BTreeSet<&str> =
        was.iter().filter(|(id, row)| is[*id] != **row).map(|(id, _)| id.as_str()).collect();
    assert!(moved.len() > 1000, "a weight of 2019 is behind years, sums and intervals");
    let named: BTreeSet<&str> =
        changes.iter().map(|change| change["fact"].as_str().expect("an id")).collect();
    assert_eq!(named, moved);

    let of = |id: &str| changes.iter().find(|change| change["fact"] == id).expect("a change");
    let trade = of("trade/RU-CN/metals/RU-PRI/2019");
    assert_eq!((&trade["what"], &trade["cause"]), (&"changed".into(), &"revised-data".into()));
    assert_eq!(
        (&trade["follows"], &of("embodied/RU-CN/all/RU-PRI/2019")["follows"]),
        (&false.into(), &true.into())
    );
    assert_eq!(
        found["inputs"],
        serde_json::json!([{ "file": "regional_weights.csv", "what": "changed" }])
    );

    // The page of the web: self-contained, with both pictures of a figure that moved, and the notice of a correction.
    let page = folder.path().join("changes.html");
    let mut command = Command::cargo_bin("tradeprint").expect("the program is built");
    command.arg("diff").arg(&old).arg(&new).arg("--html").arg(&page).assert().success();
    let page = std::fs::read_to_string(&page).expect("the page").replace("&#x2f;", "/");
    assert!(page.contains(&format!(
        "{} the same, {} changed",
        was.len() - moved.len(),
        moved.len()
    )));
    assert!(page.contains("Correction notice") && page.contains("trade/RU-CN/metals/RU-PRI/2019"));
    assert!(!page.contains("<script") && !page.contains("http://") && !page.contains("src=\"http"));
    let figures = found["documents"].as_array().expect("documents").iter().flat_map(|document| {
        document["exhibits"].as_array().expect("files").iter().filter_map(Value::as_str)
    });
    let figures = figures.filter(|file| file.ends_with(".svg")).count();
    assert_eq!(page.matches("data:image/svg+xml,").count(), 2 * figures, "old and new of each");

    let same = diff(&old, &old);
    assert_eq!(same["same_facts"], was.len());
    for list in ["inputs", "facts", "documents"] {
        assert_eq!(same[list], serde_json::json!([]), "{list}");
    }
}

#[test]
fn a_folder_without_an_edition_is_named() {
    let folder = TempDir::new().expect("a temporary folder");
    let mut command = Command::cargo_bin("tradeprint").expect("the program is built");
    let found = command.arg("diff").arg(folder.path()).arg(folder.path()).assert().code(1);
    let text = String::from_utf8(found.get_output().stderr.clone()).expect("UTF-8");
    assert!(text.contains("E0407") && text.contains("manifest.json"), "{text}");
}
