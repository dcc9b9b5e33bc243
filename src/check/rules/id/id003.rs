//! ID003: a project that is split between units: the parts are worth comparing.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "ID003",
    name: "同一项目分在几个单位",
    severity: Severity::Info,
    dimension: Dimension::Relevant,
    fix: Fix::None,
    checks: &[Check::Across(Across { facts, judge, sees: Sees::Next })],
    message: |_, finding| {
        let (code, unit) = (quoted(finding, 0), argument(finding, 1));
        format!("编码{code}的项目在单位 {unit} 下也有一张表，数量指标完全相同")
    },
    advice: |_, _| "对照两张表：用途和目标应一致，数量应与各自的预算相称。".to_string(),
    propose: None,
    page: Page {
        what: "同一个项目编码出现在几个单位下，而数量指标和指标值完全相同（都没有数量指标的也算）。",
        why: "项目分给几个单位时，照抄的用途、目标和数量容易与各自的预算不相称。",
        bad: Sample::Head(
            r#""projects":[{"unit_code":"630001","code":"A1","name":"甲"},{"unit_code":"630003","code":"A1","name":"甲"}]"#,
        ),
        good: Sample::Head(
            r#""projects":[{"unit_code":"630001","code":"A1","name":"甲"},{"unit_code":"630003","code":"B1","name":"乙"}]"#,
        ),
        doubt: "分给几个单位是允许的；任务本来相同的单位数量也会相同。这里只提醒对照，数量不同的不报。",
        safety: "没有要改的，只需对照。",
    },
};

/// The code and the quantities are the key: with other quantities the parts were thought of apart.
fn facts(table: &Table<'_>, declare: &mut Declare<'_>) {
    let (unit, code) = (trimmed(&table.project.unit_code), trimmed(&table.project.code));
    if unit.is_empty() || code.is_empty() {
        return;
    }
    let quantities = table.rows.iter().filter(|row| row.gist.stands.is_quantity);
    declare(mark((code, asked_for(quantities))), Value::Text(unit.into()));
}

fn judge(table: &Table<'_>, fact: &Fact, group: &Group, out: &mut Out<'_>) {
    if let Some((other, _)) = group.other(&fact.value) {
        out.found(table.field("code"), &[trimmed(&table.project.code), other.text()]);
    }
}
