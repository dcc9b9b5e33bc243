//! The indicator table: columns that share the width by need, first levels as group lines.

use super::pane::{Canvas, Content, GUTTER, Sheet};
use super::signs::signs;
use crate::app::App;
use crate::app::copies::copies_in;
use crate::app::form::{INDICATOR_CELLS, Row, RowKind};
use crate::model::{Document, Place, Slot, Target};
use crate::text::{clean, say, width};

/// Where each column stands: its first column after the gutter, and its width.
#[derive(Debug, Clone)]
pub(super) struct Columns(Vec<(u16, u16)>);

/// Columns between two cells.
const GAP: u16 = 2;

/// The least and the most a column is given before the rest is shared.
const BOUNDS: [(u16, u16); 5] = [(4, 10), (12, 30), (10, 60), (10, 24), (4, 30)];

impl Columns {
    /// The columns for the indicators among `rows`, in `room` columns.
    pub fn new(document: &Document, rows: &[Row], room: u16) -> Columns {
        let mut need = [0u16; 5];
        // a long table is measured by its first rows: the columns must not jump while scrolling
        let indicators = rows.iter().filter(|row| row.kind == RowKind::Indicator && row.cells.len() == 5);
        for row in indicators.take(500) {
            for (n, cell) in row.cells.iter().enumerate() {
                let columns = width::width_up_to(&shown(document, cell), 200) as u16;
                need[n] = need[n].max(columns);
            }
        }
        let gaps = GAP * 4;
        let room = room.saturating_sub(gaps + 1);
        let mut given: [u16; 5] = std::array::from_fn(|n| need[n].clamp(BOUNDS[n].0, BOUNDS[n].1));
        // the basis has a column only where there is room for it; one without any text only where the
        // others need no more, and then as wide as its heading
        if need[4] == 0 {
            given[4] = document.edition().0.columns.get(5).map_or(0, |title| width::width(title)) as u16;
        }
        let others: u16 = need[..4].iter().sum();
        if room < 70 || need[4] == 0 && others + given[4] > room {
            given[4] = 0;
        }
        let mut sum: u16 = given.iter().sum();
        // too much: the widest gives way; too little: what needs more gets it
        while sum > room {
            let widest = (0..5).filter(|&n| given[n] > BOUNDS[n].0.min(6)).max_by_key(|&n| given[n]);
            let Some(widest) = widest else { break };
            given[widest] -= 1;
            sum -= 1;
        }
        while sum < room {
            let poorest = (0..4).filter(|&n| given[n] < need[n]).max_by_key(|&n| need[n] - given[n]);
            let Some(poorest) = poorest else { break };
            given[poorest] += 1;
            sum += 1;
        }
        let mut at = 0;
        let place = |columns: u16| {
            let cell = (at, columns);
            at += columns + GAP;
            cell
        };
        Columns(given.into_iter().map(place).collect())
    }

    /// Where the cell stands in a row of `cells` cells, and how wide it is.
    pub fn cell(&self, cell: usize, cells: usize) -> Option<(u16, u16)> {
        let last = self.0.last().map_or(0, |(at, columns)| at + columns);
        if cells == 1 {
            return Some((0, last));
        }
        self.0.get(cell).copied()
    }

    /// Whether there is no room for the cell at all.
    pub fn is_hidden(&self, cell: usize, cells: usize) -> bool {
        self.cell(cell, cells).is_some_and(|(_, columns)| columns == 0)
    }
}

/// What the cell at `place` shows: 二级指标 without the word that all of them end with, the parts of
/// 指标值 apart.
pub(super) fn shown(document: &Document, place: &Place) -> String {
    let text = place.find(document).map(Slot::shown).unwrap_or_default();
    let text = match place.name() {
        Some("level2") => text.strip_suffix("指标").unwrap_or(&text),
        Some("target") => {
            let target = document.indicator(place).and_then(|row| row.target.get());
            return clean::visible(&target.map_or(text, Target::read_as)).into_owned();
        }
        _ => &text,
    };
    clean::visible(text).into_owned()
}

/// What stands above row `n` of the table: its title before the first, the first level where it
/// changes.
pub(super) fn headings(app: &App, sheet: &Sheet, n: usize, first: bool, lines: &mut Vec<(Content, usize)>) {
    let level1 = |n: usize| {
        let row = sheet.rows.get(n)?.item(0)?;
        Some(app.document().indicator(&row)?.level1.text().to_string())
    };
    if first {
        let count = sheet.rows.iter().filter(|row| row.kind == RowKind::Indicator).count();
        let project = sheet.rows.get(n).and_then(|row| app.document().project(row.cells.first()?));
        lines.push(match project.map_or(0, copies_in) {
            0 => (Content::Blank, 1),
            copies => (Content::Note(say::copies_note(copies)), 1),
        });
        lines.push((Content::TableHead, 1));
        lines.push((Content::Rule, 1));
        debug_assert!(count > 0, "a table with a first row has rows");
    }
    let now = level1(n).unwrap_or_default();
    if first || n.checked_sub(1).and_then(level1).unwrap_or_default() != now {
        lines.push((Content::Group(if now.is_empty() { signs().nothing.into() } else { now }), 1));
    }
}

pub(super) fn head(canvas: &mut Canvas<'_, '_>, sheet: &Sheet, at: usize) {
    let (edition, _) = canvas.document().edition();
    for (n, title) in edition.columns.iter().skip(1).enumerate() {
        if let Some((column, columns)) = sheet.columns.cell(n, INDICATOR_CELLS.len()) {
            let dim = canvas.theme.dim;
            canvas.text((GUTTER + column, at), columns, title, dim);
        }
    }
}

pub(super) fn row(canvas: &mut Canvas<'_, '_>, sheet: &Sheet, n: usize, at: usize) {
    let Some(row) = sheet.rows.get(n) else { return };
    let app = canvas.app;
    let caret = app.caret();
    for (cell, place) in row.cells.iter().enumerate() {
        let Some((column, columns)) = sheet.columns.cell(cell, row.cells.len()) else { continue };
        canvas.spot((GUTTER + column, at), (columns, 1), n, cell);
        let text = shown(canvas.document(), place);
        let here = caret.row == n && caret.cell == cell && !canvas.app.panel().focused;
        let style = if here { canvas.theme.cursor } else { Default::default() };
        let text = if here { width::pad(&text, columns as usize) } else { text };
        canvas.text((GUTTER + column, at), columns, &text, style);
    }
}
