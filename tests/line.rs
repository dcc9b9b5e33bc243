//! What goes over the line: how many bytes a key sends, the mouse once it is on, and the signs of a
//! terminal that draws `…` and the like two columns wide.

mod support;

use jixiao::app::App;
use jixiao::app::event::Event;
use jixiao::model::read;
use jixiao::term::Screen;
use jixiao::view::{self, Theme};
use ratatui::layout::Size;
use support::editor::{SAMPLE, parse};

/// An editor on the sample at 120×40, with a line that only counts.
struct Counting {
    app: App,
    screen: Screen<Vec<u8>>,
    /// The bytes of the last frame.
    last: String,
}

fn counting() -> Counting {
    counting_on(SAMPLE)
}

fn counting_on(json: &str) -> Counting {
    let (document, reading) = read(json).unwrap();
    let app = App::new("beidaihe-2021.json", document, &reading, None);
    let screen = Screen::new(Vec::new(), Size::new(120, 40), true);
    let mut counting = Counting { app, screen, last: String::new() };
    counting.draw();
    counting.draw();
    counting
}

impl Counting {
    /// Draws a frame; gives its bytes, synchronized output counted.
    fn draw(&mut self) -> usize {
        let mut learned = None;
        let (app, theme) = (&self.app, Theme::coloured());
        let drawn = self.screen.draw(|frame| learned = Some(view::draw(app, &theme, frame))).unwrap();
        self.app.learn(learned.unwrap());
        self.last = String::from_utf8(std::mem::take(self.screen.out())).unwrap();
        drawn.bytes
    }

    /// Sends keys, a frame after each; gives the bytes of the last frame.
    fn keys(&mut self, script: &str) -> usize {
        let mut bytes = 0;
        for key in parse(script) {
            self.app.event(Event::Key(key));
            bytes = self.draw();
        }
        bytes
    }

    #[track_caller]
    fn at_most(&mut self, budget: usize, script: &str, what: &str) {
        let bytes = self.keys(script);
        println!("{what}: {bytes} of {budget}  {:?}", self.last);
        assert!(bytes <= budget, "{what}: {bytes} bytes, {budget} are allowed:\n{:?}", self.last);
    }
}

#[test]
fn nothing_is_sent_where_nothing_changed() {
    let mut editor = counting();
    assert_eq!(editor.draw(), 0);
    assert_eq!(editor.keys("]]]]<down*12>"), editor.last.len());
    assert_eq!(editor.draw(), 0);
    // a key that does nothing sends nothing
    editor.keys("<end>");
    assert_eq!(editor.keys("<end>"), 0);
}

#[test]
fn typing_in_a_long_text_sends_little() {
    let mut editor = counting();
    // the first character marks the document as changed, in the header
    editor.keys("]<enter>保");
    editor.at_most(45, "障", "an appended glyph");
    editor.at_most(45, "a", "an appended letter");
    for (key, what) in [("<left>", "left"), ("<right>", "right"), ("<up>", "up"), ("<home>", "home")] {
        editor.at_most(40, key, what);
    }
    editor.at_most(1100, "保", "a character that reflows four rows");
    editor.at_most(1100, "<bs>", "a character taken back");
}

/// Walks to the end of a project table; gives for each move by how many lines it scrolled, whether it
/// came from one row of the indicator table to another, and its bytes.
fn walk(editor: &mut Counting, key: &str) -> Vec<(usize, bool, usize)> {
    let mut moves = Vec::new();
    loop {
        let (before, scroll) = (editor.app.caret().clone(), editor.app.learned().scroll);
        let bytes = editor.keys(key);
        let now = editor.app.caret();
        if now.row == before.row {
            return moves;
        }
        let in_table = |place: &jixiao::model::Place| place.indicator().is_some();
        let table = in_table(&before.place) && in_table(&now.place);
        moves.push((editor.app.learned().scroll.abs_diff(scroll), table, bytes));
    }
}

#[test]
fn row_moves_keep_their_budgets_in_every_project() {
    for (open, budget) in [(false, 200), (true, 1500)] {
        let mut editor = counting();
        editor.keys("]]]]");
        if !open {
            editor.keys("<f6><f6>");
        }
        for project in 1..=12 {
            assert_eq!(editor.app.panel_open(), open);
            for key in ["<down>", "<up>", "<down>"] {
                for (scrolled, table, bytes) in walk(&mut editor, key) {
                    let budget = if scrolled > 0 || !table { 1500 } else { budget };
                    assert!(bytes <= budget, "project {project}, {key}, panel {open}: {bytes} of {budget}");
                }
            }
            editor.keys("]");
        }
    }
}

#[test]
fn a_scroll_by_one_row_keeps_its_budget() {
    // one project with the rows of all
    let mut document: serde_json::Value = serde_json::from_str(SAMPLE).unwrap();
    let projects = document["projects"].as_array_mut().unwrap();
    let rows: Vec<_> = projects.iter().flat_map(|p| p["indicators"].as_array().unwrap().clone()).collect();
    projects[0]["indicators"] = rows.into();
    let mut editor = counting_on(&document.to_string());
    editor.keys("]]]]<f6><f6>");
    let mut scrolls = 0;
    for key in ["<down>", "<up>"] {
        for (scrolled, _, bytes) in walk(&mut editor, key) {
            // a row, and the heading of its group; the rules of the first rows are another matter
            if (1..=2).contains(&scrolled) {
                scrolls += 1;
                assert!(bytes <= 1500, "{key}, by {scrolled}: {bytes} bytes");
            }
        }
    }
    assert!(scrolls > 50, "the table is longer than the screen");
}
