//! Every series of numbers of a data folder under one kind of key, so that one check serves all tables.

use std::collections::BTreeMap;

use crate::data::Dataset;
use crate::facts::{RowRef, Status};
use crate::units::Quantity as _;
use crate::vocabulary::{Flow, Side, Symbol};

/// What a series measures: a column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// `trade_totals.csv`, the preferred rows.
    TradeTotal,
    /// `trade.csv`.
    Trade,
    /// `regional_trade.csv`.
    RegionalTrade,
    /// `output.csv`.
    Output,
    /// `emissions.csv`.
    Emissions,
    /// `exchange_rates.csv`, the rate.
    ExchangeRate,
    /// `exchange_rates.csv`, the parity.
    Parity,
    /// `macro.csv`, CO2.
    NationalCo2,
    /// `macro.csv`, current product.
    Gdp,
    /// `macro.csv`, real product.
    RealGdp,
    /// `io_accounts.csv`, output.
    TableOutput,
    /// `io_accounts.csv`, CO2.
    TableEmissions,
    /// `io_exports.csv`.
    TableExports,
    /// `regional_weights.csv`.
    Weight,
    /// `regional_indicators.csv`, population.
    Population,
    /// `regional_indicators.csv`, product.
    RegionalProduct,
    /// `regional_anchors.csv`.
    RegionalTotal,
}

impl Quantity {
    /// Every quantity, in the order of the coverage chart.
    pub const ALL: [Quantity; 17] = [
        Self::TradeTotal,
        Self::Trade,
        Self::RegionalTrade,
        Self::Output,
        Self::Emissions,
        Self::ExchangeRate,
        Self::Parity,
        Self::NationalCo2,
        Self::Gdp,
        Self::RealGdp,
        Self::TableOutput,
        Self::TableEmissions,
        Self::TableExports,
        Self::Weight,
        Self::Population,
        Self::RegionalProduct,
        Self::RegionalTotal,
    ];

    /// The code in labels.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TradeTotal => "trade-total",
            Self::Trade => "trade",
            Self::RegionalTrade => "regional-trade",
            Self::Output => "output",
            Self::Emissions => "emissions",
            Self::ExchangeRate => "exchange-rate",
            Self::Parity => "parity",
            Self::NationalCo2 => "national-co2",
            Self::Gdp => "gdp",
            Self::RealGdp => "real-gdp",
            Self::TableOutput => "table-output",
            Self::TableEmissions => "table-emissions",
            Self::TableExports => "table-exports",
            Self::Weight => "weight",
            Self::Population => "population",
            Self::RegionalProduct => "regional-product",
            Self::RegionalTotal => "regional-total",
        }
    }

    /// Whether its values are current dollars.
    pub fn is_usd(self) -> bool {
        matches!(
            self,
            Self::TradeTotal
                | Self::Trade
                | Self::RegionalTrade
                | Self::Gdp
                | Self::TableOutput
                | Self::TableExports
                | Self::RegionalTotal
        )
    }

    /// Whether its values are tonnes of CO2.
    pub fn is_mass(self) -> bool {
        matches!(self, Self::Emissions | Self::NationalCo2 | Self::TableEmissions)
    }

    /// Whether a year of all regions belongs to it.
    pub fn is_regional(self) -> bool {
        matches!(
            self,
            Self::RegionalTrade | Self::Weight | Self::Population | Self::RegionalProduct
        )
    }
}

/// What a series is of. What does not apply is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SeriesKey {
    /// What it measures.
    pub quantity: Quantity,
    /// Direction of trade.
    pub flow: Option<Flow>,
    /// Country, or who reports.
    pub side: Option<Side>,
    /// Product, group of the accounts, industry of the tables, basis of weights, published total.
    pub code: Symbol,
    /// Region.
    pub region: Symbol,
}

/// What series of a table are held together: a row of the coverage chart.
pub type Group = SeriesKey;

impl SeriesKey {
    /// A key of nothing but its quantity.
    pub fn new(quantity: Quantity) -> Self {
        Self { quantity, flow: None, side: None, code: Symbol::NONE, region: Symbol::NONE }
    }

    pub(super) fn flow(mut self, flow: Flow) -> Self {
        self.flow = Some(flow);
        self
    }

    pub(super) fn side(mut self, side: Side) -> Self {
        self.side = Some(side);
        self
    }

    pub(super) fn code(mut self, code: Symbol) -> Self {
        self.code = code;
        self
    }

    pub(super) fn region(mut self, region: Symbol) -> Self {
        self.region = region;
        self
    }

    /// Its group: codes and regions left out, but the basis of weights kept.
    pub fn group(self) -> Group {
        let code = if self.quantity == Quantity::Weight { self.code } else { Symbol::NONE };
        Self { code, region: Symbol::NONE, ..self }
    }
}

/// A value of a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// In the base unit.
    pub value: f64,
    /// How it is known.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// The values of a key by year.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What of.
    pub key: SeriesKey,
    /// At least one.
    pub points: BTreeMap<i16, Point>,
}

impl Series {
    /// First and last year.
    pub fn span(&self) -> (i16, i16) {
        let end = |year: Option<&i16>| *year.expect("a series has a point");
        (end(self.points.keys().next()), end(self.points.keys().next_back()))
    }

    /// Neighbouring years, both with a value above zero.
    pub fn steps(&self) -> impl Iterator<Item = (i16, Point, Point)> {
        let known = |(year, after): (&i16, &Point)| {
            let before = self.points.get(&(year - 1))?;
            (before.value > 0.0 && after.value > 0.0).then_some((*year, *before, *after))
        };
        self.points.iter().filter_map(known)
    }
}

/// The series under construction.
#[derive(Default)]
struct Book(BTreeMap<SeriesKey, BTreeMap<i16, Point>>);

impl Book {
    fn add(&mut self, key: SeriesKey, year: i16, value: f64, status: Status, row: RowRef) {
        self.0.entry(key).or_default().insert(year, Point { value, status, row });
    }
}

/// Every series of a data set, by key.
pub(super) fn all(data: &Dataset) -> Vec<Series> {
    let mut book = Book::default();
    trade(data, &mut book);
    accounts(data, &mut book);
    regions(data, &mut book);
    book.0.into_iter().map(|(key, points)| Series { key, points }).collect()
}

fn trade(data: &Dataset, book: &mut Book) {
    let of = SeriesKey::new;
    for r in &data.totals {
        let key = of(Quantity::TradeTotal).flow(r.flow).side(r.reporter);
        book.add(key, r.year, r.value.value(), r.status, r.row);
    }
    for r in &data.trade {
        let key = of(Quantity::Trade).flow(r.flow).code(r.product);
        book.add(key, r.year, r.value.value(), r.status, r.row);
    }
    for r in &data.regional_trade {
        let (region, r) = (r.region, &r.trade);
        let key = of(Quantity::RegionalTrade).flow(r.flow).code(r.product).region(region);
        book.add(key, r.year, r.value.value(), r.status, r.row);
    }
    for r in &data.input_output.exports {
        let key = of(Quantity::TableExports).flow(r.flow).code(r.industry);
        book.add(key, r.year, r.value.value(), r.status, r.row);
    }
}

fn accounts(data: &Dataset, book: &mut Book) {
    let of = SeriesKey::new;
    for r in &data.output {
        let key = of(Quantity::Output).side(r.side).code(r.group);
        book.add(key, r.year, r.value.value(), r.status, r.row);
    }
    for r in &data.emissions {
        let key = of(Quantity::Emissions).side(r.side).code(r.group);
        book.add(key, r.year, r.value.value(), r.status, r.row);
    }
    for r in &data.rates {
        let key = of(Quantity::ExchangeRate).side(r.side);
        book.add(key, r.year, r.rate.value(), r.status, r.row);
        if let Some(parity) = r.ppp {
            let key = of(Quantity::Parity).side(r.side);
            book.add(key, r.year, parity.value(), r.status, r.row);
        }
    }
    for r in &data.macros {
        let cells = [
            (Quantity::NationalCo2, r.co2.map(|v| v.value())),
            (Quantity::Gdp, r.gdp.map(|v| v.value())),
            (Quantity::RealGdp, r.gdp_real.map(|v| v.value())),
        ];
        for (quantity, value) in cells {
            if let Some(value) = value {
                book.add(of(quantity).side(r.side), r.year, value, r.status, r.row);
            }
        }
    }
    for r in &data.input_output.accounts {
        let key = |quantity| of(quantity).side(r.side).code(r.industry);
        book.add(key(Quantity::TableOutput), r.year, r.output.value(), r.status, r.row);
        book.add(key(Quantity::TableEmissions), r.year, r.emissions.value(), r.status, r.row);
    }
}

fn regions(data: &Dataset, book: &mut Book) {
    let of = SeriesKey::new;
    for (basis, weights) in &data.weights {
        for ((year, region), weight) in weights {
            let key = of(Quantity::Weight).code(*basis).region(*region);
            book.add(key, *year, weight.share.value(), weight.status, weight.row);
        }
    }
    for r in &data.indicators {
        let quantity = match r.name.as_str() {
            "population" => Quantity::Population,
            _ => Quantity::RegionalProduct,
        };
        book.add(of(quantity).region(r.region), r.year, r.value, r.status, r.row);
    }
    for r in &data.anchors {
        let key = of(Quantity::RegionalTotal).code(r.code);
        book.add(key, r.year, r.value.value(), r.status, r.row);
    }
}
