//! CX001: two projects with the same indicators: one was copied and not adapted.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "CX001",
    name: "两个项目的指标完全相同",
    severity: Severity::Warning,
    dimension: Dimension::Relevant,
    fix: Fix::None,
    checks: &[Check::Across(Across { facts, judge, sees: Sees::Next })],
    message: |document, finding| {
        format!("指标和指标值与项目{}完全相同", quote(&other_project(document, finding)))
    },
    advice: |_, _| "按本项目自己的内容改写指标和指标值。".to_string(),
    propose: None,
    page: Page {
        what: "两个不同项目的指标（名称和指标值）一条不差（“百分比”就是 %）。同一编码分在两个单位的不报。",
        why: "照抄的指标适用于任何项目，也就衡量不了任何项目。",
        bad: Sample::Head(
            r#""projects":[{"code":"A1","name":"甲","indicators":[{"name":"完成率","target":{"text":"≥95%"}}]},{"code":"B1","name":"乙","indicators":[{"name":"完成率","target":{"text":"≥95%"}}]}]"#,
        ),
        good: Sample::Head(
            r#""projects":[{"code":"A1","name":"甲","indicators":[{"name":"刻章数","target":{"text":"≥600枚"}}]},{"code":"B1","name":"乙","indicators":[{"name":"评审次数","target":{"text":"≥20次"}}]}]"#,
        ),
        doubt: "内容相同、只是分期或分科目申报的项目。",
        safety: "指标要由人来写。",
    },
};

/// The same set of indicators is the key; the code is the value, so that one project under two
/// units is no pair.
fn facts(table: &Table<'_>, declare: &mut Declare<'_>) {
    if table.rows.iter().all(|row| row.gist.is_blank) {
        return;
    }
    declare(asked_for(table.rows.iter()), table.code());
}

fn judge(table: &Table<'_>, fact: &Fact, group: &Group, out: &mut Out<'_>) {
    if let Some((_, other)) = group.other(&fact.value) {
        out.found(table.field("indicators"), &[other.text(), &nth(other)]);
    }
}
