//! CX002: two projects with the same goals.

use super::prelude::*;
use crate::check::mark::marker;
use crate::check::numbering::numbering;
use crate::text::narrow::{is_blank, is_han};
use std::hash::{Hash, Hasher};

pub static RULE: Rule = Rule {
    code: "CX002",
    name: "两个项目的目标相同",
    severity: Severity::Warning,
    dimension: Dimension::Relevant,
    fix: Fix::None,
    checks: &[Check::Across(Across { facts, judge, sees: Sees::Next })],
    message: |document, finding| format!("绩效目标与项目{}相同", quote(&other_project(document, finding))),
    advice: |_, _| "按本项目自己的内容改写绩效目标。".to_string(),
    propose: None,
    page: Page {
        what: "两个不同项目的绩效目标相同，次序、编号和标点不论。同一编码分在两个单位的不报。",
        why: "目标相同的两个项目，或者重复安排了资金，或者有一个没有写自己的目标。",
        bad: Sample::Head(
            r#""projects":[{"code":"A1","name":"甲","goals":["保障运行"]},{"code":"B1","name":"乙","goals":["保障运行"]}]"#,
        ),
        good: Sample::Head(
            r#""projects":[{"code":"A1","name":"甲","goals":["全年刻章600枚"]},{"code":"B1","name":"乙","goals":["评审20次"]}]"#,
        ),
        doubt: "内容相同、只是分期或分科目申报的项目。",
        safety: "目标要由人来写。",
    },
};

fn facts(table: &Table<'_>, declare: &mut Declare<'_>) {
    let goals = || table.project.goals.values().map(|goal| goal.trim()).filter(|goal| !goal.is_empty());
    // marks are as good as random, so that their sum stands for all of them in any order
    let said = |goal: &str| {
        let mut said = marker();
        goal[numbering(goal).1..].chars().filter(|c| !is_idle(*c)).for_each(|c| c.hash(&mut said));
        said.finish()
    };
    if goals().next().is_some() {
        declare(goals().map(said).fold(0, u64::wrapping_add), table.code());
    }
}

/// What says nothing of its own: blanks and marks, but for those of numbers.
fn is_idle(c: char) -> bool {
    // nearly all are Chinese characters
    !is_han(c) && (is_blank(c) || "，。；、：,;:！!“”\"（）()《》".contains(c))
}

fn judge(table: &Table<'_>, fact: &Fact, group: &Group, out: &mut Out<'_>) {
    if let Some((_, other)) = group.other(&fact.value) {
        out.found(table.field("goals"), &[other.text(), &nth(other)]);
    }
}
