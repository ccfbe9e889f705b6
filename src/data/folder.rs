//! The door to the data folder: bytes in, text out, and what was read is remembered.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::diagnostics::{Code, Diagnostic, Faults, Location};

/// A file that was read, as the manifest lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// Name inside the data folder.
    pub name: String,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub sha256: String,
}

/// A file that was opened.
pub(super) struct Opened {
    /// How the list of inputs names it; none if it is not there.
    pub(super) input: Option<InputFile>,
    /// Its text, if it is one.
    pub(super) text: Option<String>,
}

/// A data folder and the list of what was read from it.
pub(super) struct Folder {
    root: PathBuf,
    /// Every file read so far, in order.
    pub(super) inputs: Vec<InputFile>,
}

impl Folder {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), inputs: Vec::new() }
    }

    /// The path of a file as diagnostics show it.
    pub(super) fn shown(&self, name: &str) -> String {
        self.root.join(name).display().to_string()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.root.join(name).is_file()
    }

    /// Whether a file is there and holds more than the header of a table. One without any line does not wait for rows: it is
    /// broken, and reading it says so.
    pub(super) fn filled(&self, name: &str) -> bool {
        let Ok(file) = std::fs::File::open(self.root.join(name)) else { return self.has(name) };
        let lines = BufReader::new(file).split(b'\n');
        // Lines that cannot be read are a fault of the reading.
        let blank = |line: &Vec<u8>| line.iter().all(u8::is_ascii_whitespace);
        lines.filter(|line| !line.as_ref().is_ok_and(blank)).take(2).count() != 1
    }

    /// The text of a file without byte order mark; a fault if it is missing or not UTF-8.
    pub(super) fn read(&mut self, name: &str, faults: &mut Faults) -> Option<String> {
        let opened = self.open(name, faults);
        self.take(opened)
    }

    /// Notes that a file was read, and gives its text.
    pub(super) fn take(&mut self, opened: Opened) -> Option<String> {
        self.inputs.extend(opened.input);
        opened.text
    }

    /// The same for a file that is noted later, so that files can be read side by side.
    pub(super) fn open(&self, name: &str, faults: &mut Faults) -> Opened {
        let shown = self.shown(name);
        let bytes = match std::fs::read(self.root.join(name)) {
            Ok(bytes) => bytes,
            Err(error) => {
                faults.push(
                    Diagnostic::error(Code::FileMissing, "a required file cannot be read")
                        .at(Location::file(shown))
                        .found(error.to_string())
                        .hint("docs/data-folder.md describes every file of a data folder"),
                );
                return Opened { input: None, text: None };
            }
        };
        let digest = Sha256::digest(&bytes);
        let input = InputFile {
            name: name.to_owned(),
            sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        };
        let text = match String::from_utf8(bytes) {
            Ok(text) => Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
            Err(error) => {
                faults.push(not_utf8(&shown, &error));
                None
            }
        };
        Opened { input: Some(input), text }
    }
}

fn not_utf8(shown: &str, error: &std::string::FromUtf8Error) -> Diagnostic {
    let bytes = error.as_bytes();
    let at = error.utf8_error().valid_up_to();
    let before = String::from_utf8_lossy(&bytes[..at]);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
    let (line, column) =
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX));
    Diagnostic::error(Code::NotUtf8, "the file is not UTF-8")
        .at(Location::at(shown, line, column))
        .found(format!("byte 0x{:02X}", bytes[at]))
        .allowed("UTF-8 with or without byte order mark")
        .hint("files saved by older programs are often Windows-1251 or CP866: save as UTF-8")
}
