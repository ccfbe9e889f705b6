//! Sums that have a known whole.

use std::collections::{BTreeMap, BTreeSet};

use super::series::{Quantity, SeriesKey};
use crate::data::Dataset;
use crate::facts::RowRef;
use crate::units::Quantity as _;
use crate::vocabulary::{Flow, Side, Symbol};

/// What is added up, and beside what it is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Products of a flow beside the total that the reporter publishes.
    ProductsOfTotal,
    /// Regions that report a product beside the nation's trade in it.
    RegionsOfNation,
    /// CO2 of the groups of the accounts beside the territorial CO2 of the country.
    GroupsOfCountry,
    /// CO2 of the industries of the input-output tables beside that of the same activities in the accounts.
    TablesOfEmissions,
    /// Output of the same beside that of the accounts, in dollars.
    TablesOfOutput,
    /// Weights of a basis beside one.
    WeightsOfWhole,
}

impl Relation {
    /// Every relation, in the order of the report.
    pub const ALL: [Relation; 6] = [
        Self::ProductsOfTotal,
        Self::RegionsOfNation,
        Self::GroupsOfCountry,
        Self::TablesOfEmissions,
        Self::TablesOfOutput,
        Self::WeightsOfWhole,
    ];

    /// The code in labels.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ProductsOfTotal => "products-of-total",
            Self::RegionsOfNation => "regions-of-nation",
            Self::GroupsOfCountry => "groups-of-country",
            Self::TablesOfEmissions => "tables-of-emissions",
            Self::TablesOfOutput => "tables-of-output",
            Self::WeightsOfWhole => "weights-of-whole",
        }
    }

    /// The ratios of sum to whole that raise no question. Accounts leave the CO2 of households out; two revisions of
    /// accounts differ in concepts and rates.
    pub fn usual(self) -> (f64, f64) {
        match self {
            Self::ProductsOfTotal => (0.98, 1.02),
            Self::RegionsOfNation => (0.9, 1.0 + 1e-6),
            Self::GroupsOfCountry => (0.7, 1.05),
            Self::TablesOfEmissions => (0.95, 1.05),
            Self::TablesOfOutput => (0.8, 1.25),
            Self::WeightsOfWhole => (0.9, 1.0 + 1e-6),
        }
    }
}

/// A sum beside its whole, in a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// Which.
    pub relation: Relation,
    /// The parts together.
    pub key: SeriesKey,
    /// Year.
    pub year: i16,
    /// Their sum in the base unit.
    pub parts: f64,
    /// The whole, above zero.
    pub whole: f64,
    /// The row of the whole, if it has one, then the rows of the parts.
    pub rows: Vec<RowRef>,
}

impl Sum {
    /// Sum over whole.
    pub fn ratio(&self) -> f64 {
        self.parts / self.whole
    }
}

/// Values with their rows, added up by key and year.
#[derive(Default)]
struct Adder(BTreeMap<(SeriesKey, i16), (f64, Vec<RowRef>)>);

impl Adder {
    fn add(&mut self, key: SeriesKey, year: i16, value: f64, row: RowRef) {
        let (sum, rows) = self.0.entry((key, year)).or_default();
        *sum += value;
        rows.push(row);
    }

    /// The sums that `whole` knows the whole of: its value, and its row if it has one of its own.
    fn beside(
        self,
        relation: Relation,
        whole: impl Fn(SeriesKey, i16) -> Option<(f64, Option<RowRef>)>,
    ) -> Vec<Sum> {
        let sum = |((key, year), (parts, rows)): ((SeriesKey, i16), (f64, Vec<RowRef>))| {
            let (whole, row) = whole(key, year).filter(|(whole, _)| *whole > 0.0)?;
            let rows = row.into_iter().chain(rows).collect();
            Some(Sum { relation, key, year, parts, whole, rows })
        };
        self.0.into_iter().filter_map(sum).collect()
    }
}

/// Every sum of a data set, relation by relation, each by key and year.
pub(super) fn all(data: &Dataset) -> Vec<Sum> {
    let mut sums = products(data);
    sums.extend(regions(data));
    sums.extend(groups(data));
    sums.extend(tables(data));
    sums.extend(weights(data));
    sums
}

fn products(data: &Dataset) -> Vec<Sum> {
    let mut adder = Adder::default();
    for r in &data.trade {
        let key = SeriesKey::new(Quantity::Trade).flow(r.flow);
        adder.add(key, r.year, r.value.value(), r.row);
    }
    let totals: BTreeMap<(Flow, i16), (f64, RowRef)> = data
        .totals
        .iter()
        .filter(|r| r.reporter == Side::Reporter)
        .map(|r| ((r.flow, r.year), (r.value.value(), r.row)))
        .collect();
    adder.beside(Relation::ProductsOfTotal, |key, year| {
        totals.get(&(key.flow?, year)).map(|(value, row)| (*value, Some(*row)))
    })
}

fn regions(data: &Dataset) -> Vec<Sum> {
    let mut adder = Adder::default();
    for r in &data.regional_trade {
        let key = SeriesKey::new(Quantity::RegionalTrade).flow(r.trade.flow).code(r.trade.product);
        adder.add(key, r.trade.year, r.trade.value.value(), r.trade.row);
    }
    let nation: BTreeMap<(Flow, Symbol, i16), (f64, RowRef)> = data
        .trade
        .iter()
        .map(|r| ((r.flow, r.product, r.year), (r.value.value(), r.row)))
        .collect();
    adder.beside(Relation::RegionsOfNation, |key, year| {
        nation.get(&(key.flow?, key.code, year)).map(|(value, row)| (*value, Some(*row)))
    })
}

fn groups(data: &Dataset) -> Vec<Sum> {
    let mut adder = Adder::default();
    for r in &data.emissions {
        let key = SeriesKey::new(Quantity::Emissions).side(r.side);
        adder.add(key, r.year, r.value.value(), r.row);
    }
    adder.beside(Relation::GroupsOfCountry, |key, year| {
        let row = data.macros.iter().find(|r| Some(r.side) == key.side && r.year == year)?;
        Some((row.co2?.value(), Some(row.row)))
    })
}

/// Industries of the tables beside the groups of the accounts that are made of the same activities; the others have none.
fn tables(data: &Dataset) -> Vec<Sum> {
    let groups_of: BTreeMap<Symbol, &[Symbol]> =
        data.input_output.industries.iter().map(|i| (i.code, i.groups.as_slice())).collect();
    let counted: BTreeSet<Symbol> =
        groups_of.values().flat_map(|groups| groups.iter().copied()).collect();
    let (mut emissions, mut output) = (Adder::default(), Adder::default());
    for r in &data.input_output.accounts {
        if groups_of.get(&r.industry).is_none_or(|groups| groups.is_empty()) {
            continue;
        }
        let key = |quantity| SeriesKey::new(quantity).side(r.side);
        emissions.add(key(Quantity::TableEmissions), r.year, r.emissions.value(), r.row);
        output.add(key(Quantity::TableOutput), r.year, r.output.value(), r.row);
    }
    let mut sums = emissions.beside(Relation::TablesOfEmissions, |key, year| {
        let own = data.emissions.iter().filter(|r| (Some(r.side), r.year) == (key.side, year));
        let own = own.filter(|r| counted.contains(&r.group));
        Some((own.map(|r| r.value.value()).sum(), None))
    });
    sums.extend(output.beside(Relation::TablesOfOutput, |key, year| {
        let rate = data.rates.iter().find(|r| (Some(r.side), r.year) == (key.side, year))?;
        let own = data.output.iter().filter(|r| (Some(r.side), r.year) == (key.side, year));
        let own = own.filter(|r| counted.contains(&r.group));
        Some((own.map(|r| (r.value / rate.rate).value()).sum(), None))
    }));
    sums
}

fn weights(data: &Dataset) -> Vec<Sum> {
    let mut adder = Adder::default();
    for (basis, weights) in &data.weights {
        for ((year, _), weight) in weights {
            let key = SeriesKey::new(Quantity::Weight).code(*basis);
            adder.add(key, *year, weight.share.value(), weight.row);
        }
    }
    adder.beside(Relation::WeightsOfWhole, |_, _| Some((1.0, None)))
}
