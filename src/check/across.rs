//! Comparing projects without pairing them. A project declares facts, a key and a value each; those
//! with the same key form a group, and a project is judged by looking at the groups it is in. When
//! the facts of a project change, only the members of the groups it left or entered can be affected.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

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
}

/// What a project declares for one check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Projects with the same key are compared.
    pub key: String,
    /// What is compared.
    pub value: String,
}

/// The projects that declared the same key, by value. What it answers does not depend on the order
/// of the projects, so a project that moves changes nothing for the others.
#[derive(Debug, Default)]
pub struct Group(BTreeMap<String, BTreeSet<Key>>);

impl Group {
    /// Another project that declared the same value.
    pub fn same(&self, fact: &Fact, me: &Key) -> Option<&Key> {
        self.0.get(&fact.value)?.iter().find(|key| *key != me)
    }

    /// The first value in the order of texts.
    pub fn least(&self) -> Option<&str> {
        self.0.first_key_value().map(|(value, _)| value.as_str())
    }

    /// The last value in the order of texts.
    pub fn most(&self) -> Option<&str> {
        self.0.last_key_value().map(|(value, _)| value.as_str())
    }

    /// Another value that was declared, and by which project.
    pub fn other(&self, fact: &Fact) -> Option<(&str, &Key)> {
        let (value, keys) = self.0.iter().find(|(value, _)| **value != fact.value)?;
        Some((value, keys.first()?))
    }
}

/// What the members of a group can see of it from where they are: while this stays, what they are
/// told stays too.
#[derive(Debug, PartialEq, Eq)]
struct Outline {
    /// The first two values and who declared them first, and the last value.
    of_all: (Vec<(String, Key)>, Option<String>),
    /// The first two projects that declared one value.
    of_value: Vec<Key>,
}

impl Group {
    fn outline(&self, value: &str) -> Outline {
        let first =
            self.0.iter().take(2).filter_map(|(value, keys)| Some((value.clone(), keys.first()?.clone())));
        let last = self.most().map(str::to_string);
        let same = self.0.get(value).into_iter().flatten().take(2).cloned();
        Outline { of_all: (first.collect(), last), of_value: same.collect() }
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
pub struct Groups(Vec<HashMap<String, Group>>);

impl Groups {
    /// The group of a fact, where it is not alone in it.
    pub fn get(&self, check: usize, fact: &Fact) -> Option<&Group> {
        self.0.get(check)?.get(&fact.key).filter(|group| !group.is_alone())
    }

    /// The project `key` declares `facts`.
    pub fn add(&mut self, facts: &[(usize, Fact)], key: &Key) {
        for (check, fact) in facts {
            self.group(*check, &fact.key).insert(&fact.value, key);
        }
    }

    /// The project `key` declared `old` and declares `new` now: who is told something else by that
    /// is added to `affected`.
    pub fn exchange(
        &mut self,
        old: &[(usize, Fact)],
        new: &[(usize, Fact)],
        key: &Key,
        affected: &mut HashSet<Key>,
    ) {
        let changes = old.iter().map(|fact| (fact, false)).chain(new.iter().map(|fact| (fact, true)));
        for ((check, fact), is_new) in changes {
            let group = self.group(*check, &fact.key);
            let before = group.outline(&fact.value);
            match is_new {
                true => group.insert(&fact.value, key),
                false => group.remove(&fact.value, key),
            }
            let after = group.outline(&fact.value);
            if before.of_all != after.of_all {
                affected.extend(group.0.values().flatten().cloned());
            } else if before.of_value != after.of_value {
                affected.extend(group.0.get(&fact.value).into_iter().flatten().cloned());
            }
            if group.0.is_empty() {
                self.0[*check].remove(&fact.key);
            }
        }
    }

    fn group(&mut self, check: usize, key: &str) -> &mut Group {
        if self.0.len() <= check {
            self.0.resize_with(check + 1, HashMap::new);
        }
        let groups = &mut self.0[check];
        groups.entry(key.to_string()).or_default()
    }
}
