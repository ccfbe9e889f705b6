//! Horizontal bars of one hundred per cent, cut into parts.

use super::canvas::{Align, Canvas, Lettering, Pt, Stroke};
use super::hatch::{falling_hatch, hatch, stipple};
use super::style::{Style, Width};
use super::svg_document::{in_points, units};
use super::text_metrics::{Weight, row_labels};
use super::{Svg, require_finite, undrawable};
use crate::diagnostics::Diagnostic;
use crate::theme::Colour;

/// One part of a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its share of the whole, 0 to 1.
    pub share: f64,
    /// The share as printed in the part, where there is room.
    pub text: String,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct StackedBar {
    /// Its label.
    pub label: String,
    /// One part a series, in the order of the series.
    pub parts: Vec<Part>,
    /// Whether more room is left above: it begins another group.
    pub apart: bool,
}

/// Bars that each show how a whole is made up.
#[derive(Clone, Debug, PartialEq)]
pub struct StackedBars {
    /// Printed width.
    pub width: Width,
    /// Unit of the printed shares, above the bars.
    pub unit: String,
    /// Names of the series, left to right in each bar.
    pub series: Vec<String>,
    /// The bars, top to bottom.
    pub bars: Vec<StackedBar>,
}

const BAR_PT: f64 = 12.0;
const GAP_PT: f64 = 4.2;
const APART_PT: f64 = 7.0;
const KEY_PT: f64 = 8.0;

/// Where the names of the series stand.
struct Key {
    /// Left edge and line of each.
    at: Vec<(f64, usize)>,
    lines: usize,
}

impl StackedBars {
    /// Draws the chart.
    ///
    /// # Errors
    /// If there is no bar or series, a bar with another number of parts, or a share that is negative or not finite.
    pub fn draw(&self, style: &Style) -> Result<Svg, Diagnostic> {
        self.check()?;
        let width = self.width.points();
        let texts = self.bars.iter().map(|bar| (bar.label.as_str(), Weight::Regular));
        let (labels, label_width) = row_labels(texts, style, width * 0.34);
        let left = label_width + 6.0;
        let key = self.key(style, width);
        let head = style.leading(style.tick_pt) + 3.0;
        let top = head + key.lines as f64 * (style.leading(style.label_pt) + 1.0) + 4.0;
        let rows = self.rows(&labels, style, top);
        let last = rows.last().map_or(top, |(y, height)| y + height);
        let canvas = Canvas::new(width, last + style.leading(style.tick_pt) + 5.0, style);
        self.draw_key(&canvas, style, &key, head);
        let x = |share: f64| left + share * (width - left - 8.0);
        let tick = Lettering::new(style.tick_pt, style.palette.muted);
        for quarter in 0..=4 {
            let at = f64::from(quarter) / 4.0;
            let line = [(x(at), top - 2.0), (x(at), last + 2.0)];
            canvas.line(&line, Stroke::new(style.palette.grid, style.hairline_pt));
            let text = style.numbers.text(at * 100.0, 0);
            let below = (x(at), last + style.leading(style.tick_pt) / 2.0 + 4.0);
            canvas.text(&text, below, tick.align(Align::Centre));
        }
        for ((bar, lines), (y, height)) in self.bars.iter().zip(&labels).zip(&rows) {
            let middle = y + height / 2.0;
            let look = Lettering::new(style.label_pt, style.palette.ink).align(Align::Right);
            canvas.text_block(lines, (label_width, middle), style.label_pt * 1.1, look);
            self.draw_bar(&canvas, style, bar, (middle, &x));
        }
        Ok(canvas.finish())
    }

    fn check(&self) -> Result<(), Diagnostic> {
        if self.bars.is_empty() || self.series.is_empty() {
            return Err(undrawable("A chart of stacked bars has no bar or no series"));
        }
        for bar in &self.bars {
            if bar.parts.len() != self.series.len() {
                return Err(undrawable(format!("The bar {} lacks parts", bar.label))
                    .found(format!("{} parts", bar.parts.len()))
                    .allowed(format!("one a series: {}", self.series.len())));
            }
            require_finite(bar.parts.iter().map(|part| part.share), &bar.label)?;
            let sum: f64 = bar.parts.iter().map(|part| part.share).sum();
            if bar.parts.iter().any(|part| part.share < 0.0) || sum > 1.0 + 1e-6 {
                return Err(undrawable(format!(
                    "The parts of the bar {} make no whole",
                    bar.label
                ))
                .found(sum.to_string())
                .allowed("shares from 0 that sum to 1"));
            }
        }
        Ok(())
    }

    /// Top and height of each bar's row.
    fn rows(&self, labels: &[Vec<String>], style: &Style, top: f64) -> Vec<(f64, f64)> {
        let mut y = top;
        let mut rows = Vec::new();
        for (n, (bar, lines)) in self.bars.iter().zip(labels).enumerate() {
            if n > 0 {
                y += GAP_PT + if bar.apart { APART_PT } else { 0.0 };
            }
            let height = BAR_PT.max(lines.len() as f64 * style.label_pt * 1.1);
            rows.push((y, height));
            y += height;
        }
        rows
    }

    /// Lays the names of the series out, in as many lines as they need.
    fn key(&self, style: &Style, width: f64) -> Key {
        let (mut x, mut line) = (0.0, 0);
        let mut at = Vec::new();
        for name in &self.series {
            let room = KEY_PT + 3.0 + style.text_width(name, style.label_pt, Weight::Regular);
            if x > 0.0 && x + room > width {
                (x, line) = (0.0, line + 1);
            }
            at.push((x, line));
            x += room + 12.0;
        }
        Key { at, lines: line + 1 }
    }

    fn draw_key(&self, canvas: &Canvas, style: &Style, key: &Key, head: f64) {
        let muted = Lettering::new(style.tick_pt, style.palette.muted);
        canvas.text(&self.unit, (0.0, style.tick_pt / 2.0 + 1.0), muted);
        let leading = style.leading(style.label_pt) + 1.0;
        for (k, (name, (x, line))) in self.series.iter().zip(&key.at).enumerate() {
            let y = head + leading * (*line as f64 + 0.5);
            let half = KEY_PT / 2.0 - 0.5;
            draw_part(canvas, style, (*x, y - half), (x + KEY_PT, y + half), k);
            let look = Lettering::new(style.label_pt, style.palette.ink);
            canvas.text(name, (x + KEY_PT + 3.0, y), look);
        }
    }

    fn draw_bar(
        &self,
        canvas: &Canvas,
        style: &Style,
        bar: &StackedBar,
        (middle, x): (f64, &dyn Fn(f64) -> f64),
    ) {
        let mut from = 0.0;
        for (k, part) in bar.parts.iter().enumerate() {
            let to = from + part.share;
            let (a, b) = ((x(from), middle - BAR_PT / 2.0), (x(to), middle + BAR_PT / 2.0));
            from = to;
            if b.0 - a.0 <= 0.0 {
                continue;
            }
            let fill = style.palette.category(k);
            draw_part(canvas, style, a, b, k);
            if b.0 - a.0 > 1.0 {
                // A white seam keeps the parts apart in greyscale.
                let seam = Stroke::new(Colour::WHITE, 0.6);
                canvas.line(&[(b.0, a.1), b], seam);
            }
            let room = style.text_width(&part.text, style.tick_pt, Weight::Semibold) + 4.0;
            if b.0 - a.0 >= room {
                if k >= FIRST_TEXTURED {
                    // The number stands on clear ground.
                    let half = (room / 2.0 - 0.5, style.tick_pt / 2.0 + 0.5);
                    let centre = f64::midpoint(a.0, b.0);
                    let corner = |sign: f64| (centre + sign * half.0, middle + sign * half.1);
                    canvas.rectangle(corner(-1.0), corner(1.0), fill);
                }
                let ink = if fill.contrast(Colour::WHITE) >= fill.contrast(style.palette.ink) {
                    Colour::WHITE
                } else {
                    style.palette.ink
                };
                let look = Lettering::new(style.tick_pt, ink).weight(Weight::Semibold);
                canvas.text(&part.text, ((a.0 + b.0) / 2.0, middle), look.align(Align::Centre));
            }
        }
    }
}

/// The first series with a texture: the ones before it differ enough as plain grey.
const FIRST_TEXTURED: usize = 2;

/// A part in the colour of its series; from the third on with a texture of its own, so that a grey print keeps the
/// series apart: lines that rise, dots, lines that fall.
fn draw_part(canvas: &Canvas, style: &Style, a: Pt, b: Pt, series: usize) {
    canvas.rectangle(a, b, style.palette.category(series));
    let ring = [a, (b.0, a.1), b, (a.0, b.1)].map(|p| (units(p.0), units(p.1))).to_vec();
    let light = Stroke::new(Colour::WHITE, 0.45);
    match series {
        0 | 1 => {}
        2 => hatch(&[ring], TEXTURE_UNITS).iter().for_each(|l| canvas.line_units(l, light)),
        3 => {
            let spots = stipple(&[ring], TEXTURE_UNITS, 6);
            let spots: Vec<Pt> = spots.into_iter().map(in_points).collect();
            canvas.dots(&spots, 0.5, Colour::WHITE);
        }
        _ => falling_hatch(&[ring], TEXTURE_UNITS).iter().for_each(|l| canvas.line_units(l, light)),
    }
}

/// Distance of the lines or dots of a texture in units.
const TEXTURE_UNITS: i32 = 64;

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(shares: &[f64]) -> StackedBar {
        let part = |share: &f64| Part { share: *share, text: format!("{:.0}", share * 100.0) };
        StackedBar {
            label: "synthetic".to_owned(),
            parts: shares.iter().map(part).collect(),
            apart: false,
        }
    }

    fn chart(bars: Vec<StackedBar>) -> StackedBars {
        let series = vec!["one".to_owned(), "another".to_owned()];
        StackedBars { width: Width::Full, unit: "%".to_owned(), series, bars }
    }

    #[test]
    fn series_beyond_the_second_have_textures_of_their_own() {
        let bars = vec![bar(&[0.2; 5])];
        let series = (0..5).map(|k| format!("series {k}")).collect();
        let five = StackedBars { width: Width::Full, unit: "%".to_owned(), series, bars };
        let svg = five.draw(&Style::default()).unwrap().text;
        // White lines rise in one, fall in another; dots are round.
        let white: Vec<&str> = svg
            .lines()
            .filter(|l| l.contains("stroke=\"#ffffff\"") && l.contains("<path"))
            .collect();
        assert!(white.iter().any(|l| l.contains("stroke-linecap")), "{white:?}");
        let two = chart(vec![bar(&[0.5, 0.5])]).draw(&Style::default()).unwrap().text;
        assert!(white.len() > two.lines().filter(|l| l.contains("stroke=\"#ffffff\"")).count());
    }

    #[test]
    fn small_parts_stay_without_text() {
        let svg = chart(vec![bar(&[0.995, 0.005])]).draw(&Style::default()).unwrap();
        assert!(svg.text.contains(">100</text>") && !svg.text.contains(">0.5<"));
    }

    #[test]
    fn what_is_no_whole_is_a_fault() {
        let style = Style::default();
        for shares in [&[0.7, 0.7][..], &[-0.1, 0.5], &[1.0], &[f64::NAN, 0.5]] {
            assert!(chart(vec![bar(shares)]).draw(&style).is_err(), "{shares:?}");
        }
        assert!(chart(Vec::new()).draw(&style).is_err());
        assert!(chart(vec![bar(&[0.0, 1.0]), bar(&[0.0, 0.0])]).draw(&style).is_ok());
    }
}
