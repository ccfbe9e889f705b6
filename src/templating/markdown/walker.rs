//! The walk over the syntax tree: state, places and faults.

use std::collections::BTreeSet;

use comrak::Node;

use crate::diagnostics::{Code, Diagnostic, Faults};
use crate::templating::Place;
use crate::templating::rendering::Rendered;

use super::writer::Writer;
use super::{References, Target, Translated};

/// Walks one chapter and writes its code.
pub(super) struct Walker<'w> {
    pub(super) rendered: &'w Rendered<'w>,
    pub(super) chapter: usize,
    pub(super) references: &'w mut References,
    pub(super) faults: &'w mut Faults,
    pub(super) out: Writer,
    /// Lines above a piece of Markdown that is parsed by itself (a cell of a fenced block).
    pub(super) lines_above: usize,
    /// Footnotes whose text has been set.
    pub(super) footnotes: BTreeSet<String>,
}

impl<'w> Walker<'w> {
    /// A walker at the start of a chapter.
    pub(super) fn new(
        rendered: &'w Rendered<'w>,
        chapter: usize,
        references: &'w mut References,
        faults: &'w mut Faults,
    ) -> Self {
        let out = Writer::default();
        let footnotes = BTreeSet::new();
        Self { rendered, chapter, references, faults, out, lines_above: 0, footnotes }
    }

    /// Writes the whole chapter.
    pub(super) fn chapter<'a>(&mut self, root: Node<'a>) {
        self.out.line(1, "#import \"/theme/blocks.typ\"");
        self.out.line(1, "#{");
        self.blocks(root);
        self.out.line(1, "}");
    }

    /// The code, with the place of each of its lines.
    pub(super) fn finish(self) -> Translated {
        let (code, lines) = self.out.finish();
        let last = lines.iter().copied().max().unwrap_or(1);
        let of_line: Vec<Place> = (1..=last).map(|line| self.rendered.place(line, 1)).collect();
        let places = lines.iter().map(|line| of_line[line.max(&1) - 1].clone()).collect();
        Translated { code, places }
    }

    /// The line of the chapter on which a node starts.
    pub(super) fn line_of<'a>(&self, node: Node<'a>) -> usize {
        node.data().sourcepos.start.line.max(1) + self.lines_above
    }

    /// The place of a node in the templates.
    pub(super) fn place_of<'a>(&self, node: Node<'a>) -> Place {
        let start = node.data().sourcepos.start;
        let column = if self.lines_above > 0 { 1 } else { start.column };
        self.rendered.place(self.line_of(node), column)
    }

    /// Reports a construct without counterpart on the page.
    pub(super) fn refuse<'a>(&mut self, node: Node<'a>, message: &str, hint: &str) {
        let diagnostic = Diagnostic::error(Code::MarkdownUnsupported, message).hint(hint);
        self.faults.push(self.place_of(node).on(diagnostic));
    }

    /// Registers a target at a node, if its name can be a label.
    pub(super) fn define<'a>(&mut self, node: Node<'a>, target: Target, id: &str) {
        let place = self.place_of(node);
        if is_id(id) {
            self.references.define(target, id, place, self.faults);
        } else {
            let diagnostic = Diagnostic::error(Code::UnknownReference, "this cannot be a name")
                .found(id)
                .allowed("lower-case letters, digits and hyphens");
            self.faults.push(place.on(diagnostic));
        }
    }

    /// Writes what `body` writes as one content value: `{...}`, or `[]` if it writes nothing.
    pub(super) fn content(
        &mut self,
        line: usize,
        before: &str,
        after: &str,
        body: impl FnOnce(&mut Self),
    ) {
        self.out.line(line, &format!("{before}{{"));
        let length = self.out.len();
        body(self);
        if self.out.len() == length {
            self.out.line(line, "[]");
        }
        self.out.line(line, &format!("}}{after}"));
    }
}

/// Whether a text can name a figure, table, equation or section.
pub(super) fn is_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
