//! What goes over the line: how many bytes a key sends, the mouse once it is on, and the signs of a
//! terminal that draws `…` and the like two columns wide.

mod support;

use jixiao::app::App;
use jixiao::app::Effect;
use jixiao::app::event::{Event, Mouse, MouseAct};
use jixiao::model::read;
use jixiao::term::Screen;
use jixiao::text::width;
use jixiao::view::{self, Theme};
use ratatui::layout::Size;
use support::editor::{Editor, SAMPLE, open, parse};

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
    // beside the table the panel is drawn again, with what it says of the place
    for (open, budget, whole) in [(false, 200, 1500), (true, 1700, 1700)] {
        let mut editor = counting();
        editor.keys("]]]]");
        if !open {
            editor.keys("<f6><f6>");
        }
        for project in 1..=12 {
            assert_eq!(editor.app.panel_open(), open);
            for key in ["<down>", "<up>"] {
                for (scrolled, table, bytes) in walk(&mut editor, key) {
                    let budget = if scrolled > 0 || !table { whole } else { budget };
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

/// Does something with the mouse on the first place of the screen that shows `words`.
#[track_caller]
fn mouse(editor: &mut Editor, act: MouseAct, words: &str) {
    let screen = editor.screen();
    let found = screen.lines().zip(0..).find_map(|(line, y)| Some((&line[..line.find(words)?], y)));
    let (before, y) = found.unwrap_or_else(|| panic!("no {words:?} on\n{screen}"));
    editor.send(Event::Mouse(Mouse { act, x: width::width(before) as u16, y }));
}

#[test]
fn the_mouse_is_off_until_a_command_switches_it_on() {
    let mut editor = open(SAMPLE);
    let before = editor.screen();
    mouse(&mut editor, MouseAct::Click, "分项目标");
    mouse(&mut editor, MouseAct::WheelDown, "人事代理人员经费");
    assert_eq!(editor.screen(), before);
    let mut editor = editor.keys("?鼠标<enter>");
    assert_eq!(editor.effects, [Effect::Mouse(true)]);
    mouse(&mut editor, MouseAct::Click, "分项目标");
    assert!(editor.place().starts_with("sub_goals/"), "{}", editor.place());
    // and off again
    let mut editor = editor.keys("?鼠标<enter>");
    assert_eq!(editor.effects.last(), Some(&Effect::Mouse(false)));
    mouse(&mut editor, MouseAct::Click, "总览");
    assert!(editor.place().starts_with("sub_goals/"));
}

#[test]
fn a_click_chooses_what_is_seen_there_and_the_wheel_turns() {
    let mut editor = open(SAMPLE).keys("?鼠标<enter>");
    mouse(&mut editor, MouseAct::Click, "刻章费");
    assert!(editor.line_with("刻章费").contains('▌') || editor.place().starts_with("projects/"));
    mouse(&mut editor, MouseAct::Click, "1 人事代理");
    mouse(&mut editor, MouseAct::Click, "工资保险发放");
    assert_eq!(editor.app().caret().place.name(), Some("name"));
    assert_eq!(editor.value(&editor.place()), "工资保险发放（缴纳）标准");
    let row = editor.app().caret().row;
    mouse(&mut editor, MouseAct::WheelUp, "二级指标");
    assert_eq!(editor.app().caret().row, row - 3);
    // a finding in the panel
    mouse(&mut editor, MouseAct::Click, "SC002");
    assert!(editor.app().panel().focused);
    assert_eq!(editor.app().current_finding().unwrap().code, "SC002");
    // what is typed is taken when something else is clicked
    mouse(&mut editor, MouseAct::Click, "人事代理人员经费");
    let mut editor = editor.keys("<up*30><down><enter>甲");
    mouse(&mut editor, MouseAct::Click, "工资保险发放");
    assert!(editor.app().typing().is_none());
    assert!(editor.json().contains("人事代理人员经费甲"));
    // an entry of a list
    let mut editor = editor.keys("<ctrl-p>");
    mouse(&mut editor, MouseAct::WheelDown, "输入文字");
    mouse(&mut editor, MouseAct::Click, "劳务派遣人员经费");
    assert!(editor.app().popup().is_none());
    assert_eq!(editor.line_with("项目名称").split_whitespace().nth(1), Some("劳务派遣人员经费"));
    // beside everything
    editor.send(Event::Mouse(Mouse { act: MouseAct::Click, x: 5000, y: 5000 }));
}

/// Everything that a person or a clipboard may throw at a field.
const BAD: [&str; 8] = [
    "甲\u{1b}[2J\u{7}\u{9b}31m\u{0}乙",
    "左\u{202e}右\u{2066}中\u{200f}",
    "👨\u{200d}👩\u{200d}👧一家👍🏽好🇨🇳",
    "\u{301}\u{302}甲e\u{301}\u{20dd}",
    "≥95%“引号”……—①",
    "\u{fe0f}❤\u{fe0f}☎",
    "한글 ไทย नमस्ते العربية",
    "\t\r\n\r\n末",
];

#[test]
fn the_caret_is_where_the_text_says_whatever_is_typed() {
    for bad in BAD {
        let mut editor = open(SAMPLE).keys("]]]]<down><enter><ctrl-u>").paste(bad);
        let typed = editor.app().typing().unwrap().text();
        let start = width::width(editor.line_with("项目名称").split("项目名称").next().unwrap()) as u16 + 12;
        let mut columns = width::width(&typed) as u16;
        assert_eq!(editor.terminal_caret().unwrap().x, start + columns, "{bad:?} as {typed:?}");
        // one glyph back at a time, to the start
        for glyph in width::graphemes(&typed).rev() {
            editor = editor.keys("<left>");
            columns -= width::cell_width(glyph) as u16;
            assert_eq!(editor.terminal_caret().unwrap().x, start + columns, "before {glyph:?} in {typed:?}");
        }
        assert_eq!(columns, 0);
        let screen = editor.screen();
        assert!(!screen.contains(|c: char| c.is_control() && c != '\n'), "{screen}");
        assert!(!screen.contains(['\u{202e}', '\u{2066}', '\u{200f}']), "{screen}");
    }
}

#[test]
fn up_and_down_move_by_the_lines_that_are_shown() {
    let mut editor = open(SAMPLE).keys("]<enter>");
    let end = editor.terminal_caret().unwrap();
    editor = editor.keys("<up>");
    let above = editor.terminal_caret().unwrap();
    assert_eq!(above.y, end.y - 1);
    assert!(above.x.abs_diff(end.x) <= 2, "{end:?} {above:?}");
    editor = editor.keys("<down>");
    assert_eq!(editor.terminal_caret(), Some(end));
}

#[test]
fn a_megabyte_pasted_into_a_name_is_kept_whole() {
    let long = "保障人员经费".repeat(60_000);
    let mut editor = open(SAMPLE).keys("]]]]<down><enter><ctrl-u>").paste(&long).keys("尾");
    assert!(editor.terminal_caret().is_some());
    editor = editor.keys("<enter>");
    assert!(editor.json().contains(&format!("\"name\": \"{long}尾\"")));
}
