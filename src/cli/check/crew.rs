//! Work on many things at once, with the results in the order of the things, whatever is done first.

use std::ops::ControlFlow;
use std::sync::mpsc::sync_channel;
use std::thread;

/// How many results of one worker may wait to be taken, so that not all of them are held at once.
const WAITING: usize = 4;

/// Does `work` for each of `things` on all cores and hands the results to `take`, in order, until
/// that wants no more.
///
/// Worker k of n does every n-th thing and has a short queue of its own; the results are taken from
/// the queues in turn.
pub fn in_order<T: Sync, R: Send>(
    things: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(&T, R) -> ControlFlow<()>,
) {
    let cores = thread::available_parallelism().map_or(1, usize::from).min(things.len());
    if cores < 2 {
        let _ = things.iter().try_for_each(|thing| take(thing, work(thing)));
        return;
    }
    thread::scope(|scope| {
        let work = &work;
        let queues: Vec<_> = (0..cores)
            .map(|worker| {
                let (sender, queue) = sync_channel(WAITING);
                scope.spawn(move || {
                    let own = things.iter().skip(worker).step_by(cores);
                    // nobody takes any more: nothing is left to do
                    own.map(work).try_for_each(|result| sender.send(result))
                });
                queue
            })
            .collect();
        for (thing, queue) in things.iter().zip(queues.iter().cycle()) {
            // a worker that broke tells why at the end of the scope
            let Ok(result) = queue.recv() else { break };
            if take(thing, result).is_break() {
                break;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn the_order_is_that_of_the_things() {
        for count in [0, 1, 2, 7, 1000] {
            let things: Vec<usize> = (0..count).collect();
            let mut taken = Vec::new();
            // the first ones take longest
            let work = |n: &usize| (0..(1000 - n) * 20).fold(*n, |sum, x| std::hint::black_box(sum ^ x ^ x));
            in_order(&things, work, |_, n| {
                taken.push(n);
                ControlFlow::Continue(())
            });
            assert_eq!(taken, things);
        }
    }

    #[test]
    fn it_ends_when_no_more_is_wanted() {
        let things: Vec<usize> = (0..100_000).collect();
        let (mut taken, begun) = (Vec::new(), AtomicUsize::new(0));
        let work = |n: &usize| {
            begun.fetch_add(1, Ordering::Relaxed);
            *n
        };
        in_order(&things, work, |_, n| {
            taken.push(n);
            if n < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        assert_eq!(taken, [0, 1, 2]);
        assert!(begun.into_inner() < things.len() / 2);
    }
}
