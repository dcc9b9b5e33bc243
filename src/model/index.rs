//! Where the items of each key stand in a long list. The index follows every change of its list, so
//! that thousands of edits in a row do not make it anew each time: an item that comes, goes or moves
//! shifts the positions behind it, and an item that was handed out to be changed is looked at again,
//! since the change may have been to what it is called by.

use std::borrow::Cow;
use std::collections::HashMap;

/// The positions of the items of each key, in order.
#[derive(Debug, Clone)]
pub(super) struct Index {
    spots: HashMap<Box<str>, Vec<usize>>,
    /// The item that was handed out last, and what it was called then.
    lent: Option<(usize, Box<str>)>,
}

impl Index {
    /// Of items that are called `keys`, in order.
    pub fn of<'a>(keys: impl Iterator<Item = Cow<'a, str>>) -> Index {
        #[cfg(test)]
        MADE.with(|made| made.set(made.get() + 1));
        let mut index = Index { spots: HashMap::new(), lent: None };
        for (at, key) in keys.enumerate() {
            index.spots.entry(key.into()).or_default().push(at);
        }
        index
    }

    /// Where the items called `key` stand; `now` tells what an item is called now.
    pub fn at<'a>(&self, key: &str, now: impl Fn(usize) -> Cow<'a, str>) -> Cow<'_, [usize]> {
        let spots = self.spots.get(key).map_or(&[] as &[usize], Vec::as_slice);
        let Some((at, was)) = &self.lent else { return Cow::Borrowed(spots) };
        let is = now(*at);
        match (**was == *key, *is == *key) {
            (true, false) => spots.iter().copied().filter(|spot| spot != at).collect(),
            (false, true) => {
                let mut spots = spots.to_vec();
                spots.insert(spots.partition_point(|spot| spot < at), *at);
                Cow::Owned(spots)
            }
            _ => Cow::Borrowed(spots),
        }
    }

    /// The item at `at`, which is called `key`, is about to be handed out to be changed. What was
    /// handed out before must be [settled](Index::settle).
    pub fn lend(&mut self, at: usize, key: &str) {
        self.lent = Some((at, key.into()));
    }

    /// The item that was handed out is back; `now` tells what it is called now.
    pub fn settle<'a>(&mut self, now: impl Fn(usize) -> Cow<'a, str>) {
        if let Some((at, was)) = self.lent.take()
            && let key = now(at)
            && *key != *was
        {
            self.strike(at, &was);
            self.enter(at, &key);
        }
    }

    /// An item called `key` was put in as number `at`.
    pub fn insert(&mut self, at: usize, key: &str) {
        self.spots.values_mut().flatten().filter(|spot| **spot >= at).for_each(|spot| *spot += 1);
        self.enter(at, key);
    }

    /// The item number `at`, called `key`, was taken out.
    pub fn remove(&mut self, at: usize, key: &str) {
        self.strike(at, key);
        self.spots.values_mut().flatten().filter(|spot| **spot > at).for_each(|spot| *spot -= 1);
    }

    fn enter(&mut self, at: usize, key: &str) {
        let spots = self.spots.entry(key.into()).or_default();
        spots.insert(spots.partition_point(|spot| *spot < at), at);
    }

    fn strike(&mut self, at: usize, key: &str) {
        if let Some(spots) = self.spots.get_mut(key) {
            spots.retain(|spot| *spot != at);
            if spots.is_empty() {
                self.spots.remove(key);
            }
        }
    }
}

#[cfg(test)]
thread_local! {
    /// How many indices this thread has made.
    pub(super) static MADE: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}
