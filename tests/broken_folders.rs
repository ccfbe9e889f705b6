//! Broken data folders, each the synthetic folder with one named edit: every fault has its file, line, column and code.

use tradeprint::diagnostics::{Code, Diagnostic, Faults, Format, render};

use crate::synthetic::{Folder, listed};

/// File, line, column, code.
type Place<'a> = (&'a str, u32, u32, Code);

/// The faults of a folder that must not load.
fn faults(folder: &Folder) -> Faults {
    match folder.load() {
        Ok(_) => panic!("the folder loads"),
        Err(faults) => faults,
    }
}

/// Asserts that exactly these faults are found; gives them.
fn expect(folder: &Folder, places: &[Place<'_>]) -> Vec<Diagnostic> {
    let faults = faults(folder);
    let found: Vec<(String, u32, u32, Code)> = faults
        .iter()
        .map(|d| {
            let at = d.location.as_ref().expect("a fault of a data folder has a place");
            let file = at.file.rsplit('/').next().unwrap_or_default().to_owned();
            (file, at.line, at.column, d.code)
        })
        .collect();
    let mut wanted: Vec<_> = places
        .iter()
        .map(|(file, line, column, code)| ((*file).to_owned(), *line, *column, *code))
        .collect();
    wanted.sort();
    let mut sorted = found.clone();
    sorted.sort();
    assert_eq!(sorted, wanted, "\n{}", listed(&faults));
    faults.into_iter().collect()
}

/// Asserts one fault; gives it.
fn one(folder: &Folder, place: Place<'_>) -> Diagnostic {
    expect(folder, &[place]).remove(0)
}

/// Replaces one line of a table (1-based).
fn line(folder: &Folder, file: &str, number: usize, with: &str) {
    let text = folder.text(file);
    let lines: Vec<&str> =
        text.lines().enumerate().map(|(i, l)| if i + 1 == number { with } else { l }).collect();
    folder.write(file, lines.join("\n") + "\n");
}

/// Lines of a table that do not hold a text.
fn without(folder: &Folder, file: &str, text: &str) {
    let kept: String = folder
        .text(file)
        .lines()
        .filter(|l| !l.contains(text))
        .map(|l| l.to_owned() + "\n")
        .collect();
    folder.write(file, kept);
}

const REGIONAL_HEADER: &str = "year,flow,region,product,value_usd,status,source,note\n";

#[test]
fn the_synthetic_folder_itself_loads_without_a_word() {
    let (_, warnings) =
        Folder::tiny().load().unwrap_or_else(|faults| panic!("{}", listed(&faults)));
    assert!(warnings.is_empty(), "{}", listed(&warnings));
}

#[test]
fn no_folder() {
    let folder = Folder::tiny();
    let missing = folder.path().join("nowhere");
    let faults = tradeprint::data::Dataset::load(&missing).expect_err("does not exist");
    assert_eq!(faults.iter().next().map(|d| d.code), Some(Code::FileMissing));
}

#[test]
fn a_missing_file() {
    let folder = Folder::tiny();
    folder.remove("regions.geojson");
    one(&folder, ("regions.geojson", 0, 0, Code::FileMissing));
}

#[test]
fn an_unknown_code_names_the_nearest() {
    let folder = Folder::tiny();
    folder.edit("concordance.csv", "AA-BB,wares,chemistry,", "AA-BB,wares,chemisty,");
    let d = one(&folder, ("concordance.csv", 3, 13, Code::UnknownCode));
    assert_eq!(d.found.as_deref(), Some("`chemisty`"));
    assert_eq!(d.hint.as_deref(), Some("did you mean `chemistry`?"));
    assert!(d.allowed.is_some_and(|a| a.contains("metalwork")));
}

#[test]
fn text_in_a_number() {
    let folder = Folder::tiny();
    line(&folder, "output.csv", 4, "2010,AA,acc-metal,n/a,observed,synthetic");
    let d = one(&folder, ("output.csv", 4, 19, Code::NotANumber));
    assert!(d.hint.as_deref().is_some_and(|h| h.contains("decimal mark")));
}

#[test]
fn a_decimal_comma_in_quotes() {
    let folder = Folder::tiny();
    line(&folder, "exchange_rates.csv", 2, "2010,AA,\"2,5\",observed,synthetic");
    let d = one(&folder, ("exchange_rates.csv", 2, 10, Code::NotANumber));
    assert_eq!(d.found.as_deref(), Some("`2,5`"));
}

#[test]
fn a_decimal_comma_without_quotes_is_a_field_too_many() {
    let folder = Folder::tiny();
    line(&folder, "exchange_rates.csv", 2, "2010,AA,2,5,observed,synthetic");
    let d = expect(
        &folder,
        &[
            ("exchange_rates.csv", 2, 22, Code::FieldCount),
            ("exchange_rates.csv", 2, 11, Code::UnknownCode),
            ("exchange_rates.csv", 2, 13, Code::UnknownSource),
        ],
    );
    assert!(d.iter().any(|d| d.hint.as_deref().is_some_and(|h| h.contains("quotes"))));
}

#[test]
fn a_missing_column() {
    let folder = Folder::tiny();
    let text: String = folder
        .text("exchange_rates.csv")
        .lines()
        .map(|l| l.rsplit_once(',').expect("columns").0.to_owned() + "\n")
        .collect();
    folder.write("exchange_rates.csv", text).describe();
    let d = one(&folder, ("exchange_rates.csv", 1, 1, Code::MissingColumn));
    assert_eq!(d.allowed.as_deref(), Some("`source`"));
}

#[test]
fn an_unknown_column() {
    let folder = Folder::tiny();
    folder.edit("sources.csv", "retrieved,note", "retreived,note").describe();
    let d = one(&folder, ("sources.csv", 1, 42, Code::UnknownColumn));
    assert_eq!(d.hint.as_deref(), Some("did you mean `retrieved`?"));
}

#[test]
fn a_column_twice() {
    let folder = Folder::tiny();
    folder.edit("sources.csv", "retrieved,note", "note,note").describe();
    one(&folder, ("sources.csv", 1, 47, Code::DuplicateColumn));
}

#[test]
fn a_key_twice() {
    let folder = Folder::tiny();
    folder.append("exchange_rates.csv", "2012,BB,5,observed,synthetic\n");
    let d = one(&folder, ("exchange_rates.csv", 12, 1, Code::DuplicateKey));
    assert!(d.found.is_some_and(|f| f.contains("first on line 7")));
}

#[test]
fn shares_of_a_product_that_sum_to_more_than_one() {
    let folder = Folder::tiny();
    folder.edit("concordance.csv", "wares,metalwork,0.75", "wares,metalwork,0.85");
    let d = one(&folder, ("concordance.csv", 4, 23, Code::SharesNotOne));
    assert!(d.found.is_some_and(|f| f.contains("1.1")));
}

#[test]
fn weights_that_sum_to_more_than_one() {
    let folder = Folder::tiny();
    folder.edit("regional_weights.csv", "people,AA-SX,2013,0.25", "people,AA-SX,2013,0.45");
    let d = one(&folder, ("regional_weights.csv", 40, 19, Code::SharesAboveOne));
    assert!(d.found.is_some_and(|f| f.contains("people, 2013 sums to 1.2")));
}

#[test]
fn a_negative_output() {
    let folder = Folder::tiny();
    line(&folder, "output.csv", 4, "2010,AA,acc-metal,-400000000,observed,synthetic");
    let d = one(&folder, ("output.csv", 4, 19, Code::OutOfRange));
    assert!(d.hint.is_some_and(|h| h.contains("negative")));
}

#[test]
fn another_unit_in_a_header() {
    let folder = Folder::tiny();
    folder.edit("trade.csv", "value_usd", "value_usd_mn").describe();
    let d = one(&folder, ("trade.csv", 1, 19, Code::WrongUnit));
    assert_eq!(d.allowed.as_deref(), Some("`value_usd`"));
}

#[test]
fn a_name_in_another_language_is_not_another_unit() {
    let folder = Folder::tiny();
    folder.edit("products.csv", "name_zh", "name_fr").describe();
    one(&folder, ("products.csv", 1, 25, Code::UnknownColumn));
}

#[test]
fn an_empty_file() {
    // The codes that it would hold are unknown, and not counted as faults of the other tables.
    let folder = Folder::tiny();
    folder.write("products.csv", "");
    one(&folder, ("products.csv", 1, 1, Code::EmptyTable));
}

#[test]
fn a_header_without_rows() {
    let folder = Folder::tiny();
    let header = |file: &str| folder.text(file).lines().next().expect("header").to_owned();
    folder.write("macro.csv", header("macro.csv"));
    one(&folder, ("macro.csv", 2, 1, Code::EmptyTable));
}

#[test]
fn an_optional_table_that_waits_for_its_rows() {
    let folder = Folder::tiny();
    let header = |file: &str| folder.text(file).lines().next().expect("header").to_owned();
    folder.write("regional_anchors.csv", header("regional_anchors.csv"));
    let (data, warnings) = folder.load().unwrap_or_else(|faults| panic!("{}", listed(&faults)));
    assert!(data.anchors.is_empty());
    let named: Vec<String> = warnings
        .iter()
        .filter(|warning| warning.code == Code::HeaderOnly)
        .filter_map(|warning| warning.found.clone())
        .collect();
    assert_eq!(named, ["regional_anchors.csv"]);
    // Without any line it does not wait: something went wrong with it.
    folder.write("regional_anchors.csv", "");
    one(&folder, ("regional_anchors.csv", 1, 1, Code::EmptyTable));
}

#[test]
fn a_file_that_is_not_utf_8() {
    let folder = Folder::tiny();
    let mut bytes = folder.text("regional_anchors.csv").into_bytes();
    // Windows-1251 for a Russian letter, at the end of line 2.
    let end = bytes.len() - 1;
    bytes.insert(end, 0xCF);
    folder.write("regional_anchors.csv", bytes);
    let d = one(&folder, ("regional_anchors.csv", 2, 73, Code::NotUtf8));
    assert_eq!(d.found.as_deref(), Some("byte 0xCF"));
    assert!(d.hint.is_some_and(|h| h.contains("1251")));
}

#[test]
fn a_region_twice() {
    let folder = Folder::tiny();
    folder.append("regions.csv", "AA-N,North again,,,Region,One,,,,yes\n");
    one(&folder, ("regions.csv", 5, 1, Code::DuplicateKey));
}

#[test]
fn a_year_gap() {
    let folder = Folder::tiny();
    without(&folder, "exchange_rates.csv", "2012,AA");
    expect(
        &folder,
        &[
            ("exchange_rates.csv", 7, 1, Code::YearGap),
            ("emissions.csv", 14, 1, Code::MissingCounterpart),
            ("emissions.csv", 15, 1, Code::MissingCounterpart),
            ("emissions.csv", 16, 1, Code::MissingCounterpart),
        ],
    );
}

#[test]
fn a_missing_year_of_the_edition() {
    let folder = Folder::tiny();
    without(&folder, "trade.csv", "2016,BB-AA,goods");
    one(&folder, ("trade.csv", 4, 1, Code::YearGap));
}

#[test]
fn a_weight_that_lacks_a_year() {
    let folder = Folder::tiny();
    without(&folder, "regional_weights.csv", "mines,AA-S,2013");
    let d = one(&folder, ("regional_weights.csv", 9, 12, Code::YearGap));
    assert!(d.found.is_some_and(|f| f.contains("mines, AA-S without 2013")));
}

#[test]
fn emissions_without_output() {
    let folder = Folder::tiny();
    without(&folder, "output.csv", "2014,BB,acc-metal");
    one(&folder, ("emissions.csv", 31, 9, Code::MissingCounterpart));
}

#[test]
fn zero_output_beside_emissions() {
    let folder = Folder::tiny();
    line(&folder, "output.csv", 2, "2010,AA,acc-mining,0,observed,synthetic");
    let d = one(&folder, ("output.csv", 2, 20, Code::ZeroOutput));
    assert!(d.found.is_some_and(|f| f.contains("line 2")));
}

#[test]
fn zero_output_of_a_traded_industry_even_without_emissions() {
    let folder = Folder::tiny();
    line(&folder, "output.csv", 2, "2010,AA,acc-mining,0,observed,synthetic");
    line(&folder, "emissions.csv", 2, "2010,AA,acc-mining,0,observed,synthetic");
    one(&folder, ("output.csv", 2, 20, Code::ZeroOutput));
}

#[test]
fn a_group_without_emissions_of_one_country() {
    let folder = Folder::tiny();
    without(&folder, "emissions.csv", "BB,acc-chemistry");
    without(&folder, "output.csv", "BB,acc-chemistry");
    let d = one(&folder, ("industries.csv", 3, 20, Code::MissingCounterpart));
    assert!(d.found.is_some_and(|f| f.starts_with("BB, acc-chemistry")));
}

#[test]
fn accounts_that_begin_after_trade() {
    let folder = Folder::tiny();
    without(&folder, "emissions.csv", "2010,AA,acc-chemistry");
    let d = one(&folder, ("industries.csv", 3, 20, Code::MissingCounterpart));
    assert_eq!(d.found.as_deref(), Some("AA, acc-chemistry: from 2011"));
}

#[test]
fn a_missing_exchange_rate() {
    let folder = Folder::tiny();
    without(&folder, "exchange_rates.csv", "2014,BB");
    expect(
        &folder,
        &[
            ("emissions.csv", 29, 1, Code::MissingCounterpart),
            ("emissions.csv", 30, 1, Code::MissingCounterpart),
            ("emissions.csv", 31, 1, Code::MissingCounterpart),
        ],
    );
}

#[test]
fn a_nowcast_year_without_product() {
    let folder = Folder::tiny();
    folder.edit("macro.csv", "2015,AA,1000000,2500000000,", "2015,AA,1000000,,");
    one(&folder, ("macro.csv", 12, 9, Code::MissingCounterpart));
}

#[test]
fn a_nowcast_from_the_own_last_year_of_a_group() {
    // Chemistry of AA ends two years early, so the nowcast needs 2012 as well.
    let folder = Folder::tiny();
    without(&folder, "emissions.csv", "2013,AA,acc-chemistry");
    without(&folder, "emissions.csv", "2014,AA,acc-chemistry");
    folder.edit("macro.csv", "2012,AA,1000000,2000000000,", "2012,AA,1000000,,");
    one(&folder, ("macro.csv", 6, 9, Code::MissingCounterpart));
}

#[test]
fn too_few_years_for_the_trend_of_intensities() {
    let folder = Folder::tiny();
    let text: String = folder
        .text("macro.csv")
        .lines()
        .map(|l| {
            let mut cells: Vec<&str> = l.split(',').collect();
            if cells[1] == "BB" && cells[0] < "2013" {
                cells[4] = "";
            }
            cells.join(",") + "\n"
        })
        .collect();
    folder.write("macro.csv", text);
    let d = one(&folder, ("macro.csv", 0, 0, Code::MissingCounterpart));
    assert_eq!(d.found.as_deref(), Some("BB: 4 years with co2_t and gdp_real_usd2011"));
}

#[test]
fn an_unclosed_quote() {
    let folder = Folder::tiny();
    folder.edit("regional_anchors.csv", "observed,synthetic,", "observed,synthetic,\"a note");
    one(&folder, ("regional_anchors.csv", 2, 73, Code::BadQuoting));
}

#[test]
fn a_stray_quote() {
    let folder = Folder::tiny();
    folder.edit("regional_anchors.csv", "observed,synthetic,", "observed,synthetic,a \"note\"");
    expect(
        &folder,
        &[
            ("regional_anchors.csv", 2, 75, Code::BadQuoting),
            ("regional_anchors.csv", 2, 80, Code::BadQuoting),
        ],
    );
}

#[test]
fn a_row_with_too_many_fields() {
    let folder = Folder::tiny();
    folder.edit("regional_anchors.csv", "observed,synthetic,", "observed,synthetic,,more,");
    let d = one(&folder, ("regional_anchors.csv", 2, 74, Code::FieldCount));
    assert_eq!(d.found.as_deref(), Some("12 fields"));
}

#[test]
fn a_catalogue_that_is_not_toml() {
    let folder = Folder::tiny();
    folder.edit("tradeprint.toml", "early = 2012", "early = ");
    let d = one(&folder, ("tradeprint.toml", 17, 9, Code::BadCatalogue));
    assert!(d.excerpt.is_some_and(|line| line.starts_with("early")));
}

#[test]
fn a_catalogue_with_an_unknown_entry() {
    let folder = Folder::tiny();
    folder.edit("tradeprint.toml", "early = 2012", "earlier = 2012");
    one(&folder, ("tradeprint.toml", 17, 1, Code::BadCatalogue));
}

#[test]
fn years_out_of_order() {
    let folder = Folder::tiny();
    folder.edit("tradeprint.toml", "early = 2012", "early = 2015");
    one(&folder, ("tradeprint.toml", 15, 1, Code::BadCatalogue));
}

#[test]
fn a_date_that_is_none() {
    let folder = Folder::tiny();
    folder.edit("tradeprint.toml", "2020-02-29", "2021-02-29");
    one(&folder, ("tradeprint.toml", 6, 1, Code::BadCatalogue));
}

#[test]
fn a_map_of_an_unknown_industry() {
    let folder = Folder::tiny();
    folder.edit("tradeprint.toml", "\"factories\"", "\"factory\"");
    let d = one(&folder, ("tradeprint.toml", 44, 27, Code::BadCatalogue));
    assert_eq!(d.hint.as_deref(), Some("did you mean `factories`?"));
}

#[test]
fn a_published_basis_that_is_none() {
    let folder = Folder::tiny();
    folder.append("tradeprint.toml", "\n[allocation]\npublished_bases = [\"mine\"]\n");
    let d = one(&folder, ("tradeprint.toml", 97, 20, Code::BadCatalogue));
    assert_eq!(d.hint.as_deref(), Some("did you mean `mines`?"));
}

#[test]
fn a_bound_of_oddities_that_is_none() {
    let folder = Folder::tiny();
    folder.append("tradeprint.toml", "\n[oddities]\njump = 1.0\nmirror_gap = -0.1\n");
    let found = expect(
        &folder,
        &[
            ("tradeprint.toml", 97, 1, Code::BadCatalogue),
            ("tradeprint.toml", 98, 1, Code::BadCatalogue),
        ],
    );
    assert_eq!(found[0].allowed.as_deref(), Some("a factor above 1"));
    let folder = Folder::tiny();
    folder.append("tradeprint.toml", "\n[oddities]\njumps = 2.0\n");
    one(&folder, ("tradeprint.toml", 97, 1, Code::BadCatalogue));
}

#[test]
fn published_totals_that_cannot_be_used() {
    let header = "literature,citation,year,compares,value,unit,scope,note,status,source\n";
    let row = "some,,2016,balance/all/AA/2016,-5,t,makers,,observed,synthetic\n";
    let folder = Folder::tiny();
    folder.write("literature.csv", format!("{header}{row}")).describe();
    assert!(folder.load().is_ok());
    for (from, to, column, code) in [
        (",-5,", ",five,", 32, Code::NotANumber),
        (",t,", ",Mt,", 35, Code::UnknownCode),
        (",2016,", ",16,", 7, Code::BadYear),
        (",makers,", ",,", 37, Code::MissingCell),
        (",synthetic", ",memory", 54, Code::UnknownSource),
    ] {
        let row = row.replacen(from, to, 1);
        folder.write("literature.csv", format!("{header}{row}"));
        one(&folder, ("literature.csv", 2, column, code));
    }
    folder.write("literature.csv", format!("{header}{row}{row}"));
    one(&folder, ("literature.csv", 3, 1, Code::DuplicateKey));
}

#[test]
fn a_claim_with_an_entry_of_another_kind() {
    let folder = Folder::tiny();
    folder.edit("claims.toml", "n = 1\n", "n = 1\ntolerence = 0.1\n");
    let d = one(&folder, ("claims.toml", 4, 1, Code::BadClaim));
    assert_eq!(d.found.as_deref(), Some("`tolerence`"));
    assert!(d.allowed.is_some_and(|a| a.contains("expect")));
}

#[test]
fn parents_in_a_loop() {
    let folder = Folder::tiny();
    folder.edit(
        "regions.csv",
        "AA-S,South without its district,,,Region,Two,,,",
        "AA-S,South,,,Region,Two,,AA-SX,",
    );
    expect(
        &folder,
        &[("regions.csv", 3, 26, Code::DoubleCount), ("regions.csv", 4, 38, Code::DoubleCount)],
    );
}

#[test]
fn regional_trade_above_the_nation() {
    let folder = Folder::tiny();
    let rows = "2010,AA-BB,AA-N,ore,60000000,observed,synthetic,\n\
                2010,AA-BB,AA-S,ore,40000000,observed,synthetic,\n\
                2010,AA-BB,AA-SX,ore,5000000,observed,synthetic,\n";
    folder.write("regional_trade.csv", REGIONAL_HEADER.to_owned() + rows).describe();
    let d = one(&folder, ("regional_trade.csv", 4, 22, Code::DoubleCount));
    assert!(d.found.is_some_and(|f| f.contains("105000000 against 100000000")));
}

#[test]
fn regional_trade_of_some_years_where_no_weight_reaches() {
    let folder = Folder::tiny();
    without(&folder, "regional_weights.csv", "mines,AA-SX");
    folder
        .write(
            "regional_trade.csv",
            REGIONAL_HEADER.to_owned() + "2012,AA-BB,AA-SX,ore,5000000,observed,synthetic,\n",
        )
        .describe();
    one(&folder, ("regional_trade.csv", 2, 12, Code::MissingCounterpart));
}

#[test]
fn a_published_total_above_the_nation() {
    let folder = Folder::tiny();
    folder.edit("regional_anchors.csv", "2013,100000000", "2013,1000000000");
    one(&folder, ("regional_anchors.csv", 2, 33, Code::DoubleCount));
}

#[test]
fn published_totals_that_contradict_each_other() {
    let folder = Folder::tiny();
    folder.append(
        "regional_anchors.csv",
        "north-both-2013,AA-N,AA-BB;BB-AA,2013,90000000,,,observed,synthetic,\n",
    );
    let (data, _) = folder.load().unwrap_or_else(|faults| panic!("{}", listed(&faults)));
    let faults = tradeprint::analysis::analyse(&data).expect_err("both cannot hold");
    let found: Vec<_> =
        faults.iter().map(|d| (d.code, d.location.as_ref().map_or(0, |l| l.line))).collect();
    assert_eq!(found, [(Code::DoubleCount, 2), (Code::DoubleCount, 3)]);
}

#[test]
fn a_published_total_below_the_reported_trade() {
    let folder = Folder::tiny();
    folder
        .write(
            "regional_trade.csv",
            REGIONAL_HEADER.to_owned() + "2013,AA-BB,AA-N,ore,110000000,observed,synthetic,\n",
        )
        .describe();
    let (data, _) = folder.load().unwrap_or_else(|faults| panic!("{}", listed(&faults)));
    let faults = tradeprint::analysis::analyse(&data).expect_err("100 against 110");
    assert_eq!(faults.iter().next().map(|d| d.code), Some(Code::DoubleCount));
}

#[test]
fn a_region_twice_in_a_list() {
    let folder = Folder::tiny();
    folder.edit("regional_anchors.csv", "north-made-2013,AA-N,", "north-made-2013,AA-N;AA-N,");
    one(&folder, ("regional_anchors.csv", 2, 17, Code::DuplicateKey));
}

#[test]
fn a_region_without_shape_and_a_shape_without_region() {
    let folder = Folder::tiny();
    folder.edit("regions.geojson", "\"AA-SX\"", "\"AA-X\"");
    expect(
        &folder,
        &[("regions.csv", 4, 1, Code::BadShapes), ("regions.geojson", 0, 0, Code::BadShapes)],
    );
}

#[test]
fn shapes_that_are_not_geojson() {
    let folder = Folder::tiny();
    folder.write("regions.geojson", "{\"type\": \"Polygon\"}");
    one(&folder, ("regions.geojson", 0, 0, Code::BadShapes));
}

#[test]
fn a_package_that_describes_other_columns() {
    let folder = Folder::tiny();
    let text = folder.text("datapackage.json").replace("\"lcu_per_usd\"", "\"usd_per_lcu\"");
    folder.write("datapackage.json", text);
    one(&folder, ("exchange_rates.csv", 1, 1, Code::BadPackage));
}

#[test]
fn a_package_that_forgets_a_table() {
    let folder = Folder::tiny();
    let text = folder.text("datapackage.json").replace("\"macro.csv\"", "\"makro.csv\"");
    folder.write("datapackage.json", text);
    let d = one(&folder, ("datapackage.json", 0, 0, Code::BadPackage));
    assert!(d.found.is_some_and(|f| f.contains("macro.csv")));
}

#[test]
fn an_unknown_source() {
    let folder = Folder::tiny();
    folder.edit(
        "exchange_rates.csv",
        "2013,AA,2,observed,synthetic",
        "2013,AA,2,observed,synthetic;else",
    );
    let d = one(&folder, ("exchange_rates.csv", 8, 20, Code::UnknownSource));
    assert_eq!(d.found.as_deref(), Some("`else`"));
}

#[test]
fn a_claim_that_names_an_unknown_fact() {
    let folder = Folder::tiny();
    folder.append(
        "claims.toml",
        "\n[[claim]]\nid = \"unknown\"\nkind = \"compare\"\nleft = \"embodied/AA-BB/mining/AA/2016\"\nop = \"<\"\nright = \"embodied/AA-BB/mining/AA/2099\"\n",
    );
    let (data, _) = folder.load().unwrap_or_else(|faults| panic!("{}", listed(&faults)));
    let faults = tradeprint::analysis::analyse(&data).expect_err("the claim is wrong");
    let d = faults.iter().next().expect("one fault");
    let at = d.location.as_ref().expect("a place");
    assert!(at.file.ends_with("claims.toml"));
    assert_eq!((at.line, at.column, d.code), (14, 1, Code::BadClaim));
    assert_eq!(d.found.as_deref(), Some("`embodied/AA-BB/mining/AA/2099`"));
}

#[test]
fn a_claim_that_cannot_be_read() {
    let folder = Folder::tiny();
    folder.edit("claims.toml", "n = 1", "n = 2");
    one(&folder, ("claims.toml", 4, 1, Code::BadClaim));
}

#[test]
fn a_year_that_is_none() {
    let folder = Folder::tiny();
    folder.edit("regional_anchors.csv", ",2013,", ",13,");
    one(&folder, ("regional_anchors.csv", 2, 28, Code::BadYear));
}

#[test]
fn an_empty_cell() {
    let folder = Folder::tiny();
    folder.edit("sources.csv", "Tradeprint tests", "");
    one(&folder, ("sources.csv", 2, 47, Code::MissingCell));
}

#[test]
fn an_industry_without_basis() {
    let folder = Folder::tiny();
    folder.edit("industries.csv", "acc-chemistry,,people,people", "acc-chemistry,,,people");
    one(&folder, ("industries.csv", 3, 35, Code::MissingCell));
}

#[test]
fn people_counted_in_money() {
    let folder = Folder::tiny();
    folder.edit(
        "regional_indicators.csv",
        "AA-S,2012,population,2000,person",
        "AA-S,2012,population,2000,LCU",
    );
    one(&folder, ("regional_indicators.csv", 11, 27, Code::WrongUnit));
}

#[test]
fn a_code_that_a_total_uses() {
    let folder = Folder::tiny();
    folder.append("industries.csv", "all,group,,mining,,,5,Everything,,,All,,,,\n");
    one(&folder, ("industries.csv", 6, 1, Code::DuplicateKey));
}

#[test]
fn totals_of_which_none_or_two_are_preferred() {
    let folder = Folder::tiny();
    folder.edit("trade_totals.csv", "2010,BB-AA,AA,90000000,1", "2010,BB-AA,AA,90000000,0");
    one(&folder, ("trade_totals.csv", 4, 24, Code::MissingCounterpart));
    let folder = Folder::tiny();
    folder
        .edit("sources.csv", "CC0,,", "CC0,,\nother,Other,Other numbers,Tradeprint tests,,CC0,,")
        .append("trade_totals.csv", "2010,BB-AA,AA,91000000,1,observed,other\n");
    one(&folder, ("trade_totals.csv", 24, 24, Code::DuplicateKey));
}

#[test]
fn a_flow_without_trade() {
    let folder = Folder::tiny();
    without(&folder, "trade.csv", "BB-AA");
    one(&folder, ("trade.csv", 0, 0, Code::MissingCounterpart));
}

#[test]
fn a_traded_product_that_belongs_to_no_industry() {
    let folder = Folder::tiny();
    without(&folder, "concordance.csv", "BB-AA,ore");
    one(&folder, ("trade.csv", 5, 12, Code::MissingCounterpart));
}

#[test]
fn faults_of_several_files_come_at_once() {
    let folder = Folder::tiny();
    folder
        .edit("concordance.csv", "wares,metalwork,0.75", "wares,metalwork,0.85")
        .edit("regional_anchors.csv", ",2013,", ",13,")
        .edit("tradeprint.toml", "\"factories\"", "\"factory\"");
    expect(
        &folder,
        &[
            ("concordance.csv", 4, 23, Code::SharesNotOne),
            ("regional_anchors.csv", 2, 28, Code::BadYear),
            ("tradeprint.toml", 44, 27, Code::BadCatalogue),
        ],
    );
}

#[test]
fn a_fault_shows_the_line_and_is_one_line_in_the_short_form() {
    let folder = Folder::tiny();
    folder.edit("concordance.csv", "AA-BB,wares,chemistry,", "AA-BB,wares,chemisty,");
    let faults = faults(&folder);
    let human = render(&faults, Format::Human);
    assert!(human.contains("concordance.csv:3:13"), "{human}");
    assert!(human.contains("AA-BB,wares,chemisty"), "{human}");
    assert!(human.contains("^^^^^^^^"), "{human}");
    let short = render(&faults, Format::Short);
    assert_eq!(short.lines().count(), 1);
    assert!(short.contains("concordance.csv:3:13: error[E0111]"), "{short}");
    let json: serde_json::Value =
        serde_json::from_str(&render(&faults, Format::Json)).expect("one object");
    assert_eq!(
        (&json["line"], &json["column"], &json["code"]),
        (&3.into(), &13.into(), &"E0111".into())
    );
}

#[test]
fn warnings_do_not_stop() {
    let folder = Folder::tiny();
    folder
        .edit("trade_totals.csv", "2010,AA-BB,BB,158400000,", "2010,AA-BB,BB,300000000,")
        .append("regional_anchors.csv", "later,AA-N,BB-AA,2019,5,,,observed,synthetic,\n")
        .append("regional_anchors.csv", "optional,AA-X,BB-AA,2015,5,,,observed,synthetic,\n")
        .append("regions.csv", "AA-X,Elsewhere,,,Region,Two,,,,optional\n");
    let (_, warnings) = folder.load().unwrap_or_else(|faults| panic!("{}", listed(&faults)));
    let mut found: Vec<(Code, u32)> =
        warnings.iter().map(|d| (d.code, d.location.as_ref().map_or(0, |l| l.line))).collect();
    found.sort_unstable();
    assert_eq!(found, [(Code::MirrorGap, 2), (Code::UnusedRow, 3), (Code::UnusedRow, 4)]);
    for d in warnings.iter() {
        let file = &d.location.as_ref().expect("a place").file;
        assert!(std::path::Path::new(file).is_file(), "{file} is a path as errors name it");
    }
}

#[test]
fn byte_order_mark_and_line_ends_of_other_systems_change_nothing() {
    let plain = Folder::tiny();
    let expected = facts_csv(&plain);
    let folder = Folder::tiny();
    for file in [
        "trade.csv",
        "output.csv",
        "regions.csv",
        "regional_weights.csv",
        "tradeprint.toml",
        "claims.toml",
    ] {
        folder.write(file, format!("\u{feff}{}", folder.text(file).replace('\n', "\r\n")));
    }
    assert!(expected == facts_csv(&folder), "facts differ");
}

#[test]
fn quoted_cells_and_line_breaks_in_them_change_nothing_but_line_numbers() {
    let plain = Folder::tiny();
    let folder = Folder::tiny();
    // A note over two lines, in the last row, so that no other row moves.
    folder
        .edit(
            "regional_anchors.csv",
            "mn USD,observed,synthetic,",
            "mn USD,observed,\"synthetic\",\"a \"\"note\"\",\nin two lines\"",
        )
        .edit("trade.csv", "2010,AA-BB,ore,", "\"2010\",\"AA-BB\",ore,");
    assert!(facts_csv(&plain) == facts_csv(&folder), "facts differ");
    // In the first row, it moves the rows below by one line, and lineage follows.
    let folder = Folder::tiny();
    folder.edit(
        "trade.csv",
        "2010,AA-BB,ore,100000000,observed,reported,synthetic,",
        "2010,AA-BB,ore,100000000,observed,reported,synthetic,\"two\nlines\"",
    );
    let id = "trade_reported/AA-BB/wares/2010";
    let inputs = |folder: &Folder| {
        let facts = folder.analysis().facts;
        let fact = crate::synthetic::fact(&facts, id);
        facts.inputs(fact).map(|input| facts.names().input(&input)).collect::<Vec<_>>()
    };
    assert_eq!(inputs(&plain), ["trade.csv:3"]);
    assert_eq!(inputs(&folder), ["trade.csv:4"]);
}

fn facts_csv(folder: &Folder) -> Vec<u8> {
    let facts = folder.analysis().facts;
    tradeprint::facts::write_csv(&facts, facts.iter())
}

#[test]
fn revisions_and_doi_are_checked_at_their_place() {
    let edition = |more: &str| {
        let folder = Folder::tiny();
        let text = folder.text("tradeprint.toml");
        folder.write("tradeprint.toml", text.replace("[pair]\n", &format!("{more}\n[pair]\n")));
        folder
    };
    let fine = edition(
        "[statements]\nfunding = { en = \"Nobody.\" }\n[[revisions]]\ndate = \"2020-01-31\"\n\
         text = { en = \"First.\", ru = \"Первая.\" }\n[[revisions]]\ndate = \"2020-02-29\"\ntext = { en = \"Second.\" }\n",
    );
    let (data, _) = fine.load().expect("the folder loads");
    let days: Vec<u8> = data.catalogue.revisions.iter().map(|r| r.date.2).collect();
    assert_eq!(days, [29, 31], "the last first");
    assert_eq!(data.catalogue.statements.funding["en"], "Nobody.");
    let at = |text: &str, needle: &str| {
        let line = text.lines().position(|l| l.starts_with(needle)).expect("the line") + 1;
        u32::try_from(line).expect("a line")
    };
    for (more, needle, column) in [
        ("[[revisions]]\ndate = \"2020-02-30\"\ntext = { en = \"x\" }", "date = \"2020-02-30", 8),
        ("[[revisions]]\ndate = \"2021-01-01\"\ntext = { en = \"x\" }", "date = \"2021", 8),
        ("[[revisions]]\ndate = \"2020-02-01\"\ntext = { ru = \"x\" }", "text = ", 8),
    ] {
        let folder = edition(more);
        let line = at(&folder.text("tradeprint.toml"), needle);
        one(&folder, ("tradeprint.toml", line, column, Code::BadCatalogue));
    }
    let folder = Folder::tiny();
    let text = folder.text("tradeprint.toml");
    let wrong = "licence = \"CC0\"\ndoi = \"https://doi.org/10.1/x\"";
    folder.write("tradeprint.toml", text.replace("licence = \"CC0\"", wrong));
    let line = at(&folder.text("tradeprint.toml"), "doi");
    one(&folder, ("tradeprint.toml", line, 1, Code::BadCatalogue));
}
