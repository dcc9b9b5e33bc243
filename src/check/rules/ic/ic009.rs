//! IC009: a row that says "nothing" carries no value, and every other row has a name.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IC009",
    name: "占位的指标带着指标值",
    severity: Severity::Error,
    dimension: Dimension::Complete,
    fix: Fix::Ask,
    checks: &[Check::Row(row)],
    message: |_, finding| match argument(finding, 0) {
        "" => "没有填写三级指标".to_string(),
        _ => format!("三级指标是{}，指标值却是{}", quoted(finding, 0), quoted(finding, 1)),
    },
    advice: |_, finding| {
        let advice = match argument(finding, 0) {
            "" => "填写三级指标的名称；用不着的行请删去。",
            _ => "不涉及的指标删去这一行，或者清空指标值；确有指标的，写出名称。",
        };
        advice.to_string()
    },
    propose: Some(propose),
    page: Page {
        what: "三级指标为空，或者写着“无”“不涉及”“—”却还有指标值。",
        why: "为凑齐表格而留下的值会被汇总和自评，变成谁也说不清的任务。",
        bad: Sample::Rows(
            r#"{"level1":"效益指标","level2":"生态效益指标","name":"不涉及","target":{"operator":"≥","value":"95","unit":"%"}}"#,
        ),
        good: Sample::Rows(r#"{"level1":"效益指标","level2":"生态效益指标","name":"不涉及"}"#),
        doubt: "名称恰好是占位词的真实指标（少见）。",
        safety: "建议是清空指标值；若是名称没有写，应补写名称，所以须确认。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    if is_empty(&row.row.name) {
        out.found(row.field("name"), &[""]);
    } else if row.is_placeholder
        && let Some(aim) = &row.aim
    {
        let value = aim.printed.as_str();
        if !value.trim().is_empty() && !is_placeholder(value) {
            out.found(row.field("target"), &[row.name.text, value]);
        }
    }
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    if finding.place.name() != Some("target") {
        return None;
    }
    Proposal::json(document, &finding.place, None, "", false)
}
