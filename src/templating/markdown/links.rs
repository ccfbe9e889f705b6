//! Links, references, citations, and where figures and tables stand.

use comrak::Node;
use comrak::nodes::NodeValue;

use crate::templating::typst_string;

use super::Target;
use super::walker::{Walker, is_id};

impl Walker<'_> {
    /// A link, a reference or a citation.
    pub(super) fn link<'a>(&mut self, node: Node<'a>, line: usize, url: &str, title: &str) {
        if !title.is_empty() {
            self.refuse(node, "a link cannot carry a title on paper", "put it into the text");
        }
        match url.split_once(':') {
            Some(("ref", rest)) => self.reference(node, line, rest),
            Some(("cite", keys)) => self.citation(node, line, keys, "normal"),
            Some(("citet", keys)) => self.citation(node, line, keys, "prose"),
            Some(("http" | "https" | "mailto", _)) => {
                let target = typst_string(url);
                if node.first_child().is_some() {
                    self.content(line, &format!("link({target}, "), ")", |w| w.inlines(node));
                } else {
                    self.out.line(line, &format!("link({target})"));
                }
            }
            _ => {
                let hint = "allowed are https:, http:, mailto:, ref:fig:ID, cite:KEY, citet:KEY";
                self.refuse(node, &format!("the link target {url:?} is not allowed"), hint);
            }
        }
    }

    fn reference<'a>(&mut self, node: Node<'a>, line: usize, rest: &str) {
        let parts =
            rest.split_once(':').and_then(|(prefix, id)| Some((Target::of_prefix(prefix)?, id)));
        let Some((target, id)) = parts.filter(|(_, id)| is_id(id)) else {
            let hint = "write ref:fig:ID, ref:tab:ID, ref:eq:ID or ref:sec:ID";
            return self.refuse(node, "the reference names no target", hint);
        };
        let place = self.place_of(node);
        self.references.refer(target, id, place);
        let label = typst_string(rest);
        if node.first_child().is_some() {
            self.content(line, &format!("link(label({label}), "), ")", |w| w.inlines(node));
        } else if target == Target::Section {
            self.out.line(line, &format!("blocks.section-reference(label({label}))"));
        } else {
            self.out.line(line, &format!("ref(label({label}))"));
        }
    }

    fn citation<'a>(&mut self, node: Node<'a>, line: usize, keys: &str, form: &str) {
        let keys: Vec<&str> = keys.split(',').map(str::trim).collect();
        for key in &keys {
            let place = self.place_of(node);
            self.references.cite(key, place);
        }
        let Some((last, first)) = keys.split_last() else { return };
        for key in first {
            self.out.line(line, &format!("cite(label({}), form: {form:?})", typst_string(key)));
        }
        let call = format!("cite(label({}), form: {form:?}", typst_string(last));
        if node.first_child().is_some() {
            // The text of the link says where in the work: a page, a table.
            self.content(line, &format!("{call}, supplement: "), ")", |w| w.inlines(node));
        } else {
            self.out.line(line, &format!("{call})"));
        }
    }

    /// Writes the figures or tables of a paragraph that holds nothing else; says whether it did.
    pub(super) fn placement<'a>(&mut self, paragraph: Node<'a>, line: usize) -> bool {
        let mut targets: Vec<(Target, String)> = Vec::new();
        for node in paragraph.children() {
            match &node.data().value {
                NodeValue::SoftBreak => {}
                NodeValue::Text(text) if text.trim().is_empty() => {}
                NodeValue::Image(image) => {
                    for part in image.url.split([' ', ',']).filter(|part| !part.is_empty()) {
                        match part.split_once(':') {
                            Some(("fig", id)) => targets.push((Target::Figure, id.to_owned())),
                            Some(("tab", id)) => targets.push((Target::Table, id.to_owned())),
                            _ => targets.push((Target::Section, part.to_owned())),
                        }
                    }
                    if node.first_child().is_some() || !image.title.is_empty() {
                        let hint = "figures and tables bring their texts with them: ![](fig:ID)";
                        self.refuse(node, "a placed figure carries a text of its own", hint);
                    }
                }
                _ => return false,
            }
        }
        let ids: Vec<&str> = targets.iter().map(|(_, id)| id.as_str()).collect();
        match targets.as_slice() {
            [] => return false,
            _ if ids.iter().any(|id| !is_id(id))
                || targets.iter().any(|(target, _)| *target == Target::Section) =>
            {
                let hint = "write ![](fig:ID), ![](tab:ID) or ![](fig:ID fig:ID)";
                self.refuse(
                    paragraph,
                    "only figures and tables of the document can be placed",
                    hint,
                );
                return true;
            }
            [(Target::Table, id)] => {
                self.out.line(line, &format!("blocks.place-table({id:?})"));
            }
            [(_, id)] => self.out.line(line, &format!("blocks.place-figure({id:?})")),
            [(Target::Figure, left), (Target::Figure, right)] => {
                self.out.line(line, &format!("blocks.side-by-side({left:?}, {right:?})"));
            }
            _ => {
                let hint = "place each other one in a paragraph of its own";
                self.refuse(paragraph, "only two figures fit side by side", hint);
                return true;
            }
        }
        for (target, id) in &targets {
            self.define(paragraph, *target, id);
        }
        true
    }
}
