//! Many small line charts side by side, for example one an industry.

use super::canvas::{Canvas, Lettering, Stroke};
use super::end_labels::EndLabels;
use super::label_placement::Box2;
use super::line_panel::{Emphasis, Frame, LinePanel, Series, markers};
use super::style::{Style, Width};
use super::text_metrics::Weight;
use super::{Svg, undrawable};
use crate::diagnostics::Diagnostic;

/// One panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Its title.
    pub title: String,
    /// Its series; the same label means the same thing in every panel.
    pub series: Vec<Series>,
}

/// A grid of panels with common years. The key of the series stands once, above the grid, or their names beside each plot.
#[derive(Clone, Debug, PartialEq)]
pub struct SmallMultiples {
    /// Printed width.
    pub width: Width,
    /// Panels side by side; three fill the text column well.
    pub columns: usize,
    /// Height of a plot in points, without title and years.
    pub plot_height_pt: f64,
    /// Unit of the values.
    pub unit: String,
    /// The panels, row by row.
    pub panels: Vec<Panel>,
    /// Whether all panels share one scale; only then may they be compared by height.
    pub common_scale: bool,
    /// Whether the axes must include zero.
    pub zero_baseline: bool,
    /// Key of the projected part.
    pub projection_label: Option<String>,
    /// Whether series are named at the ends of their lines in every panel, in the place of the key.
    pub direct_labels: bool,
}

/// Where the parts of the grid lie.
struct Grid {
    top: f64,
    gutter: f64,
    panel_width: f64,
    /// Room on the right for half of the last year, or for the labels.
    margin: f64,
    columns: usize,
    title_heights: Vec<f64>,
    titles: Vec<Vec<String>>,
}

const GAP_PT: f64 = 12.0;
const ROW_GAP_PT: f64 = 10.0;

impl SmallMultiples {
    /// Draws the grid.
    ///
    /// # Errors
    /// If there is no panel, a panel has no point, a value is not finite, or years do not ascend.
    pub fn draw(&self, style: &Style) -> Result<Svg, Diagnostic> {
        if self.panels.is_empty() || self.columns == 0 {
            return Err(undrawable("A grid of charts has no panel"));
        }
        let frames = self.frames()?;
        let width = self.width.points();
        let grid = self.grid(style, &frames, width);
        let years_height = style.tick_pt + 7.0;
        let row_heights: Vec<f64> = grid
            .title_heights
            .iter()
            .map(|title| title + self.plot_height_pt + years_height)
            .collect();
        let gaps = ROW_GAP_PT * row_heights.len().saturating_sub(1) as f64;
        let height = grid.top + row_heights.iter().sum::<f64>() + gaps;
        let canvas = Canvas::new(width, height, style);
        self.draw_key(&canvas, style, width);
        let mut top = grid.top;
        for (row, panels) in self.panels.chunks(grid.columns).enumerate() {
            for (column, panel) in panels.iter().enumerate() {
                let index = row * grid.columns + column;
                let left = (grid.panel_width + GAP_PT) * column as f64;
                self.draw_title(&canvas, style, &grid.titles[index], (left, top));
                let plot_top = top + grid.title_heights[row];
                let plot = Box2 {
                    min: (left + grid.gutter, plot_top),
                    max: (left + grid.panel_width - grid.margin, plot_top + self.plot_height_pt),
                };
                draw_panel(&canvas, style, &frames[index], plot, panel, self.direct_labels);
            }
            top += row_heights[row] + ROW_GAP_PT;
        }
        Ok(canvas.finish())
    }

    /// One frame a panel; years always agree, scales if asked.
    fn frames(&self) -> Result<Vec<Frame>, Diagnostic> {
        let all: Vec<&Series> = self.panels.iter().flat_map(|p| &p.series).collect();
        let common = Frame::of(all.iter().copied(), self.zero_baseline, 3)?;
        self.panels
            .iter()
            .map(|panel| {
                let own = Frame::of(&panel.series, self.zero_baseline, 3)
                    .map_err(|fault| fault.hint(format!("panel {}", panel.title)))?;
                let ticks = if self.common_scale { common.ticks.clone() } else { own.ticks };
                Ok(Frame { ticks, ..common.clone() })
            })
            .collect()
    }

    fn grid(&self, style: &Style, frames: &[Frame], width: f64) -> Grid {
        let columns = self.columns.min(self.panels.len());
        let gutter = frames.iter().map(|f| f.tick_width(style)).fold(0.0, f64::max);
        let panel_width = (width - GAP_PT * (columns - 1) as f64) / columns as f64;
        let titles: Vec<Vec<String>> = self
            .panels
            .iter()
            .map(|p| style.wrap(&p.title, style.title_pt, Weight::Semibold, panel_width))
            .collect();
        let leading = style.leading(style.title_pt);
        let title_heights = titles
            .chunks(columns)
            .map(|row| {
                let lines = row.iter().map(Vec::len).max().unwrap_or(1);
                lines as f64 * leading + 5.0
            })
            .collect();
        let top = self.key_rows(style, width).len() as f64 * style.leading(style.label_pt) + 8.0;
        let half_year =
            style.text_width("0000", style.tick_pt, Weight::Regular) / 2.0 - style.marker_pt;
        let margin = if self.direct_labels {
            let column = |p: &Panel| EndLabels::of(&p.series, style, panel_width * 0.35).column();
            self.panels.iter().map(column).fold(half_year, f64::max)
        } else {
            half_year
        };
        Grid { top, gutter, panel_width, margin, columns, title_heights, titles }
    }

    fn draw_title(&self, canvas: &Canvas, style: &Style, lines: &[String], at: (f64, f64)) {
        let look = Lettering::new(style.title_pt, style.palette.ink).weight(Weight::Semibold);
        let leading = style.leading(style.title_pt);
        for (i, line) in lines.iter().enumerate() {
            canvas.text(line, (at.0, at.1 + leading * (i as f64 + 0.5)), look);
        }
    }

    /// The items of the key, in rows that fit the width: unit, series, projection.
    fn key_rows<'s>(&'s self, style: &Style, width: f64) -> Vec<Vec<(f64, KeyItem<'s>)>> {
        let mut items = vec![KeyItem::Unit(&self.unit)];
        let keyed = self.panels.iter().filter(|_| !self.direct_labels);
        for series in keyed.flat_map(|p| &p.series) {
            let known =
                items.iter().any(|i| matches!(i, KeyItem::Series(s) if s.label == series.label));
            if !known && !series.label.is_empty() {
                items.push(KeyItem::Series(series));
            }
        }
        items.extend(self.projection_label.as_deref().map(KeyItem::Projection));
        let mut rows: Vec<Vec<(f64, KeyItem<'s>)>> = vec![Vec::new()];
        let mut x = 0.0;
        for item in items {
            let needed = item.width(style);
            if x > 0.0 && x + needed > width {
                rows.push(Vec::new());
                x = 0.0;
            }
            if let Some(row) = rows.last_mut() {
                row.push((x, item));
            }
            x += needed + 14.0;
        }
        rows
    }

    fn draw_key(&self, canvas: &Canvas, style: &Style, width: f64) {
        let leading = style.leading(style.label_pt);
        for (i, row) in self.key_rows(style, width).into_iter().enumerate() {
            let y = leading * (i as f64 + 0.5);
            for (x, item) in row {
                item.draw(canvas, style, (x, y));
            }
        }
    }
}

/// An entry of the key.
#[derive(Clone, Copy)]
enum KeyItem<'s> {
    Unit(&'s str),
    Series(&'s Series),
    Projection(&'s str),
}

const SAMPLE_PT: f64 = 16.0;

impl KeyItem<'_> {
    fn width(self, style: &Style) -> f64 {
        match self {
            Self::Unit(text) => style.text_width(text, style.tick_pt, Weight::Regular),
            Self::Series(series) => {
                let look = series.lettering(style);
                SAMPLE_PT + 4.0 + style.text_width(&series.label, look.size_pt, look.weight)
            }
            Self::Projection(text) => {
                SAMPLE_PT + 4.0 + style.text_width(text, style.tick_pt, Weight::Italic)
            }
        }
    }

    fn draw(self, canvas: &Canvas, style: &Style, (x, y): (f64, f64)) {
        let muted = Lettering::new(style.tick_pt, style.palette.muted);
        let label = (x + SAMPLE_PT + 4.0, y);
        match self {
            Self::Unit(text) => canvas.text(text, (x, y), muted),
            Self::Projection(text) => {
                let stroke = Stroke::new(style.palette.muted, style.line_pt).dashed(3.0, 2.0);
                canvas.line(&[(x, y), (x + SAMPLE_PT, y)], stroke);
                canvas.text(text, label, muted.weight(Weight::Italic));
            }
            Self::Series(series) => {
                let stroke = Stroke::new(series.colour(style), style.line_pt);
                canvas.line(&[(x, y), (x + SAMPLE_PT, y)], stroke);
                if let Emphasis::Highlight(kind) = series.emphasis {
                    let middle = [(x + SAMPLE_PT / 2.0, y)];
                    markers(canvas, kind, &middle, style.marker_pt, series.colour(style), false);
                }
                canvas.text(&series.label, label, series.lettering(style));
            }
        }
    }
}

fn draw_panel(
    canvas: &Canvas,
    style: &Style,
    frame: &Frame,
    plot: Box2,
    panel: &Panel,
    direct_labels: bool,
) {
    let compact =
        Style { line_pt: style.line_pt * 0.85, marker_pt: style.marker_pt * 0.65, ..style.clone() };
    let lines = LinePanel::new(canvas, &compact, frame, plot);
    lines.axes(true, true);
    lines.divider(plot.min.1);
    panel.series.iter().for_each(|s| lines.band(s));
    panel.series.iter().for_each(|s| lines.series(s));
    if direct_labels {
        EndLabels::of(&panel.series, style, plot.max.0 - plot.min.0)
            .draw(canvas, &compact, &lines, plot);
    }
}

#[cfg(test)]
mod tests {
    use super::super::line_panel::{Point, Status};
    use super::*;

    fn grid(common_scale: bool) -> SmallMultiples {
        let panel = |i: i32| Panel {
            title: format!("Synthetic panel {i}"),
            series: vec![Series {
                label: "series".to_owned(),
                points: (2010..2020)
                    .map(|year| Point {
                        year,
                        value: f64::from(i * year),
                        status: Status::Observed,
                        interval: None,
                    })
                    .collect(),
                emphasis: Emphasis::Highlight(0),
            }],
        };
        SmallMultiples {
            width: Width::Full,
            columns: 3,
            plot_height_pt: 50.0,
            unit: "Mt".to_owned(),
            panels: (1..=5).map(panel).collect(),
            common_scale,
            zero_baseline: true,
            projection_label: None,
            direct_labels: false,
        }
    }

    #[test]
    fn direct_labels_stand_in_every_panel_and_in_no_key() {
        let svg = SmallMultiples { direct_labels: true, ..grid(true) }.draw(&Style::default());
        assert_eq!(svg.unwrap().text.matches(">series<").count(), 5);
    }

    #[test]
    fn a_common_scale_is_the_same_in_every_panel() {
        let own = grid(false).frames().unwrap();
        let common = grid(true).frames().unwrap();
        assert!(own.windows(2).any(|w| w[0].ticks != w[1].ticks));
        assert!(common.windows(2).all(|w| w[0].ticks == w[1].ticks));
    }

    #[test]
    fn the_key_names_each_series_once() {
        let svg = grid(true).draw(&Style::default()).unwrap();
        assert_eq!(svg.text.matches(">series<").count(), 1);
        assert_eq!(svg.text.matches("Synthetic panel").count(), 5);
    }

    #[test]
    fn a_grid_without_panels_is_a_fault() {
        let empty = SmallMultiples { panels: Vec::new(), ..grid(true) };
        assert!(empty.draw(&Style::default()).is_err());
    }
}
