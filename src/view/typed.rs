//! The field that is typed in: its text broken at any glyph, the selection, and the caret. It is laid
//! out here and not by the text area's own widget, which counts characters where the screen counts
//! glyphs, and knows nothing of terminals that draw some of them wider.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::widgets::Widget;
use tui_textarea::TextArea;

use super::paint;
use super::pane::Canvas;
use crate::app::typing::Typing;
use crate::text::width::{cell_width, grapheme_indices};

/// The lines of what is typed.
pub(super) struct Lines<'a> {
    area: &'a TextArea<'static>,
    /// Of each: the row of the text area, and the bytes of that row.
    lines: Vec<(usize, Range<usize>)>,
    rows: &'a [String],
    /// Line and column of the caret.
    caret: (usize, usize),
    /// Row and byte where the selection begins and ends.
    selected: Option<Range<(usize, usize)>>,
}

impl Lines<'_> {
    /// Breaks what is typed into lines of `columns`.
    pub fn new(typing: &Typing, columns: usize) -> Lines<'_> {
        let rows = typing.area.lines();
        let byte = |(row, column): (usize, usize)| {
            let text = rows.get(row).map_or("", String::as_str);
            (row, text.char_indices().nth(column).map_or(text.len(), |(at, _)| at))
        };
        let (caret_row, caret_at) = byte(typing.area.cursor());
        let selected = typing.area.selection_range().map(|(from, to)| byte(from)..byte(to));
        let mut lines = Vec::new();
        let mut caret = (0, 0);
        for (n, row) in rows.iter().enumerate() {
            let (mut start, mut used) = (0, 0);
            for (at, glyph) in grapheme_indices(row) {
                let wide = cell_width(glyph);
                if used + wide > columns && at > start {
                    lines.push((n, start..at));
                    (start, used) = (at, 0);
                }
                if n == caret_row && (at..at + glyph.len()).contains(&caret_at) {
                    caret = (lines.len(), used);
                }
                used += wide;
            }
            lines.push((n, start..row.len()));
            // the caret behind a full line needs one of its own
            if used >= columns && !row.is_empty() {
                lines.push((n, row.len()..row.len()));
                used = 0;
            }
            if n == caret_row && caret_at >= row.len() {
                caret = (lines.len() - 1, used);
            }
        }
        Lines { area: &typing.area, lines, rows, caret, selected }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Draws them in `area`, from the first, or so that the caret is seen.
    pub fn draw(&self, canvas: &mut Canvas<'_, '_>, area: Rect) {
        let style = canvas.theme.field;
        let buffer = canvas.frame.buffer_mut();
        paint::clear(buffer, area);
        buffer.set_style(area, style);
        let (caret_line, caret_column) = self.caret;
        let first = (caret_line + 1).saturating_sub(area.height as usize);
        for (y, (row, range)) in (area.y..area.bottom()).zip(self.lines.iter().skip(first)) {
            let text = self.rows.get(*row).map_or("", String::as_str);
            let mut x = area.x;
            for (part, selected) in self.parts(*row, range) {
                let style = if selected { style.add_modifier(Modifier::REVERSED) } else { style };
                let part = text.get(part).unwrap_or_default();
                x += paint::text(buffer, (x, y), area.right().saturating_sub(x), part, style);
            }
        }
        let x = area.x + (caret_column as u16).min(area.width.saturating_sub(1));
        let y = area.y + (caret_line - first) as u16;
        // from the size it is drawn in, the text area learns which line is above which
        self.area.render(Rect::new(0, 0, area.width, 1), &mut Buffer::empty(Rect::new(0, 0, area.width, 1)));
        if y < area.bottom() {
            canvas.frame.set_cursor_position(Position::new(x, y));
        }
    }

    /// What of a line stands before, in, and after the selection.
    fn parts(&self, row: usize, range: &Range<usize>) -> [(Range<usize>, bool); 3] {
        let clamp = |(at_row, at): (usize, usize)| match at_row.cmp(&row) {
            std::cmp::Ordering::Less => range.start,
            std::cmp::Ordering::Equal => at.clamp(range.start, range.end),
            std::cmp::Ordering::Greater => range.end,
        };
        let (from, to) = self
            .selected
            .as_ref()
            .map_or((range.end, range.end), |selected| (clamp(selected.start), clamp(selected.end)));
        [(range.start..from, false), (from..to, true), (to..range.end, false)]
    }
}
