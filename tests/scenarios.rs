//! Scenarios and emissions at a price: arithmetic by hand on the synthetic folder, and what a catalogue may not say.

use tradeprint::diagnostics::{Code, Diagnostic};
use tradeprint::facts::{Method, Status};

use crate::known_world::without_records_and_weights;
use crate::synthetic::{Folder, fact, find, listed, near, value};

const CATALOGUE: &str = "tradeprint.toml";

fn check(folder: &Folder, expected: &[(&str, f64)]) {
    let facts = folder.analysis().facts;
    for (id, number) in expected {
        let own = value(&facts, id);
        assert!(near(own, *number, 1e-9, 1.0), "{id}: {own} instead of {number}");
    }
}

/// The one fault of a folder.
fn fault(folder: &Folder) -> Diagnostic {
    let Err(faults) = folder.load() else { panic!("the folder loads") };
    assert_eq!(faults.iter().count(), 1, "{}", listed(&faults));
    faults.into_iter().next().expect("one")
}

/// The line on which a text of the catalogue stands for the first time after another.
fn line_after(folder: &Folder, before: &str, text: &str) -> u32 {
    let all = folder.text(CATALOGUE);
    let from = all.find(before).expect("the first text");
    let at = from + all[from..].find(text).expect("the second text");
    u32::try_from(all[..at].matches('\n').count() + 1).expect("few lines")
}

#[test]
fn each_kind_of_path_gives_what_its_formula_says_in_every_year() {
    // 2018: ore 180 mn, chemistry 10 mn, metalwork 30 mn made in AA, 5 mn and 5 mn made in BB. The trend has a quarter of
    // AA's intensities of 2016.
    let held = 0.000_25 * 180e6 + 0.000_4 * 10e6 + 0.000_15 * 30e6;
    let partner = 0.000_4 * 180e6 + 0.001 * 10e6 + 0.000_6 * 30e6;
    let (out, inward) = (held / 4.0, 0.001 * 5e6 + 0.000_6 * 5e6);
    check(
        &Folder::tiny(),
        &[
            ("scenario_exports/trend/2018", out),
            ("scenario_imports/trend/2018", inward),
            ("scenario_exports/frozen/2018", held),
            ("scenario_imports/frozen/2018", inward),
            // Half of the time to 2020 is over: a quarter of the way.
            ("scenario_exports/half-convergence/2018", 0.75 * out + 0.25 * partner),
            ("scenario_imports/half-convergence/2018", inward),
            // Two years of -20 % and of +10 %.
            ("scenario_exports/policy-rate/2018", 0.64 * held),
            ("scenario_imports/policy-rate/2018", 1.21 * inward),
            ("scenario_balance/policy-rate/2018", 0.64 * held - 1.21 * inward),
            ("scenario_joint/policy-rate/2018", 0.64 * held + 1.21 * inward),
            ("scenario_change/policy-rate/2018", 0.64 * held - 1.21 * inward - (out - inward)),
            ("scenario_change/trend/2018", 0.0),
            // 460 mn against 180 + 40 + 10 mn: twice the trend from 2018 on, half of the way in 2017.
            ("scenario_exports/trade-goal/2018", 2.0 * out),
            ("scenario_imports/trade-goal/2018", 2.0 * inward),
            ("scenario_exports/trade-goal/2017", 1.5 * 25_500.0),
            ("scenario_imports/trade-goal/2017", 1.5 * 16_000.0),
            ("scenario_exports/trade-goal/2020", 2.0 * 58_500.0 / 16.0),
            // What is assumed.
            ("scenario_share/half-convergence", 0.5),
            ("scenario_rate/AA/policy-rate", -0.2),
            ("scenario_rate/BB/policy-rate", 0.1),
            ("scenario_turnover/trade-goal/2018", 460e6),
        ],
    );
}

#[test]
fn a_goal_beyond_the_horizon_is_measured_against_the_lines() {
    let folder = Folder::tiny();
    folder.edit(CATALOGUE, "horizon = 2020", "horizon = 2017");
    // One of two years to 2018: the factor is half way to 2.
    check(
        &folder,
        &[
            ("scenario_exports/trade-goal/2017", 1.5 * 25_500.0),
            // The horizon is when convergence is complete.
            (
                "scenario_exports/half-convergence/2017",
                0.5 * 25_500.0 + 0.5 * (0.000_4 * 170e6 + 0.001 * 10e6 + 0.000_6 * 30e6),
            ),
        ],
    );
}

#[test]
fn assumed_intensities_leave_the_error_of_trade_alone() {
    let facts = without_records_and_weights().analysis().facts;
    // Only wares vary: a quarter of them at 0.0004, three quarters at 0.00015, two years of -20 %.
    let per_dollar = 0.64 * (0.25 * 0.000_4 + 0.75 * 0.000_15);
    let spread = 1.0_f64 + 1.0 / 7.0 + 25.0 / 28.0;
    let half = 2.570_581_836_6 * per_dollar * (64.0_f64 / 5.0).sqrt() * 1e6 * spread.sqrt();
    let own = fact(&facts, "scenario_exports/policy-rate/2018");
    let (lower, upper) = own.interval.expect("projected");
    // By 10,000 draws.
    assert!(near(upper - own.value, half, 0.06, 0.0) && near(own.value - lower, half, 0.06, 0.0));
    assert_eq!((own.status, own.method), (Status::Projected, Method::Scenario));
}

#[test]
fn a_folder_without_scenarios_has_the_trend_alone_and_no_price() {
    let folder = Folder::tiny();
    let text = folder.text(CATALOGUE);
    folder.write(CATALOGUE, &text[..text.find("[[scenario]]").expect("scenarios")]);
    let facts = folder.analysis().facts;
    assert!(find(&facts, "scenario_balance/trend/2020").is_some());
    assert!(find(&facts, "scenario_balance/frozen/2020").is_none());
    assert!(find(&facts, "carbon_price").is_none());
    assert!(facts.iter().all(|f| f.key.measure.as_str() != "carbon_exposure"));
}

#[test]
fn exposure_is_emissions_times_the_price() {
    let folder = Folder::tiny();
    check(
        &folder,
        &[
            ("carbon_price", 50.0),
            ("carbon_exposure/AA-BB/all/AA/2016", 50.0 * 49_350.0),
            ("carbon_exposure/BB-AA/metalwork/AA/2016", 50.0 * 9_000.0),
            // 0.0008 x 9 mn + 0.0003 x 27 mn.
            ("carbon_exposure/AA-BB/factories/AA/2014", 50.0 * 15_300.0),
            ("carbon_exposure/AA-BB/all/AA-N/2016", 50.0 * 22_337.5),
        ],
    );
    let facts = folder.analysis().facts;
    assert!(find(&facts, "carbon_exposure/BB-AA/all/AA-N/2016").is_none());
    assert!(find(&facts, "carbon_exposure/AA-BB/all/AA/2015").is_none());
    let own = fact(&facts, "carbon_exposure/AA-BB/all/AA/2020");
    let from = fact(&facts, "embodied/AA-BB/all/AA/2020");
    let (own_ends, from_ends) = own.interval.zip(from.interval).expect("projected");
    assert!(near(own_ends.1, 50.0 * from_ends.1, 1e-12, 0.0));
    assert_eq!(fact(&facts, "carbon_exposure/AA-BB/all/AA/2014").status, Status::Estimated);
}

#[test]
fn an_unknown_kind_names_the_nearest() {
    let folder = Folder::tiny();
    folder.edit(CATALOGUE, "intensities = \"frozen\"", "intensities = \"frozn\"");
    let found = fault(&folder);
    let at = found.location.clone().expect("a place");
    assert_eq!(found.code, Code::BadCatalogue);
    assert_eq!((at.line, at.column), (line_after(&folder, "id = \"frozen\"", "frozn"), 15));
    assert_eq!(found.hint.as_deref(), Some("did you mean `frozen`?"));
    folder.edit(CATALOGUE, "intensities = \"frozn\"", "intensities = \"frozen\"");
    folder.edit(CATALOGUE, "trade = \"goal\"", "trade = \"gaol\"");
    assert_eq!(
        fault(&folder).location.expect("a place").line,
        line_after(&folder, "\"trade-goal\"", "gaol")
    );
}

#[test]
fn a_parameter_that_is_missing_unused_or_out_of_range_is_a_fault_at_its_line() {
    for (from, to, code, scenario, needle) in [
        ("share = 0.5\n", "", Code::BadCatalogue, "half-convergence", "\"convergence\""),
        ("share = 0.5", "share = 1.5", Code::OutOfRange, "half-convergence", "1.5"),
        ("partner_rate = 0.1\n", "", Code::BadCatalogue, "policy-rate", "\"rate\""),
        ("reporter_rate = -0.2", "reporter_rate = -1", Code::OutOfRange, "policy-rate", "= -1"),
        ("goal_year = 2018\n", "", Code::BadCatalogue, "trade-goal", "\"goal\""),
        ("goal_year = 2018", "goal_year = 2016", Code::OutOfRange, "trade-goal", "2016"),
        ("turnover_usd = 460e6", "turnover_usd = 0", Code::OutOfRange, "trade-goal", "= 0"),
        (
            "intensities = \"frozen\"",
            "intensities = \"frozen\"\nshare = 0.1",
            Code::BadCatalogue,
            "\"frozen\"",
            "share",
        ),
        ("usd_per_tonne = 50", "usd_per_tonne = -1", Code::OutOfRange, "[carbon_price]", "-1"),
    ] {
        let folder = Folder::tiny();
        folder.edit(CATALOGUE, from, to);
        let found = fault(&folder);
        assert_eq!(found.code, code, "{}", found.short());
        let line = found.location.as_ref().expect("a place").line;
        assert_eq!(line, line_after(&folder, scenario, needle), "{}", found.short());
    }
}

#[test]
fn ids_stand_once_keep_their_meaning_and_are_no_other_code() {
    for (id, code) in [
        ("frozen", Code::DuplicateKey),
        ("mining", Code::DuplicateKey),
        ("AA-N", Code::DuplicateKey),
        ("mirror-trade", Code::DuplicateKey),
        ("leave-out-2012", Code::DuplicateKey),
        ("all", Code::DuplicateKey),
        ("a/b", Code::BadCatalogue),
    ] {
        let folder = Folder::tiny();
        folder.edit(CATALOGUE, "id = \"policy-rate\"", &format!("id = \"{id}\""));
        let Err(faults) = folder.load() else { panic!("{id} loads") };
        let line = line_after(&folder, "goal_year", "id = ");
        let found = faults.iter().find(|f| f.code == code).expect("the fault");
        assert_eq!(found.location.as_ref().expect("a place").line, line, "{id}");
    }
    let folder = Folder::tiny();
    folder.edit(CATALOGUE, "share = 0.5", "share = 0.4");
    assert!(fault(&folder).message.contains("kept"));
}

#[test]
fn a_source_is_required_and_known() {
    let folder = Folder::tiny();
    let policy = "id = \"policy-rate\"\nsource = \"synthetic\"";
    folder.edit(CATALOGUE, policy, "id = \"policy-rate\"\nsource = \"synthetik\"");
    let found = fault(&folder);
    assert_eq!(found.code, Code::UnknownSource);
    assert_eq!(found.location.expect("a place").line, line_after(&folder, "goal_year", "id = "));
    folder.edit(CATALOGUE, "id = \"policy-rate\"\nsource = \"synthetik\"", "id = \"policy-rate\"");
    let found = fault(&folder);
    assert_eq!(found.code, Code::BadCatalogue);
    assert!(found.message.contains("source"), "{}", found.short());
}

#[test]
fn an_unknown_entry_of_a_scenario_is_a_fault() {
    let folder = Folder::tiny();
    folder.edit(CATALOGUE, "goal_year = 2018", "goal_year = 2018\ncolour = \"red\"");
    assert_eq!(fault(&folder).code, Code::BadCatalogue);
}

/// The shipped set, Mt of 2030. The first three are those of the edition before scenarios came from the catalogue.
#[test]
fn the_shipped_scenarios_have_the_balances_that_were_read_on_the_page() {
    let facts = crate::synthetic::analysis(&crate::synthetic::shipped()).facts;
    for (id, balance) in [
        ("trend", 34.475),
        ("frozen", 32.785),
        ("half-convergence", 18.521),
        ("trade-goal", 52.556),
        ("policy-rate", 22.471),
    ] {
        let own = value(&facts, &format!("scenario_balance/{id}/2030")) / 1e6;
        assert!((own - balance).abs() < 0.0006, "{id}: {own}");
    }
}
