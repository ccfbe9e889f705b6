//! Rings cut at the frame of an inset.

use super::Ring;

/// Reads one coordinate of a point.
type Coordinate = fn((i32, i32)) -> i32;

/// The part of a ring inside `x0..=x1`, `y0..=y1` (Sutherland and Hodgman 1974); where the ring leaves and
/// returns it runs along the frame. Both neighbours of a border get the same cut points.
pub(super) fn clip(ring: &[(i32, i32)], (x0, y0): (i32, i32), (x1, y1): (i32, i32)) -> Ring {
    let sides: [(Coordinate, i32, i32); 4] =
        [(|p| p.0, x0, 1), (|p| p.0, x1, -1), (|p| p.1, y0, 1), (|p| p.1, y1, -1)];
    let mut points = ring.to_vec();
    for (coordinate, limit, sign) in sides {
        let inside = |p: (i32, i32)| (coordinate(p) - limit) * sign >= 0;
        let mut kept = Vec::with_capacity(points.len());
        for (i, &point) in points.iter().enumerate() {
            let previous = points[(i + points.len() - 1) % points.len()];
            if inside(point) != inside(previous) {
                kept.push(cut(previous, point, coordinate, limit));
            }
            if inside(point) {
                kept.push(point);
            }
        }
        points = kept;
    }
    points.dedup();
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    points
}

/// Where the edge crosses the line `coordinate = limit`, whichever way it is walked.
fn cut(a: (i32, i32), b: (i32, i32), coordinate: Coordinate, limit: i32) -> (i32, i32) {
    let (a, b) = (a.min(b), a.max(b));
    let t = f64::from(limit - coordinate(a)) / f64::from(coordinate(b) - coordinate(a));
    let at = |from: i32, to: i32| from + (f64::from(to - from) * t).round() as i32;
    (at(a.0, b.0), at(a.1, b.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_over_the_corner_keeps_its_quarter() {
        let ring = [(-10, -10), (10, -10), (10, 10), (-10, 10)];
        let mut kept = clip(&ring, (0, 0), (100, 100));
        kept.sort_unstable();
        assert_eq!(kept, [(0, 0), (0, 10), (10, 0), (10, 10)]);
    }

    #[test]
    fn rings_inside_stay_and_rings_outside_vanish() {
        let ring = [(1, 1), (5, 1), (5, 5)];
        assert_eq!(clip(&ring, (0, 0), (9, 9)), ring);
        assert!(clip(&ring, (6, 6), (9, 9)).is_empty());
    }

    #[test]
    fn neighbours_get_the_same_cut() {
        let (a, b) = ((3, 7), (18, 29));
        assert_eq!(cut(a, b, |p| p.0, 10), cut(b, a, |p| p.0, 10));
    }
}
