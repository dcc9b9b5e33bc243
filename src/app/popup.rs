//! What lies over the panes and takes the keys: lists to choose from, and questions.

use super::action::Action;
use super::blocks::Offer;
use super::conflict::{Choice, Choosing};
use super::event::{Code, Key};
pub use super::list::{Entry, List, ListKind};
use super::plain::Page;
use super::prompt::{Asks, Prompt};
use super::rows::Rows;
use super::{App, Effect, form};
use crate::check::{self, Proposal};
use crate::edit::Edit;
use crate::model::{Document, Finding, Place, describe};
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
