//! Total intensities: the shipped data against an independent pass, a folder by hand, and what a broken table says.

use tradeprint::diagnostics::Code;
use tradeprint::facts::Status;

use crate::synthetic::{Folder, analysis, fact, find, listed, near, shipped, value};

/// Mt CO2 in goods and services, from the notes on the source data (section on `io_domestic_wiod13.csv`), an independent
/// pass: year; direct RU-CN, CN-RU, balance; total RU-CN, CN-RU, balance.
const PASS: [(i16, [f64; 6]); 7] = [
    (2000, [11.6, 0.8, 10.8, 25.9, 3.3, 22.7]),
    (2005, [15.3, 3.1, 12.2, 37.0, 17.7, 19.4]),
    (2007, [12.5, 5.6, 6.9, 28.6, 45.5, -16.9]),
    (2008, [11.5, 5.9, 5.6, 27.5, 45.7, -18.2]),
    (2009, [15.8, 4.5, 11.3, 35.8, 35.3, 0.5]),
    (2010, [15.0, 6.5, 8.5, 36.6, 50.3, -13.7]),
    (2011, [21.0, 7.5, 13.6, 53.8, 57.5, -3.8]),
];

#[test]
fn the_shipped_data_meet_the_independent_pass_to_a_tenth_of_a_megatonne() {
    let facts = analysis(&shipped()).facts;
    for (year, expected) in PASS {
        let ids = [
            format!("embodied_direct_io/RU-CN/all/RU/{year}"),
            format!("embodied_direct_io/CN-RU/all/RU/{year}"),
            format!("balance_direct_io/all/RU/{year}"),
            format!("embodied_total/RU-CN/all/RU/{year}"),
            format!("embodied_total/CN-RU/all/RU/{year}"),
            format!("balance_total/all/RU/{year}"),
        ];
        for (id, wanted) in ids.iter().zip(expected) {
            let own = value(&facts, id) / 1e6;
            assert!((own - wanted).abs() <= 0.1, "{id}: {own} Mt instead of {wanted}");
        }
    }
}

#[test]
fn a_total_intensity_is_never_below_the_direct_one() {
    let facts = analysis(&shipped()).facts;
    let mut compared = 0;
    for total in facts.iter().filter(|f| f.key.measure.as_str() == "intensity_total") {
        let id = facts.names().id(&total.key).replace("intensity_total", "intensity_direct_io");
        assert!(total.value >= value(&facts, &id), "{id}");
        compared += 1;
    }
    assert!(compared > 400, "two countries, seven years, 35 industries less those without output");
}

/// The synthetic folder with tables of two industries and one year.
///
/// AA: a makes 100, emits 50 t; b makes 200, emits 20 t; a buys 20 of a and 10 of b, b buys 40 of a. Per dollar of
/// output: `f = (0.5 0.1)`, `A = (0.2 0.2; 0.1 0)`, so `m_a = 0.5 + 0.2 m_a + 0.1 m_b`, `m_b = 0.1 + 0.2 m_a`, and so
/// `m_a = 0.51 / 0.78`. BB: b buys half of its output of 10 from b and emits 1 t, `m_b = 0.1 / 0.5`; a makes nothing.
pub(crate) fn with_tables() -> Folder {
    let folder = Folder::tiny();
    folder
        .write("io_industries.csv", "io_industry,name_en\nio-a,Ores\nio-b,Wares\n")
        .write(
            "io_use.csv",
            "year,country,seller,buyer,use_usd,status,source\n\
             2012,AA,io-a,io-a,20,observed,synthetic\n\
             2012,AA,io-a,io-b,40,observed,synthetic\n\
             2012,AA,io-b,io-a,10,observed,synthetic\n\
             2012,BB,io-b,io-b,5,estimated,synthetic\n",
        )
        .write(
            "io_accounts.csv",
            "year,country,io_industry,output_usd,emissions_t,status,source\n\
             2012,AA,io-a,100,50,observed,synthetic\n\
             2012,AA,io-b,200,20,observed,synthetic\n\
             2012,BB,io-a,0,0,observed,synthetic\n\
             2012,BB,io-b,10,1,observed,synthetic\n",
        )
        .write(
            "io_exports.csv",
            "year,flow,io_industry,value_usd,status,source\n\
             2012,AA-BB,io-a,7,observed,synthetic\n\
             2012,AA-BB,io-b,0,observed,synthetic\n\
             2012,BB-AA,io-a,0,observed,synthetic\n\
             2012,BB-AA,io-b,3,observed,synthetic\n",
        )
        .describe();
    folder
}

#[test]
fn two_industries_by_hand() {
    let facts = with_tables().analysis().facts;
    let m_a = 0.51 / 0.78;
    for (id, wanted) in [
        ("intensity_direct_io/AA/io-a/2012", 0.5),
        ("intensity_total/AA/io-a/2012", m_a),
        ("intensity_total/AA/io-b/2012", 0.1 + 0.2 * m_a),
        ("intensity_total/BB/io-b/2012", 0.2),
        ("embodied_direct_io/AA-BB/io-a/AA/2012", 3.5),
        ("embodied_total/AA-BB/io-a/AA/2012", 7.0 * m_a),
        ("embodied_total/AA-BB/all/AA/2012", 7.0 * m_a),
        ("embodied_total/BB-AA/all/AA/2012", 0.6),
        ("balance_direct_io/all/AA/2012", 3.5 - 0.3),
        ("balance_total/all/AA/2012", 7.0 * m_a - 0.6),
        ("balance_total/io-b/AA/2012", -0.6),
    ] {
        let own = value(&facts, id);
        assert!(near(own, wanted, 1e-12, 0.0), "{id}: {own} instead of {wanted}");
    }
    // One estimated purchase makes the whole table of that country estimated.
    assert_eq!(fact(&facts, "embodied_total/AA-BB/all/AA/2012").status, Status::Observed);
    assert_eq!(fact(&facts, "embodied_total/BB-AA/all/AA/2012").status, Status::Estimated);
    assert_eq!(fact(&facts, "embodied_direct_io/BB-AA/all/AA/2012").status, Status::Observed);
}

#[test]
fn an_industry_without_output_has_no_fact() {
    let facts = with_tables().analysis().facts;
    for id in [
        "intensity_total/BB/io-a/2012",
        "embodied_total/BB-AA/io-a/AA/2012",
        "balance_total/io-a/AA/2012",
    ] {
        assert!(find(&facts, id).is_none(), "{id}");
    }
}

#[test]
fn a_folder_without_the_tables_has_none_of_their_facts() {
    let facts = Folder::tiny().analysis().facts;
    assert!(facts.iter().all(|f| !f.key.measure.as_str().ends_with("_io")));
}

/// Asserts one fault of this code, file, line and column.
fn refused(folder: &Folder, file: &str, line: u32, column: u32, code: Code) {
    let faults = folder.load().err().unwrap_or_else(|| panic!("the folder loads"));
    let found: Vec<_> = faults
        .iter()
        .map(|d| {
            let at = d.location.as_ref().expect("a place");
            (at.file.rsplit('/').next().unwrap_or_default(), at.line, at.column, d.code)
        })
        .collect();
    assert_eq!(found, [(file, line, column, code)], "\n{}", listed(&faults));
}

#[test]
fn broken_tables_are_refused_with_file_line_and_column() {
    let folder = with_tables();
    folder.edit("io_use.csv", "AA,io-b,io-a,10,", "AA,io-b,io-a,80,");
    refused(&folder, "io_use.csv", 4, 19, Code::DoubleCount);

    let folder = with_tables();
    folder.edit("io_use.csv", "AA,io-b,io-a,10,", "AA,io-b,io-c,10,");
    refused(&folder, "io_use.csv", 4, 14, Code::UnknownCode);

    let folder = with_tables();
    folder.edit("io_accounts.csv", "BB,io-a,0,0,", "BB,io-a,0,4,");
    refused(&folder, "io_accounts.csv", 4, 14, Code::ZeroOutput);

    let folder = with_tables();
    folder.edit("io_exports.csv", "BB-AA,io-a,0,", "BB-AA,io-a,2,");
    refused(&folder, "io_exports.csv", 4, 12, Code::ZeroOutput);

    let folder = with_tables();
    folder.edit("io_use.csv", "BB,io-b,io-b,5,", "BB,io-a,io-b,5,");
    refused(&folder, "io_use.csv", 5, 9, Code::ZeroOutput);

    let folder = with_tables();
    folder.edit("io_accounts.csv", "2012,AA,io-b,200,20,observed,synthetic\n", "");
    refused(&folder, "io_accounts.csv", 0, 0, Code::MissingCounterpart);

    let folder = with_tables();
    folder.edit("io_exports.csv", "2012,BB-AA,io-a,0,observed,synthetic\n", "");
    refused(&folder, "io_exports.csv", 0, 0, Code::MissingCounterpart);

    let folder = with_tables();
    folder.edit("io_use.csv", "2012,BB,io-b,io-b,5,estimated,synthetic\n", "");
    refused(&folder, "io_use.csv", 0, 0, Code::MissingCounterpart);

    let folder = with_tables();
    folder.remove("io_exports.csv").describe();
    refused(&folder, "io_industries.csv", 0, 0, Code::MissingCounterpart);
}
