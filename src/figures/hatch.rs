//! Hatching and dotting of polygons, cut at their edges here rather than by clip paths, which would cost
//! the page file a form object each.

/// Where a horizontal line crosses the rings: ascending, an even number of them.
pub(crate) fn crossings<'r>(rings: impl IntoIterator<Item = &'r [(i32, i32)]>, y: i32) -> Vec<f64> {
    crossings_along(rings, f64::from(y), |p| (f64::from(p.0), f64::from(p.1)))
}

/// Crossings of the line `v = at` in the coordinates `(u, v)` that `map` gives to a point, as values of `u`.
fn crossings_along<'r>(
    rings: impl IntoIterator<Item = &'r [(i32, i32)]>,
    at: f64,
    map: impl Fn((i32, i32)) -> (f64, f64),
) -> Vec<f64> {
    let mut out = Vec::new();
    for ring in rings {
        for i in 0..ring.len() {
            let (a, b) = (map(ring[i]), map(ring[(i + 1) % ring.len()]));
            // Half-open, so that a vertex on the line counts once.
            if (a.1 <= at) != (b.1 <= at) {
                out.push(a.0 + (b.0 - a.0) * (at - a.1) / (b.1 - a.1));
            }
        }
    }
    out.sort_by(f64::total_cmp);
    out
}

/// Segments of lines that rise to the right at 45 degrees inside the rings (even-odd), in the units of the
/// rings. Lines lie on one grid for the whole page, about `spacing` units apart across; each stays half a
/// unit or more clear of the edges. Coordinates are even, which prints them with one decimal.
pub(crate) fn hatch(rings: &[Vec<(i32, i32)>], spacing: i32) -> Vec<[(i32, i32); 2]> {
    let diagonal = |p: (i32, i32)| (f64::from(p.0 - p.1), f64::from(p.0 + p.1));
    // Lines `x + y = k * step`; their distance is step / sqrt(2).
    let step =
        ((f64::from(spacing) * std::f64::consts::FRAC_1_SQRT_2 / 2.0).round() as i32).max(1) * 4;
    let sums = || rings.iter().flatten().map(|p| p.0 + p.1);
    let (Some(low), Some(high)) = (sums().min(), sums().max()) else { return Vec::new() };
    let mut out = Vec::new();
    for k in low.div_euclid(step)..=high.div_euclid(step) {
        let sum = k * step;
        let ends = crossings_along(rings.iter().map(Vec::as_slice), f64::from(sum), diagonal);
        for pair in ends.chunks_exact(2) {
            // With u = x - y and x + y both multiples of 4, x and y are even; rounded inwards.
            let from = ((pair[0] + 1.0) / 4.0).ceil() as i32 * 4;
            let to = ((pair[1] - 1.0) / 4.0).floor() as i32 * 4;
            if to - from >= 8 {
                out.push([from, to].map(|u| ((sum + u) / 2, (sum - u) / 2)));
            }
        }
    }
    out
}

/// Like [`hatch`], but the lines fall to the right.
pub(crate) fn falling_hatch(rings: &[Vec<(i32, i32)>], spacing: i32) -> Vec<[(i32, i32); 2]> {
    let mirrored: Vec<Vec<(i32, i32)>> =
        rings.iter().map(|ring| ring.iter().map(|(x, y)| (-x, *y)).collect()).collect();
    hatch(&mirrored, spacing).into_iter().map(|line| line.map(|(x, y)| (-x, y))).collect()
}

/// Points of a staggered grid inside the rings (even-odd), `spacing` units apart, at least `margin` units
/// from the edge along the row.
pub(crate) fn stipple(rings: &[Vec<(i32, i32)>], spacing: i32, margin: i32) -> Vec<(i32, i32)> {
    let spacing = spacing.max(1);
    let ys = || rings.iter().flatten().map(|p| p.1);
    let (Some(low), Some(high)) = (ys().min(), ys().max()) else { return Vec::new() };
    let mut out = Vec::new();
    for row in low.div_euclid(spacing)..=high.div_euclid(spacing) {
        let y = row * spacing;
        let shift = if row.rem_euclid(2) == 0 { 0 } else { spacing / 2 };
        for pair in crossings(rings.iter().map(Vec::as_slice), y).chunks_exact(2) {
            let from = pair[0].ceil() as i32 + margin - shift;
            let to = pair[1].floor() as i32 - margin - shift;
            let first = (from + spacing - 1).div_euclid(spacing);
            out.extend((first..=to.div_euclid(spacing)).map(|k| (k * spacing + shift, y)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn inside(rings: &[Vec<(i32, i32)>], (x, y): (f64, f64)) -> bool {
        let crossed = crossings_along(rings.iter().map(Vec::as_slice), y, |p| {
            (f64::from(p.0), f64::from(p.1))
        });
        crossed.iter().filter(|&&c| c < x).count() % 2 == 1
    }

    /// Inside, or on an edge: a line may touch a corner that points inwards.
    fn not_outside(rings: &[Vec<(i32, i32)>], at: (f64, f64)) -> bool {
        let point = |p: (i32, i32)| (f64::from(p.0), f64::from(p.1));
        let on_edge = rings.iter().any(|ring| {
            (0..ring.len()).any(|i| {
                let (a, b) = (point(ring[i]), point(ring[(i + 1) % ring.len()]));
                let detour = |p: (f64, f64)| (p.0 - at.0).hypot(p.1 - at.1);
                detour(a) + detour(b) - (a.0 - b.0).hypot(a.1 - b.1) < 1e-6
            })
        });
        on_edge || inside(rings, at)
    }

    #[test]
    fn a_line_may_touch_an_inward_corner() {
        let ring = vec![(0, 0), (0, 226), (243, 225), (210, 73), (249, 342), (380, 328), (142, 35)];
        let rings = vec![ring];
        for [a, b] in hatch(&rings, 25) {
            let middle = (f64::from(a.0 + b.0) / 2.0, f64::from(a.1 + b.1) / 2.0);
            assert!(not_outside(&rings, middle), "{a:?} {b:?}");
        }
    }

    #[test]
    fn hatching_leaves_a_hole_free() {
        let rings = vec![
            vec![(0, 0), (200, 0), (200, 200), (0, 200)],
            vec![(50, 50), (150, 50), (150, 150), (50, 150)],
        ];
        let lines = hatch(&rings, 20);
        assert!(lines.len() > 10);
        for [a, b] in lines {
            let middle = (f64::from(a.0 + b.0) / 2.0, f64::from(a.1 + b.1) / 2.0);
            assert!(inside(&rings, middle), "{a:?} {b:?}");
        }
    }

    #[test]
    fn a_line_rises_to_the_right() {
        let lines = hatch(&[vec![(0, 0), (100, 0), (100, 100), (0, 100)]], 20);
        assert!(lines.iter().all(|[a, b]| b.0 - a.0 == a.1 - b.1 && b.0 > a.0));
    }

    #[test]
    fn a_falling_line_is_a_rising_one_in_a_mirror() {
        let ring = vec![(0, 0), (100, 0), (100, 60), (0, 100)];
        let lines = falling_hatch(&[ring], 20);
        assert!(!lines.is_empty());
        assert!(lines.iter().all(|[a, b]| b.0 - a.0 == b.1 - a.1 && a.0 != b.0), "{lines:?}");
    }

    #[test]
    fn neighbours_share_the_grid() {
        let left = hatch(&[vec![(0, 0), (100, 0), (100, 100), (0, 100)]], 20);
        let right = hatch(&[vec![(100, 0), (200, 0), (200, 100), (100, 100)]], 20);
        let step = 28;
        let on_grid = |l: &[(i32, i32); 2]| (l[0].0 + l[0].1) % step == 0;
        assert!(left.iter().chain(&right).all(on_grid));
    }

    proptest! {
        #[test]
        fn hatching_stays_inside_any_polygon(
            ring in prop::collection::vec((0..400i32, 0..400i32), 3..12), spacing in 5..40i32,
        ) {
            let rings = vec![ring];
            for [a, b] in hatch(&rings, spacing) {
                for t in [0.02, 0.25, 0.5, 0.75, 0.98] {
                    let at = (
                        f64::from(a.0) + f64::from(b.0 - a.0) * t,
                        f64::from(a.1) + f64::from(b.1 - a.1) * t,
                    );
                    prop_assert!(not_outside(&rings, at), "{at:?}");
                }
            }
            for (x, y) in stipple(&rings, spacing, 2) {
                prop_assert!(inside(&rings, (f64::from(x), f64::from(y))));
            }
        }
    }
}
