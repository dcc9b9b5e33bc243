//! Indicators that were copied from another project: not yet adapted until one of their fields is
//! changed, or a person confirms that they are right as they are.

use super::App;
use super::form;
use crate::edit::Edit;
use crate::model::{Document, Place, Project};
use crate::text::say;

impl App {
    /// The indicators among the rows here that were copied and not yet adapted.
    pub(super) fn copies_here(&self) -> Vec<Place> {
        let row_of_table = |row: &Place| row.indicator().as_ref() == Some(row);
        let of = |place: Place| match row_of_table(&place) {
            true => vec![place],
            false if place.project().as_ref() == Some(&place) => {
                form::items(self.document(), &place.field("indicators"))
            }
            false => Vec::new(),
        };
        let rows = self.targets().into_iter().flat_map(of);
        rows.filter(|row| is_copy(self.document(), row)).collect()
    }

    /// The copied indicators here are right as they are.
    pub(super) fn confirm(&mut self) {
        let rows = self.copies_here();
        let name = say::step_confirm(&self.name_of(&rows));
        let here = self.caret.place.clone();
        let edits = rows.iter().map(|row| Edit::set(self.document(), &row.field("copied_from"), None));
        let edit = Edit::group(edits.collect());
        self.marks.clear();
        self.commit(&name, &edit);
        self.go_to(&here);
        self.say(say::confirmed(rows.len()));
    }

    /// `edit`, and with it the indicators it changes are not mere copies any more.
    pub(super) fn adapting(&self, edit: &Edit) -> Edit {
        let mut rows = Vec::new();
        changed_rows(edit, &mut rows);
        rows.retain(|row| is_copy(self.document(), row));
        if rows.is_empty() {
            return edit.clone();
        }
        let no_copy = rows.iter().map(|row| Edit::set(self.document(), &row.field("copied_from"), None));
        Edit::group(std::iter::once(edit.clone()).chain(no_copy).collect())
    }
}

/// Whether the indicator at `row` was copied and not yet adapted.
pub fn is_copy(document: &Document, row: &Place) -> bool {
    document.indicator(row).is_some_and(|row| !row.copied_from.is_absent())
}

/// How many indicators of a project were copied and not yet adapted.
pub fn copies_in(project: &Project) -> usize {
    project.indicators.values().filter(|row| !row.copied_from.is_absent()).count()
}

/// The indicators of which `edit` changes a field.
fn changed_rows(edit: &Edit, rows: &mut Vec<Place>) {
    match edit {
        Edit::Set { place, .. } => {
            if let Some(row) = place.indicator()
                && *place != row
                && place.name() != Some("copied_from")
                && !rows.contains(&row)
            {
                rows.push(row);
            }
        }
        Edit::Group { edits } => edits.iter().for_each(|edit| changed_rows(edit, rows)),
        Edit::Insert { .. } | Edit::Remove { .. } | Edit::Move { .. } => {}
    }
}
