//! The SVG file being written: small and clean.
//!
//! One unit is 1/20 point; the file speaks points, with at most two decimals. Strokes that follow each
//! other in one style become one path. Opacity is written as `fill-opacity` and `stroke-opacity`, since
//! element opacity costs a PDF one form object each.

use std::fmt::Write as _;

use plotters::style::{RGBAColor, ShapeStyle};

use super::Svg;
use super::path_data::{PathData, decimal};
use super::text_metrics::Weight;
use crate::theme::Colour;

/// Units per point.
pub(crate) const UNITS_PER_PT: i32 = 20;

/// A position in units.
pub(crate) type Unit2 = (i32, i32);

/// Points as units.
pub(crate) fn units(points: f64) -> i32 {
    // Figures are some hundred points wide: far inside i32.
    (points * f64::from(UNITS_PER_PT)).round() as i32
}

/// A position in units as points.
pub(crate) fn in_points((x, y): Unit2) -> (f64, f64) {
    (f64::from(x) / f64::from(UNITS_PER_PT), f64::from(y) / f64::from(UNITS_PER_PT))
}

/// A line's look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stroke {
    colour: Colour,
    width_pt: f64,
    alpha: f64,
    dash: Option<(f64, f64)>,
    round: bool,
}

impl Stroke {
    /// A solid line.
    pub(crate) fn new(colour: Colour, width_pt: f64) -> Self {
        Self { colour, width_pt, alpha: 1.0, dash: None, round: false }
    }

    /// With dashes and gaps of that length in points.
    pub(crate) fn dashed(mut self, dash: f64, gap: f64) -> Self {
        self.dash = Some((dash, gap));
        self
    }

    /// With round ends and joins.
    pub(crate) fn round(mut self) -> Self {
        self.round = true;
        self
    }

    /// Translucent: 0 is invisible, 1 opaque.
    pub(crate) fn alpha(mut self, alpha: f64) -> Self {
        self.alpha = alpha;
        self
    }

    /// The colour, opacity and width in units, for plotters.
    pub(crate) fn shape_style(self) -> ShapeStyle {
        let [r, g, b] = self.colour.rgb;
        ShapeStyle {
            color: RGBAColor(r, g, b, self.alpha),
            filled: false,
            stroke_width: units(self.width_pt).unsigned_abs(),
        }
    }

    fn attributes(self) -> String {
        let mut out = paint("stroke", self.colour, self.alpha);
        let _ = write!(out, " stroke-width=\"{}\"", decimal(units(self.width_pt)));
        if let Some((dash, gap)) = self.dash {
            let (dash, gap) = (decimal(units(dash)), decimal(units(gap)));
            let _ = write!(out, " stroke-dasharray=\"{dash} {gap}\"");
        }
        if self.round {
            out.push_str(" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
        }
        out
    }
}

/// Where a text stands relative to its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    /// Starts there.
    Left,
    /// Is centred there.
    Centre,
    /// Ends there.
    Right,
}

/// A text's look. The position given is the middle of its capitals.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lettering {
    /// Font size in points.
    pub(crate) size_pt: f64,
    /// Colour.
    pub(crate) colour: Colour,
    /// Cut.
    pub(crate) weight: Weight,
    /// Horizontal alignment.
    pub(crate) align: Align,
}

impl Lettering {
    /// Regular text that starts at its position.
    pub(crate) fn new(size_pt: f64, colour: Colour) -> Self {
        Self { size_pt, colour, weight: Weight::Regular, align: Align::Left }
    }

    /// In another cut.
    pub(crate) fn weight(mut self, weight: Weight) -> Self {
        self.weight = weight;
        self
    }

    /// Aligned otherwise.
    pub(crate) fn align(mut self, align: Align) -> Self {
        self.align = align;
        self
    }
}

/// The SVG being written.
#[derive(Debug, Default)]
pub(crate) struct Document {
    size: Unit2,
    body: String,
    /// Height of a capital letter as a share of the font size.
    cap_height: f64,
    /// Strokes not yet written: their attributes and path.
    strokes: Option<(String, PathData)>,
}

impl Document {
    /// An empty page of that size in points.
    pub(crate) fn new(width_pt: f64, height_pt: f64, cap_height: f64) -> Self {
        let size = (units(width_pt), units(height_pt));
        Self { size, body: String::new(), cap_height, strokes: None }
    }

    /// Width and height in units.
    pub(crate) fn size(&self) -> Unit2 {
        self.size
    }

    /// The finished file.
    pub(crate) fn finish(mut self, families: &[String]) -> Svg {
        self.flush();
        let (width, height) = (decimal(self.size.0), decimal(self.size.1));
        // Quoted, since a name with a digit ("Source Sans 3") is no bare identifier of CSS; a generic one must stay bare.
        let quoted = |name: &String| match name.as_str() {
            "sans-serif" | "serif" | "monospace" => name.clone(),
            name => format!("'{}'", name.replace('\'', "")),
        };
        let family = families.iter().map(quoted).collect::<Vec<_>>().join(", ");
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" \
             viewBox=\"0 0 {width} {height}\" font-family=\"{}\" fill=\"none\">\n{}</svg>\n",
            escape(&family),
            self.body
        );
        let points = |n: i32| f64::from(n) / f64::from(UNITS_PER_PT);
        Svg { width_pt: points(self.size.0), height_pt: points(self.size.1), text }
    }

    /// A polyline.
    pub(crate) fn line(&mut self, points: &[Unit2], stroke: Stroke) {
        let attributes = stroke.attributes();
        if self.strokes.as_ref().is_none_or(|(open, _)| *open != attributes) {
            self.flush();
            self.strokes = Some((attributes, PathData::default()));
        }
        if let Some((_, data)) = &mut self.strokes {
            data.push(points, false);
        }
    }

    /// Rings as one shape, filled and outlined; the fill with its opacity, by the even-odd rule if asked.
    pub(crate) fn shape<'r>(
        &mut self,
        rings: impl IntoIterator<Item = &'r [Unit2]>,
        fill: Option<(Colour, f64)>,
        even_odd: bool,
        stroke: Option<Stroke>,
    ) {
        self.flush();
        let mut data = PathData::default();
        for ring in rings {
            data.push(ring, true);
        }
        let data = data.text;
        if data.is_empty() {
            return;
        }
        let mut attributes = String::new();
        if let Some((colour, alpha)) = fill {
            attributes += &paint("fill", colour, alpha);
            if even_odd {
                attributes.push_str(" fill-rule=\"evenodd\"");
            }
        }
        attributes += &stroke.map(Stroke::attributes).unwrap_or_default();
        let _ = writeln!(self.body, "<path d=\"{data}\"{attributes}/>");
    }

    /// A circle, filled, outlined or both.
    pub(crate) fn circle(
        &mut self,
        centre: Unit2,
        radius: i32,
        fill: Option<Colour>,
        stroke: Option<Stroke>,
    ) {
        self.flush();
        let (x, y, r) = (decimal(centre.0), decimal(centre.1), decimal(radius));
        let attributes = fill.map(|colour| paint("fill", colour, 1.0)).unwrap_or_default()
            + &stroke.map(Stroke::attributes).unwrap_or_default();
        let _ = writeln!(self.body, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\"{attributes}/>");
    }

    /// A line of text.
    pub(crate) fn text(&mut self, text: &str, (x, y): Unit2, look: Lettering) {
        self.flush();
        let anchor = match look.align {
            Align::Left => "",
            Align::Centre => " text-anchor=\"middle\"",
            Align::Right => " text-anchor=\"end\"",
        };
        let cut = match look.weight {
            Weight::Regular => "",
            Weight::Semibold => " font-weight=\"600\"",
            Weight::Italic => " font-style=\"italic\"",
        };
        let _ = writeln!(
            self.body,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{}{anchor}{cut}>{}</text>",
            decimal(x),
            decimal(y + units(self.cap_height * look.size_pt / 2.0)),
            decimal(units(look.size_pt)),
            paint("fill", look.colour, 1.0),
            escape(text)
        );
    }

    fn flush(&mut self) {
        if let Some((attributes, data)) = self.strokes.take() {
            let _ = writeln!(self.body, "<path d=\"{}\"{attributes}/>", data.text);
        }
    }
}

/// ` fill="#rrggbb"` or ` stroke=...`, with the opacity if it is not 1.
fn paint(kind: &str, colour: Colour, alpha: f64) -> String {
    let mut out = format!(" {kind}=\"{colour}\"");
    if alpha < 1.0 {
        let _ = write!(out, " {kind}-opacity=\"{}\"", (alpha * 100.0).round() / 100.0);
    }
    out
}

/// Text as XML character data or attribute value; control characters, which XML forbids, are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_of_one_style_become_one_path() {
        let mut document = Document::new(10.0, 10.0, 0.66);
        let ink = Stroke::new(Colour::hex(0), 0.5).alpha(0.5);
        document.line(&[(0, 0), (20, 0)], ink);
        document.line(&[(0, 20), (20, 20)], ink);
        let svg = document.finish(&["A 3".to_owned()]).text;
        assert_eq!(svg.matches("<path").count(), 1);
        assert!(svg.contains("stroke-opacity=\"0.5\""));
        assert!(!svg.contains(" opacity="));
        assert!(svg.contains("font-family=\"'A 3'\""));
    }

    #[test]
    fn text_is_escaped_and_control_characters_are_dropped() {
        assert_eq!(escape("a<b & \"c\"\u{1}"), "a&lt;b &amp; &quot;c&quot;");
    }
}
