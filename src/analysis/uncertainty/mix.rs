//! The error of the concordance: products that fall into several industries.
//!
//! The shares of such a product are drawn from a Dirichlet distribution about those of the concordance. They sum to one, so
//! what one industry gains another loses: the trade of a product does not vary, its parts do.

use std::ops::Range;

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
    /// that the product carries. Computed as `sum of share * (g / share - sum of g)^2`, which is nothing where the form
    /// takes a whole product: the difference of squares would leave the root of rounding.
    /// Terms outside a range are nothing.
    pub(super) fn variance(
        &self,
        flow: usize,
        year: usize,
        terms: &[f64],
        within: &Range<usize>,
    ) -> f64 {
        let counts = |parts: &&Vec<MixedPart>| parts.iter().any(|p| within.contains(&p.industry));
        let of_products = self.products[flow].iter().filter(counts).map(|parts| {
            let part_of_term = |part: &MixedPart| terms[part.industry] * part.weight[year];
            let sum: f64 = parts.iter().map(part_of_term).sum();
            let of_part = |p: &MixedPart| p.share * (part_of_term(p) / p.share - sum).powi(2);
            parts.iter().map(of_part).sum::<f64>()
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

#[cfg(test)]
mod tests {
    use super::*;

    /// One product of 10 that three industries share, and 5 of the second industry's own.
    fn mix() -> Mix {
        let part = |industry, share, weight| MixedPart { industry, share, weight: vec![weight] };
        let product = vec![part(0, 0.1, 1.0), part(1, 0.2, 2.0 / 7.0), part(2, 0.7, 1.0)];
        Mix { products: [vec![product], Vec::new()], concentration: 4.0 }
    }

    #[test]
    fn one_industry_varies_as_its_beta_distribution() {
        // 10^2 * 0.2 * 0.8 / 5; the part of its own does not vary.
        let variance = mix().variance(0, 0, &[0.0, 7.0, 0.0], &(0..3));
        assert!((variance - 3.2).abs() < 1e-12, "{variance}");
    }

    #[test]
    fn what_one_industry_gains_another_loses() {
        let whole = mix().variance(0, 0, &[1.0, 7.0, 7.0], &(0..3));
        assert!(whole < 1e-25, "{whole}");
        // Two of the shares: 10^2 * 0.3 * 0.7 / 5, less than the sum of both.
        let two = mix().variance(0, 0, &[1.0, 7.0, 0.0], &(0..3));
        assert!((two - 4.2).abs() < 1e-12, "{two}");
        // Intensities 1, 2, 3: the variance of 10 * (s1 + 2 s2 + 3 s3), 100 * (7.2 - 2.6^2) / 5.
        let weighted = mix().variance(0, 0, &[1.0, 14.0, 21.0], &(0..3));
        assert!((weighted - 8.8).abs() < 1e-12, "{weighted}");
    }
}
