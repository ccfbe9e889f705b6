//! Checks between rows and between tables.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::Catalogue;
use super::csv_table::{Row, Table};
use super::dataset::{Dataset, Tables};
use super::folder::Folder;
use crate::diagnostics::{Code, Diagnostic, Faults, Location};
use crate::units::Quantity;

/// How far shares that sum to one may be off.
const SHARE_TOLERANCE: f64 = 1e-6;

/// Checks that need more than one row or table.
pub(super) fn check_tables(tables: &Tables, catalogue: &Catalogue, faults: &mut Faults) {
    let get = |file: &str| tables.tables.get(file);
    if let Some(t) = get("concordance.csv") {
        concordance_shares(t, faults);
        if let Some(trade) = get("trade.csv") {
            traded_products(trade, t, faults);
        }
    }
    if let Some(t) = get("industries.csv") {
        industries(t, faults);
    }
    if let Some(t) = get("regional_weights.csv") {
        weight_sums(t, faults);
        weight_years(t, catalogue, faults);
    }
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
    }
    if let (Some(e), Some(o), Some(x)) =
        (get("emissions.csv"), get("output.csv"), get("exchange_rates.csv"))
    {
        emissions_have_output_and_rate(e, o, x, faults);
    }
    if let Some(t) = get("macro.csv") {
        macro_years(t, get("emissions.csv"), catalogue, faults);
    }
    if let Some(t) = get("regions.csv") {
        parents(t, faults);
    }
    if let (Some(regional), Some(national)) = (get("regional_trade.csv"), get("trade.csv")) {
        regional_sums(regional, national, faults);
    }
    if let Some(t) = get("trade_totals.csv") {
        preferred_totals(t, faults);
    }
}

fn key_of<'a>(t: &'a Table, r: &'a Row, columns: &[&str]) -> Vec<&'a str> {
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
                    .allowed("at least one row of concordance.csv for this flow and product"),
            );
        }
    }
}

fn industries(t: &Table, faults: &mut Faults) {
    for row in &t.rows {
        let group = t.text(row, "kind") == "group";
        for column in ["intensity_group", "made_basis", "used_basis", "members"] {
            let needed = (column == "members") == group;
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
                    .hint(if group {
                        "a group has only members"
                    } else {
                        "an industry has no members"
                    }),
                );
            }
        }
    }
}

fn weight_sums(t: &Table, faults: &mut Faults) {
    let mut sums: BTreeMap<Vec<&str>, (f64, &Row)> = BTreeMap::new();
    for row in &t.rows {
        let entry = sums.entry(key_of(t, row, &["basis", "year"])).or_insert((0.0, row));
        entry.0 += t.number(row, "share").unwrap_or(0.0);
        entry.1 = row;
    }
    for (key, (sum, row)) in sums {
        if sum > 1.0 + SHARE_TOLERANCE {
            faults.push(
                t.fault_at(row, "share", Code::SharesAboveOne, "the shares of the regions sum to more than one")
                    .found(format!("{} sums to {sum}", key.join(", ")))
                    .allowed("at most 1")
                    .hint("a region that contains others (an oblast with its okrugs) must stand without them"),
            );
        }
    }
}

fn weight_years(t: &Table, catalogue: &Catalogue, faults: &mut Faults) {
    let mut years: BTreeMap<&str, (BTreeSet<i16>, &Row)> = BTreeMap::new();
    for row in &t.rows {
        years.entry(t.text(row, "basis")).or_insert((BTreeSet::new(), row)).0.insert(t.year(row));
    }
    for (basis, (have, row)) in years {
        let missing: Vec<String> = (catalogue.years.first..=catalogue.years.last)
            .filter(|year| !have.contains(year))
            .map(|year| year.to_string())
            .collect();
        if !missing.is_empty() {
            faults.push(
                t.fault_at(row, "year", Code::YearGap, "a basis lacks years of the edition")
                    .found(format!("{basis} without {}", missing.join(", ")))
                    .allowed(format!(
                        "every year from {} to {}",
                        catalogue.years.first, catalogue.years.last
                    )),
            );
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
                let emits = e.number(row, "emissions_t").unwrap_or(0.0) > 0.0;
                if emits && o.number(other, "output_lcu").unwrap_or(0.0) <= 0.0 {
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

/// The nowcast needs both totals for each year from the last accounts to the last trade.
fn macro_years(t: &Table, emissions: Option<&Table>, catalogue: &Catalogue, faults: &mut Faults) {
    let Some(e) = emissions else { return };
    let Some(last) = e.rows.iter().map(|r| e.year(r)).max() else { return };
    for country in [&catalogue.pair.reporter, &catalogue.pair.partner] {
        for year in last..=catalogue.years.last {
            let row = t
                .rows
                .iter()
                .find(|r| t.year(r) == year && t.text(r, "country") == country.as_str());
            let complete = row.is_some_and(|r| {
                !t.text(r, "co2_t").is_empty() && !t.text(r, "gdp_usd").is_empty()
            });
            if !complete {
                let fault = match row {
                    Some(r) => t.fault_at(
                        r,
                        "co2_t",
                        Code::MissingCounterpart,
                        "a year of the nowcast lacks totals",
                    ),
                    None => Diagnostic::error(
                        Code::MissingCounterpart,
                        "a year of the nowcast lacks totals",
                    )
                    .at(Location::file(&t.shown)),
                };
                faults.push(fault.found(format!("{year}, {country}")).allowed(
                    "co2_t and gdp_usd for each year from the last accounts to the last trade",
                ));
            }
        }
    }
}

fn parents(t: &Table, faults: &mut Faults) {
    for row in &t.rows {
        let parent = t.text(row, "parent");
        if parent.is_empty() {
            continue;
        }
        let grand = t.rows.iter().find(|r| t.text(r, "region") == parent);
        let nested = grand.is_some_and(|r| !t.text(r, "parent").is_empty());
        if parent == t.text(row, "region") || nested {
            faults.push(
                t.fault_at(
                    row,
                    "parent",
                    Code::DoubleCount,
                    "the parent of a region is itself or has a parent",
                )
                .found(format!("`{parent}`"))
                .allowed("a region without parent"),
            );
        }
    }
}

fn regional_sums(regional: &Table, national: &Table, faults: &mut Faults) {
    let columns = ["year", "flow", "product"];
    let mut sums: BTreeMap<Vec<&str>, (f64, &Row)> = BTreeMap::new();
    for row in &regional.rows {
        let entry = sums.entry(key_of(regional, row, &columns)).or_insert((0.0, row));
        entry.0 += regional.number(row, "value_usd").unwrap_or(0.0);
        entry.1 = row;
    }
    let totals: BTreeMap<_, _> = national
        .rows
        .iter()
        .map(|r| (key_of(national, r, &columns), national.number(r, "value_usd").unwrap_or(0.0)))
        .collect();
    for (key, (sum, row)) in sums {
        let total = totals.get(&key).copied();
        if total.is_none_or(|total| sum > total * (1.0 + SHARE_TOLERANCE)) {
            faults.push(
                regional
                    .fault_at(row, "value_usd", Code::DoubleCount, "the regions sum to more than the nation")
                    .found(format!("{}: {sum} against {}", key.join(", "), total.unwrap_or(0.0)))
                    .hint("a region that contains others counts them twice; or the two tables have other units"),
            );
        }
    }
}

fn preferred_totals(t: &Table, faults: &mut Faults) {
    let mut preferred: BTreeMap<Vec<&str>, Vec<&Row>> = BTreeMap::new();
    for row in &t.rows {
        let entry = preferred.entry(key_of(t, row, &["year", "flow", "reporter"])).or_default();
        if t.text(row, "preferred") == "1" {
            entry.push(row);
        }
    }
    for (key, rows) in preferred {
        if let Some(row) = rows.get(1) {
            faults.push(
                t.fault_at(row, "preferred", Code::DuplicateKey, "two totals are preferred")
                    .found(key.join(", "))
                    .allowed("one preferred row for each year, flow and reporter"),
            );
        }
    }
}

/// The boundaries must hold each region that counts, and no other.
pub(super) fn check_shapes(
    folder: &Folder,
    text: &str,
    tables: &Tables,
    catalogue: &Catalogue,
    faults: &mut Faults,
) {
    let shown = folder.shown("regions.geojson");
    let Some(regions) = tables.tables.get("regions.csv") else { return };
    if text.is_empty() {
        return;
    }
    let collection = match text.parse::<geojson::FeatureCollection>() {
        Ok(collection) => collection,
        Err(error) => {
            faults.push(
                Diagnostic::error(Code::BadShapes, "the boundaries are not GeoJSON")
                    .at(Location::file(shown))
                    .found(error.to_string())
                    .allowed("a FeatureCollection of Polygon and MultiPolygon"),
            );
            return;
        }
    };
    let code =
        |f: &geojson::Feature| f.property("region").and_then(|v| v.as_str()).map(str::to_owned);
    let drawn: BTreeSet<String> = collection.features.iter().filter_map(code).collect();
    for row in &regions.rows {
        let counts = regions.text(row, "default") == "yes" || catalogue.maps.disputed;
        if counts && !drawn.contains(regions.text(row, "region")) {
            faults.push(
                regions
                    .fault_at(row, "region", Code::BadShapes, "a region has no boundary")
                    .found(format!("`{}`", regions.text(row, "region")))
                    .allowed("a feature of regions.geojson with this code as property `region`"),
            );
        }
    }
    let known: BTreeSet<&str> = regions.rows.iter().map(|r| regions.text(r, "region")).collect();
    for name in drawn.iter().filter(|name| !known.contains(name.as_str())) {
        faults.push(
            Diagnostic::error(Code::BadShapes, "a boundary belongs to no region")
                .at(Location::file(shown.as_str()))
                .found(format!("`{name}`"))
                .allowed("codes of regions.csv"),
        );
    }
}

/// Findings that do not stop a build.
pub(super) fn warn(dataset: &Dataset, faults: &mut Faults) {
    let shown = |row: &crate::facts::RowRef| {
        Location::at(dataset.names.files[usize::from(row.file)].clone(), row.line, 0)
    };
    for a in &dataset.totals {
        for b in dataset
            .totals
            .iter()
            .filter(|b| (b.year, b.flow) == (a.year, a.flow) && b.reporter > a.reporter)
        {
            let (own, mirror) = (a.value.value(), b.value.value());
            if own > 0.0 && (mirror / own - 1.0).abs() > 0.5 {
                faults.push(
                    Diagnostic::warning(
                        Code::MirrorGap,
                        "the two reporters differ by more than half",
                    )
                    .at(shown(&a.row))
                    .found(format!(
                        "{} {}: {own:.0} against {mirror:.0} USD",
                        a.year,
                        dataset.names.flow(a.flow)
                    )),
                );
            }
        }
    }
    for anchor in
        dataset.anchors.iter().filter(|anchor| anchor.year < dataset.catalogue.years.first)
    {
        faults.push(
            Diagnostic::warning(
                Code::UnusedRow,
                "a published total lies before the edition's years",
            )
            .at(shown(&anchor.row))
            .found(anchor.year.to_string()),
        );
    }
    let years = dataset.catalogue.years;
    if years.last - years.first + 1 < 5 {
        faults.push(
            Diagnostic::warning(Code::TooFewYears, "fewer than five years of trade: no projection")
                .at(Location::file(
                    dataset
                        .names
                        .files
                        .iter()
                        .find(|f| *f == "trade.csv")
                        .cloned()
                        .unwrap_or_default(),
                ))
                .found(format!("{} to {}", years.first, years.last)),
        );
    }
}
