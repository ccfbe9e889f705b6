//! Total intensities from domestic input-output tables, and the emissions embodied in bilateral trade by them, beside
//! the direct ones of the same industries, years and trade (METHODS.md, "Total intensities").
//!
//! With f the direct intensities, A the domestic purchases per dollar of output: m = f (I - A)^-1. It counts the
//! maker and all its suppliers in the same country, and no country but the maker's.

use std::collections::BTreeMap;

use nalgebra::DMatrix;

use super::leontief::total_intensities;
use super::put;
use crate::data::{Dataset, InputOutput, IoAccountRow, IoExportRow, UseRow};
use crate::facts::{FactKey, FactTable, Input, Method, Status};
use crate::units::Quantity;
use crate::vocabulary::{Flow, Measure, Side, Symbol};

/// The measures of a way to count: intensity, embodied emissions, balance.
type Measures = [Measure; 3];

/// The maker alone.
const DIRECT: Measures =
    [Measure::IntensityDirectIo, Measure::EmbodiedDirectIo, Measure::BalanceDirectIo];
/// The maker and its domestic suppliers.
const TOTAL: Measures = [Measure::IntensityTotal, Measure::EmbodiedTotal, Measure::BalanceTotal];

/// Inserts intensities, embodied emissions and balances of each year that has tables.
pub(super) fn insert(data: &Dataset, facts: &mut FactTable) {
    let tables = &data.input_output;
    let nation = data.names.nation();
    for year in tables.years() {
        for side in Side::BOTH {
            Economy::new(tables, side, year).insert(facts);
        }
        for measures in [DIRECT, TOTAL] {
            for flow in Flow::BOTH {
                embodied(tables, (flow, year), nation, measures, facts);
            }
            balances(tables, year, nation, measures, facts);
        }
    }
}

/// A country in a year: the industries that have output, in file order.
struct Economy<'a> {
    side: Side,
    year: i16,
    accounts: Vec<&'a IoAccountRow>,
    /// Purchases between them.
    uses: Vec<&'a UseRow>,
}

impl<'a> Economy<'a> {
    fn new(tables: &'a InputOutput, side: Side, year: i16) -> Self {
        let rows: BTreeMap<Symbol, &IoAccountRow> = tables
            .accounts
            .iter()
            .filter(|r| (r.side, r.year) == (side, year) && r.output.value() > 0.0)
            .map(|r| (r.industry, r))
            .collect();
        let uses = tables.uses.iter().filter(|r| (r.side, r.year) == (side, year));
        Self {
            side,
            year,
            accounts: tables.industries.iter().filter_map(|i| rows.get(&i.code).copied()).collect(),
            // A row of zero may name an industry without output: it says nothing.
            uses: uses.filter(|r| r.value.value() > 0.0).collect(),
        }
    }

    fn key(&self, measure: Measure, industry: Symbol) -> FactKey {
        FactKey::new(measure).country(self.side).industry(industry).year(self.year)
    }

    /// I - A: domestic purchases per dollar of the buyer's output, buyers as columns.
    fn leontief_matrix(&self) -> DMatrix<f64> {
        let n = self.accounts.len();
        let place: BTreeMap<Symbol, usize> =
            self.accounts.iter().enumerate().map(|(i, row)| (row.industry, i)).collect();
        let mut matrix = DMatrix::identity(n, n);
        for r in &self.uses {
            let (i, j) = (place[&r.seller], place[&r.buyer]);
            matrix[(i, j)] -= r.value.value() / self.accounts[j].output.value();
        }
        matrix
    }

    /// Direct intensities, then total ones.
    fn insert(&self, facts: &mut FactTable) {
        let direct: Vec<f64> =
            self.accounts.iter().map(|r| r.emissions.value() / r.output.value()).collect();
        for (r, value) in self.accounts.iter().zip(&direct) {
            let key = self.key(DIRECT[0], r.industry);
            put(facts, key, *value, r.status, Method::Accounts, vec![r.row.into()]);
        }
        let total = total_intensities(&self.leontief_matrix(), &direct)
            .expect("the columns of A sum to less than one, which is checked at loading");
        // Every total intensity rests on the whole table.
        let status = self
            .accounts
            .iter()
            .map(|r| r.status)
            .chain(self.uses.iter().map(|r| r.status))
            .fold(Status::Observed, Ord::max);
        for (r, value) in self.accounts.iter().zip(total) {
            let own = self.accounts.iter().map(|a| self.key(DIRECT[0], a.industry).into());
            let bought = self.uses.iter().filter(|u| u.buyer == r.industry).map(|u| u.row.into());
            let inputs: Vec<Input> = own.chain(bought).collect();
            put(facts, self.key(TOTAL[0], r.industry), value, status, Method::Leontief, inputs);
        }
    }
}

/// Emissions of a flow by industry, and of all industries.
fn embodied(
    tables: &InputOutput,
    (flow, year): (Flow, i16),
    nation: Symbol,
    [intensity, embodied, _]: Measures,
    facts: &mut FactTable,
) {
    let rows: BTreeMap<Symbol, &IoExportRow> = tables
        .exports
        .iter()
        .filter(|r| (r.flow, r.year) == (flow, year))
        .map(|r| (r.industry, r))
        .collect();
    let key = |i| FactKey::new(embodied).flow(flow).industry(i).region(nation).year(year);
    let (mut sum, mut status, mut parts) = (0.0, Status::Observed, Vec::new());
    for industry in &tables.industries {
        let per_dollar =
            FactKey::new(intensity).country(flow.maker()).industry(industry.code).year(year);
        // An industry without output sells nothing.
        let (Some(row), Some(e)) = (rows.get(&industry.code), facts.get(&per_dollar)) else {
            continue;
        };
        let (value, weaker) = (e.value * row.value.value(), e.status.max(row.status));
        let inputs = vec![per_dollar.into(), row.row.into()];
        put(facts, key(industry.code), value, weaker, Method::Product, inputs);
        sum += value;
        status = status.max(weaker);
        parts.push(Input::from(key(industry.code)));
    }
    if !parts.is_empty() {
        put(facts, key(Symbol::ALL), sum, status, Method::Sum, parts);
    }
}

/// Outward less inward, by industry that both countries have and of all industries.
fn balances(
    tables: &InputOutput,
    year: i16,
    nation: Symbol,
    [_, embodied, balance]: Measures,
    facts: &mut FactTable,
) {
    let industries = tables.industries.iter().map(|i| i.code).chain([Symbol::ALL]);
    for industry in industries {
        let keys = Flow::BOTH.map(|flow| {
            FactKey::new(embodied).flow(flow).industry(industry).region(nation).year(year)
        });
        let [Some(out), Some(inward)] = keys.map(|key| facts.get(&key)) else { continue };
        let (value, status) = (out.value - inward.value, out.status.max(inward.status));
        let key = FactKey::new(balance).industry(industry).region(nation).year(year);
        put(facts, key, value, status, Method::Difference, keys.map(Input::from));
    }
}
