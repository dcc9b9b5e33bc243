//! AM002: amounts of money are written with two decimals and without separators.

use super::prelude::*;
use crate::model::Amount;
use crate::text::narrow;
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    code: "AM002",
    name: "金额写法不规范",
    severity: Severity::Info,
    dimension: Dimension::Complete,
    fix: Fix::Safe,
    checks: &[Check::Table(table)],
    message: |_, finding| {
        let amount = argument(finding, 0);
        let unit = argument(finding, 1);
        let wrong = match amount {
            _ if !unit.is_empty() => return format!("金额 {amount} 带了单位“{unit}”"),
            _ if !amount.is_ascii() => "用了全角数字或符号",
            _ if amount.contains(',') => "用了千分位逗号",
            _ => "没有写成两位小数",
        };
        format!("金额 {amount} {wrong}")
    },
    advice: |_, _| "金额写两位小数，不用千分位逗号，不带单位，如 1187.30；零可以只写 0。".to_string(),
    propose: Some(propose),
    page: Page {
        what: "金额不是两位小数（单独的 0 除外），或者带千分位逗号、全角数字，或者带着文档的金额单位。",
        why: "写法统一，核对和比较时才不会看错位数。",
        bad: Sample::Project(r#""budget":{"total":"1,187.3"}"#),
        good: Sample::Project(r#""budget":{"total":"1187.30"}"#),
        doubt: "没有已知的误报。",
        safety: "只补零、去掉逗号和单位；多于两位且末位不是零的金额不改。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    let Some(budget) = table.project.budget.get() else { return };
    let spot = table.field("budget");
    let fields = [("total", &budget.total), ("fiscal", &budget.fiscal), ("other", &budget.other)];
    for ((name, field), value) in fields.into_iter().zip(table.funds()) {
        let Some(amount) = field.get() else { continue };
        let text = amount.text().trim();
        if value.is_none()
            && let Some((_, unit)) = number_of(text, &units(&table.frame.currency))
        {
            out.found(spot.field(name), &[text, unit]);
        }
        if text != "0" && value.is_some_and(|value| !is_usual(text) && usual(value).as_deref() != Some(text))
        {
            out.found(spot.field(name), &[text]);
        }
    }
}

/// Whether it is plainly written as most amounts are: `118.73`.
fn is_usual(text: &str) -> bool {
    let Some((whole, cents)) = text.split_once('.') else { return false };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    is_number(whole) && is_number(cents) && cents.len() == 2 && (whole == "0" || !whole.starts_with('0'))
}

/// The value with two decimals; `None` when it has more.
fn usual(value: Decimal) -> Option<String> {
    let value = value.normalize();
    (value.scale() <= 2).then(|| format!("{value:.2}"))
}

/// The currency of a document, as it may stand behind an amount.
pub fn units(currency: &str) -> [&str; 2] {
    // 万元（人民币）, 人民币万元
    let currency = currency.split(['（', '(']).next().unwrap_or_default().trim();
    let currency = currency.strip_prefix("人民币").unwrap_or(currency);
    // 18万 is 18万元; 18亿 would be another unit
    [currency, if currency == "万元" { "万" } else { currency }]
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let text = finding.place.find(document)?.shown();
    let text = narrow::trim(&text);
    let number = number_of(text, &units(trimmed(&document.currency_unit)));
    let number = number.map_or(text, |(number, _)| number);
    let value = figure(&Amount::new(number))?;
    // of more than two decimals only the unit goes
    let usual = usual(value).or_else(|| (number != text).then(|| number.to_string()))?;
    Proposal::text(document, &finding.place, &usual, true)
}
