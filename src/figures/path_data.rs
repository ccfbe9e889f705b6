//! Lengths and paths in the shortest form that SVG allows.

use std::fmt::Write as _;

use super::svg_document::{UNITS_PER_PT, Unit2};

/// A length in units as points: exact, without trailing or leading zeros.
pub(super) fn decimal(n: i32) -> String {
    let mut out = String::new();
    push_decimal(&mut out, n);
    out
}

fn push_decimal(out: &mut String, n: i32) {
    let hundredths = n.unsigned_abs() * (100 / UNITS_PER_PT.unsigned_abs());
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    if n < 0 {
        out.push('-');
    }
    if whole > 0 || rest == 0 {
        // Writing to a string cannot fail.
        let _ = write!(out, "{whole}");
    }
    let digit = |value: u32| char::from_digit(value, 10).unwrap_or('0');
    if rest > 0 {
        out.push('.');
        out.push(digit(rest / 10));
        if !rest.is_multiple_of(10) {
            out.push(digit(rest % 10));
        }
    }
}

/// Appends a number, with a space only where two numbers would run together: `.5.5` are two.
fn push_number(data: &mut String, n: i32) {
    let begins_with_point = n != 0 && n.abs() < UNITS_PER_PT;
    if n >= 0 && data.ends_with(|c: char| c.is_ascii_digit()) {
        let previous = data.rfind(|c: char| !c.is_ascii_digit()).map(|at| data.as_bytes()[at]);
        if !(begins_with_point && previous == Some(b'.')) {
            data.push(' ');
        }
    }
    push_decimal(data, n);
}

/// The `d` of a path, in its shortest form: relative steps, and relative moves where they are shorter.
#[derive(Debug, Default)]
pub(super) struct PathData {
    pub(super) text: String,
    /// Where the last subpath ended.
    pen: Option<Unit2>,
}

impl PathData {
    /// Appends a polyline or ring.
    pub(super) fn push(&mut self, points: &[Unit2], close: bool) {
        let Some((&first, rest)) = points.split_first() else { return };
        self.move_to(first);
        let data = &mut self.text;
        let mut last = first;
        let mut command = ' ';
        for &point in rest {
            let step = (point.0 - last.0, point.1 - last.1);
            let next = match step {
                (0, 0) => continue,
                // Within a run of `l` the other commands would cost two letters to save one number.
                _ if command == 'l' => 'l',
                (_, 0) => 'h',
                (0, _) => 'v',
                _ => 'l',
            };
            if command != next {
                data.push(next);
                command = next;
            }
            if next != 'v' {
                push_number(data, step.0);
            }
            if next != 'h' {
                push_number(data, step.1);
            }
            last = point;
        }
        if close {
            data.push('z');
        }
        self.pen = Some(if close { first } else { last });
    }

    fn move_to(&mut self, to: Unit2) {
        let write = |letter: char, (x, y): Unit2| {
            let mut text = String::from(letter);
            push_number(&mut text, x);
            push_number(&mut text, y);
            text
        };
        let absolute = write('M', to);
        let relative = self.pen.map(|pen| write('m', (to.0 - pen.0, to.1 - pen.1)));
        self.text += relative.filter(|r| r.len() < absolute.len()).as_ref().unwrap_or(&absolute);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_exact_and_short() {
        let shown: Vec<String> = [0, 1, 2, -1, 20, -30, 9071].into_iter().map(decimal).collect();
        assert_eq!(shown, ["0", ".05", ".1", "-.05", "1", "-1.5", "453.55"]);
    }

    #[test]
    fn a_path_is_relative_and_drops_standing_still() {
        let path = |points: &[Unit2], close| {
            let mut data = PathData::default();
            data.push(points, close);
            data.text
        };
        assert_eq!(path(&[(20, 40), (20, 40), (30, 40), (30, 20)], true), "M1 2h.5v-1z");
        assert_eq!(path(&[(0, 0), (10, 10), (21, 20), (41, 30)], false), "M0 0l.5.5.55.5 1 .5");
    }

    #[test]
    fn a_later_part_moves_from_where_the_pen_is() {
        let mut data = PathData::default();
        data.push(&[(2000, 2000), (2020, 2000), (2020, 2020)], true);
        data.push(&[(2040, 2000), (2060, 2000)], false);
        assert_eq!(data.text, "M100 100h1v1zm2 0h1");
    }
}
