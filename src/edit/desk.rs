//! A document on the desk: with its history, so that every change can be taken back, and with
//! the revision that was saved, so that undoing back to it clears the mark of change.

use std::collections::BTreeSet;

use super::{Edit, EditError, apply};
use crate::model::{Document, Place};

/// Owns a document that may be changed; nobody else can.
#[derive(Debug)]
pub struct Desk {
    document: Document,
    done: Vec<Step>,
    undone: Vec<Step>,
    /// Every state of the document has a number of its own.
    revision: u64,
    saved: u64,
    last: u64,
    log: Vec<Logged>,
    /// Where it differs from what was saved last; `None` where that is not in the history.
    unsaved: Option<Outermost>,
}

/// An edit that was applied, forwards or back: applied in their order to the document as it was
/// read, they lead to the document as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// What the step is called ("修改 指标值").
    pub name: String,
    /// The edit.
    pub edit: Edit,
}

/// One step of the history: the edit that leads to its other side.
#[derive(Debug)]
struct Step {
    name: String,
    edit: Edit,
    /// The revision on its other side.
    revision: u64,
}

/// What a change did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What the step is called ("修改 指标值").
    pub name: String,
    /// Where a person looks after it.
    pub place: Place,
    /// Every place that it touched.
    pub touched: Vec<Place>,
}

impl Desk {
    /// A document as it was read.
    pub fn new(document: Document) -> Desk {
        Desk {
            document,
            done: Vec::new(),
            undone: Vec::new(),
            revision: 0,
            saved: 0,
            last: 0,
            log: Vec::new(),
            unsaved: Some(Outermost::default()),
        }
    }

    /// The document as it is now.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Applies `edit` as a step called `name`; what was undone before is gone then.
    ///
    /// # Errors
    /// When the edit does not fit the document, which is then as it was.
    pub fn commit(&mut self, name: impl Into<String>, edit: &Edit) -> Result<Change, EditError> {
        let step = Step { name: name.into(), edit: edit.clone(), revision: self.last + 1 };
        let (change, back) = self.go(step)?;
        self.last += 1;
        let is_lost = self.undone.iter().any(|step| step.revision == self.saved);
        self.undone.clear();
        match &mut self.unsaved {
            Some(unsaved) if !is_lost => back.edit.tell_places(&mut |place| unsaved.add(place)),
            unsaved => *unsaved = None,
        }
        self.done.push(back);
        Ok(change)
    }

    /// Applies `edit` as a part of the last step, which keeps its name; as a step of its own when
    /// there is none, or when what the last one led to was saved.
    ///
    /// # Errors
    /// As [`commit`](Desk::commit).
    pub fn amend(&mut self, name: impl Into<String>, edit: &Edit) -> Result<Change, EditError> {
        let joins = !self.done.is_empty() && self.is_changed();
        let change = self.commit(name, edit)?;
        if joins
            && let Some(second) = self.done.pop()
            && let Some(first) = self.done.pop()
        {
            let edit = Edit::group(vec![second.edit, first.edit]);
            self.done.push(Step { edit, ..first });
        }
        Ok(change)
    }

    /// The number of the state the document is in: no other state has it.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Takes the last step back; `None` when there is none.
    pub fn undo(&mut self) -> Option<Change> {
        let step = self.done.pop()?;
        let (change, back) = self.go(step).ok()?;
        self.undone.push(back);
        self.recount();
        Some(change)
    }

    /// Does again what was taken back; `None` when there is nothing.
    pub fn redo(&mut self) -> Option<Change> {
        let step = self.undone.pop()?;
        let (change, back) = self.go(step).ok()?;
        self.done.push(back);
        self.recount();
        Some(change)
    }

    /// What [`undo`](Desk::undo) would take back.
    pub fn undo_name(&self) -> Option<&str> {
        self.done.last().map(|step| step.name.as_str())
    }

    /// What [`redo`](Desk::redo) would do again.
    pub fn redo_name(&self) -> Option<&str> {
        self.undone.last().map(|step| step.name.as_str())
    }

    /// Whether it differs from what was saved last.
    pub fn is_changed(&self) -> bool {
        self.revision != self.saved
    }

    /// How many steps lie between what was saved last and now, where they can be counted.
    pub fn steps_since_save(&self) -> Option<usize> {
        self.unsaved_steps().map(|steps| steps.len())
    }

    /// At how many places it differs from what was saved last, where they can be counted: a record
    /// that came or went is one, with all that is in it.
    pub fn unsaved_places(&self) -> Option<usize> {
        self.unsaved.as_ref().map(Outermost::count)
    }

    /// What the steps are called that lie between what was saved last and now, the latest first;
    /// steps that were taken back since then, the first of them first.
    pub fn unsaved_names(&self) -> impl Iterator<Item = &str> {
        self.unsaved_steps().unwrap_or_default().iter().rev().map(|step| step.name.as_str())
    }

    /// The steps between what was saved last and now, the nearest to now last; `None` where what was
    /// saved is not in the history.
    fn unsaved_steps(&self) -> Option<&[Step]> {
        if !self.is_changed() {
            return Some(&[]);
        }
        let of = |steps: &[Step]| steps.iter().rposition(|step| step.revision == self.saved);
        let back = of(&self.done).map(|at| &self.done[at..]);
        back.or_else(|| of(&self.undone).map(|at| &self.undone[at..]))
    }

    fn recount(&mut self) {
        self.unsaved = self.unsaved_steps().map(|steps| {
            let mut unsaved = Outermost::default();
            steps.iter().for_each(|step| step.edit.tell_places(&mut |place| unsaved.add(place)));
            unsaved
        });
    }

    /// The state as it is now is on the disk.
    pub fn mark_saved(&mut self) {
        self.saved = self.revision;
        self.recount();
    }

    /// What was applied since this was last asked, undone steps included, oldest first.
    pub fn take_log(&mut self) -> Vec<Logged> {
        std::mem::take(&mut self.log)
    }

    fn go(&mut self, step: Step) -> Result<(Change, Step), EditError> {
        let applied = apply(&mut self.document, &step.edit)?;
        let back = Step { name: step.name.clone(), edit: applied.inverse, revision: self.revision };
        self.revision = step.revision;
        self.log.push(Logged { name: step.name.clone(), edit: step.edit });
        // what a step of several parts touched first may be gone or called otherwise by now
        let there = |place: &&Place| place.find(&self.document).is_some();
        let place = applied.places.iter().find(there).or(applied.places.first()).cloned();
        let place = place.unwrap_or_default();
        Ok((Change { name: step.name, place, touched: applied.places }, back))
    }
}

/// Places of which none lies within another.
#[derive(Debug, Default)]
struct Outermost(BTreeSet<Place>);

impl Outermost {
    fn count(&self) -> usize {
        self.0.len()
    }

    /// Adds a place, in the stead of those within it.
    fn add(&mut self, place: Place) {
        if (0..=place.steps().len()).any(|n| self.0.contains(&place.prefix(n))) {
            return;
        }
        // what lies within another follows it
        while let Some(inner) = self.0.range(&place..).next().filter(|next| next.within(&place)).cloned() {
            self.0.remove(&inner);
        }
        self.0.insert(place);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Json, Key, Step as PlaceStep};

    const TEXT: &str = r#"{"department":{"name":"甲"},"x":[1],"overall_goal":{"tasks":["一","二","一",3]},
        "projects":[{"id":"p-1","name":"a","goals":["甲","甲"],"indicators":[{"id":"i-1","y":1},{"id":"i-2"}]},{"id":"p-2"}]}"#;

    fn desk() -> Desk {
        Desk::new(Document::from_json(TEXT).unwrap())
    }

    fn at(place: &str) -> Place {
        place.parse().unwrap()
    }

    #[test]
    fn undoing_to_what_was_saved_clears_the_mark() {
        let mut desk = desk();
        let edit = Edit::typed(desk.document(), &at("projects/#p-1/name"), "b");
        let change = desk.commit("修改 项目名称", &edit).unwrap();
        assert_eq!(change.place, at("projects/#p-1/name"));
        assert_eq!(desk.steps_since_save(), Some(1));
        desk.mark_saved();
        assert!(!desk.is_changed());
        assert_eq!(desk.undo().unwrap().name, "修改 项目名称");
        assert!(desk.is_changed());
        assert_eq!(desk.steps_since_save(), Some(1));
        assert_eq!(desk.redo().unwrap().name, "修改 项目名称");
        assert!(!desk.is_changed());
        assert!(desk.redo().is_none());
    }

    #[test]
    fn places_within_another_are_not_counted() {
        let mut places = Outermost::default();
        for (place, count) in [
            ("projects/#p-1/name", 1),
            ("projects/#p-1/goals/#甲", 2),
            ("projects/#p-10/name", 3),
            ("projects/#p-1/name", 3),
            ("projects/#p-1", 2),
            ("projects/#p-1/goals", 2),
            ("projects", 1),
        ] {
            places.add(at(place));
            assert_eq!(places.count(), count, "{place}");
        }
    }

    #[test]
    fn what_was_saved_and_is_gone_cannot_be_counted_from() {
        let mut desk = desk();
        let set = |desk: &Desk, text| Edit::typed(desk.document(), &at("projects/#p-1/name"), text);
        desk.commit("改", &set(&desk, "b")).unwrap();
        desk.mark_saved();
        assert_eq!(desk.unsaved_places(), Some(0));
        desk.undo();
        assert_eq!(desk.unsaved_places(), Some(1));
        desk.commit("改", &set(&desk, "c")).unwrap();
        assert_eq!(desk.unsaved_places(), None);
        desk.commit("改", &set(&desk, "d")).unwrap();
        assert_eq!(desk.unsaved_places(), None);
        desk.mark_saved();
        assert_eq!(desk.unsaved_places(), Some(0));
    }

    #[test]
    fn a_field_of_an_absent_record_makes_the_record() {
        let mut desk = desk();
        let before = desk.document().clone();
        let edit = Edit::typed(desk.document(), &at("projects/#p-2/budget/total"), "１０.00");
        desk.commit("修改", &edit).unwrap();
        let total = at("projects/#p-2/budget/total");
        assert_eq!(total.find(desk.document()).unwrap().shown(), "１０.00");
        desk.undo();
        assert_eq!(*desk.document(), before);
    }

    #[test]
    fn an_edit_for_another_state_is_refused_and_changes_nothing() {
        let mut desk = desk();
        let before = desk.document().clone();
        let place = at("projects/#p-1/name");
        let stale = Edit::Set { place: place.clone(), old: Some(Json::text("z")), new: None };
        let first = Edit::typed(desk.document(), &at("department/name"), "乙");
        assert_eq!(desk.commit("组", &Edit::group(vec![first, stale])), Err(EditError::Stale(place)));
        assert_eq!(*desk.document(), before);
        assert!(!desk.is_changed());
    }

    #[test]
    fn what_is_put_into_a_list_that_the_format_does_not_know_is_refused_and_changes_nothing() {
        let mut desk = desk();
        let before = desk.document().to_json();
        let list = at("projects/#p-1/unheard");
        let insert = Edit::insert(&list, None, Json::text("甲"));
        assert_eq!(desk.commit("增加", &insert), Err(EditError::NoPlace(list)));
        assert_eq!(desk.document().to_json(), before);
    }

    #[test]
    fn typing_over_a_target_keeps_what_stands_beside_it() {
        let text = r#"{"projects":[{"id":"p","indicators":[
            {"id":"i","target":{"operator":"≥","value":"30","unit":"人","note":"留着"}},
            {"id":"j","target":{"text":"显著提升","grades":["优：多"]}}]}]}"#;
        let mut desk = Desk::new(Document::from_json(text).unwrap());
        for (row, typed) in [("i", "≥40人次"), ("j", "明显提升")] {
            let place = at(&format!("projects/#p/indicators/#{row}/target"));
            let edit = Edit::typed(desk.document(), &place, typed);
            desk.commit("修改", &edit).unwrap();
        }
        let json = desk.document().to_json();
        assert!(json.contains("\"note\": \"留着\"") && json.contains("优：多"), "{json}");
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_put_right_the_way_it_is_shown() {
        let mut desk = Desk::new(Document::from_json(r#"{"year": "2021"}"#).unwrap());
        let place = at("year");
        assert_eq!(place.find(desk.document()).unwrap().shown(), "2021");
        let edit = Edit::typed(desk.document(), &place, "2022");
        desk.commit("修改", &edit).unwrap();
        assert_eq!(desk.document().to_json(), "{\n  \"year\": 2022\n}\n");
    }

    #[test]
    fn a_line_is_found_again_after_its_text_changed() {
        let mut desk = desk();
        let tasks = at("overall_goal/tasks");
        let line = tasks.item("二");
        let edit = Edit::typed(desk.document(), &line, "一");
        let change = desk.commit("修改", &edit).unwrap();
        assert_eq!(change.place, tasks.step(PlaceStep::Item(Key::new("一", 1))));
        desk.undo();
        assert_eq!(tasks.find(desk.document()).unwrap().shown(), "一，二，一，3");
    }

    /// Any edit that fits the document, chosen by numbers.
    fn some_edit(document: &Document, choice: (u8, usize, usize)) -> Option<Edit> {
        let lists =
            ["overall_goal/tasks", "projects", "projects/#p-1/goals", "projects/#p-1/indicators", "units"];
        let fields = ["projects/#p-1/name", "department/division_code", "x", "new", "cover/title", "year"];
        let values = [
            Some("\"一\""),
            Some("\"甲\""),
            Some("{\"a\": [1,  2]}"),
            None,
            Some("7"),
            Some("{\"id\":\"i-2\"}"),
        ];
        let (kind, one, two) = choice;
        let list = at(lists[one % lists.len()]);
        let value = values[two % values.len()].map(|text| Json::parse(text).unwrap());
        let items = list.find(document).and_then(|slot| slot.items());
        let count = items.map_or(0, |items| items.count());
        let key = |n: usize| items.and_then(|items| items.key_of(n % count.max(1)));
        let item = |n| Some(list.step(PlaceStep::Item(key(n)?)));
        match kind % 5 {
            0 => Some(Edit::set(document, &at(fields[one % fields.len()]), value)),
            1 => Some(Edit::insert(&list, key(two), value?)),
            2 => Edit::remove(document, &item(two)?),
            3 => Edit::shift(document, &item(two)?, one as isize % 5 - 2),
            _ => Some(Edit::set(document, &item(two)?, Some(value?))),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn applied_and_undone_nothing_has_changed(choices in prop::collection::vec((any::<u8>(), 0usize..40, 0usize..40), 0..40)) {
            let mut desk = desk();
            let mut states = vec![desk.document().clone()];
            for choice in choices {
                let edit = some_edit(desk.document(), choice);
                if let Some(edit) = edit && desk.commit("改", &edit).is_ok() {
                    states.push(desk.document().clone());
                }
                let counted = desk.unsaved_places();
                desk.recount();
                prop_assert_eq!(desk.unsaved_places(), counted);
            }
            for state in states.iter().rev().skip(1) {
                prop_assert!(desk.undo().is_some());
                prop_assert_eq!(desk.document(), state);
            }
            prop_assert!(!desk.is_changed());
            let mut other = Document::from_json(TEXT).unwrap();
            for logged in desk.take_log() {
                prop_assert!(apply(&mut other, &logged.edit).is_ok());
            }
            prop_assert_eq!(desk.document(), &other);
            prop_assert_eq!(desk.document().to_json(), Document::from_json(TEXT).unwrap().to_json());
            for state in states.iter().skip(1) {
                prop_assert!(desk.redo().is_some());
                prop_assert_eq!(desk.document(), state);
            }
        }
    }
}
