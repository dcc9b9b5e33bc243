//! AM005: a project that is split between units has its quantity split as its money is.

use super::prelude::*;
use crate::model::Indicator;
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    code: "AM005",
    name: "同一项目单价悬殊",
    severity: Severity::Warning,
    dimension: Dimension::Appropriate,
    fix: Fix::None,
    checks: &[Check::Across(Across { facts, judge, sees: Sees::Ends })],
    message: |document, finding| {
        let [value, own, other, unit] = [0, 1, 2, 3].map(|n| short(finding, n));
        let currency = short_currency(document);
        format!("预算按“{value}”摊，每{unit} {own} {currency}；同一项目在另一单位每{unit} {other} {currency}")
    },
    advice: |_, _| "核对两张表的数量：多半是照抄了另一单位的数，应按各自的预算和任务填写。".to_string(),
    propose: None,
    page: Page {
        what: "同一编码的项目分在几个单位，同一数量指标按预算摊下来，最高与最低相差三倍以上。",
        why: "人数、件数与钱不成比例，说明至少有一处数量不是按本单位的任务填的。",
        bad: Sample::Head(
            r#""projects":[{"unit_code":"630001","code":"A1","budget":{"total":"118.73"},"indicators":[{"level2":"数量指标","name":"保障人数","target":{"text":"=30人"}}]},{"unit_code":"630003","code":"A1","budget":{"total":"10.25"},"indicators":[{"level2":"数量指标","name":"保障人数","target":{"text":"=30人"}}]}]"#,
        ),
        good: Sample::Head(
            r#""projects":[{"unit_code":"630001","code":"A1","budget":{"total":"118.73"},"indicators":[{"level2":"数量指标","name":"保障人数","target":{"text":"=30人"}}]},{"unit_code":"630003","code":"A1","budget":{"total":"10.25"},"indicators":[{"level2":"数量指标","name":"保障人数","target":{"text":"=3人"}}]}]"#,
        ),
        doubt: "两个单位的标准本来不同，或者钱主要花在这个数量指标之外。",
        safety: "真正的数量只有编制人知道。",
    },
};

/// What a quantity is, and the money for one of it.
struct Share {
    row: usize,
    key: u64,
    target: String,
    unit: String,
    each: Decimal,
}

/// So many quantities of a project are compared; real tables have a handful.
const MOST: usize = 40;

fn shares(table: &Table<'_>) -> Vec<Share> {
    let code = trimmed(&table.project.code);
    let total = table.project.budget.get().and_then(|budget| figure(budget.total.get()?));
    let Some(total) = total.filter(|total| !code.is_empty() && *total > Decimal::ZERO) else {
        return Vec::new();
    };
    let levels = &table.frame.edition().quantity_level2;
    let share = |(at, row): (usize, &Indicator)| {
        let level2 = trimmed(&row.level2);
        let written = row.target.get().filter(|_| levels.iter().any(|level| level == level2))?;
        // what was not taken apart is read as a person reads it
        let again = Target::parse(&written.print());
        let Form::Compare { value, unit, .. } = again.form() else { return None };
        let count =
            figure(value).filter(|count| *count > Decimal::ZERO && !is_percent(unit) && is_unit(unit))?;
        let key = mark((code, level2, trimmed(&row.name), unit));
        let each = total.checked_div(count)?;
        Some(Share { row: at, key, target: written.print(), unit: unit.to_string(), each })
    };
    table.rows().filter_map(share).take(MOST).collect()
}

/// A number as a text that is ordered as the numbers are.
fn ordered(value: Decimal) -> String {
    format!("{value:0>40.8}")
}

fn facts(table: &Table<'_>) -> Vec<Fact> {
    shares(table).into_iter().map(|share| Fact { key: share.key, value: ordered(share.each) }).collect()
}

fn judge(table: &Table<'_>, fact: &Fact, group: &Group, out: &mut Out<'_>) {
    let own = |share: &Share| share.key == fact.key && ordered(share.each) == fact.value;
    let Some(share) = shares(table).into_iter().find(own) else { return };
    let three = Decimal::from(3);
    let number = |value: &str| value.trim_start_matches('0').parse::<Decimal>().ok();
    let is_far = |other: &Decimal| *other > share.each * three || share.each > *other * three;
    let [least, most] = [group.least(), group.most()].map(|value| value.and_then(number));
    let Some(other) = [most, least].into_iter().flatten().find(is_far) else { return };
    let shown = |value: Decimal| value.round_dp(2).normalize().to_string();
    let arguments = [share.target, shown(share.each), shown(other), share.unit];
    table.at_row(share.row, |spot| {
        out.found(spot.field("target"), &arguments.each_ref().map(String::as_str));
    });
}
