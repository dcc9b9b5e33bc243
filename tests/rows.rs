//! Several rows at once, blocks that are pasted, copied projects, and the ways through a document.

mod support;

use jixiao::model::Document;
use support::editor::{Editor, SAMPLE, look, open};

/// Two units, two projects, a few of everything.
const SMALL: &str = include_str!("fixtures/editor/small.json");

/// A project with five indicators in no order, and an empty one.
const ROWS: &str = r#"{
  "year": 2021,
  "edition": "cn-2015",
  "units": [{"code": "630001", "name": "甲局"}, {"code": "630002", "name": "乙局"}],
  "overall_goal": {"statement": "目标。", "tasks": ["一", "二", "二", "三"]},
  "sub_goals": [{"id": "s-1", "title": "审批", "goal": "好", "indicators": ["甲", "乙", "丙"]},
    {"id": "s-2", "title": "服务", "goal": "好", "indicators": ["丁"]}],
  "safeguards": [{"id": "m-1", "title": "一。", "text": "文"}, {"id": "m-2", "title": "二。", "text": "文"}],
  "projects": [
    {"id": "p-1", "unit_code": "630002", "code": "C1", "name": "甲项目",
     "spending_plan": [{"by": "6月底", "percent": "50"}, {"by": "12月底", "percent": "100"}],
     "goals": ["目标一"],
     "indicators": [
      {"id": "i-1", "level1": "满意度指标", "level2": "服务对象满意度指标", "name": "A", "description": "a", "target": {"text": "好"}, "basis": ""},
      {"id": "i-2", "level1": "产出指标", "level2": "质量指标", "name": "B", "description": "b", "target": {"text": "好"}, "basis": ""},
      {"id": "i-3", "level1": "产出指标", "level2": "数量指标", "name": "C", "description": "c", "target": {"text": "好"}, "basis": ""},
      {"id": "i-4", "level1": "自定", "level2": "自定", "name": "D", "description": "d", "target": {"text": "好"}, "basis": ""},
      {"id": "i-5", "level1": "产出指标", "level2": "数量指标", "name": "E", "description": "e", "target": {"text": "好"}, "basis": ""}]},
    {"id": "p-2", "unit_code": "630001", "code": "C2", "name": "乙项目", "indicators": []}
  ]
}
"#;

/// The names of the indicators of the project number `project`, from 0.
fn names(e: &Editor, project: usize) -> String {
    let document = e.app().document();
    let project = document.projects().nth(project).unwrap();
    project.indicators.values().map(|row| row.name.text()).collect()
}

/// A document as the program would write it: what undoing has to lead back to.
fn written(json: &str) -> String {
    Document::from_json(json).unwrap().to_json()
}

/// The indicator table of the first project.
fn table(json: &str) -> Editor {
    open(json).keys("]]]]<G><up*4><home>")
}

#[test]
fn marked_rows_are_deleted_as_one_step() {
    let e = table(ROWS).keys("m<down>m");
    assert!(e.message().contains("已标记 2 行"), "{}", e.message());
    assert!(e.line_with("服务对象满意度  A").starts_with('*'), "{}", e.screen());
    assert!(!e.line_with("▲  质量").starts_with('*'));
    let e = e.keys("d");
    assert_eq!(names(&e, 0), "BDE");
    assert_eq!(e.message(), "已删除 2 行绩效指标，Ctrl-Z 撤销");
    let e = e.keys("<ctrl-z>");
    assert_eq!(e.message(), "撤销：删除 2 行绩效指标");
    assert_eq!(e.json(), written(ROWS));
    assert!(!e.app().is_changed());
    let e = e.keys("<ctrl-y>");
    assert_eq!(names(&e, 0), "BDE");
}

#[test]
fn a_mark_is_taken_away_again_and_esc_takes_all() {
    let e = table(ROWS).keys(" <up> ");
    assert!(e.app().marked().is_empty());
    let e = e.keys("A");
    assert_eq!(e.app().marked().len(), 5);
    let e = e.keys("<esc>");
    assert!(e.app().marked().is_empty());
    assert!(!e.screen().lines().any(|line| line.starts_with('*')));
}

#[test]
fn a_range_is_marked_from_the_last_mark() {
    let e = table(ROWS).keys("<down>m<down>M");
    assert_eq!(e.app().marked().len(), 3);
    let e = e.keys("x");
    assert_eq!(names(&e, 0), "AE");
    let e = e.keys("]<G>p");
    assert_eq!(names(&e, 1), "BCD");
    assert_eq!(e.place(), "projects/#p-2/indicators/#i-2/level2", "cut rows keep their ids");
    let e = e.keys("<ctrl-z>");
    assert_eq!(e.message(), "撤销：粘贴 3 行绩效指标");
    let e = e.keys("<ctrl-z>");
    assert_eq!(e.json(), written(ROWS));
}

#[test]
fn rows_copied_to_another_project_get_ids_of_their_own() {
    let e = table(ROWS).keys("mm").keys("y");
    assert!(e.app().marked().is_empty(), "the marks have done their work");
    let e = e.keys("]<G>p");
    assert_eq!(names(&e, 1), "AB");
    let ids: std::collections::HashSet<&str> = e.app().document().all_ids().collect();
    assert_eq!(ids.len(), e.app().document().all_ids().count());
    assert_eq!(names(&e, 0), "ABCDE");
}

#[test]
fn marked_rows_move_together_and_stop_at_the_end() {
    let e = table(ROWS).keys("m<down>m").keys("J");
    assert_eq!(names(&e, 0), "BADCE");
    assert_eq!(e.app().marked().len(), 2, "they can be moved on");
    let e = e.keys("JJ");
    assert_eq!(names(&e, 0), "BDEAC");
    let e = e.keys("J");
    assert_eq!(e.message(), "已经到头，不能再移");
    let e = e.keys("KKK");
    assert_eq!(names(&e, 0), "ACBDE");
    let e = e.keys("<ctrl-z*6>");
    assert_eq!(e.json(), written(ROWS));
}

#[test]
fn marked_rows_are_written_again_behind_the_last_of_them() {
    let e = table(ROWS).keys("mmD");
    assert_eq!(names(&e, 0), "ABABCDE");
    let e = e.keys("<ctrl-z>");
    assert_eq!(e.json(), written(ROWS));
}

#[test]
fn equal_lines_of_a_list_are_told_apart() {
    let e = open(ROWS).keys("]<down*2>m").keys("<down>m").keys("x");
    assert_eq!(e.value("overall_goal/tasks"), "一，二");
    let e = e.keys("p");
    assert_eq!(e.value("overall_goal/tasks"), "一，二，二，三");
    let e = e.keys("<ctrl-z*2>");
    assert_eq!(e.json(), written(ROWS));
    let e = open(ROWS).keys("]<down*2>mmJ");
    assert_eq!(e.value("overall_goal/tasks"), "一，三，二，二");
}

#[test]
fn every_kind_of_list_can_be_marked() {
    // names of a sub-goal, sub-goals, measures, projects, goals, points of the plan
    for (keys, list, left) in [
        ("]]<down*2>mmd", "sub_goals/#s-1/indicators", "丙"),
        ("]]mmd", "sub_goals", ""),
        ("]]]mmd", "safeguards", ""),
        ("<G><up>mmd", "projects", ""),
    ] {
        let e = open(ROWS).keys(keys);
        assert_eq!(e.value(list), left, "{keys}\n{}", e.screen());
        assert_eq!(e.keys("<ctrl-z>").json(), written(ROWS), "{keys}");
    }
    let e = open(ROWS).keys("]]<down*2><right>m");
    assert!(e.line_with("甲 * 乙").contains("丙"), "{}", e.screen());
}

#[test]
fn marks_in_another_list_are_not_acted_on_out_of_sight() {
    let e = table(ROWS).keys("m]").keys("[<up*20>");
    let e = e.keys("]<G>a新行<enter>d");
    assert!(e.message().contains("按 Esc 取消标记"), "{}", e.message());
    assert_eq!(names(&e, 0), "ABCDE");
    assert_eq!(names(&e, 1), "新行");
    let e = e.keys("<esc>d");
    assert_eq!(names(&e, 1), "");
}

#[test]
fn a_reader_marks_and_copies_and_that_is_all() {
    let e = look(ROWS).keys("]]]]<G>mMAy");
    assert!(e.message().contains("已复制"), "{}", e.message());
    let e = e.keys("Adoc<esc>Jp");
    assert_eq!(e.json(), written(ROWS));
}

#[test]
fn indicators_are_put_in_the_order_of_the_edition() {
    let e = table(ROWS).keys("<down*2>o");
    assert_eq!(names(&e, 0), "CEBAD", "stable, what the edition does not know last");
    assert_eq!(e.place(), "projects/#p-1/indicators/#i-3/level2", "the caret goes with its row");
    let e = e.keys("o");
    assert_eq!(e.message(), "已经是这个顺序");
    let e = e.keys("<ctrl-z>");
    assert_eq!(e.message(), "撤销：排顺序 绩效指标");
    assert_eq!(e.json(), written(ROWS));
}

#[test]
fn projects_are_put_in_the_order_of_their_units() {
    let e = open(ROWS).keys("<G>o");
    let json = e.json();
    assert!(json.find("乙项目") < json.find("甲项目"));
    assert_eq!(e.keys("<ctrl-z>").json(), written(ROWS));
    let e = open(ROWS).keys("]o");
    assert!(e.message().contains("没有可以排顺序的表"));
}

#[test]
fn a_copied_project_counts_its_indicators_as_not_yet_adapted() {
    let e = open(ROWS).keys("<G><up>D");
    assert_eq!(e.app().document().projects().count(), 3);
    assert_eq!(e.json().matches("copied_from").count(), 5);
    let ids: std::collections::HashSet<&str> = e.app().document().all_ids().collect();
    assert_eq!(ids.len(), e.app().document().all_ids().count());
    let line = e.screen().lines().find(|line| line.contains('▌')).unwrap().to_string();
    assert!(line.contains("甲项目") && line.contains("5 条未改"), "{line}");
    // editing any field of a row takes it from the count, in the same step
    let e = e.keys("<enter><G><right>新名<enter>");
    assert_eq!(e.json().matches("copied_from").count(), 4);
    assert!(e.screen().contains("4 条指标照抄未改"), "{}", e.screen());
    assert!(e.line_with("A             a").starts_with('='), "{}", e.screen());
    assert!(!e.line_with("新名").starts_with('='));
    let e = e.keys("<ctrl-z>");
    assert_eq!(e.json().matches("copied_from").count(), 5);
    // confirming leaves the row as it is
    let e = e.keys("c");
    assert_eq!(e.json().matches("copied_from").count(), 4);
    let e = e.keys("c");
    assert_eq!(e.message(), "这里没有照抄未改的指标");
    let e = e.keys("Ac");
    assert_eq!(e.json().matches("copied_from").count(), 0);
    assert!(!e.screen().contains("照抄未改："), "{}", e.screen());
    let e = e.keys("<ctrl-z*3>");
    assert_eq!(e.json(), written(ROWS));
}

#[test]
fn a_project_that_is_cut_and_pasted_is_the_same_project() {
    let e = open(ROWS).keys("<G><up>xp");
    assert_eq!(e.json().matches("copied_from").count(), 0);
    assert_eq!(e.json().matches("\"i-3\"").count(), 1);
    let document = e.app().document();
    assert_eq!(document.projects().map(|p| p.id.text()).collect::<Vec<_>>(), ["p-2", "p-1"]);
}

#[test]
fn all_copies_of_a_project_are_confirmed_in_the_overview() {
    let e = open(ROWS).keys("<G><up>Dc");
    assert_eq!(e.message(), "已确认 5 条指标，不再算照抄未改");
    assert!(!e.screen().contains("条未改"));
}

#[test]
fn what_is_typed_into_a_new_row_is_one_step_with_adding_it() {
    let e = open(SMALL).keys("]<down>a新任务。<enter><ctrl-z>");
    assert_eq!(e.json(), SMALL);
    assert_eq!(e.message(), "撤销：增加 重点工作");
    let e = e.keys("<ctrl-y>");
    assert_eq!(e.value("overall_goal/tasks"), "任务甲。，新任务。，任务乙。");
    let e = open(SMALL).keys("]]]]<G>a新指标<enter>");
    assert_eq!(names(&e, 0), "免费刻章企业数群众满意率新指标");
    assert_eq!(e.keys("<ctrl-z>").json(), SMALL);
    // the second thing typed is a step of its own
    let e = open(SMALL).keys("]]]]<G>a新指标<tab>描述<enter><ctrl-z>");
    assert_eq!(names(&e, 0), "免费刻章企业数群众满意率新指标");
    // and what was saved meanwhile can be undone to
    let e = open(SMALL).keys("]]]]<G>a<ctrl-s>新指标<enter><ctrl-z>");
    assert!(!e.app().is_changed());
}

#[test]
fn empty_fields_are_visited_through_all_tabs() {
    let e = open(ROWS).keys("e");
    let first = e.place();
    assert_eq!(e.message(), "空着的栏目：第 2 处，共 19 处", "{}", e.screen());
    let e = e.keys("e<esc>E");
    assert_eq!(e.place(), first);
    let e = e.keys("EE");
    assert!(e.message().contains("继续"), "{}", e.message());
    assert!(e.place().starts_with("projects/#p-2"), "{}", e.place());
    let e = e.keys("ee");
    assert_eq!(e.place(), first);
    // through all of them once, each at a place of its own
    let mut seen = std::collections::HashSet::new();
    let mut e = e;
    while seen.insert(e.place()) {
        let place: jixiao::model::Place = e.place().parse().unwrap();
        assert!(place.find(e.app().document()).is_none_or(|slot| slot.shown().is_empty()), "{place}");
        e = e.keys("e");
    }
    assert_eq!(seen.len(), 19);
}

#[test]
fn back_and_forth_through_the_places_visited() {
    let e = open(ROWS).keys("/乙项目<enter>");
    assert_eq!(e.place(), "projects/#p-2/name");
    let e = e.keys("g]");
    let e = e.keys("/<ctrl-u>丙<enter>");
    assert_eq!(e.place(), "sub_goals/#s-1/indicators/#丙");
    let e = e.keys("《");
    assert_ne!(e.place(), "sub_goals/#s-1/indicators/#丙");
    let e = e.keys("<ctrl-o*9>");
    assert_eq!(e.place(), "department/name");
    assert_eq!(e.message(), "没有更早去过的位置");
    let e = e.keys("》》》》》》");
    assert_eq!(e.place(), "sub_goals/#s-1/indicators/#丙");
    assert_eq!(e.message(), "没有可以前进到的位置");
}

#[test]
fn places_of_a_project_that_is_gone_are_passed_over() {
    let e = open(ROWS).keys("]]]]]").keys("[[[[[").keys("<G>d").keys("《");
    assert!(!e.json().contains("乙项目"));
    let mut e = e;
    let mut tabs = Vec::new();
    while !e.message().contains("没有更早") {
        tabs.push(e.app().tab().clone());
        e = e.keys("《");
    }
    assert!(tabs.len() > 5, "{tabs:?}");
    let goal = |tab: &jixiao::app::form::Tab| *tab == jixiao::app::form::Tab::Goal;
    let between = tabs.iter().skip_while(|tab| !goal(tab)).collect::<Vec<_>>();
    let last = between.iter().rposition(|tab| goal(tab)).unwrap();
    let strays = between[..last].iter().filter(|tab| ***tab == jixiao::app::form::Tab::Overview);
    assert_eq!(strays.count(), 0, "{tabs:?}");
    assert!(e.place().starts_with("department"), "{}", e.place());
}

const BLOCK: &str = "产出指标\t数量指标\t刻章数量\t全年刻章数量\t≥30枚\t工作计划\r\n\t质量指标\t刻章合格率\t合格的比例\t95%\t\r\n";

#[test]
fn rows_from_a_spreadsheet_are_shown_first_and_inserted_as_one_step() {
    let e = open(SMALL).keys("]]]]<G><up>").paste(BLOCK);
    assert!(e.screen().contains("粘贴为 2 行绩效指标"), "{}", e.screen());
    assert!(e.line_with("刻章数量  ").contains("≥ 30 枚"), "{}", e.screen());
    assert!(e.screen().contains("第 1/2 行"), "{}", e.screen());
    assert_eq!(e.json(), SMALL, "nothing happens before the consent");
    let e = e.keys("<down>");
    assert!(e.screen().contains("一级指标：产出指标  二级指标：质量指标"), "{}", e.screen());
    let e = e.keys("<enter>");
    assert_eq!(names(&e, 0), "免费刻章企业数刻章数量刻章合格率群众满意率");
    let row = e.place();
    assert!(row.ends_with("/level2"), "{row}");
    let base = row.trim_end_matches("/level2");
    assert_eq!(e.value(&format!("{base}/target")), "≥30枚");
    assert_eq!(e.value(&format!("{base}/basis")), "工作计划");
    let e = e.keys("<ctrl-z>");
    assert_eq!(e.message(), "撤销：粘贴 2 行绩效指标");
    assert_eq!(e.json(), SMALL);
}

#[test]
fn esc_pastes_nothing_and_t_pastes_the_text() {
    let e = open(SMALL).keys("]]]]<G><right>").paste(BLOCK).keys("<esc>");
    assert_eq!(e.json(), SMALL);
    assert!(e.app().typing().is_none());
    let e = e.paste("人数\t≥30人").keys("t");
    assert!(e.app().typing().is_some());
    let e = e.keys("<enter>");
    assert_eq!(e.value("projects/#p-1/indicators/#i-2/name"), "人数 ≥30人");
}

#[test]
fn cells_without_any_name_begin_at_the_column_of_the_caret_and_it_is_said() {
    let e = open(SMALL).keys("]]]]<G><right>").paste("投诉率\t投诉占比\t≤1%\t办法\t多出来的");
    let screen = e.screen();
    assert!(screen.contains("从“三级指标”起依次对应各列"), "{screen}");
    assert!(screen.contains("沿用光标所在行的“满意度指标”"), "{screen}");
    assert!(screen.contains("多出来的"), "what could not be placed is named: {screen}");
    let e = e.keys("<enter>");
    assert_eq!(names(&e, 0), "免费刻章企业数群众满意率投诉率");
    let row = e.place().trim_end_matches("/level2").to_string();
    assert_eq!(e.value(&format!("{row}/level2")), "服务对象满意度指标");
    assert_eq!(e.value(&format!("{row}/target")), "≤1%");
}

#[test]
fn rows_go_to_the_end_of_the_table_when_the_caret_is_above_it() {
    let e = open(SMALL).keys("]]]]").paste("|数量指标|次数|次数的描述|≥3次|").keys("<enter>");
    assert_eq!(names(&e, 0), "免费刻章企业数群众满意率次数");
    let row = e.place().trim_end_matches("/level2").to_string();
    assert_eq!(e.value(&format!("{row}/level1")), "产出指标", "the second level brings its first");
}

#[test]
fn a_whole_project_table_is_offered_as_a_project() {
    let text = "630003某区政务服务中心\t单位：万元\n项目编码\t13030421000000000003C\t项目名称\t新项目\n\
        预算规模及资金用途\t预算数\t5.00\t其中：财政资金\t5.00\t其他资金\t0\n资金用途\t买设备\n\
        绩效目标\t1.买设备\n一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\n\
        产出指标\t数量指标\t设备数\t购置的设备\t≥3台\t计划\n";
    let e = open(SMALL).keys("]]]]").paste(text);
    assert!(e.screen().contains("粘贴为 1 个项目"), "{}", e.screen());
    assert!(e.line_with("新项目  ").contains("13030421000000000003C"), "{}", e.screen());
    assert!(e.screen().contains("没有找到“资金支出计划”"), "{}", e.screen());
    let e = e.keys("<enter>");
    let projects: Vec<_> = e.app().document().projects().map(|p| p.name.text().to_string()).collect();
    assert_eq!(projects, ["刻章费", "新项目", "印刷邮寄费"]);
    assert_eq!(names(&e, 1), "设备数");
    assert!(e.line_with("项目名称").contains("新项目"), "it is shown: {}", e.screen());
    let e = e.keys("<ctrl-z>");
    assert_eq!(e.json(), SMALL);
}

#[test]
fn several_lines_for_a_list_are_offered_as_lines() {
    let e = open(SMALL).keys("]<down>").paste("1.第一件事。\r2.第二件事。\r\r3.第三件事。");
    assert!(e.screen().contains("粘贴为 3 行重点工作"), "{}", e.screen());
    let e = e.keys("<enter>");
    assert_eq!(e.value("overall_goal/tasks"), "任务甲。，第一件事。，第二件事。，第三件事。，任务乙。");
    let e = e.keys("<ctrl-z>");
    assert_eq!(e.json(), SMALL);
    // a paragraph takes several lines as its text
    let e = open(SMALL).keys("]").paste("第一段\n第二段").keys("<enter>");
    assert_eq!(e.value("overall_goal/statement"), "第一段\n第二段");
    let e = open("{}").keys("]<down>").paste("甲\n乙").keys("<enter>");
    assert_eq!(e.value("overall_goal/tasks"), "甲，乙");
}

#[test]
fn numbered_paragraphs_with_tabs_are_text() {
    let e = open(SMALL).keys("]]]]<down*3>").paste("1.\t第一段\r2.\t第二段").keys("<enter>");
    assert_eq!(e.value("projects/#p-1/purpose"), "1. 第一段\n2. 第二段");
    let e = open(SMALL).keys("]]]]<down*9>").paste("1.\t第一\r2.\t第二").keys("<enter>");
    assert_eq!(e.value("projects/#p-1/goals"), "为不少于500家新开办企业免费刻章，第一，第二");
}

#[test]
fn a_block_is_shown_at_every_size_and_hostile_ones_do_no_harm() {
    let many: String = (0..60).map(|n| format!("数量指标\t指标{n}\t很长的描述{n}\t≥{n}个\t\t多\n")).collect();
    for (columns, lines) in [(120, 40), (80, 24), (60, 20), (41, 10)] {
        let e = open(SMALL).keys("]]]]<G>").size(columns, lines).paste(&many);
        assert!(e.screen().contains("粘贴为 60 行"), "{}", e.screen());
        assert!(e.screen().contains("Enter 插入"), "{}", e.screen());
        let e = e.keys("<end>");
        assert!(e.screen().contains("第 60/60 行"), "{}", e.screen());
        let e = e.keys("<enter>");
        assert_eq!(e.app().document().projects().next().unwrap().indicators.values().count(), 62);
    }
    for hostile in [
        "\t\t\t",
        "\u{1b}[2J\t\u{202e}甲\t",
        "||||||",
        "\"\t\"\n\"\t\"",
        "一级指标\t二级指标",
        "项目编码\t\n",
    ] {
        let e = open(SMALL).keys("]]]]<G>").paste(hostile);
        assert!(!e.screen().contains(['\u{1b}', '\u{202e}']));
        let e = e.keys("<enter><esc><esc>").keys("<ctrl-z*3>");
        assert_eq!(e.json(), SMALL, "{hostile:?}");
    }
}

#[test]
fn a_reader_is_offered_nothing() {
    let e = look(SMALL).keys("]]]]<G>").paste(BLOCK);
    assert!(e.app().popup().is_none());
    assert_eq!(e.json(), SMALL);
}

#[test]
fn a_project_is_found_by_the_initials_of_its_name() {
    for query in ["ysyj", "YSYJF", "yinshua"] {
        let e = open(SMALL).keys("<ctrl-p>").keys(query).keys("<enter>");
        assert!(e.place().starts_with("projects/#p-2"), "{query}: {}", e.place());
    }
}

#[test]
fn a_mark_does_not_jump_to_another_line_of_the_same_text() {
    let json = r#"{"overall_goal": {"tasks": ["甲", "甲", "乙"]}}"#;
    let e = open(json).keys("]<down>m<up><enter>丙<enter>");
    assert_eq!(e.value("overall_goal/tasks"), "甲丙，甲，乙");
    assert_eq!(e.app().marked(), []);
}

#[test]
fn safe_fixes_adapt_no_copy_and_what_is_cut_and_pasted_twice_is_a_copy() {
    let e = open(SAMPLE).keys("<G>D<enter>");
    let copies = |e: &Editor| e.json().matches("copied_from").count();
    let before = copies(&e);
    assert!(before > 0);
    let e = e.keys("s<enter>");
    assert_eq!(copies(&e), before);
    let e = open(SAMPLE).keys("<G>xp");
    assert_eq!(copies(&e), 0, "moved, not copied");
    let e = e.keys("p");
    assert!(copies(&e) > 0);
}
