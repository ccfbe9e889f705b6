//! The grouping as SQL: what `sums` runs, and what `--print-sql` prints for a cluster. One text for all engines; only the lines
//! that tell how to reach the records differ.

use std::fmt::Write as _;

use super::folder::{Terms, is_secret};

/// Whose SQL is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Dialect {
    /// Spark SQL.
    Spark,
    /// Trino.
    Trino,
}

/// The longest line of a list.
const WIDTH: usize = 120;

/// The notes that tell why a group has no place in the folder; empty for one that has.
pub(super) const UNKNOWN_REGION: &str = "unknown region";
pub(super) const UNCOUNTED_REGION: &str = "region not counted";
pub(super) const SECRET_CODE: &str = "secret code";
pub(super) const NO_PRODUCT: &str = "code without product";

/// How to reach the records, as comments.
pub(super) fn preface(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Spark => {
            "\
-- The trade of regions by product from packed customs records, for Spark SQL: printed by
-- `tradeprint-history sums --data DATA --print-sql spark`, which runs the same. The records are a view of the
-- folder that `tradeprint-history pack` has written:
--
--   CREATE TEMPORARY VIEW history USING parquet OPTIONS (path 'FOLDER')
--
-- Rows with a note belong to no region or product of the data folder; all others are rows of regional_trade.csv. Sums are
-- decimals: the same on any number of executors.
"
        }
        Dialect::Trino => {
            "\
-- The trade of regions by product from packed customs records, for Trino: printed by
-- `tradeprint-history sums --data DATA --print-sql trino`, which runs the same. The records are a table over the
-- folder that `tradeprint-history pack` has written:
--
--   CREATE TABLE history (direction varchar, year integer, month integer, country varchar, code varchar, unit varchar,
--       value_usd decimal(18, 6), weight_kg decimal(18, 6), quantity decimal(18, 6), region varchar)
--   WITH (external_location = 'FOLDER', format = 'PARQUET')
--
-- Rows with a note belong to no region or product of the data folder; all others are rows of regional_trade.csv. Sums are
-- decimals: the same on any number of workers.
"
        }
    }
}

/// The grouping for a data folder; `incomplete` takes years that lack months, too.
pub(super) fn grouping(terms: &Terms, incomplete: bool) -> String {
    let mut sql = String::new();
    let digits = terms.digits();
    let (export, import, partner) = (&terms.export, &terms.import, &terms.partner);
    let years = if incomplete {
        ""
    } else {
        concat!(
            "    -- A year that lacks months is left out: asked of the groups, so that no join holds the records.\n",
            "    WHERE records.year IN (SELECT year FROM history GROUP BY year HAVING count(DISTINCT month) = 12)\n",
        )
    };
    let _ = write!(
        sql,
        "\
WITH
-- Codes of the customs (OKATO), regions of the data folder, whether they count.
regions (okato, region, counts) AS (
    VALUES
{regions}
),

-- First digits of commodity codes by flow.
products (flow, code, product) AS (
    VALUES
{products}
),

-- As few rows as decide: the digits that tell products apart. Secret codes stay whole.
records AS (
    SELECT
        year,
        CASE direction WHEN 'export' THEN '{export}' WHEN 'import' THEN '{import}' END AS flow,
        region AS okato,
        CASE WHEN code LIKE '%X%' THEN code ELSE substr(code, 1, {digits}) END AS code,
        sum(value_usd) AS value_usd,
        count(*) AS record_count
    FROM history
    WHERE country = '{partner}'
    GROUP BY 1, 2, 3, 4
),

-- A region by its own code, else by its first two digits; a product by the longest code that fits, a secret code by itself.
placed AS (
    SELECT
        records.year,
        records.flow,
        records.okato,
        records.code,
        records.value_usd,
        records.record_count,
        coalesce(own.region, whole.region) AS region,
        coalesce(own.counts, whole.counts) AS counts,
        {product} AS product
    FROM records
    LEFT JOIN regions AS own ON own.okato = records.okato
    LEFT JOIN regions AS whole ON whole.okato = concat(substr(records.okato, 1, 2), '000')
{joins}{years}),

noted AS (
    SELECT
        year,
        flow,
        coalesce(region, okato) AS region,
        coalesce(product, code) AS product,
        value_usd,
        record_count,
        CASE
            WHEN region IS NULL THEN '{UNKNOWN_REGION}'
            WHEN counts = 'no' THEN '{UNCOUNTED_REGION}'
            WHEN product IS NULL AND code LIKE '%X%' THEN '{SECRET_CODE}'
            WHEN product IS NULL THEN '{NO_PRODUCT}'
            ELSE ''
        END AS note
    FROM placed
)

SELECT year, flow, region, product, sum(value_usd) AS value_usd, sum(record_count) AS records, note
FROM noted
GROUP BY year, flow, region, product, note
ORDER BY year, flow, region, product, note
",
        regions = values(terms.regions.iter().map(|own| {
            [own.okato.as_str(), &own.region, if own.counts { "yes" } else { "no" }]
        })),
        products = values(terms.prefixes.iter().map(|own| {
            [own.flow.as_str(), &own.code, &own.product]
        })),
        product = product(terms),
        joins = joins(terms),
    );
    sql
}

/// The product of a group: by each length of code, the longest first.
fn product(terms: &Terms) -> String {
    let secret = terms.prefixes.iter().any(|prefix| is_secret(&prefix.code));
    let open: Vec<String> =
        terms.lengths().iter().map(|length| format!("first{length}.product")).collect();
    let open = match open.as_slice() {
        [] => "NULL".to_owned(),
        [one] => one.clone(),
        several => format!("coalesce({})", several.join(", ")),
    };
    let hidden = if secret { "secret.product" } else { "NULL" };
    format!("CASE WHEN records.code LIKE '%X%' THEN {hidden} ELSE {open} END")
}

fn joins(terms: &Terms) -> String {
    let mut joins = String::new();
    let mut join = |name: &str, code: &str| {
        let _ = writeln!(
            joins,
            "    LEFT JOIN products AS {name} ON {name}.flow = records.flow AND {name}.code = {code}"
        );
    };
    for length in terms.lengths() {
        join(&format!("first{length}"), &format!("substr(records.code, 1, {length})"));
    }
    if terms.prefixes.iter().any(|prefix| is_secret(&prefix.code)) {
        join("secret", "records.code");
    }
    joins
}

/// Rows of a list, as many on a line as fit. The codes were checked: none holds a quote.
fn values<'a>(rows: impl Iterator<Item = [&'a str; 3]>) -> String {
    let mut lines = vec![String::new()];
    let rows: Vec<String> = rows.map(|[a, b, c]| format!("('{a}', '{b}', '{c}')")).collect();
    for (number, row) in rows.iter().enumerate() {
        let row = if number + 1 < rows.len() { format!("{row},") } else { row.clone() };
        let line = lines.last_mut().expect("there is a line");
        if line.is_empty() {
            *line = format!("        {row}");
        } else if line.len() + 1 + row.len() > WIDTH {
            lines.push(format!("        {row}"));
        } else {
            line.push(' ');
            line.push_str(&row);
        }
    }
    lines.join("\n")
}
