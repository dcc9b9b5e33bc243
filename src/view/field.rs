//! One row of a form: its mark, its label, its fields; and the field that is typed in, with the
//! sentence below it that says how the text will be read and what is wrong with it.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::pane::{Canvas, GUTTER, Sheet};
use super::signs::signs;
use super::typed::Lines;
use super::{overview, paint, table};
use crate::app::App;
use crate::app::copies::is_copy;
use crate::app::form::{Row, RowKind};
use crate::app::typing::Typing;
use crate::check;
use crate::model::{Place, Slot, label};
use crate::text::{clean, say, width, wrap};

/// Lines of the sentence below a field that is typed in.
pub(super) const HINT_LINES: usize = 3;

/// So many columns at least there must be beside a cell, for a text to be typed in its column.
const TEXT_COLUMNS: u16 = 10;

/// So many columns have other texts, and the sentence below it.
const HINT_COLUMNS: u16 = 44;

/// The sign of a marked row.
const MARKED: &str = "*";

/// The sign of an indicator that is the same as the one it was copied from.
const COPIED: &str = "=";

/// Columns of the number before a line of a list.
const NUMBER: u16 = 4;

/// Whether the field is money of the budget, aligned at its decimal point.
pub(super) fn is_amount(place: &Place) -> bool {
    place.parent().is_some_and(|parent| parent.name() == Some("budget"))
}

/// The typing state, when it is in row `n`.
fn typing_in<'a>(app: &'a App, sheet: &Sheet, n: usize) -> Option<(&'a Typing, usize)> {
    let typing = app.typing()?;
    let cell = sheet.rows.get(n)?.cells.iter().position(|cell| *cell == typing.place)?;
    (app.caret().row == n).then_some((typing, cell))
}

/// Rows of one field across: typing happens in place, and the row grows with the text.
fn is_wide(row: &Row) -> bool {
    matches!(row.kind, RowKind::Field | RowKind::Line) && row.cells.len() == 1
}

/// Whether the hint has lines of its own below row `n`.
pub(super) fn has_hint_below(app: &App, sheet: &Sheet, n: usize) -> bool {
    sheet.rows.get(n).is_some_and(is_wide) && typing_in(app, sheet, n).is_some()
}

/// How many lines row `n` takes.
pub(super) fn height(app: &App, sheet: &Sheet, n: usize) -> usize {
    let Some(row) = sheet.rows.get(n) else { return 1 };
    let shown = |place: &Place| place.find(app.document()).map(Slot::shown).unwrap_or_default();
    match row.kind {
        RowKind::Field | RowKind::Line if row.cells.len() == 1 => {
            let columns = value_room(sheet, row).1 as usize;
            match typing_in(app, sheet, n) {
                Some((typing, _)) => Lines::new(typing, columns).len(),
                None => wrap::wrap(&clean::visible_lines(&shown(&row.cells[0])), columns).len(),
            }
        }
        RowKind::Names => flow(app, sheet, row).last().map_or(1, |(line, ..)| line + 1),
        _ => 1,
    }
}

/// The first column and the width of the value of a row with one field.
fn value_room(sheet: &Sheet, row: &Row) -> (u16, u16) {
    let number = if row.kind == RowKind::Line { NUMBER } else { 0 };
    (sheet.value_at() + number, sheet.value_width().saturating_sub(number).max(2))
}

/// Where the names of a row go: line, column, and width of each.
fn flow(app: &App, sheet: &Sheet, row: &Row) -> Vec<(usize, u16, u16)> {
    let (mut line, mut column) = (0, 0u16);
    let room = sheet.value_width();
    let place = |place: &Place| {
        let text = place.find(app.document()).map(Slot::shown).unwrap_or_default();
        let columns = (width::width_up_to(&clean::visible(&text), room.into()) as u16).clamp(2, room);
        if column > 0 && column + columns > room {
            line += 1;
            column = 0;
        }
        let spot = (line, column, columns);
        column += columns + 3;
        spot
    };
    row.cells.iter().map(place).collect()
}

/// Where the points of the plan stand.
fn plan_cell(sheet: &Sheet, row: &Row, cell: usize) -> (u16, u16) {
    let columns = (sheet.value_width() / paint::cells(row.cells.len().max(1))).clamp(8, 18);
    (sheet.value_at().saturating_add(columns.saturating_mul(paint::cells(cell))), columns - 2)
}

pub(super) fn draw(canvas: &mut Canvas<'_, '_>, sheet: &Sheet, n: usize, at: usize, height: usize) {
    let Some(row) = sheet.rows.get(n).cloned() else { return };
    gutter(canvas, &row, n, at, height);
    // beside its cells a row is its first one
    canvas.spot((0, at), (sheet.width, height), n, 0);
    match row.kind {
        RowKind::Indicator => return table::row(canvas, sheet, n, at),
        RowKind::Project => return overview::row(canvas, sheet, n, at),
        _ => {}
    }
    let here = canvas.app.caret().row == n;
    let label_style = if here { canvas.theme.accent } else { canvas.theme.dim };
    canvas.text((GUTTER, at), sheet.labels - 1, &row.label, label_style);
    match row.kind {
        RowKind::EmptyList => {
            let place = &row.cells[0];
            let raw = place.find(canvas.document()).and_then(Slot::wrong_kind).is_some();
            let text = match (raw, canvas.app.read_only()) {
                (true, _) => canvas.shown(place),
                (false, None) => say::EMPTY_LIST.to_string(),
                (false, Some(_)) => say::EMPTY.to_string(),
            };
            let style = if raw { Style::new() } else { canvas.theme.dim };
            canvas.text((sheet.value_at(), at), sheet.value_width(), &text, style);
        }
        RowKind::Names => {
            let spots = flow(canvas.app, sheet, &row);
            for (cell, (line, column, columns)) in spots.into_iter().enumerate() {
                draw_cell(canvas, &row, n, cell, (sheet.value_at() + column, at + line), columns);
            }
        }
        RowKind::PlanDates | RowKind::PlanPercents => {
            for cell in 0..row.cells.len() {
                let (column, columns) = plan_cell(sheet, &row, cell);
                draw_cell(canvas, &row, n, cell, (column, at), columns);
            }
        }
        _ if row.cells.len() > 1 => {
            // a code and its name: the first cell as wide as it is, the second takes the rest
            let mut column = sheet.value_at();
            for cell in 0..row.cells.len() {
                let text = canvas.shown(&row.cells[cell]);
                let left = (sheet.value_at() + sheet.value_width()).saturating_sub(column);
                let columns = (width::width(&clean::visible(&text)) as u16).clamp(6.min(left), left.max(1));
                draw_cell(canvas, &row, n, cell, (column, at), columns);
                column += columns + 2;
            }
        }
        _ => wide(canvas, sheet, &row, n, at),
    }
}

/// A row with one field: its number, its value in as many lines as it takes.
fn wide(canvas: &mut Canvas<'_, '_>, sheet: &Sheet, row: &Row, n: usize, at: usize) {
    let (column, columns) = value_room(sheet, row);
    let place = &row.cells[0];
    if row.kind == RowKind::Line {
        let first = (0..=n).rev().take_while(|&k| {
            sheet
                .rows
                .get(k)
                .is_some_and(|r| r.kind == RowKind::Line && r.cells[0].parent() == place.parent())
        });
        let number = first.count().to_string();
        canvas.text((sheet.value_at(), at), NUMBER - 1, &number, canvas.theme.dim);
    }
    if typing_in(canvas.app, sheet, n).is_some() {
        return; // drawn over the rest
    }
    let mut text = canvas.shown(place);
    if is_amount(place) && text.is_empty() {
        canvas.text((column, at), columns, signs().nothing, canvas.theme.dim);
        return;
    }
    if is_amount(place) {
        let whole = text.split('.').next().map_or(0, width::width);
        text = format!("{}{text}", " ".repeat(sheet.whole_digits.saturating_sub(whole)));
        if place.name() == Some("total") && !text.trim().is_empty() {
            text = format!("{text} {}", canvas.document().currency_unit.text());
        }
    }
    if place.name() == Some("unit_code") {
        let name = canvas.document().unit_name(&text).unwrap_or_default();
        text = format!("{text} {name}");
    }
    let text = clean::visible_lines(&text).into_owned();
    for (line, range) in wrap::wrap(&text, columns as usize).into_iter().enumerate() {
        canvas.text((column, at + line), columns, &text[range], Style::new());
    }
}

fn draw_cell(
    canvas: &mut Canvas<'_, '_>,
    row: &Row,
    n: usize,
    cell: usize,
    (column, at): (u16, usize),
    columns: u16,
) {
    canvas.spot((column, at), (columns, 1), n, cell);
    let place = &row.cells[cell];
    let mut text = canvas.shown(place);
    if place.name() == Some("percent") && !text.is_empty() {
        text.push('%');
    }
    let here = canvas.app.caret().row == n && canvas.app.caret().cell == cell;
    let severity = canvas.app.severity_at(place);
    let style = match severity {
        _ if here && !canvas.app.panel().focused => canvas.theme.cursor,
        Some(severity) => canvas.theme.severity(severity),
        None => Style::new(),
    };
    let text = if here { width::pad(&clean::visible(&text), columns as usize) } else { text };
    canvas.text((column, at), columns, &text, style);
    if holds_items(row) && row.item(cell).is_some_and(|item| canvas.app.marks().holds(&item)) {
        let accent = canvas.theme.accent;
        canvas.text((column.saturating_sub(2), at), 1, MARKED, accent);
    }
}

/// The mark of the worst finding, and the bar of the caret beside every line of its row.
fn gutter(canvas: &mut Canvas<'_, '_>, row: &Row, n: usize, at: usize, height: usize) {
    let worst = match row.kind {
        RowKind::Indicator => row.item(0).and_then(|item| canvas.app.severity_at(&item)),
        // the project's own line says it in its last column
        RowKind::Project => None,
        _ => row.cells.iter().filter_map(|cell| canvas.app.severity_at(cell)).min(),
    };
    if let Some(worst) = worst {
        let style = canvas.theme.severity(worst);
        canvas.text((1, at), 1, signs().severity(worst), style);
    }
    let accent = canvas.theme.accent;
    // of several items in a row each has its mark beside it
    if let Some(item) = row.item(0).filter(|_| !holds_items(row)) {
        if canvas.app.marks().holds(&item) {
            (at..at + height).for_each(|line| {
                canvas.text((0, line), 1, MARKED, accent);
            });
        } else if row.kind == RowKind::Indicator && is_copy(canvas.document(), &item) {
            let dim = canvas.theme.dim;
            canvas.text((0, at), 1, COPIED, dim);
        }
    }
    if canvas.app.caret().row == n {
        for line in at..at + height {
            canvas.text((2, line), 1, signs().caret, accent);
        }
    }
}

/// Whether the cells of a row are items of their own.
fn holds_items(row: &Row) -> bool {
    matches!(row.kind, RowKind::Names | RowKind::PlanDates | RowKind::PlanPercents)
}

/// The plan as a bar: of each point, the share that is spent by then.
pub(super) fn plan_bar(canvas: &mut Canvas<'_, '_>, sheet: &Sheet, n: usize, at: usize) {
    let Some(row) = sheet.rows.get(n).cloned() else { return };
    for (cell, place) in row.cells.iter().enumerate() {
        let (column, columns) = plan_cell(sheet, &row, cell);
        let percent = crate::model::Amount::new(canvas.shown(place)).decimal();
        let filled = percent
            .and_then(|percent| percent.checked_mul(columns.into())?.checked_div(100.into()))
            .and_then(|filled| u16::try_from(filled.round()).ok())
            .unwrap_or(0)
            .min(columns);
        let (accent, dim) = (canvas.theme.accent, canvas.theme.dim);
        canvas.text((column, at), filled, &signs().filled.repeat(filled as usize), accent);
        let rest = columns - filled;
        canvas.text((column + filled, at), rest, &signs().across.repeat(rest as usize), dim);
    }
}

/// What is drawn over the pane: the field that is typed in.
pub(super) fn draw_over(canvas: &mut Canvas<'_, '_>, sheet: &Sheet, n: usize, at: usize) {
    let Some((typing, cell)) = typing_in(canvas.app, sheet, n) else { return };
    let Some(row) = sheet.rows.get(n).cloned() else { return };
    if is_wide(&row) {
        let (column, columns) = value_room(sheet, &row);
        let lines = Lines::new(typing, columns as usize);
        let top = (at..at + lines.len()).find_map(|line| canvas.y(line));
        if let Some(y) = top {
            let height =
                (lines.len().min(u16::MAX.into()) as u16).min(canvas.area.bottom().saturating_sub(y));
            let area = Rect { x: canvas.area.x + column, y, width: columns, height };
            lines.draw(canvas, area);
        }
        return;
    }
    // a cell among others is typed in over its neighbours
    let (column, line) = match row.kind {
        RowKind::Indicator => (GUTTER + sheet.columns.cell(cell, row.cells.len()).map_or(0, |c| c.0), 0),
        RowKind::Names => flow(canvas.app, sheet, &row)
            .get(cell)
            .map_or((sheet.value_at(), 0), |(line, column, _)| (sheet.value_at() + column, *line)),
        RowKind::PlanDates | RowKind::PlanPercents => (plan_cell(sheet, &row, cell).0, 0),
        _ => (sheet.value_at(), 0),
    };
    let Some(y) = canvas.y(at + line) else { return };
    // the text stays in its column as long as it has room there; the sentence may need more
    let right = canvas.area.width.saturating_sub(1);
    let words = hints(canvas);
    let longest = words.iter().map(|(words, _)| paint::cells(width::width(words))).max().unwrap_or(0);
    let hint_columns = longest.min(HINT_COLUMNS).min(right.saturating_sub(GUTTER));
    let hint_column = column.min(right.saturating_sub(hint_columns));
    let rest = right.saturating_sub(column).min(HINT_COLUMNS);
    let stays = rest >= TEXT_COLUMNS && Lines::new(typing, rest.into()).len() < 2;
    let columns = if stays { rest } else { HINT_COLUMNS.min(right.saturating_sub(GUTTER)) };
    let column = column.min(right.saturating_sub(columns));
    let text = Lines::new(typing, columns as usize);
    let lines = text.len().clamp(1, 8) as u16;
    // a cell that has no column has no heading either
    let named = row.kind == RowKind::Indicator && sheet.columns.is_hidden(cell, row.cells.len());
    let above = u16::from(named);
    let hint = paint::cells(words.len());
    let wanted = (above + lines + hint).min(canvas.area.height);
    // the text stays in its row: where there is no room below it the sentence goes above
    let over = y + wanted > canvas.area.bottom()
        && y + lines <= canvas.area.bottom()
        && y >= canvas.area.y + hint + above;
    let top = if over {
        y - hint - above
    } else {
        y.min(canvas.area.bottom().saturating_sub(wanted)).max(canvas.area.y)
    };
    let (hint_at, label_at) = if over { (top, top + hint) } else { (top + above + lines, top) };
    let height = (above + lines).min(wanted);
    let room = Rect { x: canvas.area.x + column, y: label_at, width: columns, height };
    let hint_height = hint.min((top + wanted).saturating_sub(hint_at));
    let hint_room =
        Rect { x: canvas.area.x + hint_column, y: hint_at, width: hint_columns, height: hint_height };
    for room in [room, hint_room] {
        paint::clear(canvas.frame.buffer_mut(), room);
    }
    if named {
        let accent = canvas.theme.accent;
        paint::text(canvas.frame.buffer_mut(), (room.x, label_at), columns, label(&row.cells[cell]), accent);
    }
    text.draw(canvas, Rect { y: label_at + above, height: lines.min(wanted.saturating_sub(above)), ..room });
    let line = (hint_at - canvas.area.y) as usize + canvas.scroll;
    hint_lines(canvas, words, hint_column, line, hint_columns);
}

/// How the text will be read, what would be wrong with it, and the keys: below a field of its own.
pub(super) fn hint(canvas: &mut Canvas<'_, '_>, column: u16, line: usize, columns: u16) {
    let words = hints(canvas);
    hint_lines(canvas, words, column, line, columns);
}

fn hint_lines(
    canvas: &mut Canvas<'_, '_>,
    words: Vec<(String, Style)>,
    column: u16,
    line: usize,
    columns: u16,
) {
    for (n, (words, style)) in words.into_iter().enumerate() {
        canvas.text((column, line + n), columns, &words, style);
    }
}

/// The lines of that, at most [`HINT_LINES`].
fn hints(canvas: &Canvas<'_, '_>) -> Vec<(String, Style)> {
    let (theme, mut lines) = (canvas.theme, Vec::new());
    let Some(typing) = canvas.app.typing() else { return lines };
    if !typing.read_as.is_empty() {
        lines.push((say::read_as(&typing.read_as).replace('└', signs().below), Style::new()));
    }
    if typing.findings.is_empty() {
        lines.push((say::FINE.to_string(), theme.good));
    }
    for finding in typing.findings.iter().take(HINT_LINES.saturating_sub(lines.len() + 1)) {
        let words = check::rule(finding.code).map_or(finding.code, |rule| rule.name);
        let of_field = label(&finding.place);
        let sign = signs().severity(finding.severity);
        lines
            .push((format!("{sign} {} {of_field}：{words}", finding.code), theme.severity(finding.severity)));
    }
    lines.push((say::TYPING_KEYS.to_string(), theme.dim));
    lines
}
