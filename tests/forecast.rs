//! The forecast pack: coverage of its intervals, and its facts against the facts that they rest on.

#[path = "../examples/interval_coverage.rs"]
#[expect(dead_code, reason = "its main function prints what the test compares")]
mod interval_coverage;

use tradeprint::analysis::analyse;
use tradeprint::analysis::forecast::{self, FEWEST_TO_PICK, Family, Model, Score};
use tradeprint::data::{Dataset, Overrides};
use tradeprint::facts::{Fact, FactKey, FactTable, Status};
use tradeprint::vocabulary::{Flow, Measure, Symbol};

use crate::synthetic::{Folder, analysis, fact, listed, near, root, shipped, value};

#[test]
fn intervals_hold_what_they_say_and_the_document_is_the_output() {
    let rows = interval_coverage::coverage();
    for cell in rows.iter().flat_map(|row| row.coverage) {
        assert!((0.92..=0.98).contains(&cell), "{}", interval_coverage::document(&rows));
    }
    let path = root().join("docs/interval-coverage.md");
    let written = std::fs::read_to_string(path).expect("the document");
    assert_eq!(written, interval_coverage::document(&rows));
}

fn trade_facts() -> FactTable {
    analysis(&shipped()).facts
}

#[test]
fn the_linear_model_is_the_projection_of_the_edition() {
    let facts = trade_facts();
    let nation = facts.names().nation();
    let mut compared = 0;
    for flow in Flow::BOTH {
        for industry in facts.names().industries.iter().copied().chain([Symbol::ALL]) {
            let key = FactKey::new(Measure::ForecastOls).flow(flow).industry(industry).year(2030);
            let projected = FactKey { measure: Measure::Trade, region: nation, ..key };
            let (own, theirs) = (facts.expect(&key), facts.expect(&projected));
            assert!(near(own.value, theirs.value, 1e-9, 1e3), "{}", facts.names().id(&key));
            let ends = |f: &Fact| f.interval.unwrap_or((f.value, f.value));
            let ((a, b), (c, d)) = (ends(own), ends(theirs));
            // The interval of the edition holds the errors of records and concordance, too.
            assert!(c <= a + 1e-9 * a.abs() && b <= d + 1e-9 * d.abs(), "{a} {b} in {c} {d}");
            compared += 1;
        }
    }
    assert_eq!(compared, 2 * (facts.names().industries.len() + 1));
}

#[test]
fn the_rule_takes_the_smallest_error_and_its_counts_add_up() {
    let facts = trade_facts();
    for flow in Flow::BOTH {
        let mut counts = [0.0; 5];
        for industry in facts.names().industries.clone() {
            let choice = forecast::chosen(&facts, flow, industry).expect("twelve years");
            if !choice.picked {
                assert_eq!(choice.model, Model::Ols);
                continue;
            }
            counts[choice.model.position()] += 1.0;
            let mase = |m| {
                let measure = Family::Trade.score(Score::Mase, m);
                facts.get(&FactKey::new(measure).flow(flow).industry(industry)).map(|f| f.value)
            };
            let own = mase(choice.model).expect("what is picked was tested");
            for other in Model::ALL.into_iter().filter_map(mase) {
                assert!(own <= other + 1e-9);
            }
        }
        for model in Model::ALL {
            let code = facts.names().symbols.get(model.code()).expect("interned");
            let key = FactKey::new(Measure::BacktestPicks).flow(flow).industry(code);
            assert!(near(facts.expect(&key).value, counts[model.position()], 1e-12, 1.0));
        }
    }
}

#[test]
fn seven_years_have_a_back_test_but_no_choice() {
    let facts = Folder::tiny().analysis().facts;
    let mase = fact(&facts, "mase_ols/AA-BB/all");
    assert!(facts.inputs(mase).len() < FEWEST_TO_PICK && mase.status == Status::Estimated);
    let choice = forecast::chosen(&facts, Flow::Outward, Symbol::ALL).expect("seven years");
    assert!(!choice.picked && choice.model == Model::Ols);
    assert!(facts.iter().all(|f| f.key.measure != Measure::BacktestPicks));
}

#[test]
fn a_catalogue_without_breaks_has_no_tests_of_breaks() {
    let folder = Folder::tiny();
    let facts = folder.analysis().facts;
    assert!(facts.iter().all(|f| f.key.measure != Measure::BreakStatistic));
    folder.edit("tradeprint.toml", "[seed]", "[forecast]\nbreaks = [2013]\n\n[seed]");
    let facts = folder.analysis().facts;
    let p = value(&facts, "break_p_value/AA-BB/all/2013");
    assert!((0.0..=1.0).contains(&p));
    assert!(value(&facts, "break_statistic/AA-BB/all/2013") >= 0.0);
}

#[test]
fn breaks_out_of_order_or_outside_the_years_are_a_fault_at_their_line() {
    for wrong in ["[2015, 2013]", "[2013, 2013]", "[2010]", "[2021]"] {
        let folder = Folder::tiny();
        folder.edit(
            "tradeprint.toml",
            "[seed]",
            &format!("[forecast]\nbreaks = {wrong}\n\n[seed]"),
        );
        let faults = folder.load().expect_err("breaks that cannot be tested");
        let text = listed(&faults);
        assert!(text.contains("tradeprint.toml:") && text.contains("E0121"), "{text}");
        assert!(text.contains("2011 to 2020"), "{text}");
    }
}

#[test]
fn four_years_have_no_continuation() {
    let years = Overrides { last: Some(2013), horizon: None };
    let folder = Folder::tiny();
    let (data, _) = Dataset::load_with(folder.path(), years).expect("the folder loads");
    let facts = analyse(&data).expect("four years of trade").facts;
    assert!(forecast::chosen(&facts, Flow::Outward, Symbol::ALL).is_none());
    assert!(facts.iter().all(|f| f.key.measure != Measure::ForecastOls));
    // Accounts go on: their back-test does not depend on the years of trade.
    assert!(facts.iter().any(|f| f.key.measure == Measure::RealMaseOls));
}
