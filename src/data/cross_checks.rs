//! Checks between rows and between tables.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::Catalogue;
use super::csv_table::{Row, Table};
use super::folder_tables::FolderTables;
use super::schema::Vocabulary;
use super::{account_checks, input_output_checks, published, region_checks};
use crate::diagnostics::{Code, Diagnostic, Faults, Location};
use crate::vocabulary::unallocated_code;

/// How far shares that sum to one may be off.
pub(super) const SHARE_TOLERANCE: f64 = 1e-6;

/// Checks that need more than one row or table.
pub(super) fn check_tables(tables: &FolderTables, catalogue: &Catalogue, faults: &mut Faults) {
    let get = |file: &str| tables.tables.get(file);
    if let Some(t) = get("concordance.csv") {
        concordance_shares(t, faults);
        if let Some(trade) = get("trade.csv") {
            traded_products(trade, t, faults);
        }
    }
    if let Some(t) = get("industries.csv") {
        industries(t, tables.regional, faults);
    }
    taken_codes(tables, catalogue, faults);
    for (file, key) in [
        ("trade.csv", &["flow", "product"][..]),
        ("output.csv", &["country", "intensity_group"]),
        ("emissions.csv", &["country", "intensity_group"]),
        ("exchange_rates.csv", &["country"]),
    ] {
        if let Some(t) = get(file) {
            year_gaps(t, key, faults);
        }
    }
    if let Some(t) = get("trade.csv") {
        trade_years(t, catalogue, faults);
        both_flows(t, tables, faults);
    }
    account_checks::check(tables, catalogue, faults);
    region_checks::check(tables, catalogue, faults);
    input_output_checks::check(tables, faults);
    if let Some(t) = get("trade_totals.csv") {
        preferred_totals(t, faults);
    }
    if let Some(t) = get(published::FILE) {
        published::check(t, faults);
    }
}

/// The cells of a row that make a key.
pub(super) fn key_of<'a>(t: &'a Table, r: &'a Row, columns: &[&str]) -> Vec<&'a str> {
    columns.iter().map(|column| t.text(r, column)).collect()
}

fn concordance_shares(t: &Table, faults: &mut Faults) {
    let mut sums: BTreeMap<Vec<&str>, (f64, &Row)> = BTreeMap::new();
    for row in &t.rows {
        let entry = sums.entry(key_of(t, row, &["flow", "product"])).or_insert((0.0, row));
        entry.0 += t.number(row, "share").unwrap_or(0.0);
        entry.1 = row;
    }
    for (key, (sum, row)) in sums {
        if (sum - 1.0).abs() > SHARE_TOLERANCE {
            faults.push(
                t.fault_at(
                    row,
                    "share",
                    Code::SharesNotOne,
                    "the shares of a product do not sum to one",
                )
                .found(format!("{} sums to {sum}", key.join(", ")))
                .allowed(format!("1, to {SHARE_TOLERANCE}"))
                .hint("each product of a flow belongs to the industries whole"),
            );
        }
    }
}

fn traded_products(trade: &Table, concordance: &Table, faults: &mut Faults) {
    let known: BTreeSet<_> =
        concordance.rows.iter().map(|r| key_of(concordance, r, &["flow", "product"])).collect();
    let mut missing = BTreeSet::new();
    for row in &trade.rows {
        let key = key_of(trade, row, &["flow", "product"]);
        if !known.contains(&key) && missing.insert(key.clone()) {
            faults.push(
                trade
                    .fault_at(
                        row,
                        "product",
                        Code::MissingCounterpart,
                        "a traded product belongs to no industry",
                    )
                    .found(key.join(", "))
                    .allowed("at least one row of concordance.csv for this flow and product")
                    .hint("a row for each industry that makes it; their shares sum to 1"),
            );
        }
    }
}

fn industries(t: &Table, regional: bool, faults: &mut Faults) {
    for row in &t.rows {
        let group = t.text(row, "kind") == "group";
        for column in ["intensity_group", "made_basis", "used_basis", "members"] {
            let needed = match column {
                "members" => group,
                "intensity_group" => !group,
                _ => !group && regional,
            };
            let empty = t.text(row, column).is_empty();
            if needed && empty {
                faults.push(
                    t.fault_at(row, column, Code::MissingCell, format!("`{column}` is empty"))
                        .hint(if group {
                            "a group lists its members"
                        } else {
                            "an industry needs it"
                        }),
                );
            } else if !needed && !empty {
                faults.push(
                    t.fault_at(
                        row,
                        column,
                        Code::OutOfRange,
                        format!("`{column}` must be empty here"),
                    )
                    .found(format!("`{}`", t.text(row, column)))
                    .hint(match column {
                        "members" => "an industry has no members",
                        _ if group => "a group has only members",
                        _ => "a folder without regions spreads nothing over them",
                    }),
                );
            }
        }
    }
}

fn year_gaps(t: &Table, key: &[&str], faults: &mut Faults) {
    let mut series: BTreeMap<Vec<&str>, BTreeMap<i16, &Row>> = BTreeMap::new();
    for row in &t.rows {
        series.entry(key_of(t, row, key)).or_default().insert(t.year(row), row);
    }
    for (name, years) in series {
        let mut before: Option<i16> = None;
        for (year, row) in years {
            if let Some(last) = before.filter(|last| *last + 1 != year) {
                faults.push(
                    t.fault_at(row, "year", Code::YearGap, "the series has a gap")
                        .found(format!("{}: {last} is followed by {year}", name.join(", ")))
                        .allowed("consecutive years")
                        .hint("add the missing rows; a value that nobody published stays out of the edition's years"),
                );
            }
            before = Some(year);
        }
    }
}

fn trade_years(t: &Table, catalogue: &Catalogue, faults: &mut Faults) {
    let mut series: BTreeMap<Vec<&str>, (BTreeSet<i16>, &Row)> = BTreeMap::new();
    for row in &t.rows {
        let entry = series.entry(key_of(t, row, &["flow", "product"]));
        entry.or_insert((BTreeSet::new(), row)).0.insert(t.year(row));
    }
    for (name, (years, row)) in series {
        let (first, last) = (catalogue.years.first, catalogue.years.last);
        if years.first() != Some(&first) || years.last().is_none_or(|year| *year < last) {
            faults.push(
                t.fault_at(
                    row,
                    "year",
                    Code::YearGap,
                    "the series does not cover the edition's years",
                )
                .found(format!(
                    "{}: {} to {}",
                    name.join(", "),
                    years.first().copied().unwrap_or(0),
                    years.last().copied().unwrap_or(0)
                ))
                .allowed(format!("{first} to {last}, as in [years] of the catalogue")),
            );
        }
    }
}

fn preferred_totals(t: &Table, faults: &mut Faults) {
    let mut preferred: BTreeMap<Vec<&str>, (&Row, Vec<&Row>)> = BTreeMap::new();
    for row in &t.rows {
        let key = key_of(t, row, &["year", "flow", "reporter"]);
        let (last, chosen) = preferred.entry(key).or_insert((row, Vec::new()));
        *last = row;
        if t.text(row, "preferred") == "1" {
            chosen.push(row);
        }
    }
    for (key, (last, rows)) in preferred {
        if rows.is_empty() {
            faults.push(
                t.fault_at(last, "preferred", Code::MissingCounterpart, "no total is preferred")
                    .found(key.join(", "))
                    .allowed("one preferred row for each year, flow and reporter"),
            );
        }
        if let Some(row) = rows.get(1) {
            faults.push(
                t.fault_at(row, "preferred", Code::DuplicateKey, "two totals are preferred")
                    .found(key.join(", "))
                    .allowed("one preferred row for each year, flow and reporter"),
            );
        }
    }
}

/// A balance needs both directions.
fn both_flows(t: &Table, tables: &FolderTables, faults: &mut Faults) {
    let traded: BTreeSet<&str> = t.rows.iter().map(|r| t.text(r, "flow")).collect();
    for flow in tables.codes.get(&Vocabulary::Flow).into_iter().flatten() {
        if !traded.contains(flow.as_str()) {
            faults.push(
                Diagnostic::error(Code::MissingCounterpart, "a flow has no trade")
                    .at(Location::file(&t.shown))
                    .found(format!("no row with flow `{flow}`"))
                    .allowed("rows of both flows; a product that was not traded has the value 0"),
            );
        }
    }
}

/// Codes that would be taken for a total or for the nation.
fn taken_codes(tables: &FolderTables, catalogue: &Catalogue, faults: &mut Faults) {
    let nation = catalogue.pair.reporter.as_str();
    let rest = unallocated_code(nation);
    let taken: [(&str, &str, &[&str]); 3] = [
        ("industries.csv", "industry", &["all"]),
        ("io_industries.csv", "io_industry", &["all"]),
        ("regions.csv", "region", &[nation, rest.as_str()]),
    ];
    for (file, column, words) in taken {
        let Some(t) = tables.tables.get(file) else { continue };
        for row in t.rows.iter().filter(|r| words.contains(&t.text(r, column))) {
            faults.push(
                t.fault_at(row, column, Code::DuplicateKey, "the code is taken by a total")
                    .found(format!("`{}`", t.text(row, column)))
                    .allowed(format!("any code but {}", words.join(", "))),
            );
        }
    }
}
