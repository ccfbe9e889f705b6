//! Maps of one value a region, in classes.

use std::collections::BTreeMap;

use super::canvas::{Canvas, Pt, Stroke};
use super::classes::Classes;
use super::geometry::{MapBase, MapPart, Ring};
use super::hatch::{falling_hatch, hatch, stipple};
use super::label_placement::Box2;
use super::map_labels::{MapLabel, draw_labels, mark_if_small};
use super::map_legend::LegendBlock;
use super::style::Style;
use super::svg_document::in_points;
use super::{Svg, require_finite, undrawable};
use crate::diagnostics::Diagnostic;
use crate::theme::Colour;

/// The value of a region, in display units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RegionValue {
    /// The value; `None` is no data, never zero.
    pub value: Option<f64>,
    /// Whether the value is estimated: hatched.
    pub estimated: bool,
}

/// A label beside the map for one region.
#[derive(Clone, Debug, PartialEq)]
pub struct Callout {
    /// The region's code.
    pub region: String,
    /// Lines of text; the first stands out.
    pub lines: Vec<String>,
}

/// The texts of a map's legend.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapLegend {
    /// Unit of the values.
    pub unit: String,
    /// What lies below and above zero, in words, for diverging classes.
    pub poles: Option<(String, String)>,
    /// Name of regions without data; shown if there are any.
    pub no_data: Option<String>,
    /// Name of hatched regions; shown if there are any.
    pub estimated: Option<String>,
    /// Whether each class shows how many regions it holds.
    pub counts: bool,
}

/// A choropleth. Its title is the page's matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Choropleth<'a> {
    /// The land.
    pub base: &'a MapBase,
    /// The classes, computed from all values of the series of maps.
    pub classes: &'a Classes,
    /// The values by region; a region of the land without an entry has no data.
    pub values: BTreeMap<String, RegionValue>,
    /// The legend's texts.
    pub legend: MapLegend,
    /// Labels beside the map, most important first.
    pub callouts: Vec<Callout>,
    /// A region to outline strongly.
    pub highlight: Option<String>,
    /// Whether the classes below a neutral middle are marked, so that a diverging map can be read in greyscale: by a
    /// minus sign in each region and in the legend, and by hatching that falls where it rises elsewhere.
    pub minus_signs: bool,
}

/// Distance of hatch lines in units.
const HATCH_UNITS: i32 = 62;
/// Distance of the dots of land without data in units.
const DOT_UNITS: i32 = 64;

impl Choropleth<'_> {
    /// Draws the map.
    ///
    /// # Errors
    /// If a value or label names a region without boundary, a value is not finite, or a label has no room.
    pub fn draw(&self, style: &Style) -> Result<Svg, Diagnostic> {
        self.check()?;
        let palette = &style.palette;
        let count = self.classes.count();
        let colours = if self.classes.is_diverging() {
            palette.diverging(count)
        } else {
            palette.sequential(count)
        };
        let shown: Vec<RegionValue> = self.base.codes().map(|code| self.value(code)).collect();
        let legend = LegendBlock::new(
            &self.legend,
            self.classes,
            &colours,
            &shown,
            style,
            self.base,
            self.minus_signs,
        );
        let height = self.base.bottom_pt.max(legend.bounds().max.1) + 2.0;
        let canvas = Canvas::new(self.base.width_pt, height, style);
        self.draw_part(&canvas, style, &self.base.main, &colours);
        let outline = Stroke::new(palette.axis, style.hairline_pt);
        for inset in &self.base.insets {
            for part in &inset.outline {
                canvas.line_units(part, outline);
            }
        }
        for inset in &self.base.insets {
            canvas.rectangle(inset.frame.min, inset.frame.max, Colour::WHITE);
            self.draw_part(&canvas, style, inset, &colours);
            canvas.frame(inset.frame.min, inset.frame.max, outline);
        }
        legend.draw(&canvas, style);
        let page = Box2 { min: (1.0, 1.0), max: (self.base.width_pt - 1.0, height - 1.0) };
        let labels: Vec<MapLabel<'_>> = self
            .callouts
            .iter()
            .map(|c| MapLabel {
                region: &c.region,
                marked: self.highlight.as_ref() == Some(&c.region),
                lines: &c.lines,
            })
            .collect();
        draw_labels(&canvas, style, self.base, &labels, page, Some(legend.bounds()))?;
        Ok(canvas.finish())
    }

    fn check(&self) -> Result<(), Diagnostic> {
        let named = self.values.keys().chain(self.callouts.iter().map(|c| &c.region));
        if let Some(code) =
            named.chain(&self.highlight).find(|code| self.base.region(code).is_none())
        {
            return Err(undrawable(
                "A map has a value or label for a region that it does not draw",
            )
            .found(code.clone())
            .hint("add its boundary, or leave it out of the map and say so"));
        }
        require_finite(self.values.values().filter_map(|v| v.value), "A map")
    }

    fn value(&self, code: &str) -> RegionValue {
        let none = RegionValue { value: None, estimated: false };
        self.values.get(code).copied().unwrap_or(none)
    }

    /// Land in its colours, then hatching, dots and the highlighted outline.
    fn draw_part(&self, canvas: &Canvas, style: &Style, part: &MapPart, colours: &[Colour]) {
        let palette = &style.palette;
        let border = Stroke::new(palette.border, style.border_pt).round();
        let mut by_class: Vec<Vec<&Ring>> = vec![Vec::new(); colours.len()];
        let mut without: Vec<&Ring> = Vec::new();
        for region in &part.regions {
            match self.value(&region.code).value {
                Some(value) => by_class[self.classes.class_of(value)].extend(&region.rings),
                None => without.extend(&region.rings),
            }
        }
        let slices = |rings: &[&Ring]| rings.iter().map(|r| r.to_vec()).collect::<Vec<_>>();
        let without = slices(&without);
        canvas.shape(without.iter().map(Vec::as_slice), Some(palette.no_data), Some(border));
        for (rings, &colour) in by_class.iter().zip(colours) {
            canvas.shape(rings.iter().map(|r| r.as_slice()), Some(colour), Some(border));
        }
        draw_dots(canvas, style, &without);
        // Light lines on dark classes, then dark lines on light ones: two paths for the whole map.
        for dark in [true, false] {
            for region in &part.regions {
                let RegionValue { value: Some(value), estimated: true } = self.value(&region.code)
                else {
                    continue;
                };
                let class = self.classes.class_of(value);
                if colours[class].is_dark() == dark {
                    draw_hatch(canvas, &region.rings, dark, self.is_below(class));
                }
            }
        }
        if self.minus_signs {
            self.draw_minus_signs(canvas, style, part, colours);
        }
        let highlighted = self.highlight.as_deref();
        for region in part.regions.iter().filter(|r| Some(r.code.as_str()) == highlighted) {
            let outline = Stroke::new(palette.ink, 1.0).round();
            canvas.shape(region.rings.iter().map(Vec::as_slice), None, Some(outline));
            mark_if_small(canvas, style, region);
        }
    }
}

impl Choropleth<'_> {
    /// Whether a class lies below the neutral one of a marked map.
    fn is_below(&self, class: usize) -> bool {
        self.minus_signs && self.classes.is_diverging() && class < self.classes.count() / 2
    }

    /// A minus sign on every region below the neutral class, shorter where there is little room.
    fn draw_minus_signs(&self, canvas: &Canvas, style: &Style, part: &MapPart, colours: &[Colour]) {
        for dark in [true, false] {
            for region in &part.regions {
                let (Some(anchor), Some(value)) = (region.anchor, self.value(&region.code).value)
                else {
                    continue;
                };
                let class = self.classes.class_of(value);
                let room = region.extent().0.min(region.extent().1) - 2.0;
                let length = MINUS_PT.min(room);
                if self.is_below(class) && colours[class].is_dark() == dark && length >= 1.2 {
                    draw_minus(canvas, style, in_points(anchor), length, dark);
                }
            }
        }
    }
}

/// Length of a minus sign in points.
pub(super) const MINUS_PT: f64 = 3.6;

/// A minus sign, light on a dark class, dark on a light one.
pub(super) fn draw_minus(canvas: &Canvas, style: &Style, (x, y): Pt, length: f64, dark: bool) {
    let (colour, ground) =
        if dark { (Colour::WHITE, style.palette.ink) } else { (style.palette.ink, Colour::WHITE) };
    let line = [(x - length / 2.0, y), (x + length / 2.0, y)];
    // A clear ground keeps it apart from the hatching.
    canvas.line(&line, Stroke::new(ground, 2.4).alpha(0.55));
    canvas.line(&line, Stroke::new(colour, 1.0));
}

/// Hatching of an estimate: light on a dark class, dark on a light one; it rises to the right or falls.
pub(super) fn draw_hatch(canvas: &Canvas, rings: &[Ring], dark: bool, falling: bool) {
    let stroke = if dark {
        Stroke::new(Colour::WHITE, 0.45).alpha(0.6)
    } else {
        Stroke::new(Colour::hex(0x2b3a4a), 0.4).alpha(0.45)
    };
    let lines = if falling { falling_hatch } else { hatch };
    for line in lines(rings, HATCH_UNITS) {
        canvas.line_units(&line, stroke);
    }
}

/// Dots of land without data.
pub(super) fn draw_dots(canvas: &Canvas, style: &Style, rings: &[Ring]) {
    let stroke = Stroke::new(style.palette.muted, 0.7).round();
    for (x, y) in stipple(rings, DOT_UNITS, 8) {
        canvas.line_units(&[(x, y), (x + 1, y)], stroke);
    }
}

#[cfg(test)]
mod tests {
    use super::super::geometry::{Albers, MapLayout, Placement, squares};
    use super::super::style::Width;
    use super::*;

    /// Nine square regions, `R0` to `R8`, west to east.
    fn base() -> MapBase {
        let shapes = squares(9);
        let projection = Albers { parallels: (50.0, 54.0), meridian: 99.0, latitude: 52.0 };
        let at = Placement { x: 0.0, y: 0.1, width: 1.0 };
        let legend = Placement { y: 0.5, ..at };
        let layout = MapLayout { projection, at, insets: Vec::new(), legend };
        MapBase::new(&shapes, shapes.codes(), &layout, Width::Full).unwrap()
    }

    fn map<'a>(base: &'a MapBase, classes: &'a Classes) -> Choropleth<'a> {
        let value =
            |i: i32| RegionValue { value: (i != 4).then(|| f64::from(i - 4)), estimated: i == 5 };
        Choropleth {
            base,
            classes,
            values: (0..8).map(|i| (format!("R{i}"), value(i))).collect(),
            legend: MapLegend {
                unit: "Mt".to_owned(),
                no_data: Some("nothing".to_owned()),
                estimated: Some("hatched".to_owned()),
                ..MapLegend::default()
            },
            callouts: vec![Callout { region: "R7".to_owned(), lines: vec!["named".to_owned()] }],
            highlight: Some("R2".to_owned()),
            minus_signs: true,
        }
    }

    fn classes() -> Classes {
        let values: Vec<f64> = (-4..=4).map(f64::from).collect();
        Classes::diverging(&values, Some(0.5)).unwrap()
    }

    #[test]
    fn a_map_draws_each_kind_of_region_the_same_way_every_time() {
        let (base, classes) = (base(), classes());
        let style = Style::default();
        let svg = map(&base, &classes).draw(&style).unwrap();
        assert_eq!(svg, map(&base, &classes).draw(&style).unwrap());
        for text in [">nothing<", ">hatched<", ">named<"] {
            assert_eq!(svg.text.matches(text).count(), 1, "{text}");
        }
        assert!(!svg.text.contains(" opacity="));
    }

    #[test]
    fn the_poles_of_a_diverging_map_differ_without_colour() {
        let (base, classes) = (base(), classes());
        let mut marked = map(&base, &classes);
        marked.values.values_mut().for_each(|v| v.estimated = true);
        let mut plain = marked.clone();
        plain.minus_signs = false;
        let style = Style::default();
        let (marked, plain) = (marked.draw(&style).unwrap().text, plain.draw(&style).unwrap().text);
        // The ground of a minus sign is the one line of this width.
        let signs = |svg: &str| svg.matches("stroke-width=\"2.4\"").count();
        assert!(signs(&marked) > 0 && signs(&plain) == 0);
        // Negative regions are hatched the other way.
        let hatching = |svg: &str| {
            let path = |l: &&str| {
                ["\"0.6\"", "\"0.45\""].iter().any(|a| l.contains(&format!("opacity={a}")))
            };
            svg.lines().filter(path).map(str::to_owned).collect::<Vec<_>>()
        };
        assert!(!hatching(&plain).is_empty());
        assert_ne!(hatching(&marked), hatching(&plain));
    }

    #[test]
    fn swatches_stand_only_for_what_is_on_the_map() {
        let (base, classes) = (base(), classes());
        let mut full = map(&base, &classes);
        let known = RegionValue { value: Some(1.0), estimated: false };
        full.values = base.codes().map(|c| (c.to_owned(), known)).collect();
        let svg = full.draw(&Style::default()).unwrap();
        assert!(!svg.text.contains(">nothing<") && !svg.text.contains(">hatched<"));
    }

    #[test]
    fn a_value_without_land_is_a_fault() {
        let (base, classes) = (base(), classes());
        let mut bad = map(&base, &classes);
        bad.values.insert("XX".to_owned(), RegionValue { value: Some(1.0), estimated: false });
        assert!(bad.draw(&Style::default()).unwrap_err().short().contains("XX"));
        let mut bad = map(&base, &classes);
        bad.highlight = Some("YY".to_owned());
        assert!(bad.draw(&Style::default()).unwrap_err().short().contains("YY"));
    }
}
