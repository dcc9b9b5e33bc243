//! The settings of a site and of a person, as the real program takes them up.

mod support;

use std::path::Path;
use std::process::{Command, Output, Stdio};

use support::editor::SAMPLE;
use support::pty::Pty;

const ROW: &str = r#"{"format":"jixiao/1","year":2021,"edition":"cn-2015","projects":[{"id":"p","indicators":[
    {"id":"i","level1":"产出指标","level2":"质量指标","name":"合格率","target":{"operator":"≥","value":"100","unit":"百分比"}},
    {"id":"j","level1":"产出指标","level2":"数量指标","name":"箱数","target":{"operator":"≥","value":"5","unit":"筏"}}]}]}"#;

/// A home with these files below `.config/jixiao`, and the document beside it.
fn home(files: &[(&str, &str)]) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("a.json"), ROW).unwrap();
    for (name, text) in files {
        let path = home.path().join(".config/jixiao").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    home
}

fn jixiao(home: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jixiao"));
    command.current_dir(home).env("HOME", home).env_remove("XDG_CONFIG_HOME");
    command.args(arguments).stdin(Stdio::null()).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The codes that are found, with the first letter of how bad they are, each once.
fn codes(home: &Path, arguments: &[&str]) -> Vec<String> {
    let output = jixiao(home, &[&["check", "a.json", "--format", "json"], arguments].concat());
    assert!(output.status.code() != Some(2), "{}", text(&output.stderr));
    let found: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let code = |f: &serde_json::Value| {
        format!("{} {}", &f["severity"].as_str().unwrap()[..1], f["code"].as_str().unwrap())
    };
    let mut codes: Vec<String> = found.iter().map(code).collect();
    codes.sort();
    codes.dedup();
    codes
}

#[test]
fn the_command_line_goes_before_the_settings_and_these_before_nothing() {
    let home = home(&[(
        "config.toml",
        "[check]\nselect = [\"iv\"]\nignore = [\"IV003\"]\nseverity = { IV004 = \"error\" }\n",
    )]);
    let home = home.path();
    assert_eq!(codes(home, &[]), ["e IV004", "i IV002"]);
    assert_eq!(codes(home, &["--ignore", "IV002"]), ["e IV004"]);
    assert_eq!(codes(home, &["--select", "IV003,IV004"]), ["e IV004", "i IV003"]);
    assert_eq!(codes(home, &["--select", "IV", "--ignore", "IV00", "--severity", "IV=info"]), [""; 0]);
    assert_eq!(codes(home, &["--severity", "IV004=info"]), ["i IV002", "i IV004"]);
    // as it comes from a Chinese keyboard
    for names in ["IV003，IV004", "IV003、IV004", "ＩＶ００３　ｉｖ００４", "IV003 IV004，"] {
        assert_eq!(codes(home, &["--select", names]), ["e IV004", "i IV003"], "{names}");
    }
    assert_eq!(codes(home, &["--select", "IV", "--ignore", "IV003，IV004"]), ["i IV002"]);
    assert_eq!(codes(home, &["--severity", "IV004＝提示，iv002=警告"]), ["i IV004", "w IV002"]);
    let chinese = "[check]\nselect = [\"IV002，IV003\", \"IV004\"]\nignore = [\"IV003、TX\"]\nseverity = { \"IV002、IV004\" = \"错误\" }\n";
    std::fs::write(home.join("chinese.toml"), chinese).unwrap();
    assert_eq!(codes(home, &["--config", "chinese.toml"]), ["e IV002", "e IV004"]);
    // another file in the place of both
    std::fs::write(home.join("own.toml"), "\u{feff}[check]\r\nselect = [\"IV003\"]\r\n").unwrap();
    assert_eq!(codes(home, &["--config", "own.toml"]), ["i IV003"]);
}

#[test]
fn own_words_and_editions_are_taken_from_beside_the_settings() {
    let only = "[check]\nselect = [\"IV002\", \"ST004\"]\n";
    let bare = home(&[("config.toml", only)]);
    assert_eq!(codes(bare.path(), &[]), ["i IV002"]);
    let edition = include_str!("../data/editions/cn-2015.json").replace("数量指标", "数目指标");
    let both = home(&[
        ("config.toml", only),
        ("words/units.txt", "# 本地\n@内置\n筏\n"),
        ("editions/cn-2015.json", &edition),
    ]);
    assert_eq!(codes(both.path(), &[]), ["e ST004"]);
    let named = home(&[("config.toml", &format!("{only}[words]\nunits = \"../单位.txt\"\n"))]);
    std::fs::write(named.path().join(".config/单位.txt"), "筏\n百分比\n").unwrap();
    assert_eq!(codes(named.path(), &[]), [""; 0]);
}

#[test]
fn what_is_wrong_in_the_settings_is_told_with_line_and_column_and_nothing_is_done() {
    for (files, sentence) in [
        (vec![("config.toml", "[check]\nselekt = []\n")], "config.toml 第 2 行第 1 列：不认识“selekt”"),
        (
            vec![("config.toml", "[check]\n\nselect = [\"IV\", \"ZZ9\"]\n")],
            "第 3 行第 17 列：没有编号为“ZZ9”",
        ),
        (
            vec![("config.toml", "[check]\nseverity = { \"金额\" = \"info\" }\n")],
            "第 2 行第 14 列：没有编号为“金额”",
        ),
        (
            vec![("config.toml", "[check]\nseverity = { IV = \"bad\" }\n")],
            "第 2 行第 19 列：“bad”不是严重程度",
        ),
        (vec![("config.toml", "[check]\nselect = 5\n")], "第 2 行第 10 列：取值的类型不对"),
        (vec![("config.toml", "[check\nselect = []\n")], "第 1 行第 7 列：写法不合 TOML"),
        (vec![("config.toml", "[check]\nignore = []\nignore = []\n")], "第 3 行第 1 列：这个名称写了两次"),
        (vec![("config.toml", "[save]\nbackups = -1\n")], "第 2 行第 11 列：份数应在"),
        (vec![("config.toml", "[words]\nunits = \"no.txt\"\n")], "第 2 行第 9 列：找不到词表文件 "),
        (vec![("config.toml", "[words]\nunits = \"\"\n")], "第 2 行第 9 列：这里要写词表文件的路径"),
        (
            vec![("config.toml", "[words]\nunit = \"no.txt\"\n")],
            "第 2 行第 1 列：没有名为“unit”的词表，最接近的是“units”。",
        ),
        (vec![("config.toml", "[words]\nunits = \"words\"\n"), ("words/units.txt", "次\n")], "词表文件 "),
        (
            vec![("words/look-alikes.txt", "次\n")],
            "look-alikes.txt：没有名为“look-alikes”的词表，最接近的是“look_alikes”。",
        ),
        (vec![("words/单位.txt", "次\n")], "单位.txt：没有名为“单位”的词表。可以替换的词表有："),
        (vec![("words/look_alikes.txt", "a b\nc\n")], "第 2 行第 1 列"),
        (vec![("editions/x.json", "{\n  \"nam\": 1\n}")], "第 2 行"),
        (vec![("config.toml", "a = \u{1b}[31m")], "第 1 行第 6 列"),
    ] {
        let home = home(&files);
        let output = jixiao(home.path(), &["check", "a.json"]);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{files:?}: {told}");
        assert!(told.contains(sentence), "{sentence}: {told}");
        assert!(output.stdout.is_empty() && !told.contains('\u{1b}'));
    }
    // a file is called what it is
    let home = home(&[("config.toml", "[words]\nunits = \"单位.txt\"\n"), ("words/单位.txt", "")]);
    let own = home.path().join(".config/jixiao");
    std::fs::write(own.join("单位.txt"), b"\xb9\xe6\n").unwrap();
    let told = || text(&jixiao(home.path(), &["check", "a.json"]).stderr);
    assert!(
        told().contains("词表文件 ") && told().contains("单位.txt 第 1 行第 1 列：不是 UTF-8"),
        "{}",
        told()
    );
    std::fs::remove_file(own.join("config.toml")).unwrap();
    std::fs::remove_file(own.join("words/单位.txt")).unwrap();
    std::os::unix::fs::symlink("/没有/x.txt", own.join("words/units.txt")).unwrap();
    assert!(told().contains("找不到词表文件 ") && told().contains("words/units.txt"), "{}", told());
    std::fs::remove_file(own.join("words/units.txt")).unwrap();
    std::fs::create_dir_all(own.join("editions/x.json")).unwrap();
    assert!(told().contains("指标版本文件 ") && told().contains("x.json 不是普通文件"), "{}", told());

    let home = self::home(&[]);
    for (arguments, sentence) in [
        (&["check", "a.json", "--config", "no.toml"][..], "找不到设置文件 no.toml"),
        (&["check", "a.json", "--select", "IV,QQ"], "没有编号为“QQ”"),
        (&["check", "a.json", "--ignore", ""], "没有编号为“”"),
        (&["check", "a.json", "--severity", "IV004"], "IV004=提示"),
        (
            &["check", "a.json", "--severity", "IV004=worse"],
            "“worse”不是严重程度。可以写：错误、警告、提示，或 error、warning、info。",
        ),
        (&["check", "a.json", "--select", "IV，QQ"], "没有编号为“QQ”"),
    ] {
        let output = jixiao(home.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(sentence), "{}", text(&output.stderr));
    }
    std::fs::write(home.path().join("gbk.toml"), b"[check]\n# \xb9\xe6\xd4\xf2\n").unwrap();
    let output = jixiao(home.path(), &["check", "a.json", "--config", "gbk.toml"]);
    assert!(text(&output.stderr).contains("第 2 行第 3 列：不是 UTF-8"), "{}", text(&output.stderr));
}

#[test]
fn a_rule_that_does_not_count_makes_no_waiver_stale() {
    let waived = ROW.replacen(
        '{',
        r#"{"waivers":[{"rule":"IV004","place":"projects/#p/indicators/#i/target","reason":"合同如此","value_hash":"0"}],"#,
        1,
    );
    let home = home(&[]);
    std::fs::write(home.path().join("a.json"), waived).unwrap();
    assert_eq!(codes(home.path(), &["--select", "IV004,WV"]), ["w IV004", "w WV001"]);
    assert_eq!(codes(home.path(), &["--select", "WV"]), [""; 0]);
}

#[test]
fn the_editor_counts_what_the_command_counts_and_opens_in_spite_of_broken_settings() {
    let home = home(&[("config.toml", "[check]\nselect = [\"IV003\"]\n")]);
    let path = home.path().join("b.json");
    std::fs::write(&path, SAMPLE).unwrap();
    let start = |path: &Path| {
        let config = home.path().join(".config");
        let pty = Pty::jixiao([path]).size(40, 120).env("XDG_CONFIG_HOME", config.to_str().unwrap());
        pty.start()
    };
    let mut pty = start(&path);
    pty.wait_for_text("部门名称");
    pty.send("]]]]");
    pty.wait_for_text("IV003");
    let output = jixiao(home.path(), &["check", "b.json"]);
    let shown = text(&output.stdout);
    let count = shown.rsplit("提示 ").next().unwrap().split(' ').next().unwrap().to_string();
    assert!(count.parse::<usize>().unwrap() > 10, "{shown}");
    // all of the document in the panel: the same count
    pty.send("v");
    pty.wait_for_text(&format!("×{count}"));
    let screen = pty.text();
    assert!(!screen.contains("IV002") && !screen.contains("✗"), "{screen}");
    pty.send("\x11");
    assert_eq!(pty.wait_exit().code(), Some(0));

    std::fs::write(home.path().join(".config/jixiao/config.toml"), "[chek]\n").unwrap();
    let mut pty = start(&path);
    pty.wait_for_text("未采用自己的设置");
    pty.send("]]]]");
    pty.wait_for_text("IV002");
    pty.send("\x11");
    assert_eq!(pty.wait_exit().code(), Some(0));
}

#[test]
fn as_many_old_versions_are_kept_as_the_settings_say() {
    for (settings, kept) in
        [(None, 1), (Some("[save]\nbackups = 0\n"), 0), (Some("[save]\nbackups = 2\n"), 2)]
    {
        let home = home(&settings.map(|text| ("config.toml", text)).into_iter().collect::<Vec<_>>());
        // saved twice, each time with something to mend
        for text in [ROW.to_string(), ROW.replace("100", "98")] {
            std::fs::write(home.path().join("a.json"), text).unwrap();
            jixiao(home.path(), &["check", "--fix", "a.json"]);
        }
        let names = std::fs::read_dir(home.path()).unwrap().map(|e| e.unwrap().file_name());
        let old = names.filter(|name| name.to_string_lossy().contains(".bak")).count();
        assert_eq!(old, kept, "{settings:?}");
    }
}

#[test]
fn the_number_of_a_line_is_no_result_whatever_words_a_site_has() {
    let home = home(&[("words/results.txt", "141\n办成\n")]);
    for (goal, found) in [("141、院里演出", true), ("141、院里演出办成", false), ("院里演出141场", false)]
    {
        let document = format!(r#"{{"projects":[{{"id":"p","goals":["{goal}"]}}]}}"#);
        std::fs::write(home.path().join("a.json"), document).unwrap();
        assert_eq!(codes(home.path(), &["--select", "AL002"]).len(), usize::from(found), "{goal}");
    }
}
