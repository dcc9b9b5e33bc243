//! Going through the document: back and forth through the places visited, and from one empty field
//! to the next.

use super::App;
use super::action::{Action, Look};
use super::form::{self, RowKind, Tab};
use crate::model::{Place, Slot};
use crate::text::say;

/// How many places are remembered.
const MOST: usize = 100;

/// Where somebody was: a tab, and a place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    tab: Tab,
    place: Place,
    row: usize,
}

/// The places visited, and those gone back from; the nearest is the last of each.
#[derive(Debug, Default)]
pub(super) struct Trail {
    back: Vec<Standing>,
    forth: Vec<Standing>,
}

impl App {
    pub(super) fn standing(&self) -> Standing {
        Standing { tab: self.tab.clone(), place: self.caret.place.clone(), row: self.caret.row }
    }

    /// Remembers where the caret was before it jumped: to another tab, or further than one row.
    /// Turning pages is no jump.
    pub(super) fn remember(&mut self, before: Standing, action: Option<Action>) {
        let steps = [Look::PageUp, Look::PageDown, Look::Back, Look::Forward].map(Action::Look);
        let jumped = before.tab != self.tab || before.row.abs_diff(self.caret.row) > 1;
        if !jumped || self.opened.is_some() || action.is_some_and(|action| steps.contains(&action)) {
            return;
        }
        self.trail.forth.clear();
        if self.trail.back.last() != Some(&before) {
            self.trail.back.push(before);
        }
        if self.trail.back.len() > MOST {
            self.trail.back.remove(0);
        }
    }

    /// To the place before the last jump, or forth again; places that are gone are passed over.
    pub(super) fn retrace(&mut self, back: bool) {
        let here = self.standing();
        let spot = loop {
            let from = if back { &mut self.trail.back } else { &mut self.trail.forth };
            let Some(spot) = from.pop() else {
                let sentence = if back { say::NOTHING_BEHIND } else { say::NOTHING_AHEAD };
                return self.say(sentence.to_string());
            };
            let gone = matches!(&spot.tab, Tab::Project(project) if project.find(self.document()).is_none());
            let is_here = spot.tab == here.tab && spot.place == here.place;
            if !gone && !is_here {
                break spot;
            }
        };
        let other = if back { &mut self.trail.forth } else { &mut self.trail.back };
        other.push(here);
        self.panel.focused = false;
        if self.tab != spot.tab || self.opened.is_some() {
            self.switch(spot.tab);
        }
        self.caret.place = spot.place;
        self.caret.row = spot.row;
        self.settle();
    }

    /// To the next or previous field of the form that is empty, through all tabs.
    pub(super) fn step_empty(&mut self, forward: bool) {
        let tabs = self.tabs();
        let here = tabs.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        let caret = self.opened.as_ref().map_or(&self.caret, |(_, caret)| caret);
        let now = (here, caret.row, caret.cell);
        let mut empty = Vec::new();
        for (n, tab) in tabs.iter().enumerate() {
            for (row_at, row) in form::rows(self.document(), tab).into_iter().enumerate() {
                if row.kind == RowKind::Project {
                    continue;
                }
                for (cell, place) in row.cells.into_iter().enumerate() {
                    if is_empty(place.find(self.document())) {
                        empty.push(((n, row_at, cell), place));
                    }
                }
            }
        }
        let next = if forward {
            empty.iter().position(|(at, _)| *at > now)
        } else {
            empty.iter().rposition(|(at, _)| *at < now)
        };
        let around = if forward { 0 } else { empty.len().saturating_sub(1) };
        let Some((nth, (_, place))) = empty.iter().enumerate().nth(next.unwrap_or(around)) else {
            return self.say(say::NOTHING_EMPTY.to_string());
        };
        let sentence = say::empty_field(nth + 1, empty.len(), next.is_none());
        self.panel.focused = false;
        self.go_to(place);
        self.say(sentence);
    }
}

/// Nothing stands there, or nothing but blanks; a list without items is empty, too.
fn is_empty(slot: Option<&dyn Slot>) -> bool {
    slot.is_none_or(|slot| slot.wrong_kind().is_none() && slot.shown().trim().is_empty())
}
