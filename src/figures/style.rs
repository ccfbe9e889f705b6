//! Sizes, fonts and strokes that all figures share, as printed.

use std::sync::Arc;

use super::palette::Palette;

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
    fn default() -> Self {
        Self {
            palette: Palette::default(),
            families: vec!["Source Sans 3".to_owned()],
            label_pt: 8.0,
            tick_pt: 7.0,
            title_pt: 8.0,
            line_pt: 1.3,
            context_line_pt: 0.8,
            hairline_pt: 0.5,
            border_pt: 0.3,
            marker_pt: 1.6,
            numbers: NumberText::default(),
        }
    }
}

impl Style {
    /// Distance of the baselines of two lines of text of that size.
    pub fn leading(&self, size_pt: f64) -> f64 {
        size_pt * 1.2
    }
}
