//! An open conflict over the panes: where, and below each other what there was, what stands there
//! now and what the other one wants.

use std::ops::Range;

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
        let pieces: Vec<(&str, Style)> = line.pieces.iter().map(|(text, style)| (&**text, *style)).collect();
        paint::pieces(buffer, (x, y), inside.width.saturating_sub(line.indent), &pieces);
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
    pieces: Vec<(String, Style)>,
}

fn lines(shown: &Shown, choosing: &Choosing, theme: &Theme, columns: u16) -> Vec<Line> {
    let plain = Style::new();
    let texts = shown.texts.each_ref().map(|text| clean::visible_lines(text).into_owned());
    let mut lines = wrapped(&clean::visible(&shown.place), 0, columns, |_| theme.strong);
    for (n, side) in SIDES.into_iter().enumerate() {
        let style = if choosing.side == Some(side) { theme.cursor } else { theme.accent };
        lines.push(Line { indent: 0, pieces: Vec::new() });
        lines.push(Line { indent: 0, pieces: vec![(format!("{}  {}", n + 1, side.name()), style)] });
        let differs = differing(&texts, n);
        let style = |at: usize| if differs.contains(&at) { theme.strong } else { plain };
        lines.extend(wrapped(&texts[n], INDENT, columns, style));
    }
    lines
}

/// The part of a text that those there are do not have in common.
fn differing(texts: &[String; 3], n: usize) -> Range<usize> {
    let text = &texts[n];
    let all = |holds: &dyn Fn(&str) -> bool| {
        texts.iter().filter(|other| *other != words::NOTHING).all(|other| holds(other))
    };
    let start = text
        .char_indices()
        .take_while(|(at, c)| all(&|other| other.get(*at..).is_some_and(|rest| rest.starts_with(*c))));
    let start = start.last().map_or(0, |(at, c)| at + c.len_utf8());
    let end = text.char_indices().rev().take_while(|(at, c)| {
        let back = text.len() - at;
        let same = |other: &str| {
            let at = other.len().checked_sub(back).filter(|at| *at >= start);
            at.and_then(|at| other.get(at..)).is_some_and(|rest| rest.starts_with(*c))
        };
        all(&same)
    });
    start..end.last().map_or(text.len(), |(at, _)| at)
}

/// `text` in lines, each glyph in the style of where it stands.
fn wrapped(text: &str, indent: u16, columns: u16, style: impl Fn(usize) -> Style) -> Vec<Line> {
    let room = columns.saturating_sub(indent).max(2) as usize;
    let line = |range: Range<usize>| {
        let mut pieces: Vec<(String, Style)> = Vec::new();
        for (at, glyph) in width::grapheme_indices(&text[range.clone()]) {
            let style = style(range.start + at);
            match pieces.last_mut() {
                Some((piece, same)) if *same == style => piece.push_str(glyph),
                _ => pieces.push((glyph.to_string(), style)),
            }
        }
        Line { indent, pieces }
    };
    wrap::wrap(text, room).into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_three_do_not_share_is_set_off() {
        let part = |texts: [&str; 3], n: usize| {
            let texts = texts.map(String::from);
            texts[n][differing(&texts, n)].to_string()
        };
        assert_eq!(part(["提速30%。", "提速35%。", "提速3%。"], 1), "5");
        assert_eq!(part(["提速30%。", "提速35%。", "提速3%。"], 2), "");
        assert_eq!(part(["甲乙", "甲丙", "丁"], 0), "甲乙");
        assert_eq!(part(["甲乙丙", words::NOTHING, "甲丁丙"], 2), "丁");
        // glyphs that share their first bytes are not cut
        assert_eq!(part(["一", "丁", "七"], 2), "七");
    }
}
