//! The realistic test is the shortest to write: `open(json).keys("<down*3><enter>95%<enter>")`, then
//! assert on the screen, the caret, the document and the file. Everything is real but the terminal.

use std::path::{Path, PathBuf};

use jixiao::app::event::{Code, Event, Key};
use jixiao::app::{App, Effect};
use jixiao::cli::open::Open;
use jixiao::text::width;
use jixiao::view::{self, Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

/// The sample document, as the tests keep it.
pub const SAMPLE: &str = include_str!("../fixtures/import/beidaihe-2021.json");

/// An editor on a file of its own, with a screen.
pub struct Editor {
    pub open: Open,
    terminal: Terminal<TestBackend>,
    /// What the last frame drew. The backend's own copy keeps what once stood below a wide glyph.
    frame: Buffer,
    folder: tempfile::TempDir,
    theme: Theme,
    /// What was asked of the terminal, oldest first.
    pub effects: Vec<Effect>,
}

/// Opens `json` for writing on a screen of 120×40.
pub fn open(json: &str) -> Editor {
    start(json, false)
}

/// Opens `json` as `jixiao view` does.
pub fn look(json: &str) -> Editor {
    start(json, true)
}

fn start(json: &str, only_look: bool) -> Editor {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("文件.json");
    std::fs::write(&path, json).unwrap();
    let open = Open::file(&path, only_look).unwrap();
    let terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    let frame = Buffer::default();
    let mut editor = Editor { open, terminal, frame, folder, theme: Theme::coloured(), effects: Vec::new() };
    editor.draw();
    editor
}

impl Editor {
    /// Another size of the screen.
    pub fn size(mut self, columns: u16, lines: u16) -> Editor {
        self.terminal = Terminal::new(TestBackend::new(columns, lines)).unwrap();
        self.send(Event::Resized);
        self
    }

    /// Without colours.
    pub fn mono(mut self) -> Editor {
        self.theme = Theme::mono();
        self.draw();
        self
    }

    /// Sends keys: text as it is, others as `<enter>`, `<down*3>`, `<ctrl-s>`, `<f8>`.
    pub fn keys(mut self, script: &str) -> Editor {
        for key in parse(script) {
            self.send(Event::Key(key));
        }
        self
    }

    /// Sends a paste.
    pub fn paste(mut self, text: &str) -> Editor {
        self.send(Event::Paste(text.to_string()));
        self
    }

    pub fn send(&mut self, event: Event) {
        self.open.event(event);
        for effect in self.open.app.take_effects() {
            let left = self.open.carry_out(effect);
            self.effects.extend(left);
        }
        self.draw();
    }

    fn draw(&mut self) {
        // a second time, with what the first one learned about the screen, as after any key
        for _ in 0..2 {
            let mut learned = None;
            let (app, theme) = (&self.open.app, &self.theme);
            let drawn = self.terminal.draw(|frame| learned = Some(view::draw(app, theme, frame))).unwrap();
            self.frame = drawn.buffer.clone();
            self.open.app.learn(learned.unwrap());
        }
    }

    pub fn app(&self) -> &App {
        &self.open.app
    }

    /// The screen as text, a line a row, without blanks at the ends.
    pub fn screen(&self) -> String {
        text_of(&self.frame)
    }

    /// The line of the screen that holds `words`.
    pub fn line_with(&self, words: &str) -> String {
        let screen = self.screen();
        let line = screen.lines().find(|line| line.contains(words));
        line.unwrap_or_else(|| panic!("no line holds {words:?}:\n{screen}")).to_string()
    }

    /// Where the terminal's caret stands, when it is shown.
    pub fn terminal_caret(&mut self) -> Option<Position> {
        let shown = self.terminal.backend().cursor_visible();
        shown.then(|| self.terminal.get_cursor_position().unwrap())
    }

    /// The place of the caret in the document.
    pub fn place(&self) -> String {
        self.app().caret().place.to_string()
    }

    /// What stands at a place of the document, as it is shown.
    pub fn value(&self, place: &str) -> String {
        let place: jixiao::model::Place = place.parse().unwrap();
        let slot = place.find(self.app().document());
        slot.map(|slot| slot.shown()).unwrap_or_else(|| panic!("nothing at {place}"))
    }

    /// The document as it would be saved.
    pub fn json(&self) -> String {
        self.app().document().to_json()
    }

    /// The bytes of the file.
    pub fn file(&self) -> String {
        std::fs::read_to_string(self.path()).unwrap()
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("文件.json")
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The sentence in the footer.
    pub fn message(&self) -> &str {
        self.app().message().map_or("", |message| &message.text)
    }
}

/// What stands on a screen, a line a row, without blanks at the ends.
pub fn text_of(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += (width::width(symbol) as u16).max(1);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The keys of a script.
pub fn parse(script: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = script;
    while let Some(c) = rest.chars().next() {
        if c == '<'
            && let Some((name, after)) = rest[1..].split_once('>')
        {
            let (name, count) = match name.split_once('*') {
                Some((name, count)) => (name, count.parse().unwrap()),
                None => (name, 1),
            };
            keys.extend(std::iter::repeat_n(named(name), count));
            rest = after;
        } else {
            keys.push(Key::from(c));
            rest = &rest[c.len_utf8()..];
        }
    }
    keys
}

fn named(name: &str) -> Key {
    if let Some(rest) = name.strip_prefix("ctrl-") {
        return Key { ctrl: true, ..named(rest) };
    }
    let code = match name {
        "enter" => Code::Enter,
        "esc" => Code::Esc,
        "tab" => Code::Tab,
        "backtab" => Code::BackTab,
        "bs" => Code::Backspace,
        "del" => Code::Delete,
        "left" => Code::Left,
        "right" => Code::Right,
        "up" => Code::Up,
        "down" => Code::Down,
        "home" => Code::Home,
        "end" => Code::End,
        "pgup" => Code::PageUp,
        "pgdn" => Code::PageDown,
        _ => match name.strip_prefix('f').and_then(|n| n.parse().ok()) {
            Some(n) => Code::F(n),
            None => Code::Char(name.chars().next().unwrap()),
        },
    };
    Key::plain(code)
}
