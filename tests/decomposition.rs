//! Scale, composition and technique add up to the change of embodied emissions, everywhere; terms of trade by industry.

use proptest::prelude::*;
use tradeprint::analysis::analyse;
use tradeprint::data::{Dataset, Overrides};
use tradeprint::facts::{Fact, FactTable, Status};
use tradeprint::vocabulary::Measure;

use crate::synthetic::{Folder, analysis, fact, find, near, shipped, value};
use crate::worlds::worlds;

const PARTS: [&str; 3] = ["lmdi_scale", "lmdi_composition", "lmdi_technique"];

/// Checks every change that is split; how many there are.
fn parts_make_the_change(facts: &FactTable) -> Result<usize, String> {
    let mut count = 0;
    for scale in facts.iter().filter(|f| f.key.measure == Measure::LmdiScale) {
        let id = facts.names().id(&scale.key);
        let parts: f64 = PARTS.iter().map(|m| value(facts, &id.replace(PARTS[0], m))).sum();
        let mut new = tradeprint::facts::FactKey { measure: Measure::Embodied, ..scale.key };
        new.base = 0;
        let old = new.year(scale.key.base);
        let [Some(new), Some(old)] = [new, old].map(|key| facts.get(&key)) else {
            return Err(format!("{id}: no emissions at an end"));
        };
        // The error is relative to what passed through the sum on the way.
        let size = new.value.max(old.value).max(scale.value.abs());
        if !near(parts, new.value - old.value, 1e-9, size) {
            return Err(format!("{id}: {parts} instead of {}", new.value - old.value));
        }
        count += 1;
    }
    Ok(count)
}

#[test]
fn the_shipped_changes_are_split_exactly() {
    let facts = analysis(&shipped()).facts;
    let count = parts_make_the_change(&facts).expect("exact");
    // Two flows; five spans of 16 industries and all, and of 83 regions; the yearly steps of the nation.
    assert_eq!(count, 2 * (5 * (15 + 1 + 83) + 20));
    // Signs that the article speaks of: trade grew, and emissions per dollar fell in China.
    assert!(value(&facts, "lmdi_scale/RU-CN/all/RU/2021/2010") > 0.0);
    assert!(value(&facts, "lmdi_technique/CN-RU/all/RU/2021/2010") < 0.0);
    assert_eq!(fact(&facts, "lmdi_scale/RU-CN/all/RU/2021/2010").status, Status::Estimated);
    assert_eq!(fact(&facts, "lmdi_scale/RU-CN/all/RU/2030/2021").status, Status::Projected);
}

#[test]
fn chained_steps_make_the_span_and_industries_make_all() {
    let facts = analysis(Folder::tiny().path()).facts;
    for flow in ["AA-BB", "BB-AA"] {
        for part in PARTS {
            let span = value(&facts, &format!("{part}/{flow}/all/AA/2020/2010"));
            let steps: f64 = (2010..2020)
                .map(|y| value(&facts, &format!("{part}/{flow}/all/AA/{}/{y}", y + 1)))
                .sum();
            assert!(near(span, steps, 1e-9, 1.0), "{part} {flow}: {span} {steps}");
            let industries: f64 = ["mining", "chemistry", "metalwork"]
                .iter()
                .map(|i| value(&facts, &format!("{part}/{flow}/{i}/AA/2020/2010")))
                .sum();
            assert!(near(span, industries, 1e-9, 1.0), "{part} {flow}: {span} {industries}");
        }
    }
}

#[test]
fn a_horizon_without_projections_has_no_change_to_split() {
    // Four years of trade are not continued.
    let years = Overrides { last: Some(2013), horizon: None };
    let (data, _) = Dataset::load_with(Folder::tiny().path(), years).expect("the folder loads");
    let facts = analyse(&data).expect("four years of trade").facts;
    assert!(find(&facts, "lmdi_scale/AA-BB/all/AA/2013/2010").is_some());
    let horizon = data.catalogue.years.horizon;
    assert!(horizon > 2013);
    let beyond = |f: &Fact| f.key.measure == Measure::LmdiScale && f.key.year > 2013;
    assert!(!facts.iter().any(beyond));
}

#[test]
fn terms_of_trade_of_an_industry_compare_its_two_intensities() {
    let facts = analysis(Folder::tiny().path()).facts;
    for year in [2012, 2016, 2018] {
        let id = format!("terms_of_trade/metalwork/AA/{year}");
        let e = |c: &str| value(&facts, &format!("intensity/{c}/metalwork/{year}"));
        let Some(own) = find(&facts, &id) else { panic!("no {id}") };
        assert!(near(own.value, 100.0 * e("AA") / e("BB"), 1e-12, 0.0), "{id}: {}", own.value);
        assert_eq!(own.status == Status::Projected, year > 2016);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_parts_make_the_change_in_random_folders(world in worlds()) {
        let folder = world.write();
        let facts = folder.analysis().facts;
        let count = parts_make_the_change(&facts).map_err(TestCaseError::fail)?;
        prop_assert!(count > 0);
    }
}
