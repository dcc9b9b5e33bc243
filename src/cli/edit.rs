//! `jixiao [FILE]` and `jixiao view FILE`: the loop that takes what happens, one after the other,
//! and draws when nothing more waits.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::open::{Open, Rescued};
use super::settings::Settings;
use super::signature::signature;
use super::start::{self, Next, Shown};
use super::watcher::{self, Watcher};
use super::{Outcome, memory, person};
use crate::app::Effect;
use crate::app::event::{Ending, Event};
use crate::store::Memory;
use crate::term::{Ambiguous, Session, is_hang_up};
use crate::text::decode::decode;
use crate::text::{say, width};
use crate::view::{self, Theme};

/// The variable that tells how wide the terminal draws `“ ≥ …`: `narrow`, `wide`, or `ask`, which is
/// what the editor does without it.
pub const WIDTH: &str = "JIXIAO_WIDTH";

/// Arguments of `jixiao view`.
#[derive(Debug, clap::Args)]
pub struct ViewArguments {
    /// 要查看的文件（JSON）
    #[arg(value_name = "文件")]
    file: PathBuf,
}

/// Opens the editor.
pub fn run(file: Option<&Path>, settings: &Settings) -> Outcome {
    match file {
        Some(file) => open(file, false, settings),
        None => show(Shown::start(&Memory::of_user()), settings),
    }
}

/// Opens a file for looking only.
pub fn view(arguments: &ViewArguments, settings: &Settings) -> Outcome {
    open(&arguments.file, true, settings)
}

fn fail(sentence: impl std::fmt::Display) -> Outcome {
    eprintln!("jixiao：{sentence}");
    Outcome::Failed
}

fn open(file: &Path, only_look: bool, settings: &Settings) -> Outcome {
    match Shown::file(file, only_look, false) {
        Ok(shown) => show(shown, settings),
        Err(sentence) => fail(sentence),
    }
}

/// Takes the terminal and shows one thing after the other until the end.
fn show(mut shown: Shown, settings: &Settings) -> Outcome {
    if let Some(trouble) = &settings.trouble {
        shown.complain(trouble);
    }
    let (sender, events) = channel();
    let told = std::env::var(WIDTH).unwrap_or_default();
    let mut session = match Session::open(sender.clone(), !matches!(told.as_str(), "narrow" | "wide")) {
        Ok(session) => session,
        Err(refused) => return fail(refused),
    };
    if told == "wide" || session.ambiguous() == Ambiguous::Wide {
        width::ambiguous_is_wide();
    }
    let memory = Memory::of_user();
    let ended = loop {
        let next = match &mut shown {
            Shown::Start(start) => start::choose(start, &mut session, &events, &sender),
            Shown::Preview(importing) => start::decide(importing, &mut session, &events, &memory),
            Shown::Document(open) => {
                memory::take_up(open, &memory);
                open.tell_journal(sender.clone());
                person::meet(open, &memory);
                // a fault of ours must not take the work along
                let ended = catch_unwind(AssertUnwindSafe(|| {
                    keep_open(open, &mut session, &events, &sender, &memory)
                }));
                let Ok(ended) = ended else { break None };
                memory::put_down(open, &memory);
                ended.map(|ending| ending.map_or(Next::Quit, Next::End))
            }
        };
        match next {
            Ok(Next::Show(next)) => shown = next,
            Ok(Next::Quit) => break Some(Ok(None)),
            Ok(Next::End(ending)) => break Some(Ok(Some(ending))),
            Err(error) => break Some(Err(error)),
        }
    };
    // first the terminal, then the last words
    drop(session);
    match ended {
        Some(Ok(None)) => {
            leave(&mut shown);
            Outcome::Fine
        }
        // nobody reads what is said to a line that is broken, and writing to it could fail
        Some(Ok(Some(ending))) => rescue(&mut shown, ending != Ending::HangUp),
        Some(Err(error)) if is_hang_up(&error) => rescue(&mut shown, false),
        Some(Err(error)) => {
            rescue(&mut shown, true);
            fail(say::term_failed(&error.to_string()))
        }
        None => {
            rescue(&mut shown, true);
            fail(say::BROKEN)
        }
    }
}

/// With colours, unless they are not wanted.
pub(super) fn theme() -> Theme {
    let without = std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty());
    if without { Theme::mono() } else { Theme::coloured() }
}

/// Takes events until the end: asked for, or because the terminal or the system wants it.
fn keep_open(
    open: &mut Open,
    session: &mut Session,
    events: &Receiver<Event>,
    sender: &Sender<Event>,
    memory: &Memory,
) -> io::Result<Option<Ending>> {
    let theme = theme();
    let watcher = Watcher::start(watcher::EVERY, sender.clone());
    let mut watched = None;
    loop {
        // another one after every save
        let now = open.watched();
        if watched.as_ref() != Some(&now) {
            watcher.watch(now.clone());
            watched = Some(now);
        }
        draw(open, session, &theme)?;
        let Ok(first) = events.recv() else { return Ok(Some(Ending::HangUp)) };
        // a session may last longer than a day
        open.app.sign(signature(open.person()));
        // a question that nobody has seen yet must not be answered by what was typed ahead
        let mut unseen = false;
        // what came meanwhile is taken in before the next frame: a slow line sees fewer of them
        for event in std::iter::once(first).chain(std::iter::from_fn(|| events.try_recv().ok())) {
            match event {
                Event::End(ending) => return Ok(Some(ending)),
                Event::Stop => {
                    open.settle_journal();
                    suspend(open, session);
                }
                Event::Resumed => session.resume()?,
                // a window that shrank and grew again has lost what it showed
                Event::Resized => session.repaint(),
                Event::Key(_) | Event::Paste(_) | Event::Mouse(_) if unseen => {}
                event => unseen |= open.event(event),
            }
            open.note();
            for effect in open.app.take_effects() {
                let Some(effect) = open.carry_out(effect) else {
                    unseen |= open.app.popup().is_some();
                    continue;
                };
                match effect {
                    Effect::Quit => return Ok(None),
                    Effect::AskName => open.app.ask_name(open.person().to_string()),
                    Effect::Name(name) => person::keep(open, memory, &name),
                    effect => at_terminal(open, session, effect)?,
                }
            }
        }
    }
}

fn draw(open: &mut Open, session: &mut Session, theme: &Theme) -> io::Result<()> {
    let mut learned = open.app.learned();
    let before = (learned.wide, learned.panel_fits);
    session.draw(|frame| learned = view::draw(&open.app, theme, frame))?;
    let now = (learned.wide, learned.panel_fits);
    open.app.learn(learned);
    // the first frame of a size tells what fits, the panel for example
    if before != now {
        let mut learned = open.app.learned();
        session.draw(|frame| learned = view::draw(&open.app, theme, frame))?;
        open.app.learn(learned);
    }
    Ok(())
}

/// Effects that concern the terminal.
fn at_terminal(open: &mut Open, session: &mut Session, effect: Effect) -> io::Result<()> {
    if matches!(effect, Effect::Suspend | Effect::EditOutside(_)) {
        // nobody knows how long that takes
        open.settle_journal();
    }
    match effect {
        Effect::Copy(text) => {
            let copied = session.copy(&text)?;
            open.app.tell(say::copied(copied.tmux));
        }
        Effect::Repaint => session.repaint(),
        Effect::Mouse(on) => session.mouse(on)?,
        Effect::Suspend => suspend(open, session),
        Effect::EditOutside(text) => {
            let mut edited = None;
            let resumed = session.outside(|| edited = Some(edit_outside(&text)));
            // also where the line broke meanwhile: it is rescued with everything else
            match edited {
                Some(Ok(text)) => open.app.edited_outside(&text),
                Some(Err(reason)) => open.app.complain(say::editor_failed(&reason)),
                None => {}
            }
            resumed?;
        }
        // carried out by then
        Effect::Save { .. } | Effect::SaveCopy { .. } | Effect::SaveAs { .. } | Effect::AskSaveAs { .. } => {}
        Effect::Export { .. } | Effect::AskExport { .. } => {}
        Effect::Import(_)
        | Effect::CompleteFile(_)
        | Effect::Share(_)
        | Effect::AskName
        | Effect::Name(_)
        | Effect::Recovery(_)
        | Effect::Quit => {}
    }
    Ok(())
}

fn suspend(open: &mut Open, session: &mut Session) {
    if let Err(error) = session.suspend() {
        open.app.complain(error.to_string());
    }
}

/// Lets the user's editor change `text`. What it has written is not lost when it ends otherwise than
/// it should: that lies in a file then.
///
/// # Errors
/// Why there is no other text, in words.
fn edit_outside(text: &str) -> Result<String, String> {
    let system = |error: io::Error| error.to_string();
    let file = tempfile::Builder::new().prefix("jixiao-").suffix(".txt").tempfile().map_err(system)?;
    std::fs::write(file.path(), text).map_err(system)?;
    let editor = ["VISUAL", "EDITOR"].iter().find_map(std::env::var_os).filter(|editor| !editor.is_empty());
    let editor = editor.unwrap_or_else(|| "vi".into());
    // the variable may hold arguments, as in `code -w`
    let status = Command::new("sh").args(["-c", "exec $0 \"$1\""]).arg(&editor).arg(file.path()).status();
    let status = status.map_err(system)?;
    let bytes = std::fs::read(file.path()).map_err(system)?;
    let why = match decode(&bytes) {
        Ok(decoded) if status.success() => return Ok(decoded.text),
        Ok(decoded) if decoded.text == text => return Err(say::EDITOR_LEFT.to_string()),
        Ok(_) => say::EDITOR_LEFT,
        Err(_) => say::EDITOR_NO_TEXT,
    };
    let (_, path) = file.keep().map_err(|error| system(error.error))?;
    Err(say::editor_kept(why, &say::path(&path)))
}

/// It was asked to end: what is not saved is not wanted.
fn leave(shown: &mut Shown) {
    if let Shown::Document(open) = shown
        && let Some(words) = open.leave()
    {
        eprintln!("jixiao：{words}");
    }
}

/// The program must end: what is not saved is made safe, and where is said where somebody reads.
fn rescue(shown: &mut Shown, say_so: bool) -> Outcome {
    let Shown::Document(open) = shown else { return Outcome::Failed };
    let rescued = open.rescue();
    if say_so {
        match rescued {
            Some(Ok(Rescued::Journal(path))) => {
                eprintln!("jixiao：{}", say::recover::journal_keeps(&say::path(&path)));
            }
            Some(Ok(Rescued::Copy(path))) => eprintln!("jixiao：{}", say::rescued(&say::path(&path))),
            Some(Err(error)) => eprintln!("jixiao：{error}"),
            None => {}
        }
    }
    Outcome::Failed
}
