//! What is there: a row a series or group of series, a column a year, each cell filled as far as its data go.

use super::canvas::{Align, Canvas, Lettering, Stroke};
use super::line_panel::Status;
use super::status_fill::draw_bar;
use super::style::{Style, Width};
use super::text_metrics::{Weight, row_labels};
use super::{Svg, require_finite, undrawable};
use crate::diagnostics::Diagnostic;
use crate::theme::Colour;

/// How much of what a cell stands for is there, as parts of one; what is left is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MatrixCell {
    /// Part that is observed.
    pub observed: f64,
    /// Part that is estimated.
    pub estimated: f64,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixRow {
    /// Its label.
    pub label: String,
    /// Years that are asked for, each once; others stay free.
    pub cells: Vec<(i32, MatrixCell)>,
}

/// Rows under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixGroup {
    /// The heading.
    pub title: String,
    /// The rows, top to bottom.
    pub rows: Vec<MatrixRow>,
}

/// A matrix of rows and years.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverageMatrix {
    /// Printed width.
    pub width: Width,
    /// The words for observed, estimated and missing.
    pub key: [String; 3],
    /// The groups, top to bottom.
    pub groups: Vec<MatrixGroup>,
}

const CELL_PT: f64 = 7.4;
const PITCH_PT: f64 = 9.8;
const GROUP_GAP_PT: f64 = 4.0;
const KEY_PT: f64 = 8.0;
/// Years between two labels of the axis.
const LABELLED: i32 = 5;

/// Where the columns stand.
struct Columns {
    first: i32,
    last: i32,
    left: f64,
    pitch: f64,
}

impl Columns {
    fn left_of(&self, year: i32) -> f64 {
        self.left + f64::from(year - self.first) * self.pitch
    }
}

impl CoverageMatrix {
    /// Draws the chart.
    ///
    /// # Errors
    /// If there is no row or no year, or a cell whose parts are negative, not finite or more than one.
    pub fn draw(&self, style: &Style) -> Result<Svg, Diagnostic> {
        let (first, last) = self.check()?;
        let width = self.width.points();
        let rows = self.groups.iter().flat_map(|group| &group.rows);
        let texts = rows.map(|row| (row.label.as_str(), Weight::Regular));
        let (labels, label_width) = row_labels(texts, style, width * 0.4);
        let left = label_width + 5.0;
        let pitch = (width - left) / f64::from(last - first + 1);
        let columns = Columns { first, last, left, pitch };
        let head = style.leading(style.label_pt) + 4.0;
        let axis = style.leading(style.tick_pt) + 2.0;
        let leading = style.label_pt * 1.1;
        let title = style.leading(style.title_pt) + 1.0;
        let height_of = |lines: &Vec<String>| PITCH_PT.max(lines.len() as f64 * leading);
        let rows_height: f64 = labels.iter().map(height_of).sum();
        let groups = self.groups.len() as f64;
        let body = rows_height + groups * (title + GROUP_GAP_PT);
        let canvas = Canvas::new(width, head + 2.0 * axis + body + 2.0, style);
        self.draw_key(&canvas, style, head);
        draw_years(&canvas, style, &columns, head + axis / 2.0);
        let mut y = head + axis;
        let mut labels = labels.iter();
        for group in &self.groups {
            y += GROUP_GAP_PT;
            let look = Lettering::new(style.title_pt, style.palette.ink).weight(Weight::Semibold);
            canvas.text(&group.title, (0.0, y + title / 2.0), look);
            y += title;
            for (row, lines) in group.rows.iter().zip(labels.by_ref()) {
                let height = height_of(lines);
                let middle = y + height / 2.0;
                let look = Lettering::new(style.label_pt, style.palette.ink).align(Align::Right);
                canvas.text_block(lines, (label_width, middle), leading, look);
                for (year, cell) in &row.cells {
                    let x = columns.left_of(*year);
                    draw_cell(&canvas, style, (x + 0.5, x + pitch - 0.5), middle, *cell);
                }
                y += height;
            }
        }
        draw_years(&canvas, style, &columns, y + axis / 2.0 + 1.0);
        Ok(canvas.finish())
    }

    /// First and last year of all rows.
    fn check(&self) -> Result<(i32, i32), Diagnostic> {
        let rows = || self.groups.iter().flat_map(|group| &group.rows);
        let years = || rows().flat_map(|row| row.cells.iter().map(|(year, _)| *year));
        let (Some(first), Some(last)) = (years().min(), years().max()) else {
            return Err(undrawable("A matrix of coverage has no year"));
        };
        for row in rows() {
            let parts = |cell: &MatrixCell| [cell.observed, cell.estimated];
            require_finite(row.cells.iter().flat_map(|(_, cell)| parts(cell)), &row.label)?;
            for (year, cell) in &row.cells {
                let [observed, estimated] = parts(cell);
                if observed < 0.0 || estimated < 0.0 || observed + estimated > 1.0 + 1e-9 {
                    let message = format!("The cell {year} of {} holds more than all", row.label);
                    return Err(undrawable(message)
                        .found(format!("{observed} and {estimated}"))
                        .allowed("parts from 0 that sum to no more than 1"));
                }
            }
        }
        Ok((first, last))
    }

    fn draw_key(&self, canvas: &Canvas, style: &Style, head: f64) {
        let cells = [
            MatrixCell { observed: 1.0, estimated: 0.0 },
            MatrixCell { observed: 0.0, estimated: 1.0 },
            MatrixCell::default(),
        ];
        let (mut x, y) = (0.0, head / 2.0 - 1.0);
        for (cell, name) in cells.into_iter().zip(&self.key) {
            draw_cell(canvas, style, (x, x + KEY_PT), y, cell);
            let look = Lettering::new(style.label_pt, style.palette.ink);
            canvas.text(name, (x + KEY_PT + 3.0, y), look);
            x += KEY_PT + 15.0 + style.text_width(name, style.label_pt, Weight::Regular);
        }
    }
}

/// The years of the axis that are labelled.
fn draw_years(canvas: &Canvas, style: &Style, columns: &Columns, y: f64) {
    let look = Lettering::new(style.tick_pt, style.palette.muted).align(Align::Centre);
    let short = columns.last - columns.first < 2 * LABELLED;
    for year in columns.first..=columns.last {
        if short || year % LABELLED == 0 {
            canvas.text(&year.to_string(), (columns.left_of(year) + columns.pitch / 2.0, y), look);
        }
    }
}

/// A cell filled from below: observed, then estimated; the frame stands for the whole.
fn draw_cell(canvas: &Canvas, style: &Style, (x, to): (f64, f64), middle: f64, cell: MatrixCell) {
    let (top, bottom) = (middle - CELL_PT / 2.0, middle + CELL_PT / 2.0);
    let colour = style.palette.category(0);
    canvas.rectangle((x, top), (to, bottom), Colour::WHITE);
    let mut from = bottom;
    for (part, status) in [(cell.observed, Status::Observed), (cell.estimated, Status::Estimated)] {
        if part > 0.0 {
            let upper = (from - part * CELL_PT).max(top);
            draw_bar(canvas, (x, upper), (to, from), colour, status);
            from = upper;
        }
    }
    let full = cell.observed >= 1.0 || cell.estimated >= 1.0;
    if !full {
        canvas.frame((x, top), (to, bottom), Stroke::new(style.palette.axis, 0.4));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(cells: Vec<(i32, MatrixCell)>) -> CoverageMatrix {
        let row = MatrixRow { label: "synthetic".to_owned(), cells };
        CoverageMatrix {
            width: Width::Full,
            key: ["observed", "estimated", "missing"].map(str::to_owned),
            groups: vec![MatrixGroup { title: "Synthetic".to_owned(), rows: vec![row] }],
        }
    }

    fn cell(observed: f64, estimated: f64) -> MatrixCell {
        MatrixCell { observed, estimated }
    }

    #[test]
    fn every_year_has_its_own_place_and_every_fifth_its_label() {
        let svg = chart((1996..=2012).map(|y| (y, cell(0.5, 0.25))).collect());
        let svg = svg.draw(&Style::default()).unwrap();
        for year in ["2000", "2005", "2010"] {
            assert_eq!(svg.text.matches(&format!(">{year}</text>")).count(), 2, "above and below");
        }
        assert!(!svg.text.contains(">1996</text>"));
        let columns = Columns { first: 1996, last: 2012, left: 100.0, pitch: 10.0 };
        assert_eq!(columns.left_of(1996).to_bits(), 100.0_f64.to_bits());
        assert_eq!(columns.left_of(2012).to_bits(), 260.0_f64.to_bits());
    }

    #[test]
    fn what_is_more_than_all_is_a_fault() {
        let style = Style::default();
        for wrong in [cell(0.7, 0.7), cell(-0.1, 0.0), cell(f64::NAN, 0.0)] {
            assert!(chart(vec![(2010, wrong)]).draw(&style).is_err(), "{wrong:?}");
        }
        assert!(chart(Vec::new()).draw(&style).is_err());
        let one = chart(vec![(2010, cell(1.0, 0.0)), (2011, cell(0.0, 0.0))]);
        assert_eq!(one.draw(&style).unwrap(), one.draw(&style).unwrap());
    }
}
