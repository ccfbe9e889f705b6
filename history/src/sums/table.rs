//! The table and the files by which `tradeprint import --mapping` takes it.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::engine::Group;
use super::folder::Terms;
use crate::diagnostics::Faults;
use crate::unwritten;
use crate::vocabulary::publication;

/// The columns of the table.
const HEADER: [&str; 5] = ["year", "flow", "region", "product", "value_usd"];

/// Writes the table, and beside it the mapping to `regional_trade.csv` and the one that adds the regions up to `trade.csv`.
pub(super) fn write(out: &Path, groups: &[Group], terms: &Terms) -> Result<Vec<PathBuf>, Faults> {
    let mut bytes = (HEADER.join(",") + "\n").into_bytes();
    for group in groups {
        let Group { year, flow, region, product, value, .. } = group;
        // Codes were checked: no cell needs quotes.
        let line = format!("{year},{flow},{region},{product},{}\n", shown(*value));
        bytes.extend_from_slice(line.as_bytes());
    }
    let regional = out.with_extension("mapping.toml");
    let national = out.with_extension("national.toml");
    let title = publication().title;
    let title = format!("{title}, {} and {}, grouped", terms.export, terms.import);
    let files = [
        (out.to_path_buf(), bytes),
        (regional, mapping("regional_trade.csv", &HEADER, "", &title).into_bytes()),
        (
            national,
            mapping("trade.csv", &["year", "flow", "product", "value_usd"], "sum = true", &title)
                .into_bytes(),
        ),
    ];
    for (path, bytes) in &files {
        publish(path, bytes).map_err(|error| unwritten(path, error))?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

fn mapping(table: &str, columns: &[&str], more: &str, title: &str) -> String {
    let own = publication();
    let mut text = format!("table = \"{table}\"\ndecimal = \"point\"\n");
    if !more.is_empty() {
        text += &format!("{more}\n");
    }
    text += "\n[source]\n";
    let source = [
        ("short", own.short.as_str()),
        ("title", title),
        ("publisher", &own.publisher),
        ("url", &own.url),
        ("licence", &own.licence),
    ];
    for (key, value) in source {
        // A string of JSON is one of TOML.
        text += &format!("{key} = {}\n", serde_json::Value::from(value));
    }
    text += "\n[columns]\n";
    for column in columns {
        text += &format!("{column} = \"{column}\"\n");
    }
    text
}

/// Millionths as a decimal number, without zeros at its end.
pub fn shown(millionths: i128) -> String {
    let (whole, rest) = (millionths / 1_000_000, millionths % 1_000_000);
    let text = format!("{whole}.{rest:06}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Writes a file that appears whole or not at all.
fn publish(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|own| !own.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut aside = crate::aside(folder)?;
    aside.write_all(bytes)?;
    aside.as_file().sync_all()?;
    aside.persist(path).map_err(|error| error.error)?;
    Ok(())
}
