//! Changed tables are written beside their places and renamed into them; sources first, so that no row names one that is not there.

use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};

use super::folder::{Folder, Table};
use crate::data::table_columns;
use crate::diagnostics::{Code, Diagnostic, Location, Outcome};

/// Writes every changed table and the description of the folder.
pub(super) fn write(folder: &Folder) -> Outcome<()> {
    let mut files: Vec<(String, String)> = Vec::new();
    if let Some(text) = description(folder)? {
        files.push(("datapackage.json".to_owned(), text));
    }
    for (file, table) in folder.tables.iter().filter(|(_, table)| table.changed) {
        files.push(((*file).to_owned(), as_csv(table)));
    }
    files.sort_by_key(|(file, _)| (file != "sources.csv", file.clone()));
    let mut staged = Vec::new();
    for (file, text) in &files {
        let fault = |error: &dyn std::fmt::Display| failed(&folder.root.join(file), error);
        let mut staging = tempfile::Builder::new()
            .prefix(".tradeprint-")
            .tempfile_in(&folder.root)
            .map_err(|error| fault(&error))?;
        staging.write_all(text.as_bytes()).map_err(|error| fault(&error))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // Temporary files are private; the tables are for everyone.
            let open = std::fs::Permissions::from_mode(0o644);
            staging.as_file().set_permissions(open).map_err(|error| fault(&error))?;
        }
        staged.push((folder.root.join(file), staging));
    }
    for (target, staging) in staged {
        staging.persist(&target).map_err(|error| failed(&target, &error.error))?;
    }
    Ok(())
}

fn failed(target: &Path, error: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error(Code::WriteFailed, "a table cannot be written")
        .at(Location::file(target.display().to_string()))
        .found(error.to_string())
}

fn as_csv(table: &Table) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let rows = std::iter::once(&table.header).chain(&table.rows);
    rows.for_each(|row| writer.write_record(row).expect("memory takes every record"));
    let bytes = writer.into_inner().expect("memory takes every record");
    String::from_utf8(bytes).expect("cells are text")
}

/// The description with the tables that it lacks; `None` if it lacks none, or there is no description.
fn description(folder: &Folder) -> Outcome<Option<String>> {
    let path = folder.root.join("datapackage.json");
    let Ok(text) = std::fs::read_to_string(&path) else { return Ok(None) };
    let broken = |error: &dyn std::fmt::Display| {
        Diagnostic::error(Code::BadPackage, "the package description cannot be read")
            .at(Location::file(path.display().to_string()))
            .found(error.to_string())
    };
    let mut package: Value = serde_json::from_str(&text).map_err(|error| broken(&error))?;
    let Some(resources) = package.get_mut("resources").and_then(Value::as_array_mut) else {
        return Err(broken(&"no list of resources").into());
    };
    let mut added = false;
    for (file, table) in folder.tables.iter().filter(|(_, table)| table.changed) {
        if resources.iter().any(|resource| resource["path"] == **file) {
            continue;
        }
        let name = file.trim_end_matches(".csv").replace('_', "-");
        let fields: Vec<Value> = table.header.iter().map(|name| field(name)).collect();
        let key = table_columns(file).map(|(_, key)| key).unwrap_or_default();
        resources.push(json!({
            "name": name,
            "path": file,
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "schema": { "fields": fields, "primaryKey": key, "missingValues": [""] },
        }));
        added = true;
    }
    Ok(added.then(|| format!("{package:#}\n")))
}

fn field(name: &str) -> Value {
    let kind = match name {
        "year" => "integer",
        name if name.starts_with("value") || name.ends_with("_t") || name.ends_with("_lcu") => {
            "number"
        }
        name if name.contains("_usd") => "number",
        _ => "string",
    };
    json!({ "name": name, "type": kind })
}
