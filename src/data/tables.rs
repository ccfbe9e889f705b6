//! Every table of a data folder: its columns, what they hold, and its key.

use super::schema::Kind::{
    self, Code as One, Codes as Many, NewCode, Number, OneOf, Positive, Text, Year,
};
use super::schema::{ANY, Column, TableSpec, Vocabulary as V};

const fn col(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, optional: false }
}

const fn opt(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, optional: true }
}

/// The columns of a table and its key, for those who write one; `None` if a folder has no such table.
pub fn table_columns(file: &str) -> Option<(Vec<&'static str>, &'static [&'static str])> {
    let spec = TABLES.iter().find(|spec| spec.file == file)?;
    Some((spec.columns.iter().map(|column| column.name).collect(), spec.key))
}

const STATUS: Kind = OneOf(&["observed", "estimated"]);
/// Every table of a data folder, in the order of reading.
pub(super) const TABLES: &[TableSpec] = &[
    TableSpec {
        file: "sources.csv",
        columns: &[
            col("source", NewCode),
            col("short", Text),
            col("title", Text),
            col("publisher", Text),
            opt("url", Text),
            col("licence", Text),
            opt("retrieved", Text),
            opt("note", Text),
        ],
        key: &["source"],
        optional: false,
    },
    TableSpec {
        file: "intensity_groups.csv",
        columns: &[
            col("intensity_group", NewCode),
            col("name_en", Text),
            opt("name_ru", Text),
            opt("name_zh", Text),
            opt("wiod_codes", Text),
            opt("note", Text),
        ],
        key: &["intensity_group"],
        optional: false,
    },
    TableSpec {
        file: "industries.csv",
        columns: &[
            col("industry", NewCode),
            col("kind", OneOf(&["industry", "group"])),
            opt("intensity_group", One(V::IntensityGroup)),
            opt("members", Many(V::Industry)),
            opt("made_basis", One(V::Basis)),
            opt("used_basis", One(V::Basis)),
            col("order", Number(0.0, 10_000.0)),
            col("name_en", Text),
            opt("name_ru", Text),
            opt("name_zh", Text),
            col("short_en", Text),
            opt("short_ru", Text),
            opt("short_zh", Text),
            opt("definition", Text),
            opt("note", Text),
        ],
        key: &["industry"],
        optional: false,
    },
    TableSpec {
        file: "products.csv",
        columns: &[
            col("product", NewCode),
            col("name_en", Text),
            opt("name_ru", Text),
            opt("name_zh", Text),
            opt("definition", Text),
        ],
        key: &["product"],
        optional: false,
    },
    TableSpec {
        file: "regions.csv",
        columns: &[
            col("region", NewCode),
            col("name_en", Text),
            opt("name_ru", Text),
            opt("name_zh", Text),
            opt("type", Text),
            col("federal_district", Text),
            opt("federal_district_2013", Text),
            opt("parent", One(V::Region)),
            opt("okato", Text),
            col("default", OneOf(&["yes", "optional"])),
        ],
        key: &["region"],
        optional: false,
    },
    TableSpec {
        file: "trade.csv",
        columns: &[
            col("year", Year),
            col("flow", One(V::Flow)),
            col("product", One(V::Product)),
            col("value_usd", Number(0.0, ANY)),
            col("status", STATUS),
            opt("method", Text),
            col("source", Many(V::Source)),
            opt("note", Text),
        ],
        key: &["year", "flow", "product"],
        optional: false,
    },
    TableSpec {
        file: "trade_totals.csv",
        columns: &[
            col("year", Year),
            col("flow", One(V::Flow)),
            col("reporter", One(V::Country)),
            col("value_usd", Number(0.0, ANY)),
            col("preferred", OneOf(&["0", "1"])),
            col("status", STATUS),
            col("source", Many(V::Source)),
        ],
        key: &["year", "flow", "reporter", "source"],
        optional: false,
    },
    TableSpec {
        file: "regional_trade.csv",
        columns: &[
            col("year", Year),
            col("flow", One(V::Flow)),
            col("region", One(V::Region)),
            col("product", One(V::Product)),
            col("value_usd", Number(0.0, ANY)),
            col("status", STATUS),
            col("source", Many(V::Source)),
            opt("note", Text),
        ],
        key: &["year", "flow", "region", "product"],
        optional: true,
    },
    TableSpec {
        file: "concordance.csv",
        columns: &[
            col("flow", One(V::Flow)),
            col("product", One(V::Product)),
            col("industry", One(V::Industry)),
            col("share", Number(0.0, 1.0)),
            col("status", STATUS),
            col("source", Many(V::Source)),
            opt("note", Text),
        ],
        key: &["flow", "product", "industry"],
        optional: false,
    },
    TableSpec {
        file: "output.csv",
        columns: &[
            col("year", Year),
            col("country", One(V::Country)),
            col("intensity_group", One(V::IntensityGroup)),
            col("output_lcu", Number(0.0, ANY)),
            col("status", STATUS),
            col("source", Many(V::Source)),
        ],
        key: &["year", "country", "intensity_group"],
        optional: false,
    },
    TableSpec {
        file: "emissions.csv",
        columns: &[
            col("year", Year),
            col("country", One(V::Country)),
            col("intensity_group", One(V::IntensityGroup)),
            col("emissions_t", Number(0.0, ANY)),
            col("status", STATUS),
            col("source", Many(V::Source)),
        ],
        key: &["year", "country", "intensity_group"],
        optional: false,
    },
    TableSpec {
        file: "exchange_rates.csv",
        columns: &[
            col("year", Year),
            col("country", One(V::Country)),
            col("lcu_per_usd", Positive),
            opt("ppp_lcu_per_usd", Positive),
            col("status", STATUS),
            col("source", Many(V::Source)),
        ],
        key: &["year", "country"],
        optional: false,
    },
    TableSpec {
        file: "macro.csv",
        columns: &[
            col("year", Year),
            col("country", One(V::Country)),
            opt("co2_t", Positive),
            opt("gdp_usd", Positive),
            opt("gdp_real_usd2011", Positive),
            col("status", STATUS),
            col("source", Many(V::Source)),
        ],
        key: &["year", "country"],
        optional: false,
    },
    TableSpec {
        file: "io_industries.csv",
        columns: &[
            col("io_industry", NewCode),
            col("name_en", Text),
            opt("name_ru", Text),
            opt("name_zh", Text),
            opt("emission_codes", Text),
            opt("intensity_groups", Many(V::IntensityGroup)),
        ],
        key: &["io_industry"],
        optional: true,
    },
    TableSpec {
        file: "io_use.csv",
        columns: &[
            col("year", Year),
            col("country", One(V::Country)),
            col("seller", One(V::IoIndustry)),
            col("buyer", One(V::IoIndustry)),
            col("use_usd", Number(0.0, ANY)),
            col("status", STATUS),
            col("source", Many(V::Source)),
        ],
        key: &["year", "country", "seller", "buyer"],
        optional: true,
    },
    TableSpec {
        file: "io_accounts.csv",
        columns: &[
            col("year", Year),
            col("country", One(V::Country)),
            col("io_industry", One(V::IoIndustry)),
            col("output_usd", Number(0.0, ANY)),
            col("emissions_t", Number(0.0, ANY)),
            col("status", STATUS),
            col("source", Many(V::Source)),
        ],
        key: &["year", "country", "io_industry"],
        optional: true,
    },
    TableSpec {
        file: "io_exports.csv",
        columns: &[
            col("year", Year),
            col("flow", One(V::Flow)),
            col("io_industry", One(V::IoIndustry)),
            col("value_usd", Number(0.0, ANY)),
            col("status", STATUS),
            col("source", Many(V::Source)),
        ],
        key: &["year", "flow", "io_industry"],
        optional: true,
    },
    TableSpec {
        file: "regional_weights.csv",
        columns: &[
            col("basis", NewCode),
            col("region", One(V::Region)),
            col("year", Year),
            col("share", Number(0.0, 1.0)),
            col("status", STATUS),
            col("source", Many(V::Source)),
            opt("note", Text),
        ],
        key: &["basis", "region", "year"],
        optional: false,
    },
    TableSpec {
        file: "regional_indicators.csv",
        columns: &[
            col("region", One(V::Region)),
            col("year", Year),
            col("indicator", OneOf(&["population", "grp"])),
            col("value", Positive),
            col("unit", OneOf(&["person", "LCU"])),
            col("status", STATUS),
            col("source", Many(V::Source)),
        ],
        key: &["region", "year", "indicator"],
        optional: true,
    },
    TableSpec {
        file: "regional_anchors.csv",
        columns: &[
            col("anchor", NewCode),
            col("regions", Many(V::Region)),
            col("flows", Many(V::Flow)),
            col("year", Year),
            col("value_usd", Positive),
            opt("published_value", Number(0.0, ANY)),
            opt("published_unit", Text),
            col("status", STATUS),
            col("source", Many(V::Source)),
            opt("note", Text),
        ],
        key: &["anchor"],
        optional: true,
    },
    TableSpec {
        file: "literature.csv",
        columns: &[
            col("literature", NewCode),
            opt("citation", Text),
            col("year", Year),
            col("compares", Text),
            col("value", Number(-ANY, ANY)),
            col("unit", OneOf(&["t"])),
            col("scope", Text),
            opt("note", Text),
            col("status", STATUS),
            col("source", Many(V::Source)),
        ],
        key: &["literature", "year"],
        optional: true,
    },
];
