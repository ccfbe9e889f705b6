//! Faults of an import: the first of a kind in full, the others counted.

use std::collections::BTreeMap;

use crate::diagnostics::{Code, Diagnostic, Faults};

/// How many of a kind are shown.
const SHOWN: usize = 5;

/// Collects faults. A file of millions of rows with one wrong setting has millions of them, all alike.
#[derive(Default)]
pub(super) struct FaultBook {
    faults: Faults,
    counts: BTreeMap<(Code, String), usize>,
}

impl FaultBook {
    pub(super) fn push(&mut self, fault: Diagnostic) {
        let count = self.counts.entry((fault.code, fault.message.clone())).or_default();
        *count += 1;
        if *count <= SHOWN {
            self.faults.push(fault);
        }
    }

    /// All faults; what was not shown as a number.
    pub(super) fn finish(self) -> Faults {
        let mut faults = self.faults;
        for ((code, message), count) in self.counts {
            if count > SHOWN {
                let more = count - SHOWN;
                let severity = faults.iter().find(|f| f.code == code).map(|f| f.severity);
                let mut rest = Diagnostic::error(code, format!("{message}: {more} more like it"));
                rest.severity = severity.unwrap_or(rest.severity);
                faults.push(rest);
            }
        }
        faults
    }
}
