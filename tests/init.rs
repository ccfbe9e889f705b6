//! A new data folder: what `init` writes, and what `check` says of it on the way to its reports.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tradeprint::data::{Dataset, FillState, Need, steps, table_descriptions};
use tradeprint::diagnostics::{Code, Faults, Severity};

use crate::synthetic::{Folder, listed, near, root, shipped, value};

fn tradeprint() -> Command {
    Command::cargo_bin("tradeprint").expect("the program is built")
}

/// A new folder of a pair that does not exist.
fn new_folder() -> Folder {
    let folder = Folder::empty();
    tradeprint()
        .arg("init")
        .arg(folder.path())
        .args(["--reporter", "XA", "--partner", "XB"])
        .assert()
        .success();
    folder
}

/// Names and bytes of the files of a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries =
        std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| {
            let bytes = std::fs::read(entry.path()).expect("a file");
            (entry.file_name().into_string().expect("UTF-8"), bytes)
        })
        .collect()
}

/// What `check --json` says, and its exit code.
fn check(folder: &Path) -> (Value, i32) {
    let output = tradeprint()
        .args(["check", "--json", "--data"])
        .arg(folder)
        .args(["--diagnostics", "short"])
        .output()
        .expect("runs");
    let json = serde_json::from_slice(&output.stdout).expect("JSON");
    (json, output.status.code().expect("an exit code"))
}

/// Files that a kind of report waits for.
fn waits_for(json: &Value, kind: &str) -> Vec<String> {
    let files = json["filling"]["reports"][kind]["waits_for"].as_array().expect("a list");
    files.iter().map(|file| file.as_str().expect("a name").to_owned()).collect()
}

fn states(json: &Value) -> BTreeMap<String, String> {
    let steps = json["filling"]["steps"].as_array().expect("steps");
    let text = |step: &Value, key: &str| step[key].as_str().expect("a text").to_owned();
    steps.iter().map(|step| (text(step, "file"), text(step, "state"))).collect()
}

#[test]
fn a_new_folder_has_every_table_as_its_header() {
    let folder = new_folder();
    let mut wanted: BTreeSet<String> =
        ["README.md", "datapackage.json", "tradeprint.toml"].map(str::to_owned).into();
    for table in table_descriptions() {
        let columns: Vec<&str> = table.columns().map(|column| column.name()).collect();
        assert_eq!(folder.text(table.file()), columns.join(",") + "\n", "{}", table.file());
        wanted.insert(table.file().to_owned());
    }
    assert_eq!(files(folder.path()).into_keys().collect::<BTreeSet<_>>(), wanted);
    assert!(folder.text("tradeprint.toml").contains("reporter = \"XA\""));
}

#[test]
fn the_same_pair_gives_the_same_bytes() {
    let [one, two] = [new_folder(), new_folder()];
    assert_eq!(files(one.path()), files(two.path()));
}

#[test]
fn a_folder_with_anything_in_it_is_refused_and_left_alone() {
    let folder = Folder::empty();
    folder.write("notes.txt", "mine");
    let output = tradeprint()
        .arg("init")
        .arg(folder.path())
        .args(["--diagnostics", "json"])
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).expect("UTF-8");
    let fault: Value = serde_json::from_str(text.trim()).expect("one fault");
    assert_eq!(
        (fault["code"].as_str(), fault["found"].as_str()),
        (Some("E0410"), Some("notes.txt"))
    );
    assert_eq!(files(folder.path()), BTreeMap::from([("notes.txt".to_owned(), b"mine".to_vec())]));
    // A file where the folder should be.
    tradeprint().arg("init").arg(folder.path().join("notes.txt")).assert().code(1);
}

#[test]
fn countries_are_two_letters_and_two() {
    let folder = Folder::empty();
    let init = |arguments: &[&str]| {
        let mut command = tradeprint();
        command.arg("init").arg(folder.path().join("new")).args(arguments);
        command.assert()
    };
    init(&["--reporter", "Germany", "--partner", "PL"]).code(2);
    init(&["--reporter", "DE"]).code(2);
    init(&["--reporter", "DE", "--partner", "DE"]).code(1);
    assert!(!folder.path().join("new").exists());
    // Without a pair the catalogue waits for it, and examples speak of nobody.
    init(&[]).success();
    let catalogue = std::fs::read_to_string(folder.path().join("new/tradeprint.toml"));
    assert!(catalogue.expect("text").contains("reporter = \"\""));
}

#[test]
fn the_package_describes_each_table_by_the_schema() {
    let package: Value =
        serde_json::from_str(&new_folder().text("datapackage.json")).expect("JSON");
    let resources = package["resources"].as_array().expect("resources");
    assert_eq!(resources.len(), table_descriptions().count());
    let trade = resources.iter().find(|r| r["path"] == "trade.csv").expect("trade");
    assert_eq!(trade["schema"]["primaryKey"], serde_json::json!(["year", "flow", "product"]));
    let field = |name: &str| {
        let fields = trade["schema"]["fields"].as_array().expect("fields");
        fields.iter().find(|field| field["name"] == name).expect("a field").clone()
    };
    assert_eq!(field("year")["type"], "year");
    assert_eq!(field("value_usd")["constraints"]["minimum"], 0.0);
    assert_eq!(field("value_usd")["constraints"]["maximum"], Value::Null);
    assert_eq!(
        field("status")["constraints"]["enum"],
        serde_json::json!(["observed", "estimated"])
    );
    assert_eq!(field("method")["constraints"]["required"], Value::Null);
    let keys = trade["schema"]["foreignKeys"].to_string();
    assert!(keys.contains(r#""resource":"products""#), "{keys}");
    for resource in resources {
        for field in resource["schema"]["fields"].as_array().expect("fields") {
            let words = field["description"].as_str().unwrap_or_default();
            assert!(!words.is_empty(), "{} {} has no words", resource["path"], field["name"]);
        }
    }
}

/// Each example is a row that its table takes: put into the tables, no cell is at fault.
#[test]
fn examples_of_the_readme_are_rows_of_their_tables() {
    let folder = new_folder();
    folder.edit("tradeprint.toml", "date = \"\" ", "date = \"2020-02-29\" ");
    for key in ["publisher", "contact", "licence"] {
        folder.edit("tradeprint.toml", &format!("{key} = \"\""), &format!("{key} = \"synthetic\""));
    }
    // Two countries, each with a name and an adjective.
    let named = folder.text("tradeprint.toml").replace("{ en = \"\" }", "{ en = \"Synthetic\" }");
    folder.write("tradeprint.toml", named);
    let readme = folder.text("README.md");
    assert!(readme.contains("    mining,industry,mining,,,,1,"), "an example without regions");
    let mut examples = 0;
    for table in table_descriptions() {
        let header = folder.text(table.file());
        let lines: Vec<&str> = readme.lines().map(str::trim_start).collect();
        let place = lines.iter().position(|line| *line == header.trim_end()).expect("the header");
        // With rows in the regional tables an industry names its bases.
        let example = lines[place + 1]
            .replace("industry,mining,,,,", "industry,mining,,shipments,shipments,");
        folder.write(table.file(), header + &example + "\n");
        examples += 1;
    }
    assert_eq!(examples, table_descriptions().count());
    let faults = Dataset::load(folder.path()).expect_err("one year is no edition");
    let of_cells = [
        Code::FieldCount,
        Code::NotANumber,
        Code::OutOfRange,
        Code::UnknownCode,
        Code::UnknownSource,
        Code::BadYear,
        Code::MissingCell,
        Code::MissingColumn,
        Code::BadCatalogue,
        Code::BadPackage,
    ];
    let wrong: Vec<String> = faults
        .iter()
        .filter(|fault| of_cells.contains(&fault.code))
        .map(|fault| fault.short())
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn check_lists_what_is_missing_in_the_order_in_which_to_fill_it() {
    let folder = new_folder();
    let (json, code) = check(folder.path());
    assert_eq!(code, 1);
    let national = waits_for(&json, "national");
    assert_eq!(
        national,
        [
            "tradeprint.toml",
            "sources.csv",
            "intensity_groups.csv",
            "industries.csv",
            "products.csv",
            "trade.csv",
            "trade_totals.csv",
            "concordance.csv",
            "output.csv",
            "emissions.csv",
            "exchange_rates.csv",
            "macro.csv",
        ]
    );
    for kind in ["policy", "industry"] {
        assert_eq!(waits_for(&json, kind), national);
    }
    let regional = ["regions.csv", "regions.geojson", "regional_weights.csv"];
    for kind in ["article", "region"] {
        let all = [national.as_slice(), &regional.map(str::to_owned)].concat();
        assert_eq!(waits_for(&json, kind), all);
    }
    let states = states(&json);
    assert_eq!(states["tradeprint.toml"], "faults");
    assert_eq!(states["trade.csv"], "empty");
    assert_eq!(states["regions.geojson"], "missing");
    assert_eq!(states["datapackage.json"], "done");
    // Every file of the schema is a step.
    assert!(table_descriptions().all(|table| states.contains_key(table.file())));
}

#[test]
fn check_shows_the_steps_and_all_faults_at_once() {
    let folder = new_folder();
    folder.append("intensity_groups.csv", "mi ning,Mining,,,,\n");
    let output = tradeprint()
        .args(["check", "--diagnostics", "short", "--data"])
        .arg(folder.path())
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(1));
    let (faults, steps) = (
        String::from_utf8(output.stderr).expect("UTF-8"),
        String::from_utf8(output.stdout).expect("UTF-8"),
    );
    // Four entries of the catalogue and the names of two countries, ten tables without rows, one code.
    assert_eq!(faults.matches(": error[").count(), 4 + 2 + 10 + 1, "{faults}");
    assert!(faults.contains("intensity_groups.csv:2:1: error[E0111]"), "{faults}");
    let row = |file: &str| {
        let line = steps.lines().find(|line| line.split_whitespace().nth(1) == Some(file));
        line.unwrap_or_else(|| panic!("{file} in\n{steps}")).split_whitespace().collect::<Vec<_>>()
    };
    assert_eq!(
        row("intensity_groups.csv")[..5],
        ["3", "intensity_groups.csv", "1", "fault", "all"]
    );
    assert_eq!(row("regions.csv")[2..5], ["empty", "article,", "region"]);
    assert_eq!(row("literature.csv")[2..4], ["empty", "optional"]);
    assert!(steps.contains("  national  1-5, 7-13\n"), "{steps}");
    assert!(steps.contains("  region    1-5, 7-13, 15-17\n"), "{steps}");
}

#[test]
fn a_step_is_done_when_its_table_has_rows_without_fault() {
    let folder = Folder::tiny();
    folder.remove("macro.csv");
    let (json, code) = check(folder.path());
    assert_eq!((code, waits_for(&json, "article")), (1, vec!["macro.csv".to_owned()]));
    assert_eq!(json["faults"], 1);
    assert!(states(&json).iter().all(|(file, state)| file == "macro.csv" || state != "empty"));
    // Without a catalogue nothing else is checked, and nothing passes for done.
    folder.write("tradeprint.toml", "[edition");
    let (json, _) = check(folder.path());
    assert_eq!(states(&json)["tradeprint.toml"], "faults");
    assert_eq!(states(&json)["trade.csv"], "unchecked");
    assert_eq!(waits_for(&json, "national").len(), 13, "all that every report needs");
    // Complete folders wait for nothing, and `check` does not list their steps.
    let (json, code) = check(&shipped());
    assert_eq!((code, waits_for(&json, "region")), (0, Vec::new()));
    let output = tradeprint().args(["check", "--data"]).arg(shipped()).output().expect("runs");
    assert!(!String::from_utf8(output.stdout).expect("UTF-8").contains("needed by"));
}

/// The tables that wait for their rows stand beside those of a complete folder, and change nothing.
#[test]
fn tables_that_wait_change_no_number() {
    let folder = Folder::tiny();
    let before = folder.analysis().facts.iter().count();
    let new = new_folder();
    for table in table_descriptions() {
        if !folder.path().join(table.file()).exists() {
            folder.write(table.file(), new.text(table.file()));
        }
    }
    let (_, warnings) = folder.load().unwrap_or_else(|faults| panic!("{}", listed(&faults)));
    let own: Vec<Severity> = warnings
        .iter()
        .filter(|warning| warning.code == Code::HeaderOnly)
        .map(|warning| warning.severity)
        .collect();
    assert_eq!(own, [Severity::Warning]);
    assert_eq!(folder.analysis().facts.iter().count(), before);
}

/// The twelve files that `check` asks for are enough: with the tables of the synthetic nation, and all others left as
/// headers, the folder loads and gives the same numbers.
#[test]
fn the_files_that_check_asks_for_are_enough_for_the_nation() {
    let folder = Folder::empty();
    let pair = ["--reporter", "AA", "--partner", "BB"];
    tradeprint().arg("init").arg(folder.path()).args(pair).assert().success();
    let tiny = Folder::tiny();
    folder.write("tradeprint.toml", tiny.text("tradeprint.toml"));
    for step in steps(folder.path(), &Faults::new()) {
        let table = step.need == Need::Always && step.file.ends_with(".csv");
        if table {
            assert_eq!(step.state, FillState::Empty, "{}", step.file);
            // Rows of the synthetic folder under the header of the new one: its columns may have another order.
            let from = tiny.text(step.file);
            let (from_header, rows) = from.split_once('\n').expect("a header");
            let header = folder.text(step.file);
            let place = |name: &str| from_header.split(',').position(|column| column == name);
            let places: Vec<Option<usize>> = header
                .trim_end()
                .split(',')
                .map(|name| if name.ends_with("_basis") { None } else { place(name) })
                .collect();
            let row = |line: &str| {
                let cells: Vec<&str> = line.split(',').collect();
                let own = places.iter().map(|place| place.map_or("", |place| cells[place]));
                own.collect::<Vec<_>>().join(",") + "\n"
            };
            folder.write(step.file, header + &rows.lines().map(row).collect::<String>());
        }
    }
    let (_, faults) = folder.load().unwrap_or_else(|faults| panic!("{}", listed(&faults)));
    let waiting = steps(folder.path(), &faults);
    let waiting = waiting.iter().filter(|step| step.state != FillState::Done);
    assert!(waiting.clone().all(|step| step.need != Need::Always));
    assert_eq!(waiting.count(), 14, "regions and what is optional");
    assert!(near(value(&folder.analysis().facts, "balance/all/AA/2016"), 25_350.0, 1e-9, 0.0));
}

/// Downloads go into a new folder as they are: products named after chapters need no `product_codes.csv`, and the tables
/// keep the columns that the package describes.
#[test]
fn a_new_folder_takes_downloads() {
    let folder = Folder::empty();
    let pair = ["--reporter", "RU", "--partner", "CN", "--classification", "hs-nace"];
    tradeprint().arg("init").arg(folder.path()).args(pair).assert().success();
    let header = folder.text("trade.csv");
    tradeprint()
        .arg("import")
        .arg(root().join("tests/fixtures/import/synthetic-comtrade-2023.csv"))
        .args(["--retrieved", "2026-01-01", "--quiet", "--data"])
        .arg(folder.path())
        .assert()
        .success();
    let trade = folder.text("trade.csv");
    assert!(trade.starts_with(&header) && trade.lines().count() == 4, "{trade}");
    assert!(trade.contains("\n2009,RU-CN,hs27,9000000001.5,observed,"), "{trade}");
    let faults = Dataset::load(folder.path()).expect_err("most is missing");
    assert!(faults.iter().all(|fault| fault.code != Code::BadPackage), "{}", listed(&faults));
}

/// `data/classifications`: rows that the schema takes, shares only where one industry makes a chapter whole.
#[test]
fn a_classification_fills_the_tables_of_codes() {
    let folder = Folder::empty();
    let pair = ["--reporter", "XA", "--partner", "XB", "--classification", "hs-nace"];
    tradeprint().arg("init").arg(folder.path()).args(pair).assert().success();
    let rows = |file: &str| folder.text(file).lines().count() - 1;
    assert_eq!(
        (rows("products.csv"), rows("intensity_groups.csv"), rows("industries.csv")),
        (96, 22, 22)
    );
    assert_eq!(rows("concordance.csv"), 2 * (96 - 8));
    let concordance = folder.text("concordance.csv");
    assert!(concordance.contains("\nXB-XA,hs72,c24,1,estimated,hs-nace,\n"), "{concordance}");
    assert!(!concordance.contains(",hs27,"));
    let fuels = "\nhs27,Mineral fuels and oils,,,\"HS 27 (NACE B, C19)\"\n";
    assert!(folder.text("products.csv").contains(fuels));
    let (json, code) = check(folder.path());
    let states = states(&json);
    assert_eq!(code, 1);
    for file in ["sources.csv", "intensity_groups.csv", "products.csv", "concordance.csv"] {
        assert_eq!(states[file], "done", "{file}");
    }
    // It needs to know the flows.
    let mut without = tradeprint();
    without.arg("init").arg(folder.path().join("new")).args(&pair[4..]);
    without.assert().code(2);
}

/// docs/data-folder.md: each section of a table names its columns in the order of the schema, and which are required.
#[test]
fn the_documented_columns_are_those_of_the_schema() {
    let text = std::fs::read_to_string(root().join("docs/data-folder.md")).expect("text");
    for table in table_descriptions() {
        let head = format!("### `{}`", table.file());
        let section = text.split(&head).nth(1).unwrap_or_else(|| panic!("no section {head}"));
        let section = section.split("\n### ").next().unwrap_or_default();
        let mut documented = Vec::new();
        for line in section.lines().skip_while(|line| !line.starts_with("| column")).skip(2) {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [_, names, required, ..] = cells.as_slice() else { break };
            for (place, name) in names.split(", ").enumerate() {
                let always = *required == "yes" || (*required == "first" && place == 0);
                documented.push((name.trim_matches('`').to_owned(), always));
            }
        }
        let schema: Vec<(String, bool)> =
            table.columns().map(|column| (column.name().to_owned(), column.required())).collect();
        assert_eq!(documented, schema, "{}", table.file());
    }
}
