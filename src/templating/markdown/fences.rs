//! Fenced blocks: equations, key figures, definition rows, and plain code.

use comrak::nodes::{NodeCodeBlock, NodeValue};
use comrak::{Arena, Node, parse_document};
use typst_syntax::{SyntaxKind, SyntaxNode};

use crate::diagnostics::{Code, Diagnostic};
use crate::templating::typst_string;

use super::walker::{Walker, is_id};
use super::{Target, options};

/// Languages that a plain code block may name; they change nothing on the page.
const PLAIN: [&str; 7] = ["", "text", "csv", "json", "toml", "sh", "yaml"];

impl Walker<'_> {
    /// A fenced or indented code block.
    pub(super) fn fence<'a>(&mut self, node: Node<'a>, line: usize, block: &NodeCodeBlock) {
        if !block.closed {
            return self.refuse(node, "the fenced block is not closed", "end it with ```");
        }
        if !block.fenced {
            let hint = "fence it with ```, or remove the four spaces";
            return self.refuse(node, "indented text would become code", hint);
        }
        let (head, alt) = match block.info.split_once('|') {
            Some((head, alt)) => (head.trim(), Some(alt.trim())),
            None => (block.info.trim(), None),
        };
        let (name, id) = match head.split_once(char::is_whitespace) {
            Some((name, id)) => (name, Some(id.trim())),
            None => (head, None),
        };
        match (name, id, alt) {
            ("math", id, alt) => self.display_math(node, line, &block.literal, id, alt),
            ("headline", None, None) => self.rows(line, &block.literal, "headline", 3),
            ("keyvalue", None, None) => self.rows(line, &block.literal, "key-values", 2),
            (plain, None, None) if PLAIN.contains(&plain) => {
                let code = typst_string(block.literal.trim_end_matches('\n'));
                self.out.line(line, &format!("raw(block: true, {code})"));
            }
            _ => {
                let hint =
                    "known are math, headline, keyvalue, and plain text, csv, json, toml, sh, yaml";
                self.refuse(node, &format!("there is no block called {:?}", block.info), hint);
            }
        }
    }

    /// Math inside a text.
    pub(super) fn inline_math<'a>(&mut self, node: Node<'a>, line: usize, source: &str) {
        if self.check_math(node, source) {
            let alt = typst_string(source.trim());
            self.out.line(line, &format!("math.equation(alt: {alt}, ${}$)", source.trim()));
        }
    }

    fn display_math<'a>(
        &mut self,
        node: Node<'a>,
        line: usize,
        source: &str,
        id: Option<&str>,
        alt: Option<&str>,
    ) {
        let source = source.trim_end();
        if !self.check_math(node, source) {
            return;
        }
        let joined = source.split_whitespace().collect::<Vec<_>>().join(" ");
        let alt = typst_string(alt.unwrap_or(&joined));
        if let Some(id) = id {
            self.define(node, Target::Equation, id);
            if !is_id(id) {
                return;
            }
        }
        let open = match id {
            Some(_) => format!("[#math.equation(block: true, alt: {alt}, $"),
            None => format!("math.equation(block: true, numbering: none, alt: {alt}, $"),
        };
        self.out.line(line, &open);
        for (index, text) in source.lines().enumerate() {
            self.out.line(line + 1 + index, text);
        }
        let close = match id {
            Some(id) => format!("$) <{}:{id}>]", Target::Equation.prefix()),
            None => "$)".to_owned(),
        };
        self.out.line(line, &close);
    }

    /// Whether a text is well-formed Typst math, without code in it; reports what is not.
    fn check_math<'a>(&mut self, node: Node<'a>, source: &str) -> bool {
        let root = typst_syntax::parse_code(&format!("$\n{source}\n$"));
        let mut children = root.children();
        let equation = children.next().filter(|first| first.kind() == SyntaxKind::Equation);
        let whole = equation.is_some() && children.next().is_none();
        let message = match root.errors_and_warnings().0.first() {
            Some(error) => format!("the formula cannot be read: {}", error.message),
            None if !whole => "the formula ends before its block does".to_owned(),
            None if has_code(&root) => "a formula cannot hold code (#)".to_owned(),
            None => return true,
        };
        let diagnostic = Diagnostic::error(Code::MarkdownUnsupported, message)
            .hint("formulas are Typst math: E_(i,t) = sum_j x_j");
        let place = self.place_of(node);
        self.faults.push(place.on(diagnostic));
        false
    }

    /// Rows of cells divided by vertical bars, each cell inline Markdown.
    fn rows(&mut self, line: usize, literal: &str, block: &str, cells: usize) {
        self.out.line(line, &format!("blocks.{block}("));
        for (index, row) in literal.lines().enumerate().filter(|(_, row)| !row.trim().is_empty()) {
            let parts = split_row(row);
            let above = line + index;
            if parts.len() > cells || parts.len() < 2 {
                let message = format!("{} cells stand in a row", parts.len());
                let diagnostic = Diagnostic::error(Code::MarkdownUnsupported, message)
                    .allowed(format!("2 to {cells}, divided by |"));
                self.faults.push(self.rendered.place(above + 1, 1).on(diagnostic));
                continue;
            }
            self.out.line(above + 1, "(");
            for part in &parts {
                self.cell(above, part);
            }
            for _ in parts.len()..cells {
                self.out.line(above + 1, "none,");
            }
            self.out.line(above + 1, "),");
        }
        self.out.line(line, ")");
    }

    fn cell(&mut self, above: usize, source: &str) {
        let arena = Arena::new();
        let root = parse_document(&arena, source, &options());
        let outer = std::mem::replace(&mut self.lines_above, above);
        self.content(above + 1, "", ",", |w| {
            let mut blocks = root.children();
            match blocks.next() {
                None => {}
                Some(only)
                    if matches!(only.data().value, NodeValue::Paragraph)
                        && blocks.next().is_none() =>
                {
                    w.inlines(only);
                }
                Some(other) => {
                    w.refuse(other, "a cell holds more than a line of text", "write plain text");
                }
            }
        });
        self.lines_above = outer;
    }
}

/// The cells of a row; `\|` is a bar inside a cell.
pub(in crate::templating) fn split_row(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in row.chars() {
        let cell = cells.last_mut().expect("there is always a cell to write to");
        if c == '|' && !escaped {
            cells.push(String::new());
        } else {
            cell.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    cells.into_iter().map(|cell| cell.trim_matches([' ', '\t']).to_owned()).collect()
}

/// Whether a hash opens code anywhere below.
fn has_code(node: &SyntaxNode) -> bool {
    node.kind() == SyntaxKind::Hash || node.children().any(has_code)
}
