//! Pages as PDF.

use typst::comemo;
use typst::foundations::{Datetime, Smart};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::diagnostics::{Code, Diagnostic, Faults, Outcome};
use crate::templating::TypstProject;

use super::FontLibrary;
use super::diagnostic::diagnose;
use super::world::ProjectWorld;

/// What a PDF promises; the typesetter refuses to write what would break the promise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Conformance {
    /// PDF/A-3a (archiving, with attached data) and PDF/UA-1 (accessible) together.
    #[default]
    ArchivalAndAccessible,
    /// PDF/A-3b: archiving only, for themes that cannot be made accessible yet.
    Archival,
    /// PDF 1.7, tagged, without a promise.
    Plain,
}

impl Conformance {
    fn standards(self) -> &'static [PdfStandard] {
        match self {
            Conformance::ArchivalAndAccessible => &[PdfStandard::A_3a, PdfStandard::Ua_1],
            Conformance::Archival => &[PdfStandard::A_3b],
            Conformance::Plain => &[PdfStandard::V_1_7],
        }
    }
}

/// How the PDF of a document is written.
#[derive(Clone, Debug)]
pub struct PdfSettings {
    /// A name of the document that stays the same between builds: `2021/regions/RU-PRI.en`.
    pub identity: String,
    /// What the PDF promises.
    pub conformance: Conformance,
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
    let result = export(project, settings, fonts);
    // Nothing memoized serves the next document: keeping it would cost memory and win no time.
    comemo::evict(0);
    result
}

fn export(project: &TypstProject, settings: &PdfSettings, fonts: &FontLibrary) -> Outcome<Pdf> {
    let world = ProjectWorld::new(project, fonts)?;
    let document = world.lay_out()?;
    let date = project.date;
    let midnight = Datetime::from_ymd_hms(date.year, date.month, date.day, 0, 0, 0)
        .ok_or_else(|| Diagnostic::error(Code::PdfExport, "the date of the edition is no day"))?;
    let standards = PdfStandards::new(settings.conformance.standards())
        .map_err(|error| Diagnostic::error(Code::PdfExport, error.message().as_str()))?;
    let options = PdfOptions {
        ident: Smart::Custom(settings.identity.clone()),
        creator: Smart::Custom(Some(format!("Tradeprint {}", env!("CARGO_PKG_VERSION")))),
        timestamp: Some(Timestamp::new_utc(midnight)),
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    };
    match typst_pdf::pdf(&document, &options) {
        Ok(bytes) => Ok(Pdf { bytes, pages: document.pages().len() }),
        Err(errors) => {
            Err(errors.iter().map(|e| diagnose(&world, e, Code::PdfExport)).collect::<Faults>())
        }
    }
}
