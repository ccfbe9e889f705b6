//! Series over years with direct labels.

use super::Svg;
use super::canvas::{Align, Canvas, Lettering, Stroke};
use super::end_labels::EndLabels;
use super::label_placement::Box2;
use super::line_panel::{Emphasis, Frame, LinePanel, Series};
use super::style::{Style, Width};
use super::text_metrics::Weight;
use crate::diagnostics::Diagnostic;

/// A note at a year.
#[derive(Clone, Debug, PartialEq)]
pub struct YearNote {
    /// Calendar year.
    pub year: i32,
    /// The note; short, it stands above the plot.
    pub text: String,
}

/// A line chart. Observed and estimated parts are solid (estimates with hollow markers), projections dashed
/// with their interval as a band. Labels stand at the right end of the lines and never overlap.
#[derive(Clone, Debug, PartialEq)]
pub struct LineChart {
    /// Printed width.
    pub width: Width,
    /// Printed height in points; the chart grows if its labels need more.
    pub height_pt: f64,
    /// Unit of the values, printed above the axis.
    pub unit: String,
    /// The series; highlights are drawn above context.
    pub series: Vec<Series>,
    /// Whether the axis must include zero.
    pub zero_baseline: bool,
    /// Label of the projected part; needs projected points.
    pub projection_label: Option<String>,
    /// Notes at years.
    pub notes: Vec<YearNote>,
}

impl LineChart {
    /// Draws the chart.
    ///
    /// # Errors
    /// If there is no point, a value is not finite, or the years of a series do not ascend.
    pub fn draw(&self, style: &Style) -> Result<Svg, Diagnostic> {
        let width = self.width.points();
        let frame = Frame::of(&self.series, self.zero_baseline, 5)?;
        let labels = EndLabels::of(&self.series, style, width * 0.3);
        let column = labels.column();
        let rows = self.header(style, &frame, width - column);
        let top = 6.0 + style.tick_pt * 1.5 + rows.height;
        let below = style.tick_pt + 9.0;
        let height = self.height_pt.max(top + below + labels.height());
        let canvas = Canvas::new(width, height, style);
        let plot =
            Box2 { min: (frame.tick_width(style), top), max: (width - column, height - below) };
        let panel = LinePanel::new(&canvas, style, &frame, plot);
        let unit = Lettering::new(style.tick_pt, style.palette.muted);
        canvas.text(&self.unit, (0.0, 2.0 + style.tick_pt / 2.0), unit);
        panel.axes(true, true);
        self.draw_header(&canvas, style, &panel, &rows, top);
        let context = |s: &&Series| s.emphasis == Emphasis::Context;
        let order =
            || self.series.iter().filter(context).chain(self.series.iter().filter(|s| !context(s)));
        order().for_each(|s| panel.band(s));
        order().for_each(|s| panel.series(s));
        labels.draw(&canvas, style, &panel, plot);
        Ok(canvas.finish())
    }
}

/// A text of the header: its lines and where they go.
struct HeaderText {
    lines: Vec<String>,
    year: f64,
    row: usize,
    align: Align,
    weight: Weight,
}

/// The texts above the plot, in rows that do not overlap.
struct Header {
    texts: Vec<HeaderText>,
    height: f64,
    leading: f64,
}

impl LineChart {
    /// Arranges the projection label and the notes in rows.
    fn header(&self, style: &Style, frame: &Frame, right: f64) -> Header {
        let leading = style.leading(style.tick_pt);
        let left = frame.tick_width(style);
        let span = f64::from((frame.last_year - frame.first_year).max(1));
        let x = |year: f64| left + (right - left) * (year - f64::from(frame.first_year)) / span;
        let mut wanted: Vec<(f64, &str, Weight)> = self
            .notes
            .iter()
            .map(|n| (f64::from(n.year), n.text.as_str(), Weight::Regular))
            .collect();
        if let (Some(text), Some(year)) = (&self.projection_label, frame.projected_from) {
            wanted.push((f64::from(year) - 0.5, text, Weight::Italic));
        }
        wanted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut header = Header { texts: Vec::new(), height: 0.0, leading };
        let mut boxes: Vec<Box2> = Vec::new();
        let mut row = 0;
        for (year, text, weight) in wanted {
            let at = x(year);
            let room_right = right - at - 3.0;
            let natural = style.text_width(text, style.tick_pt, weight);
            let align =
                if natural <= room_right || room_right > at { Align::Left } else { Align::Right };
            let room = if align == Align::Left { room_right } else { at - 3.0 };
            let lines = style.wrap(text, style.tick_pt, weight, room.max(30.0));
            let widths = lines.iter().map(|l| style.text_width(l, style.tick_pt, weight));
            let width = widths.fold(0.0, f64::max) + 9.0;
            let from = if align == Align::Left { at } else { at - width };
            let fits = |row: usize, boxes: &[Box2]| {
                let b = Box2 {
                    min: (from, row as f64),
                    max: (from + width, (row + lines.len()) as f64),
                };
                (!boxes.iter().any(|other| other.overlaps(b))).then_some(b)
            };
            let (at_row, placed) = (0..)
                .find_map(|r| fits(r, &boxes).map(|b| (r, b)))
                .expect("some row is free of the finitely many boxes");
            boxes.push(placed);
            row = row.max(at_row + lines.len());
            header.texts.push(HeaderText { lines, year, row: at_row, align, weight });
        }
        header.height = row as f64 * leading + if row > 0 { 2.0 } else { 0.0 };
        header
    }

    fn draw_header(
        &self,
        canvas: &Canvas,
        style: &Style,
        panel: &LinePanel<'_>,
        header: &Header,
        top: f64,
    ) {
        let first = top - header.height;
        let mut label_top = top;
        for text in &header.texts {
            let x = panel.at(text.year, 0.0).0;
            let from = first + text.row as f64 * header.leading;
            if text.weight == Weight::Italic {
                label_top = from;
            } else {
                let stroke = Stroke::new(style.palette.context, style.hairline_pt);
                canvas.line(&[(x, from), (x, panel.bottom())], stroke);
            }
            let shift = if text.align == Align::Left { 3.0 } else { -3.0 };
            let look = Lettering::new(style.tick_pt, style.palette.muted)
                .weight(text.weight)
                .align(text.align);
            for (i, line) in text.lines.iter().enumerate() {
                let y = from + header.leading * (i as f64 + 0.5);
                canvas.text(line, (x + shift, y), look);
            }
        }
        panel.divider(label_top);
    }
}

#[cfg(test)]
mod tests {
    use super::super::line_panel::{Point, Status};
    use super::*;

    fn chart(labels: usize) -> LineChart {
        let series = (0..labels)
            .map(|i| Series {
                label: format!("Synthetic series {i}"),
                points: (2013..=2030)
                    .map(|year| Point {
                        year,
                        value: 10.0 + i as f64 * 0.01,
                        status: if year > 2019 { Status::Projected } else { Status::Observed },
                        interval: (year > 2019).then_some((9.0, 11.5)),
                    })
                    .collect(),
                emphasis: if i == 0 { Emphasis::Highlight(0) } else { Emphasis::Context },
            })
            .collect();
        LineChart {
            width: Width::Full,
            height_pt: 120.0,
            unit: "Mt".to_owned(),
            series,
            zero_baseline: true,
            projection_label: Some("projection".to_owned()),
            notes: Vec::new(),
        }
    }

    fn label_heights(svg: &str) -> Vec<f64> {
        let mut ys: Vec<f64> = svg
            .lines()
            .filter(|l| l.contains("Synthetic series"))
            .map(|l| l.split("y=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap())
            .collect();
        ys.sort_by(f64::total_cmp);
        ys
    }

    #[test]
    fn the_chart_grows_until_its_labels_do_not_overlap() {
        let svg = chart(16).draw(&Style::default()).unwrap();
        let ys = label_heights(&svg.text);
        assert_eq!(ys.len(), 16);
        assert!(ys.windows(2).all(|w| w[1] - w[0] >= 7.0), "{ys:?}");
        assert!(svg.height_pt > 120.0 && ys[15] < svg.height_pt);
    }

    #[test]
    fn same_specification_same_bytes_and_small() {
        let style = Style::default();
        let (a, b) = (chart(15).draw(&style).unwrap(), chart(15).draw(&style).unwrap());
        assert_eq!(a, b);
        assert!(a.text.len() < 15_000, "{}", a.text.len());
    }

    #[test]
    fn what_cannot_be_drawn_is_a_fault() {
        assert!(chart(0).draw(&Style::default()).is_err());
        let mut bad = chart(1);
        bad.series[0].points[3].value = f64::NAN;
        assert!(bad.draw(&Style::default()).unwrap_err().short().contains("Synthetic series 0"));
        let mut bad = chart(1);
        bad.series[0].points[3].year = 1900;
        assert!(bad.draw(&Style::default()).is_err());
    }
}
