//! Waterfalls: a total, what was added to it and taken from it, the next total.

use super::canvas::{Align, Canvas, Lettering, Pt, Stroke};
use super::line_panel::Status;
use super::scales::{Ticks, nice_ticks};
use super::status_fill::draw_bar;
use super::style::{Style, Width};
use super::text_metrics::Weight;
use super::{Svg, require_finite, undrawable};
use crate::diagnostics::Diagnostic;
use crate::theme::Colour;

/// What a bar of a waterfall stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// An amount, from zero.
    Total,
    /// A change, from where the bar before it ended.
    Change,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its label, below the axis.
    pub label: String,
    /// Amount or signed change, in display units.
    pub value: f64,
    /// The value as printed above the bar; a change carries its sign.
    pub text: String,
    /// Observed bars are solid, estimated ones hatched, projected ones outlined with dashes.
    pub status: Status,
    /// Total or change.
    pub kind: StepKind,
}

/// Vertical bars from left to right. Changes float between the level before and after them; thin lines join them.
/// Rises are dark and falls are light, so that a grey print tells them apart as their signs do.
#[derive(Clone, Debug, PartialEq)]
pub struct Waterfall {
    /// Printed width.
    pub width: Width,
    /// Printed height in points.
    pub height_pt: f64,
    /// Unit of the values, printed above.
    pub unit: String,
    /// The bars; the first is a total.
    pub steps: Vec<Step>,
    /// Label of the projected part; needs projected bars.
    pub projection_label: Option<String>,
}

/// Part of its slot that a bar fills.
const FILL: f64 = 0.66;
/// Room above the highest bar for its number, in heights of the text.
const HEADROOM: f64 = 1.5;
/// Part of a total by which the steps before it may miss it.
const CLOSE: f64 = 1e-6;
/// The least height of a bar, so that a change of almost nothing is still there.
const THIN_PT: f64 = 0.6;

/// Where everything lies, in points.
struct Layout {
    left: f64,
    top: f64,
    bottom: f64,
    slot: f64,
    ticks: Ticks,
    labels: Vec<Vec<String>>,
}

impl Layout {
    fn x(&self, bar: usize) -> f64 {
        self.left + self.slot * (bar as f64 + (1.0 - FILL) / 2.0)
    }

    fn y(&self, value: f64) -> f64 {
        let (low, high) = (self.ticks.low(), self.ticks.high());
        self.bottom - (value - low) / (high - low) * (self.bottom - self.top)
    }
}

impl Waterfall {
    /// Draws the chart.
    ///
    /// # Errors
    /// If there is no bar, the first is no total, a value is not finite, or the steps do not lead to a total.
    pub fn draw(&self, style: &Style) -> Result<Svg, Diagnostic> {
        let spans = self.spans()?;
        let width = self.width.points();
        let layout = self.layout(style, width, &spans);
        let leading = style.leading(style.tick_pt);
        let lines = layout.labels.iter().map(Vec::len).max().unwrap_or(1);
        let height = layout.bottom + 4.0 + leading * lines as f64;
        let canvas = Canvas::new(width, height, style);
        self.draw_axes(&canvas, style, &layout, width);
        self.draw_projection(&canvas, style, &layout);
        let joint = Stroke::new(style.palette.axis, style.hairline_pt);
        for (i, (step, &(from, to))) in self.steps.iter().zip(&spans).enumerate() {
            let (x, right) = (layout.x(i), layout.x(i) + layout.slot * FILL);
            let (a, b) = bar_of(&layout, (x, right), (from, to));
            draw_bar(&canvas, a, b, colour(style, step), step.status);
            if i + 1 < spans.len() {
                let y = layout.y(to);
                canvas.line(&[(right, y), (layout.x(i + 1), y)], joint);
            }
            let written = |colour| {
                let look = Lettering::new(style.tick_pt, colour).align(Align::Centre);
                look.weight(weight(step.kind))
            };
            let look = written(style.palette.ink);
            let middle = f64::midpoint(x, right);
            canvas.text(&step.text, (middle, a.1 - 2.0 - style.tick_pt / 2.0), look);
            let look = match step.kind {
                StepKind::Total => look,
                StepKind::Change => written(style.palette.muted),
            };
            let first = layout.bottom + 4.0 + leading / 2.0;
            for (k, line) in layout.labels[i].iter().enumerate() {
                canvas.text(line, (middle, first + leading * k as f64), look);
            }
        }
        let zero = layout.y(0.0);
        let axis = Stroke::new(style.palette.axis, style.hairline_pt);
        canvas.line(&[(layout.left, zero), (width, zero)], axis);
        Ok(canvas.finish())
    }

    /// The levels between which each bar stands: where it begins and where it ends.
    fn spans(&self) -> Result<Vec<(f64, f64)>, Diagnostic> {
        if self.steps.first().is_none_or(|step| step.kind != StepKind::Total) {
            return Err(undrawable("A waterfall has no bar, or does not begin with a total"));
        }
        for step in &self.steps {
            require_finite([step.value], &step.label)?;
        }
        let largest = self.steps.iter().map(|s| s.value.abs()).fold(0.0, f64::max);
        let mut level = self.steps[0].value;
        let mut spans = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            if step.kind == StepKind::Change {
                spans.push((level, level + step.value));
                level += step.value;
                continue;
            }
            if (step.value - level).abs() > CLOSE * largest {
                let fault =
                    undrawable(format!("The steps before {} do not lead to it", step.label));
                return Err(fault.found(level.to_string()).allowed(step.value.to_string()));
            }
            level = step.value;
            spans.push((0.0, level));
        }
        Ok(spans)
    }

    fn layout(&self, style: &Style, width: f64, spans: &[(f64, f64)]) -> Layout {
        let ends = || spans.iter().flat_map(|(a, b)| [*a, *b]);
        let ticks = nice_ticks(ends().fold(0.0, f64::min), ends().fold(0.0, f64::max), 4);
        let widest = tick_labels(style, &ticks)
            .iter()
            .map(|text| style.text_width(text, style.tick_pt, Weight::Regular))
            .fold(0.0, f64::max);
        let left = widest + 5.0;
        let slot = (width - left) / self.steps.len() as f64;
        let label =
            |step: &Step| style.wrap(&step.label, style.tick_pt, weight(step.kind), slot - 2.0);
        let labels: Vec<Vec<String>> = self.steps.iter().map(label).collect();
        let lines = labels.iter().map(Vec::len).max().unwrap_or(1);
        let leading = style.leading(style.tick_pt);
        let top = leading + style.tick_pt * HEADROOM + 4.0;
        let bottom = (self.height_pt - 4.0 - leading * lines as f64).max(top + 40.0);
        Layout { left, top, bottom, slot, ticks, labels }
    }

    fn draw_axes(&self, canvas: &Canvas, style: &Style, layout: &Layout, width: f64) {
        let muted = Lettering::new(style.tick_pt, style.palette.muted);
        canvas.text(&self.unit, (0.0, 2.0 + style.tick_pt / 2.0), muted);
        let grid = Stroke::new(style.palette.grid, style.hairline_pt);
        for (&value, text) in layout.ticks.values.iter().zip(tick_labels(style, &layout.ticks)) {
            let y = layout.y(value);
            canvas.line(&[(layout.left, y), (width, y)], grid);
            canvas.text(&text, (layout.left - 5.0, y), muted.align(Align::Right));
        }
    }

    /// A line before the first projected bar, with its label.
    fn draw_projection(&self, canvas: &Canvas, style: &Style, layout: &Layout) {
        let first = self.steps.iter().position(|s| s.status == Status::Projected);
        let (Some(first), Some(text)) = (first, &self.projection_label) else { return };
        let x = layout.left + layout.slot * first as f64;
        let top = 2.0 + style.tick_pt / 2.0;
        let stroke = Stroke::new(style.palette.axis, style.hairline_pt).dashed(1.0, 2.0);
        canvas.line(&[(x, 1.0), (x, layout.bottom)], stroke);
        let look = Lettering::new(style.tick_pt, style.palette.muted).weight(Weight::Italic);
        canvas.text(text, (x + 4.0, top), look);
    }
}

fn weight(kind: StepKind) -> Weight {
    if kind == StepKind::Total { Weight::Semibold } else { Weight::Regular }
}

fn tick_labels(style: &Style, ticks: &Ticks) -> Vec<String> {
    ticks.values.iter().map(|v| style.numbers.text(*v, ticks.decimals)).collect()
}

/// Upper left and lower right corner of a bar.
fn bar_of(layout: &Layout, (left, right): (f64, f64), (from, to): (f64, f64)) -> (Pt, Pt) {
    let (top, bottom) = (layout.y(from.max(to)), layout.y(from.min(to)));
    let slack = ((THIN_PT - (bottom - top)) / 2.0).max(0.0);
    ((left, top - slack), (right, bottom + slack))
}

fn colour(style: &Style, step: &Step) -> Colour {
    let scale = style.palette.diverging(7);
    match step.kind {
        StepKind::Total => style.palette.muted,
        StepKind::Change if step.value < 0.0 => scale[1],
        StepKind::Change => scale[6],
    }
}

#[cfg(test)]
mod tests {
    use super::StepKind::{Change, Total};
    use super::*;

    fn chart(steps: &[(StepKind, f64)]) -> Waterfall {
        Waterfall {
            width: Width::Full,
            height_pt: 140.0,
            unit: "Mt".to_owned(),
            steps: steps
                .iter()
                .enumerate()
                .map(|(i, &(kind, value))| Step {
                    label: format!("step {i}"),
                    value,
                    text: format!("{value:+.1}"),
                    status: [Status::Observed, Status::Estimated, Status::Projected][i % 3],
                    kind,
                })
                .collect(),
            projection_label: Some("projected".to_owned()),
        }
    }

    #[test]
    fn changes_float_between_the_levels_and_totals_stand_on_zero() {
        let chart = chart(&[(Total, 10.0), (Change, 4.0), (Change, -9.0), (Total, 5.0)]);
        assert_eq!(chart.spans().unwrap(), [(0.0, 10.0), (10.0, 14.0), (14.0, 5.0), (0.0, 5.0)]);
        let style = Style::default();
        let layout = chart.layout(&style, 400.0, &chart.spans().unwrap());
        assert!(layout.y(14.0) >= layout.top && layout.y(0.0) <= layout.bottom);
        assert!(layout.x(3) + layout.slot * FILL < 400.0);
        assert_eq!(chart.draw(&style).unwrap(), chart.draw(&style).unwrap());
    }

    #[test]
    fn levels_below_zero_and_changes_of_nothing_can_be_drawn() {
        let chart = chart(&[(Total, 2.0), (Change, -5.0), (Change, 0.0), (Total, -3.0)]);
        let spans = chart.spans().unwrap();
        let layout = chart.layout(&Style::default(), 400.0, &spans);
        assert!(layout.ticks.low() <= -3.0);
        let (a, b) = bar_of(&layout, (0.0, 1.0), spans[2]);
        assert!((b.1 - a.1 - THIN_PT).abs() < 1e-9);
        assert!(chart.draw(&Style::default()).is_ok());
    }

    #[test]
    fn steps_that_do_not_lead_to_the_total_are_a_fault() {
        let wrong = chart(&[(Total, 10.0), (Change, 4.0), (Total, 15.0)]);
        assert!(wrong.draw(&Style::default()).unwrap_err().short().contains("step 2"));
        assert!(chart(&[(Change, 4.0)]).draw(&Style::default()).is_err());
        assert!(chart(&[]).draw(&Style::default()).is_err());
        assert!(chart(&[(Total, f64::NAN)]).draw(&Style::default()).is_err());
    }

    #[test]
    fn rises_and_falls_differ_in_grey() {
        let style = Style::default();
        let of = |value: f64| colour(&style, &chart(&[(Change, value)]).steps[0]).luminance();
        assert!(of(-1.0) > 3.0 * of(1.0));
    }
}
