//! The main screens as plain text at four sizes. A snapshot that changes is looked at with the eye
//! before it is taken over (`INSTA_UPDATE=always cargo test --test screens`).

mod support;

use support::editor::{Editor, SAMPLE, open};

fn shows(name: &str, editor: &Editor) {
    insta::with_settings!({ snapshot_path => "fixtures/screens", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, editor.screen());
    });
}

const SIZES: [(u16, u16); 4] = [(200, 50), (120, 40), (80, 24), (60, 20)];

/// One screen at every size.
fn at_all_sizes(name: &str, keys: &str) {
    for (columns, lines) in SIZES {
        let editor = open(SAMPLE).size(columns, lines).keys(keys);
        shows(&format!("{name}_{columns}x{lines}"), &editor);
    }
}

#[test]
fn overview() {
    at_all_sizes("overview", "<down*9>");
}

#[test]
fn a_conflict_to_choose() {
    let conflicts = r#""conflicts": [
        {"place": "department/name", "base": "北戴河区审批局", "ours": "秦皇岛市北戴河区行政审批局", "theirs": "秦皇岛市北戴河区审批局"},
        {"place": "year", "base": 2020, "theirs": 2022}], "projects": ["#;
    let text = SAMPLE.replacen(r#""projects": ["#, conflicts, 1);
    for (columns, lines) in SIZES {
        let editor = open(&text).size(columns, lines).keys("<down*3>");
        shows(&format!("conflict_{columns}x{lines}"), &editor);
    }
}

#[test]
fn overall_goal() {
    at_all_sizes("goal", "]<down>");
}

#[test]
fn sub_goals() {
    at_all_sizes("sub_goals", "]]<down*2><right>");
}

#[test]
fn safeguards() {
    at_all_sizes("safeguards", "]]]<down*3>");
}

#[test]
fn a_project() {
    at_all_sizes("project", "]]]]<f8*8>");
}

#[test]
fn a_target_being_typed() {
    at_all_sizes("typing", "]]]]<G><right*3><enter><ctrl-u>>=120%");
}

#[test]
fn an_opened_row() {
    at_all_sizes("opened", "]]]]<G><right*3><f5>");
}

#[test]
fn the_help() {
    at_all_sizes("help", "?");
}

#[test]
fn a_choice() {
    at_all_sizes("choice", "]]]]<G><enter>");
}

#[test]
fn leaving_with_changes() {
    at_all_sizes("leaving", "]]]]<down>新名<enter><ctrl-q>");
}

/// Without colours the text is the same: nothing is said by colour alone.
#[test]
fn mono_says_the_same() {
    let coloured = open(SAMPLE).keys("]]]]<f8>").screen();
    let mono = open(SAMPLE).mono().keys("]]]]<f8>").screen();
    assert_eq!(coloured, mono);
}
