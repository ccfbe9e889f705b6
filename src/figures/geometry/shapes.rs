//! Region boundaries in longitude and latitude.

use std::collections::BTreeSet;

use geojson::{Feature, GeoJson, GeometryValue, Position};

use crate::diagnostics::{Code, Diagnostic, Faults, Location};

/// A ring of longitudes and latitudes in degrees; the first point is not repeated.
pub(crate) type LonLatRing = Vec<(f64, f64)>;

/// The boundary of one region: polygons, each an outer ring and its holes.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionShape {
    /// The region's code.
    pub code: String,
    /// Rings of all polygons; inside is what an odd number of rings encloses.
    pub(crate) rings: Vec<LonLatRing>,
}

/// Boundaries of all regions, in the order of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Shapes {
    regions: Vec<RegionShape>,
}

impl Shapes {
    /// Reads a `GeoJSON` feature collection of polygons in WGS 84 whose features carry the region's code in
    /// `property`. Longitudes below -100 degrees are taken to lie beyond the antimeridian (so that a
    /// region which crosses it stays whole). `file` is the name that faults show.
    ///
    /// # Errors
    /// Every feature that lacks a code, repeats one or has no usable polygon.
    pub fn from_geojson(text: &str, property: &str, file: &str) -> Result<Self, Faults> {
        let fault =
            |message: String| Diagnostic::error(Code::BadShapes, message).at(Location::file(file));
        let collection = match text.parse::<GeoJson>() {
            Ok(GeoJson::FeatureCollection(collection)) => collection,
            Ok(_) => {
                let found = fault("The boundaries are no feature collection".to_owned())
                    .allowed("a GeoJSON FeatureCollection");
                return Err(found.into());
            }
            Err(error) => {
                let found = fault("The boundaries are no GeoJSON".to_owned());
                return Err(found.found(error.to_string()).into());
            }
        };
        let mut faults = Faults::new();
        let mut seen = BTreeSet::new();
        let mut regions = Vec::new();
        for (index, feature) in collection.features.iter().enumerate() {
            match region(feature, property) {
                Ok(shape) if seen.insert(shape.code.clone()) => regions.push(shape),
                Ok(shape) => faults.push(
                    fault(format!("Region {} has two features", shape.code))
                        .hint("join its polygons in one MultiPolygon"),
                ),
                Err(problem) => faults.push(fault(format!("Feature {}: {problem}", index + 1))),
            }
        }
        if regions.is_empty() && faults.is_empty() {
            faults.push(fault("The boundaries hold no feature".to_owned()));
        }
        faults.check(Self { regions }).map(|(shapes, _)| shapes)
    }

    /// The regions, in the order of the file.
    pub fn regions(&self) -> &[RegionShape] {
        &self.regions
    }

    /// The codes, in the order of the file.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.regions.iter().map(|r| r.code.as_str())
    }
}

fn region(feature: &Feature, property: &str) -> Result<RegionShape, String> {
    let code = feature
        .property(property)
        .and_then(|value| value.as_str())
        .ok_or_else(|| format!("no text property `{property}`"))?;
    let geometry = feature.geometry.as_ref().ok_or_else(|| format!("{code} has no geometry"))?;
    let polygons = match &geometry.value {
        GeometryValue::Polygon { coordinates } => std::slice::from_ref(coordinates),
        GeometryValue::MultiPolygon { coordinates } => coordinates.as_slice(),
        other => return Err(format!("{code} is a {}, not a polygon", other.type_name())),
    };
    let rings: Result<Vec<LonLatRing>, String> = polygons
        .iter()
        .flatten()
        .map(|positions| ring(positions).map_err(|problem| format!("{code}: {problem}")))
        .collect();
    let rings = rings?;
    if rings.is_empty() {
        return Err(format!("{code} has no polygon"));
    }
    Ok(RegionShape { code: code.to_owned(), rings })
}

fn ring(positions: &[Position]) -> Result<LonLatRing, String> {
    let mut ring = Vec::with_capacity(positions.len());
    for position in positions {
        let [lon, lat, ..] = position.as_slice() else {
            return Err("a position has no latitude".to_owned());
        };
        if !((-180.0..=360.0).contains(lon) && (-90.0..=90.0).contains(lat)) {
            return Err(format!("{lon}, {lat} is no longitude and latitude"));
        }
        ring.push((if *lon < -100.0 { lon + 360.0 } else { *lon }, *lat));
    }
    if ring.len() < 4 || ring.first() != ring.last() {
        return Err("a ring is not closed or has fewer than four positions".to_owned());
    }
    ring.pop();
    Ok(ring)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feature(properties: &str, coordinates: &str) -> String {
        format!(
            r#"{{"type":"Feature","properties":{properties},
                "geometry":{{"type":"Polygon","coordinates":{coordinates}}}}}"#
        )
    }

    fn read(features: &[String]) -> Result<Shapes, Faults> {
        let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
        Shapes::from_geojson(&text, "region", "regions.geojson")
    }

    const SQUARE: &str = "[[[170,60],[-170,60],[-170,65],[170,65],[170,60]]]";

    #[test]
    fn a_region_across_the_antimeridian_stays_whole() {
        let shapes = read(&[feature(r#"{"region":"A"}"#, SQUARE)]).unwrap();
        assert_eq!(
            shapes.regions()[0].rings,
            [vec![(170.0, 60.0), (190.0, 60.0), (190.0, 65.0), (170.0, 65.0)]]
        );
    }

    #[test]
    fn every_bad_feature_is_named() {
        let faults = read(&[
            feature(r#"{"iso":"A"}"#, SQUARE),
            feature(r#"{"region":"B"}"#, "[[[0,0],[1,1]]]"),
            feature(r#"{"region":"C"}"#, SQUARE),
            feature(r#"{"region":"C"}"#, SQUARE),
            feature(r#"{"region":"D"}"#, "[[[0,0],[1,99],[1,1],[0,0]]]"),
        ])
        .unwrap_err();
        let shown: Vec<String> = faults.iter().map(Diagnostic::short).collect();
        assert_eq!(shown.len(), 4, "{shown:#?}");
        assert!(shown[0].contains("regions.geojson: error[E0122]: Feature 1"));
        assert!(shown[1].contains("B: a ring is not closed"));
        assert!(shown[2].contains("C has two features"));
        assert!(shown[3].contains("D: 1, 99 is no longitude and latitude"));
    }

    #[test]
    fn text_that_is_no_feature_collection_is_refused() {
        assert!(Shapes::from_geojson("{", "region", "f").is_err());
        let point = r#"{"type":"Point","coordinates":[1,2]}"#;
        assert!(Shapes::from_geojson(point, "region", "f").is_err());
        assert!(read(&[]).is_err());
    }
}
