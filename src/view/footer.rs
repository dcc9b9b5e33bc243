//! The last line: what just happened, else what can be done here and now. The search types here.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::{READABLE, Theme, paint};
use crate::app::App;
use crate::app::action::{Action, Change, Look};
use crate::app::popup::Popup;
use crate::text::{clean, say, width};

/// The commands that are offered from the left, the more useful first; those that cannot run are
/// left out.
const OFFERED: [Action; 8] = [
    Action::Change(Change::Edit),
    Action::Look(Look::NextFinding),
    Action::Change(Change::Add),
    Action::Change(Change::Delete),
    Action::Look(Look::OpenRow),
    Action::Look(Look::Panel),
    Action::Look(Look::Find),
    Action::Look(Look::Quit),
];

/// What comes and goes with the caret stands at the right, beside the help: so the rest of the line
/// stays where it is, for the eye and for the line.
const PASSING: [Action; 4] = [
    Action::Look(Look::Close),
    Action::Change(Change::Save),
    Action::Change(Change::ApplyFix),
    Action::Look(Look::NextHit),
];

/// Columns between two hints.
const GAP: u16 = 3;

/// What is offered while the keys are in the panel.
const IN_PANEL: [Action; 8] = [
    Action::Change(Change::Edit),
    Action::Look(Look::Left),
    Action::Change(Change::ApplyFix),
    Action::Look(Look::Explain),
    Action::Change(Change::Waive),
    Action::Look(Look::PanelScope),
    Action::Look(Look::FilterSeverity),
    Action::Change(Change::ApplySafe),
];

pub(super) fn draw(app: &App, theme: &Theme, area: Rect, frame: &mut Frame<'_>) {
    let x = area.x + 1;
    let room = area.width.saturating_sub(2);
    let buffer = frame.buffer_mut();
    if let Some(Popup::Prompt(prompt)) = app.popup() {
        let typed = clean::visible(&prompt.text);
        // what is asked gives way to what is typed
        let words = prompt.words(room as usize * 2 / 3);
        // of a long line the end is seen, where the caret is
        let tail = room.saturating_sub(width::width(&words) as u16 + 1);
        let typed = end_of(&typed, tail as usize);
        let style = if prompt.proposed { theme.cursor } else { theme.field };
        let used = paint::pieces(buffer, (x, area.y), room, &[(&words, theme.accent), (typed, style)]);
        let left = room.saturating_sub(used + 2);
        if left as usize >= width::width(prompt.keys()) {
            paint::text_right(buffer, (x + room, area.y), left, prompt.keys(), theme.dim);
        }
        frame.set_cursor_position(Position::new((x + used).min(area.right().saturating_sub(1)), area.y));
        return;
    }
    if let Some(message) = app.message() {
        let style = if message.bad { theme.accent } else { theme.strong };
        paint::text(buffer, (x, area.y), room, &message.text, style);
        return;
    }
    if app.typing().is_some() {
        paint::text(buffer, (x, area.y), room, say::TYPING_KEYS, theme.dim);
        return;
    }
    // what lies over the panes says its keys itself
    if app.popup().is_some() {
        return;
    }
    let whole = frame.area();
    let buffer = frame.buffer_mut();
    if whole.width < READABLE.0 || whole.height < READABLE.1 {
        let sentence = say::too_small(READABLE.0, READABLE.1, whole.width, whole.height);
        paint::text(buffer, (x, area.y), room, &sentence, theme.accent);
        return;
    }
    let columns = |words: &str| width::width(words) as u16;
    // from the right edge to the left: the help, and what passes, as far as half the line goes
    let mut right = x + room;
    let offered: &[Action] = if app.panel().focused { &IN_PANEL } else { &OFFERED };
    let passing = PASSING.into_iter().filter(|action| !offered.contains(action) && is_offered(app, *action));
    for action in std::iter::once(Action::Look(Look::Help)).chain(passing) {
        let words = hint(action);
        let left = right.saturating_sub(columns(&words));
        if left < x + room / 2 && action != Action::Look(Look::Help) {
            break;
        }
        paint::text(buffer, (left, area.y), right - left, &words, theme.dim);
        right = left.saturating_sub(GAP);
    }
    // the room of the hint that comes and goes most often is always kept where it may come
    if app.read_only().is_none() && !app.panel().focused {
        let kept =
            columns(&hint(Action::Look(Look::Help))) + columns(&hint(Action::Change(Change::ApplyFix)));
        right = right.min((x + room).saturating_sub(kept + 2 * GAP));
    }
    let mut at = x;
    for action in offered.iter().copied().filter(|action| is_offered(app, *action)) {
        let words = match action {
            Action::Change(Change::Edit) if app.panel_group().is_some() => say::PANEL_OPEN.to_string(),
            Action::Change(Change::Edit) if app.panel().focused => say::PANEL_ENTER.to_string(),
            Action::Look(Look::Left) => say::PANEL_CLOSE.to_string(),
            Action::Change(Change::Waive) if app.is_about_waiver() => say::UNWAIVE_KEY.to_string(),
            action => hint(action),
        };
        if at + columns(&words) > right {
            break;
        }
        at += paint::text(buffer, (at, area.y), room, &words, theme.dim) + GAP;
    }
}

/// As much of the end of `text` as fits into `columns`.
fn end_of(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let mut start = text.len();
    for (at, glyph) in width::grapheme_indices(text).rev() {
        used += width::cell_width(glyph);
        if used > columns {
            break;
        }
        start = at;
    }
    &text[start..]
}

fn hint(action: Action) -> String {
    let Some(command) = action.command() else { return String::new() };
    let key = command.keys.first().map(|key| key.shown()).unwrap_or_default();
    format!("{key} {}", command.name)
}

fn is_offered(app: &App, action: Action) -> bool {
    let something_to_close = app.opened().is_some() || app.panel().focused;
    match action {
        Action::Look(Look::Close) => something_to_close,
        Action::Look(Look::OpenRow) => app.opened().is_none() && app.refusal(action).is_none(),
        Action::Look(Look::Left) => app.panel_within(),
        Action::Change(Change::Edit) => app.read_only().is_none() || app.panel().focused,
        Action::Change(Change::Save) => app.is_changed(),
        action => app.refusal(action).is_none(),
    }
}
