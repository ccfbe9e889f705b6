//! Checks of the accounts: output, emissions, exchange rates, national totals.

use std::collections::{BTreeMap, BTreeSet};

use super::FEWEST_OBSERVATIONS;
use super::catalogue::Catalogue;
use super::cross_checks::key_of;
use super::csv_table::{Row, Table};
use super::folder_tables::FolderTables;
use crate::diagnostics::{Code, Diagnostic, Faults, Location};

/// First and last year of emissions of each (country, group).
type Spans<'a> = BTreeMap<(&'a str, &'a str), (i16, i16)>;

/// Checks that every intensity which the trade needs can be computed.
pub(super) fn check(tables: &FolderTables, catalogue: &Catalogue, faults: &mut Faults) {
    let get = |file: &str| tables.tables.get(file);
    let Some(e) = get("emissions.csv") else { return };
    let mut spans = Spans::new();
    for row in &e.rows {
        let key = (e.text(row, "country"), e.text(row, "intensity_group"));
        let span = spans.entry(key).or_insert((e.year(row), e.year(row)));
        *span = (span.0.min(e.year(row)), span.1.max(e.year(row)));
    }
    if let (Some(o), Some(x)) = (get("output.csv"), get("exchange_rates.csv")) {
        emissions_have_output_and_rate(e, o, x, faults);
    }
    if let Some(t) = get("industries.csv") {
        industries_have_accounts(t, e, &spans, catalogue, faults);
        if let Some(o) = get("output.csv") {
            output_in_trade_years(t, (e, o), &spans, catalogue, faults);
        }
    }
    if let Some(t) = get("macro.csv") {
        nowcast_years(t, &spans, catalogue, faults);
        trend_years(t, catalogue, faults);
    }
}

/// Every industry's group has emissions of both countries, from the first year of trade at the latest.
fn industries_have_accounts(
    t: &Table,
    e: &Table,
    spans: &Spans<'_>,
    catalogue: &Catalogue,
    faults: &mut Faults,
) {
    let first = catalogue.years.first;
    for row in t.rows.iter().filter(|r| !t.text(r, "intensity_group").is_empty()) {
        let group = t.text(row, "intensity_group");
        for country in [&catalogue.pair.reporter, &catalogue.pair.partner] {
            let begin = spans.get(&(country.as_str(), group)).map(|span| span.0);
            if begin.is_some_and(|year| year <= first) {
                continue;
            }
            let found = match begin {
                Some(year) => format!("{country}, {group}: from {year}"),
                None => format!("{country}, {group}: no row of {}", e.shown),
            };
            faults.push(
                t.fault_at(
                    row,
                    "intensity_group",
                    Code::MissingCounterpart,
                    "the group of an industry lacks emissions",
                )
                .found(found)
                .allowed(format!("emissions of both countries from {first} or earlier")),
            );
        }
    }
}

/// An industry that is traded has an intensity: its group's output is not zero in these years.
fn output_in_trade_years(
    t: &Table,
    (e, o): (&Table, &Table),
    spans: &Spans<'_>,
    catalogue: &Catalogue,
    faults: &mut Faults,
) {
    let used: BTreeSet<&str> = t.rows.iter().map(|r| t.text(r, "intensity_group")).collect();
    let columns = ["year", "country", "intensity_group"];
    // Those have a fault already.
    let emitting: BTreeSet<_> =
        e.rows.iter().filter(|r| emits(e, r)).map(|r| key_of(e, r, &columns)).collect();
    for row in &o.rows {
        let key = (o.text(row, "country"), o.text(row, "intensity_group"));
        let Some((_, last)) = spans.get(&key).filter(|_| used.contains(key.1)) else { continue };
        let needed = catalogue.years.first.min(*last)..=*last;
        let silent = !emitting.contains(&key_of(o, row, &columns));
        if silent && needed.contains(&o.year(row)) && is_zero(o, row) {
            faults.push(
                o.fault_at(row, "output_lcu", Code::ZeroOutput, "a traded industry has no output")
                    .found(format!("{}, {}, {}: 0", o.year(row), key.0, key.1))
                    .allowed("a number above 0")
                    .hint("merge the group with another, or give the industry another group"),
            );
        }
    }
}

fn emits(e: &Table, row: &Row) -> bool {
    e.number(row, "emissions_t").is_some_and(|v| v > 0.0)
}

/// Whether output is zero; what is no number or negative has its own fault.
fn is_zero(o: &Table, row: &Row) -> bool {
    o.number(row, "output_lcu").is_some_and(|v| v.abs() < f64::MIN_POSITIVE)
}

fn emissions_have_output_and_rate(e: &Table, o: &Table, x: &Table, faults: &mut Faults) {
    let output: BTreeMap<_, _> =
        o.rows.iter().map(|r| (key_of(o, r, &["year", "country", "intensity_group"]), r)).collect();
    let rates: BTreeSet<_> = x.rows.iter().map(|r| key_of(x, r, &["year", "country"])).collect();
    for row in &e.rows {
        let key = key_of(e, row, &["year", "country", "intensity_group"]);
        let name = key.join(", ");
        match output.get(&key) {
            None => faults.push(
                e.fault_at(
                    row,
                    "intensity_group",
                    Code::MissingCounterpart,
                    "emissions without output",
                )
                .found(name.clone())
                .allowed("a row of output.csv for the same year, country and group"),
            ),
            Some(other) => {
                if emits(e, row) && is_zero(o, other) {
                    faults.push(
                        o.fault_at(other, "output_lcu", Code::ZeroOutput, "output of zero beside emissions")
                            .found(format!("{name}: emissions on line {} of {}", row.line, e.shown))
                            .allowed("a number above 0")
                            .hint("accounts that are coarser than the groups: merge the groups until both have data"),
                    );
                }
            }
        }
        if !rates.contains(&key[..2]) {
            faults.push(
                e.fault_at(
                    row,
                    "year",
                    Code::MissingCounterpart,
                    "emissions without exchange rate",
                )
                .found(name)
                .allowed("a row of exchange_rates.csv for the same year and country"),
            );
        }
    }
}

/// The nowcast needs both totals for each year from a group's last accounts to the last trade.
fn nowcast_years(t: &Table, spans: &Spans<'_>, catalogue: &Catalogue, faults: &mut Faults) {
    for country in [&catalogue.pair.reporter, &catalogue.pair.partner] {
        let ends = spans.iter().filter(|((side, _), _)| side == country).map(|(_, span)| span.1);
        let Some(last) = ends.min() else { continue };
        // Accounts to the last year of trade need no nowcast.
        if last >= catalogue.years.last {
            continue;
        }
        for year in last..=catalogue.years.last {
            let row = t
                .rows
                .iter()
                .find(|r| t.year(r) == year && t.text(r, "country") == country.as_str());
            let complete = row.is_some_and(|r| {
                !t.text(r, "co2_t").is_empty() && !t.text(r, "gdp_usd").is_empty()
            });
            if !complete {
                let message = "a year of the nowcast lacks totals";
                let fault = match row {
                    Some(r) => t.fault_at(r, "co2_t", Code::MissingCounterpart, message),
                    None => Diagnostic::error(Code::MissingCounterpart, message)
                        .at(Location::file(&t.shown)),
                };
                faults.push(fault.found(format!("{year}, {country}")).allowed(
                    "co2_t and gdp_usd for each year from the last accounts to the last trade",
                ));
            }
        }
    }
}

/// The trend of the intensities needs years with emissions and real product.
fn trend_years(t: &Table, catalogue: &Catalogue, faults: &mut Faults) {
    for country in [&catalogue.pair.reporter, &catalogue.pair.partner] {
        let years: BTreeSet<i16> = t
            .rows
            .iter()
            .filter(|r| t.text(r, "country") == country.as_str())
            .filter(|r| !t.text(r, "co2_t").is_empty() && !t.text(r, "gdp_real_usd2011").is_empty())
            .map(|r| t.year(r))
            .collect();
        if years.len() < FEWEST_OBSERVATIONS {
            faults.push(
                Diagnostic::error(
                    Code::MissingCounterpart,
                    "too few years for the trend of the intensities",
                )
                .at(Location::file(&t.shown))
                .found(format!("{country}: {} years with co2_t and gdp_real_usd2011", years.len()))
                .allowed(format!("at least {FEWEST_OBSERVATIONS} years of each country")),
            );
        }
    }
}
