//! CX004: two projects that want money for the same matter.

use super::prelude::*;
use crate::check::subject::matter;

pub static RULE: Rule = Rule {
    code: "CX004",
    name: "两个项目用途相同",
    severity: Severity::Info,
    dimension: Dimension::Appropriate,
    fix: Fix::None,
    checks: &[Check::Across(Across { facts, judge, sees: Sees::Next })],
    message: |document, finding| {
        let other = quote(&other_project(document, finding));
        let purpose = document.project(&finding.place).map_or("", |project| trimmed(&project.purpose));
        let matter = quote(&matter(purpose));
        let matter = matter.trim_start_matches('“').trim_end_matches('”');
        format!("资金用途与项目{other}说的是同一件事（{matter}）")
    },
    advice: |_, _| "写明两个项目各管什么；确是一件事的，下年合并申报。".to_string(),
    propose: None,
    page: Page {
        what: "两个不同项目的资金用途，去掉“保障”“专项”“经费”等通用的词以后完全相同。同一编码分在两个单位的不报。",
        why: "同一件事分两个项目要钱，容易重复安排，也说不清各自的目标。",
        bad: Sample::Head(
            r#""projects":[{"code":"A1","name":"审批业务专项经费","purpose":"保障审批业务专项经费"},{"code":"B1","name":"审批业务其他经费","purpose":"保障审批业务其他经费"}]"#,
        ),
        good: Sample::Head(
            r#""projects":[{"code":"A1","name":"审批业务专项经费","purpose":"支付审批系统维护费"},{"code":"B1","name":"审批业务其他经费","purpose":"印制审批文书"}]"#,
        ),
        doubt: "分期、分科目申报的项目；用途写得太简的。所以只作提示。",
        safety: "用途要由人来写。",
    },
};

fn facts(table: &Table<'_>, declare: &mut Declare<'_>) {
    let matter = table.matter();
    if matter.chars().nth(2).is_some() {
        declare(mark(matter), table.code());
    }
}

fn judge(table: &Table<'_>, fact: &Fact, group: &Group, out: &mut Out<'_>) {
    if let Some((_, other)) = group.other(&fact.value) {
        out.found(table.field("purpose"), &[other.text(), &nth(other)]);
    }
}
