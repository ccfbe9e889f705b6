//! Rows of checked tables become typed rows.

use super::catalogue::Catalogue;
use super::csv_table::{Row, Table};
use super::rows::{
    Anchor, ConcordanceRow, GroupRow, Industry, MacroRow, RateRow, Region, Source, TotalRow,
    TradeRow, Translated,
};
use crate::facts::Status;
use crate::units::Quantity;
use crate::vocabulary::{Flow, Side, Symbol, Symbols, codes};

/// Reads rows into types, interning codes.
pub(super) struct RowReader {
    pub(super) symbols: Symbols,
    pub(super) pair: crate::vocabulary::Pair,
}

impl RowReader {
    pub(super) fn symbol(&mut self, t: &Table, r: &Row, column: &str) -> Symbol {
        self.symbols.intern(t.text(r, column))
    }

    pub(super) fn optional(&mut self, t: &Table, r: &Row, column: &str) -> Option<Symbol> {
        let text = t.text(r, column);
        (!text.is_empty()).then(|| self.symbols.intern(text))
    }

    pub(super) fn list(&mut self, t: &Table, r: &Row, column: &str) -> Vec<Symbol> {
        let text = t.text(r, column);
        text.split(';').filter(|p| !p.is_empty()).map(|p| self.symbols.intern(p)).collect()
    }

    pub(super) fn flow(&self, text: &str) -> Flow {
        self.pair.flow(text).expect("flow codes are checked")
    }

    pub(super) fn side(&self, t: &Table, r: &Row, column: &str) -> Side {
        self.pair.side(t.text(r, column)).expect("country codes are checked")
    }

    pub(super) fn industry(&mut self, t: &Table, r: &Row) -> Industry {
        let made = self.optional(t, r, "made_basis");
        let used = self.optional(t, r, "used_basis");
        Industry {
            code: self.symbol(t, r, "industry"),
            intensity_group: self.optional(t, r, "intensity_group"),
            members: self.list(t, r, "members"),
            bases: made.zip(used).map(|(made, used)| [made, used]),
            order: t.number(r, "order").unwrap_or(0.0),
            name: translated(t, r, "name"),
            short: translated(t, r, "short"),
            definition: t.text(r, "definition").to_owned(),
            note: t.text(r, "note").to_owned(),
            row: t.row_ref(r),
        }
    }

    pub(super) fn region(&mut self, t: &Table, r: &Row) -> Region {
        Region {
            code: self.symbol(t, r, "region"),
            name: translated(t, r, "name"),
            district: t.text(r, "federal_district").to_owned(),
            parent: self.optional(t, r, "parent"),
        }
    }

    pub(super) fn trade(&mut self, t: &Table, r: &Row) -> TradeRow {
        TradeRow {
            year: t.year(r),
            flow: self.flow(t.text(r, "flow")),
            product: self.symbol(t, r, "product"),
            value: quantity(t, r, "value_usd"),
            status: status(t, r),
            row: t.row_ref(r),
        }
    }

    pub(super) fn total(&mut self, t: &Table, r: &Row) -> TotalRow {
        TotalRow {
            year: t.year(r),
            flow: self.flow(t.text(r, "flow")),
            reporter: self.side(t, r, "reporter"),
            value: quantity(t, r, "value_usd"),
            status: status(t, r),
            row: t.row_ref(r),
        }
    }

    pub(super) fn concordance(&mut self, t: &Table, r: &Row) -> ConcordanceRow {
        ConcordanceRow {
            flow: self.flow(t.text(r, "flow")),
            product: self.symbol(t, r, "product"),
            industry: self.symbol(t, r, "industry"),
            share: quantity(t, r, "share"),
            status: status(t, r),
            row: t.row_ref(r),
        }
    }

    pub(super) fn group<Q: Quantity>(&mut self, t: &Table, r: &Row, column: &str) -> GroupRow<Q> {
        GroupRow {
            year: t.year(r),
            side: self.side(t, r, "country"),
            group: self.symbol(t, r, "intensity_group"),
            value: quantity(t, r, column),
            status: status(t, r),
            row: t.row_ref(r),
        }
    }

    pub(super) fn rate(&mut self, t: &Table, r: &Row) -> RateRow {
        RateRow {
            year: t.year(r),
            side: self.side(t, r, "country"),
            rate: quantity(t, r, "lcu_per_usd"),
            ppp: t.number(r, "ppp_lcu_per_usd").and_then(Quantity::new),
            status: status(t, r),
            row: t.row_ref(r),
        }
    }

    pub(super) fn macros(&mut self, t: &Table, r: &Row) -> MacroRow {
        MacroRow {
            year: t.year(r),
            side: self.side(t, r, "country"),
            co2: t.number(r, "co2_t").and_then(Quantity::new),
            gdp: t.number(r, "gdp_usd").and_then(Quantity::new),
            gdp_real: t.number(r, "gdp_real_usd2011").and_then(Quantity::new),
            status: status(t, r),
            row: t.row_ref(r),
        }
    }

    pub(super) fn anchor(&mut self, t: &Table, r: &Row) -> Anchor {
        // In one order, so that two totals of the same regions and flows are known as such.
        let mut regions = self.list(t, r, "regions");
        regions.sort_unstable();
        let mut flows: Vec<Flow> =
            t.text(r, "flows").split(';').map(|code| self.flow(code)).collect();
        flows.sort_unstable();
        Anchor {
            code: self.symbol(t, r, "anchor"),
            regions,
            flows,
            year: t.year(r),
            value: quantity(t, r, "value_usd"),
            status: status(t, r),
            row: t.row_ref(r),
        }
    }

    /// The vocabulary with the codes that the analysis itself brings.
    pub(super) fn finish(mut self, catalogue: &Catalogue) -> Symbols {
        for code in codes::ALL.into_iter().chain(codes::MODELS).chain(codes::VARIANTS) {
            self.symbols.intern(code);
        }
        for scenario in &catalogue.scenarios {
            self.symbols.intern(&scenario.id);
        }
        for year in catalogue.years.first..=catalogue.years.last {
            self.symbols.intern(&codes::leave_out(year));
        }
        self.symbols.intern(&catalogue.pair.partner);
        self.symbols
    }
}

pub(super) fn quantity<Q: Quantity>(t: &Table, r: &Row, column: &str) -> Q {
    t.number(r, column).and_then(Q::new).expect("numbers are checked")
}

pub(super) fn status(t: &Table, r: &Row) -> Status {
    match t.text(r, "status") {
        "observed" => Status::Observed,
        "projected" => Status::Projected,
        _ => Status::Estimated,
    }
}

pub(super) fn translated(t: &Table, r: &Row, stem: &str) -> Translated {
    t.columns()
        .filter_map(|column| {
            let language = column.strip_prefix(stem)?.strip_prefix('_')?;
            let text = t.text(r, column);
            (!text.is_empty()).then(|| (language.to_owned(), text.to_owned()))
        })
        .collect()
}

pub(super) fn source(t: &Table, r: &Row) -> Source {
    let text = |column| t.text(r, column).to_owned();
    Source {
        code: text("source"),
        short: text("short"),
        title: text("title"),
        publisher: text("publisher"),
        url: text("url"),
        licence: text("licence"),
    }
}
