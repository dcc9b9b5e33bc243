//! Keys, pastes and the end of the line: a thread waits for them at the terminal and sends events
//! into the channel that the signals take too (see `signals`); the main thread never waits for the
//! terminal itself.
//!
//! The input thread can be paused, so that an editor started in the terminal gets every key. When
//! the line breaks it says so once and ends; a thread that read on would never come back.

use std::io;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::stdin;
use signal_hook::consts::SIGTERM;

use super::keys::Decoder;
use super::signals::{Signals, WhenItEnds};
use super::tty;
use crate::app::event::{Ending, Event};

/// The threads, as the main thread sees them.
#[derive(Debug)]
pub(super) struct Input {
    events: Sender<Event>,
    /// Somebody else has the terminal.
    away: Arc<AtomicBool>,
    /// Written to, it interrupts the wait for a key.
    bell: UnixStream,
    /// What the input thread needs, until it runs.
    waiting: Option<(UnixStream, Sender<()>, Receiver<()>)>,
    /// The input thread has stopped reading.
    stopped: Receiver<()>,
    go_on: Sender<()>,
    signals: Arc<Signals>,
}

impl Input {
    /// Catches the signals. Keys are read only after [`Input::start`].
    pub fn prepare(events: Sender<Event>) -> io::Result<Input> {
        let away = Arc::new(AtomicBool::new(false));
        let signals = Arc::new(Signals::catch(events.clone(), away.clone())?);
        let (bell, wait) = UnixStream::pair()?;
        let (stopping, stopped) = channel();
        let (go_on, going_on) = channel();
        Ok(Input { events, away, bell, waiting: Some((wait, stopping, going_on)), stopped, go_on, signals })
    }

    /// Starts to read keys; `typed_ahead` was read already.
    pub fn start(&mut self, typed_ahead: Vec<u8>) {
        let Some((bell, stopping, going_on)) = self.waiting.take() else { return };
        let events = self.events.clone();
        let reader = Reader { events, bell, stopping, going_on };
        let spawned = thread::Builder::new().name("input".into()).spawn(move || reader.run(&typed_ahead));
        if spawned.is_err() {
            // without keys the program is of no use: it ends, the work made safe
            let _ = self.events.send(Event::End(Ending::Signal(SIGTERM)));
        }
    }

    /// Has `stop` stop the process, and comes back when it goes on.
    ///
    /// # Errors
    /// Those of `stop`, which must have stopped nothing then.
    pub fn while_stopped<E>(&self, stop: impl FnOnce() -> Result<(), E>) -> Result<(), E> {
        self.signals.until_continued(stop)
    }

    /// Reads no keys until the guard is dropped.
    pub fn pause(&self) -> Paused {
        self.away.store(true, Ordering::SeqCst);
        // a thread that has ended reads nothing either
        if io::Write::write_all(&mut &self.bell, b"!").is_ok() {
            let _ = self.stopped.recv();
        }
        Paused { away: self.away.clone(), signals: self.signals.clone(), go_on: self.go_on.clone() }
    }
}

/// While it lives no key is read.
#[must_use]
pub(super) struct Paused {
    away: Arc<AtomicBool>,
    signals: Arc<Signals>,
    go_on: Sender<()>,
}

impl Drop for Paused {
    fn drop(&mut self) {
        // Ctrl-C may just have ended the other program, and reached us as well
        self.signals.settle();
        self.away.store(false, Ordering::SeqCst);
        let _ = self.go_on.send(());
    }
}

/// The input thread.
struct Reader {
    events: Sender<Event>,
    bell: UnixStream,
    stopping: Sender<()>,
    going_on: Receiver<()>,
}

impl Reader {
    /// Until the line breaks, or nobody listens any more.
    fn run(self, typed_ahead: &[u8]) {
        let _end = WhenItEnds(self.events.clone());
        let mut decoder = Decoder::default();
        let mut events = decoder.feed(typed_ahead);
        let mut bytes = [0; 4096];
        loop {
            for event in events {
                if self.events.send(event).is_err() {
                    return;
                }
            }
            let patience = decoder.patience().and_then(|time| Timespec::try_from(time).ok());
            events = match self.wait(patience.as_ref()) {
                Ready::Nothing => decoder.settle(),
                Ready::Paused => {
                    if self.stopping.send(()).is_err() || self.going_on.recv().is_err() {
                        return;
                    }
                    decoder = Decoder::default();
                    Vec::new()
                }
                Ready::Input => match rustix::io::read(stdin(), &mut bytes) {
                    Ok(0) => return tty::break_line(),
                    Ok(length) => decoder.feed(&bytes[..length]),
                    Err(Errno::INTR | Errno::AGAIN) => Vec::new(),
                    Err(_) => return tty::break_line(),
                },
                Ready::HungUp => return tty::break_line(),
            };
        }
    }

    fn wait(&self, patience: Option<&Timespec>) -> Ready {
        let stdin = stdin();
        let mut fds = [
            PollFd::from_borrowed_fd(stdin, PollFlags::IN),
            PollFd::from_borrowed_fd(self.bell.as_fd(), PollFlags::IN),
        ];
        let ready = loop {
            match poll(&mut fds, patience) {
                Err(Errno::INTR) => {}
                other => break other,
            }
        };
        let [terminal, bell] = fds.map(|fd| fd.revents());
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        match ready {
            Ok(0) => Ready::Nothing,
            Err(_) => Ready::HungUp,
            Ok(_) if terminal.intersects(gone) => Ready::HungUp,
            Ok(_) if bell.contains(PollFlags::IN) => {
                let rung = rustix::io::read(&self.bell, &mut [0; 1]);
                if matches!(rung, Ok(1)) { Ready::Paused } else { Ready::HungUp }
            }
            Ok(_) => Ready::Input,
        }
    }
}

/// What the input thread was woken by.
enum Ready {
    Input,
    Paused,
    /// What began did not go on in time.
    Nothing,
    HungUp,
}
