//! The documents of an edition as the typesetter gets them: sources, figures and attached files, in folders.
//!
//! What they are measured for is not how they came about, so they are written before the clock starts.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tradeprint::production::{Request, Workshop};
use tradeprint::templating::Content;

use crate::shown;

/// Name of the file that says what a folder holds.
const SHEET: &str = "project.json";

/// What the typesetter has to know beside the files of a document.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Sheet {
    /// Path of its PDF in an edition.
    pub(crate) path: String,
    /// The file to start from.
    pub(crate) main: String,
    /// Day of the edition.
    pub(crate) date: (i32, u8, u8),
    /// The lasting name inside the PDF.
    pub(crate) identity: String,
    /// The virtual files.
    pub(crate) files: Vec<String>,
}

/// Composes every document of a request below a folder.
pub(crate) fn write(request: &Request, folder: &Path) -> Result<usize, String> {
    let (workshop, _) = Workshop::open(request).map_err(shown)?;
    let documents = workshop.documents(request).map_err(shown)?;
    for document in &documents {
        let composed = workshop.compose(document).map_err(shown)?;
        let project = &composed.project;
        let path = document.path();
        let place = folder.join(path.replace('/', "-"));
        for (name, file) in &project.files {
            let bytes = match &file.content {
                Content::Bytes(bytes) => bytes.as_slice(),
                Content::Parsed(source) => source.text().as_bytes(),
            };
            write_file(&place.join(&name[1..]), bytes)?;
        }
        let sheet = Sheet {
            identity: format!("{}/{path}", workshop.edition.data.catalogue.edition.id),
            path,
            main: project.main.clone(),
            date: (project.date.year, project.date.month, project.date.day),
            files: project.files.keys().cloned().collect(),
        };
        let sheet = serde_json::to_vec(&sheet).map_err(|error| error.to_string())?;
        write_file(&place.join(SHEET), &sheet)?;
    }
    Ok(documents.len())
}

/// The documents below a folder, those with the most to read first.
pub(crate) fn read(folder: &Path) -> Result<Vec<(PathBuf, Sheet)>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut found = Vec::new();
    for entry in entries {
        let place = entry.map_err(|error| error.to_string())?.path();
        let text = fs::read_to_string(place.join(SHEET))
            .map_err(|error| format!("{}: {error}", place.join(SHEET).display()))?;
        let sheet: Sheet = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        found.push((place, sheet));
    }
    found.sort_by_key(|(_, sheet)| (std::cmp::Reverse(sheet.files.len()), sheet.path.clone()));
    Ok(found)
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let folder = path.parent().expect("a file of a project lies in its folder");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, bytes))
        .map_err(|error| format!("{}: {error}", path.display()))
}
