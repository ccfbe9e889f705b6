//! Who may know whom: a later stage reads an earlier one's types, never the reverse (ARCHITECTURE.md).

use std::collections::BTreeSet;
use std::path::Path;

use crate::synthetic::root;

/// Each module with the modules of ours that it may name.
const MAY_USE: &[(&str, &[&str])] = &[
    ("diagnostics", &[]),
    ("units", &[]),
    ("timings", &[]),
    ("vocabulary", &["units"]),
    ("facts", &["units", "vocabulary"]),
    ("data", &["diagnostics", "facts", "timings", "units", "vocabulary"]),
    ("import", &["data", "diagnostics", "vocabulary"]),
    ("analysis", &["data", "diagnostics", "facts", "timings", "units", "vocabulary"]),
    ("quality", &["data", "facts", "units", "vocabulary"]),
    ("theme", &["diagnostics"]),
    ("figures", &["diagnostics", "theme"]),
    ("templating", &["diagnostics", "theme"]),
    ("typesetting", &["diagnostics", "templating", "timings", "vocabulary"]),
    ("text", &["data", "diagnostics", "templating", "vocabulary"]),
    ("sentences", &["diagnostics", "facts", "text", "units", "vocabulary"]),
    (
        "edition",
        &[
            "analysis",
            "data",
            "diagnostics",
            "facts",
            "quality",
            "sentences",
            "templating",
            "text",
            "vocabulary",
        ],
    ),
    (
        "exhibits",
        &[
            "analysis",
            "data",
            "diagnostics",
            "edition",
            "facts",
            "figures",
            "quality",
            "text",
            "units",
            "vocabulary",
        ],
    ),
    (
        "report",
        &[
            "analysis",
            "data",
            "diagnostics",
            "edition",
            "exhibits",
            "facts",
            "figures",
            "quality",
            "sentences",
            "templating",
            "text",
            "timings",
            "units",
            "vocabulary",
        ],
    ),
    ("scaffold", &["data", "diagnostics", "publish", "templating", "vocabulary"]),
    ("publish", &["data", "diagnostics", "edition", "report", "templating"]),
    (
        "production",
        &[
            "analysis",
            "data",
            "diagnostics",
            "edition",
            "exhibits",
            "facts",
            "figures",
            "publish",
            "report",
            "templating",
            "timings",
            "typesetting",
            "vocabulary",
        ],
    ),
    ("comparison", &["diagnostics", "publish", "vocabulary"]),
    (
        "verification",
        &["data", "diagnostics", "facts", "production", "report", "typesetting", "vocabulary"],
    ),
    (
        "cli",
        &[
            "comparison",
            "data",
            "diagnostics",
            "edition",
            "exhibits",
            "facts",
            "import",
            "production",
            "publish",
            "report",
            "scaffold",
            "templating",
            "text",
            "timings",
            "typesetting",
            "verification",
            "vocabulary",
        ],
    ),
];

/// Crates that one module alone may name.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("plotters", &["figures"]),
    ("comrak", &["templating"]),
    ("minijinja", &["templating", "report", "production"]),
    ("biblatex", &["report"]),
    ("typst_pdf", &["typesetting"]),
    ("hayro_syntax", &["typesetting"]),
    ("lopdf", &["typesetting"]),
    ("typst_render", &["typesetting"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("statrs", &["analysis"]),
    ("nalgebra", &["analysis"]),
    ("calamine", &["import"]),
    ("dbase", &["import"]),
    ("encoding_rs", &["import"]),
    ("flate2", &["import"]),
    ("zip", &["import"]),
];

fn sources(path: &Path) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut open = vec![path.to_owned()];
    while let Some(next) = open.pop() {
        if next.is_dir() {
            open.extend(
                std::fs::read_dir(next).expect("a folder").map(|e| e.expect("an entry").path()),
            );
        } else if next.extension().is_some_and(|e| e == "rs")
            && !next.components().any(|c| c.as_os_str() == "tests" || c.as_os_str() == "tests.rs")
        {
            let text = std::fs::read_to_string(&next).expect("text");
            // Comments may name what code may not.
            let code = text.lines().filter(|l| !l.trim_start().starts_with("//"));
            all.push((next.display().to_string(), code.collect::<Vec<_>>().join("\n")));
        }
    }
    all
}

fn module(name: &str) -> Vec<(String, String)> {
    let src = root().join("src");
    let (folder, file) = (src.join(name), src.join(format!("{name}.rs")));
    sources(if folder.is_dir() { &folder } else { &file })
}

#[test]
fn modules_name_only_what_they_may() {
    for (name, allowed) in MAY_USE {
        for (file, code) in module(name) {
            for part in code.split("crate::").skip(1) {
                let used: String =
                    part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let known = MAY_USE.iter().any(|(module, _)| *module == used);
                assert!(
                    !known || used == *name || allowed.contains(&used.as_str()),
                    "{file}: {name} must not use {used}"
                );
            }
        }
    }
}

#[test]
fn every_module_has_its_row() {
    let lib = std::fs::read_to_string(root().join("src/lib.rs")).expect("text");
    let declared: BTreeSet<&str> = lib
        .lines()
        .filter_map(|l| l.strip_prefix("pub mod ").and_then(|l| l.strip_suffix(';')))
        .collect();
    let rows: BTreeSet<&str> = MAY_USE.iter().map(|(name, _)| *name).collect();
    assert_eq!(declared, rows);
}

#[test]
fn crates_of_one_stage_stay_in_it() {
    for (name, _) in MAY_USE {
        for (krate, homes) in ONLY_IN {
            for (file, code) in module(name) {
                let named = code.contains(&format!("{krate}::"));
                assert!(!named || homes.contains(name), "{file}: {krate} belongs to {homes:?}");
            }
        }
    }
}

#[test]
fn nothing_between_the_doors_reads_clock_environment_or_files() {
    for (name, _) in MAY_USE {
        if ["data", "import", "scaffold", "templating", "publish", "comparison", "cli"]
            .contains(name)
        {
            continue;
        }
        for (file, code) in module(name) {
            let product = code.split("#[cfg(test)]").next().unwrap_or_default();
            for word in ["std::fs", "SystemTime", "Instant::now", "std::env::"] {
                assert!(!product.contains(word), "{file} uses {word}");
            }
        }
    }
}
