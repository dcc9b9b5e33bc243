//! ST001: every part of the document is there.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "ST001",
    name: "缺少组成部分",
    severity: Severity::Error,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Whole(Whole {
        fields: &["overall_goal", "sub_goals", "safeguards", "projects"],
        traces: |_, _| {},
        row_traces: |_, _| {},
        sieve: None,
        judge,
    })],
    message: |_, finding| format!("没有{}", argument(finding, 0)),
    advice: |_, finding| match finding.place.name() {
        Some("projects") => "为每个预算项目填写一张绩效目标表。".to_string(),
        Some("sub_goals") => "按职责或工作分项，每项写明目标和绩效指标。".to_string(),
        Some("safeguards") => "写明制度、资金、监控、自评等方面怎样保障目标实现。".to_string(),
        _ => "写明本部门本年度要实现的总体目标和重点工作。".to_string(),
    },
    propose: None,
    page: Page {
        what: "文档没有总体绩效目标、分项绩效目标、工作保障措施或预算项目绩效目标表（哪些必须有由指标版本给出）。导入时还会报出缺少或次序颠倒的标题。",
        why: "绩效文本由部门整体和预算项目两部分组成，缺一部分就通不过完整性审核（财预〔2015〕88号）。",
        bad: Sample::Head(
            r#""overall_goal":{"statement":"全年办结审批事项3000件"},"sub_goals":[],"safeguards":[{"id":"m","text":"按月通报进度"}],"projects":[{"name":"刻章费"}]"#,
        ),
        good: Sample::Head(
            r#""overall_goal":{"statement":"全年办结审批事项3000件"},"sub_goals":[{"id":"s","title":"窗口服务"}],"safeguards":[{"id":"m","text":"按月通报进度"}],"projects":[{"name":"刻章费"}]"#,
        ),
        doubt: "只报送项目表、不报部门整体目标的文件。可以豁免，或改用不要求这些部分的指标版本。",
        safety: "内容要由人来写。",
    },
};

fn judge(all: &All<'_>, out: &mut Out<'_>) {
    let document = all.document;
    let lists = [
        ("sub_goals", is_bare(&document.sub_goals), "分项绩效目标"),
        ("safeguards", is_bare(&document.safeguards), "工作保障措施"),
        ("projects", is_bare(&document.projects), "预算项目绩效目标表"),
    ];
    let no_goal = match &document.overall_goal {
        Field::Absent => true,
        Field::Raw(_) => false,
        Field::Value(goal) => {
            is_empty(&goal.statement) && is_known(&goal.tasks) && goal.tasks.all().iter().all(is_empty)
        }
    };
    let parts = &document.edition().0.parts;
    for (name, is_missing, label) in [("overall_goal", no_goal, "总体绩效目标")].into_iter().chain(lists)
    {
        if is_missing && parts.iter().any(|part| part == name) {
            out.found(Spot::ROOT.field(name), &[label]);
        }
    }
}
