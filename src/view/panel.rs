//! The validation panel: counts, the findings of the tab or of all, and the chosen one explained.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::signs::signs;
use super::{Theme, header, paint};
use crate::app::App;
use crate::app::mouse::{Spot, Target};
use crate::check;
use crate::model::{Finding, describe};
use crate::text::{clean, say, width, wrap};

/// Draws the panel; tells where it is and its findings are.
pub(super) fn draw(app: &App, theme: &Theme, area: Rect, wide: bool, buffer: &mut Buffer) -> Vec<Spot> {
    let whole = Spot { from: (area.x, area.y), size: (area.width, area.height), what: Target::Panel(None) };
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let findings = app.panel_findings();
    if !wide {
        let listed = list(app, theme, &findings, area, buffer);
        return std::iter::once(whole).chain(listed).collect();
    }
    let head = Rect { y: area.y + 1, height: 1, ..area };
    heading(app, theme, head, buffer);
    let room = Rect { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
    if findings.is_empty() {
        paint::text(buffer, (room.x, room.y), room.width, say::ALL_GOOD, theme.good);
        return vec![whole];
    }
    let explained = explanation(app, theme, findings.get(app.panel().at).copied(), room.width);
    // the list keeps at least a third, the explanation takes what it needs of the rest; most need
    // less than it has anyway, so that the rule between them hardly ever moves
    let lines = (explained.len() as u16 + 2).max(room.height * 9 / 20).min(room.height * 2 / 3);
    let upper = Rect { height: room.height.saturating_sub(lines), ..room };
    let listed = list(app, theme, &findings, upper, buffer);
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

fn heading(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let all = header::counts(app.checker().findings().iter().map(|finding| finding.severity));
    let tab = header::counts(app.findings_of(app.tab()).map(|finding| finding.severity));
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

/// What a line of the list shows.
enum Line<'a> {
    /// A rule, and how many places it found.
    Rule(&'a Finding, usize),
    /// A place of the rule above, and its number among the findings.
    Place(&'a Finding, usize),
}

/// A line a rule, and below it the place that is chosen: all places of its rule while the keys are
/// in the panel, else that one alone, so that the list hardly changes from row to row of the table.
fn lines<'a>(findings: &[&'a Finding], at: usize, whole: bool) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let mut n = 0;
    for group in findings.chunk_by(|one, other| one.code == other.code) {
        lines.push(Line::Rule(group[0], group.len()));
        if (n..n + group.len()).contains(&at) {
            let places = group.iter().enumerate().map(|(k, finding)| (finding, n + k));
            let shown = places.filter(|(_, number)| whole || *number == at);
            lines.extend(shown.map(|(finding, number)| Line::Place(finding, number)));
        }
        n += group.len();
    }
    lines
}

fn list(app: &App, theme: &Theme, findings: &[&Finding], area: Rect, buffer: &mut Buffer) -> Vec<Spot> {
    let mut spots = Vec::new();
    let at = app.panel().at;
    let lines = lines(findings, at, app.panel().focused);
    let height = area.height as usize;
    let chosen = lines.iter().position(|line| matches!(line, Line::Place(_, n) if *n == at)).unwrap_or(0);
    // the top of the list stays on the screen as long as the chosen line does not leave it
    let first = chosen.saturating_sub(height * 3 / 4).min(lines.len().saturating_sub(height));
    for (n, line) in lines.iter().enumerate().skip(first).take(height) {
        let y = area.y + (n - first) as u16;
        // a rule stands for the first of its places
        let number = match line {
            Line::Rule(finding, _) => findings.iter().position(|other| other == finding),
            Line::Place(_, number) => Some(*number),
        };
        spots.push(Spot { from: (area.x, y), size: (area.width, 1), what: Target::Panel(number) });
        match line {
            Line::Rule(finding, count) => {
                let severity = theme.severity(finding.severity);
                paint::text(buffer, (area.x, y), 2, signs().severity(finding.severity), severity);
                let times = if *count > 1 { format!("{}{count}", signs().times) } else { String::new() };
                let room = area.width.saturating_sub(3 + width::width(&times) as u16);
                let name = check::rule(finding.code).map_or("", |rule| rule.name);
                let used = paint::text(
                    buffer,
                    (area.x + 2, y),
                    room,
                    &format!("{} {name}", finding.code),
                    Style::new(),
                );
                paint::text(buffer, (area.x + 3 + used, y), 6, &times, theme.dim);
            }
            Line::Place(finding, number) => {
                let style = match (*number == at, app.panel().focused) {
                    (true, true) => theme.cursor,
                    (true, false) => theme.accent,
                    _ => theme.dim,
                };
                let place = width::pad(&place_in_tab(app, finding), area.width.saturating_sub(5) as usize);
                paint::text(buffer, (area.x + 4, y), area.width.saturating_sub(5), &place, style);
                if *number == at {
                    paint::text(buffer, (area.right().saturating_sub(1), y), 1, signs().chosen, theme.accent);
                }
            }
        }
    }
    if findings.is_empty() {
        paint::text(buffer, (area.x, area.y), area.width, say::ALL_GOOD, theme.good);
    }
    spots
}

/// The place without the tab it is in, which is on the screen already.
fn place_in_tab(app: &App, finding: &Finding) -> String {
    let whole = describe(app.document(), &finding.place);
    match finding.place.project() {
        Some(project) if !app.panel().all && project != finding.place => {
            let outer = describe(app.document(), &project);
            whole
                .strip_prefix(&outer)
                .map_or(whole.clone(), |rest| rest.trim_start_matches(" › ").to_string())
        }
        _ => whole,
    }
}

/// The chosen finding, explained: what, where, what to do, before and after.
fn explanation(app: &App, theme: &Theme, finding: Option<&Finding>, columns: u16) -> Vec<(String, Style)> {
    let Some(finding) = finding else { return Vec::new() };
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
    if let Some(proposal) = check::proposal(document, finding) {
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
