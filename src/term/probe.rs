//! How wide the terminal draws `…` and its like, which Unicode leaves to the context and some
//! Chinese terminals draw two columns wide: one is printed, and the terminal asked where its cursor
//! is now. A terminal that does not answer costs [`PATIENCE`]; an answer that comes later is
//! swallowed with the keys.

use std::io::{self, Write};
use std::ops::Range;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::stdio::stdin;

use super::tty::{Tty, ignore_interrupt};

/// How long an answer is waited for.
pub const PATIENCE: Duration = Duration::from_millis(300);

/// What the terminal makes of characters of ambiguous width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ambiguous {
    /// One column, as they are laid out.
    Narrow,
    /// Two columns: borders and signs of ASCII are to be used instead.
    Wide,
    /// It did not say.
    Unknown,
}

/// `…` at the start of the line, then "where is the cursor?" (DSR 6).
const QUESTION: &str = "\r…\x1b[6n";

/// Asks the terminal, which must be in raw mode with nobody else reading. Gives what was typed
/// meanwhile too.
pub(super) fn ask() -> io::Result<(Ambiguous, Vec<u8>)> {
    Tty.write_all(QUESTION.as_bytes())?;
    let deadline = Instant::now() + PATIENCE;
    let mut bytes = Vec::new();
    loop {
        if let Some((answer, column)) = answer(&bytes) {
            bytes.drain(answer);
            return Ok((width(column), bytes));
        }
        let left = deadline.saturating_duration_since(Instant::now());
        let Some(left) = Timespec::try_from(left).ok().filter(|_| !left.is_zero()) else {
            return Ok((Ambiguous::Unknown, bytes));
        };
        let mut fds = [PollFd::from_borrowed_fd(stdin(), PollFlags::IN)];
        if ignore_interrupt(poll(&mut fds, Some(&left)))? > 0 {
            let mut more = [0; 256];
            let length = ignore_interrupt(rustix::io::read(stdin(), &mut more))?;
            if length == 0 {
                return Ok((Ambiguous::Unknown, bytes));
            }
            bytes.extend_from_slice(&more[..length]);
        }
    }
}

fn width(column: u16) -> Ambiguous {
    match column {
        2 => Ambiguous::Narrow,
        3 => Ambiguous::Wide,
        _ => Ambiguous::Unknown,
    }
}

/// Where `ESC [ row ; column R` stands in `bytes`, and the column.
fn answer(bytes: &[u8]) -> Option<(Range<usize>, u16)> {
    let starts = bytes.windows(2).enumerate().filter(|(_, two)| two == b"\x1b[").map(|(at, _)| at);
    starts.into_iter().find_map(|start| {
        let rest = &bytes[start + 2..];
        let end = rest.iter().position(|byte| !matches!(byte, b'0'..=b'9' | b';'))?;
        let (_, column) = std::str::from_utf8(&rest[..end]).ok()?.split_once(';')?;
        let column = column.parse().ok()?;
        (rest[end] == b'R').then_some((start..start + end + 3, column))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_is_found_among_keys() {
        assert_eq!(answer(b"a\x1b[A\x1b[1;3Rb"), Some((4..10, 3)));
        for none in ["", "\x1b[", "\x1b[1;", "\x1b[1;3", "\x1b[1;2A", "\x1b[R"] {
            assert_eq!(answer(none.as_bytes()), None, "{none:?}");
        }
        assert_eq!([1, 2, 3].map(width), [Ambiguous::Unknown, Ambiguous::Narrow, Ambiguous::Wide]);
    }
}
