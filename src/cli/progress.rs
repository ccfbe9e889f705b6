//! Progress on a terminal, plain lines elsewhere, nothing if the user asked for quiet.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{HumanBytes, HumanDuration, ProgressBar, ProgressState, ProgressStyle};

use crate::import::Step;

/// Imports of fewer bytes are done before lines about them are read.
const WORTH_LINES: u64 = 1 << 26;

/// How a run tells how far it is.
pub(super) struct Progress {
    bar: ProgressBar,
    shown: Shown,
    done: AtomicU64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// A bar with the time left.
    Bar,
    /// Every tenth part as a line.
    Lines,
    /// Nothing.
    Silent,
}

impl Progress {
    /// Of so many parts, told by a template of the bar.
    fn new(total: u64, quiet: bool, template: &str) -> Self {
        let shown = match (quiet, std::io::stderr().is_terminal()) {
            (true, _) => Shown::Silent,
            (false, true) => Shown::Bar,
            (false, false) => Shown::Lines,
        };
        let bar = match shown {
            Shown::Bar => ProgressBar::new(total),
            // It keeps the rate and draws nothing.
            Shown::Lines | Shown::Silent => {
                let bar = ProgressBar::hidden();
                bar.set_length(total);
                bar
            }
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.with_key("rate", rate));
        }
        Self { bar, shown, done: AtomicU64::new(0) }
    }

    /// For this many documents.
    pub(super) fn of_documents(total: usize, quiet: bool) -> Self {
        let total = u64::try_from(total).unwrap_or(u64::MAX);
        Self::new(total, quiet, "{bar:30} {pos}/{len} documents, {rate}, {eta} left  {wide_msg}")
    }

    /// For this many bytes.
    fn of_bytes(total: u64, quiet: bool) -> Self {
        let quiet = quiet || (total < WORTH_LINES && !std::io::stderr().is_terminal());
        Self::new(
            total,
            quiet,
            "{bar:30} {bytes}/{total_bytes}, {bytes_per_sec}, {eta} left, {wide_msg}",
        )
    }

    /// Goes on by so many parts; whether another tenth is full.
    fn advance(&self, parts: u64) -> bool {
        self.bar.inc(parts);
        let before = self.done.fetch_add(parts, Ordering::Relaxed);
        let (now, total) = (before + parts, self.bar.length().unwrap_or(0));
        let step = (total / 10).max(1);
        let full = now / step > before / step || (before < total && now >= total);
        full && self.shown == Shown::Lines
    }

    /// One document more.
    pub(super) fn done(&self, path: &str) {
        if self.shown == Shown::Bar {
            self.bar.set_message(path.to_owned());
        }
        if self.advance(1) {
            let (now, total) = (self.bar.position(), self.bar.length().unwrap_or(0));
            let _ = writeln!(std::io::stderr(), "{now}/{total} documents");
        }
    }

    /// The end of the work.
    pub(super) fn finish(&self) {
        if self.shown == Shown::Bar {
            self.bar.finish_and_clear();
        }
    }
}

/// Documents a second.
fn rate(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    // What is not written is missing on a line that lives for a moment.
    let _ = write!(out, "{:.1} a second", state.per_sec());
}

/// The progress of an import, known when it begins.
pub(super) struct ImportProgress {
    quiet: bool,
    progress: OnceLock<Progress>,
    files: AtomicU64,
    read: AtomicU64,
}

impl ImportProgress {
    pub(super) fn new(quiet: bool) -> Self {
        Self { quiet, progress: OnceLock::new(), files: AtomicU64::new(0), read: AtomicU64::new(0) }
    }

    /// Shows a step.
    pub(super) fn step(&self, step: Step<'_>) {
        if let Step::Start { bytes, files } = step {
            self.files.store(u64::try_from(files).unwrap_or(u64::MAX), Ordering::Relaxed);
            self.progress.get_or_init(|| Progress::of_bytes(bytes, self.quiet));
        }
        let Some(progress) = self.progress.get() else { return };
        match step {
            Step::Start { .. } => progress.bar.set_message(self.files_read()),
            Step::Bytes(bytes) => {
                // The last line comes with the last file.
                let full = progress.advance(bytes);
                if full && Some(progress.bar.position()) < progress.bar.length() {
                    self.line(&progress.bar);
                }
            }
            Step::Done(path) => {
                let read = self.read.fetch_add(1, Ordering::Relaxed) + 1;
                if progress.shown == Shown::Lines && read == self.files.load(Ordering::Relaxed) {
                    self.line(&progress.bar);
                }
                progress.bar.set_message(format!("{}  {}", self.files_read(), shown(path)));
            }
        }
    }

    fn files_read(&self) -> String {
        let [read, all] = [&self.read, &self.files].map(|count| count.load(Ordering::Relaxed));
        format!("{read}/{all} files")
    }

    fn line(&self, bar: &ProgressBar) {
        let (now, total) = (HumanBytes(bar.position()), HumanBytes(bar.length().unwrap_or(0)));
        let (files, left) = (self.files_read(), HumanDuration(bar.eta()));
        let seconds = bar.elapsed().as_secs_f64().max(0.001);
        // Bytes a second, without their fraction.
        let rate = HumanBytes((bar.position() as f64 / seconds) as u64);
        let _ =
            writeln!(std::io::stderr(), "{now} of {total} read, {files}, {rate}/s, {left} left");
    }

    /// The end of the reading.
    pub(super) fn finish(&self) {
        if let Some(progress) = self.progress.get() {
            progress.finish();
        }
    }
}

fn shown(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
