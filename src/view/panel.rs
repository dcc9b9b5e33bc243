//! The validation panel: counts, the findings of the tab or of all, and the chosen one explained.
//! Beside the pane it has a heading and shows both, the list above the explanation. Below the pane
//! its heading stands on the rule that parts them; while the keys are in the pane it tells about the
//! chosen finding first and lists what there is room for, while they are in the panel it grows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::signs::signs;
use super::{Theme, explained, header, listed, paint};
use crate::app::App;
use crate::app::mouse::{Spot, Target};
use crate::text::{say, width};

/// How many lines the panel takes below a pane, of so many for both.
pub(super) fn lines_below(app: &App, lines: u16) -> u16 {
    if app.panel().listing.is_empty() {
        1
    } else if app.panel().focused {
        (lines * 3 / 5).clamp(2, 24)
    } else {
        (lines / 3).clamp(2, 8)
    }
}

/// Draws the panel beside the pane; tells where it is and its findings are.
pub(super) fn beside(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Vec<Spot> {
    let whole = spot(area);
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let head = Rect { y: area.y + 1, height: 1, ..area };
    paint::pieces(buffer, (head.x, head.y), head.width, &borrowed(&heading(app, theme)));
    let below = Rect { y: area.y + 2, ..head };
    filter(app, theme, below, buffer);
    let room = Rect { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
    let lines = explained::lines(app, theme, room.width);
    if lines.is_empty() {
        return std::iter::once(whole).chain(listed::draw(app, theme, room, false, buffer).spots).collect();
    }
    // the list keeps at least a third, the explanation takes what it needs of the rest; most need
    // less than it has anyway, so that the rule between them hardly ever moves
    let height = (lines.len() as u16 + 2).max(room.height * 9 / 20).min(room.height * 2 / 3);
    let upper = Rect { height: room.height.saturating_sub(height), ..room };
    let listed = listed::draw(app, theme, upper, true, buffer);
    // from the border to the edge of the screen
    let rule = Rect { x: area.x - 1, y: upper.bottom(), width: area.width + 2, height: 1 };
    paint::rule(buffer, rule, theme.dim);
    if let Some(border) = rule.x.checked_sub(1) {
        paint::text(buffer, (border, rule.y), 1, signs().joint_right, theme.dim);
    }
    super::draw_hidden(listed.hidden, Rect { width: area.width, x: area.x, ..rule }, theme.accent, buffer);
    let lower = Rect { y: rule.y + 1, height: height.saturating_sub(1), ..area };
    explained::draw(app, &lines, lower, theme, buffer);
    std::iter::once(whole).chain(listed.spots).collect()
}

/// Draws the panel below the pane, its heading on the `rule` above it.
pub(super) fn below(app: &App, theme: &Theme, rule: Rect, area: Rect, buffer: &mut Buffer) -> Vec<Spot> {
    let whole = spot(area);
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let rule = Rect { x: rule.x + 1, width: rule.width.saturating_sub(2), ..rule };
    let head = if app.panel().filter.is_empty() { heading(app, theme) } else { filtered(app, theme) };
    let used = on_rule(&head, rule, buffer);
    let free = Rect { x: rule.x + used, width: rule.width.saturating_sub(used), ..rule };
    let focused = app.panel().focused;
    let lines = explained::few_lines(app, theme, area.width);
    if lines.is_empty() {
        return std::iter::once(whole).chain(listed::draw(app, theme, area, false, buffer).spots).collect();
    }
    if !focused {
        // the finding itself, and what there is room for of the others
        let height = (lines.len() as u16).min(area.height);
        explained::draw(app, &lines, Rect { height, ..area }, theme, buffer);
        let rest = Rect { y: area.y + height, height: area.height - height, ..area };
        let (spots, hidden) = listed::draw_others(app, theme, rest, buffer);
        if hidden > 0 {
            let words = say::more_rules(hidden);
            let columns = width::width(&words) as u16 + 2;
            if columns < free.width {
                on_rule(
                    &[(words, theme.dim)],
                    Rect { x: rule.right() - columns, width: columns, ..rule },
                    buffer,
                );
            }
        }
        return std::iter::once(whole).chain(spots).collect();
    }
    let height = (lines.len() as u16).min(area.height * 3 / 5);
    let upper = Rect { height: area.height.saturating_sub(height + 1), ..area };
    let listed = listed::draw(app, theme, upper, false, buffer);
    super::draw_hidden(listed.hidden, free, theme.accent, buffer);
    let parting = Rect { y: upper.bottom(), height: 1, ..area };
    paint::rule(buffer, parting, theme.dim);
    explained::draw(app, &lines, Rect { y: parting.y + 1, height, ..area }, theme, buffer);
    std::iter::once(whole).chain(listed.spots).collect()
}

fn spot(area: Rect) -> Spot {
    Spot { from: (area.x, area.y), size: (area.width, area.height), what: Target::Panel(None) }
}

/// Words on a rule, with a blank before and behind them; gives the columns used.
fn on_rule(words: &[(String, Style)], rule: Rect, buffer: &mut Buffer) -> u16 {
    let blank = (" ", Style::new());
    let pieces: Vec<(&str, Style)> =
        std::iter::once(blank).chain(borrowed(words)).chain(std::iter::once(blank)).collect();
    paint::pieces(buffer, (rule.x, rule.y), rule.width, &pieces)
}

fn borrowed(pieces: &[(String, Style)]) -> Vec<(&str, Style)> {
    pieces.iter().map(|(words, style)| (words.as_str(), *style)).collect()
}

/// What is hidden, and how to see it again.
fn filter(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let pieces = if app.panel().filter.is_empty() { Vec::new() } else { filtered(app, theme) };
    let [_, words, key] = pieces.as_slice() else { return };
    let used = paint::text(buffer, (area.x, area.y), area.width, &words.0, words.1);
    let left = area.width.saturating_sub(used);
    if left as usize >= width::width(&key.0) {
        paint::text_right(buffer, (area.right(), area.y), left, &key.0, key.1);
    }
}

/// The title, what the filter shows, and how to take it away.
fn filtered(app: &App, theme: &Theme) -> Vec<(String, Style)> {
    let panel = app.panel();
    let words = say::filter_heading(&panel.filter.shown(), panel.listing.shown(), panel.listing.total());
    vec![
        (format!("{}  ", say::PANEL), title(app, theme)),
        (words, theme.accent),
        (format!("  {}", say::FILTER_KEY), theme.dim),
    ]
}

fn title(app: &App, theme: &Theme) -> Style {
    if app.panel().focused { theme.accent } else { theme.strong }
}

/// The title, and how many findings this tab and all have.
fn heading(app: &App, theme: &Theme) -> Vec<(String, Style)> {
    let all = app.checker().counts().by_severity();
    let tab = app.tab_counts(app.tab()).by_severity();
    let mut pieces = vec![(format!("{} ", say::PANEL), title(app, theme))];
    for (words, counts, shown) in
        [(say::PANEL_TAB, tab, !app.panel().all), (say::PANEL_ALL, all, app.panel().all)]
    {
        let style = if shown { theme.strong } else { theme.dim };
        pieces.extend([(" ".to_string(), Style::new()), (words.to_string(), style)]);
        let counts = match counts {
            [0, 0, 0] => {
                pieces.push((" 0".to_string(), theme.dim));
                counts
            }
            // infos are told where there is nothing worse
            [0, 0, _] => counts,
            [errors, warnings, _] => [errors, warnings, 0],
        };
        for (severity, words) in header::counted(counts) {
            let words = format!(" {}", words.replace(' ', ""));
            pieces.push((words, theme.severity(severity)));
        }
        pieces.push((" ".to_string(), Style::new()));
    }
    pieces.pop();
    pieces
}
