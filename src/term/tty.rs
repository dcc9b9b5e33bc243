//! Bytes to the terminal, and whether it is still there. Once the line is known to be broken
//! nothing more is written to it.

use std::io::{self, Write};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::stdio::{stdin, stdout};

/// The line is broken; it does not come back.
static BROKEN: AtomicBool = AtomicBool::new(false);

/// Writes to the terminal at standard output, unbuffered.
#[derive(Debug)]
pub struct Tty;

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if is_broken() {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        loop {
            match rustix::io::write(stdout(), bytes) {
                Err(Errno::INTR) => {}
                // somebody who shares the terminal may have made it non-blocking
                Err(Errno::AGAIN) => {
                    let mut fds = [PollFd::from_borrowed_fd(stdout(), PollFlags::OUT)];
                    ignore_interrupt(poll(&mut fds, None))?;
                }
                Err(error) => {
                    let error = io::Error::from(error);
                    if is_hang_up(&error) {
                        break_line();
                    }
                    return Err(error);
                }
                Ok(written) => return Ok(written),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether an error of drawing means that the line is broken.
pub fn is_hang_up(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe || error.raw_os_error() == Some(Errno::IO.raw_os_error())
}

/// The line is broken: from now on nothing is written.
pub(super) fn break_line() {
    BROKEN.store(true, Ordering::SeqCst);
}

pub(super) fn is_broken() -> bool {
    BROKEN.load(Ordering::SeqCst)
}

/// Whether nobody is at the other end of the line any more.
pub(super) fn is_hung_up() -> bool {
    let stdin = stdin();
    let mut fds = [PollFd::from_borrowed_fd(stdin, PollFlags::empty())];
    matches!(poll(&mut fds, Some(&rustix::event::Timespec::default())), Ok(1))
}

/// The size of the terminal; 80×24 where it does not know.
pub(super) fn size(fd: impl AsFd) -> Size {
    match rustix::termios::tcgetwinsize(fd) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size::new(size.ws_col, size.ws_row),
        _ => Size::new(80, 24),
    }
}

pub(super) fn ignore_interrupt<T: Default>(result: rustix::io::Result<T>) -> rustix::io::Result<T> {
    match result {
        Err(Errno::INTR) => Ok(T::default()),
        other => other,
    }
}
