//! Rows of lists: added, deleted, written again, moved, cut and pasted, put in order. What acts on
//! a row acts on all marked ones, as one step.

use super::form::{self, Tab};
use super::look::kind_of_list;
use super::{App, Bench};
use crate::edit::Edit;
use crate::model::id::Ids;
use crate::model::{
    Document, Field, Indicator, Json, Key, Kind, List, Place, PlanPoint, Project, Safeguard, Slot, SubGoal,
    Target, label,
};
use crate::text::say;

/// Rows that are to be put into a list.
#[derive(Debug, Clone)]
pub struct Rows {
    /// What the step is called.
    pub name: String,
    /// The list.
    pub list: Place,
    /// The item they follow; none: they come first.
    pub after: Option<Key>,
    /// The rows, in order.
    pub records: Vec<Json>,
}

/// A row that was just added: the first thing typed into it belongs to the same step.
#[derive(Debug)]
pub(super) struct Fresh {
    row: Place,
    revision: u64,
}

impl App {
    /// A new row after this one; where it is a mere line, open.
    pub(super) fn add(&mut self) {
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
        self.fresh = None;
        // a project is filled in over many steps, which are not to go with one
        if let (Bench::Writing(desk), Some(row), false) = (&self.bench, self.item(), kind_is_project(&list)) {
            self.fresh = Some(Fresh { row, revision: desk.revision() });
        }
    }

    /// Whether `place` lies in the row that was added by the last step.
    pub(super) fn is_fresh(&self, place: &Place) -> bool {
        let Bench::Writing(desk) = &self.bench else { return false };
        self.fresh.as_ref().is_some_and(|f| f.revision == desk.revision() && place.within(&f.row))
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
                    .map(|by| PlanPoint { by: by.clone().into(), ..Default::default() })
                    .collect::<List<_>>();
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
                let (level1, level2) = self.levels_beside(beside);
                let id = ids.derive('i', &["新"]);
                json(Indicator {
                    id: id.into(),
                    level1: level1.into(),
                    level2: level2.into(),
                    name: text(""),
                    description: text(""),
                    target: Target::words("").into(),
                    basis: text(""),
                    ..Indicator::default()
                })
            }
            _ => Some(Json::text("")),
        }
    }

    /// Whether the items of the list are plain texts.
    pub(super) fn holds_texts(&self, list: &Place) -> bool {
        self.blank(list, None).is_some_and(|record| record.as_str() == "\"\"")
    }

    /// The levels of the indicator at `beside`, else the first ones of the edition.
    pub(super) fn levels_beside(&self, beside: Option<&Place>) -> (String, String) {
        let (edition, _) = self.document().edition();
        let first = edition.levels.first();
        match beside.and_then(|place| self.document().indicator(place)) {
            Some(row) => (row.level1.text().to_string(), row.level2.text().to_string()),
            None => (
                first.map(|level| level.name.clone()).unwrap_or_default(),
                first.and_then(|level| level.level2.first().cloned()).unwrap_or_default(),
            ),
        }
    }

    pub(super) fn delete(&mut self, name: impl Fn(&str) -> String) {
        let targets = self.targets();
        let name = name(&self.name_of(&targets));
        if let Some(edit) = Edit::remove_all(self.document(), &targets) {
            self.marks.clear();
            self.commit(&name, &edit);
            self.say(say::done(&name));
        }
    }

    pub(super) fn cut(&mut self) {
        if self.copy_rows(true).is_some() {
            self.delete(say::step_cut);
        }
    }

    pub(super) fn duplicate(&mut self) {
        let targets = self.targets();
        let Some(last) = targets.last() else { return };
        let Some(list) = last.parent() else { return };
        let records = targets.iter().filter_map(|place| place.find(self.document())?.json()).collect();
        let name = say::step_duplicate(&self.name_of(&targets));
        let records = self.with_new_ids(&list, records, kind_is_project(&list));
        self.marks.clear();
        self.insert_rows(&Rows { name, after: last.key().cloned(), list, records });
    }

    pub(super) fn paste_rows(&mut self) {
        let Some(clip) = self.clip.clone() else { return };
        let Some(row) = self.row() else { return };
        let Some(list) = row.list(self.caret.cell) else { return };
        let name = match clip.records.len() {
            1 => say::step_paste(label(&list)),
            count => say::step_paste(&say::several(count, label(&list))),
        };
        let after = row.item(self.caret.cell).and_then(|item| item.key().cloned());
        let records = self.with_new_ids(&list, clip.records, kind_is_project(&list));
        self.insert_rows(&Rows { name, list, after, records });
    }

    pub(super) fn paste_refusal(&self, list: Option<Place>) -> Option<String> {
        let Some(clip) = &self.clip else { return Some(say::NOTHING_TO_PASTE.into()) };
        let fits = list.is_some_and(|list| kind_of_list(&list.to_string()) == clip.list);
        (!fits).then(|| say::PASTE_ELSEWHERE.to_string())
    }

    /// Puts rows into their list as one step, and goes to the first of them.
    pub(super) fn insert_rows(&mut self, rows: &Rows) {
        let items = form::items(self.document(), &rows.list);
        let above = rows.after.as_ref().and_then(|key| items.iter().position(|item| item.key() == Some(key)));
        self.commit(&rows.name, &Edit::insert_all(&rows.list, rows.after.as_ref(), &rows.records));
        let first = above.map_or(0, |above| above + 1);
        if let Some(place) = form::items(self.document(), &rows.list).into_iter().nth(first) {
            self.go_to(&place);
        }
    }

    /// `records` with ids that the document does not have: one that is free, because its record was
    /// cut, is kept. With `copied`, the indicators of projects say what they are copies of.
    pub(super) fn with_new_ids(&self, list: &Place, records: Vec<Json>, copied: bool) -> Vec<Json> {
        let mut ids = taken(self.document());
        let kind = kind_of_list(&list.to_string());
        let again = |record: Json| with_new_id(&kind, &record, copied, &mut ids).unwrap_or(record);
        records.into_iter().map(again).collect()
    }

    /// Moves the rows up or down by one.
    pub(super) fn shift(&mut self, by: isize) {
        let targets = self.targets();
        let Some(list) = targets.first().and_then(Place::parent) else { return };
        let items = form::items(self.document(), &list);
        let moves: Vec<bool> = items.iter().map(|item| targets.contains(item)).collect();
        let mut order: Vec<usize> = (0..items.len()).collect();
        // each changes places with the one beside it that stays
        let pairs: Vec<usize> = (1..items.len()).collect();
        let swap = |order: &mut Vec<usize>, at: usize, goes: usize, stays: usize| {
            if moves[order[goes]] && !moves[order[stays]] {
                order.swap(at - 1, at);
            }
        };
        if by < 0 {
            pairs.iter().for_each(|&at| swap(&mut order, at, at, at - 1));
        } else {
            pairs.iter().rev().for_each(|&at| swap(&mut order, at, at - 1, at));
        }
        let name = say::step_move(&self.name_of(&targets));
        self.reorder(&name, &list, &order, say::CANNOT_MOVE);
    }

    /// The list that can be put in the order of the form: of the overview the projects, of a
    /// project its indicators.
    pub(super) fn orderable(&self) -> Option<Place> {
        match &self.tab {
            Tab::Overview => Some(Place::root().field("projects")),
            Tab::Project(project) => Some(project.field("indicators")),
            _ => None,
        }
    }

    /// Orders the indicators as the edition has their levels, the projects as the units stand; what
    /// is equal stays as it is.
    pub(super) fn order(&mut self) {
        let Some(list) = self.orderable() else { return };
        let document = self.document();
        let (edition, _) = document.edition();
        let rank = |place: &Place| match document.indicator(place) {
            Some(row) => {
                let level1 = edition.levels.iter().position(|level| level.name == row.level1.text());
                let level2 = edition.level_of(row.level2.text()).map(|(_, at)| at);
                (level1.unwrap_or(usize::MAX), level2.unwrap_or(usize::MAX))
            }
            None => {
                let unit = document.project(place).map(|project| project.unit_code.text());
                let at = document.units.values().position(|of| Some(of.code.text()) == unit);
                (at.unwrap_or(usize::MAX), 0)
            }
        };
        let ranks: Vec<_> = form::items(document, &list).iter().map(rank).collect();
        let mut order: Vec<usize> = (0..ranks.len()).collect();
        order.sort_by_key(|&at| ranks[at]);
        self.reorder(&say::step_order(label(&list)), &list, &order, say::IN_ORDER);
    }

    /// Commits a new order; caret and marks go with their rows.
    fn reorder(&mut self, name: &str, list: &Place, order: &[usize], nothing: &str) {
        let Some(edit) = Edit::reorder(self.document(), list, order) else {
            return self.say(nothing.to_string());
        };
        let items = form::items(self.document(), list);
        let here = items.iter().position(|item| self.caret.place.within(item));
        let marked: Vec<bool> = items.iter().map(|item| self.marks.holds(item)).collect();
        let (cell, place) = (self.caret.cell, self.caret.place.clone());
        self.commit(name, &edit);
        let items = form::items(self.document(), list);
        let now = |was: usize| items.get(order.iter().position(|&at| at == was)?).cloned();
        if marked.contains(&true) {
            self.marks.set((0..marked.len()).filter(|&at| marked[at]).filter_map(now).collect());
        }
        match here.and_then(now) {
            Some(item) => {
                self.caret.cell = cell;
                self.step_to_item(&item);
            }
            None => self.go_to(&place),
        }
    }
}

fn kind_is_project(list: &Place) -> bool {
    kind_of_list(&list.to_string()) == "projects"
}

fn with_new_id(kind: &str, record: &Json, copied: bool, ids: &mut Ids) -> Option<Json> {
    let fresh = |id: &mut Field<String>, prefix: char, ids: &mut Ids| {
        if id.text().is_empty() || !ids.take(id.text()) {
            *id = Field::Value(ids.derive(prefix, &[id.text()]));
        }
    };
    match kind {
        "sub_goals" => {
            let mut goal: SubGoal = read(record)?;
            fresh(&mut goal.id, 's', ids);
            json(goal)
        }
        "safeguards" => {
            let mut measure: Safeguard = read(record)?;
            fresh(&mut measure.id, 'm', ids);
            json(measure)
        }
        "projects/indicators" => {
            let mut row: Indicator = read(record)?;
            fresh(&mut row.id, 'i', ids);
            json(row)
        }
        "projects" => {
            let mut project: Project = read(record)?;
            fresh(&mut project.id, 'p', ids);
            if let Field::Value(rows) = &mut project.indicators {
                for row in rows.vec_mut() {
                    if let Field::Value(row) = row {
                        let source = row.id.text().to_string();
                        fresh(&mut row.id, 'i', ids);
                        // what was cut and keeps its ids is no copy
                        if copied && !source.is_empty() && row.id.text() != source {
                            row.copied_from = Field::Value(source);
                        }
                    }
                }
            }
            json(project)
        }
        _ => None,
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

pub(super) fn json<T: Kind>(record: T) -> Option<Json> {
    Field::Value(record).json()
}
