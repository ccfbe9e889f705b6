//! What the inspection of a data folder finds, and the report on it. The folders are synthetic but where they are called shipped.

use std::collections::BTreeSet;

use tradeprint::data::Dataset;
use tradeprint::production::{Request, Workshop};
use tradeprint::publish::OutputFile;
use tradeprint::quality::{Amount, Check, Finding, Gravity, Quantity, Reason, Relation, inspect};
use tradeprint::report::Kind;

use crate::synthetic::{Folder, listed, shipped};

fn data(folder: &Folder) -> Dataset {
    folder.load().unwrap_or_else(|faults| panic!("{}", listed(&faults))).0
}

/// A finding as a line: check, reason, quantity, years, rows.
fn line(data: &Dataset, finding: &Finding) -> String {
    let rows: Vec<String> = finding
        .rows
        .iter()
        .map(|row| format!("{}:{}", data.names.files[usize::from(row.file)], row.line))
        .collect();
    let years = finding.years.map_or(String::new(), |(first, last)| format!("{first}-{last}"));
    format!(
        "{} {} {} {} {years} {}",
        finding.gravity.as_str(),
        finding.check.as_str(),
        finding.reason.as_str(),
        finding.key.quantity.as_str(),
        rows.join(" ")
    )
}

fn lines(folder: &Folder, check: Check) -> Vec<String> {
    let data = data(folder);
    inspect(&data).of(check).map(|finding| line(&data, finding)).collect()
}

/// The fixture as it is: only BB-AA of BB's records is missing, by design, and a fifth of the mines is in no region.
#[test]
fn the_synthetic_folder_has_the_findings_that_were_put_into_it() {
    let folder = Folder::tiny();
    // GDP of AA, bn: 2.0 five times, 2.5, 4.0. Changes 0 four times, ln 1.25, ln 1.6: the last is ln 1.6 / 0.02 = 23.5 of the
    // least scatter and more than a factor of 1.5, the one before is less than that.
    let jump = "doubtful jumps jump gdp 2015-2016 macro.csv:12 macro.csv:14";
    assert_eq!(lines(&folder, Check::Jumps), [jump]);
    assert_eq!(lines(&folder, Check::Scale), Vec::<String>::new());
    assert_eq!(lines(&folder, Check::Mirror), Vec::<String>::new(), "10 % is within the bound");
    assert_eq!(lines(&folder, Check::Unused), Vec::<String>::new());
    let parts = lines(&folder, Check::Parts);
    // CO2 of AA by industry is 50 + 40 + 60 = 150 kt of 1,000 kt, that of BB 260 of 3,000; mines 0.5 + 0.2 + 0.1 = 0.8.
    let weights: Vec<&String> = parts.iter().filter(|l| l.contains(" weight ")).collect();
    assert_eq!(weights.len(), 1, "seven years on end are one finding: {parts:?}");
    assert!(weights[0].starts_with("doubtful parts parts-short weight 2010-2016 "), "{weights:?}");
    assert_eq!(parts.iter().filter(|l| l.contains(" emissions 2010-2014 ")).count(), 2);
}

#[test]
fn a_value_in_thousands_is_found_in_the_series_and_in_the_sum() {
    let folder = Folder::tiny();
    // Ore of 2014 in thousands; wares of 36 million keep the sum at 36.14 of 176 million.
    folder.edit("trade.csv", "2014,AA-BB,ore,140000000,observed", "2014,AA-BB,ore,140000,observed");
    let data = data(&folder);
    let inspection = inspect(&data);
    let scale: Vec<&Finding> = inspection.of(Check::Scale).collect();
    // From 130 million to 140 thousand and from there to 150 million: 1/929 and 1071. Of two products one steps, the half.
    let told: Vec<String> = scale.iter().map(|finding| line(&data, finding)).collect();
    assert_eq!(
        told,
        [
            "grave scale scale-of-years trade 2014-2015 trade.csv:18 trade.csv:22",
            "grave scale scale-of-years trade 2013-2014 trade.csv:14 trade.csv:18",
        ]
    );
    let Some(Amount::Factor(factor)) = scale[0].found else { panic!("a factor") };
    assert!((factor - 150e6 / 140e3).abs() < 1e-9, "{factor}");
    let sum =
        inspection.of(Check::Parts).find(|f| f.key.quantity == Quantity::Trade).expect("short");
    let Some(Amount::Share(ratio)) = sum.found else { panic!("a share") };
    assert!((ratio - 36.14 / 176.0).abs() < 1e-12, "{ratio}");
    assert_eq!(line(&data, sum).split(' ').nth(5), Some("trade_totals.csv:14"), "the whole first");
}

#[test]
fn a_total_in_thousands_is_a_sum_a_thousand_times_its_whole() {
    let folder = Folder::tiny();
    folder.edit("trade_totals.csv", "2013,AA-BB,AA,170000000", "2013,AA-BB,AA,170000");
    let found = lines(&folder, Check::Scale);
    let of_sum: Vec<&String> = found.iter().filter(|l| l.contains("scale-of-sum")).collect();
    assert_eq!(
        of_sum,
        ["grave scale scale-of-sum trade 2013-2013 trade_totals.csv:11 trade.csv:14 trade.csv:15"]
    );
    // The series of totals steps, too: down to 2013 and up from it.
    assert_eq!(found.iter().filter(|l| l.contains("scale-of-years trade-total")).count(), 2);
}

#[test]
fn a_lost_year_and_a_lost_end_name_their_neighbours() {
    let folder = Folder::tiny();
    folder.edit("trade_totals.csv", "2013,AA-BB,BB,187000000,1,observed,synthetic\n", "");
    folder.edit("trade_totals.csv", "2016,AA-BB,BB,224400000,1,observed,synthetic\n", "");
    let found = lines(&folder, Check::Gaps);
    let has = |text: &str| found.iter().any(|l| l == text);
    assert!(
        has(
            "remark gaps years-missing trade-total 2013-2013 trade_totals.csv:9 trade_totals.csv:14"
        ),
        "{found:#?}"
    );
    assert!(has("remark gaps ends-early trade-total 2016-2018 trade_totals.csv:17"), "{found:#?}");
    // A series that lacks a year others of its group have may have lost it.
    let lost = "AA-N,2012,population,1000,person,observed,synthetic\n";
    folder.edit("regional_indicators.csv", lost, "");
    let found = lines(&folder, Check::Gaps);
    let line = "doubtful gaps years-missing population 2012-2012 regional_indicators.csv:3 \
                regional_indicators.csv:4";
    assert!(found.iter().any(|l| l == line), "{found:#?}");
}

#[test]
fn a_zero_among_values_is_found() {
    let folder = Folder::tiny();
    folder.edit("trade.csv", "2012,AA-BB,wares,36000000", "2012,AA-BB,wares,0");
    let found = lines(&folder, Check::Gaps);
    let zero = "doubtful gaps zero-between trade 2012-2012 trade.csv:7 trade.csv:11 trade.csv:15";
    assert!(found.iter().any(|l| l == zero), "{found:#?}");
}

#[test]
fn records_that_differ_by_more_than_the_bound_are_found_by_how_much() {
    let folder = Folder::tiny();
    // 340 of 170 million is +100 %, beyond a half; 120 of 150 million is -20 %, beyond 15 %.
    folder.edit("trade_totals.csv", "2013,AA-BB,BB,187000000", "2013,AA-BB,BB,340000000");
    folder.edit("trade_totals.csv", "2011,AA-BB,BB,165000000", "2011,AA-BB,BB,120000000");
    assert_eq!(
        lines(&folder, Check::Mirror),
        [
            "grave mirror mirror-gap trade-total 2013-2013 trade_totals.csv:11 trade_totals.csv:12",
            "doubtful mirror mirror-gap trade-total 2011-2011 trade_totals.csv:5 trade_totals.csv:6",
        ]
    );
    folder.edit("tradeprint.toml", "[seed]", "[oddities]\nmirror_gap = 0.3\n\n[seed]");
    assert_eq!(lines(&folder, Check::Mirror).len(), 1, "the bound is the catalogue's");
}

#[test]
fn a_product_without_industry_counts_with_its_share_of_the_value() {
    let mut data = data(&Folder::tiny());
    // The checks of the folder refuse this; the inspection is a function of any data set.
    let ore = data.names.symbols.get("ore").expect("a product");
    data.concordance.retain(|row| row.product != ore);
    let inspection = inspect(&data);
    let found: Vec<&Finding> =
        inspection.of(Check::Mapping).filter(|f| f.reason == Reason::Unmapped).collect();
    // Ore made in AA: 100 + 110 + ... + 160 = 910; wares 44 + 40 + 36 + 40 + 36 + 40 + 44 = 280 million.
    let Some(Amount::Share(share)) = found[0].found else { panic!("a share") };
    assert!((share - 910.0 / 1190.0).abs() < 1e-12, "{share}");
    assert_eq!(found[0].gravity, Gravity::Grave);
    let mapped = &inspection.mapped[0];
    assert!((mapped.unmapped - 910.0 / 1190.0).abs() < 1e-12);
    assert!((mapped.observed + mapped.estimated + mapped.unmapped - 1.0).abs() < 1e-12);
}

#[test]
fn coverage_counts_series_by_status_and_what_is_missing() {
    let folder = Folder::tiny();
    folder.edit(
        "trade.csv",
        "2012,AA-BB,ore,120000000,observed",
        "2012,AA-BB,ore,120000000,estimated",
    );
    let data = data(&folder);
    let inspection = inspect(&data);
    let row = |quantity, outward: bool| {
        let own = inspection.coverage.iter().filter(|row| row.group.quantity == quantity);
        own.into_iter().nth(usize::from(!outward)).expect("a row")
    };
    let cell = row(Quantity::Trade, true).cells[&2012];
    assert_eq!((cell.expected, cell.observed, cell.estimated, cell.missing()), (2, 1, 1, 0));
    // No trade by region: three regions times two products are missing in each year of the edition.
    let none = row(Quantity::RegionalTrade, true);
    assert_eq!(none.cells.keys().copied().collect::<Vec<_>>(), (2010..=2016).collect::<Vec<i16>>());
    assert!(none.cells.values().all(|cell| cell.missing() == 6));
    // Accounts end in 2014; the edition asks for 2015 and 2016.
    let cell = row(Quantity::Emissions, true).cells[&2015];
    assert_eq!((cell.expected, cell.missing()), (3, 3));
    for row in &inspection.coverage {
        let whole = |cell: &tradeprint::quality::CoverageCell| {
            cell.observed + cell.estimated + cell.missing() == cell.expected
        };
        assert!(row.cells.values().all(whole), "{row:?}");
    }
}

#[test]
fn the_order_of_the_rows_changes_no_finding() {
    let folder = Folder::tiny();
    folder.edit("trade.csv", "2014,AA-BB,ore,140000000,observed", "2014,AA-BB,ore,140000,observed");
    let told = |data: &Dataset| -> Vec<String> {
        let found = inspect(data).findings.into_iter();
        found.map(|f| format!("{:?} {:?} {:?} {:?}", f.check, f.reason, f.years, f.size)).collect()
    };
    let straight = data(&folder);
    let mut reversed = straight.clone();
    reversed.trade.reverse();
    reversed.totals.reverse();
    reversed.emissions.reverse();
    assert_eq!(told(&straight), told(&reversed));
    assert_eq!(inspect(&straight), inspect(&straight));
}

/// Shipped: the sum of the products is the published total, so that no sum of trade is in question.
#[test]
fn the_sums_of_the_shipped_folder_are_what_its_description_says() {
    let data = Dataset::load(&shipped()).expect("the shipped folder").0;
    let inspection = inspect(&data);
    let products = inspection.sums.iter().filter(|s| s.relation == Relation::ProductsOfTotal);
    let ratios: Vec<f64> = products.map(tradeprint::quality::Sum::ratio).collect();
    assert_eq!(ratios.len(), 2 * 12);
    assert!(ratios.iter().all(|ratio| (ratio - 1.0).abs() < 1e-6), "{ratios:?}");
    assert_eq!(inspection.of(Check::Scale).count(), 0);
    assert_eq!(inspection.grave(Gravity::Grave).count(), 0);
    let mapped = inspection.mapped.iter().map(|flow| flow.unmapped);
    assert!(mapped.into_iter().all(|part| part.abs() < 1e-9));
}

fn report(request: &Request) -> (Workshop, Vec<OutputFile>) {
    let (workshop, _) = Workshop::open(request).unwrap_or_else(|f| panic!("{}", listed(&f)));
    let documents = workshop.documents(request).expect("documents");
    let [document] = documents.as_slice() else { panic!("one report") };
    assert_eq!(document.path(), "quality.en.pdf");
    let files = workshop.make(document).unwrap_or_else(|f| panic!("{}", listed(&f)));
    (workshop, files)
}

fn text(files: &[OutputFile], path: &str) -> String {
    let file = files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("{path}"));
    String::from_utf8(file.bytes.clone()).expect("UTF-8")
}

/// What stands between two marks, each time.
fn all_between<'a>(text: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    text.split(from).skip(1).filter_map(|rest| rest.split(to).next()).collect()
}

#[test]
fn the_report_is_a_pdf_a_page_of_the_web_and_a_list_of_all_findings() {
    let base = crate::requests::everything(&shipped());
    let request = Request { kinds: vec![Kind::Quality], ..base };
    let (workshop, files) = report(&request);
    let again = report(&request).1;
    assert!(files == again, "same input, same bytes");
    let html = text(&files, "quality.en.html");
    assert!(!html.contains("<script") && !html.contains("javascript:"));
    assert!(!html.contains("src=") && !html.contains("@import") && !html.contains("url("));
    let ids: BTreeSet<&str> = all_between(&html, " id=\"", "\"").into_iter().collect();
    let targets = all_between(&html, "href=\"#", "\"");
    assert!(targets.len() > 8);
    assert!(targets.iter().all(|target| ids.contains(target)), "{targets:?}");
    let linked = all_between(&html, "href=\"tables/", "\"");
    for name in &linked {
        assert!(files.iter().any(|file| file.path == format!("tables/{name}")), "{name}");
    }
    // Each table of the PDF is one of the page, and each has its file.
    let tables = files.iter().filter(|f| f.path.starts_with("tables/")).count();
    assert_eq!(linked.iter().collect::<BTreeSet<_>>().len(), tables);
    assert_eq!(all_between(&html, "<svg", "</svg>").len(), 1);
    for tag in ["table", "figure", "tr", "p", "div", "dl", "ul", "section", "svg"] {
        let opened =
            html.matches(&format!("<{tag} ")).count() + html.matches(&format!("<{tag}>")).count();
        assert_eq!(opened, html.matches(&format!("</{tag}>")).count(), "{tag}");
    }
    let findings = text(&files, "tables/quality.findings.csv");
    let rows = csv::Reader::from_reader(findings.as_bytes()).records().count();
    assert_eq!(rows, workshop.edition.inspection().findings.len());
    assert!(findings.contains("trade_totals.csv:"));
}

#[test]
fn text_of_the_data_is_never_markup_of_the_page() {
    let folder = Folder::copy_of(&shipped());
    let title = "title = \"CO2 embodied in the trade of Russia and China\"";
    folder.edit(
        "tradeprint.toml",
        title,
        "title = '<script>alert(1)</script> & \"*x*\" [](cite:x)'",
    );
    let base = crate::requests::everything(folder.path());
    let html = text(&report(&Request { kinds: vec![Kind::Quality], ..base }).1, "quality.en.html");
    assert!(!html.contains("<script"));
    let shown = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;*x*&quot; [](cite:x)";
    assert!(html.contains(shown), "as it is written");
}

#[test]
fn the_report_is_made_only_where_it_is_named() {
    let base = crate::requests::everything(&shipped());
    let (workshop, _) = Workshop::open(&base).expect("the shipped folder");
    let all = workshop.documents(&base).expect("documents");
    assert_eq!(all.len(), 3 + 17 + 83);
    assert!(all.iter().all(|document| document.kind != Kind::Quality));
    assert!(workshop.left_out(&base).is_empty());
}
