//! Lists: items are named by their keys, and a long list finds them through an index that is made
//! when it is first asked for and forgotten when the list changes.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use super::json::{Cursor, Json, Writer};
use super::place::{Key, Step};
use super::record::{Field, Kind, Slot};

/// A list. Items of a wrong kind are kept among the others.
#[derive(Debug, Clone)]
pub struct List<T> {
    items: Vec<Field<T>>,
    /// Where the items of each key stand, in order.
    index: OnceLock<HashMap<Box<str>, Vec<usize>>>,
}

/// Up to this many items are looked through one by one.
const SHORT: usize = 16;

impl<T> List<T> {
    /// The items.
    pub fn as_slice(&self) -> &[Field<T>] {
        &self.items
    }

    /// The items, for changing.
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
    fn places(&self, text: &str) -> &[usize] {
        let index = self.index.get_or_init(|| {
            let mut index: HashMap<Box<str>, Vec<usize>> = HashMap::new();
            for (at, item) in self.items.iter().enumerate() {
                index.entry(item.key().into()).or_default().push(at);
            }
            index
        });
        index.get(text).map_or(&[], Vec::as_slice)
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
        self.vec_mut().get_mut(at).map(|item| item as &mut dyn Slot)
    }
    fn items(&self) -> Option<&dyn Items> {
        Some(self)
    }
    fn items_mut(&mut self) -> Option<&mut dyn Items> {
        Some(self)
    }
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
        self.vec_mut().insert(at, Field::from_json(&mut json.cursor()));
    }
    fn remove(&mut self, at: usize) {
        if at < self.items.len() {
            self.vec_mut().remove(at);
        }
    }
    fn shift(&mut self, from: usize, to: usize) {
        if from < self.items.len() && to < self.items.len() {
            let items = self.vec_mut();
            let item = items.remove(from);
            items.insert(to, item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
