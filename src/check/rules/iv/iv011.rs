//! IV011: below the first level of satisfaction stands satisfaction.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IV011",
    name: "满意度指标说的不是满意度",
    severity: Severity::Warning,
    dimension: Dimension::Relevant,
    fix: Fix::None,
    checks: &[Check::Row(row)],
    message: |_, finding| format!("{}不是满意度", quoted(finding, 0)),
    advice: |_, _| "写明谁的满意度（办事群众、单位人员），怎样调查；这一条移到产出或效益指标。".to_string(),
    propose: None,
    page: Page {
        what: "满意度指标下的名称不含“满意”，也不是投诉、认可、评分、差评等说法。",
        why: "满意度要问服务对象，用完成率代替就没有听到他们的意见。",
        bad: Sample::Rows(r#"{"level1":"满意度指标","name":"活动完成率"}"#),
        good: Sample::Rows(r#"{"level1":"满意度指标","name":"办事群众满意度"}"#),
        doubt: "用别的词表示满意度的名称（好评率已排除）。",
        safety: "调查对象由人确定。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let name = row.name.text;
    let is_accepted = row.name.has(&words::SATISFACTION) || row.name.has(&words::ACCEPTED);
    let is_said = !name.is_empty() && !row.is_placeholder;
    if row.level1 == row.edition().satisfaction && is_said && !is_accepted {
        out.found(row.field("name"), &[name]);
    }
}
