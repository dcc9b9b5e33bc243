//! A table of the whole department (部门整体支出绩效目标表): its goals are those of part one. The
//! format has no field for its money and its indicators: they are told.

use super::form::Form;
use super::{Notes, rows, upper};
use crate::exchange::blocks::{Cell, Row};
use crate::exchange::labels::{self, Label};
use crate::exchange::report::Doubt;
use crate::text::say;

/// Whether rows are such a table: a department and its goals, and no project.
pub fn is_whole(rows: &[Row]) -> bool {
    let has = |label| rows.iter().flatten().any(|cell| labels::label(&cell.text) == Some(label));
    let titled =
        rows.iter().flatten().take(10).any(|cell| cell.text.contains("整体") && cell.text.len() < 200);
    !has(Label::Code) && !has(Label::Name) && has(Label::Goals) && (has(Label::Department) || titled)
}

/// Reads it: the form above its indicators, of which only what the document has a place for is
/// taken, and the lines of its goals.
pub fn read(table: Vec<Row>, notes: &mut Notes) -> (Form, Vec<Cell>) {
    let begins = |row: &Row| (0..row.len()).any(|at| rows::header(&row[at..], row.len() - at).is_some());
    let mut above = table;
    let at = above.iter().position(begins).unwrap_or(above.len());
    let below = above.split_off(at);
    let line = above.first().and_then(|row| row.first()).map_or(0, |cell| cell.line);
    let mut form = Form::default();
    upper::read(above, true, &mut form, notes);
    for row in below.iter().skip(1) {
        let texts: Vec<&str> = row.iter().map(|c| c.text.as_str()).filter(|text| !text.is_empty()).collect();
        if let Some(cell) = row.first().filter(|_| !texts.is_empty()) {
            let text = say::import::labelled(say::import::WHOLE_INDICATOR, &texts.join("｜"));
            notes.doubt(Doubt::Row { cells: texts.len(), columns: 0 }, Some(cell.line), &text);
        }
    }
    for (cell, _) in std::mem::take(&mut form.funds).into_iter().flatten() {
        let text = say::import::labelled(say::IMPORT_TOTAL, &cell.text);
        notes.doubt(Doubt::Unplaced, Some(cell.line), &text);
    }
    let goals = form.project.goals.values().map(|goal| Cell::new(line, goal.as_str())).collect();
    (form, goals)
}
