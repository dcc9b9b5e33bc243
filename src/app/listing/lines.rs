//! The lines of a listing, and moving through them.
//!
//! Groups open where the cursor is: it stands at a finding, and `depth` says how far it has gone in.
//! At depth 0 it is on the line of the rule, which is closed then.

use std::ops::Range;

use super::{Group, Listing};

/// Where the panel stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    /// The finding, or the first one of the group, among those listed.
    pub item: usize,
    /// How many groups around it are open.
    pub depth: usize,
}

/// A line of the list.
#[derive(Debug)]
pub enum Line<'a> {
    /// A group, how deep it lies, and whether it is open.
    Group(&'a Group, usize, bool),
    /// A finding by its number among those listed.
    Item(usize),
}

/// Lines that follow each other.
enum Run<'a> {
    Group(&'a Group, usize, bool),
    Items(Range<usize>, usize),
}

impl Run<'_> {
    fn len(&self) -> usize {
        match self {
            Run::Group(..) => 1,
            Run::Items(range, _) => range.len(),
        }
    }
}

impl Listing {
    /// The cursor `by` lines further.
    pub fn step(&self, cursor: Cursor, by: isize) -> Cursor {
        let last = self.count(cursor, true).saturating_sub(1);
        let wanted = self.line(cursor, true).saturating_add_signed(by).min(last);
        let mut before = 0;
        for run in self.runs(cursor, true) {
            if wanted < before + run.len() {
                return match run {
                    Run::Group(group, depth, _) => Cursor { item: group.range.start, depth },
                    Run::Items(range, depth) => Cursor { item: range.start + wanted - before, depth },
                };
            }
            before += run.len();
        }
        cursor
    }

    /// How many lines there are; with `whole`, an open group shows all it has, else only what is
    /// chosen.
    pub fn count(&self, cursor: Cursor, whole: bool) -> usize {
        self.runs(cursor, whole).iter().map(Run::len).sum()
    }

    /// The line of the cursor.
    pub fn line(&self, cursor: Cursor, whole: bool) -> usize {
        let mut before = 0;
        for run in self.runs(cursor, whole) {
            match &run {
                Run::Group(group, depth, _)
                    if *depth == cursor.depth && group.range.contains(&cursor.item) =>
                {
                    return before;
                }
                Run::Items(range, depth) if *depth == cursor.depth && range.contains(&cursor.item) => {
                    return before + cursor.item - range.start;
                }
                _ => before += run.len(),
            }
        }
        0
    }

    /// The lines from number `from` on.
    pub fn lines(&self, cursor: Cursor, whole: bool, from: usize, count: usize) -> Vec<Line<'_>> {
        let runs = self.runs(cursor, whole).into_iter();
        let mut lines = Vec::new();
        let mut before = 0;
        for run in runs {
            let skip = from.saturating_sub(before);
            before += run.len();
            let room = count.saturating_sub(lines.len());
            match run {
                Run::Group(group, depth, open) if skip == 0 && room > 0 => {
                    lines.push(Line::Group(group, depth, open));
                }
                Run::Items(range, _) => lines.extend(range.skip(skip).take(room).map(Line::Item)),
                Run::Group(..) => {}
            }
        }
        lines
    }

    fn runs(&self, cursor: Cursor, whole: bool) -> Vec<Run<'_>> {
        let mut runs = Vec::new();
        for rule in &self.groups {
            let open = cursor.depth > 0 && rule.range.contains(&cursor.item);
            runs.push(Run::Group(rule, 0, open));
            if !open {
                continue;
            }
            if !whole {
                runs.push(Run::Items(cursor.item..cursor.item + 1, cursor.depth));
            } else if rule.inner.is_empty() {
                runs.push(Run::Items(rule.range.clone(), 1));
            }
            for tab in rule.inner.iter().filter(|_| whole) {
                let open = cursor.depth > 1 && tab.range.contains(&cursor.item);
                runs.push(Run::Group(tab, 1, open));
                if open {
                    runs.push(Run::Items(tab.range.clone(), 2));
                }
            }
        }
        runs
    }
}
