//! Whether the trade of every product reaches an industry, and how well that is known.

use std::collections::BTreeMap;

use super::series::{Quantity, SeriesKey};
use super::{Amount, Check, Finding, Gravity, Material, Reason};
use crate::data::{ConcordanceRow, Dataset, TradeRow};
use crate::facts::{RowRef, Status};
use crate::units::Quantity as _;
use crate::vocabulary::{Flow, Symbol};

/// Shares of a product may miss one by this much, as the checks of the folder allow.
const SLACK: f64 = 1e-6;

/// How the trade of a flow reaches industries, over all years of the folder.
#[derive(Clone, Debug, PartialEq)]
pub struct MappedFlow {
    /// Which flow.
    pub flow: Flow,
    /// Products that it has.
    pub products: usize,
    /// Products that go to more than one industry.
    pub divided: usize,
    /// Value of all products, USD.
    pub value: f64,
    /// Part of the value that observed shares map.
    pub observed: f64,
    /// Part of the value that estimated shares map.
    pub estimated: f64,
    /// Part of the value that maps to no industry.
    pub unmapped: f64,
}

/// The flows of a data set; one without trade is left out.
pub(super) fn flows(data: &Dataset) -> Vec<MappedFlow> {
    let of = |flow: Flow| {
        let traded = traded(data, flow);
        let value: f64 = traded.values().map(|(value, _)| value).sum();
        let mut mapped = MappedFlow {
            flow,
            products: traded.len(),
            divided: 0,
            value,
            observed: 0.0,
            estimated: 0.0,
            unmapped: 0.0,
        };
        if value <= 0.0 {
            return None;
        }
        for (product, (own, _)) in &traded {
            let (mut left, mut industries) = (1.0, 0);
            for row in shares(data, flow, *product) {
                let share = row.share.value();
                left -= share;
                industries += usize::from(share > 0.0);
                let part = own / value * share;
                match row.status {
                    Status::Observed => mapped.observed += part,
                    Status::Estimated | Status::Projected => mapped.estimated += part,
                }
            }
            mapped.divided += usize::from(industries > 1);
            if left > SLACK {
                mapped.unmapped += own / value * left;
            }
        }
        Some(mapped)
    };
    Flow::BOTH.into_iter().filter_map(of).collect()
}

pub(super) fn find(material: &Material<'_>) -> Vec<Finding> {
    let data = material.data;
    let mut found = Vec::new();
    let key = |flow: Flow, code: Symbol| SeriesKey::new(Quantity::Trade).flow(flow).code(code);
    for flow in Flow::BOTH {
        let traded = traded(data, flow);
        let all: f64 = traded.values().map(|(value, _)| value).sum();
        for (product, (value, row)) in &traded {
            let rows: Vec<&ConcordanceRow> = shares(data, flow, *product).collect();
            let sum: f64 = rows.iter().map(|r| r.share.value()).sum();
            let part = if all > 0.0 { value / all } else { 0.0 };
            if rows.is_empty() {
                found.push(
                    Finding::new(
                        Check::Mapping,
                        Gravity::Grave,
                        Reason::Unmapped,
                        key(flow, *product),
                    )
                    .amounts(Amount::Share(0.0), Amount::Share(part), part)
                    .rows([*row]),
                );
            } else if (sum - 1.0).abs() > SLACK {
                let reason = Reason::SharesBroken;
                found.push(
                    Finding::new(Check::Mapping, Gravity::Grave, reason, key(flow, *product))
                        .amounts(Amount::Share(1.0), Amount::Share(sum), (sum - 1.0).abs())
                        .rows(rows.iter().map(|r| r.row)),
                );
            }
        }
        for industry in data.analysis_industries() {
            let reached = data.concordance.iter().any(|r| {
                (r.flow, r.industry) == (flow, industry.code)
                    && r.share.value() > 0.0
                    && traded.get(&r.product).is_some_and(|(value, _)| *value > 0.0)
            });
            if !reached {
                let reason = Reason::IndustryWithoutTrade;
                found.push(
                    Finding::new(Check::Mapping, Gravity::Remark, reason, key(flow, industry.code))
                        .rows([industry.row]),
                );
            }
        }
    }
    for product in &data.products {
        let none = data.trade.iter().all(|r| r.product != product.code);
        if none {
            let key = SeriesKey::new(Quantity::Trade).code(product.code);
            let reason = Reason::ProductWithoutTrade;
            found.push(Finding::new(Check::Mapping, Gravity::Remark, reason, key));
        }
    }
    found
}

/// Value over all years, and the first row, of each product of a flow.
fn traded(data: &Dataset, flow: Flow) -> BTreeMap<Symbol, (f64, RowRef)> {
    let mut products: BTreeMap<Symbol, (f64, RowRef)> = BTreeMap::new();
    let own = |r: &&TradeRow| r.flow == flow;
    for r in data.trade.iter().filter(own) {
        products.entry(r.product).or_insert((0.0, r.row)).0 += r.value.value();
    }
    products
}

fn shares(data: &Dataset, flow: Flow, product: Symbol) -> impl Iterator<Item = &ConcordanceRow> {
    data.concordance.iter().filter(move |r| (r.flow, r.product) == (flow, product))
}
