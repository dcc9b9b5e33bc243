//! `jixiao` without a file, and what leads to a document: the start screen, the preview of an
//! import. Each has its own small loop on the terminal that the editor then goes on with.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender};

use super::edit::theme;
use super::open::Open;
use super::share::may_write;
use super::{import, shelf};
use crate::app::event::{Ending, Event};
use crate::app::preview::{self, Preview};
use crate::app::start::{Start, Wish};
use crate::exchange::{self, Options};
use crate::model::Document;
use crate::store::{self, Memory, Obstacle, Unreadable};
use crate::term::Session;
use crate::text::say;
use crate::view;

/// What is on the terminal.
pub enum Shown {
    /// The start screen.
    Start(Box<Start>),
    /// An import that is not taken over yet.
    Preview(Box<Importing>),
    /// A document.
    Document(Box<Open>),
}

/// What is shown next.
pub enum Next {
    /// That.
    Show(Shown),
    /// Nothing: it was asked to end.
    Quit,
    /// Nothing: it must end.
    End(Ending),
}

/// An import, and where it comes from.
pub struct Importing {
    preview: Preview,
    source: PathBuf,
    /// Leaving leads back to the start screen.
    from_start: bool,
}

impl Shown {
    /// The start screen of the current folder.
    pub fn start(memory: &Memory) -> Shown {
        Shown::Start(Box::new(Start::new(shelf::shelf(Path::new("."), memory))))
    }

    /// The file at `path`: a document, or a text as an import.
    ///
    /// # Errors
    /// In a sentence, when it is neither.
    pub fn file(path: &Path, only_look: bool, from_start: bool) -> Result<Shown, String> {
        let error = match Open::file(path, only_look) {
            Ok(open) => return Ok(Shown::Document(Box::new(open))),
            Err(error) => error,
        };
        if !matches!(error.reason, Unreadable::Text(_) | Unreadable::UnknownEncoding) {
            return Err(error.to_string());
        }
        let bytes = import::read(path).map_err(|_| error.to_string())?;
        if !shelf::may_be_imported(&bytes) {
            return Err(error.to_string());
        }
        let imported = match exchange::import(&name(path), &bytes, Options::default()) {
            Ok(imported) => imported,
            Err(exchange::ImportError::Empty) => return Err(error.to_string()),
            Err(reason) => return Err(say::neither(&say::path(path), &reason.to_string())),
        };
        let target = (!only_look).then(|| name(&target(path)));
        let preview = Preview::new(name(path), target, imported);
        let source = path.to_path_buf();
        Ok(Shown::Preview(Box::new(Importing { preview, source, from_start })))
    }
}

impl Shown {
    /// Something beside it went wrong.
    pub fn complain(&mut self, sentence: &str) {
        match self {
            Shown::Start(start) => start.complain(sentence),
            Shown::Preview(importing) => importing.preview.complain(sentence),
            Shown::Document(open) => open.app.complain(sentence),
        }
    }
}

/// `报告.json` beside `报告.txt`; a text that is itself called so keeps its name for itself.
fn target(source: &Path) -> PathBuf {
    let target = source.with_extension("json");
    if target == source { source.with_extension(format!("{}.json", say::PREVIEW_SUFFIX)) } else { target }
}

fn name(path: &Path) -> String {
    say::path(Path::new(path.file_name().unwrap_or_default()))
}

/// Shows the start screen until something is chosen.
///
/// # Errors
/// When the terminal cannot be written to.
pub fn choose(
    start: &mut Start,
    session: &mut Session,
    events: &Receiver<Event>,
    sender: &Sender<Event>,
) -> io::Result<Next> {
    let theme = theme();
    let _reader = shelf::Reader::start(start.unread(), sender.clone());
    loop {
        let mut page = start.page;
        session.draw(|frame| page = view::start::draw(start, &theme, frame))?;
        start.page = page;
        let Ok(first) = events.recv() else { return Ok(Next::End(Ending::HangUp)) };
        for event in std::iter::once(first).chain(std::iter::from_fn(|| events.try_recv().ok())) {
            match event {
                Event::End(ending) => return Ok(Next::End(ending)),
                Event::Stop => suspend(session, |why| start.complain(why)),
                Event::Resumed => session.resume()?,
                Event::Resized => session.repaint(),
                event => start.event(event),
            }
            for wish in start.take_wishes() {
                let next = match wish {
                    Wish::Quit => return Ok(Next::Quit),
                    Wish::Repaint => {
                        session.repaint();
                        continue;
                    }
                    Wish::Open(path) => Shown::file(&path, false, true),
                    Wish::Create(name) => create(Path::new(&name)),
                };
                match next {
                    Ok(shown) => return Ok(Next::Show(shown)),
                    Err(sentence) => start.failed(sentence),
                }
            }
        }
    }
}

/// Makes a new document at `path` and opens it. It is written at once, so that it is a file like
/// any other from the first key on.
///
/// # Errors
/// In a sentence, when there is such a file already or it cannot be made.
pub fn create(path: &Path) -> Result<Shown, String> {
    store::save_as(&Document::blank(), path).map_err(|error| match error.reason {
        Obstacle::Exists => say::create_exists(&say::path(path)),
        _ => error.to_string(),
    })?;
    let mut open = Open::file(path, false).map_err(|error| error.to_string())?;
    open.app.tell(say::created(&name(path)));
    Ok(Shown::Document(Box::new(open)))
}

/// Shows an import until it is taken over or left.
///
/// # Errors
/// When the terminal cannot be written to.
pub fn decide(
    importing: &mut Importing,
    session: &mut Session,
    events: &Receiver<Event>,
    memory: &Memory,
) -> io::Result<Next> {
    let theme = theme();
    loop {
        let mut sizes = Default::default();
        session.draw(|frame| sizes = view::preview::draw(&importing.preview, &theme, frame))?;
        importing.preview.learn(sizes);
        let Ok(first) = events.recv() else { return Ok(Next::End(Ending::HangUp)) };
        for event in std::iter::once(first).chain(std::iter::from_fn(|| events.try_recv().ok())) {
            match event {
                Event::End(ending) => return Ok(Next::End(ending)),
                Event::Stop => suspend(session, |why| importing.preview.complain(why)),
                Event::Resumed => session.resume()?,
                Event::Resized => session.repaint(),
                event => importing.preview.event(event),
            }
            for wish in importing.preview.take_wishes() {
                let next = match wish {
                    preview::Wish::Quit => return Ok(Next::Quit),
                    preview::Wish::Leave if importing.from_start => Some(Shown::start(memory)),
                    preview::Wish::Leave => return Ok(Next::Quit),
                    preview::Wish::Repaint => {
                        session.repaint();
                        None
                    }
                    preview::Wish::Take { over } => importing.take(over),
                    preview::Wish::TakeCopy => importing.take_copy(),
                };
                if let Some(shown) = next {
                    return Ok(Next::Show(shown));
                }
            }
        }
    }
}

impl Importing {
    /// The preview.
    pub fn preview(&mut self) -> &mut Preview {
        &mut self.preview
    }

    /// Writes the document beside the text and opens it; asks before it replaces another file.
    pub fn take(&mut self, over: bool) -> Option<Shown> {
        let path = target(&self.source);
        let document = &self.preview.document;
        let is_same = || std::fs::read(&path).is_ok_and(|there| there == document.to_json().as_bytes());
        if over && let Err(held) = may_write(&path) {
            return self.failed(held);
        }
        let save = if over { store::save_as_over } else { store::save_as };
        match save(document, &path) {
            Ok(_) => self.opened(&path, true),
            // imported before, and nothing was changed since
            Err(error) if matches!(error.reason, Obstacle::Exists) && is_same() => self.opened(&path, false),
            Err(error) if matches!(error.reason, Obstacle::Exists) => {
                self.preview.ask_over();
                None
            }
            Err(error) => self.failed(error.to_string()),
        }
    }

    /// As [`Importing::take`], to the next name that is free.
    pub fn take_copy(&mut self) -> Option<Shown> {
        let path = super::open::copy_path(&target(&self.source));
        match store::save_as(&self.preview.document, &path) {
            Ok(_) => self.opened(&path, true),
            Err(error) => self.failed(error.to_string()),
        }
    }

    fn opened(&mut self, path: &Path, written: bool) -> Option<Shown> {
        match Open::file(path, false) {
            Ok(mut open) => {
                open.app.tell(say::taken(&self.preview.source, &name(path), written));
                Some(Shown::Document(Box::new(open)))
            }
            Err(error) => self.failed(error.to_string()),
        }
    }

    fn failed(&mut self, sentence: String) -> Option<Shown> {
        self.preview.failed(sentence);
        None
    }
}

fn suspend(session: &mut Session, complain: impl FnOnce(String)) {
    if let Err(error) = session.suspend() {
        complain(error.to_string());
    }
}
