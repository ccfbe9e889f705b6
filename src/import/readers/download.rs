//! A file as it was downloaded: hashed and counted on its way, so that it is read once.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

use sha2::{Digest, Sha256};

use super::{Opened, unreadable};

/// Who wants to know how many bytes more were read.
pub(in crate::import) type Count<'w> = &'w (dyn Fn(u64) + Sync);

/// How much is read at a time where nobody else wants the bytes.
const BLOCK: usize = 1 << 18;

/// The SHA-256 of a file while others read it.
pub(super) struct Tap<'w> {
    path: PathBuf,
    count: Count<'w>,
    hashed: Mutex<Hashed>,
}

struct Hashed {
    hash: Sha256,
    /// Bytes from the start that it holds.
    bytes: u64,
}

impl<'w> Tap<'w> {
    pub(super) fn new(path: &Path, count: Count<'w>) -> Self {
        let hashed = Mutex::new(Hashed { hash: Sha256::new(), bytes: 0 });
        Self { path: path.to_owned(), count, hashed }
    }

    fn hashed(&self) -> MutexGuard<'_, Hashed> {
        self.hashed.lock().expect("hashing does not panic")
    }

    /// Takes bytes that stand at a place of the file; those that were there before are passed over.
    fn take(&self, at: u64, bytes: &[u8]) {
        let mut hashed = self.hashed();
        let Ok(known) = usize::try_from(hashed.bytes.saturating_sub(at)) else { return };
        if at > hashed.bytes || known >= bytes.len() {
            return;
        }
        let new = &bytes[known..];
        hashed.hash.update(new);
        hashed.bytes += new.len() as u64;
        drop(hashed);
        (self.count)(new.len() as u64);
    }

    /// Opens the file for one reader.
    pub(super) fn open(&self) -> Opened<Tapped<'_, 'w>> {
        let file = File::open(&self.path).map_err(|error| self.fault(error))?;
        Ok(Tapped { file, at: 0, tap: self })
    }

    /// The hash of the whole file; reads what nobody has read. A pipe gives its bytes once: of it they are those that were read.
    pub(super) fn finish(&self) -> Opened<String> {
        let fault = |error| self.fault(error);
        let about = std::fs::metadata(&self.path).map_err(fault)?;
        let from = self.hashed().bytes;
        if about.is_file() && about.len() != from {
            let mut file = self.open()?;
            file.seek(SeekFrom::Start(from)).map_err(fault)?;
            let mut block = vec![0; BLOCK];
            while file.read(&mut block).map_err(fault)? > 0 {}
        }
        let hash = self.hashed().hash.clone().finalize();
        Ok(hash.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    fn fault(&self, error: std::io::Error) -> Box<crate::diagnostics::Diagnostic> {
        unreadable(&self.path.display().to_string(), error)
    }
}

/// A reader of a file that is hashed.
pub(super) struct Tapped<'t, 'w> {
    file: File,
    at: u64,
    tap: &'t Tap<'w>,
}

impl Read for Tapped<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(out)?;
        self.tap.take(self.at, &out[..read]);
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Tapped<'_, '_> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = self.file.seek(to)?;
        Ok(self.at)
    }
}

/// A file that each of its readers opens for itself, so that members of an archive are read side by side.
pub(in crate::import) struct Reopened<'w> {
    path: PathBuf,
    file: Option<File>,
    at: u64,
    count: Count<'w>,
}

impl<'w> Reopened<'w> {
    pub(super) fn new(path: &Path, count: Count<'w>) -> Self {
        Self { path: path.to_owned(), file: None, at: 0, count }
    }

    fn file(&mut self) -> std::io::Result<&mut File> {
        if self.file.is_none() {
            let mut file = File::open(&self.path)?;
            file.seek(SeekFrom::Start(self.at))?;
            self.file = Some(file);
        }
        Ok(self.file.as_mut().expect("opened above"))
    }
}

impl Clone for Reopened<'_> {
    fn clone(&self) -> Self {
        Self { path: self.path.clone(), file: None, at: self.at, count: self.count }
    }
}

impl Read for Reopened<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file()?.read(out)?;
        self.at += read as u64;
        (self.count)(read as u64);
        Ok(read)
    }
}

impl Seek for Reopened<'_> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = self.file()?.seek(to)?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn a_file_is_hashed_once_in_whatever_order_it_is_read() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let bytes: Vec<u8> = (0..700_000_u32).map(|n| (n % 251) as u8).collect();
        std::fs::write(file.path(), &bytes).unwrap();
        let whole: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        let counted = AtomicU64::new(0);
        let count = |more: u64| {
            counted.fetch_add(more, Ordering::Relaxed);
        };
        let tap = Tap::new(file.path(), &count);
        let mut reader = tap.open().unwrap();
        let mut part = vec![0; 1000];
        for at in [0, 500, 400_000, 0] {
            reader.seek(SeekFrom::Start(at)).unwrap();
            reader.read_exact(&mut part).unwrap();
            assert_eq!(part, bytes[at as usize..at as usize + 1000]);
        }
        assert_eq!(tap.finish().unwrap(), whole);
        assert_eq!(counted.load(Ordering::Relaxed), bytes.len() as u64);
    }
}
