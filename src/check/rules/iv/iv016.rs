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
        if argument(finding, 2) == "date" {
            let (value, name) = (quoted(finding, 0), quoted(finding, 1));
            return format!("{}{name}的指标值{value}是日期", argument(finding, 3));
        }
        format!(
            "{}说的是“{}”，指标值{}的单位却是“{}”",
            quoted(finding, 1),
            argument(finding, 2),
            quoted(finding, 0),
            argument(finding, 3)
        )
    },
    advice: |document, finding| match argument(finding, 2) {
        "date" => {
            let levels = document.edition().0.timeliness_level2.join("、");
            format!("说的是何时完成的，移到{levels}；不是的，写出数和单位。")
        }
        end => format!("核对单位；单位没有错的，改正名称里的“{end}”。"),
    },
    propose: None,
    page: Page {
        what: "三级指标的名称以人数、次数、天数、金额、面积、率等结尾，指标值的单位却不是相应的单位（人数 ≥3 台、合格率 ≥95 件）。“百人”是人，“％”是 %。数量、质量、成本、满意度等指标的指标值是日期，也报出。",
        why: "名称和单位说的不是一回事，年底无法填报实际完成值，多半是抄错了行。",
        bad: Sample::Rows(r#"{"name":"培训人数","target":{"operator":"≥","value":"3","unit":"台"}}"#),
        good: Sample::Rows(r#"{"name":"培训人数","target":{"operator":"≥","value":"300","unit":"人"}}"#),
        doubt: "按词表判断；不认识的单位和“元/人”这样的组合单位不报，名称是数而单位是百分比由 IV006 报出；频率、效率、分辨率等各有各的单位的，每千人、每万人多少的率，和效益指标的日期不报。",
        safety: "名称和单位哪个写错了只有编制人知道。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    if let Some(Aim { form: Form::Date { .. }, printed, .. }) = &row.aim
        && wants_no_date(row)
    {
        return out.found(row.field("target"), &[printed, row.name.text, "date", row.level2]);
    }
    // nearly all names end otherwise
    let Some(aim) = row.aim.as_ref().filter(|aim| aim.is_number() && row.name.ends(&words::NAME_UNITS))
    else {
        return;
    };
    let (name, unit) = (row.name.text, aim.unit);
    // nearly all rates are in percent
    if aim.is_percent && name.ends_with('率') {
        return;
    }
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
    let one_less = unit.strip_prefix('万').unwrap_or(unit);
    let fits =
        |fitting: &str| [unit, bare, one_less].contains(&fitting) || (fitting == "%" && aim.is_percent);
    // 万人案件发生率 is so many of anything
    let is_per_head = end == "率" && ["每", "万人", "千人", "百人"].iter().any(|head| name.contains(head));
    let mut units = parts.peekable();
    if units.peek().is_some() && !units.any(fits) && !is_per_head {
        out.found(row.field("target"), &[&aim.printed, name, end, unit]);
    }
}

/// Whether it stands where something is counted, rated or paid, while dates have a place of their own.
fn wants_no_date(row: &Row<'_>) -> bool {
    let edition = row.edition();
    let right = edition.level_of(row.level2).filter(|(level, _)| level.name == row.level1);
    right.is_some()
        && !row.is_placeholder
        && row.level1 != edition.benefit
        && !edition.timeliness_level2.is_empty()
        && !row.stands_below(&edition.timeliness_level2)
}
