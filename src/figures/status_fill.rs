//! Bars filled by how their value came about: the same in every chart of bars.

use super::canvas::{Canvas, Pt, Stroke};
use super::hatch::hatch;
use super::line_panel::Status;
use super::svg_document::units;
use crate::theme::Colour;

/// A bar from one corner to the opposite one: solid if observed, hatched if estimated, outlined with dashes if
/// projected.
pub(crate) fn draw_bar(canvas: &Canvas, a: Pt, b: Pt, colour: Colour, status: Status) {
    match status {
        Status::Observed => canvas.rectangle(a, b, colour),
        Status::Estimated => {
            canvas.rectangle(a, b, colour.mix(Colour::WHITE, 0.62));
            let ring = [a, (b.0, a.1), b, (a.0, b.1)].map(|p| (units(p.0), units(p.1))).to_vec();
            let stroke = Stroke::new(colour, 0.7);
            for line in hatch(&[ring], 44) {
                canvas.line_units(&line, stroke);
            }
            canvas.frame(a, b, Stroke::new(colour, 0.5));
        }
        Status::Projected => {
            canvas.rectangle(a, b, colour.mix(Colour::WHITE, 0.82));
            canvas.frame(a, b, Stroke::new(colour, 0.7).dashed(2.0, 1.4));
        }
    }
}
