//! Choosing where two people changed the same: a file that a merge left with conflicts is opened, and
//! each is decided by a key.

mod support;

use jixiao::edit::Desk;
use jixiao::model::{Document, Json, Place, read};
use jixiao::store::merge::merge;
use support::editor::{Editor, look, open};

const SMALL: &str = include_str!("fixtures/editor/small.json");

fn document(text: &str) -> Document {
    read(text).unwrap().0
}

/// The text of a file as `jixiao merge` writes it.
fn merged(base: &str, ours: &str, theirs: &str) -> String {
    let ours = document(ours);
    let merged = merge(&document(base), &ours, &document(theirs));
    let mut desk = Desk::new(ours);
    desk.commit("", &merged.whole()).unwrap();
    desk.document().to_json()
}

/// Two conflicts: the name of the project, and its first goal.
fn two() -> String {
    let ours =
        SMALL.replace("刻章费", "刻章费用").replace("为不少于500家新开办企业免费刻章", "为500家企业刻章");
    let theirs =
        SMALL.replace("刻章费", "免费刻章").replace("为不少于500家新开办企业免费刻章", "为600家企业刻章");
    merged(SMALL, &ours, &theirs)
}

/// One conflict: a row that we deleted and they changed, or the other way round.
fn row(ours_deleted: bool) -> String {
    let mut desk = Desk::new(document(SMALL));
    let row: Place = "projects/#p-1/indicators/#i-2".parse().unwrap();
    let gone = jixiao::edit::Edit::remove(desk.document(), &row).unwrap();
    desk.commit("", &gone).unwrap();
    let deleted = desk.document().to_json();
    desk.undo();
    let edit = jixiao::edit::Edit::set(desk.document(), &row.field("basis"), Some(Json::text("新的依据")));
    desk.commit("", &edit).unwrap();
    let changed = desk.document().to_json();
    if ours_deleted { merged(SMALL, &deleted, &changed) } else { merged(SMALL, &changed, &deleted) }
}

fn rows(editor: &Editor) -> Vec<String> {
    let projects = editor.app().document().projects();
    projects.flat_map(|p| p.indicators.values().map(|row| row.id.text().to_string())).collect()
}

#[test]
fn a_file_with_conflicts_asks_for_each_and_the_last_choice_takes_the_list_away() {
    let editor = open(&two());
    let screen = editor.screen();
    for words in
        ["合并冲突 1/2", "1 刻章费用 › 项目名称", "1  原来", "刻章费", "2  我的", "3  对方的", "免费刻章"]
    {
        assert!(screen.contains(words), "{words}:\n{screen}");
    }
    let editor = editor.keys("3");
    assert_eq!(editor.value("projects/#p-1/name"), "免费刻章");
    assert_eq!(editor.place(), "projects/#p-1/name");
    assert!(editor.screen().contains("合并冲突 1/1") && editor.message().contains("还有 1 处"));
    // by arrows, what stands there stays
    let editor = editor.keys("<down*2><enter>");
    assert!(editor.json().contains("为500家企业刻章"));
    assert!(!editor.json().contains("conflicts") && editor.app().popup().is_none());
    assert!(editor.message().contains("冲突已全部处理"));
    let editor = editor.keys("<ctrl-s>");
    assert!(editor.file().contains("免费刻章") && !editor.file().contains("conflicts"));
    // each choice is a step
    let editor = editor.keys("<ctrl-z>C");
    assert!(editor.screen().contains("合并冲突 1/1"));
    let editor = editor.keys("<ctrl-z>");
    assert!(editor.screen().contains("合并冲突 1/2"));
    assert_eq!((editor.json(), editor.value("projects/#p-1/name")), (two(), "刻章费用".into()));
}

#[test]
fn later_is_possible_and_enter_alone_decides_nothing() {
    let editor = open(&two()).keys("<enter><right>");
    assert!(editor.screen().contains("合并冲突 2/2") && !editor.app().is_changed());
    let editor = editor.keys("<left><esc>");
    assert!(editor.app().popup().is_none());
    assert!(editor.app().checker().findings().iter().any(|finding| finding.code == "CF001"));
    // what is changed meanwhile is what counts as ours
    let editor = editor.keys("]]]]").keys("/刻章费用<enter><enter><ctrl-u>刻章服务<enter>C");
    let screen = editor.screen();
    assert!(screen.contains("刻章服务"), "{screen}");
    let editor = editor.keys("2");
    assert_eq!(editor.value("projects/#p-1/name"), "刻章服务");
}

#[test]
fn a_row_deleted_on_one_side_and_changed_on_the_other_comes_back_or_goes() {
    let before = rows(&open(SMALL));
    for (ours_deleted, key, there, basis) in [
        (true, "1", true, ""),
        (true, "2", false, ""),
        (true, "3", true, "新的依据"),
        (false, "1", true, ""),
        (false, "2", true, "新的依据"),
        (false, "3", false, ""),
    ] {
        let editor = open(&row(ours_deleted));
        assert!(editor.screen().contains("（没有）"), "{}", editor.screen());
        let editor = editor.keys(key);
        let left: Vec<String> = before.iter().filter(|id| there || *id != "i-2").cloned().collect();
        assert_eq!(rows(&editor), left, "{ours_deleted} {key}");
        if there {
            let old = editor.value("projects/#p-1/indicators/#i-2/basis");
            assert!(basis.is_empty() && old != "新的依据" || old == basis, "{old}");
        }
        assert!(!editor.json().contains("conflicts"));
        assert_eq!(editor.keys("<ctrl-z>").json(), row(ours_deleted));
    }
}

#[test]
fn a_reader_sees_the_conflicts_and_decides_nothing() {
    let editor = look(&two());
    assert!(editor.app().popup().is_none());
    let editor = editor.keys("C3");
    assert!(editor.screen().contains("合并冲突 1/2") && editor.message().contains("只读"));
    assert_eq!(editor.keys("<esc>").json(), two());
}

#[test]
fn without_conflicts_the_command_says_so_and_odd_lists_harm_nothing() {
    assert!(open(SMALL).keys("C").message().contains("没有未处理的合并冲突"));
    let odd = SMALL.trim_end().trim_end_matches('}').to_string()
        + r#", "conflicts": [7, {}, {"place": "a//b", "theirs": 1}, {"place": "projects/#gone/name", "theirs": "x"},
           {"place": "overall_goal/tasks/#任务甲。", "ours": "任务甲。"}, {"place": "year", "theirs": "\u001b[2J"}]}"#;
    let mut editor = open(&odd);
    for left in (1..=6).rev() {
        assert!(editor.screen().contains(&format!("合并冲突 1/{left}")), "{}", editor.screen());
        // what cannot be taken is said and stays open; what stands can always be kept
        editor = editor.keys("<ctrl-l>3");
        if editor.screen().contains(&format!("合并冲突 1/{left}")) {
            assert!(editor.message().contains("已不在文件中"), "{}", editor.message());
            editor = editor.keys("2");
        }
    }
    assert!(!editor.json().contains("conflicts"));
    assert_eq!(editor.value("year"), "\u{1b}[2J");
    let wrong = SMALL.replacen('{', "{\"conflicts\": 5,", 1);
    assert!(open(&wrong).app().popup().is_none());
}

#[test]
fn a_merge_while_the_editor_is_open_is_one_step_and_its_conflicts_are_chosen() {
    let base = document(SMALL);
    let theirs = document(&SMALL.replace("刻章费", "免费刻章").replace("任务乙。", "任务乙，也改。"));
    let mut editor = open(SMALL).keys("]]]]").keys("/刻章费<enter><enter><ctrl-u>刻章服务<enter>");
    let before = editor.json();
    let merged = editor.open.app.take_theirs(&base, &theirs).unwrap();
    assert_eq!((merged.taken, merged.conflicts.len()), (1, 1));
    let editor = editor.keys("<ctrl-l>");
    assert!(editor.screen().contains("合并冲突 1/1"), "{}", editor.screen());
    assert!(editor.json().contains("任务乙，也改。") && editor.json().contains("\"theirs\": \"免费刻章\""));
    // one step back is the document before the merge
    let editor = editor.keys("<esc><ctrl-z>");
    assert_eq!(editor.json(), before);
    let editor = editor.keys("<ctrl-y>C3");
    assert_eq!(editor.value("projects/#p-1/name"), "免费刻章");
}

#[test]
fn who_types_is_not_asked_in_the_midst_of_it_and_what_was_typed_is_ours() {
    let base = document(SMALL);
    let theirs = document(&SMALL.replace("刻章费", "免费刻章"));
    let mut editor = open(SMALL).keys("]]]]").keys("/刻章费<enter><enter><ctrl-u>刻章服务");
    editor.open.app.take_theirs(&base, &theirs).unwrap();
    let editor = editor.keys("3");
    assert!(editor.app().popup().is_none() || !editor.screen().contains("合并冲突"), "{}", editor.screen());
    let editor = editor.keys("<esc*3>");
    assert_eq!(editor.value("projects/#p-1/name"), "刻章服务");
    assert!(editor.keys("C").screen().contains("合并冲突 1/1"));
    // a reader takes nothing in
    let mut reader = look(SMALL);
    assert!(reader.open.app.take_theirs(&base, &theirs).is_none());
    assert_eq!(reader.json(), SMALL);
}

#[test]
fn from_the_finding_to_the_choosing() {
    let mut editor = open(&two()).keys("<esc><f8>");
    for _ in 0..200 {
        if editor.app().current_finding().is_some_and(|finding| finding.code == "CF001") {
            break;
        }
        editor = editor.keys("<f8>");
    }
    let mut editor = editor.keys("<f6*2>");
    // it can be settled, and not waived
    let json = editor.json();
    editor = editor.keys("w");
    assert!(editor.screen().contains("合并冲突不能豁免") && editor.app().popup().is_none());
    assert_eq!(editor.json(), json);
    assert!(editor.screen().contains("CF001 合并冲突未处理"), "{}", editor.screen());
    for _ in 0..3 {
        // into the group, to the first of it
        if editor.app().popup().is_none() {
            editor = editor.keys("<enter>");
        }
    }
    assert!(editor.screen().contains("合并冲突 1/2"), "{}", editor.screen());
    // a line of a list, taken from the other side
    let editor = editor.keys("<right>3");
    assert!(editor.json().contains("为600家企业刻章") && !editor.json().contains("\"为500家企业刻章"));
}

#[test]
fn long_texts_are_scrolled_on_a_small_screen() {
    let long = |word: &str| SMALL.replace("持续优化审批服务", &word.repeat(200));
    let editor = open(&merged(SMALL, &long("甲"), &long("乙"))).size(60, 20);
    let screen = editor.screen();
    assert!(screen.contains("PgDn") && !screen.contains('乙'), "{screen}");
    let editor = editor.keys("<pgdn>");
    let screen = editor.screen();
    assert!(screen.contains('乙'), "{screen}");
    assert!(screen.contains("3  对方的") || editor.keys("<pgdn*3>").screen().contains("乙乙"), "{screen}");
}
