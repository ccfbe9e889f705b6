//! Published totals of other studies, and the list for the editor.

use tradeprint::analysis::{Oddity, OddityKind, analyse};
use tradeprint::data::Dataset;
use tradeprint::diagnostics::Code;
use tradeprint::facts::{Method, Status};

use crate::synthetic::{Folder, analysis, fact, find, near, shipped, value};

const HEADER: &str = "literature,citation,year,compares,value,unit,scope,note,status,source\n";

/// The synthetic folder with published totals.
fn with_totals(rows: &str) -> Folder {
    let folder = Folder::tiny();
    folder.write("literature.csv", HEADER.to_owned() + rows).describe();
    folder
}

#[test]
fn a_published_total_stands_beside_ours() {
    let folder = with_totals(
        "some,,2016,balance/all/AA/2016,-50700,t,maker only,,estimated,synthetic\n\
         some,,2015,balance/all/AA/1999,1000,t,maker only,,observed,synthetic\n\
         none,,2016,balance/all/AA/2016,0,t,maker only,,observed,synthetic\n",
    );
    let found = folder.analysis();
    let facts = &found.facts;
    let published = fact(facts, "literature_value/some/2016");
    assert_eq!((published.value, published.status), (-50_700.0, Status::Estimated));
    assert_eq!(published.method, Method::Source);
    // Ours is 25 350 t: half the size and the other sign.
    assert!(near(value(facts, "literature_ratio/some/2016"), -0.5, 1e-12, 0.0));
    // A fact that the edition does not have, and a published zero, have no ratio.
    for id in ["literature_ratio/some/2015", "literature_ratio/none/2016"] {
        assert!(find(facts, id).is_none(), "{id}");
    }
    let uncompared: Vec<_> =
        found.oddities.iter().filter(|o| o.kind == OddityKind::Uncompared).collect();
    assert_eq!(uncompared.len(), 1);
    assert_eq!(facts.names().id(&uncompared[0].key), "literature_value/some/2015");
}

#[test]
fn a_total_beside_dollars_is_a_fault_with_its_place() {
    let folder =
        with_totals("some,,2016,trade/AA-BB/all/AA/2016,1,t,maker only,,observed,synthetic\n");
    let (data, _) = folder.load().expect("loads");
    let faults = analyse(&data).expect_err("another unit");
    let fault = faults.iter().next().expect("one fault");
    assert_eq!((fault.code, faults.len()), (Code::WrongUnit, 1));
    let place = fault.location.as_ref().expect("a place");
    let file = folder.path().join("literature.csv");
    assert_eq!((place.file.as_str(), place.line), (file.to_str().expect("UTF-8"), 2));
}

#[test]
fn the_published_balance_of_2007_has_the_sign_of_ours() {
    let facts = analysis(&shipped()).facts;
    for (year, tonnes) in [(2007, -13_210_000.0), (2015, -4_450_000.0)] {
        let own = value(&facts, &format!("literature_value/eebt-sda/{year}"));
        assert!(near(own, tonnes, 1e-12, 0.0), "{own}");
    }
    let ratio = value(&facts, "literature_ratio/eebt-sda/2007");
    assert!((ratio - 16.9 / 13.21).abs() < 0.01, "{ratio}");
}

#[test]
fn published_regional_totals_that_cannot_be_met_name_the_file_in_its_folder() {
    let folder = Folder::tiny();
    // The region reports more than the total that is published for it.
    folder
        .write(
            "regional_trade.csv",
            "year,flow,region,product,value_usd,status,source,note\n\
             2013,AA-BB,AA-N,ore,110000000,observed,synthetic,\n",
        )
        .describe();
    let (data, _) = folder.load().expect("loads");
    let Err(faults) = analyse(&data) else { panic!("100 against 110") };
    for fault in faults.iter() {
        let place = fault.location.as_ref().expect("a place");
        let file = folder.path().join("regional_anchors.csv");
        assert_eq!((place.file.as_str(), place.line), (file.to_str().expect("UTF-8"), 2));
    }
}

/// The entry of a kind for a fact.
fn entry<'a>(
    folder: &Folder,
    found: &'a [Oddity],
    kind: OddityKind,
    id: &str,
) -> Option<&'a Oddity> {
    let (data, _) = Dataset::load(folder.path()).expect("loads");
    let key = data.names.key(id)?;
    found.iter().find(|oddity| oddity.kind == kind && oddity.key == key)
}

#[test]
fn oddities_follow_the_bounds_of_the_catalogue() {
    let folder = Folder::tiny();
    // Intensities of mining: 0.000 25 (2016) after 0.000 4 (2015), 0.625 of the partner's.
    folder.append("tradeprint.toml", "\n[oddities]\nintensity_ratio = 1.5\njump = 1.55\n");
    let found = folder.analysis().oddities;
    let of = |kind, id| entry(&folder, &found, kind, id);
    let ratio = of(OddityKind::IntensityRatio, "intensity_ratio/mining/2016").expect("beyond 1.5");
    assert!(near(ratio.value.expect("a value"), 0.625, 1e-9, 0.0));
    assert!(near(ratio.bound, 1.0 / 1.5, 1e-12, 0.0));
    let jump = of(OddityKind::IntensityJump, "intensity/AA/mining/2016").expect("beyond 1.55");
    assert!(near(jump.value.expect("a value"), 0.625, 1e-9, 0.0));
    assert_eq!(jump.years, 1);
    assert!(jump.against.is_some());
    // A fifth of mining is not allocated, in each of seven years.
    let rest = found.iter().find(|o| o.kind == OddityKind::Unallocated).expect("beyond a tenth");
    assert!(near(rest.value.expect("a value"), 0.2, 1e-9, 0.0));
    assert_eq!((rest.bound, rest.years), (0.1, 7));
    // Kind by kind.
    assert!(found.windows(2).all(|pair| pair[0].kind <= pair[1].kind));
    // Wider bounds, fewer entries.
    let wide = Folder::tiny();
    wide.append(
        "tradeprint.toml",
        "\n[oddities]\nintensity_ratio = 1e9\njump = 1e9\nmirror_gap = 1e9\nanchor_error = 1e9\nunallocated = 1\n",
    );
    let left = wide.analysis().oddities;
    assert!(left.iter().all(|o| o.kind == OddityKind::Clipped), "{left:?}");
}

#[test]
fn a_series_of_many_years_is_one_entry_by_its_gravest_year() {
    let found = analysis(&shipped());
    let names = found.facts.names();
    let furniture: Vec<&Oddity> = found
        .oddities
        .iter()
        .filter(|o| o.kind == OddityKind::IntensityRatio)
        .filter(|o| names.symbols.text(o.key.industry) == "furniture")
        .collect();
    let [one] = furniture.as_slice() else { panic!("{furniture:?}") };
    assert!(one.years > 1);
    let lowest = found
        .facts
        .iter()
        .filter(|f| f.key.measure == one.key.measure && f.key.industry == one.key.industry)
        .map(|f| f.value)
        .fold(f64::INFINITY, f64::min);
    assert_eq!(one.value, Some(lowest));
}
