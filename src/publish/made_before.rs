//! Documents that an earlier run made from the same.
//!
//! A record beside the editions keeps, for each document, hashes of the parts that decided its bytes and the traces of its
//! files. A document whose parts are the same, and whose files stand as they were written, need not be made again. The
//! record can be deleted at any time; one that cannot be read counts as empty.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::StagedFile;
use super::last_run::{FOLDER, Trace, write_atomically};

/// What decides the bytes of a document: names of parts, with hashes.
pub type Parts = BTreeMap<String, String>;

/// Differences of parts that a reason names; the rest is counted.
const NAMED: usize = 4;

/// A document that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Made {
    parts: Parts,
    files: Vec<Standing>,
}

/// A file of it, in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Standing {
    path: String,
    sha256: String,
    pages: Option<usize>,
    trace: Trace,
}

/// The documents of an edition that earlier runs made.
#[derive(Clone, Debug, Default)]
pub struct MadeBefore {
    record: PathBuf,
    editions: PathBuf,
    edition: String,
    documents: BTreeMap<String, Made>,
}

impl MadeBefore {
    /// The record of an edition in a folder of editions.
    pub fn read(editions: &Path, edition: &str) -> Self {
        let record = editions.join(FOLDER).join(format!("documents-{edition}.json"));
        let documents = Self::documents(&record);
        Self { record, editions: editions.to_owned(), edition: edition.to_owned(), documents }
    }

    /// The same edition, as if nothing of it had been made.
    pub fn forgotten(self) -> Self {
        Self { documents: BTreeMap::new(), ..self }
    }

    fn documents(record: &Path) -> BTreeMap<String, Made> {
        let text = std::fs::read(record).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// The files of a document that stand as they would be made from these parts.
    ///
    /// # Errors
    /// Why it has to be made, in words for operators.
    pub fn standing(&self, document: &str, parts: &Parts) -> Result<Vec<StagedFile>, String> {
        let Some(made) = self.documents.get(document) else { return Err("new".to_owned()) };
        if made.parts != *parts {
            return Err(difference(&made.parts, parts));
        }
        if let Some(file) = made.files.iter().find(|file| !file.trace.holds(&self.editions)) {
            return Err(format!("{} is not as it was written", file.path));
        }
        let files = made.files.iter().map(|file| StagedFile {
            path: file.path.clone(),
            sha256: file.sha256.clone(),
            pages: file.pages,
            at: None,
        });
        Ok(files.collect())
    }

    /// Keeps what a run has just published: documents with their parts and files. What another run kept in the meantime
    /// stays. A record that cannot be written costs the next run its time, nothing else.
    pub fn keep<'a>(&self, made: impl Iterator<Item = (&'a str, &'a Parts, &'a [StagedFile])>) {
        let mut documents = Self::documents(&self.record);
        for (document, parts, files) in made {
            let standing = files.iter().map(|file| {
                Some(Standing {
                    path: file.path.clone(),
                    sha256: file.sha256.clone(),
                    pages: file.pages,
                    trace: Trace::of(&self.editions, &Path::new(&self.edition).join(&file.path))?,
                })
            });
            if let Some(files) = standing.collect() {
                documents.insert(document.to_owned(), Made { parts: parts.clone(), files });
            }
        }
        let text = serde_json::to_vec(&documents).expect("plain structures serialise");
        write_atomically(&self.record, &text);
    }
}

/// Which parts are others.
fn difference(was: &Parts, is: &Parts) -> String {
    let mut names: Vec<&str> = is
        .iter()
        .filter(|(name, hash)| was.get(*name) != Some(hash))
        .map(|(name, _)| name.as_str())
        .collect();
    names.extend(was.keys().filter(|name| !is.contains_key(*name)).map(String::as_str));
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let named = names.join(", ");
    if more > 0 { format!("changed: {named} and {more} more") } else { format!("changed: {named}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(list: &[(&str, &str)]) -> Parts {
        list.iter().map(|(name, hash)| ((*name).to_owned(), (*hash).to_owned())).collect()
    }

    #[test]
    fn a_document_stands_while_parts_and_files_are_the_same() {
        let editions = tempfile::tempdir().unwrap();
        let folder = editions.path().join("2021");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("a.pdf"), "pages").unwrap();
        let file =
            StagedFile { path: "a.pdf".into(), sha256: "x".into(), pages: Some(2), at: None };
        let now = parts(&[("facts.csv", "1"), ("theme/page.typ", "2")]);
        let before = MadeBefore::read(editions.path(), "2021");
        assert_eq!(before.standing("a.pdf", &now), Err("new".to_owned()));
        before.keep([("a.pdf", &now, &[file.clone()][..])].into_iter());
        let before = MadeBefore::read(editions.path(), "2021");
        assert_eq!(before.standing("a.pdf", &now), Ok(vec![file]));
        let other = parts(&[("facts.csv", "3"), ("theme/page.typ", "2")]);
        assert_eq!(before.standing("a.pdf", &other), Err("changed: facts.csv".to_owned()));
        assert!(before.clone().forgotten().standing("a.pdf", &now).is_err());
        // A copy of the folder is looked at where it stands, not where it came from.
        let elsewhere = MadeBefore { editions: editions.path().join("copy"), ..before.clone() };
        assert!(elsewhere.standing("a.pdf", &now).is_err());
        std::fs::write(folder.join("a.pdf"), "other").unwrap();
        let found = before.standing("a.pdf", &now);
        assert_eq!(found, Err("a.pdf is not as it was written".to_owned()));
        std::fs::write(editions.path().join(".tradeprint/documents-2021.json"), "{").unwrap();
        let torn = MadeBefore::read(editions.path(), "2021");
        assert_eq!(torn.standing("a.pdf", &now), Err("new".to_owned()));
    }
}
