//! Emissions of the Joint Research Centre: accounts by industry, EDGAR by country.

use crate::import::layout::{Layout, Miss, advance, first_header, take_header};
use crate::import::ledger::{Key, MacroColumn};
use crate::import::readers::Part;
use crate::import::session::{Session, year};
use crate::import::vocabulary::CountryCode;
use crate::vocabulary::Side;

use super::wiod::{accounts, sheet, sheet_with_header};
use super::world_bank::series;

/// `CO2 emissions.xlsx`: a sheet a country, industries in rows, years in columns, kt.
pub(in crate::import) struct JrcCo2;

/// The booklet's sheet of fossil CO2 by sector and country, Mt.
pub(in crate::import) struct EdgarBooklet;

/// The sheet TOTALS BY COUNTRY of the files since version 8, kt.
pub(in crate::import) struct EdgarTotals;

const BOOKLET: &str = "fossil_CO2_by_sector_and_countr";
const TOTALS: &str = "TOTALS BY COUNTRY";

impl Layout for JrcCo2 {
    fn name(&self) -> &'static str {
        "jrc-co2"
    }

    fn recognise(&self, part: &mut Part<'_>) -> Result<(), Miss> {
        let of_country = |sheet: &mut crate::import::readers::Rows<'_>| {
            let named =
                sheet.sheet.len() == 3 && sheet.sheet.bytes().all(|b| b.is_ascii_uppercase());
            let head = sheet.head(1);
            named
                && head.first().is_some_and(|row| {
                    row.get(0).is_some_and(str::is_empty)
                        && row.get(1).is_some_and(|cell| year(cell).is_some())
                })
        };
        if part.sheets.iter_mut().any(of_country) {
            return Ok(());
        }
        Err(Miss {
            nearness: 0.0,
            why: "no sheet named after a country with years in its first row".to_owned(),
        })
    }

    fn read(&self, part: &mut Part<'_>, session: &mut Session<'_>) {
        for side in Side::BOTH {
            let name = session.folder.countries[side.index()].iso3().to_owned();
            let Some(rows) = sheet(&name, part) else { continue };
            if advance(rows, session).is_none() {
                continue;
            }
            let years = session.years_of(&rows.cells.clone(), "");
            while advance(rows, session).is_some() {
                let industry = rows.cell(0).to_owned();
                if industry.is_empty() {
                    continue;
                }
                let Some(group) = session.group(&industry) else {
                    session.skip(
                        "an industry in no group of intensity_groups.csv, or households",
                        0.0,
                    );
                    continue;
                };
                accounts(rows, session, &years, |year| Key::Emissions { year, side, group });
                session.once(rows, 0, &format!("{side:?}/{industry}"));
            }
        }
    }
}

impl Layout for EdgarBooklet {
    fn name(&self) -> &'static str {
        "edgar-booklet"
    }

    fn recognise(&self, part: &mut Part<'_>) -> Result<(), Miss> {
        if part.sheets.len() == 1 {
            return first_header(self.name(), part);
        }
        sheet_with_header(self.name(), BOOKLET, part)
    }

    fn read(&self, part: &mut Part<'_>, session: &mut Session<'_>) {
        let single = part.sheets.len() == 1;
        let rows = if single { part.sheets.first_mut() } else { sheet(BOOKLET, part) };
        let Some(rows) = rows else { return };
        let Some((columns, header)) = take_header(self.name(), rows, session) else { return };
        let years = session.years_of(&header, "");
        while advance(rows, session).is_some() {
            let Some(side) = session.side(rows.cell(columns.at("country")), CountryCode::Name)
            else {
                session.skip("another country", 0.0);
                continue;
            };
            // The sectors make the country's total.
            accounts(rows, session, &years, |year| Key::Macro {
                year,
                side,
                column: MacroColumn::Co2,
            });
            let sector = rows.cell(columns.at("sector")).to_owned();
            session.once(rows, columns.at("sector"), &format!("{side:?}/{sector}"));
        }
    }
}

impl Layout for EdgarTotals {
    fn name(&self) -> &'static str {
        "edgar-totals"
    }

    fn recognise(&self, part: &mut Part<'_>) -> Result<(), Miss> {
        sheet_with_header(self.name(), TOTALS, part)
    }

    fn read(&self, part: &mut Part<'_>, session: &mut Session<'_>) {
        let Some(rows) = sheet(TOTALS, part) else { return };
        let Some((columns, header)) = take_header(self.name(), rows, session) else { return };
        while advance(rows, session).is_some() {
            let Some(side) = session.side(rows.cell(columns.at("country")), CountryCode::Iso)
            else {
                session.skip("another country", 0.0);
                continue;
            };
            let fossil = columns.get("fossil").map_or("fossil", |column| rows.cell(column));
            if rows.cell(columns.at("substance")) != "CO2" || fossil != "fossil" {
                session.skip("another substance than fossil CO2", 0.0);
                continue;
            }
            series(rows, session, &columns, &header, "Y_", |year| Key::Macro {
                year,
                side,
                column: MacroColumn::Co2,
            });
        }
    }
}
