//! The editor without terminal and disk: events in, state and effects out.
//!
//! The caret is a place in the document, the rows it moves over are those of [`form`], and every
//! change goes through the [`Desk`]. A document that may only be looked at lies on no desk: it is
//! [`Bench::Reading`], and there is no way from there to an edit.

pub mod abreast;
pub mod action;
pub mod blocks;
pub mod caret;
mod change;
pub mod conflict;
pub mod copies;
pub mod event;
mod export;
pub mod filter;
pub mod find;
pub mod form;
mod hold;
pub mod keymap;
mod list;
mod listing;
mod look;
pub mod marks;
pub mod mouse;
pub mod panel;
pub mod plain;
pub mod popup;
pub mod preview;
pub mod prompt;
pub mod recovery;
mod refusal;
pub mod rows;
mod safe;
pub mod share;
pub mod shelf;
pub mod spot;
pub mod start;
mod take_in;
mod trail;
pub mod typing;
mod waive;

use std::collections::HashMap;

use action::{Action, Change, Look};
use caret::Caret;
use event::{Event, Key};
use filter::Filter;
use find::Search;
use form::{Row, RowKind, Tab};
use marks::Marks;
use panel::{Panel, Visit};
use popup::{Answer, Popup, Question};
use rows::Fresh;
use share::Share;
use spot::Spot;
use trail::Trail;
use typing::{Leave, Typing};
pub use waive::Signature;

use crate::check::{Checker, Proposal};
use crate::edit::{Desk, Edit, Logged};
use crate::model::{Document, Finding, Json, Place, Reading, Severity};
use crate::text::{clean, say};

/// Where the document lies: on a desk, to be changed, or behind glass.
#[derive(Debug)]
enum Bench {
    Writing(Box<Desk>),
    Reading { document: Box<Document>, why: String },
}

/// What the editor wants done outside: the run loop does it, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Save; `over` also when the file has changed meanwhile.
    Save { over: bool, then_quit: bool },
    /// Save under another name beside the file and go on with that.
    SaveCopy { then_quit: bool },
    /// Save under that name and go on with that file; `over` also where there is one.
    SaveAs { name: String, over: bool, then_quit: bool },
    /// Ask for the name to save under, beginning with that one.
    AskSaveAs { name: Option<String>, then_quit: bool },
    /// Something about a document that somebody else has open.
    Share(Share),
    /// Ask what the person is called.
    AskName,
    /// The person is called that.
    Name(String),
    /// Do something about what a broken session left behind.
    Recovery(recovery::Choice),
    /// Write the document in another format to the file of that name; `over` also where there is one.
    Export { name: String, over: bool },
    /// Ask for the name to export to once more.
    AskExport { name: String },
    /// Send a text to the terminal's clipboard.
    Copy(String),
    /// Let the user's editor change a text, and give it to [`App::edited_outside`].
    EditOutside(String),
    /// Read the file of that name, to be brought onto the document: [`App::bring`].
    Import(String),
    /// Complete the name of a file: [`App::complete_file`].
    CompleteFile(String),
    /// Paint everything again.
    Repaint,
    /// Have the terminal report the mouse, or not.
    Mouse(bool),
    /// Stop and come back later.
    Suspend,
    /// End.
    Quit,
}

/// A line about what just happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The sentence.
    pub text: String,
    /// It is about something that went wrong.
    pub bad: bool,
}

/// Rows that were cut or copied: the list they come from, and the records.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Clip {
    list: String,
    records: Vec<Json>,
    cut: bool,
}

/// What drawing learned about the screen, for the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learned {
    /// How many lines the pane shows.
    pub page: usize,
    /// The first line the pane shows.
    pub scroll: usize,
    /// How many lines of a text over the panes are seen.
    pub page_lines: usize,
    /// The first line of that text when its last one is seen.
    pub page_end: usize,
    /// Whether there is room for the panel beside the pane.
    pub wide: bool,
    /// Whether there is room for the panel at all, unless it is asked for.
    pub panel_fits: bool,
    /// What can be clicked, where the mouse is on; what was drawn last lies on top.
    pub spots: Vec<mouse::Spot>,
}

impl Default for Learned {
    fn default() -> Self {
        Learned {
            page: 20,
            scroll: 0,
            page_lines: 20,
            page_end: 0,
            wide: true,
            panel_fits: true,
            spots: Vec::new(),
        }
    }
}

/// The state of the editor.
#[derive(Debug)]
pub struct App {
    bench: Bench,
    checker: Checker,
    /// The name of the file, for the header.
    pub file_name: String,
    tab: Tab,
    carets: HashMap<String, Caret>,
    caret: Caret,
    /// The record that is opened, with all its fields, and the caret to come back to.
    opened: Option<(Place, Caret)>,
    typing: Option<Typing>,
    popup: Option<Popup>,
    panel: Panel,
    search: Search,
    clip: Option<Clip>,
    marks: Marks,
    fresh: Option<Fresh>,
    trail: Trail,
    /// Where the caret was at steps that change many places, by the state they led to.
    stays: HashMap<u64, Spot>,
    message: Option<Message>,
    effects: Vec<Effect>,
    learned: Learned,
    /// The mouse is switched on.
    mouse_on: bool,
    /// The field that the user's editor was started for, and what it held.
    outside: Option<(Place, String)>,
    /// Where F7 or F8 went last.
    visited: Option<Visit>,
    signature: Signature,
    /// Though only looked at, it may be saved under another name.
    copies: bool,
    /// It is only looked at until somebody else has closed it.
    waits: bool,
    /// Why nothing keeps what is not saved, while that is so.
    journal_lost: Option<String>,
}

impl App {
    /// Opens `document` for writing, or for looking when `read_only` says why it cannot be written.
    pub fn new(
        file_name: impl Into<String>,
        document: Document,
        reading: &Reading,
        read_only: Option<String>,
    ) -> App {
        let checker = Checker::new(&document, reading);
        let bench = match read_only {
            Some(why) => Bench::Reading { document: Box::new(document), why },
            None => Bench::Writing(Box::new(Desk::new(document))),
        };
        let mut app = App {
            bench,
            checker,
            file_name: clean::visible(&file_name.into()).into_owned(),
            tab: Tab::Overview,
            carets: HashMap::new(),
            caret: Caret::default(),
            opened: None,
            typing: None,
            popup: None,
            panel: Panel::default(),
            search: Search::default(),
            clip: None,
            marks: Marks::default(),
            fresh: None,
            trail: Trail::default(),
            stays: HashMap::new(),
            message: None,
            effects: Vec::new(),
            learned: Learned::default(),
            mouse_on: false,
            outside: None,
            visited: None,
            signature: Signature::default(),
            copies: false,
            waits: false,
            journal_lost: None,
        };
        if let Some(why) = app.read_only() {
            let text = say::opened_read_only(why);
            app.say(text);
        }
        app.settle();
        if app.read_only().is_none() {
            app.choose_conflicts();
        }
        app
    }

    /// Takes in what happened.
    pub fn event(&mut self, event: Event) {
        let before = self.standing();
        let command = match &event {
            Event::Key(key) if self.popup.is_none() && self.typing.is_none() => keymap::command(*key),
            _ => None,
        };
        match event {
            Event::Key(key) => self.key(key),
            Event::Paste(text) => self.paste(&text),
            Event::Mouse(mouse) => self.mouse_did(mouse),
            Event::Journal(kept) => return self.journal(kept),
            Event::Resized
            | Event::Stop
            | Event::Resumed
            | Event::Found(_)
            | Event::Outside(_)
            | Event::End(_) => {
                return;
            }
        }
        // what was drawn is not what can be clicked any more
        self.learned.spots.clear();
        self.remember(before, command);
        self.tell_marks();
    }

    /// What is to be done outside, since this was last asked.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// What was changed since this was last asked, for the journal.
    pub fn take_log(&mut self) -> Vec<Logged> {
        match &mut self.bench {
            Bench::Writing(desk) => desk.take_log(),
            Bench::Reading { .. } => Vec::new(),
        }
    }

    /// Takes in an edit that was made elsewhere (recovered, merged), as one step of that name. Does
    /// nothing where the document may only be looked at, and complains when the edit does not fit.
    pub fn take_in(&mut self, name: &str, edit: &Edit) {
        self.close_field();
        self.commit_safe(name, edit);
    }

    /// Asks a question over the panes.
    pub fn ask(&mut self, question: Question) {
        self.popup = Some(Popup::Ask(question));
    }

    /// The document as it is now.
    pub fn document(&self) -> &Document {
        match &self.bench {
            Bench::Writing(desk) => desk.document(),
            Bench::Reading { document, .. } => document,
        }
    }

    /// Why the document cannot be changed.
    pub fn read_only(&self) -> Option<&str> {
        match &self.bench {
            Bench::Writing(_) => None,
            Bench::Reading { why, .. } => Some(why),
        }
    }

    /// Whether something is not saved; text in an open field counts.
    pub fn is_changed(&self) -> bool {
        let on_desk = matches!(&self.bench, Bench::Writing(desk) if desk.is_changed());
        on_desk || self.typing.as_ref().is_some_and(Typing::is_changed)
    }

    /// At how many places something is not saved, where they can be counted.
    pub fn unsaved_places(&self) -> Option<usize> {
        match &self.bench {
            Bench::Writing(desk) => desk.unsaved_places(),
            Bench::Reading { .. } => Some(0),
        }
    }

    /// What the steps are called that are not saved, the latest first.
    pub(super) fn unsaved_names(&self) -> Vec<&str> {
        match &self.bench {
            Bench::Writing(desk) => desk.unsaved_names().collect(),
            Bench::Reading { .. } => Vec::new(),
        }
    }

    /// How many steps are not saved, where they can be counted.
    pub fn unsaved_steps(&self) -> Option<usize> {
        match &self.bench {
            Bench::Writing(desk) => desk.steps_since_save(),
            Bench::Reading { .. } => Some(0),
        }
    }

    /// The tabs.
    pub fn tabs(&self) -> Vec<Tab> {
        form::tabs(self.document())
    }

    /// The tab that is shown.
    pub fn tab(&self) -> &Tab {
        &self.tab
    }

    /// The rows that are shown: those of the tab, or of the opened record.
    pub fn rows(&self) -> Vec<Row> {
        match &self.opened {
            Some((place, _)) => form::record(self.document(), place),
            None => form::rows(self.document(), &self.tab),
        }
    }

    /// The record that is opened over its tab.
    pub fn opened(&self) -> Option<&Place> {
        self.opened.as_ref().map(|(place, _)| place)
    }

    /// Where the caret is: row and cell of [`rows`](App::rows), and the place.
    pub fn caret(&self) -> &Caret {
        &self.caret
    }

    /// The field that is typed in.
    pub fn typing(&self) -> Option<&Typing> {
        self.typing.as_ref()
    }

    /// What lies over the panes.
    pub fn popup(&self) -> Option<&Popup> {
        self.popup.as_ref()
    }

    /// The validation panel.
    pub fn panel(&self) -> &Panel {
        &self.panel
    }

    /// The findings and their counts.
    pub fn checker(&self) -> &Checker {
        &self.checker
    }

    /// The search and its hits.
    pub fn search(&self) -> &Search {
        &self.search
    }

    /// What just happened.
    pub fn message(&self) -> Option<&Message> {
        self.message.as_ref()
    }

    /// What drawing learned last.
    pub fn learned(&self) -> Learned {
        self.learned.clone()
    }

    /// Remembers what drawing learned.
    pub fn learn(&mut self, learned: Learned) {
        self.learned = learned;
    }

    /// The file was written.
    pub fn saved(&mut self, name: Option<String>) {
        if let Bench::Writing(desk) = &mut self.bench {
            desk.mark_saved();
        }
        if let Some(name) = name {
            self.file_name = clean::visible(&name).into_owned();
        }
        self.say(say::saved(&self.file_name));
    }

    /// The file could not be written; `changed` when it is not the one that was read any more.
    pub fn not_saved(&mut self, sentence: String, changed: bool, then_quit: bool) {
        if changed {
            self.popup = Some(Popup::changed_outside(sentence, then_quit));
        } else {
            self.popup = Some(Popup::not_saved(sentence, then_quit));
        }
    }

    /// The run loop did something that a person should know.
    pub fn tell(&mut self, sentence: impl Into<String>) {
        self.say(sentence.into());
    }

    /// Something the run loop tried went wrong.
    pub fn complain(&mut self, sentence: impl Into<String>) {
        self.message = Some(Message { text: sentence.into(), bad: true });
    }

    /// The text that the user's editor left, for the field it was started for.
    pub fn edited_outside(&mut self, text: &str) {
        let Some((place, before)) = self.outside.take() else { return };
        let ended = |text: &str| text.trim_end_matches(['\n', '\r']).to_string();
        if ended(text) == ended(&before) {
            return;
        }
        let text = if is_paragraph(&place) {
            clean::typed(&ended(text)).into_owned()
        } else {
            clean::one_line(text)
        };
        self.commit_text(&place, &text);
    }

    /// Takes what is typed in an open field into the document, so that it can be made safe.
    pub fn close_field(&mut self) {
        if self.typing.is_some() {
            self.leave_field(true);
        }
    }

    fn say(&mut self, text: String) {
        self.message = Some(Message { text, bad: false });
    }

    fn key(&mut self, key: Key) {
        self.message = None;
        if self.popup.is_some() {
            self.popup_key(key);
        } else if self.typing.is_some() {
            self.typing_key(key);
        } else if let Some(action) = keymap::command(key) {
            self.act(action);
        } else if let Some(c) = keymap::opens_field(key) {
            self.open_with(&c.to_string());
        } else if let Some(digit) = keymap::digit(key) {
            self.popup = Some(Popup::find(digit.to_string()));
        }
    }

    /// Carries a command out, or says why it cannot be.
    pub fn act(&mut self, action: Action) {
        if let Some(why) = self.refusal(action) {
            self.complain(why);
            return;
        }
        match action {
            Action::Look(look) => self.look(look),
            Action::Change(change) => self.change(change),
        }
    }

    fn undo_name(&self) -> Option<&str> {
        match &self.bench {
            Bench::Writing(desk) => desk.undo_name(),
            Bench::Reading { .. } => None,
        }
    }

    fn redo_name(&self) -> Option<&str> {
        match &self.bench {
            Bench::Writing(desk) => desk.redo_name(),
            Bench::Reading { .. } => None,
        }
    }

    /// The row the caret is in.
    pub fn row(&self) -> Option<Row> {
        self.rows().into_iter().nth(self.caret.row)
    }

    /// The finding that is explained: the one chosen in the panel, or gone to by F8, else the worst
    /// at the caret that the filter shows.
    pub fn current_finding(&self) -> Option<&Finding> {
        if self.panel.focused {
            return self.panel_finding();
        }
        if let Some(finding) = self.visited_finding() {
            return Some(finding);
        }
        let whole_row = || {
            let row = self.row().filter(|row| matches!(row.kind, RowKind::Indicator | RowKind::Project))?;
            self.worst_at(&row.item(self.caret.cell)?, self.panel.filter)
        };
        self.worst_at(&self.caret.place, self.panel.filter).or_else(whole_row)
    }

    /// The worst finding at or below `place` that `filter` shows.
    fn worst_at(&self, place: &Place, filter: Filter) -> Option<&Finding> {
        let near = self.checker.near(place);
        let here = near.filter(|finding| is_seen_at(&finding.place, place) && filter.lets(finding));
        here.min_by_key(|finding| finding.severity)
    }

    /// How bad it is at or below `place`.
    pub fn severity_at(&self, place: &Place) -> Option<Severity> {
        self.worst_at(place, Filter::default()).map(|finding| finding.severity)
    }

    /// What is proposed for the current finding.
    pub fn proposal(&self) -> Option<Proposal> {
        crate::check::proposal(self.document(), self.current_finding()?)
    }

    /// Whether the cell at the caret is one text that can be typed.
    fn is_typed_in(&self, row: &Row) -> bool {
        let is_field = !matches!(row.kind, RowKind::Project | RowKind::EmptyList);
        is_field && self.caret.place.find(self.document()).is_none_or(|slot| slot.is_text())
    }

    fn typing_key(&mut self, key: Key) {
        let Some(typing) = &mut self.typing else { return };
        match typing.key(key) {
            None => {
                self.preview();
                self.elsewhere(key);
            }
            Some(Leave::Cancel) => self.leave_field(false),
            Some(leave) => {
                self.leave_field(true);
                match leave {
                    Leave::Down => self.look(Look::Down),
                    Leave::Next => self.look(Look::NextCell),
                    Leave::Previous => self.look(Look::PreviousCell),
                    Leave::Save => self.act(Action::Change(Change::Save)),
                    Leave::Cancel => {}
                }
            }
        }
    }

    /// Keys that would be commands: leaving takes what was typed along, of the others it is said that
    /// a field is open.
    fn elsewhere(&mut self, key: Key) {
        match keymap::command(key) {
            Some(Action::Look(Look::Quit)) => {
                self.leave_field(true);
                self.look(Look::Quit);
            }
            Some(Action::Look(Look::CopyCell)) => {
                let text = self.typing.as_ref().map(Typing::text).unwrap_or_default();
                self.effects.push(Effect::Copy(text));
            }
            Some(_) if matches!(key.code, event::Code::F(_)) || key.ctrl && !typing::is_own(key) => {
                self.say(say::STILL_TYPING.to_string());
            }
            _ => {}
        }
    }

    /// Tells how the text in the open field will be read and what is wrong with it.
    fn preview(&mut self) {
        let Some(typing) = &self.typing else { return };
        let edit = Edit::typed(self.document(), &typing.place, &typing.text());
        let is_target = typing.place.name() == Some("target");
        let read_as =
            if is_target { crate::model::Target::parse(&typing.text()).read_as() } else { String::new() };
        let findings = crate::check::preview_around(self.document(), &edit);
        if let Some(typing) = &mut self.typing {
            typing.read_as = read_as;
            typing.findings = findings;
        }
    }

    fn paste(&mut self, text: &str) {
        self.message = None;
        if let Some(popup) = &mut self.popup {
            popup.paste(text);
            return;
        }
        if self.typing.is_none()
            && let Some(offer) = self.offer(text)
        {
            self.popup = Some(Popup::Offer(Box::new(offer)));
            return;
        }
        self.paste_text(text);
    }

    /// Puts `text` into the field at the caret, which is opened for it.
    fn paste_text(&mut self, text: &str) {
        if self.typing.is_none() {
            self.open_with("");
        }
        let Some(typing) = &mut self.typing else { return };
        let text = if is_paragraph(&typing.place) {
            clean::typed(text.trim_end_matches(['\n', '\r'])).into_owned()
        } else {
            clean::one_line(text)
        };
        typing.insert(&text);
        self.preview();
    }

    fn answer(&mut self, answer: Answer) {
        match answer {
            Answer::Save { over, then_quit } => self.effects.push(Effect::Save { over, then_quit }),
            Answer::SaveCopy { then_quit } => self.effects.push(Effect::SaveCopy { then_quit }),
            Answer::Quit => self.effects.push(Effect::Quit),
            Answer::Do(effect) => self.effects.push(effect),
            Answer::Apply { name, edit, safe } => {
                if safe {
                    self.commit_here(&name, &edit);
                    self.say(say::done(&name));
                } else {
                    self.commit(&name, &edit);
                }
            }
            Answer::Insert(rows) => self.insert_rows(&rows),
            Answer::Text(text) => self.paste_text(&text),
            Answer::Nothing => {}
        }
    }
}

/// Whether what is found at `found` is seen at `place`: it is there or below it, or it is something
/// that has no field of its own: the budget as a whole is seen at its total, the plan at its dates.
fn is_seen_at(found: &Place, place: &Place) -> bool {
    let head = match found.name() {
        Some("budget") => "total",
        Some("spending_plan") => "by",
        _ => return found.within(place),
    };
    found.within(place) || place.name() == Some(head) && place.within(found)
}

/// Whether the field at `place` may hold several lines.
pub fn is_paragraph(place: &Place) -> bool {
    matches!(place.name(), Some("statement" | "goal" | "text" | "purpose"))
}
