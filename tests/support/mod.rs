//! What tests share. Each test file uses a part of it.
#![allow(dead_code)]

pub mod editor;
pub mod fault;
pub mod pty;

use std::process::{Child, Command};
use std::sync::{PoisonError, RwLock};

/// A process that is being started holds for a moment what its parent holds, locked files too: while
/// that is so none is looked for.
pub static STARTING: RwLock<()> = RwLock::new(());

/// Starts `command`.
pub fn spawn(command: &mut Command) -> Child {
    let _starting = STARTING.write().unwrap_or_else(PoisonError::into_inner);
    command.spawn().unwrap()
}
