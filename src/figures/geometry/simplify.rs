//! Fewer points without gaps: borders are simplified once for both neighbours.
//!
//! Rings are cut at junctions (points where three borders meet) into arcs; each arc is simplified in one
//! canonical direction (Douglas and Peucker 1973), so that both regions that share it get the same points.

use std::collections::HashMap;

use super::Ring;

type Node = (i32, i32);

/// The neighbours of a point over all rings: up to two are kept, a third makes it a junction.
#[derive(Default)]
struct Links {
    first: Option<Node>,
    second: Option<Node>,
    junction: bool,
}

impl Links {
    fn add(&mut self, node: Node) {
        match (self.first, self.second) {
            (None, _) => self.first = Some(node),
            (Some(a), None) if a != node => self.second = Some(node),
            (Some(a), Some(b)) if a != node && b != node => self.junction = true,
            _ => {}
        }
    }
}

/// Simplifies all rings together to within `tolerance` units. Rings that lose their area come back empty.
pub(super) fn simplify(rings: &[Ring], tolerance: f64) -> Vec<Ring> {
    let mut links: HashMap<Node, Links> = HashMap::new();
    for ring in rings {
        for (i, &node) in ring.iter().enumerate() {
            let entry = links.entry(node).or_default();
            entry.add(ring[(i + 1) % ring.len()]);
            entry.add(ring[(i + ring.len() - 1) % ring.len()]);
        }
    }
    let is_junction = |node: &Node| links.get(node).is_some_and(|l| l.junction);
    rings.iter().map(|ring| simplify_ring(ring, &is_junction, tolerance)).collect()
}

fn simplify_ring(ring: &[Node], is_junction: &dyn Fn(&Node) -> bool, tolerance: f64) -> Ring {
    if ring.len() < 3 {
        return Ring::new();
    }
    let mut cuts: Vec<usize> = (0..ring.len()).filter(|&i| is_junction(&ring[i])).collect();
    if cuts.len() < 2 {
        cuts = free_cuts(ring, cuts.first().copied());
    }
    let mut out = Ring::new();
    for (k, &start) in cuts.iter().enumerate() {
        let end = cuts[(k + 1) % cuts.len()];
        let length = (end + ring.len() - start - 1) % ring.len() + 1;
        let arc: Vec<Node> = (0..=length).map(|i| ring[(start + i) % ring.len()]).collect();
        let mut arc = simplify_arc(arc, tolerance);
        arc.pop();
        out.append(&mut arc);
    }
    if out.len() < 3 { Ring::new() } else { out }
}

/// Where to cut a ring with at most one junction: there, or at its smallest point, and at the point furthest
/// from it. A neighbour that walks the same ring finds the same two points.
fn free_cuts(ring: &[Node], junction: Option<usize>) -> Vec<usize> {
    let smallest = (0..ring.len()).min_by_key(|&i| ring[i]).unwrap_or(0);
    let start = junction.unwrap_or(smallest);
    let distance = |i: usize| {
        let (dx, dy) = (ring[i].0 - ring[start].0, ring[i].1 - ring[start].1);
        i64::from(dx).pow(2) + i64::from(dy).pow(2)
    };
    let furthest = (0..ring.len()).max_by_key(|&i| (distance(i), ring[i])).unwrap_or(start);
    let mut cuts = vec![start, furthest];
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// Douglas and Peucker, always from the smaller end, so that the direction of travel does not matter.
fn simplify_arc(mut arc: Vec<Node>, tolerance: f64) -> Vec<Node> {
    let n = arc.len();
    let backwards = (arc[n - 1], arc[n.saturating_sub(2)]) < (arc[0], arc[1.min(n - 1)]);
    if backwards {
        arc.reverse();
    }
    let mut keep = vec![false; n];
    keep[0] = true;
    keep[n - 1] = true;
    let mut spans = vec![(0, n - 1)];
    while let Some((from, to)) = spans.pop() {
        let worst = (from + 1..to)
            .map(|i| (distance_to_segment(arc[i], arc[from], arc[to]), i))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((distance, at)) = worst.filter(|w| w.0 > tolerance) {
            debug_assert!(distance.is_finite());
            keep[at] = true;
            spans.push((from, at));
            spans.push((at, to));
        }
    }
    let mut kept: Vec<Node> =
        arc.into_iter().zip(keep).filter_map(|(node, keep)| keep.then_some(node)).collect();
    if backwards {
        kept.reverse();
    }
    kept
}

pub(super) fn distance_to_segment(p: Node, a: Node, b: Node) -> f64 {
    let f = |n: i32| f64::from(n);
    let (dx, dy) = (f(b.0 - a.0), f(b.1 - a.1));
    let length2 = dx * dx + dy * dy;
    let (px, py) = (f(p.0 - a.0), f(p.1 - a.1));
    let t = if length2 == 0.0 { 0.0 } else { ((px * dx + py * dy) / length2).clamp(0.0, 1.0) };
    (px - t * dx).hypot(py - t * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_keep_one_common_border() {
        // Two squares left and right of a wavy border, walked in opposite directions.
        let border: Vec<Node> = (0..=40).map(|i| (100 + (i * 7) % 5, i * 10)).collect();
        let left: Ring = [(0, 400), (0, 0)].into_iter().chain(border.iter().copied()).collect();
        let right: Ring =
            [(200, 0), (200, 400)].into_iter().chain(border.iter().rev().copied()).collect();
        let simple = simplify(&[left, right], 2.0);
        let on_border = |ring: &Ring| {
            let mut nodes: Vec<Node> =
                ring.iter().copied().filter(|n| (90..110).contains(&n.0)).collect();
            nodes.sort_unstable();
            nodes
        };
        assert_eq!(on_border(&simple[0]), on_border(&simple[1]));
        assert!(on_border(&simple[0]).len() < border.len());
    }

    #[test]
    fn an_enclave_and_the_hole_around_it_stay_the_same_ring() {
        let circle: Ring = (0..60)
            .map(|i| {
                let angle = f64::from(i) * std::f64::consts::TAU / 60.0;
                ((200.0 * angle.cos()) as i32, (200.0 * angle.sin()) as i32)
            })
            .collect();
        let hole: Ring = circle.iter().rev().cycle().skip(17).take(60).copied().collect();
        let simple = simplify(&[circle, hole], 3.0);
        let sorted = |ring: &Ring| {
            let mut nodes = ring.clone();
            nodes.sort_unstable();
            nodes
        };
        assert_eq!(sorted(&simple[0]), sorted(&simple[1]));
        assert!(simple[0].len() < 60);
    }

    #[test]
    fn collinear_points_go_even_without_tolerance() {
        let ring: Ring = vec![(0, 0), (5, 0), (10, 0), (10, 10), (0, 10)];
        assert_eq!(simplify(&[ring], 0.0)[0].len(), 4);
    }
}
