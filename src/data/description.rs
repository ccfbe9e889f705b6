//! The schema for those who write folders: which tables there are, with which columns, and `datapackage.json` of it.

use serde::Serialize;

use super::schema::{Column, Kind, Need, TableSpec, Vocabulary};
use super::tables::{PRODUCT_CODES, TABLES};

/// A table of a data folder.
#[derive(Clone, Copy)]
pub struct TableDescription(&'static TableSpec);

/// A column of a table.
#[derive(Clone, Copy)]
pub struct ColumnDescription(&'static Column);

/// Every table of a data folder, in the order of reading, the commodity codes of imports last.
pub fn table_descriptions() -> impl Iterator<Item = TableDescription> {
    TABLES.iter().chain([&PRODUCT_CODES]).map(TableDescription)
}

impl TableDescription {
    /// Its file.
    pub fn file(self) -> &'static str {
        self.0.file
    }

    /// Which reports cannot be made without it.
    pub fn need(self) -> Need {
        self.0.need
    }

    /// What the reports have from it, in a few words.
    pub fn gives(self) -> &'static str {
        self.0.gives
    }

    /// The columns that are unique together.
    pub fn key(self) -> &'static [&'static str] {
        self.0.key
    }

    /// Its columns, in the order of writing.
    pub fn columns(self) -> impl Iterator<Item = ColumnDescription> {
        self.0.columns.iter().map(ColumnDescription)
    }
}

impl ColumnDescription {
    /// Its name, the unit at its end.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// Whether every cell must be filled.
    pub fn required(self) -> bool {
        !self.0.optional
    }

    /// The only words that it takes, if it has such.
    pub fn words(self) -> &'static [&'static str] {
        match self.0.kind {
            Kind::OneOf(words) => words,
            _ => &[],
        }
    }

    /// The table whose codes it takes, with the column that holds them.
    pub fn codes_of(self) -> Option<(&'static str, &'static str)> {
        match self.0.kind {
            Kind::Code(vocabulary) | Kind::Codes(vocabulary) => home(vocabulary),
            _ => None,
        }
    }
}

/// Where the codes of a vocabulary stand; those of flows and countries follow from the catalogue.
fn home(vocabulary: Vocabulary) -> Option<(&'static str, &'static str)> {
    match vocabulary {
        Vocabulary::Flow | Vocabulary::Country => None,
        Vocabulary::Source => Some(("sources.csv", "source")),
        Vocabulary::IntensityGroup => Some(("intensity_groups.csv", "intensity_group")),
        Vocabulary::Industry => Some(("industries.csv", "industry")),
        Vocabulary::Product => Some(("products.csv", "product")),
        Vocabulary::Region => Some(("regions.csv", "region")),
        Vocabulary::Basis => Some(("regional_weights.csv", "basis")),
        Vocabulary::IoIndustry => Some(("io_industries.csv", "io_industry")),
    }
}

#[derive(Serialize)]
struct Package<'a> {
    profile: &'static str,
    name: &'a str,
    title: &'a str,
    resources: Vec<Resource>,
}

#[derive(Serialize)]
struct Resource {
    name: String,
    path: &'static str,
    profile: &'static str,
    description: &'static str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    schema: Schema,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<Field>,
    primary_key: &'static [&'static str],
    missing_values: [&'static str; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
}

#[derive(Serialize)]
struct Field {
    name: &'static str,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    constraints: Constraints,
}

#[derive(Default, PartialEq, Serialize)]
struct Constraints {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<f64>,
    #[serde(rename = "enum", skip_serializing_if = "Option::is_none")]
    words: Option<&'static [&'static str]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Option<&'static str>,
}

impl Constraints {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[derive(Serialize)]
struct ForeignKey {
    fields: &'static str,
    reference: Reference,
}

#[derive(Serialize)]
struct Reference {
    resource: String,
    fields: &'static str,
}

/// `datapackage.json` of a folder with every table: a Frictionless Data Package. `describe` gives the words for a column of
/// a table, if there are any.
pub fn data_package(
    name: &str,
    title: &str,
    describe: impl Fn(TableDescription, ColumnDescription) -> Option<String>,
) -> String {
    let resource = |table: TableDescription| Resource {
        name: resource_name(table.file()),
        path: table.file(),
        profile: "tabular-data-resource",
        description: table.gives(),
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        schema: Schema {
            fields: table.columns().map(|column| field(column, describe(table, column))).collect(),
            primary_key: table.key(),
            missing_values: [""],
            foreign_keys: table.columns().filter_map(|c| foreign_key(table, c.0)).collect(),
        },
    };
    let resources = table_descriptions().map(resource).collect();
    let package = Package { profile: "data-package", name, title, resources };
    let text = serde_json::to_string_pretty(&package).expect("texts and finite numbers");
    text + "\n"
}

fn resource_name(file: &str) -> String {
    file.trim_end_matches(".csv").replace('_', "-")
}

fn field(column: ColumnDescription, description: Option<String>) -> Field {
    let mut constraints = Constraints { required: column.required(), ..Constraints::default() };
    // Bounds without end are none.
    let bound = |value: f64| (value.abs() < f64::MAX).then_some(value);
    let r#type = match column.0.kind {
        Kind::Year => "year",
        Kind::Number(least, most) => {
            (constraints.minimum, constraints.maximum) = (bound(least), bound(most));
            "number"
        }
        // The standard has no open bound.
        Kind::Positive => {
            constraints.minimum = Some(0.0);
            "number"
        }
        Kind::OneOf(words) => {
            constraints.words = Some(words);
            "string"
        }
        Kind::NewCode => {
            constraints.pattern = Some("[A-Za-z0-9][A-Za-z0-9-]*");
            "string"
        }
        Kind::Text | Kind::Code(_) | Kind::Codes(_) => "string",
    };
    Field { name: column.name(), r#type, description, constraints }
}

/// The table that one code of a cell must stand in; the standard has none for codes in a list, and none for a column that
/// is no key of its table.
fn foreign_key(table: TableDescription, column: &'static Column) -> Option<ForeignKey> {
    let Kind::Code(vocabulary) = column.kind else { return None };
    let (file, fields) = home(vocabulary)?;
    let keyed = TABLES.iter().any(|spec| spec.file == file && spec.key == [fields]);
    // An empty name is the table itself.
    let resource = if file == table.file() { String::new() } else { resource_name(file) };
    keyed.then_some(ForeignKey { fields: column.name, reference: Reference { resource, fields } })
}
