//! `docs/methodology.md` against the code: every function that it names is there, every measure is described, and the
//! check values of the methods hold through the whole chain (products of trade and intensity: `golden_numbers.rs`).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use tradeprint::vocabulary::Measure;

use crate::synthetic::{Folder, fact, root, value};

fn page() -> String {
    std::fs::read_to_string(root().join("docs/methodology.md")).expect("the page is there")
}

/// Every source file of the program: name, text.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, all: &mut Vec<(String, String)>) {
        let mut entries: Vec<_> = std::fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, all);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).expect("UTF-8");
                all.push((path.display().to_string(), text));
            }
        }
    }
    let mut all = Vec::new();
    walk(&root().join("src"), &mut all);
    all
}

/// What stands between backquotes on a line.
fn spans(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Whether a text defines a name: a function, a type, a constant.
fn defines(text: &str, name: &str) -> bool {
    let starts = |keyword: &str| {
        text.match_indices(&format!("{keyword} {name}")).any(|(at, found)| {
            !text[at + found.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
        })
    };
    ["fn", "struct", "enum", "const", "trait", "mod"].into_iter().any(starts)
}

/// The names of the page that are no part of the program, and how many functions each section names.
fn unknown_names(
    page: &str,
    sources: &[(String, String)],
) -> (Vec<String>, BTreeMap<String, usize>) {
    let mut unknown = Vec::new();
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    let (mut section, mut file, mut table_of_functions) = (String::new(), String::new(), false);
    for line in page.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            title.clone_into(&mut section);
            if title.starts_with(|c: char| c.is_ascii_digit()) {
                named.insert(section.clone(), 0);
            }
        }
        let cells: Vec<&str> = line.trim_matches('|').split('|').collect();
        let last = cells.last().copied().unwrap_or_default().trim();
        if !line.starts_with('|') {
            table_of_functions = false;
        } else if last.starts_with("function") {
            table_of_functions = true;
        }
        for span in spans(line) {
            let path = if let Some((before, after)) = span.split_once(".rs") {
                file = format!("/{before}.rs");
                after
            } else if span.starts_with("::")
                || is_type_path(span)
                || (table_of_functions && last.contains(&format!("`{span}`")))
            {
                span
            } else {
                continue;
            };
            let texts: Vec<&str> = sources
                .iter()
                .filter(|(name, _)| name.ends_with(&file))
                .map(|(_, text)| text.as_str())
                .collect();
            let names: Vec<&str> = path.split("::").filter(|name| !name.is_empty()).collect();
            let there = texts.iter().any(|text| names.iter().all(|name| defines(text, name)));
            if !there {
                unknown.push(format!("{section}: `{span}` in {file}"));
            } else if let Some(count) = named.get_mut(&section) {
                *count += usize::from(!names.is_empty());
            }
        }
    }
    (unknown, named)
}

/// `Type::function`.
fn is_type_path(span: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    span.contains("::") && span.starts_with(char::is_uppercase) && span.chars().all(word)
}

#[test]
fn every_function_that_the_page_names_exists() {
    let (unknown, named) = unknown_names(&page(), &sources());
    assert!(unknown.is_empty(), "{unknown:#?}");
    assert!(named.len() >= 12, "{named:#?}");
    for (section, count) in named {
        assert!(count > 0, "no function is named in: {section}");
    }
}

#[test]
fn a_name_that_is_not_there_is_found() {
    let sources =
        vec![("src/analysis/trade.rs".to_owned(), "impl Line { fn at(self) }".to_owned())];
    let page = "## 1. A\n`trade.rs::at`, `trade.rs::attic`, `Line::at`\n";
    let (unknown, named) = unknown_names(page, &sources);
    // The file has a function `at`, none that is called `attic`, and no definition of `Line`.
    assert_eq!(unknown.len(), 2, "{unknown:?}");
    assert_eq!(named["1. A"], 1);
}

#[test]
fn every_measure_is_described() {
    let page = page();
    let words: Vec<&str> = page.lines().flat_map(spans).flat_map(str::split_whitespace).collect();
    let described = |name: &str| {
        words.iter().any(|word| match word.strip_suffix('*') {
            Some(stem) => !stem.is_empty() && name.starts_with(stem),
            None => *word == name,
        })
    };
    let missing: Vec<&str> =
        Measure::ALL.iter().map(|m| m.as_str()).filter(|name| !described(name)).collect();
    assert!(missing.is_empty(), "docs/methodology.md says nothing of {missing:?}");
}

/// METHODS.md: yearly trade in USD million, and an intensity of the economy in kg/USD, 2013 to 2020.
const TRADE: [f64; 8] = [10.0, 11.2, 9.1, 12.4, 14.0, 17.9, 18.3, 17.1];
const INTENSITY: [f64; 8] = [1.20, 1.17, 1.15, 1.10, 1.08, 1.05, 1.01, 1.00];

/// The synthetic folder in the years 2013 to 2020, continued to 2030.
fn eight_years() -> Folder {
    let folder = Folder::tiny();
    let mut tables: BTreeMap<&str, String> = [
        ("trade.csv", "year,flow,product,value_usd,status,source\n"),
        ("output.csv", "year,country,intensity_group,output_lcu,status,source\n"),
        ("emissions.csv", "year,country,intensity_group,emissions_t,status,source\n"),
        ("exchange_rates.csv", "year,country,lcu_per_usd,status,source\n"),
        ("macro.csv", "year,country,co2_t,gdp_usd,gdp_real_usd2011,status,source\n"),
        ("regional_weights.csv", "basis,region,year,share,status,source\n"),
    ]
    .map(|(file, header)| (file, header.to_owned()))
    .into();
    let mut add = |file: &str, row: String| {
        let table = tables.get_mut(file).expect("a table of the list");
        let _ = writeln!(table, "{row},observed,synthetic");
    };
    for (year, (trade, intensity)) in (2013..).zip(TRADE.into_iter().zip(INTENSITY)) {
        add("trade.csv", format!("{year},AA-BB,ore,{}", trade * 1e6));
        add("trade.csv", format!("{year},AA-BB,wares,1000000"));
        add("trade.csv", format!("{year},BB-AA,goods,1000000"));
        for country in ["AA", "BB"] {
            for group in ["acc-mining", "acc-chemistry", "acc-metal"] {
                add("output.csv", format!("{year},{country},{group},5000000000"));
                add("emissions.csv", format!("{year},{country},{group},1000000"));
            }
            add("exchange_rates.csv", format!("{year},{country},5"));
            let co2 = intensity * 1e6;
            add("macro.csv", format!("{year},{country},{co2},1000000000,1000000000"));
        }
        for basis in ["mines", "people"] {
            for region in ["AA-N", "AA-S", "AA-SX"] {
                add("regional_weights.csv", format!("{basis},{region},{year},0.25"));
            }
        }
    }
    for (file, text) in tables {
        folder.write(file, text);
    }
    folder
        .edit("tradeprint.toml", "first = 2010\nearly = 2012", "first = 2013\nearly = 2014")
        .edit("tradeprint.toml", "middle = 2014\nlast = 2016", "middle = 2016\nlast = 2020")
        .edit("tradeprint.toml", "horizon = 2020", "horizon = 2030")
        .edit("tradeprint.toml", "goal_year = 2018", "goal_year = 2028")
        .remove("regional_anchors.csv")
        .remove("regional_indicators.csv")
        .describe();
    folder
}

#[track_caller]
fn close(own: f64, expected: f64, tolerance: f64) {
    assert!((own - expected).abs() <= tolerance, "{own} instead of {expected}");
}

#[test]
fn the_linear_check_values_hold_through_the_analysis() {
    let facts = eight_years().analysis().facts;
    close(value(&facts, "slope/AA-BB/mining") / 1e6, 1.347_619, 5e-7);
    close(value(&facts, "residual_error/AA-BB/mining") / 1e6, 1.680_514, 5e-7);
    close(value(&facts, "r_squared/AA-BB/mining"), 0.8182, 5e-5);
    close(value(&facts, "observations/AA-BB/mining"), 8.0, 0.0);
    let continued = fact(&facts, "trade/AA-BB/mining/AA/2030");
    close(continued.value / 1e6, 31.9429, 5e-5);
    // The interval of the line alone; that of the edition holds the error of the records, too.
    let line = fact(&facts, "forecast_ols/AA-BB/mining/2030");
    let (lower, upper) = line.interval.expect("a projection has an interval");
    close(lower / 1e6, 22.3306, 5e-5);
    close(upper / 1e6, 41.5552, 5e-5);
}

#[test]
fn the_log_linear_check_values_hold_through_the_analysis() {
    let facts = eight_years().analysis().facts;
    let rate = value(&facts, "intensity_trend/AA");
    close(rate, -0.027_414, 5e-7);
    // The line passes through the means of year and logarithm.
    let mean: f64 = (2013..=2020)
        .map(|year| value(&facts, &format!("real_intensity/AA/{year}")).ln())
        .sum::<f64>()
        / 8.0;
    close((mean + rate * (2030.0 - 2016.5)).exp() * 1e3, 0.754_78, 5e-6);
    // The analysis continues the last value, not the line.
    let (last, horizon) =
        ["intensity/AA/mining/2020", "intensity/AA/mining/2030"].map(|id| value(&facts, id)).into();
    close(horizon / last, (10.0 * rate).exp(), 1e-12);
}
