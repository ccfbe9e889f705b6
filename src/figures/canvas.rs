//! The verbs of drawing: lines, shapes and text in points.

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Circle, PathElement, Polygon, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBAColor, ShapeStyle, TextStyle};

use super::Svg;
use super::style::Style;
use super::svg_backend::SvgBackend;
use super::svg_document::units;
pub(crate) use super::svg_document::{Align, Lettering, Stroke, Unit2};
use super::text_metrics::Weight;
use crate::theme::Colour;

/// A position in points from the top left corner of the figure.
pub(crate) type Pt = (f64, f64);

/// A page being drawn, through plotters.
pub(crate) struct Canvas {
    backend: SvgBackend,
    area: DrawingArea<SvgBackend, Shift>,
    families: Vec<String>,
}

impl Canvas {
    /// An empty page of that size in points.
    pub(crate) fn new(width_pt: f64, height_pt: f64, style: &Style) -> Self {
        let backend = SvgBackend::new(width_pt, height_pt, &style.typeface);
        let area = DrawingArea::from(backend.clone());
        Self { backend, area, families: style.families.clone() }
    }

    /// The finished figure.
    pub(crate) fn finish(self) -> Svg {
        self.backend.document().take().finish(&self.families)
    }

    /// A polyline.
    pub(crate) fn line(&self, points: &[Pt], stroke: Stroke) {
        self.line_units(&in_units(points), stroke);
    }

    /// A polyline in units of 1/20 point.
    pub(crate) fn line_units(&self, points: &[Unit2], stroke: Stroke) {
        if points.len() > 1 {
            self.backend.set_stroke(Some(stroke));
            drawn(self.area.draw(&PathElement::new(points, stroke.shape_style())));
        }
    }

    /// Filled circles of one size and colour, as one path.
    pub(crate) fn dots(&self, centres: &[Pt], radius_pt: f64, fill: Colour) {
        // A line of no length with round ends is a circle; one unit long, since some viewers skip zero.
        let stroke = Stroke::new(fill, radius_pt * 2.0).round();
        for centre in in_units(centres) {
            self.line_units(&[centre, (centre.0 + 1, centre.1)], stroke);
        }
    }

    /// Filled polygons of one colour, all turning the same way, as one path.
    pub(crate) fn polygons(&self, rings: &[Vec<Pt>], fill: Colour, stroke: Option<Stroke>) {
        let rings: Vec<Vec<Unit2>> = rings.iter().map(|r| in_units(r)).collect();
        self.rings(rings.iter().map(Vec::as_slice), Some((fill, 1.0)), false, stroke);
    }

    /// A filled polygon.
    pub(crate) fn polygon(&self, points: &[Pt], fill: Colour, alpha: f64) {
        let polygon = Polygon::new(in_units(points), rgba(fill, alpha));
        drawn(self.area.draw(&polygon));
    }

    /// A filled and outlined polygon.
    pub(crate) fn outlined(&self, points: &[Pt], fill: Colour, stroke: Stroke) {
        let ring = in_units(points);
        self.rings([ring.as_slice()], Some((fill, 1.0)), false, Some(stroke));
    }

    /// Rings in units of 1/20 point as one shape (even-odd), filled and outlined.
    pub(crate) fn shape<'r>(
        &self,
        rings: impl IntoIterator<Item = &'r [Unit2]>,
        fill: Option<Colour>,
        stroke: Option<Stroke>,
    ) {
        self.rings(rings, fill.map(|c| (c, 1.0)), true, stroke);
    }

    /// Polygons of plotters, collected by the back end and written as one path.
    fn rings<'r>(
        &self,
        rings: impl IntoIterator<Item = &'r [Unit2]>,
        fill: Option<(Colour, f64)>,
        even_odd: bool,
        stroke: Option<Stroke>,
    ) {
        self.backend.collect_rings();
        for ring in rings {
            drawn(self.area.draw(&Polygon::new(ring, rgba(Colour::WHITE, 1.0))));
        }
        let rings = self.backend.take_rings();
        let slices = rings.iter().map(Vec::as_slice);
        self.backend.document().borrow_mut().shape(slices, fill, even_odd, stroke);
    }

    /// A filled rectangle from one corner to the opposite one.
    pub(crate) fn rectangle(&self, a: Pt, b: Pt, fill: Colour) {
        self.polygon(&corners(a, b), fill, 1.0);
    }

    /// The outline of a rectangle.
    pub(crate) fn frame(&self, a: Pt, b: Pt, stroke: Stroke) {
        let ring = in_units(&corners(a, b));
        self.rings([ring.as_slice()], None, false, Some(stroke));
    }

    /// A filled circle, outlined if asked.
    pub(crate) fn circle(&self, centre: Pt, radius_pt: f64, fill: Colour, stroke: Option<Stroke>) {
        self.backend.set_stroke(stroke);
        let style = ShapeStyle { color: rgba(fill, 1.0), filled: true, stroke_width: 0 };
        self.draw_circle(centre, radius_pt, style);
    }

    /// An open circle.
    pub(crate) fn ring(&self, centre: Pt, radius_pt: f64, stroke: Stroke) {
        self.backend.set_stroke(Some(stroke));
        self.draw_circle(centre, radius_pt, stroke.shape_style());
    }

    fn draw_circle(&self, centre: Pt, radius_pt: f64, style: ShapeStyle) {
        let centre = (units(centre.0), units(centre.1));
        drawn(self.area.draw(&Circle::new(centre, units(radius_pt), style)));
    }

    /// A line of text.
    pub(crate) fn text(&self, text: &str, at: Pt, look: Lettering) {
        if text.is_empty() {
            return;
        }
        let cut = match look.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Semibold => FontStyle::Bold,
            Weight::Italic => FontStyle::Italic,
        };
        let horizontal = match look.align {
            Align::Left => HPos::Left,
            Align::Centre => HPos::Center,
            Align::Right => HPos::Right,
        };
        let family = self.families.first().map_or(FontFamily::SansSerif, |f| FontFamily::Name(f));
        let style = TextStyle {
            font: FontDesc::new(family, f64::from(units(look.size_pt)), cut),
            color: rgba(look.colour, 1.0).to_backend_color(),
            pos: Pos::new(horizontal, VPos::Center),
        };
        drawn(self.area.draw(&Text::new(text, (units(at.0), units(at.1)), style)));
    }

    /// Lines of text below each other, the block vertically centred on the position.
    pub(crate) fn text_block(&self, lines: &[String], at: Pt, leading_pt: f64, look: Lettering) {
        let top = at.1 - leading_pt * (lines.len().saturating_sub(1)) as f64 / 2.0;
        for (i, line) in lines.iter().enumerate() {
            self.text(line, (at.0, top + leading_pt * i as f64), look);
        }
    }
}

fn in_units(points: &[Pt]) -> Vec<Unit2> {
    points.iter().map(|p| (units(p.0), units(p.1))).collect()
}

fn corners(a: Pt, b: Pt) -> [Pt; 4] {
    [a, (b.0, a.1), b, (a.0, b.1)]
}

fn rgba(colour: Colour, alpha: f64) -> RGBAColor {
    let [r, g, b] = colour.rgb;
    RGBAColor(r, g, b, alpha)
}

fn drawn(result: Result<(), DrawingAreaErrorKind<Infallible>>) {
    result.expect("the back end cannot fail, and nothing else borrows it while it draws");
}
