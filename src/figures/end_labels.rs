//! Names of series at the right ends of their lines.

use super::canvas::{Canvas, Pt, Stroke};
use super::label_placement::{Box2, spread};
use super::line_panel::{LinePanel, Series};
use super::style::Style;

/// Room between plot and labels.
const GAP_PT: f64 = 10.0;

/// A label at the end of a line, before it is placed.
struct EndLabel<'a> {
    series: &'a Series,
    lines: Vec<String>,
    leading: f64,
}

impl EndLabel<'_> {
    fn height(&self) -> f64 {
        self.lines.len() as f64 * self.leading + 1.2
    }
}

/// The labels of a plot, in a column to its right; series without points or name have none.
pub(super) struct EndLabels<'a> {
    labels: Vec<EndLabel<'a>>,
    column: f64,
}

impl<'a> EndLabels<'a> {
    /// Labels of these series, none wider than `limit` points.
    pub(super) fn of(all: &'a [Series], style: &Style, limit: f64) -> Self {
        let named = || all.iter().filter(|s| !s.points.is_empty() && !s.label.is_empty());
        let widest = named()
            .flat_map(|s| {
                let look = s.lettering(style);
                style
                    .wrap(&s.label, look.size_pt, look.weight, limit)
                    .into_iter()
                    .map(move |line| style.text_width(&line, look.size_pt, look.weight))
            })
            .fold(0.0, f64::max);
        let column = if widest > 0.0 { widest + GAP_PT } else { 4.0 };
        let labels = named()
            .map(|series| {
                let look = series.lettering(style);
                // A hair of slack, so that the widest line is not broken by rounding.
                let lines =
                    style.wrap(&series.label, look.size_pt, look.weight, column - GAP_PT + 0.1);
                EndLabel { series, lines, leading: look.size_pt * 1.12 }
            })
            .collect();
        Self { labels, column }
    }

    /// Width of the column with the gap before it.
    pub(super) fn column(&self) -> f64 {
        self.column
    }

    /// Height of all labels one below the other.
    pub(super) fn height(&self) -> f64 {
        self.labels.iter().map(EndLabel::height).sum()
    }

    /// Draws the labels beside the plot: each at the end of its line, or as near as the others let it.
    pub(super) fn draw(&self, canvas: &Canvas, style: &Style, panel: &LinePanel<'_>, plot: Box2) {
        let end = |label: &EndLabel<'_>| -> Pt {
            let last = label.series.points.last().expect("series without points have no label");
            panel.at(f64::from(last.year), last.value)
        };
        let ends: Vec<Pt> = self.labels.iter().map(end).collect();
        let targets: Vec<f64> = ends.iter().map(|end| end.1).collect();
        let heights: Vec<f64> = self.labels.iter().map(EndLabel::height).collect();
        let low = plot.min.1 - style.label_pt / 2.0;
        let centres = spread(&targets, &heights, low, plot.max.1 + style.label_pt / 2.0);
        let left = plot.max.0 + GAP_PT - style.marker_pt;
        for ((label, end), y) in self.labels.iter().zip(ends).zip(centres) {
            let moved = (y - end.1).abs() > 1.5 || plot.max.0 - end.0 > 4.0;
            if moved {
                let leader = Stroke::new(style.palette.context, style.hairline_pt);
                let start = end.0 + style.marker_pt + 1.0;
                canvas.line(&[(start, end.1), (left - 4.5, y), (left - 1.5, y)], leader);
            }
            let look = label.series.lettering(style);
            canvas.text_block(&label.lines, (left, y), label.leading, look);
        }
    }
}
