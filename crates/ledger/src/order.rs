//! Many inputs on many threads, their results in the order of the inputs.

use std::ops::ControlFlow;

use rayon::prelude::*;

/// Inputs that are in work or wait for their turn, for each thread: what bounds memory.
const CHUNK_PER_THREAD: usize = 8;

/// Runs `work` on every input on `threads` threads and hands the results to `emit` in the order of the inputs, from
/// the first on while later ones are still to do. Stops early when `emit` says so. What `emit` sees does not depend
/// on the number of threads.
///
/// ```
/// use std::ops::ControlFlow;
/// let mut squares = Vec::new();
/// sayso_ledger::order::map(1..=5, 4, |n| n * n, |n| {
///     squares.push(n);
///     ControlFlow::Continue(())
/// });
/// assert_eq!(squares, [1, 4, 9, 16, 25]);
/// ```
pub fn map<I: Send, T: Send>(
    inputs: impl IntoIterator<Item = I>,
    threads: usize,
    work: impl Fn(I) -> T + Sync,
    mut emit: impl FnMut(T) -> ControlFlow<()>,
) {
    let mut inputs = inputs.into_iter();
    let pool =
        (threads > 1).then(|| rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok()).flatten();
    let Some(pool) = pool else {
        let _ = inputs.try_for_each(|input| emit(work(input)));
        return;
    };
    // The first chunk is small, so that the first result is out soon.
    let mut length = threads;
    loop {
        let chunk: Vec<I> = inputs.by_ref().take(length).collect();
        if chunk.is_empty() {
            return;
        }
        let results: Vec<T> = pool.install(|| chunk.into_par_iter().with_max_len(1).map(&work).collect());
        if results.into_iter().try_for_each(&mut emit).is_break() {
            return;
        }
        length = threads * CHUNK_PER_THREAD;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collect(threads: usize, stop_after: usize) -> Vec<usize> {
        let mut seen = Vec::new();
        map(
            0..100usize,
            threads,
            |n| {
                // Later inputs are done sooner.
                std::thread::sleep(std::time::Duration::from_micros(100 - n as u64));
                n
            },
            |n| {
                seen.push(n);
                if seen.len() < stop_after { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            },
        );
        seen
    }

    #[test]
    fn results_keep_their_order_on_any_number_of_threads() {
        let all: Vec<usize> = (0..100).collect();
        for threads in [0, 1, 2, 7] {
            assert_eq!(collect(threads, usize::MAX), all);
            assert_eq!(collect(threads, 10), all[..10]);
        }
    }
}
