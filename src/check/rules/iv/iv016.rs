//! IV016: the unit is one that the name can have.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IV016",
    name: "名称与单位不相符",
    severity: Severity::Warning,
    dimension: Dimension::Appropriate,
    fix: Fix::None,
    checks: &[Check::Row(row)],
    message: |_, finding| {
        format!(
            "{}说的是“{}”，指标值{}的单位却是“{}”",
            quoted(finding, 1),
            argument(finding, 2),
            quoted(finding, 0),
            argument(finding, 3)
        )
    },
    advice: |_, finding| format!("核对单位；单位没有错的，改正名称里的“{}”。", argument(finding, 2)),
    propose: None,
    page: Page {
        what: "三级指标的名称以人数、次数、天数、金额、合格率等结尾，指标值的单位却不是相应的单位（人数 ≥3 台、合格率 ≥95 件）。“百人”是人，“％”是 %。",
        why: "名称和单位说的不是一回事，年底无法填报实际完成值，多半是抄错了行。",
        bad: Sample::Rows(r#"{"name":"培训人数","target":{"operator":"≥","value":"3","unit":"台"}}"#),
        good: Sample::Rows(r#"{"name":"培训人数","target":{"operator":"≥","value":"300","unit":"人"}}"#),
        doubt: "按词表判断；不认识的单位和“元/人”这样的组合单位不报，名称是数而单位是百分比由 IV006 报出。",
        safety: "名称和单位哪个写错了只有编制人知道。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    // nearly all names end otherwise
    let Some(aim) = row.aim.as_ref().filter(|aim| aim.is_number() && row.name.ends(&words::NAME_UNITS))
    else {
        return;
    };
    let (name, unit) = (row.name.text, aim.unit);
    let is_plain = !unit.contains(['/', '／', '（', '(', '·', '每']);
    if !is_plain || !aim.is_unit || (aim.is_percent && row.name.ends(&words::COUNTS)) {
        return;
    }
    let line = |line: &&&str| line.split_whitespace().next().is_some_and(|end| name.ends_with(end));
    let Some(line) = words::NAME_UNITS.all().iter().find(line) else { return };
    let mut parts = line.split_whitespace();
    let end = parts.next().unwrap_or_default();
    // 百人 is a number of 人, ％ is %
    let bare = unit.trim_start_matches(['十', '百', '千', '万', '亿', '个']);
    let fits = |fitting: &str| fitting == unit || fitting == bare || (fitting == "%" && aim.is_percent);
    if !parts.any(fits) {
        out.found(row.field("target"), &[&aim.printed, name, end, unit]);
    }
}
