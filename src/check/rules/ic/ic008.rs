//! IC008: every goal has something that is counted.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IC008",
    name: "数量指标少于绩效目标",
    severity: Severity::Info,
    dimension: Dimension::Relevant,
    fix: Fix::None,
    checks: &[Check::Table(table)],
    message: |_, finding| {
        format!(
            "要用数量衡量的绩效目标有 {} 条，数量指标只有 {} 条",
            argument(finding, 0),
            argument(finding, 1)
        )
    },
    advice: |_, _| "逐条核对目标，看每一条是否有指标衡量；几条目标说的是一件事的，合并目标。".to_string(),
    propose: None,
    page: Page {
        what: "数量指标的条数少于绩效目标的条数。说的是比率、满意、合格、通过验收的目标由质量等指标衡量，不算在内。",
        why: "目标没有数量指标对应，就可能没有人衡量它。",
        bad: Sample::Project(r#""goals":["甲","乙"],"indicators":[{"level2":"数量指标","name":"甲数"}]"#),
        good: Sample::Project(
            r#""goals":["甲","乙"],"indicators":[{"level2":"数量指标","name":"甲数"},{"level2":"数量指标","name":"乙数"}]"#,
        ),
        doubt: "一个数量指标可以衡量几条目标，有的目标也只宜用质量衡量，所以只作提示。",
        safety: "指标要由人来写。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    let counted = table.real_rows().filter(|row| row.gist.stands.is_quantity).count();
    // without any, IC002 speaks
    if counted == 0 || counted >= table.project.goals.all().len() || !table.rows_are_known() {
        return;
    }
    // what says how well and not how much is measured by quality
    let is_counted =
        |(goal, glance): &(&String, Glance)| !goal.trim().is_empty() && !glance.has(&words::QUALITY_GOALS);
    let goals = table.goals().filter(is_counted).count();
    if counted < goals {
        out.found(table.field("indicators"), &[&goals.to_string(), &counted.to_string()]);
    }
}
