//! Labels that never overlap: along an axis, and around a map.

use super::canvas::Pt;

/// Centres for blocks of the given heights, each as near its target as the others allow, in the order of
/// their targets, within `low..=high` (if they fit; else they start at `low` and run past `high`).
///
/// Blocks that would overlap form a cluster that settles at the mean of what its members want.
pub(crate) fn spread(targets: &[f64], heights: &[f64], low: f64, high: f64) -> Vec<f64> {
    struct Cluster {
        members: Vec<usize>,
        start: f64,
        height: f64,
        /// Sum over members of the start of the cluster that would put the member on its target.
        wish: f64,
    }
    let settle = |cluster: &mut Cluster| {
        let mean = cluster.wish / cluster.members.len() as f64;
        cluster.start = mean.min(high - cluster.height).max(low);
    };
    let mut order: Vec<usize> = (0..targets.len()).collect();
    order.sort_by(|&a, &b| targets[a].total_cmp(&targets[b]).then(a.cmp(&b)));
    let mut clusters: Vec<Cluster> = Vec::new();
    for i in order {
        let wish = targets[i] - heights[i] / 2.0;
        let mut cluster = Cluster { members: vec![i], start: 0.0, height: heights[i], wish };
        settle(&mut cluster);
        while let Some(above) = clusters.pop_if(|c| c.start + c.height > cluster.start) {
            cluster = Cluster {
                wish: above.wish + cluster.wish - above.height * cluster.members.len() as f64,
                members: [above.members, cluster.members].concat(),
                start: 0.0,
                height: above.height + cluster.height,
            };
            settle(&mut cluster);
        }
        clusters.push(cluster);
    }
    let mut centres = vec![0.0; targets.len()];
    for cluster in clusters {
        let mut top = cluster.start;
        for i in cluster.members {
            centres[i] = top + heights[i] / 2.0;
            top += heights[i];
        }
    }
    centres
}

/// A rectangle in points, `min` above and left of `max`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Box2 {
    pub(crate) min: Pt,
    pub(crate) max: Pt,
}

impl Box2 {
    /// A box of that size around its centre.
    pub(crate) fn centred(centre: Pt, width: f64, height: f64) -> Self {
        Self {
            min: (centre.0 - width / 2.0, centre.1 - height / 2.0),
            max: (centre.0 + width / 2.0, centre.1 + height / 2.0),
        }
    }

    /// The box with a margin.
    pub(crate) fn grown(self, margin: f64) -> Self {
        Self {
            min: (self.min.0 - margin, self.min.1 - margin),
            max: (self.max.0 + margin, self.max.1 + margin),
        }
    }

    /// Whether two boxes share any area.
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.min.0 < other.max.0
            && other.min.0 < self.max.0
            && self.min.1 < other.max.1
            && other.min.1 < self.max.1
    }

    /// Whether the other box lies inside.
    pub(crate) fn contains(self, other: Self) -> bool {
        self.min.0 <= other.min.0
            && self.min.1 <= other.min.1
            && self.max.0 >= other.max.0
            && self.max.1 >= other.max.1
    }

    /// The point of the box nearest to `p`.
    pub(crate) fn nearest(self, p: Pt) -> Pt {
        (p.0.clamp(self.min.0, self.max.0), p.1.clamp(self.min.1, self.max.1))
    }
}

/// What a label on a map wants.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wish {
    /// The point it names.
    pub(crate) anchor: Pt,
    /// Its size.
    pub(crate) size: (f64, f64),
}

/// Boxes for labels around a map, in the order of their importance: inside `page`, clear of `obstacles`
/// and of each other, off the land as `land_share` tells it (share of a box that is land), near their
/// anchors and with leaders that do not cross. `None` where there is no room.
pub(crate) fn place(
    wishes: &[Wish],
    page: Box2,
    obstacles: &[Box2],
    land_share: impl Fn(Box2) -> f64,
) -> Vec<Option<Box2>> {
    let mut placed: Vec<Option<Box2>> = Vec::new();
    for wish in wishes {
        let mut best: Option<(f64, Box2)> = None;
        // Ring by ring outwards: most labels need only the innermost.
        let rings = [(0.0, 50.0), (50.0, 120.0), (120.0, f64::INFINITY)];
        for (length, candidate) in rings.iter().flat_map(|&r| candidates(wish, page, r)) {
            if best.is_some_and(|(cost, _)| cost <= length) {
                break;
            }
            let taken = |b: &Box2| b.overlaps(candidate.grown(3.0));
            if obstacles.iter().any(taken) || placed.iter().flatten().any(taken) {
                continue;
            }
            let near = candidate.nearest(wish.anchor);
            let crossed = wishes
                .iter()
                .zip(&placed)
                .filter(|(other, at)| {
                    at.is_some_and(|b| {
                        cross(other.anchor, b.nearest(other.anchor), wish.anchor, near)
                            || leader_hits(other.anchor, b.nearest(other.anchor), candidate)
                            || leader_hits(wish.anchor, near, b)
                    })
                })
                .count();
            let cost = length + 400.0 * land_share(candidate.grown(1.5)) + 500.0 * crossed as f64;
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, candidate));
            }
        }
        placed.push(best.map(|(_, b)| b));
    }
    placed
}

/// Boxes for a label on a grid over the page, nearest first, each with the length of its leader, which lies
/// in the half-open range.
fn candidates(wish: &Wish, page: Box2, range: (f64, f64)) -> Vec<(f64, Box2)> {
    const GRID_PT: f64 = 4.0;
    let columns = ((page.max.0 - page.min.0) / GRID_PT) as usize;
    let rows = ((page.max.1 - page.min.1) / GRID_PT) as usize;
    let mut out: Vec<(f64, Box2)> = (0..columns * rows)
        .filter_map(|cell| {
            let x = page.min.0 + GRID_PT * (cell % columns) as f64;
            let y = page.min.1 + GRID_PT * (cell / columns) as f64;
            let candidate = Box2::centred((x, y), wish.size.0, wish.size.1);
            let near = candidate.nearest(wish.anchor);
            let length = (near.0 - wish.anchor.0).hypot(near.1 - wish.anchor.1);
            let wanted = (range.0..range.1).contains(&length) && page.contains(candidate);
            wanted.then_some((length, candidate))
        })
        .collect();
    out.sort_by(|a, b| a.0.total_cmp(&b.0));
    out
}

/// Whether a leader runs through a box.
fn leader_hits(from: Pt, to: Pt, b: Box2) -> bool {
    (0..=20).any(|i| {
        let t = f64::from(i) / 20.0;
        let p = (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t);
        b.min.0 < p.0 && p.0 < b.max.0 && b.min.1 < p.1 && p.1 < b.max.1
    })
}

fn cross(a: Pt, b: Pt, c: Pt, d: Pt) -> bool {
    let side = |p: Pt, q: Pt, r: Pt| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0) > 0.0;
    side(a, b, c) != side(a, b, d) && side(c, d, a) != side(c, d, b)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_label_with_room_sits_on_its_target() {
        assert_eq!(spread(&[10.0, 50.0], &[8.0, 8.0], 0.0, 100.0), [10.0, 50.0]);
    }

    #[test]
    fn two_that_collide_share_the_shift() {
        assert_eq!(spread(&[50.0, 50.0], &[8.0, 8.0], 0.0, 100.0), [46.0, 54.0]);
    }

    proptest! {
        #[test]
        fn spread_labels_never_overlap_and_stay_inside(
            labels in prop::collection::vec((0.0..200.0f64, 4.0..12.0f64), 1..16),
        ) {
            let (targets, heights): (Vec<f64>, Vec<f64>) = labels.into_iter().unzip();
            let centres = spread(&targets, &heights, 0.0, 200.0);
            let mut blocks: Vec<(f64, f64)> = centres
                .iter()
                .zip(&heights)
                .map(|(c, h)| (c - h / 2.0, c + h / 2.0))
                .collect();
            blocks.sort_by(|a, b| a.0.total_cmp(&b.0));
            prop_assert!(blocks.windows(2).all(|w| w[0].1 <= w[1].0 + 1e-6));
            prop_assert!(blocks[0].0 >= -1e-6 && blocks[blocks.len() - 1].1 <= 200.0 + 1e-6);
        }
    }

    #[test]
    fn placed_labels_are_apart_on_the_page_and_off_the_land() {
        let wishes: Vec<Wish> = (0..6)
            .map(|i| Wish { anchor: (100.0 + 6.0 * f64::from(i), 60.0), size: (50.0, 9.0) })
            .collect();
        let page = Box2 { min: (0.0, 0.0), max: (240.0, 120.0) };
        let land = Box2 { min: (60.0, 40.0), max: (180.0, 80.0) };
        let share = |b: Box2| if b.overlaps(land) { 1.0 } else { 0.0 };
        let boxes: Vec<Box2> =
            place(&wishes, page, &[], share).into_iter().map(Option::unwrap).collect();
        for (i, a) in boxes.iter().enumerate() {
            assert!(page.contains(*a) && !a.overlaps(land));
            assert!(boxes[i + 1..].iter().all(|b| !a.overlaps(*b)));
        }
    }
}
