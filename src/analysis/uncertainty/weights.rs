//! The error of the allocation: how far a region's share of what is spread by weights may lie from the truth.
//!
//! The weights of a region, flow and basis are off by one lognormal factor; the shares of a flow and industry then sum to what
//! they summed before, so a large region gains at the cost of the others.

use crate::analysis::allocation::{Allocation, published_basis};
use crate::analysis::trade::National;
use crate::data::Dataset;
use crate::vocabulary::{Flow, Symbol};

/// How the allocated trade of a flow, industry and data year lies over the regions.
#[derive(Clone, Debug)]
pub(super) struct Spread {
    /// Share of a region in what is allocated to regions.
    pub(super) share: Vec<f64>,
    /// Part of the region's trade that is allocated, not reported.
    pub(super) allocated: Vec<f64>,
    /// Sum of the squared shares of the regions whose weights may err.
    squares: f64,
}

/// The errors of weights.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    /// Standard deviation of the logarithm of a weight.
    pub(super) sigma: f64,
    /// `[flow][industry]`: number of the basis within both flows; none where shares are published or nothing is known of
    /// the error.
    pub(super) basis: [Vec<Option<usize>>; 2],
    /// How many pairs of flow and basis there are.
    pub(super) bases: usize,
    /// `[flow][year][region]`: whether the weight may err; a published total of the region alone and of that year fixes it.
    pub(super) free: [Vec<Vec<bool>>; 2],
    /// `[flow][industry][year]`.
    pub(super) spreads: [Vec<Vec<Spread>>; 2],
}

impl Weights {
    pub(super) fn new(data: &Dataset, national: &National, allocation: &Allocation) -> Self {
        let sigma = allocation.log_error.unwrap_or(0.0);
        let mut known: Vec<(Flow, Symbol)> = Vec::new();
        let basis = Flow::BOTH.map(|flow| {
            data.analysis_industries()
                .enumerate()
                .map(|(i, industry)| {
                    let code = industry.bases?[flow.index()];
                    if sigma <= 0.0 || published_basis(data, flow, i) {
                        return None;
                    }
                    let own = (flow, code);
                    Some(known.iter().position(|k| *k == own).unwrap_or_else(|| {
                        known.push(own);
                        known.len() - 1
                    }))
                })
                .collect()
        });
        let free = Flow::BOTH.map(|flow| {
            let fixed = |year: i16, region: Symbol| {
                data.anchors.iter().any(|anchor| {
                    anchor.year == year
                        && anchor.regions == [region]
                        && anchor.flows.contains(&flow)
                })
            };
            let of_year = |year: &i16| data.regions.iter().map(|r| !fixed(*year, r.code)).collect();
            national.years.iter().map(of_year).collect::<Vec<Vec<bool>>>()
        });
        let spreads = Flow::BOTH.map(|flow| {
            let f = flow.index();
            (0..data.names.industries.len())
                .map(|i| {
                    (0..national.years.len())
                        .map(|y| Spread::new(allocation, (f, i, y), &free[f][y]))
                        .collect()
                })
                .collect()
        });
        Self { sigma, basis, bases: known.len(), free, spreads }
    }

    /// Variance of the logarithm of a region's trade in a flow, industry and data year.
    pub(super) fn variance(&self, (f, i, y): (usize, usize, usize), region: usize) -> f64 {
        let spread = &self.spreads[f][i][y];
        let own = spread.share[region];
        let free = self.free[f][y][region];
        let others = spread.squares - if free { own * own } else { 0.0 };
        let own = if free { (1.0 - own).powi(2) } else { 0.0 };
        (self.sigma * spread.allocated[region]).powi(2) * (own + others.max(0.0))
    }
}

impl Spread {
    fn new(allocation: &Allocation, (f, i, y): (usize, usize, usize), free: &[bool]) -> Self {
        let cells = &allocation.cells[f][i][y][..free.len()];
        let total: f64 = cells.iter().map(|cell| cell.allocated).sum();
        let part = |of: f64, whole: f64| if whole > 0.0 { of / whole } else { 0.0 };
        let share: Vec<f64> = cells.iter().map(|cell| part(cell.allocated, total)).collect();
        let allocated = cells.iter().map(|c| part(c.allocated, c.allocated + c.reported)).collect();
        let squares = share.iter().zip(free).filter(|(_, free)| **free).map(|(p, _)| p * p).sum();
        Self { share, allocated, squares }
    }
}
