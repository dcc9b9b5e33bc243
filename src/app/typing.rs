//! The typing state: one field is open, and everything is text until Enter, Tab or Esc.

use tui_textarea::{CursorMove, CursorRenderMode, Input, TextArea, WrapMode};

use super::event::{Code, Key};
use crate::model::{Finding, Place};
use crate::text::clean;
use crate::text::width::graphemes;

/// A field while it is typed in.
#[derive(Debug)]
pub struct Typing {
    /// The field.
    pub place: Place,
    /// The text area that holds what is typed.
    pub area: TextArea<'static>,
    /// What it held when it was opened, cleaned as the text area has it.
    original: String,
    /// The row is new: leaving it empty takes it away again.
    pub fresh: bool,
    /// How the text will be understood; empty where it stays as it is.
    pub read_as: String,
    /// What would be wrong with it.
    pub findings: Vec<Finding>,
}

/// What a key does beside changing the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    /// Enter: take it and go down.
    Down,
    /// Tab: take it and go to the next cell.
    Next,
    /// Shift-Tab: take it and go to the cell before.
    Previous,
    /// Ctrl-S: take it and save.
    Save,
    /// Esc: leave the field as it was.
    Cancel,
}

/// Whether a key with Ctrl does something in the field itself.
pub(super) fn is_own(key: Key) -> bool {
    matches!(key.code, Code::Char('a' | 's' | 'u' | 'y' | 'z') | Code::Home | Code::End)
}

impl Typing {
    /// Opens the field at `place`, which holds `text`; with `selected`, the first key replaces it.
    pub fn open(place: Place, text: &str, selected: bool) -> Typing {
        let original = clean::typed(text).into_owned();
        let mut area = TextArea::new(original.split('\n').map(str::to_string).collect());
        area.set_wrap_mode(WrapMode::Glyph);
        area.set_cursor_render_mode(CursorRenderMode::Hidden);
        area.set_cursor_line_style(ratatui::style::Style::new());
        area.set_max_histories(1000);
        if selected {
            area.select_all();
        } else {
            area.move_cursor(CursorMove::Bottom);
            area.move_cursor(CursorMove::End);
        }
        Typing { place, area, original, fresh: false, read_as: String::new(), findings: Vec::new() }
    }

    /// What stands in it now.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Whether it differs from what was there.
    pub fn is_changed(&self) -> bool {
        self.text() != self.original
    }

    /// Takes a key; gives how to leave, when it asks to.
    pub fn key(&mut self, key: Key) -> Option<Leave> {
        match key.code {
            Code::Enter => return Some(Leave::Down),
            Code::Tab => return Some(Leave::Next),
            Code::BackTab => return Some(Leave::Previous),
            Code::Esc => return Some(Leave::Cancel),
            Code::Char('s') if key.ctrl => return Some(Leave::Save),
            Code::Char('z') if key.ctrl => {
                self.area.undo();
            }
            Code::Char('y') if key.ctrl => {
                self.area.redo();
            }
            Code::Char('a') if key.ctrl => self.area.select_all(),
            Code::Char('u') if key.ctrl => {
                self.area.delete_line_by_head();
            }
            Code::Char(c) if !key.ctrl && !key.alt && !clean::is_unsafe(c) => self.insert(&c.to_string()),
            Code::Char(_) | Code::F(_) | Code::Insert => {}
            Code::Backspace => self.delete(true),
            Code::Delete => self.delete(false),
            Code::Left => self.step(CursorMove::Back, key.shift),
            Code::Right => self.step(CursorMove::Forward, key.shift),
            Code::Up => self.go(CursorMove::Up, key.shift),
            Code::Down => self.go(CursorMove::Down, key.shift),
            Code::Home if key.ctrl => self.go(CursorMove::Top, key.shift),
            Code::End if key.ctrl => self.go(CursorMove::Bottom, key.shift),
            Code::Home => self.go(CursorMove::Head, key.shift),
            Code::End => self.go(CursorMove::End, key.shift),
            Code::PageUp | Code::PageDown => {}
        }
        None
    }

    /// Puts `text` in at the caret, in place of what is selected, as one step of undo.
    pub fn insert(&mut self, text: &str) {
        self.area.insert_str(text);
    }

    fn go(&mut self, to: CursorMove, selecting: bool) {
        if !selecting {
            self.area.cancel_selection();
        } else if !self.area.is_selecting() {
            self.area.start_selection();
        }
        self.area.move_cursor(to);
    }

    /// One glyph to the side, however many characters it is made of.
    fn step(&mut self, to: CursorMove, selecting: bool) {
        let back = matches!(to, CursorMove::Back);
        for _ in 0..self.glyph(back).max(1) {
            self.go(to, selecting);
        }
    }

    fn delete(&mut self, back: bool) {
        if self.area.is_selecting() {
            // with a selection either key deletes it and nothing more
            self.area
                .input_without_shortcuts(Input { key: tui_textarea::Key::Backspace, ..Input::default() });
            return;
        }
        let key = if back { tui_textarea::Key::Backspace } else { tui_textarea::Key::Delete };
        for _ in 0..self.glyph(back).max(1) {
            self.area.input_without_shortcuts(Input { key, ..Input::default() });
        }
    }

    /// How many characters the glyph before or after the caret has; 0 at the ends of a line.
    fn glyph(&self, back: bool) -> usize {
        let (row, column) = self.area.cursor();
        let Some(line) = self.area.lines().get(row) else { return 0 };
        let at = line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
        let glyph = if back { graphemes(&line[..at]).next_back() } else { graphemes(&line[at..]).next() };
        glyph.map_or(0, |glyph| glyph.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typing(text: &str) -> Typing {
        Typing::open(Place::root().field("year"), text, false)
    }

    #[test]
    fn whole_glyphs_are_deleted() {
        let mut field = typing("甲e\u{301}👨\u{200d}👩\u{200d}👧");
        field.key(Key::plain(Code::Backspace));
        assert_eq!(field.text(), "甲e\u{301}");
        field.key(Key::plain(Code::Backspace));
        assert_eq!(field.text(), "甲");
        field.key(Key::plain(Code::Home));
        field.key(Key::plain(Code::Delete));
        assert_eq!(field.text(), "");
        field.key(Key::plain(Code::Backspace));
        assert_eq!(field.text(), "");
    }

    #[test]
    fn with_the_old_text_selected_the_first_key_replaces_it() {
        let mut field = Typing::open(Place::root(), "旧的", true);
        field.insert("新");
        assert_eq!(field.text(), "新");
        assert!(field.is_changed());
        // the text area takes the deleting and the typing back one after the other
        field.key(Key::ctrl(Code::Char('z')));
        field.key(Key::ctrl(Code::Char('z')));
        assert!(!field.is_changed());
    }

    #[test]
    fn text_with_control_characters_is_not_changed_by_looking_at_it() {
        assert!(!typing("甲\u{1b}[2J\r\n乙").is_changed());
    }
}
