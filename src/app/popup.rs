//! What lies over the panes and takes the keys: lists to choose from, and questions.

use super::action::{Action, COMMANDS};
use super::blocks::Offer;
use super::conflict::{Choice, Choosing};
use super::event::{Code, Key};
use super::plain::Page;
use super::prompt::{Asks, Prompt};
use super::rows::Rows;
use super::{App, Effect, form};
use crate::check::{self, Proposal};
use crate::edit::Edit;
use crate::model::{Document, Finding, Place, describe, label};
use crate::text::{clean, narrow, say};

/// A list or a question.
#[derive(Debug)]
pub enum Popup {
    /// Something to choose, narrowed down by typing.
    List(List),
    /// One line of text at the foot.
    Prompt(Prompt),
    /// A question with its answers by key.
    Ask(Question),
    /// A pasted block, and what it would become.
    Offer(Box<Offer>),
    /// A text to be read.
    Page(Page),
    /// Open conflicts, one after the other, and what to choose from.
    Conflicts(Choosing),
}

/// A list that is narrowed down by typing.
#[derive(Debug)]
pub struct List {
    /// What is listed.
    pub kind: ListKind,
    /// What was typed.
    pub query: String,
    /// The chosen entry.
    pub at: usize,
}

/// What is listed.
#[derive(Debug)]
pub enum ListKind {
    /// All commands.
    Help,
    /// Projects and fields.
    Find,
    /// Where the searched text stands.
    Hits,
    /// The values of the field at that place: the value, and a word beside it.
    Pick(Place, Vec<(String, String)>),
}

/// A line of a list.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is called.
    pub name: String,
    /// What stands beside it.
    pub aside: String,
    /// At the right end: keys.
    pub right: String,
    /// It cannot be chosen now.
    pub dim: bool,
    chosen: Chosen,
}

/// A question.
#[derive(Debug)]
pub struct Question {
    /// What is asked.
    pub title: String,
    /// What there is to know before answering.
    pub lines: Vec<String>,
    /// The answers: key, words, what then.
    pub answers: Vec<(Key, String, Answer)>,
}

/// What an answer does.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Save, also over another version; and then quit.
    Save { over: bool, then_quit: bool },
    /// Save beside the file under another name.
    SaveCopy { then_quit: bool },
    /// Quit without saving.
    Quit,
    /// Have the run loop do something.
    Do(Effect),
    /// Apply an edit as a step of that name; a safe one leaves the meaning as it is.
    Apply { name: String, edit: Edit, safe: bool },
    /// Put rows into their list.
    Insert(Box<Rows>),
    /// Paste a block as the text it is.
    Text(String),
    /// Go on.
    Nothing,
}

/// What was chosen.
#[derive(Debug, Clone)]
pub enum Chosen {
    /// A command.
    Run(Action),
    /// A place to go to.
    Go(Place),
    /// A hit of the search by its number.
    Hit(usize),
    /// A value for a field.
    Value(Place, String),
    /// What was typed at the foot.
    Typed(Asks, String),
    /// A side of a conflict.
    Conflict(Choice),
    /// An answer.
    Answer(Answer),
}

/// What a key leads to.
pub(super) enum Next {
    Stay,
    Close,
    Do(Chosen),
    /// The popup stays, and the run loop is asked for something.
    Ask(Effect),
}

impl Popup {
    /// All commands.
    pub fn help() -> Popup {
        Popup::list(ListKind::Help, String::new(), 0)
    }

    /// Where the searched text stands, with the hit that was shown last chosen.
    pub fn hits(at: usize) -> Popup {
        Popup::list(ListKind::Hits, String::new(), at)
    }

    /// Projects and fields that fit `query`.
    pub fn find(query: String) -> Popup {
        Popup::list(ListKind::Find, query, 0)
    }

    /// The line that asks what to search.
    pub fn search(query: String) -> Popup {
        Popup::Prompt(Prompt::new(Asks::Search, query))
    }

    /// What the field at `place` can be, with the value it has chosen.
    pub fn pick(document: &Document, place: Place, now: String) -> Popup {
        let choices = form::choices(document, &place);
        let at = choices.iter().position(|(value, _)| *value == now).unwrap_or(0);
        Popup::list(ListKind::Pick(place, choices), String::new(), at)
    }

    /// Quit although something is not saved?
    pub fn quit(app: &App) -> Popup {
        Popup::ask(
            say::quit_question(app.unsaved_places()),
            say::quit_lines(&app.unsaved_names(), &app.file_name),
            vec![
                (Key::from('s'), say::ANSWER_SAVE_QUIT, Answer::Save { over: false, then_quit: true }),
                (Key::from('n'), say::ANSWER_DISCARD, Answer::Quit),
            ],
        )
    }

    /// The file on the disk is another one than was read.
    pub fn changed_outside(sentence: String, then_quit: bool) -> Popup {
        Popup::ask(
            say::CHANGED_OUTSIDE.to_string(),
            vec![sentence],
            vec![
                (Key::from('c'), say::ANSWER_COPY, Answer::SaveCopy { then_quit }),
                (Key::from('a'), say::share::ANSWER_SAVE_AS, save_as(then_quit)),
                (Key::from('o'), say::ANSWER_OVER, Answer::Save { over: true, then_quit }),
            ],
        )
    }

    /// Saving failed.
    pub fn not_saved(sentence: String, then_quit: bool) -> Popup {
        Popup::ask(
            say::NOT_SAVED.to_string(),
            vec![sentence],
            vec![
                (Key::from('r'), say::ANSWER_AGAIN, Answer::Save { over: false, then_quit }),
                (Key::from('c'), say::ANSWER_COPY, Answer::SaveCopy { then_quit }),
                (Key::from('a'), say::share::ANSWER_SAVE_AS, save_as(then_quit)),
            ],
        )
    }

    /// A proposal for a finding that changes the meaning: the rule and the place, before and after,
    /// and the consent.
    pub fn consent(document: &Document, finding: &Finding, proposal: Proposal) -> Popup {
        let rule = check::rule(finding.code).map_or("", |rule| rule.name);
        let place = describe(document, &finding.place);
        let lines = vec![place, String::new(), say::before(&proposal.before), say::after(&proposal.after)];
        let apply = Answer::Apply { name: proposal.name, edit: proposal.edit, safe: false };
        let mut popup = Popup::ask(
            format!("{} {rule}", finding.code),
            lines,
            vec![(Key::plain(Code::Enter), say::ANSWER_APPLY, apply.clone())],
        );
        if let Popup::Ask(question) = &mut popup {
            question.answers.insert(1, (Key::plain(Code::F(9)), String::new(), apply));
        }
        popup
    }

    fn list(kind: ListKind, query: String, at: usize) -> Popup {
        Popup::List(List { kind, query, at })
    }

    pub(super) fn ask(title: String, lines: Vec<String>, answers: Vec<(Key, &str, Answer)>) -> Popup {
        let mut answers: Vec<(Key, String, Answer)> =
            answers.into_iter().map(|(key, words, answer)| (key, words.to_string(), answer)).collect();
        answers.push((Key::plain(Code::Esc), say::ANSWER_CANCEL.to_string(), Answer::Nothing));
        Popup::Ask(Question { title, lines, answers })
    }

    /// A paste is text for the line that is typed.
    pub(super) fn paste(&mut self, text: &str) {
        match self {
            Popup::Prompt(prompt) => prompt.paste(text),
            Popup::List(list) => list.query.push_str(&clean::one_line(text)),
            _ => {}
        }
    }

    pub(super) fn key(&mut self, app: &App, key: Key) -> Next {
        match self {
            Popup::Ask(question) => question.key(key),
            Popup::Prompt(prompt) => prompt.key(key),
            Popup::List(list) => list.key(app, key),
            Popup::Offer(offer) => offer.key(key),
            Popup::Page(page) => page.key(app, key),
            Popup::Conflicts(choosing) => choosing.key(app, key),
        }
    }
}

fn save_as(then_quit: bool) -> Answer {
    Answer::Do(Effect::AskSaveAs { name: None, then_quit })
}

/// Types into a single line that has no caret but its end.
pub(super) fn type_into(line: &mut String, key: Key) -> bool {
    match key.code {
        Code::Backspace => {
            let cut = crate::text::width::grapheme_indices(line).next_back().map_or(0, |(at, _)| at);
            line.truncate(cut);
            true
        }
        Code::Char('u') if key.ctrl => {
            line.clear();
            true
        }
        Code::Char(c) if !key.ctrl && !key.alt && !clean::is_unsafe(c) => {
            line.push(c);
            true
        }
        _ => false,
    }
}

impl Question {
    pub(super) fn key(&self, key: Key) -> Next {
        let narrow = match key.code {
            Code::Char(c) => Key { code: Code::Char(narrow::narrow_char(c).to_ascii_lowercase()), ..key },
            _ => key,
        };
        match self.answers.iter().find(|(wanted, ..)| *wanted == narrow) {
            Some((.., Answer::Nothing)) => Next::Close,
            Some((.., answer)) => Next::Do(Chosen::Answer(answer.clone())),
            None => Next::Stay,
        }
    }
}

impl List {
    fn key(&mut self, app: &App, key: Key) -> Next {
        let entries = self.entries(app);
        let last = entries.len().saturating_sub(1);
        match key.code {
            Code::Esc => return Next::Close,
            Code::Enter => {
                return match entries.into_iter().nth(self.at) {
                    Some(entry) => Next::Do(entry.chosen),
                    None => Next::Stay,
                };
            }
            Code::Up | Code::BackTab => self.at = self.at.saturating_sub(1),
            Code::Down | Code::Tab => self.at = (self.at + 1).min(last),
            Code::PageUp => self.at = self.at.saturating_sub(10),
            Code::PageDown => self.at = (self.at + 10).min(last),
            Code::Home => self.at = 0,
            Code::End => self.at = last,
            _ => {
                if type_into(&mut self.query, key) {
                    self.at = 0;
                }
            }
        }
        Next::Stay
    }

    /// The lines that fit what was typed.
    pub fn entries(&self, app: &App) -> Vec<Entry> {
        let wanted = super::find::folded(self.query.trim());
        let fits = |text: &str| super::find::folded(text).contains(&wanted);
        match &self.kind {
            ListKind::Hits => app
                .hits()
                .map(|(text, place, at)| Entry {
                    name: text,
                    aside: place,
                    right: String::new(),
                    dim: false,
                    chosen: Chosen::Hit(at),
                })
                .filter(|entry| fits(&entry.name) || fits(&entry.aside))
                .collect(),
            ListKind::Find => {
                let entry = |name: String, chosen: Chosen| Entry {
                    name,
                    aside: String::new(),
                    right: String::new(),
                    dim: false,
                    chosen,
                };
                let found = app.matches(&self.query).into_iter();
                let found = found.map(|(name, place)| entry(name, Chosen::Go(place)));
                let typed = self.query.trim().to_string();
                let filled = app.field_for(&typed).map(|place| {
                    entry(say::fill_in(&typed, label(&place)), Chosen::Value(place, typed.clone()))
                });
                found.chain(filled).collect()
            }
            ListKind::Help => {
                let mut entries: Vec<Entry> = COMMANDS
                    .iter()
                    .map(|command| {
                        let keys: Vec<String> = command.keys.iter().map(|key| key.shown()).collect();
                        let refusal = app.refusal(command.action);
                        Entry {
                            name: command.name.to_string(),
                            dim: refusal.is_some(),
                            aside: refusal.unwrap_or_else(|| command.help.to_string()),
                            right: keys.join(" "),
                            chosen: Chosen::Run(command.action),
                        }
                    })
                    .filter(|entry| fits(&entry.name) || fits(&entry.aside) || fits(&entry.right))
                    .collect();
                // what is called so goes before what only speaks of it
                entries.sort_by_key(|entry| !fits(&entry.name));
                entries
            }
            ListKind::Pick(place, choices) => {
                let choice = |name: &str, aside: &str| Entry {
                    name: name.to_string(),
                    aside: aside.to_string(),
                    right: String::new(),
                    dim: false,
                    chosen: Chosen::Value(place.clone(), name.to_string()),
                };
                let mut entries: Vec<Entry> = choices
                    .iter()
                    .filter(|(name, aside)| fits(name) || fits(aside))
                    .map(|(name, aside)| choice(name, aside))
                    .collect();
                let typed = self.query.trim();
                if !typed.is_empty() && !choices.iter().any(|(name, _)| name == typed) {
                    entries.push(choice(typed, say::FREE_TEXT));
                }
                entries
            }
        }
    }
}
