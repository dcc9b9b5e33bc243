//! ST009: a sub-goal and a measure are filled in.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "ST009",
    name: "分项或措施缺少内容",
    severity: Severity::Warning,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Head(head)],
    message: |_, finding| format!("没有填写{}", argument(finding, 0)),
    advice: |_, finding| format!("补上{}；多余的一项请删去。", argument(finding, 0)),
    propose: None,
    page: Page {
        what: "分项绩效目标没有标题、目标或指标，或者保障措施没有内容。",
        why: "只有标题没有目标和指标的分项，年底无从对照。",
        bad: Sample::Head(r#""sub_goals":[{"id":"s","title":"窗口服务","goal":"","indicators":["办件数"]}]"#),
        good: Sample::Head(
            r#""sub_goals":[{"id":"s","title":"窗口服务","goal":"全年办结3000件","indicators":["办件数"]}]"#,
        ),
        doubt: "只列标题、目标并在总体目标里的分项。",
        safety: "内容要由人来写。",
    },
};

fn head(head: &Head<'_>, out: &mut Out<'_>) {
    let list = Spot::ROOT.field("sub_goals");
    for (at, goal) in items(&head.document.sub_goals) {
        let Some(goals) = head.document.sub_goals.get() else { break };
        let spot = list.item(goals, at);
        if is_empty(&goal.title) {
            out.found(spot.field("title"), &["标题"]);
        }
        if is_empty(&goal.goal) {
            out.found(spot.field("goal"), &["绩效目标"]);
        }
        if is_known(&goal.indicators) && goal.indicators.all().iter().all(is_empty) {
            out.found(spot.field("indicators"), &["绩效指标"]);
        }
    }
    let list = Spot::ROOT.field("safeguards");
    for (at, measure) in items(&head.document.safeguards) {
        let Some(measures) = head.document.safeguards.get() else { break };
        if is_empty(&measure.text) {
            out.found(list.item(measures, at).field("text"), &["内容"]);
        }
    }
}
