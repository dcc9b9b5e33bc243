//! `jixiao [FILE]` and `jixiao view FILE`: the loop that takes what happens, one after the other,
//! and draws when nothing more waits.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};

use super::Outcome;
use super::open::Open;
use super::signature::signature;
use crate::app::Effect;
use crate::app::event::{Ending, Event};
use crate::term::{Session, is_hang_up};
use crate::text::say;
use crate::view::{self, Theme};

/// Arguments of `jixiao view`.
#[derive(Debug, clap::Args)]
pub struct ViewArguments {
    /// 要查看的文件（JSON）
    #[arg(value_name = "文件")]
    file: PathBuf,
}

/// Opens the editor.
pub fn run(file: Option<&Path>) -> Outcome {
    match file {
        Some(file) => open(file, false),
        None => fail(say::NO_FILE),
    }
}

/// Opens a file for looking only.
pub fn view(arguments: &ViewArguments) -> Outcome {
    open(&arguments.file, true)
}

fn fail(sentence: impl std::fmt::Display) -> Outcome {
    eprintln!("jixiao：{sentence}");
    Outcome::Failed
}

fn open(file: &Path, only_look: bool) -> Outcome {
    let mut open = match Open::file(file, only_look) {
        Ok(open) => open,
        Err(error) => return fail(error),
    };
    let (sender, events) = channel();
    let mut session = match Session::open(sender, false) {
        Ok(session) => session,
        Err(refused) => return fail(refused),
    };
    let ended = keep_open(&mut open, &mut session, &events);
    // first the terminal, then the last words
    drop(session);
    match ended {
        Ok(None) => Outcome::Fine,
        Ok(Some(ending)) => rescue(&mut open, ending),
        Err(error) if is_hang_up(&error) => rescue(&mut open, Ending::HangUp),
        Err(error) => {
            rescue(&mut open, Ending::HangUp);
            fail(say::term_failed(&error.to_string()))
        }
    }
}

/// Takes events until the end: asked for, or because the terminal or the system wants it.
fn keep_open(open: &mut Open, session: &mut Session, events: &Receiver<Event>) -> io::Result<Option<Ending>> {
    let theme = if std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty()) {
        Theme::mono()
    } else {
        Theme::coloured()
    };
    loop {
        draw(open, session, &theme)?;
        let Ok(first) = events.recv() else { return Ok(Some(Ending::HangUp)) };
        // a session may last longer than a day
        open.app.sign(signature());
        // what came meanwhile is taken in before the next frame: a slow line sees fewer of them
        for event in std::iter::once(first).chain(std::iter::from_fn(|| events.try_recv().ok())) {
            match event {
                Event::End(ending) => return Ok(Some(ending)),
                Event::Stop => suspend(open, session),
                Event::Resumed => session.resume()?,
                event => open.app.event(event),
            }
            for effect in open.app.take_effects() {
                let Some(effect) = open.carry_out(effect) else { continue };
                if effect == Effect::Quit {
                    return Ok(None);
                }
                at_terminal(open, session, effect)?;
            }
        }
    }
}

fn draw(open: &mut Open, session: &mut Session, theme: &Theme) -> io::Result<()> {
    let mut learned = open.app.learned();
    let before = learned;
    session.draw(|frame| learned = view::draw(&open.app, theme, frame))?;
    open.app.learn(learned);
    // the first frame of a size tells what fits, the panel for example
    if (before.wide, before.panel_fits) != (learned.wide, learned.panel_fits) {
        session.draw(|frame| learned = view::draw(&open.app, theme, frame))?;
        open.app.learn(learned);
    }
    Ok(())
}

/// Effects that concern the terminal.
fn at_terminal(open: &mut Open, session: &mut Session, effect: Effect) -> io::Result<()> {
    match effect {
        Effect::Copy(text) => {
            let copied = session.copy(&text)?;
            open.app.tell(say::copied(copied.tmux));
        }
        Effect::Repaint => session.repaint(),
        Effect::Suspend => suspend(open, session),
        Effect::EditOutside(text) => match session.outside(|| edit_outside(&text))? {
            Ok(text) => open.app.edited_outside(&text),
            Err(error) => open.app.complain(say::editor_failed(&error.to_string())),
        },
        Effect::Save { .. } | Effect::SaveCopy { .. } | Effect::Quit => {}
    }
    Ok(())
}

fn suspend(open: &mut Open, session: &mut Session) {
    if let Err(error) = session.suspend() {
        open.app.complain(error.to_string());
    }
}

/// Lets the user's editor change `text`.
fn edit_outside(text: &str) -> io::Result<String> {
    let file = tempfile::Builder::new().prefix("jixiao-").suffix(".txt").tempfile()?;
    std::fs::write(file.path(), text)?;
    let editor = ["VISUAL", "EDITOR"].iter().find_map(std::env::var_os).filter(|editor| !editor.is_empty());
    let editor = editor.unwrap_or_else(|| "vi".into());
    // the variable may hold arguments, as in `code -w`
    let status = Command::new("sh").args(["-c", "exec $0 \"$1\""]).arg(&editor).arg(file.path()).status()?;
    if !status.success() {
        return Err(io::Error::other(say::EDITOR_LEFT));
    }
    let bytes = std::fs::read(file.path())?;
    String::from_utf8(bytes).map_err(|_| io::Error::other(say::EDITOR_NOT_UTF8))
}

/// The program must end: what is not saved is put beside the file.
fn rescue(open: &mut Open, ending: Ending) -> Outcome {
    let rescued = open.rescue();
    // nobody reads what is said to a line that is broken, and writing to it could fail
    if let Ending::Signal(_) = ending {
        match rescued {
            Some(Ok(path)) => eprintln!("jixiao：{}", say::rescued(&say::path(&path))),
            Some(Err(error)) => eprintln!("jixiao：{error}"),
            None => {}
        }
    }
    Outcome::Failed
}
