//! Files, names and pastes from elsewhere hold what could command a terminal. None of it reaches a
//! terminal, its title or its clipboard, whichever way through the program it takes.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use jixiao::app::event::Event;
use jixiao::cli::open::Open;
use jixiao::store;
use jixiao::store::journal::close;
use jixiao::term::Screen;
use jixiao::text::clean;
use jixiao::view::{self, Theme};
use ratatui::layout::Size;
use support::editor::parse;
use support::pty::Pty;

const DOCUMENT: &str = include_str!("fixtures/editor/small.json");
/// A title, a clear screen by C1, marks that reorder or hide, a tag, a bell, a backspace.
const EVIL: &str =
    "\u{1b}]0;偷\u{7}\u{9b}2J\u{202e}\u{2066}\u{200b}\u{200f}\u{feff}\u{e0041}\u{8}\u{7f}\u{85}\u{2028}恶";

/// `EVIL` as JSON writes it.
fn escaped() -> String {
    let json = serde_json::to_string(EVIL).unwrap();
    json.trim_matches('"').to_string()
}

/// A document that holds it in every text and in a field the program does not know.
fn document() -> String {
    let mut text = DOCUMENT.to_string();
    for word in [
        "刻章费",
        "免费",
        "审批",
        "群众",
        "任务甲",
        "3月底",
        "产出指标",
        "家",
        "12.00",
        "630003",
        "cn-2015",
        "13030421000000000002B",
    ] {
        assert!(text.contains(word), "{word}");
        text = text.replace(word, &format!("{word}{}", escaped()));
    }
    let strange = format!("\"{0}\": \"{0}\",\n  \"department\"", escaped());
    text.replacen("\"department\"", &strange, 1)
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("名{EVIL}.json"));
    fs::write(&path, document()).unwrap();
    (folder, path)
}

/// What a terminal got: the sequences that the program sends by itself are taken away, and nothing
/// of what is left may be more than text.
#[track_caller]
fn assert_harmless(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut rest = text;
    let mut left = String::new();
    while let Some(at) = rest.find('\u{1b}') {
        left.push_str(&rest[..at]);
        rest = after_sequence(&rest[at + 1..]);
    }
    left.push_str(rest);
    let bad = left.chars().find(|c| clean::is_unsafe(*c) && !matches!(c, '\r' | '\n'));
    assert_eq!(bad, None, "{}", left.escape_debug());
}

/// What stands behind a sequence that the program may send; `text` begins after its Esc.
#[track_caller]
fn after_sequence(text: &str) -> &str {
    if let Some(copied) = text.strip_prefix("]52;c;") {
        let (base64, rest) = copied.split_once('\u{7}').unwrap();
        let copied = decoded(base64);
        let bad = copied.chars().find(|c| clean::is_unsafe(*c) && !matches!(c, '\n' | '\t'));
        assert_eq!(bad, None, "in the clipboard: {}", copied.escape_debug());
        return rest;
    }
    let control = text.strip_prefix('[').unwrap_or_else(|| panic!("Esc {}", text[..20].escape_debug()));
    let end = control.find(|c: char| ('\u{40}'..='\u{7e}').contains(&c)).unwrap();
    let (parameters, rest) = control.split_at(end);
    assert!(parameters.chars().all(|c| c.is_ascii_digit() || "?;:>".contains(c)), "{parameters:?}");
    &rest[1..]
}

fn decoded(base64: &str) -> String {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0u32, 0);
    for digit in base64.trim_end_matches('=').chars() {
        bits = bits << 6 | DIGITS.find(digit).unwrap() as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// Frame after frame, as the terminal would get them.
#[test]
fn nothing_that_is_drawn_commands_the_terminal() {
    let (_folder, path) = folder();
    for (columns, lines) in [(120, 40), (80, 24), (60, 20)] {
        let mut open = Open::file(&path, false).unwrap();
        let mut screen = Screen::new(Vec::new(), Size::new(columns, lines), true);
        let mut draw = |open: &mut Open| {
            let mut learned = None;
            screen.draw(|frame| learned = Some(view::draw(&open.app, &Theme::coloured(), frame))).unwrap();
            open.app.learn(learned.unwrap());
            assert_harmless(&std::mem::take(screen.out()));
        };
        // through every tab; rows opened; findings, the panel, the lists, the plain view, questions
        let script = "]<down><f5><esc>]<down>]]<down*4><f5><enter>x<esc><esc>G<f8><f9><esc><f6>iV<esc><esc><esc>\
            ]V<esc>[[[[<ctrl-p>恶<esc>/恶<enter>L<esc>n?恶<esc>S<esc>]]]]<down>m<enter>恶<enter>wx<esc><ctrl-q><esc>s<esc>";
        for key in parse(script) {
            open.event(Event::Key(key));
            draw(&mut open);
        }
        for place in ["<enter>", "S", "/", "?", "<ctrl-p>"] {
            for key in parse(place) {
                open.event(Event::Key(key));
            }
            for effect in open.app.take_effects() {
                open.carry_out(effect);
            }
            open.event(Event::Paste(EVIL.to_string()));
            draw(&mut open);
            open.event(Event::Key(parse("<esc>")[0]));
            draw(&mut open);
        }
    }
}

#[test]
fn a_whole_session_with_such_a_file_commands_nothing() {
    let (_folder, path) = folder();
    let mut pty = Pty::jixiao([&path]).size(24, 100).start();
    pty.wait_for_text("部门名称");
    pty.send("]]]]\x1b[B");
    pty.wait_for_text("刻章费␛");
    pty.send("\x03");
    pty.wait_for_bytes("\x1b]52;c;");
    pty.wait_for_text("剪贴板");
    // pasted into a field it is text
    pty.send(format!("\r\x1b[200~粘贴{EVIL}\x1b[201~\r"));
    pty.wait_for_text("粘贴");
    pty.send("\x1b[A\x03\x13");
    pty.wait_for_text("已保存");
    pty.send("\x11");
    assert_eq!(pty.wait_exit().code(), Some(0));
    assert_harmless(&pty.bytes());
    let saved = fs::read_to_string(&path).unwrap();
    let pasted = saved.lines().find(|line| line.contains("粘贴")).unwrap();
    assert!(!pasted.contains('\u{202e}') && !pasted.contains("\\u001b"), "{pasted}");
}

#[test]
fn the_second_at_such_a_file_is_told_harmlessly() {
    let (_folder, path) = folder();
    let mut first = Pty::jixiao([&path]).env("JIXIAO_NAME", EVIL).env("USER", EVIL).start();
    first.wait_for_text("部门名称");
    let mut second = Pty::jixiao([&path]).env("SSH_CLIENT", EVIL).start();
    second.wait_for_text("文件正由别人编辑");
    second.send("w");
    second.wait_for_text("关闭后自动转为编辑");
    second.send("\x11");
    second.wait_exit();
    first.send("\x11");
    first.wait_exit();
    assert_harmless(&second.bytes());
    assert_harmless(&first.bytes());
}

/// Leaves a journal of the file that holds it in everything it says, and gives the file conflicts.
fn leave_journal(path: &Path) {
    let evil = escaped();
    let conflict = |place: &str| {
        format!(
            "{{ \"place\": \"{place}\", \"base\": \"旧{evil}\", \"ours\": \"{evil}\", \"theirs\": [\"新{evil}\"] }}"
        )
    };
    let conflicts =
        [conflict("cover/title"), conflict(&format!("projects/#{evil}/{evil}")), format!("\"{evil}\"")];
    let text = document().replacen('{', &format!("{{ \"conflicts\": [{}],", conflicts.join(",")), 1);
    fs::write(path, &text).unwrap();
    let text_of = |text: &str| serde_json::to_string(text).unwrap();
    let set = |place: &str, old: &str| {
        let new = text_of(&text_of(&format!("新{EVIL}")));
        format!("{{\"set\":{{\"place\":{},\"old\":{old},\"new\":{new}}}}}", text_of(place))
    };
    let edit = |change: &str| {
        format!(
            "{{\"v\":1,\"kind\":\"edit\",\"name\":\"步骤{evil}\",\"time\":1700000000,\"changes\":[{change}]}}"
        )
    };
    let base = store::Content::of(text.as_bytes());
    let bodies = [
        format!(
            "{{\"v\":1,\"kind\":\"open\",\"base\":\"{base}\",\"path\":\"/etc/{evil}\",\"user\":\"某{evil}\",\"host\":\"机{evil}\",\
             \"pid\":1,\"time\":1700000000}}"
        ),
        edit(&set("cover/title", "null").replace(",\"old\":null", "")),
        edit(&set(&format!("projects/#{EVIL}/{EVIL}"), "\"1\"")),
        format!(
            "{{\"v\":1,\"kind\":\"typing\",\"place\":\"department/name\",\"from\":0,\"to\":0,\"text\":\"打{evil}\"}}"
        ),
    ];
    let name = path.file_name().unwrap().to_str().unwrap();
    fs::write(path.with_file_name(format!(".jixiao-{name}.journal")), close(&bodies.join("\n"))).unwrap();
}

#[test]
fn a_journal_and_conflicts_from_elsewhere_command_nothing() {
    let (folder, path) = folder();
    leave_journal(&path);
    let name = path.file_name().unwrap().to_str().unwrap();
    for arguments in [&["recover", name] as &[&str], &["recover", name, "--format", "json"]] {
        let bytes = run(folder.path(), arguments);
        assert!(String::from_utf8_lossy(&bytes).contains("步骤"), "{}", String::from_utf8_lossy(&bytes));
        assert_harmless(&bytes);
    }
    let mut pty = Pty::jixiao([&path]).size(24, 80).start();
    pty.wait_for_text("上次有修改没有保存");
    pty.send("l");
    pty.wait_for_text("步骤␛");
    pty.send("\r");
    // then the conflicts, and those without a place
    pty.wait_for_text("对方的");
    pty.send("]");
    pty.wait_for_text("冲突 2/3");
    pty.send("]");
    pty.wait_for_text("冲突 3/3");
    pty.send("[[3");
    pty.wait_for_text("冲突 1/2");
    pty.send("22");
    pty.wait_for_text("冲突已全部处理");
    pty.send("\x13");
    pty.wait_for_text("已保存");
    pty.send("\x11");
    assert_eq!(pty.wait_exit().code(), Some(0));
    assert_harmless(&pty.bytes());
}

/// Runs the program on a terminal until it ends by itself.
fn run(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let mut pty = Pty::jixiao(arguments.iter().copied()).folder(folder).size(24, 80).start();
    pty.wait_exit();
    pty.bytes()
}

#[test]
fn what_is_printed_commands_no_terminal() {
    let (folder, path) = folder();
    let name = path.file_name().unwrap().to_str().unwrap();
    let broken = format!("断{EVIL}.json");
    fs::write(folder.path().join(&broken), format!("{{\"format\": \"jixiao/1\", \"{}\": }}", escaped()))
        .unwrap();
    let text = format!("稿{EVIL}.txt");
    fs::write(
        folder.path().join(&text),
        include_str!("fixtures/import/yunxi-2023.txt").replace("经费", EVIL),
    )
    .unwrap();
    for arguments in [
        &["check", "."][..],
        &["check", "--format", "json", name],
        &["check", name, &broken, "没有\u{1b}[2J"],
        &["explain", EVIL],
        &[EVIL],
        &["--x\u{1b}[2J\u{9b}"],
        &["import", &text, "-o", "-"],
        &["import", &text, "-o", "导入.json", "--report", "json"],
        &["import", name, "-o", "又.json"],
        &["show", name],
        &["merge", name, name, &broken, "-o", "合.json"],
    ] {
        let bytes = run(folder.path(), arguments);
        assert!(!bytes.is_empty(), "{arguments:?}");
        assert_harmless(&bytes);
    }
}

#[test]
fn the_start_screen_and_an_import_show_such_names_harmlessly() {
    let (folder, _) = folder();
    let text = include_str!("fixtures/import/yunxi-2023.txt").replace("经费", &format!("经费{EVIL}"));
    fs::write(folder.path().join(format!("稿{EVIL}.txt")), text).unwrap();
    let mut pty = Pty::jixiao::<&str>([]).folder(folder.path()).size(24, 100).start();
    pty.wait_for_text("稿␛");
    pty.send("稿\r");
    pty.wait_for_text("导入预览");
    pty.send("\x1b[6~\x1b[6~\t\x1b[6~\r");
    pty.wait_for_text("已写入");
    pty.send("]]]]");
    pty.wait_for_text("项目名称");
    pty.send("\x11");
    pty.wait_exit();
    assert_harmless(&pty.bytes());
}
