//! The mouse, once it is switched on: what was drawn where is told by drawing ([`Spot`]), so that a
//! click means what is seen there.

use super::event::{Code, Key, Mouse, MouseAct};
use super::form::Tab;
use super::panel::Cursor;
use super::popup::Popup;
use super::{App, Effect};
use crate::text::say;

/// How many rows the wheel turns.
const WHEEL: isize = 3;

/// Something on the screen that can be clicked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Its first column and line.
    pub from: (u16, u16),
    /// Its columns and lines.
    pub size: (u16, u16),
    /// What it is.
    pub what: Target,
}

/// What can be clicked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A tab.
    Tab(Tab),
    /// A cell, by row and cell of [`App::rows`].
    Cell(usize, usize),
    /// The panel; a line of its list.
    Panel(Option<Cursor>),
    /// A line of the list that is open.
    Entry(usize),
}

impl Spot {
    fn holds(&self, mouse: Mouse) -> bool {
        let within = |at: u16, from: u16, size: u16| at.checked_sub(from).is_some_and(|past| past < size);
        within(mouse.x, self.from.0, self.size.0) && within(mouse.y, self.from.1, self.size.1)
    }
}

impl App {
    /// Whether the mouse is switched on; only then drawing tells what is where.
    pub fn mouse_on(&self) -> bool {
        self.mouse_on
    }

    pub(super) fn toggle_mouse(&mut self) {
        self.mouse_on = !self.mouse_on;
        self.effects.push(Effect::Mouse(self.mouse_on));
        self.say(if self.mouse_on { say::MOUSE_ON } else { say::MOUSE_OFF }.to_string());
    }

    pub(super) fn mouse_did(&mut self, mouse: Mouse) {
        if !self.mouse_on {
            return;
        }
        // what was drawn last lies on top
        let spot = self.learned.spots.iter().rev().find(|spot| spot.holds(mouse));
        let what = spot.map(|spot| spot.what.clone());
        self.message = None;
        match (mouse.act, &mut self.popup) {
            (MouseAct::Click, Some(Popup::List(list))) => {
                if let Some(Target::Entry(n)) = what {
                    list.at = n;
                    self.popup_key(Key::plain(Code::Enter));
                }
            }
            (MouseAct::WheelUp, Some(_)) => self.popup_key(Key::plain(Code::Up)),
            (MouseAct::WheelDown, Some(_)) => self.popup_key(Key::plain(Code::Down)),
            (MouseAct::Click, Some(_)) => {}
            (MouseAct::Click, None) => self.click(what),
            (MouseAct::WheelUp, None) => self.wheel(what, -1),
            (MouseAct::WheelDown, None) => self.wheel(what, 1),
        }
    }

    fn click(&mut self, what: Option<Target>) {
        match what {
            Some(Target::Tab(tab)) => {
                self.close_field();
                if tab != self.tab {
                    self.switch(tab);
                }
            }
            // what is typed there is still being typed
            Some(Target::Cell(row, cell)) if self.is_typed(row, cell) => {}
            Some(Target::Cell(row, cell)) => {
                self.close_field();
                self.panel.focused = false;
                let rows = self.rows();
                self.caret.stand(&rows, row, cell);
                self.follow_in_panel();
            }
            Some(Target::Panel(line)) => {
                self.close_field();
                self.panel.focused = true;
                self.panel.cursor = line.unwrap_or(self.panel.cursor);
                self.follow_in_panel();
            }
            Some(Target::Entry(_)) | None => {}
        }
    }

    fn is_typed(&self, row: usize, cell: usize) -> bool {
        self.typing.is_some() && (self.caret.row, self.caret.cell) == (row, cell)
    }

    fn wheel(&mut self, what: Option<Target>, by: isize) {
        if self.typing.is_some() {
            return;
        }
        match what {
            Some(Target::Panel(_)) => {
                self.panel.focused = true;
                self.panel_move(by);
            }
            _ => {
                self.panel.focused = false;
                self.move_rows(by * WHEEL);
            }
        }
    }
}
