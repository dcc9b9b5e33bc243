//! LC001: weights add up to what the edition gives to the indicators.

use super::prelude::*;
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    code: "LC001",
    name: "权重合计不对",
    severity: Severity::Error,
    dimension: Dimension::Appropriate,
    fix: Fix::None,
    checks: &[Check::Table(table)],
    message: |_, finding| {
        let (sum, right, without) = (argument(finding, 0), argument(finding, 1), argument(finding, 2));
        let without = if without == "0" { String::new() } else { format!("（{without} 条没有写）") };
        format!("本表指标的权重合计是 {sum}{without}，应为 {right}")
    },
    advice: |document, finding| {
        let execution = document.edition().0.weights.execution;
        format!("调整各条指标的权重，使合计为 {}；另外 {execution} 分是预算执行率。", argument(finding, 1))
    },
    propose: None,
    page: Page {
        what: "写了权重的指标表，权重合计不是指标版本规定的分数（预算执行率 10 分，指标共 90 分）。一条权重都没有写的不判断，占位的行不算。",
        why: "自评满分是 100 分，权重合计不对，得分就不能用。",
        bad: Sample::Rows(r#"{"name":"办件数","weight":"50"},{"name":"办件合格率","weight":"50"}"#),
        good: Sample::Rows(r#"{"name":"办件数","weight":"50"},{"name":"办件合格率","weight":"40"}"#),
        doubt: "所在地区的分数不同时，应选用或另加相应的指标版本。有权重不是数字时不判断。",
        safety: "权重由人分配。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    let rows = || table.real_rows().map(|row| row.row);
    let written =
        |row: &crate::model::Indicator| row.weight.get().is_some_and(|w| !w.text().trim().is_empty());
    if !table.rows_are_known() || !rows().any(written) {
        return;
    }
    let known = rows().all(|row| is_known(&row.weight));
    let sum = rows()
        .filter(|row| written(row))
        .try_fold(Decimal::ZERO, |sum, row| sum.checked_add(figure(row.weight.get()?)?));
    let Some(sum) = sum.filter(|_| known) else { return };
    let right = table.frame.edition().weights.indicators;
    if sum != Decimal::from(right) {
        let without = rows().filter(|row| !written(row)).count();
        let arguments = [sum.normalize().to_string(), right.to_string(), without.to_string()];
        out.found(table.field("indicators"), &arguments.each_ref().map(String::as_str));
    }
}
