//! LC001: weights add up to what the edition gives to the indicators.

use super::prelude::*;
use crate::model::Amount;
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    code: "LC001",
    name: "权重合计不对",
    severity: Severity::Error,
    dimension: Dimension::Appropriate,
    fix: Fix::Safe,
    checks: &[Check::Table(table)],
    message: |_, finding| {
        match argument(finding, 1) {
            "number" => return format!("权重{}不是数字", quoted(finding, 0)),
            "negative" => return format!("权重 {} 小于零", argument(finding, 0)),
            "sign" => return format!("权重{}带了单位", quoted(finding, 0)),
            "some" => {
                return format!("{} 条指标写了权重，{} 条没有写", argument(finding, 0), argument(finding, 2));
            }
            _ => {}
        }
        let (sum, right, without) = (argument(finding, 0), argument(finding, 1), argument(finding, 2));
        let without = if without == "0" { String::new() } else { format!("（{without} 条没有写）") };
        format!("本表指标的权重合计是 {sum}{without}，应为 {right}")
    },
    advice: |document, finding| {
        match argument(finding, 1) {
            "number" | "negative" => return "填写不小于零的数字，如 10。".to_string(),
            "sign" => return "只写数字，不写“分”和百分号。".to_string(),
            "some" => return "每条指标都写权重；不计分的写 0，或者都不写。".to_string(),
            _ => {}
        }
        let execution = document.edition().0.weights.execution;
        format!("调整各条指标的权重，使合计为 {}；另外 {execution} 分是预算执行率。", argument(finding, 1))
    },
    propose: Some(propose),
    page: Page {
        what: "写了权重的指标表，权重合计不是指标版本规定的分数（预算执行率 10 分，指标共 90 分）。权重不是数字、小于零的也报出；只有一部分指标写了权重的是警告，带了“分”或百分号的是提示。一条权重都没有写的不判断，占位的行不算。",
        why: "自评满分是 100 分，权重合计不对，得分就不能用。",
        bad: Sample::Rows(r#"{"name":"办件数","weight":"50"},{"name":"办件合格率","weight":"50"}"#),
        good: Sample::Rows(r#"{"name":"办件数","weight":"50"},{"name":"办件合格率","weight":"40"}"#),
        doubt: "所在地区的分数不同时，应选用或另加相应的指标版本。有权重不是数字时不判断合计。",
        safety: "只去掉“分”和百分号；权重由人分配。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    let weights = || table.real_rows().map(|row| (row.at, &row.row.weight));
    let written = |weight: &Field<Amount>| weight.get().is_some_and(|w| !w.text().trim().is_empty());
    if !table.rows_are_known() || !weights().any(|(_, weight)| written(weight)) {
        return;
    }
    let mut sum = weights().all(|(_, weight)| is_known(weight)).then_some(Decimal::ZERO);
    for (at, weight) in weights().filter(|(_, weight)| written(weight)) {
        let Some(weight) = weight.get() else { continue };
        let text = weight.text().trim();
        let number = number_of(text, &SIGNS).map(|(number, _)| number);
        let value = number.map_or_else(|| figure(weight), |number| figure(&Amount::new(number)));
        let (severity, case) = match value {
            None => (Severity::Error, "number"),
            Some(value) if value < Decimal::ZERO => (Severity::Error, "negative"),
            Some(_) if number.is_some() => (Severity::Info, "sign"),
            Some(_) => (Severity::Error, ""),
        };
        sum = sum.and_then(|sum| sum.checked_add(value?));
        if !case.is_empty() {
            table.at_row(at, |spot| out.judged(severity, spot.field("weight"), &[text, case]));
        }
    }
    let Some(sum) = sum else { return };
    let right = table.frame.edition().weights.indicators;
    let without = weights().filter(|(_, weight)| !written(weight)).count();
    let spot = table.field("indicators");
    if sum != Decimal::from(right) {
        let arguments = [sum.normalize().to_string(), right.to_string(), without.to_string()];
        out.found(spot, &arguments.each_ref().map(String::as_str));
    } else if without > 0 {
        let with = weights().count() - without;
        out.judged(Severity::Warning, spot, &[&with.to_string(), "some", &without.to_string()]);
    }
}

/// What may stand behind a weight and says nothing there.
const SIGNS: [&str; 3] = ["分", "%", "％"];

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    (argument(finding, 1) == "sign").then_some(())?;
    let text = finding.place.find(document)?.shown();
    Proposal::text(document, &finding.place, number_of(&text, &SIGNS)?.0, true)
}
