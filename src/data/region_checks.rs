//! Checks of the tables by region: weights, reported trade, published totals, boundaries.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::Catalogue;
use super::cross_checks::{SHARE_TOLERANCE, key_of};
use super::csv_table::{Row, Table};
use super::folder::Folder;
use super::folder_tables::FolderTables;
use crate::diagnostics::{Code, Diagnostic, Faults, Location};

/// Checks regions among themselves and against the nation.
pub(super) fn check(tables: &FolderTables, catalogue: &Catalogue, faults: &mut Faults) {
    let get = |file: &str| tables.tables.get(file);
    if let Some(t) = get("regions.csv") {
        parents(t, faults);
    }
    if let Some(t) = get("regional_weights.csv") {
        weight_sums(t, faults);
        weight_years(t, catalogue, faults);
    }
    if let Some(t) = get("regional_indicators.csv") {
        indicator_units(t, faults);
    }
    if let (Some(regional), Some(national)) = (get("regional_trade.csv"), get("trade.csv")) {
        regional_sums(regional, national, faults);
        regional_years(regional, tables, catalogue, faults);
    }
    if let (Some(anchors), Some(national)) = (get("regional_anchors.csv"), get("trade.csv")) {
        anchor_sizes(anchors, national, faults);
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

/// Each region of a basis has a share for every year of the edition: a region that comes and goes would break its series.
fn weight_years(t: &Table, catalogue: &Catalogue, faults: &mut Faults) {
    let mut years: BTreeMap<Vec<&str>, (BTreeSet<i16>, &Row)> = BTreeMap::new();
    for row in &t.rows {
        let entry = years.entry(key_of(t, row, &["basis", "region"]));
        entry.or_insert((BTreeSet::new(), row)).0.insert(t.year(row));
    }
    for (name, (have, row)) in years {
        let missing: Vec<String> = (catalogue.years.first..=catalogue.years.last)
            .filter(|year| !have.contains(year))
            .map(|year| year.to_string())
            .collect();
        if !missing.is_empty() {
            faults.push(
                t.fault_at(row, "year", Code::YearGap, "a basis lacks years of the edition")
                    .found(format!("{} without {}", name.join(", "), missing.join(", ")))
                    .allowed(format!(
                        "every year from {} to {} for each region of the basis",
                        catalogue.years.first, catalogue.years.last
                    ))
                    .hint("a region without a share in a year has the share 0"),
            );
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
        .map(|r| (key_of(national, r, &columns), national.number(r, "value_usd")))
        .collect();
    for (key, (sum, row)) in sums {
        // A cell that is no number has its own fault.
        let known = totals.get(&key).copied();
        let Some(total) = known.unwrap_or(Some(0.0)) else { continue };
        if known.is_none() || sum > total * (1.0 + SHARE_TOLERANCE) {
            faults.push(
                regional
                    .fault_at(row, "value_usd", Code::DoubleCount, "the regions sum to more than the nation")
                    .found(format!("{}: {sum} against {total}", key.join(", ")))
                    .hint("a region that contains others counts them twice; or the two tables have other units"),
            );
        }
    }
}

/// Reported trade of a region that no weight reaches must cover every year: nothing says what the other years hold. Zeros, which
/// records of a single year bring for all that is not traded, ask for no other years.
fn regional_years(t: &Table, tables: &FolderTables, catalogue: &Catalogue, faults: &mut Faults) {
    let get = |file: &str| tables.tables.get(file);
    let (Some(parts), Some(industries), Some(weights)) =
        (get("concordance.csv"), get("industries.csv"), get("regional_weights.csv"))
    else {
        return;
    };
    let weighted: BTreeSet<_> =
        weights.rows.iter().map(|r| key_of(weights, r, &["basis", "region"])).collect();
    let outward = format!("{}-{}", catalogue.pair.reporter, catalogue.pair.partner);
    let mut bases: BTreeMap<&str, [&str; 2]> = BTreeMap::new();
    for row in &industries.rows {
        let of = |column| industries.text(row, column);
        bases.insert(of("industry"), [of("made_basis"), of("used_basis")]);
    }
    // Years by (flow, region, industry): products of an industry may share its years.
    let mut years: BTreeMap<[&str; 3], (BTreeSet<i16>, &Row)> = BTreeMap::new();
    let mut traded: BTreeSet<[&str; 3]> = BTreeSet::new();
    for row in &t.rows {
        let (flow, product) = (t.text(row, "flow"), t.text(row, "product"));
        for part in &parts.rows {
            if (parts.text(part, "flow"), parts.text(part, "product")) == (flow, product) {
                let key = [flow, t.text(row, "region"), parts.text(part, "industry")];
                years.entry(key).or_insert((BTreeSet::new(), row)).0.insert(t.year(row));
                if t.number(row, "value_usd").is_some_and(|value| value > 0.0) {
                    traded.insert(key);
                }
            }
        }
    }
    for (key, (have, row)) in years.into_iter().filter(|(key, _)| traded.contains(key)) {
        let [flow, region, industry] = key;
        let Some(of_industry) = bases.get(industry) else { continue };
        let basis = of_industry[usize::from(flow != outward)];
        let covered = (catalogue.years.first..=catalogue.years.last).all(|y| have.contains(&y));
        if !covered && !weighted.contains(&vec![basis, region]) {
            faults.push(
                t.fault_at(
                    row,
                    "region",
                    Code::MissingCounterpart,
                    "a region reports some years and has no weight for the others",
                )
                .found(format!("{flow}, {region}, {industry}: no share of basis `{basis}`"))
                .allowed("every year of the edition, or a share in regional_weights.csv"),
            );
        }
    }
}

/// A published total of regions may not exceed the nation's trade of its year.
fn anchor_sizes(t: &Table, national: &Table, faults: &mut Faults) {
    let mut totals: BTreeMap<(i16, &str), f64> = BTreeMap::new();
    for row in &national.rows {
        // A missing column or a cell that is no number has its own fault.
        let Some(value) = national.number(row, "value_usd") else { return };
        *totals.entry((national.year(row), national.text(row, "flow"))).or_default() += value;
    }
    for row in &t.rows {
        let of = |flow| totals.get(&(t.year(row), flow)).copied();
        let Some(total) = t.text(row, "flows").split(';').map(of).sum::<Option<f64>>() else {
            continue;
        };
        let value = t.number(row, "value_usd").unwrap_or(0.0);
        if value > total * (1.0 + SHARE_TOLERANCE) {
            faults.push(
                t.fault_at(
                    row,
                    "value_usd",
                    Code::DoubleCount,
                    "a published total of regions exceeds the nation",
                )
                .found(format!("{value} against {total}"))
                .allowed("at most the nation's trade of these flows in this year")
                .hint("another unit, another year, or trade with the whole world"),
            );
        }
    }
}

/// People are counted in persons, product in local currency.
fn indicator_units(t: &Table, faults: &mut Faults) {
    for row in &t.rows {
        let wanted = match t.text(row, "indicator") {
            "population" => "person",
            "grp" => "LCU",
            _ => continue,
        };
        if t.text(row, "unit") != wanted {
            faults.push(
                t.fault_at(row, "unit", Code::WrongUnit, "the indicator has another unit")
                    .found(format!("`{}`", t.text(row, "unit")))
                    .allowed(format!("`{wanted}`"))
                    .hint("convert the values, thousands and millions written out"),
            );
        }
    }
}

/// The boundaries must hold each region that counts, and no other.
pub(super) fn check_shapes(
    folder: &Folder,
    text: &str,
    tables: &FolderTables,
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
