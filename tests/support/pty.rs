//! A terminal for tests that run a real program: its keyboard, its screen and its end.
//!
//! ```text
//! let mut pty = Pty::jixiao(["file.json"]).size(24, 80).env("NO_COLOR", "1").start();
//! pty.wait_for_text("总体目标");          // blocks until it is on the screen, panics after a while
//! pty.send("\x1b[B");                     // keys and pastes, as a terminal sends them
//! pty.wait_for("the caret moves", |screen| screen.cursor_position() == (3, 0));
//! assert!(pty.text().contains("…"));      // the screen, a line a row, without trailing blanks
//! pty.resize(40, 120);
//! pty.signal(Signal::TERM);
//! assert_eq!(pty.wait_exit().code(), Some(0));
//! assert!(pty.is_as_before());            // the settings of the terminal
//! pty.hang_up();                          // the line breaks; then wait_exit()
//! ```
//!
//! Everything that waits is woken by what it waits for, and gives up after [`PATIENCE`], which is
//! only a bound: no test passes because of it. The child runs in a session of its own with the
//! terminal as its controlling one, so keys, hang-ups and stops do what they do for a person. The
//! harness answers when asked for the cursor's position, as terminals do.
//!
//! A child becomes the leader of its session without `unsafe` by a detour: the test binary starts
//! itself, with the one test [`becomes_the_program`]; that makes the session, opens the terminal
//! and turns into the program. Every test file with `mod support;` has that test.

// a test file uses what it needs
#![allow(dead_code)]

use std::ffi::OsString;
use std::io::Write;
use std::num::NonZeroU16;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
pub use rustix::process::Signal;
use rustix::process::{Pid, PidfdFlags, kill_process, pidfd_open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcgetattr, tcsetwinsize};

/// After this a test has failed.
pub const PATIENCE: Duration = Duration::from_secs(30);

const TERMINAL: &str = "JIXIAO_TEST_TERMINAL";
const PROGRAM: &str = "JIXIAO_TEST_PROGRAM";
const ARGUMENT: &str = "JIXIAO_TEST_ARGUMENT_";

/// What to start, and in which terminal.
pub struct Start {
    program: PathBuf,
    arguments: Vec<OsString>,
    command: Command,
    /// Where the program keeps its state, so that no test sees what another or a person left.
    state: tempfile::TempDir,
    rows: u16,
    columns: u16,
}

impl Start {
    /// The size of the terminal; 24×80 otherwise.
    pub fn size(mut self, rows: u16, columns: u16) -> Start {
        (self.rows, self.columns) = (rows, columns);
        self
    }

    /// A variable of the environment; `TERM` is `xterm-256color`, `XDG_STATE_HOME` a folder of
    /// its own and `JIXIAO_NAME` 张三 otherwise.
    pub fn env(mut self, name: &str, value: impl Into<OsString>) -> Start {
        self.command.env(name, value.into());
        self
    }

    /// The folder it starts in.
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Start {
        self.command.current_dir(folder.into());
        self
    }

    /// Starts it.
    pub fn start(mut self) -> Pty {
        let keyboard = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&keyboard).unwrap();
        unlockpt(&keyboard).unwrap();
        tcsetwinsize(&keyboard, winsize(self.rows, self.columns)).unwrap();
        let before = settings(&keyboard);
        let name = ptsname(&keyboard, Vec::new()).unwrap().into_string().unwrap();

        let (_, path) = module_path!().split_once("::").unwrap();
        self.command.args(["--exact", &format!("{path}::becomes_the_program"), "--nocapture"]);
        self.command.env(TERMINAL, name).env(PROGRAM, self.program);
        for (n, argument) in self.arguments.iter().enumerate() {
            self.command.env(format!("{ARGUMENT}{n}"), argument);
        }
        self.command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = super::spawn(&mut self.command);

        let side = |n| NonZeroU16::new(n).unwrap();
        let shared = Arc::new(Shared {
            seen: Mutex::new(Seen {
                terminal: vt100::Parser::new(side(self.rows), side(self.columns), 0),
                bytes: Vec::new(),
                ended: false,
            }),
            news: Condvar::new(),
        });
        let (bell, wait) = UnixStream::pair().unwrap();
        let reader = std::thread::spawn({
            let (shared, keyboard) = (shared.clone(), keyboard.try_clone().unwrap());
            move || read(&keyboard, &wait, &shared)
        });
        let state = self.state;
        Pty { child, keyboard: Some(keyboard), before, shared, bell, reader: Some(reader), _state: state }
    }
}

/// A program in its terminal. Dropped, it is killed.
pub struct Pty {
    child: Child,
    keyboard: Option<OwnedFd>,
    before: String,
    shared: Arc<Shared>,
    bell: UnixStream,
    reader: Option<JoinHandle<()>>,
    _state: tempfile::TempDir,
}

struct Shared {
    seen: Mutex<Seen>,
    news: Condvar,
}

struct Seen {
    terminal: vt100::Parser,
    bytes: Vec<u8>,
    /// Nothing more will come: nobody has the terminal open any more.
    ended: bool,
}

impl Pty {
    /// The program of this crate.
    pub fn jixiao<S: Into<OsString>>(arguments: impl IntoIterator<Item = S>) -> Start {
        Pty::program(env!("CARGO_BIN_EXE_jixiao"), arguments)
    }

    /// Any program, by its path.
    pub fn program<S: Into<OsString>>(
        program: impl Into<PathBuf>,
        arguments: impl IntoIterator<Item = S>,
    ) -> Start {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.env("TERM", "xterm-256color").env_remove("TMUX").env_remove("NO_COLOR");
        let state = tempfile::tempdir().unwrap();
        command.env("XDG_STATE_HOME", state.path());
        // nobody is asked what they are called, and nobody comes from elsewhere
        command.env("JIXIAO_NAME", "张三").env_remove("SSH_CONNECTION").env_remove("SSH_CLIENT");
        command.env("XDG_CONFIG_HOME", state.path());
        Start {
            program: program.into(),
            arguments: arguments.into_iter().map(Into::into).collect(),
            command,
            state,
            rows: 24,
            columns: 80,
        }
    }

    /// Another test of this file as the program; `name` with its modules. It tells by a variable of
    /// the environment that it is run so, returns at once otherwise, and ends with
    /// [`std::process::exit`] before the test harness can say a word.
    pub fn test(name: &str) -> Start {
        let arguments = ["--exact", name, "--nocapture", "--test-threads=1"];
        Pty::program(std::env::current_exe().unwrap(), arguments)
    }

    /// Types `bytes`.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let mut bytes = bytes.as_ref();
        let keyboard = self.keyboard.as_ref().expect("the line is broken");
        while !bytes.is_empty() {
            let written = rustix::io::write(keyboard, bytes).unwrap();
            bytes = &bytes[written..];
        }
    }

    /// Waits until the screen is as `wanted`, which `what` says in words.
    #[track_caller]
    pub fn wait_for(&self, what: &str, mut wanted: impl FnMut(&vt100::Screen) -> bool) {
        self.wait(what, |seen| wanted(seen.terminal.screen()));
    }

    /// Waits until `text` can be read on the screen.
    #[track_caller]
    pub fn wait_for_text(&self, text: &str) {
        self.wait_for(text, |screen| screen_text(screen).contains(text));
    }

    /// Waits until `bytes` were sent to the terminal, ever.
    #[track_caller]
    pub fn wait_for_bytes(&self, bytes: impl AsRef<[u8]>) {
        let bytes = bytes.as_ref();
        let what = String::from_utf8_lossy(bytes).escape_debug().to_string();
        self.wait(&what, |seen| seen.bytes.windows(bytes.len()).any(|window| window == bytes));
    }

    /// Waits until the screen is as `wanted`, or the program has ended; `false` when it ended first.
    #[track_caller]
    pub fn ended_or(&self, wanted: impl Fn(&str) -> bool) -> bool {
        let mut done = false;
        self.wait("the end, or what was waited for", |seen| {
            done = wanted(&screen_text(seen.terminal.screen()));
            done || seen.ended
        });
        done
    }

    #[track_caller]
    fn wait(&self, what: &str, mut wanted: impl FnMut(&Seen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = self.shared.seen.lock().unwrap();
        while !wanted(&seen) {
            let left = deadline.saturating_duration_since(Instant::now());
            if seen.ended || left.is_zero() {
                let why = if seen.ended { "the program has ended" } else { "it did not come" };
                let text = screen_text(seen.terminal.screen());
                drop(seen);
                panic!("waiting for “{what}”, but {why}; on the screen:\n{text}");
            }
            seen = self.shared.news.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// What is on the screen, a line a row, without the blanks at their ends.
    pub fn text(&self) -> String {
        screen_text(self.shared.seen.lock().unwrap().terminal.screen())
    }

    /// Something about the screen: a cell, the caret.
    pub fn screen<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.shared.seen.lock().unwrap().terminal.screen())
    }

    /// Everything that was sent to the terminal so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.shared.seen.lock().unwrap().bytes.clone()
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, rows: u16, columns: u16) {
        let side = |n| NonZeroU16::new(n).unwrap();
        let mut seen = self.shared.seen.lock().unwrap();
        seen.terminal.screen_mut().set_size(side(rows), side(columns));
        drop(seen);
        let keyboard = self.keyboard.as_ref().expect("the line is broken");
        tcsetwinsize(keyboard, winsize(rows, columns)).unwrap();
    }

    /// Sends a signal to the program.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// Its process.
    pub fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// The line breaks: the other end of the terminal is gone.
    pub fn hang_up(&mut self) {
        self.bell.write_all(b"!").unwrap();
        // both hold the line open
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        self.keyboard = None;
    }

    /// Waits until the program has ended, and all that it sent was read.
    #[track_caller]
    pub fn wait_exit(&mut self) -> ExitStatus {
        match pidfd_open(self.pid(), PidfdFlags::empty()) {
            Ok(process) => {
                let mut fds = [PollFd::new(&process, PollFlags::IN)];
                let ready = poll(&mut fds, Some(&Timespec::try_from(PATIENCE).unwrap())).unwrap();
                assert_eq!(ready, 1, "the program does not end; on the screen:\n{}", self.text());
            }
            // it is just ending
            Err(error) => assert_eq!(error, Errno::SRCH),
        }
        let status = self.child.wait().unwrap();
        if self.keyboard.is_some()
            && let Some(reader) = self.reader.take()
        {
            reader.join().unwrap();
        }
        status
    }

    /// Whether the settings of the terminal are what they were before the program ran.
    pub fn is_as_before(&self) -> bool {
        self.keyboard.as_ref().is_some_and(|keyboard| settings(keyboard) == self.before)
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        // a thread that still reads ends with the bell
        let _ = self.bell.write_all(b"!");
    }
}

/// Says how it ended, where a test failed on it.
pub fn ending(status: ExitStatus) -> String {
    match status.signal() {
        Some(signal) => format!("signal {signal}"),
        None => format!("exit code {:?}", status.code()),
    }
}

/// The text of a screen, a line a row; the second column of a wide character is no character.
pub fn screen_text(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    let row = |y| {
        let cells =
            (0..columns.get()).filter_map(|x| screen.cell(y, x)).filter(|cell| !cell.is_wide_continuation());
        let text: String =
            cells.map(|cell| if cell.has_contents() { cell.contents() } else { " " }).collect();
        text.trim_end().to_string()
    };
    let rows: Vec<String> = (0..rows.get()).map(row).collect();
    rows.join("\n")
}

fn winsize(rows: u16, columns: u16) -> Winsize {
    Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }
}

fn settings(keyboard: &OwnedFd) -> String {
    format!("{:?}", tcgetattr(keyboard).unwrap())
}

/// The reader thread: until the bell rings or nobody has the terminal open any more.
fn read(keyboard: &OwnedFd, bell: &UnixStream, shared: &Shared) {
    const QUESTION: &[u8] = b"\x1b[6n";
    let mut buffer = [0; 8192];
    let mut answered = 0;
    loop {
        let mut fds =
            [PollFd::new(keyboard, PollFlags::IN), PollFd::from_borrowed_fd(bell.as_fd(), PollFlags::IN)];
        if poll(&mut fds, None).is_err() {
            continue;
        }
        let rung = !fds[1].revents().is_empty();
        // what was sent is read first, the end of the line is told after
        let length =
            if fds[0].revents().is_empty() { Ok(0) } else { rustix::io::read(keyboard, &mut buffer) };
        let mut seen = shared.seen.lock().unwrap();
        match length {
            Ok(length) if length > 0 => {
                seen.terminal.process(&buffer[..length]);
                seen.bytes.extend_from_slice(&buffer[..length]);
                while let Some(at) = seen.bytes[answered..].windows(4).position(|bytes| bytes == QUESTION) {
                    answered += at + QUESTION.len();
                    let (row, column) = seen.terminal.screen().cursor_position();
                    let _ =
                        rustix::io::write(keyboard, format!("\x1b[{};{}R", row + 1, column + 1).as_bytes());
                }
            }
            Ok(_) if !rung => continue,
            _ => seen.ended = true,
        }
        shared.news.notify_all();
        if seen.ended || rung {
            seen.ended = true;
            return;
        }
    }
}

/// Not a test of anything: how [`Pty`] starts a program. The session is made by the process that
/// then becomes the program.
#[test]
fn becomes_the_program() {
    let Some(terminal) = std::env::var_os(TERMINAL) else { return };
    let program = std::env::var_os(PROGRAM).unwrap();
    let arguments: Vec<OsString> = (0..).map_while(|n| std::env::var_os(format!("{ARGUMENT}{n}"))).collect();
    rustix::process::setsid().unwrap();
    // the first terminal that the leader of a session opens becomes its own
    let terminal = rustix::fs::open(&terminal, OFlags::RDWR, Mode::empty()).unwrap();
    let mut command = Command::new(program);
    for n in 0..arguments.len() {
        command.env_remove(format!("{ARGUMENT}{n}"));
    }
    command.env_remove(TERMINAL).env_remove(PROGRAM).args(arguments);
    let stdio = || Stdio::from(terminal.try_clone().unwrap());
    let error = command.stdin(stdio()).stdout(stdio()).stderr(stdio()).exec();
    panic!("cannot start the program: {error}");
}
