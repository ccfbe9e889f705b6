//! Every fact against the independent recomputation in `tests/recompute`, where the machine has Python 3.11.

use std::path::Path;
use std::process::{Command, Output};

use tradeprint::facts::write_csv;

use crate::synthetic::{Folder, analysis, root, shipped};
use crate::worlds::{Shape, World};

fn python(arguments: &[&str]) -> Option<Output> {
    Command::new("python3").args(arguments).env("PYTHONDONTWRITEBYTECODE", "1").output().ok()
}

/// Whether the machine has what the recomputation needs (`tomllib` came with 3.11).
fn available() -> bool {
    let found = python(&["-c", "import tomllib"]).is_some_and(|output| output.status.success());
    if !found {
        eprintln!("skipped: no python3 of version 3.11 or later on this machine");
    }
    found
}

/// Runs the recomputation on a folder and this `facts.csv`.
fn recompute(data: &Path, facts: &[u8]) -> Output {
    let out = Folder::empty();
    out.write("facts.csv", facts);
    let script = root().join("tests/recompute/recompute.py");
    let file = out.path().join("facts.csv");
    let argument = |path: &Path| path.to_str().expect("UTF-8 path").to_owned();
    python(&[&argument(&script), &argument(data), &argument(&file)]).expect("python3 runs")
}

fn facts_csv(data: &Path) -> Vec<u8> {
    let facts = analysis(data).facts;
    write_csv(&facts, facts.iter())
}

fn assert_agrees(data: &Path) {
    let output = recompute(data, &facts_csv(data));
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn the_recomputation_agrees_with_hand_arithmetic() {
    if available() {
        let script = root().join("tests/recompute/test_by_hand.py");
        let output = python(&[script.to_str().expect("UTF-8 path")]).expect("python3 runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn the_shipped_data_agree() {
    if available() {
        assert_agrees(&shipped());
    }
}

#[test]
fn two_industries_of_input_output_tables_agree() {
    if available() {
        assert_agrees(crate::input_output::with_tables().path());
    }
}

#[test]
fn the_synthetic_data_agree_with_and_without_regional_trade() {
    if !available() {
        return;
    }
    let folder = Folder::tiny();
    assert_agrees(folder.path());
    // One region in full, one in part, and published totals that agree well enough to be carried.
    let folder = with_regional_trade();
    folder.edit("regional_anchors.csv", ",2013,100000000,", ",2013,50000000,");
    assert!(folder.analysis().anchors_carried);
    assert_agrees(folder.path());
    // A year in which the region reports more than its carried share goes without the carried totals.
    folder.edit(
        "regional_trade.csv",
        "2016,AA-BB,AA-N,ore,48000000,",
        "2016,AA-BB,AA-N,ore,88000000,",
    );
    assert!(folder.analysis().anchors_carried);
    assert_agrees(folder.path());
}

/// A world with as many draws as an edition has.
fn drawn_in_full(world: &World) -> Folder {
    let folder = world.write();
    folder.edit("tradeprint.toml", "draws = 2000", "draws = 10000");
    folder
}

#[test]
fn random_worlds_agree() {
    if !available() {
        return;
    }
    let shape =
        Shape { industries: 1, regions: 0, reported: false, anchored: false, gaps: false, seed: 1 };
    for shape in [
        shape,
        Shape { industries: 9, seed: 2, ..shape },
        Shape { industries: 3, regions: 1, seed: 3, ..shape },
        Shape { industries: 7, regions: 12, gaps: true, reported: true, seed: 4, ..shape },
        Shape { industries: 4, regions: 20, gaps: true, anchored: true, seed: 5, ..shape },
    ] {
        assert_agrees(drawn_in_full(&World::new(shape)).path());
    }
    // Five years are continued, four are not.
    for first in [2012, 2013] {
        let mut world = World::new(Shape { industries: 3, regions: 2, seed: 6, ..shape });
        world.first = first;
        assert_agrees(drawn_in_full(&world).path());
    }
}

/// The synthetic folder with settings that the shipped catalogue may not use.
#[test]
fn settings_of_every_kind_agree() {
    if !available() {
        return;
    }
    let folder = Folder::tiny();
    let text = folder.text("tradeprint.toml");
    let before = &text[..text.find("[[scenario]]").expect("scenarios come last")];
    let settings = "[forecast]\nbreaks = [2013, 2016]\n\n\
         [uncertainty]\nconcordance_concentration = 9.0\n\n\
         [carbon_price]\nusd_per_tonne = 50.0\nsource = \"synthetic\"\n\n\
         [[scenario]]\nid = \"trend\"\nsource = \"synthetic\"\nintensities = \"trend\"\ntrade = \"trend\"\n\n\
         [[scenario]]\nid = \"frozen\"\nsource = \"synthetic\"\nintensities = \"frozen\"\ntrade = \"trend\"\n\n\
         [[scenario]]\nid = \"half\"\nsource = \"synthetic\"\nintensities = \"convergence\"\nshare = 0.5\ntrade = \"trend\"\n\n\
         [[scenario]]\nid = \"rate\"\nsource = \"synthetic\"\nintensities = \"rate\"\n\
         reporter_rate = -0.5\npartner_rate = 0.0\ntrade = \"trend\"\n\n\
         [[scenario]]\nid = \"goal\"\nsource = \"synthetic\"\nintensities = \"trend\"\ntrade = \"goal\"\n\
         turnover_usd = 480000000.0\ngoal_year = 2020\n\n\
         [[scenario]]\nid = \"later\"\nsource = \"synthetic\"\nintensities = \"frozen\"\ntrade = \"goal\"\n\
         turnover_usd = 480000000.0\ngoal_year = 2023\n";
    folder.write("tradeprint.toml", before.to_owned() + settings);
    assert_agrees(folder.path());
}

fn with_regional_trade() -> Folder {
    let folder = Folder::tiny();
    let mut rows = "year,flow,region,product,value_usd,status,source,note\n".to_owned();
    for n in 0..=6 {
        let (year, ore, goods) = (2010 + n, 30 + 3 * n, 40 - 4 * n);
        rows += &format!("{year},AA-BB,AA-N,ore,{ore}000000,observed,synthetic,\n");
        rows += &format!("{year},BB-AA,AA-S,goods,{goods}000000,estimated,synthetic,\n");
    }
    rows += "2012,AA-BB,AA-SX,wares,1500000,observed,synthetic,\n";
    let more = "north-2015,AA-N,AA-BB,2015,56000000,,,observed,synthetic,\n\
                south-2018,AA-SX,AA-BB,2018,20000000,,,observed,synthetic,\n";
    folder.write("regional_trade.csv", rows).append("regional_anchors.csv", more).describe();
    folder
}

#[test]
fn one_wrong_digit_is_found() {
    if !available() {
        return;
    }
    let folder = Folder::tiny();
    let text = String::from_utf8(facts_csv(folder.path())).expect("UTF-8");
    let from = "avoided/all/AA/2016,avoided,,,all,AA,2016,,-29700,";
    assert!(text.contains(from), "the number that the README of the folder derives");
    let output =
        recompute(folder.path(), text.replace(from, &from.replace("-29700", "-29701")).as_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("avoided/all/AA/2016: value"));
    // And a fact that is left out.
    let fewer: String = text
        .lines()
        .filter(|line| !line.starts_with("joint/all/AA/2012,"))
        .map(|l| l.to_owned() + "\n")
        .collect();
    let output = recompute(folder.path(), fewer.as_bytes());
    assert_eq!(output.status.code(), Some(1));
}
