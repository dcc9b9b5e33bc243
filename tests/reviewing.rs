//! A reviewer goes through the findings: what the panel tells on any screen, what its groups do, and
//! where one stands after something was mended, waived or taken back.

mod support;

use jixiao::app::Signature;
use jixiao::check::message;
use jixiao::model::Finding;
use jixiao::text::width;
use support::editor::{Editor, SAMPLE, open};

fn current(e: &Editor) -> Finding {
    e.app().current_finding().expect("a finding is chosen").clone()
}

/// The panel without its line breaks and blanks, to look for a sentence that was wrapped.
fn run_together(e: &Editor) -> String {
    let screen = e.screen();
    let lines = screen.lines().map(|line| line.rsplit_once('│').map_or(line, |(_, panel)| panel));
    lines.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
}

fn sees(e: &Editor, sentence: &str) -> bool {
    let sentence: String = sentence.chars().filter(|c| !c.is_whitespace()).collect();
    run_together(e).contains(&sentence)
}

/// Down to the group of that rule; the keys are in the panel.
fn at_rule(mut e: Editor, code: &str) -> Editor {
    e = e.keys("g");
    for _ in 0..60 {
        if current(&e).code == code {
            return e;
        }
        e = e.keys("<down>");
    }
    panic!("{code} is not listed:\n{}", e.screen());
}

#[test]
fn the_sentence_is_read_on_every_screen() {
    for (columns, lines) in [(120, 40), (80, 24), (60, 20)] {
        // with the caret at the finding, and with the keys in the panel
        for more in ["", "<f6>"] {
            let mut e = open(SAMPLE).size(columns, lines).keys("]]]]<f8*8>").keys(more);
            for _ in 0..6 {
                let finding = current(&e);
                let sentence = message(e.app().document(), &finding);
                assert!(sees(&e, &sentence), "{columns}×{lines} {sentence}\n{}", e.screen());
                assert!(e.screen().contains("校验"), "a heading\n{}", e.screen());
                assert!(e.screen().contains("本表 ✗7"), "its counts\n{}", e.screen());
                e = if more.is_empty() { e.keys("<f8>") } else { e.keys("<down>") };
            }
        }
    }
}

#[test]
fn infos_are_counted_where_there_is_nothing_worse() {
    let e = open(SAMPLE).size(80, 24).keys("<f6>");
    assert!(e.screen().contains("本表 ·1  全部 ✗"), "{}", e.screen());
}

#[test]
fn what_the_list_cuts_off_is_counted() {
    for (columns, lines) in [(120, 40), (80, 24), (60, 20)] {
        let e = open(SAMPLE).size(columns, lines).keys("]]]]<f6>");
        let marks = |e: &Editor| e.line_with(if lines < 40 { "校验" } else { "├" });
        let e = at_rule(e, "IC003").keys("<right>");
        let listing = &e.app().panel().listing;
        assert!(listing.count(e.app().panel().cursor, true) > 20);
        let e = e.keys("g");
        assert!(!e.line_with("校验").contains('↑'), "{}", e.screen());
        let e = at_rule(e, "IC003").keys("<right><down*10>");
        assert!(marks(&e).contains("↑ "), "{columns}×{lines}\n{}", e.screen());
        assert!(marks(&e).contains("↓ "), "{columns}×{lines}\n{}", e.screen());
        assert!(e.line_with("校验").contains("全部 ✗35 ▲352"), "{}", e.screen());
        let e = e.keys("G");
        assert!(!marks(&e).contains("↓"), "{columns}×{lines}\n{}", e.screen());
    }
    // the pane
    for (columns, lines) in [(120, 40), (80, 24), (60, 20)] {
        let rule = |e: &Editor| e.screen().lines().nth(2).unwrap().to_string();
        for page in ["", "]]]]"] {
            let e = open(SAMPLE).size(columns, lines).keys(page);
            let fits = lines == 40;
            assert!(!rule(&e).contains('↑'), "{}", e.screen());
            assert_eq!(rule(&e).contains("↓ "), !fits, "{}", e.screen());
            let e = e.keys("G");
            assert_eq!(rule(&e).contains("↑ "), !fits, "{}", e.screen());
            assert!(!rule(&e).contains('↓'), "{}", e.screen());
        }
    }
    // the list of commands
    for (columns, lines) in [(120, 40), (80, 24), (60, 20)] {
        let keys = |e: &Editor| e.line_with("Esc 返回").replace("↑↓ 选择", "");
        let e = open(SAMPLE).size(columns, lines).keys("?");
        assert!(keys(&e).contains("↓ ") && !keys(&e).contains("↑ "), "{}", e.screen());
        let e = e.keys("<end>");
        assert!(keys(&e).contains("↑ ") && !keys(&e).contains("↓ "), "{}", e.screen());
        let e = e.keys("撤销");
        assert!(!keys(&e).contains(['↑', '↓']), "{}", e.screen());
    }
}

#[test]
fn a_group_shows_that_it_opens_and_the_footer_what_enter_does() {
    let e = at_rule(open(SAMPLE).keys("]]]]<f6>"), "IV002");
    let footer = |e: &Editor| e.screen().lines().last().unwrap().to_string();
    assert!(e.line_with("IV002 单位不是").contains('▸'), "{}", e.screen());
    assert!(footer(&e).contains("Enter 展开"), "{}", footer(&e));
    assert!(!footer(&e).contains("到此处"), "{}", footer(&e));
    let e = e.keys("<enter>");
    assert!(e.line_with("IV002 单位不是").contains('▾'), "{}", e.screen());
    assert!(footer(&e).contains("Enter 到此处"), "{}", footer(&e));
    assert!(footer(&e).contains("← 收起"), "{}", footer(&e));
    let e = e.keys("<left>");
    assert!(e.line_with("IV002 单位不是").contains('▸'), "{}", e.screen());
    // a single finding is no group
    let e = at_rule(e, "CX001");
    assert!(!e.line_with("CX001 ").contains('▸'), "{}", e.screen());
    assert!(footer(&e).contains("Enter 到此处") && !footer(&e).contains("收起"), "{}", footer(&e));
}

#[test]
fn with_nothing_found_at_the_caret_no_key_is_named_that_does_nothing() {
    for (columns, lines) in [(120, 40), (80, 24), (60, 20)] {
        let mut e = open(SAMPLE).size(columns, lines).keys("]]");
        while e.app().proposal().is_none() {
            e = e.keys("<f8>");
        }
        assert!(e.screen().contains("F9 采纳") && e.app().panel_acts(), "{}", e.screen());
        let none = |e: &Editor, key: &str| {
            assert!(!e.screen().contains(key), "{columns}×{lines} {key}\n{}", e.screen());
        };
        // while a field is open, they are text
        e = e.keys("<enter>");
        none(&e, "F9 采纳");
        none(&e, "i 看全文");
        e = e.keys("<esc><down>");
        assert!(e.app().current_finding().is_none(), "{}", e.screen());
        for key in ["F9 采纳", "i 看全文", "◂"] {
            none(&e, key);
        }
    }
}

#[test]
fn after_a_step_at_many_places_the_panel_tells_about_the_caret() {
    let e = open(SAMPLE).size(60, 20).keys("]]]]G<right*3>");
    assert_eq!(current(&e).code, "IV003", "{}", e.screen());
    assert_eq!(Some(&current(&e)), e.app().panel_finding());
    let mut e = e;
    for keys in ["s<enter>", "<c-z>", "<c-y>"] {
        e = e.keys(keys);
        assert_eq!(Some(&current(&e)), e.app().panel_finding(), "{keys}\n{}", e.screen());
    }
}

#[test]
fn waiving_says_which_rule_and_how_many() {
    let e = open(SAMPLE).keys("]]]]<f6>");
    let before = e.app().checker().counts();
    let errors = before.errors;
    // a group is waived as a whole, one step
    let e = at_rule(e, "IV002").keys("w");
    let prompt = e.screen().lines().last().unwrap().to_string();
    assert!(prompt.contains("IV002 单位不是计量单位") && prompt.contains("7 处"), "{prompt}");
    let e = e.keys("另有约定<enter>");
    assert_eq!(e.app().checker().counts().errors, errors - 7, "{}", e.screen());
    assert_eq!(e.json().matches("另有约定").count(), 7);
    assert!(e.message().contains("7 处"), "{}", e.message());
    assert_eq!(e.app().unsaved_steps(), Some(1));
    let e = e.keys("<ctrl-z>");
    assert_eq!(e.json(), SAMPLE);
    // and taken back as a whole
    let e = e.keys("<ctrl-y>G");
    let e = e.keys("w");
    assert_eq!(e.app().checker().counts(), before, "{}", e.screen());
    assert!(e.message().contains("7 处"), "{}", e.message());
    let e = e.keys("<ctrl-z><ctrl-z>");
    assert_eq!(e.json(), SAMPLE);
    // one of it alone
    let e = at_rule(e, "IV002").keys("<right><down>w");
    let prompt = e.screen().lines().last().unwrap().to_string();
    assert!(prompt.contains("IV002 单位不是计量单位") && !prompt.contains("7 处"), "{prompt}");
    let e = e.keys("另有约定<enter>");
    assert_eq!(e.app().checker().counts().errors, errors - 1);
    // a reason is still asked for where the line is short
    let e = at_rule(open(SAMPLE).size(60, 20).keys("]]]]<f6>"), "IV004").keys("w理由很长很长很长很长很长");
    let prompt = e.screen().lines().last().unwrap().to_string();
    assert!(prompt.contains("IV004") && prompt.contains("豁免理由：") && prompt.contains("很长"), "{prompt}");
    assert!(width::width(&prompt) <= 60);
}

#[test]
fn after_a_waiver_or_a_fix_the_panel_goes_on_in_its_group() {
    let sign = Signature { by: "张三".into(), date: "2021-03-01".into() };
    for (scope, rule, down) in [
        ("", "IV002", "<down>"),
        ("v", "IV002", "<down>"),
        ("", "AL002", ""),
        ("", "IV004", ""),
        ("v", "IC004", ""),
    ] {
        let mut e = open(SAMPLE).keys("]]]]").keys(scope).keys("<f6>");
        e.open.app.sign(sign.clone());
        let e = at_rule(e, rule).keys("<right><right>").keys(down);
        let e = if e.app().panel().cursor.depth < 1 { e.keys("<right>") } else { e };
        let (first, depth) = (current(&e), e.app().panel().cursor.depth);
        let next = current(&at_next(&e, "<down>"));
        let e = e.keys("w另有约定<enter>");
        assert!(e.app().panel().focused);
        assert_eq!(current(&e).code, first.code);
        assert_eq!((current(&e), e.app().panel().cursor.depth), (next, depth), "{}", e.screen());
        // and taken back, it is back at what came back
        let e = e.keys("<ctrl-z>");
        assert_eq!(current(&e), first, "{}", e.screen());
    }
    // what F9 mends
    let mut e = at_rule(open(SAMPLE).keys("]]]]<f6>"), "IV003").keys("<right>");
    for left in [2, 1] {
        let next = current(&at_next(&e, "<down>"));
        e = e.keys("<f9>");
        if e.screen().contains('╭') {
            e = e.keys("<enter>");
        }
        assert_eq!(current(&e), next, "{left} left\n{}", e.screen());
    }
    // the last one of a group: on to the group that is nearest
    let line = e.app().panel().listing.line(e.app().panel().cursor, true);
    e = e.keys("<f9>");
    if e.screen().contains('╭') {
        e = e.keys("<enter>");
    }
    let now = e.app().panel().listing.line(e.app().panel().cursor, true);
    assert!(line.abs_diff(now) <= 2, "{line} {now}\n{}", e.screen());
    assert_ne!(current(&e).code, "IV003");
    let e = e.keys("<ctrl-z>");
    assert_eq!(current(&e).code, "IV003", "{}", e.screen());
}

/// The same keys again on an editor of its own, and `more`.
fn at_next(e: &Editor, more: &str) -> Editor {
    let cursor = e.app().panel().cursor;
    let scope = if e.app().panel().all { "v" } else { "" };
    let mut other = open(&e.json()).keys("]]]]").keys(scope).keys("<f6>g");
    for _ in 0..200 {
        let now = other.app().panel().cursor;
        if now == cursor {
            return other.keys(more);
        }
        let listing = &other.app().panel().listing;
        let here = listing.around(now.item, now.depth).is_some_and(|g| g.range.contains(&cursor.item));
        other = other.keys(if here { "<right>" } else { "<down>" });
    }
    panic!("not found again");
}

#[test]
fn undoing_all_safe_proposals_gives_the_caret_back() {
    let json = r#"{"year": 2021, "overall_goal": {"statement": " 保障运行 ", "tasks": ["甲 "]},
        "projects": [{"id": "p", "name": "甲", "purpose": " 用途 ", "goals": [" 一 "]}, {"id": "q", "name": "乙", "purpose": "用途 "}]}"#;
    let e = open(json).keys("]]]]]<down*3>");
    let (tab, place) = (e.app().tab().clone(), e.place());
    assert_eq!(place, "projects/#q/purpose");
    let e = e.keys("vs<enter>");
    assert_eq!(e.value("overall_goal/statement"), "保障运行");
    assert_eq!((e.app().tab().clone(), e.place()), (tab.clone(), place.clone()), "it stays where it was");
    let e = e.keys("<up*2><ctrl-z>");
    assert_eq!(e.value("overall_goal/statement"), " 保障运行 ");
    assert_eq!((e.app().tab().clone(), e.place()), (tab.clone(), place.clone()));
    let e = e.keys("[[<ctrl-y>");
    assert_eq!(e.value("overall_goal/statement"), "保障运行");
    assert_eq!((e.app().tab().clone(), e.place()), (tab, place));
}

#[test]
fn a_waiver_that_fell_is_listed_with_the_part_it_is_for() {
    let waiver = |place: &str| {
        format!(r#"{{"rule":"IV004","place":"{place}","reason":"x","value_hash":"0","date":"2021-03-01"}}"#)
    };
    let json = SAMPLE.trim_end().strip_suffix('}').unwrap().trim_end().to_string();
    let name = open(SAMPLE).keys("]]]]<down>").place();
    let json = format!("{json},\n\"waivers\": [{}, {}]}}", waiver(&name), waiver("projects/#gone/name"));
    let e = open(&json).keys("]]]]");
    let listed = |e: &Editor| {
        let listing = &e.app().panel().listing;
        let all = (0..listing.len()).filter_map(|n| listing.get(e.app().checker(), n));
        all.filter(|finding| finding.code == "WV001").count()
    };
    assert_eq!(listed(&e), 1, "{}", e.screen());
    // the one for a place that is gone is listed where one begins
    let e = e.keys("[[[[<f6>");
    assert_eq!(listed(&e), 1, "{}", e.screen());
    let e = e.keys("v");
    assert_eq!(listed(&e), 2);
}

#[test]
fn a_fix_that_asks_names_the_rule_and_the_place() {
    let e = at_rule(open(SAMPLE).keys("]]]]<f6>"), "IV004").keys("<right>");
    let finding = current(&e);
    let e = e.keys("<f9>");
    let title = e.line_with("╭");
    assert!(title.contains("IV004 比率写成"), "{}", e.screen());
    let below = e.screen().lines().skip_while(|line| !line.contains('╭')).nth(1).unwrap().to_string();
    assert!(below.contains("指标值") || e.screen().contains("质量指标"), "{finding:?}\n{}", e.screen());
    assert!(e.line_with("前  ").contains("≥"), "{}", e.screen());
    for (columns, lines) in [(80, 24), (60, 20)] {
        let e = at_rule(open(SAMPLE).size(columns, lines).keys("]]]]<f6>"), "IV004").keys("<right><f9>");
        assert!(e.line_with("╭").contains("IV004"), "{}", e.screen());
        assert!(e.line_with("Esc 返回").contains("Enter 采纳"), "{}", e.screen());
    }
}

#[test]
fn a_closed_group_of_waived_findings_names_the_rule_it_tells_about() {
    let e = open(SAMPLE).size(80, 24).keys("]]]]<f6>");
    let e = at_rule(e, "IV004").keys("w理由<enter>");
    let e = at_rule(e, "IV013").keys("w理由<enter>G");
    assert!(e.app().panel_waived() && e.app().panel_group().is_some(), "{}", e.screen());
    let code = current(&e).code;
    let line = e.line_with("指标值");
    assert!(line.trim_start().starts_with(code), "{code}\n{}", e.screen());
}

#[test]
fn while_the_keys_are_in_the_panel_no_room_is_kept_for_what_never_comes() {
    let footer = |e: &Editor| e.screen().lines().last().unwrap().to_string();
    let e = at_rule(open(SAMPLE).size(60, 20).keys("]]]]<f6>"), "CX001");
    assert!(footer(&e).contains("w 豁免"), "{}", e.screen());
}

#[test]
fn the_place_is_told_where_the_list_does_not_show_it() {
    // a rule that found one place; a tab of which a rule found one place
    for (keys, code, place) in [("", "CX001", "绩效指标"), ("v", "IC008", "绩效指标")] {
        let e = at_rule(open(SAMPLE).size(80, 24).keys("]]]]<f6>").keys(keys), code);
        let e = if keys.is_empty() { e } else { e.keys("<enter>") };
        let screen = e.screen();
        let told: Vec<&str> = screen.lines().skip_while(|line| !line.contains('◂')).collect();
        assert!(told[1..].iter().any(|line| line.trim_end().ends_with(place)), "{screen}");
    }
}
