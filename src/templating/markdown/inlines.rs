//! Inline nodes.

use comrak::Node;
use comrak::nodes::NodeValue;

use crate::templating::escape::printable;
use crate::templating::typst_string;

use super::walker::Walker;

impl Walker<'_> {
    /// Writes the inline children of a node.
    pub(super) fn inlines<'a>(&mut self, parent: Node<'a>) {
        for node in parent.children() {
            self.inline(node);
        }
    }

    fn inline<'a>(&mut self, node: Node<'a>) {
        let value = node.data().value.clone();
        let line = self.line_of(node);
        match value {
            NodeValue::Text(text) => self.raw_text(node, line, &text),
            NodeValue::Escaped => {
                for child in node.children() {
                    match child.data().value {
                        NodeValue::Text(ref text) => self.out.text(line, text),
                        ref other => self.refuse_inline(child, other),
                    }
                }
            }
            NodeValue::SoftBreak => self.out.line(line, "[ ]"),
            NodeValue::LineBreak => self.out.line(line, "linebreak()"),
            NodeValue::Emph => self.content(line, "emph(", ")", |w| w.inlines(node)),
            NodeValue::Strong => self.content(line, "strong(", ")", |w| w.inlines(node)),
            NodeValue::Superscript => self.content(line, "super(", ")", |w| w.inlines(node)),
            NodeValue::Subscript => self.content(line, "sub(", ")", |w| w.inlines(node)),
            NodeValue::Code(code) => {
                self.out.line(line, &format!("raw({})", typst_string(&code.literal)));
            }
            NodeValue::Math(math) => self.inline_math(node, line, &math.literal),
            NodeValue::Link(link) => self.link(node, line, &link.url, &link.title),
            NodeValue::FootnoteReference(reference) => {
                self.footnote(node, line, &reference.name);
            }
            NodeValue::Image(_) => {
                let hint = "![](fig:ID) stands alone in its paragraph";
                self.refuse(node, "a figure or table stands inside a text", hint);
            }
            other => self.refuse_inline(node, &other),
        }
    }

    fn refuse_inline<'a>(&mut self, node: Node<'a>, value: &NodeValue) {
        match value {
            NodeValue::HtmlInline(_) => {
                let hint = "write it as Markdown; comments are {## ... ##}";
                self.refuse(node, "HTML cannot be printed", hint);
            }
            other => {
                let message = format!("{} cannot be printed here", other.xml_node_name());
                self.refuse(node, &message, "see templates/README.md for what a chapter may hold");
            }
        }
    }

    /// Text as the author wrote it: straight quotation marks become curly ones, and markup that was meant
    /// but did not take effect is reported.
    fn raw_text<'a>(&mut self, node: Node<'a>, line: usize, text: &str) {
        for (mark, message, hint) in STRAY {
            if text.contains(mark) {
                self.refuse(node, message, hint);
            }
        }
        let mut run = String::new();
        for c in text.chars().map(printable) {
            if c == '"' || c == '\'' {
                self.out.text(line, &std::mem::take(&mut run));
                self.out.line(line, &format!("smartquote(double: {})", c == '"'));
            } else {
                run.push(c);
            }
        }
        if !run.is_empty() {
            self.out.text(line, &run);
        }
    }

    fn footnote<'a>(&mut self, node: Node<'a>, line: usize, name: &str) {
        let label = format!("footnote:{}:{name}", self.chapter);
        if !self.footnotes.insert(name.to_owned()) {
            self.out.line(line, &format!("footnote(label({}))", typst_string(&label)));
            return;
        }
        let root = node.ancestors().last().unwrap_or(node);
        let definition = root.descendants().find(|candidate| {
            matches!(&candidate.data().value,
                NodeValue::FootnoteDefinition(definition) if definition.name == name)
        });
        let Some(definition) = definition else {
            return self.refuse(node, "the footnote has no text", "write it as [^name]: text");
        };
        self.content(line, "[#footnote(", &format!(")#label({})]", typst_string(&label)), |w| {
            w.blocks(definition);
        });
    }
}

/// Marks that have no business in plain text, and what was probably meant.
const STRAY: [(&str, &str, &str); 6] = [
    (
        "{#",
        "this is neither a comment nor a name",
        "comments are {## ... ##}; {#id} ends a heading",
    ),
    ("*", "an asterisk marks nothing", "close the emphasis, or write \\*"),
    ("`", "a backtick marks nothing", "close the code, or write \\`"),
    ("^", "a caret marks nothing", "close the superscript, or write \\^"),
    ("](", "this is no link", "write [text](https://...), [](ref:fig:ID) or [](cite:KEY)"),
    ("![", "this is no figure", "write ![](fig:ID) alone in a paragraph"),
];
