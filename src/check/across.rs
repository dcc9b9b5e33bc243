//! Comparing projects without pairing them. A project declares facts, a key and a value each; those
//! with the same key form a group, and a project is judged by looking at the groups it is in. When
//! the facts of a project change, only the members of the groups it left or entered can be affected.

use std::collections::{BTreeMap, BTreeSet, HashMap};

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

/// All groups, by the number of the check and the key.
#[derive(Debug, Default)]
pub struct Groups(HashMap<(usize, String), Group>);

impl Groups {
    /// The group of a fact.
    pub fn get(&self, check: usize, fact: &Fact) -> Option<&Group> {
        self.0.get(&(check, fact.key.clone()))
    }

    /// The project `key` declares `facts`.
    pub fn add(&mut self, facts: &[(usize, Fact)], key: &Key) {
        for (check, fact) in facts {
            let group = self.0.entry((*check, fact.key.clone())).or_default();
            group.0.entry(fact.value.clone()).or_default().insert(key.clone());
        }
    }

    /// The project `key` no longer declares `facts`.
    pub fn remove(&mut self, facts: &[(usize, Fact)], key: &Key) {
        for (check, fact) in facts {
            let at = (*check, fact.key.clone());
            let Some(group) = self.0.get_mut(&at) else { continue };
            if let Some(keys) = group.0.get_mut(&fact.value) {
                keys.remove(key);
                if keys.is_empty() {
                    group.0.remove(&fact.value);
                }
            }
            if group.0.is_empty() {
                self.0.remove(&at);
            }
        }
    }

    /// The projects that share a group with one that declares `facts`.
    pub fn members<'a>(&'a self, facts: &'a [(usize, Fact)]) -> impl Iterator<Item = &'a Key> {
        facts
            .iter()
            .filter_map(|(check, fact)| self.get(*check, fact))
            .flat_map(|group| group.0.values().flatten())
    }
}
