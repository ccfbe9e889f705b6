//! Pages as PDF.

use typst::comemo;
use typst::foundations::{Datetime, Smart};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::diagnostics::{Code, Diagnostic, Faults, Outcome};
use crate::templating::TypstProject;
use crate::timings::Timings;
use crate::vocabulary::{Standard, Standards};

use super::FontLibrary;
use super::diagnostic::diagnose;
use super::object_streams::packed;
use super::world::ProjectWorld;

/// How many documents long a memoized result that nobody asks for is kept. Documents of a kind share texts and code; with
/// 0 a thread would also drop what another is working with. Beyond 2 memory grows and time does not fall (measured).
const KEPT: usize = 2;
/// Pages from which on a document shares so little with others that its memory is given back at once.
const LONG: usize = 16;

/// How the PDF of a document is written.
#[derive(Clone, Debug)]
pub struct PdfSettings {
    /// A name of the document that stays the same between builds: `2021/regions/RU-PRI.en`.
    pub identity: String,
    /// What the PDF promises; the typesetter refuses to write what would break the promise.
    pub standards: Standards,
}

/// A finished PDF.
#[derive(Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

impl std::fmt::Debug for Pdf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pdf {{ {} bytes, {} pages }}", self.bytes.len(), self.pages)
    }
}

/// Typesets a project as PDF. The same project and settings give the same bytes. Dates inside are the day of
/// the edition.
///
/// # Errors
/// `E0301` for what cannot be laid out (warnings of the typesetter included), `E0302` for what the promised
/// standard forbids, each at the line of the template it comes from.
pub fn typeset(
    project: &TypstProject,
    settings: &PdfSettings,
    fonts: &FontLibrary,
) -> Outcome<Pdf> {
    typeset_timed(project, settings, fonts, &Timings::off())
}

/// The same with the time of each stage.
///
/// # Errors
/// Those of [`typeset`].
pub fn typeset_timed(
    project: &TypstProject,
    settings: &PdfSettings,
    fonts: &FontLibrary,
    timings: &Timings,
) -> Outcome<Pdf> {
    let exported = export(project, settings, fonts, timings);
    let long = exported.as_ref().is_ok_and(|pdf| pdf.pages >= LONG);
    comemo::evict(if long { 0 } else { KEPT });
    let pdf = exported?;
    let bytes = timings.time("typeset: packing", || packed(pdf.bytes))?;
    Ok(Pdf { bytes, ..pdf })
}

fn export(
    project: &TypstProject,
    settings: &PdfSettings,
    fonts: &FontLibrary,
    timings: &Timings,
) -> Outcome<Pdf> {
    let world = ProjectWorld::new(project, fonts)?;
    let document = timings.time("typeset: layout", || world.lay_out())?;
    let date = project.date;
    let midnight = Datetime::from_ymd_hms(date.year, date.month, date.day, 0, 0, 0)
        .ok_or_else(|| Diagnostic::error(Code::PdfExport, "the date of the edition is no day"))?;
    let promised: Vec<PdfStandard> =
        settings.standards.list().iter().map(|standard| of_typesetter(*standard)).collect();
    let standards = PdfStandards::new(&promised)
        .map_err(|error| Diagnostic::error(Code::PdfExport, error.message().as_str()))?;
    let options = PdfOptions {
        ident: Smart::Custom(settings.identity.clone()),
        creator: Smart::Custom(Some(format!("Tradeprint {}", env!("CARGO_PKG_VERSION")))),
        timestamp: Some(Timestamp::new_utc(midnight)),
        page_ranges: None,
        standards,
        // Also where no standard asks for it.
        tagged: true,
        pretty: false,
    };
    match timings.time("typeset: export", || typst_pdf::pdf(&document, &options)) {
        Ok(bytes) => Ok(Pdf { bytes, pages: document.pages().len() }),
        Err(errors) => {
            Err(errors.iter().map(|e| diagnose(&world, e, Code::PdfExport)).collect::<Faults>())
        }
    }
}

/// A standard as the typesetter calls it.
fn of_typesetter(standard: Standard) -> PdfStandard {
    match standard {
        Standard::Pdf14 => PdfStandard::V_1_4,
        Standard::Pdf15 => PdfStandard::V_1_5,
        Standard::Pdf16 => PdfStandard::V_1_6,
        Standard::Pdf17 => PdfStandard::V_1_7,
        Standard::Pdf20 => PdfStandard::V_2_0,
        Standard::A1b => PdfStandard::A_1b,
        Standard::A1a => PdfStandard::A_1a,
        Standard::A2b => PdfStandard::A_2b,
        Standard::A2u => PdfStandard::A_2u,
        Standard::A2a => PdfStandard::A_2a,
        Standard::A3b => PdfStandard::A_3b,
        Standard::A3u => PdfStandard::A_3u,
        Standard::A3a => PdfStandard::A_3a,
        Standard::A4 => PdfStandard::A_4,
        Standard::A4f => PdfStandard::A_4f,
        Standard::A4e => PdfStandard::A_4e,
        Standard::Ua1 => PdfStandard::Ua_1,
    }
}
