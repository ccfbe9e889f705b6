//! Whether anything has changed since the last run of a request.
//!
//! A run leaves beside the editions what it was made from and what it wrote. The next run of the same request compares:
//! bytes of the inputs and templates, the program itself, sizes and times of the files. The records can be deleted at any
//! time; one that cannot be read, or that another version wrote, counts as none.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::manifest;
use crate::report::sha256;
use crate::templating::Library;

/// Folder of the records, below that of the editions.
pub(super) const FOLDER: &str = ".tradeprint";

/// Name of the program among the ingredients.
pub const PROGRAM: &str = "the program";
/// How the names of fonts among the ingredients begin.
pub const FONT: &str = "font ";

/// What a run was made from: names with hashes.
pub type Ingredients = BTreeMap<String, String>;

/// The files of a data folder, the templates and fonts in force and the program, with hashes. Nothing is parsed, so that it
/// takes milliseconds. A data folder that cannot be read has no files here: loading it tells what is wrong.
pub fn ingredients(library: &Library, program: &str, data: &Path) -> Ingredients {
    let mut found = Ingredients::from([("the templates".to_owned(), library.sha256())]);
    for (number, font) in library.fonts().enumerate() {
        found.insert(format!("{FONT}{} of the templates", number + 1), sha256(font));
    }
    // Its bytes would take longer to hash than all the rest.
    let built = std::env::current_exe()
        .and_then(std::fs::metadata)
        .and_then(|about| Ok((about.len(), about.modified()?)));
    found.insert(PROGRAM.to_owned(), format!("{program} {built:?}"));
    let mut folders = vec![data.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            // Nothing hidden is data: what an import has read so far lies beside the tables.
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(bytes) = std::fs::read(&path) {
                found.insert(path.display().to_string(), sha256(&bytes));
            }
        }
    }
    found
}

/// What a run leaves behind. Paths are those below the folder of the editions, which may be copied or moved as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRun {
    /// What it was made from.
    pub ingredients: Ingredients,
    /// The warnings that it gave, as they were shown.
    pub warnings: String,
    /// Paths of its PDFs.
    pub documents: Vec<PathBuf>,
    files: Vec<Trace>,
    /// Runs of other requests write it too: it only has to be there.
    manifest: PathBuf,
}

/// A file as it stood when the run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Trace {
    /// Below the folder of the editions.
    path: PathBuf,
    size: u64,
    /// Nanoseconds since 1970.
    modified: u128,
}

impl Trace {
    pub(super) fn of(editions: &Path, path: &Path) -> Option<Self> {
        let about = std::fs::metadata(editions.join(path)).ok()?;
        let modified = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
        Some(Self { path: path.to_owned(), size: about.len(), modified })
    }

    pub(super) fn holds(&self, editions: &Path) -> bool {
        Self::of(editions, &self.path).as_ref() == Some(self)
    }
}

/// Where the record of a request is kept.
#[derive(Clone, Debug)]
pub struct RunRecord {
    editions: PathBuf,
    path: PathBuf,
}

impl RunRecord {
    /// Of a request, told by a text that is the same for the same request.
    pub fn new(editions: &Path, request: &str) -> Self {
        let name = format!("{}.json", &sha256(request.as_bytes())[..32]);
        Self { editions: editions.to_owned(), path: editions.join(FOLDER).join(name) }
    }

    /// The last run, if its record can be read.
    pub fn read(&self) -> Option<LastRun> {
        serde_json::from_slice(&std::fs::read(&self.path).ok()?).ok()
    }

    /// Keeps a run that wrote these files of an edition, its PDFs among them. A record that cannot be written costs the next
    /// run its time, nothing else.
    pub fn keep<'a>(
        &self,
        edition: &str,
        ingredients: Ingredients,
        warnings: String,
        documents: impl IntoIterator<Item = &'a str>,
        files: impl IntoIterator<Item = &'a str>,
    ) {
        let edition = Path::new(edition);
        let trace = |file: &str| Trace::of(&self.editions, &edition.join(file));
        let Some(files) = files.into_iter().map(trace).collect() else { return };
        let run = LastRun {
            ingredients,
            warnings,
            documents: documents.into_iter().map(|path| edition.join(path)).collect(),
            files,
            manifest: edition.join(manifest::FILE),
        };
        let text = serde_json::to_vec(&run).expect("plain structures serialise");
        write_atomically(&self.path, &text);
    }

    /// Why the files of the last run are not what a run from these ingredients would write, in words for operators; empty if
    /// they are.
    pub fn differences(&self, last: &LastRun, now: &Ingredients) -> Vec<String> {
        let mut reasons = Vec::new();
        for (name, hash) in now {
            match last.ingredients.get(name) {
                None => reasons.push(format!("{name} is new")),
                Some(old) if old != hash => reasons.push(format!("{name} has changed")),
                Some(_) => {}
            }
        }
        let gone = last.ingredients.keys().filter(|name| !now.contains_key(*name));
        reasons.extend(gone.map(|name| format!("{name} is gone")));
        let shown = |path: &Path| self.editions.join(path).display().to_string();
        let altered = last.files.iter().filter(|trace| !trace.holds(&self.editions));
        reasons.extend(altered.map(|t| format!("{} is not as it was written", shown(&t.path))));
        if !self.editions.join(&last.manifest).exists() {
            reasons.push(format!("{} is gone", shown(&last.manifest)));
        }
        reasons
    }
}

/// A text that a run leaves beside the editions for later ones, with what it was made from in its first line.
#[derive(Clone, Debug)]
pub struct Note {
    path: PathBuf,
    made_from: String,
}

impl Note {
    /// The note of this name; `made_from` is one line.
    pub fn new(editions: &Path, name: &str, made_from: String) -> Self {
        Self { path: editions.join(FOLDER).join(name), made_from }
    }

    /// What an earlier run left that was made from the same; none if it cannot be read.
    pub fn read(&self) -> Option<String> {
        let text = std::fs::read_to_string(&self.path).ok()?;
        let (made_from, rest) = text.split_once('\n')?;
        (made_from == self.made_from).then(|| rest.to_owned())
    }

    /// Leaves a text in the place of an earlier one.
    pub fn keep(&self, text: &str) {
        write_atomically(&self.path, format!("{}\n{text}", self.made_from).as_bytes());
    }
}

/// Writes a record whole or not at all; that it could not be written is nobody's fault.
pub(super) fn write_atomically(path: &Path, text: &[u8]) {
    let Some(folder) = path.parent() else { return };
    let kept = std::fs::create_dir_all(folder)
        .and_then(|()| tempfile::NamedTempFile::new_in(folder))
        .and_then(|file| std::fs::write(file.path(), text).map(|()| file));
    if let Ok(file) = kept {
        let _ = file.persist(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_inputs_or_files_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let record = RunRecord::new(folder.path(), "everything");
        assert!(record.read().is_none());
        let edition = folder.path().join("2021");
        std::fs::create_dir(&edition).unwrap();
        let file = edition.join("article.pdf");
        std::fs::write(&file, "pages").unwrap();
        let made = Ingredients::from([("trade.csv".into(), "a".into())]);
        std::fs::write(edition.join(manifest::FILE), "{}").unwrap();
        record.keep("2021", made.clone(), String::new(), ["article.pdf"], ["article.pdf"]);
        let last = record.read().unwrap();
        assert_eq!(last.documents, [Path::new("2021/article.pdf")]);
        assert_eq!(record.differences(&last, &made), Vec::<String>::new());
        let changed =
            Ingredients::from([("trade.csv".into(), "b".into()), ("x".into(), "".into())]);
        assert_eq!(record.differences(&last, &changed), ["trade.csv has changed", "x is new"]);
        assert_eq!(record.differences(&last, &Ingredients::new()), ["trade.csv is gone"]);
        // A copy of the folder is looked at where it stands, not where it came from.
        let copy = RunRecord::new(&folder.path().join("copy"), "everything");
        assert_eq!(copy.differences(&last, &made).len(), 2);
        std::fs::write(&file, "other pages").unwrap();
        assert!(
            record.differences(&last, &made)[0].ends_with("article.pdf is not as it was written")
        );
        std::fs::remove_file(edition.join(manifest::FILE)).unwrap();
        assert!(record.differences(&last, &made)[1].ends_with("manifest.json is gone"));
        // Another request has a record of its own; a torn one counts as none.
        assert!(RunRecord::new(folder.path(), "regions").read().is_none());
        std::fs::write(&record.path, "{").unwrap();
        assert!(record.read().is_none());
    }
}
