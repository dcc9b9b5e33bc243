//! The validation panel: what is hidden, what opens, what is explained, what is mended at once and
//! what is waived.

mod support;

use jixiao::app::Signature;
use jixiao::check::Checker;
use jixiao::model::{Document, Finding, Reading, Severity};
use support::editor::{Editor, SAMPLE, look, open};

/// Two units, two projects, a few of everything.
const SMALL: &str = include_str!("fixtures/editor/small.json");

/// A document in which nothing is found.
const CAREFUL: &str = include_str!("fixtures/check/silent/service-2021.json");

fn signed(json: &str) -> Editor {
    let mut e = open(json);
    e.open.app.sign(Signature { by: "张三".into(), date: "2021-03-01".into() });
    e
}

fn current(e: &Editor) -> Finding {
    e.app().current_finding().expect("a finding is chosen").clone()
}

/// The header's counts, as they are drawn.
fn header(e: &Editor) -> String {
    e.screen().lines().next().unwrap_or_default().to_string()
}

#[test]
fn a_filter_hides_the_others_and_tells_so_and_the_counts_stay() {
    let e = open(SAMPLE).keys("]]]]");
    let (before, tabs) = (header(&e), e.screen().lines().nth(1).unwrap().to_string());
    let e = e.keys("!");
    assert!(e.screen().contains("只看 错误  7/"), "{}", e.screen());
    assert!(e.screen().contains("* 取消"));
    assert!(!e.screen().contains("▲ IC003"), "{}", e.screen());
    assert_eq!((header(&e), e.screen().lines().nth(1).unwrap().to_string()), (before.clone(), tabs));
    let e = e.keys("@");
    assert!(e.message().starts_with("只看 错误 · 适当：7 处"), "{}", e.message());
    let e = e.keys("<f8>#");
    assert!(e.screen().contains("只看 错误 · 适当 · IV002  7/"), "{}", e.screen());
    let e = e.keys("*");
    assert!(!e.screen().contains("只看"), "{}", e.screen());
    assert!(e.screen().contains("▲ IC003"));
    let e = e.keys("*");
    assert_eq!(e.message(), "没有筛选");
}

#[test]
fn a_filter_goes_on_to_what_there_is_and_comes_back_to_all() {
    let mut e = open(SAMPLE).keys("]]]]");
    let mut seen = Vec::new();
    for _ in 0..4 {
        e = e.keys("!");
        seen.push(e.app().panel().filter.severity);
    }
    assert_eq!(seen, [Some(Severity::Error), Some(Severity::Warning), Some(Severity::Info), None]);
    // where there is no error the first choice is another one; full width keys do as well
    let e = open(&CAREFUL.replacen("审批局\"", "审批局 \"", 1)).keys("！");
    assert_ne!(e.app().panel().filter.severity, Some(Severity::Error), "{}", e.screen());
}

#[test]
fn going_from_finding_to_finding_keeps_to_what_the_filter_shows() {
    let e = open(SAMPLE).keys("!");
    let errors = e.app().checker().counts().errors;
    let mut e = e;
    let mut places = std::collections::HashSet::new();
    assert!(errors > 2);
    for n in 0..errors {
        e = e.keys("<f8>");
        let finding = current(&e);
        assert_eq!(finding.severity, Severity::Error, "step {n}");
        assert!(places.insert(finding.place), "step {n} comes back");
    }
    assert!(!e.message().contains("继续"));
    let e = e.keys("<f8>");
    assert!(e.message().contains("继续"));
    assert!(places.contains(&current(&e).place));
    let e = open(r#"{"year": 2021}"#).keys("!<f8>").keys("#<f7>");
    assert!(e.app().checker().counts().errors > 0, "{}", e.screen());
}

#[test]
fn a_finding_at_a_place_without_a_cell_does_not_hold_up_the_walk() {
    let json =
        SMALL.replacen("\"year\"", "\"declared\": {\"a\": 1, \"a\": 2},\n  \"cover\": 5,\n  \"year\"", 1);
    let mut e = open(&json);
    let all = e.app().checker().findings().to_vec();
    assert!(all.iter().any(|finding| finding.place.to_string() == "cover"), "{all:?}");
    let mut seen: Vec<Finding> = Vec::new();
    for _ in 0..2 * all.len() {
        e = e.keys("<f8>");
        seen.push(current(&e));
    }
    for finding in all {
        assert!(seen.contains(&finding), "{finding:?} was passed over");
    }
}

#[test]
fn groups_open_and_close_by_key_and_all_is_grouped_by_rule_and_project() {
    let e = open(SAMPLE).keys("]]]]v<f6>g");
    let closed = e.screen();
    assert!(closed.contains("IV002 单位不是计量单位 ×29") || closed.contains("IV002"), "{closed}");
    assert!(!closed.contains("1 人事代理人员经费 ×"), "closed groups show no project\n{closed}");
    let e = e.keys("<right>");
    let rule = current(&e).code;
    let project = e.line_with("1 人事代理人员经费 ×");
    assert!(project.contains('×'), "{project}");
    let e = e.keys("<right>");
    assert_eq!(current(&e).code, rule);
    let place = current(&e).place;
    let shown = e.screen().lines().filter(|line| line.contains('◂')).count();
    assert_eq!(shown, 1);
    let e = e.keys("<left>");
    assert!(e.screen().contains("1 人事代理人员经费 ×"));
    let e = e.keys("<left>");
    assert_eq!(e.screen(), closed);
    // Enter opens what is closed, and goes to a place
    let e = e.keys("<enter><enter><down><enter>");
    assert!(!e.app().panel().focused);
    assert_ne!(current(&e).place, place);
    assert_eq!(current(&e).code, rule);
}

#[test]
fn every_finding_can_be_reached_in_the_panel() {
    for scope in ["", "v"] {
        let mut e = open(SMALL).keys("]]]]<f6>").keys(scope).keys("g");
        let count = e.app().panel().listing.len();
        assert!(count > 2, "{count}");
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..3 * count {
            e = e.keys("<right><right>");
            seen.insert(e.app().panel().cursor.item);
            e = e.keys("<down>");
        }
        assert_eq!(seen.len(), count);
    }
}

/// Many projects with many findings each.
fn large(projects: usize, rows: usize) -> String {
    let row = |p: usize, n: usize| {
        format!(
            r#"{{"id":"i-{p}-{n}","level1":"产出指标","level2":"质量指标","name":" 合格率{n}","target":{{"operator":"≥","value":"100","unit":"%"}}}}"#
        )
    };
    let project = |p: usize| {
        let rows: Vec<String> = (0..rows).map(|n| row(p, n)).collect();
        format!(r#"{{"id":"p-{p}","name":"项目{p}","indicators":[{}]}}"#, rows.join(","))
    };
    let projects: Vec<String> = (0..projects).map(project).collect();
    format!(r#"{{"year":2021,"projects":[{}]}}"#, projects.join(","))
}

#[test]
fn a_long_list_scrolls_to_its_end_with_the_chosen_line_in_sight() {
    let e = open(&large(60, 20)).keys("v<f6*2>g<right><pgdn*3>");
    let sees_cursor =
        |e: &Editor| e.screen().lines().filter(|line| line.contains('×') || line.contains('◂')).count() > 0;
    assert!(sees_cursor(&e), "{}", e.screen());
    let e = e.keys("<right><end>");
    let listing = &e.app().panel().listing;
    let cursor = e.app().panel().cursor;
    assert_eq!(listing.line(cursor, true) + 1, listing.count(cursor, true));
    let last = e.screen();
    assert!(last.contains('◂') || last.contains('×'), "{last}");
    let e = e.keys("<home>");
    assert_eq!(e.app().panel().cursor, Default::default());
}

#[test]
fn a_rule_is_explained_on_its_whole_page_also_to_a_reader() {
    for e in [open(SAMPLE), look(SAMPLE)] {
        let e = e.size(80, 24).keys("]]]]<f8*8>");
        let finding = current(&e);
        let e = e.keys("i");
        assert!(e.line_with("╭").contains(finding.code), "{}", e.screen());
        assert!(e.screen().contains("建议"), "{}", e.screen());
        let top = e.screen();
        let e = e.keys("<pgdn*9>");
        let bottom = e.screen();
        assert!(bottom.contains("修改") || bottom.contains("含义"), "{bottom}");
        let e = e.keys("<up*200>");
        assert_eq!(e.screen(), top, "scrolled back to the start");
        // keys beyond the end are not remembered
        let e = e.keys("<end><down*50><up>");
        assert_ne!(e.screen(), bottom);
        let e = e.keys("<esc>");
        assert!(!e.screen().contains('╭'));
    }
    let e = open(CAREFUL).keys("]]i");
    assert!(e.message().contains("没有"), "{}", e.message());
}

#[test]
fn the_plain_view_has_no_frame_and_shows_field_row_table_and_finding() {
    for e in [open(SAMPLE), look(SAMPLE)] {
        let e = e.keys("]]]]<f8*8>");
        let finding = current(&e);
        let mut e = e.keys("V");
        for (part, words) in
            [("内容", ""), ("整行", "三级指标："), ("整表", "项目名称："), ("问题", finding.code)]
        {
            let screen = e.screen();
            assert!(screen.contains(words), "{part}\n{screen}");
            assert!(screen.lines().last().unwrap().starts_with(part), "{part}\n{screen}");
            assert!(!screen.contains(['│', '─', '▌', '╭', '┬']), "{screen}");
            assert!(!screen.contains("校验  本表"), "{screen}");
            e = e.keys("<tab>");
        }
        let e = e.keys("<esc>");
        assert!(e.screen().contains('│'));
    }
}

#[test]
fn the_plain_view_breaks_lines_only_at_the_edge_of_the_terminal() {
    let long = "保障窗口运行，".repeat(30);
    let json = format!(r#"{{"year": 2021, "projects": [{{"id": "p", "name": "甲", "purpose": "{long}"}}]}}"#);
    let e = open(&json).size(60, 20).keys("]]]]<down*3>V");
    let text: String = e.screen().lines().take(10).map(|line| line.to_string()).collect();
    assert!(text.contains(&long), "{}", e.screen());
    let first = e.screen().lines().next().unwrap().to_string();
    assert_eq!(jixiao::text::width::width(&first), 60, "the first line is full");
}

const DIRTY: &str = r#"{
  "format": "jixiao/1",
  "year": 2021,
  "overall_goal": {"statement": " 保障运行 ", "tasks": ["  1、 甲 ", "乙 ", " 乙", "乙"]},
  "projects": [
    {"id": "p", "name": "甲 ", "purpose": " 用途 ", "goals": [" 一 ", "一"], "budget": {"total": "１0", "fiscal": "10", "other": "0"}},
    {"id": "q", "name": "乙", "purpose": "用途 "}
  ]
}
"#;

fn all_findings(json: &str) -> Vec<Finding> {
    let document = Document::from_json(json).unwrap();
    Checker::new(&document, &Reading::default()).findings().to_vec()
}

#[test]
fn all_safe_proposals_are_shown_and_then_applied_as_one_step() {
    let e = open(DIRTY).keys("vs");
    let screen = e.screen();
    assert!(screen.contains("全部的安全建议"), "{screen}");
    assert!(screen.contains("前  ") && screen.contains("后  "), "{screen}");
    assert_eq!(e.json(), dirty(), "nothing happens before the consent");
    let before = all_findings(&e.json());
    let e = e.keys("<enter>");
    let after = all_findings(&e.json());
    assert!(after.len() < before.len());
    assert_eq!(e.value("overall_goal/statement"), "保障运行");
    assert_eq!(e.value("projects/#p/purpose"), "用途");
    assert_eq!(e.value("projects/#q/purpose"), "用途");
    assert_eq!(e.value("projects/#p/goals"), "一，一");
    assert!(!e.value("overall_goal/tasks").contains(' '), "{}", e.value("overall_goal/tasks"));
    assert_eq!(e.value("projects/#p/name"), "甲 ", "a key of the budget is not touched without asking");
    for finding in &after {
        let times = |found: &[Finding]| found.iter().filter(|f| f.code == finding.code).count();
        assert!(times(&after) <= times(&before), "{finding:?} is new");
    }
    let safe = after.iter().filter(|finding| {
        jixiao::check::proposal(e.app().document(), finding).is_some_and(|proposal| proposal.safe)
    });
    assert_eq!(safe.count(), 0, "nothing safe is left");
    let e = e.keys("<ctrl-z>");
    assert_eq!(e.json(), dirty(), "one step");
    assert!(e.message().contains("采纳全部安全建议"), "{}", e.message());
}

/// As it is in memory, with the ids that it lacks.
fn dirty() -> String {
    let mut document = Document::from_json(DIRTY).unwrap();
    document.complete_ids();
    document.to_json()
}

#[test]
fn safe_proposals_keep_to_the_tab_when_the_panel_does() {
    let e = open(DIRTY).keys("]]]]s<enter>");
    assert_eq!(e.value("projects/#p/purpose"), "用途");
    assert_eq!(e.value("projects/#q/purpose"), "用途 ");
    let e = e.keys("s");
    assert!(e.message().contains("没有"), "{}", e.message());
    let e = look(DIRTY).keys("vs");
    assert!(e.message().contains("只读") || e.message().contains("不能"), "{}", e.message());
    assert_eq!(e.json(), dirty());
}

#[test]
fn safe_proposals_keep_to_what_the_filter_shows() {
    let e = open(DIRTY).keys("]]]]<down*3>#s<enter>");
    assert_eq!(e.app().panel().filter.rule, Some("TX001"));
    assert_eq!(e.value("projects/#p/purpose"), "用途");
    assert_eq!(e.value("projects/#p/budget/total"), "１0", "another rule");
    let e = open(DIRTY).keys("v!s");
    assert_eq!(e.json(), dirty());
}

#[test]
fn a_waiver_for_a_place_that_is_gone_leads_nowhere_odd() {
    let waiver = r#","waivers":[{"rule":"IC003","place":"projects/#gone/indicators/#i/basis","reason":"x","value_hash":"0"}]}"#;
    let json = SMALL.trim_end().strip_suffix('}').unwrap().trim_end().to_string() + waiver;
    let mut e = open(&json).keys("v<f6*2>G");
    for _ in 0..60 {
        if current(&e).code == "WV001" {
            break;
        }
        e = e.keys("<up>");
    }
    assert_eq!(current(&e).code, "WV001", "{}", e.screen());
    let e = e.keys("<enter>");
    assert!(e.app().tabs().contains(e.app().tab()), "{}", e.screen());
    let e = e.keys("<f6*2><enter><f8><f7>");
    assert!(e.app().tabs().contains(e.app().tab()), "{}", e.screen());
    assert!(!e.screen().contains("gone/"), "{}", e.screen());
}

#[test]
fn enter_in_the_panel_goes_to_the_finding_that_was_chosen_and_stays_with_it() {
    let mut e = open(SAMPLE).keys("v<f6*2>");
    for _ in 0..400 {
        // the first indicators of a table have worse ones
        if current(&e).code == "IV014" && e.app().panel().cursor.depth > 0 {
            break;
        }
        e = if current(&e).code == "IV014" { e.keys("<right>") } else { e.keys("<down>") };
    }
    let chosen = current(&e);
    assert_eq!(chosen.code, "IV014", "{}", e.screen());
    assert!(e.screen().lines().last().unwrap().matches("F9").count() <= 1, "{}", e.screen());
    let mut e = e.keys("<enter>");
    while e.app().panel().focused {
        e = e.keys("<enter>");
    }
    assert_eq!(current(&e), chosen, "{}", e.screen());
    assert!(e.screen().contains("IV014 "), "{}", e.screen());
    // and F8 goes on from there
    let all: Vec<_> = e.app().checker().findings().iter().cloned().collect();
    let next = all.iter().position(|finding| *finding == chosen).unwrap() + 1;
    assert_eq!(current(&e.keys("<f8>")), all[next]);
}

#[test]
fn a_finding_is_waived_with_a_reason_and_stands_apart() {
    let e = signed(SAMPLE).keys("]]]]<f8*8>");
    let (finding, counts) = (current(&e), e.app().checker().counts());
    let e = e.keys("w<enter>");
    assert!(e.screen().contains("豁免理由："), "a reason must be given\n{}", e.screen());
    assert_eq!(e.json(), SAMPLE);
    let place = e.place();
    let e = e.keys("区财政局另文批复<enter>");
    assert_eq!(e.place(), place, "the caret stays");
    let now = e.app().checker().counts();
    assert_eq!(now.errors + now.warnings + now.infos + 1, counts.errors + counts.warnings + counts.infos);
    assert!(header(&e).contains("未保存 1 处"), "{}", header(&e));
    assert!(!e.app().checker().findings().contains(&finding));
    let waiver = format!(
        "waivers/#{}",
        finding.place.to_string().replace('~', "~0").replace('/', "~1").replace('#', "~2")
    );
    assert_eq!(e.value(&format!("{waiver}/rule")), finding.code);
    assert_eq!(e.value(&format!("{waiver}/by")), "张三");
    assert_eq!(e.value(&format!("{waiver}/date")), "2021-03-01");
    // it stays in sight, at the end
    let e = e.keys("<f6>G");
    assert!(e.line_with("已豁免 1").contains('◂') || e.screen().contains("已豁免 1"));
    let e = e.keys("<right>");
    assert_eq!(current(&e), finding);
    assert!(e.screen().contains("区财政局另文批复（张三"), "{}", e.screen());
    assert_eq!(e.screen().lines().last().unwrap().matches("F9").count(), 0, "{}", e.screen());
    // also from where it is
    let e = e.keys("<enter>");
    assert_eq!((e.place(), current(&e)), (place, finding));
    assert!(e.screen().contains("区财政局另文批复（张三"), "{}", e.screen());
    // and is taken back there
    let e = e.keys("w");
    assert_eq!(e.app().checker().counts(), counts);
    assert_eq!(e.json().matches("另文批复").count(), 0);
    let e = e.keys("<ctrl-z>");
    assert!(e.json().contains("另文批复"));
    assert_eq!(e.message(), "撤销：撤回豁免");
    let e = e.keys("<ctrl-z>");
    assert_eq!(e.json(), SAMPLE);
    assert_eq!(e.app().checker().counts(), counts);
}

#[test]
fn a_waiver_falls_when_the_value_changes_and_can_be_given_anew() {
    let target = "projects/#p-1/indicators/#i-2/target";
    let json = SMALL.replace("\"value\": \"90\"", "\"value\": \"100\"");
    let e = signed(&json).keys("<]*4><G><right*3>");
    assert_eq!(current(&e).code, "IV004");
    let e = e.keys("w允许<enter>");
    assert!(e.app().checker().findings().iter().all(|f| f.code != "IV004"));
    let e = e.keys("<enter><ctrl-u>≥100.0%<enter>");
    let codes =
        |e: &Editor| -> Vec<&'static str> { e.app().checker().findings().iter().map(|f| f.code).collect() };
    assert!(codes(&e).contains(&"IV004") && codes(&e).contains(&"WV001"), "{}", e.screen());
    let e = e.keys("<up*99><G><right*3>");
    let e = if e.place() == target { e } else { e.keys("<home><right*3>") };
    assert_eq!(e.place(), target);
    let e = e.keys("w仍然允许<enter>");
    assert!(!codes(&e).contains(&"IV004") && !codes(&e).contains(&"WV001"), "{:?}", codes(&e));
    assert_eq!(e.json().matches("value_hash").count(), 1, "the old one gave way");
    // once the finding is gone the waiver is in the way: withdrawn from the panel
    let e = e.keys("<enter><ctrl-u>=98%<enter>");
    assert!(codes(&e).contains(&"WV001"));
    let e = e.keys("[[[[v<f6*2>gG");
    let mut e = e;
    for _ in 0..60 {
        if current(&e).code == "WV001" {
            break;
        }
        e = e.keys("<up>");
    }
    assert_eq!(current(&e).code, "WV001", "{}", e.screen());
    assert!(e.screen().lines().last().unwrap().contains("w 撤回豁免"), "{}", e.screen());
    // it leads to the value, and stays the one that is explained there
    let e = e.keys("<enter>");
    assert_eq!((e.place().as_str(), current(&e).code), (target, "WV001"));
    let e = e.keys("w");
    assert_eq!(e.message(), "已撤回失效的豁免");
    assert!(!codes(&e).contains(&"WV001"));
    assert!(!e.json().contains("value_hash"));
}

#[test]
fn a_reader_can_filter_and_read_but_not_waive() {
    let e = look(SAMPLE).keys("]]]]<f8*8>w");
    assert!(e.message().contains("不能") || e.message().contains("只读"), "{}", e.message());
    let e = e.keys("!@#*v<f6><right><left><esc>iV<esc>");
    assert_eq!(e.json(), SAMPLE);
}

#[test]
fn esc_leaves_the_reason_and_a_paste_goes_into_it() {
    let e = signed(SAMPLE).keys("]]]]<f8*8>w理由<esc>");
    assert_eq!(e.json(), SAMPLE);
    let e = e.keys("w").paste("第一行\n第二行\u{1b}[31m").keys("<bs*4>完<enter>");
    assert!(e.json().contains("第一行"), "{}", e.json());
    assert!(!e.json().contains("\\u001b"));
}

#[test]
fn while_the_keys_are_in_the_panel_no_row_is_touched() {
    let e = open(SAMPLE).keys("]]]]<G><f6><down>dDxJKaomp<del>").paste("文字").keys("改");
    assert!(!e.app().is_changed());
    assert!(e.app().panel().focused);
    assert!(e.message().contains("光标在校验栏"), "{}", e.message());
}
