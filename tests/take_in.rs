//! A colleague sends a file back; the writer brings it onto the open document, in the editor and by
//! a script.

mod support;

use std::process::{Command, Output};

use support::editor::{SAMPLE, open};

const TEXT: &str = include_str!("fixtures/import/beidaihe-2021.txt");

fn sent() -> String {
    TEXT.replacen("≥30人", "≥31人", 1).replacen("118.73", "120.00", 1)
}

#[test]
fn a_file_is_named_its_changes_are_shown_and_taken_as_one_step() {
    let editor = open(SAMPLE);
    std::fs::write(editor.folder().join("寄回的.txt"), sent()).unwrap();
    // the name is completed as far as it is certain
    let editor = editor.keys("I寄<tab>");
    assert!(editor.line_with("并入哪个文件：").contains("寄回的.txt"));
    let editor = editor.keys("<enter>");
    assert!(editor.line_with("并入“寄回的.txt”").contains("改动 2 处"));
    for words in ["按编码和名称", "预算数", "118.73", "120.00", "≥31人"] {
        assert!(editor.screen().contains(words), "{words}:\n{}", editor.screen());
    }
    assert_eq!(editor.json(), SAMPLE, "nothing is taken before the answer");
    let editor = editor.keys("<enter>");
    assert!(editor.json().contains("\"120.00\"") && editor.json().contains("\"31\""));
    let editor = editor.keys("<ctrl-z>");
    assert_eq!(editor.json(), SAMPLE);
}

#[test]
fn leaving_takes_nothing_and_a_wrong_name_has_its_sentence() {
    let editor = open(SAMPLE);
    std::fs::write(editor.folder().join("a.txt"), sent()).unwrap();
    let editor = editor.keys("Ia.txt<enter><esc>");
    assert_eq!(editor.json(), SAMPLE);
    let editor = editor.keys("I没有.txt<enter>");
    assert!(editor.screen().contains("没有文件"), "{}", editor.screen());
    let editor = editor.keys("<enter>I<esc>");
    assert_eq!(editor.json(), SAMPLE);
    // the same document once more: nothing to take
    std::fs::write(editor.folder().join("b.json"), SAMPLE).unwrap();
    let editor = editor.keys("Ib.json<enter>");
    assert!(editor.screen().contains("没有改动"), "{}", editor.screen());
}

#[test]
fn it_fits_small_screens() {
    let editor = open(SAMPLE).size(60, 20);
    std::fs::write(editor.folder().join("a.txt"), sent()).unwrap();
    let editor = editor.keys("Ia.txt<enter>");
    assert!(editor.screen().contains("改动 2 处"), "{}", editor.screen());
}

fn run(folder: &std::path::Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jixiao")).args(arguments).current_dir(folder).output().unwrap()
}

#[test]
fn a_script_brings_a_file_onto_a_document() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("旧.json"), SAMPLE).unwrap();
    std::fs::write(folder.path().join("来.txt"), sent()).unwrap();
    let output =
        run(folder.path(), &["import", "来.txt", "--onto", "旧.json", "-o", "新.json", "--report", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["onto"]["by_name"].as_array().unwrap().len(), 142);
    assert_eq!(report["onto"]["new"], serde_json::json!([]));
    let written = std::fs::read_to_string(folder.path().join("新.json")).unwrap();
    let differs: Vec<(&str, &str)> = SAMPLE.lines().zip(written.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(differs.len(), 2, "{differs:?}");

    let output = run(folder.path(), &["import", "来.txt", "--onto", "旧.json", "-o", "再.json"]);
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.contains("按编码和名称 142 条") && words.contains("“≥30人”改为“≥31人”"), "{words}");
    let output = run(folder.path(), &["import", "来.txt", "--onto", "没有.json", "-o", "再二.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!folder.path().join("再二.json").exists());
}
