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

    /// Adds those of what was read after it.
    pub(super) fn absorb(&mut self, later: Self) {
        for fault in later.faults {
            self.push(fault);
        }
        for (kind, count) in later.counts {
            // Those that were shown are counted by now.
            *self.counts.entry(kind).or_default() += count - count.min(SHOWN);
        }
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.faults.is_empty()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn books_of_two_files_are_the_book_of_both() {
        let fault = |number: usize, kind: &str| {
            Diagnostic::error(Code::ImportCell, kind).found(number.to_string())
        };
        for (first, second) in [(0, 3), (3, 4), (7, 0), (9, 9), (2, 20)] {
            let (mut one, mut a, mut b) =
                (FaultBook::default(), FaultBook::default(), FaultBook::default());
            for number in 0..first + second {
                let kind = ["a", "b"][number % 2];
                one.push(fault(number, kind));
                if number < first { &mut a } else { &mut b }.push(fault(number, kind));
            }
            a.absorb(b);
            let told =
                |book: FaultBook| book.finish().iter().map(Diagnostic::short).collect::<Vec<_>>();
            assert_eq!(told(a), told(one));
        }
    }
}
