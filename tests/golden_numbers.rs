//! Facts against arithmetic by hand: the synthetic folder (its README has the arithmetic), and the check values of the
//! methods.

use tradeprint::facts::{Method, Status};

use crate::synthetic::{Folder, fact, find, near, value};

fn check(folder: &Folder, expected: &[(&str, f64)]) {
    let facts = folder.analysis().facts;
    for (id, number) in expected {
        let own = value(&facts, id);
        assert!(near(own, *number, 1e-9, 0.0), "{id}: {own} instead of {number}");
    }
}

#[test]
fn trade_is_products_through_the_concordance() {
    check(
        &Folder::tiny(),
        &[
            // ore whole; wares a quarter and three quarters: 44 mn in 2016.
            ("trade/AA-BB/mining/AA/2016", 160e6),
            ("trade/AA-BB/chemistry/AA/2016", 11e6),
            ("trade/AA-BB/metalwork/AA/2016", 33e6),
            ("trade/AA-BB/factories/AA/2016", 44e6),
            ("trade/AA-BB/all/AA/2016", 204e6),
            // goods half and half: 30 mn in 2016. Ore was not traded.
            ("trade/BB-AA/chemistry/AA/2016", 15e6),
            ("trade/BB-AA/mining/AA/2016", 0.0),
            ("trade/BB-AA/all/AA/2016", 30e6),
        ],
    );
}

#[test]
fn intensities_are_observed_then_nowcast_then_trend() {
    let folder = Folder::tiny();
    check(
        &folder,
        &[
            // 50 kt / (200 mn LCU / 2 LCU per USD) = 0.5 kg/USD.
            ("intensity/AA/mining/2014", 0.000_5),
            // CO2 per GDP: 0.0005 in 2014, 0.0004 in 2015, 0.00025 in 2016.
            ("intensity/AA/mining/2015", 0.000_4),
            ("intensity/AA/mining/2016", 0.000_25),
            // CO2 per real GDP halves every year: g = -ln 2, and 2020 is four years on.
            ("intensity_trend/AA", -std::f64::consts::LN_2),
            ("intensity/AA/mining/2020", 0.000_015_625),
            // 100 kt / (400 mn LCU / 4) = 1 kg/USD, for ever.
            ("intensity/BB/chemistry/2010", 0.001),
            ("intensity/BB/chemistry/2016", 0.001),
            ("intensity/BB/chemistry/2020", 0.001),
            ("intensity_ratio/mining/2016", 0.625),
        ],
    );
    let facts = folder.analysis().facts;
    for (year, status, method) in [
        (2014, Status::Observed, Method::Group),
        (2015, Status::Estimated, Method::Nowcast),
        (2017, Status::Projected, Method::RealTrend),
    ] {
        let own = fact(&facts, &format!("intensity/AA/mining/{year}"));
        assert_eq!((own.status, own.method), (status, method), "{year}");
    }
}

#[test]
fn emissions_and_what_follows_from_them() {
    check(
        &Folder::tiny(),
        &[
            // 0.00025 x 160 mn, 0.0004 x 11 mn, 0.00015 x 33 mn.
            ("embodied/AA-BB/mining/AA/2016", 40_000.0),
            ("embodied/AA-BB/chemistry/AA/2016", 4_400.0),
            ("embodied/AA-BB/metalwork/AA/2016", 4_950.0),
            ("embodied/AA-BB/all/AA/2016", 49_350.0),
            // 0.001 x 15 mn + 0.0006 x 15 mn.
            ("embodied/BB-AA/all/AA/2016", 24_000.0),
            ("balance/all/AA/2016", 25_350.0),
            ("joint/all/AA/2016", 73_350.0),
            // chemistry and metalwork: 4 400 + 4 950 - 24 000.
            ("balance/factories/AA/2016", -14_650.0),
            // (0.00025 - 0.0004) x 160 mn + (0.0004 - 0.001) x (11 - 15) mn + (0.00015 - 0.0006) x (33 - 15) mn.
            ("avoided/all/AA/2016", -29_700.0),
            ("avoided/factories/AA/2016", -5_700.0),
            // 0.0004 x 15 mn + 0.00015 x 15 mn.
            ("domestic_technology/all/AA/2016", 8_250.0),
            ("balance_volume/all/AA/2016", 55_950.0),
            ("balance_intensity/all/AA/2016", -30_600.0),
            ("terms_of_trade/all/AA/2016", 100.0 * (49_350.0 / 204e6) / (24_000.0 / 30e6)),
            // 40 000 / 49 350 and 160 / 204.
            ("share/AA-BB/mining/AA/2016", 40_000.0 / 49_350.0),
            ("trade_share/AA-BB/mining/AA/2016", 160.0 / 204.0),
            ("rank_industry/AA-BB/mining/2016", 1.0),
            ("rank_industry/AA-BB/chemistry/2016", 3.0),
            // 2014: 0.0005 x 140 mn; 2012: 0.0005 x 120 mn.
            ("growth/AA-BB/mining/AA/2014/2012", 1.0 / 6.0),
            (
                "concentration/AA-BB/AA/2016",
                (40_000.0_f64.powi(2) + 4_400.0_f64.powi(2) + 4_950.0_f64.powi(2))
                    / 49_350.0_f64.powi(2),
            ),
        ],
    );
}

#[test]
fn regions_take_their_weights_and_the_rest_stays_unallocated() {
    check(
        &Folder::tiny(),
        &[
            // mines: 0.5, 0.2, 0.1 of 160 mn; 0.2 is not allocated.
            ("trade/AA-BB/mining/AA-N/2016", 80e6),
            ("trade/AA-BB/mining/AA-SX/2016", 16e6),
            ("trade/AA-BB/mining/AA-unallocated/2016", 32e6),
            // people: 0.25 of 11 mn and of 33 mn.
            ("trade/AA-BB/all/AA-N/2016", 80e6 + 11e6),
            ("trade/AA-BB/chemistry/AA-unallocated/2016", 0.0),
            // 0.00025 x 80 mn + 0.0004 x 2.75 mn + 0.00015 x 8.25 mn.
            ("embodied/AA-BB/all/AA-N/2016", 20_000.0 + 1_100.0 + 1_237.5),
            // A quarter of 24 000 t.
            ("embodied/BB-AA/all/AA-N/2016", 6_000.0),
            ("balance/all/AA-N/2016", 16_337.5),
            // Thousand inhabitants.
            ("per_capita/BB-AA/AA-N/2016", 6.0),
            ("allocated_share/AA-BB/AA-N/2016", 1.0),
            ("rank/BB-AA/AA-S/2016", 1.0),
            ("rank_balance/AA-N/2016", 1.0),
            // Projections keep the share of 2016.
            ("trade/AA-BB/mining/AA-N/2020", 100e6),
        ],
    );
}

#[test]
fn a_published_total_is_met_in_its_year_and_rows_stay_whole() {
    let folder = Folder::tiny();
    // Plain weights: 0.5 x 130 + 0.25 x 40 = 75 mn against 100 mn published.
    check(
        &folder,
        &[
            ("anchor_allocated/north-made-2013/2013", 75e6),
            ("anchor_error/north-made-2013/2013", -0.25),
            // Nothing is left to predict from, so both ways miss by a quarter, and the total is not carried.
            ("anchor_error_mean/own-year", 0.25),
            ("anchor_error_mean/carried", 0.25),
            ("trade/AA-BB/all/AA-N/2013", 100e6),
            ("trade/AA-BB/all/AA/2013", 170e6),
            // Inward trade has no published total and stays plain: 0.25 x 60 mn.
            ("trade/BB-AA/all/AA-N/2013", 15e6),
        ],
    );
    let analysis = folder.analysis();
    assert!(!analysis.anchors_carried);
    let facts = analysis.facts;
    let sum: f64 = ["AA-N", "AA-S", "AA-SX", "AA-unallocated"]
        .iter()
        .map(|place| value(&facts, &format!("trade/AA-BB/mining/{place}/2013")))
        .sum();
    assert!(near(sum, 130e6, 1e-12, 0.0));
    let method = |id: &str| fact(&facts, id).method;
    assert_eq!(method("trade/AA-BB/mining/AA-S/2013"), Method::FittedAllocation);
    assert_eq!(method("trade/AA-BB/mining/AA-S/2014"), Method::Allocation);
    assert_eq!(method("trade/BB-AA/metalwork/AA-S/2013"), Method::Allocation);
}

#[test]
fn trends_are_those_of_the_textbook_and_stop_at_zero() {
    let folder = Folder::tiny();
    // Wares: mean 40, slope 0, residuals 4 0 -4 0 -4 0 4, s = sqrt(64 / 5).
    let s = (64.0_f64 / 5.0).sqrt() * 1e6;
    check(
        &folder,
        &[
            ("slope/AA-BB/mining", 10e6),
            ("intercept/AA-BB/mining", 100e6 - 2010.0 * 10e6),
            ("r_squared/AA-BB/mining", 1.0),
            ("observations/AA-BB/mining", 7.0),
            ("residual_error/AA-BB/chemistry", s / 4.0),
            ("residual_error/AA-BB/metalwork", s * 0.75),
            ("trade/AA-BB/mining/AA/2020", 200e6),
            ("trade/AA-BB/chemistry/AA/2020", 10e6),
            // 90 - 10 x 10 < 0.
            ("trade/BB-AA/chemistry/AA/2020", 0.0),
            ("trade/BB-AA/chemistry/AA/2017", 10e6),
            // 231 against 180 + 40.
            ("forecast_error/AA-BB/2018", 0.05),
            // The partner reports a tenth more.
            ("mirror_gap/AA-BB/2016", 0.1),
        ],
    );
    let facts = folder.analysis().facts;
    let clipped = fact(&facts, "trade/BB-AA/chemistry/AA/2020");
    assert_eq!((clipped.method, clipped.status), (Method::OlsClipped, Status::Projected));
}

#[test]
fn scenarios_differ_in_intensities_alone() {
    // 2020: ore 200 mn, chemistry 10 mn, metalwork 30 mn made in AA; nothing made in BB.
    let frozen = 0.000_25 * 200e6 + 0.000_4 * 10e6 + 0.000_15 * 30e6;
    let trend = frozen / 16.0;
    let partner = 0.000_4 * 200e6 + 0.001 * 10e6 + 0.000_6 * 30e6;
    check(
        &Folder::tiny(),
        &[
            ("scenario_exports/frozen/2020", frozen),
            ("scenario_exports/trend/2020", trend),
            ("scenario_exports/half-convergence/2020", (trend + partner) / 2.0),
            ("scenario_imports/trend/2020", 0.0),
            ("scenario_balance/trend/2020", trend),
            ("embodied/AA-BB/all/AA/2020", trend),
        ],
    );
}

const REGIONAL_HEADER: &str = "year,flow,region,product,value_usd,status,source,note\n";

#[test]
fn reported_trade_replaces_the_weights() {
    let folder = Folder::tiny();
    let rows: String = (2010..=2016)
        .map(|year| {
            // Ore of the north: 40, 45, ... 70 mn. The other regions share the rest by 0.2 and 0.1 of 0.5.
            let value = 40 + 5 * (year - 2010);
            format!("{year},AA-BB,AA-N,ore,{value}000000,observed,synthetic,\n")
        })
        .collect();
    folder
        .write("regional_trade.csv", REGIONAL_HEADER.to_owned() + &rows)
        .remove("regional_anchors.csv")
        .describe();
    check(
        &folder,
        &[
            ("trade/AA-BB/mining/AA-N/2016", 70e6),
            // (160 - 70) x 0.2 / 0.5 and x 0.1 / 0.5; 0.2 / 0.5 stays unallocated.
            ("trade/AA-BB/mining/AA-S/2016", 36e6),
            ("trade/AA-BB/mining/AA-SX/2016", 18e6),
            ("trade/AA-BB/mining/AA-unallocated/2016", 36e6),
            // 70 mn reported of 70 + 2.75 + 8.25 mn.
            ("allocated_share/AA-BB/AA-N/2016", 11.0 / 81.0),
            // Its own trend: 5 mn a year. The others share what it leaves of 200 mn.
            ("trade/AA-BB/mining/AA-N/2020", 90e6),
            ("trade/AA-BB/mining/AA-S/2020", 44e6),
            ("trade/AA-BB/mining/AA-unallocated/2020", 44e6),
        ],
    );
    let facts = folder.analysis().facts;
    let own = fact(&facts, "trade/AA-BB/mining/AA-N/2016");
    assert_eq!((own.status, own.method), (Status::Observed, Method::Concordance));
    assert_eq!(fact(&facts, "trade/AA-BB/mining/AA-S/2016").status, Status::Estimated);
}

#[test]
fn a_region_that_outruns_the_nation_leaves_nothing_to_the_others() {
    // The north reports all ore of 2016 and little before. Its own trend (METHODS.md, step 4) exceeds the nation's, and
    // the unallocated part carries the difference, so that the parts still make the nation.
    let folder = Folder::tiny();
    let rows: String = (2010..=2016)
        .map(|year| {
            let value = [10, 20, 40, 60, 90, 120, 160][year - 2010];
            format!("{year},AA-BB,AA-N,ore,{value}000000,observed,synthetic,\n")
        })
        .collect();
    folder
        .write("regional_trade.csv", REGIONAL_HEADER.to_owned() + &rows)
        .remove("regional_anchors.csv")
        .describe();
    let facts = folder.analysis().facts;
    let at = |place: &str| value(&facts, &format!("trade/AA-BB/mining/{place}/2020"));
    assert!(at("AA-S").abs() < 1e-6);
    let sum = at("AA-N") + at("AA-S") + at("AA-SX") + at("AA-unallocated");
    assert!(near(sum, 200e6, 1e-12, 0.0));
}

#[test]
fn an_industry_without_emissions_keeps_its_facts() {
    let folder = Folder::tiny();
    let emissions = folder.text("emissions.csv").replace("acc-mining,50000,", "acc-mining,0,");
    folder.write("emissions.csv", emissions);
    check(
        &folder,
        &[
            ("embodied/AA-BB/mining/AA/2016", 0.0),
            ("balance/mining/AA/2016", 0.0),
            ("embodied/AA-BB/all/AA/2016", 9_350.0),
        ],
    );
}

#[test]
fn a_fact_is_as_weak_as_its_own_inputs_only() {
    let folder = Folder::tiny();
    folder.edit(
        "emissions.csv",
        "2012,AA,acc-metal,60000,observed",
        "2012,AA,acc-metal,60000,estimated",
    );
    let facts = folder.analysis().facts;
    let status = |id: &str| fact(&facts, id).status;
    assert_eq!(status("embodied/AA-BB/mining/AA/2012"), Status::Observed);
    assert_eq!(status("embodied/AA-BB/mining/AA/2015"), Status::Estimated);
    assert_eq!(status("embodied/AA-BB/metalwork/AA/2012"), Status::Estimated);
    assert_eq!(status("balance/mining/AA/2012"), Status::Observed);
    assert_eq!(status("balance/all/AA/2012"), Status::Estimated);
}

#[test]
fn accounts_may_reach_beyond_trade() {
    // Accounts to 2017, with trade to 2016: the trend starts from 2017.
    let folder = Folder::tiny();
    for year in [2015, 2016, 2017] {
        for (file, mining, rest) in [
            ("emissions.csv", "80000", ["40000", "60000", "40000", "100000", "120000"]),
            (
                "output.csv",
                "200000000",
                ["100000000", "400000000", "400000000", "400000000", "800000000"],
            ),
        ] {
            let groups = [
                "AA,acc-chemistry",
                "AA,acc-metal",
                "BB,acc-mining",
                "BB,acc-chemistry",
                "BB,acc-metal",
            ];
            let mut lines = format!("{year},AA,acc-mining,{mining},observed,synthetic\n");
            for (group, number) in groups.iter().zip(rest) {
                lines += &format!("{year},{group},{number},observed,synthetic\n");
            }
            folder.append(file, &lines);
        }
        folder.append(
            "exchange_rates.csv",
            &format!("{year},AA,2,observed,synthetic\n{year},BB,4,observed,synthetic\n"),
        );
    }
    // 80 kt / 100 mn USD.
    check(
        &folder,
        &[
            ("intensity/AA/mining/2016", 0.000_8),
            ("intensity/AA/mining/2017", 0.000_8),
            ("intensity/AA/mining/2018", 0.000_4),
            ("intensity/AA/mining/2020", 0.000_1),
        ],
    );
}

#[test]
fn without_regions_that_count_everything_is_unallocated() {
    let folder = Folder::tiny();
    let regions = folder.text("regions.csv").replace(",yes", ",optional");
    folder.write("regions.csv", regions).remove("regional_anchors.csv").describe();
    check(&folder, &[("trade/AA-BB/mining/AA-unallocated/2016", 160e6)]);
    assert!(find(&folder.analysis().facts, "rank/AA-BB/AA-N/2016").is_none());
}

#[test]
fn two_published_totals_that_agree_on_a_share_are_carried() {
    // The north made 100 of 170 mn in 2013; another year with the same share makes carrying exact.
    let folder = Folder::tiny();
    let share = 100.0 / 170.0;
    let line = format!(
        "north-made-2015,AA-N,AA-BB,2015,{},,,observed,synthetic,\n",
        share * (150e6 + 40e6)
    );
    folder.append("regional_anchors.csv", &line);
    let analysis = folder.analysis();
    assert!(analysis.anchors_carried);
    let facts = analysis.facts;
    assert!(value(&facts, "anchor_error_mean/carried") < 1e-9);
    // Carried to 2016: the share of 204 mn.
    assert!(near(value(&facts, "trade/AA-BB/all/AA-N/2016"), share * 204e6, 1e-9, 0.0));
}

#[test]
fn a_flow_of_nothing_has_facts_of_nothing() {
    // Goods from BB were never traded: no division by them anywhere.
    let folder = Folder::tiny();
    let text = folder.text("trade.csv");
    let zero: String = text
        .lines()
        .map(|line| {
            let mut cells: Vec<&str> = line.split(',').collect();
            if cells[1] == "BB-AA" {
                cells[3] = "0";
            }
            cells.join(",") + "\n"
        })
        .collect();
    folder.write("trade.csv", zero).append(
        "regional_anchors.csv",
        "south-used-2014,AA-S,BB-AA;AA-BB,2014,1000000,,,observed,synthetic,\n",
    );
    let facts = folder.analysis().facts;
    assert!(value(&facts, "embodied/BB-AA/all/AA/2016").abs() < 1e-9);
    assert!(near(value(&facts, "balance/all/AA/2016"), 49_350.0, 1e-12, 0.0));
    for id in [
        "terms_of_trade/all/AA/2016",
        "share/BB-AA/mining/AA/2016",
        "growth/BB-AA/all/AA/2016/2010",
    ] {
        assert!(find(&facts, id).is_none(), "{id}");
    }
    folder.append(
        "regional_anchors.csv",
        "south-used-2018,AA-S,BB-AA,2018,5,,,observed,synthetic,\n",
    );
    folder.analysis();
}

/// The three industries of METHODS.md (check values): intensities in kg/USD, trade in USD mn, t0 to 2015 and t1 in 2016.
struct CheckTime {
    own: [f64; 3],
    other: [f64; 3],
    outward: [f64; 3],
    inward: [f64; 3],
}

const T0: CheckTime = CheckTime {
    own: [1.20, 1.60, 0.90],
    other: [1.50, 1.10, 0.80],
    outward: [20_000.0, 1_500.0, 3_000.0],
    inward: [500.0, 4_000.0, 25_000.0],
};
const T1: CheckTime = CheckTime {
    own: [1.05, 1.45, 0.70],
    other: [1.10, 0.80, 0.55],
    outward: [38_000.0, 2_200.0, 6_000.0],
    inward: [600.0, 5_200.0, 30_000.0],
};

fn check_value_folder() -> Folder {
    let folder = Folder::tiny();
    let groups = ["acc-mining", "acc-chemistry", "acc-metal"];
    let (mut trade, mut output, mut emissions, mut rates) = (
        "year,flow,product,value_usd,status,source\n".to_owned(),
        "year,country,intensity_group,output_lcu,status,source\n".to_owned(),
        "year,country,intensity_group,emissions_t,status,source\n".to_owned(),
        "year,country,lcu_per_usd,status,source\n".to_owned(),
    );
    for year in 2010..=2016 {
        let time = if year < 2016 { &T0 } else { &T1 };
        for i in 0..3 {
            for (flow, values) in [("AA-BB", time.outward), ("BB-AA", time.inward)] {
                trade += &format!("{year},{flow},p{i},{},observed,synthetic\n", values[i] * 1e6);
            }
            for (country, kg) in [("AA", time.own), ("BB", time.other)] {
                // 5 bn LCU at 5 LCU for a dollar; 1 kg/USD of 1 bn USD is 1 Mt.
                let group = groups[i];
                output += &format!("{year},{country},{group},5000000000,observed,synthetic\n");
                emissions +=
                    &format!("{year},{country},{group},{},observed,synthetic\n", kg[i] * 1e6);
            }
        }
        rates += &format!("{year},AA,5,observed,synthetic\n{year},BB,5,observed,synthetic\n");
    }
    let parts: String = ["AA-BB", "BB-AA"]
        .iter()
        .flat_map(|flow| {
            ["mining", "chemistry", "metalwork"]
                .iter()
                .enumerate()
                .map(move |(i, industry)| format!("{flow},p{i},{industry},1,observed,synthetic\n"))
        })
        .collect();
    folder
        .write("trade.csv", trade)
        .write("output.csv", output)
        .write("emissions.csv", emissions)
        .write("exchange_rates.csv", rates)
        .write("products.csv", "product,name_en\np0,Zero\np1,One\np2,Two\n")
        .write("concordance.csv", "flow,product,industry,share,status,source\n".to_owned() + &parts)
        .describe();
    folder
}

#[test]
fn the_check_values_of_the_methods_hold() {
    let facts = check_value_folder().analysis().facts;
    // EEX, EEM, B, dG, EEM_DTA in Mt to three decimals, PTT to one.
    for (year, expected, terms) in [
        (2015, [29.100, 25.150, 3.950, -9.300, 29.500], 139.3),
        (2016, [47.290, 21.320, 25.970, -7.420, 29.170], 171.9),
    ] {
        let ids = [
            "embodied/AA-BB/all/AA",
            "embodied/BB-AA/all/AA",
            "balance/all/AA",
            "avoided/all/AA",
            "domestic_technology/all/AA",
        ];
        for (id, number) in ids.iter().zip(expected) {
            let own = value(&facts, &format!("{id}/{year}")) / 1e6;
            assert!((own - number).abs() < 5e-7, "{id}/{year}: {own} instead of {number}");
        }
        let own = value(&facts, &format!("terms_of_trade/all/AA/{year}"));
        assert!((own - terms).abs() < 0.05, "{own} instead of {terms}");
        let parts = value(&facts, &format!("balance_volume/all/AA/{year}"))
            + value(&facts, &format!("balance_intensity/all/AA/{year}"));
        assert!((parts / 1e6 - expected[2]).abs() < 5e-7);
    }
}
