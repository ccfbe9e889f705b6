//! A layout chosen from the boundaries, where the data folder gives none.

use std::collections::BTreeSet;

use super::base::{MapLayout, Placement};
use super::projection::Albers;
use super::shapes::Shapes;
use crate::diagnostics::Outcome;

/// A map stands no higher than this, in shares of the figure's width.
const HIGHEST: f64 = 0.8;

/// The standard parallels lie this part of the span of latitudes within its ends, as is usual for Albers maps.
const INWARD: f64 = 1.0 / 6.0;

impl MapLayout {
    /// One map of the regions with these codes: central meridian and standard parallels from their extent, as wide as the
    /// figure unless that would make it too high. The legend is the caller's.
    ///
    /// # Errors
    /// Boundaries that cannot be projected.
    pub fn fitting(shapes: &Shapes, codes: &[&str]) -> Outcome<Self> {
        let wanted: BTreeSet<&str> = codes.iter().copied().collect();
        let regions = || shapes.regions().iter().filter(|r| wanted.contains(r.code.as_str()));
        let points = || regions().flat_map(|region| region.rings.iter().flatten().copied());
        let latitudes = points().map(|p| p.1);
        let (south, north) = ends(latitudes);
        let meridian = middle(points().map(|p| p.0).collect());
        let span = north - south;
        // A cone needs parallels that differ and do not mirror each other; a strip along the equator gets a flat one.
        let mut parallels = (south + span * INWARD, north - span * INWARD);
        if (parallels.0 + parallels.1).abs() < 1.0 {
            parallels.1 += 1.0;
        }
        let projection = Albers { parallels, meridian, latitude: f64::midpoint(south, north) };
        let conic = projection.prepare()?;
        let printed = points().map(|p| conic.project(p)).collect::<Result<Vec<_>, _>>()?;
        let (west, east) = ends(printed.iter().map(|p| p.0));
        let (low, high) = ends(printed.iter().map(|p| p.1));
        let aspect = (high - low) / (east - west);
        let width = if aspect > HIGHEST { HIGHEST / aspect } else { 1.0 };
        let at = Placement { x: (1.0 - width) / 2.0, y: 0.02, width };
        let legend = Placement { x: 0.0, y: 0.0, width: 1.0 };
        Ok(Self { projection, at, insets: Vec::new(), legend })
    }
}

/// Smallest and largest of some numbers.
fn ends(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), n| (a.min(n), b.max(n)))
}

/// The middle of the shortest arc of longitudes that holds all of these: a country may lie across the antimeridian.
fn middle(mut longitudes: Vec<f64>) -> f64 {
    longitudes.sort_by(f64::total_cmp);
    let (Some(first), Some(last)) = (longitudes.first().copied(), longitudes.last().copied())
    else {
        return 0.0;
    };
    // The widest gap between neighbours around the globe is what the arc leaves out.
    let mut arc = (first, last, first + 360.0 - last);
    for pair in longitudes.windows(2) {
        if pair[1] - pair[0] > arc.2 {
            arc = (pair[1], pair[0] + 360.0, pair[1] - pair[0]);
        }
    }
    let found = f64::midpoint(arc.0, arc.1);
    if found > 180.0 { found - 360.0 } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_lies_across_the_antimeridian_where_the_country_does() {
        assert!((middle(vec![10.0, 20.0]) - 15.0).abs() < 1e-12);
        // 170 to 190: the middle is 180.
        assert!((middle(vec![-170.0, 170.0, 175.0]).abs() - 180.0).abs() < 1e-12);
        // 27 to 190 (that is -170): the middle is 108.5.
        assert!((middle(vec![27.0, 80.0, 140.0, -170.0]) - 108.5).abs() < 1e-12);
    }

    #[test]
    fn a_high_country_stands_in_the_middle_of_the_figure() {
        let ring = "[[10,40],[12,40],[12,60],[10,60],[10,40]]";
        let text = format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"region":"X"}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}]}}"#
        );
        let shapes = Shapes::from_geojson(&text, "region", "test").unwrap();
        let found = MapLayout::fitting(&shapes, &["X"]).unwrap();
        assert!((found.projection.meridian - 11.0).abs() < 1e-9);
        // 40 to 60 degrees, a sixth of 20 within.
        assert!((found.projection.parallels.0 - (40.0 + 20.0 / 6.0)).abs() < 1e-9);
        assert!(found.at.width < 0.2 && (found.at.x + found.at.width / 2.0 - 0.5).abs() < 1e-9);
    }
}
