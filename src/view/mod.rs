//! Draws the state of the editor; one file a pane. Drawing changes nothing: what it learned about
//! the screen (how many lines fit, where the pane is scrolled to) goes back as a value.

mod abreast;
mod conflict;
mod explained;
mod field;
mod footer;
mod header;
mod listed;
mod offer;
mod overview;
mod page;
pub mod paint;
mod pane;
mod panel;
mod popup;
pub mod preview;
mod signs;
pub mod start;
mod table;
mod theme;
mod typed;
mod whole;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use signs::signs;
pub use theme::Theme;

use crate::app::{App, Learned};
use crate::text::say;

/// The smallest screen on which the form can be read. On a smaller one the footer says so; what is
/// drawn above it is better than nothing while a window is dragged or a pane of tmux is narrow.
pub const READABLE: (u16, u16) = (60, 20);

/// The smallest screen that is drawn at all.
pub const SMALLEST: (u16, u16) = (40, 10);

/// From this width on the panel stands beside the pane.
const WIDE: u16 = 100;

/// Draws everything.
pub fn draw(app: &App, theme: &Theme, frame: &mut Frame<'_>) -> Learned {
    let area = frame.area();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        let sentence = say::too_small(SMALLEST.0, SMALLEST.1, area.width, area.height);
        paint::text(frame.buffer_mut(), (0, 0), area.width, &sentence, theme.strong);
        return Learned { spots: Vec::new(), ..app.learned() };
    }
    let [header, tabs, rule, body, rule_below, footer] = stack(area, [1, 1, 1, 0, 1, 1]);
    header::draw(app, theme, header, frame.buffer_mut());
    let mut spots = header::tabs(app, theme, tabs, frame.buffer_mut());
    paint::rule(frame.buffer_mut(), rule, theme.dim);
    paint::rule(frame.buffer_mut(), rule_below, theme.dim);

    let wide = area.width >= WIDE;
    let panel_fits = wide || area.height >= 20;
    let (pane, panel, parting) = match (app.panel_open(), wide) {
        (false, _) => (body, None, None),
        (true, true) => {
            let columns = (area.width / 3).clamp(38, 60);
            let (pane, panel) = (body.width - columns - 1, columns);
            let right = Rect { x: body.x + pane + 1, width: panel, ..body };
            for y in body.top()..body.bottom() {
                paint::text(frame.buffer_mut(), (body.x + pane, y), 1, signs().down, theme.dim);
            }
            for (y, sign) in [(rule.y, signs().joint_above), (rule_below.y, signs().joint_below)] {
                paint::text(frame.buffer_mut(), (body.x + pane, y), 1, sign, theme.dim);
            }
            (Rect { width: pane, ..body }, Some(right), None)
        }
        (true, false) => {
            let lines = panel::lines_below(app, body.height);
            let [pane, rule, panel] = stack(body, [0, 1, lines]);
            paint::rule(frame.buffer_mut(), rule, theme.dim);
            (pane, Some(panel), Some(rule))
        }
    };
    let (mut learned, hidden) = pane::draw(app, theme, pane, frame);
    draw_hidden(hidden, Rect { width: pane.width.saturating_sub(1), ..rule }, theme.dim, frame.buffer_mut());
    if let Some(panel) = panel {
        let buffer = frame.buffer_mut();
        spots.extend(match parting {
            None => panel::beside(app, theme, panel, buffer),
            Some(rule) => panel::below(app, theme, rule, panel, buffer),
        });
    }
    learned.wide = wide;
    learned.panel_fits = panel_fits;
    footer::draw(app, theme, footer, frame);
    spots.extend(popup::draw(app, theme, area, frame));
    learned.spots.extend(spots.into_iter().filter(|_| app.mouse_on()));
    let text = page::draw(app, theme, area, frame.buffer_mut());
    let text = text.or_else(|| conflict::draw(app, theme, area, frame.buffer_mut()));
    if let Some((lines, end)) = text {
        (learned.page_lines, learned.page_end) = (lines, end);
        // nothing that lies under it can be clicked
        learned.spots.clear();
    }
    learned
}

/// How many lines of a list are hidden above and below: `↑ 3  ↓ 12`; nothing where all are seen.
fn hidden_lines((above, below): (usize, usize)) -> String {
    let part = |sign: &str, count: usize| (count > 0).then(|| format!("{sign} {count}"));
    let parts = [part(signs().above, above), part(signs().under, below)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("  ")
}

/// The same at the right end of a rule.
fn draw_hidden(hidden: (usize, usize), rule: Rect, style: Style, buffer: &mut Buffer) {
    let words = hidden_lines(hidden);
    if !words.is_empty() {
        paint::text_right(buffer, (rule.right(), rule.y), rule.width, &format!(" {words} "), style);
    }
}

/// Rows below each other; the one of height 0 takes what is left.
fn stack<const N: usize>(area: Rect, heights: [u16; N]) -> [Rect; N] {
    let fixed: u16 = heights.iter().sum();
    let rest = area.height.saturating_sub(fixed);
    let mut y = area.y;
    heights.map(|height| {
        let height = (if height == 0 { rest } else { height }).min(area.bottom() - y);
        let row = Rect { y, height, ..area };
        y += height;
        row
    })
}
