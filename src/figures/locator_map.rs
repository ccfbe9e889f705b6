//! Where a region lies.

use std::collections::BTreeSet;

use super::canvas::{Canvas, Stroke};
use super::geometry::{MapBase, MapPart};
use super::label_placement::Box2;
use super::map_labels::{MapLabel, draw_labels, mark_if_small};
use super::style::Style;
use super::{Svg, undrawable};
use crate::diagnostics::Diagnostic;
use crate::theme::Colour;

/// The country in grey, the district tinted, the region strong and named.
#[derive(Clone, Debug, PartialEq)]
pub struct LocatorMap<'a> {
    /// The land; the legend's place is not used.
    pub base: &'a MapBase,
    /// The region's code.
    pub region: String,
    /// Codes of the regions of its district.
    pub district: BTreeSet<String>,
    /// Lines of the label; the first stands out.
    pub label: Vec<String>,
}

impl LocatorMap<'_> {
    /// Draws the map.
    ///
    /// # Errors
    /// If the region or one of its district is not on the land, or the label has no room.
    pub fn draw(&self, style: &Style) -> Result<Svg, Diagnostic> {
        let mut named = std::iter::once(&self.region).chain(&self.district);
        if let Some(code) = named.find(|code| self.base.region(code).is_none()) {
            return Err(undrawable("A locator map names a region that it does not draw")
                .found(code.clone()));
        }
        let height = self.base.bottom_pt + 2.0;
        let canvas = Canvas::new(self.base.width_pt, height, style);
        self.draw_part(&canvas, style, &self.base.main);
        let frame = Stroke::new(style.palette.axis, style.hairline_pt);
        for inset in &self.base.insets {
            for part in &inset.outline {
                canvas.line_units(part, frame);
            }
            canvas.rectangle(inset.frame.min, inset.frame.max, Colour::WHITE);
            self.draw_part(&canvas, style, inset);
            canvas.frame(inset.frame.min, inset.frame.max, frame);
        }
        if !self.label.is_empty() {
            let label = MapLabel { region: &self.region, marked: true, lines: &self.label };
            let page = Box2 { min: (1.0, 1.0), max: (self.base.width_pt - 1.0, height - 1.0) };
            draw_labels(&canvas, style, self.base, &[label], page, None)?;
        }
        Ok(canvas.finish())
    }

    fn draw_part(&self, canvas: &Canvas, style: &Style, part: &MapPart) {
        let palette = &style.palette;
        let border = Stroke::new(Colour::WHITE, style.border_pt).round();
        let layers = [(false, palette.land), (true, palette.district)];
        for (in_district, colour) in layers {
            let rings = part
                .regions
                .iter()
                .filter(|r| r.code != self.region && self.district.contains(&r.code) == in_district)
                .flat_map(|r| r.rings.iter().map(Vec::as_slice));
            canvas.shape(rings, Some(colour), Some(border));
        }
        for region in part.regions.iter().filter(|r| r.code == self.region) {
            let outline = Stroke::new(palette.highlight, 0.6).round();
            let rings = region.rings.iter().map(Vec::as_slice);
            canvas.shape(rings, Some(palette.highlight), Some(outline));
            mark_if_small(canvas, style, region);
        }
    }
}
