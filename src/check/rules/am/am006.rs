//! AM006: a cost that may be higher than the whole budget controls nothing.

use super::prelude::*;
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    code: "AM006",
    name: "成本指标大于预算数",
    severity: Severity::Warning,
    dimension: Dimension::Appropriate,
    fix: Fix::None,
    checks: &[Check::RowIn { keep, check: row }],
    message: |document, finding| {
        let budget = with_currency(document, &short(finding, 1));
        format!("成本指标{}大于本项目的预算数 {budget}", quoted(finding, 0))
    },
    advice: |_, _| "成本控制数应不超过预算数；说的是总投资等更大范围的，在名称里写明。".to_string(),
    propose: None,
    page: Page {
        what: "以总额表示的成本指标（≤ 或 = 若干万元）大于本项目的预算数。按单位换算后比较；单价（元/人、元/套，或名称里有人均、单价、标准等）不比。",
        why: "上限比预算还高，花光预算也不会超过，等于没有控制。",
        bad: Sample::Project(
            r#""budget":{"total":"10.00"},"indicators":[{"level2":"成本指标","name":"设备购置总额","target":{"operator":"≤","value":"12","unit":"万元"}}]"#,
        ),
        good: Sample::Project(
            r#""budget":{"total":"10.00"},"indicators":[{"level2":"成本指标","name":"设备购置总额","target":{"operator":"≤","value":"100000","unit":"元"}}]"#,
        ),
        doubt: "跨年度项目的总投资；由几个项目共同负担的成本。名称里有总投资、节约等词的不报。",
        safety: "金额只有编制人知道。",
    },
};

/// How many 元 one of a unit of money is.
fn yuan(unit: &str) -> Option<Decimal> {
    let yuan: i64 = match unit {
        "元" => 1,
        "百元" => 100,
        "千元" => 1_000,
        "万元" | "万" => 10_000,
        "亿元" | "亿" => 100_000_000,
        _ => return None,
    };
    Some(Decimal::from(yuan))
}

fn keep(row: &Row<'_>) -> Option<Kept> {
    row.stands_below(&row.edition().money_level2).then(Kept::default)
}

fn row(table: &Table<'_>, row: &TableRow<'_>, _: &Kept, out: &mut Out<'_>) {
    let Some(target) = row.row.target.get() else { return };
    let Form::Compare { operator: "≤" | "<" | "=", value, unit } = target.form() else { return };
    let total = table.project.budget.get().and_then(|budget| budget.total.get());
    let in_yuan = |value: Decimal, unit: &str| value.checked_mul(yuan(unit)?);
    let cost = figure(value).and_then(|value| in_yuan(value, unit.trim()));
    let budget = total.and_then(figure).and_then(|value| in_yuan(value, &table.frame.currency));
    let (Some(total), Some(cost), Some(budget)) = (total, cost, budget) else { return };
    let name = &*row.gist.name;
    let is_wider = name.contains("总投资") || words::SAVINGS.within(name).is_some();
    let is_of_one = words::PER_ONE.within(name).is_some();
    if cost > budget && budget > Decimal::ZERO && !is_wider && !is_of_one {
        let arguments = [&target.print(), total.text().trim()];
        table.at_row(row.at, |spot| out.found(spot.field("target"), &arguments));
    }
}
