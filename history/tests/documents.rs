//! The documents say what is there.

use crate::synthetic::root;

#[test]
fn every_dependency_has_its_reason() {
    let manifest = std::fs::read_to_string(root().join("history/Cargo.toml")).expect("reads");
    let manifest: toml::Table = manifest.parse().expect("TOML");
    let text = std::fs::read_to_string(root().join("docs/decisions/0008-dependencies.md"));
    let text = text.expect("reads");
    let section = text.split("\n## The second program\n").nth(1).expect("a section");
    let first = section.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    let mut told: Vec<&str> = first.flat_map(|cell| cell.split(", ")).skip(1).collect();
    let mut own: Vec<&str> =
        manifest["dependencies"].as_table().expect("a table").keys().map(String::as_str).collect();
    told.retain(|name| *name != "---");
    told.sort_unstable();
    own.sort_unstable();
    assert_eq!(told, own);
}
