//! A session becomes rows: checks over all files of a layout, then one row a key.

use std::collections::{BTreeMap, BTreeSet};

use super::folder::Folder;
use super::ledger::{Key, MacroColumn};
use super::merge::NewRow;
use super::session::Session;
use super::trade_book::Uncovered;
use crate::diagnostics::{Code, Diagnostic, Location};
use crate::vocabulary::Flow;

/// How far a sum may be from the known one before its unit is doubted: a thousand, within a factor of three.
const THOUSAND: std::ops::Range<f64> = 300.0..3000.0;

/// Checks what was read as a whole and settles it into rows.
pub(super) fn settle(session: &mut Session<'_>) -> Vec<NewRow> {
    let folder = session.folder;
    for fault in session.found.trade.doubles.faults(folder) {
        session.found.faults.push(fault);
    }
    for year in session.found.trade.mixed() {
        session.found.faults.push(
            Diagnostic::error(Code::ImportDouble, "a year comes whole and by month")
                .found(year.to_string())
                .allowed("either of the two")
                .hint("import the yearly rows alone, or the monthly rows alone"),
        );
    }
    check_unit(session);
    let leave = incomplete(session);
    let uncovered = session.found.trade.settle(&leave, &mut session.found.ledger);
    report_uncovered(folder, &uncovered, session);
    fill_zeros(session);
    if session.settings.national {
        add_national(session);
    }
    if let Some(side) = session.found.records_all {
        let totals: Vec<(i16, Flow, f64)> = session
            .found
            .trade
            .all
            .iter()
            .map(|((year, flow), sum)| (*year, *flow, sum.value()))
            .collect();
        for (year, flow, usd) in totals {
            session.found.ledger.add(Key::Total { year, flow, reporter: side }, usd);
        }
        if side != session.recorder() {
            session.found.ledger.retain(|key| !matches!(key, Key::Trade { .. }));
        }
    }
    session.found.ledger.retain(|key| !leave.contains(&key.year()));
    warn_of_chapters(session);
    session.found.ledger.values().map(|(key, value)| row(folder, key, value)).collect()
}

/// Years that lack months are left out, unless asked for.
fn incomplete(session: &mut Session<'_>) -> BTreeSet<i16> {
    let found = session.found.trade.incomplete();
    let mut leave = BTreeSet::new();
    for (year, has) in found {
        if !session.wants(year) {
            continue;
        }
        let taken = session.settings.incomplete;
        let what = if taken {
            "a year that lacks months is taken"
        } else {
            "a year that lacks months is left out"
        };
        session.found.faults.push(
            Diagnostic::warning(Code::ImportIncomplete, what)
                .found(format!("{year}: {has}"))
                .allowed("twelve months")
                .hint("import all months of a year together; --incomplete takes the year as it is"),
        );
        if !taken {
            leave.insert(year);
        }
    }
    let short = session.found.trade.short_regions();
    if !short.is_empty() {
        let named = |(year, region): &(i16, u16)| {
            format!("{} {year}", session.folder.regions[usize::from(*region)])
        };
        let listed: Vec<String> = short.iter().take(12).map(named).collect();
        session.found.faults.push(
            Diagnostic::warning(Code::ImportIncomplete, "regions without rows in January or December of a year")
                .found(format!("{} ({})", listed.join(", "), short.len()))
                .hint("a region with little trade may have none; else its file ends early: download it again"),
        );
    }
    leave
}

/// Records of regions hold all their trade: where a region has rows in a year whose months are all there, a product without a
/// row was not traded. A region without any row may be missing from the download and stays unknown.
fn fill_zeros(session: &mut Session<'_>) {
    let mut products: BTreeSet<(Flow, u16)> = BTreeSet::new();
    for (key, _) in session.found.ledger.values() {
        if let Key::RegionalTrade { flow, product, .. } = key {
            products.insert((flow, product));
        }
    }
    let lacking: BTreeSet<i16> = session.found.trade.incomplete().into_keys().collect();
    let places: Vec<(i16, u16)> = session
        .found
        .trade
        .regions_seen()
        .into_iter()
        .filter(|(year, _)| session.wants(*year) && !lacking.contains(year))
        .collect();
    for (year, region) in places {
        for (flow, product) in &products {
            let key = Key::trade(year, *flow, region, *product);
            if !session.found.ledger.has(&key) {
                session.found.ledger.add(key, 0.0);
            }
        }
    }
}

/// Sums that differ from the nation's by a thousand have another unit.
fn check_unit(session: &mut Session<'_>) {
    // A few regions may well be a thousandth of the nation.
    if session.found.layout == "fcs-regional"
        && session.found.trade.regions() * 2 < session.folder.regions.len()
    {
        return;
    }
    let known = known_totals(session.folder);
    let mut suspicions = Vec::new();
    for ((year, flow), sum) in &session.found.trade.all {
        let Some(total) = known.get(&(*year, *flow)).filter(|total| **total > 0.0) else {
            continue;
        };
        let ratio = sum.value() / total;
        let hint = if THOUSAND.contains(&ratio) {
            0.001
        } else if ratio > 0.0 && THOUSAND.contains(&(1.0 / ratio)) {
            1000.0
        } else {
            continue;
        };
        suspicions.push((*year, *flow, sum.value(), *total, session.found.multiplier * hint));
    }
    for (year, flow, sum, total, multiplier) in suspicions {
        let message = "the sum is a thousand times off the known one";
        let fault = match session.settings.multiplier {
            Some(_) => Diagnostic::warning(Code::ImportUnit, message),
            None => Diagnostic::error(Code::ImportUnit, message),
        };
        session.found.faults.push(
            fault
                .found(format!(
                    "{sum:.0} USD for {} in {year}",
                    session.folder.pair.flow_code(flow)
                ))
                .allowed(format!("about {total:.0} USD, as trade_totals.csv or trade.csv has it"))
                .hint(format!(
                    "the file is in another unit than its layout says: --multiplier {multiplier}"
                )),
        );
    }
}

/// Totals of the folder by year and flow: the preferred row, else the sum of the products.
fn known_totals(folder: &Folder) -> BTreeMap<(i16, Flow), f64> {
    let mut known = BTreeMap::new();
    let mut read = |file: &str, add: bool| {
        let Some(table) = folder.tables.get(file) else { return };
        for row in &table.rows {
            let key =
                (table.cell(row, "year").parse::<i16>(), folder.pair.flow(table.cell(row, "flow")));
            let (Ok(year), Some(flow)) = key else { continue };
            let value = table.cell(row, "value_usd").parse::<f64>().unwrap_or(0.0);
            if add {
                *known.entry((year, flow)).or_insert(0.0) += value;
            } else if table.cell(row, "preferred") == "1" {
                known.insert((year, flow), value);
            }
        }
    };
    read("trade.csv", true);
    read("trade_totals.csv", false);
    known
}

/// Codes that belong to no product: one fault for each flow, with all of them up to twelve.
fn report_uncovered(folder: &Folder, uncovered: &[Uncovered], session: &mut Session<'_>) {
    for flow in Flow::BOTH {
        let own: Vec<&Uncovered> = uncovered.iter().filter(|u| u.flow == flow).collect();
        let Some(first) = own.first() else { continue };
        let mut codes: Vec<&str> = own.iter().map(|u| u.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        let usd: f64 = own.iter().map(|u| u.usd).sum();
        let more = if codes.len() > 12 { ", ..." } else { "" };
        let listed = codes.iter().take(12).copied().collect::<Vec<_>>().join(", ");
        let flow = folder.pair.flow_code(flow);
        let hint = if folder.products.is_empty() {
            "fill product_codes.csv (flow, code, product): which codes of the Harmonized System each product has; without it products named after chapters, `hs27` or `hs01-24`, hold these"
        } else {
            "add the codes, or the first digits of them, to product_codes.csv; a code that holds several products needs a finer level in the download"
        };
        session.found.faults.push(
            Diagnostic::error(Code::ImportUncovered, "commodity codes that belong to no product")
                .at(first.place.clone())
                .found(format!("{listed}{more}: {} codes of {flow}, {usd:.0} USD", codes.len()))
                .allowed("codes that begin like one of product_codes.csv")
                .hint(hint),
        );
    }
}

/// The sum of the regions as national trade.
fn add_national(session: &mut Session<'_>) {
    let regional: Vec<(Key, f64)> = session.found.ledger.values().collect();
    for (key, value) in regional {
        if let Key::RegionalTrade { year, flow, product, .. } = key {
            session.found.ledger.add(Key::Trade { year, flow, product }, value);
        }
    }
}

/// Products of which chapters are missing.
fn warn_of_chapters(session: &mut Session<'_>) {
    let folder = session.folder;
    let mut lacking: BTreeMap<(Flow, u16, String), Vec<i16>> = BTreeMap::new();
    for ((year, flow, product), found) in session.found.trade.chapters() {
        let all = folder.products.chapters(flow, product);
        let missing: Vec<&str> = all.into_iter().filter(|c| !found.contains(*c)).collect();
        if !missing.is_empty() {
            lacking.entry((flow, product, missing.join(", "))).or_default().push(year);
        }
    }
    for ((flow, product, chapters), years) in lacking {
        let (first, last) =
            (years.first().copied().unwrap_or(0), years.last().copied().unwrap_or(0));
        session.found.faults.push(
            Diagnostic::warning(Code::ImportIncomplete, "a product without some of its chapters")
                .found(format!(
                    "{} of {}, {first} to {last}: nothing in {chapters}",
                    folder.products.names[usize::from(product)],
                    folder.pair.flow_code(flow)
                ))
                .hint("nothing was traded in them, or the download asked for some chapters only"),
        );
    }
}

/// A key and its value as a row of its table.
fn row(folder: &Folder, key: Key, value: f64) -> NewRow {
    let year = key.year().to_string();
    let pair = &folder.pair;
    let cents = |usd: f64| (usd * 100.0).round() / 100.0;
    let product = |number: u16| folder.products.names[usize::from(number)].clone();
    let group = |number: u16| folder.groups[usize::from(number)].code.clone();
    let (file, key, column, value): (&'static str, Vec<(&str, String)>, &str, f64) = match key {
        Key::Trade { flow, product: p, .. } => (
            "trade.csv",
            vec![("year", year), ("flow", pair.flow_code(flow)), ("product", product(p))],
            "value_usd",
            cents(value),
        ),
        Key::RegionalTrade { flow, region, product: p, .. } => (
            "regional_trade.csv",
            vec![
                ("year", year),
                ("flow", pair.flow_code(flow)),
                ("region", folder.regions[usize::from(region)].clone()),
                ("product", product(p)),
            ],
            "value_usd",
            cents(value),
        ),
        Key::Total { flow, reporter, .. } => (
            "trade_totals.csv",
            vec![
                ("year", year),
                ("flow", pair.flow_code(flow)),
                ("reporter", pair.code(reporter).to_owned()),
            ],
            "value_usd",
            cents(value),
        ),
        Key::Output { side, group: g, .. } => (
            "output.csv",
            vec![
                ("year", year),
                ("country", pair.code(side).to_owned()),
                ("intensity_group", group(g)),
            ],
            "output_lcu",
            value,
        ),
        Key::Emissions { side, group: g, .. } => (
            "emissions.csv",
            vec![
                ("year", year),
                ("country", pair.code(side).to_owned()),
                ("intensity_group", group(g)),
            ],
            "emissions_t",
            value,
        ),
        Key::Rate { side, .. } => (
            "exchange_rates.csv",
            vec![("year", year), ("country", pair.code(side).to_owned())],
            "lcu_per_usd",
            value,
        ),
        Key::Macro { side, column, .. } => (
            "macro.csv",
            vec![("year", year), ("country", pair.code(side).to_owned())],
            match column {
                MacroColumn::Co2 => "co2_t",
                MacroColumn::Gdp => "gdp_usd",
            },
            value,
        ),
    };
    let silent = value == 0.0 && column == "value_usd";
    let extra = Vec::from_iter(silent.then(|| ("note".to_owned(), "nothing recorded".to_owned())));
    NewRow {
        file,
        key: key.into_iter().map(|(name, text)| (name.to_owned(), text)).collect(),
        values: vec![(column.to_owned(), value)],
        extra,
    }
}

/// A file that gave nothing.
pub(super) fn nothing(session: &Session<'_>, file: &str) -> Diagnostic {
    let reasons: Vec<String> = session
        .found
        .skipped
        .iter()
        .map(|(reason, skipped)| format!("{} rows: {reason}", skipped.rows))
        .collect();
    let pair = &session.folder.pair;
    Diagnostic::error(Code::ImportNothing, format!("nothing was taken as {}", session.found.layout))
        .at(Location::file(file))
        .found(if reasons.is_empty() { "no row".to_owned() } else { reasons.join("; ") })
        .allowed(format!("rows of {} and {}", pair.reporter, pair.partner))
        .hint("[pair] in tradeprint.toml says whose trade the folder is about; --years limits what is taken")
}
