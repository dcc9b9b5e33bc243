//! AL005: what a sub-goal is measured by stands in a project, with a value.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "AL005",
    name: "分项指标没落到项目",
    severity: Severity::Warning,
    dimension: Dimension::Relevant,
    fix: Fix::None,
    checks: &[Check::Whole(Whole {
        fields: &["sub_goals"],
        traces: |_, _| {},
        row_traces,
        sieve: None,
        judge,
    })],
    message: |_, finding| format!("分项目标的指标{}不在任何项目的指标里，也没有指标值", quoted(finding, 0)),
    advice: |_, _| {
        "在相应的项目里设这条指标并填写指标值，或者改用项目里已有的指标名称；也可以在这里写明数值。"
            .to_string()
    },
    propose: None,
    page: Page {
        what: "分项绩效目标的绩效指标与所有项目的三级指标都不同名，自己又没有写数值。比较时不看括号里的单位。",
        why: "没有值的指标年底无法对照，分项目标也就没有人负责。",
        bad: Sample::Head(
            r#""sub_goals":[{"id":"s","title":"窗口服务","indicators":["办件提速率"]}],"projects":[{"indicators":[{"name":"办件数"}]}]"#,
        ),
        good: Sample::Head(
            r#""sub_goals":[{"id":"s","title":"窗口服务","indicators":["办件数（件）"]}],"projects":[{"indicators":[{"name":"办件数"}]}]"#,
        ),
        doubt: "名称稍有不同的同一指标（群众满意率、办事群众满意率）；由基本支出保障、没有项目的分项。名称被标点拆断的由 TX005 报出。",
        safety: "指标要由人来对应。",
    },
};

/// The name without its brackets and marks.
fn bare(name: &str) -> &str {
    let is_mark = |c| matches!(c, '。' | '；' | '，' | '、' | '.' | ';' | ',');
    let name = name.trim_matches(|c| is_mark(c) || crate::text::narrow::is_blank(c));
    match name.find(['（', '(']) {
        Some(at) if at > 0 && name.ends_with(['）', ')']) => name[..at].trim_end(),
        _ => name,
    }
}

fn row_traces(row: &Row<'_>, trace: &mut Trace<'_>) {
    let name = row.name.text;
    trace(name, None);
    let bare = bare(name);
    if bare.len() < name.len() {
        trace(bare, None);
    }
}

fn judge(all: &All<'_>, out: &mut Out<'_>) {
    // without projects there is nothing to compare with
    if all.document.projects.all().is_empty() {
        return;
    }
    let list = Spot::ROOT.field("sub_goals");
    for (at, goal) in items(&all.document.sub_goals) {
        let (Some(goals), Some(indicators)) = (all.document.sub_goals.get(), goal.indicators.get()) else {
            continue;
        };
        let goal_spot = list.item(goals, at);
        let names = goal_spot.field("indicators");
        for (at, name) in items(&goal.indicators) {
            let has_value = name.chars().any(|c| crate::text::narrow::narrow_char(c).is_ascii_digit());
            let is_there = all.has(crate::text::narrow::trim(name)) || all.has(bare(name));
            if !bare(name).is_empty() && !has_value && !is_there && !is_broken(name.trim()) {
                out.found(names.item(indicators, at), &[name]);
            }
        }
    }
}
