//! Marked rows: commands on rows act on all of them at once. The marks stand in one list at a time,
//! and where the caret is in another list, nothing acts on rows that may be out of sight.

use super::form::{self, RowKind, Tab};
use super::look::kind_of_list;
use super::{App, Clip};
use crate::model::{Place, Slot, label};
use crate::text::say;

/// The marked items of one list.
#[derive(Debug, Default)]
pub struct Marks {
    places: Vec<Place>,
    /// The one set last: a range begins there.
    anchor: Option<Place>,
}

impl Marks {
    /// Whether the item at `place` is marked.
    pub fn holds(&self, place: &Place) -> bool {
        self.places.contains(place)
    }

    /// Takes all marks away; gives whether there were any.
    pub(super) fn clear(&mut self) -> bool {
        let any = !self.places.is_empty();
        *self = Marks::default();
        any
    }

    /// Marks these, and only these.
    pub(super) fn set(&mut self, places: Vec<Place>) {
        self.anchor = None;
        self.places = places;
    }
}

impl App {
    /// The marks.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// The marked items that are still there, in the order of their list.
    pub fn marked(&self) -> Vec<Place> {
        let Some(list) = self.marks.places.first().and_then(Place::parent) else { return Vec::new() };
        let items = form::items(self.document(), &list);
        items.into_iter().filter(|item| self.marks.holds(item)).collect()
    }

    /// Marks hold items by what they are called: once items of their list came, went or were
    /// renamed that may be another one, so they go.
    pub(super) fn marks_after(&mut self, change: &crate::edit::Change) {
        let Some(list) = self.marks.places.first().and_then(Place::parent) else { return };
        let renames = |place: &Place| {
            let below = place.steps().len().saturating_sub(list.steps().len());
            let is_item = place.within(&list) && below <= 1;
            let is_name =
                place.within(&list) && below == 2 && matches!(place.name(), Some("id" | "code" | "by"));
            is_item || is_name || list.within(place)
        };
        if change.touched.iter().any(renames) {
            self.marks.clear();
        }
    }

    /// What a command on rows acts on: the marked ones, else the one at the caret.
    pub(super) fn targets(&self) -> Vec<Place> {
        let marked = self.marked();
        if marked.is_empty() { self.item().into_iter().collect() } else { marked }
    }

    pub(super) fn item(&self) -> Option<Place> {
        self.row()?.item(self.caret.cell)
    }

    /// The item at the caret that can be marked: a whole project only where its row is.
    fn markable(&self) -> Option<Place> {
        let row = self.row()?;
        let item = row.item(self.caret.cell)?;
        let is_project = item.project().as_ref() == Some(&item);
        (!is_project || row.kind == RowKind::Project).then_some(item)
    }

    /// Why rows cannot be marked here.
    pub(super) fn mark_refusal(&self) -> Option<String> {
        match self.markable() {
            None => Some(say::NO_ROW_HERE.to_string()),
            Some(_) => self.marks_elsewhere(),
        }
    }

    /// Why nothing can be done with the row here, or with the marked ones.
    pub(super) fn row_refusal(&self) -> Option<String> {
        let none = || self.item().is_none().then(|| say::NO_ROW_HERE.to_string());
        self.marks_elsewhere().or_else(none)
    }

    /// Rows are marked in another list than the caret's.
    pub(super) fn marks_elsewhere(&self) -> Option<String> {
        let marked = self.marked();
        let list = marked.first()?.parent()?;
        let here = self.item().and_then(|item| item.parent());
        (here.as_ref() != Some(&list)).then(|| say::marked_elsewhere(marked.len(), label(&list)))
    }

    /// Marks the row or takes its mark away, and goes to the next.
    pub(super) fn mark(&mut self) {
        let Some(item) = self.markable() else { return };
        self.marks.places = self.marked();
        if self.marks.holds(&item) {
            self.marks.places.retain(|place| *place != item);
            self.marks.anchor = None;
        } else {
            self.marks.places.push(item.clone());
            self.marks.anchor = Some(item.clone());
        }
        let mut siblings =
            item.parent().map(|list| form::items(self.document(), &list)).into_iter().flatten();
        if siblings.any(|sibling| sibling == item)
            && let Some(next) = siblings.next()
        {
            self.step_to_item(&next);
        }
    }

    /// Marks everything from the row marked last to this one.
    pub(super) fn mark_range(&mut self) {
        let Some(item) = self.markable() else { return };
        let Some(list) = item.parent() else { return };
        let items = form::items(self.document(), &list);
        let position = |place: &Place| items.iter().position(|item| item == place);
        let Some(here) = position(&item) else { return };
        let from = self.marks.anchor.as_ref().and_then(position).unwrap_or(here);
        let mut places = self.marked();
        for item in &items[from.min(here)..=from.max(here)] {
            if !places.contains(item) {
                places.push(item.clone());
            }
        }
        self.marks = Marks { places, anchor: Some(item) };
    }

    /// Marks every item of the list.
    pub(super) fn mark_all(&mut self) {
        let Some(list) = self.markable().and_then(|item| item.parent()) else { return };
        self.marks.set(form::items(self.document(), &list));
    }

    /// Puts the caret into the row of an item, in the same column where there is one.
    pub(super) fn step_to_item(&mut self, item: &Place) {
        let rows = self.rows();
        let is_it = |row: &form::Row, cell: usize| row.item(cell).as_ref() == Some(item);
        let spot = rows.iter().enumerate().find_map(|(n, row)| {
            let cell = (0..row.cells.len()).find(|cell| is_it(row, *cell))?;
            Some((n, if is_it(row, self.caret.cell) { self.caret.cell } else { cell }))
        });
        if let Some((row, cell)) = spot {
            self.caret.stand(&rows, row, cell);
            self.follow_in_panel();
        }
    }

    /// Remembers the rows for pasting, `cut` when they are about to go; gives what they are called.
    pub(super) fn copy_rows(&mut self, cut: bool) -> Option<String> {
        let targets = self.targets();
        let list = targets.first()?.parent()?;
        let slots = targets.iter().map(|place| place.find(self.document())?.json());
        let records = slots.collect::<Option<Vec<_>>>()?;
        let name = self.name_of(&targets);
        self.clip = Some(Clip { list: kind_of_list(&list.to_string()), records, cut });
        Some(name)
    }

    /// What rows are called in the name of a step: the one by its name, several by their number.
    pub(super) fn name_of(&self, rows: &[Place]) -> String {
        match rows {
            [] => String::new(),
            [row] => row.find(self.document()).map(Slot::shown).unwrap_or_default(),
            [first, ..] => {
                let list = first.parent().unwrap_or_default();
                say::several(rows.len(), label(&list))
            }
        }
    }

    /// While rows are marked, the footer says so and what can be done with them.
    pub(super) fn tell_marks(&mut self) {
        let count = self.marked().len();
        let in_pane = self.typing.is_none() && self.popup.is_none() && !self.panel.focused;
        if count > 0 && self.message.is_none() && in_pane {
            let projects = self.tab == Tab::Overview;
            let text = match self.read_only() {
                None => say::marked(count, projects),
                Some(_) => say::marked_read_only(count),
            };
            self.say(text);
        }
    }
}
