//! The bar on stderr while many files are checked. It is drawn only on a terminal, only after a
//! second, and gone at the end.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::text::{say, width};

/// What is over sooner needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// It is not drawn more often than that.
const PAUSE: Duration = Duration::from_millis(100);

const WIDTH: usize = 24;

/// How far it is.
pub struct Progress<W: Write> {
    out: Option<W>,
    total: usize,
    done: usize,
    /// When it was drawn last, and whether it is to be seen.
    drawn: Duration,
    seen: bool,
}

impl Progress<io::Stderr> {
    /// On stderr, where that is a terminal.
    pub fn on_stderr(total: usize) -> Self {
        let is_dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb" || term.is_empty());
        let out = io::stderr();
        Progress::new((out.is_terminal() && !is_dumb).then_some(out), total)
    }
}

impl<W: Write> Progress<W> {
    fn new(out: Option<W>, total: usize) -> Self {
        Progress { out, total, done: 0, drawn: Duration::ZERO, seen: false }
    }

    /// One more is done, `elapsed` after the start.
    pub fn step(&mut self, elapsed: Duration) {
        self.done += 1;
        if elapsed < PATIENCE || (self.seen && elapsed < self.drawn + PAUSE) {
            return;
        }
        let filled = WIDTH * self.done / self.total.max(1);
        let bar = format!("{}{}", "#".repeat(filled), "-".repeat(WIDTH - filled.min(WIDTH)));
        self.write(&format!("\r[{bar}] {}", say::check::progress(self.done, self.total)));
        (self.drawn, self.seen) = (elapsed, true);
    }

    /// Takes it off the screen, before something else is written there and at the end.
    pub fn clear(&mut self) {
        if self.seen {
            let length = WIDTH + 3 + width::width(&say::check::progress(self.total, self.total));
            self.write(&format!("\r{}\r", " ".repeat(length)));
            self.seen = false;
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(out) = &mut self.out {
            // nobody needs it so much that the check should end for it
            let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        }
    }
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
        let mut progress = Progress::new(Some(&mut bytes), 4);
        let at = Duration::from_millis;
        progress.step(at(400));
        progress.clear();
        progress.step(at(1_000));
        progress.step(at(1_050));
        progress.step(at(1_100));
        progress.clear();
        progress.clear();
        let shown = String::from_utf8(bytes).unwrap();
        let parts: Vec<&str> = shown.split('\r').collect();
        assert_eq!(parts.len(), 5, "{shown:?}");
        assert!(parts[1].starts_with("[############------------] 2/4"), "{shown:?}");
        assert!(parts[2].starts_with("[########################] 4/4"), "{shown:?}");
        assert!(parts[3].trim().is_empty() && width::width(parts[3]) >= width::width(parts[2]));
        assert_eq!(parts[4], "");
    }

    #[test]
    fn where_nobody_looks_nothing_is_written() {
        let mut progress = Progress::new(None::<Vec<u8>>, 2);
        progress.step(Duration::from_secs(5));
        progress.clear();
        assert!(progress.out.is_none());
    }
}
