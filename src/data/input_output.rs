//! The input-output tables of both countries: industries, domestic use, accounts, trade in the same industries.

use std::collections::BTreeSet;

use super::csv_table::{Row, Table};
use super::row_reader::{RowReader, quantity, status, translated};
use super::rows::Translated;
use crate::facts::{RowRef, Status};
use crate::units::{TonnesCo2, Usd};
use crate::vocabulary::{Flow, Side, Symbol};

/// File of the industries.
pub(super) const INDUSTRIES: &str = "io_industries.csv";
/// File of domestic intermediate use.
pub(super) const USE: &str = "io_use.csv";
/// File of output and emissions.
pub(super) const ACCOUNTS: &str = "io_accounts.csv";
/// File of bilateral trade.
pub(super) const EXPORTS: &str = "io_exports.csv";
/// The four files, which a folder has together or not at all.
pub(super) const FILES: [&str; 4] = [INDUSTRIES, USE, ACCOUNTS, EXPORTS];

/// An industry of the input-output tables.
#[derive(Clone, Debug)]
pub struct IoIndustry {
    /// Code.
    pub code: Symbol,
    /// Names.
    pub name: Translated,
    /// Groups of the accounts that hold the same activities.
    pub groups: Vec<Symbol>,
}

/// What an industry of a country buys from an industry of the same country.
#[derive(Clone, Debug)]
pub struct UseRow {
    /// Year.
    pub year: i16,
    /// Country.
    pub side: Side,
    /// Who sells.
    pub seller: Symbol,
    /// Who buys.
    pub buyer: Symbol,
    /// Value.
    pub value: Usd,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// Output and emissions of an industry.
#[derive(Clone, Debug)]
pub struct IoAccountRow {
    /// Year.
    pub year: i16,
    /// Country.
    pub side: Side,
    /// Industry.
    pub industry: Symbol,
    /// Gross output.
    pub output: Usd,
    /// Direct emissions.
    pub emissions: TonnesCo2,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// Goods and services of an industry that the other country takes.
#[derive(Clone, Debug)]
pub struct IoExportRow {
    /// Year.
    pub year: i16,
    /// Flow.
    pub flow: Flow,
    /// Industry of the maker.
    pub industry: Symbol,
    /// Value.
    pub value: Usd,
    /// Status.
    pub status: Status,
    /// Its row.
    pub row: RowRef,
}

/// The input-output tables; empty if the folder has none.
#[derive(Clone, Debug, Default)]
pub struct InputOutput {
    /// Industries in file order.
    pub industries: Vec<IoIndustry>,
    /// Domestic intermediate use; what is not listed is zero.
    pub uses: Vec<UseRow>,
    /// A row for each year of the tables, country and industry.
    pub accounts: Vec<IoAccountRow>,
    /// A row for each year of the tables, flow and industry.
    pub exports: Vec<IoExportRow>,
}

impl InputOutput {
    /// The years of the tables, in order; they may have gaps.
    pub fn years(&self) -> BTreeSet<i16> {
        self.accounts.iter().map(|row| row.year).collect()
    }
}

impl RowReader {
    pub(super) fn io_industry(&mut self, t: &Table, r: &Row) -> IoIndustry {
        IoIndustry {
            code: self.symbol(t, r, "io_industry"),
            name: translated(t, r, "name"),
            groups: self.list(t, r, "intensity_groups"),
        }
    }

    pub(super) fn io_use(&mut self, t: &Table, r: &Row) -> UseRow {
        UseRow {
            year: t.year(r),
            side: self.side(t, r, "country"),
            seller: self.symbol(t, r, "seller"),
            buyer: self.symbol(t, r, "buyer"),
            value: quantity(t, r, "use_usd"),
            status: status(t, r),
            row: t.row_ref(r),
        }
    }

    pub(super) fn io_account(&mut self, t: &Table, r: &Row) -> IoAccountRow {
        IoAccountRow {
            year: t.year(r),
            side: self.side(t, r, "country"),
            industry: self.symbol(t, r, "io_industry"),
            output: quantity(t, r, "output_usd"),
            emissions: quantity(t, r, "emissions_t"),
            status: status(t, r),
            row: t.row_ref(r),
        }
    }

    pub(super) fn io_export(&mut self, t: &Table, r: &Row) -> IoExportRow {
        IoExportRow {
            year: t.year(r),
            flow: self.flow(t.text(r, "flow")),
            industry: self.symbol(t, r, "io_industry"),
            value: quantity(t, r, "value_usd"),
            status: status(t, r),
            row: t.row_ref(r),
        }
    }
}
