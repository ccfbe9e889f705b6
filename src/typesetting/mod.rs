//! Stage 6b: a Typst project in memory becomes pages, as PDF or as pictures.
//!
//! In: a [`TypstProject`](crate::templating::TypstProject). Out: the bytes of a [`Pdf`], or PNG pictures.
//! Nothing is read but the project and the bundled fonts: no file, no network, no clock. Documents may be
//! typeset on several threads at once; give each thread a stack of 16 MB, and no thread of a work-stealing
//! pool (a document waiting there would start whole other documents on its own stack).

mod attached;
mod diagnostic;
mod fonts;
mod object_streams;
mod pdf;
mod raster;
#[cfg(test)]
mod tests;
mod world;

pub use attached::attached_files;
pub use fonts::{FontCut, FontLibrary};
pub use pdf::{Pdf, PdfSettings, typeset, typeset_timed};
pub use raster::{Png, picture, pictures_of_pages};
