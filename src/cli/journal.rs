//! The journal of an open document: what the editor changed is handed to it, what an earlier session
//! left behind is asked about, and at the end it goes or stays, as the work is safe or not.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use super::open::Open;
use super::signature::{moment, now, signature};
use crate::app::event::Event;
use crate::app::recovery::{Choice, Kept, Story};
use crate::edit::{Edit, Logged};
use crate::model::Place;
use crate::store::journal::{
    self, Fit, Found, Journal, Left, Nests, Opening, Standing, Step, Unreadable, found, host,
};
use crate::store::{self, Memory, Source};
use crate::text::say::{self, recover};
use crate::text::width;

/// How many changes the question itself shows.
const FEW: usize = 3;
/// How wide one of them is.
const LINE: usize = 48;
/// How many characters are shown before what differs in a long text.
const BEFORE: usize = 6;

/// Keeps the journal of one document.
#[derive(Debug)]
pub struct Keeper {
    nests: Nests,
    journal: Option<Journal>,
    /// What stood in the open field when it was last told.
    typing: Option<(Place, String)>,
    /// What was left behind and is not decided yet; the first is asked about.
    left: Vec<Left>,
    /// What was taken back in and is not saved: it is not lost by leaving without saving.
    taken: bool,
    /// Where it is told how the journal stands.
    events: Option<Sender<Event>>,
}

impl Keeper {
    /// For a document from `source`; its journals may lie in `memory`, too.
    pub fn new(source: &Source, memory: &Memory) -> Keeper {
        let nests = Nests::of(source, memory);
        Keeper { nests, journal: None, typing: None, left: Vec::new(), taken: false, events: None }
    }

    /// Writes down what was done and typed, in this order: the field that was open, the steps.
    fn note(
        &mut self,
        whose: (&Source, &str),
        log: Vec<Logged>,
        typing: Option<(Place, String)>,
    ) -> Option<Kept> {
        if log.is_empty() && typing == self.typing {
            return None;
        }
        let journal = match self.journal(whose, None) {
            Ok(journal) => journal,
            Err(kept) => return Some(kept),
        };
        journal.typing(typing.clone());
        let time = now();
        log.into_iter().for_each(|logged| journal.edit(logged, time));
        self.typing = typing;
        None
    }

    /// The journal of that file and that person, which is begun when it is first needed; in place of
    /// the one at `takes`.
    fn journal(
        &mut self,
        (source, person): (&Source, &str),
        takes: Option<PathBuf>,
    ) -> Result<&Journal, Kept> {
        if self.journal.is_none() {
            let opening = Opening {
                base: source.content().to_string(),
                path: source.target().to_string_lossy().into_owned(),
                user: signature(person).by,
                host: host(),
                pid: std::process::id(),
                time: now(),
            };
            let events = self.events.clone();
            let tell = move |standing| {
                if let Some(events) = &events {
                    // a run loop that is gone needs to know nothing
                    let _ = events.send(Event::Journal(kept(&standing)));
                }
            };
            match Journal::start(self.nests.clone(), opening, takes, tell) {
                Ok(journal) => self.journal = Some(journal),
                Err(error) => return Err(Kept::Lost(error.to_string())),
            }
        }
        self.journal.as_ref().ok_or_else(|| Kept::Lost(String::new()))
    }

    /// Everything is saved or not wanted any more.
    fn close(&mut self) {
        if let Some(journal) = self.journal.take() {
            journal.discard();
        }
        (self.typing, self.taken) = (None, false);
    }
}

fn kept(standing: &Standing) -> Kept {
    match standing {
        Standing::Kept => Kept::Well,
        Standing::Elsewhere(path) => Kept::Elsewhere(say::path(path)),
        Standing::Lost(kind, system) => Kept::Lost(recover::journal_because(*kind, system)),
    }
}

impl Open {
    /// Has it told to `events` how the journal stands.
    pub fn tell_journal(&mut self, events: Sender<Event>) {
        self.keeper.events = Some(events);
    }

    /// Writes down what was changed and typed since this was last called.
    pub fn note(&mut self) {
        let (log, typing) = (self.app.take_log(), self.app.typed());
        if let Some(kept) = self.keeper.note((&self.source, &self.person), log, typing) {
            self.app.journal(kept);
        }
    }

    /// Brings the journal to the disk; gives where it lies, when everything is in it.
    pub fn settle_journal(&mut self) -> Option<PathBuf> {
        self.note();
        let (standing, path) = self.keeper.journal.as_ref()?.settle()?;
        path.filter(|_| !matches!(standing, Standing::Lost(..)))
    }

    /// Before a save: from now on the journal can tell whether it came through.
    pub(super) fn before_save(&mut self) {
        self.note();
        if let Some(journal) = &self.keeper.journal {
            journal.saving(store::content_of(self.app.document(), &self.source));
        }
    }

    /// After a save, to the file or to another one that is now the document's.
    pub(super) fn after_save(&mut self) {
        self.keeper.close();
        let (events, left) = (self.keeper.events.take(), std::mem::take(&mut self.keeper.left));
        let taken = Keeper::new(&self.source, &self.memory);
        self.keeper = Keeper { events, left, ..taken };
        self.app.journal(Kept::Well);
    }

    /// The file holds something else than before, as the source now says, and `edit` leads from that to
    /// the document, called `name`; `None`: nothing does, as the document is what the file holds. The
    /// journal begins anew from there, and until it has, the old one stays.
    pub fn journal_from_here(&mut self, name: &str, edit: Option<Edit>) {
        let old = self.settle_journal();
        // the thread lets go of it first; what was done before is part of `edit`
        self.keeper.journal = None;
        self.keeper.typing = None;
        match edit.filter(|edit| !edit.is_nothing()) {
            Some(edit) => {
                let begun = self.keeper.journal((&self.source, &self.person), old);
                let told = begun.map(|journal| journal.edit(Logged { name: name.to_string(), edit }, now()));
                if let Err(kept) = told {
                    self.app.journal(kept);
                }
                self.settle_journal();
            }
            None => {
                // it would be asked about, and nothing of it fit
                let _ = old.map(|path| journal::remove(&path));
            }
        }
    }

    /// The document is left, and what is not saved is not wanted. What had been left behind before and
    /// was taken back in is wanted all the same: it is set aside, and where is told.
    pub fn leave(&mut self) -> Option<String> {
        if self.keeper.taken
            && let Some(path) = self.settle_journal()
        {
            // the thread lets go of it first
            self.keeper.journal = None;
            return Some(match journal::set_aside(&path, &self.keeper.nests) {
                Ok(aside) => recover::taken_in_kept(&say::path(&aside)),
                Err(error) => recover::not_set_aside(&say::path(&path), &error.to_string()),
            });
        }
        self.keeper.close();
        None
    }

    /// Looks for what was left behind, and asks about it.
    pub(super) fn look_for_left(&mut self) {
        for found in found(&self.keeper.nests) {
            match found {
                Found::Left(left) => self.keeper.left.push(*left),
                Found::Busy(..) => {}
                Found::Unreadable(path, why) => {
                    self.app.complain(recover::left_unreadable(&say::path(&path), &because(&why)));
                }
            }
        }
        if self.app.read_only().is_none() {
            return self.ask_next();
        }
        let told = std::mem::take(&mut self.keeper.left).into_iter().find_map(|left| {
            let changes = self.fit(&left).changes.len();
            (changes > 0).then(|| recover::left_to_look(changes, &moment(left.replay.time())))
        });
        if let Some(sentence) = told {
            self.app.tell(sentence);
        }
    }

    /// What is to be done about what was left behind.
    pub(super) fn recovery(&mut self, choice: Choice) {
        let Some(left) = self.keeper.left.first() else { return };
        match choice {
            Choice::Ask => self.app.ask_recovery(&story(left, &self.fit(left))),
            Choice::Look => self.app.show_recovery(&story(left, &self.fit(left))),
            Choice::TakeIn => {
                self.take_in();
                self.ask_next();
            }
            Choice::Aside => {
                let sentence = aside(&left.path, &self.keeper.nests);
                self.app.tell(sentence);
                self.keeper.left.remove(0);
                self.ask_next();
            }
        }
    }

    fn fit(&self, left: &Left) -> Fit {
        let content = (!self.app.is_changed()).then(|| self.source.content());
        left.replay.fit(self.app.document(), content, self.source.target())
    }

    fn ask_next(&mut self) {
        while let Some(left) = self.keeper.left.first() {
            let fit = self.fit(left);
            if !fit.is_nothing() {
                return self.app.ask_recovery(&story(left, &fit));
            }
            // the file has everything; a file that stays says so again
            let _ = journal::remove(&left.path);
            self.keeper.left.remove(0);
        }
        // the question was before that of the conflicts of the file
        self.app.choose_conflicts();
    }

    fn take_in(&mut self) {
        let left = self.keeper.left.remove(0);
        let fit = self.fit(&left);
        let count = fit.changes.len();
        // the new journal takes the place of the old in one step, unless that holds more than fits
        let whole = fit.misfits.is_empty() && self.keeper.journal.is_none();
        if whole && let Err(kept) = self.keeper.journal((&self.source, &self.person), Some(left.path.clone()))
        {
            return self.app.journal(kept);
        }
        self.app.take_in(recover::STEP_TAKE_IN, &fit.edit);
        self.keeper.taken = true;
        let safe = self.settle_journal().is_some();
        let sentence = match (fit.misfits.is_empty(), safe) {
            (true, true) => {
                if !whole {
                    // it stands in the journal of this session now
                    let _ = journal::remove(&left.path);
                }
                recover::taken_in(count)
            }
            (true, false) => recover::taken_in(count),
            (false, _) => match journal::set_aside(&left.path, &self.keeper.nests) {
                Ok(path) => recover::taken_in_partly(count, &say::path(&path)),
                Err(error) => recover::not_set_aside(&say::path(&left.path), &error.to_string()),
            },
        };
        if self.app.journal_lost().is_none() {
            self.app.tell(sentence);
        }
    }
}

/// Sets a journal aside; says where, or that it stays.
pub(super) fn aside(path: &Path, nests: &Nests) -> String {
    match journal::set_aside(path, nests) {
        Ok(aside) => recover::set_aside(&say::path(&aside)),
        Err(error) => recover::not_set_aside(&say::path(path), &error.to_string()),
    }
}

/// Why a journal cannot be read.
pub(super) fn because(why: &Unreadable) -> String {
    match why {
        Unreadable::Broken => recover::BROKEN_JOURNAL.to_string(),
        Unreadable::Newer => recover::NEWER_JOURNAL.to_string(),
        Unreadable::Denied(error) => recover::journal_because(error.kind(), &error.to_string()),
    }
}

/// Who and when, how much, and whether the file has changed.
pub(super) fn about(left: &Left, fit: &Fit) -> Vec<String> {
    let opening = &left.replay.opening;
    let time = moment(left.replay.time());
    let mut about = vec![
        recover::left_by(&time, &opening.user, &opening.host),
        recover::left_count(fit.changes.len(), fit.misfits.len()),
    ];
    match (fit.same, fit.merged) {
        (true, _) => {}
        (false, true) => about.push(recover::LEFT_MERGED.to_string()),
        (false, false) => about.push(recover::LEFT_CHANGED.to_string()),
    }
    if left.replay.torn {
        about.push(recover::LEFT_TORN.to_string());
    }
    about
}

/// What a place held and holds, in one line.
pub(super) fn change(before: Option<&str>, after: Option<&str>) -> String {
    let shown = |text: Option<&str>| match text {
        Some(text) if !text.is_empty() => text.to_string(),
        _ => recover::NOTHING_THERE.to_string(),
    };
    match (before, after) {
        (None, None) => recover::NEW_ORDER.to_string(),
        (before, after) => recover::left_change(&shown(before), &shown(after)),
    }
}

/// Of two long texts what they have in common at their beginning is left out.
fn around(before: Option<&str>, after: Option<&str>) -> (Option<String>, Option<String>) {
    let (Some(old), Some(new)) = (before, after) else {
        return (before.map(str::to_string), after.map(str::to_string));
    };
    let alike = width::graphemes(old).zip(width::graphemes(new)).take_while(|(a, b)| a == b).count();
    let skip = if alike > 2 * BEFORE { alike - BEFORE } else { 0 };
    let rest = |text: &str| {
        let rest: String = width::graphemes(text).skip(skip).collect();
        Some(if skip > 0 { format!("…{rest}") } else { rest })
    };
    (rest(old), rest(new))
}

/// The steps that do not fit, a line for each place.
pub(super) fn misfits(steps: &[Step]) -> Vec<String> {
    let told = steps.iter().flat_map(|step| {
        let lines = step.told().into_iter().map(|(place, before, after)| {
            format!("{place}\n  {}", change(before.as_deref(), after.as_deref()))
        });
        std::iter::once(step.name.clone()).chain(lines)
    });
    told.collect()
}

fn story(left: &Left, fit: &Fit) -> Story {
    let entry = |d: &crate::model::Difference| {
        format!("{}\n  {}", d.words, change(d.before.as_deref(), d.after.as_deref()))
    };
    let mut few: Vec<String> = Vec::new();
    for difference in fit.changes.iter().take(FEW) {
        let (before, after) = around(difference.before.as_deref(), difference.after.as_deref());
        few.push(format!("· {}", difference.words));
        few.push(format!("  {}", width::clip(&change(before.as_deref(), after.as_deref()), LINE)));
    }
    if fit.changes.len() > FEW || !fit.misfits.is_empty() {
        few.push(recover::left_more(fit.changes.len() + fit.misfits.len()));
    }
    let mut all: Vec<String> = fit.changes.iter().map(entry).collect();
    if !fit.misfits.is_empty() {
        all.push(format!("\n{}", recover::MISFITS));
        all.extend(misfits(&fit.misfits));
    }
    Story { about: about(left, fit), few, all: all.join("\n"), fits: !fit.changes.is_empty() }
}
