//! Work on all cores, where there is enough of it.

use std::slice::ChunksMut;
use std::sync::{Mutex, PoisonError};

/// Does `work` on each item, of which it is told the position. Each core begins with what `begin`
/// makes and takes a chunk after the other as long as there are any, so one that is busy elsewhere
/// holds up nobody. A single chunk is done here.
pub fn on_all_cores<T: Send, S>(
    items: &mut [T],
    chunk: usize,
    begin: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize, &mut T) + Sync,
) {
    let others = match items.len().div_ceil(chunk.max(1)) {
        0 | 1 => 0,
        chunks => rayon::current_num_threads().min(chunks) - 1,
    };
    let chunks = Mutex::new(Chunks { from: 0, rest: items.chunks_mut(chunk.max(1)) });
    // the chunks are free again before the work on one begins
    let next = || chunks.lock().unwrap_or_else(PoisonError::into_inner).next();
    let take = || {
        let mut state = begin();
        while let Some((from, items)) = next() {
            for (at, item) in (from..).zip(items) {
                work(&mut state, at, item);
            }
        }
    };
    if others == 0 {
        return take();
    }
    rayon::in_place_scope(|scope| {
        (0..others).for_each(|_| scope.spawn(|_| take()));
        take();
    });
}

/// Chunks of items, each with the position of its first.
struct Chunks<'a, T> {
    from: usize,
    rest: ChunksMut<'a, T>,
}

impl<'a, T> Iterator for Chunks<'a, T> {
    type Item = (usize, &'a mut [T]);

    fn next(&mut self) -> Option<Self::Item> {
        let items = self.rest.next()?;
        let from = self.from;
        self.from += items.len();
        Some((from, items))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use super::*;

    #[test]
    fn everything_is_done_once() {
        for (count, chunk) in [(0, 4), (1, 4), (4, 4), (103, 4), (1000, 1), (3, 0)] {
            let mut items = vec![0; count];
            on_all_cores(&mut items, chunk, || (), |(), at, item| *item += at + 1);
            assert_eq!(items, (1..=count).collect::<Vec<_>>(), "{count}/{chunk}");
        }
    }

    #[test]
    #[should_panic(expected = "a fault")]
    fn a_fault_of_another_thread_is_not_passed_over() {
        // both items are taken before either is done, so each by a thread of its own
        let cores = rayon::current_num_threads().min(2);
        let both = Barrier::new(cores);
        let here = std::thread::current().id();
        on_all_cores(
            &mut [0; 2],
            1,
            || (),
            |(), _, _| {
                both.wait();
                assert!(cores == 2 && std::thread::current().id() == here, "a fault");
            },
        );
    }
}
