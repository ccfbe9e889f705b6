//! Progress on a terminal, plain lines elsewhere, nothing if the user asked for quiet.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

/// How a run tells how far it is.
pub(super) enum Progress {
    /// A bar with the time left.
    Bar(ProgressBar),
    /// Every tenth part as a line.
    Lines {
        /// Documents done.
        done: AtomicUsize,
        /// Documents in all.
        total: usize,
    },
    /// Nothing.
    Silent,
}

impl Progress {
    /// For this many documents.
    pub(super) fn new(total: usize, quiet: bool) -> Self {
        if quiet {
            return Self::Silent;
        }
        if !std::io::stderr().is_terminal() {
            return Self::Lines { done: AtomicUsize::new(0), total };
        }
        let bar = ProgressBar::new(u64::try_from(total).unwrap_or(u64::MAX));
        let style = ProgressStyle::with_template(
            "{bar:30} {pos}/{len} documents, {rate}, {eta} left  {wide_msg}",
        );
        if let Ok(style) = style {
            bar.set_style(style.with_key("rate", rate));
        }
        Self::Bar(bar)
    }

    /// One document more.
    pub(super) fn done(&self, path: &str) {
        match self {
            Self::Bar(bar) => {
                bar.set_message(path.to_owned());
                bar.inc(1);
            }
            Self::Lines { done, total } => {
                let now = done.fetch_add(1, Ordering::Relaxed) + 1;
                let step = (total / 10).max(1);
                if now.is_multiple_of(step) || now == *total {
                    let _ = writeln!(std::io::stderr(), "{now}/{total} documents");
                }
            }
            Self::Silent => {}
        }
    }

    /// The end of the work.
    pub(super) fn finish(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

/// Documents a second.
fn rate(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    // What is not written is missing on a line that lives for a moment.
    let _ = write!(out, "{:.1} a second", state.per_sec());
}
