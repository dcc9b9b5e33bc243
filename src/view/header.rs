//! The two lines at the top: whose document it is, whether it is saved, how many findings there
//! are; and the tabs.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::signs::signs;
use super::{Theme, paint};
use crate::app::form::Tab;
use crate::app::mouse::{Spot, Target};
use crate::app::{App, form::short_name};
use crate::model::Severity;
use crate::text::{say, width};

pub(super) fn draw(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let area = lost(app, theme, area, buffer);
    let document = app.document();
    let year = document.year.get().map_or_else(String::new, |year| format!(" {} {}", signs().dot, year.0));
    let whose = format!("{}{year}", document.department_name());
    let whose = whose.trim_start_matches(" · ");
    let state = if app.is_waiting() {
        say::share::WAITS.to_string()
    } else if app.read_only().is_some() {
        say::READ_ONLY.to_string()
    } else if app.is_changed() {
        say::unsaved(app.unsaved_places()).replace('●', signs().unsaved)
    } else {
        String::new()
    };
    let counts = app.checker().counts().by_severity();
    let counts_width =
        counted(counts).map(|(_, words)| width::width(&words) + 2).sum::<usize>().saturating_sub(2) as u16;
    let right = area.right().saturating_sub(1);
    let mut x = right.saturating_sub(counts_width);
    let limit = x;
    for (severity, words) in counted(counts) {
        x += paint::text(buffer, (x, area.y), right.saturating_sub(x), &words, theme.severity(severity));
        x += 2;
    }
    let file = if area.width >= 80 { app.file_name.as_str() } else { "" };
    let app_name = if area.width >= 100 { "绩效目标  " } else { "" };
    let room = limit.saturating_sub(area.x + 3);
    let state_width = width::width(&state) as u16;
    let used = paint::pieces(
        buffer,
        (area.x + 1, area.y),
        room.saturating_sub(state_width + 2),
        &[(app_name, theme.dim), (whose, theme.strong)],
    );
    let mut x = area.x + 1 + used + 3;
    let file_room = limit.saturating_sub(x + state_width + 2);
    if !file.is_empty() && file_room > 8 {
        x += paint::text(buffer, (x, area.y), file_room, file, theme.dim) + 1;
    }
    paint::text(buffer, (x.saturating_sub(0), area.y), limit.saturating_sub(x), &state, theme.accent);
}

/// Nothing keeps what is not saved: that is said, whatever else there is room for.
fn lost(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Rect {
    if app.journal_lost().is_none() {
        return area;
    }
    let words = format!("{} {}", signs().severity(Severity::Error), say::recover::JOURNAL_LOST);
    let style = theme.severity(Severity::Error);
    let used = paint::text(buffer, (area.x + 1, area.y), area.width.saturating_sub(2), &words, style) + 2;
    Rect { x: area.x + used, width: area.width.saturating_sub(used), ..area }
}

/// The counts with their signs; those that are 0 are left out.
pub(super) fn counted(counts: [usize; 3]) -> impl Iterator<Item = (Severity, String)> {
    let all = [Severity::Error, Severity::Warning, Severity::Info];
    let there = all.into_iter().zip(counts).filter(|(_, count)| *count > 0);
    there.map(|(severity, count)| (severity, format!("{} {count}", signs().severity(severity))))
}

/// The errors of a tab, or its warnings where it has none.
pub(super) fn worst(counts: [usize; 3]) -> Option<(Severity, String)> {
    let worst = [Severity::Error, Severity::Warning].into_iter().zip(counts).find(|(_, count)| *count > 0)?;
    Some((worst.0, format!("{}{}", signs().severity(worst.0), worst.1)))
}

/// A tab as it is drawn: its words and its mark.
struct Label {
    words: String,
    mark: Option<(Severity, String)>,
    current: bool,
}

impl Label {
    fn width(&self) -> u16 {
        let mark = self.mark.as_ref().map_or(0, |(_, mark)| width::width(mark) + 1);
        (width::width(&self.words) + mark + 2) as u16
    }
}

/// Draws the tabs; tells where each is.
pub(super) fn tabs(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Vec<Spot> {
    let tabs = app.tabs();
    let mut spots = Vec::new();
    let current = tabs.iter().position(|tab| tab == app.tab()).unwrap_or(0);
    let room = area.width.saturating_sub(4);
    // of many tabs only those are looked at that are drawn: as many before the current one as fit
    let (mut first, mut used) = (current, 0);
    for n in (0..=current).rev() {
        used += label(app, &tabs, n).width();
        if used > room && n < current {
            break;
        }
        first = n;
    }
    let mut x = area.x;
    if first > 0 {
        paint::text(buffer, (x, area.y), 1, signs().before, theme.dim);
    }
    x += 1;
    for n in first..tabs.len() {
        let label = label(app, &tabs, n);
        // the current one is drawn as far as there is room
        if n > current && x + label.width() > area.right().saturating_sub(2) {
            paint::text(buffer, (area.right().saturating_sub(1), area.y), 1, signs().behind, theme.dim);
            break;
        }
        let style = if label.current { theme.cursor } else { Style::new() };
        let start = x;
        let limit = area.right().saturating_sub(1);
        x += paint::text(buffer, (x, area.y), limit.saturating_sub(x), &format!(" {}", label.words), style);
        if let Some((severity, mark)) = &label.mark {
            let mark_style = if label.current { style } else { theme.severity(*severity) };
            x += paint::text(buffer, (x, area.y), limit.saturating_sub(x), &format!(" {mark}"), mark_style);
        }
        x += paint::text(buffer, (x, area.y), limit.saturating_sub(x), " ", style);
        if let Some(tab) = tabs.get(n).filter(|_| app.mouse_on()) {
            let what = Target::Tab(tab.clone());
            spots.push(Spot { from: (start, area.y), size: (x - start, 1), what });
        }
    }
    spots
}

/// The tabs before the first project.
const FIXED: usize = 4;

fn label(app: &App, tabs: &[Tab], n: usize) -> Label {
    let tab = tabs.get(n).unwrap_or(&Tab::Overview);
    let words = match tab {
        Tab::Overview => say::TAB_OVERVIEW.to_string(),
        Tab::Goal => say::TAB_GOAL.to_string(),
        Tab::SubGoals => say::TAB_SUB_GOALS.to_string(),
        Tab::Safeguards => say::TAB_SAFEGUARDS.to_string(),
        Tab::Project(place) => {
            let name = app.document().project(place).map_or("", short_name);
            format!("{} {}", n + 1 - FIXED.min(n), width::clip(name, 10))
        }
    };
    let mark = worst(app.tab_counts(tab).by_severity());
    Label { words, mark, current: tab == app.tab() }
}
