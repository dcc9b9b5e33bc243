//! IV006: what is counted or dated is not measured in percent.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IV006",
    name: "名称是数或时间，单位却是 %",
    severity: Severity::Error,
    dimension: Dimension::Appropriate,
    fix: Fix::None,
    checks: &[Check::Row(row)],
    message: |_, finding| format!("{}说的是数或时间，指标值却是{}", quoted(finding, 1), quoted(finding, 0)),
    advice: |document, _| {
        let date = date_of(document);
        format!("人数写“30人”，时间写“{date}”；说的是比率的，把名称改成比率。")
    },
    propose: None,
    page: Page {
        what: "三级指标的名称是人数、次数、时间等，指标值的单位却是百分比。",
        why: "名称和指标值说的不是一回事，年底无法填报实际完成值。",
        bad: Sample::Rows(r#"{"name":"正式运行时间","target":{"operator":"≥","value":"95","unit":"%"}}"#),
        good: Sample::Rows(r#"{"name":"正式运行时间","target":{"operator":"≤","date":"2021年10月底"}}"#),
        doubt: "只看名称的结尾；减少、缩短、增长等说的是增减了多少的，和“甲占乙面积”这样说占多少的，不报。",
        safety: "真正的数或时间只有编制人知道。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let Some(aim) = &row.aim else { return };
    // how much more or less of it there is may well be a rate
    let is_change = row.name.has(&words::REDUCTIONS) || row.name.has(&words::OPEN_RATES);
    if aim.is_number()
        && aim.is_percent
        && row.name.ends(&words::COUNTS)
        && !is_change
        && !is_share(row.name.text)
    {
        out.found(row.field("target"), &[&aim.printed, row.name.text]);
    }
}

/// Whether it says how much of another thing something is: 绿地占建成区面积, but not 占地面积.
fn is_share(name: &str) -> bool {
    let of = name.split_once('占').filter(|(part, whole)| {
        part.chars().nth(1).is_some() && !whole.starts_with(['用', '地', '有', '道'])
    });
    of.is_some_and(|(_, whole)| {
        words::COUNTS.at_end(whole).is_some_and(|end| whole.chars().count() > end.chars().count() + 1)
    })
}
