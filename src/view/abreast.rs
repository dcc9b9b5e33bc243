//! The source of an import beside what became of it, or above it. A pair takes as many lines as the
//! longer of its two sides, on both, so the two stay in step.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::signs::signs;
use super::{Theme, paint};
use crate::app::preview::{Line, Preview};
use crate::model::Severity;
use crate::text::{clean, say, wrap};

/// Columns of the labels of the document.
const LABELS: usize = 13;
/// Columns of the line numbers of the source.
const NUMBERS: usize = 6;

/// A line of the screen: label, text, style; a heading stands where labels do.
#[derive(Clone, Default)]
struct Shown {
    label: String,
    text: String,
    style: Style,
    heading: bool,
}

/// Draws both sides; gives how many lines there are and how many fit, and the first that is shown.
pub(super) fn draw(
    preview: &Preview,
    theme: &Theme,
    buffer: &mut Buffer,
    [left, right]: [Rect; 2],
) -> ((usize, usize), usize) {
    let columns = |area: Rect, labels: usize| (area.width as usize).saturating_sub(2 + labels).max(4);
    let doubtful = theme.severity(Severity::Warning);
    let (mut sources, mut results): (Vec<Shown>, Vec<Shown>) = (Vec::new(), Vec::new());
    let mut marks = Vec::new();
    for pair in &preview.pairs {
        let start = sources.len();
        let is_doubtful = !pair.doubts.is_empty();
        if is_doubtful {
            marks.push(start);
        }
        let chosen = preview.spot.is_some_and(|spot| spot + 1 == marks.len()) && is_doubtful;
        if let Some(line) = &pair.source {
            let style = if is_doubtful { doubtful } else { Style::new() };
            wrapped(line, columns(left, NUMBERS), style, theme, &mut sources);
            if let Some(Shown { label, .. }) = sources.get_mut(start).filter(|_| is_doubtful) {
                *label = format!(
                    "{}{label}",
                    if chosen { signs().caret } else { signs().severity(Severity::Warning) }
                );
            }
        }
        for line in &pair.result {
            wrapped(line, columns(right, LABELS), Style::new(), theme, &mut results);
        }
        for doubt in &pair.doubts {
            let label = signs().severity(Severity::Warning).to_string();
            let line = Line { heading: false, label, text: doubt.clone() };
            wrapped(&line, columns(right, LABELS), doubtful, theme, &mut results);
        }
        let end = sources.len().max(results.len());
        sources.resize(end, Shown::default());
        results.resize(end, Shown::default());
    }
    let page = left.height.min(right.height).saturating_sub(1) as usize;
    let wanted = preview.jump.then(|| marks.get(preview.spot?).copied()).flatten();
    let scroll = wanted.unwrap_or(preview.abreast.scroll).min(sources.len().saturating_sub(page));
    let sides =
        [(left, say::import::SOURCE, &sources, NUMBERS), (right, say::import::RESULT, &results, LABELS)];
    for (area, title, lines, labels) in sides {
        let (x, room) = (area.x + 1, area.width.saturating_sub(2));
        paint::text(buffer, (x, area.y), room, title, theme.accent);
        let last = (scroll + page).min(lines.len());
        let words = format!("{}–{last}/{}", scroll + 1, lines.len());
        paint::text_right(buffer, (x + room, area.y), room.saturating_sub(8), &words, theme.dim);
        for (line, y) in lines.iter().skip(scroll).take(page).zip(area.y + 1..area.bottom()) {
            let labels = if line.heading { 0 } else { labels as u16 };
            paint::text(buffer, (x, y), labels.saturating_sub(1), &line.label, theme.dim);
            paint::text(buffer, (x + labels, y), room.saturating_sub(labels), &line.text, line.style);
        }
    }
    ((sources.len(), page), scroll)
}

fn wrapped(line: &Line, columns: usize, style: Style, theme: &Theme, out: &mut Vec<Shown>) {
    let style = if line.heading { theme.strong } else { style };
    let text = clean::visible_lines(line.text.trim_start()).into_owned();
    for (n, part) in wrap::lines(&text, columns).into_iter().enumerate() {
        let label = if n == 0 { line.label.trim_end().to_string() } else { String::new() };
        out.push(Shown { label, text: part.to_string(), style, heading: line.heading });
    }
}
