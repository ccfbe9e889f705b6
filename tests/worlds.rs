//! Random data folders: 1 to 30 industries, 0 to 90 regions, with and without reported trade, published totals, weights
//! with gaps, and report groups.

mod tables;

use std::collections::BTreeMap;

use proptest::prelude::*;

pub(crate) const FIRST: i16 = 2010;
pub(crate) const LAST: i16 = 2016;
pub(crate) const HORIZON: i16 = 2019;
pub(crate) const FLOWS: [&str; 2] = ["AA-BB", "BB-AA"];
/// Years of trade.
pub(crate) const YEARS: usize = 7;
const BASES: [&str; 3] = ["made", "used", "people"];

/// What a world is drawn from; small and readable where a property fails.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(crate) industries: usize,
    pub(crate) regions: usize,
    pub(crate) reported: bool,
    pub(crate) anchored: bool,
    pub(crate) gaps: bool,
    pub(crate) seed: u64,
}

/// Shapes of every size, most of them small.
pub(crate) fn shapes() -> impl Strategy<Value = Shape> {
    let industries = prop_oneof![1 => Just(1usize), 6 => 2usize..=9, 1 => 10usize..=30];
    let regions = prop_oneof![2 => Just(0usize), 6 => 1usize..=12, 1 => 13usize..=90];
    (industries, regions, any::<bool>(), any::<bool>(), any::<bool>(), any::<u64>()).prop_map(
        |(industries, regions, reported, anchored, gaps, seed)| Shape {
            industries,
            regions,
            reported: reported && regions > 0,
            anchored: anchored && regions > 0,
            gaps,
            seed,
        },
    )
}

/// Numbers from a seed (`SplitMix64`).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A whole number from `low` to below `high`.
    fn whole(&mut self, low: u32, high: u32) -> f64 {
        f64::from(low + u32::try_from(self.next() % u64::from(high - low)).expect("below high"))
    }

    fn index(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(count).expect("small")).expect("below count")
    }

    fn chance(&mut self, of_a_hundred: u64) -> bool {
        self.next() % 100 < of_a_hundred
    }
}

/// A random data set: plain numbers, from which tables are written.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) shape: Shape,
    /// `[flow][product][year]`, USD; one product an industry and one that all industries share.
    pub(crate) trade: Vec<Vec<Vec<f64>>>,
    /// Shares of the last product, per flow; sum to one.
    pub(crate) mixed: Vec<Vec<f64>>,
    /// `[country][industry][year]`, t per USD in the accounts' years; some industries emit nothing.
    intensity: Vec<Vec<Vec<f64>>>,
    /// Partner's totals over reporter's `[flow][year]`; none where the partner publishes nothing.
    mirror: Option<Vec<Vec<f64>>>,
    /// `[country][year]`: CO2, GDP, real GDP.
    totals: Vec<Vec<[f64; 3]>>,
    /// Shares `[basis][region]`; none where the basis says nothing of a region.
    pub(crate) weights: Vec<Vec<Option<f64>>>,
    /// Bases `[industry]`, made and used.
    bases: Vec<[usize; 2]>,
    /// Reported trade by (year, flow, region, product), each at most 2 % of the nation's, so that all and the totals fit.
    pub(crate) reported: BTreeMap<(usize, usize, usize, usize), f64>,
    /// Published totals: (region, flows, year, share of the nation).
    anchors: Vec<(usize, usize, i16, f64)>,
    /// Whether the catalogue's reporter is BB.
    pub(crate) swapped: bool,
    /// First year of the edition.
    pub(crate) first: i16,
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.shape.fmt(f)
    }
}

pub(crate) fn worlds() -> impl Strategy<Value = World> {
    shapes().prop_map(World::new)
}

pub(crate) fn normal(parts: &[f64]) -> Vec<f64> {
    let sum: f64 = parts.iter().sum();
    parts.iter().map(|p| p / sum).collect()
}

fn many<T>(count: usize, mut one: impl FnMut() -> T) -> Vec<T> {
    (0..count).map(|_| one()).collect()
}

impl World {
    pub(crate) fn new(shape: Shape) -> Self {
        let d = &mut Draw(shape.seed);
        let n = shape.industries;
        let series = |d: &mut Draw| {
            // A product that is never traded, one with gaps, or one that goes on.
            let zeros = [0, 0, 0, 10, 100][d.index(5)];
            many(YEARS, || if d.chance(zeros) { 0.0 } else { d.whole(1, 1_000_000) * 1e3 })
        };
        let trade = many(2, || many(n + 1, || series(d)));
        let mixed = many(2, || normal(&many(n, || d.whole(1, 1_001))));
        let intensity = many(2, || {
            many(n, || {
                let level = if d.chance(5) { 0.0 } else { d.whole(1, 3_000) * 1e-6 };
                many(YEARS, || level * d.whole(80, 120) / 100.0)
            })
        });
        let mirrored = d.chance(50);
        let mirror = mirrored.then(|| many(2, || many(YEARS, || d.whole(80, 130) / 100.0)));
        let level = |d: &mut Draw| d.whole(900, 1_100);
        let totals = many(2, || many(YEARS, || [level(d), level(d), level(d)]));
        let weights = many(BASES.len(), || {
            let raw = many(shape.regions + 1, || d.whole(1, 1_001));
            let mut shares: Vec<Option<f64>> = normal(&raw).into_iter().map(Some).collect();
            // The last is what no region gets.
            shares.pop();
            for share in shares.iter_mut().skip(1) {
                if shape.gaps && d.chance(15) {
                    *share = None;
                }
            }
            shares
        });
        let bases = many(n, || [0, 1].map(|flow| if d.chance(25) { 2 } else { flow }));
        let mut world = Self {
            shape,
            trade,
            mixed,
            intensity,
            mirror,
            totals,
            weights,
            bases,
            reported: BTreeMap::new(),
            anchors: Vec::new(),
            swapped: false,
            first: FIRST,
        };
        if shape.reported {
            world.report(d);
        }
        if shape.anchored {
            world.anchors = many(d.index(4), || {
                let year = FIRST + i16::try_from(d.index(YEARS)).expect("few");
                (d.index(shape.regions), d.index(3), year, d.whole(5, 15) / 100.0)
            });
        }
        world
    }

    fn report(&mut self, d: &mut Draw) {
        for _ in 0..d.index(12) {
            let (f, p) = (d.index(2), d.index(self.shape.industries + 1));
            let (r, part) = (d.index(self.shape.regions), d.whole(0, 20) / 1e3);
            // A region that a basis does not know reports in every year.
            let whole = self.weights.iter().any(|basis| basis[r].is_none()) || d.chance(50);
            for y in 0..YEARS {
                if whole || d.chance(50) {
                    self.reported.insert((y, f, r, p), self.trade[f][p][y] * part);
                }
            }
        }
    }

    pub(crate) fn region(&self, r: usize) -> String {
        format!("AA-R{r:02}")
    }

    pub(crate) fn regions(&self) -> Vec<String> {
        (0..self.shape.regions).map(|r| self.region(r)).collect()
    }

    pub(crate) fn industries(&self) -> Vec<String> {
        (0..self.shape.industries).map(|i| format!("i{i}")).collect()
    }

    /// Code of the reporter.
    pub(crate) fn nation(&self) -> &'static str {
        if self.swapped { "BB" } else { "AA" }
    }

    /// What makes the nation: the regions and what none of them has.
    pub(crate) fn places(&self) -> Vec<String> {
        let mut places = self.regions();
        places.push(format!("{}-unallocated", self.nation()));
        places
    }

    /// Report groups: neighbours by threes.
    pub(crate) fn groups(&self) -> Vec<(String, Vec<String>)> {
        let industries = self.industries();
        let chunks = industries.chunks(3).filter(|c| c.len() > 1).enumerate();
        chunks.map(|(n, members)| (format!("group{n}"), members.to_vec())).collect()
    }

    pub(crate) fn product(&self, p: usize) -> String {
        if p == self.shape.industries { "mixed".to_owned() } else { format!("p{p}") }
    }
}
