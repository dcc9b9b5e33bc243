//! A three-way merge: what two people made of one document, brought together field by field and
//! record by record, never by lines of a file.
//!
//! The merge walks the three documents through the generic mechanism of records and lists. A field
//! that one side changed is taken; the same change on both sides is taken once; what both changed
//! differently stays as `ours` has it and is a conflict. A target is one field, and so is a field
//! the program does not know. How the items of lists find each other is told in [`align`], where
//! they stand afterwards in [`order`]. What is decided is applied to a copy on a desk of its own,
//! so that each edit of the result speaks of the document as the one before left it.
//!
//! What follows from that:
//! - An item edited here and deleted there is a conflict; an item edited here and moved there is
//!   not, as long as it stays in its list: an item that went to another list was deleted in its own.
//! - A record that is called differently now (another code, another id) but says the same is still
//!   that record.
//! - Two new records of one id are one if they bear one name, and are then merged field by field.
//!   Else they are two: ids of new records follow from what they are called, so two people who each
//!   add a row give both the same. The second in the document gets a new id.
//! - Order is no matter of conflict: where both moved one item, it stands at the earlier spot.
//! - What is of a wrong kind is one value, whatever it holds.

mod align;
mod list;
mod order;

use crate::edit::{Desk, Edit};
use crate::model::{Conflict, Document, Field, Json, Kind, List, Place, Slot, Step};

/// What came of a merge.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// Turns `ours` into the result: one group.
    pub edit: Edit,
    /// How many changes were taken from `theirs`.
    pub taken: usize,
    /// What both changed differently; the result has it as `ours` does.
    pub conflicts: Vec<Conflict>,
    /// Lists the conflicts in the result.
    listing: Edit,
}

impl Merged {
    /// `edit`, which also lists the conflicts in the document, so that none is lost.
    pub fn whole(&self) -> Edit {
        Edit::group(vec![self.edit.clone(), self.listing.clone()])
    }
}

/// Brings into `ours` what `theirs` changed since `base`. All three must have their ids, as reading
/// gives them, and be documents that may be written: of a key that stands twice only the first is
/// looked at.
pub fn merge(base: &Document, ours: &Document, theirs: &Document) -> Merged {
    let mut merger = Merger { desk: Desk::new(ours.clone()), conflicts: Vec::new() };
    merger.record(Place::root(), [base.members(), ours.members(), theirs.members()]);
    let mut edits: Vec<Edit> = merger.desk.take_log().into_iter().map(|logged| logged.edit).collect();
    let taken = edits.iter().map(count).sum();
    if edits.iter().any(|edit| matches!(edit, Edit::Insert { .. } | Edit::Set { old: None, .. })) {
        merger.part_ids();
        edits.extend(merger.desk.take_log().into_iter().map(|logged| logged.edit));
    }
    let conflicts: Vec<Conflict> = merger.conflicts.into_iter().map(Clash::told).collect();
    let listing = listing(merger.desk.document(), &conflicts);
    Merged { edit: Edit::group(edits), taken, conflicts, listing }
}

/// The three versions of what stands at one place.
type Three<T> = [T; 3];
/// A field or an item in the three versions.
type Slots<'a> = Three<Option<&'a dyn Slot>>;

/// A conflict while its place may still change.
#[derive(Debug)]
struct Clash {
    place: Place,
    values: Three<Option<Json>>,
    after: Option<Place>,
}

impl Clash {
    fn told(self) -> Conflict {
        let field = |json: Option<Json>| json.map_or(Field::Absent, Field::Value);
        let [base, ours, theirs] = self.values.map(field);
        let after = self.after.map_or(Field::Absent, |after| Field::Value(after.to_string()));
        let place = Field::Value(self.place.to_string());
        Conflict { place, base, ours, theirs, after, ..Conflict::default() }
    }

    /// Speaks of the item at `new` where it spoke of that at `old`.
    fn follow(&mut self, old: &Place, new: &Place) {
        for place in std::iter::once(&mut self.place).chain(&mut self.after) {
            if place.within(old) {
                let below = place.steps()[old.steps().len()..].iter().cloned();
                *place = below.fold(new.clone(), |place, step| place.step(step));
            }
        }
    }
}

/// The merge under way.
struct Merger {
    /// `ours`, as far as it is merged.
    desk: Desk,
    conflicts: Vec<Clash>,
}

impl Merger {
    /// Merges the members of a record at `place`; gives the place it has then.
    fn record(&mut self, mut place: Place, members: Three<Vec<(&str, &dyn Slot)>>) -> Place {
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in members.iter().flatten() {
            if !names.contains(name) {
                names.push(name);
            }
        }
        for name in names {
            let slots = [0, 1, 2].map(|side: usize| {
                members[side].iter().find(|(other, _)| *other == name).map(|(_, slot)| *slot)
            });
            let at = place.step(Step::Field(name.to_string().into()));
            // a record may be called by this field
            if let Some(parent) = self.slot(&at, slots).parent() {
                place = parent;
            }
        }
        place
    }

    /// Merges what stands at `place`; gives the place it has then.
    fn slot(&mut self, place: &Place, slots: Slots<'_>) -> Place {
        let [base, ours, theirs] = slots.map(|slot| slot.and_then(Slot::json));
        if theirs == base || theirs == ours {
            return place.clone();
        }
        if let [old, Some(mine), Some(other)] = slots
            && !mine.is_text()
            && !other.is_text()
        {
            if let (Some(mine), Some(other)) = (mine.items(), other.items()) {
                let nothing = List::<Json>::default();
                self.list(place, [old.and_then(Slot::items).unwrap_or(&nothing), mine, other]);
                return place.clone();
            }
            if !mine.absent() && !other.absent() {
                let old = old.map_or_else(Vec::new, |old| old.members());
                return self.record(place.clone(), [old, mine.members(), other.members()]);
            }
        }
        if ours == base {
            return self
                .apply(&Edit::Set { place: place.clone(), old: ours, new: theirs })
                .unwrap_or_default();
        }
        self.conflicts.push(Clash { place: place.clone(), values: [base, ours, theirs], after: None });
        place.clone()
    }

    /// Carries an edit out; gives the place where it is seen.
    fn apply(&mut self, edit: &Edit) -> Option<Place> {
        let applied = self.desk.commit(String::new(), edit);
        debug_assert!(applied.is_ok(), "{edit:?}");
        applied.ok().map(|change| change.place)
    }

    /// Gives the second of two records that came to have one id a new one.
    fn part_ids(&mut self) {
        let now = self.desk.document();
        let mut parted = now.clone();
        if parted.complete_ids().doubled.is_empty() {
            return;
        }
        let mut changed = Vec::new();
        for name in ["sub_goals", "safeguards", "projects"] {
            let list = Place::root().field(name);
            if let (Some(old), Some(new)) = (list.find(now), list.find(&parted)) {
                ids(&list, old, new, &mut changed);
            }
        }
        // the last first: which one among equals a record is depends on those before it
        for (record, id) in changed.into_iter().rev() {
            let edit = Edit::set(self.desk.document(), &record.field("id"), Some(id));
            if let Some(named) = self.apply(&edit).and_then(|place| place.parent()) {
                self.conflicts.iter_mut().for_each(|conflict| conflict.follow(&record, &named));
            }
        }
    }
}

/// The records of the list at `place` that have another id in `new`, those inside them after them.
fn ids(place: &Place, old: &dyn Slot, new: &dyn Slot, changed: &mut Vec<(Place, Json)>) {
    let (Some(olds), Some(news)) = (old.items(), new.items()) else { return };
    for at in 0..olds.count() {
        let (Some(old), Some(new), Some(key)) = (olds.item(at), news.item(at), olds.key_of(at)) else {
            return;
        };
        let record = place.step(Step::Item(key));
        let id = |slot: &dyn Slot| slot.child(&Step::Field("id".into())).and_then(Slot::json);
        if let (Some(was), Some(is)) = (id(old), id(new))
            && was != is
        {
            changed.push((record.clone(), is));
        }
        let rows = Step::Field("indicators".into());
        if let (Some(old), Some(new)) = (old.child(&rows), new.child(&rows)) {
            ids(&record.step(rows), old, new, changed);
        }
    }
}

/// The edit that puts `conflicts` first into the list of the document.
fn listing(document: &Document, conflicts: &[Conflict]) -> Edit {
    let list = Place::root().field("conflicts");
    let records: Vec<Json> =
        conflicts.iter().filter_map(|conflict| Field::Value(conflict.clone()).json()).collect();
    if records.is_empty() {
        return Edit::group(Vec::new());
    }
    let insert = Edit::insert_all(&list, None, &records);
    match list.find(document).filter(|slot| slot.wrong_kind().is_some()).and_then(Slot::json) {
        None => insert,
        // what stands there and is no list becomes an item of one
        Some(other) => Edit::group(vec![Edit::set(document, &list, Some(Json::array(&other))), insert]),
    }
}

/// How many changes an edit is made of.
fn count(edit: &Edit) -> usize {
    match edit {
        Edit::Group { edits } => edits.iter().map(count).sum(),
        _ => 1,
    }
}
