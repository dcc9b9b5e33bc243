//! Merging a list: which items stay, which go and which come, each item merged by itself, and all
//! brought into their order.

use std::cmp::Ordering;
use std::ops::Range;

use super::align::{align, name, twins};
use super::order::{Sides, order};
use super::{Clash, Merger, Three};
use crate::edit::Edit;
use crate::model::{Items, Json, Place, Slot, Step};

/// One thing that is an item in some of the three versions: where it stands in each.
struct Item {
    at: Three<Option<usize>>,
    /// It is in the merged list.
    stays: bool,
    /// The conflicts about it, or inside it.
    conflicts: Range<usize>,
}

impl Merger {
    /// Merges the list at `place`.
    pub(super) fn list(&mut self, place: &Place, lists: Three<&dyn Items>) {
        let mut items = items(lists);
        for item in &mut items {
            let start = self.conflicts.len();
            item.stays = self.item(place, lists, item.at);
            item.conflicts = start..self.conflicts.len();
        }
        // by the positions in `ours`, the last first: no name of one that is still to go changes
        let mut now: Vec<usize> = (0..items.len()).filter(|&n| items[n].at[1].is_some()).collect();
        now.sort_by_key(|&n| items[n].at[1]);
        for (at, _) in now.iter().enumerate().rev().filter(|&(_, &n)| !items[n].stays) {
            let gone = self.key_at(place, at).and_then(|item| Edit::remove(self.desk.document(), &item));
            gone.and_then(|edit| self.apply(&edit));
        }
        now.retain(|&n| items[n].stays);
        let merged = merged_order(&items, lists);
        self.arrange(place, &now, &merged);
        for (at, &n) in merged.iter().enumerate().filter(|(_, n)| items[**n].at[1].is_none()) {
            let record = items[n].at[2].and_then(|at| lists[2].item(at)).and_then(Slot::json);
            let after =
                at.checked_sub(1).and_then(|at| self.key_at(place, at)).and_then(|p| p.key().cloned());
            record.and_then(|record| self.apply(&Edit::insert(place, after, record)));
        }
        self.settle(place, &items, &merged);
    }

    /// Merges one item; whether it is in the merged list.
    fn item(&mut self, list: &Place, lists: Three<&dyn Items>, at: Three<Option<usize>>) -> bool {
        let slots = [0, 1, 2].map(|side: usize| at[side].and_then(|at| lists[side].item(at)));
        let [base, ours, theirs] = slots.map(|slot| slot.and_then(Slot::json));
        match at {
            [_, Some(mine), Some(_)] => {
                if let Some(place) = self.key_at(list, mine) {
                    self.slot(&place, slots);
                }
                true
            }
            [Some(_), Some(_), None] if base == ours => false,
            [Some(_), Some(mine), None] => {
                let place = self.key_at(list, mine).unwrap_or_default();
                self.conflicts.push(Clash { place, values: [base, ours, None], after: None });
                true
            }
            [Some(_), None, Some(other)] => {
                if base != theirs {
                    let key = lists[2].key_of(other);
                    let place = key.map_or_else(Place::root, |key| list.step(Step::Item(key)));
                    self.conflicts.push(Clash { place, values: [base, None, theirs], after: None });
                }
                false
            }
            [Some(_), None, None] => false,
            [None, ..] => true,
        }
    }

    /// Moves the items that `ours` had, now standing as in `now`, into the order they have in
    /// `merged`.
    fn arrange(&mut self, list: &Place, now: &[usize], merged: &[usize]) {
        let mut position = std::collections::HashMap::new();
        position.extend(now.iter().enumerate().map(|(at, n)| (*n, at)));
        let wanted: Vec<usize> = merged.iter().filter_map(|n| position.get(n).copied()).collect();
        if !wanted.is_sorted()
            && let Some(edit) = Edit::reorder(self.desk.document(), list, &wanted)
        {
            self.apply(&edit);
        }
    }

    /// Lets the conflicts speak of the items as they are called in the end.
    fn settle(&mut self, list: &Place, items: &[Item], merged: &[usize]) {
        let depth = list.steps().len() + 1;
        let mut before = None;
        let mut spots = vec![None; items.len()];
        for (at, &n) in merged.iter().enumerate() {
            spots[n] = self.key_at(list, at);
        }
        let mut in_theirs: Vec<usize> = (0..items.len()).filter(|&n| items[n].at[2].is_some()).collect();
        in_theirs.sort_by_key(|&n| items[n].at[2]);
        for n in in_theirs {
            match &spots[n] {
                Some(spot) => before = Some(spot.clone()),
                None => {
                    for conflict in &mut self.conflicts[items[n].conflicts.clone()] {
                        conflict.after = before.clone();
                    }
                }
            }
        }
        for (item, spot) in items.iter().zip(spots) {
            let Some(spot) = spot else { continue };
            for conflict in &mut self.conflicts[item.conflicts.clone()] {
                let old = conflict.place.prefix(depth);
                conflict.follow(&old, &spot);
            }
        }
    }

    /// The place of the item that stands at `at` in the list now.
    fn key_at(&self, list: &Place, at: usize) -> Option<Place> {
        let items = list.find(self.desk.document())?.items()?;
        Some(list.step(Step::Item(items.key_of(at)?)))
    }
}

/// Everything that is an item in one of the three lists.
fn items(lists: Three<&dyn Items>) -> Vec<Item> {
    let [base, ours, theirs] = lists;
    let (in_ours, in_theirs) = (align(base, ours), align(base, theirs));
    let is_new = |count: usize, matched: &[Option<usize>]| {
        let mut new = vec![true; count];
        matched.iter().flatten().for_each(|&at| new[at] = false);
        (0..count).filter(move |&at| new[at]).collect::<Vec<usize>>()
    };
    let (mine, other) = (is_new(ours.count(), &in_ours), is_new(theirs.count(), &in_theirs));
    let both = twins(ours, &mine, theirs, &other);
    let item = |at| Item { at, stays: false, conflicts: 0..0 };
    let old = (0..base.count()).map(|at| item([Some(at), in_ours[at], in_theirs[at]]));
    let mine = mine.iter().map(|&at| item([None, Some(at), both.get(&at).copied()]));
    let taken: std::collections::HashSet<usize> = both.values().copied().collect();
    let other = other.iter().filter(|at| !taken.contains(at)).map(|&at| item([None, None, Some(at)]));
    old.chain(mine).chain(other).collect()
}

/// The items that stay, in the order they get.
fn merged_order(items: &[Item], lists: Three<&dyn Items>) -> Vec<usize> {
    let staying = |side: usize| {
        let mut there: Vec<usize> =
            (0..items.len()).filter(|&n| items[n].stays && items[n].at[side].is_some()).collect();
        there.sort_by_key(|&n| items[n].at[side]);
        there
    };
    // what new items are called, and what they say
    let told = |n: usize| -> (String, Option<Json>) {
        let first = (0..3).find_map(|side| items[n].at[side].and_then(|at| lists[side].item(at)));
        first.map_or_else(Default::default, |slot| (name(slot), slot.json()))
    };
    let compare = |one: usize, two: usize| -> Ordering {
        let ((name, json), (other, said)) = (told(one), told(two));
        let text = |json: Option<Json>| json.map(|json| json.as_str().to_string());
        name.cmp(&other).then_with(|| text(json).cmp(&text(said)))
    };
    order(&Sides { base: staying(0), ours: staying(1), theirs: staying(2) }, compare)
}
