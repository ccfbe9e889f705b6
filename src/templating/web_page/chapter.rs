//! One chapter: its tree, what it places, its HTML.

use comrak::nodes::{AstNode, NodeCodeBlock, NodeValue};
use comrak::{Arena, Node, Options, format_html, parse_document};

use super::{Page, Targets, with_index};
use crate::diagnostics::{Code, Diagnostic, Faults, Outcome};
use crate::templating::markdown::{options, spell_out_pairs, split_row, take_heading_id};
use crate::templating::rendering::Rendered;

/// A chapter as a tree.
pub(super) struct Chapter<'a, 'r> {
    arena: &'a Arena<'a>,
    rendered: &'r Rendered<'r>,
    root: Node<'a>,
}

/// The dialect of the chapters, written as HTML: curly quotation marks, nothing that is not ours.
fn dialect() -> Options<'static> {
    let mut options = options();
    options.parse.smart = true;
    options.parse.escaped_char_spans = false;
    options.render.r#unsafe = false;
    options
}

impl<'a, 'r> Chapter<'a, 'r> {
    pub(super) fn new(arena: &'a Arena<'a>, rendered: &'r Rendered<'r>) -> Self {
        let root = parse_document(arena, &spell_out_pairs(&rendered.markdown), &dialect());
        Self { arena, rendered, root }
    }

    /// Notes what the chapter places and which headings have names; each heading gets its anchor.
    pub(super) fn collect(&self, targets: &mut Targets) {
        let nodes: Vec<Node<'a>> = self.root.descendants().collect();
        for node in nodes {
            let value = node.data().value.clone();
            match value {
                NodeValue::Heading(mut heading) => {
                    let top = heading.level == 1;
                    // The title of the page is its only heading of the first level.
                    heading.level = (heading.level + 1).min(6);
                    node.data_mut().value = NodeValue::Heading(heading);
                    let Some(id) = take_heading_id(node) else { continue };
                    targets.sections.insert(id.clone(), text_of(node));
                    if top {
                        targets.contents.push(id.clone());
                    }
                    let anchor = format!("<a id=\"sec-{id}\"></a>");
                    node.prepend(self.node(NodeValue::Raw(anchor)));
                }
                NodeValue::Image(image) => {
                    for part in image.url.split([' ', ',']) {
                        match part.split_once(':') {
                            Some(("fig", id)) => targets.figures.push(id.to_owned()),
                            Some(("tab", id)) => targets.tables.push(id.to_owned()),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// The chapter as HTML.
    ///
    /// # Errors
    /// What a page of the web cannot show, and labels that are missing.
    pub(super) fn html(&self, page: &Page<'_>) -> Outcome<String> {
        let mut faults = Faults::new();
        let nodes: Vec<Node<'a>> = self.root.descendants().collect();
        for node in nodes {
            if let Err(found) = self.prepare(page, node) {
                faults.append(found);
            }
        }
        faults.check(written(self.root)).map(|(html, _)| html)
    }

    fn node(&self, value: NodeValue) -> Node<'a> {
        self.arena.alloc(AstNode::from(value))
    }

    /// Puts HTML in the place of a node.
    fn replace(&self, node: Node<'a>, html: String) {
        let children: Vec<Node<'a>> = node.children().collect();
        children.iter().for_each(|child| child.detach());
        node.data_mut().value = NodeValue::Raw(html);
    }

    fn refuse(&self, node: Node<'a>, what: &str) -> Faults {
        let start = node.data().sourcepos.start;
        let message = format!("{what} cannot stand on a page of the web");
        let fault = Diagnostic::error(Code::MarkdownUnsupported, message);
        self.rendered.place(start.line.max(1), start.column).on(fault).into()
    }

    /// Turns what is particular to our chapters into what comrak writes.
    fn prepare(&self, page: &Page<'_>, node: Node<'a>) -> Outcome<()> {
        let value = node.data().value.clone();
        match value {
            NodeValue::Text(text) => {
                node.data_mut().value = NodeValue::Text(with_index(&text).into());
            }
            NodeValue::Paragraph => {
                let placed = placed(node);
                if !placed.is_empty() {
                    let html = page.exhibits(&placed)?;
                    self.replace(node, html);
                }
            }
            NodeValue::Link(mut link) => match link.url.split_once(':') {
                Some(("ref", target)) => {
                    let words = page.reference(target)?;
                    link.url = format!("#{}", target.replace(':', "-"));
                    node.data_mut().value = NodeValue::Link(link);
                    if node.first_child().is_none() {
                        node.append(self.node(NodeValue::Text(words.into())));
                    }
                }
                Some(("cite" | "citet", _)) => return Err(self.refuse(node, "a citation")),
                _ => {}
            },
            NodeValue::Alert(mut alert) if alert.title.is_none() => {
                let kind = alert.alert_type.default_title().to_lowercase();
                alert.title = Some(page.labels.get(&format!("callout.{kind}"))?.to_owned());
                node.data_mut().value = NodeValue::Alert(alert);
            }
            NodeValue::CodeBlock(block) => match block.info.trim() {
                "headline" => self.replace(node, headline(&block)),
                "keyvalue" => self.replace(node, key_values(&block)),
                info if info.starts_with("math") => return Err(self.refuse(node, "a formula")),
                _ => {}
            },
            NodeValue::Math(_) => return Err(self.refuse(node, "a formula")),
            NodeValue::FootnoteReference(_) => return Err(self.refuse(node, "a footnote")),
            _ => {}
        }
        Ok(())
    }
}

/// The figures and tables of a paragraph that holds nothing else, as `fig:ID` and `tab:ID`.
fn placed<'a>(paragraph: Node<'a>) -> Vec<String> {
    let mut found = Vec::new();
    for node in paragraph.children() {
        match &node.data().value {
            NodeValue::Image(image) => {
                found.extend(image.url.split([' ', ',']).map(str::to_owned));
            }
            NodeValue::SoftBreak => {}
            _ => return Vec::new(),
        }
    }
    found
}

/// A tree as HTML.
fn written<'a>(root: Node<'a>) -> String {
    let mut html = String::new();
    format_html(root, &dialect(), &mut html).expect("writing to a string cannot fail");
    html
}

/// The plain text of a heading.
fn text_of<'a>(node: Node<'a>) -> String {
    let texts = node.descendants().filter_map(|inner| match &inner.data().value {
        NodeValue::Text(text) => Some(text.to_string()),
        _ => None,
    });
    texts.collect()
}

/// The cells of each row of a fenced block, as HTML.
fn cells(block: &NodeCodeBlock) -> Vec<Vec<String>> {
    let rows = block.literal.lines().filter(|row| !row.trim().is_empty());
    rows.map(|row| split_row(row).iter().map(|cell| inline(cell)).collect()).collect()
}

/// A line of Markdown as HTML without a paragraph around it.
fn inline(markdown: &str) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &dialect());
    for node in root.descendants() {
        if let NodeValue::Text(text) = &mut node.data_mut().value {
            *text = with_index(text).into();
        }
    }
    let html = written(root);
    let html = html.trim();
    html.strip_prefix("<p>").and_then(|h| h.strip_suffix("</p>")).unwrap_or(html).to_owned()
}

fn headline(block: &NodeCodeBlock) -> String {
    let tiles = cells(block).into_iter().map(|row| {
        let part = |place: usize| row.get(place).map_or("", String::as_str).to_owned();
        let (name, value, note) = (part(0), part(1), part(2));
        format!("<div class=\"tile\"><dt>{name}</dt><dd>{value}</dd><dd class=\"note\">{note}</dd></div>\n")
    });
    format!("<dl class=\"tiles\">\n{}</dl>\n", tiles.collect::<String>())
}

fn key_values(block: &NodeCodeBlock) -> String {
    let rows = cells(block).into_iter().map(|row| {
        let part = |place: usize| row.get(place).map_or("", String::as_str).to_owned();
        format!("<dt>{}</dt><dd>{}</dd>\n", part(0), part(1))
    });
    format!("<dl class=\"key-values\">\n{}</dl>\n", rows.collect::<String>())
}
