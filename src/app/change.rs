//! Changing the document: every change is an edit, committed on the desk under the name a person
//! will undo it by, and checked again right after.

use super::action::Change;
use super::form::{self, RowKind};
use super::look::kind_of_list;
use super::popup::Popup;
use super::typing::Typing;
use super::{App, Bench, Effect};
use crate::edit::{self, Edit};
use crate::model::id::Ids;
use crate::model::{Document, Field, Indicator, Json, Kind, Place, Project, Safeguard, Slot, SubGoal, label};
use crate::text::{clean, say};

impl App {
    pub(super) fn change(&mut self, change: Change) {
        match change {
            Change::Edit => self.edit(),
            Change::EditOutside => {
                let text = self.caret.place.find(self.document()).map(Slot::shown).unwrap_or_default();
                self.effects.push(Effect::EditOutside(text));
            }
            Change::Add => self.add(),
            Change::Delete => self.delete(&say::step_delete(&self.row_name())),
            Change::Duplicate => self.duplicate(),
            Change::MoveDown => self.shift(1),
            Change::MoveUp => self.shift(-1),
            Change::Cut => {
                if self.copy_row().is_some() {
                    self.delete(&say::step_cut(&self.row_name()));
                }
            }
            Change::Paste => self.paste_row(),
            Change::Undo => self.step_back(true),
            Change::Redo => self.step_back(false),
            Change::ApplyFix => self.apply_fix(),
            Change::ApplySafe => self.offer_safe(),
            Change::Waive => self.waive(),
            Change::Save => self.save(),
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

    fn open_field(&mut self, selected: bool) {
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
        if keep && typing.is_changed() {
            self.commit_text(&typing.place, &typing.text());
        } else if typing.fresh && typing.text().is_empty() {
            // a new line that was left empty was never wanted
            self.step_back(true);
            self.message = None;
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
        self.commit(&say::step_set(label(place)), &edit);
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
        let Bench::Writing(desk) = &mut self.bench else { return };
        match desk.commit(name, edit) {
            Ok(change) => self.show(&change),
            Err(error) => self.complain(error.to_string()),
        }
    }

    fn show(&mut self, change: &edit::Change) {
        if let Bench::Writing(desk) = &self.bench {
            self.checker.update(desk.document(), &change.touched);
        }
        match super::waive::seen_at(change) {
            Some(place) if place == change.place || place.find(self.document()).is_some() => {
                self.go_to(&place);
            }
            _ => self.settle(),
        }
    }

    fn step_back(&mut self, undo: bool) {
        let Bench::Writing(desk) = &mut self.bench else { return };
        let change = if undo { desk.undo() } else { desk.redo() };
        if let Some(change) = change {
            self.show(&change);
            self.say(if undo { say::undone(&change.name) } else { say::redone(&change.name) });
        }
    }

    fn row_name(&self) -> String {
        let item = self.row().and_then(|row| row.item(self.caret.cell));
        let slot = item.as_ref().and_then(|item| item.find(self.document()));
        slot.map(Slot::shown).unwrap_or_default()
    }

    fn item(&self) -> Option<Place> {
        self.row()?.item(self.caret.cell)
    }

    /// A new row after this one, its first field open.
    fn add(&mut self) {
        let Some(row) = self.row() else { return };
        let Some(list) = row.list(self.caret.cell) else { return };
        let after = row.item(self.caret.cell);
        let Some(record) = self.blank(&list, after.as_ref()) else { return };
        let is_line = record.as_str() == "\"\"";
        let edit = Edit::insert(&list, after.and_then(|item| item.key().cloned()), record);
        self.commit(&say::step_add(label(&list)), &edit);
        if is_line && self.caret.place.parent().as_ref() == Some(&list) {
            self.open_field(false);
            if let Some(typing) = &mut self.typing {
                typing.fresh = true;
            }
        } else if let Some(row) = self.caret.place.indicator() {
            // the levels are there already, the name is what comes first
            self.go_to(&row.field("name"));
        }
    }

    /// An empty record for `list`; one of the indicators stands under the levels of its neighbour.
    fn blank(&self, list: &Place, beside: Option<&Place>) -> Option<Json> {
        let document = self.document();
        let mut ids = taken(document);
        let text = |text: &str| Field::Value(text.to_string());
        match kind_of_list(&list.to_string()).as_str() {
            "units" => Json::parse(r#"{"code": "", "name": ""}"#).ok(),
            "sub_goals" => {
                let id = ids.derive('s', &["新"]);
                json(SubGoal { id: id.into(), title: text(""), goal: text(""), ..SubGoal::default() })
            }
            "safeguards" => {
                let id = ids.derive('m', &["新"]);
                json(Safeguard { id: id.into(), title: text(""), text: text(""), ..Safeguard::default() })
            }
            "projects" => {
                let unit = beside.and_then(|place| document.project(place)).map(|p| p.unit_code.text());
                let unit = unit.or_else(|| document.units.values().next().map(|unit| unit.code.text()));
                let id = ids.derive('p', &["新"]);
                let (edition, _) = document.edition();
                let points = edition.plan_points.iter();
                let spending_plan = points
                    .map(|by| crate::model::PlanPoint { by: by.clone().into(), ..Default::default() })
                    .collect::<crate::model::List<_>>();
                json(Project {
                    id: id.into(),
                    unit_code: text(unit.unwrap_or_default()),
                    code: text(""),
                    name: text(""),
                    spending_plan: spending_plan.into(),
                    ..Project::default()
                })
            }
            "projects/spending_plan" => Json::parse(r#"{"by": "", "percent": ""}"#).ok(),
            "projects/indicators" => {
                let (edition, _) = document.edition();
                let first = edition.levels.first();
                let near = beside.and_then(|place| document.indicator(place));
                let level1 = near.map(|row| row.level1.text().to_string());
                let level2 = near.map(|row| row.level2.text().to_string());
                let id = ids.derive('i', &["新"]);
                json(Indicator {
                    id: id.into(),
                    level1: level1.or_else(|| first.map(|l| l.name.clone())).unwrap_or_default().into(),
                    level2: level2
                        .or_else(|| first.and_then(|l| l.level2.first().cloned()))
                        .unwrap_or_default()
                        .into(),
                    name: text(""),
                    description: text(""),
                    target: crate::model::Target::words("").into(),
                    basis: text(""),
                    ..Indicator::default()
                })
            }
            _ => Some(Json::text("")),
        }
    }

    fn delete(&mut self, name: &str) {
        let edit = self.item().and_then(|item| Edit::remove(self.document(), &item));
        if let Some(edit) = edit {
            self.commit(name, &edit);
        }
    }

    fn duplicate(&mut self) {
        let Some(item) = self.item() else { return };
        let Some(record) = item.find(self.document()).and_then(Slot::json) else { return };
        self.insert_copy(&item, record, &say::step_duplicate(&self.row_name()));
    }

    fn paste_row(&mut self) {
        let Some(clip) = self.clip.clone() else { return };
        let Some(row) = self.row() else { return };
        let Some(list) = row.list(self.caret.cell) else { return };
        let name = say::step_paste(label(&list));
        match row.item(self.caret.cell) {
            Some(item) => self.insert_copy(&item, clip.record, &name),
            None => {
                let record = self.with_new_ids(&list, clip.record);
                self.commit(&name, &Edit::insert(&list, None, record));
            }
        }
    }

    pub(super) fn paste_refusal(&self, list: Option<Place>) -> Option<String> {
        let Some(clip) = &self.clip else { return Some(say::NOTHING_TO_PASTE.into()) };
        let fits = list.is_some_and(|list| kind_of_list(&list.to_string()) == clip.list);
        (!fits).then(|| say::PASTE_ELSEWHERE.to_string())
    }

    fn insert_copy(&mut self, after: &Place, record: Json, name: &str) {
        let Some(list) = after.parent() else { return };
        let record = self.with_new_ids(&list, record);
        self.commit(name, &Edit::insert(&list, after.key().cloned(), record));
    }

    /// `record` with ids that the document does not have yet.
    fn with_new_ids(&self, list: &Place, record: Json) -> Json {
        let mut ids = taken(self.document());
        let fresh = |id: &mut Field<String>, prefix: char, ids: &mut Ids| {
            *id = Field::Value(ids.derive(prefix, &[id.text()]));
        };
        let again = match kind_of_list(&list.to_string()).as_str() {
            "sub_goals" => read(&record).map(|mut goal: SubGoal| {
                fresh(&mut goal.id, 's', &mut ids);
                json(goal)
            }),
            "safeguards" => read(&record).map(|mut measure: Safeguard| {
                fresh(&mut measure.id, 'm', &mut ids);
                json(measure)
            }),
            "projects/indicators" => read(&record).map(|mut row: Indicator| {
                fresh(&mut row.id, 'i', &mut ids);
                json(row)
            }),
            "projects" => read(&record).map(|mut project: Project| {
                fresh(&mut project.id, 'p', &mut ids);
                let rows = match &mut project.indicators {
                    Field::Value(rows) => rows.0.as_mut_slice(),
                    _ => &mut [],
                };
                for row in rows {
                    if let Field::Value(row) = row {
                        fresh(&mut row.id, 'i', &mut ids);
                    }
                }
                json(project)
            }),
            _ => None,
        };
        again.flatten().unwrap_or(record)
    }

    fn shift(&mut self, by: isize) {
        let Some(item) = self.item() else { return };
        match Edit::shift(self.document(), &item, by) {
            Some(edit) => {
                let cell = self.caret.cell;
                self.commit(&say::step_move(&self.row_name()), &edit);
                let rows = self.rows();
                self.caret.stand(&rows, self.caret.row, cell);
            }
            None => self.say(say::CANNOT_MOVE.to_string()),
        }
    }

    fn apply_fix(&mut self) {
        let Some(proposal) = self.proposal() else { return };
        if proposal.safe {
            self.commit(&proposal.name, &proposal.edit);
            self.say(say::fixed(&proposal.before, &proposal.after));
        } else {
            self.popup = Some(Popup::consent(proposal));
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

fn taken(document: &Document) -> Ids {
    let mut ids = Ids::default();
    for id in document.all_ids() {
        ids.take(id);
    }
    ids
}

fn read<T: Kind>(record: &Json) -> Option<T> {
    T::read(&mut record.cursor())
}

fn json<T: Kind>(record: T) -> Option<Json> {
    Field::Value(record).json()
}
