//! The list of findings in the panel: a line a group, the places of the open one below it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::signs::signs;
use super::{Theme, paint};
use crate::app::App;
use crate::app::form::{self, Tab};
use crate::app::mouse::{Spot, Target};
use crate::app::panel::{Cursor, Group, GroupKind, Line};
use crate::check;
use crate::model::{Finding, describe};
use crate::text::{clean, say, width};

/// What was drawn of a list.
pub(super) struct Listed {
    /// What can be clicked.
    pub spots: Vec<Spot>,
    /// How many lines are hidden above and below.
    pub hidden: (usize, usize),
}

/// A line a rule. While the keys are in the panel, what is in the open one stands below it. While
/// they are in the pane only the chosen place does, and where that is told below the list anyway
/// nothing opens and nothing scrolls: from row to row the list stays as it is, for the eye and for
/// the line, and a chosen rule further down takes the place of the last.
pub(super) fn draw(app: &App, theme: &Theme, area: Rect, told_below: bool, buffer: &mut Buffer) -> Listed {
    let mut listed = Listed { spots: Vec::new(), hidden: (0, 0) };
    let (listing, whole) = (&app.panel().listing, app.panel().focused);
    if listing.is_empty() {
        let words = if app.panel().filter.is_empty() { say::ALL_GOOD } else { say::NOTHING_FITS };
        paint::text(buffer, (area.x, area.y), area.width, words, theme.good);
        return listed;
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
    } else {
        listed.hidden = (first, count.saturating_sub(first + lines.len()));
    }
    for (n, (number, line)) in lines.into_iter().enumerate() {
        let at = Rect { y: area.y + n as u16, height: 1, ..area };
        let style = match (number == chosen, app.panel().focused) {
            (true, true) => Some(theme.cursor),
            (true, false) if app.panel_acts() => Some(theme.accent),
            _ => None,
        };
        listed.spots.push(draw_line(app, theme, &line, style, at, buffer));
    }
    listed
}

/// The rules that follow the chosen one, closed; gives how many more there are.
pub(super) fn draw_others(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) -> (Vec<Spot>, usize) {
    let listing = &app.panel().listing;
    let cursor = listing.clamp(Cursor { depth: 0, ..app.panel().cursor });
    let (chosen, count) = (listing.line(cursor, false), listing.count(cursor, false));
    let lines = listing.lines(cursor, false, chosen + 1, area.height as usize);
    let hidden = count.saturating_sub(1 + lines.len());
    let spots = lines.iter().enumerate().map(|(n, line)| {
        let at = Rect { y: area.y + n as u16, height: 1, ..area };
        draw_line(app, theme, line, None, at, buffer)
    });
    (spots.collect(), hidden)
}

/// A line, marked where it has a `style`; tells where it is.
fn draw_line(
    app: &App,
    theme: &Theme,
    line: &Line<'_>,
    style: Option<Style>,
    area: Rect,
    buffer: &mut Buffer,
) -> Spot {
    let cursor = match line {
        Line::Group(group, depth, open) => {
            draw_group(app, theme, group, (*depth, *open), style, area, buffer);
            Cursor { item: group.range.start, depth: *depth }
        }
        Line::Item(item) => {
            draw_item(app, theme, *item, style, area, buffer);
            app.panel().listing.leaf(*item)
        }
    };
    Spot { from: (area.x, area.y), size: (area.width, 1), what: Target::Panel(Some(cursor)) }
}

/// A group: whether it is open, the sign of the worst in it, what it is called, and how many it has.
fn draw_group(
    app: &App,
    theme: &Theme,
    group: &Group,
    (depth, open): (usize, bool),
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
    if group.opens() {
        // in the blank column before the line, or where a group within a rule has no sign
        let left = (area.x + 2 * depth as u16).saturating_sub(u16::from(depth == 0));
        let mark = if open { signs().open } else { signs().closed };
        paint::text(buffer, (left, area.y), 1, mark, theme.dim);
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
pub(super) fn place_in_tab(app: &App, finding: &Finding) -> String {
    let whole = describe(app.document(), &finding.place);
    let tab = match finding.place.project() {
        Some(project) => project,
        None => finding.place.prefix(1),
    };
    if tab == finding.place || !in_its_tab(app, finding) {
        return whole;
    }
    let rest = whole.strip_prefix(&describe(app.document(), &tab));
    rest.map_or(whole.clone(), |rest| rest.trim_start_matches(" › ").to_string())
}

/// Whether the places stand below the name of their tab, or it is the one on the screen.
fn in_its_tab(app: &App, finding: &Finding) -> bool {
    let (all, focused) = (app.panel().all, app.panel().focused);
    match (all, focused) {
        (false, _) => true,
        (true, true) => app.panel().cursor.depth > 1,
        (true, false) => form::tab_of(&finding.place) == *app.tab(),
    }
}
