//! Thousands of random keys on odd documents: nothing panics, the caret stands where something is
//! drawn, and undoing everything leads back to the start.

mod support;

use proptest::prelude::*;
use support::editor::{look, open};

const SMALL: &str = include_str!("fixtures/editor/small.json");

/// Documents with everything absent, of the wrong kind, doubled, or hostile.
const ODD: [&str; 8] = [
    SMALL,
    "{}",
    r#"{"projects": [], "units": 5, "year": "x", "overall_goal": {"tasks": {}}, "sub_goals": [1, "a", null]}"#,
    r#"{"projects": [7, {"id": "p"}, {"id": "p"}, {"indicators": [[], {"id": "p", "target": "≥95%"}]}], "edition": "no"}"#,
    r#"{"overall_goal": {"statement": "\u001b[2J\u202e\r\n长", "tasks": ["", "", "一"]}, "sub_goals": [{"indicators": ["", "甲"]}]}"#,
    r#"{"projects": [{"spending_plan": [{"by": "3月底", "percent": "999999999999999999999999999999999"}, {"by": "3月底"}, 4], "budget": {"total": "1,1", "fiscal": 3e5}}]}"#,
    r#"{"cover": {"title": "封面"}, "overall_goal": {"tasks": ["一", "二"]}, "conflicts": [{"place": "cover/title", "base": "封", "theirs": 5},
        {"place": "overall_goal/tasks/#一", "ours": "一", "theirs": "壹"}, {"place": "overall_goal/tasks/#二", "ours": "二"}, 7, {"place": "gone/#x", "theirs": {}}]}"#,
    r#"{"cover": {"title": "封面", "x": 1}, "units": [{"code": "1"}, {"code": "1"}], "safeguards": {"a": 1}}"#,
];

/// Keys as people, cats and broken lines send them; saving and leaving are left out.
fn key() -> impl Strategy<Value = &'static str> {
    let keys = vec![
        "<down>",
        "<down*5>",
        "<up>",
        "<left>",
        "<right>",
        "<tab>",
        "<backtab>",
        "<pgdn>",
        "<pgup>",
        "<home>",
        "<end>",
        "g",
        "G",
        "<enter>",
        "<enter>",
        "<esc>",
        "<esc>",
        "]",
        "[",
        "a",
        "d",
        "D",
        "m",
        "M",
        "A",
        "o",
        "c",
        "e",
        "E",
        "《",
        "》",
        "J",
        "K",
        "x",
        "y",
        "p",
        "<f5>",
        "<f6>",
        "<f7>",
        "<f8>",
        "<f9>",
        "v",
        "!",
        "@",
        "#",
        "*",
        "i",
        "V",
        "s",
        "w",
        "/",
        "?",
        "<ctrl-p>",
        "<f3>",
        "1",
        "C",
        "3",
        "95%",
        "≥",
        "保障",
        "<bs>",
        "<del>",
        "<ctrl-u>",
        "<ctrl-z>",
        "<ctrl-y>",
        "<ctrl-c>",
        "<ctrl-l>",
        "👨\u{200d}👩",
        "e\u{301}",
        "\u{202e}",
        ".",
    ];
    prop::sample::select(keys)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_keys_do_no_harm(
        document in prop::sample::select(ODD.to_vec()),
        size in prop::sample::select(vec![(120, 40), (80, 24), (60, 20), (41, 10), (200, 50), (12, 3)]),
        keys in prop::collection::vec(key(), 1..60),
        paste in "\\PC{0,30}\r\n\\PC{0,10}",
    ) {
        let mut editor = open(document).size(size.0, size.1);
        let start = editor.json();
        for (n, key) in keys.iter().enumerate() {
            editor = editor.keys(key);
            if n == 20 {
                editor = editor.paste(&paste);
            }
            if n % 15 == 10 {
                editor = editor.paste("产出指标\t数量指标\t人数\t\t≥30人\r\n\t质量指标\t率\t多\t95%\t\t多");
            }
            let app = editor.app();
            let rows = app.rows();
            let caret = app.caret();
            prop_assert!(rows.is_empty() || rows[caret.row].cells[caret.cell] == caret.place);
        }
        // out of whatever is open, then back to the start
        editor = editor.keys("<esc*4>");
        let mut steps = 0;
        while editor.app().is_changed() && steps < 500 {
            editor = editor.keys("<ctrl-z>");
            steps += 1;
        }
        prop_assert_eq!(editor.json(), start);
    }

    #[test]
    fn a_reader_changes_nothing_with_any_keys(
        document in prop::sample::select(ODD.to_vec()),
        keys in prop::collection::vec(key(), 1..60),
    ) {
        let mut editor = look(document);
        let start = editor.json();
        for key in keys {
            editor = editor.keys(key);
        }
        prop_assert_eq!(editor.json(), start);
        prop_assert_eq!(editor.file(), document);
    }
}
