//! Printing results: to stdout, which may be a terminal, a file or a pipe that somebody closes.

use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;

use super::Outcome;
use super::edit::WIDTH;
use crate::model::Severity;
use crate::text::{say, width, wrap};

/// How results are printed.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// The width to wrap at; none where the output is no terminal, so that a line stays a line.
    pub columns: Option<usize>,
    /// Colours are welcome.
    pub colour: bool,
}

impl Style {
    /// As stdout and the environment want it.
    pub fn of_stdout() -> Style {
        let stdout = io::stdout();
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb" || term.is_empty());
        if !stdout.is_terminal() {
            return Style { columns: None, colour: false };
        }
        // it is not asked, as the editor does: what is printed may be scrolled away or recorded
        if std::env::var_os(WIDTH).is_some_and(|said| said == "wide") {
            width::ambiguous_is_wide();
        }
        Style { columns: Some(columns(&stdout).max(40)), colour: !is_set("NO_COLOR") && !is_dumb }
    }

    /// The sign of a severity in its colour, all of them as wide as [`Style::wide_sign`] says.
    pub fn sign(self, severity: Severity) -> String {
        self.coloured(severity, &width::pad(severity.sign(), 1 + Style::wide_sign()))
    }

    /// How many columns a sign takes more than one.
    pub fn wide_sign() -> usize {
        usize::from(width::is_wide())
    }

    /// `text` in the colour of a severity.
    fn coloured(self, severity: Severity, text: &str) -> String {
        match severity {
            Severity::Error => self.red(text),
            Severity::Warning => self.with("33", text),
            Severity::Info => self.cyan(text),
        }
    }

    /// `text` in red.
    pub fn red(self, text: &str) -> String {
        self.with("31", text)
    }

    /// `text` in green.
    pub fn green(self, text: &str) -> String {
        self.with("32", text)
    }

    /// `text` in cyan.
    pub fn cyan(self, text: &str) -> String {
        self.with("36", text)
    }

    /// `text` in bold.
    pub fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_string() }
    }

    /// `head` and then `text`, wrapped so that every line of it begins in the same column. `head`
    /// takes `indent` columns and may hold colours.
    pub fn hanging(self, head: &str, indent: usize, text: &str) -> String {
        let Some(columns) = self.columns else { return format!("{head}{text}\n") };
        let mut out = String::from(head);
        for (n, line) in wrap::lines(text, columns.saturating_sub(indent)).into_iter().enumerate() {
            if n > 0 {
                out.push_str(&" ".repeat(indent));
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    /// `text` in bold, every line of it indented.
    pub fn heading(self, indent: usize, text: &str) -> String {
        let lines = match self.columns {
            Some(columns) => wrap::lines(text, columns.saturating_sub(indent)),
            None => vec![text],
        };
        let blank = " ".repeat(indent);
        lines.into_iter().map(|line| format!("{blank}{}\n", self.bold(line.trim_end()))).collect()
    }

    /// As [`Style::hanging`], with a head without colours.
    pub fn item(self, head: &str, text: &str) -> String {
        self.hanging(head, width::width(head), text)
    }
}

/// How wide a terminal is; one that does not know, as a serial line, counts as 80.
pub fn columns(terminal: impl AsFd) -> usize {
    let size = rustix::termios::tcgetwinsize(terminal).ok();
    size.map(|size| usize::from(size.ws_col)).filter(|columns| *columns > 0).unwrap_or(80)
}

/// What became of a text that was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Printed {
    /// It is written.
    Fine,
    /// The reader closed the pipe, as `head` does: they had enough, and that is no mistake.
    Closed,
    /// It could not be written, and that was told.
    Failed,
}

impl Printed {
    /// What a command ends with that does nothing but print.
    pub fn outcome(self) -> Outcome {
        if self == Printed::Failed { Outcome::Failed } else { Outcome::Fine }
    }
}

/// Writes `text` to stdout.
pub fn print(text: &str) -> Printed {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Ok(()) => Printed::Fine,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Printed::Closed,
        Err(error) => {
            complain(&say::stdout_failed(&error));
            Printed::Failed
        }
    }
}

/// Writes a message to stderr, where somebody may read it; in lines where that is a terminal.
pub fn complain(text: &str) {
    let text = format!("jixiao：{text}");
    let mut stderr = io::stderr();
    let lines = match stderr.is_terminal() {
        true => wrap::lines(&text, columns(&stderr)),
        false => vec![text.as_str()],
    };
    let lines: String = lines.into_iter().map(|line| format!("{}\n", line.trim_end())).collect();
    let _ = stderr.write_all(lines.as_bytes());
}
