//! IV008: less cost is better.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IV008",
    name: "成本指标写成“不低于”",
    severity: Severity::Warning,
    dimension: Dimension::Appropriate,
    fix: Fix::Ask,
    checks: &[Check::Row(row)],
    message: |_, finding| format!("成本指标的指标值{}要求越多越好", quoted(finding, 0)),
    advice: |_, _| {
        "成本是要控制的，用 ≤（不超过）；按固定标准发放的，用 =；说的是节约的，在名称里写明“节约”。"
            .to_string()
    },
    propose: Some(propose),
    page: Page {
        what: "成本类指标的符号是 ≥ 或 >。名称里有节约、降低、减少、下降、控制率的，以及以百分比表示的比率（回收率）不报；单位不是计量单位的由 IV002 报出。",
        why: "≥ 表示花得越多越好，与控制成本的本意相反，自评时超支反而得满分。",
        bad: Sample::Rows(
            r#"{"level1":"产出指标","level2":"成本指标","name":"项目成本","target":{"operator":"≥","value":"10","unit":"万元"}}"#,
        ),
        good: Sample::Rows(
            r#"{"level1":"产出指标","level2":"成本指标","name":"项目成本","target":{"operator":"≤","value":"10","unit":"万元"}}"#,
        ),
        doubt: "名称没有写明“节约”的节约类指标；发放标准“不低于”某个金额的指标。",
        safety: "建议把 ≥ 改为 ≤、> 改为 <；可能另有含义，所以须确认。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let Some(aim) = &row.aim else { return };
    // 回收率, 保障率: a rate among the costs is no cost, and turned round it would say the contrary
    let is_better_high = aim.is_percent && row.name.text.ends_with('率') && !row.name.has(&words::LESS);
    if row.stands_below(&row.edition().cost_level2)
        && turned(aim.target.operator.text()).is_some()
        && matches!(aim.form, Form::Compare { .. } | Form::Date { .. })
        && !row.name.has(&words::SAVINGS)
        && !row.is_placeholder
        // what is no unit at all is told by IV002
        && (aim.is_unit || matches!(aim.form, Form::Date { .. }))
        && !is_better_high
    {
        out.found(row.field("target"), &[&aim.printed]);
    }
}

fn turned(operator: &str) -> Option<&'static str> {
    match operator.trim() {
        "≥" => Some("≤"),
        ">" => Some("<"),
        _ => None,
    }
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let mut target = document.indicator(&finding.place)?.target.get()?.clone();
    target.operator = Field::Value(turned(target.operator.text())?.to_string());
    Proposal::target(document, &finding.place, &target, false)
}
