//! IV003: percent is written `%`.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IV003",
    name: "“百分比”应写作 %",
    severity: Severity::Info,
    dimension: Dimension::Complete,
    fix: Fix::Safe,
    checks: &[Check::Row(row)],
    message: |_, finding| format!("单位{}就是 %", quoted(finding, 0)),
    advice: |_, _| "单位改写为 %。".to_string(),
    propose: Some(propose),
    page: Page {
        what: "指标值的单位用文字写百分比。",
        why: "写法不一，汇总和比较时会当成不同的单位。",
        bad: Sample::Rows(r#"{"name":"合格率","target":{"operator":"≥","value":"95","unit":"百分比"}}"#),
        good: Sample::Rows(r#"{"name":"合格率","target":{"operator":"≥","value":"95","unit":"%"}}"#),
        doubt: "没有已知的误报。“百分点”与百分比含义不同，不报。",
        safety: "只改单位的写法。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let Some(aim) = &row.aim else { return };
    if aim.is_percent && words::PERCENT.has(aim.unit) {
        out.found(row.field("target"), &[aim.unit]);
    }
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let mut target = document.indicator(&finding.place)?.target.get()?.clone();
    target.unit = Field::Value("%".to_string());
    Proposal::target(document, &finding.place, &target, true)
}
