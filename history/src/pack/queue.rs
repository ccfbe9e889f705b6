//! Tasks on all cores. A task may give more tasks, which go before the others: what an archive unpacked to is worked off first.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

struct State<T> {
    stack: Vec<T>,
    running: usize,
}

/// Runs tasks in their order on so many threads; the results come in the order in which tasks ended.
pub(super) fn run<T: Send, R: Send>(
    threads: usize,
    mut tasks: Vec<T>,
    work: impl Fn(T, &mut Vec<T>) -> R + Sync,
) -> Vec<R> {
    tasks.reverse();
    let state = Mutex::new(State { stack: tasks, running: 0 });
    let changed = Condvar::new();
    let results = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                while let Some(task) = next(&state, &changed) {
                    let mut more = Vec::new();
                    let result = work(task, &mut more);
                    more.reverse();
                    let mut state = held(&state);
                    state.stack.append(&mut more);
                    state.running -= 1;
                    drop(state);
                    changed.notify_all();
                    held(&results).push(result);
                }
            });
        }
    });
    results.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// The next task; waits while others run that may give some.
fn next<T>(state: &Mutex<State<T>>, changed: &Condvar) -> Option<T> {
    let mut own = held(state);
    loop {
        if let Some(task) = own.stack.pop() {
            own.running += 1;
            return Some(task);
        }
        if own.running == 0 {
            return None;
        }
        own = changed.wait(own).unwrap_or_else(PoisonError::into_inner);
    }
}

/// A thread that panicked ends the program when the scope ends; until then the others go on.
pub(super) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
