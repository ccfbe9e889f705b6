//! What every measurement needs: programs, folders, how often.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::arguments::Arguments;
use crate::process::{self, Run, Runs};

/// The measurements' room.
pub(crate) struct Bench {
    pub(crate) arguments: Arguments,
    /// The program.
    pub(crate) program: PathBuf,
    /// This process's own program, for its parts.
    own: PathBuf,
    /// The root of the repository.
    pub(crate) root: PathBuf,
    /// The shipped data folder.
    pub(crate) data: PathBuf,
    scratch: PathBuf,
    _room: Option<tempfile::TempDir>,
}

/// What `build --timings-json` writes.
#[derive(Debug, Deserialize)]
pub(crate) struct Timings {
    pub(crate) stages: Vec<Stage>,
    pub(crate) documents: Vec<Document>,
}

/// Seconds of a stage on all threads.
#[derive(Debug, Deserialize)]
pub(crate) struct Stage {
    pub(crate) stage: String,
    pub(crate) seconds: f64,
}

/// Seconds of a document; one that stands has not been set.
#[derive(Debug, Deserialize)]
pub(crate) struct Document {
    pub(crate) seconds: f64,
    pub(crate) typeset: Option<f64>,
}

impl Bench {
    /// A room for these measurements.
    pub(crate) fn new(arguments: Arguments) -> Result<Self, String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).to_owned();
        let program = match &arguments.program {
            Some(program) => program.clone(),
            None => PathBuf::from(env!("CARGO_BIN_EXE_tradeprint")),
        };
        let (scratch, room) = match &arguments.scratch {
            Some(folder) => (folder.clone(), None),
            None => {
                let room = tempfile::tempdir().map_err(|error| error.to_string())?;
                (room.path().to_owned(), Some(room))
            }
        };
        std::fs::create_dir_all(&scratch).map_err(|error| error.to_string())?;
        Ok(Self {
            program,
            own: std::env::current_exe().map_err(|error| error.to_string())?,
            data: root.join("data/ru-cn"),
            root,
            scratch,
            arguments,
            _room: room,
        })
    }

    /// A folder of this name that is not there yet; what it held is removed.
    pub(crate) fn fresh(&self, name: &str) -> Result<PathBuf, String> {
        let folder = self.scratch.join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
        }
        Ok(folder)
    }

    /// A folder of this name, as it is.
    pub(crate) fn existing(&self, name: &str) -> PathBuf {
        self.scratch.join(name)
    }

    /// One run of a part of this program's work.
    pub(crate) fn part(&self, arguments: &[&str]) -> Result<(Run, String), String> {
        process::run(&self.own, arguments)
    }

    /// One build of a data folder into a folder.
    pub(crate) fn build(
        &self,
        program: &Path,
        data: &Path,
        out: &Path,
        more: &[&str],
    ) -> Result<Run, String> {
        let jobs = self.arguments.jobs.to_string();
        let mut arguments = vec!["build"];
        arguments.extend(more);
        let (data, out) = (text(data), text(out));
        arguments.extend(["--data", &data, "--out", &out, "--quiet", "--lang", "en"]);
        if !more.contains(&"--jobs") {
            arguments.extend(["--jobs", &jobs]);
        }
        Ok(process::run(program, &arguments)?.0)
    }

    /// Builds into a new folder, again and again; the last edition stays there.
    pub(crate) fn cold(
        &self,
        program: &Path,
        name: &str,
        more: &[&str],
        times: usize,
    ) -> Result<Runs, String> {
        let mut runs = Runs::default();
        for _ in 0..times.max(1) {
            let out = self.fresh(name)?;
            runs.0.push(self.build(program, &self.data, &out, more)?);
        }
        Ok(runs)
    }

    /// Says on the error stream what is being measured.
    pub(crate) fn say(&self, what: &str) {
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), "measuring {what}");
    }
}

/// What a build has noted.
pub(crate) fn timings(file: &Path) -> Result<Timings, String> {
    let text = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
}

/// A path as an argument.
pub(crate) fn text(path: &Path) -> String {
    path.display().to_string()
}
