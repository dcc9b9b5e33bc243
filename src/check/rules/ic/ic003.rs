//! IC003: a target says where its value comes from.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IC003",
    name: "没有指标值确定依据",
    severity: Severity::Warning,
    dimension: Dimension::Feasible,
    fix: Fix::None,
    checks: &[Check::Row(row)],
    message: |_, finding| match argument(finding, 0) {
        "" => "没有填写指标值确定依据".to_string(),
        _ => format!("指标值确定依据只写了{}", quoted(finding, 0)),
    },
    advice: |_, _| {
        "写明指标值从哪里来：计划标准、历史标准（上年完成数）、行业标准、预算支出标准或其他文件。".to_string()
    },
    propose: None,
    page: Page {
        what: "指标值确定依据一栏是空的，或者只写了“无”。",
        why: "没有依据的指标值看不出是否合理，也容易成为“没有压力的目标”。",
        bad: Sample::Rows(
            r#"{"name":"保障人数","target":{"operator":"=","value":"30","unit":"人"},"basis":""}"#,
        ),
        good: Sample::Rows(
            r#"{"name":"保障人数","target":{"operator":"=","value":"30","unit":"人"},"basis":"2021年编制台账：在册30人"}"#,
        ),
        doubt: "有的地区不要求填写这一栏。占位（不涉及）的行不报。",
        safety: "依据只有编制人知道。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let basis = trimmed(&row.row.basis);
    if is_known(&row.row.basis) && (basis.is_empty() || is_placeholder(basis)) && !row.is_placeholder {
        out.found(row.field("basis"), &[basis]);
    }
}
