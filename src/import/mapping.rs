//! Files of no layout, read as a mapping file says: columns, units, constants, words.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::layout::{HEAD, Layout, Miss, advance};
use super::merge::NewRow;
use super::numbers::{DecimalMark, Sum};
use super::readers::{Cells, Part, Rows};
use super::session::Session;
use super::vocabulary::Publication;
use crate::data::table_columns;
use crate::diagnostics::{Code, Diagnostic, Faults, Location};

/// Tables that a mapping may fill, with the columns that hold values.
const TABLES: [(&str, &[&str]); 8] = [
    ("trade.csv", &["value_usd"]),
    ("trade_totals.csv", &["value_usd"]),
    ("regional_trade.csv", &["value_usd"]),
    ("output.csv", &["output_lcu"]),
    ("emissions.csv", &["emissions_t"]),
    ("exchange_rates.csv", &["lcu_per_usd"]),
    ("macro.csv", &["co2_t", "gdp_usd", "gdp_real_usd2011"]),
    ("regional_indicators.csv", &["value"]),
];

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Mark {
    #[default]
    Point,
    Comma,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    table: String,
    source: SourceTable,
    sheet: Option<String>,
    #[serde(default)]
    decimal: Mark,
    #[serde(default)]
    sum: bool,
    columns: BTreeMap<String, String>,
    #[serde(default)]
    constants: BTreeMap<String, String>,
    #[serde(default)]
    multiply: BTreeMap<String, f64>,
    #[serde(default)]
    words: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    only: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceTable {
    short: String,
    title: String,
    publisher: String,
    #[serde(default)]
    url: String,
    licence: String,
}

/// A mapping that has been checked.
pub(super) struct Mapping {
    pub(super) publication: Publication,
    table: &'static str,
    values: &'static [&'static str],
    key: Vec<&'static str>,
    file: File,
}

impl Mapping {
    /// Reads a mapping file.
    pub(super) fn read(path: &Path, faults: &mut Faults) -> Option<Self> {
        let shown = path.display().to_string();
        let fault = |message: &str| {
            Diagnostic::error(Code::ImportSetting, message.to_owned()).at(Location::file(&shown))
        };
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                faults.push(fault("the mapping file cannot be read").found(error.to_string()));
                return None;
            }
        };
        let file: File = match toml::from_str(&text) {
            Ok(file) => file,
            Err(error) => {
                let d = Diagnostic::error(Code::ImportSetting, error.message().to_owned());
                faults.push(
                    d.within(&shown, &text, error.span().unwrap_or(0..0))
                        .hint("docs/importing.md shows a mapping file"),
                );
                return None;
            }
        };
        let Some((table, values)) = TABLES.into_iter().find(|(table, _)| *table == file.table)
        else {
            let all: Vec<&str> = TABLES.iter().map(|(table, _)| *table).collect();
            faults.push(
                fault("no table that can be filled")
                    .found(format!("`{}`", file.table))
                    .allowed(all.join(", ")),
            );
            return None;
        };
        let (columns, key) = table_columns(table).expect("tables of a folder have columns");
        let key: Vec<&'static str> = key.iter().copied().filter(|name| *name != "source").collect();
        let mut sound = true;
        for name in file.columns.keys().chain(file.constants.keys()) {
            if !columns.contains(&name.as_str()) {
                sound = false;
                faults.push(
                    fault("a column that the table does not have")
                        .found(format!("`{name}`"))
                        .allowed(columns.join(", ")),
                );
            }
        }
        let given =
            |name: &str| file.columns.contains_key(name) || file.constants.contains_key(name);
        let lacking: Vec<&str> = key.iter().copied().filter(|name| !given(name)).collect();
        if !lacking.is_empty() || !values.iter().any(|name| file.columns.contains_key(*name)) {
            sound = false;
            faults.push(
                fault("a row of the table cannot be made")
                    .found(format!(
                        "no column or constant for {}",
                        if lacking.is_empty() { values.join(" or ") } else { lacking.join(", ") }
                    ))
                    .allowed(format!(
                        "the key {} and a column for {}",
                        key.join(", "),
                        values.join(" or ")
                    )),
            );
        }
        let s = &file.source;
        let publication = Publication {
            short: s.short.clone(),
            title: s.title.clone(),
            publisher: s.publisher.clone(),
            url: s.url.clone(),
            licence: s.licence.clone(),
            multiplier: 1.0,
            country: String::new(),
        };
        sound.then_some(Self { publication, table, values, key, file })
    }

    /// The columns of the file that the mapping names, by the table's; `None` if a row is not the header.
    fn places(&self, header: &Cells) -> Option<BTreeMap<&str, usize>> {
        let place = |wanted: &str| header.iter().position(|cell| cell.trim() == wanted);
        let named =
            self.file.columns.iter().map(|(own, theirs)| Some((own.as_str(), place(theirs)?)));
        let filters = self.file.only.keys().map(|theirs| Some((theirs.as_str(), place(theirs)?)));
        named.chain(filters).collect()
    }

    fn sheet<'p, 'a>(&self, part: &'p mut Part<'a>) -> Option<&'p mut Rows<'a>> {
        match &self.file.sheet {
            Some(name) => part.sheets.iter_mut().find(|sheet| sheet.sheet == *name),
            None => part.sheets.first_mut(),
        }
    }

    /// The key of a row in the words of the folder; `None` if a cell is empty.
    fn key_of(&self, rows: &Rows<'_>, places: &BTreeMap<&str, usize>) -> Option<Vec<String>> {
        let text = |name: &&str| {
            let own = match places.get(*name) {
                Some(column) => rows.cell(*column).to_owned(),
                None => self.file.constants.get(*name).cloned().unwrap_or_default(),
            };
            let word = self.file.words.get(*name).and_then(|words| words.get(&own).cloned());
            Some(word.unwrap_or(own)).filter(|text| !text.is_empty())
        };
        self.key.iter().map(text).collect()
    }
}

impl Layout for Mapping {
    fn name(&self) -> &'static str {
        "mapping"
    }

    fn recognise(&self, _: &mut Part<'_>) -> Result<(), Miss> {
        Ok(())
    }

    fn read(&self, part: &mut Part<'_>, session: &mut Session<'_>) {
        let shown = part.shown.clone();
        let wanted: Vec<&String> =
            self.file.columns.values().chain(self.file.only.keys()).collect();
        let found = self.sheet(part).and_then(|rows| {
            let before = rows.head(HEAD).into_iter().position(|row| self.places(row).is_some())?;
            Some((rows, before))
        });
        let Some((rows, before)) = found else {
            let names: Vec<&str> = wanted.iter().map(|name| name.as_str()).collect();
            return session.found.faults.push(
                Diagnostic::error(Code::ImportUnknown, "no row has the columns of the mapping")
                    .at(Location::file(shown))
                    .allowed(format!("a header with {} in the first {HEAD} rows", names.join(", ")))
                    .hint("names are compared letter by letter; `sheet` names the sheet of a workbook"),
            );
        };
        for _ in 0..=before {
            if advance(rows, session).is_none() {
                return;
            }
        }
        let header = rows.cells.clone();
        let places = self.places(&header).expect("the header was found above");
        let mark = match self.file.decimal {
            Mark::Point => DecimalMark::Point,
            Mark::Comma => DecimalMark::Comma,
        };
        let mut sums: BTreeMap<Vec<String>, BTreeMap<&'static str, Sum>> = BTreeMap::new();
        while advance(rows, session).is_some() {
            if self
                .file
                .only
                .iter()
                .any(|(theirs, value)| rows.cell(places[theirs.as_str()]) != value)
            {
                session.skip("not among the rows asked for in [only]", 0.0);
                continue;
            }
            let Some(key) = self.key_of(rows, &places) else {
                session.skip("an empty cell in the key", 0.0);
                continue;
            };
            if sums.contains_key(&key) && !self.file.sum {
                session.found.faults.push(
                    rows.fault(
                        places.values().next().copied().unwrap_or(0),
                        Code::ImportDouble,
                        "the key stands twice",
                    )
                    .found(key.join(", "))
                    .allowed("each key once, or `sum = true` in the mapping"),
                );
                continue;
            }
            for name in self.values {
                let Some(column) =
                    places.get(name).filter(|column| !rows.cell(**column).is_empty())
                else {
                    continue;
                };
                if let Some(value) = session.value(rows, *column, mark) {
                    let times = self.file.multiply.get(*name).copied().unwrap_or(1.0)
                        * session.found.multiplier;
                    sums.entry(key.clone())
                        .or_default()
                        .entry(name)
                        .or_default()
                        .add(value * times);
                    session.found.taken += 1;
                }
            }
        }
        for (key, values) in sums {
            let key =
                self.key.iter().zip(key).map(|(name, text)| ((*name).to_owned(), text)).collect();
            let values =
                values.into_iter().map(|(name, sum)| (name.to_owned(), sum.value())).collect();
            let constants =
                self.file.constants.iter().map(|(name, text)| (name.clone(), text.clone()));
            session.found.rows.push(NewRow {
                file: self.table,
                key,
                values,
                extra: constants.collect(),
            });
        }
    }
}
