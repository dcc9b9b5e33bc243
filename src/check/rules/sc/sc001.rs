//! SC001: a spending plan is cumulative: it never falls, stays within 0–100 and ends at 100.

use super::prelude::*;
use crate::model::Amount;
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    code: "SC001",
    name: "支出计划不成立",
    severity: Severity::Error,
    dimension: Dimension::Feasible,
    fix: Fix::Safe,
    checks: &[Check::Table(table)],
    message: |_, finding| {
        let (value, by, before) = (argument(finding, 0), argument(finding, 2), argument(finding, 3));
        match argument(finding, 1) {
            "number" if value.is_empty() => format!("{by}没有填写支出进度"),
            "number" => format!("{by}的支出进度{}不是数字", quoted(finding, 0)),
            "sign" => format!("{by}的支出进度{}带了百分号", quoted(finding, 0)),
            "range" => format!("{by}的支出进度 {value}% 不在 0 至 100 之间"),
            "falls" => format!("{by}的支出进度 {value}% 低于前一时点的 {before}%"),
            _ => format!("最后时点（{by}）的支出进度是 {value}%，不是 100%"),
        }
    },
    advice: |_, finding| {
        let advice = match argument(finding, 1) {
            "number" => "填写 0 至 100 的数字，不写百分号。",
            "sign" => "只写数字，不写百分号。",
            "end" => "支出计划是累计数，年底应为 100；确实花不完的，应调减预算。",
            _ => "支出计划是累计数，后一时点不小于前一时点，都在 0 至 100 之间。",
        };
        advice.to_string()
    },
    propose: Some(propose),
    page: Page {
        what: "资金支出计划（累计百分比）下降、超出 0–100，或最后一个时点不是 100。数字带了百分号的是提示。",
        why: "支出计划是双监控的依据，写成各期当期数或没有到 100，执行进度就无法对照。",
        bad: Sample::Project(
            r#""spending_plan":[{"by":"6月底","percent":"50.00"},{"by":"12月底","percent":"25.00"}]"#,
        ),
        good: Sample::Project(
            r#""spending_plan":[{"by":"6月底","percent":"50.00"},{"by":"12月底","percent":"100.00"}]"#,
        ),
        doubt: "没有已知的误报。一次性付清（100、100、100、100）是允许的。",
        safety: "只去掉百分号；进度只有编制人知道。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    let Field::Value(plan) = &table.project.spending_plan else { return };
    let mut before: Option<(Decimal, &str)> = None;
    for ((at, point), value) in plan.as_slice().iter().enumerate().zip(table.plan()) {
        let Some(point) = point.get() else { continue };
        if !is_known(&point.percent) {
            before = None;
            continue;
        }
        let text = point.percent.get().map_or("", |percent| percent.text()).trim();
        let by = trimmed(&point.by);
        let is_last = at + 1 == plan.as_slice().len();
        let mut judged = |severity: Severity, arguments: &[&str]| {
            out.judged(
                severity,
                Spot::ROOT.field("spending_plan").item(plan, at).field("percent"),
                arguments,
            );
        };
        let mut found = |arguments: &[&str]| judged(Severity::Error, arguments);
        let (number, has_sign) = match number_of(text, &SIGNS).filter(|_| value.is_none()) {
            Some((number, _)) => (number, true),
            None => (text, false),
        };
        let value = value.or_else(|| figure(&Amount::new(number)).filter(|_| has_sign));
        let Some(value) = value else {
            found(&[text, "number", by]);
            continue;
        };
        let hundred = Decimal::ONE_HUNDRED;
        // what cannot be is compared with nothing
        if value < Decimal::ZERO || value > hundred {
            found(&[number, "range", by]);
            continue;
        }
        match before {
            Some((last, shown)) if value < last => found(&[number, "falls", by, shown]),
            _ if is_last && value != hundred => found(&[number, "end", by]),
            _ if has_sign => judged(Severity::Info, &[text, "sign", by]),
            _ => {}
        }
        before = Some((value, number));
    }
}

/// What may stand behind a share and says nothing there.
const SIGNS: [&str; 2] = ["%", "％"];

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    (argument(finding, 1) == "sign").then_some(())?;
    let text = finding.place.find(document)?.shown();
    Proposal::text(document, &finding.place, number_of(&text, &SIGNS)?.0, true)
}
