//! An open conflict over the panes: where, and below each other what there was, what stands there
//! now and what the other one wants.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Theme, paint};
use crate::app::App;
use crate::app::conflict::{Choosing, SIDES, Shown};
use crate::app::popup::Popup;
use crate::text::say::merge as words;
use crate::text::{clean, width, wrap};

/// The widest a text is set.
const WIDEST: u16 = 100;

/// Columns before the texts, below their names.
const INDENT: u16 = 3;

/// Draws the conflict, where one is shown; gives how many of its lines are seen, and the first of
/// them when the last is seen.
pub(super) fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<(usize, usize)> {
    let Some(Popup::Conflicts(choosing)) = app.popup() else { return None };
    let shown = app.conflict(choosing.at)?;
    let columns = WIDEST.min(area.width.saturating_sub(2));
    let lines = lines(&shown, choosing, theme, columns.saturating_sub(4));
    // borders, a blank line and the keys
    let height = paint::cells(lines.len() + 4).min(area.height.saturating_sub(2));
    let room = paint::middle(area, columns, height);
    let (number, of) = shown.number;
    let title = words::choose_title(number, of);
    let inside = paint::boxed(buffer, room, &title, theme.dim, theme.strong);
    let seen = inside.height.saturating_sub(2) as usize;
    let end = lines.len().saturating_sub(seen);
    for (n, line) in lines.iter().skip(choosing.top.min(end)).take(seen).enumerate() {
        let (x, y) = (inside.x + line.indent, inside.y + n as u16);
        paint::text(buffer, (x, y), inside.width.saturating_sub(line.indent), &line.text, line.style);
    }
    let below = inside.bottom().saturating_sub(1);
    let (mut right, last) = (inside.right(), (choosing.top.min(end) + seen).min(lines.len()));
    if end > 0 {
        let more = words::scrolled(last, lines.len());
        paint::text_right(buffer, (right, below), inside.width, &more, theme.dim);
        right = right.saturating_sub(width::width(&more) as u16 + 1);
    }
    paint::text(buffer, (inside.x, below), right.saturating_sub(inside.x), words::CHOOSE_KEYS, theme.dim);
    Some((seen, end))
}

struct Line {
    indent: u16,
    text: String,
    style: Style,
}

fn lines(shown: &Shown, choosing: &Choosing, theme: &Theme, columns: u16) -> Vec<Line> {
    let wrapped = |text: &str, indent: u16, style: Style| {
        let text = clean::visible_lines(text).into_owned();
        let room = columns.saturating_sub(indent).max(2) as usize;
        let line = |line: &str| Line { indent, text: line.to_string(), style };
        wrap::lines(&text, room).into_iter().map(line).collect::<Vec<Line>>()
    };
    let mut lines = wrapped(&shown.place, 0, theme.strong);
    for (n, (side, text)) in SIDES.into_iter().zip(&shown.texts).enumerate() {
        let is_chosen = choosing.side == Some(side);
        let style = if is_chosen { theme.cursor } else { theme.accent };
        lines.push(Line { indent: 0, text: String::new(), style: Style::new() });
        lines.push(Line { indent: 0, text: format!("{}  {}", n + 1, side.name()), style });
        lines.extend(wrapped(text, INDENT, Style::new()));
    }
    lines
}
