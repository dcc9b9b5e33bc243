//! The chosen finding, explained: what, where, what to do, before and after.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::signs::signs;
use super::{Theme, listed, paint};
use crate::app::App;
use crate::check;
use crate::model::describe;
use crate::text::{clean, say, width, wrap};

/// The lines of it, `columns` wide. Where there is not much `room`, nothing is set apart, and what the
/// list shows is not said again.
pub(super) fn lines(app: &App, theme: &Theme, columns: u16, room: bool) -> Vec<(String, Style)> {
    let Some(finding) = app.panel_finding() else { return Vec::new() };
    let document = app.document();
    let mut lines: Vec<(String, Style)> = Vec::new();
    let mut add = |text: &str, style: Style| {
        // more than any screen shows need not be broken into lines
        let text = clean::visible_lines(text);
        let text = width::clip(&text, columns as usize * 200);
        lines.extend(wrap::lines(&text, columns as usize).into_iter().map(|line| (line.to_string(), style)));
    };
    let gap = |add: &mut dyn FnMut(&str, Style)| {
        if room {
            add("", theme.dim);
        }
    };
    let name = check::rule(finding.code).map_or("", |rule| rule.name);
    if room {
        add(&format!("{}  {name}", finding.code), theme.strong);
        add(&describe(document, &finding.place), theme.dim);
    } else if !app.panel().focused {
        let (sign, then) = (signs().severity(finding.severity), signs().behind);
        let place = listed::place_in_tab(app, finding);
        let head = format!("{sign} {} {name} {then} {place}", finding.code);
        add(&width::clip(&clean::visible(&head), columns as usize), theme.severity(finding.severity));
    } else if app.panel_group().is_some() {
        add(&listed::place_in_tab(app, finding), theme.dim);
    }
    gap(&mut add);
    add(&check::message(document, finding), Style::new());
    gap(&mut add);
    add(&format!("{}  {}", say::ADVICE, check::advice(document, finding)), Style::new());
    if app.panel_waived() {
        if let Some((_, waiver)) = check::waiver_at(document, finding.code, &finding.place) {
            let [reason, by, date] = [&waiver.reason, &waiver.by, &waiver.date].map(|field| field.text());
            gap(&mut add);
            add(&say::waived(reason, by, date), theme.strong);
        }
        if app.read_only().is_none() {
            add(say::UNWAIVE_KEY, theme.dim);
        }
    } else if let Some(proposal) = check::proposal(document, finding) {
        gap(&mut add);
        add(&say::before(&proposal.before), theme.dim);
        let after = say::after(&proposal.after);
        let left = (columns as usize).saturating_sub(width::width(&after) + width::width(say::FIX_KEY));
        if left >= 2 && app.read_only().is_none() {
            add(&format!("{after}{}{}", " ".repeat(left), say::FIX_KEY), theme.accent);
        } else {
            add(&after, theme.accent);
        }
    }
    lines
}

/// Draws as many of the lines as there is room for; the last one tells where to read the rest.
pub(super) fn draw(lines: &[(String, Style)], area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let room = area.height as usize;
    let is_cut = lines.len() > room;
    for (n, (text, style)) in lines.iter().take(room).enumerate() {
        let y = area.y + n as u16;
        if !is_cut || n + 1 < room {
            paint::text(buffer, (area.x, y), area.width, text, *style);
            continue;
        }
        let columns = width::width(say::WHOLE_KEY) as u16;
        let left = area.width.saturating_sub(columns + 1);
        // what follows makes it end in the sign of something cut
        let next = lines.get(n + 1).map_or("", |(next, _)| next);
        paint::text(buffer, (area.x, y), left, &format!("{text}{next}{}", " ".repeat(left as usize)), *style);
        paint::text_right(buffer, (area.right(), y), columns, say::WHOLE_KEY, theme.dim);
    }
}
