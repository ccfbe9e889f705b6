//! The last edition beside this one: its key figures kept in the folder, what has moved since, and the correction.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;
use tradeprint::diagnostics::Code;
use tradeprint::facts::{Method, Status};
use tradeprint::production::Workshop;
use tradeprint::report::Kind;
use tradeprint::templating::{Content, ProjectFile};
use tradeprint::vocabulary::{KeyFigure, Measure, Symbol};

use crate::synthetic::{Folder, fact, find, near, shipped, value};

const HEADER: &str = "fact,value,unit,lower,upper,status,method,edition,date,source\n";

/// Rows of a synthetic edition `2015`.
fn published(rows: &[(&str, &str, &str, &str)]) -> String {
    let row = |(fact, value, unit, status): &(&str, &str, &str, &str)| {
        format!("{fact},{value},{unit},,,{status},sum,2015,2016-05-04,synthetic\n")
    };
    HEADER.to_owned() + &rows.iter().map(row).collect::<String>()
}

#[test]
fn a_revision_is_ours_less_the_published_and_is_judged_by_its_scale() {
    let folder = Folder::tiny();
    let rows = [
        ("balance/all/AA/2016", "20000", "t", "estimated"),
        ("joint/all/AA/2016", "50000", "t", "estimated"),
        ("embodied/AA-BB/all/AA/2016", "30000", "t", "estimated"),
        ("trade/AA-BB/all/AA/2016", "0", "USD", "observed"),
        // A region that the folder does not have any more.
        ("joint/all/AA-GONE/2016", "1", "t", "estimated"),
    ];
    folder.write("published.csv", published(&rows)).describe();
    let found = folder.analysis();
    let facts = &found.facts;
    let old = fact(facts, "published_balance/all/AA/2016");
    assert_eq!((old.value, old.status, old.method), (20_000.0, Status::Estimated, Method::Source));
    // The balance of the tiny world is 25 350 t: 5 350 more, of a joint total of 50 000 then.
    assert!(near(value(facts, "revision_balance/all/AA/2016"), 5_350.0, 1e-12, 0.0));
    assert!(near(value(facts, "revision_part_balance/all/AA/2016"), 0.107, 1e-12, 0.0));
    let own = value(facts, "embodied/AA-BB/all/AA/2016");
    let part = value(facts, "revision_part_embodied/AA-BB/all/AA/2016");
    assert!(near(part, own / 30_000.0 - 1.0, 1e-12, 0.0));
    // Beside a published zero there is a difference and no part; of what is gone there is nothing.
    let trade = value(facts, "trade/AA-BB/all/AA/2016");
    assert!(near(value(facts, "revision_trade/AA-BB/all/AA/2016"), trade, 1e-12, 0.0));
    for id in ["revision_part_trade/AA-BB/all/AA/2016", "revision_joint/all/AA-GONE/2016"] {
        assert!(find(facts, id).is_none(), "{id}");
    }
    // The exchange effect was not published: nothing is made up for it.
    assert!(find(facts, "published_avoided/all/AA/2016").is_none());
}

#[test]
fn a_correction_is_a_published_number_that_moved_without_better_data() {
    let of = |status: &str, value: &str| {
        let folder = Folder::tiny();
        let rows = [
            ("balance/all/AA/2016", value, "t", status),
            ("joint/all/AA/2016", "50000", "t", status),
        ];
        folder.write("published.csv", published(&rows)).describe();
        let (data, _) = folder.load().expect("loads");
        let found = folder.analysis();
        let place = (data.names.nation(), Symbol::ALL);
        let mut revised = found.revisions.of(&data, &found.facts, place);
        revised.next().expect("the balance").is_correction(0.01)
    };
    // 25 350 t now. One per cent of 50 000 is 500: 24 851 lies within, 24 849 beyond.
    assert!(of("estimated", "24849"));
    assert!(!of("estimated", "24851"));
    // A projection that data have replaced is no error of the last edition.
    assert!(!of("projected", "1"));
}

#[test]
fn rows_that_cannot_be_used_are_named() {
    let good = published(&[("balance/all/AA/2016", "20000", "t", "estimated")]);
    let folder = Folder::tiny();
    folder.write("published.csv", &good).describe();
    assert!(folder.load().is_ok());
    for (from, to, column, code) in [
        ("balance/all", "intensity/AA/all", 1, Code::UnknownCode),
        (",t,", ",USD,", 27, Code::UnknownCode),
        (",,,estimated", ",30000,40000,estimated", 29, Code::OutOfRange),
        (",,,estimated", ",10000,,estimated", 29, Code::OutOfRange),
        ("2016-05-04", "2016-02-30", 50, Code::BadYear),
        (",estimated,", ",guessed,", 31, Code::UnknownCode),
        (",synthetic", ",memory", 61, Code::UnknownSource),
    ] {
        folder.write("published.csv", good.replacen(from, to, 1));
        let faults = folder.load().expect_err(to);
        let fault = faults.iter().next().expect("a fault");
        let place = fault.location.as_ref().expect("a place");
        assert_eq!(
            (faults.len(), fault.code, place.line, place.column),
            (1, code, 2, column),
            "{to}"
        );
    }
    let other =
        good.replace(HEADER, "").replace("2016,20000", "2017,1").replace(",2015,", ",2014,");
    folder.write("published.csv", good + &other);
    let faults = folder.load().expect_err("two editions");
    assert_eq!(faults.iter().next().expect("a fault").code, Code::UnknownCode);
    assert!(crate::synthetic::listed(&faults).contains("2014 of 2016-05-04, 2015 of 2016-05-04"));
}

fn tradeprint(arguments: &[&str], data: &Path, out: &Path) -> assert_cmd::assert::Assert {
    let mut command = Command::cargo_bin("tradeprint").expect("the program is built");
    command.args(arguments).arg("--data").arg(data).arg("--out").arg(out).arg("--quiet").assert()
}

/// A synthetic last edition: the shipped folder to 2020, with less of one product sold in 2019.
fn last_edition(scratch: &Path) -> PathBuf {
    let old = Folder::copy_of(&shipped());
    old.edit("tradeprint.toml", "id = \"2021\"", "id = \"2020\"").edit(
        "tradeprint.toml",
        "last = 2021",
        "last = 2020",
    );
    let trade = old.text("trade.csv");
    let line = trade.lines().find(|l| l.starts_with("2019,RU-CN,hs27,")).expect("a row");
    let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
    let sold: f64 = cells[3].parse().expect("a number");
    cells[3] = (sold * 0.9).to_string();
    old.edit("trade.csv", line, &cells.join(","));
    tradeprint(&["build", "policy"], old.path(), scratch).success();
    scratch.join("2020")
}

#[test]
fn the_next_edition_tells_what_has_changed() {
    let scratch = TempDir::new().expect("a temporary folder");
    let last = last_edition(scratch.path());
    let folder = Folder::copy_of(&shipped());
    let record = |data: &Path| {
        let last = last.to_str().expect("UTF-8");
        tradeprint(&["record", last], data, scratch.path()).success();
    };
    record(folder.path());
    let (table, sources) = (folder.text("published.csv"), folder.text("sources.csv"));
    record(folder.path());
    assert_eq!((&table, &sources), (&folder.text("published.csv"), &folder.text("sources.csv")));
    // As the last edition has them: value for value.
    let facts = std::fs::read_to_string(last.join("facts.csv")).expect("facts.csv");
    for row in table.lines().skip(1).step_by(97) {
        let cells: Vec<&str> = row.split(',').collect();
        let line = facts.lines().find(|l| l.starts_with(&format!("{},", cells[0]))).expect(row);
        assert_eq!(line.split(',').skip(8).take(6).collect::<Vec<_>>(), cells[1..7], "{row}");
    }

    let request = |kinds: Vec<Kind>, language: &str| tradeprint::production::Request {
        kinds,
        languages: vec![language.into()],
        regions: vec!["RU-PRI".into()],
        ..crate::requests::everything(folder.path())
    };
    let (workshop, _) =
        Workshop::open(&request(vec![Kind::Article, Kind::Region], "en")).expect("the folder");
    let now = value(workshop.edition.facts(), "embodied/RU-CN/all/RU/2019");
    let then = value(workshop.edition.facts(), "published_embodied/RU-CN/all/RU/2019");
    assert!(now > then, "more was sold than the last edition knew");
    for measure in Measure::ALL.iter().filter(|m| KeyFigure::is_of_last_edition(**m)) {
        let occurs = workshop.edition.facts().iter().any(|fact| fact.key.measure == *measure);
        assert!(occurs, "{} never occurs", measure.as_str());
    }
    let texts = |language: &str, kind: Kind| {
        let request = request(vec![kind], language);
        let (workshop, _) = Workshop::open(&request).expect("the folder");
        let documents = workshop.documents(&request).expect("documents");
        let project = workshop.compose(&documents[0]).expect("composes").project;
        let text = |file: &ProjectFile| match &file.content {
            Content::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Content::Parsed(_) => String::new(),
        };
        project.files.values().map(text).collect::<String>()
    };
    let source = texts("en", Kind::Article);
    assert!(source.contains("Correction") && source.contains("Changes since the last edition"));
    let mt = |tonnes: f64| format!("{:.1}", tonnes / 1e6);
    assert!(source.contains(&mt(now)) && source.contains(&mt(then)));
    let brief = texts("ru", Kind::Region);
    assert!(brief.contains("Исправление") && brief.contains("Изменения с прошлого выпуска"));

    // Without a record nothing is said, and what an edition says of the last one is no change of its own.
    let plain = Folder::copy_of(&shipped());
    let (with, without) = (scratch.path().join("with"), scratch.path().join("without"));
    tradeprint(&["build", "policy"], folder.path(), &with).success();
    tradeprint(&["build", "policy"], plain.path(), &without).success();
    let (old, new) = (without.join("2021"), with.join("2021"));
    let paths = [&old, &new].map(|path| path.to_str().expect("UTF-8"));
    let found = tradeprint(&["diff", paths[0], paths[1], "--json"], plain.path(), &with).success();
    let found: serde_json::Value =
        serde_json::from_slice(&found.get_output().stdout).expect("JSON");
    assert_eq!(found["facts"], serde_json::json!([]));
}

#[test]
fn an_edition_that_cannot_be_recorded_is_named() {
    let scratch = TempDir::new().expect("a temporary folder");
    let data = Folder::tiny();
    let before = data.text("sources.csv");
    let empty = scratch.path().to_str().expect("UTF-8");
    let found = tradeprint(&["record", empty], data.path(), scratch.path()).code(1);
    let text = String::from_utf8(found.get_output().stderr.clone()).expect("UTF-8");
    assert!(text.contains("E0407") && text.contains("manifest.json"), "{text}");
    // An edition of other countries.
    let last = last_edition(scratch.path());
    let last = last.to_str().expect("UTF-8");
    let found = tradeprint(&["record", last], data.path(), scratch.path()).code(1);
    let text = String::from_utf8(found.get_output().stderr.clone()).expect("UTF-8");
    assert!(text.contains("E0407") && text.contains("other countries"), "{text}");
    assert_eq!(data.text("sources.csv"), before);
    assert!(!data.path().join("published.csv").exists());
}
