//! The validation panel: counts, the findings of the tab or of all, and the chosen one explained.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::signs::signs;
use super::{Theme, header, paint};
use crate::app::App;
use crate::app::form::Tab;
use crate::app::mouse::{Spot, Target};
use crate::app::panel::{Cursor, Group, GroupKind, Line};
use crate::check;
use crate::model::{Finding, describe};
use crate::text::{clean, say, width, wrap};

/// Draws the panel; tells where it is and its findings are.
pub(super) fn draw(app: &App, theme: &Theme, area: Rect, wide: bool, buffer: &mut Buffer) -> Vec<Spot> {
    let whole = Spot { from: (area.x, area.y), size: (area.width, area.height), what: Target::Panel(None) };
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    if !wide {
        // there is no heading, so the filter takes a line of the list
        let used = u16::from(filter(app, theme, area, buffer)).min(area.height);
        let rest = Rect { y: area.y + used, height: area.height - used, ..area };
        let listed = list(app, theme, rest, false, buffer);
        return std::iter::once(whole).chain(listed).collect();
    }
    let head = Rect { y: area.y + 1, height: 1, ..area };
    heading(app, theme, head, buffer);
    filter(app, theme, Rect { y: area.y + 2, ..head }, buffer);
    let room = Rect { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
    let explained = explanation(app, theme, room.width);
    if explained.is_empty() {
        let listed = list(app, theme, room, false, buffer);
        return std::iter::once(whole).chain(listed).collect();
    }
    // the list keeps at least a third, the explanation takes what it needs of the rest; most need
    // less than it has anyway, so that the rule between them hardly ever moves
    let lines = (explained.len() as u16 + 2).max(room.height * 9 / 20).min(room.height * 2 / 3);
    let upper = Rect { height: room.height.saturating_sub(lines), ..room };
    let listed = list(app, theme, upper, true, buffer);
    // from the border to the edge of the screen
    let rule = Rect { x: area.x - 1, y: upper.bottom(), width: area.width + 2, height: 1 };
    paint::rule(buffer, rule, theme.dim);
    if let Some(border) = rule.x.checked_sub(1) {
        paint::text(buffer, (border, rule.y), 1, signs().joint_right, theme.dim);
    }
    for (n, (text, style)) in explained.iter().take(lines.saturating_sub(1) as usize).enumerate() {
        paint::text(buffer, (area.x, rule.y + 1 + n as u16), area.width, text, *style);
    }
    std::iter::once(whole).chain(listed).collect()
}

/// What is hidden, and how to see it again; whether anything is.
fn filter(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) -> bool {
    let panel = app.panel();
    if panel.filter.is_empty() {
        return false;
    }
    let words = say::filter_heading(&panel.filter.shown(), panel.listing.shown(), panel.listing.total());
    let used = paint::text(buffer, (area.x, area.y), area.width, &words, theme.accent) + 2;
    let left = area.width.saturating_sub(used);
    if left as usize >= width::width(say::FILTER_KEY) {
        paint::text_right(buffer, (area.right(), area.y), left, say::FILTER_KEY, theme.dim);
    }
    true
}

fn heading(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let all = app.checker().counts().by_severity();
    let tab = app.tab_counts(app.tab()).by_severity();
    let mut x = area.x;
    let title = if app.panel().focused { theme.accent } else { theme.strong };
    x += paint::text(buffer, (x, area.y), area.width, say::PANEL, title) + 2;
    for (words, counts, shown) in
        [(say::PANEL_TAB, tab, !app.panel().all), (say::PANEL_ALL, all, app.panel().all)]
    {
        let style = if shown { theme.strong } else { theme.dim };
        let room = area.right().saturating_sub(x);
        x += paint::text(buffer, (x, area.y), room, words, style) + 1;
        for (severity, words) in header::counted([counts[0], counts[1], 0]) {
            let words = words.replace(' ', "");
            let room = area.right().saturating_sub(x);
            x += paint::text(buffer, (x, area.y), room, &words, theme.severity(severity)) + 1;
        }
        x += 1;
    }
}

/// A line a rule. While the keys are in the panel, what is in the open one stands below it. While
/// they are in the pane only the chosen place does, and where that is told below the list anyway
/// nothing opens and nothing scrolls: from row to row the list stays as it is, for the eye and for
/// the line, and a chosen rule further down takes the place of the last.
fn list(app: &App, theme: &Theme, area: Rect, told_below: bool, buffer: &mut Buffer) -> Vec<Spot> {
    let mut spots = Vec::new();
    let (listing, whole) = (&app.panel().listing, app.panel().focused);
    if listing.is_empty() {
        let words = if app.panel().filter.is_empty() { say::ALL_GOOD } else { say::NOTHING_FITS };
        paint::text(buffer, (area.x, area.y), area.width, words, theme.good);
        return spots;
    }
    let still = told_below && !whole;
    let cursor = app.panel().cursor;
    let cursor = if still { listing.clamp(Cursor { depth: 0, ..cursor }) } else { cursor };
    let height = area.height as usize;
    let (chosen, count) = (listing.line(cursor, whole), listing.count(cursor, whole));
    // the top of the list stays on the screen as long as the chosen line does not leave it
    let first = chosen.saturating_sub(height * 3 / 4).min(count.saturating_sub(height));
    let first = if still { 0 } else { first };
    let more = if still { count.saturating_sub(height) } else { 0 };
    let room = if more > 0 { height.saturating_sub(1) } else { height };
    let mut lines: Vec<(usize, Line<'_>)> =
        (first..).zip(listing.lines(cursor, whole, first, room)).collect();
    if more > 0 {
        if chosen >= room && lines.pop().is_some() {
            lines.extend(listing.lines(cursor, whole, chosen, 1).into_iter().map(|line| (chosen, line)));
        }
        let words = say::more_rules(more + 1);
        let last = area.bottom().saturating_sub(1);
        paint::text(buffer, (area.x + 2, last), area.width.saturating_sub(2), &words, theme.dim);
    }
    for (n, (number, line)) in lines.into_iter().enumerate() {
        let at = Rect { y: area.y + n as u16, height: 1, ..area };
        let style = match (number == chosen, app.panel().focused) {
            (true, true) => Some(theme.cursor),
            (true, false) => Some(theme.accent),
            _ => None,
        };
        let cursor = match &line {
            Line::Group(group, depth, _) => Cursor { item: group.range.start, depth: *depth },
            Line::Item(item) => listing.leaf(*item),
        };
        let what = Target::Panel(Some(cursor));
        spots.push(Spot { from: (at.x, at.y), size: (at.width, 1), what });
        match line {
            Line::Group(group, depth, _) => draw_group(app, theme, group, depth, style, at, buffer),
            Line::Item(item) => draw_item(app, theme, item, style, at, buffer),
        }
    }
    spots
}

/// A group: the sign of the worst in it, what it is called, and how many it has.
fn draw_group(
    app: &App,
    theme: &Theme,
    group: &Group,
    depth: usize,
    style: Option<Style>,
    area: Rect,
    buffer: &mut Buffer,
) {
    let count = group.range.len();
    let times = if count > 1 { format!("{}{count}", signs().times) } else { String::new() };
    let (sign, name, times) = match &group.kind {
        GroupKind::Rule(code, severity) => {
            let name = check::rule(code).map_or("", |rule| rule.name);
            (Some(*severity), format!("{code} {name}"), times)
        }
        GroupKind::Tab(tab) => (None, tab_name(app, tab), times),
        GroupKind::Waived => (None, say::waived_group(count), String::new()),
    };
    if let Some(severity) = sign {
        paint::text(buffer, (area.x, area.y), 2, signs().severity(severity), theme.severity(severity));
    }
    let plain = if group.kind == GroupKind::Waived { theme.dim } else { Style::new() };
    let x = area.x + 2 + 2 * depth as u16;
    let room = area.right().saturating_sub(x + 3 + width::width(&times) as u16);
    let used = paint::text(buffer, (x, area.y), room, &name, style.unwrap_or(plain));
    paint::text(buffer, (x + used + 1, area.y), 8, &times, theme.dim);
    mark(style, theme, area, buffer);
}

/// The sign of the chosen line, at its end.
fn mark(style: Option<Style>, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if style.is_some() {
        paint::text(buffer, (area.right().saturating_sub(1), area.y), 1, signs().chosen, theme.accent);
    }
}

/// A finding: where it is; of a waived one also its rule.
fn draw_item(app: &App, theme: &Theme, item: usize, style: Option<Style>, area: Rect, buffer: &mut Buffer) {
    let listing = &app.panel().listing;
    let Some(finding) = listing.get(app.checker(), item) else { return };
    let place = place_in_tab(app, finding);
    let words = if listing.is_waived(item) { format!("{} {place}", finding.code) } else { place };
    let depth = app.panel().cursor.depth.saturating_sub(1) as u16;
    let x = area.x + 4 + 2 * depth;
    let room = area.right().saturating_sub(x + 1);
    let words = width::pad(&clean::visible(&words), room as usize);
    paint::text(buffer, (x, area.y), room, &words, style.unwrap_or(theme.dim));
    mark(style, theme, area, buffer);
}

fn tab_name(app: &App, tab: &Tab) -> String {
    match tab {
        Tab::Overview => say::TAB_OVERVIEW.to_string(),
        Tab::Goal => say::TAB_GOAL.to_string(),
        Tab::SubGoals => say::TAB_SUB_GOALS.to_string(),
        Tab::Safeguards => say::TAB_SAFEGUARDS.to_string(),
        Tab::Project(place) => describe(app.document(), place),
    }
}

/// The place without the tab it is in, which is on the screen already.
fn place_in_tab(app: &App, finding: &Finding) -> String {
    let whole = describe(app.document(), &finding.place);
    match finding.place.project() {
        Some(project) if (!app.panel().all || in_its_tab(app)) && project != finding.place => {
            let outer = describe(app.document(), &project);
            whole
                .strip_prefix(&outer)
                .map_or(whole.clone(), |rest| rest.trim_start_matches(" › ").to_string())
        }
        _ => whole,
    }
}

/// Whether the places stand below the name of their tab.
fn in_its_tab(app: &App) -> bool {
    app.panel().focused && app.panel().cursor.depth > 1
}

/// The chosen finding, explained: what, where, what to do, before and after.
fn explanation(app: &App, theme: &Theme, columns: u16) -> Vec<(String, Style)> {
    let Some(finding) = app.panel_finding() else { return Vec::new() };
    let document = app.document();
    let mut lines: Vec<(String, Style)> = Vec::new();
    let mut add = |text: &str, style: Style| {
        // more than any screen shows need not be broken into lines
        let text = clean::visible_lines(text);
        let text = width::clip(&text, columns as usize * 200);
        lines.extend(wrap::lines(&text, columns as usize).into_iter().map(|line| (line.to_string(), style)));
    };
    let name = check::rule(finding.code).map_or("", |rule| rule.name);
    add(&format!("{}  {name}", finding.code), theme.strong);
    add(&describe(document, &finding.place), theme.dim);
    add("", theme.dim);
    add(&check::message(document, finding), Style::new());
    add("", theme.dim);
    add(&format!("{}  {}", say::ADVICE, check::advice(document, finding)), Style::new());
    if app.panel_waived() {
        if let Some((_, waiver)) = check::waiver_at(document, finding.code, &finding.place) {
            let [reason, by, date] = [&waiver.reason, &waiver.by, &waiver.date].map(|field| field.text());
            add("", theme.dim);
            add(&say::waived(reason, by, date), theme.strong);
        }
        if app.read_only().is_none() {
            add(say::UNWAIVE_KEY, theme.dim);
        }
    } else if let Some(proposal) = check::proposal(document, finding) {
        add("", theme.dim);
        add(&say::before(&proposal.before), theme.dim);
        let after = say::after(&proposal.after);
        let gap = (columns as usize).saturating_sub(width::width(&after) + width::width(say::FIX_KEY));
        if gap >= 2 && app.read_only().is_none() {
            add(&format!("{after}{}{}", " ".repeat(gap), say::FIX_KEY), theme.accent);
        } else {
            add(&after, theme.accent);
        }
    }
    lines
}
