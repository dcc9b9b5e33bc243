//! Taking in what another person changed, and choosing where both changed the same.
//!
//! An open conflict is a record of the document like any other: choosing takes it out of the list
//! and puts the chosen value in its place, as one step that can be undone. What counts as 我的 is
//! what stands in the document now; whoever went on working there has not lost it.

use super::event::{Code, Key};
use super::popup::{Chosen, Next, Popup};
use super::{App, Bench};
use crate::edit::{self, Edit};
use crate::model::{Conflict, Field, Items, Json, Place, Slot, Step, tell_place, tell_value};
use crate::store::merge::Merged;
use crate::text::narrow::narrow_char;
use crate::text::say;
use crate::text::say::merge as words;

/// One of the versions there are to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// 原来: before both changed it.
    Base,
    /// 我的: what stands in the document.
    Ours,
    /// 对方的.
    Theirs,
}

/// All, in the order they are shown.
pub const SIDES: [Side; 3] = [Side::Base, Side::Ours, Side::Theirs];

impl Side {
    /// What it is called.
    pub fn name(self) -> &'static str {
        words::SIDES[self as usize]
    }
}

/// The choosing, over the panes.
#[derive(Debug)]
pub struct Choosing {
    /// Which of the open conflicts is shown, from 0.
    pub at: usize,
    /// What Enter would take. Nothing at first: the choosing may have come up while somebody typed.
    pub side: Option<Side>,
    /// The first line that is shown.
    pub top: usize,
}

/// A conflict as a person sees it.
#[derive(Debug)]
pub struct Shown {
    /// Which it is, from 1, and of how many.
    pub number: (usize, usize),
    /// Where.
    pub place: String,
    /// What the [`SIDES`] have there.
    pub texts: [String; 3],
}

/// What a key asked for.
#[derive(Debug, Clone, Copy)]
pub enum Choice {
    /// To take a side of the conflict of that number.
    Take(usize, Side),
    /// To take the last step back.
    Undo(usize),
}

impl Choosing {
    fn of(at: usize) -> Popup {
        Popup::Conflicts(Choosing { at, side: None, top: 0 })
    }

    pub(super) fn key(&mut self, app: &App, key: Key) -> Next {
        let last = app.open_conflicts().saturating_sub(1);
        let (end, page) = (app.learned().page_end, app.learned().page_lines.max(2) - 1);
        let turn = |at: usize| Choosing { at, side: None, top: 0 };
        let take = |side| Next::Do(Chosen::Conflict(Choice::Take(self.at, side)));
        match key.code {
            Code::Esc => return Next::Close,
            Code::Char('z') if key.ctrl => return Next::Do(Chosen::Conflict(Choice::Undo(self.at))),
            Code::Enter => return self.side.map_or(Next::Stay, take),
            Code::Char(c) if !key.ctrl && !key.alt => match narrow_char(c) {
                '1' => return take(Side::Base),
                '2' => return take(Side::Ours),
                '3' => return take(Side::Theirs),
                'h' | '[' => *self = turn(self.at.saturating_sub(1)),
                'l' | ']' => *self = turn((self.at + 1).min(last)),
                'k' => self.side = Some(step(self.side, false)),
                'j' => self.side = Some(step(self.side, true)),
                'u' => return Next::Do(Chosen::Conflict(Choice::Undo(self.at))),
                _ => {}
            },
            Code::Left | Code::BackTab => *self = turn(self.at.saturating_sub(1)),
            Code::Right | Code::Tab => *self = turn((self.at + 1).min(last)),
            Code::Up => self.side = Some(step(self.side, false)),
            Code::Down => self.side = Some(step(self.side, true)),
            Code::PageUp => self.top = self.top.min(end).saturating_sub(page),
            Code::PageDown => self.top = (self.top + page).min(end),
            Code::Home => self.top = 0,
            Code::End => self.top = end,
            _ => {}
        }
        Next::Stay
    }
}

/// The side below or above; from none to the first or the last.
fn step(side: Option<Side>, down: bool) -> Side {
    let at = side.map(|side| side as usize);
    let next =
        if down { at.map_or(0, |at| (at + 1).min(2)) } else { at.map_or(2, |at| at.saturating_sub(1)) };
    SIDES[next]
}

impl App {
    /// Takes in what a merge brings, as one step, its conflicts into the list of the document; and
    /// starts the choosing where there are any and nobody is in the midst of something else. Does
    /// nothing where the document may only be looked at.
    pub fn take_merged(&mut self, merged: &Merged) {
        let Bench::Writing(_) = &self.bench else { return };
        let busy = self.typing.is_some() || self.popup.is_some();
        self.take_in(words::STEP_MERGE, &merged.whole());
        match merged.conflicts.len() {
            0 => self.say(words::taken_in(merged.taken)),
            left => {
                self.say(words::taken_in_with_conflicts(merged.taken, left));
                if !busy {
                    self.choose_conflicts();
                }
            }
        }
    }

    /// Starts the choosing among the open conflicts of the document, where there are any.
    pub fn choose_conflicts(&mut self) {
        if self.open_conflicts() > 0 {
            self.popup = Some(Choosing::of(0));
        }
    }

    /// Starts the choosing with the conflict at that place of the list.
    pub(super) fn choose_conflict_at(&mut self, place: &Place) {
        let list = self.document().conflicts.get();
        if let Some(at) = list.zip(place.key()).and_then(|(list, key)| list.find(key)) {
            self.popup = Some(Choosing::of(at));
        }
    }

    /// How many conflicts are open.
    pub fn open_conflicts(&self) -> usize {
        self.document().conflicts.all().len()
    }

    /// The open conflict of that number, from 0.
    pub fn conflict(&self, at: usize) -> Option<Shown> {
        let conflict = self.document().conflicts.all().get(at)?;
        let number = (at + 1, self.open_conflicts());
        let none = || words::NOTHING.to_string();
        let Some((place, conflict)) = conflict.get().and_then(|c| Some((place_of(c)?, c))) else {
            let place = words::conflict_nowhere(conflict.get().map_or("", |conflict| conflict.place.text()));
            return Some(Shown { number, place, texts: [none(), none(), conflict.shown()] });
        };
        let [base, ours, theirs] = [&conflict.base, &conflict.ours, &conflict.theirs].map(Field::get);
        let now = place.find(self.document()).filter(|_| stands(&place, conflict)).and_then(Slot::json);
        let words = tell_place(self.document(), &place, ours.or(theirs).or(base));
        let texts = [base, now.as_ref(), theirs]
            .map(|json| json.map(|json| tell_value(&place, json)).filter(|text| !text.is_empty()))
            .map(|text| text.unwrap_or_else(none));
        Some(Shown { number, place: words, texts })
    }

    pub(super) fn choose_side(&mut self, choice: Choice) {
        let at = match choice {
            Choice::Take(at, side) => {
                self.take_side(at, side);
                at
            }
            Choice::Undo(at) => {
                self.act(super::action::Action::Change(super::action::Change::Undo));
                at
            }
        };
        let left = self.open_conflicts();
        if left > 0 {
            self.popup = Some(Choosing::of(at.min(left - 1)));
        }
    }

    fn take_side(&mut self, at: usize, side: Side) {
        if let Some(why) = self.read_only() {
            let why = say::cannot_change(why);
            return self.complain(why);
        }
        let Some(conflict) = self.document().conflicts.all().get(at).cloned() else { return };
        let Some(done) = self.closing(at) else { return };
        let chosen = match (side, conflict.get().and_then(place_of).zip(conflict.get())) {
            (Side::Ours, _) => None,
            (_, None) => return self.complain(words::NO_SUCH_PLACE),
            (side, Some((place, conflict))) => self.choosing(&place, conflict, side),
        };
        let before = self.open_conflicts();
        self.commit_safe(
            &words::step_choose(side.name()),
            &Edit::group(chosen.into_iter().chain([done]).collect()),
        );
        if self.open_conflicts() == before {
            // the footer tells what does not fit any more
            return self.complain(words::NO_SUCH_PLACE);
        }
        if let Some(place) = conflict.get().and_then(place_of).filter(|p| p.find(self.document()).is_some()) {
            self.go_to(&place);
        }
        self.say(words::chosen(side.name(), self.open_conflicts()));
    }

    /// Takes the conflict of that number from the list, and the list with the last one.
    fn closing(&self, at: usize) -> Option<Edit> {
        let list = Place::root().field("conflicts");
        if self.open_conflicts() == 1 {
            return Some(Edit::set(self.document(), &list, None));
        }
        let key = self.document().conflicts.get()?.key_of(at)?;
        Edit::remove(self.document(), &list.step(Step::Item(key)))
    }

    /// Puts what `side` has in the place of what stands there.
    fn choosing(&self, place: &Place, conflict: &Conflict, side: Side) -> Option<Edit> {
        let document = self.document();
        let value: Option<Json> = match side {
            Side::Base => conflict.base.get().cloned(),
            Side::Theirs => conflict.theirs.get().cloned(),
            Side::Ours => return None,
        };
        let list = place.parent().filter(|_| place.key().is_some());
        match (list, value) {
            (Some(list), Some(record)) if !stands(place, conflict) => {
                let items = list.find(document).and_then(Slot::items);
                let after: Option<Place> = conflict.after.text().parse().ok();
                let after = after.and_then(|after| after.key().cloned());
                let there = |key: &crate::model::Key| items.is_some_and(|items| items.find(key).is_some());
                // where nothing is told it stood first; where that one is gone, too, it goes last
                let after = match after {
                    Some(key) if !there(&key) => Edit::last_key(document, &list),
                    after => after,
                };
                let record = self.with_new_ids(&list, vec![record], false).pop()?;
                Some(Edit::insert(&list, after, record))
            }
            (Some(_), None) if !stands(place, conflict) => None,
            (Some(_), None) => Edit::remove(document, place),
            (_, value) => Some(Edit::set(document, place, value)),
        }
    }
}

/// Whether `place` is that of what `ours` kept: of an item that was deleted it may be another's.
fn stands(place: &Place, conflict: &Conflict) -> bool {
    place.key().is_none() || !conflict.ours.is_absent()
}

fn place_of(conflict: &Conflict) -> Option<Place> {
    conflict.place.text().parse().ok().filter(|place| *place != Place::root())
}

/// The place that a conflict of the list speaks of, for `place` within that list.
pub(super) fn spoken_of(place: &Place) -> Option<Place> {
    match place.steps() {
        [Step::Field(list), Step::Item(key), ..] if list == "conflicts" => key.text().parse().ok(),
        _ => None,
    }
}

/// Where a person looks after a change that touched the list of conflicts: at what was changed
/// beside it, else at what the conflict speaks of.
pub(super) fn seen_at(change: &edit::Change) -> Option<Place> {
    let is_listed = |place: &&Place| place.within(&Place::root().field("conflicts"));
    let beside = change.touched.iter().find(|place| !is_listed(place)).cloned();
    beside.or_else(|| change.touched.iter().find_map(spoken_of))
}
