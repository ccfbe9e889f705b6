//! One file a kind of table.

pub(super) mod allocation;
pub(super) mod claims;
pub(super) mod decomposition;
pub(super) mod descriptive;
pub(super) mod forecast;
pub(super) mod headline;
pub(super) mod input_output;
pub(super) mod literature;
pub(super) mod model;
pub(super) mod national;
pub(super) mod oddities;
pub(super) mod quality;
pub(super) mod revisions;
pub(super) mod scenarios;
pub(super) mod sensitivity;
pub(super) mod suppliers;
pub(super) mod uncertainty;

use super::scope::{Scope, embodied, of_place};
use super::table::{Cell, Show};
use crate::vocabulary::{Flow, Measure, Symbol};

/// Tonnes in a megatonne.
const MEGATONNE: f64 = 1e6;
/// Tonnes in a kilotonne, the unit of most tables of emissions.
const KILOTONNE: f64 = 1e3;
/// Dollars in a million.
const MILLION: f64 = 1e6;
/// Dollars in a billion.
const BILLION: f64 = 1e9;
/// Tonnes per dollar in one kilogram per dollar.
const KILOGRAM: f64 = 1e-3;
/// One percent.
const PERCENT: f64 = 1e-2;

/// Early, middle, last and horizon year, each once.
fn key_years(scope: &Scope<'_>) -> Vec<i16> {
    let y = scope.edition.data.catalogue.years;
    let mut years = vec![y.early, y.middle, y.last, y.horizon];
    years.dedup();
    years
}

/// Every third year of the data, the last ones, and the horizon: what a page is wide enough for. The CSV holds all.
fn page_years(scope: &Scope<'_>) -> Vec<i16> {
    let y = scope.edition.data.catalogue.years;
    (y.first..=y.last)
        .filter(|year| (year - y.first) % 3 == 0 || *year >= y.last - 1)
        .chain([y.horizon])
        .collect()
}

/// Industries, then groups.
fn industries_and_groups(scope: &Scope<'_>) -> (Vec<Symbol>, Vec<Symbol>) {
    let data = &scope.edition.data;
    (data.analysis_industries().map(|i| i.code).collect(), data.groups().map(|i| i.code).collect())
}

/// Emissions of both flows and the balance of an industry at a place, in kilotonnes.
fn flows_and_balance(industry: Symbol, region: Symbol, year: i16) -> [Cell; 3] {
    let [out, inward] = Flow::BOTH.map(|flow| embodied(flow, industry, region).year(year));
    let balance = of_place(Measure::Balance, industry, region).year(year);
    [
        Cell::Fact(out, Show::new(KILOTONNE, 1)),
        Cell::Fact(inward, Show::new(KILOTONNE, 1)),
        Cell::Fact(balance, Show::signed(KILOTONNE, 1)),
    ]
}
