//! IC002: quantity and quality; that there is a benefit, too, is looked at by IC001.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IC002",
    name: "缺少必设的二级指标",
    severity: Severity::Error,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Table(table)],
    message: |_, finding| format!("没有{}", finding.arguments.join("、")),
    advice: |_, _| "各补写至少一条能衡量的指标。".to_string(),
    propose: None,
    page: Page {
        what: "指标表里没有数量指标或质量指标。只有占位（无、不涉及）的行不算。没有任何效益指标的，就是缺少一级指标，由 IC001 报出。",
        why: "没有数量和质量，说不清办了多少、办得怎样。",
        bad: Sample::Rows(
            r#"{"level1":"产出指标","level2":"数量指标","name":"办件数"},{"level1":"效益指标","level2":"社会效益指标","name":"提速率"}"#,
        ),
        good: Sample::Rows(
            r#"{"level1":"产出指标","level2":"数量指标","name":"办件数"},{"level1":"产出指标","level2":"质量指标","name":"办件合格率"},{"level1":"效益指标","level2":"社会效益指标","name":"提速率"}"#,
        ),
        doubt: "表里有读不懂的行时不作判断。",
        safety: "指标要由人来写。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    // that there are no rows at all is told by ST003
    if !table.rows_are_known() || table.rows.is_empty() {
        return;
    }
    let edition = table.frame.edition();
    let there = table.real_rows().fold(0, |there, row| there | row.gist.stands.required);
    let required = edition.required.iter().enumerate();
    let missing = required.filter(|(at, _)| there & bit(Some(*at)) == 0);
    let missing: Vec<&str> = missing.map(|(_, level)| level.as_str()).collect();
    if !missing.is_empty() {
        out.found(table.field("indicators"), &missing);
    }
}
