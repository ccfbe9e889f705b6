//! What the finished files of an import gave, beside the tables until the import has succeeded: one that was stopped goes on from
//! there. A record says what it was made from: path, size and time of the file, the settings that tell how it is read, what the
//! folder knows of regions, products and groups, the program. It is written aside and renamed. One that does not fit, cannot be read
//! or is gone costs the next run its time, nothing else.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::folder::Folder;
use super::reading::Read;
use super::{ImportSettings, layout};

/// Folder of the records, inside the data folder.
const FOLDER: &str = ".import";

/// The records of an import.
pub(super) struct Kept {
    folder: PathBuf,
    /// What is the same for all files.
    common: String,
}

#[derive(Serialize)]
struct Record<'r> {
    key: &'r str,
    read: &'r Read,
}

#[derive(Deserialize)]
struct OldRecord {
    key: String,
    read: Read,
}

impl Kept {
    /// The records in a data folder that fit it and the settings.
    pub(super) fn new(folder: &Folder, settings: &ImportSettings) -> Self {
        // What is done with the sums of a file does not change them.
        let ImportSettings { format, records_of, direction, multiplier, decimal, years, .. } =
            settings;
        let built = std::env::current_exe()
            .and_then(std::fs::metadata)
            .and_then(|about| Ok((about.len(), about.modified()?)));
        let meaning = hash(&folder.meaning());
        let common = format!(
            "{} {built:?}\n{format:?} {records_of:?} {direction:?} {multiplier:?} {decimal:?} {years:?}\n{meaning}",
            env!("CARGO_PKG_VERSION"),
        );
        Self { folder: folder.root.join(FOLDER), common }
    }

    /// What tells a file, or a member of one, from all others as it stands now; `None` for what is no file.
    pub(super) fn key(&self, path: &Path, member: Option<&str>) -> Option<String> {
        let about = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
        let modified = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
        let whole = std::path::absolute(path).ok()?;
        let size = about.len();
        Some(format!("{path:?} {whole:?} {member:?} {size} {modified}\n{}", self.common))
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{}.json", &hash(key)[..32]))
    }

    /// What a stopped import has kept of a file.
    pub(super) fn read(&self, key: &str) -> Option<Read> {
        let record: OldRecord =
            serde_json::from_slice(&std::fs::read(self.path(key)).ok()?).ok()?;
        let known = |read: &Read| {
            read.portions.iter().all(|portion| layout::named(&portion.found.layout).is_some())
        };
        Some(record).filter(|record| record.key == key && known(&record.read)).map(|own| own.read)
    }

    /// Keeps what a file gave.
    pub(super) fn keep(&self, key: &str, read: &Read) {
        let Ok(text) = serde_json::to_vec(&Record { key, read }) else { return };
        let kept = std::fs::create_dir_all(&self.folder)
            .and_then(|()| tempfile::NamedTempFile::new_in(&self.folder))
            .and_then(|file| std::fs::write(file.path(), text).map(|()| file));
        if let Ok(file) = kept {
            let _ = file.persist(self.path(key));
        }
    }

    /// Removes all records: nobody needs them any more.
    pub(super) fn remove(&self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn hash(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Maps whose keys are no text, as lists.
pub(super) mod pairs {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(in crate::import) fn serialize<'m, S, M, K, V>(
        map: &'m M,
        serializer: S,
    ) -> Result<S::Ok, S::Error>
    where
        S: Serializer,
        &'m M: IntoIterator<Item = (&'m K, &'m V)>,
        K: Serialize + 'm,
        V: Serialize + 'm,
    {
        serializer.collect_seq(map)
    }

    pub(in crate::import) fn deserialize<'d, D, M, K, V>(deserializer: D) -> Result<M, D::Error>
    where
        D: Deserializer<'d>,
        M: FromIterator<(K, V)>,
        K: Deserialize<'d>,
        V: Deserialize<'d>,
    {
        Ok(Vec::<(K, V)>::deserialize(deserializer)?.into_iter().collect())
    }
}

/// Numbers to their last bit.
pub(super) mod bits {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(in crate::import) fn serialize<S: Serializer>(
        value: &f64,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(value.to_bits())
    }

    pub(in crate::import) fn deserialize<'d, D: Deserializer<'d>>(
        deserializer: D,
    ) -> Result<f64, D::Error> {
        u64::deserialize(deserializer).map(f64::from_bits)
    }
}
