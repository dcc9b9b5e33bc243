//! Putting text on the screen: cleaned, clipped to whole glyphs, and without cutting the glyphs of
//! what lies below.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::signs::signs;
use crate::text::{clean, width};

/// Writes `text` on one line from `x`, in at most `columns`, clipped with `…`. Gives the columns
/// used.
pub fn text(buffer: &mut Buffer, (x, y): (u16, u16), columns: u16, text: &str, style: Style) -> u16 {
    if y >= buffer.area.bottom() || x >= buffer.area.right() {
        return 0;
    }
    let columns = columns.min(buffer.area.right() - x);
    let visible = clean::visible(text);
    let clipped = width::clip(&visible, columns as usize);
    let mut used = 0;
    for glyph in width::graphemes(&clipped) {
        let wide = width::cell_width(glyph) as u16;
        if wide == 0 || used + wide > columns {
            continue;
        }
        // as ratatui lays glyphs out, but as wide as this terminal draws them
        for n in 0..wide {
            if let Some(cell) = buffer.cell_mut((x + used + n, y)) {
                if n == 0 {
                    cell.set_symbol(glyph).set_style(style);
                } else {
                    cell.reset();
                }
            }
        }
        used += wide;
    }
    used
}

/// As [`text`], ending at the column before `right`.
pub fn text_right(buffer: &mut Buffer, (right, y): (u16, u16), columns: u16, words: &str, style: Style) {
    let used = width::width_up_to(&clean::visible(words), columns as usize) as u16;
    text(buffer, (right.saturating_sub(used), y), used, words, style);
}

/// Several pieces one after the other.
pub fn pieces(buffer: &mut Buffer, (x, y): (u16, u16), columns: u16, pieces: &[(&str, Style)]) -> u16 {
    let mut used = 0;
    for (piece, style) in pieces {
        used += text(buffer, (x + used, y), columns.saturating_sub(used), piece, *style);
    }
    used
}

/// A horizontal rule.
pub fn rule(buffer: &mut Buffer, area: Rect, style: Style) {
    for x in area.left()..area.right() {
        if let Some(cell) = buffer.cell_mut((x, area.y)) {
            cell.set_symbol(signs().across).set_style(style);
        }
    }
}

/// Empties `area`. A wide glyph that begins left of it is blanked, or it would hide the first
/// column of what is drawn here.
pub fn clear(buffer: &mut Buffer, area: Rect) {
    let area = area.intersection(buffer.area);
    for y in area.top()..area.bottom() {
        if let Some(left) = area.x.checked_sub(1)
            && let Some(cell) = buffer.cell_mut((left, y))
            && width::width(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
        for x in area.left()..area.right() {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.reset();
            }
        }
    }
}

/// An empty box with a quiet border and a title; gives the room inside.
pub fn boxed(buffer: &mut Buffer, area: Rect, title: &str, border: Style, strong: Style) -> Rect {
    let area = area.intersection(buffer.area);
    clear(buffer, area);
    if area.width < 4 || area.height < 3 {
        return area;
    }
    let (left, right, top, bottom) = (area.left(), area.right() - 1, area.top(), area.bottom() - 1);
    rule(buffer, Rect { height: 1, ..area }, border);
    rule(buffer, Rect { y: bottom, height: 1, ..area }, border);
    let at = [(left, top), (right, top), (left, bottom), (right, bottom)];
    let corners = at.into_iter().zip(signs().corners).map(|((x, y), sign)| (x, y, sign));
    let sides = (top + 1..bottom).flat_map(|y| [(left, y, signs().down), (right, y, signs().down)]);
    for (x, y, sign) in corners.chain(sides) {
        if let Some(cell) = buffer.cell_mut((x, y)) {
            cell.set_symbol(sign).set_style(border);
        }
    }
    if !title.is_empty() {
        text(buffer, (left + 2, top), area.width.saturating_sub(4), &format!(" {title} "), strong);
    }
    Rect { x: left + 2, y: top + 1, width: area.width.saturating_sub(4), height: area.height - 2 }
}

/// So many lines or columns, as far as any screen goes.
pub fn cells(count: usize) -> u16 {
    count.min(10_000) as u16
}

/// A box of that size in the middle of `area`.
pub fn middle(area: Rect, columns: u16, lines: u16) -> Rect {
    let (columns, lines) = (columns.min(area.width), lines.min(area.height));
    Rect {
        x: area.x + (area.width - columns) / 2,
        y: area.y + (area.height - lines) / 2,
        width: columns,
        height: lines,
    }
}
