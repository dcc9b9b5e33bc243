//! IV010: the operator points to what is better.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IV010",
    name: "符号方向可能反了",
    severity: Severity::Warning,
    dimension: Dimension::Appropriate,
    fix: Fix::Ask,
    checks: &[Check::Row(row)],
    message: |_, finding| {
        let better = match argument(finding, 2) {
            "date" => {
                return format!(
                    "{}说的是何时办成，指标值{}却是在那之后",
                    quoted(finding, 1),
                    quoted(finding, 0)
                );
            }
            "less" => "越少越好",
            "sooner" => "越短越好",
            _ => "越多越好",
        };
        format!("{}应是{better}，指标值却是{}", quoted(finding, 1), quoted(finding, 0))
    },
    advice: |_, _| "越少越好的用 ≤，越多越好的用 ≥；本来就是这个方向的，在名称里写明。".to_string(),
    propose: Some(propose),
    page: Page {
        what: "消耗、投诉、差错、事故等越少越好的指标，以及响应时间、办结时限等越短越好的，用了 ≥，或者合格率、满意度等越多越好的指标用了 ≤；完成、办结的时间写成某日之后。",
        why: "方向反了，做得越差得分越高。",
        bad: Sample::Rows(r#"{"name":"资源消耗","target":{"operator":"≥","value":"95","unit":"%"}}"#),
        good: Sample::Rows(r#"{"name":"资源消耗","target":{"operator":"≤","value":"95","unit":"%"}}"#),
        doubt: "按词表判断。处理率、办结率、下降率、整改率等越多越好的名称已排除，可能还有没列到的；名称里有“不”“未”“无”“零”的不判断。",
        safety: "建议只改方向；也可能是数写错了，所以须确认。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let Some(aim) = &row.aim else { return };
    // cost has a rule of its own
    if row.stands_below(&row.edition().cost_level2) {
        return;
    }
    if matches!(aim.form, Form::Date { operator: "≥" | ">", .. }) && row.name.has(&words::DEADLINES) {
        return out.found(row.field("target"), &[&aim.printed, row.name.text, "date"]);
    }
    // 不合格率, 无故障率: the lists say nothing of these
    if row.name.has(&words::NEGATIONS) {
        return;
    }
    let more = row.name.has(&words::MORE) && !row.name.has(&words::LESS);
    // an answer is better the sooner it comes, however long a thing lasts
    let is_spared = || row.name.has(&words::REDUCTIONS) || row.name.has(&words::AHEAD);
    let is_sooner = || row.name.ends(&words::SPEEDS) && words::TIME_UNITS.has(aim.unit) && !is_spared();
    let direction = match aim.form {
        Form::Compare { operator: "≥" | ">", .. } if is_sooner() => "sooner",
        Form::Compare { operator: "≥" | ">", .. } if row.is_less() => "less",
        Form::Compare { operator: "≤" | "<", .. } if more => "more",
        _ => return,
    };
    out.found(row.field("target"), &[&aim.printed, row.name.text, direction]);
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let mut target = document.indicator(&finding.place)?.target.get()?.clone();
    let turned = match target.operator.text() {
        "≥" => "≤",
        ">" => "<",
        "≤" => "≥",
        "<" => ">",
        _ => return None,
    };
    target.operator = Field::Value(turned.to_string());
    Proposal::target(document, &finding.place, &target, false)
}
