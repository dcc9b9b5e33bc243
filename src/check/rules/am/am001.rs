//! AM001: the funds add up, exactly.

use super::prelude::*;
use crate::model::edition::Fund;
use crate::model::{Amount, Budget};
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    code: "AM001",
    name: "预算数与资金来源不平",
    severity: Severity::Error,
    dimension: Dimension::Appropriate,
    fix: Fix::None,
    checks: &[Check::Table(table)],
    message: |_, finding| {
        let (total, sum, parts) = (argument(finding, 0), argument(finding, 1), argument(finding, 2));
        let difference = argument(finding, 3);
        let (word, by) = difference.strip_prefix('-').map_or(("多", difference), |by| ("少", by));
        format!("预算数 {total} 不等于 {parts} = {sum}，{word} {by}")
    },
    advice: |_, _| "对照预算批复，改正其中写错的一个数。".to_string(),
    propose: None,
    page: Page {
        what: "预算数不等于财政资金与其他资金之和。按十进制精确计算，80.12 + 6.2 就是 86.32。",
        why: "资金合计不平的表不能进入预算，也说明至少有一个数写错了。",
        bad: Sample::Project(r#""budget":{"total":"86.32","fiscal":"80.12","other":"6.02"}"#),
        good: Sample::Project(r#""budget":{"total":"86.32","fiscal":"80.12","other":"6.2"}"#),
        doubt: "没有已知的误报。有一个数没有填或不是数字时不作比较。",
        safety: "哪个数写错了只有编制人知道。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    let Some(budget) = table.project.budget.get() else { return };
    let funds = &table.frame.edition().funds;
    let [total, fiscal, other] = table.funds();
    let value = |fund: &Fund| match fund.field.as_str() {
        "total" => total,
        "fiscal" => fiscal,
        "other" => other,
        _ => None,
    };
    let mut figures = funds.iter().map(value);
    let Some(total) = figures.next().flatten() else { return };
    let sum = figures.try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part?));
    let Some(sum) = sum.filter(|sum| *sum != total) else { return };
    let Some(difference) = total.checked_sub(sum) else { return };
    let written = |field: &str| amount(budget, field).map_or("", Amount::text).trim().to_string();
    let Some((first, rest)) = funds.split_first() else { return };
    let labels: Vec<String> = rest
        .iter()
        .map(|fund| {
            format!("{} {}", fund.label.rsplit('：').next().unwrap_or_default(), written(&fund.field))
        })
        .collect();
    let arguments = [written(&first.field), in_cents(sum), labels.join(" + "), in_cents(difference)];
    let spot = table.field("budget");
    out.found(spot.field("total"), &arguments.each_ref().map(String::as_str));
}

/// With two decimals, or as many more as there are.
fn in_cents(value: Decimal) -> String {
    let mut value = value.normalize();
    value.rescale(value.scale().max(2));
    value.to_string()
}

fn amount<'a>(budget: &'a Budget, field: &str) -> Option<&'a Amount> {
    match field {
        "total" => budget.total.get(),
        "fiscal" => budget.fiscal.get(),
        "other" => budget.other.get(),
        _ => None,
    }
}
