//! Data folders for tests: copies of the synthetic folder that a test may edit, and loading them.

use std::path::{Path, PathBuf};

use tradeprint::analysis::{Analysis, analyse};
use tradeprint::data::Dataset;
use tradeprint::diagnostics::Faults;
use tradeprint::facts::{Fact, FactTable};

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The shipped data folder.
pub(crate) fn shipped() -> PathBuf {
    root().join("data/ru-cn")
}

/// A data folder that goes away with its value.
pub(crate) struct Folder {
    dir: tempfile::TempDir,
}

impl Folder {
    /// Without files.
    pub(crate) fn empty() -> Self {
        Self { dir: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A copy of another folder, files only.
    pub(crate) fn copy_of(other: &Path) -> Self {
        let folder = Self::empty();
        for entry in std::fs::read_dir(other).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                let name = path.file_name().expect("a name");
                std::fs::copy(&path, folder.path().join(name)).expect("copied");
            }
        }
        folder
    }

    /// A copy of `tests/fixtures/tiny`.
    pub(crate) fn tiny() -> Self {
        Self::copy_of(&root().join("tests/fixtures/tiny"))
    }

    /// Its path.
    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// The text of a file.
    pub(crate) fn text(&self, file: &str) -> String {
        std::fs::read_to_string(self.path().join(file)).expect("a readable file")
    }

    /// Writes a file.
    pub(crate) fn write(&self, file: &str, bytes: impl AsRef<[u8]>) -> &Self {
        std::fs::write(self.path().join(file), bytes).expect("writes");
        self
    }

    /// Replaces a text that occurs once in a file.
    pub(crate) fn edit(&self, file: &str, from: &str, to: &str) -> &Self {
        let text = self.text(file);
        assert_eq!(text.matches(from).count(), 1, "`{from}` in {file}");
        self.write(file, text.replacen(from, to, 1))
    }

    /// Adds lines at the end of a file.
    pub(crate) fn append(&self, file: &str, lines: &str) -> &Self {
        self.write(file, self.text(file) + lines)
    }

    /// Removes a file.
    pub(crate) fn remove(&self, file: &str) -> &Self {
        std::fs::remove_file(self.path().join(file)).expect("removes");
        self
    }

    /// Writes `datapackage.json` so that it describes the tables that are there.
    pub(crate) fn describe(&self) -> &Self {
        let mut names: Vec<String> = std::fs::read_dir(self.path())
            .expect("readable")
            .map(|entry| entry.expect("readable").file_name().into_string().expect("UTF-8"))
            .filter(|name| name.ends_with(".csv"))
            .collect();
        names.sort();
        let resources: Vec<serde_json::Value> = names
            .iter()
            .map(|name| {
                let text = self.text(name);
                let header = text.lines().next().unwrap_or_default();
                let fields: Vec<_> =
                    header.split(',').map(|field| serde_json::json!({ "name": field })).collect();
                serde_json::json!({ "path": name, "schema": { "fields": fields } })
            })
            .collect();
        self.write("datapackage.json", serde_json::json!({ "resources": resources }).to_string())
    }

    /// Loads it.
    pub(crate) fn load(&self) -> Result<(Dataset, Faults), Faults> {
        Dataset::load(self.path())
    }

    /// Loads and analyses it.
    pub(crate) fn analysis(&self) -> Analysis {
        analysis(self.path())
    }
}

/// Loads and analyses a folder that has no errors.
pub(crate) fn analysis(path: &Path) -> Analysis {
    let (data, _) = Dataset::load(path).unwrap_or_else(|faults| panic!("{}", listed(&faults)));
    analyse(&data).unwrap_or_else(|faults| panic!("{}", listed(&faults)))
}

/// Faults, one a line.
pub(crate) fn listed(faults: &Faults) -> String {
    faults.iter().map(|fault| fault.short() + "\n").collect()
}

/// The fact of an id, if it exists.
pub(crate) fn find<'a>(facts: &'a FactTable, id: &str) -> Option<&'a Fact> {
    facts.get(&facts.names().key(id)?)
}

/// The fact of an id.
pub(crate) fn fact<'a>(facts: &'a FactTable, id: &str) -> &'a Fact {
    find(facts, id).unwrap_or_else(|| panic!("no fact {id}"))
}

/// The value of a fact.
pub(crate) fn value(facts: &FactTable, id: &str) -> f64 {
    fact(facts, id).value
}

/// Whether two numbers agree to a relative tolerance, or both are within it of zero at this scale.
pub(crate) fn near(a: f64, b: f64, tolerance: f64, scale: f64) -> bool {
    (a - b).abs() <= tolerance * a.abs().max(b.abs()).max(scale)
}
