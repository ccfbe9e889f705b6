//! The equal-area projection of all maps.

use proj4rs::Proj;
use proj4rs::transform::transform;
use serde::Deserialize;

use crate::diagnostics::{Code, Diagnostic};

/// A box of longitudes and latitudes in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LonLatBox {
    /// Western edge.
    pub west: f64,
    /// Eastern edge.
    pub east: f64,
    /// Southern edge.
    pub south: f64,
    /// Northern edge.
    pub north: f64,
}

impl LonLatBox {
    /// The edge as a ring, with fifty steps a side.
    pub(crate) fn ring(self) -> Vec<(f64, f64)> {
        let Self { west, east, south, north } = self;
        let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)];
        corners.windows(2).flat_map(|side| steps(side[0], side[1])).collect()
    }
}

/// Fifty points from `a` towards `b`, without `b`.
pub(crate) fn steps(a: (f64, f64), b: (f64, f64)) -> impl Iterator<Item = (f64, f64)> {
    (0..50).map(move |i| {
        let t = f64::from(i) / 50.0;
        (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t)
    })
}

/// Parameters of an Albers equal-area conic projection on the WGS 84 ellipsoid, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Albers {
    /// The two standard parallels.
    pub parallels: (f64, f64),
    /// Central meridian.
    pub meridian: f64,
    /// Latitude of origin.
    pub latitude: f64,
}

impl Albers {
    /// The projection, ready to use.
    ///
    /// # Errors
    /// If the parameters define no cone (parallels that mirror each other, or out of range).
    pub(crate) fn prepare(&self) -> Result<Projection, Diagnostic> {
        let Self { parallels: (first, second), meridian, latitude } = *self;
        let conic = format!(
            "+proj=aea +lat_1={first} +lat_2={second} +lat_0={latitude} +lon_0={meridian} \
             +datum=WGS84 +units=m"
        );
        let fault = |error: proj4rs::errors::Error| {
            Diagnostic::error(Code::BadShapes, "The map projection is not defined")
                .found(format!("{conic}: {error}"))
                .allowed("two standard parallels on one side of the equator, in degrees")
        };
        Ok(Projection {
            geographic: Proj::from_proj_string("+proj=longlat +datum=WGS84").map_err(fault)?,
            conic: Proj::from_proj_string(&conic).map_err(fault)?,
        })
    }
}

/// A projection between degrees and metres.
#[derive(Debug)]
pub(crate) struct Projection {
    geographic: Proj,
    conic: Proj,
}

impl Projection {
    /// Metres east and north of the origin.
    ///
    /// # Errors
    /// If the point has no image.
    pub(crate) fn project(&self, (lon, lat): (f64, f64)) -> Result<(f64, f64), Diagnostic> {
        let mut point = (lon.to_radians(), lat.to_radians(), 0.0);
        transform(&self.geographic, &self.conic, &mut point).map_err(|error| {
            Diagnostic::error(Code::BadShapes, "A boundary cannot be projected")
                .found(format!("{lon}, {lat}: {error}"))
        })?;
        Ok((point.0, point.1))
    }

    /// Longitude and latitude in degrees of a point in metres.
    ///
    /// # Errors
    /// If the point is no image.
    pub(crate) fn invert(&self, (x, y): (f64, f64)) -> Result<(f64, f64), Diagnostic> {
        let mut point = (x, y, 0.0);
        transform(&self.conic, &self.geographic, &mut point).map_err(|error| {
            Diagnostic::error(Code::BadShapes, "An inset lies outside the projection")
                .found(format!("{x}, {y}: {error}"))
        })?;
        Ok((point.0.to_degrees(), point.1.to_degrees()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUSSIA: Albers = Albers { parallels: (52.0, 64.0), meridian: 100.0, latitude: 56.0 };

    /// Twice the signed area of a ring.
    fn area(ring: &[(f64, f64)]) -> f64 {
        (0..ring.len())
            .map(|i| {
                let (a, b) = (ring[i], ring[(i + 1) % ring.len()]);
                a.0 * b.1 - b.0 * a.1
            })
            .sum::<f64>()
            .abs()
    }

    fn cell(projection: &Projection, west: f64, south: f64) -> f64 {
        let edges = LonLatBox { west, east: west + 2.0, south, north: south + 1.0 };
        let ring: Vec<_> =
            edges.ring().into_iter().map(|p| projection.project(p).unwrap()).collect();
        area(&ring) / 2.0
    }

    #[test]
    fn snyders_check_values_are_met() {
        // Snyder 1987, Map Projections: A Working Manual, USGS Professional Paper 1395, numerical example
        // on page 292: Clarke 1866, parallels 29.5 and 45.5, origin 23 N 96 W, point 35 N 75 W gives
        // x = 1 885 472.7 m and y = 1 535 925.0 m.
        let source = Proj::from_proj_string("+proj=longlat +ellps=clrk66").unwrap();
        let target = Proj::from_proj_string(
            "+proj=aea +lat_1=29.5 +lat_2=45.5 +lat_0=23 +lon_0=-96 +ellps=clrk66 +units=m",
        )
        .unwrap();
        let mut point = ((-75f64).to_radians(), 35f64.to_radians(), 0.0);
        transform(&source, &target, &mut point).unwrap();
        assert!((point.0 - 1_885_472.7).abs() < 0.1, "{point:?}");
        assert!((point.1 - 1_535_925.0).abs() < 0.1, "{point:?}");
    }

    #[test]
    fn cells_of_equal_true_area_have_equal_projected_area() {
        let projection = RUSSIA.prepare().unwrap();
        // Along one parallel the true areas are equal; between latitudes they go as the authalic band.
        let (home, far) = (cell(&projection, 99.0, 60.0), cell(&projection, 187.0, 60.0));
        assert!((home / far - 1.0).abs() < 1e-3, "{home} {far}");
        let band = |south: f64| {
            let e: f64 = 0.081_819_190_842_6;
            let q = |lat: f64| {
                let s = lat.to_radians().sin();
                (1.0 - e * e)
                    * (s / (1.0 - e * e * s * s) - ((1.0 - e * s) / (1.0 + e * s)).ln() / (2.0 * e))
            };
            q(south + 1.0) - q(south)
        };
        let ratio = cell(&projection, 30.0, 45.0) / cell(&projection, 150.0, 70.0);
        assert!((ratio / (band(45.0) / band(70.0)) - 1.0).abs() < 1e-3, "{ratio}");
    }

    #[test]
    fn beyond_the_antimeridian_goes_on_eastward_and_back() {
        let projection = RUSSIA.prepare().unwrap();
        let west = projection.project((179.0, 66.0)).unwrap();
        let east = projection.project((181.0, 66.0)).unwrap();
        assert!(east.0 > west.0 && (east.0 - west.0).hypot(east.1 - west.1) < 100_000.0);
        let (lon, lat) = projection.invert(projection.project((37.6, 55.8)).unwrap()).unwrap();
        assert!((lon - 37.6).abs() < 1e-7 && (lat - 55.8).abs() < 1e-7);
    }

    #[test]
    fn parallels_that_mirror_each_other_are_refused() {
        assert!(Albers { parallels: (-30.0, 30.0), ..RUSSIA }.prepare().is_err());
    }
}
