//! How a person gets to a document: the start screen, a text that is imported, a new one; and how
//! the program remembers where the work was left.

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use jixiao::app::event::Event;
use jixiao::app::preview::Preview;
use jixiao::app::shelf::{About, Found};
use jixiao::app::start::{Start, Wish};
use jixiao::cli::open::Open;
use jixiao::cli::start::{Importing, Shown, create};
use jixiao::cli::{memory, shelf};
use jixiao::store::{Memory, Visited};
use jixiao::view::{self, Theme};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use support::editor::{SAMPLE, parse, text_of};
use support::pty::Pty;

const SMALL: &str = include_str!("fixtures/editor/small.json");
const TEXT: &str = include_str!("fixtures/import/yunxi-2023.txt");
const TAKEN: &str = include_str!("fixtures/import/yunxi-2023.json");

/// A folder with documents, other files, and a memory of its own.
struct Folder {
    folder: tempfile::TempDir,
    state: tempfile::TempDir,
}

impl Folder {
    fn new(files: &[(&str, &str)]) -> Folder {
        let folder = Folder { folder: tempfile::tempdir().unwrap(), state: tempfile::tempdir().unwrap() };
        for (name, text) in files {
            fs::write(folder.path(name), text).unwrap();
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn memory(&self) -> Memory {
        Memory::below(self.state.path())
    }

    /// The start screen, nothing read yet.
    fn unread(&self) -> Start {
        let mut shelf = shelf::shelf(self.folder.path(), &self.memory());
        // the folder is another one in every run
        shelf.folder = "~/绩效".to_string();
        shelf.entries.iter_mut().filter(|entry| !entry.folder.is_empty()).for_each(|entry| {
            entry.folder = "~/绩效".to_string();
        });
        Start::new(shelf)
    }

    /// The start screen, every file read.
    fn start(&self) -> Start {
        let mut start = self.unread();
        for path in start.unread() {
            let about = shelf::look(&path);
            start.event(Event::Found(Found { path, about }));
        }
        start
    }

    fn open(&self, name: &str) -> Shown {
        Shown::file(&self.path(name), false, false).unwrap()
    }

    fn import(&self, name: &str) -> Importing {
        match self.open(name) {
            Shown::Preview(importing) => *importing,
            _ => panic!("{name} is no import"),
        }
    }
}

fn full() -> Folder {
    let folder = Folder::new(&[
        ("甲.json", SMALL),
        ("beidaihe-2021.json", SAMPLE),
        ("package.json", "{\"name\": \"x\"}"),
        ("断.json", "{\"format\": \"jixiao/1\", "),
        ("坏.json", "{"),
        (".藏.json", SMALL),
        ("原稿.txt", TEXT),
        ("图.png", "x"),
    ]);
    let seen = |name: &str| Visited { path: folder.path(name), ..Visited::default() };
    folder.memory().change(|state| {
        state.visit(seen("甲.json"));
        state.visit(seen("没有了.json"));
    });
    folder
}

fn keys(start: &mut Start, script: &str) -> Vec<Wish> {
    parse(script).into_iter().for_each(|key| start.event(Event::Key(key)));
    start.take_wishes()
}

fn screen_at(columns: u16, lines: u16, draw: impl FnMut(&mut ratatui::Frame<'_>)) -> String {
    let mut terminal = Terminal::new(TestBackend::new(columns, lines)).unwrap();
    text_of(terminal.draw(draw).unwrap().buffer)
}

fn screen(start: &Start) -> String {
    screen_at(120, 40, |frame| {
        view::start::draw(start, &Theme::coloured(), frame);
    })
}

fn preview_screen(preview: &mut Preview, columns: u16, lines: u16) -> String {
    let mut sizes = Default::default();
    let text = screen_at(columns, lines, |frame| sizes = view::preview::draw(preview, &Theme::mono(), frame));
    preview.learn(sizes);
    text
}

fn shows(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "fixtures/screens", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

fn chosen(start: &Start) -> String {
    start.shown().find(|(_, chosen)| *chosen).map(|(entry, _)| entry.name.clone()).unwrap_or_default()
}

#[test]
fn documents_are_listed_with_what_is_in_them_and_what_is_none_is_not() {
    let text = screen(&full().start());
    let line = |words: &str| {
        let line = text.lines().find(|line| line.contains(words));
        line.unwrap_or_else(|| panic!("{words}\n{text}")).to_string()
    };
    assert!(line("beidaihe-2021.json").contains("秦皇岛市北戴河区行政审批局 · 2021"));
    assert!(line("beidaihe-2021.json").contains("294.98 万元"));
    assert!(line("beidaihe-2021.json").contains('✗'));
    assert!(line("断.json").contains("打不开"));
    assert!(line("原稿.txt").len() < 40, "a text is not read before it is chosen");
    for other in ["package", "坏", "藏", "图", "没有了"] {
        assert!(!text.contains(other), "{other}\n{text}");
    }
    assert_eq!(text.matches("甲.json").count(), 2, "recent, and in this folder");
}

#[test]
fn the_start_screen_at_every_size() {
    for (columns, lines) in [(120, 40), (80, 24), (60, 20)] {
        let start = full().start();
        let text = screen_at(columns, lines, |frame| {
            view::start::draw(&start, &Theme::coloured(), frame);
        });
        shows(&format!("start_{columns}x{lines}"), &text);
    }
    let small = screen_at(30, 5, |frame| {
        view::start::draw(&full().start(), &Theme::coloured(), frame);
    });
    assert!(small.contains("窗口太小"));
}

#[test]
fn the_figures_are_those_of_the_check() {
    let folder = full();
    let About::Document(summary) = shelf::look(&folder.path("甲.json")) else { panic!() };
    let open = Open::file(&folder.path("甲.json"), false).unwrap();
    assert_eq!(summary.counts, open.app.checker().counts());
    assert!(summary.counts.errors > 0);
}

#[test]
fn a_very_large_file_is_listed_without_being_read() {
    let folder = Folder::new(&[]);
    fs::File::create(folder.path("大.json")).unwrap().set_len(17 << 20).unwrap();
    assert!(screen(&folder.start()).contains("文件较大"));
}

#[test]
fn a_line_that_is_still_read_keeps_its_turn_and_enter_waits_for_it() {
    let folder =
        Folder::new(&[("甲.json", SMALL), ("乙.json", SMALL), ("包.json", "{}"), ("原稿.txt", TEXT)]);
    let mut start = folder.unread();
    assert!(screen(&start).contains("还有 3 个文件正在读取"));
    assert_eq!(keys(&mut start, "<enter>"), []);
    let paths = start.unread();
    for path in paths.iter().rev() {
        start.event(Event::Found(Found { path: path.clone(), about: shelf::look(path) }));
    }
    assert_eq!(chosen(&start), "乙.json");
    assert!(!screen(&start).contains("正在读取"));
    assert!(!screen(&start).contains("包.json"));
}

#[test]
fn what_was_chosen_stays_chosen_when_others_come_in_above() {
    let folder = Folder::new(&[("甲.json", SMALL), ("乙.json", SMALL), ("原稿.txt", TEXT)]);
    let mut start = folder.unread();
    keys(&mut start, "<down>");
    assert_eq!(chosen(&start), "原稿.txt");
    for path in start.unread() {
        let about = shelf::look(&path);
        start.event(Event::Found(Found { path, about }));
    }
    assert_eq!(chosen(&start), "原稿.txt");
    assert_eq!(keys(&mut start, "<up*2><enter>"), [Wish::Open(folder.path("乙.json"))]);
}

#[test]
fn typing_narrows_esc_widens_and_then_leaves() {
    let mut start = full().start();
    keys(&mut start, "北戴河");
    assert_eq!(chosen(&start), "beidaihe-2021.json", "found by its department");
    assert!(!screen(&start).contains("原稿.txt"));
    keys(&mut start, "没有");
    assert!(screen(&start).contains("没有符合的"));
    assert_eq!(keys(&mut start, "<enter>"), []);
    keys(&mut start, "<bs*2>");
    assert_eq!(chosen(&start), "beidaihe-2021.json");
    assert_eq!(keys(&mut start, "<esc>"), []);
    assert!(screen(&start).contains("原稿.txt"));
    assert_eq!(keys(&mut start, "<esc>"), [Wish::Quit]);
    for leave in ["<ctrl-q>", "<f10>"] {
        assert_eq!(keys(&mut full().start(), leave), [Wish::Quit]);
    }
    assert_eq!(keys(&mut full().start(), "<ctrl-l>"), [Wish::Repaint]);
}

#[test]
fn every_way_to_move_is_there() {
    let mut start = full().start();
    let mut seen = Vec::new();
    for script in ["<end>", "<up>", "<home>", "<tab>", "<backtab>", "<pgdn>", "<pgup>"] {
        keys(&mut start, script);
        seen.push(chosen(&start));
    }
    assert_eq!(seen[0], "空白文档");
    assert_eq!(seen[1], "原稿.txt");
    assert_eq!(seen[2], "甲.json");
    assert_eq!(seen[3], "beidaihe-2021.json");
    assert_eq!(seen[4], "甲.json");
    assert_eq!(seen[6], "甲.json");
}

#[test]
fn a_new_document_is_asked_its_name_and_replaces_nothing() {
    let folder = full();
    let mut start = folder.start();
    assert_eq!(keys(&mut start, "<end><enter><enter>"), []);
    assert!(screen(&start).contains("请先输入文件名"));
    assert_eq!(keys(&mut start, "二〇二六<enter>"), [Wish::Create("二〇二六.json".into())]);
    assert_eq!(keys(&mut start, "<esc><enter>A.JSON<enter>"), [Wish::Create("A.JSON".into())]);
    let Err(sentence) = create(&folder.path("甲.json")) else { panic!("it was replaced") };
    assert!(sentence.contains("已经存在"), "{sentence}");
    assert_eq!(folder.read("甲.json"), SMALL);
    let Ok(Shown::Document(open)) = create(&folder.path("新.json")) else { panic!() };
    assert!(open.app.message().unwrap().text.contains("已新建"));
    assert!(matches!(shelf::look(&folder.path("新.json")), About::Document(_)));
}

#[test]
fn why_a_file_cannot_be_opened_is_told_whole_and_closing_that_does_not_quit() {
    let folder = full();
    let mut start = folder.start();
    let Err(sentence) = Shown::file(&folder.path("断.json"), false, true) else { panic!() };
    start.failed(sentence);
    let text = screen_at(60, 20, |frame| {
        view::start::draw(&start, &Theme::coloured(), frame);
    });
    assert!(text.contains("第 1 行") && text.contains("从备份恢复"), "{text}");
    assert_eq!(keys(&mut start, "字<esc>"), []);
    assert!(start.notice.is_none() && start.query.is_empty());
    assert_eq!(keys(&mut start, "<esc>"), [Wish::Quit]);
}

#[test]
fn an_import_is_seen_before_anything_is_written() {
    let folder = Folder::new(&[("原稿.txt", TEXT)]);
    let mut importing = folder.import("原稿.txt");
    let text = preview_screen(importing.preview(), 120, 40);
    for words in
        ["原稿.txt", "预算数合计", "推断的内容", "整理的版面", "识别出的文档", "写入 原稿.json", "疑问 2 处"]
    {
        assert!(text.contains(words), "{words}\n{text}");
    }
    for (columns, lines) in [(120, 40), (80, 24), (60, 20)] {
        shows(&format!("preview_{columns}x{lines}"), &preview_screen(importing.preview(), columns, lines));
    }
    assert!(!folder.path("原稿.json").exists());
    assert!(matches!(importing.take(false), Some(Shown::Document(_))));
    assert_eq!(folder.read("原稿.json"), TAKEN, "the same as the import of the command line");
    assert_eq!(folder.read("原稿.txt"), TEXT);
}

#[test]
fn both_sides_of_a_preview_are_looked_through() {
    let folder = Folder::new(&[("原稿.txt", TEXT)]);
    let mut importing = folder.import("原稿.txt");
    let preview = importing.preview();
    let mut send = |script: &str| {
        parse(script).into_iter().for_each(|key| preview.event(Event::Key(key)));
        preview_screen(preview, 60, 20)
    };
    let first = send("");
    let below = send("<pgdn>");
    assert_ne!(first, below);
    assert_eq!(send("<home>"), first);
    let end = send("<tab><end>");
    assert!(!end.contains("总览"), "{end}");
    assert_eq!(send("<down><pgdn>"), end, "the end is the end");
    assert!(send("<home>").contains("总览"));
}

#[test]
fn another_file_of_that_name_is_not_replaced_without_asking() {
    let folder = Folder::new(&[("原稿.txt", TEXT), ("原稿.json", SMALL)]);
    let mut importing = folder.import("原稿.txt");
    assert!(importing.take(false).is_none());
    assert_eq!(folder.read("原稿.json"), SMALL);
    let text = preview_screen(importing.preview(), 80, 24);
    assert!(text.contains("已经存在") && text.contains("c 另存为副本") && text.contains("o 覆盖"), "{text}");
    let press = |importing: &mut Importing, script: &str| {
        let preview = importing.preview();
        parse(script).into_iter().for_each(|key| preview.event(Event::Key(key)));
        preview.take_wishes()
    };
    use jixiao::app::preview::Wish;
    assert_eq!(press(&mut importing, "<esc>"), [], "back to the preview");
    assert_eq!(press(&mut importing, "<enter>"), [Wish::Take { over: false }]);
    assert!(importing.take(false).is_none());
    assert_eq!(press(&mut importing, "c"), [Wish::TakeCopy]);
    assert!(importing.take_copy().is_some());
    assert_eq!(folder.read("原稿.副本1.json"), TAKEN);
    assert_eq!(folder.read("原稿.json"), SMALL);
    assert!(importing.take(false).is_none());
    assert_eq!(press(&mut importing, "o"), [Wish::Take { over: true }]);
    assert!(importing.take(true).is_some());
    assert_eq!(folder.read("原稿.json"), TAKEN);
    assert!(importing.take(false).is_some(), "the same content needs no question");
    assert_eq!(press(&mut importing, "<esc>"), [Wish::Leave]);
    assert_eq!(press(&mut importing, "<ctrl-q>"), [Wish::Quit]);
}

#[test]
fn a_text_that_is_called_json_keeps_its_name() {
    let folder = Folder::new(&[("原稿.json", TEXT)]);
    assert!(folder.import("原稿.json").take(false).is_some());
    assert_eq!(folder.read("原稿.json"), TEXT);
    assert_eq!(folder.read("原稿.导入.json"), TAKEN);
}

#[test]
fn a_reader_sees_an_import_and_cannot_take_it() {
    let folder = Folder::new(&[("原稿.txt", TEXT)]);
    let Ok(Shown::Preview(mut importing)) = Shown::file(&folder.path("原稿.txt"), true, false) else {
        panic!()
    };
    let preview = importing.preview();
    parse("<enter>").into_iter().for_each(|key| preview.event(Event::Key(key)));
    assert_eq!(preview.take_wishes(), []);
    assert!(preview_screen(preview, 80, 24).contains("只读"));
}

#[test]
fn what_is_neither_json_nor_a_form_is_refused_in_a_sentence() {
    let refused = |bytes: &[u8]| {
        let folder = Folder::new(&[]);
        fs::write(folder.path("文件.txt"), bytes).unwrap();
        let Err(sentence) = Shown::file(&folder.path("文件.txt"), false, false) else { panic!() };
        sentence
    };
    assert!(refused("你好，世界".as_bytes()).contains("不是 JSON，也不能导入"));
    assert!(refused(b" {\"projects\": [").contains("不是有效的 JSON：第 1 行"));
    assert!(refused(b"").contains("空文件"));
    assert!(refused(b"\xff\xff\x00\x81").contains("编码无法识别"));
}

#[test]
fn a_file_is_opened_where_it_was_left_and_the_hint_comes_once() {
    let folder = full();
    let open = || {
        let mut open = Open::file(&folder.path("甲.json"), false).unwrap();
        memory::take_up(&mut open, &folder.memory());
        open
    };
    let press = |open: &mut Open, script: &str| {
        parse(script).into_iter().for_each(|key| open.app.event(Event::Key(key)));
    };
    let mut first = open();
    assert!(first.app.message().unwrap().text.contains("? 列出全部命令"));
    press(&mut first, "]]]]<down*3>");
    let left = first.app.spot();
    assert!(left.place.to_string().starts_with("projects/#p-1/"));
    memory::put_down(&first, &folder.memory());
    drop(first);
    let mut second = open();
    assert_eq!(second.app.message(), None, "the hint comes once");
    assert_eq!(second.app.spot(), left);
    // in the overview on a project: the overview, not the project's tab
    press(&mut second, "[[[[<end><G>");
    let left = second.app.spot();
    memory::put_down(&second, &folder.memory());
    drop(second);
    assert_eq!(open().app.spot(), left);
    assert_eq!(left.tab.to_string(), "");
    // what is gone meanwhile is no trouble
    fs::write(folder.path("甲.json"), "{}").unwrap();
    assert_eq!(open().app.spot().tab.to_string(), "");
    assert_eq!(folder.memory().recall().files[0].path, folder.path("甲.json").canonicalize().unwrap());
}

#[test]
fn a_row_that_was_opened_is_found_again_in_its_table() {
    let folder = full();
    let mut open = Open::file(&folder.path("甲.json"), false).unwrap();
    parse("]]]]<G><f5>").into_iter().for_each(|key| open.app.event(Event::Key(key)));
    memory::put_down(&open, &folder.memory());
    let mut again = Open::file(&folder.path("甲.json"), true).unwrap();
    memory::take_up(&mut again, &folder.memory());
    assert!(again.app.caret().place.to_string().starts_with("projects/#p-1/indicators/#i-2/"));
    let text = &again.app.message().unwrap().text;
    assert!(text.contains("只读"), "why it is read-only is said first: {text}");
    assert!(!folder.memory().recall().hint_shown);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    /// Whatever is pressed at whatever size, nothing panics, and one line is chosen of those shown.
    #[test]
    fn any_keys_at_any_size(
        script in prop::collection::vec(0..KEYS.len(), 0..60),
        columns in 1u16..130,
        lines in 1u16..45,
    ) {
        let folder = full();
        let mut start = folder.start();
        let mut importing = folder.import("原稿.txt");
        for key in script.into_iter().flat_map(|n| parse(KEYS[n])) {
            start.event(Event::Key(key));
            importing.preview().event(Event::Key(key));
            let mut page = 0;
            screen_at(columns, lines, |frame| page = view::start::draw(&start, &Theme::mono(), frame));
            start.page = page;
            preview_screen(importing.preview(), columns, lines);
            let shown = start.shown().count();
            prop_assert_eq!(start.shown().filter(|(_, chosen)| *chosen).count(), shown.min(1));
        }
    }
}

const KEYS: [&str; 18] = [
    "<up>",
    "<down>",
    "<pgup>",
    "<pgdn>",
    "<home>",
    "<end>",
    "<enter>",
    "<esc>",
    "<tab>",
    "<bs>",
    "<ctrl-u>",
    "<ctrl-c>",
    "<ctrl-q>",
    "甲",
    "b",
    "2",
    "👨\u{200d}👩",
    "<f6>",
];

const DOWN: &str = "\x1b[B";

fn state_of(folder: &Path) -> PathBuf {
    folder.join("jixiao/state.json")
}

#[test]
fn the_whole_way_from_the_start_screen_to_a_place_and_back_to_it() {
    let folder = Folder::new(&[("甲.json", SMALL), ("原稿.txt", TEXT)]);
    let run = || {
        Pty::jixiao::<&str>([])
            .folder(folder.folder.path())
            .env("XDG_STATE_HOME", folder.state.path())
            .size(24, 80)
            .start()
    };
    let mut pty = run();
    pty.wait_for_text("17.00 万元");
    assert!(!pty.text().contains("最近打开"));
    pty.send("\r");
    pty.wait_for_text("? 列出全部命令；");
    pty.send(format!("]]]]{DOWN}"));
    pty.wait_for("the caret stands in the name", |screen| {
        support::pty::screen_text(screen).lines().any(|line| line.contains("▌") && line.contains("项目名称"))
    });
    pty.send("\x11");
    assert_eq!(pty.wait_exit().code(), Some(0));
    assert!(pty.is_as_before());
    let state = state_of(folder.state.path());
    assert_eq!(fs::metadata(&state).unwrap().permissions().mode() & 0o777, 0o600);

    let mut pty = run();
    pty.wait_for_text("最近打开");
    pty.wait_for_text("17.00 万元");
    pty.send("\r");
    pty.wait_for("the caret stands in the name again", |screen| {
        support::pty::screen_text(screen).lines().any(|line| line.contains("▌") && line.contains("项目名称"))
    });
    // a line that breaks keeps the place as well
    pty.send(DOWN);
    pty.wait_for("one further", |screen| {
        support::pty::screen_text(screen).lines().any(|line| line.contains("▌") && line.contains("预算单位"))
    });
    pty.hang_up();
    pty.wait_exit();
    assert!(fs::read_to_string(&state).unwrap().contains("projects/#p-1/unit_code"));
    assert_eq!(folder.read("甲.json"), SMALL);
}

#[test]
fn a_text_is_left_or_taken_from_the_start_screen() {
    let folder = Folder::new(&[("原稿.txt", TEXT)]);
    let mut pty = Pty::jixiao::<&str>([]).folder(folder.folder.path()).size(24, 80).start();
    pty.wait_for_text("（没有）");
    pty.send("\r");
    pty.wait_for_text("导入预览");
    pty.send("\x1b");
    pty.wait_for_text("空白文档");
    assert!(!folder.path("原稿.json").exists());
    pty.send("\r");
    pty.wait_for_text("导入预览");
    pty.resize(5, 20);
    pty.wait_for_text("窗口太小");
    pty.resize(24, 80);
    pty.wait_for_text("导入预览");
    pty.send("\r");
    pty.wait_for_text("已写入 原稿.json");
    pty.send("\x11");
    assert_eq!(pty.wait_exit().code(), Some(0));
    assert_eq!(folder.read("原稿.json"), TAKEN);
}

#[test]
fn a_text_that_is_named_opens_as_an_import_and_leaving_writes_nothing() {
    let folder = Folder::new(&[("原稿.txt", TEXT)]);
    let mut pty = Pty::jixiao([folder.path("原稿.txt")]).size(24, 80).start();
    pty.wait_for_text("采用吗？");
    pty.send("\x1b");
    assert_eq!(pty.wait_exit().code(), Some(0));
    assert!(pty.is_as_before());
    assert_eq!(fs::read_dir(folder.folder.path()).unwrap().count(), 1);
}

#[test]
fn a_new_document_is_made_filled_in_and_saved() {
    let folder = Folder::new(&[]);
    let mut pty = Pty::jixiao::<&str>([]).folder(folder.folder.path()).size(24, 80).start();
    pty.wait_for_text("空白文档");
    pty.send("\r");
    pty.wait_for_text("新文档的文件名");
    pty.send("绩效\r");
    pty.wait_for_text("已新建 绩效.json");
    pty.send(format!("\r某局\r{DOWN}\r2026\r"));
    pty.wait_for_text("2026");
    pty.send("\x13");
    pty.wait_for_text("已保存");
    pty.send("\x11");
    assert_eq!(pty.wait_exit().code(), Some(0));
    let text = folder.read("绩效.json");
    assert!(text.contains("\"name\": \"某局\"") && text.contains("\"year\": 2026"), "{text}");
}

#[test]
fn a_broken_state_stops_nobody() {
    let folder = Folder::new(&[("甲.json", SMALL)]);
    fs::create_dir_all(folder.state.path().join("jixiao")).unwrap();
    fs::write(state_of(folder.state.path()), "{\"files\": [7").unwrap();
    let mut pty =
        Pty::jixiao([folder.path("甲.json")]).env("XDG_STATE_HOME", folder.state.path()).size(24, 80).start();
    pty.wait_for_text("部门名称");
    pty.send("\x11");
    assert_eq!(pty.wait_exit().code(), Some(0));
    assert!(fs::read_to_string(state_of(folder.state.path())).unwrap().contains("甲.json"));
}
