//! `jixiao merge` and `jixiao show` as scripts and git call them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use jixiao::check::Checker;
use jixiao::model::read;

const JIXIAO: &str = env!("CARGO_BIN_EXE_jixiao");
const SMALL: &str = include_str!("fixtures/editor/small.json");

fn run(folder: &Path, program: &str, arguments: &[&str]) -> Output {
    Command::new(program).args(arguments).current_dir(folder).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with the three files `base`, `ours`, `theirs`.
fn three(base: &str, ours: &str, theirs: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("base", base), ("ours", ours), ("theirs", theirs)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn text(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

fn ours() -> String {
    SMALL.replace("刻章费", "刻章费用").replace("任务甲。", "任务甲，已改。")
}

fn theirs() -> String {
    SMALL.replace("为新开办企业免费刻章。", "为企业免费刻章。").replace("任务乙。", "任务乙，也改。")
}

#[test]
fn what_does_not_conflict_is_merged_into_the_file_of_ours() {
    let folder = three(SMALL, &ours(), &theirs());
    let output = run(folder.path(), JIXIAO, &["merge", "base", "ours", "theirs", "-o", "ours"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let merged = text(folder.path(), "ours");
    let expected =
        ours().replace("为新开办企业免费刻章。", "为企业免费刻章。").replace("任务乙。", "任务乙，也改。");
    assert_eq!(merged, expected);
    assert!(said(&output).contains("没有冲突"), "{}", said(&output));
    // to stdout, the files stay
    let folder = three(SMALL, &ours(), &theirs());
    let output = run(folder.path(), JIXIAO, &["merge", "base", "ours", "theirs", "-o", "-"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
    assert_eq!(text(folder.path(), "ours"), ours());
}

#[test]
fn a_conflict_keeps_ours_is_listed_and_gives_exit_code_1() {
    let other = SMALL.replace("刻章费", "免费刻章").replace("任务乙。", "任务乙，也改。");
    let folder = three(SMALL, &ours(), &other);
    let output = run(folder.path(), JIXIAO, &["merge", "base", "ours", "theirs", "-o", "out.json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output)
            .contains("冲突：1 刻章费用 › 项目名称（原来：刻章费；我的：刻章费用；对方的：免费刻章）"),
        "{}",
        said(&output)
    );
    let merged = text(folder.path(), "out.json");
    let (document, reading) = read(&merged).unwrap();
    assert!(merged.contains("\"name\": \"刻章费用\"") && merged.contains("任务乙，也改。"));
    let conflict = document.conflicts.values().next().unwrap();
    assert_eq!(conflict.place.text(), "projects/#p-1/name");
    assert!(merged.contains("\"theirs\": \"免费刻章\""), "{merged}");
    let found = Checker::new(&document, &reading);
    assert!(found.findings().iter().any(|finding| finding.code == "CF001"));
    assert_eq!(run(folder.path(), JIXIAO, &["check", "out.json"]).status.code(), Some(1));
}

#[test]
fn what_cannot_be_read_or_could_lose_something_is_refused_and_nothing_is_written() {
    for (base, ours, theirs, why) in [
        (SMALL, SMALL, "no", "theirs"),
        (SMALL, "{\"year\":1,\"year\":2}", SMALL, "出现了两次"),
        (SMALL, SMALL, "{\"format\":\"jixiao/9\"}", "jixiao/9"),
        (SMALL, "", SMALL, "ours"),
        ("[]", SMALL, SMALL, "base"),
    ] {
        let folder = three(base, ours, theirs);
        let output = run(folder.path(), JIXIAO, &["merge", "base", "ours", "theirs", "-o", "out"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains(why), "{}", said(&output));
        assert!(!folder.path().join("out").exists());
    }
    let folder = three(SMALL, SMALL, SMALL);
    let output = run(folder.path(), JIXIAO, &["merge", "base", "ours", "missing", "-o", "ours"]);
    assert_eq!((output.status.code(), text(folder.path(), "ours").as_str()), (Some(2), SMALL));
}

#[test]
fn without_a_base_what_both_have_alike_is_one_and_without_a_change_every_byte_stays() {
    let folder = three("", SMALL, &theirs());
    let output = run(folder.path(), JIXIAO, &["merge", "base", "ours", "theirs", "-o", "ours"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("（没有）"), "{}", said(&output));
    // written by hand, on one line and with a mark at the start
    let by_hand = "\u{feff}{\"projects\": [{\"name\":  \"甲\"}]}\r\n";
    let folder = three(by_hand, by_hand, by_hand);
    let output = run(folder.path(), JIXIAO, &["merge", "base", "ours", "theirs", "-o", "ours"]);
    assert_eq!((output.status.code(), text(folder.path(), "ours").as_str()), (Some(0), by_hand));
}

#[test]
fn a_document_is_shown_in_words_without_a_command_for_the_terminal() {
    let folder = three(&SMALL.replace("刻章费", "刻\\u001b[2J章"), SMALL, SMALL);
    let output = run(folder.path(), JIXIAO, &["show", "base"]);
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains("总体绩效目标 › 重点工作：任务甲。\n"), "{shown}");
    assert!(shown.contains("刻␛[2J章 › 预算规模 › 预算数：12.00\n"), "{shown}");
    assert_eq!(run(folder.path(), JIXIAO, &["show", "missing"]).status.code(), Some(2));
}

/// git in a repository of its own that nothing of the machine's settings reaches; `None`, and it is
/// said, where there is no git. The driver alone is tested above, as git calls it.
fn repository() -> Option<(tempfile::TempDir, impl Fn(&[&str]) -> Output)> {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: there is no git on this machine");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().to_path_buf();
    let git = move |arguments: &[&str]| {
        Command::new("git")
            .args(["-c", "user.name=x", "-c", "user.email=x@localhost", "-c", "init.defaultBranch=main"])
            .args(arguments)
            .current_dir(&path)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .unwrap()
    };
    assert!(git(&["init", "-q"]).status.success());
    Some((folder, git))
}

/// The setup as the README tells it, with the path of this program.
fn setup(git: &impl Fn(&[&str]) -> Output, folder: &Path) {
    let readme = include_str!("../README.md");
    for line in [
        "git config merge.jixiao.driver 'jixiao merge %O %A %B -o %A'",
        "git config diff.jixiao.textconv 'jixiao show'",
        "echo '*.json merge=jixiao diff=jixiao' >> .gitattributes",
    ] {
        assert!(readme.contains(line), "the README tells {line}");
    }
    git(&["config", "merge.jixiao.driver", &format!("'{JIXIAO}' merge %O %A %B -o %A")]);
    git(&["config", "diff.jixiao.textconv", &format!("'{JIXIAO}' show")]);
    std::fs::write(folder.join(".gitattributes"), "*.json merge=jixiao diff=jixiao\n").unwrap();
}

#[test]
fn git_merges_and_compares_these_files() {
    let Some((folder, git)) = repository() else { return };
    setup(&git, folder.path());
    let file = folder.path().join("绩效.json");
    let commit = |text: &str| {
        std::fs::write(&file, text).unwrap();
        git(&["add", "-A"]);
        assert!(git(&["commit", "-q", "-m", "x"]).status.success());
    };
    commit(SMALL);
    git(&["checkout", "-q", "-b", "other"]);
    commit(&theirs());
    git(&["checkout", "-q", "main"]);
    commit(&ours());
    let merged = git(&["merge", "-q", "-m", "x", "other"]);
    assert!(merged.status.success(), "{}", said(&merged));
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(
        text.contains("刻章费用") && text.contains("为企业免费刻章。") && text.contains("任务乙，也改。")
    );
    let diff = String::from_utf8(git(&["diff", "HEAD~1"]).stdout).unwrap();
    assert!(diff.contains("+刻章费用 › 资金用途：为企业免费刻章。"), "{diff}");

    // now both change one field: git marks the file, which is a valid document all the same
    git(&["checkout", "-q", "-b", "third"]);
    commit(&text.replace("为企业免费刻章。", "为小微企业免费刻章。"));
    git(&["checkout", "-q", "main"]);
    commit(&text.replace("为企业免费刻章。", "为新企业免费刻章。"));
    assert!(!git(&["merge", "-q", "-m", "x", "third"]).status.success());
    let status = String::from_utf8(git(&["status", "--porcelain"]).stdout).unwrap();
    assert!(status.starts_with("UU"), "{status}");
    let text = std::fs::read_to_string(&file).unwrap();
    let (document, _) = read(&text).unwrap();
    assert_eq!(document.conflicts.values().count(), 1);
    assert!(text.contains("\"purpose\": \"为新企业免费刻章。\""));
}
