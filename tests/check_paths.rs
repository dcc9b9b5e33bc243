//! What `jixiao check` makes of the paths and options it is given: files named twice, links, folders
//! that cannot be read, options that say nothing.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The sample.
const SEED: &str = include_str!("fixtures/import/beidaihe-2021.json");

fn jixiao(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    command.current_dir(folder).env("XDG_CONFIG_HOME", folder.join("none"));
    command.args(arguments).stdin(Stdio::null()).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn told(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = jixiao(folder, arguments);
    (output.status.code(), text(&output.stderr))
}

#[test]
fn a_file_that_is_named_several_ways_is_checked_and_mended_once() {
    let folder = tempfile::tempdir().unwrap();
    let d = folder.path().join("d");
    std::fs::create_dir(&d).unwrap();
    std::fs::write(d.join("a.json"), SEED).unwrap();
    symlink("a.json", d.join("b.json")).unwrap();
    symlink(".", d.join("loop")).unwrap();
    let whole = d.join("a.json").display().to_string();
    let all = ["d", "d/", "./d/a.json", &whole, "d/b.json", "no.json", "./no.json"];
    let output =
        jixiao(folder.path(), &[&["check", "--format", "json", "--select", "SC002"], &all[..]].concat());
    let found: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found.len(), 12);
    assert!(found.iter().all(|finding| finding["file"] == "d/a.json"));
    // and none of the paths is a folder without documents
    assert_eq!(text(&output.stderr), "jixiao：找不到文件“no.json”。请检查路径和文件名。\n");
    let output = jixiao(folder.path(), &["check", "--fix", "--statistics", "d", "d/b.json", "d/a.json"]);
    assert_eq!(text(&output.stderr), "jixiao：d/a.json：已自动修改 86 处：IV003 ×84，TX003 ×2\n");
    assert!(d.join("b.json").is_symlink());
}

#[test]
fn a_link_that_leads_to_nothing_is_told_and_the_other_files_are_checked() {
    let folder = tempfile::tempdir().unwrap();
    let d = folder.path().join("d");
    std::fs::create_dir_all(d.join("e.json")).unwrap();
    std::fs::write(d.join("z.json"), SEED).unwrap();
    symlink("no.json", d.join("a.json")).unwrap();
    symlink("b.json", d.join("b.json")).unwrap();
    // what is no document by its name, or to nobody's eyes, does not matter
    for name in ["a.txt", ".#z.json"] {
        symlink("no.json", d.join(name)).unwrap();
    }
    symlink("e.json", d.join("f.json")).unwrap();
    let output = jixiao(folder.path(), &["check", "--format", "json", "--select", "SC002", "d"]);
    let found: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), found.len()), (Some(2), 12));
    let told = text(&output.stderr);
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines[0], "jixiao：“d/a.json”是一个链接，它指向的文件找不到了，可能已被移走或删除。");
    assert!(lines.len() == 2 && lines[1].contains("d/b.json"), "{told}");
}

#[test]
fn a_folder_that_cannot_be_read_is_told_in_chinese() {
    let folder = tempfile::tempdir().unwrap();
    let closed = folder.path().join("d/关");
    std::fs::create_dir_all(&closed).unwrap();
    std::fs::write(folder.path().join("d/a.json"), SEED).unwrap();
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o300)).unwrap();
    // nothing is closed to the superuser
    if std::fs::read_dir(&closed).is_err() {
        let (code, told) = told(folder.path(), &["check", "d", "--select", "AM001"]);
        assert_eq!(
            (code, told.as_str()),
            (Some(2), "jixiao：没有读取文件夹“d/关”的权限。请向管理员申请。\n")
        );
    }
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn wrong_use_is_told_in_a_sentence_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.json"), SEED).unwrap();
    for (arguments, sentence) in [
        (&["check"][..], "缺少参数：<路径>"),
        (&["check", "a.json", "--select"], "参数“--select <编号>”后面没有内容。"),
        (&["check", "a.json", "--config"], "参数“--config <文件>”后面没有内容。"),
        (&["check", "a.json", "--format", "xml"], "可用：text、json、sarif、github、markdown。"),
        (&["check", "a.json", "--fix", "--fix"], "参数“--fix”写了两次。"),
        (&["check", "a.json", "--diff", "--statistics"], "参数“--diff”与“--statistics”不能同时使用。"),
        (&["check", "a.json", "--fix=1"], "参数“--fix”后面不能写“1”。"),
        (&["check", "a.json", "--diff", "--format", "json"], "--diff 只有 text 一种输出形式。"),
        (&["check", "a.json", "--statistics", "--format", "github"], "--statistics 只有 text 和 json"),
        (&["check", ""], "“<路径>...”不能为空。"),
        (&["explain", "ZZ"], "没有编号为“ZZ”或以“ZZ”开头的规则。"),
    ] {
        let (code, told) = told(folder.path(), arguments);
        assert_eq!(code, Some(2), "{arguments:?}: {told}");
        assert!(told.contains(sentence), "{arguments:?}: {told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}

#[test]
fn a_beginning_of_codes_explains_all_that_begin_so() {
    let folder = tempfile::tempdir().unwrap();
    let output = jixiao(folder.path(), &["explain", "am"]);
    assert_eq!(output.status.code(), Some(0));
    let shown = text(&output.stdout);
    let codes: Vec<&str> = shown.lines().take_while(|line| !line.is_empty()).collect();
    assert!(codes.len() > 3 && codes.iter().all(|line| line.contains(" AM00")), "{shown}");
    for code in ["am001", "ＡＭ００１"] {
        let shown = text(&jixiao(folder.path(), &["explain", code]).stdout);
        assert!(shown.starts_with("AM001") && shown.lines().count() > 10, "{shown}");
    }
    let all = jixiao(folder.path(), &["explain"]).stdout;
    assert_eq!(jixiao(folder.path(), &["explain", "all"]).stdout, all);
}
