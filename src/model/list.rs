//! Lists: items are named by their keys, and a long list finds them through an [`Index`] that is
//! made when it is first asked for and follows every change from then on.

use std::borrow::Cow;
use std::hash::Hasher;
use std::sync::OnceLock;

use super::index::Index;
use super::json::{Cursor, Json, Writer};
use super::place::{Key, Step};
use super::record::{Field, Kind, Slot};

/// A list. Items of a wrong kind are kept among the others.
#[derive(Debug, Clone)]
pub struct List<T> {
    items: Vec<Field<T>>,
    /// Where the items of each key stand, once that was asked; most lists are short and never are.
    index: OnceLock<Box<Index>>,
}

/// Up to this many items are looked through one by one.
const SHORT: usize = 16;

impl<T> List<T> {
    /// The items.
    pub fn as_slice(&self) -> &[Field<T>] {
        &self.items
    }

    /// The items, for any change at all: the index is forgotten.
    pub fn vec_mut(&mut self) -> &mut Vec<Field<T>> {
        self.index.take();
        &mut self.items
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        List::from(Vec::new())
    }
}

impl<T> From<Vec<Field<T>>> for List<T> {
    fn from(items: Vec<Field<T>>) -> Self {
        List { items, index: OnceLock::new() }
    }
}

impl<T: PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        self.items == other.items
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        List::from(items.into_iter().map(Field::Value).collect::<Vec<_>>())
    }
}

impl<T: Kind> List<T> {
    /// Where the items called `text` stand.
    fn places(&self, text: &str) -> Cow<'_, [usize]> {
        let index = self.index.get_or_init(|| Box::new(Index::of(self.items.iter().map(Slot::key))));
        index.at(text, |at| key_at(&self.items, at))
    }

    /// The items, for a change that the index, where there is one, is told of. It has then taken
    /// note of all changes before.
    fn open(&mut self) -> (&mut Vec<Field<T>>, Option<&mut Index>) {
        let mut index = self.index.get_mut().map(Box::as_mut);
        if let Some(index) = &mut index {
            index.settle(|at| key_at(&self.items, at));
        }
        (&mut self.items, index)
    }

    fn put_in(&mut self, at: usize, item: Field<T>) {
        let (items, index) = self.open();
        if let Some(index) = index {
            index.insert(at, &item.key());
        }
        items.insert(at, item);
    }

    fn take_out(&mut self, at: usize) -> Field<T> {
        let (items, index) = self.open();
        let item = items.remove(at);
        if let Some(index) = index {
            index.remove(at, &item.key());
        }
        item
    }

    /// The item of that key.
    pub fn at(&self, key: &Key) -> Option<&Field<T>> {
        self.items.get(self.find(key)?)
    }
}

impl<T: Kind> Kind for List<T> {
    const NAME: &'static str = "列表";
    const IS_TEXT: bool = false;

    fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        let mut items = Vec::new();
        cursor.items(|item| items.push(Field::from_json(item))).then(|| List::from(items))
    }
    fn write(&self, out: &mut Writer) {
        out.list(&self.items, |out, item| item.write(out));
    }
    fn shown(&self) -> String {
        self.items.iter().map(Slot::shown).collect::<Vec<_>>().join("，")
    }
    fn child(&self, step: &Step) -> Option<&dyn Slot> {
        match step {
            Step::Item(key) => self.at(key).map(|item| item as &dyn Slot),
            Step::Field(_) => None,
        }
    }
    fn child_mut(&mut self, step: &Step) -> Option<&mut dyn Slot> {
        let Step::Item(key) = step else { return None };
        let at = self.find(key)?;
        let (items, index) = self.open();
        if let Some(index) = index {
            index.lend(at, key.text());
        }
        items.get_mut(at).map(|item| item as &mut dyn Slot)
    }
    fn say<H: Hasher>(&self, hasher: &mut H) {
        hasher.write_usize(self.items.len());
        for item in &self.items {
            hasher.write_u64(item.standing());
            item.say(hasher);
        }
    }
    fn is_sound(&self) -> bool {
        self.items.iter().all(Slot::is_sound)
    }
    fn items(&self) -> Option<&dyn Items> {
        Some(self)
    }
    fn items_mut(&mut self) -> Option<&mut dyn Items> {
        Some(self)
    }
}

/// What the item at `at` is called.
fn key_at<T: Kind>(items: &[Field<T>], at: usize) -> Cow<'_, str> {
    items.get(at).map_or(Cow::Borrowed(""), Slot::key)
}

/// A list of any kind. Indices stay inside one call; what is kept is the [`Key`].
pub trait Items {
    /// Whether its items are each one text; those of other lists are records.
    fn are_texts(&self) -> bool;
    /// How many items there are.
    fn count(&self) -> usize;
    /// The item at `at`.
    fn item(&self, at: usize) -> Option<&dyn Slot>;
    /// Where the item of that key stands.
    fn find(&self, key: &Key) -> Option<usize>;
    /// The key of the item at `at`.
    fn key_of(&self, at: usize) -> Option<Key>;
    /// Puts `json` in as the item number `at`.
    fn insert(&mut self, at: usize, json: &Json);
    /// Takes the item at `at` out.
    fn remove(&mut self, at: usize);
    /// Moves an item, so that it then stands at `to`.
    fn shift(&mut self, from: usize, to: usize);
}

impl<T: Kind> Items for List<T> {
    fn are_texts(&self) -> bool {
        T::IS_TEXT
    }
    fn count(&self) -> usize {
        self.items.len()
    }
    fn item(&self, at: usize) -> Option<&dyn Slot> {
        self.items.get(at).map(|item| item as &dyn Slot)
    }
    fn find(&self, key: &Key) -> Option<usize> {
        let nth = key.nth() as usize;
        if self.items.len() > SHORT {
            return self.places(key.text()).get(nth).copied();
        }
        let mut equal = (0..self.items.len()).filter(|&at| self.items[at].key() == key.text());
        equal.nth(nth)
    }
    fn key_of(&self, at: usize) -> Option<Key> {
        let text: Cow<'_, str> = self.items.get(at)?.key();
        let nth = if self.items.len() > SHORT {
            self.places(&text).partition_point(|&other| other < at)
        } else {
            self.items[..at].iter().filter(|item| item.key() == text).count()
        };
        Some(Key::new(text, nth as u32))
    }
    fn insert(&mut self, at: usize, json: &Json) {
        let at = at.min(self.items.len());
        self.put_in(at, Field::from_json(&mut json.cursor()));
    }
    fn remove(&mut self, at: usize) {
        if at < self.items.len() {
            self.take_out(at);
        }
    }
    fn shift(&mut self, from: usize, to: usize) {
        if from < self.items.len() && to < self.items.len() {
            let item = self.take_out(from);
            self.put_in(to, item);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Project;
    use crate::model::index::MADE;

    /// What can be done with a list; the numbers are taken modulo its length.
    #[derive(Debug, Clone)]
    enum Act {
        Insert(usize, u8),
        Remove(usize),
        Shift(usize, usize),
        /// Another name for an item.
        Rename(usize, u8),
        /// A change inside an item.
        Touch(usize),
        /// Handed out for a change that was then not made.
        Lend(usize),
        Ask(usize),
    }

    fn acts() -> impl Strategy<Value = Act> {
        let (at, id) = (0usize..40, 0u8..12);
        prop_oneof![
            (at.clone(), id.clone()).prop_map(|(at, id)| Act::Insert(at, id)),
            at.clone().prop_map(Act::Remove),
            (at.clone(), at.clone()).prop_map(|(from, to)| Act::Shift(from, to)),
            (at.clone(), id).prop_map(|(at, id)| Act::Rename(at, id)),
            at.clone().prop_map(Act::Touch),
            at.clone().prop_map(Act::Lend),
            at.prop_map(Act::Ask),
        ]
    }

    fn project(id: u8) -> Json {
        Json::object("id", &Json::text(&format!("p-{id}")))
    }

    fn act(list: &mut List<Project>, act: &Act) {
        let count = list.count();
        let lent = |list: &mut List<Project>, at: usize, field: &'static str, text: Option<String>| {
            let step = list.key_of(at % count).map(Step::Item);
            let item = step.and_then(|step| list.child_mut(&step)).expect("an item that was just named");
            if let Some(text) = text {
                let slot = item.child_mut(&Step::Field(field.into())).expect("a field of projects");
                slot.put(Some(&Json::text(&text)));
            }
        };
        match *act {
            Act::Insert(at, id) => list.insert(at % (count + 1), &project(id)),
            Act::Remove(at) => list.remove(at % count),
            Act::Shift(from, to) => list.shift(from % count, to % count),
            Act::Rename(at, id) => lent(list, at, "id", Some(format!("p-{id}"))),
            Act::Touch(at) => lent(list, at, "name", Some(format!("第 {at} 个"))),
            Act::Lend(at) => lent(list, at, "id", None),
            Act::Ask(at) => drop(list.key_of(at % count)),
        }
    }

    proptest! {
        #[test]
        fn the_index_never_lies(all in proptest::collection::vec(acts(), 0..60)) {
            let ids = (0..30).map(|n| Field::from_json(&mut project(n % 12).cursor()));
            let mut list: List<Project> = ids.collect::<Vec<_>>().into();
            for one in &all {
                if list.count() > SHORT + 1 || !matches!(one, Act::Remove(_)) {
                    act(&mut list, one);
                }
                // each key and each position as counting says
                let mut seen: std::collections::HashMap<String, u32> = Default::default();
                for at in 0..list.count() {
                    let name = list.as_slice()[at].key().into_owned();
                    let nth = seen.entry(name.clone()).or_default();
                    let key = Key::new(&name, *nth);
                    *nth += 1;
                    prop_assert_eq!(list.key_of(at), Some(key.clone()));
                    prop_assert_eq!(list.find(&key), Some(at));
                }
                for id in 0..13 {
                    let name = format!("p-{id}");
                    let count = seen.get(&name).copied().unwrap_or(0);
                    prop_assert_eq!(list.find(&Key::new(name, count)), None);
                }
            }
        }
    }

    #[test]
    fn thousands_of_changes_make_the_index_once() {
        let ids = (0..2_400u16).map(|n| Json::object("id", &Json::text(&format!("p-{n}"))));
        let mut list: List<Project> =
            ids.map(|json| Field::from_json(&mut json.cursor())).collect::<Vec<_>>().into();
        let before = MADE.get();
        for at in (0..2_400).rev() {
            let all =
                [Act::Touch(at), Act::Rename(at, 7), Act::Shift(at, 0), Act::Insert(at, 3), Act::Remove(at)];
            all.iter().for_each(|one| act(&mut list, one));
        }
        assert_eq!((list.count(), MADE.get() - before), (2_400, 1));
    }

    #[test]
    fn a_long_list_finds_its_items_as_a_short_one_does() {
        let text = |n: usize| format!("第 {} 项", n % 40);
        let mut list: List<String> = (0..100).map(text).collect();
        for at in 0..100 {
            let key = list.key_of(at).unwrap_or_else(|| Key::new("", 0));
            assert_eq!((key.text(), key.nth() as usize), (text(at).as_str(), at / 40));
            assert_eq!(list.find(&key), Some(at));
        }
        // what changes is found by its new name at once
        list.remove(0);
        assert_eq!(list.find(&Key::new(text(40), 0)), Some(39));
        list.insert(0, &Json::text("新"));
        assert_eq!(list.find(&Key::new("新", 0)), Some(0));
        let step = Step::Item(Key::new("新", 0));
        if let Some(item) = list.child_mut(&step) {
            item.put(Some(&Json::text("改")));
        }
        assert_eq!((list.find(&Key::new("新", 0)), list.find(&Key::new("改", 0))), (None, Some(0)));
    }
}
