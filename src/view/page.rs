//! A text over the panes. Framed, it is wrapped as prose is; without a frame it fills the lines of
//! the terminal from edge to edge, so that what is selected there is the text and nothing else.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Theme, paint};
use crate::app::App;
use crate::app::plain::Page;
use crate::app::popup::Popup;
use crate::text::{clean, say, width, wrap};

/// The widest a text is set.
const WIDEST: u16 = 90;

/// Draws the text, where there is one; gives how many of its lines are seen, and the first of them
/// when the last is seen.
pub(super) fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<(usize, usize)> {
    let Some(Popup::Page(page)) = app.popup() else { return None };
    let text = clean::visible_lines(page.text());
    Some(match &page.title {
        Some(title) => framed(page, title, &text, theme, area, buffer),
        None => plain(page, &text, theme, area, buffer),
    })
}

fn framed(
    page: &Page,
    title: &str,
    text: &str,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> (usize, usize) {
    let columns = WIDEST.min(area.width.saturating_sub(2));
    let lines: Vec<String> =
        text.split('\n').flat_map(|line| indented(line, columns.saturating_sub(4) as usize)).collect();
    let height = (lines.len() as u16).saturating_add(4).min(area.height.saturating_sub(2));
    let room = paint::middle(area, columns, height);
    let inside = paint::boxed(buffer, room, title, theme.dim, theme.strong);
    let shown = inside.height.saturating_sub(2);
    let end = lines.len().saturating_sub(shown as usize);
    let top = page.top.min(end);
    for (n, line) in lines.iter().skip(top).take(shown as usize).enumerate() {
        paint::text(buffer, (inside.x, inside.y + n as u16), inside.width, line, Style::new());
    }
    let below = inside.bottom().saturating_sub(1);
    let enter = page.enter.as_ref().map_or_else(String::new, |(words, _)| format!("Enter {words}  "));
    let keys = format!("{enter}{}", say::PAGE_KEYS);
    paint::text(buffer, (inside.x, below), inside.width, &keys, theme.dim);
    if end > 0 {
        let last = (top + shown as usize).min(lines.len());
        let seen = format!("{last}/{}", lines.len());
        paint::text_right(buffer, (inside.right(), below), 12, &seen, theme.dim);
    }
    (shown as usize, end)
}

/// A line of a text, its other lines as far in as its first.
fn indented(line: &str, columns: usize) -> Vec<String> {
    let text = line.trim_start_matches(' ');
    let blank = &line[..line.len() - text.len()];
    let room = columns.saturating_sub(blank.len()).max(2);
    wrap::lines(text, room).into_iter().map(|part| format!("{blank}{part}")).collect()
}

fn plain(page: &Page, text: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) -> (usize, usize) {
    paint::clear(buffer, area);
    let lines: Vec<&str> = text.split('\n').flat_map(|line| cut(line, area.width as usize)).collect();
    // the last line of the screen tells how to leave
    let shown = area.height.saturating_sub(1);
    let end = lines.len().saturating_sub(shown as usize);
    for (n, line) in lines.iter().skip(page.top.min(end)).take(shown as usize).enumerate() {
        paint::text(buffer, (area.x, area.y + n as u16), area.width, line, Style::new());
    }
    let name = page.texts.get(page.at).map_or("", |(name, _)| name);
    let keys = say::plain_keys(name);
    paint::text(buffer, (area.x, area.bottom().saturating_sub(1)), area.width, &keys, theme.dim);
    (shown as usize, end)
}

/// `line` in pieces as wide as the terminal, broken where it ends and nowhere else.
fn cut(line: &str, columns: usize) -> Vec<&str> {
    let (mut pieces, mut start, mut used) = (Vec::new(), 0, 0);
    for (at, glyph) in width::grapheme_indices(line) {
        let wide = width::cell_width(glyph);
        if used + wide > columns && at > start {
            pieces.push(&line[start..at]);
            (start, used) = (at, 0);
        }
        used += wide;
    }
    pieces.push(&line[start..]);
    pieces
}
