//! Pages and single figures as PNG pictures.

use typst::comemo;
use typst_layout::PagedDocument;
use typst_render::{RenderOptions, render};

use crate::diagnostics::{Code, Diagnostic, Outcome};
use crate::templating::{Date, Origin, TypstProject, typst_string};

use super::FontLibrary;
use super::world::ProjectWorld;

/// Points in an inch.
const POINTS_PER_INCH: f64 = 72.0;

/// A picture file.
#[derive(Clone, PartialEq, Eq)]
pub struct Png {
    /// The file.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl std::fmt::Debug for Png {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Png {{ {} bytes, {} x {} }}", self.bytes.len(), self.width, self.height)
    }
}

/// Every page of a project as a picture with `dpi` pixels an inch.
///
/// # Errors
/// `E0301` for what cannot be laid out, at the line of the template it comes from.
pub fn pictures_of_pages(
    project: &TypstProject,
    fonts: &FontLibrary,
    dpi: f64,
) -> Outcome<Vec<Png>> {
    let result = ProjectWorld::new(project, fonts)
        .and_then(|world| world.lay_out())
        .and_then(|document| draw(&document, dpi));
    comemo::evict(0);
    result
}

/// A single SVG figure as a picture with `dpi` pixels an inch, on white. Texts that name no known family are
/// set in the first font of the templates.
///
/// # Errors
/// `E0301` if the SVG cannot be read.
pub fn picture(svg: &str, fonts: &FontLibrary, dpi: f64) -> Outcome<Png> {
    // The page of a figure shows no date.
    let mut project = TypstProject::new("/main.typ", Date { year: 2000, month: 1, day: 1 });
    let family = fonts.first_family().unwrap_or_default();
    let page = format!(
        "#set page(width: auto, height: auto, margin: 0pt)\n#set text(font: {})\n#image(\"/figure.svg\")\n",
        typst_string(&family),
    );
    project.insert("/main.typ", page, Origin::Data);
    project.insert("/figure.svg", svg, Origin::Data);
    let pages = pictures_of_pages(&project, fonts, dpi)?;
    let first = pages.into_iter().next();
    first.ok_or_else(|| Diagnostic::error(Code::Typesetting, "the figure has no page").into())
}

fn draw(document: &PagedDocument, dpi: f64) -> Outcome<Vec<Png>> {
    let scale = (dpi / POINTS_PER_INCH).into();
    let options = RenderOptions { pixel_per_pt: scale, render_bleed: false };
    let mut pictures = Vec::with_capacity(document.pages().len());
    for page in document.pages() {
        let pixels = render(page, &options);
        let bytes = pixels.encode_png().map_err(|error| {
            Diagnostic::error(Code::Typesetting, "a page cannot be written as a picture")
                .found(error.to_string())
        })?;
        pictures.push(Png { bytes, width: pixels.width(), height: pixels.height() });
    }
    Ok(pictures)
}
