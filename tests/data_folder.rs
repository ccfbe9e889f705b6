//! The shipped data folder.

use tradeprint::data::{Dataset, quality};
use tradeprint::diagnostics::{Code, Severity};

use crate::synthetic::{Folder, analysis, listed, near, shipped, value};

#[test]
fn the_shipped_folder_loads_without_faults() {
    let (data, warnings) =
        Dataset::load(&shipped()).unwrap_or_else(|faults| panic!("{}", listed(&faults)));
    for warning in warnings.iter() {
        assert_eq!(warning.severity, Severity::Warning);
        // The mirror gaps of the years before 2006 are a property of the sources.
        assert_eq!(warning.code, Code::MirrorGap, "{}", warning.short());
    }
    let summary = quality(&data);
    assert_eq!((summary.regions, summary.industries, summary.groups), (83, 15, 2));
    assert!(!summary.regional_trade);
    assert_eq!(data.inputs.len(), 24, "every file of the folder is read and hashed");
}

/// SOURCES.md: 57.32 bn USD made in Russia, 54.14 bn made in China, as Russia reports them for 2019.
#[test]
fn the_totals_of_2019_are_those_of_the_sources() {
    let facts = analysis(&shipped()).facts;
    for (flow, total) in [("RU-CN", 57.32e9), ("CN-RU", 54.14e9)] {
        let own = value(&facts, &format!("trade/{flow}/all/RU/2019"));
        assert!((own - total).abs() < 0.005e9, "{flow}: {own}");
        let published = value(&facts, &format!("trade_total/{flow}/RU/2019"));
        assert!(
            (own - published).abs() < 0.05,
            "products sum to the published total to a cent each"
        );
    }
}

/// METHODS.md, what to expect on the shipped data (a rough pass by others, products mapped one to one): trade to 0.1 bn USD,
/// emissions and balances within 2 Mt.
#[test]
fn results_are_near_the_rough_pass_of_the_methods() {
    let facts = analysis(&shipped()).facts;
    for (year, trade, emissions) in [
        (2010, [19.8, 39.0], [10.1, 10.3]),
        (2013, [35.6, 53.2], [13.4, 9.1]),
        (2019, [57.3, 54.1], [28.0, 7.0]),
        (2021, [68.7, 72.7], [33.0, 8.0]),
        (2030, [88.0, 72.0], [41.0, 5.0]),
    ] {
        for (n, flow) in ["RU-CN", "CN-RU"].iter().enumerate() {
            let usd = value(&facts, &format!("trade/{flow}/all/RU/{year}")) / 1e9;
            let slack = if year == 2030 { 0.6 } else { 0.06 };
            assert!((usd - trade[n]).abs() < slack, "{flow} {year}: {usd} bn USD");
            let mt = value(&facts, &format!("embodied/{flow}/all/RU/{year}")) / 1e6;
            assert!((mt - emissions[n]).abs() < 2.0, "{flow} {year}: {mt} Mt");
        }
    }
}

/// The synthetic folder without regions.
fn nation_alone() -> Folder {
    let folder = Folder::tiny();
    for file in [
        "regions.csv",
        "regions.geojson",
        "regional_weights.csv",
        "regional_anchors.csv",
        "regional_indicators.csv",
    ] {
        folder.remove(file);
    }
    let industries = folder.text("industries.csv");
    let header = industries.lines().next().expect("a header").to_owned();
    let position = |name: &str| header.split(',').position(|c| c == name).expect("a column");
    let bases = ["made_basis", "used_basis"].map(position);
    let emptied: String = industries
        .lines()
        .enumerate()
        .map(|(n, line)| {
            let cells = line.split(',').enumerate();
            let kept = cells.map(|(c, cell)| if n > 0 && bases.contains(&c) { "" } else { cell });
            kept.collect::<Vec<_>>().join(",") + "\n"
        })
        .collect();
    folder.write("industries.csv", emptied).describe();
    folder
}

#[test]
fn a_folder_may_speak_of_the_nation_alone() {
    let folder = nation_alone();
    let facts = folder.analysis().facts;
    assert!(near(value(&facts, "balance/all/AA/2016"), 25_350.0, 1e-9, 0.0));
    assert_eq!(facts.names().regions.len(), 0);
    // What is no region's is all.
    assert!(near(value(&facts, "trade/AA-BB/all/AA-unallocated/2016"), 204e6, 1e-9, 0.0));
}

#[test]
fn what_a_folder_without_regions_must_not_have() {
    // A basis that spreads nothing.
    let folder = nation_alone();
    folder.write("industries.csv", Folder::tiny().text("industries.csv"));
    let faults = folder.load().expect_err("bases without regions");
    assert!(faults.iter().all(|fault| fault.code == Code::OutOfRange));
    assert_eq!(faults.iter().count(), 6, "{}", listed(&faults));
    // A table by region asks for the regions, their boundaries and their weights.
    let folder = nation_alone();
    let anchors = Folder::tiny().text("regional_anchors.csv");
    folder.write("regional_anchors.csv", anchors).describe();
    let faults = folder.load().expect_err("published totals of no region");
    let missing: Vec<&str> = faults
        .iter()
        .filter(|fault| fault.code == Code::FileMissing)
        .map(|fault| {
            fault.location.as_ref().expect("a place").file.rsplit('/').next().expect("a name")
        })
        .collect();
    assert_eq!(missing, ["regional_weights.csv", "regions.csv", "regions.geojson"]);
}
