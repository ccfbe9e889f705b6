//! Totals of international organisations: IMF IMTS and WITS.

use crate::diagnostics::Code;
use crate::import::layout::{Layout, Miss, advance, first_header, take_header};
use crate::import::ledger::Key;
use crate::import::readers::Part;
use crate::import::session::{Session, flow};
use crate::import::vocabulary::CountryCode;

use super::customs_service::other;
use super::world_bank::series;

/// International Merchandise Trade Statistics, years in columns; the scale stands in the row.
pub(in crate::import) struct ImfImts;

/// `en_XXX_AllYears_WITS_Trade_Summary.CSV`: trade with the first five partners, million USD.
pub(in crate::import) struct WitsSummary;

impl Layout for ImfImts {
    fn name(&self) -> &'static str {
        "imf-imts"
    }

    fn recognise(&self, part: &mut Part<'_>) -> Result<(), Miss> {
        first_header(self.name(), part)
    }

    fn read(&self, part: &mut Part<'_>, session: &mut Session<'_>) {
        let Some(rows) = part.sheets.first_mut() else { return };
        let Some((columns, header)) = take_header(self.name(), rows, session) else { return };
        while advance(rows, session).is_some() {
            let text = |field| columns.get(field).map_or("", |column| rows.cell(column));
            let reporter = session.side(text("reporter"), CountryCode::Iso);
            let partner = session.side(text("partner"), CountryCode::Iso);
            let Some(reporter) = reporter.filter(|side| partner == Some(other(*side))) else {
                session.skip("another pair of countries", 0.0);
                continue;
            };
            if text("frequency") != "A" {
                session.skip("months or quarters, which the years hold", 0.0);
                continue;
            }
            let Ok(direction) = session.direction(rows, columns.at("direction")) else { continue };
            let Some(direction) = direction else {
                session.skip("neither import nor export", 0.0);
                continue;
            };
            let Ok(scale) = text("scale").parse::<i32>() else {
                let fault = rows.fault(columns.at("scale"), Code::ImportCell, "not a power of ten");
                session
                    .found
                    .faults
                    .push(fault.found(format!("`{}`", text("scale"))).allowed("0, 3, 6, 9"));
                continue;
            };
            session.found.multiplier = session.settings.multiplier.unwrap_or(10f64.powi(scale));
            let flow = flow(reporter, direction);
            series(rows, session, &columns, &header, "", |year| Key::Total {
                year,
                flow,
                reporter,
            });
        }
    }
}

impl Layout for WitsSummary {
    fn name(&self) -> &'static str {
        "wits-summary"
    }

    fn recognise(&self, part: &mut Part<'_>) -> Result<(), Miss> {
        first_header(self.name(), part)
    }

    fn read(&self, part: &mut Part<'_>, session: &mut Session<'_>) {
        let Some(rows) = part.sheets.first_mut() else { return };
        let Some((columns, header)) = take_header(self.name(), rows, session) else { return };
        while advance(rows, session).is_some() {
            let text = |field| columns.get(field).map_or("", |column| rows.cell(column));
            let reporter = session.side(text("reporter"), CountryCode::Name);
            let partner = session.side(text("partner"), CountryCode::Name);
            let Some(reporter) = reporter.filter(|side| partner == Some(other(*side))) else {
                session.skip("another pair of countries", 0.0);
                continue;
            };
            if text("products") != "All Products" || !text("indicator").contains("US$ Mil") {
                session.skip("another indicator than trade in all products", 0.0);
                continue;
            }
            let Ok(direction) = session.direction(rows, columns.at("direction")) else { continue };
            let Some(direction) = direction else {
                session.skip("neither import nor export", 0.0);
                continue;
            };
            let flow = flow(reporter, direction);
            series(rows, session, &columns, &header, "", |year| Key::Total {
                year,
                flow,
                reporter,
            });
        }
    }
}
