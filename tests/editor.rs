//! What a writer does: keys in; screen, caret, document and file out.

mod support;

use jixiao::app::Effect;
use jixiao::app::action::COMMANDS;
use support::editor::{Editor, SAMPLE, look, open};

/// Two units, two projects, a few of everything.
const DOCUMENT: &str = include_str!("fixtures/editor/small.json");

const NAME: &str = "projects/#p-1/name";
const TOTAL: &str = "projects/#p-1/budget/total";

#[test]
fn a_field_is_edited_saved_and_nothing_else_changes() {
    let e = open(DOCUMENT).keys("<]*4><down><enter>");
    assert_eq!(e.place(), NAME);
    let mut e = e.keys("（一）");
    assert!(e.line_with("项目名称").contains("刻章费（一）"));
    assert!(e.terminal_caret().is_some(), "the caret stands in the text");
    assert!(e.line_with("绩效目标").contains("未保存"), "an open field counts as unsaved");
    let mut e = e.keys("<enter>");
    assert_eq!(e.terminal_caret(), None);
    assert_eq!(e.value(NAME), "刻章费（一）");
    assert_eq!(e.file(), DOCUMENT, "nothing is written before saving");
    let e = e.keys("<ctrl-s>");
    assert_eq!(e.file(), DOCUMENT.replacen("\"刻章费\"", "\"刻章费（一）\"", 1));
    assert!(e.message().starts_with("已保存"));
    assert!(!e.screen().contains("未保存"));
}

#[test]
fn esc_leaves_the_field_as_it_was() {
    let e = open(DOCUMENT).keys("<]*4><down><enter>甲乙丙<esc>");
    assert_eq!(e.json(), DOCUMENT);
    assert!(e.message().contains("放弃"));
    assert!(!e.app().is_changed());
}

#[test]
fn a_chinese_character_opens_the_field_with_the_old_text_selected() {
    let e = open(DOCUMENT).keys("<]*4><down>新名<enter>");
    assert_eq!(e.value(NAME), "新名");
}

#[test]
fn a_paste_opens_the_field_and_breaks_of_a_one_line_field_go() {
    let e = open(DOCUMENT).keys("<]*4><down>").paste("第一\r\n 第二\u{1b}[31m").keys("<enter>");
    assert_eq!(e.value(NAME), "第一第二[31m");
    let e = e.keys("<up*9><down*3>").paste("第一段\r第二段\r\n").keys("<enter>");
    assert_eq!(e.value("projects/#p-1/purpose"), "第一段\n第二段");
}

#[test]
fn undo_goes_back_to_the_place_names_the_step_and_clears_the_mark() {
    let e = open(DOCUMENT).keys("<]*4><down>新名<enter><ctrl-s>").keys("<]><ctrl-z>");
    assert_eq!(e.message(), "撤销：修改 项目名称");
    assert_eq!(e.place(), NAME);
    assert!(e.app().is_changed(), "the file holds the new name");
    let e = e.keys("<ctrl-y>");
    assert_eq!(e.value(NAME), "新名");
    assert!(!e.app().is_changed());
    let e = e.keys("<ctrl-z><ctrl-z>");
    assert_eq!(e.message(), "没有可以撤销的修改");
}

#[test]
fn how_a_target_is_read_is_shown_before_it_is_taken() {
    let e = open(DOCUMENT).keys("<]*4><G><right*3><enter><ctrl-u>＞＝９５％");
    assert!(e.screen().contains("读作  ≥ 95 %"), "{}", e.screen());
    let e = e.keys("<enter>");
    assert_eq!(e.value("projects/#p-1/indicators/#i-2/target"), "≥95%");
    assert!(e.json().contains("\"value\": \"95\""));
}

#[test]
fn amounts_keep_their_digits_and_full_width_ones_are_narrowed() {
    let e = open(DOCUMENT).keys("<]*4><down*4><enter><ctrl-u>１２．５０<enter>");
    assert_eq!(e.value(TOTAL), "12.50");
}

#[test]
fn tab_goes_through_the_cells_and_takes_what_was_typed() {
    let e = open(DOCUMENT).keys("<]*4><G><right><enter><ctrl-u>新指标<tab>");
    assert_eq!(e.value("projects/#p-1/indicators/#i-2/name"), "新指标");
    assert_eq!(e.place(), "projects/#p-1/indicators/#i-2/description");
    let e = e.keys("<backtab>");
    assert_eq!(e.place(), "projects/#p-1/indicators/#i-2/name");
}

#[test]
fn a_second_level_is_picked_and_brings_its_first_level() {
    let e = open(DOCUMENT).keys("<]*4><G><home><enter>");
    assert!(e.screen().contains("满意度指标"));
    let e = e.keys("满意<enter>");
    assert_eq!(e.value("projects/#p-1/indicators/#i-2/level2"), "服务对象满意度指标");
    assert_eq!(e.value("projects/#p-1/indicators/#i-2/level1"), "满意度指标");
    let e = e.keys("<ctrl-z>");
    assert_eq!(e.json(), DOCUMENT, "both are one step");
}

#[test]
fn free_text_can_stand_where_a_list_is_offered() {
    let e = open(DOCUMENT).keys("<]*4><G><home><enter>自定指标<enter>");
    assert_eq!(e.value("projects/#p-1/indicators/#i-2/level2"), "自定指标");
}

#[test]
fn rows_are_added_moved_duplicated_and_deleted() {
    let rows = |e: &support::editor::Editor| e.json().matches("\"level2\"").count();
    let e = open(DOCUMENT).keys("<]*4><G>a");
    assert_eq!(rows(&e), 3);
    assert!(e.place().ends_with("/name"));
    let e = e.keys("新增的<enter>");
    assert!(e.screen().lines().any(|line| line.contains("▌") && line.contains("新增的")), "{}", e.screen());
    let e = e.keys("K");
    let json = e.json();
    assert!(json.find("新增的").unwrap() < json.find("\"i-2\"").unwrap());
    let e = e.keys("D");
    assert_eq!(e.json().matches("新增的").count(), 2);
    let e = e.keys("dd");
    assert_eq!(rows(&e), 2);
    let e = e.keys("<ctrl-z*6>");
    assert_eq!(e.json(), DOCUMENT);
}

#[test]
fn a_row_is_carried_to_another_project_with_a_new_id() {
    let e = open(DOCUMENT).keys("<]*4><G>y").keys("]<G>p");
    let rows = e.value("projects/#p-2/indicators");
    assert_eq!(rows, "群众满意率");
    assert_eq!(e.json().matches("\"i-2\"").count(), 1);
    let e = e.keys("<up*30>p");
    assert!(e.message().contains("不能放在这里"), "{}", e.message());
}

#[test]
fn lines_of_a_list_are_added_and_an_empty_one_is_not_kept() {
    let e = open(DOCUMENT).keys("]<down>a新任务。<enter>");
    assert_eq!(e.value("overall_goal/tasks"), "任务甲。，新任务。，任务乙。");
    let before = e.json();
    let e = e.keys("a<enter>");
    assert_eq!(e.json(), before);
}

#[test]
fn the_first_item_of_an_absent_list_can_be_made_and_undone() {
    let e = open("{}").keys("]<down><enter>甲<enter>");
    assert_eq!(e.value("overall_goal/tasks"), "甲");
    let e = e.keys("<ctrl-z*2>");
    assert_eq!(e.json(), "{}\n");
}

#[test]
fn a_project_is_added_in_the_overview_and_opened() {
    let e = open(DOCUMENT).keys("<G>a");
    assert_eq!(e.app().tabs().len(), 4 + 3);
    let e = e.keys("<enter>");
    assert!(e.screen().contains("3月底"), "the plan of the edition stands there");
    assert_eq!(e.value(&format!("{}/unit_code", project(&e))), "630003", "the unit of its neighbour");
}

fn project(e: &support::editor::Editor) -> String {
    let place: jixiao::model::Place = e.place().parse().unwrap();
    place.project().unwrap().to_string()
}

#[test]
fn an_opened_row_shows_every_field_and_esc_comes_back() {
    let e = open(DOCUMENT).keys("<]*4><G><right*2><f5>");
    for label in ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据", "权重"]
    {
        assert!(e.screen().contains(label), "{label}\n{}", e.screen());
    }
    let e = e.keys("<G><up*3><enter>依据文件<enter><esc>");
    assert_eq!(e.value("projects/#p-1/indicators/#i-2/basis"), "依据文件");
    assert_eq!(e.place(), "projects/#p-1/indicators/#i-2/description");
}

#[test]
fn the_way_out_is_open_from_every_list_and_line() {
    for keys in ["?<ctrl-q>", "<ctrl-p><f10>", "/文字<ctrl-q>", "I<f10>", "/丙<f10>"] {
        let e = open(DOCUMENT).keys(keys);
        assert_eq!(e.effects, [Effect::Quit], "{keys}");
    }
    let e = open(DOCUMENT).keys("<enter>甲<enter>?<ctrl-q>");
    assert!(e.screen().contains("没有保存"), "what is not saved is asked about: {}", e.screen());
}

/// Wherever the row stands on the screen, the text is typed in it, with the sentence beside it.
#[test]
fn a_cell_is_typed_in_its_own_row() {
    for (columns, lines) in [(120, 40), (80, 24), (60, 20)] {
        let mut e = open(SAMPLE).size(columns, lines).keys("]]]]<G><right*3><enter>");
        for _ in 0..11 {
            let caret = e.terminal_caret().unwrap();
            let screen = e.screen();
            let row = screen.lines().nth(caret.y.into()).unwrap();
            assert!(row.contains('▌'), "{row}\n{screen}");
            assert!(screen.contains("└ 读作") && screen.contains("Esc 不改"), "{screen}");
            e = e.keys("<esc><up><enter>");
        }
    }
}

/// What stands in a line to begin with is a proposal: typing takes its place, Backspace keeps it.
#[test]
fn the_line_at_the_foot_proposes_and_typing_replaces() {
    let e = open(DOCUMENT).keys("/没有的<enter>/");
    assert!(e.line_with("查找：").contains("查找：没有的"));
    let e = e.keys("也没有");
    assert_eq!(e.line_with("查找：").trim(), "查找：也没有");
    let e = e.keys("<enter>/<bs>是");
    assert_eq!(e.line_with("查找：").trim(), "查找：也没是");
    let e = e.keys("<enter>/").paste("贴来的");
    assert_eq!(e.line_with("查找：").trim(), "查找：贴来的");
}

/// A column that has no room at all is still somewhere: the caret must never be on nothing.
#[test]
fn a_cell_without_a_column_is_named_and_shown_below_the_table() {
    let basis = "指标值确定依据";
    let e = open(SAMPLE).size(80, 24).keys("]]]]<G><end>");
    assert!(e.place().ends_with("/basis"), "{}", e.place());
    let shown = |e: &Editor, below: &str| {
        e.screen().lines().any(|line| line.split_whitespace().collect::<Vec<_>>() == [basis, below])
    };
    assert!(shown(&e, "（空）"), "{}", e.screen());
    let mut e = e.keys("<enter>计划标准");
    assert!(e.screen().lines().any(|line| line.trim_end().ends_with(basis)), "{}", e.screen());
    let caret = e.terminal_caret().unwrap();
    let line = e.screen().lines().nth(caret.y.into()).unwrap().to_string();
    assert!(line.contains("计划标准"), "{line}");
    let e = e.keys("<enter><end>");
    assert!(shown(&e, "计划标准"), "{}", e.screen());
}

#[test]
fn search_goes_through_the_whole_document() {
    let e = open(DOCUMENT).keys("/群众满意<enter>");
    assert_eq!(e.place(), "sub_goals/#s-1/indicators/#群众满意率");
    assert!(e.message().contains("共 2 处"));
    let e = e.keys("<f3>");
    assert_eq!(e.place(), "projects/#p-1/indicators/#i-2/name");
    let e = e.keys("n");
    assert_eq!(e.place(), "sub_goals/#s-1/indicators/#群众满意率");
    let e = e.keys("L");
    assert!(e.screen().contains("“群众满意”共 2 处"), "{}", e.screen());
    assert!(e.line_with("分项绩效目标 ›").contains("群众满意率"));
    let e = e.keys("<down><enter>");
    assert_eq!(e.place(), "projects/#p-1/indicators/#i-2/name");
    let e = e.keys("、没有这个<enter>");
    assert!(e.message().contains("没有找到"));
}

#[test]
fn a_project_is_found_by_number_name_and_code() {
    for query in ["2", "印刷", "0002B"] {
        let e = open(DOCUMENT).keys("<ctrl-p>").keys(query).keys("<enter>");
        assert_eq!(project(&e), "projects/#p-2", "{query}");
    }
}

#[test]
fn a_sum_that_is_wrong_is_found_at_the_field_while_typing_and_after() {
    let e = open(DOCUMENT).keys("<]*4><down*4><enter><ctrl-u>13.00");
    assert!(e.screen().contains("AM001"), "{}", e.screen());
    let e = e.keys("<enter>");
    assert!(e.line_with("预算数").contains('✗'));
    let e = e.keys("<up><enter><ctrl-u>12.00");
    assert!(!e.screen().contains("AM001 预算数："), "{}", e.screen());
    let e = e.keys("<enter>");
    assert!(!e.line_with("预算数").contains('✗'));
}

#[test]
fn findings_are_visited_one_after_the_other_and_come_around() {
    let mut e = open(DOCUMENT);
    let count = e.app().checker().findings().len();
    assert!(count > 2, "the document has findings");
    let mut places = Vec::new();
    for _ in 0..count {
        e = e.keys("<f8>");
        places.push((e.app().tab().clone(), e.place()));
    }
    assert!(!e.message().contains("继续"));
    e = e.keys("<f8>");
    assert!(e.message().contains("继续"));
    assert_eq!((e.app().tab().clone(), e.place()), places[0]);
    e = e.keys("<f7><f7>");
    assert_eq!((e.app().tab().clone(), e.place()), places[count - 2]);
}

#[test]
fn the_panel_takes_the_keys_and_enter_goes_to_the_place() {
    let e = open(DOCUMENT).keys("<]*4><f6><down><down>");
    let chosen = e.app().current_finding().unwrap().place.clone();
    let e = e.keys("<enter>");
    let caret: jixiao::model::Place = e.place().parse().unwrap();
    assert!(chosen.within(&caret) || caret.within(&chosen), "{chosen} {caret}");
    let e = e.keys("<f6><f6>");
    assert!(!e.screen().contains("本表"));
}

#[test]
fn a_proposal_that_needs_consent_shows_before_and_after() {
    let json = DOCUMENT.replace("\"value\": \"90\"", "\"value\": \"100\"");
    let e = open(&json).keys("<]*4><G><right*3><f9>");
    assert!(e.screen().contains("≥100%") && e.screen().contains("=100%"), "{}", e.screen());
    assert_eq!(e.json(), json, "nothing happens before the consent");
    let e = e.keys("<enter>");
    assert_eq!(e.value("projects/#p-1/indicators/#i-2/target"), "=100%");
}

#[test]
fn quitting_asks_only_when_something_is_not_saved() {
    let e = open(DOCUMENT).keys("<ctrl-q>");
    assert_eq!(e.effects, [Effect::Quit]);
    let e = open(DOCUMENT).keys("<]*4><down>新名<enter><ctrl-q>");
    assert_eq!(e.effects, []);
    assert!(e.screen().contains("1 处修改没有保存"));
    let e = e.keys("<esc><f10>s");
    assert_eq!(e.effects, [Effect::Quit]);
    assert!(e.file().contains("新名"));
    let e = open(DOCUMENT).keys("<]*4><down>新名<enter><ctrl-q>n");
    assert_eq!(e.effects, [Effect::Quit]);
    assert_eq!(e.file(), DOCUMENT);
}

#[test]
fn ctrl_c_copies_and_never_quits() {
    let e = open(DOCUMENT).keys("<]*4><down><ctrl-c>");
    assert_eq!(e.effects, [Effect::Copy("刻章费".into())]);
}

#[test]
fn a_file_changed_by_somebody_else_is_not_overwritten() {
    let e = open(DOCUMENT).keys("<]*4><down>新名<enter>");
    // what another release wrote cannot be merged
    let other = DOCUMENT.replace("jixiao/1", "jixiao/9");
    std::fs::write(e.path(), &other).unwrap();
    let e = e.keys("<ctrl-s>");
    assert_eq!(e.file(), other);
    assert!(e.screen().contains("另存为副本"), "{}", e.screen());
    let e = e.keys("c");
    assert_eq!(e.file(), other);
    let copy = std::fs::read_to_string(e.folder().join("文件.副本1.json")).unwrap();
    assert!(copy.contains("新名"));
    assert!(!e.app().is_changed());
}

#[test]
fn a_reader_looks_at_everything_and_changes_nothing() {
    let script = "<]*4><down><enter>新名<enter>aDdxpJKu<ctrl-z><ctrl-y><f9>.<f2><f4><del><ctrl-s><G><f5><enter>甲<esc>";
    let e = look(DOCUMENT).keys(script).paste("文字");
    assert_eq!(e.json(), DOCUMENT);
    assert_eq!(e.file(), DOCUMENT);
    assert!(e.screen().contains("只读"));
    let e = e.keys("<ctrl-q>");
    assert_eq!(e.effects, [Effect::Quit]);
}

#[test]
fn a_newer_format_opens_read_only_and_says_why() {
    let e = open("{\"format\": \"jixiao/9\", \"year\": 2021}");
    assert!(e.message().contains("jixiao/9"), "{}", e.message());
    let e = e.keys("<down*2><enter>");
    assert!(e.message().starts_with("只读"));
}

#[test]
fn what_is_of_a_wrong_kind_is_shown_and_can_be_put_right() {
    let json = r#"{"year": "二〇二一", "department": [1], "projects": [7, {"id": "p-1", "name": {"a": 1}, "goals": 5}]}"#;
    let e = open(json);
    assert!(e.line_with("预算年度").contains("二〇二一"), "{}", e.screen());
    let e = e.keys("<]*5><down>名称<enter>");
    assert_eq!(e.value(NAME), "名称");
    let e = e.keys("<ctrl-z>");
    assert_eq!(e.value(NAME), "{\"a\": 1}");
}

#[test]
fn every_command_stands_in_the_help_and_can_be_run_from_there() {
    let mut e = open(DOCUMENT).keys("?");
    let entries = match e.app().popup() {
        Some(jixiao::app::popup::Popup::List(list)) => list.entries(e.app()),
        other => panic!("{other:?}"),
    };
    assert_eq!(entries.len(), COMMANDS.len());
    e = e.keys("下一页<enter>");
    assert!(e.screen().contains("任务甲"));
    e = e.keys("？撤销<enter>");
    assert_eq!(e.message(), "没有可以撤销的修改", "a command that cannot run says why");
}

#[test]
fn nothing_is_drawn_that_commands_a_terminal() {
    let json = DOCUMENT.replace("刻章费", "刻\\u001b[2J章\\u202e费");
    let e = open(&json).keys("<]*4>");
    assert!(e.line_with("项目名称").contains("刻␛[2J章‹202E›费"), "{}", e.screen());
    assert!(!e.screen().contains('\u{202e}'));
    let e = e.keys("<down><enter><esc>");
    assert!(!e.app().is_changed(), "looking at it changes nothing");
    let e = e.keys("<enter>改<enter>");
    assert!(!e.json().contains('\u{202e}'), "what a person writes holds none of it");
}

#[test]
fn a_screen_that_is_too_small_says_so_and_comes_back() {
    let e = open(DOCUMENT).size(30, 5);
    assert!(e.screen().contains("窗口太小"));
    for (columns, lines) in [(59, 20), (60, 19), (40, 10)] {
        let screen = open(DOCUMENT).size(columns, lines).screen();
        assert!(screen.contains("窗口太小：至少 60×20"), "{screen}");
        assert!(screen.contains("部门名称"), "what fits is still shown: {screen}");
    }
    assert!(!open(DOCUMENT).size(60, 20).screen().contains("窗口太小"));
    let e = e.size(1, 1).size(80, 24);
    assert!(e.screen().contains("部门名称"));
}

#[test]
fn nothing_but_a_field_is_given_to_the_users_editor_and_nothing_else_comes_back() {
    let e = open(DOCUMENT).keys("<G><f4>");
    assert_eq!(e.effects, [], "a whole project is no text");
    assert!(e.message().contains("不是一个可以直接输入的内容"));
    let mut e = open(DOCUMENT).keys("<]*4><down><f4>");
    assert_eq!(e.effects, [Effect::EditOutside("刻章费".into())]);
    e.open.app.edited_outside("刻章费\n");
    assert!(!e.app().is_changed());
    let mut e = e.keys("<f4>");
    e.open.app.edited_outside("第一行\n第二行\n");
    assert_eq!(e.value(NAME), "第一行第二行");
}

#[test]
fn opening_a_project_shows_the_parts_of_its_records_and_they_stay_records() {
    let e = open(DOCUMENT).keys("<]*4><f5>");
    assert!(e.screen().contains("财政资金"), "{}", e.screen());
    let e = e.keys("g<down*3><enter><ctrl-u>13.00<enter>");
    assert_eq!(e.value(TOTAL), "13.00");
    assert_eq!(e.value("projects/#p-1/budget/fiscal"), "12.00");
}

#[test]
fn every_field_of_the_file_can_be_seen() {
    let json = DOCUMENT
        .replacen("\"currency_unit\"", "\"note\": \"根上的\",\n  \"currency_unit\"", 1)
        .replacen("\"statement\"", "\"extra\": \"目标里的\",\n    \"statement\"", 1)
        .replacen("\"fiscal\"", "\"bond\": \"债券的\",\n        \"fiscal\"", 1);
    let e = open(&json).keys("<down*2><f5>");
    assert!(e.screen().contains("根上的") && e.screen().contains("金额单位"), "{}", e.screen());
    let e = e.keys("<esc>]<f5>");
    assert!(e.screen().contains("目标里的"), "{}", e.screen());
    let e = e.keys("<esc><]*3><f5>");
    assert!(e.screen().contains("债券的"), "{}", e.screen());
    let e = e.keys("<esc><ctrl-s>");
    assert_eq!(e.file(), json);
}

#[test]
fn a_field_of_a_project_is_no_row_that_can_be_deleted() {
    let e = open(DOCUMENT).keys("<]*4><down*3><del>dxJKaD");
    assert_eq!(e.json(), DOCUMENT);
    assert!(e.message().contains("没有可以增删移动的行"));
}

#[test]
fn esc_on_a_new_line_takes_the_line_away_too() {
    let e = open(DOCUMENT).keys("]<G>a新的<esc>");
    assert_eq!(e.json(), DOCUMENT);
    assert!(!e.app().is_changed());
}

#[test]
fn while_typing_other_commands_say_so_and_quitting_takes_the_text_along() {
    let e = open(DOCUMENT).keys("<]*4><down><enter>（一）<f8>");
    assert!(e.message().contains("正在输入"));
    assert!(e.app().typing().is_some());
    let e = e.keys("<ctrl-q>");
    assert!(e.screen().contains("1 处修改没有保存"), "{}", e.screen());
    assert_eq!(e.value(NAME), "刻章费（一）");
}

#[test]
fn thousands_of_projects_and_plan_points_are_drawn() {
    let projects: Vec<String> =
        (0..6000).map(|n| format!("{{\"id\":\"p-{n}\",\"name\":\"项目{n}\"}}")).collect();
    let e = open(&format!("{{\"projects\":[{}]}}", projects.join(","))).keys("<ctrl-p>5999<enter>");
    assert!(e.screen().contains("5999 项目5998"), "{}", e.screen());
    let points = vec!["{\"by\":\"3月底\",\"percent\":\"1\"}"; 9000].join(",");
    let e = open(&format!("{{\"projects\":[{{\"spending_plan\":[{points}]}}]}}")).keys("<]*4>");
    assert!(e.screen().contains("3月底"));
}

/// By its keys, and by its name in the list: somewhere each command does something or says why not.
#[test]
fn no_command_is_dead() {
    let contexts =
        ["", "<]*4><G><right>", "/率<enter>", "<]*4><f6><down>", "<]*4><down>新<enter>", "]<down>y"];
    for command in COMMANDS {
        let mut ways: Vec<String> = vec![format!("?{}<enter>", command.name)];
        ways.extend(command.keys.first().map(|key| script(*key)));
        for way in ways {
            let acts = contexts.iter().any(|context| {
                let before = open(DOCUMENT).keys(context);
                let (screen, effects) = (before.screen(), before.effects.len());
                let after = before.keys(&way);
                after.screen() != screen || after.effects.len() > effects
            });
            assert!(acts, "{} by {way} does nothing anywhere", command.name);
        }
    }
}

/// A key as scripts write it.
fn script(key: jixiao::app::event::Key) -> String {
    use jixiao::app::event::Code;
    let name = match key.code {
        Code::Char(' ') => return " ".into(),
        Code::Char(c) if !key.ctrl => return c.to_string(),
        Code::Char(c) => c.to_string(),
        Code::F(n) => format!("f{n}"),
        Code::PageUp => "pgup".into(),
        Code::PageDown => "pgdn".into(),
        other => format!("{other:?}").to_lowercase(),
    };
    if key.ctrl { format!("<ctrl-{name}>") } else { format!("<{name}>") }
}
