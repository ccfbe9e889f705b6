//! Queries of China's customs: `downloadData.csv`.

use crate::diagnostics::{Code, Diagnostic};
use crate::import::Direction;
use crate::import::layout::{Columns, Layout, Miss, advance, first_header, take_header};
use crate::import::numbers::DecimalMark;
use crate::import::readers::{Part, Rows};
use crate::import::session::{Session, flow, year};
use crate::import::trade_book::{NATION, TradeRow};
use crate::import::vocabulary::CountryCode;
use crate::vocabulary::Side;

use super::customs_service::{home, other};

/// By month or year, partner and commodity. The file does not say whether it holds imports or exports.
pub(in crate::import) struct ChinaCustoms;

impl Layout for ChinaCustoms {
    fn name(&self) -> &'static str {
        "china-customs"
    }

    fn recognise(&self, part: &mut Part<'_>) -> Result<(), Miss> {
        first_header(self.name(), part)
    }

    fn read(&self, part: &mut Part<'_>, session: &mut Session<'_>) {
        session.found.trade.doubles.exact = true;
        let Some(home) = home(self.name(), session) else { return };
        let Some(direction) = session.settings.direction else {
            return session.found.faults.push(
                Diagnostic::error(Code::ImportSetting, "the file does not say whether it holds imports or exports")
                    .at(crate::diagnostics::Location::file(&part.shown))
                    .allowed("--direction import, --direction export")
                    .hint("it is what the query on the customs' site asked for; import the two files one after the other"),
            );
        };
        if home != session.recorder() {
            let own = session.folder.pair.code(home).to_owned();
            return session.found.faults.push(
                Diagnostic::error(Code::ImportSetting, "goods as the other country records them")
                    .at(crate::diagnostics::Location::file(&part.shown))
                    .found(format!("records of {own}"))
                    .allowed(format!("--records-of {own}, to have trade.csv filled with them"))
                    .hint("one country's records fill trade.csv, those of the reporter unless said otherwise"),
            );
        }
        let Some(rows) = part.sheets.first_mut() else { return };
        let Some((columns, _)) = take_header(self.name(), rows, session) else { return };
        while advance(rows, session).is_some() {
            if session.fits(rows, columns.width) {
                read_row(&columns, rows, session, home, direction);
            }
        }
    }
}

fn read_row(
    columns: &Columns,
    rows: &Rows<'_>,
    session: &mut Session<'_>,
    home: Side,
    direction: Direction,
) {
    let partner = session.side(rows.cell(columns.at("partner")), CountryCode::ChinaCustoms);
    if partner != Some(other(home)) {
        return session.skip("another country", 0.0);
    }
    let column = columns.at("period");
    let text = rows.cell(column);
    let month = text.get(4..).filter(|m| m.len() == 2).and_then(|m| m.parse::<u8>().ok());
    let own = text.get(..4).and_then(year);
    let (Some(year), true) = (own, text.len() == 4 || month.is_some_and(|m| (1..=12).contains(&m)))
    else {
        let fault = rows.fault(column, Code::ImportCell, "not a period");
        return session
            .found
            .faults
            .push(fault.found(format!("`{text}`")).allowed("YYYYMM or YYYY"));
    };
    if !session.wants(year) {
        return session.skip("outside the years asked for", 0.0);
    }
    let Some(value) = session.value(rows, columns.at("value"), DecimalMark::Point) else { return };
    let usd = value * session.found.multiplier;
    let column = columns.at("code");
    let code = rows.cell(column);
    if !matches!(code.len(), 2 | 4 | 6 | 8 | 10) || !code.bytes().all(|b| b.is_ascii_digit()) {
        let fault = rows
            .fault(column, Code::ImportCell, "not a commodity code")
            .found(format!("`{code}`"))
            .allowed("2, 4, 6, 8 or 10 digits")
            .hint("an odd number of digits has lost its leading zero in a spreadsheet program; anything else is a shifted column");
        return session.found.faults.push(fault);
    }
    match month {
        Some(month) => session.found.trade.saw_month(year, month, NATION),
        None => session.found.trade.saw_year(year),
    }
    let flow = flow(home, direction);
    let row = TradeRow { year, month, file: 0, flow, region: NATION, code, unit: "", usd };
    session.found.trade.doubles.remember(row, rows, column);
    session.found.taken += 1;
    let folder = session.folder;
    session.found.trade.add(folder, row, rows, column);
    session.found.trade.all.entry((year, flow)).or_default().add(usd);
}
