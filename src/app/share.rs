//! Two people at one document, as the editor sees it: it asks, and the run loop carries out; and
//! another state of the document is shown in the place of the one that was.

use super::event::Key;
use super::marks::Marks;
use super::popup::{Answer, Popup};
use super::prompt::{Asks, Prompt};
use super::{App, Bench, Effect};
use crate::check::Checker;
use crate::edit::{Desk, Edit};
use crate::model::{Document, Reading};
use crate::text::say;
use crate::text::say::share as words;

/// What is wanted of a document that somebody else has open for writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Tell who has it.
    Who,
    /// Open it for writing as soon as it is free.
    Wait,
    /// Only look, and wait no more.
    Look,
    /// Go on with a copy of it.
    Copy,
    /// Open it for writing: whoever had it is gone.
    TakeOver,
}

impl App {
    /// Shows `document` in the place of the one before, as after opening it: for writing, or for
    /// looking where `read_only` says why. Tab and caret stay where they are, as far as it has the
    /// place; the history begins anew.
    pub fn show_anew(&mut self, document: Document, reading: &Reading, read_only: Option<String>) {
        self.checker = Checker::new(&document, reading);
        self.bench = match read_only {
            Some(why) => Bench::Reading { document: Box::new(document), why },
            None => Bench::Writing(Box::new(Desk::new(document))),
        };
        self.typing = None;
        self.marks = Marks::default();
        self.fresh = None;
        self.outside = None;
        self.visited = None;
        self.stays.clear();
        self.search.hits.clear();
        self.settle();
    }

    /// Takes in an edit that leads to `state`, what the file holds now, where nothing was changed
    /// here. The caret stays where it is. Gives whether the edit led there; what is shown is to be
    /// replaced where it did not.
    pub fn follow(&mut self, name: &str, edit: &Edit, state: &Document) -> bool {
        let Bench::Writing(desk) = &mut self.bench else { return false };
        let Ok(change) = desk.commit(name, edit) else { return false };
        // the order of fields counts, too
        let exact = desk.document().to_json() == state.to_json();
        desk.mark_saved();
        self.checker.update(desk.document(), &change.touched);
        self.marks_after(&change);
        self.settle();
        exact
    }

    /// The number of the state the document is in: it is another one after every change.
    pub fn revision(&self) -> u64 {
        match &self.bench {
            Bench::Writing(desk) => desk.revision(),
            Bench::Reading { .. } => 0,
        }
    }

    /// Whether a document that is only looked at may be saved under another name.
    pub fn may_be_copied(&mut self, may: bool) {
        self.copies = may;
    }

    /// Whether a document that is only looked at is waited for.
    pub fn wait(&mut self, waits: bool) {
        self.waits = waits;
    }

    /// Whether the document can be changed as soon as somebody else has closed it.
    pub fn is_waiting(&self) -> bool {
        self.waits && self.read_only().is_some()
    }

    /// Says that somebody else has the document open for writing, and asks what to do; `gone` where
    /// that program seems to have ended without giving it back.
    pub fn ask_share(&mut self, who: Vec<String>, waiting: bool, gone: bool) {
        let share = |share| Answer::Do(Effect::Share(share));
        let mut answers = vec![
            (Key::from('l'), words::ANSWER_LOOK, share(Share::Look)),
            (Key::from('w'), words::ANSWER_WAIT, share(Share::Wait)),
            (Key::from('c'), words::ANSWER_EDIT_COPY, share(Share::Copy)),
        ];
        if gone {
            answers.push((Key::from('t'), words::ANSWER_TAKE_OVER, share(Share::TakeOver)));
        }
        let title = if waiting { words::WAITING } else { words::HELD };
        self.popup = Some(Popup::ask(title.to_string(), who, answers));
    }

    /// Nobody has it open for writing any more: asks whether to begin.
    pub fn ask_begin(&mut self) {
        let begin = Answer::Do(Effect::Share(Share::TakeOver));
        let answers = vec![(Key::from('e'), words::ANSWER_BEGIN, begin)];
        self.popup = Some(Popup::ask(words::FREE.to_string(), Vec::new(), answers));
    }

    /// Asks what the person is called, once the screen is free.
    pub fn ask_name(&mut self, known: String) {
        if self.popup.is_none() {
            self.popup = Some(Popup::Prompt(Prompt::new(Asks::Name { known: known.clone() }, known)));
        }
    }

    /// Asks for the name of the file to save to, beginning with `name`.
    pub fn ask_save_as(&mut self, name: &str, then_quit: bool) {
        self.popup = Some(Popup::Prompt(Prompt::new(Asks::SaveAs { then_quit }, name)));
    }

    /// There is a file of the name to save to.
    pub fn ask_replace(&mut self, name: &str, then_quit: bool) {
        let name = name.to_string();
        let over = Effect::SaveAs { name: name.clone(), over: true, then_quit };
        let another = Effect::AskSaveAs { name: Some(name.clone()), then_quit };
        self.popup = Some(Popup::ask(
            words::REPLACE.to_string(),
            vec![words::replace(&name)],
            vec![
                (Key::from('a'), words::ANSWER_OTHER_NAME, Answer::Do(another)),
                (Key::from('o'), words::ANSWER_REPLACE, Answer::Do(over)),
            ],
        ));
    }

    /// The document was saved, and that it could not be kept as it was before is to be known.
    pub fn saved_without_backup(&mut self, why: &str) {
        self.complain(words::no_backup(&self.file_name, why));
    }

    /// Why the document cannot be saved under another name.
    pub(super) fn save_as_refusal(&self) -> Option<String> {
        self.read_only().filter(|_| !self.copies).map(say::cannot_change)
    }
}
