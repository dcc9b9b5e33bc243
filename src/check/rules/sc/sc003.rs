//! SC003: the plan has the points that the edition asks for, in the order of the year.

use super::prelude::*;
use crate::model::PlanPoint;

pub static RULE: Rule = Rule {
    code: "SC003",
    name: "支出计划时点不对",
    severity: Severity::Warning,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Table(table)],
    message: |_, finding| match argument(finding, 0) {
        "order" => format!("支出计划的时点次序不对：{}", quoted(finding, 1)),
        _ => format!("支出计划缺少时点：{}", quoted(finding, 1)),
    },
    advice: |document, _| {
        format!("按表样的时点填写累计进度：{}。", document.edition().0.plan_points.join("、"))
    },
    propose: None,
    page: Page {
        what: "支出计划缺少表样要求的时点，或者时点没有按先后排列。哪些时点由指标版本给出。",
        why: "双监控按统一的时点对照进度，缺了的时点无法对照。",
        bad: Sample::Project(
            r#""spending_plan":[{"by":"3月底","percent":"10"},{"by":"6月底","percent":"50"},{"by":"12月底","percent":"100"}]"#,
        ),
        good: Sample::Project(
            r#""spending_plan":[{"by":"3月底","percent":"10"},{"by":"6月底","percent":"50"},{"by":"10月底","percent":"80"},{"by":"12月底","percent":"100"}]"#,
        ),
        doubt: "所在地区的表样用别的时点（如四个季度）时，应选用或另加相应的指标版本。",
        safety: "进度只有编制人知道。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    let points = &table.frame.edition().plan_points;
    let plan = table.project.spending_plan.all();
    let is_usual = |(point, name): (&String, &Field<PlanPoint>)| {
        name.get().is_some_and(|of_plan| of_plan.by.get() == Some(point))
    };
    if plan.len() == points.len() && points.iter().zip(plan).all(is_usual) {
        return;
    }
    let names: Option<Vec<&str>> = plan
        .iter()
        .map(|point| point.get().filter(|point| is_known(&point.by)).map(|point| trimmed(&point.by)))
        .collect();
    let Some(names) = names.filter(|names| !names.is_empty()) else { return };
    let spot = table.field("spending_plan");
    let missing: Vec<&str> =
        points.iter().map(String::as_str).filter(|point| !names.contains(point)).collect();
    if !missing.is_empty() {
        return out.found(spot, &["missing", &missing.join("、")]);
    }
    let ranks: Vec<usize> =
        names.iter().filter_map(|name| points.iter().position(|point| point == name)).collect();
    if !ranks.is_sorted() {
        out.found(spot, &["order", &names.join("、")]);
    }
}
