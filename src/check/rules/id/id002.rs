//! ID002: (unit, code) names one project, and a code has one name.

use super::prelude::*;
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    code: "ID002",
    name: "项目编码重复",
    severity: Severity::Error,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[
        Check::Across(Across { facts: keys_of, judge: judge_key, sees: Sees::Next }),
        Check::Across(Across { facts: names_of, judge: judge_name, sees: Sees::Next }),
    ],
    message: |_, finding| match argument(finding, 2) {
        "" => format!("单位 {} 下有另一个项目也用编码{}", argument(finding, 1), quoted(finding, 0)),
        _ => format!(
            "编码 {} 的项目名称在这里是{}，在别处是{}",
            argument(finding, 2),
            quoted(finding, 0),
            quoted(finding, 1)
        ),
    },
    advice: |_, finding| {
        let advice = match argument(finding, 2) {
            "" => "一个单位的一个项目只填一张表：合并两张表，或者改正写错的编码。",
            _ => "同一个编码是同一个项目：统一名称，或者改正写错的编码。",
        };
        advice.to_string()
    },
    propose: None,
    page: Page {
        what: "同一单位下有两张表使用同一个项目编码，或者同一个编码有两个项目名称。",
        why: "（单位，编码）是项目的唯一标识，重复会使预算数算两次。",
        bad: Sample::Head(
            r#""projects":[{"unit_code":"630001","code":"A1","name":"甲"},{"unit_code":"630001","code":"A1","name":"甲"}]"#,
        ),
        good: Sample::Head(
            r#""projects":[{"unit_code":"630001","code":"A1","name":"甲"},{"unit_code":"630003","code":"A1","name":"甲"}]"#,
        ),
        doubt: "没有已知的误报。同一个项目分给两个单位、编码和名称都相同，是允许的。",
        safety: "哪个编码写错了只有编制人知道。",
    },
};

fn keys_of(table: &Table<'_>, declare: &mut Declare<'_>) {
    let (unit, code) = (trimmed(&table.project.unit_code), trimmed(&table.project.code));
    if !code.is_empty() && is_known(&table.project.unit_code) {
        declare(mark((unit, code)), Value::Number(Decimal::ZERO));
    }
}

fn judge_key(table: &Table<'_>, fact: &Fact, group: &Group, out: &mut Out<'_>) {
    if group.is_shared(&fact.value) {
        let arguments = [trimmed(&table.project.code), trimmed(&table.project.unit_code)];
        out.found(table.field("code"), &arguments);
    }
}

fn names_of(table: &Table<'_>, declare: &mut Declare<'_>) {
    let (code, name) = (trimmed(&table.project.code), trimmed(&table.project.name));
    if !code.is_empty() && !name.is_empty() {
        declare(mark(code), Value::Text(name.into()));
    }
}

fn judge_name(table: &Table<'_>, fact: &Fact, group: &Group, out: &mut Out<'_>) {
    if let Some((other, _)) = group.other(&fact.value) {
        let arguments = [fact.value.text(), other.text(), trimmed(&table.project.code)];
        out.found(table.field("name"), &arguments);
    }
}
