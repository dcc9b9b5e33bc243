//! The caret: a place in the document, found again among the rows after every change.

use super::form::Row;
use super::{App, Tab, form};
use crate::model::Place;

/// Where the caret is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Caret {
    /// The field.
    pub place: Place,
    /// Its row among those shown.
    pub row: usize,
    /// Its cell in the row.
    pub cell: usize,
}

impl Caret {
    /// Finds the caret's place among `rows`: exactly, else below or above it, else where it was.
    pub fn settle(&mut self, rows: &[Row]) {
        let find = |fits: &dyn Fn(&Place) -> bool| {
            rows.iter().enumerate().find_map(|(n, row)| Some((n, row.cells.iter().position(fits)?)))
        };
        let spot = find(&|cell| *cell == self.place)
            .or_else(|| find(&|cell| !self.place.steps().is_empty() && cell.within(&self.place)))
            .or_else(|| find(&|cell| self.place.within(cell)))
            .or_else(|| self.near(rows));
        let (row, cell) = spot.unwrap_or((self.row.min(rows.len().saturating_sub(1)), self.cell));
        self.stand(rows, row, cell);
    }

    /// A field that has no cell here, such as 一级指标 in the table: the row of its record.
    fn near(&self, rows: &[Row]) -> Option<(usize, usize)> {
        let item = form::item_around(&self.place)?;
        rows.iter().position(|row| row.cells.iter().any(|cell| cell.within(&item))).map(|row| (row, 0))
    }

    /// Puts the caret into a row and cell, as near as they are there.
    pub fn stand(&mut self, rows: &[Row], row: usize, cell: usize) {
        self.row = row.min(rows.len().saturating_sub(1));
        if let Some(row) = rows.get(self.row) {
            self.cell = cell.min(row.cells.len().saturating_sub(1));
            self.place = row.cells.get(self.cell).cloned().unwrap_or_default();
        } else {
            self.cell = 0;
            self.place = Place::root();
        }
    }
}

impl App {
    /// Brings tab and caret in line with the document.
    pub(super) fn settle(&mut self) {
        let there = |place: &Place| place.steps().is_empty() || place.find(self.document()).is_some();
        if self.opened().is_some_and(|place| !there(place)) {
            self.opened = None;
        }
        let there = |place: &Place| place.find(self.document()).is_some();
        if matches!(&self.tab, Tab::Project(place) if !there(place)) {
            self.tab = Tab::Overview;
        }
        let rows = self.rows();
        self.caret.settle(&rows);
        self.follow_in_panel();
    }

    /// Shows `place`: its tab, and the caret in its cell.
    pub(super) fn go_to(&mut self, place: &Place) {
        let seen = |row: &Row| row.cells.iter().any(|cell| cell.within(place) || place.within(cell));
        if self.opened.is_some() && !self.rows().iter().any(seen) {
            self.opened = None;
        }
        let tab = form::tab_of(place);
        // a project itself is a row of the overview as well as a tab: stay where it can be seen
        let stay = self.tab == Tab::Overview && place.project().as_ref() == Some(place);
        if tab != self.tab && !stay {
            self.switch(tab);
        }
        self.caret.place = place.clone();
        self.settle();
    }

    /// Shows another tab, with the caret where it was there.
    pub(super) fn switch(&mut self, tab: Tab) {
        self.opened = None;
        self.carets.insert(name(&self.tab), self.caret.clone());
        self.caret = self.carets.get(&name(&tab)).cloned().unwrap_or_default();
        self.tab = tab;
        self.learned.scroll = 0;
        self.settle();
    }
}

fn name(tab: &Tab) -> String {
    match tab {
        Tab::Project(place) => place.to_string(),
        other => format!("{other:?}"),
    }
}
