//! `datapackage.json`: the Frictionless description must describe the tables that are there.

use serde::Deserialize;
use std::collections::BTreeMap;

use super::csv_table::Table;
use super::folder::Folder;
use crate::diagnostics::{Code, Diagnostic, Faults, Location};

pub(super) const FILE: &str = "datapackage.json";

#[derive(Deserialize)]
struct Package {
    resources: Vec<Resource>,
}

#[derive(Deserialize)]
struct Resource {
    path: String,
    schema: Option<Schema>,
}

#[derive(Deserialize)]
struct Schema {
    fields: Vec<Field>,
}

#[derive(Deserialize)]
struct Field {
    name: String,
}

/// Checks that each table is described with exactly its columns.
pub(super) fn check(
    folder: &mut Folder,
    tables: &BTreeMap<&'static str, Table>,
    faults: &mut Faults,
) {
    let Some(text) = folder.read(FILE, faults) else { return };
    let shown = folder.shown(FILE);
    let package: Package = match serde_json::from_str(&text) {
        Ok(package) => package,
        Err(error) => {
            let line = u32::try_from(error.line()).unwrap_or(0);
            let column = u32::try_from(error.column()).unwrap_or(0);
            faults.push(
                Diagnostic::error(Code::BadPackage, "the package description cannot be read")
                    .at(Location::at(shown, line, column))
                    .found(error.to_string())
                    .allowed("a Frictionless Data Package with resources and their schema.fields"),
            );
            return;
        }
    };
    for (file, table) in tables {
        let Some(resource) = package.resources.iter().find(|r| r.path == *file) else {
            faults.push(
                Diagnostic::error(Code::BadPackage, "a table is not described")
                    .at(Location::file(shown.as_str()))
                    .found(format!("no resource with path `{file}`")),
            );
            continue;
        };
        let described: Vec<&str> = resource
            .schema
            .iter()
            .flat_map(|schema| schema.fields.iter().map(|field| field.name.as_str()))
            .collect();
        let columns: Vec<&str> = table.columns().collect();
        if described != columns {
            faults.push(
                Diagnostic::error(Code::BadPackage, "a table has other columns than described")
                    .at(Location::at(&table.shown, 1, 1))
                    .found(columns.join(", "))
                    .allowed(format!("as in {FILE}: {}", described.join(", "))),
            );
        }
    }
}
