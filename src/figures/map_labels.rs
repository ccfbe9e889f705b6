//! Labels beside a map, with leaders to their regions.

use super::canvas::{Align, Canvas, Lettering, Pt, Stroke};
use super::geometry::{MapBase, PrintedRegion};
use super::label_placement::{Box2, Wish, place};
use super::style::Style;
use super::svg_document::in_points;
use super::text_metrics::Weight;
use super::undrawable;
use crate::diagnostics::Diagnostic;
use crate::theme::Colour;

/// A label and the region it names.
pub(super) struct MapLabel<'a> {
    pub(super) region: &'a str,
    /// Whether the region is outlined, and ringed if it is small.
    pub(super) marked: bool,
    /// The first line stands out.
    pub(super) lines: &'a [String],
}

fn weight(line: usize) -> Weight {
    if line == 0 { Weight::Semibold } else { Weight::Regular }
}

/// Places and draws labels, most important first, clear of insets and legend.
pub(super) fn draw_labels(
    canvas: &Canvas,
    style: &Style,
    base: &MapBase,
    labels: &[MapLabel<'_>],
    page: Box2,
    legend: Option<Box2>,
) -> Result<(), Diagnostic> {
    let leading = style.tick_pt * 1.15;
    let mut wishes = Vec::new();
    let mut ringed = Vec::new();
    for label in labels {
        let region = base.region(label.region);
        let anchor = region.and_then(|r| r.anchor).ok_or_else(|| {
            undrawable("A label names a region that is not visible on the map")
                .found(label.region.to_owned())
        })?;
        let widths = label
            .lines
            .iter()
            .enumerate()
            .map(|(i, l)| style.text_width(l, style.tick_pt, weight(i)));
        let size = (widths.fold(0.0, f64::max), leading * label.lines.len() as f64);
        ringed.push(label.marked && region.is_some_and(is_small));
        wishes.push(Wish { anchor: in_points(anchor), size });
    }
    let obstacles: Vec<Box2> = base.insets.iter().map(|i| i.frame).chain(legend).collect();
    let boxes = place(&wishes, page, &obstacles, |b| base.land_share(b));
    for (((label, wish), ringed), placed) in labels.iter().zip(&wishes).zip(ringed).zip(boxes) {
        let placed = placed.ok_or_else(|| {
            undrawable("A label finds no room beside the map")
                .found(label.lines.join(" "))
                .hint("ask for fewer or shorter labels")
        })?;
        let to = placed.grown(1.5).nearest(wish.anchor);
        let leader = Stroke::new(style.palette.ink, 0.5);
        if ringed {
            canvas.line(&[towards(wish.anchor, to, SMALL_PT), to], leader);
        } else {
            canvas.line(&[wish.anchor, to], leader);
            let halo = Stroke::new(Colour::WHITE, 0.4);
            canvas.circle(wish.anchor, 1.1, style.palette.ink, Some(halo));
        }
        if base.land_share(placed) > 0.0 {
            let b = placed.grown(1.0);
            canvas.polygon(
                &[b.min, (b.max.0, b.min.1), b.max, (b.min.0, b.max.1)],
                Colour::WHITE,
                0.8,
            );
        }
        draw_lines(canvas, style, label, placed, wish.anchor, leading);
    }
    Ok(())
}

/// The point that many points from `a` on the way to `b`.
fn towards(a: Pt, b: Pt, distance: f64) -> Pt {
    let length = (b.0 - a.0).hypot(b.1 - a.1).max(distance);
    (a.0 + (b.0 - a.0) * distance / length, a.1 + (b.1 - a.1) * distance / length)
}

fn draw_lines(
    canvas: &Canvas,
    style: &Style,
    label: &MapLabel<'_>,
    placed: Box2,
    anchor: Pt,
    leading: f64,
) {
    // Lines are flush on the side of the region.
    let (x, align) = if placed.min.0 >= anchor.0 {
        (placed.min.0, Align::Left)
    } else if placed.max.0 <= anchor.0 {
        (placed.max.0, Align::Right)
    } else {
        (f64::midpoint(placed.min.0, placed.max.0), Align::Centre)
    };
    for (i, line) in label.lines.iter().enumerate() {
        let y = placed.min.1 + leading * (i as f64 + 0.5);
        let look = Lettering::new(style.tick_pt, style.palette.ink).weight(weight(i)).align(align);
        canvas.text(line, (x, y), look);
    }
}

/// Regions no larger than this, in points, are ringed; so large is the ring's radius.
const SMALL_PT: f64 = 7.0;

/// A ring around a region that is too small to be found by its outline.
pub(super) fn mark_if_small(canvas: &Canvas, style: &Style, region: &PrintedRegion) {
    if let Some(anchor) = region.anchor.filter(|_| is_small(region)) {
        canvas.ring(in_points(anchor), SMALL_PT, Stroke::new(style.palette.ink, 0.9));
    }
}

fn is_small(region: &PrintedRegion) -> bool {
    let (width, height) = region.extent();
    width.max(height) < SMALL_PT
}
