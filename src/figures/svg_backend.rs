//! The back end through which plotters draws into a [`Document`].
//!
//! One back-end unit is 1/20 point, so that plotters' whole numbers cost no precision. What plotters has no
//! words for (dashes, round ends, several rings in one path) is set on the back end before an element is
//! drawn.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;
use std::sync::Arc;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};

use super::svg_document::{Align, Document, Lettering, Stroke, UNITS_PER_PT, Unit2};
use super::text_metrics::{Typeface, Weight};
use crate::theme::Colour;

/// What is being drawn beyond a single element.
#[derive(Debug, Default)]
struct Mode {
    /// The line's full look; plotters passes only its colour and width.
    stroke: Option<Stroke>,
    /// Rings collected for one path.
    rings: Option<Vec<Vec<Unit2>>>,
}

/// A handle to the document; clones draw into the same one.
#[derive(Clone, Debug)]
pub(crate) struct SvgBackend {
    document: Rc<RefCell<Document>>,
    mode: Rc<RefCell<Mode>>,
    typeface: Arc<Typeface>,
}

impl SvgBackend {
    /// A back end for an empty page of that size in points.
    pub(crate) fn new(width_pt: f64, height_pt: f64, typeface: &Arc<Typeface>) -> Self {
        let document = Document::new(width_pt, height_pt, typeface.cap_height());
        let document = Rc::new(RefCell::new(document));
        Self { document, mode: Rc::default(), typeface: Arc::clone(typeface) }
    }

    /// The document drawn into.
    pub(crate) fn document(&self) -> &RefCell<Document> {
        &self.document
    }

    /// Sets the look of the lines and outlines that follow; `None` leaves it to plotters' own style.
    pub(crate) fn set_stroke(&self, stroke: Option<Stroke>) {
        self.mode.borrow_mut().stroke = stroke;
    }

    /// Collects the polygons that follow.
    pub(crate) fn collect_rings(&self) {
        self.mode.borrow_mut().rings = Some(Vec::new());
    }

    /// Hands out the polygons collected.
    pub(crate) fn take_rings(&self) -> Vec<Vec<Unit2>> {
        self.mode.borrow_mut().rings.take().unwrap_or_default()
    }

    fn stroke<S: BackendStyle>(&self, style: &S) -> Stroke {
        let (colour, alpha) = colour(style.color());
        let width_pt = f64::from(style.stroke_width()) / f64::from(UNITS_PER_PT);
        let own = || Stroke::new(colour, width_pt).alpha(alpha);
        self.mode.borrow().stroke.unwrap_or_else(own)
    }

    fn fill(&self, ring: Vec<Unit2>, color: BackendColor) {
        if let Some(rings) = &mut self.mode.borrow_mut().rings {
            rings.push(ring);
        } else {
            let fill = Some(colour(color));
            self.document.borrow_mut().shape([ring.as_slice()], fill, false, None);
        }
    }
}

fn colour(color: BackendColor) -> (Colour, f64) {
    let (r, g, b) = color.rgb;
    (Colour { rgb: [r, g, b] }, color.alpha)
}

fn weight(style: FontStyle) -> Weight {
    match style {
        FontStyle::Normal => Weight::Regular,
        FontStyle::Bold => Weight::Semibold,
        FontStyle::Italic | FontStyle::Oblique => Weight::Italic,
    }
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for SvgBackend {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let (width, height) = self.document.borrow().size();
        (width.unsigned_abs(), height.unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.fill(vec![(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)], color);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (x0, y0): BackendCoord,
        (x1, y1): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let ring = vec![(x0, y0), (x1, y0), (x1, y1), (x0, y1)];
        if fill {
            self.fill(ring, style.color());
        } else {
            let stroke = self.stroke(style);
            self.document.borrow_mut().shape([ring.as_slice()], None, false, Some(stroke));
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<Unit2> = path.into_iter().collect();
        let stroke = self.stroke(style);
        self.document.borrow_mut().line(&points, stroke);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        // Radii are a few points.
        let radius = radius as i32;
        let outline = self.mode.borrow().stroke;
        let (fill, stroke) = if fill {
            (Some(colour(style.color()).0), outline)
        } else {
            (None, Some(self.stroke(style)))
        };
        self.document.borrow_mut().circle(center, radius, fill, stroke);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        self.fill(vert.into_iter().collect(), style.color());
        Ok(())
    }

    /// The position is the middle of the capitals, whatever the vertical anchor; text is never turned.
    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        pos: BackendCoord,
    ) -> Drawn {
        let align = match style.anchor().h_pos {
            HPos::Left => Align::Left,
            HPos::Center => Align::Centre,
            HPos::Right => Align::Right,
        };
        let size_pt = style.size() / f64::from(UNITS_PER_PT);
        let look = Lettering::new(size_pt, colour(style.color()).0)
            .weight(weight(style.style()))
            .align(align);
        self.document.borrow_mut().text(text, pos, look);
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let size = style.size();
        // Lengths of a label: positive and small.
        let width = self.typeface.width(text, size, weight(style.style()));
        Ok(((width - 1e-6).ceil() as u32, (size * self.typeface.cap_height()).ceil() as u32))
    }
}

#[cfg(test)]
mod tests {
    use plotters::drawing::DrawingArea;
    use plotters::element::{PathElement, Polygon};
    use plotters::style::{RGBAColor, ShapeStyle};

    use super::*;

    #[test]
    fn plotters_elements_arrive_with_their_style() {
        let backend = SvgBackend::new(10.0, 10.0, &Typeface::bundled());
        let area = DrawingArea::from(backend.clone());
        let style = ShapeStyle { color: RGBAColor(1, 2, 3, 0.5), filled: false, stroke_width: 10 };
        area.draw(&PathElement::new(vec![(0, 0), (20, 20)], style)).unwrap();
        area.draw(&Polygon::new(vec![(0, 0), (20, 0), (20, 20)], RGBAColor(4, 5, 6, 1.0))).unwrap();
        let svg = backend.document().take().finish(&[]).text;
        assert!(svg.contains("d=\"M0 0l1 1\" stroke=\"#010203\" stroke-opacity=\"0.5\""));
        assert!(svg.contains("d=\"M0 0h1v1z\" fill=\"#040506\""));
    }

    #[test]
    fn cyrillic_is_measured_with_the_real_font() {
        use plotters::style::IntoFont;
        let backend = SvgBackend::new(10.0, 10.0, &Typeface::bundled());
        let font = ("Source Sans 3", 1000.0).into_font();
        let style = plotters::style::TextStyle::from(font);
        assert_eq!(backend.estimate_text_size("При", &style).unwrap().0, 1765);
    }
}
