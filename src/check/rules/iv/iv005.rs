//! IV005: a quantity is counted, not a rate.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IV005",
    name: "数量指标是比率",
    severity: Severity::Warning,
    dimension: Dimension::Appropriate,
    fix: Fix::None,
    checks: &[Check::Row(row)],
    message: |_, finding| {
        format!("数量指标{}的指标值是比率{}，可能不是数量", quoted(finding, 1), quoted(finding, 0))
    },
    advice: |_, _| "写出件数、人数、次数；说的是办得怎样的，移到质量指标。".to_string(),
    propose: None,
    page: Page {
        what: "数量指标的单位是百分比，没有数出做了多少。覆盖率、参训率等常见的只作提示。",
        why: "比率看不出工作量，资金与任务是否相配无从判断。",
        bad: Sample::Rows(
            r#"{"level2":"数量指标","name":"综合事务保障率","target":{"operator":"≥","value":"95","unit":"%"}}"#,
        ),
        good: Sample::Rows(
            r#"{"level2":"数量指标","name":"办件数","target":{"operator":"≥","value":"3000","unit":"件"}}"#,
        ),
        doubt: "以比率作数量指标的做法很常见，也有地区允许，所以只作警告或提示。",
        safety: "数量只有编制人知道。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let Some(aim) = &row.aim else { return };
    let is_quantity = row.stands_below(&row.edition().quantity_level2);
    if is_quantity && aim.is_percent && !row.name.ends(&words::COUNTS) {
        let is_common = row.name.has(&words::COMMON_RATES);
        let severity = if is_common { Severity::Info } else { Severity::Warning };
        out.judged(severity, row.field("target"), &[&aim.printed, row.name.text]);
    }
}
