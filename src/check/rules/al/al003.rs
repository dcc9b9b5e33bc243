//! AL003: to have the money is no goal.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "AL003",
    name: "目标只说保障经费",
    severity: Severity::Warning,
    dimension: Dimension::Relevant,
    fix: Fix::None,
    checks: &[Check::Text(text)],
    message: |_, finding| format!("绩效目标{}只说要有钱，没有说办什么事", quoted(finding, 0)),
    advice: |_, _| "写明用这笔钱办成什么、服务谁、达到什么效果。".to_string(),
    propose: None,
    page: Page {
        what: "绩效目标只是“保障××经费”“做好××资金保障”“支付××费”。",
        why: "经费是投入，不是目标；把投入当目标，钱花完就算完成了。",
        bad: Sample::Project(r#""goals":["保障审批业务专项经费"]"#),
        good: Sample::Project(r#""goals":["全年办结审批事项3000件"]"#),
        doubt: "以“经费”结尾但前面已写明事项和结果的目标；有数字的不报。",
        safety: "目标要由人来写。",
    },
};

fn text(text: &Text<'_>, out: &mut Out<'_>) {
    if text.sort == Sort::Goal && is_only_money(text.text) {
        out.found(text.spot, &[text.text]);
    }
}

/// Whether the goal asks for nothing but the money.
pub fn is_only_money(goal: &str) -> bool {
    let text = goal.trim().trim_end_matches(['。', '；', '.', ';']);
    let is_free = || ["免费", "消费", "收费", "缴费"].iter().any(|word| text.ends_with(word));
    words::MONEY_ENDS.at_end(text).is_some()
        && !is_free()
        && words::FUNDING.all().iter().any(|word| text.starts_with(word))
        && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, '，' | '；'))
}
