//! The legend of a choropleth: a bar of classes with the breaks printed between them.

use super::canvas::{Align, Canvas, Lettering, Stroke};
use super::choropleth::{MINUS_PT, MapLegend, RegionValue, draw_dots, draw_hatch, draw_minus};
use super::classes::Classes;
use super::geometry::MapBase;
use super::label_placement::Box2;
use super::style::Style;
use super::svg_document::units;
use super::text_metrics::Weight;
use crate::theme::Colour;

const BAR_PT: f64 = 9.0;
const SWATCH_PT: (f64, f64) = (16.0, 8.0);

/// A legend, measured and ready to draw.
pub(super) struct LegendBlock<'a> {
    colours: &'a [Colour],
    breaks: Vec<String>,
    counts: Option<Vec<usize>>,
    /// How many classes carry a minus sign.
    minus: usize,
    unit: Vec<String>,
    poles: (Vec<String>, Vec<String>),
    /// The swatches shown: hatched or dotted, with their text.
    swatches: Vec<(bool, Vec<String>)>,
    at: (f64, f64),
    width: f64,
    bottom: f64,
}

impl<'a> LegendBlock<'a> {
    pub(super) fn new(
        texts: &'a MapLegend,
        classes: &Classes,
        colours: &'a [Colour],
        shown: &[RegionValue],
        style: &Style,
        base: &MapBase,
        minus_signs: bool,
    ) -> Self {
        let (x, y, width) = base.legend;
        let lines = |text: &str, weight: Weight, room: f64| {
            if text.is_empty() { Vec::new() } else { style.wrap(text, style.tick_pt, weight, room) }
        };
        let swatch = |hatched: bool, text: &Option<String>| {
            let used = shown.iter().any(|v| match v.value {
                Some(_) => hatched && v.estimated,
                None => !hatched,
            });
            let room = width - SWATCH_PT.0 - 5.0;
            text.as_deref()
                .filter(|_| used)
                .map(|text| (hatched, lines(text, Weight::Regular, room)))
        };
        let poles = texts.poles.as_ref().map(|(low, high)| {
            let room = width / 2.0 - 6.0;
            (lines(low, Weight::Italic, room), lines(high, Weight::Italic, room))
        });
        let mut block = Self {
            colours,
            breaks: classes
                .breaks()
                .iter()
                .zip(classes.decimals())
                .map(|(&b, decimals)| style.numbers.text(b, decimals))
                .collect(),
            counts: texts.counts.then(|| classes.counts(shown.iter().filter_map(|v| v.value))),
            minus: if minus_signs && classes.is_diverging() { classes.count() / 2 } else { 0 },
            unit: lines(&texts.unit, Weight::Regular, width),
            poles: poles.unwrap_or_default(),
            swatches: [swatch(true, &texts.estimated), swatch(false, &texts.no_data)]
                .into_iter()
                .flatten()
                .collect(),
            at: (x, y),
            width,
            bottom: 0.0,
        };
        block.bottom = block.bar_top(style) + BAR_PT + style.tick_pt + 5.0;
        for (_, text) in &block.swatches {
            block.bottom += text.len().max(1) as f64 * style.leading(style.tick_pt) + 3.0;
        }
        block
    }

    /// The box that the legend fills, in points.
    pub(super) fn bounds(&self) -> Box2 {
        Box2 { min: self.at, max: (self.at.0 + self.width, self.bottom) }
    }

    fn bar_top(&self, style: &Style) -> f64 {
        let lines = self.unit.len() + self.poles.0.len().max(self.poles.1.len());
        self.at.1 + lines as f64 * style.leading(style.tick_pt) + 3.0
    }

    pub(super) fn draw(&self, canvas: &Canvas, style: &Style) {
        let leading = style.leading(style.tick_pt);
        let muted = Lettering::new(style.tick_pt, style.palette.muted);
        let (left, right) = (self.at.0, self.at.0 + self.width);
        let mut y = self.at.1 + leading / 2.0;
        for line in &self.unit {
            canvas.text(line, (left, y), muted);
            y += leading;
        }
        let note = muted.weight(Weight::Italic);
        let rows = self.poles.0.len().max(self.poles.1.len());
        for (lines, x, look) in
            [(&self.poles.0, left, note), (&self.poles.1, right, note.align(Align::Right))]
        {
            // Poles stand on the bar: the shorter one begins lower.
            for (i, line) in lines.iter().enumerate() {
                canvas.text(line, (x, y + leading * (rows - lines.len() + i) as f64), look);
            }
        }
        let top = self.bar_top(style);
        self.draw_bar(canvas, style, top);
        self.draw_swatches(canvas, style, top + BAR_PT + style.tick_pt + 5.0);
    }

    fn draw_bar(&self, canvas: &Canvas, style: &Style, top: f64) {
        let left = self.at.0;
        let step = self.width / self.colours.len() as f64;
        let border = Stroke::new(style.palette.border, style.border_pt);
        for (i, &colour) in self.colours.iter().enumerate() {
            let (x, next) = (left + step * i as f64, left + step * (i + 1) as f64);
            canvas.outlined(
                &[(x, top), (next, top), (next, top + BAR_PT), (x, top + BAR_PT)],
                colour,
                border,
            );
            if i < self.minus {
                let at = (x + 4.0, top + BAR_PT / 2.0);
                draw_minus(canvas, style, at, MINUS_PT, colour.is_dark());
            }
            if let Some(counts) = &self.counts {
                let ink = if colour.is_dark() { Colour::WHITE } else { style.palette.ink };
                let look = Lettering::new(style.tick_pt - 1.0, ink).align(Align::Centre);
                let middle = (f64::midpoint(x, next), top + BAR_PT / 2.0);
                canvas.text(&counts[i].to_string(), middle, look);
            }
        }
        let widths =
            self.breaks.iter().map(|b| style.text_width(b, style.tick_pt, Weight::Regular));
        // Breaks that would touch each other shrink together.
        let size = style.tick_pt * ((step - 2.0) / widths.fold(1.0, f64::max)).min(1.0);
        let look = Lettering::new(size, style.palette.muted);
        let last = self.breaks.len() - 1;
        for (i, text) in self.breaks.iter().enumerate() {
            let align = match i {
                0 => Align::Left,
                i if i == last => Align::Right,
                _ => Align::Centre,
            };
            let at = (left + step * i as f64, top + BAR_PT + 3.0 + style.tick_pt / 2.0);
            canvas.text(text, at, look.align(align));
        }
    }

    fn draw_swatches(&self, canvas: &Canvas, style: &Style, top: f64) {
        let leading = style.leading(style.tick_pt);
        let border = Stroke::new(style.palette.border, style.border_pt);
        let look = Lettering::new(style.tick_pt, style.palette.muted);
        let mut y = top + 3.0;
        for (hatched, lines) in &self.swatches {
            let (a, b) = ((self.at.0, y), (self.at.0 + SWATCH_PT.0, y + SWATCH_PT.1));
            let corners = [a, (b.0, a.1), b, (a.0, b.1)];
            let ring = corners.map(|p| (units(p.0), units(p.1))).to_vec();
            if *hatched {
                // The middle class stands for all; of diverging ones it is the neutral one.
                let colour = self.colours[(self.colours.len() - 1) / 2];
                canvas.outlined(&corners, colour, border);
                if self.minus > 0 {
                    // The two directions side by side.
                    let middle = f64::midpoint(a.0, b.0);
                    for (left, right, falling) in [(a.0, middle, true), (middle, b.0, false)] {
                        let half = [(left, a.1), (right, a.1), (right, b.1), (left, b.1)];
                        let half = half.map(|p| (units(p.0), units(p.1))).to_vec();
                        draw_hatch(canvas, &[half], colour.is_dark(), falling);
                    }
                    let seam = [(middle, a.1), (middle, b.1)];
                    canvas.line(&seam, border);
                } else {
                    draw_hatch(canvas, &[ring], colour.is_dark(), false);
                }
            } else {
                canvas.outlined(&corners, style.palette.no_data, border);
                draw_dots(canvas, style, &[ring]);
            }
            for (i, line) in lines.iter().enumerate() {
                let at = (b.0 + 5.0, y + SWATCH_PT.1 / 2.0 + leading * i as f64);
                canvas.text(line, at, look);
            }
            y += lines.len().max(1) as f64 * leading + 3.0;
        }
    }
}
