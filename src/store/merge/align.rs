//! Which item of one list is which of another. Records find each other by their keys, lines of plain
//! text by a longest common sequence: what is left over between two lines found is the same line,
//! edited; equal ones elsewhere were moved.

use std::collections::{HashMap, VecDeque};

use crate::model::{Items, Slot, Step};

/// Up to so many pairs of lines are compared; longer lists find their lines by equal text alone.
const PAIRS: usize = 4_000_000;

/// For each item of `from` where it stands in `to`.
pub(super) fn align(from: &dyn Items, to: &dyn Items) -> Vec<Option<usize>> {
    if from.are_texts() && to.are_texts() && from.count() > 0 { lines(from, to) } else { records(from, to) }
}

/// What a record is found by: its key. Several waivers may be for one place, so a waiver is found by
/// its rule too; and an open conflict is what it says, whole.
pub(super) fn name(item: &dyn Slot) -> String {
    let field = |name: &'static str| item.child(&Step::Field(name.into()));
    let key = item.key();
    match (field("rule"), field("theirs")) {
        (Some(rule), _) => format!("{key}\n{}", rule.shown()),
        (_, Some(_)) => said(item),
        _ => key.into_owned(),
    }
}

fn said(item: &dyn Slot) -> String {
    item.json().map_or_else(String::new, |json| json.as_str().to_string())
}

/// What a record says beside what it is called.
fn content(item: &dyn Slot) -> String {
    let key = item.key();
    let named_by = item.members().iter().position(|(_, slot)| !slot.absent() && slot.key() == key);
    let members = item
        .members()
        .into_iter()
        .enumerate()
        .filter(|(at, (_, slot))| Some(*at) != named_by && !slot.absent());
    members.map(|(_, (name, slot))| format!("{name}\n{}\n", said(slot))).collect()
}

fn records(from: &dyn Items, to: &dyn Items) -> Vec<Option<usize>> {
    let mut pairing = Pairing::new(from, to);
    let all = |item: &dyn Slot| format!("{}\n{}", name(item), said(item));
    // among several of one name, equal ones first
    pairing.by(all);
    pairing.by(name);
    pairing.by(content);
    pairing.found
}

/// Pairs that were found, and what is left.
struct Pairing<'a> {
    lists: [&'a dyn Items; 2],
    found: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl<'a> Pairing<'a> {
    fn new(from: &'a dyn Items, to: &'a dyn Items) -> Self {
        Pairing { lists: [from, to], found: vec![None; from.count()], taken: vec![false; to.count()] }
    }

    fn pair(&mut self, from: usize, to: usize) {
        self.found[from] = Some(to);
        self.taken[to] = true;
    }

    /// Pairs what is left and tells the same, in the order of the lists.
    fn by(&mut self, tells: impl Fn(&dyn Slot) -> String) {
        let [from, to] = self.lists;
        if self.taken.iter().all(|taken| *taken) {
            return;
        }
        let left: Vec<usize> = (0..from.count()).filter(|&at| self.found[at].is_none()).collect();
        if left.is_empty() {
            return;
        }
        let mut there: HashMap<String, VecDeque<usize>> = HashMap::new();
        for at in (0..to.count()).filter(|&at| !self.taken[at]) {
            if let Some(item) = to.item(at) {
                there.entry(tells(item)).or_default().push_back(at);
            }
        }
        for at in left {
            let same = from.item(at).and_then(|item| there.get_mut(&tells(item))?.pop_front());
            if let Some(same) = same {
                self.pair(at, same);
            }
        }
    }
}

fn lines(from: &dyn Items, to: &dyn Items) -> Vec<Option<usize>> {
    let texts = |list: &dyn Items| -> Vec<String> {
        (0..list.count()).map(|at| list.item(at).map_or_else(String::new, said)).collect()
    };
    let (olds, news) = (texts(from), texts(to));
    let mut pairing = Pairing::new(from, to);
    let common = common(&olds, &news);
    common.iter().for_each(|&(old, new)| pairing.pair(old, new));
    pairing.by(said);
    let ends = common.iter().copied().chain([(olds.len(), news.len())]);
    let (mut old_start, mut new_start) = (0, 0);
    for (old_end, new_end) in ends {
        let old: Vec<usize> = (old_start..old_end).filter(|&at| pairing.found[at].is_none()).collect();
        let new: Vec<usize> = (new_start..new_end).filter(|&at| !pairing.taken[at]).collect();
        for (old, new) in edited(&old, &new, |old, new| alike(&olds[old], &news[new])) {
            pairing.pair(old, new);
        }
        (old_start, new_start) = (old_end + 1, new_end + 1);
    }
    pairing.found
}

/// Which lines were edited: as many as there were, one by one; else those that are alike.
fn edited(old: &[usize], new: &[usize], alike: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    if old.len() == new.len() {
        return old.iter().copied().zip(new.iter().copied()).collect();
    }
    if old.len().saturating_mul(new.len()) > PAIRS / 100 {
        return Vec::new();
    }
    let mut pairs = Vec::new();
    let mut left = new;
    for &old in old {
        if let Some(at) = left.iter().position(|&new| alike(old, new)) {
            pairs.push((old, left[at]));
            left = &left[at + 1..];
        }
    }
    pairs
}

/// Whether half of the longer line is the beginning and the end of the other.
fn alike(one: &str, two: &str) -> bool {
    let start = one.bytes().zip(two.bytes()).take_while(|(one, two)| one == two).count();
    let room = one.len().min(two.len()) - start;
    let end = one.bytes().rev().zip(two.bytes().rev()).take(room).take_while(|(one, two)| one == two).count();
    (start + end) * 2 >= one.len().max(two.len())
}

/// The pairs of a longest common sequence.
fn common(old: &[String], new: &[String]) -> Vec<(usize, usize)> {
    let start = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let room = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(room).take_while(|(old, new)| old == new).count();
    let (rows, columns) = (old.len() - start - end, new.len() - start - end);
    let mut pairs: Vec<(usize, usize)> = (0..start).map(|at| (at, at)).collect();
    if rows.saturating_mul(columns) <= PAIRS {
        let is_same = |row: usize, column: usize| old[start + row] == new[start + column];
        let wide = columns + 1;
        // how long the common sequence of what comes from here on is
        let mut length = vec![0u32; (rows + 1) * wide];
        for row in (0..rows).rev() {
            for column in (0..columns).rev() {
                let at = row * wide + column;
                length[at] = match is_same(row, column) {
                    true => length[at + wide + 1] + 1,
                    false => length[at + 1].max(length[at + wide]),
                };
            }
        }
        let (mut row, mut column) = (0, 0);
        while row < rows && column < columns {
            let at = row * wide + column;
            if is_same(row, column) {
                pairs.push((start + row, start + column));
                (row, column) = (row + 1, column + 1);
            } else if length[at + wide] >= length[at + 1] {
                row += 1;
            } else {
                column += 1;
            }
        }
    }
    pairs.extend((0..end).rev().map(|back| (old.len() - 1 - back, new.len() - 1 - back)));
    pairs
}

/// Which new items of both sides are one: equal ones, and records of one name that are no two by
/// chance, where the name is no id that was derived for both. By the positions in `ours`.
pub(super) fn twins(
    ours: &dyn Items,
    mine: &[usize],
    theirs: &dyn Items,
    other: &[usize],
) -> HashMap<usize, usize> {
    let mut pairs = HashMap::new();
    let mut there: HashMap<String, VecDeque<usize>> = HashMap::new();
    for &at in other {
        if let Some(item) = theirs.item(at) {
            there.entry(name(item)).or_default().push_back(at);
        }
    }
    for &at in mine {
        let Some(item) = ours.item(at) else { continue };
        let Some(same) = there.get_mut(&name(item)) else { continue };
        let one = same.iter().position(|&at| theirs.item(at).is_some_and(|other| is_one(item, other)));
        if let Some(found) = one.and_then(|at| same.remove(at)) {
            pairs.insert(at, found);
        }
    }
    pairs
}

fn is_one(ours: &dyn Slot, theirs: &dyn Slot) -> bool {
    let has_id = ours.child(&Step::Field("id".into())).is_some();
    let called = ours.shown();
    !has_id || ours.json() == theirs.json() || !called.is_empty() && called == theirs.shown()
}
