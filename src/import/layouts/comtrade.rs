//! UN Comtrade: the CSV of the old site, and `TradeData_*.csv` since 2023.

use crate::diagnostics::Code;
use crate::import::layout::{Columns, Layout, Miss, advance, first_header, take_header};
use crate::import::ledger::Key;
use crate::import::numbers::DecimalMark;
use crate::import::readers::{Part, Rows};
use crate::import::session::{Session, flow, year};
use crate::import::trade_book::{NATION, TradeRow};
use crate::import::vocabulary::CountryCode;

use super::customs_service::other;

/// The CSV of the site until 2022.
pub(in crate::import) struct ComtradeLegacy;

/// The CSV of the site since 2023.
pub(in crate::import) struct ComtradeSince2023;

impl Layout for ComtradeLegacy {
    fn name(&self) -> &'static str {
        "comtrade-legacy"
    }

    fn recognise(&self, part: &mut Part<'_>) -> Result<(), Miss> {
        first_header(self.name(), part)
    }

    fn read(&self, part: &mut Part<'_>, session: &mut Session<'_>) {
        read(self.name(), part, session);
    }
}

impl Layout for ComtradeSince2023 {
    fn name(&self) -> &'static str {
        "comtrade-2023"
    }

    fn recognise(&self, part: &mut Part<'_>) -> Result<(), Miss> {
        first_header(self.name(), part)
    }

    fn read(&self, part: &mut Part<'_>, session: &mut Session<'_>) {
        read(self.name(), part, session);
    }
}

fn read(layout: &str, part: &mut Part<'_>, session: &mut Session<'_>) {
    session.found.trade.doubles.exact = true;
    let Some(rows) = part.sheets.first_mut() else { return };
    let Some((columns, _)) = take_header(layout, rows, session) else { return };
    while advance(rows, session).is_some() {
        if session.fits(rows, columns.width) {
            read_row(&columns, rows, session);
        }
    }
}

/// What a column says where rows are not broken down by it.
const WHOLE: [(&str, &[&str]); 3] = [
    ("second-partner", &["", "0", "-1"]),
    ("procedure", &["", "C00", "0"]),
    ("transport", &["", "0"]),
];

fn read_row(columns: &Columns, rows: &Rows<'_>, session: &mut Session<'_>) {
    let text = |field| columns.get(field).map_or("", |column| rows.cell(column));
    let reporter = session.side(text("reporter"), CountryCode::Iso);
    let partner = session.side(text("partner"), CountryCode::Iso);
    let Some(reporter) = reporter.filter(|side| partner == Some(other(*side))) else {
        return session.skip("another pair of countries", 0.0);
    };
    if WHOLE.iter().any(|(field, whole)| !whole.contains(&text(field))) {
        return session.skip("a part of a row: by second partner, procedure or transport", 0.0);
    }
    let classification = text("classification");
    if !classification.is_empty() && !classification.to_uppercase().starts_with('H') {
        return session.skip("another classification than the Harmonized System", 0.0);
    }
    let Ok(direction) = session.direction(rows, columns.at("direction")) else { return };
    let Some(direction) = direction else {
        return session.skip("re-imports and re-exports, inside the others", 0.0);
    };
    let Some((year, month)) = period(columns, rows, session) else { return };
    if !session.wants(year) {
        return session.skip("outside the years asked for", 0.0);
    }
    let Some(value) = session.value(rows, columns.at("value"), DecimalMark::Point) else { return };
    let (usd, flow) = (value * session.found.multiplier, flow(reporter, direction));
    let code = text("code");
    match month {
        Some(month) => session.found.trade.saw_month(year, month, NATION),
        None => session.found.trade.saw_year(year),
    }
    let row = TradeRow {
        year,
        month,
        file: 0,
        flow,
        region: NATION,
        code,
        unit: session.folder.pair.code(reporter),
        usd,
    };
    let column = columns.at("code");
    if code.eq_ignore_ascii_case("TOTAL") {
        session.found.trade.doubles.remember(row, rows, column);
        session.found.taken += 1;
        return session.found.ledger.add(Key::Total { year, flow, reporter }, usd);
    }
    if reporter != session.recorder() {
        return session.skip("goods as the other country records them (--records-of)", usd);
    }
    if !code.bytes().all(|b| b.is_ascii_digit()) || !matches!(code.len(), 2 | 4 | 6) {
        let fault = rows
            .fault(column, Code::ImportCell, "not a commodity code")
            .found(format!("`{code}`"))
            .allowed("TOTAL, or 2, 4 or 6 digits")
            .hint("a code of one, three or five digits has lost its leading zero in a spreadsheet program; anything else is a shifted column");
        return session.found.faults.push(fault);
    }
    session.found.trade.doubles.remember(row, rows, column);
    session.found.taken += 1;
    let folder = session.folder;
    session.found.trade.add(folder, row, rows, column);
    // Of levels only one counts; the chapters make the sum that is compared.
    if code.len() == 2 {
        session.found.trade.all.entry((year, flow)).or_default().add(usd);
    }
}

/// The year, and the month of a monthly row.
fn period(
    columns: &Columns,
    rows: &Rows<'_>,
    session: &mut Session<'_>,
) -> Option<(i16, Option<u8>)> {
    let own = session.year(rows, columns.at("year"))?;
    let column = columns.at("period");
    let text = rows.cell(column);
    if text.len() == 4 && year(text) == Some(own) {
        return Some((own, None));
    }
    let month = text.get(4..).and_then(|m| m.parse::<u8>().ok()).filter(|m| (1..=12).contains(m));
    if let (6, Some(month), true) = (text.len(), month, text.get(..4).and_then(year) == Some(own)) {
        return Some((own, Some(month)));
    }
    let fault = rows.fault(column, Code::ImportCell, "not a period");
    session.found.faults.push(
        fault.found(format!("`{text}`")).allowed(format!("{own}, or {own} and a month: {own}01")),
    );
    None
}
