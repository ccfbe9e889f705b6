//! Open data of Russia's customs service: DATTSVT by region (2013 to 2022), and by country alone.

use crate::diagnostics::Code;
use crate::import::layout::{Layout, Miss, advance, first_header, take_header};
use crate::import::numbers::DecimalMark;
use crate::import::readers::{Part, Rows};
use crate::import::session::{Session, flow, year};
use crate::import::trade_book::{NATION, TradeRow};
use crate::import::vocabulary::{CountryCode, publication};
use crate::vocabulary::Side;

/// By region, month, country and 10-digit code.
pub(in crate::import) struct FcsRegional;

/// By country and 10-digit code; the months are in the names of the files.
pub(in crate::import) struct FcsNational;

impl Layout for FcsRegional {
    fn name(&self) -> &'static str {
        "fcs-regional"
    }

    fn recognise(&self, part: &mut Part<'_>) -> Result<(), Miss> {
        first_header(self.name(), part)
    }

    fn read(&self, part: &mut Part<'_>, session: &mut Session<'_>) {
        read(self.name(), part, session, DecimalMark::Comma);
    }
}

impl Layout for FcsNational {
    fn name(&self) -> &'static str {
        "fcs-national"
    }

    fn recognise(&self, part: &mut Part<'_>) -> Result<(), Miss> {
        first_header(self.name(), part)
    }

    fn read(&self, part: &mut Part<'_>, session: &mut Session<'_>) {
        session.found.trade.doubles.exact = true;
        read(self.name(), part, session, DecimalMark::Point);
    }
}

fn read(layout: &str, part: &mut Part<'_>, session: &mut Session<'_>, mark: DecimalMark) {
    let Some(home) = home(layout, session) else { return };
    if layout == "fcs-national" {
        session.found.records_all = Some(home);
    }
    let Some(rows) = part.sheets.first_mut() else { return };
    let Some((columns, _)) = take_header(layout, rows, session) else { return };
    let file = session.found.trade.next_file();
    let layout = Places {
        direction: columns.at("direction"),
        period: columns.at("period"),
        country: columns.at("country"),
        code: columns.at("code"),
        value: columns.at("value"),
        unit: columns.get("unit"),
        region: columns.get("region"),
        home,
        mark,
        file,
    };
    while advance(rows, session).is_some() {
        if session.fits(rows, columns.width) {
            read_row(&layout, rows, session);
        }
    }
}

/// Columns of a file by number, and what is the same for all its rows.
struct Places {
    direction: usize,
    period: usize,
    country: usize,
    code: usize,
    value: usize,
    unit: Option<usize>,
    region: Option<usize>,
    home: Side,
    mark: DecimalMark,
    file: u32,
}

/// The side whose customs this is; a fault if the pair has it not.
pub(super) fn home(layout: &str, session: &mut Session<'_>) -> Option<Side> {
    let own = publication(layout).country;
    let side = session.folder.pair.side(&own);
    if side.is_none() {
        let pair = &session.folder.pair;
        session.found.faults.push(
            crate::diagnostics::Diagnostic::error(
                Code::ImportSetting,
                "the records are of neither country of the pair",
            )
            .found(format!("{layout}: {own}"))
            .allowed(format!("{}, {}", pair.reporter, pair.partner))
            .hint("[pair] in tradeprint.toml says whose trade the folder is about"),
        );
    }
    side
}

fn read_row(places: &Places, rows: &Rows<'_>, session: &mut Session<'_>) {
    let direction = session.direction(rows, places.direction);
    let period = period(rows, places.period, session);
    let region = match places.region {
        Some(column) => region(rows, column, session),
        None => Some(Some(NATION)),
    };
    let (Ok(direction), Some((year, month)), Some(region)) = (direction, period, region) else {
        return;
    };
    match month {
        Some(month) => session.found.trade.saw_month(year, month, region.unwrap_or(NATION)),
        None => session.found.trade.saw_file(year, places.file),
    }
    let Some(direction) = direction else { return session.skip("neither import nor export", 0.0) };
    if session.side(rows.cell(places.country), CountryCode::Iso) != Some(other(places.home)) {
        return session.skip("another country", 0.0);
    }
    if !session.wants(year) {
        return session.skip("outside the years asked for", 0.0);
    }
    let Some(value) = session.value(rows, places.value, places.mark) else { return };
    let usd = value * session.found.multiplier;
    let Some(region) = region else {
        return session.skip("a region that the folder does not count", usd);
    };
    let flow = flow(places.home, direction);
    let code = rows.cell(places.code);
    let unit = places.unit.map_or("", |column| rows.cell(column));
    // Months that only the file's name tells are told apart by the file.
    let file = if month.is_none() { places.file } else { 0 };
    let row = TradeRow { year, month, file, flow, region, code, unit, usd };
    take(row, rows, places.code, 10, session);
}

/// Adds a row whose code must have so many digits; secret codes are counted.
pub(super) fn take(
    row: TradeRow<'_>,
    rows: &Rows<'_>,
    column: usize,
    digits: usize,
    session: &mut Session<'_>,
) {
    let secret = !row.code.is_empty()
        && row.code.bytes().all(|b| b.is_ascii_alphanumeric())
        && row.code.bytes().any(|b| b.eq_ignore_ascii_case(&b'x'));
    if !secret && (row.code.len() != digits || !row.code.bytes().all(|b| b.is_ascii_digit())) {
        let fault = rows
            .fault(column, Code::ImportCell, "not a commodity code")
            .found(format!("`{}`", row.code))
            .allowed(format!("{digits} digits, or letters X where the code is kept secret"))
            .hint("a code of nine digits has lost its leading zero in a spreadsheet program; anything else is a shifted column");
        session.found.faults.push(fault);
        return;
    }
    session.found.trade.all.entry((row.year, row.flow)).or_default().add(row.usd);
    session.found.trade.doubles.remember(row, rows, column);
    let folder = session.folder;
    if secret && !folder.products.covers(row.flow, row.code) {
        return session.skip("a secret code, in no product", row.usd);
    }
    session.found.taken += 1;
    session.found.trade.add(folder, row, rows, column);
}

/// The other side of the pair.
pub(super) fn other(side: Side) -> Side {
    match side {
        Side::Reporter => Side::Partner,
        Side::Partner => Side::Reporter,
    }
}

/// `MM/YYYY`, or a year alone; a fault otherwise.
fn period(rows: &Rows<'_>, column: usize, session: &mut Session<'_>) -> Option<(i16, Option<u8>)> {
    let text = rows.cell(column);
    let found = match text.split_once(['/', '.']) {
        Some((month, own)) => {
            let month = month.parse::<u8>().ok().filter(|month| (1..=12).contains(month));
            month.zip(year(own)).map(|(month, year)| (year, Some(month)))
        }
        None => year(text).map(|year| (year, None)),
    };
    if found.is_none() {
        let fault = rows.fault(column, Code::ImportCell, "not a month");
        session.found.faults.push(
            fault.found(format!("`{text}`")).allowed("MM/YYYY").hint(
                "if all rows have it, a column is shifted, or a spreadsheet program has made dates of the months",
            ),
        );
    }
    found
}

/// The region whose code begins the cell: `88000 - NAME`. `Some(None)` for one that the folder does not count.
fn region(rows: &Rows<'_>, column: usize, session: &mut Session<'_>) -> Option<Option<u16>> {
    let text = rows.cell(column);
    let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    let own = &text[..end];
    if let Some(known) = session.regions.get(own) {
        return Some(known);
    }
    let folder = session.folder;
    let short = own.get(..2).map(|two| format!("{two}000")).unwrap_or_default();
    for code in [own, short.as_str()] {
        let region = folder.region_codes.get(code).copied();
        if region.is_some() || folder.uncounted.contains(code) {
            session.regions.put(own, region);
            return Some(region);
        }
    }
    let fault = if own.is_empty() {
        rows.fault(column, Code::ImportCell, "a region without code")
            .allowed("a code and a name: `88000 - NAME`")
            .hint("if all rows have it, a column is shifted")
    } else {
        rows.fault(column, Code::ImportUncovered, "a region that the folder does not have")
            .allowed("the column `okato` of regions.csv")
            .hint("add the region to regions.csv, or correct its code there")
    };
    session.found.faults.push(fault.found(format!("`{text}`")));
    None
}
