//! The edits that bring one document to what another says. They are made in the order in which they
//! are applied, and name records by their ids, which none of them changes.

use std::collections::{HashMap, HashSet};

use super::pair::{How, Record, pairs, stays};
use super::{Changed, Matches, Named, Onto};
use crate::edit::Edit;
use crate::exchange::recognise::convert;
use crate::model::id::Ids;
use crate::model::{
    Amount, Budget, Document, Field, Indicator, Json, Key, Kind, List, Place, PlanPoint, Project,
    Record as _, Safeguard, Slot, SubGoal, Target, Unit, label,
};
use crate::text::say;

pub struct Edits<'a> {
    old: &'a Document,
    new: Document,
    /// The ids that the records of the new document have by what they are called.
    derived: HashSet<String>,
    ids: Ids,
    edits: Vec<Edit>,
    matches: Matches,
    changes: Vec<Changed>,
}

/// The JSON of a record under another id.
type UnderId = Box<dyn Fn(&str) -> Option<Json>>;

/// A record of a list as the edits see it.
struct Item {
    id: String,
    names: Vec<String>,
    /// What people call it.
    name: String,
    /// Its JSON under another id.
    json: UnderId,
}

impl Item {
    fn record(&self, carried: bool) -> Record<'_> {
        Record { id: &self.id, carried, names: &self.names }
    }
}

impl<'a> Edits<'a> {
    pub fn new(old: &'a Document, new: &Document, carried: &HashSet<String>) -> Edits<'a> {
        let mut new = new.clone();
        new.complete_ids();
        let mut bare = new.clone();
        without_ids(&mut bare);
        bare.complete_ids();
        let derived = bare.all_ids().filter(|id| !carried.contains(*id)).map(str::to_string).collect();
        let mut ids = Ids::default();
        old.all_ids().for_each(|id| {
            ids.take(id);
        });
        in_the_same_money(&mut new, old.currency_unit.text());
        Edits { old, new, derived, ids, edits: Vec::new(), matches: Matches::default(), changes: Vec::new() }
    }

    pub fn finish(self) -> Onto {
        Onto { edit: Edit::group(self.edits), matches: self.matches, changes: self.changes }
    }

    pub fn document(&mut self) {
        let new = std::mem::take(&mut self.new);
        let root = Place::root();
        self.field(&root.field("year"), &new.year);
        if self.old.edition.is_absent() {
            self.field(&root.field("edition"), &new.edition);
        }
        if let Some(department) = new.department.get() {
            let place = root.field("department");
            self.field(&place.field("name"), &department.name);
            self.field(&place.field("division_code"), &department.division_code);
        }
        if self.old.currency_unit.is_absent() {
            self.field(&root.field("currency_unit"), &new.currency_unit);
        }
        if let Some(cover) = new.cover.get() {
            let place = root.field("cover");
            self.field(&place.field("title"), &cover.title);
            self.field(&place.field("org"), &cover.org);
            self.field(&place.field("date"), &cover.date);
        }
        self.units(&new.units);
        if let Some(goal) = new.overall_goal.get() {
            let place = root.field("overall_goal");
            self.field(&place.field("statement"), &goal.statement);
            self.field(&place.field("tasks"), &goal.tasks);
        }
        self.sub_goals(&new);
        self.safeguards(&new);
        self.projects(&new);
    }

    /// Sets what stands at `place` where the new document says something else.
    fn field<T: Kind>(&mut self, place: &Place, new: &Field<T>) {
        if !new.is_absent() {
            self.set(place, new.json(), new.shown());
        }
    }

    fn set(&mut self, place: &Place, json: Option<Json>, after: String) {
        let edit = Edit::set(self.old, place, json);
        if edit.is_nothing() {
            return;
        }
        let before = place.find(self.old).map(Slot::shown).unwrap_or_default();
        // a field that was not there and now is empty changes nothing for anybody
        if before.is_empty() && after.is_empty() {
            return;
        }
        // what Excel could not hold is still in the old document
        if after.strip_suffix(say::export::CUT).is_some_and(|kept| before.starts_with(kept)) {
            return;
        }
        self.changes.push(Changed { place: place.clone(), before, after });
        self.edits.push(edit);
    }

    fn units(&mut self, new: &Field<List<Unit>>) {
        let list = Place::root().field("units");
        for unit in new.values() {
            let code = unit.code.text();
            match self.old.unit_name(code) {
                Some(_) => self.field(&list.item(code).field("name"), &unit.name),
                None => {
                    let after = Edit::last_key(self.old, &list);
                    let json = Field::Value(unit.clone()).json();
                    self.insert(&list, after, json, unit.name.text());
                }
            }
        }
    }

    fn insert(&mut self, list: &Place, after: Option<Key>, json: Option<Json>, name: &str) {
        let Some(json) = json else { return };
        let after_words = called(name).to_string();
        self.changes.push(Changed { place: list.clone(), before: String::new(), after: after_words });
        self.edits.push(Edit::insert(list, after, json));
    }

    fn sub_goals(&mut self, new: &Document) {
        if new.sub_goals.get().is_none() {
            return;
        }
        let item = |goal: &SubGoal| Item {
            id: goal.id.text().to_string(),
            names: vec![goal.title.text().to_string(), goal.goal.text().to_string()],
            name: goal.title.text().to_string(),
            json: under_id(goal, |goal, id| goal.id = id),
        };
        let list = Place::root().field("sub_goals");
        let old: Vec<Item> = self.old.sub_goals.values().map(item).collect();
        let items: Vec<Item> = new.sub_goals.values().map(item).collect();
        let found = self.matched(&old, &items, label(&list).to_string());
        for (goal, found) in new.sub_goals.values().zip(&found) {
            let Some(place) = found.and_then(|at| Some(list.item(&old.get(at)?.id))) else { continue };
            self.field(&place.field("title"), &goal.title);
            self.field(&place.field("goal"), &goal.goal);
            self.field(&place.field("indicators"), &goal.indicators);
        }
        self.arrange(&list, &old, items, &found, 's');
    }

    fn safeguards(&mut self, new: &Document) {
        if new.safeguards.get().is_none() {
            return;
        }
        let item = |measure: &Safeguard| Item {
            id: measure.id.text().to_string(),
            names: vec![measure.title.text().to_string(), measure.text.text().to_string()],
            name: measure.summary(),
            json: under_id(measure, |measure, id| measure.id = id),
        };
        let list = Place::root().field("safeguards");
        let old: Vec<Item> = self.old.safeguards.values().map(item).collect();
        let items: Vec<Item> = new.safeguards.values().map(item).collect();
        let found = self.matched(&old, &items, label(&list).to_string());
        for (measure, found) in new.safeguards.values().zip(&found) {
            let Some(place) = found.and_then(|at| Some(list.item(&old.get(at)?.id))) else { continue };
            self.field(&place.field("title"), &measure.title);
            self.field(&place.field("text"), &measure.text);
        }
        self.arrange(&list, &old, items, &found, 'm');
    }

    /// Which old record each new one is; noted under the name of their kind.
    fn matched(&mut self, old: &[Item], new: &[Item], kind: String) -> Vec<Option<usize>> {
        let olds: Vec<Record<'_>> = old.iter().map(|item| item.record(false)).collect();
        let news: Vec<Record<'_>> =
            new.iter().map(|item| item.record(!self.derived.contains(&item.id))).collect();
        let found = pairs(&olds, &news);
        for (item, found) in new.iter().zip(&found) {
            let named = Named { kind: kind.clone(), name: called(&item.name).to_string() };
            match found {
                Some((_, How::Id)) => self.matches.by_id.push(named),
                Some((_, How::Name)) => self.matches.by_name.push(named),
                None => self.matches.new.push(named),
            }
        }
        found.into_iter().map(|found| found.map(|(at, _)| at)).collect()
    }

    /// Removes the old records that nothing matches, puts in the new ones, and brings all into the
    /// order of the new list.
    fn arrange(&mut self, list: &Place, old: &[Item], new: Vec<Item>, found: &[Option<usize>], prefix: char) {
        let kept: HashSet<usize> = found.iter().flatten().copied().collect();
        for (_, item) in old.iter().enumerate().filter(|(at, _)| !kept.contains(at)) {
            let place = list.item(&item.id);
            if let Some(edit) = Edit::remove(self.old, &place) {
                let before = called(&item.name).to_string();
                self.changes.push(Changed { place, before, after: String::new() });
                self.edits.push(edit);
            }
        }
        let order: Vec<usize> = found.iter().flatten().copied().collect();
        let mut stays = stays(&order).into_iter();
        let mut before: Option<Key> = None;
        for (item, found) in new.into_iter().zip(found) {
            let id = match found.and_then(|at| old.get(at)) {
                Some(old) => {
                    if !stays.next().unwrap_or(true) {
                        let place = list.item(&old.id);
                        let name = called(&old.name).to_string();
                        self.changes.push(Changed { place, before: name.clone(), after: name });
                        let item = Key::new(&old.id, 0);
                        self.edits.push(Edit::Move {
                            list: list.clone(),
                            item,
                            from: None,
                            to: before.clone(),
                        });
                    }
                    old.id.clone()
                }
                None => {
                    let id = self.free(&item, prefix);
                    let json = (item.json)(&id);
                    self.insert(list, before.clone(), json, &item.name);
                    id
                }
            };
            before = Some(Key::new(id, 0));
        }
    }

    /// An id for a new record: its own, unless an old one has it.
    fn free(&mut self, item: &Item, prefix: char) -> String {
        if self.ids.take(&item.id) {
            return item.id.clone();
        }
        let names: Vec<&str> = item.names.iter().map(String::as_str).collect();
        self.ids.derive(prefix, &names)
    }

    fn projects(&mut self, new: &Document) {
        let item = |project: &Project| Item {
            id: project.id.text().to_string(),
            names: vec![
                match (project.unit_code.text(), project.code.text()) {
                    (_, "") => String::new(),
                    (unit, code) => format!("{unit}\n{code}"),
                },
                format!("{}\n{}", project.unit_code.text(), project.name.text()),
                project.name.text().to_string(),
            ],
            name: project.name.text().to_string(),
            json: under_id(project, |project, id| project.id = id),
        };
        let list = Place::root().field("projects");
        let old: Vec<Item> = self.old.projects().map(item).collect();
        let items: Vec<Item> = new.projects().map(item).collect();
        let found = self.matched(&old, &items, label(&list).to_string());
        let olds: Vec<&Project> = self.old.projects().collect();
        let mut last_of_unit: HashMap<&str, Key> = HashMap::new();
        for project in &olds {
            last_of_unit.insert(project.unit_code.text(), Key::new(project.id.text(), 0));
        }
        let mut before: Option<Key> = None;
        for ((project, item), found) in new.projects().zip(items).zip(&found) {
            if let Some(old) = found.and_then(|at| olds.get(at)) {
                let place = list.item(old.id.text());
                self.project(&place, old, project);
                before = Some(Key::new(old.id.text(), 0));
                continue;
            }
            // behind the last of its unit, or behind the one it stands behind
            let unit = project.unit_code.text();
            let after = before.take().or_else(|| last_of_unit.get(unit).cloned());
            let after = after.or_else(|| Edit::last_key(self.old, &list));
            let id = self.free(&item, 'p');
            let project = self.with_free_ids(project, &id);
            self.insert(&list, after, Field::Value(project).json(), &item.name);
            before = Some(Key::new(&id, 0));
            last_of_unit.insert(unit, Key::new(id, 0));
        }
        let kept: HashSet<usize> = found.iter().flatten().copied().collect();
        let left = old.iter().enumerate().filter(|(at, _)| !kept.contains(at));
        let named = left.map(|(_, item)| Named { kind: label(&list).to_string(), name: item.name.clone() });
        self.matches.only_old.extend(named);
    }

    fn with_free_ids(&mut self, project: &Project, id: &str) -> Project {
        let mut project = project.clone();
        project.id = Field::Value(id.to_string());
        let rows = project.indicators.values().cloned().map(|mut row| {
            let item = of_row(&row);
            row.id = Field::Value(self.free(&item, 'i'));
            row
        });
        let rows: Vec<Indicator> = rows.collect();
        if project.indicators.get().is_some() {
            project.indicators = Field::Value(rows.into_iter().collect());
        }
        project
    }

    fn project(&mut self, place: &Place, old: &Project, new: &Project) {
        self.field(&place.field("unit_code"), &new.unit_code);
        self.field(&place.field("code"), &new.code);
        self.field(&place.field("name"), &new.name);
        if let Some(Budget { total, fiscal, other, .. }) = new.budget.get() {
            let budget = place.field("budget");
            self.field(&budget.field("total"), total);
            self.field(&budget.field("fiscal"), fiscal);
            self.field(&budget.field("other"), other);
        }
        self.field(&place.field("purpose"), &new.purpose);
        self.plan(&place.field("spending_plan"), &old.spending_plan, &new.spending_plan);
        self.field(&place.field("goals"), &new.goals);
        if new.indicators.get().is_some() {
            self.indicators(&place.field("indicators"), old, new);
        }
    }

    /// A point that goes on under its date keeps what else is known of it.
    fn plan(&mut self, place: &Place, old: &Field<List<PlanPoint>>, new: &Field<List<PlanPoint>>) {
        let Some(points) = new.get() else { return };
        let known = |by: &str| old.values().find(|point| point.by.text() == by).cloned();
        let merged =
            points.as_slice().iter().filter_map(Field::get).map(|point| match known(point.by.text()) {
                Some(old) => PlanPoint { percent: point.percent.clone(), ..old },
                None => point.clone(),
            });
        let merged: Field<List<PlanPoint>> = Field::Value(merged.collect());
        let same = old.values().map(|point| point.by.text()).eq(merged.values().map(|point| point.by.text()));
        if same && old.all().len() == merged.all().len() {
            for point in merged.values() {
                self.field(&place.item(point.by.text()).field("percent"), &point.percent);
            }
        } else {
            self.field(place, &merged);
        }
    }

    fn indicators(&mut self, list: &Place, old: &Project, new: &Project) {
        let olds: Vec<&Indicator> = old.indicators.values().collect();
        let old: Vec<Item> = olds.iter().map(|row| of_row(row)).collect();
        let items: Vec<Item> = new.indicators.values().map(of_row).collect();
        let found = self.matched(&old, &items, label(list).to_string());
        for (row, found) in new.indicators.values().zip(&found) {
            let Some((before, item)) = found.and_then(|at| Some((olds.get(at)?, old.get(at)?))) else {
                continue;
            };
            let place = list.item(&item.id);
            self.field(&place.field("level1"), &row.level1);
            self.field(&place.field("level2"), &row.level2);
            self.field(&place.field("name"), &row.name);
            self.field(&place.field("description"), &row.description);
            // printed alike it is the same: grades and the like are not printed
            let printed = |target: &Field<Target>| target.get().map(Target::print).unwrap_or_default();
            if printed(&before.target) != printed(&row.target) || before.target.wrong_kind().is_some() {
                self.set(&place.field("target"), row.target.json(), printed(&row.target));
            }
            self.field(&place.field("basis"), &row.basis);
            self.field(&place.field("weight"), &row.weight);
            self.field(&place.field("scoring"), &row.scoring);
            self.field(&place.field("source"), &row.source);
        }
        self.arrange(list, &old, items, &found, 'i');
    }
}

/// What people read where a record has no name.
fn called(name: &str) -> &str {
    if name.trim().is_empty() { say::NAMELESS } else { name }
}

fn of_row(row: &Indicator) -> Item {
    Item {
        id: row.id.text().to_string(),
        names: vec![format!("{}\n{}", row.level2.text(), row.name.text())],
        name: row.name.text().to_string(),
        json: under_id(row, |row, id| row.id = id),
    }
}

/// What makes the JSON of a record under another id.
fn under_id<T: Kind>(record: &T, put: fn(&mut T, Field<String>)) -> UnderId {
    let record = record.clone();
    Box::new(move |id| {
        let mut record = record.clone();
        put(&mut record, Field::Value(id.to_string()));
        Field::Value(record).json()
    })
}

fn without_ids(document: &mut Document) {
    fn values<T>(list: &mut Field<List<T>>) -> impl Iterator<Item = &mut T> {
        let items = match list {
            Field::Value(list) => list.vec_mut().as_mut_slice(),
            _ => &mut [],
        };
        items.iter_mut().filter_map(|item| match item {
            Field::Value(value) => Some(value),
            _ => None,
        })
    }
    values(&mut document.sub_goals).for_each(|goal| goal.id = Field::Absent);
    values(&mut document.safeguards).for_each(|measure| measure.id = Field::Absent);
    for project in values(&mut document.projects) {
        project.id = Field::Absent;
        values(&mut project.indicators).for_each(|row| row.id = Field::Absent);
    }
}

/// The amounts of a document in another unit, where it is exact.
fn in_the_same_money(document: &mut Document, unit: &str) {
    let own = document.currency_unit.text().to_string();
    if own == unit || own.is_empty() || unit.is_empty() {
        return;
    }
    if let Field::Value(projects) = &mut document.projects {
        for project in projects.vec_mut() {
            if let Field::Value(project) = project
                && let Field::Value(budget) = &mut project.budget
            {
                for field in [&mut budget.total, &mut budget.fiscal, &mut budget.other] {
                    if let Field::Value(amount) = field
                        && let Some(digits) = convert(amount.text(), &own, unit)
                    {
                        *field = Field::Value(Amount::new(digits));
                    }
                }
            }
        }
    }
}
