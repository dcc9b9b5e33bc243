//! AM004: the projects add up to the totals that are stated elsewhere.

use super::prelude::*;
use crate::model::{Amount, Json, Kind};
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    code: "AM004",
    name: "项目合计对不上",
    severity: Severity::Warning,
    dimension: Dimension::Appropriate,
    fix: Fix::None,
    checks: &[Check::Whole(Whole {
        fields: &["declared", "units"],
        traces,
        row_traces: |_, _| {},
        sieve: None,
        judge,
    })],
    message: |document, finding| {
        let [sum, stated, of] = [0, 1, 2].map(|n| short(finding, n));
        let sum = with_currency(document, &sum);
        match (stated.as_str(), of.as_str()) {
            ("", _) => format!("没有公布的合计数，无法核对各项目预算数之和 {sum}"),
            (_, "") => format!("各项目预算数之和是 {sum}，公布的合计数是 {stated}"),
            _ => format!("单位 {of} 各项目预算数之和是 {sum}，公布的合计数是 {stated}"),
        }
    },
    advice: |_, finding| {
        let advice = match argument(finding, 1) {
            "" => "从预算批复抄录部门合计和各单位合计，写在“公布的合计数”里（declared）。",
            _ => "对照预算批复，看是少了一张表、多了一张表，还是有一个数写错了。",
        };
        advice.to_string()
    },
    propose: None,
    page: Page {
        what: "各项目预算数之和，不等于另处公布的部门合计或单位合计（declared）。两个以上项目而没有公布的合计数，说不上有错，是提示。按十进制精确计算。",
        why: "合计对得上，才说明项目没有漏报、重报，预算数没有抄错。",
        bad: Sample::Head(
            r#""declared":{"total":"22.00","units":{"630001":"12.00"}},"projects":[{"unit_code":"630001","name":"甲","budget":{"total":"12.00"}},{"unit_code":"630003","name":"乙","budget":{"total":"10.50"}}]"#,
        ),
        good: Sample::Head(
            r#""declared":{"total":"22.50","units":{"630001":"12.00"}},"projects":[{"unit_code":"630001","name":"甲","budget":{"total":"12.00"}},{"unit_code":"630003","name":"乙","budget":{"total":"10.50"}}]"#,
        ),
        doubt: "公布的合计数包含不必编制绩效目标的项目。有项目的预算数没有填或不是数字时不作比较。",
        safety: "哪个数写错了只有编制人知道。",
    },
};

fn traces(table: &Table<'_>, trace: &mut Trace<'_>) {
    let [total, ..] = table.funds();
    trace(trimmed(&table.project.unit_code), total);
}

fn judge(all: &All<'_>, out: &mut Out<'_>) {
    let spot = Spot::ROOT.field("declared");
    let count = all.document.projects.all().len();
    // that there are none is told by ST001
    if count == 0 {
        return;
    }
    let (total, units) = match &all.document.declared {
        Field::Value(declared) => stated(declared),
        _ => (None, Vec::new()),
    };
    if total.is_none() && units.is_empty() {
        if count > 1
            && let Some(sum) = sum(all, None)
        {
            out.judged(Severity::Info, spot, &[&sum.to_string(), "", ""]);
        }
        return;
    }
    if let Some(stated) = total {
        compare(all, None, &stated, spot.field("total"), out);
    }
    let field = spot.field("units");
    for (code, stated) in &units {
        compare(all, Some(code), stated, field.named(code), out);
    }
}

fn compare(all: &All<'_>, unit: Option<&str>, stated: &Amount, spot: Spot<'_>, out: &mut Out<'_>) {
    let (Some(sum), Some(value)) = (sum(all, unit), figure(stated)) else { return };
    if sum != value {
        out.found(spot, &[&sum.to_string(), stated.text(), unit.unwrap_or_default()]);
    }
}

/// What the projects (of that unit) add up to; `None` where one of them has no number.
fn sum(all: &All<'_>, unit: Option<&str>) -> Option<Decimal> {
    let is_readable = all.total().count == all.document.projects.all().len();
    unit.map_or(all.total(), |unit| all.of(unit)).sum().filter(|_| is_readable)
}

/// The total that is stated, and those of the units.
pub fn stated(declared: &Json) -> (Option<Amount>, Vec<(String, Amount)>) {
    let (mut total, mut units) = (None, Vec::new());
    declared.cursor().members(|name, _, cursor| match name.as_ref() {
        "total" => total = Amount::read(cursor),
        "units" => {
            cursor.members(|code, _, cursor| {
                units.extend(Amount::read(cursor).map(|amount| (code.to_string(), amount)));
            });
        }
        _ => {}
    });
    (total, units)
}
