//! Labels beside a map, with leaders to their regions.

use super::canvas::{Align, Canvas, Lettering, Pt, Stroke};
use super::geometry::{MapBase, PrintedRegion};
use super::label_placement::{Box2, Wish, place};
use super::palette::Colour;
use super::style::Style;
use super::svg_document::UNITS_PER_PT;
use super::text_metrics::{Weight, text_width};
use super::undrawable;
use crate::diagnostics::Diagnostic;

/// A label and the region it names.
pub(super) struct MapLabel<'a> {
    pub(super) region: &'a str,
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
    for label in labels {
        let anchor = base.region(label.region).and_then(|r| r.anchor).ok_or_else(|| {
            undrawable("A label names a region that is not visible on the map")
                .found(label.region.to_owned())
        })?;
        let widths =
            label.lines.iter().enumerate().map(|(i, l)| text_width(l, style.tick_pt, weight(i)));
        let size = (widths.fold(0.0, f64::max), leading * label.lines.len() as f64);
        wishes.push(Wish { anchor: points(anchor), size });
    }
    let obstacles: Vec<Box2> = base.insets.iter().map(|i| i.frame).chain(legend).collect();
    let boxes = place(&wishes, page, &obstacles, |b| base.land_share(b));
    for ((label, wish), placed) in labels.iter().zip(&wishes).zip(boxes) {
        let placed = placed.ok_or_else(|| {
            undrawable("A label finds no room beside the map")
                .found(label.lines.join(" "))
                .hint("ask for fewer or shorter labels")
        })?;
        let to = placed.grown(1.5).nearest(wish.anchor);
        let leader = Stroke::new(style.palette.ink, 0.5);
        canvas.line(&[wish.anchor, to], leader);
        canvas.circle(wish.anchor, 1.1, style.palette.ink, Some(Stroke::new(Colour::WHITE, 0.4)));
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

/// A ring around a region that is too small to be found by its outline.
pub(super) fn mark_if_small(canvas: &Canvas, style: &Style, region: &PrintedRegion) {
    const SMALL_PT: f64 = 7.0;
    let Some(anchor) = region.anchor else { return };
    let extent = |of: fn(&(i32, i32)) -> i32| {
        let all = || region.rings.iter().flatten().map(of);
        f64::from(all().max().unwrap_or(0) - all().min().unwrap_or(0)) / f64::from(UNITS_PER_PT)
    };
    if extent(|p| p.0).max(extent(|p| p.1)) < SMALL_PT {
        canvas.ring(points(anchor), SMALL_PT, Stroke::new(style.palette.ink, 0.9));
    }
}

fn points((x, y): (i32, i32)) -> Pt {
    (f64::from(x) / f64::from(UNITS_PER_PT), f64::from(y) / f64::from(UNITS_PER_PT))
}
