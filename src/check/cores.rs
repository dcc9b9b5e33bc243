//! Work on all cores, where there is enough of it.

use std::ops::Range;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many there are. To ask the system takes longer than to check a small document.
fn cores() -> usize {
    static CORES: LazyLock<usize> = LazyLock::new(|| std::thread::available_parallelism().map_or(1, usize::from));
    *CORES
}

/// Does so many things, `chunk` of them at a time; the answers in order. Each core begins with what
/// `begin` makes and takes chunks as long as there are any, so one that is busy elsewhere holds up
/// nobody.
pub fn on_all_cores<S, T: Send>(
    count: usize,
    chunk: usize,
    begin: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, Range<usize>) -> T + Sync,
) -> Vec<T> {
    let chunks = count.div_ceil(chunk.max(1));
    let range = |n: usize| n * chunk..((n + 1) * chunk).min(count);
    let cores = cores().min(chunks);
    if cores <= 1 {
        let mut state = begin();
        return (0..chunks).map(|n| work(&mut state, range(n))).collect();
    }
    let next = AtomicUsize::new(0);
    let take = || {
        let mut state = begin();
        let numbers = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)));
        let mine = numbers.take_while(|n| *n < chunks);
        mine.map(|n| (n, work(&mut state, range(n)))).collect::<Vec<_>>()
    };
    let mut all = std::thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(take)).collect();
        let mut all = take();
        for other in others {
            match other.join() {
                Ok(done) => all.extend(done),
                Err(fault) => std::panic::resume_unwind(fault),
            }
        }
        all
    });
    all.sort_unstable_by_key(|(n, _)| *n);
    all.into_iter().map(|(_, done)| done).collect()
}

/// Does two things, at the same time where that is worth a thread.
pub fn both<A, B: Send>(is_much: bool, one: impl FnOnce() -> A, other: impl FnOnce() -> B + Send) -> (A, B) {
    if !is_much || cores() == 1 {
        return (one(), other());
    }
    std::thread::scope(|scope| {
        let other = scope.spawn(other);
        let one = one();
        match other.join() {
            Ok(other) => (one, other),
            Err(fault) => std::panic::resume_unwind(fault),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_done_once_and_in_order() {
        for (count, chunk) in [(0, 4), (1, 4), (4, 4), (103, 4), (1000, 1)] {
            let done = on_all_cores(count, chunk, || (), |(), range| range.collect::<Vec<_>>());
            assert_eq!(done.concat(), (0..count).collect::<Vec<_>>(), "{count}/{chunk}");
        }
    }
}
