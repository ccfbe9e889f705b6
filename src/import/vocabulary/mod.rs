//! The tables shipped with the program: countries, publications, names of columns, words. They are data; code names none of them.

use std::collections::BTreeMap;

/// Codes and names of a country.
#[derive(Clone, Debug)]
pub(super) struct Country {
    pub(super) iso2: String,
    iso3: String,
    m49: String,
    china_customs: String,
    names: Vec<String>,
}

/// In which code a layout writes countries.
#[derive(Clone, Copy, Debug)]
pub(super) enum CountryCode {
    /// ISO 3166-1, two or three letters, or M49.
    Iso,
    /// The numbers of China's customs.
    ChinaCustoms,
    /// English names.
    Name,
}

impl Country {
    /// Whether a text of a file means this country.
    pub(super) fn is(&self, text: &str, code: CountryCode) -> bool {
        let text = text.trim();
        match code {
            CountryCode::Iso => {
                text.eq_ignore_ascii_case(&self.iso2)
                    || text.eq_ignore_ascii_case(&self.iso3)
                    || (!text.is_empty()
                        && text.trim_start_matches('0') == self.m49.trim_start_matches('0'))
            }
            CountryCode::ChinaCustoms => {
                !self.china_customs.is_empty() && text == self.china_customs
            }
            CountryCode::Name => self.names.iter().any(|name| name.eq_ignore_ascii_case(text)),
        }
    }

    /// Its three letters.
    pub(super) fn iso3(&self) -> &str {
        &self.iso3
    }
}

/// The country with two letters; one without row is known by these letters alone.
pub(super) fn country(iso2: &str) -> Country {
    rows(include_str!("countries.csv"))
        .find(|row| row[0] == iso2)
        .map(|row| Country {
            iso2: row[0].clone(),
            iso3: row[1].clone(),
            m49: row[2].clone(),
            china_customs: row[3].clone(),
            names: row[4].split(';').map(str::to_owned).collect(),
        })
        .unwrap_or_else(|| Country {
            iso2: iso2.to_owned(),
            iso3: iso2.to_owned(),
            m49: String::new(),
            china_customs: String::new(),
            names: Vec::new(),
        })
}

/// What a layout's files are, for `sources.csv`.
#[derive(Clone, Debug)]
pub(super) struct Publication {
    pub(super) short: String,
    pub(super) title: String,
    pub(super) publisher: String,
    pub(super) url: String,
    pub(super) licence: String,
    /// Units of the file in units of the table.
    pub(super) multiplier: f64,
    /// Whose records they are, where the files do not say it.
    pub(super) country: String,
}

/// The publication of a layout of the registry.
pub(super) fn publication(layout: &str) -> Publication {
    let row = rows(include_str!("layouts.csv")).find(|row| row[0] == layout);
    let row = row.expect("every layout has its row");
    Publication {
        short: row[1].clone(),
        title: row[2].clone(),
        publisher: row[3].clone(),
        url: row[4].clone(),
        licence: row[5].clone(),
        multiplier: row[6].parse().expect("a multiplier is a number"),
        country: row[7].clone(),
    }
}

/// A column of a layout.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) field: String,
    pub(super) required: bool,
    /// The names it goes by, in lower case.
    pub(super) names: Vec<String>,
}

/// The columns of a layout.
pub(super) fn fields(layout: &str) -> Vec<Field> {
    rows(include_str!("columns.csv"))
        .filter(|row| row[0] == layout)
        .map(|row| Field {
            field: row[1].clone(),
            required: row[2] == "yes",
            names: row[3].split(';').map(str::to_owned).collect(),
        })
        .collect()
}

/// What the words of a layout mean: `import`, `export`, `other`; by word in lower case.
pub(super) fn words(layout: &str) -> BTreeMap<String, String> {
    rows(include_str!("words.csv"))
        .filter(|row| row[0] == layout)
        .map(|row| (row[1].to_lowercase(), row[2].clone()))
        .collect()
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<String>> {
    csv::Reader::from_reader(table.as_bytes()).into_records().map(|record| {
        let record = record.expect("the shipped tables are well formed");
        record.iter().map(str::to_owned).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_known_by_each_of_its_codes() {
        let russia = country("RU");
        for text in ["RU", "rus", "643"] {
            assert!(russia.is(text, CountryCode::Iso), "{text}");
        }
        assert!(russia.is("344", CountryCode::ChinaCustoms) && !russia.is("344", CountryCode::Iso));
        assert!(
            russia.is("Russian Federation", CountryCode::Name) && !russia.is("", CountryCode::Iso)
        );
        assert!(!country("ZZ").is("", CountryCode::Iso));
    }

    #[test]
    fn every_layout_is_described() {
        for name in crate::import::layout_names() {
            assert!(
                !publication(name).title.is_empty() && publication(name).multiplier > 0.0,
                "{name}"
            );
        }
    }
}
