//! Moving, showing and copying: what a reader may do as well. Nothing here can reach the desk.

use super::action::{Action, Look};
use super::event::Key;
use super::form::{self, RowKind, Tab};
use super::popup::Popup;
use super::prompt::Asks;
use super::share::Share;
use super::{App, Effect, keymap};
use crate::model::Slot;
use crate::text::say;

impl App {
    pub(super) fn look(&mut self, look: Look) {
        let page = self.learned.page.max(2) as isize - 1;
        match look {
            Look::Up if self.panel.focused => self.panel_move(-1),
            Look::Down if self.panel.focused => self.panel_move(1),
            Look::PageUp if self.panel.focused => self.panel_move(-page),
            Look::PageDown if self.panel.focused => self.panel_move(page),
            Look::Top if self.panel.focused => self.panel_move(isize::MIN / 2),
            Look::Bottom if self.panel.focused => self.panel_move(isize::MAX / 2),
            Look::Left if self.panel.focused => self.panel_open_group(false),
            Look::Right if self.panel.focused => self.panel_open_group(true),
            Look::RowStart if self.panel.focused => self.panel_move(isize::MIN / 2),
            Look::RowEnd if self.panel.focused => self.panel_move(isize::MAX / 2),
            Look::Up => self.move_rows(-1),
            Look::Down => self.move_rows(1),
            Look::PageUp => self.move_rows(-page),
            Look::PageDown => self.move_rows(page),
            Look::Top => self.move_rows(isize::MIN / 2),
            Look::Bottom => self.move_rows(isize::MAX / 2),
            Look::Left => self.move_cells(-1),
            Look::Right => self.move_cells(1),
            Look::RowStart => self.move_cells(isize::MIN / 2),
            Look::RowEnd => self.move_cells(isize::MAX / 2),
            Look::NextCell => self.step_cell(true),
            Look::PreviousCell => self.step_cell(false),
            Look::NextTab => self.turn(1),
            Look::PreviousTab => self.turn(-1),
            Look::Find => self.popup = Some(Popup::find(String::new())),
            Look::Search => self.popup = Some(Popup::search(self.search.query.clone())),
            Look::Hits => self.popup = Some(Popup::hits(self.search.at)),
            Look::NextHit => self.hit(1),
            Look::PreviousHit => self.hit(-1),
            Look::NextFinding => self.step_finding(1),
            Look::PreviousFinding => self.step_finding(-1),
            Look::Panel => self.toggle_panel(),
            Look::PanelScope => self.toggle_scope(),
            Look::FilterSeverity => self.filter_severity(),
            Look::FilterDimension => self.filter_dimension(),
            Look::FilterRule => self.filter_rule(),
            Look::ClearFilter => self.clear_filter(),
            Look::Explain => self.explain(),
            Look::Plain => self.plain(),
            Look::Export => self.ask_export(),
            Look::Conflicts => self.choose_conflicts(),
            Look::OpenRow => self.open_row(),
            Look::CopyRow => {
                let name = self.copy_rows(false);
                self.marks.clear();
                self.say(name.map_or_else(|| say::NO_ROW_HERE.to_string(), |name| say::row_copied(&name)));
            }
            Look::Mark => self.mark(),
            Look::MarkRange => self.mark_range(),
            Look::MarkAll => self.mark_all(),
            Look::NextEmpty => self.step_empty(true),
            Look::PreviousEmpty => self.step_empty(false),
            Look::Back => self.retrace(true),
            Look::Forward => self.retrace(false),
            Look::CopyCell => {
                let text = self.caret.place.find(self.document()).map(Slot::shown).unwrap_or_default();
                self.effects.push(Effect::Copy(text));
            }
            Look::Help => self.popup = Some(Popup::help()),
            Look::Mouse => self.toggle_mouse(),
            Look::Repaint => self.effects.push(Effect::Repaint),
            Look::Who => self.effects.push(Effect::Share(Share::Who)),
            Look::Name => self.effects.push(Effect::AskName),
            Look::Suspend => self.effects.push(Effect::Suspend),
            Look::Quit if self.is_changed() => self.popup = Some(Popup::quit(self)),
            Look::Quit => self.effects.push(Effect::Quit),
            Look::Close => self.close(),
        }
    }

    pub(super) fn move_rows(&mut self, by: isize) {
        let rows = self.rows();
        let row = self.caret.row.saturating_add_signed(by);
        self.caret.stand(&rows, row, self.caret.cell);
        self.follow_in_panel();
    }

    fn move_cells(&mut self, by: isize) {
        let rows = self.rows();
        let cell = self.caret.cell.saturating_add_signed(by);
        self.caret.stand(&rows, self.caret.row, cell);
        self.follow_in_panel();
    }

    /// To the next cell, at the end of a row to the next row.
    fn step_cell(&mut self, forward: bool) {
        let rows = self.rows();
        let cells = rows.get(self.caret.row).map_or(0, |row| row.cells.len());
        let (row, cell) = match (forward, self.caret.cell) {
            (true, cell) if cell + 1 < cells => (self.caret.row, cell + 1),
            (true, _) if self.caret.row + 1 < rows.len() => (self.caret.row + 1, 0),
            (false, cell) if cell > 0 => (self.caret.row, cell - 1),
            (false, _) if self.caret.row > 0 => (self.caret.row - 1, usize::MAX),
            (_, cell) => (self.caret.row, cell),
        };
        self.caret.stand(&rows, row, cell);
        self.follow_in_panel();
    }

    fn turn(&mut self, by: isize) {
        let tabs = self.tabs();
        let now = tabs.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        let next = now.saturating_add_signed(by).min(tabs.len().saturating_sub(1));
        if next == now {
            self.say(if by > 0 { say::LAST_TAB } else { say::FIRST_TAB }.to_string());
        } else if let Some(tab) = tabs.into_iter().nth(next) {
            self.switch(tab);
        }
    }

    /// Opens the project of the overview, or the record around the caret with all its fields.
    pub(super) fn open_row(&mut self) {
        let Some(row) = self.row() else { return };
        match row.record(self.caret.cell) {
            Some(project) if row.kind == RowKind::Project => self.switch(Tab::Project(project)),
            Some(item) if self.opened.is_none() => {
                let back = self.caret.clone();
                self.opened = Some((item, back));
                self.settle();
            }
            _ => self.complain(say::NOTHING_TO_OPEN),
        }
    }

    /// Closes what lies on top: the focus of the panel, the opened row, the marks, the hits.
    fn close(&mut self) {
        if self.panel.focused {
            self.panel.focused = false;
            self.follow_in_panel();
        } else if let Some((_, back)) = self.opened.take() {
            self.caret = back;
            self.settle();
        } else if !self.marks.clear() {
            self.search.hits.clear();
        }
    }

    pub(super) fn popup_key(&mut self, key: Key) {
        let Some(mut popup) = self.popup.take() else { return };
        // whoever wants out is not held by something to choose or to fill in
        let quit = Action::Look(Look::Quit);
        if matches!(popup, Popup::List(_) | Popup::Prompt(_)) && keymap::command(key) == Some(quit) {
            return self.act(quit);
        }
        match popup.key(self, key) {
            super::popup::Next::Stay => self.popup = Some(popup),
            super::popup::Next::Close => {}
            super::popup::Next::Ask(effect) => {
                self.popup = Some(popup);
                self.effects.push(effect);
            }
            super::popup::Next::Do(chosen) => self.choose(chosen),
        }
    }

    fn choose(&mut self, chosen: super::popup::Chosen) {
        use super::popup::Chosen;
        match chosen {
            Chosen::Run(action) => self.act(action),
            // a project or a page, as one left it
            Chosen::Go(place)
                if place.project().as_ref() == Some(&place)
                    || form::pages().iter().any(|(_, page)| *page == place) =>
            {
                self.panel.focused = false;
                self.switch(form::tab_of(&place));
            }
            Chosen::Go(place) => self.go_to(&place),
            Chosen::Hit(at) => {
                self.search.at = at;
                self.hit(0);
            }
            Chosen::Value(place, text) => self.commit_text(&place, &text),
            Chosen::Typed(Asks::Search, query) => self.start_search(query),
            Chosen::Typed(Asks::Reason(findings), reason) => self.add_waivers(&findings, &reason),
            Chosen::Typed(Asks::SaveAs { then_quit }, name) => {
                self.effects.push(Effect::SaveAs { name, over: false, then_quit });
            }
            Chosen::Typed(Asks::Import, path) => self.file_named(&path),
            Chosen::Typed(Asks::Export, name) => {
                self.effects.push(Effect::Export { name, over: false });
            }
            Chosen::Typed(Asks::Name { .. }, name) => self.effects.push(Effect::Name(name)),
            Chosen::Conflict(choice) => self.choose_side(choice),
            Chosen::Answer(answer) => self.answer(answer),
        }
    }
}

/// The list without the names of the records on the way: rows can be pasted wherever the same kind
/// of list is.
pub(super) fn kind_of_list(list: &str) -> String {
    list.split('/').filter(|part| !part.starts_with('#')).collect::<Vec<_>>().join("/")
}
