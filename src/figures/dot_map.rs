//! The land as a screen of dots, for covers.

use std::collections::BTreeMap;

use super::canvas::{Canvas, Pt};
use super::classes::Classes;
use super::geometry::MapBase;
use super::hatch::stipple;
use super::style::Style;
use super::svg_document::in_points;
use super::{Svg, require_finite, undrawable};
use crate::diagnostics::Diagnostic;

/// Distance of the dots along a row, and of the rows, in units.
const PITCH_UNITS: i32 = 92;
/// Radius of the dots of the lowest class, of the highest, and of land without a value, in points.
const RADII_PT: (f64, f64, f64) = (0.75, 2.05, 0.45);

/// The land as dots that grow with the class of their region's value: a picture without words or borders. What it
/// shows stands beside it; it is no figure.
#[derive(Clone, Debug, PartialEq)]
pub struct DotMap<'a> {
    /// The land; insets and the legend's place are not used.
    pub base: &'a MapBase,
    /// The classes.
    pub classes: &'a Classes,
    /// The values by region; a region of the land without an entry has no data.
    pub values: BTreeMap<String, f64>,
}

impl DotMap<'_> {
    /// Draws the map.
    ///
    /// # Errors
    /// If a value names a region without boundary or is not finite.
    pub fn draw(&self, style: &Style) -> Result<Svg, Diagnostic> {
        if let Some(code) = self.values.keys().find(|code| self.base.region(code).is_none()) {
            return Err(undrawable("A map of dots has a value for a region that it does not draw")
                .found(code.clone()));
        }
        require_finite(self.values.values().copied(), "A map of dots")?;
        let part = &self.base.main;
        let canvas = Canvas::new(self.base.width_pt, part.frame.max.1 + 2.0, style);
        let classes = self.classes.count();
        let mut dots: Vec<Vec<Pt>> = vec![Vec::new(); classes + 1];
        for region in &part.regions {
            let class = self.values.get(&region.code).map(|v| self.classes.class_of(*v));
            let spots = stipple(&region.rings, PITCH_UNITS, 0);
            dots[class.map_or(0, |class| class + 1)].extend(spots.into_iter().map(in_points));
        }
        let colours = style.palette.sequential(classes + 2);
        for (class, spots) in dots.iter().enumerate() {
            let (least, most, without) = RADII_PT;
            let share = class.saturating_sub(1) as f64 / (classes.max(2) - 1) as f64;
            let radius = if class == 0 { without } else { least + (most - least) * share };
            canvas.dots(spots, radius, colours[(class + 1).min(classes + 1)]);
        }
        Ok(canvas.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::super::geometry::{Albers, MapLayout, Placement, squares};
    use super::super::style::Width;
    use super::*;

    fn base() -> MapBase {
        let shapes = squares(3);
        let projection = Albers { parallels: (50.0, 54.0), meridian: 93.0, latitude: 52.0 };
        let at = Placement { x: 0.0, y: 0.0, width: 1.0 };
        let layout = MapLayout { projection, at, insets: Vec::new(), legend: at };
        MapBase::new(&shapes, shapes.codes(), &layout, Width::Points(120.0)).unwrap()
    }

    #[test]
    fn dots_grow_with_the_class_and_land_without_data_has_the_smallest() {
        let base = base();
        let classes = Classes::sequential(&[1.0, 2.0, 9.0], 3).unwrap();
        let values = BTreeMap::from([("R0".to_owned(), 1.0), ("R2".to_owned(), 9.0)]);
        let map = DotMap { base: &base, classes: &classes, values };
        let svg = map.draw(&Style::default()).unwrap();
        assert_eq!(svg, map.draw(&Style::default()).unwrap());
        let widths: Vec<f64> = svg
            .text
            .split("stroke-width=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
            .collect();
        assert_eq!(widths.len(), 3, "{widths:?}");
        assert!(widths.windows(2).all(|w| w[0] < w[1]), "{widths:?}");
        assert!(!svg.text.contains("<text"));
    }

    #[test]
    fn a_value_without_land_is_a_fault() {
        let base = base();
        let classes = Classes::sequential(&[1.0], 3).unwrap();
        let values = BTreeMap::from([("XX".to_owned(), 1.0)]);
        let map = DotMap { base: &base, classes: &classes, values };
        assert!(map.draw(&Style::default()).unwrap_err().short().contains("XX"));
    }
}
