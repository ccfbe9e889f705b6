//! How maps are laid out and projected, as the catalogue says it.

use serde::Deserialize;

/// Where a part of a map stands, in shares of the figure's width from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapPlace {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
}

/// An Albers equal-area conic projection, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapProjection {
    /// Standard parallels.
    pub parallels: (f64, f64),
    /// Central meridian.
    pub meridian: f64,
    /// Latitude of origin.
    pub latitude: f64,
}

/// A box of longitudes and latitudes, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapExtent {
    /// Western edge.
    pub west: f64,
    /// Eastern edge.
    pub east: f64,
    /// Southern edge.
    pub south: f64,
    /// Northern edge.
    pub north: f64,
}

/// A part of the country at larger scale.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapInset {
    /// Its own projection.
    pub projection: MapProjection,
    /// What it shows.
    pub extent: MapExtent,
    /// Where it stands.
    pub at: MapPlace,
}

/// How a map is laid out.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapLayout {
    /// Projection of the main map.
    pub projection: MapProjection,
    /// Where the main map stands.
    pub at: MapPlace,
    /// Parts at larger scale.
    #[serde(default)]
    pub insets: Vec<MapInset>,
    /// Where the legend stands.
    pub legend: MapPlace,
}

/// Content and layouts of the maps. A layout that the catalogue leaves out is chosen from the boundaries.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MapSettings {
    /// Whether regions marked optional are drawn.
    pub disputed: bool,
    /// Whose boundaries `regions.geojson` holds: a row of `sources.csv`, named under maps.
    pub source: Option<String>,
    /// Over the full text column.
    pub full: Option<MapLayout>,
    /// Over half of it.
    pub half: Option<MapLayout>,
    /// The locator of a regional brief.
    pub locator: Option<MapLayout>,
}
