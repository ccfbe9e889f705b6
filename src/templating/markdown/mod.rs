//! Markdown to Typst code, through the syntax tree of comrak.
//!
//! Every text becomes a Typst string literal; what is written around it is a fixed set of calls: the
//! elements of Typst and the blocks of `theme/blocks.typ`. A node without counterpart is a fault, so nothing
//! is lost in silence. See `templates/README.md` for what a chapter may hold.

mod blocks;
mod fences;
mod inlines;
mod links;
mod references;
#[cfg(test)]
mod tests;
mod walker;
mod writer;

use comrak::{Arena, Options, parse_document};

use crate::diagnostics::Faults;

use super::Place;
use super::rendering::Rendered;
pub(super) use blocks::take_heading_id;
pub(super) use fences::split_row;
pub(super) use references::{References, Target};
use walker::Walker;

/// A chapter as Typst code.
pub(super) struct Translated {
    /// The source of `/chapters/NN.typ`.
    pub(super) code: String,
    /// For each of its lines, where it comes from.
    pub(super) places: Vec<Place>,
}

/// The Markdown dialect of the chapters.
pub(super) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.superscript = true;
    options.extension.subscript = true;
    options.extension.math_code = true;
    options.extension.alerts = true;
    options.extension.description_lists = true;
    options.extension.block_directive = true;
    // An escaped character stands for itself: no quotation mark to curl, no identifier of a heading.
    options.parse.escaped_char_spans = true;
    // A footnote that nobody refers to stays in the tree, so that it can be reported.
    options.parse.leave_footnote_definitions = true;
    options
}

/// Translates the chapter of this number (from 1); targets and references go to `references`, faults to
/// `faults`.
pub(super) fn translate(
    rendered: &Rendered<'_>,
    chapter: usize,
    references: &mut References,
    faults: &mut Faults,
) -> Translated {
    let arena = Arena::new();
    let markdown = spell_out_pairs(&rendered.markdown);
    let root = parse_document(&arena, &markdown, &options());
    let mut walker = Walker::new(rendered, chapter, references, faults);
    walker.chapter(root);
    walker.finish()
}

/// Puts angle brackets around the target of a line `![](fig:A fig:B)`: Markdown allows no bare space there.
pub(super) fn spell_out_pairs(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    for line in markdown.split_inclusive('\n') {
        let target = line
            .trim()
            .strip_prefix("![](")
            .and_then(|rest| rest.strip_suffix(')'))
            .filter(|target| target.contains(' '))
            .filter(|target| target.split(' ').all(|part| part.starts_with("fig:")));
        match target {
            Some(target) => out.push_str(&line.replace(target, &format!("<{target}>"))),
            None => out.push_str(line),
        }
    }
    out
}
