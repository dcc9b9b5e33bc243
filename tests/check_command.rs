//! `jixiao check` as people, hooks and pipelines use it: mending, its forms of output, many files.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The sample.
const SEED: &str = include_str!("fixtures/import/beidaihe-2021.json");

const SMALL: &str = r#"{
  "format": "jixiao/1",
  "year": 2021,
  "edition": "cn-2015",
  "department": { "name": "甲局", "division_code": "130304" },
  "projects": [
    {
      "id": "p",
      "name": "窗口运行",
      "budget": { "total": "1,187.3", "fiscal": "1187.30", "other": "0" },
      "goals": ["1、1.保障窗口运行  ", "保障大厅秩序"],
      "x": 1.50
    }
  ],
  "waivers": [
    { "rule": "AL002", "place": "projects/#p/goals/#保障大厅秩序", "reason": "另附方案", "by": "王", "value_hash": "HASH" },
    { "rule": "SC001", "place": "projects/#p/spending_plan", "reason": "旧", "value_hash": "0" }
  ]
}
"#;

fn small() -> String {
    SMALL.replace("HASH", &jixiao::model::id::fingerprint("\"保障大厅秩序\""))
}

fn jixiao(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    command.current_dir(folder).env("XDG_CONFIG_HOME", folder.join("none"));
    command.args(arguments).stdin(Stdio::null()).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

fn found(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let output = jixiao(folder, &[&["check", "--format", "json"], arguments].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}", text(&output.stdout)))
}

fn safe(found: &[Value]) -> usize {
    found.iter().filter(|finding| finding["fix"] == "safe").count()
}

#[test]
fn what_is_safe_is_mended_in_the_file_and_nothing_else() {
    let folder = folder(&[("a.json", SEED), ("b.json", &small())]);
    let before = found(folder.path(), &["a.json", "b.json"]);
    assert!(safe(&before) > 80);
    let output = jixiao(folder.path(), &["check", "--fix", "a.json", "b.json"]);
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stdout);
    assert!(told.contains("已自动修改 86 处：IV003 ×84，TX003 ×2"), "{told}");
    let after = found(folder.path(), &["a.json", "b.json"]);
    assert_eq!(safe(&after), 0);
    assert!(after.len() <= before.len() - safe(&before));
    // one line of the file a change, decimals and unknown fields as they were
    let seed = std::fs::read_to_string(folder.path().join("a.json")).unwrap();
    let changed = SEED.lines().zip(seed.lines()).filter(|(old, new)| old != new);
    assert_eq!((changed.count(), SEED.lines().count()), (86, seed.lines().count()));
    let small = std::fs::read_to_string(folder.path().join("b.json")).unwrap();
    assert!(small.contains(r#""x": 1.50"#) && small.contains(r#""保障窗口运行""#), "{small}");
    // again there is nothing to do
    let output = jixiao(folder.path(), &["check", "--fix", "a.json"]);
    assert!(!text(&output.stdout).contains("已自动修改"));
    assert_eq!(std::fs::read_to_string(folder.path().join("a.json")).unwrap(), seed);
}

#[test]
fn only_the_rules_that_count_are_mended() {
    let folder = folder(&[("a.json", SEED)]);
    let output =
        jixiao(folder.path(), &["check", "--fix", "--select", "TX003", "--format", "json", "a.json"]);
    assert_eq!(text(&output.stdout), "[]\n");
    assert_eq!(text(&output.stderr), "jixiao：a.json：已自动修改 2 处：TX003 ×2\n");
    assert_eq!(safe(&found(folder.path(), &["a.json"])), 84);
}

#[test]
fn a_file_that_cannot_be_mended_has_its_sentence_and_stays() {
    let newer = small().replace("jixiao/1", "jixiao/9");
    let folder = folder(&[("newer.json", &newer), ("good.json", &small()), ("hard.json", &small())]);
    std::fs::hard_link(folder.path().join("hard.json"), folder.path().join("other")).unwrap();
    let output = jixiao(folder.path(), &["check", "--fix", "newer.json", "hard.json", "good.json"]);
    assert_eq!(output.status.code(), Some(2));
    let told = text(&output.stderr);
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 2, "{told}");
    assert!(lines[0].contains("没有修改“newer.json”") && lines[1].contains("hard.json"), "{told}");
    assert_eq!(std::fs::read_to_string(folder.path().join("newer.json")).unwrap(), newer);
    assert_eq!(std::fs::read_to_string(folder.path().join("hard.json")).unwrap(), small());
    assert_ne!(std::fs::read_to_string(folder.path().join("good.json")).unwrap(), small());
}

#[test]
fn a_diff_shows_each_place_before_and_after_and_writes_nothing() {
    let folder = folder(&[("b.json", &small())]);
    let output = jixiao(folder.path(), &["check", "--diff", "--fix", "b.json"]);
    let shown = text(&output.stdout);
    assert!(shown.starts_with("--- b.json\n+++ b.json（修改后）\n"), "{shown}");
    assert!(shown.contains("@@ 1 窗口运行 › 预算规模 › 预算数 @@ AM002\n- 1,187.3\n+ 1187.30\n"), "{shown}");
    assert!(shown.contains("- 1、1.保障窗口运行  \n+ 保障窗口运行\n"), "{shown}");
    assert_eq!(std::fs::read_to_string(folder.path().join("b.json")).unwrap(), small());
    jixiao(folder.path(), &["check", "--fix", "b.json"]);
    let output = jixiao(folder.path(), &["check", "--diff", "b.json"]);
    assert_eq!(text(&output.stdout), "");
}

#[test]
fn statistics_count_each_rule_over_all_files() {
    let folder = folder(&[("a.json", SEED), ("b.json", SEED)]);
    let all = found(folder.path(), &["a.json", "b.json"]);
    let output = jixiao(folder.path(), &["check", "--statistics", "--format", "json", "a.json", "b.json"]);
    let rows: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let sum: u64 = rows.iter().map(|row| row["count"].as_u64().unwrap()).sum();
    assert_eq!(sum as usize, all.len());
    let counts: Vec<u64> = rows.iter().map(|row| row["count"].as_u64().unwrap()).collect();
    assert!(counts.is_sorted_by(|one, other| one >= other));
    let output = jixiao(folder.path(), &["check", "--statistics", "a.json", "b.json"]);
    let shown = text(&output.stdout);
    assert!(shown.contains("168  · IV003  完整  “百分比”应写作 %（可用 --fix 修改）　2 个文件\n"), "{shown}");
    assert!(!shown.contains("人事代理") && shown.contains("共检查 2 个文件"));
    let output = jixiao(folder.path(), &["check", "--statistics", "--format", "sarif", "a.json"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}

#[test]
fn sarif_names_rules_lines_and_fingerprints_and_keeps_what_is_waived() {
    let folder = folder(&[("表 1.json", &small())]);
    let output = jixiao(folder.path(), &["check", "--format", "sarif", "表 1.json"]);
    let sarif: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), jixiao::check::rules().len());
    let results = run["results"].as_array().unwrap();
    let of = |code: &str| results.iter().find(|result| result["ruleId"] == code).unwrap();
    for result in results {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "%E8%A1%A8%201.json");
        assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
        assert!(result["partialFingerprints"]["jixiaoPlace/v1"].is_string());
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
    }
    let region = |code: &str| of(code)["locations"][0]["physicalLocation"]["region"].clone();
    assert_eq!(region("AM002"), serde_json::json!({"startLine": 10, "startColumn": 28}));
    assert_eq!(region("TX003"), serde_json::json!({"startLine": 11, "startColumn": 17}));
    // of the two goals without a testable result one is waived
    let goals: Vec<&Value> = results.iter().filter(|result| result["ruleId"] == "AL002").collect();
    let waived: Vec<&Value> = goals.iter().map(|goal| &goal["suppressions"][0]["justification"]).collect();
    assert_eq!(waived, [&Value::Null, &Value::from("另附方案，王")]);
    assert_eq!(of("WV001")["suppressions"], serde_json::json!([]));
    // a line more before it: the line moves, the fingerprint stays
    std::fs::write(folder.path().join("表 1.json"), format!("\n{}", small())).unwrap();
    let output = jixiao(folder.path(), &["check", "--format", "sarif", "表 1.json"]);
    let moved: Value = serde_json::from_slice(&output.stdout).unwrap();
    let moved = moved["runs"][0]["results"].as_array().unwrap();
    let other = moved.iter().find(|result| result["ruleId"] == "AM002").unwrap();
    assert_eq!(other["partialFingerprints"], of("AM002")["partialFingerprints"]);
    assert_eq!(other["locations"][0]["physicalLocation"]["region"]["startLine"], 11);
}

#[test]
fn annotations_stand_at_their_line_and_hold_one_line_each() {
    let folder = folder(&[("a,b.json", &small())]);
    let output = jixiao(folder.path(), &["check", "--format", "github", "a,b.json"]);
    let shown = text(&output.stdout);
    let line = shown.lines().find(|line| line.contains("AM002")).unwrap();
    assert!(line.starts_with("::notice file=a%2Cb.json,line=10,col=28,title=AM002 "), "{line}");
    for line in shown.lines() {
        assert!(
            ["::error ", "::warning ", "::notice "].iter().any(|start| line.starts_with(start)),
            "{line}"
        );
    }
}

#[test]
fn a_report_is_by_what_a_reviewer_looks_at_and_names_what_is_waived() {
    let folder = folder(&[("a.json", SEED), ("b.json", &small())]);
    let output = jixiao(folder.path(), &["check", "--format", "markdown", "a.json", "b.json"]);
    let shown = text(&output.stdout);
    assert!(
        shown.starts_with("# 绩效目标审核情况\n\n## a.json\n\n秦皇岛市北戴河区行政审批局，2021\n"),
        "{shown}"
    );
    let (first, second) = shown.split_once("## b.json").unwrap();
    let heads: Vec<&str> = first.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    let names = ["完整性", "相关性", "适当性", "可行性", "文本"];
    assert_eq!(heads.len(), 5);
    assert!(heads.iter().zip(names).all(|(head, name)| head.starts_with(name)), "{heads:?}");
    assert!(second.contains("### 已豁免（1）\n\n- AL002 "), "{second}");
    assert!(second.contains("（另附方案，王）") && second.contains("WV001 豁免已失效"), "{second}");
}

#[test]
fn in_text_what_all_projects_have_is_told_once_and_what_is_waived_with_its_reason() {
    let folder = folder(&[("a.json", SEED), ("b.json", &small())]);
    let output = jixiao(folder.path(), &["check", "a.json", "b.json"]);
    let shown = text(&output.stdout);
    assert_eq!(shown.matches("IC003").count(), 1 + usize::from(shown.contains("IC003  没有填写")));
    assert!(shown.contains("▲ IC003  没有指标值确定依据  ×116（12 个项目）\n"), "{shown}");
    let waived = shown.split("  已豁免\n").nth(1).unwrap();
    assert!(waived.starts_with("    · AL002  1 窗口运行 › 绩效目标 › 2（另附方案，王）\n"), "{waived}");
    assert!(shown.contains("▲ WV001") && !shown.contains('\u{1b}'));
}

#[test]
fn many_files_come_out_in_the_order_of_their_names_however_long_each_takes() {
    let files: Vec<(String, String)> = (0..60)
        .map(|n| match n % 3 {
            0 => (format!("d/{n:02}.json"), SEED.to_string()),
            1 => (format!("d/{n:02}.json"), small()),
            _ => (format!("d/{n:02}.json"), r#"{"format":"jixiao/1","#.to_string()),
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = folder(&files);
    let run = || jixiao(folder.path(), &["check", "d", "--format", "json", "--select", "IV006,AM002"]);
    let output = run();
    assert_eq!(output.status.code(), Some(2));
    let all: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let names: Vec<&str> = all.iter().map(|finding| finding["file"].as_str().unwrap()).collect();
    assert!(names.is_sorted());
    let mut once = names.clone();
    once.dedup();
    assert_eq!(once.len(), 40);
    let told = text(&output.stderr);
    let broken: Vec<&str> = told.lines().collect();
    assert!(broken.len() == 20 && broken.is_sorted(), "{told}");
    // no bar where nobody looks, and the same again
    assert!(!told.contains('\r'));
    let again = run();
    assert_eq!((again.stdout, again.stderr), (output.stdout, output.stderr));
}

#[test]
fn what_comes_through_a_pipe_is_shown_as_it_would_be_and_never_written() {
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), small().as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    };
    let output = run(&["check", "-", "--diff"]);
    assert!(text(&output.stdout).contains("+ 1187.30"));
    let output = run(&["check", "-", "--fix"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--diff"));
    let output = run(&["check", "-", "--format", "github"]);
    assert!(text(&output.stdout).contains("file=标准输入,line=10"), "{}", text(&output.stdout));
}

#[test]
fn a_place_names_what_has_no_name_and_says_no_word_twice() {
    let rows = r#""indicators": [{ "id": "i", "level2": "数量指标", "name": "窗口数", "target": { "operator": 5 } }]"#;
    let nameless = small().replace(r#""name": "窗口运行""#, &format!(r#""name": " ", {rows}"#));
    let folder = folder(&[("a.json", &nameless)]);
    let shown = text(&jixiao(folder.path(), &["check", "a.json"]).stdout);
    assert!(shown.contains("\n  1（没有名称）\n"), "{shown}");
    assert!(shown.contains("位置：数量指标 窗口数 › 指标值 › 运算符\n"), "{shown}");
    for finding in found(folder.path(), &["a.json"]) {
        let place = finding["place"].as_str().unwrap();
        let words: Vec<&str> = place.split(" › ").collect();
        assert!(!place.contains("  ") && words.windows(2).all(|pair| pair[0] != pair[1]), "{place}");
    }
}
