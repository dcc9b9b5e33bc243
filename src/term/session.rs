//! The time that the program has the terminal: raw mode, a screen of its own, and the exact way
//! back, whichever way it ends. What is undone and how often is kept in one place, [`HELD`], so
//! that a panic, a signal and the ordinary end can all ask for it.

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::Sender;
use std::sync::{Mutex, Once, PoisonError};

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::style::{Attribute, SetAttribute};
use crossterm::terminal::{EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen};
use ratatui::Frame;
use ratatui::layout::Size;
use rustix::process::{Signal, kill_current_process_group};
use rustix::stdio::{stdin, stdout};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use super::clipboard::{self, Copied};
use super::input::Input;
use super::probe::{self, Ambiguous};
use super::screen::{Drawn, Screen};
use super::tty::{self, Tty};
use crate::app::event::Event;
use crate::text::say;

/// What the terminal is told when the program takes it: the other screen, so that what stood on this
/// one comes back at the end; pastes told from what is typed; no caret until a frame places it.
fn on_entering(out: &mut Vec<u8>) -> io::Result<()> {
    queue!(out, EnterAlternateScreen, EnableBracketedPaste, Hide)
}

/// And when it gives it back: the same backwards, and first whatever a frame or the mouse may have
/// left.
fn on_leaving(out: &mut Vec<u8>) -> io::Result<()> {
    out.extend_from_slice(MOUSE_OFF);
    queue!(
        out,
        EndSynchronizedUpdate,
        SetAttribute(Attribute::Reset),
        Show,
        DisableBracketedPaste,
        LeaveAlternateScreen
    )
}

/// Clicks and the wheel are reported, as numbers (SGR). crossterm's own command would have every
/// movement reported too, which is nothing for a slow line.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// Tells the terminal what `say` queues, in one write.
fn tell(say: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> io::Result<()> {
    let mut bytes = Vec::new();
    say(&mut bytes)?;
    Tty.write_all(&bytes)
}

/// The terminal's settings from before, while the program has it.
static HELD: Mutex<Option<Termios>> = Mutex::new(None);

/// Why the program does not start on this terminal.
#[derive(Debug)]
pub enum Refused {
    /// `TERM` is empty or `dumb`: the terminal understands no commands.
    Dumb,
    /// Standard input is no terminal.
    Input,
    /// Standard output is no terminal.
    Output,
    /// The terminal could not be set up.
    Failed(io::Error),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Dumb => f.write_str(say::TERM_DUMB),
            Refused::Input => f.write_str(say::TERM_NO_INPUT),
            Refused::Output => f.write_str(say::TERM_NO_OUTPUT),
            Refused::Failed(error) => f.write_str(&say::term_failed(&error.to_string())),
        }
    }
}

impl std::error::Error for Refused {}

/// Holds the terminal; dropping it gives the terminal back.
#[derive(Debug)]
pub struct Session {
    screen: Screen<Tty>,
    input: Input,
    ambiguous: Ambiguous,
    mouse: bool,
}

impl Session {
    /// Takes the terminal; from now on what happens at it is sent to `events`. To be called on the
    /// main thread, once. With `ask_width` the terminal is asked how wide it draws `…` and the like,
    /// which takes up to [`probe::PATIENCE`] where it does not answer.
    ///
    /// # Errors
    /// When there is no terminal that can show the editor; nothing was written then.
    pub fn open(events: Sender<Event>, ask_width: bool) -> Result<Session, Refused> {
        if std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb") {
            return Err(Refused::Dumb);
        }
        if !io::stdin().is_terminal() {
            return Err(Refused::Input);
        }
        if !io::stdout().is_terminal() {
            return Err(Refused::Output);
        }
        // before the terminal changes: a signal that comes now must find somebody who gives it back
        let input = Input::prepare(events).map_err(Refused::Failed)?;
        leave_on_panic();
        enter().map_err(Refused::Failed)?;
        let colours = std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty());
        let screen = Screen::new(Tty, tty::size(stdout()), colours);
        let mut session = Session { screen, input, ambiguous: Ambiguous::Unknown, mouse: false };
        let mut typed_ahead = Vec::new();
        if ask_width {
            (session.ambiguous, typed_ahead) = probe::ask().map_err(Refused::Failed)?;
        }
        session.input.start(typed_ahead);
        Ok(session)
    }

    /// Draws a frame; see [`Screen::draw`].
    ///
    /// # Errors
    /// When the terminal cannot be written to; that it hung up is told by [`super::is_hang_up`],
    /// and nothing is written to it any more.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<Drawn> {
        self.screen.resize(self.size());
        self.screen.draw(render)
    }

    /// How large the terminal is now.
    pub fn size(&self) -> Size {
        tty::size(stdout())
    }

    /// How wide the terminal draws characters whose width depends on the context.
    pub fn ambiguous(&self) -> Ambiguous {
        self.ambiguous
    }

    /// Draws everything with the next frame, whatever is on the screen (Ctrl-L).
    pub fn repaint(&mut self) {
        self.screen.clear();
    }

    /// Gives the terminal back and stops, together with what it was started by, until the shell
    /// says to go on; then takes it again. [`Event::Resumed`] follows.
    ///
    /// # Errors
    /// When nobody could say to go on, or the terminal cannot be taken again.
    pub fn suspend(&mut self) -> io::Result<()> {
        if !somebody_can_resume() {
            return Err(io::Error::new(io::ErrorKind::Unsupported, say::TERM_CANNOT_STOP));
        }
        leave();
        // the whole group, so that a script around us stops too and the shell notices
        let stopped = self.input.while_stopped(|| kill_current_process_group(Signal::STOP));
        self.resume()?;
        Ok(stopped?)
    }

    /// Takes the terminal as it should be, after somebody else had it ([`Event::Resumed`]).
    ///
    /// # Errors
    /// When it cannot be set up; as for [`Session::draw`].
    pub fn resume(&mut self) -> io::Result<()> {
        enter()?;
        self.screen.clear();
        if self.mouse { Tty.write_all(MOUSE_ON) } else { Ok(()) }
    }

    /// Gives the terminal to `run`, as to an editor that is started in it, and takes it back.
    /// Nothing that is typed meanwhile reaches us.
    ///
    /// # Errors
    /// When the terminal cannot be taken back.
    pub fn outside<T>(&mut self, run: impl FnOnce() -> T) -> io::Result<T> {
        let paused = self.input.pause();
        leave();
        let result = run();
        let resumed = self.resume();
        drop(paused);
        resumed.map(|()| result)
    }

    /// Has the mouse reported, or leaves it to the terminal. It is left to the terminal whenever
    /// somebody else has the terminal.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        Tty.write_all(if on { MOUSE_ON } else { MOUSE_OFF })
    }

    /// Sends `text` to the clipboard of the terminal.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn copy(&mut self, text: &str) -> io::Result<Copied> {
        clipboard::copy(text, self.screen.out())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        leave();
    }
}

/// Takes the terminal, also where it was never given back.
fn enter() -> io::Result<()> {
    let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    let before = match &*held {
        Some(before) => before.clone(),
        None => tcgetattr(stdin())?,
    };
    let mut raw = before.clone();
    raw.make_raw();
    // what was typed ahead is kept
    tcsetattr(stdin(), OptionalActions::Now, &raw)?;
    *held = Some(before);
    drop(held);
    tell(on_entering)
}

/// Gives the terminal back, unless that was done already or the line is broken.
fn leave() {
    let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(before) = held.take() else { return };
    if tty::is_broken() {
        return;
    }
    // where it fails nobody can be told any more
    let _ = tell(on_leaving);
    // the rest of a paste is not for the shell
    let _ = tcsetattr(stdin(), OptionalActions::Flush, &before);
}

/// A message about a panic is to be read: first the terminal is given back. The program lives on when
/// it is another thread that breaks, and says itself what does not work any more; so then the terminal
/// is kept, and nothing is written over the screen.
fn leave_on_panic() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let before = std::panic::take_hook();
        let here = std::thread::current().id();
        std::panic::set_hook(Box::new(move |panic| {
            if std::thread::current().id() == here {
                leave();
            }
            let is_held = HELD.lock().unwrap_or_else(PoisonError::into_inner).is_some();
            if !is_held {
                before(panic);
            }
        }));
    });
}

/// Whether a shell with job control started us: somewhere above is a process of another group in
/// the same session. Without one a stopped program stays stopped for ever.
fn somebody_can_resume() -> bool {
    let Some(own) = Kin::of("self") else { return false };
    let mut above = own.parent;
    while above != 0 {
        let Some(kin) = Kin::of(&above.to_string()) else { return false };
        if kin.session != own.session {
            return false;
        }
        if kin.group != own.group {
            return true;
        }
        above = kin.parent;
    }
    false
}

/// Whom a process belongs to, by number. A number is 0 where that process is outside the container
/// we run in: `getsid` of rustix cannot say that, hence the reading of `/proc`.
struct Kin {
    parent: u32,
    group: u32,
    session: u32,
}

impl Kin {
    /// From `/proc/<process>/stat`. The second field is a name that may hold anything, in
    /// parentheses; after it come the state and these three.
    fn of(process: &str) -> Option<Kin> {
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        let (_, fields) = stat.rsplit_once(')')?;
        let mut numbers = fields.split_whitespace().skip(1).map(|field| field.parse::<u32>().ok());
        let mut next = || numbers.next().flatten();
        Some(Kin { parent: next()?, group: next()?, session: next()? })
    }
}
