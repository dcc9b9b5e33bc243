//! The chosen finding, explained: what, where, what to do, before and after.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::signs::signs;
use super::{Theme, listed, paint};
use crate::app::App;
use crate::check::{self, Proposal};
use crate::model::{Finding, describe};
use crate::text::{clean, say, width, wrap};

/// The lines of it, `columns` wide.
pub(super) fn lines(app: &App, theme: &Theme, columns: u16) -> Vec<(String, Style)> {
    let Some(finding) = app.panel_finding() else { return Vec::new() };
    let mut text = Text { lines: Vec::new(), columns: columns as usize };
    let name = check::rule(finding.code).map_or("", |rule| rule.name);
    text.add(&format!("{}  {name}", finding.code), theme.strong);
    text.add(&describe(app.document(), &finding.place), theme.dim);
    text.add("", theme.dim);
    text.add(&check::message(app.document(), finding), Style::new());
    text.add("", theme.dim);
    text.add(&advice(app, finding), Style::new());
    let (waiver, proposal) = (waiver(app, finding), proposal(app, finding));
    if waiver.is_some() || app.panel_waived() || proposal.is_some() {
        text.add("", theme.dim);
    }
    if let Some(waiver) = waiver {
        text.add(&waiver, theme.strong);
    }
    if app.panel_waived() && acts(app) && app.read_only().is_none() {
        text.add(say::UNWAIVE_KEY, theme.dim);
    }
    if let Some(proposal) = proposal {
        text.add(&say::before(&proposal.before), theme.dim);
        text.add_with_key(app, &say::after(&proposal.after), theme);
    }
    text.lines
}

/// The same where there are only a few lines: nothing is set apart, a short proposal comes before the
/// advice, and what the list shows is not said again.
pub(super) fn few_lines(app: &App, theme: &Theme, columns: u16) -> Vec<(String, Style)> {
    let Some(finding) = app.panel_finding() else { return Vec::new() };
    let mut text = Text { lines: Vec::new(), columns: columns as usize };
    let place = listed::place_in_tab(app, finding);
    if !app.panel().focused {
        let name = check::rule(finding.code).map_or("", |rule| rule.name);
        let (sign, then) = (signs().severity(finding.severity), signs().behind);
        let head = format!("{sign} {} {name} {then} {place}", finding.code);
        text.lines.push((head, theme.severity(finding.severity)));
    } else if is_at_group(app) {
        // a group of waived ones is of several rules
        let rule = if app.panel_waived() { format!("{} ", finding.code) } else { String::new() };
        text.lines.push((format!("{rule}{place}"), theme.dim));
    }
    text.add(&check::message(app.document(), finding), Style::new());
    let proposal = proposal(app, finding);
    let proposal = proposal.map(|proposal| (say::before(&proposal.before), say::after(&proposal.after)));
    let in_a_line = |(before, after): &(String, String)| format!("{before}  {after}");
    let fits = |line: &String| width::width(line) + width::width(say::FIX_KEY) + 2 <= text.columns;
    let short = proposal.as_ref().map(in_a_line).filter(fits);
    if let Some(line) = &short {
        text.add_with_key(app, line, theme);
    }
    if let Some(waiver) = waiver(app, finding) {
        text.add(&waiver, theme.strong);
    }
    text.add(&advice(app, finding), Style::new());
    if let Some((before, after)) = proposal.filter(|_| short.is_none()) {
        text.add(&before, theme.dim);
        text.add_with_key(app, &after, theme);
    }
    text.lines
}

/// Whether the cursor is at the line of a group, which does not show the place.
fn is_at_group(app: &App) -> bool {
    let panel = app.panel();
    panel.cursor.depth < panel.listing.leaf(panel.cursor.item).depth
}

/// Whether the keys that are named act on it, and not on the text of an open field.
fn acts(app: &App) -> bool {
    app.panel_acts() && app.typing().is_none()
}

fn advice(app: &App, finding: &Finding) -> String {
    format!("{}  {}", say::ADVICE, check::advice(app.document(), finding))
}

fn proposal(app: &App, finding: &Finding) -> Option<Proposal> {
    if app.panel_waived() { None } else { check::proposal(app.document(), finding) }
}

/// Why it is waived.
fn waiver(app: &App, finding: &Finding) -> Option<String> {
    let (_, waiver) = check::waiver_at(app.document(), finding.code, &finding.place)?;
    let [reason, by, date] = [&waiver.reason, &waiver.by, &waiver.date].map(|field| field.text());
    app.panel_waived().then(|| say::waived(reason, by, date))
}

/// Lines of so many columns.
struct Text {
    lines: Vec<(String, Style)>,
    columns: usize,
}

impl Text {
    fn add(&mut self, text: &str, style: Style) {
        // more than any screen shows need not be broken into lines
        let text = clean::visible_lines(text);
        let text = width::clip(&text, self.columns * 200);
        self.lines.extend(wrap::lines(&text, self.columns).into_iter().map(|line| (line.to_string(), style)));
    }

    /// What F9 leads to, with the key at the end of its line.
    fn add_with_key(&mut self, app: &App, text: &str, theme: &Theme) {
        let left = self.columns.saturating_sub(width::width(text) + width::width(say::FIX_KEY));
        if left >= 2 && acts(app) && app.read_only().is_none() {
            self.add(&format!("{text}{}{}", " ".repeat(left), say::FIX_KEY), theme.accent);
        } else {
            self.add(text, theme.accent);
        }
    }
}

/// Draws as many of the lines as there is room for; the last one tells where to read the rest.
pub(super) fn draw(app: &App, lines: &[(String, Style)], area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let key = if acts(app) { say::WHOLE_KEY } else { "" };
    let room = area.height as usize;
    let is_cut = lines.len() > room;
    for (n, (text, style)) in lines.iter().take(room).enumerate() {
        let y = area.y + n as u16;
        if !is_cut || n + 1 < room {
            paint::text(buffer, (area.x, y), area.width, text, *style);
            continue;
        }
        let columns = width::width(key) as u16;
        let left = area.width.saturating_sub(columns + 1);
        // it goes on, also where the line itself is whole
        let text = width::clip(text, left.saturating_sub(2) as usize);
        let text = format!("{}{}", text.trim_end_matches(width::ellipsis()), width::ellipsis());
        paint::text(buffer, (area.x, y), left, &text, *style);
        paint::text_right(buffer, (area.right(), y), columns, key, theme.dim);
    }
}
