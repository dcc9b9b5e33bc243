//! What the system tells the program: a thread waits for its signals and sends them as events.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use rustix::process::{Signal, getpid, kill_process};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals as Caught;

use super::tty;
use crate::app::event::{Ending, Event};

const CAUGHT: [i32; 7] = [SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];

/// The signal thread, as the main thread sees it.
#[derive(Debug)]
pub(super) struct Signals {
    /// The system said to go on, after a stop.
    continued: Mutex<Receiver<()>>,
}

impl Signals {
    /// Catches them from now on; what they mean is sent to `events`. While somebody else has the
    /// terminal (`away`) those that its keys send are not meant for us.
    pub fn catch(events: Sender<Event>, away: Arc<AtomicBool>) -> io::Result<Signals> {
        let caught = Caught::new(CAUGHT)?;
        let (continuing, continued) = channel();
        thread::Builder::new()
            .name("signals".into())
            .spawn(move || pass(caught, &events, &continuing, &away))?;
        Ok(Signals { continued: Mutex::new(continued) })
    }

    /// Does `act`, which makes a SIGCONT come, and waits until it has come. A stop may take hold a
    /// moment after it was asked for: only being told to go on shows that it is over.
    ///
    /// # Errors
    /// Those of `act`; it is then not waited for.
    pub fn until_continued<E>(&self, act: impl FnOnce() -> Result<(), E>) -> Result<(), E> {
        let continued = self.continued.lock().unwrap_or_else(PoisonError::into_inner);
        while continued.try_recv().is_ok() {}
        act()?;
        // an error means that nobody listens to signals any more
        let _ = continued.recv();
        Ok(())
    }

    /// Waits until every signal that was sent before has been dealt with: one more is sent after
    /// them, twice, because the thread looks for them in rounds.
    pub fn settle(&self) {
        for _ in 0..2 {
            let _ = self.until_continued(|| kill_process(getpid(), Signal::CONT));
        }
    }
}

fn pass(mut caught: Caught, events: &Sender<Event>, continuing: &Sender<()>, away: &AtomicBool) {
    let _end = WhenItEnds(events.clone());
    for signal in &mut caught {
        let away = away.load(Ordering::SeqCst);
        let event = match signal {
            // the line may well be there still: then the terminal is given back
            SIGHUP if !tty::is_hung_up() => Event::End(Ending::Signal(SIGHUP)),
            SIGHUP => {
                tty::break_line();
                Event::End(Ending::HangUp)
            }
            // meant for the program that has the terminal now
            SIGINT | SIGQUIT if away => continue,
            SIGTSTP if away => {
                let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
                continue;
            }
            SIGTSTP => Event::Stop,
            SIGCONT => {
                let _ = continuing.send(());
                // the system sends it after a hang-up too
                if away || tty::is_hung_up() {
                    continue;
                }
                Event::Resumed
            }
            SIGWINCH => Event::Resized,
            other => Event::End(Ending::Signal(other)),
        };
        if events.send(event).is_err() {
            return;
        }
    }
}

/// However a thread ends, a panic included, the program must not wait for what never comes.
pub(super) struct WhenItEnds(pub Sender<Event>);

impl Drop for WhenItEnds {
    fn drop(&mut self) {
        let _ = self.0.send(Event::End(Ending::HangUp));
    }
}
