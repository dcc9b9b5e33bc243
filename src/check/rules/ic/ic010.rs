//! IC010: the name of an indicator says of what.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IC010",
    name: "指标名称套用模板",
    severity: Severity::Info,
    dimension: Dimension::Relevant,
    fix: Fix::None,
    checks: &[Check::Row(row)],
    message: |_, finding| format!("{}没有说是什么事的指标，放在哪个项目都成立", quoted(finding, 0)),
    advice: |_, _| "在名称里写明本项目的事项，如“公章刻制完成率”“评审费成本”。".to_string(),
    propose: None,
    page: Page {
        what: "三级指标的名称是完成率、综合事务保障率、项目成本一类，没有说明是什么事。满意度指标下的由 IV011 报出，这里不重复。",
        why: "套用模板的指标衡量不了这个项目，审核时会被要求细化（指向明确）。",
        bad: Sample::Rows(r#"{"name":"活动完成率"}"#),
        good: Sample::Rows(r#"{"name":"公章刻制完成率"}"#),
        doubt: "口径已在描述里写明，只是名称从简的，所以只作提示。",
        safety: "名称要由人来写。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    // below the first level of satisfaction IV011 tells that it must be another indicator
    if row.level1 != row.edition().satisfaction && words::TEMPLATES.has(row.name.text) {
        out.found(row.field("name"), &[row.name.text]);
    }
}
