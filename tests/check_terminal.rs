//! `jixiao check` at a terminal, and at the end of a pipe: the bar on stderr, Ctrl-C, a reader who had
//! enough, a disk that is full.

mod support;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use support::pty::{Pty, Signal};

/// The sample.
const SEED: &str = include_str!("fixtures/import/beidaihe-2021.json");

/// A folder `d` with so many names of one document of many projects: checking all of them takes
/// longer than any test waits.
fn many(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut document: serde_json::Value = serde_json::from_str(SEED).unwrap();
    let projects = document["projects"].as_array().unwrap().clone();
    let more = projects.iter().cycle().take(projects.len() * 20).enumerate().map(|(n, project)| {
        let mut project = project.clone();
        project["id"] = format!("p-{n}").into();
        project
    });
    document["projects"] = more.collect();
    std::fs::create_dir(folder.path().join("d")).unwrap();
    let first = folder.path().join("d/0.json");
    std::fs::write(&first, document.to_string()).unwrap();
    for n in 1..count {
        std::fs::hard_link(&first, folder.path().join(format!("d/{n}.json"))).unwrap();
    }
    folder
}

/// With the results in a file, so that only the bar is on the screen.
fn with_a_bar(folder: &Path, rows: u16, columns: u16) -> Pty {
    let line = "exec \"$0\" check d --statistics > out";
    let start = Pty::program("/bin/sh", ["-c", line, env!("CARGO_BIN_EXE_jixiao")]);
    start.folder(folder).size(rows, columns).start()
}

#[test]
fn the_bar_takes_one_line_however_narrow_and_ctrl_c_leaves_none_of_it() {
    let folder = many(4000);
    for (rows, columns) in [(24, 80), (10, 30), (10, 12)] {
        let mut pty = with_a_bar(folder.path(), rows, columns);
        let shown = |text: &str| text.contains("/4000");
        // drawn several times
        for _ in 0..3 {
            let before = pty.text();
            pty.wait_for("the bar", |screen| {
                let text = support::pty::screen_text(screen);
                shown(&text) && text != before
            });
            let text = pty.text();
            assert_eq!(text.lines().filter(|line| !line.is_empty()).count(), 1, "{columns}: {text}");
        }
        pty.send("\x03");
        let status = pty.wait_exit();
        assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(Signal::INT.as_raw()));
        assert_eq!(pty.text().trim(), "", "{columns}");
        assert_eq!(pty.screen(|screen| screen.cursor_position()), (0, 0));
    }
}

#[test]
fn ctrl_z_leaves_nothing_of_the_bar_and_it_comes_back_after_fg() {
    use rustix::process::{WaitOptions, waitpid};
    let folder = many(4000);
    let mut pty = with_a_bar(folder.path(), 24, 80);
    for _ in 0..2 {
        pty.wait_for_text("/4000");
        pty.send("\x1a");
        pty.wait_for("nothing", |screen| support::pty::screen_text(screen).trim().is_empty());
        let (_, status) = waitpid(Some(pty.pid()), WaitOptions::UNTRACED).unwrap().unwrap();
        assert!(status.stopped());
        pty.signal(Signal::CONT);
    }
    pty.wait_for_text("/4000");
    pty.send("\x03");
    let status = pty.wait_exit();
    assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(Signal::INT.as_raw()));
    assert_eq!(pty.text().trim(), "");
}

#[test]
fn long_names_keep_the_columns_and_say_where_a_finding_is() {
    let mut document: serde_json::Value = serde_json::from_str(SEED).unwrap();
    document.as_object_mut().unwrap().remove("edition");
    for project in document["projects"].as_array_mut().unwrap() {
        project["name"] = "2021年度中央财政支持地方政务服务改革与发展专项补助资金（第一批）".into();
        project["indicators"][0]["description"] = "长".repeat(3000).into();
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), document.to_string()).unwrap();
    for columns in [40, 60, 80, 120] {
        let rules = "IC003,IC004,IV002,IV003,ID002,AL001";
        let pty = Pty::jixiao(["check", "a.json", "--select", rules]).size(1500, columns);
        let mut pty = pty.folder(folder.path()).env("NO_COLOR", "1").start();
        assert_eq!(pty.wait_exit().code(), Some(1));
        let shown = pty.text();
        let lines: Vec<&str> = shown.trim_end().lines().collect();
        let [first, middle @ .., last] = lines.as_slice() else { panic!("{shown}") };
        assert!(*first == "a.json" && (last.starts_with("共检查 1 个文件") || columns == 40), "{shown}");
        let inner = middle.iter().rev().skip_while(|line| !line.is_empty());
        assert!(inner.clone().count() > 30, "{shown}");
        for line in inner {
            assert!(line.is_empty() || line.starts_with("  "), "{columns}: {line}\n{shown}");
        }
        // of each place the project and the row
        let joined: String = shown.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(joined.contains("12021年度中央财…›质量指标工资（福利）发…；12021"), "{shown}");
    }
}

#[test]
fn what_a_diff_takes_away_and_puts_in_has_colours_where_they_are_welcome() {
    use vt100::Color;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), SEED).unwrap();
    for (no_colour, colours) in [("", true), ("1", false)] {
        let pty = Pty::jixiao(["check", "a.json", "--diff", "--select", "TX003"]).env("NO_COLOR", no_colour);
        let mut pty = pty.folder(folder.path()).start();
        pty.wait_exit();
        let mut seen = std::collections::BTreeSet::new();
        for (row, line) in (0..).zip(pty.text().lines().filter(|line| !line.is_empty())) {
            let (colour, bold) = pty.screen(|screen| {
                let cell = screen.cell(row, 0).unwrap();
                (cell.fgcolor(), cell.bold())
            });
            let start = line.split(' ').next().unwrap();
            let wanted = match start {
                "---" | "+++" => (Color::Default, colours),
                "@@" if colours => (Color::Idx(6), false),
                "-" if colours => (Color::Idx(1), false),
                "+" if colours => (Color::Idx(2), false),
                _ => (Color::Default, false),
            };
            assert_eq!((colour, bold), wanted, "{line}");
            seen.insert(start.to_string());
        }
        assert_eq!(seen.len(), 5, "{seen:?}");
    }
}

#[test]
fn a_reader_who_had_enough_ends_the_check() {
    // their reports are more than a pipe holds; that of the last one would be told on stderr
    let folder = many(20);
    std::fs::write(folder.path().join("d/z.json"), "{\"format\":\"jixiao/1\",").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    command.current_dir(folder.path()).env("XDG_CONFIG_HOME", folder.path().join("none"));
    command
        .args(["check", "d", "--format", "json"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert_eq!(first, "[\n");
    // the pipe is closed now
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn what_cannot_be_written_is_told_once_and_is_a_failure() {
    let folder = many(2);
    std::fs::write(folder.path().join("a.json"), SEED).unwrap();
    for arguments in [
        &["check", "d"][..],
        &["check", "d", "--format", "json"],
        &["check", "d", "--format", "sarif"],
        &["check", "d", "--statistics"],
        &["explain"],
        &["explain", "IV004"],
        &["show", "a.json"],
    ] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
        command.current_dir(folder.path()).env("XDG_CONFIG_HOME", folder.path().join("none"));
        let output = command.args(arguments).stdin(Stdio::null()).stdout(full).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.starts_with("jixiao：写到标准输出失败"), "{arguments:?}: {told}");
        assert_eq!(told.lines().count(), 1, "{arguments:?}: {told}");
    }
}

#[test]
fn ctrl_c_while_files_are_mended_leaves_whole_files_and_nothing_else() {
    use std::os::unix::process::ExitStatusExt;
    let folder = tempfile::tempdir().unwrap();
    let names = || {
        let names = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        names.map(|name| name.into_string().unwrap()).collect::<Vec<_>>()
    };
    // a signal hits a save only now and then
    for round in 0..15 {
        for n in 0..100 {
            std::fs::write(folder.path().join(format!("{n}.json")), SEED).unwrap();
            let _ = std::fs::remove_file(folder.path().join(format!("{n}.json.bak")));
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
        command.args(["check", "--fix", "--select", "TX003", "--statistics", "."]);
        command.current_dir(folder.path()).env("XDG_CONFIG_HOME", folder.path().join("none"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = support::spawn(&mut command);
        while names().iter().filter(|name| name.ends_with(".bak")).count() <= round {
            std::thread::yield_now();
        }
        rustix::process::kill_process(rustix::process::Pid::from_child(&child), Signal::INT).unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(Signal::INT.as_raw()));
        let left: Vec<String> = names().into_iter().filter(|name| name.starts_with('.')).collect();
        assert_eq!(left, [""; 0], "round {round}");
        let mended = |n: usize| std::fs::read_to_string(folder.path().join(format!("{n}.json"))).unwrap();
        let whole =
            (0..100).map(mended).map(|text| text.trim_end().ends_with('}') && text.len() + 100 > SEED.len());
        assert_eq!(whole.filter(|whole| *whole).count(), 100);
    }
}

#[test]
fn help_keeps_its_columns_in_a_narrow_terminal() {
    for command in ["check", "import", "export", "merge", "recover", "explain", "view"] {
        for columns in [60, 80, 120] {
            let mut pty = Pty::jixiao([command, "--help"]).size(60, columns).start();
            assert_eq!(pty.wait_exit().code(), Some(0));
            let shown = pty.text();
            for line in shown.lines().skip_while(|line| !line.starts_with("选项：")).skip(1) {
                assert!(line.is_empty() || line.starts_with("  "), "{command} {columns}: {line}\n{shown}");
                // what goes on stands below what it belongs to
                let indent = line.len() - line.trim_start().len();
                assert!(line.trim_start().starts_with('-') || indent > 12 || line.is_empty(), "{shown}");
            }
            assert!(shown.contains("--config <文件>"), "{shown}");
        }
    }
}

#[test]
fn where_signs_are_two_columns_wide_lines_are_that_much_shorter() {
    use unicode_width::UnicodeWidthStr;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), SEED).unwrap();
    for arguments in
        [&["check", "a.json"][..], &["check", "a.json", "--statistics"], &["explain"], &["explain", "IV004"]]
    {
        let mut longest = 0;
        for (said, wide) in [("narrow", false), ("wide", true)] {
            let pty = Pty::jixiao(arguments.iter().copied()).size(2000, 60).env("JIXIAO_WIDTH", said);
            let mut pty = pty.folder(folder.path()).start();
            pty.wait_exit();
            let shown = pty.text();
            let lines = || shown.lines().map(|line| line.width_cjk());
            if wide {
                let long = shown.lines().find(|line| line.width_cjk() > 60);
                assert_eq!(long, None, "{arguments:?}");
                // and the columns: of all three signs the code stands in the same place
                let signs = ["✗ ", "▲", "·"].map(|sign| format!("    {sign} "));
                let codes = shown.lines().filter(|line| signs.iter().any(|sign| line.starts_with(sign)));
                let at =
                    |line: &str| line[..line.find(|c: char| c.is_ascii_uppercase()).unwrap()].width_cjk();
                assert!(codes.clone().all(|line| at(line) == 7), "{shown}");
            } else {
                longest = lines().max().unwrap();
            }
        }
        assert!(longest > 60 || arguments != ["check", "a.json"], "{arguments:?}: it shows nothing");
    }
}

#[test]
fn a_message_begins_no_line_with_the_end_of_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    for columns in 40..60 {
        let pty = Pty::jixiao(["check", "a.json", "一.json"]).size(10, columns);
        let mut pty = pty.folder(folder.path()).start();
        assert_eq!(pty.wait_exit().code(), Some(2));
        let shown = pty.text();
        let told: String = shown.lines().collect();
        assert!(told.contains("找不到文件“a.json”。请检查路径和文件名。jixiao："), "{shown}");
        assert!(shown.lines().all(|line| !line.starts_with(['。', '”', '：'])), "{columns}: {shown}");
    }
}
