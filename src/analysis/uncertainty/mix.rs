//! The error of the concordance: products that fall into several industries.
//!
//! The shares of such a product are drawn from a Dirichlet distribution about those of the concordance. They sum to one, so
//! what one industry gains another loses: the trade of a product does not vary, its parts do.

use crate::analysis::trade::National;
use crate::data::Dataset;
use crate::units::Quantity;
use crate::vocabulary::{Flow, Symbol};

/// One industry's part of a mixed product.
#[derive(Clone, Debug)]
pub(super) struct MixedPart {
    /// Position of the industry.
    pub(super) industry: usize,
    /// Share of the product, above zero.
    pub(super) share: f64,
    /// Part of the industry's trade in the flow that the product is, by data year.
    pub(super) weight: Vec<f64>,
}

/// The products of both flows that fall into more than one industry.
#[derive(Clone, Debug)]
pub(super) struct Mix {
    /// `[flow][product]`: its parts; empty if no error of the concordance is counted.
    pub(super) products: [Vec<Vec<MixedPart>>; 2],
    /// Concentration of the Dirichlet distribution.
    pub(super) concentration: f64,
}

impl Mix {
    pub(super) fn new(data: &Dataset, national: &National) -> Self {
        let concentration = data.catalogue.uncertainty.concordance_concentration;
        let Some(concentration) = concentration else {
            return Self { products: [Vec::new(), Vec::new()], concentration: f64::INFINITY };
        };
        let products = Flow::BOTH.map(|flow| {
            let mut codes: Vec<Symbol> = Vec::new();
            for part in national.parts.iter().filter(|p| p.flow == flow) {
                if !codes.contains(&part.product) {
                    codes.push(part.product);
                }
            }
            codes
                .iter()
                .map(|code| parts(data, national, flow, *code))
                .filter(|p| p.len() > 1)
                .collect()
        });
        Self { products, concentration }
    }

    /// Variance that the concordance of a flow gives to a sum whose terms by industry are these values, in a data year:
    /// `1 / (kappa + 1)` times the sum over products of `sum of g^2 / share - (sum of g)^2`, g the part of a term
    /// that the product carries.
    pub(super) fn variance(&self, flow: usize, year: usize, terms: &[f64]) -> f64 {
        let of_products = self.products[flow].iter().map(|parts| {
            let (squares, sum) = parts.iter().fold((0.0, 0.0), |(squares, sum), part| {
                let g = terms[part.industry] * part.weight[year];
                (squares + g * g / part.share, sum + g)
            });
            (squares - sum * sum).max(0.0)
        });
        of_products.sum::<f64>() / (self.concentration + 1.0)
    }
}

fn parts(data: &Dataset, national: &National, flow: Flow, product: Symbol) -> Vec<MixedPart> {
    let value = |year: i16| {
        let row =
            data.trade.iter().find(|r| r.flow == flow && r.product == product && r.year == year);
        row.map_or(0.0, |r| r.value.value())
    };
    let values: Vec<f64> = national.years.iter().map(|year| value(*year)).collect();
    national
        .parts
        .iter()
        .filter(|p| p.flow == flow && p.product == product && p.share > 0.0)
        .map(|p| {
            let totals = &national.value[flow.index()][p.industry];
            let weight = values
                .iter()
                .zip(totals)
                .map(|(value, total)| if *total > 0.0 { value * p.share / total } else { 0.0 })
                .collect();
            MixedPart { industry: p.industry, share: p.share, weight }
        })
        .collect()
}
