//! Stage 4, drawing: chart specifications in, SVG out.
//!
//! A chart is plain data in display units, with every text given by the caller; `draw` turns it into an
//! [`Svg`] at its printed size. Nothing here knows facts, languages or pages, and nothing is read or
//! written: same specification, same bytes.
//!
//! | chart | shows |
//! | --- | --- |
//! | [`LineChart`] | series over years, observed, estimated and projected |
//! | [`SmallMultiples`] | the same in many small panels |
//! | [`BarChart`] | a ranking, one or two series, or on both sides of zero |
//! | [`Waterfall`] | a total, the parts of its change, the next total |
//! | [`Tornado`] | what single changes do to one value |
//! | [`StackedBars`] | how wholes are made up |
//! | [`CoverageMatrix`] | what is there, by row and year |
//! | [`Choropleth`] | one value a region, in classes |
//! | [`LocatorMap`] | where a region lies |
//! | [`DotMap`] | the land as dots, for covers |
//!
//! Maps share a [`MapBase`], which is projected and fitted to the page once. [`Classes`] computed from all
//! values of a series of maps make them comparable. [`Style`] holds what all figures share: the palette and sizes of the
//! house style, and the [`Typeface`] by which text is measured.

#![expect(
    clippy::result_large_err,
    reason = "drawing fails once or never; a boxed diagnostic would burden every caller"
)]

mod bar_chart;
mod canvas;
mod choropleth;
mod classes;
mod coverage_matrix;
mod dot_map;
mod end_labels;
mod geometry;
mod hatch;
mod label_placement;
mod line_chart;
mod line_panel;
mod locator_map;
mod map_labels;
mod map_legend;
mod path_data;
mod scales;
mod small_multiples;
mod stacked_bars;
mod status_fill;
mod style;
mod svg_backend;
mod svg_document;
mod text_metrics;
mod tornado;
mod tree_diagram;
mod waterfall;

pub use bar_chart::{Bar, BarChart, BarValue};
pub use choropleth::{Callout, Choropleth, MapLegend, RegionValue};
pub use classes::Classes;
pub use coverage_matrix::{CoverageMatrix, MatrixCell, MatrixGroup, MatrixRow};
pub use dot_map::DotMap;
pub use geometry::{
    Albers, InsetLayout, LonLatBox, MapBase, MapLayout, Placement, RegionShape, Shapes,
};
pub use line_chart::{LineChart, YearNote};
pub use line_panel::{Emphasis, Point, Series, Status};
pub use locator_map::LocatorMap;
pub use scales::{Ticks, nice_ticks};
pub use small_multiples::{Panel, SmallMultiples};
pub use stacked_bars::{Part, StackedBar, StackedBars};
pub use style::{NumberText, Style, Width};
pub use text_metrics::{Typeface, Weight};
pub use tornado::{Tornado, TornadoEnd, TornadoRow};
pub use tree_diagram::{TreeBox, TreeDiagram, TreeNode};
pub use waterfall::{Step, StepKind, Waterfall};

use crate::diagnostics::{Code, Diagnostic};

/// A drawn figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Svg {
    /// Printed width in points.
    pub width_pt: f64,
    /// Printed height in points.
    pub height_pt: f64,
    /// The file.
    pub text: String,
}

/// The fault of a specification that cannot be drawn.
fn undrawable(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::FigureMissing, message)
}

/// An error if any of the values is not finite.
fn require_finite(values: impl IntoIterator<Item = f64>, what: &str) -> Result<(), Diagnostic> {
    match values.into_iter().find(|v| !v.is_finite()) {
        Some(value) => Err(undrawable(format!("{what} holds a value that is no number"))
            .found(value.to_string())
            .allowed("finite numbers")),
        None => Ok(()),
    }
}
