//! The tables that `tradeprint import` is shipped with: names of columns, words, countries, the publication. They are data.

use std::collections::BTreeMap;

/// The layout that is packed, as `layouts.csv` calls it.
pub(crate) const LAYOUT: &str = "fcs-regional";

/// A column of the layout.
pub(crate) struct Field {
    pub(crate) field: String,
    pub(crate) required: bool,
    /// The names it goes by, in lower case.
    pub(crate) names: Vec<String>,
}

/// The columns of the layout.
pub(crate) fn fields() -> Vec<Field> {
    of_layout(include_str!("../../src/import/vocabulary/columns.csv"))
        .map(|row| Field {
            field: row[1].clone(),
            required: row[2] == "yes",
            names: row[3].split(';').map(str::to_owned).collect(),
        })
        .collect()
}

/// What the words for directions mean, `import` or `export`; by word in lower case.
pub(crate) fn words() -> BTreeMap<String, String> {
    of_layout(include_str!("../../src/import/vocabulary/words.csv"))
        .map(|row| (row[1].to_lowercase(), row[2].clone()))
        .collect()
}

/// Two letters of a country by each of its codes: ISO 3166-1 of two and three letters, M49 with and without zeros before it.
pub(crate) fn countries() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for row in rows(include_str!("../../src/import/vocabulary/countries.csv")) {
        for code in [&row[0], &row[1], &row[2], row[2].trim_start_matches('0')] {
            if !code.is_empty() {
                all.insert(code.to_owned(), row[0].clone());
            }
        }
    }
    all
}

/// What the layout's files are, for the mapping file.
pub(crate) struct Publication {
    pub(crate) short: String,
    pub(crate) title: String,
    pub(crate) publisher: String,
    pub(crate) url: String,
    pub(crate) licence: String,
    /// Whose records they are.
    pub(crate) country: String,
}

/// The publication that is packed.
pub(crate) fn publication() -> Publication {
    let row = of_layout(include_str!("../../src/import/vocabulary/layouts.csv"))
        .next()
        .expect("the layout has its row");
    // One unit of the file is one of the table; otherwise the sums would need a factor that they do not have.
    assert_eq!(row[6], "1", "values of the layout are dollars");
    Publication {
        short: row[1].clone(),
        title: row[2].clone(),
        publisher: row[3].clone(),
        url: row[4].clone(),
        licence: row[5].clone(),
        country: row[7].clone(),
    }
}

fn of_layout(table: &'static str) -> impl Iterator<Item = Vec<String>> {
    rows(table).filter(|row| row[0] == LAYOUT)
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<String>> {
    csv::Reader::from_reader(table.as_bytes()).into_records().map(|record| {
        let record = record.expect("the shipped tables are well formed");
        record.iter().map(str::to_owned).collect()
    })
}
