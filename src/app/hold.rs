//! Staying where one is in the panel while findings come and go: after one was mended or waived the
//! cursor goes on to the next of its group, and where the group is gone to the nearest one.

use std::collections::HashSet;

use super::App;
use super::listing::{Cursor, GroupKind, Listing};
use crate::check::Checker;
use crate::model::{Finding, Place};

/// Where the cursor stands, told by what is there.
#[derive(Debug)]
pub(super) struct Hold {
    chosen: Option<Finding>,
    cursor: Cursor,
    /// The groups around it, the outer first: what each has in common, where it begins, and how far
    /// in the cursor stands.
    around: Vec<(GroupKind, usize, usize)>,
}

impl App {
    /// Where the panel's cursor stands now.
    pub(super) fn hold(&self) -> Hold {
        let cursor = self.panel.cursor;
        let around = self.panel.listing.groups_around(cursor.item).map(|group| {
            (group.kind.clone(), group.range.start, cursor.item.saturating_sub(group.range.start))
        });
        Hold { chosen: self.panel_finding().cloned(), cursor, around: around.collect() }
    }

    /// Brings the cursor back there, or as near as there still is something.
    pub(super) fn resume(&mut self, hold: &Hold) {
        self.panel.cursor = hold.found_in(&self.panel.listing, &self.checker);
    }
}

impl App {
    /// What the panel lists that is not waived: rules and places.
    pub(super) fn listed(&self) -> HashSet<(&'static str, Place)> {
        let listing = &self.panel.listing;
        let found = (0..listing.shown()).filter_map(|item| listing.get(&self.checker, item));
        found.map(|finding| (finding.code, finding.place.clone())).collect()
    }

    /// While the keys are in the panel: to what was not `listed` before, best in the group the cursor
    /// is in. What a person takes back is looked at where it came back.
    pub(super) fn point_at_new(&mut self, listed: &HashSet<(&str, Place)>) {
        let (listing, cursor) = (&self.panel.listing, self.panel.cursor);
        let get = |item: usize| listing.get(&self.checker, item);
        let is_new = |item: &usize| {
            get(*item).is_some_and(|found| !listed.contains(&(found.code, found.place.clone())))
        };
        let here = listing.groups_around(cursor.item).next().map(|group| group.range.clone());
        let in_group = here.and_then(|range| range.take_while(|n| *n < listing.shown()).find(is_new));
        let Some(item) = in_group.or_else(|| (0..listing.shown()).find(is_new)) else { return };
        let depth = if in_group.is_some() { cursor.depth } else { listing.leaf(item).depth };
        self.panel.cursor = listing.clamp(Cursor { item, depth });
    }
}

impl Hold {
    fn found_in(&self, listing: &Listing, checker: &Checker) -> Cursor {
        let Some((outer, start, within)) = self.around.first() else { return listing.clamp(self.cursor) };
        let Some(group) = listing.group_of(outer) else {
            return listing.clamp(Cursor { item: *start, depth: 0 });
        };
        let depth = self.cursor.depth;
        if depth == 0 {
            return Cursor { item: group.range.start, depth };
        }
        let chosen = self.chosen.as_ref().and_then(|chosen| listing.position(checker, chosen));
        if let Some(item) = chosen.filter(|item| group.range.contains(item)) {
            return listing.clamp(Cursor { item, depth });
        }
        // the one that took its place
        let tab = self.around.get(1).and_then(|(kind, _, within)| Some((group.inner_of(kind)?, *within)));
        let (group, within) = tab.unwrap_or((group, *within));
        let last = group.range.end.saturating_sub(1);
        listing.clamp(Cursor { item: (group.range.start + within).min(last), depth })
    }
}
