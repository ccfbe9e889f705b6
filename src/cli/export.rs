//! `tradeprint export`.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::arguments::{Common, ExportFormat, ExportOf};
use super::{DONE, print, warn};
use crate::diagnostics::{Code, Diagnostic, Faults, Outcome};
use crate::production::{Workshop, exhibits_of};
use crate::publish::{OutputFile, publish_loose};
use crate::typesetting::picture;

/// Pixels an inch of exported pictures.
const DPI: f64 = 200.0;

/// Writes facts, tables or figures of an edition into its folder.
pub(super) fn run(common: &Common, what: ExportOf, format: Option<ExportFormat>) -> Outcome<u8> {
    let format = format.unwrap_or(match what {
        ExportOf::Facts | ExportOf::Tables => ExportFormat::Csv,
        ExportOf::Figures => ExportFormat::Svg,
    });
    let allowed = match what {
        ExportOf::Facts | ExportOf::Tables => [ExportFormat::Csv, ExportFormat::Json],
        ExportOf::Figures => [ExportFormat::Svg, ExportFormat::Png],
    };
    if !allowed.contains(&format) {
        return Err(Diagnostic::error(Code::UnknownSelection, "the export has no such form")
            .found(format!("{format:?}").to_lowercase())
            .allowed(format!("{:?}, {:?}", allowed[0], allowed[1]).to_lowercase())
            .into());
    }
    let request = common.request(&[], false);
    let (workshop, warnings) = Workshop::open(&request)?;
    warn(common, &warnings);
    let files = match what {
        ExportOf::Facts => vec![as_format(workshop.facts_file(), format)],
        ExportOf::Tables => exhibits(&workshop, &request, "tables/")?
            .into_iter()
            .map(|file| as_format(file, format))
            .collect(),
        ExportOf::Figures => {
            let files = exhibits(&workshop, &request, "figures/")?;
            if format == ExportFormat::Svg { files } else { rasterised(&workshop, files)? }
        }
    };
    let folder = common.out.join(&workshop.edition.data.catalogue.edition.id);
    publish_loose(&folder, &files)?;
    let mut out = String::new();
    for file in &files {
        let _ = writeln!(out, "{}", folder.join(&file.path).display());
    }
    print(&out);
    Ok(DONE)
}

/// Figures and tables of every document of the request that stand in a folder.
fn exhibits(
    workshop: &Workshop,
    request: &crate::production::Request,
    folder: &str,
) -> Outcome<Vec<OutputFile>> {
    let mut faults = Faults::new();
    let mut files = Vec::new();
    for document in workshop.documents(request)? {
        match exhibits_of(workshop, &document) {
            Ok(found) => files.extend(found.into_iter().filter(|f| f.path.starts_with(folder))),
            Err(found) => faults.append(found),
        }
    }
    faults.check(files).map(|(files, _)| files)
}

fn rasterised(workshop: &Workshop, files: Vec<OutputFile>) -> Outcome<Vec<OutputFile>> {
    let mut pictures = Vec::new();
    for file in files {
        let svg = String::from_utf8(file.bytes).expect("figures are drawn as text");
        let png = picture(&svg, workshop.fonts(), DPI)?;
        pictures.push(OutputFile::new(file.path.replace(".svg", ".png"), png.bytes));
    }
    Ok(pictures)
}

/// A CSV as it is, or as a JSON array of objects (numbers as numbers).
fn as_format(file: OutputFile, format: ExportFormat) -> OutputFile {
    if format != ExportFormat::Json {
        return file;
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file.bytes.as_slice());
    let header = reader.headers().expect("our own CSV has a header").clone();
    let rows: Vec<Value> = reader
        .records()
        .map(|record| {
            let record = record.expect("our own CSV is well formed");
            let cells = header.iter().zip(record.iter()).map(|(name, cell)| {
                let numeric = ["value", "lower", "upper", "year", "base_year"].contains(&name);
                let value = match cell.parse::<f64>() {
                    _ if cell.is_empty() => Value::Null,
                    Ok(_) if name.ends_with("year") => json!(cell.parse::<i64>().ok()),
                    Ok(number) if numeric => json!(number),
                    _ => json!(cell),
                };
                (name.to_owned(), value)
            });
            Value::Object(cells.collect::<Map<_, _>>())
        })
        .collect();
    let text = serde_json::to_string(&rows).expect("plain values serialise") + "\n";
    OutputFile::new(file.path.replace(".csv", ".json"), text.into_bytes())
}
