//! From boundaries in longitude and latitude to rings on the printed page.
//!
//! [`Shapes`] are read from a `GeoJSON` text; a [`MapBase`] projects them ([`Albers`]), fits them to the page, snaps
//! them to the print grid and drops what no printer shows, in such a way that neighbours keep one common
//! border. It is made once and shared by all maps of that layout.

mod anchor;
mod base;
mod clip;
mod fitting;
mod land_mask;
mod projection;
mod shapes;
mod simplify;

pub use base::{InsetLayout, MapBase, MapLayout, Placement};
pub(crate) use base::{MapPart, PrintedRegion};
pub use projection::{Albers, LonLatBox};
pub use shapes::{RegionShape, Shapes};

/// A closed ring on the page in units of 1/20 point; the first point is not repeated.
pub(crate) type Ring = Vec<(i32, i32)>;

/// Land for tests: square regions `R0`, `R1`, ... of two degrees, west to east from 90 degrees.
#[cfg(test)]
pub(super) fn squares(count: i32) -> Shapes {
    let square = |i: i32| {
        let (west, east) = (90 + 2 * i, 92 + 2 * i);
        serde_json::json!({"type": "Feature", "properties": {"region": format!("R{i}")},
            "geometry": {"type": "Polygon", "coordinates":
                [[[west, 50], [east, 50], [east, 54], [west, 54], [west, 50]]]}})
    };
    let features: Vec<_> = (0..count).map(square).collect();
    let text = serde_json::json!({"type": "FeatureCollection", "features": features});
    Shapes::from_geojson(&text.to_string(), "region", "f").expect("squares are shapes")
}
