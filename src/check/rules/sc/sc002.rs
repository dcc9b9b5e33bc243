//! SC002: a plan that grows by the same share at every point was left as the form offers it.

use super::prelude::*;
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    code: "SC002",
    name: "支出计划是默认的匀速进度",
    severity: Severity::Info,
    dimension: Dimension::Feasible,
    fix: Fix::None,
    checks: &[Check::Table(table)],
    message: |_, finding| format!("支出计划是默认的 {}", finding.arguments.join("/")),
    advice: |_, _| "按合同、发放时间等实际安排填写；确实匀速支出的不用改。".to_string(),
    propose: None,
    page: Page {
        what: "各时点的累计支出是等分的默认值（四个时点为 25/50/75/100）。",
        why: "支出计划用来监控进度，照默认值填写就起不到预警作用。",
        bad: Sample::Project(
            r#""spending_plan":[{"by":"3月底","percent":"25"},{"by":"6月底","percent":"50"},{"by":"10月底","percent":"75"},{"by":"12月底","percent":"100"}]"#,
        ),
        good: Sample::Project(
            r#""spending_plan":[{"by":"3月底","percent":"25"},{"by":"6月底","percent":"50"},{"by":"10月底","percent":"83"},{"by":"12月底","percent":"100"}]"#,
        ),
        doubt: "确实按季度均匀支付的项目，所以只作提示。",
        safety: "实际进度只有编制人知道。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    let plan = table.project.spending_plan.all();
    let count = table.frame.edition().plan_points.len();
    if plan.len() != count || count < 2 {
        return;
    }
    // n shares of a hundred, without dividing
    let (hundred, count) = (Decimal::ONE_HUNDRED, Decimal::from(count));
    let is_default = |(n, percent): (usize, &Option<Decimal>)| {
        percent.and_then(|percent| percent.checked_mul(count)) == Some(hundred * Decimal::from(n + 1))
    };
    if table.plan().iter().enumerate().all(is_default) {
        let shown: Vec<String> =
            table.plan().iter().flatten().map(|share| share.normalize().to_string()).collect();
        let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
        out.found(table.field("spending_plan"), &shown);
    }
}
