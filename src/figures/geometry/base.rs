//! A map's land, fitted to the page once and shared by every map of the layout.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::anchor::{anchor, double_area};
use super::clip::clip;
use super::land_mask::LandMask;
use super::projection::{Albers, LonLatBox, Projection, steps};
use super::simplify::simplify;
use super::{Ring, Shapes};
use crate::diagnostics::{Code, Diagnostic, Faults};
use crate::figures::label_placement::Box2;
use crate::figures::style::Width;
use crate::figures::svg_document::{UNITS_PER_PT, units};

/// Borders are snapped to a grid of this many units (0.1 point, a thirtieth of a millimetre).
const GRID: i32 = 2;

/// Borders may move by this many units: a line of 0.3 points hides it.
const TOLERANCE: f64 = 4.0;

/// Islands and lakes smaller than this are left out, in square units (0.2 square points); a region's
/// largest polygon always stays.
const SMALLEST: i64 = 80;

/// Between the land and a legend below it, in points.
const LEGEND_GAP: f64 = 8.0;

/// Where a part of a map stands, in shares of the figure's width; `y` goes down.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placement {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width; the height follows from the content.
    pub width: f64,
}

/// A part of the country at a larger scale.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InsetLayout {
    /// Its own projection, so that north is up.
    pub projection: Albers,
    /// What it shows.
    pub extent: LonLatBox,
    /// Where it stands.
    pub at: Placement,
}

/// How a map is laid out; comes from the data folder, since it depends on the country.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapLayout {
    /// Projection of the main map.
    pub projection: Albers,
    /// Where the main map stands.
    pub at: Placement,
    /// Insets, in the order of drawing.
    #[serde(default)]
    pub insets: Vec<InsetLayout>,
    /// Where the legend stands.
    pub legend: Placement,
}

/// A region on the page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PrintedRegion {
    pub(crate) code: String,
    /// Rings of all polygons (even-odd); empty if nothing of the region is visible here.
    pub(crate) rings: Vec<Ring>,
    /// A spot well inside, in units.
    pub(crate) anchor: Option<(i32, i32)>,
}

impl PrintedRegion {
    /// Width and height in points.
    pub(crate) fn extent(&self) -> (f64, f64) {
        let along = |of: fn(&(i32, i32)) -> i32| {
            let all = || self.rings.iter().flatten().map(of);
            f64::from(all().max().unwrap_or(0) - all().min().unwrap_or(0)) / f64::from(UNITS_PER_PT)
        };
        (along(|p| p.0), along(|p| p.1))
    }
}

/// The main map or an inset.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MapPart {
    /// What is visible, in the order of the boundary file.
    pub(crate) regions: Vec<PrintedRegion>,
    /// The box that the part fills, in points.
    pub(crate) frame: Box2,
    /// The outline of an inset on the main map, in units, where it lies on the page; empty for the main map.
    pub(crate) outline: Vec<Ring>,
}

/// All parts of a map, in page coordinates.
#[derive(Clone, Debug, PartialEq)]
pub struct MapBase {
    pub(crate) width_pt: f64,
    /// Bottom of the lowest part.
    pub(crate) bottom_pt: f64,
    pub(crate) main: MapPart,
    pub(crate) insets: Vec<MapPart>,
    /// Left, top and width of the legend in points.
    pub(crate) legend: (f64, f64, f64),
    mask: LandMask,
}

impl MapBase {
    /// Projects and fits the regions with these codes.
    ///
    /// # Errors
    /// Every code without a boundary; parameters that define no projection.
    pub fn new<'c>(
        shapes: &Shapes,
        codes: impl IntoIterator<Item = &'c str>,
        layout: &MapLayout,
        width: Width,
    ) -> Result<Self, Faults> {
        let wanted: BTreeSet<&str> = codes.into_iter().collect();
        let known: BTreeSet<&str> = shapes.codes().collect();
        let missing: Faults = wanted
            .difference(&known)
            .map(|code| {
                Diagnostic::error(Code::BadShapes, "A region has no boundary")
                    .found((*code).to_owned())
                    .hint("add its polygon to the boundary file or leave the region out")
            })
            .collect();
        missing.check(()).map(|_| ())?;
        let width_pt = width.points();
        let conic = layout.projection.prepare()?;
        let main = fit(shapes, &wanted, &conic, None, layout.at, width_pt)?;
        let mut insets = Vec::new();
        for inset in &layout.insets {
            let own = inset.projection.prepare()?;
            let mut part = fit(shapes, &wanted, &own, Some(inset.extent), inset.at, width_pt)?;
            let ring = outline(&part.1, &own, &main.1, &conic)?;
            part.0.outline = on_page(ring, units(width_pt));
            insets.push(part.0);
        }
        let parts = || std::iter::once(&main.0).chain(&insets);
        let bottom_pt = parts().map(|p| p.frame.max.1).fold(0.0, f64::max);
        let Placement { x, y, width } = layout.legend;
        Ok(Self {
            width_pt,
            bottom_pt,
            mask: LandMask::new(&main.0.regions, width_pt, bottom_pt),
            main: main.0,
            insets,
            legend: (x * width_pt, y * width_pt, width * width_pt),
        })
    }

    /// The same with the legend below the land.
    #[must_use]
    pub fn with_legend_below(mut self) -> Self {
        self.legend.1 = self.bottom_pt + LEGEND_GAP;
        self
    }

    /// The codes of the regions drawn, in the order of the boundary file.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.main.regions.iter().map(|r| r.code.as_str())
    }

    /// The printed region on the main map.
    pub(crate) fn region(&self, code: &str) -> Option<&PrintedRegion> {
        self.main.regions.iter().find(|r| r.code == code)
    }

    /// The share of a box that is land of the main map.
    pub(crate) fn land_share(&self, b: Box2) -> f64 {
        self.mask.share(b)
    }
}

/// The map from metres to the page: scale, and the origin's place in points.
struct Fit {
    /// Points per metre.
    scale: f64,
    x0: f64,
    y1: f64,
    at: (f64, f64),
    /// Extent in metres.
    extent: [(f64, f64); 2],
}

impl Fit {
    fn new(points: impl Iterator<Item = (f64, f64)>, at: (f64, f64), width_pt: f64) -> Self {
        let start = [(f64::INFINITY, f64::INFINITY), (f64::NEG_INFINITY, f64::NEG_INFINITY)];
        let extent = points.fold(start, |[low, high], p| {
            [(low.0.min(p.0), low.1.min(p.1)), (high.0.max(p.0), high.1.max(p.1))]
        });
        let scale = width_pt / (extent[1].0 - extent[0].0);
        Self { scale, x0: extent[0].0, y1: extent[1].1, at, extent }
    }

    fn print(&self, (x, y): (f64, f64)) -> (i32, i32) {
        let snap = |points: f64| units(points / f64::from(GRID)) * GRID;
        (snap(self.at.0 + (x - self.x0) * self.scale), snap(self.at.1 + (self.y1 - y) * self.scale))
    }

    fn frame(&self) -> Box2 {
        let [low, high] = self.extent;
        let size = ((high.0 - low.0) * self.scale, (high.1 - low.1) * self.scale);
        Box2 { min: self.at, max: (self.at.0 + size.0, self.at.1 + size.1) }
    }
}

fn fit(
    shapes: &Shapes,
    wanted: &BTreeSet<&str>,
    projection: &Projection,
    extent: Option<LonLatBox>,
    at: Placement,
    page_pt: f64,
) -> Result<(MapPart, Fit), Diagnostic> {
    let regions = || shapes.regions().iter().filter(|r| wanted.contains(r.code.as_str()));
    let project = |ring: &Vec<(f64, f64)>| -> Result<Vec<(f64, f64)>, Diagnostic> {
        ring.iter().map(|&p| projection.project(p)).collect()
    };
    let rings: Vec<Vec<(f64, f64)>> =
        regions().flat_map(|r| &r.rings).map(project).collect::<Result<_, _>>()?;
    let bounds = match extent {
        Some(extent) => project(&extent.ring())?,
        None => rings.concat(),
    };
    let fit = Fit::new(bounds.into_iter(), (at.x * page_pt, at.y * page_pt), at.width * page_pt);
    let frame = fit.frame();
    let corner = |p: (f64, f64)| (units(p.0), units(p.1));
    let printed: Vec<Ring> = rings
        .iter()
        .map(|ring| {
            let mut ring: Ring = ring.iter().map(|&p| fit.print(p)).collect();
            ring.dedup();
            while ring.len() > 1 && ring.first() == ring.last() {
                ring.pop();
            }
            ring
        })
        .collect();
    let simple = simplify(&printed, TOLERANCE);
    let owners = regions().flat_map(|r| r.rings.iter().map(|_| r.code.as_str()));
    let mut by_region: BTreeMap<&str, Vec<Ring>> = BTreeMap::new();
    for (code, ring) in owners.zip(simple) {
        let ring =
            if extent.is_some() { clip(&ring, corner(frame.min), corner(frame.max)) } else { ring };
        by_region.entry(code).or_default().push(ring);
    }
    let regions = regions()
        .map(|r| {
            let rings = visible(by_region.remove(r.code.as_str()).unwrap_or_default());
            PrintedRegion { code: r.code.clone(), anchor: anchor(&rings), rings }
        })
        .collect();
    Ok((MapPart { regions, frame, outline: Vec::new() }, fit))
}

/// The rings large enough to be seen.
fn visible(rings: Vec<Ring>) -> Vec<Ring> {
    let largest = rings.iter().map(|r| double_area(r)).max().unwrap_or(0);
    let least = (2 * SMALLEST).min(largest).max(1);
    rings.into_iter().filter(|r| double_area(r) >= least).collect()
}

/// An inset's frame as it lies on the main map.
fn outline(
    inset: &Fit,
    own: &Projection,
    main: &Fit,
    conic: &Projection,
) -> Result<Ring, Diagnostic> {
    let [(x0, y0), (x1, y1)] = inset.extent;
    let corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)];
    corners
        .windows(2)
        .flat_map(|side| steps(side[0], side[1]))
        .map(|p| Ok(main.print(conic.project(own.invert(p)?)?)))
        .collect()
}

/// The parts of a closed line between the left and right edge of the page.
fn on_page(mut ring: Ring, width: i32) -> Vec<Ring> {
    let inside = |p: &(i32, i32)| (0..=width).contains(&p.0);
    // Begin outside, if anything is, so that no part is cut in two; else close the line.
    match ring.iter().position(|p| !inside(p)) {
        Some(start) => ring.rotate_left(start),
        None => ring.extend(ring.first().copied()),
    }
    ring.split(|p| !inside(p)).filter(|part| part.len() > 1).map(<[_]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout() -> MapLayout {
        let projection = Albers { parallels: (52.0, 64.0), meridian: 100.0, latitude: 56.0 };
        let whole = Placement { x: 0.0, y: 0.0, width: 1.0 };
        let extent = LonLatBox { west: 91.0, east: 99.0, south: 51.0, north: 59.0 };
        let at = Placement { x: 0.0, y: 0.6, width: 0.4 };
        let insets = vec![InsetLayout { projection, extent, at }];
        MapLayout { projection, at: whole, insets, legend: Placement { y: 0.6, ..whole } }
    }

    /// Two neighbours that share the meridian of 100 degrees.
    fn shapes() -> Shapes {
        let square = |code: &str, west: f64, east: f64| {
            let ring: Vec<[f64; 2]> =
                vec![[west, 50.], [east, 50.], [east, 60.], [west, 60.], [west, 50.]];
            serde_json::json!({"type": "Feature", "properties": {"region": code},
                "geometry": {"type": "Polygon", "coordinates": [ring]}})
        };
        let collection = serde_json::json!({"type": "FeatureCollection",
            "features": [square("W", 90.0, 100.0), square("E", 100.0, 110.0)]});
        Shapes::from_geojson(&collection.to_string(), "region", "f").unwrap()
    }

    #[test]
    fn the_map_fills_its_placement_and_neighbours_share_their_border() {
        let base = MapBase::new(&shapes(), ["W", "E"], &layout(), Width::Points(200.0)).unwrap();
        let xs = || base.main.regions.iter().flat_map(|r| r.rings.iter().flatten()).map(|p| p.0);
        assert_eq!((xs().min(), xs().max()), (Some(0), Some(4000)));
        let edge = |code: &str| {
            let mut nodes: Vec<_> = base.region(code).unwrap().rings[0]
                .iter()
                .copied()
                .filter(|p| p.0 == 2000)
                .collect();
            nodes.sort_unstable();
            nodes
        };
        assert_eq!(edge("W").len(), 2);
        assert_eq!(edge("W"), edge("E"));
    }

    #[test]
    fn an_inset_shows_only_what_lies_in_it_and_marks_its_place() {
        let base = MapBase::new(&shapes(), ["W", "E"], &layout(), Width::Points(200.0)).unwrap();
        let inset = &base.insets[0];
        assert!(!inset.regions[0].rings.is_empty());
        let frame = inset.frame.grown(0.1);
        let seen = inset.regions.iter().flat_map(|r| r.rings.iter().flatten());
        for p in seen {
            let p = (f64::from(p.0) / 20.0, f64::from(p.1) / 20.0);
            assert!(frame.contains(Box2 { min: p, max: p }));
        }
        assert_eq!(inset.outline.len(), 1);
        assert_eq!(inset.outline[0].first(), inset.outline[0].last());
    }

    #[test]
    fn the_mask_knows_land_from_sea() {
        let base = MapBase::new(&shapes(), ["W"], &layout(), Width::Points(200.0)).unwrap();
        let middle = base.region("W").unwrap().anchor.unwrap();
        let at = (f64::from(middle.0) / 20.0, f64::from(middle.1) / 20.0);
        assert!((base.land_share(Box2::centred(at, 6.0, 6.0)) - 1.0).abs() < 1e-9);
        let sea = Box2::centred((at.0, base.main.frame.max.1 + 20.0), 6.0, 6.0);
        assert!(base.land_share(sea) < 1e-9);
    }

    #[test]
    fn a_code_without_boundary_is_a_fault() {
        let faults = MapBase::new(&shapes(), ["W", "X"], &layout(), Width::Full).unwrap_err();
        assert!(faults.iter().next().unwrap().short().contains('X'));
    }
}
