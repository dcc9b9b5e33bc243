//! The start screen: the files that were open, the documents and texts of the folder, a new one.
//! Typing narrows the list down, so no letter is a command here. What a file holds is told later, by
//! [`Event::Found`]; until then its line stands without figures, and the line that is chosen stays
//! chosen whatever comes in above it.

use std::path::PathBuf;

use super::Message;
use super::event::{Code, Event, Key};
use super::find::folded;
use super::popup::{Answer, Next, Question, type_into};
use super::shelf::{Entry, Part, Shelf};
use crate::text::{clean, say};

/// What the start screen wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Open that file, or import it.
    Open(PathBuf),
    /// Make a new document of that name in the folder.
    Create(String),
    /// Paint everything again.
    Repaint,
    /// End.
    Quit,
}

/// The state of the start screen.
#[derive(Debug)]
pub struct Start {
    /// The folder, as it is shown.
    pub folder: String,
    entries: Vec<Entry>,
    left_out: usize,
    at: usize,
    /// What was typed to narrow the list down.
    pub query: String,
    /// The name of the new document, while it is asked.
    pub naming: Option<String>,
    /// A sentence that is to be read before anything else.
    pub notice: Option<Question>,
    /// What just happened.
    pub message: Option<Message>,
    /// How many lines of the list fit; drawing tells.
    pub page: usize,
    wishes: Vec<Wish>,
}

impl Start {
    /// A start screen with that on it.
    pub fn new(shelf: Shelf) -> Start {
        let new = Entry {
            part: Part::New,
            path: PathBuf::new(),
            name: say::START_NEW_ENTRY.to_string(),
            folder: String::new(),
            about: None,
        };
        let mut start = Start {
            folder: shelf.folder,
            entries: shelf.entries.into_iter().chain([new]).collect(),
            left_out: shelf.left_out,
            at: 0,
            query: String::new(),
            naming: None,
            notice: None,
            message: None,
            page: 10,
            wishes: Vec::new(),
        };
        start.settle();
        start
    }

    /// Takes in what happened.
    pub fn event(&mut self, event: Event) {
        match event {
            Event::Key(key) => self.key(key),
            Event::Paste(_) if self.notice.is_some() => {}
            Event::Paste(text) => {
                let text = clean::one_line(&text);
                match &mut self.naming {
                    Some(name) => name.push_str(&text),
                    None => {
                        self.query.push_str(&text);
                        self.settle();
                    }
                }
            }
            Event::Found(found) => {
                for entry in self.entries.iter_mut().filter(|entry| entry.path == found.path) {
                    entry.about = Some(found.about.clone());
                }
                self.settle();
            }
            _ => {}
        }
    }

    /// What is to be done, since this was last asked.
    pub fn take_wishes(&mut self) -> Vec<Wish> {
        std::mem::take(&mut self.wishes)
    }

    /// What was wished for went wrong, and why; it is closed before anything else is done, as the
    /// key that closes it could leave the program otherwise.
    pub fn failed(&mut self, sentence: impl Into<String>) {
        self.notice = Some(notice(sentence.into()));
    }

    /// A word in the footer about what cannot be done.
    pub fn complain(&mut self, sentence: impl Into<String>) {
        self.message = Some(Message { text: sentence.into(), bad: true });
    }

    /// The files that nobody has read yet, the ones on top first.
    pub fn unread(&self) -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = Vec::new();
        for entry in self.entries.iter().filter(|entry| entry.is_unread()) {
            if !paths.contains(&entry.path) {
                paths.push(entry.path.clone());
            }
        }
        paths
    }

    /// The lines that are shown, and whether they are the chosen one.
    pub fn shown(&self) -> impl Iterator<Item = (&Entry, bool)> {
        let wanted = folded(self.query.trim());
        let lines = self.entries.iter().enumerate();
        lines.filter(move |(_, entry)| entry.is_shown(&wanted)).map(|(n, entry)| (entry, n == self.at))
    }

    /// How many files of the folder are still being read.
    pub fn reading(&self) -> usize {
        self.entries.iter().filter(|entry| entry.part == Part::Here && entry.is_unread()).count()
    }

    /// How many files of the folder are not listed.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    fn key(&mut self, key: Key) {
        self.message = None;
        match key {
            Key { code: Code::F(10), .. } | Key { code: Code::Char('q'), ctrl: true, .. } => {
                return self.wishes.push(Wish::Quit);
            }
            Key { code: Code::Char('l'), ctrl: true, .. } => return self.wishes.push(Wish::Repaint),
            Key { code: Code::Char('c'), ctrl: true, .. } => return self.complain(say::START_LEAVE),
            _ => {}
        }
        if let Some(notice) = self.notice.take() {
            if let Next::Stay = notice.key(key) {
                self.notice = Some(notice);
            }
            return;
        }
        if self.naming.is_some() {
            return self.naming_key(key);
        }
        let page = self.page.max(2) as isize - 1;
        match key.code {
            Code::Up | Code::BackTab => self.step(-1),
            Code::Down | Code::Tab => self.step(1),
            Code::PageUp => self.step(-page),
            Code::PageDown => self.step(page),
            Code::Home => self.step(isize::MIN / 2),
            Code::End => self.step(isize::MAX / 2),
            Code::Enter => self.choose(),
            Code::Esc if self.query.is_empty() => self.wishes.push(Wish::Quit),
            Code::Esc => {
                self.query.clear();
                self.settle();
            }
            _ => {
                if type_into(&mut self.query, key) {
                    self.settle();
                }
            }
        }
    }

    fn naming_key(&mut self, key: Key) {
        let Some(name) = &mut self.naming else { return };
        match key.code {
            Code::Esc => self.naming = None,
            Code::Enter if name.trim().is_empty() => self.complain(say::START_NAME_EMPTY),
            Code::Enter if name.contains('/') || name.trim().starts_with('.') => {
                self.complain(say::START_NAME_ELSEWHERE);
            }
            Code::Enter => self.wishes.push(Wish::Create(file_name(name.trim()))),
            _ => {
                type_into(name, key);
            }
        }
    }

    fn choose(&mut self) {
        let wanted = folded(self.query.trim());
        let Some(entry) = self.entries.get(self.at).filter(|entry| entry.is_shown(&wanted)) else { return };
        match entry.part {
            Part::New => self.naming = Some(String::new()),
            _ => self.wishes.push(Wish::Open(entry.path.clone())),
        }
    }

    /// The numbers of the lines that are shown.
    fn numbers(&self) -> Vec<usize> {
        let wanted = folded(self.query.trim());
        (0..self.entries.len())
            .filter(|n| self.entries.get(*n).is_some_and(|entry| entry.is_shown(&wanted)))
            .collect()
    }

    fn step(&mut self, by: isize) {
        let numbers = self.numbers();
        // a line that is still being read stands before the one that follows it
        let now = numbers.iter().position(|n| *n >= self.at).unwrap_or(numbers.len());
        let by = if by > 0 && numbers.get(now) != Some(&self.at) { by - 1 } else { by };
        let next = now.saturating_add_signed(by).min(numbers.len().saturating_sub(1));
        if let Some(at) = numbers.get(next) {
            self.at = *at;
        }
    }

    /// Keeps the chosen line among those that are shown, or will be once they are read: the first
    /// document must not lose its turn to a text because it takes a moment to read.
    fn settle(&mut self) {
        let wanted = folded(self.query.trim());
        let stays = |entry: &Entry| entry.is_shown(&wanted) || wanted.is_empty() && entry.is_unread();
        if self.entries.get(self.at).is_some_and(stays) {
            return;
        }
        let mut lines = (0..self.entries.len()).filter(|n| self.entries.get(*n).is_some_and(stays));
        let mut last = None;
        let next = lines.find(|n| {
            last = Some(*n);
            *n > self.at
        });
        self.at = next.or(last).unwrap_or(0);
    }
}

/// A sentence to be read and closed.
pub(super) fn notice(sentence: String) -> Question {
    let close = |code, words: &str| (Key::plain(code), words.to_string(), Answer::Nothing);
    Question {
        title: say::NOTICE.to_string(),
        lines: vec![sentence],
        answers: vec![close(Code::Enter, say::ANSWER_CANCEL), close(Code::Esc, "")],
    }
}

/// The name of a document's file: it ends in `.json`.
fn file_name(name: &str) -> String {
    if name.to_lowercase().ends_with(".json") { name.to_string() } else { format!("{name}.json") }
}
