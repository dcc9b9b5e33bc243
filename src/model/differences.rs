//! What differs between two states of a document, place by place, as a person would tell it: records
//! are compared field by field, items are found again by their keys.

use std::collections::HashSet;

use super::document::Document;
use super::label::describe;
use super::list::Items;
use super::place::{Key, Place, Step};
use super::record::{Kind, Slot};

/// One place at which two states differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where: in the state after, or in the one before where it is gone.
    pub place: Place,
    /// The place in words, of the state before where that has it.
    pub words: String,
    /// What stood there, as it is shown; `None`: nothing did.
    pub before: Option<String>,
    /// What stands there; `None`: nothing does. Where both are `None` the items of a list have
    /// another order.
    pub after: Option<String>,
}

/// All places at which `after` differs from `before`, in the order of the format.
pub fn differences(before: &Document, after: &Document) -> Vec<Difference> {
    let mut found = Finder { documents: (before, after), found: Vec::new() };
    found.members(&Place::root(), &Kind::members(before), &Kind::members(after));
    found.found
}

struct Finder<'a> {
    documents: (&'a Document, &'a Document),
    found: Vec<Difference>,
}

impl Finder<'_> {
    fn tell(&mut self, place: &Place, before: Option<String>, after: Option<String>) {
        // as it is called in the state that a person has before them, where it is there
        let known = place.find(self.documents.0).is_some();
        let words = describe(if known { self.documents.0 } else { self.documents.1 }, place);
        self.found.push(Difference { place: place.clone(), words, before, after });
    }

    fn members(&mut self, place: &Place, before: &[(&str, &dyn Slot)], after: &[(&str, &dyn Slot)]) {
        let there = |members: &[(&str, &dyn Slot)], name: &str| members.iter().any(|(key, _)| *key == name);
        let find = |name: &str| before.iter().find(|(key, _)| *key == name).map(|(_, slot)| *slot);
        // of a key that stands twice only the first has a place
        let mut told = HashSet::new();
        for (name, slot) in after.iter().filter(|(name, _)| told.insert(*name)) {
            self.slot(&place.step(Step::Field(name.to_string().into())), find(name), Some(*slot));
        }
        for (name, slot) in before.iter().filter(|(name, _)| !there(after, name) && told.insert(*name)) {
            self.slot(&place.step(Step::Field(name.to_string().into())), Some(*slot), None);
        }
    }

    fn slot(&mut self, place: &Place, before: Option<&dyn Slot>, after: Option<&dyn Slot>) {
        let there = |slot: Option<&'_ dyn Slot>| slot.is_some_and(|slot| !slot.absent());
        let (old, new) = (before.filter(|_| there(before)), after.filter(|_| there(after)));
        let (Some(old), Some(new)) = (old, new) else {
            if old.is_some() || new.is_some() {
                self.tell(place, old.map(Slot::shown), new.map(Slot::shown));
            }
            return;
        };
        if old.json() == new.json() {
            return;
        }
        match (old.items(), new.items()) {
            (Some(old), Some(new)) => return self.items(place, old, new),
            (None, None) if !old.is_text() && !new.is_text() => {
                return self.members(place, &old.members(), &new.members());
            }
            _ => {}
        }
        self.tell(place, Some(old.shown()), Some(new.shown()));
    }

    fn items(&mut self, place: &Place, before: &dyn Items, after: &dyn Items) {
        let keys = |items: &dyn Items| (0..items.count()).filter_map(|at| items.key_of(at)).collect();
        let (old, new): (Vec<Key>, Vec<Key>) = (keys(before), keys(after));
        let (in_old, in_new): (HashSet<&Key>, HashSet<&Key>) = (old.iter().collect(), new.iter().collect());
        // a line is called by its text: one that became another stands where the other stood
        let line = |items: &dyn Items, at: usize| items.item(at).is_some_and(Slot::is_text);
        let became = |at: usize| {
            let both_new = old
                .get(at)
                .zip(new.get(at))
                .is_some_and(|(old, new)| !in_new.contains(old) && !in_old.contains(new));
            both_new && line(before, at) && line(after, at)
        };
        for (at, key) in new.iter().enumerate() {
            let was = if became(at) { Some(at) } else { before.find(key) };
            let was = was.and_then(|at| before.item(at));
            self.slot(&place.step(Step::Item(key.clone())), was, after.item(at));
        }
        for (at, key) in old.iter().enumerate().filter(|(at, key)| !in_new.contains(key) && !became(*at)) {
            self.slot(&place.step(Step::Item(key.clone())), before.item(at), None);
        }
        let stay = old.iter().filter(|key| in_new.contains(key));
        if !stay.eq(new.iter().filter(|key| in_old.contains(key))) {
            self.tell(place, None, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_items_and_their_order_are_told_apart() {
        let document = |text: &str| Document::from_json(text).unwrap();
        let before = document(
            r#"{"year":2021,"overall_goal":{"tasks":["一","二","三","五"]},"projects":[{"id":"p","name":"甲"},
            {"id":"q","name":"乙","indicators":[{"id":"i","target":{"operator":"≥","value":"30","unit":"人"}}]}],"x":1}"#,
        );
        let after = document(
            r#"{"year":2022,"overall_goal":{"tasks":["三","一","四","六"]},"projects":[
            {"id":"q","name":"丙","indicators":[{"id":"i","target":{"operator":"=","value":"30","unit":"人"}}]}]}"#,
        );
        let told: Vec<String> = differences(&before, &after)
            .into_iter()
            .map(|d| format!("{}: {:?} {:?}", d.place, d.before.as_deref(), d.after.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                "year: Some(\"2021\") Some(\"2022\")",
                "overall_goal/tasks/#四: None Some(\"四\")",
                "overall_goal/tasks/#六: Some(\"五\") Some(\"六\")",
                "overall_goal/tasks/#二: Some(\"二\") None",
                "overall_goal/tasks: None None",
                "projects/#q/name: Some(\"乙\") Some(\"丙\")",
                "projects/#q/indicators/#i/target: Some(\"≥30人\") Some(\"=30人\")",
                "projects/#p: Some(\"甲\") None",
                "x: Some(\"1\") None",
            ]
        );
        assert_eq!(differences(&before, &before), []);
        let twice = document(r#"{"overall_goal":{"statement":"甲"},"overall_goal":{"statement":"乙"}}"#);
        assert_eq!(differences(&twice, &twice), []);
    }
}
