//! National trade by analysis industry: products through the concordance, and its linear trend.

use std::collections::BTreeMap;

use super::put;
use super::regression::{Line, count};
use crate::data::Dataset;
use crate::data::FEWEST_OBSERVATIONS;
use crate::facts::{FactKey, FactTable, Input, Method, Status};
use crate::units::Quantity;
use crate::vocabulary::{Flow, Measure, Symbol};

/// One industry's part of a product of a flow.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) flow: Flow,
    pub(super) product: Symbol,
    /// Position of the industry.
    pub(super) industry: usize,
    pub(super) share: f64,
    pub(super) status: Status,
    pub(super) row: crate::facts::RowRef,
}

/// National trade: by flow and industry, each year of the data, and the fitted lines.
#[derive(Clone, Debug)]
pub(super) struct National {
    /// Years of trade.
    pub(super) years: Vec<i16>,
    /// `[flow][industry][year]`, USD.
    pub(super) value: [Vec<Vec<f64>>; 2],
    /// The same for the status.
    pub(super) status: [Vec<Vec<Status>>; 2],
    /// The trend, if there are enough years.
    pub(super) lines: [Vec<Option<Line>>; 2],
    /// Products to industries.
    pub(super) parts: Vec<Part>,
}

/// The key of a region's (or the nation's) trade.
pub(super) fn trade_key(flow: Flow, industry: Symbol, region: Symbol, year: i16) -> FactKey {
    FactKey::new(Measure::Trade).flow(flow).industry(industry).region(region).year(year)
}

/// Inserts national trade by industry and the statistics of its trends.
pub(super) fn insert(data: &Dataset, facts: &mut FactTable) -> National {
    let years: Vec<i16> = (data.catalogue.years.first..=data.catalogue.years.last).collect();
    let codes: Vec<Symbol> = data.analysis_industries().map(|i| i.code).collect();
    let position: BTreeMap<Symbol, usize> =
        codes.iter().enumerate().map(|(i, code)| (*code, i)).collect();
    let parts: Vec<Part> = data
        .concordance
        .iter()
        .map(|row| Part {
            flow: row.flow,
            product: row.product,
            industry: position[&row.industry],
            share: row.share.value(),
            status: row.status,
            row: row.row,
        })
        .collect();
    let mut national = National {
        value: [0, 1].map(|_| vec![vec![0.0; years.len()]; codes.len()]),
        status: [0, 1].map(|_| vec![vec![Status::Observed; years.len()]; codes.len()]),
        lines: [0, 1].map(|_| vec![None; codes.len()]),
        parts,
        years,
    };
    let nation = data.names.nation();
    for flow in Flow::BOTH {
        for (i, code) in codes.iter().enumerate() {
            for y in 0..national.years.len() {
                let inputs = national.add(data, flow, i, y);
                let key = trade_key(flow, *code, nation, national.years[y]);
                let (value, status) =
                    (national.value[flow.index()][i][y], national.status[flow.index()][i][y]);
                put(facts, key, value, status, Method::Concordance, inputs);
            }
            national.fit(facts, flow, i, *code, nation);
        }
    }
    national
}

impl National {
    /// Sums the products of an industry in a year; gives pairs of rows: trade, concordance.
    fn add(&mut self, data: &Dataset, flow: Flow, industry: usize, y: usize) -> Vec<Input> {
        let mut inputs = Vec::new();
        let f = flow.index();
        for part in self.parts.iter().filter(|p| p.flow == flow && p.industry == industry) {
            let row = data
                .trade
                .iter()
                .find(|r| r.flow == flow && r.product == part.product && r.year == self.years[y]);
            let Some(row) = row else { continue };
            self.value[f][industry][y] += row.value.value() * part.share;
            let status = &mut self.status[f][industry][y];
            *status = (*status).max(row.status).max(part.status);
            inputs.push(row.row.into());
            inputs.push(part.row.into());
        }
        if inputs.is_empty() {
            // No product of the flow belongs to the industry: its trade is zero by definition.
            let row = data.industries.iter().filter(|i| !i.is_group()).nth(industry).map(|i| i.row);
            inputs.extend(row.map(Input::from));
        }
        inputs
    }

    /// Fits the trend of an industry and inserts its statistics.
    fn fit(
        &mut self,
        facts: &mut FactTable,
        flow: Flow,
        industry: usize,
        code: Symbol,
        nation: Symbol,
    ) {
        if self.years.len() < FEWEST_OBSERVATIONS {
            return;
        }
        let f = flow.index();
        let points: Vec<(f64, f64)> = self
            .years
            .iter()
            .zip(&self.value[f][industry])
            .map(|(year, value)| (f64::from(*year), *value))
            .collect();
        let line = Line::fit(&points).expect("five different years");
        let status = self.status[f][industry].iter().copied().max().unwrap_or(Status::Estimated);
        let status = status.max(Status::Estimated);
        let inputs: Vec<Input> =
            self.years.iter().map(|y| trade_key(flow, code, nation, *y).into()).collect();
        let values = [
            (Measure::Slope, Some(line.slope)),
            (Measure::Intercept, Some(line.intercept)),
            (Measure::ResidualError, Some(line.residual_error)),
            (Measure::Observations, Some(count(line.n))),
            (Measure::RSquared, line.r_squared),
        ];
        for (measure, value) in values {
            if let Some(value) = value {
                let key = FactKey::new(measure).flow(flow).industry(code);
                put(facts, key, value, status, Method::Ols, inputs.clone());
            }
        }
        self.lines[f][industry] = Some(line);
    }
}
