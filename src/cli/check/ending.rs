//! A signal ends the program in the middle of many files, as Ctrl-C does: the bar goes off the screen,
//! and what is being saved is saved first, so that no half-made file is left in the folder. Or it
//! stops it, as Ctrl-Z does: then the bar goes, too, and comes back when the program goes on.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::progress::ERASE;

/// Shared by those who save; the one who ends the program has it alone.
static SAVING: RwLock<()> = RwLock::new(());

/// Saves; the program does not end meanwhile, if signals are caught.
pub fn saving<T>(save: impl FnOnce() -> T) -> T {
    let _saving = SAVING.read().unwrap_or_else(PoisonError::into_inner);
    save()
}

/// From now on signals that end the program wait for saves, and they and the one that stops it erase
/// the bar where it is `seen`. Where they cannot be caught they do what they ever do.
pub fn catch(seen: Option<Arc<Mutex<bool>>>) {
    let ending = [SIGINT, SIGTERM, SIGHUP, SIGTSTP].into_iter().filter(|signal| !is_ignored(*signal));
    let Ok(mut caught) = Signals::new(ending) else { return };
    thread::spawn(move || {
        for signal in caught.forever() {
            // both held to the end, or the stop: no other save begins, and the bar is not drawn again
            let _alone = (signal != SIGTSTP).then(|| SAVING.write().unwrap_or_else(PoisonError::into_inner));
            let mut seen = seen.as_ref().map(|seen| seen.lock().unwrap_or_else(PoisonError::into_inner));
            if seen.as_mut().is_some_and(|seen| std::mem::take(&mut **seen)) {
                // whoever looked may be gone
                let _ = io::stderr().write_all(ERASE.as_bytes());
            }
            let _ = emulate_default_handler(signal);
        }
    });
}

/// Whether the one who started the program wants it to go on in spite of the signal, as `nohup` does,
/// and a shell for what a script runs in the background.
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let set = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let set = set.and_then(|set| u64::from_str_radix(set.trim(), 16).ok()).unwrap_or(0);
    set >> (signal - 1) & 1 == 1
}
