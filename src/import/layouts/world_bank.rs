//! World Development Indicators: `API_INDICATOR_DS2_en_csv_v2_*.csv`.

use crate::import::layout::{Columns, Layout, Miss, advance, seek_header, take_header};
use crate::import::ledger::{Key, MacroColumn};
use crate::import::numbers::DecimalMark;
use crate::import::readers::{Cells, Part};
use crate::import::session::Session;
use crate::import::vocabulary::{CountryCode, words};

/// Years in columns; official exchange rates and gross domestic product are taken.
pub(in crate::import) struct WorldBank;

impl Layout for WorldBank {
    fn name(&self) -> &'static str {
        "world-bank"
    }

    fn recognise(&self, part: &mut Part<'_>) -> Result<(), Miss> {
        let none = Miss { nearness: 0.0, why: "no row".to_owned() };
        seek_header(self.name(), part.sheets.first_mut().ok_or(none)?).map(|_| ())
    }

    fn read(&self, part: &mut Part<'_>, session: &mut Session<'_>) {
        let Some(rows) = part.sheets.first_mut() else { return };
        let Some((columns, header)) = take_header(self.name(), rows, session) else { return };
        let indicators = words(self.name());
        while advance(rows, session).is_some() {
            let Some(side) = session.side(rows.cell(columns.at("country")), CountryCode::Iso)
            else {
                session.skip("another country", 0.0);
                continue;
            };
            let indicator = rows.cell(columns.at("indicator"));
            let Some(meaning) = indicators.get(&indicator.to_lowercase()) else {
                session.skip(&format!("indicator {indicator}, which no table holds"), 0.0);
                continue;
            };
            let of_rate = meaning == "rate";
            series(rows, session, &columns, &header, "", |year| {
                if of_rate {
                    Key::Rate { year, side }
                } else {
                    Key::Macro { year, side, column: MacroColumn::Gdp }
                }
            });
        }
    }
}

/// Takes the years of a row; empty cells are years without a value.
pub(super) fn series(
    rows: &crate::import::readers::Rows<'_>,
    session: &mut Session<'_>,
    columns: &Columns,
    header: &Cells,
    prefix: &str,
    key: impl Fn(i16) -> Key,
) {
    if !session.fits(rows, columns.width) {
        return;
    }
    for (column, year) in session.years_of(header, prefix) {
        if rows.cell(column).is_empty() {
            continue;
        }
        if !session.wants(year) {
            session.skip("outside the years asked for", 0.0);
            continue;
        }
        if let Some(value) = session.value(rows, column, DecimalMark::Point) {
            session.set(rows, column, key(year), value * session.found.multiplier);
        }
    }
}
