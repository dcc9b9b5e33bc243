//! IV009: economic cost is money.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IV009",
    name: "经济成本不是金额",
    severity: Severity::Warning,
    dimension: Dimension::Appropriate,
    fix: Fix::None,
    checks: &[Check::Row(row)],
    message: |_, finding| format!("成本指标{}的指标值{}不是金额", quoted(finding, 1), quoted(finding, 0)),
    advice: |_, _| "写明花多少钱，如 ≤10万元、≤30元/份；说的是控制比率的，名称写明“成本控制率”。".to_string(),
    propose: None,
    page: Page {
        what: "经济成本指标的单位不是钱。成本控制率、节约率、占比、偏差等比率不报；社会成本、生态环境成本不必是钱，也不报。",
        why: "成本指标要与预算数对得上，不写金额就看不出花得是否合理。",
        bad: Sample::Rows(
            r#"{"level2":"成本指标","name":"项目成本","target":{"operator":"≤","value":"95","unit":"%"}}"#,
        ),
        good: Sample::Rows(
            r#"{"level2":"成本指标","name":"项目成本","target":{"operator":"≤","value":"10.00","unit":"万元"}}"#,
        ),
        doubt: "以人数、工时等计量的成本。指标值是文字的不作判断。",
        safety: "金额只有编制人知道。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let Some(aim) = &row.aim else { return };
    // 元/人, 万元/年: the first part is the money
    let first = || aim.unit.split(['/', '／', '每']).next().unwrap_or_default();
    if row.stands_below(&row.edition().money_level2)
        && aim.is_number()
        // what is no unit at all is told by IV002
        && aim.is_unit
        && !words::MONEY.has(first().trim())
        && !row.name.has(&words::SAVINGS)
        && !row.name.has(&words::COST_RATES)
    {
        out.found(row.field("target"), &[&aim.printed, row.name.text]);
    }
}
