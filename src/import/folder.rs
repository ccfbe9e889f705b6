//! The data folder as an import meets it: it may be incomplete, so that it is read table by table and not as a whole.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::products::Products;
use super::vocabulary::{Country, country};
use crate::data::table_columns;
use crate::diagnostics::{Code, Diagnostic, Faults, Location};
use crate::vocabulary::Pair;

/// A table of the folder.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// Line of each row that the file has.
    pub(super) lines: Vec<u32>,
    pub(super) changed: bool,
}

impl Table {
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|own| own == name)
    }

    pub(super) fn cell<'a>(&'a self, row: &'a [String], name: &str) -> &'a str {
        self.column(name).and_then(|c| row.get(c)).map_or("", String::as_str)
    }
}

/// An industry group of the accounts: a letter, or a letter with a range of divisions.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) code: String,
    parts: Vec<(char, Option<(u8, u8)>)>,
}

impl Group {
    /// Whether an industry of the accounts (`A01`, `C31_C32`, `E37-E39`) belongs to it.
    pub(super) fn holds(&self, industry: &str) -> bool {
        divisions(industry).is_some_and(|(letter, own)| {
            self.parts.iter().any(|(l, range)| {
                *l == letter
                    && match (range, own) {
                        (None, _) => true,
                        (Some((first, last)), Some((a, b))) => a >= *first && b <= *last,
                        (Some(_), None) => false,
                    }
            })
        })
    }
}

/// A letter and its divisions, if the code names any.
fn divisions(code: &str) -> Option<(char, Option<(u8, u8)>)> {
    let letter = code.chars().next().filter(char::is_ascii_uppercase)?;
    let mut numbers = code.split(['-', '_']).map(|part| part.trim_start_matches(letter));
    let first = numbers.next().unwrap_or("");
    if first.is_empty() {
        return (code.len() == 1).then_some((letter, None));
    }
    let first = first.parse().ok()?;
    let last = numbers.next().map_or(Some(first), |text| text.parse().ok())?;
    Some((letter, Some((first, last))))
}

/// The folder.
pub(super) struct Folder {
    pub(super) root: PathBuf,
    pub(super) pair: Pair,
    /// What the catalogue says of the edition.
    pub(super) edition: EditionTable,
    pub(super) countries: [Country; 2],
    /// Regions that count, by the code of the country's own classification: their number in `regions`.
    pub(super) region_codes: BTreeMap<String, u16>,
    pub(super) regions: Vec<String>,
    /// Codes of regions that the folder has and does not count.
    pub(super) uncounted: BTreeSet<String>,
    pub(super) products: Products,
    pub(super) groups: Vec<Group>,
    pub(super) tables: BTreeMap<&'static str, Table>,
}

#[derive(Deserialize)]
struct Catalogue {
    #[serde(default)]
    edition: EditionTable,
    pair: PairTable,
    #[serde(default)]
    maps: Maps,
}

/// Title, publisher and licence of the compilation.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct EditionTable {
    pub(super) title: String,
    pub(super) publisher: String,
    pub(super) licence: String,
}

#[derive(Deserialize)]
struct PairTable {
    reporter: String,
    partner: String,
}

#[derive(Default, Deserialize)]
struct Maps {
    #[serde(default)]
    disputed: bool,
}

/// Tables that an import reads or writes.
const TABLES: [&str; 12] = [
    "sources.csv",
    "products.csv",
    "regions.csv",
    "intensity_groups.csv",
    "trade.csv",
    "trade_totals.csv",
    "regional_trade.csv",
    "output.csv",
    "emissions.csv",
    "exchange_rates.csv",
    "macro.csv",
    "regional_indicators.csv",
];

/// The table of commodity codes, which only imports read.
pub(super) const PRODUCT_CODES: &str = "product_codes.csv";

impl Folder {
    /// Reads what there is of a folder.
    pub(super) fn read(root: &Path, faults: &mut Faults) -> Option<Self> {
        let catalogue = catalogue(root, faults)?;
        let mut tables = BTreeMap::new();
        for file in TABLES.into_iter().chain([PRODUCT_CODES]) {
            if let Some(table) = table(&root.join(file), file, faults) {
                tables.insert(file, table);
            }
        }
        if faults.has_errors() {
            return None;
        }
        let pair = Pair { reporter: catalogue.pair.reporter, partner: catalogue.pair.partner };
        let countries = [country(&pair.reporter), country(&pair.partner)];
        let mut folder = Self {
            root: root.to_owned(),
            pair,
            edition: catalogue.edition,
            countries,
            region_codes: BTreeMap::new(),
            regions: Vec::new(),
            uncounted: BTreeSet::new(),
            products: Products::default(),
            groups: Vec::new(),
            tables,
        };
        folder.read_regions(catalogue.maps.disputed);
        folder.read_products();
        folder.read_groups();
        Some(folder)
    }

    fn read_regions(&mut self, disputed: bool) {
        let Some(table) = self.tables.get("regions.csv") else { return };
        for row in &table.rows {
            let own = table.cell(row, "okato").to_owned();
            let counts = disputed || table.cell(row, "default") == "yes";
            if !counts {
                self.uncounted.insert(own);
                continue;
            }
            let number = u16::try_from(self.regions.len()).expect("fewer than 65,536 regions");
            self.regions.push(table.cell(row, "region").to_owned());
            if !own.is_empty() {
                self.region_codes.insert(own, number);
            }
        }
    }

    fn read_products(&mut self) {
        // One that waits for its rows is none.
        let codes = self.tables.get(PRODUCT_CODES).filter(|table| !table.rows.is_empty());
        if let Some(table) = codes {
            let rows: Vec<[String; 3]> = table
                .rows
                .iter()
                .map(|row| ["flow", "code", "product"].map(|name| table.cell(row, name).to_owned()))
                .collect();
            self.products = Products::new(&self.pair, &rows);
        } else if let Some(table) = self.tables.get("products.csv") {
            let names = table.rows.iter().map(|row| table.cell(row, "product"));
            self.products = Products::from_names(names);
        }
    }

    fn read_groups(&mut self) {
        let Some(table) = self.tables.get("intensity_groups.csv") else { return };
        self.groups = table
            .rows
            .iter()
            .map(|row| Group {
                code: table.cell(row, "intensity_group").to_owned(),
                parts: table.cell(row, "wiod_codes").split(';').filter_map(divisions).collect(),
            })
            .collect();
    }

    /// All by which rows of downloads are understood, as a text.
    pub(super) fn meaning(&self) -> String {
        let Self { pair, countries, region_codes, regions, uncounted, products, groups, .. } = self;
        format!(
            "{pair:?} {countries:?} {region_codes:?} {regions:?} {uncounted:?} {products:?} {groups:?}"
        )
    }

    /// The table of a file, empty if the folder has none yet.
    pub(super) fn table_mut(&mut self, file: &'static str) -> &mut Table {
        self.tables.entry(file).or_insert_with(|| {
            let columns = table_columns(file).map(|(columns, _)| columns).unwrap_or_default();
            Table { header: columns.into_iter().map(str::to_owned).collect(), ..Table::default() }
        })
    }
}

fn catalogue(root: &Path, faults: &mut Faults) -> Option<Catalogue> {
    let path = root.join("tradeprint.toml");
    let shown = path.display().to_string();
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            faults.push(
                Diagnostic::error(Code::FileMissing, "the data folder has no catalogue")
                    .at(Location::file(shown))
                    .found(error.to_string())
                    .hint("name the folder with --data DIR; its tradeprint.toml says whose trade is imported"),
            );
            return None;
        }
    };
    match toml::from_str(&text) {
        Ok(catalogue) => Some(catalogue),
        Err(error) => {
            faults.push(Diagnostic::error(Code::BadCatalogue, error.message().to_owned()).within(
                &shown,
                &text,
                error.span().unwrap_or(0..0),
            ));
            None
        }
    }
}

fn table(path: &Path, file: &'static str, faults: &mut Faults) -> Option<Table> {
    let text = std::fs::read_to_string(path).ok()?;
    let shown = path.display().to_string();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut table = Table::default();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                let cells = record.iter().map(str::to_owned).collect();
                if table.header.is_empty() {
                    table.header = cells;
                } else {
                    table.rows.push(cells);
                    table.lines.push(u32::try_from(line).unwrap_or(0));
                }
            }
            Err(error) => {
                faults.push(
                    Diagnostic::error(Code::FieldCount, format!("{file} cannot be read"))
                        .at(Location::file(&shown))
                        .found(error.to_string())
                        .hint("`tradeprint check` names every fault of the folder"),
                );
                return None;
            }
        }
    }
    Some(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn industries_of_the_accounts_find_their_group() {
        let group = |text: &str| Group {
            code: String::new(),
            parts: text.split(';').filter_map(divisions).collect(),
        };
        assert!(group("C31-C33").holds("C31_C32") && group("C31-C33").holds("C33"));
        assert!(group("A").holds("A01") && group("D;E").holds("E37-E39"));
        assert!(!group("C10-C12").holds("C13-C15") && !group("C19").holds("C20"));
        assert!(!group("A").holds("FC_HH") && !group("F").holds("FC_HH"));
    }
}
