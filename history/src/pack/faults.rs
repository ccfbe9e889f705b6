//! Faults of cells: the first of a kind in full, the others counted; the same on any number of threads.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Faults};

/// How many of a kind are shown.
const SHOWN: usize = 5;

/// The faults of a part, or of all parts in their order. A file with one wrong setting has millions, all alike.
#[derive(Default)]
pub(super) struct FaultBook {
    kinds: BTreeMap<(Code, &'static str), (Vec<Diagnostic>, u64)>,
}

impl FaultBook {
    /// Counts a fault; it is only made if it is shown.
    pub(super) fn push(
        &mut self,
        code: Code,
        message: &'static str,
        make: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        let (shown, count) = self.kinds.entry((code, message)).or_default();
        *count += 1;
        if shown.len() < SHOWN {
            shown.push(make(Diagnostic::error(code, message)));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Moves all places down by the lines that stand before a part.
    pub(super) fn shift(&mut self, lines: u64) {
        let lines = u32::try_from(lines).unwrap_or(u32::MAX);
        let shown = self.kinds.values_mut().flat_map(|(shown, _)| shown);
        for location in shown.filter_map(|fault| fault.location.as_mut()) {
            location.line = location.line.saturating_add(lines);
        }
    }

    /// Takes over what a later part has found.
    pub(super) fn append(&mut self, later: Self) {
        for (kind, (faults, count)) in later.kinds {
            let (shown, total) = self.kinds.entry(kind).or_default();
            *total += count;
            let free = SHOWN.saturating_sub(shown.len());
            shown.extend(faults.into_iter().take(free));
        }
    }

    /// All faults; what was not shown as a number.
    pub(super) fn finish(self) -> Faults {
        let mut all = Faults::new();
        let mut rest = Faults::new();
        for ((code, message), (shown, count)) in self.kinds {
            let more = count - u64::try_from(shown.len()).unwrap_or(0);
            shown.into_iter().for_each(|fault| all.push(fault));
            if more > 0 {
                rest.push(Diagnostic::error(code, format!("{message}: {more} more like it")));
            }
        }
        all.sort();
        all.append(rest);
        all
    }
}
