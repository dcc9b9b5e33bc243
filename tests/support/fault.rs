//! A disk that fails. What one test makes fail, no other one running beside it sees.

use std::cell::Cell;
use std::io::ErrorKind;

use jixiao::store::disk;

thread_local! {
    /// How many steps on the disk still succeed, and how the next one fails.
    static FAULT: Cell<Option<(usize, ErrorKind)>> = const { Cell::new(None) };
}

/// Does `act`, whose step of that number on the disk (see [`disk::Step`]) fails, counted from 0;
/// gives what came of it, and whether a step failed.
pub fn with_fault<T>(number: usize, kind: ErrorKind, act: impl FnOnce() -> T) -> (T, bool) {
    disk::witness(|_, _| match FAULT.get() {
        Some((0, kind)) => {
            FAULT.set(None);
            Err(kind.into())
        }
        Some((left, kind)) => {
            FAULT.set(Some((left - 1, kind)));
            Ok(())
        }
        None => Ok(()),
    });
    FAULT.set(Some((number, kind)));
    let came = act();
    (came, FAULT.take().is_none())
}
