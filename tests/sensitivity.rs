//! Sensitivity: arithmetic by hand on the synthetic folder, and variants by a second road, through folders whose own
//! account is what the variant says.

use tradeprint::analysis::forecast::{FEWEST_TO_PICK, Model};
use tradeprint::facts::FactTable;

use crate::supply_chain::{M_A, M_B, assigned};
use crate::synthetic::{Folder, analysis, find, near, shipped, value};

fn check(folder: &Folder, expected: &[(&str, f64)]) {
    let facts = folder.analysis().facts;
    for (id, number) in expected {
        let own = value(&facts, id);
        assert!(near(own, *number, 1e-9, 1.0), "{id}: {own} instead of {number}");
    }
}

/// Both flows of a variant against the account of another folder.
fn same(variant: &FactTable, code: &str, account: &FactTable, years: &[i16]) {
    for year in years {
        for (measure, flow) in [("sensitivity_exports", "AA-BB"), ("sensitivity_imports", "BB-AA")]
        {
            let own = value(variant, &format!("{measure}/{code}/{year}"));
            let other = value(account, &format!("embodied/{flow}/all/AA/{year}"));
            assert!(near(own, other, 1e-9, 1.0), "{code} {flow} {year}: {own} against {other}");
        }
    }
}

/// Exchange rates of AA by year from 2010, BB's constant.
fn rates(folder: &Folder, of_aa: &[f64]) {
    let mut text = "year,country,lcu_per_usd,status,source\n".to_owned();
    for (year, rate) in (2010..).zip(of_aa) {
        text += &format!("{year},AA,{rate},observed,synthetic\n{year},BB,4,observed,synthetic\n");
    }
    folder.write("exchange_rates.csv", text);
}

#[test]
fn the_baseline_is_the_account_and_keeps_its_first_industries() {
    check(
        &Folder::tiny(),
        &[
            ("sensitivity_exports/baseline/2016", 49_350.0),
            ("sensitivity_imports/baseline/2016", 24_000.0),
            ("sensitivity_balance/baseline/2016", 25_350.0),
            ("sensitivity_change/baseline/2016", 0.0),
            // Three industries: all of them.
            ("sensitivity_first_five/AA-BB/baseline/2016", 3.0),
            ("sensitivity_first_five_ordered/AA-BB/baseline/2016", 1.0),
        ],
    );
}

#[test]
fn the_last_observed_intensity_is_held() {
    // 2014: 0.0005, 0.0008, 0.0003; 2020: 200, 10, 30 mn made in AA, nothing in BB.
    check(
        &Folder::tiny(),
        &[
            ("sensitivity_exports/last-value-intensity/2014", 85_300.0),
            ("sensitivity_exports/last-value-intensity/2016", 98_700.0),
            ("sensitivity_exports/last-value-intensity/2020", 117_000.0),
            ("sensitivity_balance/last-value-intensity/2020", 117_000.0),
            ("sensitivity_change/last-value-intensity/2020", 117_000.0 - 58_500.0 / 16.0),
        ],
    );
}

#[test]
fn each_industry_follows_its_own_trend() {
    let folder = Folder::tiny();
    // Mining halves every year to 0.0005 in 2014: 0.000125 in 2016, 0.0005 / 64 in 2020. The others are constant.
    let mut emissions = folder.text("emissions.csv");
    for (year, tonnes) in (2010..2014).zip([800_000, 400_000, 200_000, 100_000]) {
        let row = format!("{year},AA,acc-mining,50000,");
        emissions = emissions.replace(&row, &format!("{year},AA,acc-mining,{tonnes},"));
    }
    folder.write("emissions.csv", emissions);
    check(
        &folder,
        &[
            ("sensitivity_exports/log-linear-intensity/2014", 85_300.0),
            ("sensitivity_exports/log-linear-intensity/2016", 20_000.0 + 8_800.0 + 9_900.0),
            ("sensitivity_exports/log-linear-intensity/2020", 1_562.5 + 8_000.0 + 9_000.0),
            // Metalwork, chemistry, mining instead of mining, metalwork, chemistry.
            ("sensitivity_first_five/AA-BB/log-linear-intensity/2020", 3.0),
            ("sensitivity_first_five_ordered/AA-BB/log-linear-intensity/2020", 0.0),
        ],
    );
}

#[test]
fn an_industry_without_positive_intensities_keeps_its_last_value() {
    let folder = Folder::tiny();
    let emissions = folder.text("emissions.csv").replace("acc-mining,50000,", "acc-mining,0,");
    folder.write("emissions.csv", emissions);
    check(&folder, &[("sensitivity_exports/log-linear-intensity/2016", 8_800.0 + 9_900.0)]);
}

#[test]
fn one_rate_for_all_years_is_the_account_of_a_country_with_that_rate() {
    let folder = Folder::tiny();
    rates(&folder, &[2.0, 2.5, 2.0, 3.0, 2.2, 3.0, 4.0]);
    let variant = folder.analysis().facts;
    // The same output and product in local currency, always at the rate of 2012.
    let other = Folder::tiny();
    rates(&other, &[2.0; 7]);
    let mut macros = other.text("macro.csv");
    for (year, usd, at_rate) in [
        (2014, "2000000000", "2200000000"),
        (2015, "2500000000", "3750000000"),
        (2016, "4000000000", "8000000000"),
    ] {
        let row = |gdp: &str| format!("{year},AA,1000000,{gdp},");
        assert!(macros.contains(&row(usd)));
        macros = macros.replace(&row(usd), &row(at_rate));
    }
    other.write("macro.csv", macros);
    same(&variant, "constant-rate", &other.analysis().facts, &[2014, 2016, 2020]);
    // Half of the intensity where the rate has doubled.
    let of = |code: &str| value(&variant, &format!("sensitivity_exports/{code}/2016"));
    assert!(near(of("constant-rate"), of("baseline") / 2.0, 1e-9, 0.0));
}

#[test]
fn a_rate_that_is_not_known_is_no_variant() {
    // The rates of the folder end in 2014.
    let facts = Folder::tiny().analysis().facts;
    assert!(find(&facts, "sensitivity_exports/constant-rate/2014").is_some());
    assert!(find(&facts, "sensitivity_exports/constant-rate/2016").is_none());
    assert!(find(&facts, "sensitivity_exports/ppp-rate/2014").is_none());
    assert!(find(&facts, "sensitivity_exports/mirror-trade/2014").is_none());
}

#[test]
fn parities_of_the_table_take_the_place_of_rates() {
    let folder = Folder::tiny();
    let mut text = "year,country,lcu_per_usd,ppp_lcu_per_usd,status,source\n".to_owned();
    for year in 2010..=2016 {
        text += &format!("{year},AA,2,0.5,observed,synthetic\n{year},BB,4,3,observed,synthetic\n");
    }
    folder.write("exchange_rates.csv", text).describe();
    check(
        &folder,
        &[
            ("sensitivity_exports/ppp-rate/2016", 49_350.0 / 4.0),
            ("sensitivity_imports/ppp-rate/2016", 24_000.0 * 0.75),
            ("sensitivity_exports/ppp-rate/2020", 58_500.0 / 64.0),
        ],
    );
}

#[test]
fn mirror_trade_is_the_account_of_the_partners_records() {
    let folder = Folder::tiny();
    // AA-BB is a tenth more by BB's records; BB-AA four fifths, in every year.
    let rows: String = (2010..=2016)
        .map(|year| {
            let usd = (90 - 10 * (year - 2010)) * 800_000;
            format!("{year},BB-AA,BB,{usd},1,observed,synthetic\n")
        })
        .collect();
    folder.append("trade_totals.csv", &rows);
    let other = Folder::tiny();
    other.remove("regional_anchors.csv").describe();
    let scaled: String = other
        .text("trade.csv")
        .lines()
        .map(|line| {
            let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            if let Ok(usd) = cells[3].parse::<f64>() {
                let factor = if cells[1] == "AA-BB" { 1.1 } else { 0.8 };
                cells[3] = (usd * factor).to_string();
            }
            cells.join(",") + "\n"
        })
        .collect();
    other.write("trade.csv", scaled);
    let (variant, account) = (folder.analysis().facts, other.analysis().facts);
    same(&variant, "mirror-trade", &account, &[2014, 2016, 2020]);
}

#[test]
fn a_year_without_both_records_takes_the_mean_ratio_of_the_last_three_that_have_them() {
    let folder = Folder::tiny();
    folder.edit("tradeprint.toml", "horizon = 2020", "horizon = 2017");
    // BB reports BB-AA in 2010 (twice as much), 2011 (0.9), 2012 (0.8) and 2015 (1.3); 2014 and 2016 have no ratio.
    let rows = "2010,BB-AA,BB,135000000,1,observed,synthetic\n2011,BB-AA,BB,72000000,1,observed,synthetic\n\
                2012,BB-AA,BB,56000000,1,observed,synthetic\n2015,BB-AA,BB,52000000,1,observed,synthetic\n";
    folder.append("trade_totals.csv", rows);
    check(
        &folder,
        &[
            // 40 000 t at the mean of 1.5, 0.9, 0.8.
            ("sensitivity_imports/mirror-trade/2014", 40_000.0 * 3.2 / 3.0),
            // 24 000 t and 16 000 t at the mean of 0.9, 0.8, 1.3.
            ("sensitivity_imports/mirror-trade/2016", 24_000.0),
            ("sensitivity_imports/mirror-trade/2017", 16_000.0),
            ("sensitivity_exports/mirror-trade/2016", 1.1 * 49_350.0),
        ],
    );
}

#[test]
fn a_year_left_out_moves_the_lines_and_speaks_of_the_horizon_alone() {
    let folder = Folder::tiny();
    // Without 2016 wares fall by 0.8 mn a year from 39.33 mn in mid 2012: 33.33 mn in 2020. Ore lies on its line.
    let wares = (118.0 / 3.0 - 0.8 * 7.5) * 1e6;
    let exports = 0.000_015_625 * 200e6 + wares * (0.25 * 0.000_025 + 0.75 * 0.000_009_375);
    check(
        &folder,
        &[
            ("sensitivity_exports/leave-out-2016/2020", exports),
            ("sensitivity_imports/leave-out-2016/2020", 0.0),
            ("sensitivity_change/leave-out-2016/2020", exports - 58_500.0 / 16.0),
        ],
    );
    let facts = folder.analysis().facts;
    assert!(find(&facts, "sensitivity_exports/leave-out-2016/2016").is_none());
    assert!(find(&facts, "sensitivity_exports/leave-out-2010/2020").is_some());
}

#[test]
fn suppliers_multiply_the_emissions_of_their_customers() {
    let folder = assigned("acc-mining", "acc-chemistry;acc-metal");
    // 40 000 t of mining and 9 350 t of factories; BB's mining has no multiplier, its factories 2.
    let exports = 40_000.0 * M_A / 0.5 + 9_350.0 * M_B / 0.1;
    let imports = 2.0 * 24_000.0;
    check(
        &folder,
        &[
            ("sensitivity_exports/total-intensities/2016", exports),
            ("sensitivity_imports/total-intensities/2016", imports),
            ("sensitivity_change/total-intensities/2016", exports - imports - 25_350.0),
        ],
    );
    assert!(
        find(&Folder::tiny().analysis().facts, "sensitivity_exports/total-intensities/2016")
            .is_none()
    );
    let facts = analysis(&shipped()).facts;
    for year in [2019, 2021, 2030] {
        let own = value(&facts, &format!("sensitivity_balance/total-intensities/{year}"));
        let carried = value(&facts, &format!("balance_supply/all/RU/{year}"));
        assert!(near(own, carried, 1e-9, 1e6), "{year}: {own} against {carried}");
    }
}

#[test]
fn each_industry_is_continued_by_the_model_that_the_rule_picks() {
    let facts = analysis(&shipped()).facts;
    let industries = facts.names().industries.clone();
    let mut lines = 0;
    for (flow, maker, variant) in
        [("RU-CN", "RU", "sensitivity_exports"), ("CN-RU", "CN", "sensitivity_imports")]
    {
        let mut sum = 0.0;
        for industry in &industries {
            let code = facts.names().symbols.text(*industry);
            let name = |model: Model| model.code().replace('-', "_");
            let score = |model| {
                let found = find(&facts, &format!("mase_{}/{flow}/{code}", name(model)))?;
                assert!(facts.inputs(found).len() >= FEWEST_TO_PICK);
                Some((found.value, model))
            };
            let scores: Vec<_> = Model::ALL.into_iter().filter_map(score).collect();
            let best = scores.iter().min_by(|a, b| a.0.total_cmp(&b.0));
            let id = best.map_or_else(
                || {
                    lines += 1;
                    format!("trade/{flow}/{code}/RU/2030")
                },
                |(_, model)| format!("forecast_{}/{flow}/{code}/2030", name(*model)),
            );
            sum += value(&facts, &id) * value(&facts, &format!("intensity/{maker}/{code}/2030"));
        }
        let own = value(&facts, &format!("{variant}/best-model/2030"));
        assert!(near(own, sum, 1e-9, 1e6), "{flow}: {own} against {sum}");
        assert!(find(&facts, &format!("{variant}/best-model/2021")).is_none());
    }
    assert!(lines < industries.len(), "{lines} of both flows without a back-test");
}

#[test]
fn too_few_years_for_a_choice_are_no_variant() {
    // Seven years have back-tests, and the rule needs eight.
    let facts = Folder::tiny().analysis().facts;
    assert!(find(&facts, "mase_ols/AA-BB/chemistry").is_some());
    assert!(find(&facts, "sensitivity_exports/best-model/2020").is_none());
}
