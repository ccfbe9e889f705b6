//! Total intensities carried to the goods of the edition: multipliers by hand, the table that a year uses, what is left out.

use tradeprint::facts::Status;

use crate::input_output::with_tables;
use crate::synthetic::{Folder, analysis, fact, find, near, shipped, value};

pub(crate) const M_A: f64 = 0.51 / 0.78;
pub(crate) const M_B: f64 = 0.1 + 0.2 * M_A;

/// The folder with tables, its industries assigned to groups of the accounts.
pub(crate) fn assigned(io_a: &str, io_b: &str) -> Folder {
    let folder = with_tables();
    let rows =
        format!("io_industry,name_en,intensity_groups\nio-a,Ores,{io_a}\nio-b,Wares,{io_b}\n");
    folder.write("io_industries.csv", rows).describe();
    folder
}

#[test]
fn multipliers_by_hand() {
    let facts = assigned("acc-mining", "acc-chemistry;acc-metal").analysis().facts;
    for (id, wanted) in [
        ("multiplier/AA/mining/2012", M_A / 0.5),
        ("multiplier/AA/chemistry/2012", M_B / 0.1),
        ("multiplier/AA/metalwork/2012", M_B / 0.1),
        ("multiplier/BB/chemistry/2012", 2.0),
    ] {
        let own = fact(&facts, id);
        assert!(near(own.value, wanted, 1e-12, 0.0), "{id}: {} instead of {wanted}", own.value);
        assert_eq!(own.status, Status::Estimated, "{id}: a multiplier is carried");
    }
    // Industries of one group count by their output: (100 m_a + 200 m_b) / (50 + 20).
    let facts = assigned("acc-mining", "acc-mining").analysis().facts;
    let own = value(&facts, "multiplier/AA/mining/2012");
    assert!(near(own, (100.0 * M_A + 200.0 * M_B) / 70.0, 1e-12, 0.0), "{own}");
}

#[test]
fn emissions_with_suppliers_are_direct_ones_times_the_multiplier() {
    let facts = assigned("acc-mining", "acc-chemistry;acc-metal").analysis().facts;
    // One table: it serves the years before it, too.
    for year in [2010, 2012, 2016, 2020] {
        let direct = |i: &str| value(&facts, &format!("embodied/AA-BB/{i}/AA/{year}"));
        let own = |i: &str| fact(&facts, &format!("embodied_supply/AA-BB/{i}/AA/{year}"));
        let (mining, factories) = (direct("mining") * M_A / 0.5, direct("factories") * M_B / 0.1);
        for (industry, wanted) in
            [("mining", mining), ("factories", factories), ("all", mining + factories)]
        {
            let found = own(industry);
            assert!(near(found.value, wanted, 1e-12, 0.0), "{industry} {year}: {}", found.value);
            let projected = year > 2016;
            assert_eq!(found.status == Status::Projected, projected);
            assert!(found.interval.is_none());
        }
        // A makes nothing in BB's tables: its mining has no multiplier and is not counted.
        assert!(find(&facts, &format!("embodied_supply/BB-AA/mining/AA/{year}")).is_none());
        let goods = |m: &str, i: &str| value(&facts, &format!("{m}/BB-AA/{i}/AA/{year}"));
        let inward = goods("embodied_supply", "all");
        assert!(near(inward, 2.0 * goods("embodied", "factories"), 1e-12, 0.0));
        let balance = value(&facts, &format!("balance_supply/all/AA/{year}"));
        assert!(near(balance, mining + factories - inward, 1e-9, inward));
    }
}

#[test]
fn a_year_uses_the_last_table_before_it() {
    let folder = assigned("acc-mining", "acc-chemistry;acc-metal");
    for file in ["io_use.csv", "io_accounts.csv", "io_exports.csv"] {
        let text = folder.text(file);
        let again: String = text
            .lines()
            .skip(1)
            // Twice the emissions of BB's wares: the multiplier stays. Half of AA's ores: it grows.
            .map(|l| l.replace("2012,", "2014,").replace("io-a,100,50", "io-a,100,25") + "\n")
            .collect();
        folder.write(file, text + &again);
    }
    let facts = folder.analysis().facts;
    let factor = |year: i16| {
        value(&facts, &format!("embodied_supply/AA-BB/mining/AA/{year}"))
            / value(&facts, &format!("embodied/AA-BB/mining/AA/{year}"))
    };
    // m_a = f_a + 0.2 m_a + 0.1 m_b, m_b = 0.1 + 0.2 m_a: with f_a = 0.25, m_a = 0.26 / 0.78.
    let later = 0.26 / 0.78 / 0.25;
    for (year, wanted) in [(2011, M_A / 0.5), (2013, M_A / 0.5), (2014, later), (2019, later)] {
        assert!(near(factor(year), wanted, 1e-12, 0.0), "{year}: {}", factor(year));
    }
}

#[test]
fn folders_without_tables_or_groups_have_none() {
    for folder in [Folder::tiny(), with_tables()] {
        let facts = folder.analysis().facts;
        let carried = ["multiplier", "embodied_supply", "balance_supply"];
        assert!(facts.iter().all(|f| !carried.contains(&f.key.measure.as_str())));
    }
}

#[test]
fn the_shipped_goods_are_all_counted_and_suppliers_never_subtract() {
    let facts = analysis(&shipped()).facts;
    for fact in facts.iter().filter(|f| f.key.measure.as_str() == "embodied_supply") {
        let id = facts.names().id(&fact.key);
        let direct = value(&facts, &id.replace("embodied_supply", "embodied"));
        assert!(fact.value >= direct, "{id}");
    }
    for flow in ["RU-CN", "CN-RU"] {
        for industry in &facts.names().industries {
            let code = facts.names().symbols.text(*industry);
            fact(&facts, &format!("embodied_supply/{flow}/{code}/RU/2021"));
        }
    }
    // The regions' emissions with suppliers and what no region carries make the nation's.
    let regions: f64 = facts
        .names()
        .regions
        .iter()
        .map(|r| facts.names().symbols.text(*r).to_owned())
        .filter_map(|r| find(&facts, &format!("embodied_supply/CN-RU/all/{r}/2021")))
        .map(|f| f.value)
        .sum();
    let nation = value(&facts, "embodied_supply/CN-RU/all/RU/2021");
    assert!(near(regions, nation, 1e-9, 0.0), "{regions} {nation}");
}
