//! IC001: every first level of the edition is there.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IC001",
    name: "缺少一级指标",
    severity: Severity::Error,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Table(table)],
    message: |_, finding| format!("缺少一级指标：{}", finding.arguments.join("、")),
    advice: |document, finding| {
        let satisfaction = &document.edition().0.satisfaction;
        let advice = "在每个缺少的一级指标下至少写一条指标。";
        if finding.arguments.iter().any(|level| level == satisfaction) {
            format!("{advice}确实没有直接服务对象的，请说明理由。")
        } else {
            advice.to_string()
        }
    },
    propose: None,
    page: Page {
        what: "指标表里没有框架要求的某个一级指标。只有占位（无、不涉及）的行不算。",
        why: "产出、效益、满意度说明钱办了什么事、有什么用、服务对象怎么看，缺一项就不完整。",
        bad: Sample::Rows(
            r#"{"level1":"产出指标","level2":"数量指标","name":"办件数"},{"level1":"效益指标","level2":"社会效益指标","name":"提速率"}"#,
        ),
        good: Sample::Rows(
            r#"{"level1":"产出指标","level2":"数量指标","name":"办件数"},{"level1":"效益指标","level2":"社会效益指标","name":"提速率"},{"level1":"满意度指标","level2":"服务对象满意度指标","name":"群众满意度"}"#,
        ),
        doubt: "不直接服务公众的项目，满意度指标可以不设，但要有理由。表里有读不懂的行时不作判断。",
        safety: "指标要由人来写。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    // that there are no rows at all is told by ST003
    if !table.rows_are_known() || table.rows.is_empty() {
        return;
    }
    let there = table.real_rows().fold(0, |there, row| there | row.gist.stands.level1);
    let levels = table.frame.edition().levels.iter().enumerate();
    let missing = levels.filter(|(at, _)| there & bit(Some(*at)) == 0);
    let missing: Vec<&str> = missing.map(|(_, level)| level.name.as_str()).collect();
    if !missing.is_empty() {
        out.found(table.field("indicators"), &missing);
    }
}
