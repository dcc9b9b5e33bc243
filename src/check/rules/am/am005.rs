//! AM005: a project that is split between units has its quantity split as its money is.

use super::prelude::*;
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
        let [own, other] = [own, other].map(|amount| with_currency(document, &amount));
        format!("预算按“{value}”摊，每{unit} {own}；同一项目在另一单位每{unit} {other}")
    },
    advice: |_, _| "核对两张表的数量：多半是照抄了另一单位的数，应按各自的预算和任务填写。".to_string(),
    propose: None,
    page: Page {
        what: "同一编码的项目分在几个单位，同一数量指标按预算摊下来，最高与最低相差三倍以上。同一张表里同名的几行由 IC006 报出，只比第一行。",
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
    at: usize,
    key: u64,
    each: Decimal,
}

/// So many quantities of a project are compared; real tables have a handful.
const MOST: usize = 40;

fn shares(table: &Table<'_>) -> Vec<Share> {
    let code = trimmed(&table.project.code);
    let [total, ..] = table.funds();
    let Some(total) = total.filter(|total| !code.is_empty() && *total > Decimal::ZERO) else {
        return Vec::new();
    };
    let share = |row: &TableRow<'_>| {
        let gist = row.gist;
        let (count, unit) = gist.count.as_ref()?;
        let key = mark((code, gist.level2_mark, gist.name_mark, &**unit));
        Some(Share { at: row.at, key, each: total.checked_div(*count)? })
    };
    let mut shares: Vec<Share> = Vec::new();
    for share in table.rows.iter().filter_map(share).take(MOST) {
        // a name that comes again in the same table is told by IC006
        if shares.iter().all(|other| other.key != share.key) {
            shares.push(share);
        }
    }
    shares
}

fn facts(table: &Table<'_>, declare: &mut Declare<'_>) {
    shares(table).into_iter().for_each(|share| declare(share.key, Value::Number(share.each)));
}

fn judge(table: &Table<'_>, fact: &Fact, group: &Group, out: &mut Out<'_>) {
    let own = |share: &Share| share.key == fact.key && fact.value.number() == Some(share.each);
    let Some(share) = shares(table).into_iter().find(own) else { return };
    let Some(row) = table.rows.iter().find(|row| row.at == share.at) else { return };
    // a hair more, as quotients are rounded: just three times is not too far
    let three = Decimal::new(3_000_000_001, 9);
    let is_far = |other: &Decimal| {
        let times = |one: Decimal, other: Decimal| one.checked_mul(three).is_none_or(|most| other > most);
        times(share.each, *other) || times(*other, share.each)
    };
    let ends = [group.most(), group.least()].map(|value| value.and_then(Value::number));
    let Some(other) = ends.into_iter().flatten().find(is_far) else { return };
    // of a small amount the first digits say something
    let shown = |value: Decimal| {
        let small = value.round_sf(2).filter(|_| value < Decimal::ONE);
        small.unwrap_or_else(|| value.round_dp(2)).normalize().to_string()
    };
    let target = row.gist.target.as_deref().unwrap_or_default();
    let unit = row.gist.count.as_ref().map_or("", |(_, unit)| unit);
    let arguments = [target, &shown(share.each), &shown(other), unit];
    table.at_row(share.at, |spot| out.found(spot.field("target"), &arguments));
}
