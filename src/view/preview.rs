//! An import before it is taken over: the account and the document, or the source and what became of
//! it, beside each other or below, and the question in a place of its own.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::signs::signs;
use super::{SMALLEST, Theme, WIDE, abreast, paint, popup, stack};
use crate::app::preview::{Learned, Preview, Side};
use crate::model::Severity;
use crate::text::{clean, say, width, wrap};

/// Columns of the labels of the document.
const LABELS: usize = 14;

/// Draws it; gives what it learned.
pub fn draw(preview: &Preview, theme: &Theme, frame: &mut Frame<'_>) -> Learned {
    let area = frame.area();
    let mut learned = Learned { scroll: preview.abreast.scroll, ..Learned::default() };
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        let sentence = say::too_small(SMALLEST.0, SMALLEST.1, area.width, area.height);
        paint::text(frame.buffer_mut(), (0, 0), area.width, &sentence, theme.strong);
        return learned;
    }
    let [top, rule, body, rule_below, question, footer] = stack(area, [1, 1, 0, 1, 1, 1]);
    let room = area.width.saturating_sub(2);
    let buffer = frame.buffer_mut();
    let title = format!("{}  ", say::PREVIEW);
    let doubts = say::preview_doubts(preview.doubts);
    let doubts_width = width::width(&doubts) as u16;
    let style = if preview.doubts == 0 { theme.good } else { theme.severity(Severity::Warning) };
    let pieces = [(title.as_str(), theme.dim), (preview.source.as_str(), theme.strong)];
    paint::pieces(buffer, (1, top.y), room.saturating_sub(doubts_width + 2), &pieces);
    paint::text_right(buffer, (area.right() - 1, top.y), doubts_width, &doubts, style);
    paint::rule(buffer, rule, theme.dim);
    paint::rule(buffer, rule_below, theme.dim);
    let abreast = preview.focus == 2;
    let (left, right) = if area.width >= WIDE {
        let columns = if abreast { area.width / 2 } else { (area.width * 2 / 5).clamp(40, 70) };
        let line = body.x + columns;
        for y in body.top()..body.bottom() {
            paint::text(buffer, (line, y), 1, signs().down, theme.dim);
        }
        for (y, sign) in [(rule.y, signs().joint_above), (rule_below.y, signs().joint_below)] {
            paint::text(buffer, (line, y), 1, sign, theme.dim);
        }
        let rest = body.width.saturating_sub(columns + 1);
        (Rect { width: columns, ..body }, Rect { x: line + 1, width: rest, ..body })
    } else {
        let [upper, between, lower] = stack(body, [body.height / 2, 1, 0]);
        paint::rule(buffer, between, theme.dim);
        (upper, lower)
    };
    if abreast {
        let (size, scroll) = abreast::draw(preview, theme, buffer, [left, right]);
        (learned.sizes[2], learned.scroll) = (size, scroll);
    } else {
        let titles = [say::PREVIEW_ACCOUNT, say::PREVIEW_DOCUMENT];
        for (n, (side, area)) in preview.sides.iter().zip([left, right]).enumerate() {
            let title = titles.get(n).copied().unwrap_or_default();
            learned.sizes[n] = draw_side(buffer, theme, side, title, n == preview.focus, area);
        }
    }
    draw_answers(buffer, theme, preview, question);
    match &preview.message {
        Some(message) => paint::text(buffer, (1, footer.y), room, &message.text, theme.accent),
        None => paint::text(buffer, (1, footer.y), room, say::PREVIEW_KEYS, theme.dim),
    };
    if let Some(question) = &preview.question {
        popup::draw_question(theme, question, area, frame);
    }
    learned
}

/// The question and its two answers; leaving must not be what is cut off.
fn draw_answers(buffer: &mut Buffer, theme: &Theme, preview: &Preview, area: Rect) {
    let right = area.right().saturating_sub(1);
    let leave = width::width(say::PREVIEW_LEAVE_KEY) as u16;
    let Some(target) = &preview.target else {
        paint::text(buffer, (1, area.y), right.saturating_sub(1), say::PREVIEW_LEAVE_KEY, theme.accent);
        return;
    };
    let ask = if area.width >= 80 { say::PREVIEW_NOT_TAKEN } else { "" };
    let mut x = 1 + paint::text(buffer, (1, area.y), right, ask, theme.strong);
    x += if x > 1 { 2 } else { 0 };
    let room = right.saturating_sub(x + leave + 3);
    x += paint::text(buffer, (x, area.y), room, &say::preview_take(target), theme.accent) + 3;
    paint::text(buffer, (x, area.y), right.saturating_sub(x), say::PREVIEW_LEAVE_KEY, theme.accent);
}

/// A title and below it as much as fits from where it is scrolled to.
fn draw_side(
    buffer: &mut Buffer,
    theme: &Theme,
    side: &Side,
    title: &str,
    focused: bool,
    area: Rect,
) -> (usize, usize) {
    let room = area.width.saturating_sub(2);
    let lines = wrapped(theme, side, room as usize);
    let page = area.height.saturating_sub(1) as usize;
    let scroll = side.scroll.min(lines.len().saturating_sub(page));
    let style = if focused { theme.accent } else { theme.dim };
    let mark = if focused { signs().caret } else { " " };
    let mark = &format!("{mark} ");
    let x = area.x + 1;
    let used = paint::pieces(buffer, (x, area.y), room, &[(mark, style), (title, style)]);
    if lines.len() > page {
        let last = (scroll + page).min(lines.len());
        let words = format!("{}–{last}/{}", scroll + 1, lines.len());
        paint::text_right(buffer, (x + room, area.y), room.saturating_sub(used + 1), &words, theme.dim);
    }
    for (line, y) in lines.iter().skip(scroll).zip(area.y + 1..area.bottom()) {
        let (label, indent, text, style) = line;
        paint::text(buffer, (x, y), *indent, label, theme.dim);
        paint::text(buffer, (x + indent, y), room.saturating_sub(*indent), text, *style);
    }
    (lines.len(), page)
}

/// What a line of the screen holds: label, indent, text, style of the text.
type Wrapped = (String, u16, String, Style);

fn wrapped(theme: &Theme, side: &Side, columns: usize) -> Vec<Wrapped> {
    let labelled = side.lines.iter().any(|line| !line.label.is_empty());
    let mut out: Vec<Wrapped> = Vec::new();
    for line in &side.lines {
        if line.heading && labelled && !out.is_empty() {
            out.push(Wrapped::default());
        }
        let indent = match (line.heading, labelled) {
            (true, _) => 0,
            (false, true) => LABELS.min(columns / 3),
            (false, false) => 2,
        };
        let style = if line.heading { theme.strong } else { Style::new() };
        let text = clean::visible_lines(line.text.trim_start()).into_owned();
        for (n, part) in wrap::lines(&text, columns.saturating_sub(indent).max(4)).into_iter().enumerate() {
            let label = if n == 0 { line.label.trim_end().to_string() } else { String::new() };
            out.push((label, indent as u16, part.to_string(), style));
        }
    }
    out
}
