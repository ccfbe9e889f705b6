//! How long the stages of a run take: a table that a caller may ask for and that decides nothing.
//!
//! Stages read no clock. Whoever wants the table brings one, and without it [`Timings::time`] is the work alone.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

/// Time since any fixed moment.
type Clock = Box<dyn Fn() -> Duration + Send + Sync>;

/// A table of stages; safe to share between threads.
#[derive(Default)]
pub struct Timings {
    clock: Option<Clock>,
    rows: Mutex<Vec<Row>>,
    documents: Mutex<HashMap<String, Vec<Row>>>,
}

/// What a stage took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Name of the stage.
    pub stage: String,
    /// How often it ran.
    pub count: usize,
    /// Sum over these times, whichever threads they ran on.
    pub total: Duration,
}

impl Timings {
    /// No table: nothing is measured.
    pub fn off() -> Self {
        Self::default()
    }

    /// A table by this clock: the time since any fixed moment.
    pub fn new(clock: impl Fn() -> Duration + Send + Sync + 'static) -> Self {
        Self { clock: Some(Box::new(clock)), ..Self::default() }
    }

    /// Does the work, and adds its time to the stage's row.
    pub fn time<T>(&self, stage: &str, work: impl FnOnce() -> T) -> T {
        let Some(clock) = &self.clock else { return work() };
        let place = self.place(stage);
        let from = clock();
        let done = work();
        let took = clock().saturating_sub(from);
        let row = &mut self.locked()[place];
        row.count += 1;
        row.total += took;
        done
    }

    /// Does a part of the work on a document, and adds its time to the document's row of this name.
    pub fn time_of<T>(&self, document: &str, part: &str, work: impl FnOnce() -> T) -> T {
        let Some(clock) = &self.clock else { return work() };
        let from = clock();
        let done = work();
        let took = clock().saturating_sub(from);
        let mut documents =
            self.documents.lock().expect("no thread panics while it holds the rows");
        let rows = documents.entry(document.to_owned()).or_default();
        let place = place_in(rows, part);
        rows[place].count += 1;
        rows[place].total += took;
        done
    }

    /// The documents with the parts of the work on each; what took longest first.
    pub fn documents(&self) -> Vec<(String, Vec<Row>)> {
        let documents = self.documents.lock().expect("no thread panics while it holds the rows");
        let mut all: Vec<(String, Vec<Row>)> = documents.clone().into_iter().collect();
        let total = |rows: &[Row]| rows.iter().map(|row| row.total).sum::<Duration>();
        all.sort_by(|a, b| total(&b.1).cmp(&total(&a.1)).then_with(|| a.0.cmp(&b.0)));
        all
    }

    /// The stages, in the order in which they were first begun.
    pub fn rows(&self) -> Vec<Row> {
        self.locked().clone()
    }

    /// The place of a stage's row, which is new at its first beginning.
    fn place(&self, stage: &str) -> usize {
        place_in(&mut self.locked(), stage)
    }

    fn locked(&self) -> MutexGuard<'_, Vec<Row>> {
        self.rows.lock().expect("no thread panics while it holds the rows")
    }
}

/// The place of a row, which is new if there is none of this name.
fn place_in(rows: &mut Vec<Row>, stage: &str) -> usize {
    rows.iter().position(|row| row.stage == stage).unwrap_or_else(|| {
        rows.push(Row { stage: stage.to_owned(), count: 0, total: Duration::ZERO });
        rows.len() - 1
    })
}

impl std::fmt::Debug for Timings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Timings").field("on", &self.clock.is_some()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    /// A clock that goes on by a second each time it is read.
    fn ticking() -> Timings {
        let seconds = AtomicU64::new(0);
        Timings::new(move || Duration::from_secs(seconds.fetch_add(1, Ordering::Relaxed)))
    }

    #[test]
    fn rows_stand_in_the_order_of_their_beginning_and_add_up() {
        let timings = ticking();
        let value =
            timings.time("outer", || timings.time("inner", || 1) + timings.time("inner", || 2));
        assert_eq!(value, 3);
        let seconds = |stage: &str, count, seconds| Row {
            stage: stage.to_owned(),
            count,
            total: Duration::from_secs(seconds),
        };
        assert_eq!(timings.rows(), [seconds("outer", 1, 5), seconds("inner", 2, 2)]);
    }

    #[test]
    fn threads_share_a_row() {
        let timings = ticking();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| timings.time("work", || ()));
            }
        });
        let rows = timings.rows();
        assert_eq!((rows.len(), rows[0].count), (1, 4));
        assert!(rows[0].total >= Duration::from_secs(4));
    }

    #[test]
    fn documents_stand_by_what_they_took() {
        let timings = ticking();
        timings.time_of("a", "compose", || ());
        timings.time_of("b", "compose", || ());
        timings.time_of("b", "typeset", || ());
        let named = |(name, rows): (String, Vec<Row>)| (name, rows.len());
        let found: Vec<_> = timings.documents().into_iter().map(named).collect();
        assert_eq!(found, [("b".to_owned(), 2), ("a".to_owned(), 1)]);
        assert!(timings.rows().is_empty());
    }

    #[test]
    fn without_a_clock_there_is_no_table() {
        let timings = Timings::off();
        assert_eq!(timings.time("work", || 7), 7);
        assert!(timings.rows().is_empty());
    }
}
