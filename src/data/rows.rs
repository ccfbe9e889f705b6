//! The rows of the tables as types.

use std::collections::BTreeMap;

use crate::facts::{RowRef, Status};
use crate::units::{Fraction, LcuPerUsd, RealUsd, TonnesCo2, Usd};
use crate::vocabulary::{Flow, Side, Symbol};

/// A name in each language of the folder; empty where there is none.
pub type Translated = BTreeMap<String, String>;

/// A source of data.
#[derive(Clone, Debug)]
pub struct Source {
    /// Code.
    pub code: String,
    /// Name short enough for a source line.
    pub short: String,
    /// Full title.
    pub title: String,
    /// Publisher.
    pub publisher: String,
    /// Address.
    pub url: String,
    /// Licence or terms.
    pub licence: String,
}

/// A group of industries of the accounts, whose intensity is known.
#[derive(Clone, Debug)]
pub struct IntensityGroup {
    /// Code.
    pub code: Symbol,
    /// Names.
    pub name: Translated,
}

/// An analysis industry, or a group of them for reports.
#[derive(Clone, Debug)]
pub struct Industry {
    /// Code.
    pub code: Symbol,
    /// The group whose intensity it takes; none for a report group.
    pub intensity_group: Option<Symbol>,
    /// Members of a report group; empty for an industry.
    pub members: Vec<Symbol>,
    /// Basis that spreads goods made in the reporter over the regions, then goods used there.
    pub bases: Option<[Symbol; 2]>,
    /// Place in lists: smaller is earlier.
    pub order: f64,
    /// Names.
    pub name: Translated,
    /// Short names.
    pub short: Translated,
    /// What it covers.
    pub definition: String,
    /// What to know of it.
    pub note: String,
    /// Its row.
    pub row: RowRef,
}

impl Industry {
    /// Whether it is a report group.
    pub fn is_group(&self) -> bool {
        !self.members.is_empty()
    }
}

/// A product of the trade tables.
#[derive(Clone, Debug)]
pub struct Product {
    /// Code.
    pub code: Symbol,
    /// Names.
    pub name: Translated,
    /// What it covers.
    pub definition: String,
}

/// A region of the reporter.
#[derive(Clone, Debug)]
pub struct Region {
    /// ISO 3166-2 code.
    pub code: Symbol,
    /// Names.
    pub name: Translated,
    /// Federal district or the like.
    pub district: String,
    /// The region that it constitutionally belongs to, counted apart from it here.
    pub parent: Option<Symbol>,
}

/// National trade of a product.
#[derive(Clone, Debug)]
pub struct TradeRow {
    /// Year.
    pub year: i16,
    /// Flow.
    pub flow: Flow,
    /// Product.
    pub product: Symbol,
    /// Value.
    pub value: Usd,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// Total trade as one reporter publishes it.
#[derive(Clone, Debug)]
pub struct TotalRow {
    /// Year.
    pub year: i16,
    /// Flow.
    pub flow: Flow,
    /// Who reports.
    pub reporter: Side,
    /// Value.
    pub value: Usd,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// Trade of a region with the partner.
#[derive(Clone, Debug)]
pub struct RegionalTradeRow {
    /// Region.
    pub region: Symbol,
    /// The rest as in national trade.
    pub trade: TradeRow,
}

/// A product's share that belongs to an industry.
#[derive(Clone, Debug)]
pub struct ConcordanceRow {
    /// Flow.
    pub flow: Flow,
    /// Product.
    pub product: Symbol,
    /// Industry.
    pub industry: Symbol,
    /// Share.
    pub share: Fraction,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// A value of an intensity group.
#[derive(Clone, Debug)]
pub struct GroupRow<Q> {
    /// Year.
    pub year: i16,
    /// Country.
    pub side: Side,
    /// Group.
    pub group: Symbol,
    /// Value.
    pub value: Q,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// An exchange rate.
#[derive(Clone, Debug)]
pub struct RateRow {
    /// Year.
    pub year: i16,
    /// Country.
    pub side: Side,
    /// Rate.
    pub rate: LcuPerUsd,
    /// Purchasing power parity, if the table has it.
    pub ppp: Option<LcuPerUsd>,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// National totals.
#[derive(Clone, Debug)]
pub struct MacroRow {
    /// Year.
    pub year: i16,
    /// Country.
    pub side: Side,
    /// Territorial emissions.
    pub co2: Option<TonnesCo2>,
    /// Gross domestic product.
    pub gdp: Option<Usd>,
    /// Real gross domestic product.
    pub gdp_real: Option<RealUsd>,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// A share of a region in a basis.
#[derive(Clone, Debug)]
pub struct WeightRow {
    /// Share.
    pub share: Fraction,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// The weights of a basis.
pub type Basis = BTreeMap<(i16, Symbol), WeightRow>;

/// A published total of one or more regions.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// Code.
    pub code: Symbol,
    /// The regions together.
    pub regions: Vec<Symbol>,
    /// The flows together.
    pub flows: Vec<Flow>,
    /// Year.
    pub year: i16,
    /// Value.
    pub value: Usd,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// An indicator of a region.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Region.
    pub region: Symbol,
    /// Year.
    pub year: i16,
    /// `population` or `grp`.
    pub name: String,
    /// Value.
    pub value: f64,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}
