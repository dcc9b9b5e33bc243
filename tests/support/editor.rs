//! The realistic test is the shortest to write: `open(json).keys("<down*3><enter>95%<enter>")`, then
//! assert on the screen, the caret, the document and the file. Everything is real but the terminal.

use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::sync::mpsc::{Receiver, channel};

use jixiao::app::event::{Code, Event, Key};
use jixiao::app::{App, Effect};
use jixiao::cli::open::Open;
use jixiao::cli::watcher;
use jixiao::store::Memory;
use jixiao::store::watch::{News, Watch};
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
    path: PathBuf,
    /// Its own folder, where it has one.
    own: Option<tempfile::TempDir>,
    theme: Theme,
    /// What was asked of the terminal, oldest first.
    pub effects: Vec<Effect>,
    /// What the threads of the editor tell it.
    told: Receiver<Event>,
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
    reopen(folder, only_look)
}

/// Opens the file of `folder`, as after the editor that had it open has ended.
pub fn reopen(folder: tempfile::TempDir, only_look: bool) -> Editor {
    let path = folder.path().join("文件.json");
    Editor { own: Some(folder), ..at(&path, only_look) }
}

/// Opens the file at `path` as another person does, who may be at it together with others.
pub fn at(path: &Path, only_look: bool) -> Editor {
    let path = path.to_path_buf();
    let memory = Memory::below(&path.parent().unwrap().join(".state"));
    let starting = super::STARTING.read().unwrap_or_else(PoisonError::into_inner);
    let mut open = Open::with(&path, only_look, memory).unwrap();
    drop(starting);
    let (sender, told) = channel();
    open.tell_journal(sender);
    let terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    let frame = Buffer::default();
    let (theme, effects) = (Theme::coloured(), Vec::new());
    let mut editor = Editor { open, terminal, frame, path, own: None, theme, effects, told };
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
        self.open.note();
        for effect in self.open.app.take_effects() {
            let left = self.open.carry_out(effect);
            self.effects.extend(left);
        }
        self.draw();
    }

    /// The watcher has looked until what it saw had come to rest.
    pub fn looked(mut self) -> Editor {
        let mut watch = Watch::new(self.open.watched());
        let news: Vec<News> = (0..2).flat_map(|_| watch.look()).collect();
        news.into_iter().for_each(|news| self.send(Event::Outside(watcher::event(news))));
        self
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
        self.path.clone()
    }

    /// As after a second in which nothing is typed: everything is on the disk, or that it is not was
    /// told.
    pub fn settled(mut self) -> Editor {
        self.open.settle_journal();
        while let Ok(event) = self.told.try_recv() {
            self.send(event);
        }
        self
    }

    /// The editor is gone, whatever it had open; its files are still there.
    pub fn killed(self) -> tempfile::TempDir {
        self.own.unwrap()
    }

    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap()
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
