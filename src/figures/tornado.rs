//! A tornado: from one value, what each of several changes makes of it.

use super::canvas::{Align, Canvas, Lettering, Stroke};
use super::line_panel::Status;
use super::scales::nice_ticks;
use super::status_fill::draw_bar;
use super::style::{Style, Width};
use super::text_metrics::{Weight, row_labels};
use super::{Svg, require_finite, undrawable};
use crate::diagnostics::Diagnostic;
use crate::theme::Colour;

/// Where a change leads.
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoEnd {
    /// The value after the change, in display units.
    pub value: f64,
    /// What stands at the end of the bar.
    pub text: String,
}

/// One row: a change, or two opposite ones.
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoRow {
    /// Its label.
    pub label: String,
    /// One or two ends.
    pub ends: Vec<TornadoEnd>,
}

/// Horizontal bars that begin at one value, in the order given. The axis shows zero.
#[derive(Clone, Debug, PartialEq)]
pub struct Tornado {
    /// Printed width.
    pub width: Width,
    /// Unit of the values, printed above.
    pub unit: String,
    /// The value without any change.
    pub baseline: f64,
    /// Its name and number, printed above its line.
    pub baseline_label: String,
    /// The rows, top to bottom.
    pub rows: Vec<TornadoRow>,
    /// How the values came about.
    pub status: Status,
}

const BAR_PT: f64 = 8.0;
const ROW_GAP_PT: f64 = 4.6;
const TEXT_GAP_PT: f64 = 3.0;

/// The horizontal axis.
struct Axis {
    low: f64,
    high: f64,
    /// Where the low end lies.
    left: f64,
    /// Points per display unit.
    scale: f64,
}

impl Axis {
    fn at(&self, value: f64) -> f64 {
        self.left + (value - self.low) * self.scale
    }
}

impl Tornado {
    /// Draws the chart.
    ///
    /// # Errors
    /// If there is no row, a row without one or two ends, or a value that is not finite.
    pub fn draw(&self, style: &Style) -> Result<Svg, Diagnostic> {
        self.check()?;
        let width = self.width.points();
        let texts = self.rows.iter().map(|row| (row.label.as_str(), Weight::Regular));
        let (labels, label_width) = row_labels(texts, style, width * 0.36);
        let left = label_width + 6.0;
        let axis = self.axis(style, left, width);
        let top = style.leading(style.tick_pt) * 2.0 + 5.0;
        let leading = style.label_pt * 1.1;
        let mut y = top;
        let mut rows = Vec::new();
        for lines in &labels {
            let height = BAR_PT.max(lines.len() as f64 * leading);
            rows.push(y + height / 2.0);
            y += height + ROW_GAP_PT;
        }
        let bottom = y - ROW_GAP_PT + 3.0;
        let canvas = Canvas::new(width, bottom + style.tick_pt + 7.0, style);
        self.draw_axis(&canvas, style, &axis, (top - 2.0, bottom));
        for ((row, lines), middle) in self.rows.iter().zip(&labels).zip(rows) {
            let look = Lettering::new(style.label_pt, style.palette.ink).align(Align::Right);
            canvas.text_block(lines, (label_width, middle), leading, look);
            for end in &row.ends {
                self.draw_end(&canvas, style, &axis, end, middle);
            }
        }
        self.draw_baseline(&canvas, style, &axis, (left, top, bottom, width));
        Ok(canvas.finish())
    }

    fn check(&self) -> Result<(), Diagnostic> {
        if self.rows.is_empty() {
            return Err(undrawable("A tornado has no row"));
        }
        for row in &self.rows {
            if !(1..=2).contains(&row.ends.len()) {
                return Err(undrawable(format!("The row {} has not one or two ends", row.label))
                    .found(row.ends.len().to_string()));
            }
            require_finite(row.ends.iter().map(|e| e.value), &row.label)?;
        }
        require_finite([self.baseline], &self.baseline_label)
    }

    /// The largest scale at which every bar and its text fit the room.
    fn axis(&self, style: &Style, left: f64, width: f64) -> Axis {
        let ends = || self.rows.iter().flat_map(|r| &r.ends);
        let values = || ends().map(|e| e.value).chain([self.baseline, 0.0]);
        let low = values().fold(f64::INFINITY, f64::min);
        let high = values().fold(f64::NEG_INFINITY, f64::max);
        let text = |e: &TornadoEnd| {
            style.text_width(&e.text, style.tick_pt, Weight::Regular) + TEXT_GAP_PT
        };
        let need = |scale: f64| {
            let mut room = (0.0, (high - low) * scale);
            for end in ends() {
                let x = (end.value - low) * scale;
                if end.value < self.baseline {
                    room.0 = f64::max(room.0, text(end) - x);
                } else {
                    room.1 = f64::max(room.1, x + text(end));
                }
            }
            room
        };
        let room = width - left - 1.0;
        let spread = high - low;
        if spread <= 0.0 {
            return Axis { low, high: low + 1.0, left: left + need(0.0).0, scale: 1.0 };
        }
        // The need grows with the scale: halve the interval until it is exact to the print.
        let (mut least, mut most) = (0.0, room / spread);
        for _ in 0..60 {
            let middle = f64::midpoint(least, most);
            let (before, after) = need(middle);
            if before + after <= room { least = middle } else { most = middle }
        }
        Axis { low, high, left: left + need(least).0, scale: least }
    }

    /// Ticks at round values, and a stronger line at zero.
    fn draw_axis(&self, canvas: &Canvas, style: &Style, axis: &Axis, (top, bottom): (f64, f64)) {
        let muted = Lettering::new(style.tick_pt, style.palette.muted);
        let ticks = nice_ticks(axis.low, axis.high, 4);
        let slack = 1e-9 * (axis.high - axis.low);
        for value in &ticks.values {
            if *value < axis.low - slack || *value > axis.high + slack {
                continue;
            }
            let (x, zero) = (axis.at(*value), value.abs() <= slack);
            let colour = if zero { style.palette.axis } else { style.palette.grid };
            canvas.line(&[(x, top), (x, bottom)], Stroke::new(colour, style.hairline_pt));
            let text = style.numbers.text(*value, ticks.decimals);
            let at = (x, bottom + 3.0 + style.tick_pt / 2.0);
            canvas.text(&text, at, muted.align(Align::Centre));
        }
    }

    fn draw_end(&self, canvas: &Canvas, style: &Style, axis: &Axis, end: &TornadoEnd, middle: f64) {
        let lower = end.value < self.baseline;
        let colour = style.palette.diverging(7)[if lower { 1 } else { 5 }];
        let (from, to) = (axis.at(self.baseline), axis.at(end.value));
        let (top, bottom) = (middle - BAR_PT / 2.0, middle + BAR_PT / 2.0);
        let corners = ((from.min(to), top), (from.max(to), bottom));
        draw_bar(canvas, corners.0, corners.1, colour, self.status);
        let look = Lettering::new(style.tick_pt, style.palette.ink);
        // Paper behind the text, so that no line of the axis runs through it.
        let reach = style.text_width(&end.text, style.tick_pt, Weight::Regular) + TEXT_GAP_PT;
        let half = style.tick_pt * 0.5;
        let (from, at, align) = if lower {
            (to - reach - 1.0, to - TEXT_GAP_PT, Align::Right)
        } else {
            (to + 1.0, to + TEXT_GAP_PT, Align::Left)
        };
        let paper = ((from, middle - half), (from + reach, middle + half));
        canvas.rectangle(paper.0, paper.1, Colour::WHITE);
        canvas.text(&end.text, (at, middle), look.align(align));
    }

    fn draw_baseline(
        &self,
        canvas: &Canvas,
        style: &Style,
        axis: &Axis,
        (left, top, bottom, width): (f64, f64, f64, f64),
    ) {
        let muted = Lettering::new(style.tick_pt, style.palette.muted);
        canvas.text(&self.unit, (0.0, style.tick_pt / 2.0 + 1.0), muted);
        let x = axis.at(self.baseline);
        let line = Stroke::new(style.palette.ink, 0.9);
        canvas.line(&[(x, top - 3.0), (x, bottom)], line);
        let look = Lettering::new(style.label_pt, style.palette.ink).weight(Weight::Semibold);
        let half = style.text_width(&self.baseline_label, style.label_pt, Weight::Semibold) / 2.0;
        let centre = x.min(width - half).max(left.min(width / 2.0) + half);
        let at = (centre.min(width - half), top - 4.0 - style.label_pt / 2.0);
        canvas.text(&self.baseline_label, at, look.align(Align::Centre));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(ends: &[&[f64]]) -> Tornado {
        let end = |v: &f64| TornadoEnd { value: *v, text: format!("{v:+.1} synthetic") };
        Tornado {
            width: Width::Half,
            unit: "Mt".to_owned(),
            baseline: 20.0,
            baseline_label: "Baseline".to_owned(),
            rows: ends
                .iter()
                .map(|row| TornadoRow {
                    label: "row".to_owned(),
                    ends: row.iter().map(end).collect(),
                })
                .collect(),
            status: Status::Projected,
        }
    }

    #[test]
    fn bars_and_texts_fit_the_room_and_fill_it_and_zero_is_on_the_axis() {
        let style = Style::default();
        let chart = chart(&[&[-15.0], &[18.0, 26.0]]);
        let axis = chart.axis(&style, 50.0, 221.0);
        let text = |v: f64| {
            style.text_width(&format!("{v:+.1} synthetic"), style.tick_pt, Weight::Regular)
                + TEXT_GAP_PT
        };
        assert!(axis.low <= -15.0 && axis.high >= 26.0);
        assert!((axis.at(-15.0) - text(-15.0) - 50.0).abs() < 1e-6, "{}", axis.at(-15.0));
        assert!((axis.at(26.0) + text(26.0) - 220.0).abs() < 1e-6);
        assert!(axis.at(0.0) > axis.at(-15.0) && axis.at(0.0) < axis.at(20.0));
    }

    #[test]
    fn no_change_at_all_can_be_drawn() {
        let mut flat = chart(&[&[20.0]]);
        assert!(flat.draw(&Style::default()).is_ok());
        flat.baseline = 0.0;
        flat.rows[0].ends[0].value = 0.0;
        assert!(flat.draw(&Style::default()).is_ok());
    }

    #[test]
    fn what_cannot_be_drawn_is_a_fault() {
        assert!(chart(&[]).draw(&Style::default()).is_err());
        assert!(chart(&[&[]]).draw(&Style::default()).is_err());
        assert!(chart(&[&[1.0, 2.0, 3.0]]).draw(&Style::default()).is_err());
        assert!(chart(&[&[f64::NAN]]).draw(&Style::default()).unwrap_err().short().contains("row"));
    }

    #[test]
    fn same_specification_same_bytes() {
        let one = chart(&[&[3.0], &[18.0, 26.0]]);
        assert_eq!(one.draw(&Style::default()), one.draw(&Style::default()));
    }
}
