//! A tree of boxes from left to right: what something was made from.

use super::Svg;
use super::canvas::{Align, Canvas, Lettering, Pt, Stroke};
use super::line_panel::Status;
use super::style::Style;
use super::text_metrics::Weight;
use crate::theme::{Colour, Palette};

/// Width of a box.
const BOX_PT: f64 = 184.0;
/// Room between the columns, for the edges.
const GUTTER_PT: f64 = 24.0;
/// Room between boxes of a column.
const GAP_PT: f64 = 7.0;
/// Room around a box's text.
const PADDING_PT: f64 = 5.0;
/// Width of the bar that shows the status.
const BAR_PT: f64 = 3.0;
/// Room around the whole.
const MARGIN_PT: f64 = 4.0;
/// Most lines of a method.
const METHOD_LINES: usize = 2;
/// How much wider than measured a text may be: a reader's machine may lack the font and take another.
const OTHER_FONT: f64 = 1.2;
/// Fonts that are tried where the first is missing.
const FALLBACK: [&str; 3] = ["Arial", "Helvetica", "sans-serif"];
/// Stands for what was cut.
const ELLIPSIS: char = '\u{2026}';

/// What a box holds.
#[derive(Clone, Debug, PartialEq)]
pub enum TreeBox {
    /// A number with its history.
    Value {
        /// What it is: a word and the codes after it, joined by slashes.
        name: String,
        /// The number with its unit.
        value: String,
        /// How it was made.
        method: String,
        /// How well it is known, as a word.
        word: String,
        /// The same as a colour.
        status: Status,
        /// Whether its own inputs stand elsewhere or are left out.
        closed: bool,
    },
    /// Lines without a number.
    Lines(Vec<String>),
}

/// A node of the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct TreeNode {
    /// Position of its parent, which stands before it; none for the root.
    pub parent: Option<usize>,
    /// What it holds.
    pub content: TreeBox,
}

/// A tree, the root first.
#[derive(Clone, Debug, PartialEq)]
pub struct TreeDiagram {
    /// Its nodes; children of one parent in the order from top to bottom.
    pub nodes: Vec<TreeNode>,
}

impl TreeDiagram {
    /// Draws the tree.
    pub fn draw(&self, style: &Style) -> Svg {
        let mut style = style.clone();
        style.families.extend(FALLBACK.map(str::to_owned));
        let style = &style;
        let places = self.places(style);
        let far = |end: &dyn Fn(usize) -> f64| (0..places.len()).map(end).fold(0.0, f64::max);
        let width = far(&|i| places[i].0 + BOX_PT) + MARGIN_PT;
        let height = far(&|i| places[i].1 + self.height(i, style)) + MARGIN_PT;
        let canvas = Canvas::new(width, height, style);
        canvas.rectangle((0.0, 0.0), (width, height), Colour::WHITE);
        for (i, node) in self.nodes.iter().enumerate() {
            if let Some(parent) = node.parent {
                self.edge(&canvas, style, &places, (parent, i));
            }
        }
        for (i, node) in self.nodes.iter().enumerate() {
            draw_box(&canvas, style, places[i], self.height(i, style), &node.content);
        }
        canvas.finish()
    }

    fn height(&self, node: usize, style: &Style) -> f64 {
        let lines = match &self.nodes[node].content {
            TreeBox::Value { method, .. } => 3 + method_lines(method, style).len(),
            TreeBox::Lines(lines) => lines.len().max(1),
        };
        lines as f64 * leading(style) + 2.0 * PADDING_PT
    }

    /// Top left corners: a column a level, leaves below each other, a parent in the middle of its children.
    fn places(&self, style: &Style) -> Vec<Pt> {
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        let mut levels = vec![0_usize; self.nodes.len()];
        for (i, node) in self.nodes.iter().enumerate() {
            if let Some(parent) = node.parent {
                levels[i] = levels[parent] + 1;
                children[parent].push(i);
            }
        }
        let mut places: Vec<Pt> = levels
            .iter()
            .map(|level| (MARGIN_PT + *level as f64 * (BOX_PT + GUTTER_PT), MARGIN_PT))
            .collect();
        if !places.is_empty() {
            self.stack(0, MARGIN_PT, &children, style, &mut places);
        }
        places
    }

    /// Puts a node and all below it from this height down; gives the height at which they end.
    fn stack(
        &self,
        node: usize,
        top: f64,
        children: &[Vec<usize>],
        style: &Style,
        places: &mut [Pt],
    ) -> f64 {
        let own = self.height(node, style);
        let mut bottom = top;
        for child in &children[node] {
            bottom = self.stack(*child, bottom, children, style, places) + GAP_PT;
        }
        let Some((first, last)) = children[node].first().zip(children[node].last()) else {
            places[node].1 = top;
            return top + own;
        };
        let middle = |i: usize, places: &[Pt]| places[i].1 + self.height(i, style) / 2.0;
        let centre = f64::midpoint(middle(*first, places), middle(*last, places));
        places[node].1 = (centre - own / 2.0).max(top);
        (bottom - GAP_PT).max(places[node].1 + own)
    }

    fn edge(&self, canvas: &Canvas, style: &Style, places: &[Pt], (parent, child): (usize, usize)) {
        let middle = |i: usize| places[i].1 + self.height(i, style) / 2.0;
        let from = (places[parent].0 + BOX_PT, middle(parent));
        let to = (places[child].0, middle(child));
        let bend = from.0 + GUTTER_PT / 2.0;
        let stroke = Stroke::new(style.palette.axis, 0.7).round();
        canvas.line(&[from, (bend, from.1), (bend, to.1), to], stroke);
    }
}

fn leading(style: &Style) -> f64 {
    style.leading(style.label_pt)
}

fn colour(palette: &Palette, status: Status) -> Colour {
    palette.category(match status {
        Status::Observed => 0,
        Status::Estimated => 4,
        Status::Projected => 3,
    })
}

fn draw_box(canvas: &Canvas, style: &Style, at: Pt, height: f64, content: &TreeBox) {
    let palette = &style.palette;
    let corner = (at.0 + BOX_PT, at.1 + height);
    let step = leading(style);
    // Middle of the capitals of a line.
    let line = |n: usize| at.1 + PADDING_PT + (n as f64 + 0.5) * step;
    let left = at.0 + PADDING_PT;
    match content {
        TreeBox::Lines(lines) => {
            let frame = Stroke::new(palette.context, 0.6);
            canvas.rectangle(at, corner, palette.no_data);
            canvas.frame(at, corner, frame);
            let room = BOX_PT - 2.0 * PADDING_PT;
            let look = Lettering::new(style.tick_pt, palette.muted);
            for (n, text) in lines.iter().enumerate() {
                let text = cut(style, text, style.tick_pt, Weight::Regular, room);
                canvas.text(&text, (left, line(n)), look);
            }
        }
        TreeBox::Value { name, value, method, word, status, closed } => {
            let accent = colour(palette, *status);
            let frame = Stroke::new(palette.axis, 0.7);
            canvas.rectangle(at, corner, Colour::WHITE);
            canvas.rectangle(at, (at.0 + BAR_PT, corner.1), accent);
            canvas.frame(at, corner, if *closed { frame.dashed(3.0, 2.0) } else { frame });
            let left = left + BAR_PT;
            let room = BOX_PT - 2.0 * PADDING_PT - BAR_PT;
            let (measure, codes) = name.split_once('/').unwrap_or((name, ""));
            let strong = Lettering::new(style.label_pt, palette.ink).weight(Weight::Semibold);
            let plain = Lettering::new(style.label_pt, palette.ink);
            let small = Lettering::new(style.tick_pt, palette.muted);
            let taken = measured(style, word, style.tick_pt, Weight::Regular) + 4.0;
            let measure = cut(style, measure, style.label_pt, Weight::Semibold, room - taken);
            canvas.text(&measure, (left, line(0)), strong);
            let word_look = Lettering::new(style.tick_pt, accent.for_text()).align(Align::Right);
            canvas.text(word, (corner.0 - PADDING_PT, line(0)), word_look);
            let codes = shortened(style, codes, style.label_pt, room);
            canvas.text(&codes, (left, line(1)), plain);
            let value = cut(style, value, style.label_pt, Weight::Semibold, room);
            canvas.text(&value, (left, line(2)), strong);
            for (n, text) in method_lines(method, style).iter().enumerate() {
                canvas.text(text, (left, line(3 + n)), small);
            }
        }
    }
}

/// The width that a text may take in whatever font it is shown.
fn measured(style: &Style, text: &str, size_pt: f64, weight: Weight) -> f64 {
    style.text_width(text, size_pt, weight) * OTHER_FONT
}

/// A method in as many lines as a box has for it.
fn method_lines(method: &str, style: &Style) -> Vec<String> {
    let room = BOX_PT - 2.0 * PADDING_PT - BAR_PT;
    let mut lines = style.wrap(method, style.tick_pt, Weight::Regular, room / OTHER_FONT);
    if lines.len() > METHOD_LINES {
        let rest = lines.split_off(METHOD_LINES - 1).join(" ");
        lines.push(cut(style, &rest, style.tick_pt, Weight::Regular, room));
    }
    lines
}

/// A text cut at its end to a width.
fn cut(style: &Style, text: &str, size_pt: f64, weight: Weight, width_pt: f64) -> String {
    if measured(style, text, size_pt, weight) <= width_pt {
        return text.to_owned();
    }
    let mut kept: Vec<char> = text.chars().collect();
    while kept.pop().is_some() {
        let short: String = kept.iter().collect::<String>().trim_end().to_owned();
        let short = short + &ELLIPSIS.to_string();
        if measured(style, &short, size_pt, weight) <= width_pt {
            return short;
        }
    }
    ELLIPSIS.to_string()
}

/// Codes joined by slashes, the longest cut until all have room: the first and the last stay readable.
fn shortened(style: &Style, codes: &str, size_pt: f64, width_pt: f64) -> String {
    let mut parts: Vec<Vec<char>> = codes.split('/').map(|part| part.chars().collect()).collect();
    loop {
        let whole = parts.iter().map(|part| part.iter().collect::<String>()).collect::<Vec<_>>();
        let whole = whole.join("/");
        let longest = parts.iter_mut().max_by_key(|part| part.len());
        match longest {
            Some(part)
                if part.len() > 2
                    && measured(style, &whole, size_pt, Weight::Regular) > width_pt =>
            {
                part.truncate(part.len() - 2);
                part.push(ELLIPSIS);
            }
            _ => return whole,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(parent: Option<usize>, name: &str) -> TreeNode {
        let content = TreeBox::Value {
            name: name.to_owned(),
            value: "1.0 t".to_owned(),
            method: "sum & <product>".to_owned(),
            word: "observed".to_owned(),
            status: Status::Observed,
            closed: false,
        };
        TreeNode { parent, content }
    }

    fn tree() -> TreeDiagram {
        TreeDiagram {
            nodes: vec![
                value(None, "balance/all/AA/2016"),
                value(Some(0), "embodied/AA-BB/all/AA/2016"),
                value(Some(0), "embodied/BB-AA/all/AA/2016"),
                TreeNode { parent: Some(1), content: TreeBox::Lines(vec!["trade.csv:2".into()]) },
                value(Some(1), "intensity/AA/agriculture-animal-fishery-and-forestry/2016"),
            ],
        }
    }

    #[test]
    fn boxes_of_a_column_do_not_touch() {
        let (tree, style) = (tree(), Style::default());
        let places = tree.places(&style);
        for a in 0..places.len() {
            for b in 0..a {
                let apart = places[a].1 >= places[b].1 + tree.height(b, &style) + GAP_PT - 1e-9
                    || places[b].1 >= places[a].1 + tree.height(a, &style) + GAP_PT - 1e-9;
                assert!((places[a].0 - places[b].0).abs() > BOX_PT || apart, "{a} and {b}");
            }
        }
        // The root stands in the middle of its two children.
        let middle = |i: usize| places[i].1 + tree.height(i, &style) / 2.0;
        assert!((middle(0) - f64::midpoint(middle(1), middle(2))).abs() < 1e-9);
    }

    #[test]
    fn the_picture_is_well_formed_and_the_same_each_time() {
        let (first, again) = (tree().draw(&Style::default()), tree().draw(&Style::default()));
        assert_eq!(first.text, again.text);
        assert!(first.text.contains("sum &amp; &lt;product&gt;"), "{}", first.text);
        assert!(first.text.contains("agriculture") && first.text.contains("/2016"));
        assert!(
            first
                .text
                .contains("font-family=\"'Source Sans 3', 'Arial', 'Helvetica', sans-serif\"")
        );
    }

    #[test]
    fn texts_are_cut_to_their_room() {
        let whole = "intensity of everything that is made";
        let style = Style::default();
        assert_eq!(cut(&style, whole, 8.0, Weight::Regular, 1000.0), whole);
        let short = cut(&style, whole, 8.0, Weight::Regular, 60.0);
        assert!(
            short.ends_with(ELLIPSIS) && style.text_width(&short, 8.0, Weight::Regular) <= 60.0
        );
        let codes = shortened(&style, "RU-CN/agriculture-animal-fishery/RU-PRI/2019", 8.0, 140.0);
        assert!(codes.starts_with("RU-CN/") && codes.ends_with("/RU-PRI/2019"), "{codes}");
    }
}
