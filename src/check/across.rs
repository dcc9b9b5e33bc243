//! Comparing projects without pairing them. A project declares facts, a key and a value each; those
//! with the same key form a group, and a project is judged by looking at the groups it is in. When
//! the facts of a project change, only the members of the groups it left or entered can be affected.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Bound;

use crate::check::mark::Quick;
use crate::check::rule::Out;
use crate::check::view::Table;
use crate::model::Key;

/// A check that compares projects.
#[derive(Debug, Clone, Copy)]
pub struct Across {
    /// What a project declares.
    pub facts: fn(&Table<'_>) -> Vec<Fact>,
    /// Judges a project by one of its facts and the group of that key.
    pub judge: fn(&Table<'_>, &Fact, &Group, &mut Out<'_>),
    /// What it looks at in the group.
    pub sees: Sees,
}

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
    pub value: String,
}

/// All that a project declares, each with the number of its check.
pub type Facts = [(usize, Fact)];

/// The projects that declared the same key, by value. What it answers does not depend on the order
/// of the projects, so a project that moves changes nothing for the others.
#[derive(Debug, Default)]
pub struct Group(BTreeMap<String, BTreeSet<Key>>);

impl Group {
    /// Whether another project declared the same value.
    pub fn is_shared(&self, value: &str) -> bool {
        self.0.get(value).is_some_and(|keys| keys.len() > 1)
    }

    /// The first value in the order of texts.
    pub fn least(&self) -> Option<&str> {
        self.0.first_key_value().map(|(value, _)| value.as_str())
    }

    /// The last value in the order of texts.
    pub fn most(&self) -> Option<&str> {
        self.0.last_key_value().map(|(value, _)| value.as_str())
    }

    /// Another value that was declared, and by which project: the next one, after the last the
    /// first. So who comes or goes changes what one other value is told, however many there are.
    pub fn other(&self, value: &str) -> Option<(&str, &Key)> {
        let after = (Bound::Excluded(value), Bound::Unbounded);
        let next = self.0.range::<str, _>(after).next().or_else(|| self.0.first_key_value());
        let (next, keys) = next.filter(|(next, _)| *next != value)?;
        Some((next, keys.first()?))
    }

    /// The projects that are told of `value` as the other one.
    fn before(&self, value: &str) -> impl Iterator<Item = &Key> {
        let before = self.0.range::<str, _>((Bound::Unbounded, Bound::Excluded(value))).next_back();
        let before = before.or_else(|| self.0.last_key_value()).filter(|(before, _)| *before != value);
        before.into_iter().flat_map(|(_, keys)| keys)
    }

    /// What there is to see of `value`: who declared it first, whether it is shared; and the ends.
    fn outline(&self, value: &str, sees: Sees) -> (Option<Key>, bool, [Option<String>; 2]) {
        let ends = match sees {
            Sees::Ends => [self.least(), self.most()].map(|end| end.map(str::to_string)),
            Sees::Next => [None, None],
        };
        (self.0.get(value).and_then(BTreeSet::first).cloned(), self.is_shared(value), ends)
    }

    /// Only one project is in it, so there is nothing to compare.
    fn is_alone(&self) -> bool {
        let mut all = self.0.values().flatten();
        all.next().is_some() && all.next().is_none()
    }

    fn insert(&mut self, value: &str, key: &Key) {
        match self.0.get_mut(value) {
            Some(keys) => {
                keys.insert(key.clone());
            }
            None => {
                self.0.insert(value.to_string(), BTreeSet::from([key.clone()]));
            }
        }
    }

    fn remove(&mut self, value: &str, key: &Key) {
        if let Some(keys) = self.0.get_mut(value) {
            keys.remove(key);
            if keys.is_empty() {
                self.0.remove(value);
            }
        }
    }
}

/// All groups, by the number of the check and the key.
#[derive(Debug, Default)]
pub struct Groups(Vec<HashMap<u64, Group, Quick>>);

impl Groups {
    /// The group of a fact, where it is not alone in it.
    pub fn get(&self, check: usize, fact: &Fact) -> Option<&Group> {
        self.0.get(check)?.get(&fact.key).filter(|group| !group.is_alone())
    }

    /// The project `key` declares `facts`.
    pub fn add(&mut self, facts: &Facts, key: &Key) {
        for (check, fact) in facts {
            self.group(*check, fact.key).insert(&fact.value, key);
        }
    }

    /// The project `key` declared `old` and declares `new` now: who is told something else by that
    /// is added to `affected`. `sees` tells what each check looks at.
    pub fn exchange(
        &mut self,
        sees: impl Fn(usize) -> Sees,
        (old, new): (&Facts, &Facts),
        key: &Key,
        affected: &mut HashSet<Key>,
    ) {
        let changes = old.iter().map(|fact| (fact, false)).chain(new.iter().map(|fact| (fact, true)));
        for ((check, Fact { key: of, value }), is_new) in changes {
            let group = self.group(*check, *of);
            let (first, shared, ends) = group.outline(value, sees(*check));
            match is_new {
                true => group.insert(value, key),
                false => group.remove(value, key),
            }
            let now = group.outline(value, sees(*check));
            if now.2 != ends {
                affected.extend(group.0.values().flatten().cloned());
            }
            if now.0 != first {
                affected.extend(group.before(value).cloned());
            }
            if now.1 != shared {
                affected.extend(group.0.get(value).into_iter().flatten().cloned());
            }
            if group.0.is_empty() {
                self.0[*check].remove(of);
            }
        }
    }

    fn group(&mut self, check: usize, key: u64) -> &mut Group {
        if self.0.len() <= check {
            self.0.resize_with(check + 1, HashMap::default);
        }
        self.0[check].entry(key).or_default()
    }
}
