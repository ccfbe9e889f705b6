//! What the columns of a table hold: as `datapackage.json` beside it says, or as `facts.csv` is made.

use std::path::Path;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Integer,
    Number,
}

/// The columns of `facts.csv` that hold numbers; an edition has no description of its own.
const FACTS: [(&str, Kind); 5] = [
    ("year", Kind::Integer),
    ("base_year", Kind::Integer),
    ("value", Kind::Number),
    ("lower", Kind::Number),
    ("upper", Kind::Number),
];

/// The kinds of the columns of a table; what is not described is text.
pub(super) fn kinds(table: &Path, header: &csv::StringRecord) -> Vec<Kind> {
    let name = table.file_name().unwrap_or_default().to_string_lossy();
    let described = described(table, &name);
    let kind = |column: &str| {
        let own = described.iter().find(|(own, _)| own == column);
        own.map_or(Kind::Text, |(_, kind)| *kind)
    };
    header.iter().map(kind).collect()
}

fn described(table: &Path, name: &str) -> Vec<(String, Kind)> {
    let package = table.with_file_name("datapackage.json");
    let package = std::fs::read(package).ok();
    let package =
        package.and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok());
    let fields = package.as_ref().and_then(|package| {
        let resources = package.get("resources")?.as_array()?;
        let own = resources.iter().find(|own| own.get("path").is_some_and(|path| path == name))?;
        own.get("schema")?.get("fields")?.as_array()
    });
    let Some(fields) = fields else {
        let facts = if name == "facts.csv" { FACTS.as_slice() } else { &[] };
        return facts.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
    };
    let one = |field: &serde_json::Value| {
        let kind = match field.get("type")?.as_str()? {
            "integer" | "year" => Kind::Integer,
            "number" => Kind::Number,
            _ => Kind::Text,
        };
        Some((field.get("name")?.as_str()?.to_owned(), kind))
    };
    fields.iter().filter_map(one).collect()
}
