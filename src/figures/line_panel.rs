//! Series over years in one plot: axes, bands, lines and markers. Line charts and small multiples share it.

use plotters::coord::CoordTranslate;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;

use super::canvas::{Align, Canvas, Lettering, Pt, Stroke};
use super::label_placement::Box2;
use super::require_finite;
use super::scales::{Ticks, nice_ticks, year_step};
use super::style::Style;
use super::svg_document::{in_points, units};
use super::text_metrics::Weight;
use crate::diagnostics::Diagnostic;
use crate::theme::Colour;

/// How a value came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Read from data: solid line, filled marker.
    Observed,
    /// Estimated: solid line, hollow marker.
    Estimated,
    /// Projected: dashed line, band.
    Projected,
}

/// A value of a year, in display units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Calendar year.
    pub year: i32,
    /// The value.
    pub value: f64,
    /// How it came about.
    pub status: Status,
    /// Lower and upper end of its interval.
    pub interval: Option<(f64, f64)>,
}

/// How much a series stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emphasis {
    /// The colour and marker of that number in the palette; the same number is the same in all figures.
    Highlight(usize),
    /// Grey, thin, without markers except for estimates.
    Context,
}

/// A named series.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its label.
    pub label: String,
    /// Its values by ascending year; a missing year is a gap in the line.
    pub points: Vec<Point>,
    /// How much it stands out.
    pub emphasis: Emphasis,
}

impl Series {
    /// The line's colour.
    pub(crate) fn colour(&self, style: &Style) -> Colour {
        match self.emphasis {
            Emphasis::Highlight(index) => style.palette.category(index),
            Emphasis::Context => style.palette.context,
        }
    }

    /// The label's colour and cut.
    pub(crate) fn lettering(&self, style: &Style) -> Lettering {
        match self.emphasis {
            Emphasis::Highlight(_) => Lettering::new(style.label_pt, self.colour(style).for_text())
                .weight(Weight::Semibold),
            Emphasis::Context => Lettering::new(style.tick_pt, style.palette.muted),
        }
    }
}

/// What all panels of a figure agree on.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) first_year: i32,
    pub(crate) last_year: i32,
    pub(crate) ticks: Ticks,
    /// The first projected year of any series.
    pub(crate) projected_from: Option<i32>,
}

impl Frame {
    /// The frame of these series.
    ///
    /// # Errors
    /// If there is no point, a value is not finite, or years do not ascend.
    pub(crate) fn of<'s>(
        series: impl IntoIterator<Item = &'s Series> + Clone,
        zero_baseline: bool,
        tick_count: usize,
    ) -> Result<Self, Diagnostic> {
        let points = || series.clone().into_iter().flat_map(|s| &s.points);
        for one in series.clone() {
            let ends = one.points.iter().flat_map(|p| p.interval).flat_map(|(a, b)| [a, b]);
            require_finite(one.points.iter().map(|p| p.value).chain(ends), &one.label)?;
            if let Some(pair) = one.points.windows(2).find(|w| w[0].year >= w[1].year) {
                return Err(super::undrawable(format!("The years of {} do not ascend", one.label))
                    .found(format!("{} before {}", pair[0].year, pair[1].year)));
            }
        }
        let (Some(first_year), Some(last_year)) =
            (points().map(|p| p.year).min(), points().map(|p| p.year).max())
        else {
            return Err(super::undrawable("A line chart has no point at all"));
        };
        let all = points().flat_map(|p| {
            let (low, high) = p.interval.unwrap_or((p.value, p.value));
            [p.value, low, high]
        });
        let zero = zero_baseline.then_some(0.0);
        let (low, high) = all
            .chain(zero)
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
        let projected_from =
            points().filter(|p| p.status == Status::Projected).map(|p| p.year).min();
        Ok(Self { first_year, last_year, ticks: nice_ticks(low, high, tick_count), projected_from })
    }

    /// Labels of the ticks.
    pub(crate) fn tick_labels(&self, style: &Style) -> Vec<String> {
        let decimals = self.ticks.decimals;
        self.ticks.values.iter().map(|&v| style.numbers.text(v, decimals)).collect()
    }

    /// The width that the tick labels need, with their gap.
    pub(crate) fn tick_width(&self, style: &Style) -> f64 {
        let labels = self.tick_labels(style);
        let widest = labels.iter().map(|t| style.text_width(t, style.tick_pt, Weight::Regular));
        widest.fold(0.0, f64::max) + 5.0
    }
}

/// A plot on the page.
pub(crate) struct LinePanel<'a> {
    canvas: &'a Canvas,
    style: &'a Style,
    frame: &'a Frame,
    plot: Box2,
    coordinates: Cartesian2d<RangedCoordf64, RangedCoordf64>,
}

impl<'a> LinePanel<'a> {
    /// A plot that fills the box.
    pub(crate) fn new(canvas: &'a Canvas, style: &'a Style, frame: &'a Frame, plot: Box2) -> Self {
        // A single year would be a range without extent.
        let last = frame.last_year.max(frame.first_year + 1);
        let inset = style.marker_pt;
        let coordinates = Cartesian2d::new(
            f64::from(frame.first_year)..f64::from(last),
            frame.ticks.low()..frame.ticks.high(),
            (
                units(plot.min.0 + inset)..units(plot.max.0 - inset),
                units(plot.max.1)..units(plot.min.1),
            ),
        );
        Self { canvas, style, frame, plot, coordinates }
    }

    /// The position of a year and value.
    pub(crate) fn at(&self, year: f64, value: f64) -> Pt {
        in_points(self.coordinates.translate(&(year, value)))
    }

    /// The lower edge of the plot.
    pub(crate) fn bottom(&self) -> f64 {
        self.plot.max.1
    }

    /// Grid, tick labels (if asked) and years.
    pub(crate) fn axes(&self, value_labels: bool, year_labels: bool) {
        let (style, palette) = (self.style, &self.style.palette);
        let grid = Stroke::new(palette.grid, style.hairline_pt);
        let floor = self.frame.ticks.low();
        let base = if floor < 0.0 { 0.0 } else { floor };
        let look = Lettering::new(style.tick_pt, palette.muted);
        for (&value, text) in self.frame.ticks.values.iter().zip(self.frame.tick_labels(style)) {
            let y = self.at(f64::from(self.frame.first_year), value).1;
            if (value - base).abs() > 1e-12 {
                self.canvas.line(&[(self.plot.min.0, y), (self.plot.max.0, y)], grid);
            }
            if value_labels {
                self.canvas.text(&text, (self.plot.min.0 - 5.0, y), look.align(Align::Right));
            }
        }
        // The base line last, so that no grid line lies over it.
        let axis = Stroke::new(palette.axis, style.hairline_pt);
        let y = self.at(f64::from(self.frame.first_year), base).1;
        self.canvas.line(&[(self.plot.min.0, y), (self.plot.max.0, y)], axis);
        let bottom = self.plot.max.1;
        for year in self.years() {
            let x = self.at(f64::from(year), floor).0;
            self.canvas.line(&[(x, bottom), (x, bottom + 2.5)], axis);
            if year_labels {
                let at = (x, bottom + 4.5 + style.tick_pt / 2.0);
                self.canvas.text(&year.to_string(), at, look.align(Align::Centre));
            }
        }
    }

    /// The years that get a label: multiples of a round step, and the last year if it keeps clear.
    pub(crate) fn years(&self) -> Vec<i32> {
        let (first, last) = (self.frame.first_year, self.frame.last_year);
        let label = self.style.text_width("0000", self.style.tick_pt, Weight::Regular) + 6.0;
        let width = self.plot.max.0 - self.plot.min.0;
        let step = year_step(last - first, width, label);
        let mut years: Vec<i32> = (first..=last).filter(|y| y.rem_euclid(step) == 0).collect();
        let clear = |from: i32, to: i32| {
            f64::from(to - from) * width / f64::from((last - first).max(1)) >= label
        };
        if years.last().is_none_or(|&y| clear(y, last)) {
            years.push(last);
        }
        if clear(first, years[0]) {
            years.insert(0, first);
        }
        years
    }

    /// The line where the projection begins, halfway between the last other and the first projected year.
    pub(crate) fn divider(&self, top: f64) -> Option<f64> {
        let year = f64::from(self.frame.projected_from?) - 0.5;
        let x = self.at(year, self.frame.ticks.low()).0;
        let stroke = Stroke::new(self.style.palette.axis, self.style.hairline_pt).dashed(1.0, 2.0);
        self.canvas.line(&[(x, top), (x, self.plot.max.1)], stroke);
        Some(x)
    }

    /// The band of a series' intervals.
    pub(crate) fn band(&self, series: &Series) {
        let points = &series.points;
        for run in points.chunk_by(|a, b| b.year == a.year + 1) {
            let mut ring: Vec<Pt> = Vec::new();
            let mut back: Vec<Pt> = Vec::new();
            for (i, p) in run.iter().enumerate() {
                let opens = run.get(i + 1).is_some_and(|next| next.interval.is_some());
                let Some((low, high)) = p.interval.or_else(|| opens.then_some((p.value, p.value)))
                else {
                    continue;
                };
                ring.push(self.at(f64::from(p.year), high));
                back.push(self.at(f64::from(p.year), low));
            }
            if ring.len() > 1 {
                ring.extend(back.into_iter().rev());
                self.canvas.polygon(&ring, series.colour(self.style), 0.16);
            }
        }
    }

    /// The line and markers of a series.
    pub(crate) fn series(&self, series: &Series) {
        let style = self.style;
        let colour = series.colour(style);
        let width = match series.emphasis {
            Emphasis::Highlight(_) => style.line_pt,
            Emphasis::Context => style.context_line_pt,
        };
        let solid = Stroke::new(colour, width).round();
        let dashed = Stroke::new(colour, width).dashed(3.0, 2.0);
        for run in series.points.chunk_by(|a, b| b.year == a.year + 1) {
            // A segment is as firm as its later end.
            let mut from = 0;
            while from + 1 < run.len() {
                let projected = run[from + 1].status == Status::Projected;
                let to = (from + 1..run.len())
                    .take_while(|&i| (run[i].status == Status::Projected) == projected)
                    .last()
                    .unwrap_or(from + 1);
                let line: Vec<Pt> =
                    run[from..=to].iter().map(|p| self.at(f64::from(p.year), p.value)).collect();
                self.canvas.line(&line, if projected { dashed } else { solid });
                from = to;
            }
        }
        self.markers(series, colour);
    }

    /// Filled markers on observations, hollow ones on estimates and on the end of a projection.
    fn markers(&self, series: &Series, colour: Colour) {
        let points = &series.points;
        let last = points.len().saturating_sub(1);
        let (kind, radius) = match series.emphasis {
            Emphasis::Highlight(kind) => (kind, self.style.marker_pt),
            Emphasis::Context => (0, self.style.marker_pt * 0.7),
        };
        let (mut filled, mut hollow) = (Vec::new(), Vec::new());
        for (i, p) in points.iter().enumerate() {
            let at = self.at(f64::from(p.year), p.value);
            let highlighted = series.emphasis != Emphasis::Context;
            match p.status {
                Status::Observed if highlighted || last == 0 => filled.push(at),
                Status::Estimated => hollow.push(at),
                Status::Projected if highlighted && i == last => hollow.push(at),
                Status::Observed | Status::Projected => {}
            }
        }
        markers(self.canvas, kind, &filled, radius, colour, false);
        markers(self.canvas, kind, &hollow, radius, colour, true);
    }
}

/// Markers of the shape that goes with the number of a highlight: circle, square, triangle, diamond,
/// inverted triangle, bar. All have about the same area.
pub(crate) fn markers(
    canvas: &Canvas,
    kind: usize,
    at: &[Pt],
    radius: f64,
    colour: Colour,
    hollow: bool,
) {
    const OUTLINE_PT: f64 = 0.8;
    let shape: &[Pt] = match kind % 6 {
        0 => {
            canvas.dots(at, radius + OUTLINE_PT / 2.0, colour);
            if hollow {
                canvas.dots(at, radius - OUTLINE_PT / 2.0, Colour::WHITE);
            }
            return;
        }
        1 => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        2 => &[(0.0, -1.25), (1.2, 0.85), (-1.2, 0.85)],
        3 => &[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)],
        4 => &[(0.0, 1.25), (1.2, -0.85), (-1.2, -0.85)],
        _ => &[(-1.4, -0.5), (1.4, -0.5), (1.4, 0.5), (-1.4, 0.5)],
    };
    let ring = |&(x, y): &Pt| -> Vec<Pt> {
        shape.iter().map(|(dx, dy)| (x + dx * radius, y + dy * radius)).collect()
    };
    let rings: Vec<Vec<Pt>> = at.iter().map(ring).collect();
    let fill = if hollow { Colour::WHITE } else { colour };
    canvas.polygons(&rings, fill, Some(Stroke::new(colour, OUTLINE_PT)));
}
