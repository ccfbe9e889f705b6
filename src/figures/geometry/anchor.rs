//! Where a label may point: a spot well inside a region.

use super::Ring;
use super::simplify::distance_to_segment;
use crate::figures::hatch::crossings;

/// A point inside the rings (even-odd), far from their edges: the best of the middles of the widest chords
/// on fifteen lines through the largest ring. `None` if the rings enclose nothing.
pub(super) fn anchor(rings: &[Ring]) -> Option<(i32, i32)> {
    let largest = rings.iter().max_by_key(|ring| double_area(ring))?;
    let (low, high) = (largest.iter().map(|p| p.1).min()?, largest.iter().map(|p| p.1).max()?);
    let edges = || rings.iter().flat_map(|r| (0..r.len()).map(|i| (r[i], r[(i + 1) % r.len()])));
    (1..16)
        .filter_map(|i| {
            let y = low + (high - low) * i / 16;
            let xs = crossings(rings.iter().map(Vec::as_slice), y);
            xs.chunks_exact(2)
                .filter(|chord| inside_span(largest, chord[0], chord[1]))
                .max_by(|a, b| (a[1] - a[0]).total_cmp(&(b[1] - b[0])))
                .map(|chord| (((chord[0] + chord[1]) / 2.0).round() as i32, y))
        })
        .max_by(|&p, &q| {
            let room = |p| {
                edges().map(|(a, b)| distance_to_segment(p, a, b)).fold(f64::INFINITY, f64::min)
            };
            room(p).total_cmp(&room(q))
        })
}

/// Twice the area of a ring.
pub(super) fn double_area(ring: &[(i32, i32)]) -> i64 {
    (0..ring.len())
        .map(|i| {
            let (a, b) = (ring[i], ring[(i + 1) % ring.len()]);
            i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1)
        })
        .sum::<i64>()
        .abs()
}

/// Whether a chord lies within the ring's horizontal extent, so that it is not an island's.
fn inside_span(ring: &[(i32, i32)], from: f64, to: f64) -> bool {
    let low = ring.iter().map(|p| p.0).min().unwrap_or(0);
    let high = ring.iter().map(|p| p.0).max().unwrap_or(0);
    from >= f64::from(low) - 0.5 && to <= f64::from(high) + 0.5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_anchor_of_a_ring_shaped_region_is_not_in_its_hole() {
        let outer = vec![(0, 0), (400, 0), (400, 400), (0, 400)];
        let hole = vec![(100, 50), (350, 50), (350, 350), (100, 350)];
        let (x, _) = anchor(&[outer, hole]).unwrap();
        assert!(x < 100, "{x}");
    }

    #[test]
    fn nothing_has_no_anchor() {
        assert_eq!(anchor(&[]), None);
        assert_eq!(double_area(&[(0, 0), (10, 0), (10, 10), (0, 10)]), 200);
    }
}
