//! What tests share. Each test file uses a part of it.
#![allow(dead_code)]

pub mod documents;
pub mod editor;
pub mod fault;
pub mod pty;

use std::process::{Child, Command};
use std::sync::{PoisonError, RwLock};

/// A process that is being started holds for a moment what its parent holds, locked files too: while
/// that is so none is looked for.
pub static STARTING: RwLock<()> = RwLock::new(());

/// Starts `command`; when it comes back the child holds nothing of ours.
pub fn spawn(command: &mut Command) -> Child {
    let _starting = STARTING.write().unwrap_or_else(PoisonError::into_inner);
    let mut child = command.spawn().unwrap();
    // the parent goes on a moment before the child lets go; once that has arguments of its own it has
    let arguments = |process: &str| std::fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
    let (ours, process) = (arguments("self"), child.id().to_string());
    let started = || {
        let theirs = arguments(&process);
        !theirs.is_empty() && theirs != ours
    };
    while !started() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    child
}
pub mod shapes;
