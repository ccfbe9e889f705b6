//! After a change only the documents that read what changed are made again, and the edition is the one that a run from
//! nothing would make.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

use crate::synthetic::{Folder, root, shipped};

/// Two regions, an industry and the policy annex.
fn build(data: &Path, templates: &Path, out: &Path) {
    let mut command = Command::cargo_bin("tradeprint").expect("the program is built");
    command.args(["--quiet", "build", "region", "industry", "policy", "--lang", "en"]);
    command.args(["--region", "RU-PRI", "--region", "RU-AD", "--industry", "furniture"]);
    command.arg("--data").arg(data).arg("--templates").arg(templates).arg("--out").arg(out);
    command.assert().success();
}

/// The files of an edition with their bytes; when each PDF was written.
fn edition(out: &Path) -> (BTreeMap<PathBuf, Vec<u8>>, BTreeMap<String, std::time::SystemTime>) {
    let (mut files, mut times) = (BTreeMap::new(), BTreeMap::new());
    let mut open = vec![out.join("2021")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(
                std::fs::read_dir(path).expect("a folder").map(|e| e.expect("an entry").path()),
            );
            continue;
        }
        let name = path.strip_prefix(out).expect("inside").to_owned();
        if path.extension().is_some_and(|ending| ending == "pdf") {
            let stem = path.file_name().expect("a name").to_string_lossy().into_owned();
            let time = path.metadata().and_then(|about| about.modified()).expect("a time");
            times.insert(stem.trim_end_matches(".en.pdf").to_owned(), time);
        }
        files.insert(name, std::fs::read(&path).expect("a file"));
    }
    (files, times)
}

/// Replaces the first line of a file that begins like this by what is made of it.
fn change(path: &Path, beginning: &str, with: impl Fn(&str) -> String) {
    let text = std::fs::read_to_string(path).expect("text");
    let line = text.lines().find(|line| line.starts_with(beginning)).expect("a line");
    std::fs::write(path, text.replacen(line, &with(line), 1)).expect("written");
}

/// A line with the number in one of its columns multiplied.
fn multiplied(line: &str, column: usize, factor: f64) -> String {
    let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
    cells[column] = (cells[column].parse::<f64>().expect("a number") * factor).to_string();
    cells.join(",")
}

/// What is changed, how, and the documents that read it.
type Change<'a> = (&'a str, &'a dyn Fn(), &'a [&'a str]);

/// The intervals that the build keeps.
fn kept(out: &Path) -> (PathBuf, String) {
    let entries = std::fs::read_dir(out.join(".tradeprint")).expect("a folder");
    let mut paths = entries.map(|entry| entry.expect("an entry").path());
    let named = |path: &PathBuf| {
        path.file_name().is_some_and(|n| n.to_string_lossy().starts_with("draws-"))
    };
    let path = paths.find(named).expect("intervals are kept");
    let text = std::fs::read_to_string(&path).expect("text");
    (path, text)
}

#[test]
fn intervals_of_an_earlier_run_are_taken_if_they_are_whole_and_of_the_same_data() {
    let (data, templates) = (Folder::copy_of(&shipped()), TempDir::new().expect("a folder"));
    let out = TempDir::new().expect("a folder");
    build(data.path(), templates.path(), out.path());
    let facts = || std::fs::read_to_string(out.path().join("2021/facts.csv")).expect("facts.csv");
    let right = facts();
    // One interval is another one: a run that takes it shows it.
    let (path, text) = kept(out.path());
    let line = text.lines().find(|l| l.starts_with("joint/all/RU-PRI/2021 ")).expect("an interval");
    let upper = line.rsplit(' ').next().expect("an end");
    let other = format!("{:016x}", 1e9_f64.to_bits());
    let wrong = text.replace(line, &line.replace(upper, &other));
    let people = || {
        change(&data.path().join("regional_indicators.csv"), "RU-PRI,2020,population", |line| {
            multiplied(line, 3, 1.01)
        });
    };
    std::fs::write(&path, &wrong).expect("written");
    people();
    build(data.path(), templates.path(), out.path());
    assert!(
        facts().contains("joint,,,all,RU-PRI,2021,,") && facts().contains(",1000000000,estimated,")
    );
    // Not after a change of what is drawn, nor in part, nor of another program, nor with --force.
    let weight = || {
        change(&data.path().join("regional_weights.csv"), "manufacturing,RU-PRI,2019", |line| {
            multiplied(line, 3, 1.0 + 1e-12)
        });
    };
    weight();
    build(data.path(), templates.path(), out.path());
    assert!(!facts().contains(",1000000000,estimated,"));
    let (path, text) = kept(out.path());
    let half = wrong.lines().skip(1).take(text.lines().count() / 2).collect::<Vec<_>>().join("\n");
    let head = text.lines().next().expect("a head");
    let torn = format!("{head}\n{half}\n");
    let foreign = wrong.replacen(wrong.lines().next().expect("a head"), "another program", 1);
    for broken in [torn, foreign, String::new(), format!("{head}\n")] {
        std::fs::write(&path, broken).expect("written");
        people();
        build(data.path(), templates.path(), out.path());
        assert!(!facts().contains(",1000000000,estimated,"));
        assert_eq!(kept(out.path()).1, text, "kept anew");
    }
    let same = |facts: &str| facts.lines().count();
    assert_eq!(same(&facts()), same(&right));
}

#[test]
fn after_each_change_the_edition_is_that_of_a_run_from_nothing() {
    let (data, templates) = (Folder::copy_of(&shipped()), TempDir::new().expect("a folder"));
    let out = TempDir::new().expect("a folder");
    build(data.path(), templates.path(), out.path());
    let all = ["RU-AD", "RU-PRI", "furniture", "policy"];
    let file = |name: &str| data.path().join(name);
    let template = |name: &str| {
        let (from, to) = (root().join("templates").join(name), templates.path().join(name));
        std::fs::create_dir_all(to.parent().expect("a folder")).expect("made");
        std::fs::copy(from, &to).expect("a copy");
        to
    };
    let changes: [Change<'_>; 6] = [
        (
            "people of one region",
            &|| {
                change(&file("regional_indicators.csv"), "RU-PRI,2020,population", |line| {
                    multiplied(line, 3, 1.01)
                });
            },
            &["RU-PRI"],
        ),
        (
            "a weight, which is behind the shares and ranks of all regions",
            &|| {
                change(&file("regional_weights.csv"), "manufacturing,RU-PRI,2019", |line| {
                    multiplied(line, 3, 0.99)
                });
            },
            &["RU-AD", "RU-PRI", "furniture"],
        ),
        (
            "the name of one region",
            &|| {
                change(&file("regions.csv"), "RU-PRI,", |line| {
                    line.replace("Primorsky Krai", "Primorye Territory")
                });
            },
            &["RU-PRI", "furniture"],
        ),
        (
            "a chapter of one kind",
            &|| {
                let path = template("en/policy/01-question.md");
                let text = std::fs::read_to_string(&path).expect("text");
                std::fs::write(&path, text + "\nOne more sentence.\n").expect("written");
            },
            &["policy"],
        ),
        (
            "a label of all documents",
            &|| {
                change(&template("en/labels.toml"), "verify = ", |_| {
                    "verify = \"How to verify\"".to_owned()
                });
            },
            &all,
        ),
        (
            "a comment that no document prints",
            &|| {
                data.append("tradeprint.toml", "\n# A comment.\n");
            },
            &[],
        ),
    ];
    for (name, apply, expected) in changes {
        let (_, before) = edition(out.path());
        apply();
        build(data.path(), templates.path(), out.path());
        let (warm, after) = edition(out.path());
        let cold = TempDir::new().expect("a folder");
        build(data.path(), templates.path(), cold.path());
        let (cold, _) = edition(cold.path());
        assert_eq!(warm.keys().collect::<Vec<_>>(), cold.keys().collect::<Vec<_>>(), "{name}");
        for (path, bytes) in &cold {
            assert!(warm[path] == *bytes, "{name}: {} is not the same", path.display());
        }
        let made: Vec<&str> =
            all.into_iter().filter(|document| before[*document] != after[*document]).collect();
        assert_eq!(made, expected, "{name}");
    }
}
