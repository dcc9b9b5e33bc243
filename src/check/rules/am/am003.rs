//! AM003: an amount is a number that is not below zero, in the unit of the document.

use super::am002::units;
use super::am004::stated;
use super::prelude::*;
use crate::model::Amount;
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    code: "AM003",
    name: "金额不成立",
    severity: Severity::Error,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Head(head), Check::Table(table)],
    message: |_, finding| match argument(finding, 1) {
        "unit" => format!("金额{}带了单位“{}”", quoted(finding, 0), argument(finding, 2)),
        "negative" => format!("金额 {} 小于零", argument(finding, 0)),
        "zero" => "预算数是 0".to_string(),
        "currency" => format!("{}不是金额单位", quoted(finding, 0)),
        _ => format!("金额{}不是数字", quoted(finding, 0)),
    },
    advice: |_, finding| match argument(finding, 1) {
        "unit" if argument(finding, 3).is_empty() => "只写数字；金额单位写在文档的“金额单位”里。".to_string(),
        "unit" => format!("本文档的金额单位是“{0}”：换算成{0}，只写数字。", argument(finding, 3)),
        "negative" => "填写不小于零的金额；调减预算请填调整后的数。".to_string(),
        "currency" => "填写本文档所有金额的单位，如 万元。".to_string(),
        "zero" => "确认今年是否安排资金；不安排的项目不必申报绩效目标。".to_string(),
        _ => "只写数字和小数点，如 118.73。".to_string(),
    },
    propose: None,
    page: Page {
        what: "金额（包括公布的合计数）不是数字、小于零，或者带着另一个金额单位。预算数为 0、文档的金额单位不是金额单位，是警告。带着文档自己的金额单位的由 AM002 报出。",
        why: "这样的金额无法合计，元与万元相混会差一万倍。",
        bad: Sample::Project(r#""budget":{"total":"1187300元","fiscal":"-1","other":"约五万"}"#),
        good: Sample::Project(r#""budget":{"total":"118.73","fiscal":"118.73","other":"0"}"#),
        doubt: "只列目标、当年不安排资金的跨年项目，预算数可以是 0，所以只作警告。",
        safety: "金额只有编制人知道。",
    },
};

fn head(head: &Head<'_>, out: &mut Out<'_>) {
    let document = head.document;
    let currency = trimmed(&document.currency_unit);
    if !currency.is_empty() && !words::MONEY.has(units(currency)[0]) {
        out.judged(Severity::Warning, Spot::ROOT.field("currency_unit"), &[currency, "currency"]);
    }
    let Some(declared) = document.declared.get() else { return };
    let spot = Spot::ROOT.field("declared");
    let (total, of_units) = stated(declared);
    let mut judge = |amount: &Amount, spot: Spot<'_>| {
        let text = amount.text().trim();
        match figure(amount) {
            _ if text.is_empty() => {}
            None => out.found(spot, &[text, "number"]),
            Some(value) if value < Decimal::ZERO => out.found(spot, &[text, "negative"]),
            Some(_) => {}
        }
    };
    if let Some(total) = &total {
        judge(total, spot.field("total"));
    }
    for (code, amount) in &of_units {
        judge(amount, spot.field("units").named(code));
    }
}

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    let Some(budget) = table.project.budget.get() else { return };
    let spot = table.field("budget");
    let currency = table.frame.currency.as_str();
    let fields = [("total", &budget.total), ("fiscal", &budget.fiscal), ("other", &budget.other)];
    for ((name, field), value) in fields.into_iter().zip(table.funds()) {
        let Some(amount) = field.get() else { continue };
        let text = amount.text().trim();
        match value {
            _ if text.is_empty() => {}
            // with the unit of the document it is told by AM002
            None if number_of(text, &units(currency)).is_some() => {}
            None => {
                let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '-');
                let unit = crate::text::narrow::narrow_number(text);
                let unit = unit.trim_start_matches(number).trim();
                if unit.len() < text.len() && words::MONEY.has(unit) {
                    out.found(spot.field(name), &[text, "unit", unit, currency]);
                } else {
                    out.found(spot.field(name), &[text, "number"]);
                }
            }
            Some(value) if value < Decimal::ZERO => out.found(spot.field(name), &[text, "negative"]),
            Some(value) if value.is_zero() && name == "total" => {
                out.judged(Severity::Warning, spot.field(name), &[text, "zero"]);
            }
            Some(_) => {}
        }
    }
}
