//! Independent tasks on plain threads; their results keep their order, whatever the threads.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};

/// The results of tasks, in their order.
pub(super) fn in_parallel<T: Send>(
    threads: usize,
    tasks: usize,
    job: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let results: Vec<Mutex<Option<T>>> = (0..tasks).map(|_| Mutex::new(None)).collect();
    let work = || {
        loop {
            let task = next.fetch_add(1, Ordering::Relaxed);
            let Some(slot) = results.get(task) else { break };
            let result = job(task);
            *slot.lock().expect("no task panics while it holds the lock") = Some(result);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.clamp(1, tasks.max(1)) {
            scope.spawn(work);
        }
        work();
    });
    let done = |slot: Mutex<Option<T>>| slot.into_inner().ok().flatten();
    results.into_iter().map(|slot| done(slot).expect("every task is done")).collect()
}

/// Takes the results of tasks in their order, each as soon as its turn has come: while one is taken the next are made, and
/// few wait.
pub(super) fn in_turn<T: Send>(
    threads: usize,
    tasks: usize,
    job: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(T),
) {
    if threads < 2 || tasks < 2 {
        (0..tasks).for_each(|task| take(job(task)));
        return;
    }
    let (workers, job) = (threads.min(tasks), &job);
    std::thread::scope(|scope| {
        let line = |first: usize| {
            let (made, line) = sync_channel(1);
            scope.spawn(move || {
                // Nobody takes what comes after a panic.
                let _ = (first..tasks).step_by(workers).try_for_each(|task| made.send(job(task)));
            });
            line
        };
        let lines: Vec<Receiver<T>> = (0..workers).map(line).collect();
        for task in 0..tasks {
            // A thread that panicked has no result; the scope passes its panic on.
            let Ok(result) = lines[task % workers].recv() else { break };
            take(result);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_tasks_on_any_number_of_threads() {
        for threads in [1, 2, 3, 8] {
            for tasks in [0, 1, 7, 100] {
                let mut taken = Vec::new();
                in_turn(threads, tasks, |task| task * task, |square| taken.push(square));
                let wanted: Vec<usize> = (0..tasks).map(|task| task * task).collect();
                assert_eq!(taken, wanted);
                assert_eq!(in_parallel(threads, tasks, |task| task * task), wanted);
            }
        }
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn a_panic_of_a_task_is_passed_on() {
        in_turn(2, 100, |task| assert!(task < 50, "of the task"), |()| ());
    }
}
