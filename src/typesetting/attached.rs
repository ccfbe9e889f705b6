//! The files inside a PDF, read back.

use std::collections::BTreeMap;
use std::sync::Arc;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Stream, String as PdfString};

use crate::diagnostics::{Code, Diagnostic, Outcome};

/// How deep a tree of names may be; ours has one level.
const DEEPEST: usize = 8;

/// The files that travel inside a PDF, by name.
///
/// # Errors
/// `E0404` for bytes that are no PDF.
pub fn attached_files(bytes: &[u8]) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let pdf = Pdf::new(Arc::new(bytes.to_vec()))
        .map_err(|_| Diagnostic::error(Code::NotOurs, "the file is no PDF"))?;
    let mut found = BTreeMap::new();
    let root: Option<Dict<'_>> = pdf.xref().get(pdf.xref().root_id());
    let tree = root
        .and_then(|root| root.get::<Dict<'_>>("Names"))
        .and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles"));
    if let Some(tree) = tree {
        collect(&tree, 0, &mut found);
    }
    Ok(found)
}

fn collect(node: &Dict<'_>, depth: usize, found: &mut BTreeMap<String, Vec<u8>>) {
    if depth > DEEPEST {
        return;
    }
    if let Some(kids) = node.get::<Array<'_>>("Kids") {
        for kid in kids.iter::<Dict<'_>>() {
            collect(&kid, depth + 1, found);
        }
    }
    // Names and specifications take turns.
    let Some(names) = node.get::<Array<'_>>("Names") else { return };
    let mut entries = names.flex_iter();
    while let (Some(_), Some(file)) = (entries.next::<PdfString<'_>>(), entries.next::<Dict<'_>>())
    {
        let name = file.get::<PdfString<'_>>("F").map(|name| text(name.as_bytes()));
        let stream = file.get::<Dict<'_>>("EF").and_then(|streams| streams.get::<Stream<'_>>("F"));
        if let (Some(name), Some(stream)) = (name, stream)
            && let Ok(bytes) = stream.decoded()
        {
            found.insert(name, bytes.into_owned());
        }
    }
}

/// A text string of a PDF: UTF-16 with a mark, or (near enough for file names) Latin.
fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> =
                rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
