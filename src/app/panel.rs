//! The validation panel: the findings of this tab or of all, and the one that is chosen.

use std::collections::HashMap;

pub use super::listing::{Cursor, Group, GroupKind, Line, Listing};

use super::filter::Filter;
use super::waive::{place_of, tab_of};
use super::{App, Bench, Caret, Tab};
use crate::check::Counts;
use crate::model::Finding;
use crate::text::say;

/// What the panel shows.
#[derive(Debug, Default)]
pub struct Panel {
    /// Shown or closed by hand; `None` follows the room there is.
    pub open: Option<bool>,
    /// The keys move in it.
    pub focused: bool,
    /// All findings, not only those of this tab.
    pub all: bool,
    /// Which of them.
    pub filter: Filter,
    /// Where it stands among them.
    pub cursor: Cursor,
    /// They themselves.
    pub listing: Listing,
}

/// Where F7, F8 or Enter in the panel went last: to be gone on from, as long as nothing else was done.
#[derive(Debug)]
pub(super) struct Visit {
    number: usize,
    finding: Finding,
    tab: Tab,
    caret: Caret,
}

/// In the place of the number of a finding that is waived.
const WAIVED: usize = usize::MAX;

impl App {
    /// Whether the panel is shown. The overview has the counts in its last column and needs its
    /// width, so there it is shown only when asked for.
    pub fn panel_open(&self) -> bool {
        let fits = self.learned.panel_fits && self.tab != Tab::Overview;
        self.panel.open.unwrap_or(fits || self.panel.focused)
    }

    /// The finding that the panel explains.
    pub fn panel_finding(&self) -> Option<&Finding> {
        self.panel.listing.get(&self.checker, self.panel.cursor.item)
    }

    /// Whether the finding that the panel explains is waived.
    pub fn panel_waived(&self) -> bool {
        self.panel.listing.is_waived(self.panel.cursor.item)
    }

    /// Whether the keys for a finding act on the one that the panel explains: with the caret where
    /// nothing was found it goes on to explain the last one.
    pub fn panel_acts(&self) -> bool {
        self.panel.focused
            || self.current_finding().is_some_and(|current| Some(current) == self.panel_finding())
    }

    /// How many findings a tab has, whatever the filter hides.
    pub fn tab_counts(&self, tab: &Tab) -> Counts {
        self.panel.listing.counts(tab)
    }

    /// Brings the list in line with the findings, the tab and the filter.
    pub(super) fn relist(&mut self) {
        let tab = (!self.panel.all).then_some(&self.tab);
        let document = match &self.bench {
            Bench::Writing(desk) => desk.document(),
            Bench::Reading { document, .. } => document,
        };
        self.panel.listing.refresh(document, &self.checker, tab, self.panel.filter);
        self.panel.cursor = self.panel.listing.clamp(self.panel.cursor);
    }

    /// F6: to the panel, from there closes it.
    pub(super) fn toggle_panel(&mut self) {
        if !self.panel_open() {
            self.panel.open = Some(true);
        } else if self.panel.focused {
            self.panel.open = Some(false);
            self.panel.focused = false;
        } else {
            self.panel.focused = true;
        }
        self.follow_in_panel();
    }

    /// This tab or all; all begins with every group closed.
    pub(super) fn toggle_scope(&mut self) {
        self.panel.all = !self.panel.all;
        self.panel.cursor = Cursor::default();
        self.follow_in_panel();
    }

    pub(super) fn panel_move(&mut self, by: isize) {
        self.panel.cursor = self.panel.listing.step(self.panel.cursor, by);
    }

    /// Into the group at the cursor, which opens it, or out of it, which closes it.
    pub(super) fn panel_open_group(&mut self, open: bool) {
        let cursor = self.panel.cursor;
        let depth = if open { cursor.depth + 1 } else { cursor.depth.saturating_sub(1) };
        self.panel.cursor = self.panel.listing.clamp(Cursor { depth, ..cursor });
    }

    /// The closed group of several findings that the panel's cursor is at, while the keys are there.
    pub fn panel_group(&self) -> Option<&Group> {
        let cursor = self.panel.cursor;
        let group = self.panel.listing.around(cursor.item, cursor.depth);
        group.filter(|group| self.panel.focused && group.opens())
    }

    /// Whether the panel's cursor is within an open group, which can be closed.
    pub fn panel_within(&self) -> bool {
        let cursor = self.panel.cursor;
        let outer = self.panel.listing.groups_around(cursor.item).next();
        self.panel.focused && cursor.depth > 0 && outer.is_some_and(Group::opens)
    }

    /// Enter in the panel: opens the group, or goes to the place.
    pub(super) fn panel_enter(&mut self) {
        if self.panel_group().is_some() {
            return self.panel_open_group(true);
        }
        if let Some(finding) = self.panel_finding().cloned() {
            let (filter, findings) = (self.panel.filter, self.checker.findings());
            let number = findings.iter().filter(|f| filter.lets(f)).position(|f| *f == finding);
            let place = finding.place.clone();
            self.visit(number.unwrap_or(WAIVED), finding);
            self.choose_conflict_at(&place);
        }
    }

    /// While the keys are in the pane, the panel shows what concerns the caret.
    pub(super) fn follow_in_panel(&mut self) {
        self.relist();
        if self.panel.focused {
            return;
        }
        let chosen = self.current_finding().cloned();
        let at = chosen.and_then(|chosen| self.panel.listing.position(&self.checker, &chosen));
        if let Some(item) = at {
            self.panel.cursor = self.panel.listing.leaf(item);
        }
    }

    /// To the next or previous finding that the filter shows, through all tabs.
    pub(super) fn step_finding(&mut self, by: isize) {
        let filter = self.panel.filter;
        let findings: Vec<&Finding> = self.checker.findings().iter().filter(|f| filter.lets(f)).collect();
        let count = findings.len();
        if count == 0 {
            return;
        }
        let next = match self.position_among(&findings) {
            Position::At(n) => n.checked_add_signed(by),
            Position::Before(n) if by > 0 => Some(n),
            Position::Before(n) => n.checked_sub(1),
        };
        let around = next.is_none_or(|n| n >= count);
        let number = next.filter(|n| *n < count).unwrap_or(if by > 0 { 0 } else { count - 1 });
        let finding = findings[number].clone();
        self.visit(number, finding);
        if around {
            self.say(say::AROUND.to_string());
        }
    }

    /// Goes to a finding, the one with that number among those that the filter shows. Of several at
    /// one place it stays the one that is explained.
    fn visit(&mut self, number: usize, finding: Finding) {
        self.panel.focused = false;
        self.go_to(&place_of(self.document(), &finding));
        self.visited = Some(Visit { number, finding, tab: self.tab.clone(), caret: self.caret.clone() });
        self.follow_in_panel();
    }

    /// The finding that F7, F8 or Enter in the panel went to, while the caret is still there.
    pub(super) fn visited_finding(&self) -> Option<&Finding> {
        let visit = self.visited.as_ref()?;
        let stays = visit.tab == self.tab && visit.caret == self.caret && self.opened.is_none();
        let is_there = || match visit.number {
            WAIVED => self.checker.waived().any(|finding| *finding == visit.finding),
            _ => self.checker.findings().contains(&visit.finding),
        };
        (stays && is_there()).then_some(&visit.finding)
    }

    /// Where the caret is among the findings: at the one visited last while it is still there,
    /// else before the first one that follows it in the document.
    fn position_among(&self, findings: &[&Finding]) -> Position {
        if let Some(visit) = &self.visited
            && findings.get(visit.number).is_some_and(|finding| **finding == visit.finding)
            && self.visited_finding().is_some()
        {
            return Position::At(visit.number);
        }
        if let Some(n) = findings.iter().position(|finding| finding.place == self.caret.place) {
            return Position::At(n);
        }
        let tabs = self.tabs();
        let order: HashMap<&Tab, usize> = tabs.iter().enumerate().map(|(n, tab)| (tab, n)).collect();
        let here = order.get(&self.tab).copied().unwrap_or(0);
        let rows = self.rows();
        let row_of = |finding: &Finding| {
            let place = place_of(self.document(), finding);
            rows.iter().position(|row| {
                let item = row.item(0);
                row.cells.iter().any(|cell| place.within(cell))
                    || item.is_some_and(|item| place.within(&item) && item.steps().len() > 2)
            })
        };
        let after = |finding: &&Finding| {
            let tab = order.get(&tab_of(self.document(), finding)).copied().unwrap_or(0);
            tab > here || tab == here && row_of(finding).is_some_and(|row| row > self.caret.row)
        };
        Position::Before(findings.iter().position(after).unwrap_or(findings.len()))
    }
}

enum Position {
    At(usize),
    Before(usize),
}
