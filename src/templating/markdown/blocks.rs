//! Block nodes.

use comrak::Node;
use comrak::nodes::{AlertType, ListDelimType, ListType, NodeList, NodeValue, TableAlignment};

use crate::templating::typst_string;

use super::Target;
use super::walker::{Walker, is_id};

impl Walker<'_> {
    /// Writes the block children of a node, one after the other.
    pub(super) fn blocks<'a>(&mut self, parent: Node<'a>) {
        for node in parent.children() {
            self.block(node);
        }
    }

    fn block<'a>(&mut self, node: Node<'a>) {
        let value = node.data().value.clone();
        let line = self.line_of(node);
        match value {
            NodeValue::Document => self.blocks(node),
            NodeValue::Paragraph => self.paragraph(node, line),
            NodeValue::Heading(heading) => self.heading(node, line, heading.level),
            NodeValue::ThematicBreak => self.out.line(line, "blocks.rule()"),
            NodeValue::BlockQuote => {
                self.content(line, "quote(block: true, ", ")", |w| w.blocks(node));
            }
            NodeValue::List(list) => self.list(node, line, &list),
            NodeValue::DescriptionList => self.description_list(node, line),
            NodeValue::Table(table) => self.table(node, line, &table.alignments),
            NodeValue::CodeBlock(code) => self.fence(node, line, &code),
            NodeValue::Alert(alert) => {
                let kind = match alert.alert_type {
                    AlertType::Note => "note",
                    AlertType::Tip => "tip",
                    AlertType::Important => "important",
                    AlertType::Warning => "warning",
                    AlertType::Caution => "caution",
                };
                let title = alert.title.filter(|title| !title.is_empty());
                let title = title.map_or_else(|| "auto".to_owned(), |t| typst_string(&t));
                let before = format!("blocks.callout({kind:?}, {title}, ");
                self.content(line, &before, ")", |w| w.blocks(node));
            }
            NodeValue::BlockDirective(directive) => self.directive(node, line, &directive.info),
            NodeValue::FootnoteDefinition(definition) => {
                if definition.total_references == 0 {
                    let hint = "refer to it with [^name], or remove it";
                    self.refuse(node, "no text refers to the footnote", hint);
                }
            }
            other => self.refuse_block(node, &other),
        }
    }

    fn refuse_block<'a>(&mut self, node: Node<'a>, value: &NodeValue) {
        match value {
            NodeValue::HtmlBlock(_) => {
                let hint = "write it as Markdown; comments are {## ... ##}";
                self.refuse(node, "HTML cannot be printed", hint);
            }
            other => {
                let message = format!("{} cannot be printed here", other.xml_node_name());
                self.refuse(node, &message, "see templates/README.md for what a chapter may hold");
            }
        }
    }

    fn paragraph<'a>(&mut self, node: Node<'a>, line: usize) {
        if self.placement(node, line) {
            return;
        }
        self.inlines(node);
        self.out.line(line, "parbreak()");
    }

    fn heading<'a>(&mut self, node: Node<'a>, line: usize, level: u8) {
        let id = take_heading_id(node);
        let before = format!("heading(level: {level}, ");
        match id {
            None => self.content(line, &before, ")", |w| w.inlines(node)),
            Some(id) => {
                self.define(node, Target::Section, &id);
                if is_id(&id) {
                    let after = format!(") <{}:{id}>]", Target::Section.prefix());
                    self.content(line, &format!("[#{before}"), &after, |w| w.inlines(node));
                }
            }
        }
    }

    fn list<'a>(&mut self, node: Node<'a>, line: usize, list: &NodeList) {
        let (open, item) = match list.list_type {
            ListType::Bullet => (format!("list(tight: {},", list.tight), "list.item("),
            ListType::Ordered => {
                let pattern = match list.delimiter {
                    ListDelimType::Period => "1.",
                    ListDelimType::Paren => "1)",
                };
                let (tight, start) = (list.tight, list.start);
                let open = format!("enum(tight: {tight}, start: {start}, numbering: {pattern:?},");
                (open, "enum.item(")
            }
        };
        self.out.line(line, &open);
        for child in node.children() {
            let line = self.line_of(child);
            match child.data().value {
                NodeValue::Item(_) => self.content(line, item, "),", |w| w.blocks(child)),
                ref other => self.refuse_block(child, other),
            }
        }
        self.out.line(line, ")");
    }

    fn description_list<'a>(&mut self, node: Node<'a>, line: usize) {
        self.out.line(line, "terms(");
        for item in node.children() {
            self.out.line(self.line_of(item), "terms.item(");
            for part in item.children() {
                let line = self.line_of(part);
                self.content(line, "", ",", |w| match part.data().value {
                    NodeValue::DescriptionTerm => {
                        for paragraph in part.children() {
                            w.inlines(paragraph);
                        }
                    }
                    NodeValue::DescriptionDetails => w.blocks(part),
                    ref other => w.refuse_block(part, other),
                });
            }
            self.out.line(self.line_of(item), "),");
        }
        self.out.line(line, ")");
    }

    fn table<'a>(&mut self, node: Node<'a>, line: usize, alignments: &[TableAlignment]) {
        let aligns: String = alignments
            .iter()
            .map(|alignment| match alignment {
                TableAlignment::Right => "right,",
                TableAlignment::Center => "center,",
                TableAlignment::Left | TableAlignment::None => "left,",
            })
            .collect();
        self.out.line(line, &format!("blocks.plain-table(({aligns}), "));
        for row in node.children() {
            let line = self.line_of(row);
            self.out.line(line, "(");
            for cell in row.children() {
                self.content(self.line_of(cell), "", ",", |w| w.inlines(cell));
            }
            self.out.line(line, "),");
        }
        self.out.line(line, ")");
    }

    fn directive<'a>(&mut self, node: Node<'a>, line: usize, info: &str) {
        let mut words = info.split_whitespace();
        let name = words.next().unwrap_or_default();
        let shares: Vec<Option<u32>> = words.map(|word| word.parse().ok()).collect();
        match name {
            "new-page" if shares.is_empty() && node.first_child().is_none() => {
                self.out.line(line, "blocks.new-page()");
            }
            "keep" if shares.is_empty() => {
                self.content(line, "blocks.keep-together(", ")", |w| w.blocks(node));
            }
            "columns" if shares.iter().all(|s| s.is_some_and(|s| (1..=12).contains(&s))) => {
                self.columns(node, line, &shares.into_iter().flatten().collect::<Vec<u32>>());
            }
            _ => {
                let hint = "known are `::: columns 3 2` (parts divided by ---), `::: keep`, `::: new-page`";
                self.refuse(node, &format!("there is no block called {info:?}"), hint);
            }
        }
    }

    fn columns<'a>(&mut self, node: Node<'a>, line: usize, shares: &[u32]) {
        let children: Vec<Node<'a>> = node.children().collect();
        let is_rule = |n: &Node<'a>| matches!(n.data().value, NodeValue::ThematicBreak);
        let parts: Vec<&[Node<'a>]> = children.split(is_rule).collect();
        if !shares.is_empty() && shares.len() != parts.len() {
            let message = format!("{} shares for {} columns", shares.len(), parts.len());
            return self.refuse(node, &message, "divide the columns by --- on a line of its own");
        }
        let fractions: String = match shares {
            [] => "1fr,".repeat(parts.len()),
            shares => shares.iter().map(|share| format!("{share}fr,")).collect(),
        };
        self.out.line(line, &format!("blocks.columns(({fractions}),"));
        for part in parts {
            let line = part.first().map_or(line, |first| self.line_of(first));
            self.content(line, "", ",", |w| part.iter().for_each(|node| w.block(node)));
        }
        self.out.line(line, ")");
    }
}

/// Takes `{#id}` off the end of a heading.
pub(in crate::templating) fn take_heading_id<'a>(heading: Node<'a>) -> Option<String> {
    let last = heading.last_child()?;
    let mut data = last.data_mut();
    let text = data.value.text_mut()?;
    let (title, rest) = text.rsplit_once("{#")?;
    let id = rest.trim_end().strip_suffix('}')?.to_owned();
    let title = title.strip_suffix(' ').unwrap_or(title).to_owned();
    *text = title.into();
    Some(id)
}
