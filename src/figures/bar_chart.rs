//! Horizontal bars: a ranking, two series side by side, or values on both sides of zero.

use super::canvas::{Align, Canvas, Lettering, Stroke};
use super::line_panel::Status;
use super::status_fill::draw_bar;
use super::style::{Style, Width};
use super::text_metrics::{Weight, row_labels};
use super::{Svg, require_finite, undrawable};
use crate::diagnostics::Diagnostic;
use crate::theme::Colour;

/// The value of one bar, in display units.
#[derive(Clone, Debug, PartialEq)]
pub struct BarValue {
    /// The value.
    pub value: f64,
    /// The value as printed at the end of the bar.
    pub text: String,
    /// Observed bars are solid, estimated ones hatched, projected ones outlined with dashes.
    pub status: Status,
    /// Lower and upper end of its interval, drawn as a whisker.
    pub interval: Option<(f64, f64)>,
}

/// One row of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Its label.
    pub label: String,
    /// One value a series, in the order of the series; `None` leaves a gap.
    pub values: Vec<Option<BarValue>>,
    /// Whether the row stands out.
    pub emphasis: bool,
}

/// Horizontal bars in the order given, with the values at their ends.
#[derive(Clone, Debug, PartialEq)]
pub struct BarChart {
    /// Printed width.
    pub width: Width,
    /// Unit of the values, printed above.
    pub unit: String,
    /// Names of the one or two series; with one series the name is not printed.
    pub series: Vec<String>,
    /// The rows, top to bottom.
    pub bars: Vec<Bar>,
    /// What lies left and right of zero, in words; bars then take the colours of the diverging scale.
    pub poles: Option<(String, String)>,
}

/// Where rows, labels and zero lie.
struct Layout {
    labels: Vec<Vec<String>>,
    label_width: f64,
    top: f64,
    rows: Vec<(f64, f64)>,
    height: f64,
    zero: f64,
    /// Points per display unit.
    scale: f64,
}

const SINGLE_PT: f64 = 8.0;
const GROUPED_PT: f64 = 6.4;
const ROW_GAP_PT: f64 = 4.6;
/// Rows from which on a chart is drawn closer, and by how much.
const MANY_ROWS: usize = 12;
const CLOSE: f64 = 0.86;
const TEXT_GAP_PT: f64 = 3.0;

impl BarChart {
    /// Draws the chart.
    ///
    /// # Errors
    /// If there is no bar, not one or two series, a row with another number of values, or a value that is
    /// not finite.
    pub fn draw(&self, style: &Style) -> Result<Svg, Diagnostic> {
        self.check()?;
        let width = self.width.points();
        let layout = self.layout(style, width);
        let canvas = Canvas::new(width, layout.height, style);
        self.draw_header(&canvas, style, &layout, width);
        let zero = Stroke::new(style.palette.axis, style.hairline_pt);
        for (i, (bar, &(top, height))) in self.bars.iter().zip(&layout.rows).enumerate() {
            let middle = top + height / 2.0;
            let label = if bar.emphasis {
                Lettering::new(style.label_pt, style.palette.ink).weight(Weight::Semibold)
            } else {
                Lettering::new(style.label_pt, style.palette.ink)
            };
            let at = (layout.label_width, middle);
            let leading = style.label_pt * 1.1;
            canvas.text_block(&layout.labels[i], at, leading, label.align(Align::Right));
            let thickness = self.thickness();
            let first = middle - thickness * self.series.len() as f64 / 2.0;
            for (k, value) in bar.values.iter().enumerate() {
                if let Some(value) = value {
                    let top = first + thickness * k as f64;
                    let colour = self.colour(style, bar, k, value.value);
                    self.draw_bar(&canvas, style, &layout, value, colour, top);
                }
            }
        }
        let (from, to) = (layout.top - 1.5, layout.height - 1.0);
        canvas.line(&[(layout.zero, from), (layout.zero, to)], zero);
        Ok(canvas.finish())
    }

    fn check(&self) -> Result<(), Diagnostic> {
        if self.bars.is_empty() || !(1..=2).contains(&self.series.len()) {
            return Err(undrawable("A bar chart has no bar, or not one or two series")
                .found(format!("{} bars, {} series", self.bars.len(), self.series.len())));
        }
        for bar in &self.bars {
            if bar.values.len() != self.series.len() {
                return Err(undrawable(format!("The row {} lacks values", bar.label))
                    .found(format!("{} values", bar.values.len()))
                    .allowed(format!("one a series: {}", self.series.len())));
            }
            let values = bar.values.iter().flatten();
            let all = values.flat_map(|v| {
                let (low, high) = v.interval.unwrap_or((v.value, v.value));
                [v.value, low, high]
            });
            require_finite(all, &bar.label)?;
        }
        Ok(())
    }

    fn thickness(&self) -> f64 {
        let thickness = if self.series.len() == 1 { SINGLE_PT } else { GROUPED_PT };
        thickness * self.density()
    }

    /// Below one in charts of many rows.
    fn density(&self) -> f64 {
        if self.bars.len() >= MANY_ROWS { CLOSE } else { 1.0 }
    }

    fn layout(&self, style: &Style, width: f64) -> Layout {
        let limit = width * 0.36;
        let weight = |bar: &Bar| if bar.emphasis { Weight::Semibold } else { Weight::Regular };
        let texts = self.bars.iter().map(|bar| (bar.label.as_str(), weight(bar)));
        let (labels, label_width) = row_labels(texts, style, limit);
        let left = label_width + 6.0;
        let (zero, scale) = self.fit(style, width - left);
        let zero = left + zero;
        let top = self.header_height(style, zero, left, width);
        let mut y = top;
        let mut rows = Vec::new();
        let gap = ROW_GAP_PT * self.density() * self.density();
        for lines in &labels {
            let bars = self.thickness() * self.series.len() as f64;
            let height = bars.max(lines.len() as f64 * style.label_pt * 1.1);
            rows.push((y, height));
            y += height + gap;
        }
        Layout { labels, label_width, top, rows, height: y - gap + 2.0, zero, scale }
    }

    /// The place of zero and the largest scale at which every bar and its text fit the room.
    fn fit(&self, style: &Style, room: f64) -> (f64, f64) {
        let ends: Vec<(f64, f64, f64)> = self
            .bars
            .iter()
            .flat_map(|b| b.values.iter().flatten())
            .map(|v| {
                let (low, high) = v.interval.unwrap_or((v.value, v.value));
                let text = style.text_width(&v.text, style.tick_pt, Weight::Regular) + TEXT_GAP_PT;
                if v.value < 0.0 {
                    (low.min(v.value), high.max(0.0), -text)
                } else {
                    (low.min(0.0), high.max(v.value), text)
                }
            })
            .collect();
        let need = |scale: f64| {
            let left = ends.iter().map(|e| -e.0 * scale - e.2.min(0.0)).fold(0.0, f64::max);
            let right = ends.iter().map(|e| e.1 * scale + e.2.max(0.0)).fold(0.0, f64::max);
            (left, right)
        };
        let spread = ends.iter().map(|e| e.1 - e.0).fold(0.0, f64::max);
        if spread <= 0.0 {
            return (need(0.0).0, 1.0);
        }
        // The need grows with the scale: halve the interval until it is exact to the print.
        let (mut low, mut high) = (0.0, room / spread);
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            let (left, right) = need(middle);
            if left + right <= room { low = middle } else { high = middle }
        }
        (need(low).0, low)
    }

    fn colour(&self, style: &Style, bar: &Bar, series: usize, value: f64) -> Colour {
        let palette = &style.palette;
        let full = if self.poles.is_some() && self.series.len() == 1 {
            palette.diverging(7)[if value < 0.0 { 1 } else { 5 }]
        } else {
            palette.category(series)
        };
        let others = self.bars.iter().any(|b| b.emphasis);
        if others && !bar.emphasis { full.mix(Colour::WHITE, 0.5) } else { full }
    }

    fn draw_bar(
        &self,
        canvas: &Canvas,
        style: &Style,
        layout: &Layout,
        value: &BarValue,
        colour: Colour,
        top: f64,
    ) {
        let thickness = self.thickness() - if self.series.len() > 1 { 0.6 } else { 0.0 };
        let x = |v: f64| layout.zero + v * layout.scale;
        let (from, to) = (x(value.value.min(0.0)), x(value.value.max(0.0)));
        let (a, b) = ((from, top), (to, top + thickness));
        draw_bar(canvas, a, b, colour, value.status);
        let mut reach = if value.value < 0.0 { from } else { to };
        if let Some((low, high)) = value.interval {
            let (low, high, y) = (x(low), x(high), top + thickness / 2.0);
            let whisker = Stroke::new(style.palette.ink, 0.7);
            canvas.line(&[(low, y), (high, y)], whisker);
            for end in [low, high] {
                canvas.line(&[(end, y - 1.8), (end, y + 1.8)], whisker);
            }
            reach = if value.value < 0.0 { reach.min(low) } else { reach.max(high) };
        }
        let look = Lettering::new(style.tick_pt, style.palette.ink);
        let y = top + thickness / 2.0;
        if value.value < 0.0 {
            canvas.text(&value.text, (reach - TEXT_GAP_PT, y), look.align(Align::Right));
        } else {
            canvas.text(&value.text, (reach + TEXT_GAP_PT, y), look);
        }
    }
}

impl BarChart {
    fn header_height(&self, style: &Style, zero: f64, left: f64, width: f64) -> f64 {
        let mut height = style.leading(style.tick_pt) + 5.0;
        if self.series.len() > 1 {
            height += style.leading(style.label_pt) + 2.0;
        }
        height + self.pole_lines(style, zero, left, width).0 as f64 * style.leading(style.tick_pt)
    }

    /// The pole texts in lines: how many at most, and both.
    fn pole_lines(
        &self,
        style: &Style,
        zero: f64,
        left: f64,
        width: f64,
    ) -> (usize, Vec<String>, Vec<String>) {
        let Some((low, high)) = &self.poles else { return (0, Vec::new(), Vec::new()) };
        let lines = |text: &str, room: f64| {
            style.wrap(text, style.tick_pt, Weight::Italic, room.max(48.0) - 4.0)
        };
        // A pole may run over the labels of the rows, which begin further down.
        let (low, high) = (lines(low, zero.max(left)), lines(high, width - zero));
        (low.len().max(high.len()), low, high)
    }

    fn draw_header(&self, canvas: &Canvas, style: &Style, layout: &Layout, width: f64) {
        let muted = Lettering::new(style.tick_pt, style.palette.muted);
        let mut y = style.tick_pt / 2.0 + 1.0;
        canvas.text(&self.unit, (0.0, y), muted);
        y += style.leading(style.tick_pt);
        if self.series.len() > 1 {
            y += 2.0;
            let mut x = 0.0;
            for (k, name) in self.series.iter().enumerate() {
                let colour = style.palette.category(k);
                canvas.rectangle((x, y - 3.0), (x + 9.0, y + 3.0), colour);
                let look =
                    Lettering::new(style.label_pt, colour.for_text()).weight(Weight::Semibold);
                canvas.text(name, (x + 12.0, y), look);
                x += 12.0 + style.text_width(name, style.label_pt, Weight::Semibold) + 14.0;
            }
            y += style.leading(style.label_pt);
        }
        let left = layout.label_width + 6.0;
        let (_, low, high) = self.pole_lines(style, layout.zero, left, width);
        let leading = style.leading(style.tick_pt);
        let note = muted.weight(Weight::Italic);
        for (i, line) in low.iter().enumerate() {
            let at = (layout.zero - 4.0, y + leading * i as f64);
            canvas.text(line, at, note.align(Align::Right));
        }
        for (i, line) in high.iter().enumerate() {
            canvas.text(line, (layout.zero + 4.0, y + leading * i as f64), note);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(value: f64) -> Option<BarValue> {
        let text = format!("{value:.1} synthetic");
        Some(BarValue {
            value,
            text,
            status: Status::Observed,
            interval: Some((value - 1.0, value + 1.0)),
        })
    }

    fn chart(values: &[f64]) -> BarChart {
        BarChart {
            width: Width::Half,
            unit: "Mt".to_owned(),
            series: vec!["one".to_owned()],
            bars: values
                .iter()
                .map(|&v| Bar {
                    label: format!("row {v}"),
                    values: vec![value(v)],
                    emphasis: false,
                })
                .collect(),
            poles: None,
        }
    }

    #[test]
    fn bars_whiskers_and_texts_fit_the_room_and_fill_it() {
        let style = Style::default();
        let chart = chart(&[12.0, -7.0, 3.0]);
        let room = 150.0;
        let (zero, scale) = chart.fit(&style, room);
        let text =
            |v: f64| style.text_width(&format!("{v:.1} synthetic"), style.tick_pt, Weight::Regular);
        let right = 13.0 * scale + text(12.0) + TEXT_GAP_PT;
        let left = 8.0 * scale + text(-7.0) + TEXT_GAP_PT;
        assert!((zero - left).abs() < 1e-6);
        assert!((left + right - room).abs() < 1e-6);
    }

    #[test]
    fn all_zeros_can_be_drawn() {
        let mut zeros = chart(&[0.0, 0.0]);
        for bar in &mut zeros.bars {
            bar.values[0].as_mut().unwrap().interval = None;
        }
        assert!(zeros.draw(&Style::default()).is_ok());
    }

    #[test]
    fn a_row_with_too_few_values_is_a_fault() {
        let mut bad = chart(&[1.0]);
        bad.series.push("two".to_owned());
        assert!(bad.draw(&Style::default()).unwrap_err().short().contains("row 1"));
        assert!(chart(&[]).draw(&Style::default()).is_err());
        assert!(chart(&[f64::NAN]).draw(&Style::default()).is_err());
    }
}
