//! IV007: timeliness is a date or a number of days.

use super::iv004;
use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IV007",
    name: "时效指标用百分比表示",
    severity: Severity::Info,
    dimension: Dimension::Appropriate,
    fix: Fix::None,
    checks: &[Check::Row(row)],
    message: |_, finding| format!("时效指标的指标值是{}，看不出何时完成", quoted(finding, 0)),
    advice: |document, _| {
        let date = date_of(document);
        format!("能写期限的写期限，如“{date}”“5个工作日”；全年多次办理的，可以用及时率。")
    },
    propose: None,
    page: Page {
        what: "时效指标的单位是百分比。写成 ≥100% 的由 IV004 报出，说减了多少的（压缩、缩短）、越少越好的（退回率）和每次是否准时的（准点率）不报。",
        why: "时效说的是什么时候完成，写成日期或天数才看得出早晚。",
        bad: Sample::Rows(
            r#"{"level2":"时效指标","name":"发放及时率","target":{"operator":"≥","value":"95","unit":"%"}}"#,
        ),
        good: Sample::Rows(
            r#"{"level2":"时效指标","name":"发放时间","target":{"operator":"≤","value":"5","unit":"个工作日"}}"#,
        ),
        doubt: "全年多次办理的事项用及时率衡量是合理的，所以只作提示。",
        safety: "期限只有编制人知道。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let Some(aim) = &row.aim else { return };
    let is_timely = row.stands_below(&row.edition().timeliness_level2);
    // how much shorter something takes, or how often it is late, is no date
    let is_other = row.name.has(&words::REDUCTIONS) || row.is_less() || row.name.has(&words::PUNCTUAL);
    // a name that is a date itself is told by IV006, ≥100% by IV004
    let is_told = row.name.ends(&words::COUNTS) || iv004::case(row).is_some();
    if is_timely && aim.is_percent && !is_other && !is_told {
        out.found(row.field("target"), &[&aim.printed]);
    }
}
