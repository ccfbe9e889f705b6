//! Small objects of a PDF, packed.
//!
//! The exporter writes each element of the structure tree as an object of its own, in plain text: half of a brief, most
//! of an article with long tables. Since PDF 1.5 such objects may stand compressed in streams.

use lopdf::{Document, SaveOptions};

use crate::diagnostics::{Code, Diagnostic, Outcome};

/// Objects of a stream. More of them pack better; a reader unpacks a stream as a whole.
const OBJECTS: usize = 400;
/// How hard to compress, of 9.
const LEVEL: u32 = 6;

/// The same PDF with its small objects in compressed streams, or as it is where its version has none.
///
/// # Errors
/// `E0302` if the file cannot be read back.
pub(super) fn packed(pdf: Vec<u8>) -> Outcome<Vec<u8>> {
    if pdf.starts_with(b"%PDF-1.4") {
        return Ok(pdf);
    }
    let fault = |error: &dyn std::fmt::Display| {
        Diagnostic::error(Code::PdfExport, "the PDF cannot be packed").found(error.to_string())
    };
    let mut document = Document::load_mem(&pdf).map_err(|error| fault(&error))?;
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(OBJECTS)
        .compression_level(LEVEL)
        .build();
    let mut bytes = Vec::with_capacity(pdf.len());
    document.save_with_options(&mut bytes, options).map_err(|error| fault(&error))?;
    Ok(bytes)
}
