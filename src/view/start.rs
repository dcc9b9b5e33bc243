//! The start screen: parts with their lines, a document a line, figures in columns.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::signs::signs;
use super::{SMALLEST, Theme, header, paint, popup, stack};
use crate::app::shelf::{About, Entry, Part, Summary};
use crate::app::start::Start;
use crate::text::{clean, say, width};

/// Columns before a name: a blank, the bar of the chosen line, a blank.
const GUTTER: u16 = 4;

/// Draws it; gives how many lines of the list fit.
pub fn draw(start: &Start, theme: &Theme, frame: &mut Frame<'_>) -> usize {
    let area = frame.area();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        let sentence = say::too_small(SMALLEST.0, SMALLEST.1, area.width, area.height);
        paint::text(frame.buffer_mut(), (0, 0), area.width, &sentence, theme.strong);
        return start.page;
    }
    let [top, search, rule, body, rule_below, footer] = stack(area, [1, 1, 1, 0, 1, 1]);
    let buffer = frame.buffer_mut();
    let room = area.width.saturating_sub(2);
    paint::pieces(buffer, (1, top.y), room, &[("绩效目标  ", theme.strong), (&start.folder, theme.dim)]);
    let query = clean::visible(&start.query);
    let (words, style) =
        if query.is_empty() { (say::TYPE_TO_NARROW, theme.dim) } else { (&*query, theme.field) };
    let used = paint::text(buffer, (1, search.y), room, words, style);
    let caret = if query.is_empty() { 1 } else { 1 + used.min(room) };
    paint::rule(buffer, rule, theme.dim);
    paint::rule(buffer, rule_below, theme.dim);

    let columns = Columns::new(start, area.width);
    let lines = lines(start, columns.folder.is_some());
    let page = body.height as usize;
    let chosen = lines.iter().position(|line| matches!(line, Line::Entry(_, true))).unwrap_or(0);
    let scroll = (chosen + 1 + page / 3).saturating_sub(page).min(lines.len().saturating_sub(page));
    for (line, y) in lines.iter().skip(scroll).zip(body.top()..body.bottom()) {
        match line {
            Line::Blank => {}
            Line::Heading(words, aside) => {
                let used = paint::text(buffer, (1, y), room, words, theme.strong);
                paint::text(buffer, (used + 3, y), room.saturating_sub(used + 2), aside, theme.dim);
            }
            Line::Note(words) => {
                paint::text(buffer, (GUTTER, y), room.saturating_sub(GUTTER), words, theme.dim);
            }
            Line::Entry(entry, chosen) => draw_entry(buffer, theme, &columns, y, entry, *chosen),
        }
    }
    let hidden = (scroll, lines.len().saturating_sub(scroll + page));
    super::draw_hidden(hidden, Rect { x: 1, width: room, ..rule_below }, theme.accent, buffer);
    if lines.iter().all(|line| !matches!(line, Line::Entry(..))) {
        paint::text(buffer, (GUTTER, body.y), room, say::NOTHING_FITS, theme.dim);
    }
    let keys = if start.query.is_empty() { say::START_KEYS } else { say::START_KEYS_NARROWED };
    match &start.message {
        Some(message) => paint::text(buffer, (1, footer.y), room, &message.text, theme.accent),
        None => paint::text(buffer, (1, footer.y), room, keys, theme.dim),
    };
    match &start.naming {
        Some(name) => draw_naming(theme, name, area, frame),
        None if start.notice.is_none() => frame.set_cursor_position(Position::new(caret, search.y)),
        None => {}
    }
    if let Some(notice) = &start.notice {
        popup::draw_question(theme, notice, area, frame);
    }
    page
}

/// A line of the list.
enum Line<'a> {
    Blank,
    Heading(&'static str, String),
    Note(String),
    Entry(&'a Entry, bool),
}

/// `folders`: every line says its folder; else the heading says that of the chosen line.
fn lines(start: &Start, folders: bool) -> Vec<Line<'_>> {
    let chosen = start.shown().find(|(_, chosen)| *chosen).map(|(entry, _)| entry.folder.as_str());
    let folder = chosen.filter(|_| !folders).unwrap_or_default();
    let mut lines = Vec::new();
    for part in [Part::Recent, Part::Here, Part::Text, Part::New] {
        let entries: Vec<(&Entry, bool)> = start.shown().filter(|(entry, _)| entry.part == part).collect();
        let reading = if part == Part::Here { start.reading() } else { 0 };
        let notes: Vec<String> = [
            (part == Part::Here && reading > 0).then(|| say::start_reading(reading)),
            (part == Part::Here && start.left_out() > 0).then(|| say::start_left_out(start.left_out())),
            (part == Part::Here && start.query.is_empty() && reading == 0 && entries.is_empty())
                .then(|| say::START_NONE_HERE.to_string()),
        ]
        .into_iter()
        .flatten()
        .collect();
        if entries.is_empty() && notes.is_empty() {
            continue;
        }
        let (heading, aside) = match part {
            Part::Recent => (say::START_RECENT, folder),
            Part::Here => (say::START_HERE, ""),
            Part::Text => (say::START_TEXTS, say::START_TEXT_ASIDE),
            Part::New => (say::START_NEW, say::START_NEW_ASIDE),
        };
        if !lines.is_empty() {
            lines.push(Line::Blank);
        }
        lines.push(Line::Heading(heading, aside.to_string()));
        lines.extend(entries.into_iter().map(|(entry, chosen)| Line::Entry(entry, chosen)));
        lines.extend(notes.into_iter().map(Line::Note));
    }
    lines
}

/// Where the columns stand.
struct Columns {
    name: u16,
    /// First column and width.
    whose: (u16, u16),
    /// Right end of the sum, and how many digits stand behind the point at most.
    total: Option<(u16, usize)>,
    findings: (u16, u16),
    folder: Option<(u16, u16)>,
}

impl Columns {
    fn new(start: &Start, screen: u16) -> Columns {
        let right = screen.saturating_sub(1);
        let summaries = || start.shown().filter_map(|(entry, _)| summary(entry));
        let longest = start.shown().map(|(entry, _)| width::width(&entry.name)).max().unwrap_or(0) as u16;
        let name = (longest + 1).clamp(12, if screen >= 100 { 36 } else { 24 });
        let places = summaries().map(|summary| fraction(&summary.total)).max().unwrap_or(0);
        let sum = summaries().map(|s| padded(s, places)).map(|sum| width::width(&sum)).max().unwrap_or(0);
        let sum = (sum as u16).clamp(6, 28);
        let findings = 14;
        let folder = if screen >= 110 && start.shown().any(|(e, _)| !e.folder.is_empty()) { 24 } else { 0 };
        let with_total = screen >= 76;
        let sum = if with_total { sum + 2 } else { 0 };
        let fixed = GUTTER + name + 2 + sum + findings + if folder > 0 { folder + 2 } else { 0 };
        // a department is rarely longer: a wide screen does not tear the line apart
        let whose = right.saturating_sub(fixed).min(40);
        let at = GUTTER + name + 2;
        let end = at + whose + sum;
        Columns {
            name,
            whose: (at, whose),
            total: with_total.then_some((end, places)),
            findings: (end + 2, findings.min(right.saturating_sub(end + 2))),
            folder: (folder > 0).then_some((end + findings + 2, folder)),
        }
    }
}

fn summary(entry: &Entry) -> Option<&Summary> {
    match &entry.about {
        Some(About::Document(summary)) => Some(summary),
        _ => None,
    }
}

/// How many columns stand behind the decimal point, the point included.
fn fraction(total: &str) -> usize {
    total.find('.').map_or(0, |at| total.len() - at)
}

/// The sum with its unit, so that the points stand below each other.
fn padded(summary: &Summary, places: usize) -> String {
    if summary.total.is_empty() {
        return say::START_NO_SUM.to_string();
    }
    let behind = " ".repeat(places.saturating_sub(fraction(&summary.total)));
    format!("{}{behind} {}", summary.total, summary.currency).trim_end().to_string()
}

fn draw_entry(
    buffer: &mut ratatui::buffer::Buffer,
    theme: &Theme,
    columns: &Columns,
    y: u16,
    entry: &Entry,
    chosen: bool,
) {
    let style = if chosen { theme.cursor } else { Style::new() };
    if chosen {
        paint::text(buffer, (2, y), 1, signs().caret, theme.accent);
    }
    let name = clean::visible(&entry.name);
    let name = if chosen { width::pad(&name, columns.name as usize) } else { name.into_owned() };
    paint::text(buffer, (GUTTER, y), columns.name, &name, style);
    let (at, room) = columns.whose;
    let to_findings = (columns.findings.0 + columns.findings.1).saturating_sub(at);
    let note = |buffer: &mut _, words: &str| {
        paint::text(buffer, (at, y), to_findings, words, theme.dim);
    };
    match &entry.about {
        None if matches!(entry.part, Part::Recent | Part::Here) => note(buffer, say::START_UNREAD),
        None => {}
        Some(About::Other) => note(buffer, say::START_NOT_OURS),
        Some(About::Unread(why)) => note(buffer, why),
        Some(About::Document(summary)) => {
            let year = match (summary.department.is_empty(), summary.year.is_empty()) {
                (_, true) => String::new(),
                (true, false) => summary.year.clone(),
                (false, false) => format!(" · {}", summary.year),
            };
            let year_width = width::width(&clean::visible(&year)) as u16;
            let used = paint::text(
                buffer,
                (at, y),
                room.saturating_sub(year_width),
                &summary.department,
                Style::new(),
            );
            paint::text(buffer, (at + used, y), year_width.min(room), &year, theme.dim);
            if let Some((right, places)) = columns.total {
                let words = padded(summary, places);
                let style = if summary.total.is_empty() { theme.dim } else { Style::new() };
                paint::text_right(buffer, (right, y), 28, &words, style);
            }
            let (mut at, room) = columns.findings;
            let right = at + room;
            let counts = summary.counts;
            for (severity, words) in header::counted([counts.errors, counts.warnings, 0]) {
                at +=
                    paint::text(buffer, (at, y), right.saturating_sub(at), &words, theme.severity(severity));
                at += 2;
            }
            if counts.errors + counts.warnings == 0 {
                paint::text(buffer, (at, y), right.saturating_sub(at), "✓", theme.good);
            }
        }
    }
    if let Some((at, room)) = columns.folder {
        paint::text(buffer, (at, y), room, &entry.folder, theme.dim);
    }
}

/// The question for the name of a new document.
fn draw_naming(theme: &Theme, name: &str, area: Rect, frame: &mut Frame<'_>) {
    let columns = 60.min(area.width.saturating_sub(4));
    let room = paint::middle(area, columns, 7);
    let buffer = frame.buffer_mut();
    let inside = paint::boxed(buffer, room, say::START_NAME_TITLE, theme.dim, theme.strong);
    let name = clean::visible(name);
    let used = paint::text(buffer, (inside.x, inside.y + 1), inside.width, &name, theme.field);
    paint::text(buffer, (inside.x, inside.y + 2), inside.width, say::START_NAME_ASIDE, theme.dim);
    let keys = say::START_NAME_KEYS;
    paint::text(buffer, (inside.x, inside.bottom().saturating_sub(1)), inside.width, keys, theme.accent);
    let caret = inside.x + used.min(inside.width.saturating_sub(1));
    frame.set_cursor_position(Position::new(caret, inside.y + 1));
}
