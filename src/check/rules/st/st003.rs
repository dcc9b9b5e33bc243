//! ST003: every field of the project table is filled in. Codes have rules of their own.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "ST003",
    name: "项目表缺少内容",
    severity: Severity::Error,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Table(table)],
    message: |_, finding| format!("没有填写{}", argument(finding, 0)),
    advice: |_, finding| match argument(finding, 0) {
        "其他资金" => "没有其他资金的填 0。".to_string(),
        label => format!("补上{label}。"),
    },
    propose: None,
    page: Page {
        what: "项目表里项目名称、预算数及其构成、资金用途、支出计划、绩效目标或绩效指标没有填写。",
        why: "缺项的表通不过完整性审核，也无法与预算对应。",
        bad: Sample::Project(r#""name":"","purpose":"保障窗口运行""#),
        good: Sample::Project(
            r#""name":"窗口运行","budget":{"total":"1","fiscal":"1","other":"0"},"purpose":"保障窗口运行","spending_plan":[{"by":"12月底","percent":"100"}],"goals":["窗口全年开放"],"indicators":[{"name":"开放天数"}]"#,
        ),
        doubt: "没有已知的误报。项目编码和单位编码为空分别由 ID001、ID004 报出。",
        safety: "内容只有编制人知道。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    let (project, spot) = (table.project, Spot::ROOT);
    let mut missing = |is_missing: bool, spot: Spot<'_>, label: &str| {
        if is_missing {
            out.found(spot, &[label]);
        }
    };
    missing(is_empty(&project.name), spot.field("name"), "项目名称");
    let budget = spot.field("budget");
    match &project.budget {
        Field::Raw(_) => {}
        Field::Absent => missing(true, budget, "预算规模"),
        Field::Value(funds) => {
            for fund in &table.frame.edition().funds {
                let (field, at) = match fund.field.as_str() {
                    "total" => (&funds.total, budget.field("total")),
                    "fiscal" => (&funds.fiscal, budget.field("fiscal")),
                    "other" => (&funds.other, budget.field("other")),
                    _ => continue,
                };
                let is_blank = is_known(field) && field.get().is_none_or(|a| a.text().trim().is_empty());
                missing(is_blank, at, fund.label.rsplit('：').next().unwrap_or_default());
            }
        }
    }
    missing(is_empty(&project.purpose), spot.field("purpose"), "资金用途");
    missing(is_bare(&project.spending_plan), spot.field("spending_plan"), "支出计划");
    let no_goal = project.goals.all().iter().all(is_empty);
    missing(is_known(&project.goals) && no_goal, spot.field("goals"), "绩效目标");
    missing(is_bare(&project.indicators), spot.field("indicators"), "绩效指标");
}
