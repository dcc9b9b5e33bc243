//! The current cell of the indicator table, whole, on lines of its own below the table where the
//! table had to clip it or has no room for its column. The lines are kept free for as long as the caret is in a table that clips
//! anything: so nothing moves, and nothing is sent again, from one row to the next.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::pane::{Canvas, GUTTER, Sheet};
use super::table;
use crate::app::App;
use crate::app::form::{INDICATOR_CELLS, Row, RowKind};
use crate::model::{Place, label};
use crate::text::{say, width, wrap};

/// Below this height the pane has no lines to spare.
const LOWEST: u16 = 8;

/// The most lines that are kept free; a cell that needs more takes them while it is the current one.
const KEPT: usize = 3;

/// Columns of the field's name before the text.
const LABEL: u16 = 16;

/// Splits `area` into the room of the table and that of the current cell.
pub(super) fn split(app: &App, sheet: &Sheet, area: Rect) -> (Rect, Option<Rect>) {
    let in_table = sheet.rows.get(app.caret().row).is_some_and(is_table_row);
    if !in_table || area.height < LOWEST {
        return (area, None);
    }
    let columns = columns(area);
    let lines = |text: String| wrap::wrap(&text, columns).len();
    // as for the columns of a long table, its first rows decide
    let rows = sheet.rows.iter().filter(|row| is_table_row(row)).take(500);
    let clipped = rows.flat_map(|row| (0..row.cells.len()).filter_map(|cell| clipped(app, sheet, row, cell)));
    let most = clipped.map(lines).max().unwrap_or(0).min(KEPT).min(area.height as usize / LOWEST as usize);
    let now = current(app, sheet).map_or(0, |(_, text)| lines(text)).min(area.height as usize / 2);
    let height = super::paint::cells(most.max(now));
    if height == 0 {
        return (area, None);
    }
    let table = Rect { height: area.height - height - 1, ..area };
    (table, Some(Rect { y: table.bottom() + 1, height, ..area }))
}

/// Draws the current cell in `room`, where it is clipped in the table.
pub(super) fn draw(canvas: &mut Canvas<'_, '_>, sheet: &Sheet, room: Rect) {
    let Some((place, text)) = current(canvas.app, sheet).filter(|_| canvas.app.typing().is_none()) else {
        return;
    };
    let (columns, dim) = (columns(room), canvas.theme.dim);
    let caret = canvas.app.caret();
    // of a hidden cell these lines are all that shows where the caret is
    let hidden = sheet.columns.is_hidden(caret.cell, INDICATOR_CELLS.len()) && !canvas.app.panel().focused;
    let style = if hidden { canvas.theme.cursor } else { Style::new() };
    let buffer = canvas.frame.buffer_mut();
    super::paint::text(buffer, (room.x + GUTTER, room.y), LABEL - 2, label(&place), dim);
    let lines = wrap::wrap(&text, columns);
    for (n, range) in lines.iter().take(room.height as usize).enumerate() {
        // what does not fit even here ends in a sign that says so
        let is_last = n + 1 == room.height as usize && n + 1 < lines.len();
        let line = if is_last { &text[range.start..] } else { &text[range.clone()] };
        let at = (room.x + GUTTER + LABEL, room.y + n as u16);
        super::paint::text(buffer, at, columns as u16, line, style);
    }
}

fn columns(room: Rect) -> usize {
    room.width.saturating_sub(GUTTER + LABEL + 1).max(2) as usize
}

fn is_table_row(row: &Row) -> bool {
    row.kind == RowKind::Indicator && row.cells.len() == INDICATOR_CELLS.len()
}

/// What the cell holds, where the table clips it.
fn clipped(app: &App, sheet: &Sheet, row: &Row, cell: usize) -> Option<String> {
    let (_, columns) = sheet.columns.cell(cell, row.cells.len()).filter(|(_, columns)| *columns > 0)?;
    let text = table::shown(app.document(), row.cells.get(cell)?);
    (width::width_up_to(&text, columns as usize + 1) > columns as usize).then_some(text)
}

fn current(app: &App, sheet: &Sheet) -> Option<(Place, String)> {
    let row = sheet.rows.get(app.caret().row).filter(|row| is_table_row(row))?;
    let cell = app.caret().cell;
    let place = row.cells.get(cell)?;
    if sheet.columns.is_hidden(cell, row.cells.len()) {
        let text = table::shown(app.document(), place);
        let text = if text.is_empty() { say::EMPTY.to_string() } else { text };
        return Some((place.clone(), text));
    }
    Some((place.clone(), clipped(app, sheet, row, cell)?))
}
