//! Changing the document: every change is an edit, committed on the desk under the name a person
//! will undo it by, and checked again right after.

use super::action::Change;
use super::form::{self, RowKind};
use super::popup::Popup;
use super::spot::Spot;
use super::typing::Typing;
use super::{App, Bench, Effect};
use crate::edit::{self, Desk, Edit, EditError};
use crate::model::{Place, Slot, label};
use crate::text::{clean, say};

impl App {
    pub(super) fn change(&mut self, change: Change) {
        match change {
            Change::Edit => self.edit(),
            Change::EditOutside => {
                let place = self.caret.place.clone();
                let text = place.find(self.document()).map(Slot::shown).unwrap_or_default();
                self.effects.push(Effect::EditOutside(text.clone()));
                self.outside = Some((place, text));
            }
            Change::Add => self.add(),
            Change::Delete => self.delete(say::step_delete),
            Change::Duplicate => self.duplicate(),
            Change::MoveDown => self.shift(1),
            Change::MoveUp => self.shift(-1),
            Change::Cut => self.cut(),
            Change::Paste => self.paste_rows(),
            Change::Order => self.order(),
            Change::Confirm => self.confirm(),
            Change::Undo => self.step_back(true),
            Change::Redo => self.step_back(false),
            Change::ApplyFix => self.apply_fix(),
            Change::ApplySafe => self.offer_safe(),
            Change::Waive => self.waive(),
            Change::TakeIn => self.ask_file(),
            Change::Save => self.save(),
            Change::SaveAs => self.effects.push(Effect::AskSaveAs { name: None, then_quit: false }),
        }
    }

    /// Enter: jumps to the chosen finding, opens a project, chooses a value, or opens the field.
    fn edit(&mut self) {
        if self.panel.focused {
            return self.panel_enter();
        }
        let Some(row) = self.row() else { return };
        if row.kind == RowKind::Project {
            return self.open_row();
        }
        if let Some(why) = self.read_only() {
            let why = say::cannot_change(why);
            return self.complain(why);
        }
        if row.kind == RowKind::EmptyList && self.is_list(&self.caret.place) {
            return self.add();
        }
        let place = self.caret.place.clone();
        if form::is_choice(&place) {
            let now = place.find(self.document()).map(Slot::shown).unwrap_or_default();
            self.popup = Some(Popup::pick(self.document(), place, now));
            return;
        }
        self.open_field(false);
    }

    /// Absent or a list: something that can take items.
    fn is_list(&self, place: &Place) -> bool {
        place.find(self.document()).is_none_or(|slot| slot.wrong_kind().is_none())
    }

    pub(super) fn open_field(&mut self, selected: bool) {
        let place = self.caret.place.clone();
        let text = place.find(self.document()).map(Slot::shown).unwrap_or_default();
        if text.chars().any(|c| clean::is_unsafe(c) && c != '\n') {
            self.say(say::CONTROLS_GO.to_string());
        }
        self.typing = Some(Typing::open(place, &text, selected));
        self.preview();
    }

    /// Opens the field at the caret with the old text selected, and types `text`.
    pub(super) fn open_with(&mut self, text: &str) {
        if let Some(why) = self.read_only() {
            let why = say::cannot_change(why);
            return self.complain(why);
        }
        if self.panel.focused {
            return self.complain(say::IN_PANEL);
        }
        let Some(row) = self.row() else { return };
        match row.kind {
            RowKind::Project => return self.complain(say::OPEN_PROJECT_FIRST),
            RowKind::EmptyList if self.is_list(&self.caret.place) => self.add(),
            _ => self.open_field(true),
        }
        if let Some(typing) = &mut self.typing
            && !text.is_empty()
        {
            typing.insert(text);
        }
        self.preview();
    }

    /// Closes the open field; with `keep`, its text becomes the value.
    pub(super) fn leave_field(&mut self, keep: bool) {
        let Some(typing) = self.typing.take() else { return };
        if typing.fresh && (!keep || typing.text().is_empty()) {
            // a new line that was left empty was never wanted
            self.step_back(true);
            self.message = None;
        } else if keep && typing.is_changed() {
            self.commit_text(&typing.place, &typing.text());
        } else if !keep && typing.is_changed() {
            self.say(say::LEFT_UNCHANGED.to_string());
        }
    }

    /// Gives the field at `place` the value that `text` means.
    pub(super) fn commit_text(&mut self, place: &Place, text: &str) {
        let edit = Edit::typed(self.document(), place, text);
        let edit = self.with_first_level(place, text, edit);
        if edit.is_nothing() {
            return;
        }
        let name = say::step_set(label(place));
        if self.is_fresh(place) { self.amend(&name, &edit) } else { self.commit(&name, &edit) }
    }

    /// A second level that stands under one first level only brings that along.
    fn with_first_level(&self, place: &Place, text: &str, edit: Edit) -> Edit {
        let (edition, _) = self.document().edition();
        let level1 = match place.name() {
            Some("level2") => edition.level_of(text).map(|(level, _)| level.name.as_str()),
            _ => None,
        };
        let (Some(level1), Some(row)) = (level1, place.indicator()) else { return edit };
        let other = Edit::typed(self.document(), &row.field("level1"), level1);
        if other.is_nothing() { edit } else { Edit::group(vec![edit, other]) }
    }

    /// Applies `edit` as a step of that name, checks what it touched and shows where.
    pub(super) fn commit(&mut self, name: &str, edit: &Edit) {
        self.carry(edit, |desk, edit| desk.commit(name, edit));
    }

    /// As [`commit`](App::commit), as a part of the step before.
    fn amend(&mut self, name: &str, edit: &Edit) {
        self.carry(edit, |desk, edit| desk.amend(name, edit));
    }

    fn carry(&mut self, edit: &Edit, put: impl FnOnce(&mut Desk, &Edit) -> Result<edit::Change, EditError>) {
        let edit = self.adapting(edit);
        self.commit_by(&edit, put);
    }

    /// As [`App::commit_safe`], for a step at many places: the caret stays where it is, and comes back
    /// there when the step is taken back or done again.
    pub(super) fn commit_here(&mut self, name: &str, edit: &Edit) {
        let spot = self.spot();
        let Bench::Writing(desk) = &mut self.bench else { return };
        match desk.commit(name, edit) {
            Ok(change) => {
                self.stays.insert(desk.revision(), spot.clone());
                self.show(&change, Some(spot));
            }
            Err(error) => self.complain(error.to_string()),
        }
    }

    /// Lets the desk take `edit` in, checks what it touched and shows where.
    fn commit_by(
        &mut self,
        edit: &Edit,
        put: impl FnOnce(&mut Desk, &Edit) -> Result<edit::Change, EditError>,
    ) {
        let Bench::Writing(desk) = &mut self.bench else { return };
        match put(desk, edit) {
            Ok(change) => self.show(&change, None),
            Err(error) => self.complain(error.to_string()),
        }
    }

    /// As [`App::commit`], for what leaves the meaning as it is: a copy is not adapted by it.
    pub(super) fn commit_safe(&mut self, name: &str, edit: &Edit) {
        self.commit_by(edit, |desk, edit| desk.commit(name, edit));
    }

    /// Checks what `change` touched and shows where, or stays at `spot`.
    fn show(&mut self, change: &edit::Change, spot: Option<Spot>) {
        let hold = self.hold();
        self.marks_after(change);
        if let Bench::Writing(desk) = &self.bench {
            self.checker.update(desk.document(), &change.touched);
        }
        if let Some(spot) = spot {
            self.return_to(&spot);
            self.resume(&hold);
            return self.follow_in_panel();
        }
        let is_conflict = change.place.within(&Place::root().field("conflicts"));
        let seen = if is_conflict { super::conflict::seen_at(change) } else { super::waive::seen_at(change) };
        match seen {
            Some(place) if place == change.place || place.find(self.document()).is_some() => {
                self.go_to(&place);
            }
            _ => self.settle(),
        }
        // what is at the caret comes first
        self.resume(&hold);
        self.follow_in_panel();
    }

    fn step_back(&mut self, undo: bool) {
        let listed = self.panel.focused.then(|| self.listed());
        let Bench::Writing(desk) = &mut self.bench else { return };
        let before = desk.revision();
        let change = if undo { desk.undo() } else { desk.redo() };
        if let Some(change) = change {
            let step = if undo { before } else { desk.revision() };
            let spot = self.stays.get(&step).cloned();
            let is_at_many = spot.is_some();
            self.show(&change, spot);
            if let Some(listed) = listed.filter(|_| !is_at_many) {
                self.point_at_new(&listed);
            }
            self.say(if undo { say::undone(&change.name) } else { say::redone(&change.name) });
        }
    }

    fn apply_fix(&mut self) {
        let Some(finding) = self.current_finding() else { return };
        let Some(proposal) = self.proposal() else { return };
        if proposal.safe {
            self.commit_safe(&proposal.name, &proposal.edit);
            self.say(say::fixed(&proposal.before, &proposal.after));
        } else {
            self.popup = Some(Popup::consent(self.document(), finding, proposal));
        }
    }

    fn save(&mut self) {
        if self.is_changed() {
            self.effects.push(Effect::Save { over: false, then_quit: false });
        } else {
            self.say(say::NOTHING_TO_SAVE.to_string());
        }
    }
}
