//! The real program on a terminal of its own, as a person meets it.

mod support;

use std::path::PathBuf;

use support::editor::SAMPLE;
use support::pty::{Pty, Signal, ending};

/// A folder with the sample in it.
fn sample() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("beidaihe.json");
    std::fs::write(&path, SAMPLE).unwrap();
    (folder, path)
}

const RIGHT: &str = "\x1b[C";
const DOWN: &str = "\x1b[B";

#[test]
fn a_field_is_edited_in_chinese_the_finding_comes_and_goes_and_one_place_of_the_file_changes() {
    let (_folder, path) = sample();
    let mut pty = Pty::jixiao([&path]).size(40, 120).start();
    pty.wait_for_text("合计 12 项");
    // to the sixth project table, the first indicator's name and on to its target
    pty.send("]]]]]]]]]");
    pty.wait_for_text("审批局代理记账、专网费");
    pty.send("/网络数据平台建设任务完成情况\r");
    pty.wait_for_text("处，共");
    pty.send(format!("{RIGHT}{RIGHT}\r"));
    pty.wait_for_text("读作  ≥ 95 百分比");
    // a sentence as unit is an error, seen before it is taken
    pty.send("\x15≥95按规定执行");
    pty.wait_for_text("✗ IV002");
    pty.send("\r");
    pty.wait_for_text("IV002 单位不是计量单位");
    pty.send("\x1b[A\r");
    pty.wait_for_text("读作  ≥ 95 按规定执行");
    pty.send("\x15≥96%");
    pty.wait_for("the finding goes", |screen| {
        let text = screen.contents();
        text.contains("读作  ≥ 96 %") && !text.contains("✗ IV002 指标值")
    });
    pty.send("\r");
    pty.wait_for_text("未保存");
    pty.send("\x13");
    pty.wait_for_text("已保存");
    pty.send("\x11");
    assert_eq!(pty.wait_exit().code(), Some(0));
    assert!(pty.is_as_before(), "the settings of the terminal are as they were");
    pty.screen(|screen| {
        assert!(!screen.alternate_screen(), "the other screen is left");
        assert!(!screen.hide_cursor(), "the caret is shown");
        assert!(!screen.bracketed_paste(), "pastes are plain again");
    });
    let saved = std::fs::read_to_string(&path).unwrap();
    let changed: Vec<(&str, &str)> = SAMPLE.lines().zip(saved.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(SAMPLE.lines().count(), saved.lines().count());
    let trimmed: Vec<(&str, &str)> = changed.into_iter().map(|(a, b)| (a.trim(), b.trim())).collect();
    assert_eq!(
        trimmed,
        [("\"value\": \"95\",", "\"value\": \"96\","), ("\"unit\": \"百分比\"", "\"unit\": \"%\"")]
    );
}

#[test]
fn when_the_line_breaks_the_process_ends_and_what_was_typed_is_in_the_journal() {
    let (folder, path) = sample();
    let mut pty = Pty::jixiao([&path]).size(24, 80).start();
    pty.wait_for_text("部门名称");
    pty.send(format!("]]]]{DOWN}\r新的名称"));
    pty.wait_for_text("新的名称");
    pty.hang_up();
    pty.wait_exit();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), SAMPLE);
    let journal = std::fs::read_to_string(folder.path().join(".jixiao-beidaihe.json.journal")).unwrap();
    assert!(journal.contains("人事代理人员经费新的名称"));
}

#[test]
fn a_signal_to_end_gives_the_terminal_back_and_keeps_the_work() {
    let (folder, path) = sample();
    let mut pty = Pty::jixiao([&path]).size(24, 80).start();
    pty.wait_for_text("部门名称");
    pty.send(format!("]]]]{DOWN}\r新的名称\r"));
    pty.wait_for_text("未保存");
    pty.signal(Signal::TERM);
    assert_eq!(pty.wait_exit().code(), Some(2), "{}", pty.text());
    assert!(pty.is_as_before());
    assert!(pty.text().contains("记在恢复日志"));
    assert!(folder.path().join(".jixiao-beidaihe.json.journal").exists());
}

#[test]
fn pasted_carriage_returns_are_line_breaks_and_nothing_is_a_command() {
    let (_folder, path) = sample();
    let mut pty = Pty::jixiao([&path]).size(40, 120).start();
    pty.wait_for_text("部门名称");
    pty.send("]\x1b[200~第一段\r第二段\x1b[201~");
    pty.wait_for_text("第二段");
    pty.send("\r\x13");
    pty.wait_for_text("已保存");
    pty.send("\x11");
    assert_eq!(pty.wait_exit().code(), Some(0));
    let saved = std::fs::read_to_string(&path).unwrap();
    assert!(saved.contains("\"statement\": \"第一段\\n第二段\""));
}

#[test]
fn the_window_may_shrink_to_nothing_and_come_back_under_a_popup() {
    let (_folder, path) = sample();
    let mut pty = Pty::jixiao([&path]).size(40, 120).start();
    pty.wait_for_text("部门名称");
    pty.send("?");
    pty.wait_for_text("全部命令");
    pty.resize(1, 1);
    pty.resize(5, 30);
    pty.wait_for_text("窗口太小");
    pty.resize(24, 80);
    pty.wait_for_text("输入文字筛选");
    pty.send("\x1b");
    pty.wait_for_text("部门名称");
    pty.send("\x11");
    assert_eq!(pty.wait_exit().code(), Some(0));
}

#[test]
fn a_file_that_cannot_be_opened_is_a_sentence_and_code_2() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("没有.json");
    for (arguments, words) in
        [(vec!["view".into(), missing.into_os_string()], "没有"), (vec![folder.path().into()], "文件夹")]
    {
        let mut pty = Pty::jixiao(arguments).size(24, 80).start();
        assert_eq!(pty.wait_exit().code(), Some(2));
        assert!(pty.text().contains(words), "{}", pty.text());
    }
}

#[test]
fn a_dumb_terminal_and_a_pipe_are_refused_with_a_sentence() {
    let (_folder, path) = sample();
    let mut pty = Pty::jixiao([&path]).size(24, 80).env("TERM", "dumb").start();
    let status = pty.wait_exit();
    assert_eq!(status.code(), Some(2), "{}", ending(status));
    assert!(pty.text().contains("TERM"), "{}", pty.text());
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_jixiao")).arg(&path).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("终端"));
    assert!(output.stdout.is_empty());
}

#[test]
fn a_terminal_of_wide_signs_gets_plain_ones_and_every_column_is_right() {
    let (_folder, path) = sample();
    let mut pty = Pty::jixiao([&path]).size(40, 120).env("JIXIAO_WIDTH", "wide").start();
    pty.wait_for_text("部门名称");
    pty.send("]]]]");
    pty.wait_for_text("x IV002");
    let text = pty.text();
    for sign in "─│┬┴╭▌━▇◂▲✗●…".chars() {
        assert!(!text.contains(sign), "{sign} in\n{text}");
    }
    for plain in ["x IV002", "! AL002", "----", "|"] {
        assert!(text.contains(plain), "no {plain:?} in\n{text}");
    }
    // a value with a sign that is two columns wide here: the caret stands two columns behind it
    pty.send("/保障人数\r");
    pty.wait_for_text("处，共");
    pty.send(format!("{RIGHT}{RIGHT}\r\x15"));
    pty.wait_for("the field is empty", |screen| !screen.hide_cursor());
    let start = pty.screen(|screen| screen.cursor_position());
    pty.send("≥“95");
    pty.wait_for("the caret is six columns on", |screen| screen.cursor_position() == (start.0, start.1 + 6));
    pty.send("\x1b");
    pty.wait_for_text("已放弃输入");
    pty.send("\x11");
    assert_eq!(pty.wait_exit().code(), Some(0));
}

#[test]
fn the_terminal_is_asked_for_its_width_unless_a_setting_tells() {
    let (_folder, path) = sample();
    for (told, asks) in [("ask", true), ("narrow", false), ("wide", false)] {
        let mut pty = Pty::jixiao([&path]).size(24, 80).env("JIXIAO_WIDTH", told).start();
        pty.wait_for_text("部门名称");
        pty.send("\x11");
        assert_eq!(pty.wait_exit().code(), Some(0));
        let bytes = pty.bytes();
        assert_eq!(bytes.windows(4).any(|four| four == b"\x1b[6n"), asks, "{told}");
    }
}

#[test]
fn the_mouse_is_given_back_with_the_terminal() {
    let (_folder, path) = sample();
    let mut pty = Pty::jixiao([&path]).size(40, 120).start();
    pty.wait_for_text("部门名称");
    assert!(pty.screen(|screen| screen.mouse_protocol_mode()) == vt100::MouseProtocolMode::None);
    pty.send("?鼠标\r");
    pty.wait_for_text("鼠标已打开");
    assert!(pty.screen(|screen| screen.mouse_protocol_mode()) != vt100::MouseProtocolMode::None);
    // the third tab
    pty.send("\x1b[<0;22;2M");
    pty.wait_for_text("分项");
    pty.signal(Signal::TERM);
    pty.wait_exit();
    assert!(pty.screen(|screen| screen.mouse_protocol_mode()) == vt100::MouseProtocolMode::None);
    assert!(pty.is_as_before());
}

#[test]
fn under_lang_c_it_is_the_same() {
    let (_folder, path) = sample();
    let mut pty = Pty::jixiao([&path]).size(24, 80).env("LANG", "C").env("LC_ALL", "C").start();
    pty.wait_for_text("部门名称");
    pty.send("]]]]\x1b[B\r甲\r");
    pty.wait_for_text("人事代理人员经费甲");
    pty.send("\x11n");
    assert_eq!(pty.wait_exit().code(), Some(0));
}

#[test]
fn suspended_by_its_command_the_shell_has_the_terminal_and_fg_brings_everything_back() {
    let (_folder, path) = sample();
    let mut pty = Pty::program("/bin/bash", ["--norc", "--noprofile", "-i"])
        .size(40, 120)
        .env("PS1", "shell$ ")
        .start();
    pty.wait_for_text("shell$");
    pty.send(format!("{} {}\r", env!("CARGO_BIN_EXE_jixiao"), path.display()));
    pty.wait_for_text("部门名称");
    pty.send("]]]]\x1b[B\r甲\r?挂起\r");
    pty.wait_for("the shell", |screen| !screen.alternate_screen() && screen.contents().contains("Stopped"));
    pty.send("fg\r");
    pty.wait_for("the editor", |screen| {
        screen.alternate_screen() && screen.contents().contains("人事代理人员经费甲")
    });
    pty.send("\x11n");
    pty.wait_for("the shell", |screen| screen.contents().matches("shell$").count() == 3);
    pty.send("exit\r");
    pty.wait_exit();
}

#[test]
fn what_is_typed_ahead_answers_no_question_that_nobody_has_seen() {
    let (_folder, path) = sample();
    let mut pty = Pty::jixiao([&path]).size(40, 120).start();
    pty.wait_for_text("部门名称");
    pty.send(format!("]]]]{DOWN}\r新\r"));
    pty.wait_for_text("未保存");
    let other = SAMPLE.replace("jixiao/1", "jixiao/2");
    std::fs::write(&path, &other).unwrap();
    pty.send("\x13o");
    pty.wait_for_text("另存为副本");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), other);
}

/// The help of every command is Chinese, down to the words that clap writes itself.
#[test]
fn help_is_chinese_throughout() {
    let commands = ["", "view", "check", "explain", "import", "export", "merge", "show", "recover"];
    for command in commands {
        let arguments = [command, "--help"].into_iter().filter(|argument| !argument.is_empty());
        let output =
            std::process::Command::new(env!("CARGO_BIN_EXE_jixiao")).args(arguments).output().unwrap();
        let help = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && help.contains("用法：jixiao"), "{help}");
        assert!(!["Usage", "OPTIONS", "Commands", "Print"].iter().any(|word| help.contains(word)), "{help}");
    }
}
