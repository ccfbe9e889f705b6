//! Rows that a new data folder begins with, from the tables in `data/classifications`.

use std::collections::BTreeMap;

use crate::data::TableDescription;
use crate::vocabulary::{Flow, Pair};

const CHAPTERS: &str = include_str!("../../data/classifications/hs_chapters.csv");
const INDUSTRIES: &str = include_str!("../../data/classifications/nace_industries.csv");

/// A pair of classifications, of products and of industries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Classification {
    /// Chapters of the Harmonized System, and the industries of goods in WIOD 2016: divisions of NACE Rev. 2.
    HsNace,
}

/// The source that the rows of a concordance name.
const SOURCE: &str = "hs-nace";

/// A row by column; columns that it does not name are empty.
type Cells<'a> = BTreeMap<&'static str, &'a str>;

impl Classification {
    /// Its rows of a table, as text with line breaks. Chapters whose goods several industries make have no shares here: no
    /// source says them.
    pub(super) fn rows(self, table: TableDescription, pair: &Pair, words: &SourceWords) -> String {
        let Self::HsNace = self;
        let industries = records(INDUSTRIES);
        let chapters = records(CHAPTERS);
        let code = |nace: &str| nace.to_lowercase().replace('_', "-");
        match table.file() {
            "sources.csv" => line(
                table,
                &Cells::from([
                    ("source", SOURCE),
                    ("short", &words.short),
                    ("title", &words.title),
                    ("publisher", &words.publisher),
                    ("licence", &words.licence),
                ]),
            ),
            "intensity_groups.csv" => {
                let row = |[nace, name, _]: &[String; 3]| {
                    let code = code(nace);
                    let cells = [
                        ("intensity_group", code.as_str()),
                        ("name_en", name),
                        ("wiod_codes", nace),
                    ];
                    line(table, &Cells::from(cells))
                };
                industries.iter().map(row).collect()
            }
            "industries.csv" => {
                let row = |(place, [nace, name, short]): (usize, &[String; 3])| {
                    let (code, order) = (code(nace), (place + 1).to_string());
                    let cells = [
                        ("industry", code.as_str()),
                        ("kind", "industry"),
                        ("intensity_group", &code),
                        ("order", &order),
                        ("name_en", short),
                        ("short_en", short),
                        ("definition", name),
                    ];
                    line(table, &Cells::from(cells))
                };
                industries.iter().enumerate().map(row).collect()
            }
            "products.csv" => {
                let row = |[chapter, name, nace]: &[String; 3]| {
                    let (product, codes) = (format!("hs{chapter}"), nace.replace(';', ", "));
                    // Whoever shares a chapter out sees between whom.
                    let definition = format!("HS {chapter} (NACE {codes})");
                    let cells = [
                        ("product", product.as_str()),
                        ("name_en", name),
                        ("definition", &definition),
                    ];
                    line(table, &Cells::from(cells))
                };
                chapters.iter().map(row).collect()
            }
            "concordance.csv" => {
                let whole = |[_, _, nace]: &&[String; 3]| !nace.contains(';');
                let row = |flow: &str, [chapter, _, nace]: &[String; 3]| {
                    let (product, industry) = (format!("hs{chapter}"), code(nace));
                    let cells = [
                        ("flow", flow),
                        ("product", &product),
                        ("industry", &industry),
                        ("share", "1"),
                        ("status", "estimated"),
                        ("source", SOURCE),
                    ];
                    line(table, &Cells::from(cells))
                };
                let flows = Flow::BOTH.map(|flow| pair.flow_code(flow));
                let of_flow = |flow: &String| {
                    chapters.iter().filter(whole).map(|c| row(flow, c)).collect::<String>()
                };
                flows.iter().map(of_flow).collect()
            }
            _ => String::new(),
        }
    }
}

/// What the row of the concordance's source says.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceWords {
    short: String,
    title: String,
    publisher: String,
    licence: String,
}

/// Code, name and the last column of a built-in table of three or more columns.
fn records(text: &str) -> Vec<[String; 3]> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.expect("a built-in table is well-formed"));
    rows.map(|row| {
        let cell = |place: usize| row.get(place).unwrap_or_default().to_owned();
        [cell(0), cell(1), cell(row.len() - 1)]
    })
    .collect()
}

/// A line of a table, its cells in the order of the schema.
fn line(table: TableDescription, cells: &Cells<'_>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let row = table.columns().map(|column| cells.get(column.name()).copied().unwrap_or_default());
    writer.write_record(row).expect("memory takes every row");
    let bytes = writer.into_inner().expect("memory takes every row");
    String::from_utf8(bytes).expect("text of texts")
}
