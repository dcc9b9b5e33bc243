//! The bar on stderr while many files are checked. It is drawn only on a terminal, only after a
//! second, on one line however narrow that is, and gone at the end, also when that is Ctrl-C.

use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::cli::print;
use crate::text::{say, width};

/// What is over sooner needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// It is not drawn more often than that.
const PAUSE: Duration = Duration::from_millis(100);

/// How long the bar is where there is room.
const LONG: usize = 24;

/// Shorter than that it tells nothing, and only the numbers are shown.
const SHORT: usize = 6;

/// To the beginning of the line, and what stands there goes.
pub const ERASE: &str = "\r\u{1b}[K";

/// How far it is.
pub struct Progress<W: Write> {
    out: Option<W>,
    /// How wide the terminal is.
    columns: fn() -> usize,
    total: usize,
    done: usize,
    /// When it was drawn last; `None` before the first time.
    drawn: Option<Duration>,
    seen: Arc<Mutex<bool>>,
}

impl Progress<io::Stderr> {
    /// On stderr, where that is a terminal.
    pub fn on_stderr(total: usize) -> Self {
        let is_dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb" || term.is_empty());
        let out = io::stderr();
        let out = (out.is_terminal() && !is_dumb).then_some(out);
        Progress::new(out, || print::columns(io::stderr()), total)
    }
}

impl<W: Write> Progress<W> {
    /// Whether the bar is to be seen: who ends the program erases it ([`ERASE`]) and keeps the lock.
    pub fn seen(&self) -> Option<Arc<Mutex<bool>>> {
        self.out.is_some().then(|| Arc::clone(&self.seen))
    }

    fn new(out: Option<W>, columns: fn() -> usize, total: usize) -> Self {
        Progress { out, columns, total, done: 0, drawn: None, seen: Arc::default() }
    }

    /// One more is done, `elapsed` after the start.
    pub fn step(&mut self, elapsed: Duration) {
        self.done += 1;
        let Some(out) = &mut self.out else { return };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if elapsed < PATIENCE || (*seen && self.drawn.is_some_and(|drawn| elapsed < drawn + PAUSE)) {
            return;
        }
        write(out, &format!("{ERASE}{}", bar(self.done, self.total, (self.columns)())));
        (self.drawn, *seen) = (Some(elapsed), true);
    }

    /// Takes it off the screen, before something else is written there and at the end.
    pub fn clear(&mut self) {
        let Some(out) = &mut self.out else { return };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if std::mem::take(&mut *seen) {
            write(out, ERASE);
        }
    }
}

/// At the end of the line there is room for the `^C` that a terminal shows: it goes with the bar.
fn bar(done: usize, total: usize, columns: usize) -> String {
    let words = say::check::progress(done, total);
    let room = columns.saturating_sub(3);
    let long = room.saturating_sub(width::width(&words) + 3).min(LONG);
    if long < SHORT {
        return width::clip(&words, room).into_owned();
    }
    let filled = (long * done / total.max(1)).min(long);
    format!("[{}{}] {words}", "#".repeat(filled), "-".repeat(long - filled))
}

fn write(out: &mut impl Write, text: &str) {
    // nobody needs it so much that the check should end for it
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Time since the start.
pub fn clock() -> impl Fn() -> Duration {
    let start = Instant::now();
    move || start.elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_comes_after_a_second_and_goes_without_a_trace() {
        let mut bytes = Vec::new();
        let mut progress = Progress::new(Some(&mut bytes), || 80, 4);
        let at = Duration::from_millis;
        progress.step(at(400));
        progress.clear();
        progress.step(at(1_000));
        progress.step(at(1_050));
        progress.step(at(1_100));
        progress.clear();
        progress.clear();
        let shown = String::from_utf8(bytes).unwrap();
        let parts: Vec<&str> = shown.split(ERASE).collect();
        let bars = ["[############------------] 2/4 个文件", "[########################] 4/4 个文件"];
        assert_eq!(parts, ["", bars[0], bars[1], ""]);
    }

    #[test]
    fn it_fits_on_a_line_of_any_terminal() {
        for columns in 0..120 {
            for (done, total) in [(0, 1), (1, 1), (999, 4000), (123_456, 1_000_000)] {
                let bar = bar(done, total, columns);
                assert!(width::width(&bar) <= columns.saturating_sub(3), "{columns}: {bar}");
            }
        }
        assert_eq!(bar(2000, 4000, 40), "[#########---------] 2000/4000 个文件");
        assert_eq!(bar(2000, 4000, 26), "2000/4000 个文件");
    }

    #[test]
    fn where_nobody_looks_nothing_is_written() {
        let mut progress = Progress::new(None::<Vec<u8>>, || 80, 2);
        progress.step(Duration::from_secs(5));
        progress.clear();
        assert!(progress.out.is_none() && progress.drawn.is_none());
    }
}
