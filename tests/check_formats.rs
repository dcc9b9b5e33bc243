//! What `jixiao check` prints for other programs, held against what these demand: SARIF 2.1.0, the
//! workflow commands of GitHub, Markdown, JSON pointers. The documents are as bad as they can be.

use std::collections::HashSet;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

/// The sample.
const SEED: &str = include_str!("fixtures/import/beidaihe-2021.json");

/// With commands for terminals, for GitHub and for Markdown in it, and fields of the wrong kind.
fn hostile() -> String {
    let mut document: Value = serde_json::from_str(SEED).unwrap();
    document["department"]["name"] = "- 1. 局\n# x".into();
    let project = &mut document["projects"][0];
    project["name"] = "经费\u{1b}[31m红\u{9b}2J|竖\r\n::error::%0A,x:y\u{202e}反".into();
    project["budget"] = json!({"total": "x", "fiscal": null});
    project["indicators"][0]["name"] = "很长".repeat(600).into();
    project["indicators"][1]["target"] = json!({"operator": "≥", "value": "1", "unit": "a|*b*\r\n<i>`x`"});
    project["indicators"][3]["target"] = 5.into();
    project["indicators"][4] = json!(["no"]);
    document["projects"][1] = "nonsense".into();
    document["projects"][2] = json!({"indicators": [{}], "a/b~c": 1});
    document["sub_goals"][0] = json!({"indicators": ["甲", "甲", " "]});
    let hash = jixiao::model::id::fingerprint("\"保障落实机关人事代理工作人员的公用经费的管理\"");
    let place =
        format!("projects/#{}/goals/#保障落实机关人事代理工作人员的公用经费的管理", project_id(&document));
    document["waivers"] =
        json!([{"rule": "AL002", "place": place, "reason": "另附\u{1b}[2J", "value_hash": hash}]);
    serde_json::to_string_pretty(&document).unwrap()
}

fn project_id(document: &Value) -> &str {
    document["projects"][0]["id"].as_str().unwrap()
}

fn check(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    command.current_dir(folder).env("XDG_CONFIG_HOME", folder.join("none"));
    command.arg("check").args(arguments).stdin(Stdio::null()).output().unwrap()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("表 %1")).unwrap();
    for name in ["坏 #1,a:b.json", "坏\u{1b}[31m.json"] {
        std::fs::write(folder.path().join("表 %1").join(name), hostile()).unwrap();
    }
    std::fs::write(folder.path().join("表 %1/断.json"), "{\"format\":\"jixiao/1\",").unwrap();
    folder
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn no_form_of_output_holds_a_command_for_the_terminal() {
    let folder = folder();
    for form in ["text", "json", "sarif", "github", "markdown"] {
        let output = check(folder.path(), &["--format", form, "表 %1"]);
        let shown = text(&output.stdout) + &text(&output.stderr);
        let bad = shown.chars().find(|c| jixiao::text::clean::is_unsafe(*c) && *c != '\n');
        assert_eq!(bad, None, "{form}");
        assert!(shown.lines().count() > 100);
    }
}

/// The properties that the specification demands, and the kinds of those that are used.
#[test]
fn sarif_is_as_the_specification_has_it() {
    let folder = folder();
    let output = check(folder.path(), &["--format", "sarif", "表 %1"]);
    assert_eq!(output.status.code(), Some(2));
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let names: HashSet<&str> = run.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, HashSet::from(["tool", "columnKind", "results", "invocations"]));
    assert!(run["tool"]["driver"]["name"].is_string());
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let ids: HashSet<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), rules.len());
    let levels = ["none", "note", "warning", "error"].map(Value::from);
    for rule in rules {
        for name in ["shortDescription", "fullDescription", "help"] {
            assert!(rule[name]["text"].as_str().is_some_and(|text| !text.trim().is_empty()), "{rule}");
        }
        assert!(levels.contains(&rule["defaultConfiguration"]["level"]));
    }
    let results = run["results"].as_array().unwrap();
    let mut waived = 0;
    for result in results {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(levels.contains(&result["level"]));
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        let [location] = result["locations"].as_array().unwrap().as_slice() else { panic!("{result}") };
        let place = &location["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~/%".contains(c);
        assert!(uri.starts_with("%E8%A1%A8%20%251/%E5%9D%8F") && uri.chars().all(allowed), "{uri}");
        assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
        assert!(place["region"]["startColumn"].as_u64().unwrap() >= 1);
        assert!(location["logicalLocations"][0]["fullyQualifiedName"].is_string());
        // §3.27.23: of all results of a run, or of none
        let suppressions = result["suppressions"].as_array().expect("an array for every result");
        for suppression in suppressions {
            assert_eq!(suppression["kind"], "inSource");
            assert!(suppression["justification"].is_string());
            waived += 1;
        }
    }
    assert_eq!(waived, 2);
    // what could not be read is told there, too: no result is no proof that all is well
    let [invocation] = run["invocations"].as_array().unwrap().as_slice() else { panic!("{run}") };
    assert_eq!((&invocation["executionSuccessful"], &invocation["exitCode"]), (&json!(false), &json!(2)));
    let [told] = invocation["toolExecutionNotifications"].as_array().unwrap().as_slice() else { panic!() };
    assert_eq!(told["level"], "error");
    assert!(told["message"]["text"].as_str().unwrap().contains("断.json”不是有效的 JSON"), "{told}");

    // a name in another encoding stays what it is
    let name = <std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(b"\xb1\xed.json");
    std::fs::write(folder.path().join(name), SEED).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    command.current_dir(folder.path()).env("XDG_CONFIG_HOME", folder.path().join("none"));
    let output = command.args(["check", "--format", "sarif"]).arg(name).output().unwrap();
    assert!(text(&output.stdout).contains(r#""uri":"%B1%ED.json""#));

    // nothing the matter
    std::fs::write(folder.path().join("a.json"), SEED).unwrap();
    let output = check(folder.path(), &["--format", "sarif", "--select", "AM001", "a.json"]);
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(log["runs"][0]["results"], json!([]));
    assert_eq!(log["runs"][0]["invocations"], json!([{"executionSuccessful": true, "exitCode": 0}]));
}

#[test]
fn a_workflow_command_ends_where_it_should() {
    let folder = folder();
    let output = check(folder.path(), &["--format", "github", "表 %1"]);
    let mut count = 0;
    for line in text(&output.stdout).lines() {
        let (head, data) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (level, properties) = head.split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&level), "{line}");
        let names: Vec<&str> = properties.split(',').map(|one| one.split_once('=').unwrap().0).collect();
        assert_eq!(names, ["file", "line", "col", "title"], "{line}");
        assert!(!properties.contains(':') && !data.is_empty(), "{line}");
        // a sign of percent stands only before what it stands for
        for (at, _) in line.match_indices('%') {
            assert!(["%25", "%0D", "%0A", "%3A", "%2C"].contains(&&line[at..at + 3]), "{line}");
        }
        count += 1;
    }
    assert!(count > 500);
    assert!(text(&output.stdout).contains("file=表 %251/坏 #1%2Ca%3Ab.json,line="));
}

#[test]
fn a_pointer_leads_to_a_value_or_to_where_one_is_missing() {
    let folder = folder();
    let output = check(folder.path(), &["--format", "json", "表 %1"]);
    let document: Value = serde_json::from_str(&hostile()).unwrap();
    let found: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    for finding in &found {
        let pointer = finding["path"].as_str().unwrap();
        let above = pointer.rfind('/').map_or("", |at| &pointer[..at]);
        let there = document.pointer(pointer).or(document.pointer(above));
        assert!(there.is_some(), "{finding}");
    }
    assert!(found.len() > 500);
}

#[test]
fn text_from_a_file_is_only_text_in_markdown() {
    let folder = folder();
    let output = check(folder.path(), &["--format", "markdown", "表 %1"]);
    let shown = text(&output.stdout);
    assert!(shown.contains("\n\\- 1. 局⏎\\# x，2021\n"), "{shown}");
    assert!(shown.contains("a\\|\\*b\\*"), "{shown}");
    for line in shown.lines() {
        let bare = line.replace("\\|", "").replace("\\<", "").replace("\\`", "").replace("\\*", "");
        assert!(!bare.contains(['|', '<', '`']), "{line}");
        assert!(!bare.trim_start().trim_start_matches("- ").starts_with("- "), "{line}");
    }
}
