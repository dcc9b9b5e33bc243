//! A writer looks around and leaves: what the header counts, what the columns hold, where Ctrl-P
//! leads, what is said while something is typed, and what is asked before leaving.

mod support;

use jixiao::app::form::Tab;
use support::editor::{Editor, SAMPLE, open};

fn header(e: &Editor) -> String {
    e.screen().lines().next().unwrap_or_default().to_string()
}

const DIRTY: &str = r#"{"year": 2021, "overall_goal": {"statement": " 保障运行 ", "tasks": ["甲 "]},
    "projects": [{"id": "p", "name": "甲", "purpose": " 用途 "}]}"#;

#[test]
fn the_header_counts_the_places_that_are_not_saved() {
    let e = open(SAMPLE).keys("]]]]<down>新名<enter>");
    assert!(header(&e).contains("未保存 1 处"), "{}", header(&e));
    // the same place again is the same place
    let e = e.keys("<up>又名<enter>");
    assert!(header(&e).contains("未保存 1 处"), "{}", header(&e));
    let e = e.keys("<up*9><down*3>用途<enter>");
    assert!(header(&e).contains("未保存 2 处"), "{}", header(&e));
    let e = e.keys("<ctrl-z>");
    assert!(header(&e).contains("未保存 1 处"), "{}", header(&e));
    let e = e.keys("<ctrl-s>");
    assert!(!header(&e).contains("未保存"), "{}", header(&e));
    // one step back from what was saved
    let e = e.keys("<ctrl-z>");
    assert!(header(&e).contains("未保存 1 处"), "{}", header(&e));
    // many places in one step
    let e = open(DIRTY).keys("vs<enter>");
    assert!(header(&e).contains("未保存 3 处"), "{}", header(&e));
    // a new row is one place, with all that is typed into it
    let e = open(SAMPLE).keys("]]]]<G>a新行<enter>");
    assert!(header(&e).contains("未保存 1 处"), "{}", header(&e));
    let e = e.keys("<right>描述<enter>");
    assert!(header(&e).contains("未保存 1 处"), "{}", header(&e));
}

#[test]
fn leaving_says_what_is_not_saved_and_what_each_key_does() {
    for (columns, lines) in [(120, 40), (80, 24), (60, 20)] {
        let e = open(SAMPLE).size(columns, lines).keys("]]]]<down>新名<enter><ctrl-q>");
        let screen = e.screen();
        assert!(screen.contains("有 1 处修改没有保存"), "{screen}");
        assert!(screen.contains("修改 项目名称"), "what it is\n{screen}");
        assert!(screen.contains("文件.json"), "where it goes\n{screen}");
        assert!(screen.contains("放弃"), "what is lost\n{screen}");
        assert!(e.line_with("Esc 返回").contains("s 保存并退出"), "{screen}");
    }
}

#[test]
fn the_numbers_of_a_thousand_projects_are_whole() {
    let project = |n: usize| format!(r#"{{"id":"p-{n}","name":"项目"}}"#);
    let projects: Vec<String> = (1..=1200).map(project).collect();
    let e = open(&format!(r#"{{"year": 2021, "projects": [{}]}}"#, projects.join(",")));
    let e = e.keys("G");
    assert!(e.screen().contains("1199  项目") && e.screen().contains("1200  项目"), "{}", e.screen());
    let e = open(SAMPLE);
    assert!(e.line_with("10  免费复印").contains("    10  免费复印"), "{}", e.screen());
}

#[test]
fn pages_are_found_by_name() {
    for (query, tab) in
        [("总览", Tab::Overview), ("总体", Tab::Goal), ("fxmb", Tab::SubGoals), ("保障措施", Tab::Safeguards)]
    {
        let e = open(SAMPLE).keys("]]]]<ctrl-p>").keys(query).keys("<enter>");
        assert_eq!(*e.app().tab(), tab, "{query}\n{}", e.screen());
    }
    // a number is still that of a project
    let e = open(SAMPLE).keys("3<enter>");
    assert!(e.line_with("项目名称").contains("劳务派遣"), "{}", e.screen());
}

#[test]
fn a_missing_budget_is_marked() {
    let json = r#"{"year": 2021, "projects": [{"id": "p", "name": "甲甲", "budget": {"total": "1.00"}}, {"id": "q", "name": "乙乙"}]}"#;
    let e = open(json);
    assert!(e.line_with("2  乙乙").contains('—'), "{}", e.screen());
    assert_eq!(e.line_with("1  甲甲").matches('—').count(), 2, "{}", e.screen());
    let e = e.keys("]]]]]");
    assert!(e.line_with("预算数").contains('—'), "{}", e.screen());
    assert!(e.line_with("预算数").contains('✗'), "{}", e.screen());
    let at = e.keys("<down*4>");
    assert_eq!(at.app().current_finding().unwrap().place.name(), Some("budget"));
    let e = at.keys("<up*4>");
    // and gives way to what is typed
    let e = e.keys("<down*4><enter>5<enter>");
    assert!(!e.line_with("预算数").contains('—'), "{}", e.screen());
    assert_eq!(e.value("projects/#q/budget/total"), "5");
}

#[test]
fn a_plan_point_is_judged_while_it_is_typed_as_after() {
    let e = open(SAMPLE).keys("]]]]<down*7>");
    assert!(e.place().ends_with("/by"), "{}", e.place());
    let e = e.keys("<enter><ctrl-u>3月底20%");
    assert!(!e.screen().contains("✓"), "{}", e.screen());
    assert!(e.screen().contains("SC003"), "{}", e.screen());
    let e = e.keys("<enter>");
    let codes: Vec<_> = e.app().checker().findings().iter().map(|f| f.code).collect();
    assert!(codes.contains(&"SC003"));
    let e = e.keys("<up>");
    assert!(e.line_with("3月底20%").contains('▲'), "the mark is at the field\n{}", e.screen());
    assert_eq!(e.app().current_finding().unwrap().code, "SC003");
    let e = e.keys("<down>");
    // what was wrong before is not told again at every key
    let e = e.keys("<up><down><right><enter>");
    assert!(!e.screen().contains("▲ SC003 支出计划："), "{}", e.screen());
    let e = open(SAMPLE).keys("]]]]<down*7><enter>");
    assert!(e.screen().contains("✓"), "{}", e.screen());
}

#[test]
fn a_number_that_is_typed_right_away_can_go_into_the_field() {
    // a digit looks for a project; where none is meant the number is not lost
    let e = open(SAMPLE).keys("<down*2>2022");
    assert!(e.line_with("填入").contains("2022"), "{}", e.screen());
    let e = e.keys("<end><enter>");
    assert_eq!(e.value("year"), "2022");
    let e = open(r#"{"year": 2021}"#).keys("<down>130304<enter>");
    assert_eq!(e.value("department/division_code"), "130304");
    // not for a reader, and not for words
    let e = support::editor::look(SAMPLE).keys("<down*2>2022");
    assert!(!e.screen().contains("填入"), "{}", e.screen());
    let e = open(SAMPLE).keys("<down*2><ctrl-p>总览");
    assert!(!e.screen().contains("填入"), "{}", e.screen());
}

#[test]
fn a_year_that_is_emptied_is_missing_and_not_of_a_wrong_kind() {
    let e = open(SAMPLE).keys("<down><down><enter><ctrl-u>");
    assert!(e.screen().contains("ST002 预算年度"), "{}", e.screen());
    assert!(!e.screen().contains("ST007"), "{}", e.screen());
    let e = e.keys("<enter>");
    let codes: Vec<&str> = e.app().checker().findings().iter().map(|finding| finding.code).collect();
    assert!(codes.contains(&"ST002") && !codes.contains(&"ST007"), "{codes:?}");
    assert!(e.app().document().year.is_absent());
    let e = e.keys("<ctrl-z>");
    assert_eq!(e.app().document().year.get().map(|year| year.0), Some(2021));
    // what is opened while it is missing is missing
    let e = open(r#"{"projects": []}"#).keys("<down><down><enter>");
    assert!(!e.screen().contains("ST007"), "{}", e.screen());
    let e = e.keys("<enter>");
    assert!(!e.app().is_changed(), "{}", e.screen());
}

#[test]
fn what_can_be_done_with_marked_rows_is_read_on_every_screen() {
    for (columns, lines) in [(120, 40), (80, 24), (60, 20)] {
        let e = open(SAMPLE).size(columns, lines).keys("]]]]Gm<up>m");
        assert!(!e.message().contains('…') && e.screen().contains("D 再写"), "{}", e.screen());
        assert!(e.screen().contains("Esc 取消"), "{}", e.screen());
    }
}

#[test]
fn the_date_of_a_new_plan_point_can_be_typed_right_away() {
    let e = open(SAMPLE).keys("]]]]<down*7><right>a9月底");
    assert!(e.screen().contains("：9月底"), "{}", e.screen());
    let e = e.keys("<enter>");
    let plan = e.app().document().projects.values().next().unwrap().spending_plan.clone();
    let dates: Vec<String> = plan.values().map(|point| point.by.text().to_string()).collect();
    assert_eq!(dates, ["3月底", "6月底", "9月底", "10月底", "12月底"]);
}
