//! Sizes, fonts and strokes that all figures share, as printed.

use std::sync::Arc;

use super::text_metrics::{Typeface, Weight};
use crate::theme::{House, Palette};

/// The width of a figure on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Width {
    /// The text column: 160 mm.
    Full,
    /// Half of it less the gap: 78 mm.
    Half,
    /// Any width in points.
    Points(f64),
}

impl Width {
    /// The width in points (1/72 inch).
    pub fn points(self) -> f64 {
        match self {
            Self::Full => 160.0 * 72.0 / 25.4,
            Self::Half => 78.0 * 72.0 / 25.4,
            Self::Points(points) => points,
        }
    }
}

/// How a number of an axis or a class break becomes text.
///
/// The language's own formatter is put in by the caller; figures know no separators.
#[derive(Clone)]
pub struct NumberText(Arc<dyn Fn(f64, usize) -> String + Send + Sync>);

impl NumberText {
    /// A formatter from a function of the value and its decimals.
    pub fn new(format: impl Fn(f64, usize) -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(format))
    }

    /// The value as text with that many decimals.
    pub fn text(&self, value: f64, decimals: usize) -> String {
        (self.0)(value, decimals)
    }
}

impl Default for NumberText {
    /// A decimal point, no grouping, the true minus sign.
    fn default() -> Self {
        Self::new(|value, decimals| format!("{value:.decimals$}").replace('-', "\u{2212}"))
    }
}

impl std::fmt::Debug for NumberText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NumberText")
    }
}

/// What all figures of a publication share. Sizes are in points at the printed size.
#[derive(Clone, Debug)]
pub struct Style {
    /// Colours.
    pub palette: Palette,
    /// Font families as the typesetter knows them, in the order of fallback.
    pub families: Vec<String>,
    /// Widths of the letters of the first family.
    pub typeface: Arc<Typeface>,
    /// Labels of series, bars and regions.
    pub label_pt: f64,
    /// Tick labels, units and notes.
    pub tick_pt: f64,
    /// Titles of panels.
    pub title_pt: f64,
    /// Lines of highlighted series.
    pub line_pt: f64,
    /// Lines of series that only give context.
    pub context_line_pt: f64,
    /// Grid lines, axes and leaders.
    pub hairline_pt: f64,
    /// Boundaries between regions.
    pub border_pt: f64,
    /// Radius of a marker.
    pub marker_pt: f64,
    /// Numbers of axes and class breaks.
    pub numbers: NumberText,
}

impl Default for Style {
    /// The house style that is built in.
    fn default() -> Self {
        Self::new(House::built_in(), Typeface::bundled())
    }
}

impl Style {
    /// The style of a house, with the widths of its font for charts.
    pub fn new(house: &House, typeface: Arc<Typeface>) -> Self {
        let sizes = house.chart_sizes;
        Self {
            palette: house.charts.clone(),
            families: vec![house.fonts.sans.clone()],
            typeface,
            label_pt: sizes.label,
            tick_pt: sizes.tick,
            title_pt: sizes.title,
            line_pt: sizes.line,
            context_line_pt: sizes.context_line,
            hairline_pt: sizes.hairline,
            border_pt: sizes.border,
            marker_pt: sizes.marker,
            numbers: NumberText::default(),
        }
    }

    /// Width of a line of text in points.
    pub fn text_width(&self, text: &str, size_pt: f64, weight: Weight) -> f64 {
        self.typeface.width(text, size_pt, weight)
    }

    /// The text in lines of at most `width_pt`.
    pub fn wrap(&self, text: &str, size_pt: f64, weight: Weight, width_pt: f64) -> Vec<String> {
        self.typeface.wrap(text, size_pt, weight, width_pt)
    }

    /// Distance of the baselines of two lines of text of that size.
    pub fn leading(&self, size_pt: f64) -> f64 {
        size_pt * 1.2
    }
}
