//! World Input-Output Database, release 2016: socio-economic accounts and exchange rates.

use crate::diagnostics::Code;
use crate::import::layout::{Layout, Miss, advance, seek_header, take_header};
use crate::import::ledger::Key;
use crate::import::numbers::DecimalMark;
use crate::import::readers::{Part, Rows};
use crate::import::session::Session;
use crate::import::vocabulary::CountryCode;

/// Sheet DATA: gross output by industry, million of national currency.
pub(in crate::import) struct WiodAccounts;

/// Sheet EXR: USD for a unit of national currency.
pub(in crate::import) struct WiodRates;

/// The sheet of this name, if it has the layout's header.
pub(super) fn sheet_with_header(layout: &str, name: &str, part: &mut Part<'_>) -> Result<(), Miss> {
    let miss = |why: String| Miss { nearness: 0.0, why };
    let sheet = part.sheets.iter_mut().find(|sheet| sheet.sheet == name);
    seek_header(layout, sheet.ok_or_else(|| miss(format!("no sheet {name}")))?).map(|_| ())
}

/// The sheet of this name.
pub(super) fn sheet<'p, 'a>(name: &str, part: &'p mut Part<'a>) -> Option<&'p mut Rows<'a>> {
    part.sheets.iter_mut().find(|sheet| sheet.sheet == name)
}

impl Layout for WiodAccounts {
    fn name(&self) -> &'static str {
        "wiod-sea"
    }

    fn recognise(&self, part: &mut Part<'_>) -> Result<(), Miss> {
        sheet_with_header(self.name(), "DATA", part)
    }

    fn read(&self, part: &mut Part<'_>, session: &mut Session<'_>) {
        let Some(rows) = sheet("DATA", part) else { return };
        let Some((columns, header)) = take_header(self.name(), rows, session) else { return };
        let years = session.years_of(&header, "");
        while advance(rows, session).is_some() {
            let Some(side) = session.side(rows.cell(columns.at("country")), CountryCode::Iso)
            else {
                session.skip("another country", 0.0);
                continue;
            };
            if rows.cell(columns.at("variable")) != "GO" {
                session.skip("another variable than gross output", 0.0);
                continue;
            }
            let industry = rows.cell(columns.at("code")).to_owned();
            let Some(group) = session.group(&industry) else {
                session.skip("an industry in no group of intensity_groups.csv", 0.0);
                continue;
            };
            accounts(rows, session, &years, |year| Key::Output { year, side, group });
            session.once(rows, columns.at("code"), &format!("{side:?}/{industry}"));
        }
    }
}

/// Adds the years of a row of the accounts to its group.
pub(super) fn accounts(
    rows: &Rows<'_>,
    session: &mut Session<'_>,
    years: &[(usize, i16)],
    key: impl Fn(i16) -> Key,
) {
    for (column, year) in years {
        if !session.wants(*year) {
            session.skip("outside the years asked for", 0.0);
        } else if let Some(value) = session.value(rows, *column, DecimalMark::Point) {
            session.found.taken += 1;
            session.found.ledger.add(key(*year), value * session.found.multiplier);
        }
    }
}

impl Layout for WiodRates {
    fn name(&self) -> &'static str {
        "wiod-rates"
    }

    fn recognise(&self, part: &mut Part<'_>) -> Result<(), Miss> {
        sheet_with_header(self.name(), "EXR", part)
    }

    fn read(&self, part: &mut Part<'_>, session: &mut Session<'_>) {
        let Some(rows) = sheet("EXR", part) else { return };
        let Some((columns, header)) = take_header(self.name(), rows, session) else { return };
        let years = session.years_of(&header, "_");
        while advance(rows, session).is_some() {
            let Some(side) = session.side(rows.cell(columns.at("country")), CountryCode::Iso)
            else {
                session.skip("another country", 0.0);
                continue;
            };
            for (column, year) in &years {
                if !session.wants(*year) {
                    session.skip("outside the years asked for", 0.0);
                    continue;
                }
                match session.value(rows, *column, DecimalMark::Point) {
                    Some(usd) if usd > 0.0 => {
                        session.set(rows, *column, Key::Rate { year: *year, side }, 1.0 / usd)
                    }
                    Some(_) => {
                        let fault = rows.fault(*column, Code::ImportCell, "a rate of zero");
                        session
                            .found
                            .faults
                            .push(fault.allowed("USD for a unit of national currency"));
                    }
                    None => {}
                }
            }
        }
    }
}
