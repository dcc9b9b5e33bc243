//! What a broken session left behind, asked about over the panes; and what becomes of the journal of
//! this one.

use super::event::{Code, Key};
use super::plain::Page;
use super::popup::{Answer, Question};
use super::{App, Effect, Message};
use crate::model::Place;
use crate::text::say::recover;

/// What a person wants done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Take everything back in that fits.
    TakeIn,
    /// Look at all of it first.
    Look,
    /// Ask again.
    Ask,
    /// Keep the file as it is, and what was left out of the way.
    Aside,
}

/// What was left behind, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Story {
    /// Who, when, how much.
    pub about: Vec<String>,
    /// The first changes.
    pub few: Vec<String>,
    /// Everything, to be read through.
    pub all: String,
    /// Something can be taken back in.
    pub fits: bool,
}

/// How well what is not saved is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// As it should be.
    Well,
    /// Elsewhere than it should be; says where.
    Elsewhere(String),
    /// Not at all; says why.
    Lost(String),
}

impl App {
    /// Asks what is to be done about what was left behind. It is answered before anything else.
    pub fn ask_recovery(&mut self, story: &Story) {
        let choice = |choice| Answer::Do(Effect::Recovery(choice));
        let mut answers = vec![
            (Key::from('l'), recover::ANSWER_LOOK, choice(Choice::Look)),
            (Key::from('k'), recover::ANSWER_ASIDE, choice(Choice::Aside)),
            (Key::from('q'), recover::ANSWER_LEAVE, Answer::Quit),
        ];
        if story.fits {
            answers.insert(0, (Key::from('r'), recover::ANSWER_TAKE_IN, choice(Choice::TakeIn)));
        }
        let mut answers: Vec<(Key, String, Answer)> =
            answers.into_iter().map(|(key, words, answer)| (key, words.to_string(), answer)).collect();
        for key in [Key::ctrl(Code::Char('q')), Key::plain(Code::F(10))] {
            answers.push((key, String::new(), Answer::Quit));
        }
        let lines = story.about.iter().chain(&story.few).cloned().collect();
        self.ask(Question { title: recover::LEFT_TITLE.to_string(), lines, answers });
    }

    /// Shows all of it; closing leads back to the question.
    pub fn show_recovery(&mut self, story: &Story) {
        let text = format!("{}\n\n{}", story.about.join("\n"), story.all);
        let enter =
            story.fits.then_some((recover::ANSWER_TAKE_IN, Answer::Do(Effect::Recovery(Choice::TakeIn))));
        let page = Page::framed(recover::LEFT_TITLE.to_string(), text, enter);
        self.open_page(Page { back: Some(Effect::Recovery(Choice::Ask)), ..page });
    }

    /// What stands in the open field and its place, where it differs from the document.
    pub fn typed(&self) -> Option<(Place, String)> {
        let typing = self.typing.as_ref().filter(|typing| typing.is_changed())?;
        Some((typing.place.clone(), typing.text()))
    }

    /// Why nothing keeps what is not saved, while that is so.
    pub fn journal_lost(&self) -> Option<&str> {
        self.journal_lost.as_deref()
    }

    /// The journal stands otherwise than before.
    pub fn journal(&mut self, kept: Kept) {
        let (lost, sentence) = match kept {
            Kept::Well => (None, None),
            Kept::Elsewhere(path) => (None, Some((recover::journal_elsewhere(&path), false))),
            Kept::Lost(why) => {
                let sentence = recover::journal_lost(&why);
                (Some(why), Some((sentence, true)))
            }
        };
        self.journal_lost = lost;
        if let Some((text, bad)) = sentence {
            self.message = Some(Message { text, bad });
        }
    }
}
