//! Comparing projects without pairing them. A project declares facts, a key and a value each; those
//! with the same key form a group, and a project is judged by looking at the groups it is in. When
//! the facts of a project change, only the members of the groups it left or entered can be affected.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Bound;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::check::mark::Marked;
use crate::check::rule::Out;
use crate::check::view::Table;
use crate::model::Key;

/// A check that compares projects.
#[derive(Debug, Clone, Copy)]
pub struct Across {
    /// What a project declares.
    pub facts: fn(&Table<'_>, &mut Declare<'_>),
    /// Judges a project by one of its facts and the group of that key.
    pub judge: fn(&Table<'_>, &Fact, &Group, &mut Out<'_>),
    /// What it looks at in the group.
    pub sees: Sees,
}

/// Takes a fact: its key and its value.
pub type Declare<'d> = dyn FnMut(u64, Value) + 'd;

/// What a check looks at in a group, from where a project stands in it: only when that changes, the
/// project is judged again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sees {
    /// Whether the own value is shared, and the value that comes next.
    Next,
    /// The first and the last value.
    Ends,
}

/// What a project declares for one check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Projects with the same key are compared. A key may be long, so its number stands for it.
    pub key: u64,
    /// What is compared.
    pub value: Value,
}

/// What is compared: all values of one check are of one sort.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Texts, shared by the facts of a project.
    Text(Arc<str>),
    /// Numbers.
    Number(Decimal),
}

impl Value {
    /// The text; empty for a number.
    pub fn text(&self) -> &str {
        match self {
            Value::Text(text) => text,
            Value::Number(_) => "",
        }
    }

    /// The number.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Value::Text(_) => None,
            Value::Number(number) => Some(*number),
        }
    }
}

/// The projects that declared the same key, by value. What it answers does not depend on the order
/// of the projects, so a project that moves changes nothing for the others.
#[derive(Debug)]
pub enum Group {
    /// Only one project is in it, so there is nothing to compare.
    One(Value, Key),
    /// Several, or several values of one.
    Many(BTreeMap<Value, Keys>),
}

/// Who declared one value; nearly always only one.
#[derive(Debug)]
pub enum Keys {
    One(Key),
    Many(BTreeSet<Key>),
}

impl Keys {
    fn first(&self) -> Option<&Key> {
        match self {
            Keys::One(key) => Some(key),
            Keys::Many(keys) => keys.first(),
        }
    }

    fn iter(&self) -> impl Iterator<Item = &Key> {
        let (one, many) = match self {
            Keys::One(key) => (Some(key), None),
            Keys::Many(keys) => (None, Some(keys)),
        };
        one.into_iter().chain(many.into_iter().flatten())
    }

    fn add(&mut self, key: &Key) {
        match self {
            Keys::One(one) if one == key => {}
            Keys::One(one) => *self = Keys::Many(BTreeSet::from([one.clone(), key.clone()])),
            Keys::Many(keys) => drop(keys.insert(key.clone())),
        }
    }

    /// Answers whether nobody is left.
    fn remove(&mut self, key: &Key) -> bool {
        match self {
            Keys::One(one) => one == key,
            Keys::Many(keys) => {
                keys.remove(key);
                keys.is_empty()
            }
        }
    }
}

impl Group {
    /// The values and who declared them.
    fn many(&self) -> Option<&BTreeMap<Value, Keys>> {
        match self {
            Group::One(..) => None,
            Group::Many(all) => Some(all),
        }
    }

    /// Who declared this value.
    fn keys(&self, value: &Value) -> impl Iterator<Item = &Key> {
        let one = match self {
            Group::One(own, key) => (own == value).then_some(key),
            Group::Many(_) => None,
        };
        let many = self.many().and_then(|all| all.get(value));
        one.into_iter().chain(many.into_iter().flat_map(Keys::iter))
    }

    /// Everybody in it.
    fn everybody(&self) -> impl Iterator<Item = &Key> {
        let one = match self {
            Group::One(_, key) => Some(key),
            Group::Many(_) => None,
        };
        one.into_iter().chain(self.many().into_iter().flat_map(|all| all.values().flat_map(Keys::iter)))
    }

    /// Whether another project declared the same value.
    pub fn is_shared(&self, value: &Value) -> bool {
        self.keys(value).nth(1).is_some()
    }

    /// The least value.
    pub fn least(&self) -> Option<&Value> {
        match self {
            Group::One(value, _) => Some(value),
            Group::Many(all) => all.first_key_value().map(|(value, _)| value),
        }
    }

    /// The greatest value.
    pub fn most(&self) -> Option<&Value> {
        match self {
            Group::One(value, _) => Some(value),
            Group::Many(all) => all.last_key_value().map(|(value, _)| value),
        }
    }

    /// Another value that was declared, and by which project: the next one, after the last the
    /// first. So who comes or goes changes what one other value is told, however many there are.
    pub fn other(&self, value: &Value) -> Option<(&Value, &Key)> {
        let all = self.many()?;
        let next = all.range((Bound::Excluded(value), Bound::Unbounded)).next();
        let (next, keys) = next.or_else(|| all.first_key_value()).filter(|(next, _)| *next != value)?;
        Some((next, keys.first()?))
    }

    /// The projects that are told of `value` as the other one.
    fn before(&self, value: &Value) -> impl Iterator<Item = &Key> {
        let before = self.many().and_then(|all| {
            let before = all.range((Bound::Unbounded, Bound::Excluded(value))).next_back();
            before.or_else(|| all.last_key_value()).filter(|(before, _)| *before != value)
        });
        before.into_iter().flat_map(|(_, keys)| keys.iter())
    }

    /// What there is to see of `value`: who declared it first, whether it is shared; and the ends.
    fn outline(&self, value: &Value, sees: Sees) -> Outline {
        let ends = match sees {
            Sees::Ends => [self.least().cloned(), self.most().cloned()],
            Sees::Next => [None, None],
        };
        Outline { first: self.keys(value).next().cloned(), is_shared: self.is_shared(value), ends }
    }

    fn insert(&mut self, value: &Value, key: &Key) {
        match self {
            Group::One(own, one) => {
                let first = (own.clone(), Keys::One(one.clone()));
                *self = Group::Many(BTreeMap::from([first]));
                self.insert(value, key);
            }
            Group::Many(all) => match all.get_mut(value) {
                Some(keys) => keys.add(key),
                None => drop(all.insert(value.clone(), Keys::One(key.clone()))),
            },
        }
    }

    /// Answers whether nobody is left.
    fn remove(&mut self, value: &Value, key: &Key) -> bool {
        match self {
            Group::One(own, one) => own == value && one == key,
            Group::Many(all) => {
                if all.get_mut(value).is_some_and(|keys| keys.remove(key)) {
                    all.remove(value);
                }
                all.is_empty()
            }
        }
    }

    /// Only one project is in it, so there is nothing to compare.
    fn is_alone(&self) -> bool {
        matches!(self, Group::One(..)) || self.everybody().nth(1).is_none()
    }
}

/// See [`Group::outline`].
#[derive(Debug, Default, PartialEq)]
struct Outline {
    first: Option<Key>,
    is_shared: bool,
    ends: [Option<Value>; 2],
}

/// All groups of one check, by key.
#[derive(Debug, Default)]
pub struct Groups(Marked<Group>);

impl Groups {
    /// The group of a fact, where it is not alone in it.
    pub fn get(&self, fact: &Fact) -> Option<&Group> {
        self.0.get(&fact.key).filter(|group| !group.is_alone())
    }

    /// The project `key` declares `fact`.
    pub fn add(&mut self, fact: &Fact, key: &Key) {
        match self.0.entry(fact.key) {
            Entry::Occupied(group) => group.into_mut().insert(&fact.value, key),
            Entry::Vacant(place) => drop(place.insert(Group::One(fact.value.clone(), key.clone()))),
        }
    }

    /// The project `key` declares `fact` now (`is_new`), or no longer: who is told something else by
    /// that is added to `affected`.
    pub fn change(&mut self, sees: Sees, fact: &Fact, key: &Key, is_new: bool, affected: &mut HashSet<Key>) {
        let outline = |group: Option<&Group>| group.map(|group| group.outline(&fact.value, sees));
        let before = outline(self.0.get(&fact.key)).unwrap_or_default();
        if is_new {
            self.add(fact, key);
        } else if self.0.get_mut(&fact.key).is_some_and(|group| group.remove(&fact.value, key)) {
            self.0.remove(&fact.key);
        }
        let Some(group) = self.0.get(&fact.key) else { return };
        let now = group.outline(&fact.value, sees);
        if now.ends != before.ends {
            affected.extend(group.everybody().cloned());
        }
        if now.first != before.first {
            affected.extend(group.before(&fact.value).cloned());
        }
        if now.is_shared != before.is_shared {
            affected.extend(group.keys(&fact.value).cloned());
        }
    }
}
