//! The verbs of drawing: lines, shapes and text in points.

use std::cell::RefCell;

use super::Svg;
use super::palette::Colour;
use super::style::Style;
pub(crate) use super::svg_document::{Align, Lettering, Stroke, Unit2};
use super::svg_document::{Document, units};

/// A position in points from the top left corner of the figure.
pub(crate) type Pt = (f64, f64);

/// A page being drawn.
pub(crate) struct Canvas {
    document: RefCell<Document>,
    families: Vec<String>,
}

impl Canvas {
    /// An empty page of that size in points.
    pub(crate) fn new(width_pt: f64, height_pt: f64, style: &Style) -> Self {
        let document = RefCell::new(Document::new(width_pt, height_pt));
        Self { document, families: style.families.clone() }
    }

    /// The finished figure.
    pub(crate) fn finish(self) -> Svg {
        self.document.into_inner().finish(&self.families)
    }

    /// A polyline.
    pub(crate) fn line(&self, points: &[Pt], stroke: Stroke) {
        self.line_units(&in_units(points), stroke);
    }

    /// A polyline in units of 1/20 point.
    pub(crate) fn line_units(&self, points: &[Unit2], stroke: Stroke) {
        if points.len() > 1 {
            self.document.borrow_mut().line(points, stroke);
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
        let slices = rings.iter().map(Vec::as_slice);
        self.document.borrow_mut().shape(slices, Some((fill, 1.0)), false, stroke);
    }

    /// A filled polygon.
    pub(crate) fn polygon(&self, points: &[Pt], fill: Colour, alpha: f64) {
        let ring = in_units(points);
        self.document.borrow_mut().shape([ring.as_slice()], Some((fill, alpha)), false, None);
    }

    /// A filled and outlined polygon.
    pub(crate) fn outlined(&self, points: &[Pt], fill: Colour, stroke: Stroke) {
        let ring = in_units(points);
        self.document.borrow_mut().shape([ring.as_slice()], Some((fill, 1.0)), false, Some(stroke));
    }

    /// Rings in units of 1/20 point as one shape (even-odd), filled and outlined.
    pub(crate) fn shape<'r>(
        &self,
        rings: impl IntoIterator<Item = &'r [Unit2]>,
        fill: Option<Colour>,
        stroke: Option<Stroke>,
    ) {
        self.document.borrow_mut().shape(rings, fill.map(|c| (c, 1.0)), true, stroke);
    }

    /// A filled rectangle from one corner to the opposite one.
    pub(crate) fn rectangle(&self, a: Pt, b: Pt, fill: Colour) {
        self.polygon(&corners(a, b), fill, 1.0);
    }

    /// The outline of a rectangle.
    pub(crate) fn frame(&self, a: Pt, b: Pt, stroke: Stroke) {
        let ring = in_units(&corners(a, b));
        self.document.borrow_mut().shape([ring.as_slice()], None, false, Some(stroke));
    }

    /// A filled circle, outlined if asked.
    pub(crate) fn circle(&self, centre: Pt, radius_pt: f64, fill: Colour, stroke: Option<Stroke>) {
        let centre = (units(centre.0), units(centre.1));
        self.document.borrow_mut().circle(centre, units(radius_pt), Some(fill), stroke);
    }

    /// An open circle.
    pub(crate) fn ring(&self, centre: Pt, radius_pt: f64, stroke: Stroke) {
        let centre = (units(centre.0), units(centre.1));
        self.document.borrow_mut().circle(centre, units(radius_pt), None, Some(stroke));
    }

    /// A line of text.
    pub(crate) fn text(&self, text: &str, at: Pt, look: Lettering) {
        if !text.is_empty() {
            self.document.borrow_mut().text(text, (units(at.0), units(at.1)), look);
        }
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
