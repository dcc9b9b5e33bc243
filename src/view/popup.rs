//! Lists and questions over the panes.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{Theme, paint};
use crate::app::App;
use crate::app::mouse::{Spot, Target};
use crate::app::popup::{Entry, List, ListKind, Popup, Question};
use crate::model::label;
use crate::text::{clean, say, width, wrap};

/// The most columns of names that something stands beside.
const NAMES: u16 = 22;

/// Draws what lies over the panes; tells where the lines of a list are.
pub(super) fn draw(app: &App, theme: &Theme, area: Rect, frame: &mut Frame<'_>) -> Vec<Spot> {
    match app.popup() {
        Some(Popup::List(list)) => return draw_list(app, theme, list, area, frame),
        Some(Popup::Ask(question)) => draw_question(theme, question, area, frame),
        Some(Popup::Offer(offer)) => super::offer::draw(theme, offer, area, frame),
        Some(Popup::Page(_) | Popup::Conflicts(_) | Popup::Prompt(_)) | None => {}
    }
    Vec::new()
}

fn draw_list(app: &App, theme: &Theme, list: &List, area: Rect, frame: &mut Frame<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    let entries = list.entries(app);
    let title = match &list.kind {
        ListKind::Help => say::HELP_TITLE.to_string(),
        ListKind::Find => say::FIND_TITLE.to_string(),
        ListKind::Hits => say::hits_title(&app.search().query, app.search().hits.len()),
        ListKind::Pick(place, _) => label(place).to_string(),
    };
    let columns = 76.min(area.width.saturating_sub(4));
    let widest = entries.iter().map(|entry| width::width(&entry.name)).max().unwrap_or(0);
    let names = paint::cells(widest).min(NAMES).min(columns.saturating_sub(4));
    // how many columns there are beside the name of an entry
    let beside = |entry: &Entry| {
        (columns.saturating_sub(4 + names + 2 + 1)).saturating_sub(width::width(&entry.right) as u16)
    };
    let is_cut = |entry: &Entry| width::width(&entry.aside) > beside(entry) as usize;
    // what is cut there is shown whole below the list for the chosen one
    let whole = if entries.iter().any(is_cut) { 2 } else { 0 };
    let wanted = paint::cells(entries.len().max(3)) + 5 + whole;
    let height = wanted.min(area.height.saturating_sub(2)).max(7);
    let room = paint::middle(area, columns, height);
    let buffer = frame.buffer_mut();
    let inside = paint::boxed(buffer, room, &title, theme.dim, theme.strong);
    let query = clean::visible(&list.query);
    let shown: &str = if query.is_empty() { say::TYPE_TO_NARROW } else { &query };
    let style = if query.is_empty() { theme.dim } else { theme.field };
    paint::text(buffer, (inside.x, inside.y), inside.width, shown, style);
    let caret = inside.x + (width::width(&query) as u16).min(inside.width.saturating_sub(1));
    let lines = Rect { y: inside.y + 2, height: inside.height.saturating_sub(3 + whole), ..inside };
    if entries.is_empty() {
        paint::text(buffer, (lines.x, lines.y), lines.width, say::NOTHING_FITS, theme.dim);
    }
    let height = lines.height as usize;
    let first = list.at.saturating_sub(height / 2).min(entries.len().saturating_sub(height));
    for (n, entry) in entries.iter().enumerate().skip(first).take(height) {
        let y = lines.y + (n - first) as u16;
        spots.push(Spot { from: (lines.x, y), size: (lines.width, 1), what: Target::Entry(n) });
        let style = match (n == list.at, entry.dim) {
            (true, _) => theme.cursor,
            (false, true) => theme.dim,
            (false, false) => Style::new(),
        };
        let keys = width::width(&entry.right) as u16;
        let name_room = if entry.aside.is_empty() { lines.width } else { names };
        let name = if n == list.at {
            width::pad(&clean::visible(&entry.name), name_room as usize)
        } else {
            entry.name.clone()
        };
        paint::text(buffer, (lines.x, y), name_room, &name, style);
        if !entry.aside.is_empty() {
            let left = lines.x + name_room + 2;
            paint::text(buffer, (left, y), beside(entry), &entry.aside, theme.dim);
        }
        paint::text_right(buffer, (lines.right(), y), keys, &entry.right, theme.accent);
    }
    if let Some(entry) = entries.get(list.at).filter(|entry| is_cut(entry)) {
        let aside = clean::visible(&entry.aside);
        let parts = wrap::lines(&aside, inside.width as usize).into_iter().take(whole as usize);
        for (n, part) in (0u16..).zip(parts) {
            paint::text(buffer, (inside.x, lines.bottom() + n), inside.width, part, theme.dim);
        }
    }
    let below = inside.bottom().saturating_sub(1);
    paint::text(buffer, (inside.x, below), inside.width, say::LIST_KEYS, theme.dim);
    let hidden = super::hidden_lines((first, entries.len().saturating_sub(first + height)));
    paint::text_right(buffer, (inside.right(), below), inside.width, &hidden, theme.accent);
    frame.set_cursor_position(Position::new(caret, inside.y));
    spots
}

pub(super) fn draw_question(theme: &Theme, question: &Question, area: Rect, frame: &mut Frame<'_>) {
    let columns = 64.min(area.width.saturating_sub(4));
    let room = columns.saturating_sub(4).max(10) as usize;
    let lines: Vec<String> = question
        .lines
        .iter()
        .flat_map(|line| {
            let line = clean::visible_lines(line).into_owned();
            wrap::lines(&line, room).into_iter().map(str::to_string).collect::<Vec<_>>()
        })
        .collect();
    let answers: Vec<String> = question
        .answers
        .iter()
        .filter(|(_, words, _)| !words.is_empty())
        .map(|(key, words, _)| format!("{} {words}", key.shown()))
        .collect();
    let height = paint::cells(lines.len()) + 5;
    let buffer = frame.buffer_mut();
    let inside =
        paint::boxed(buffer, paint::middle(area, columns, height), &question.title, theme.dim, theme.strong);
    for (n, line) in lines.iter().enumerate() {
        paint::text(buffer, (inside.x, inside.y + 1 + n as u16), inside.width, line, Style::new());
    }
    let y = inside.bottom().saturating_sub(1);
    paint::text(buffer, (inside.x, y), inside.width, &answers.join("   "), theme.accent);
}
