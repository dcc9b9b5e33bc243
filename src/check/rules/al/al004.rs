//! AL004: a purpose says more than the name.

use super::prelude::*;
use crate::check::subject::matter;

pub static RULE: Rule = Rule {
    code: "AL004",
    name: "用途只重复项目名称",
    severity: Severity::Warning,
    dimension: Dimension::Relevant,
    fix: Fix::None,
    checks: &[Check::Table(table)],
    message: |_, finding| format!("资金用途{}没有说出项目名称之外的内容", quoted(finding, 0)),
    advice: |_, _| "写明钱花在哪里：买什么、办什么、付给谁、按什么标准。".to_string(),
    propose: None,
    page: Page {
        what: "资金用途去掉“保障”“经费”等通用的词以后，与项目名称相同或只是其中一段。",
        why: "看不出钱花在哪里，资金与任务是否相配就无从审核。",
        bad: Sample::Project(r#""name":"审批业务专项经费","purpose":"保障审批业务专项经费""#),
        good: Sample::Project(r#""name":"审批业务专项经费","purpose":"印制审批文书，维护审批系统""#),
        doubt: "名称本身已经说明全部用途的小项目。",
        safety: "用途要由人来写。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    let (name, purpose) = (trimmed(&table.project.name), trimmed(&table.project.purpose));
    if name.is_empty() || purpose.is_empty() || purpose.len() > name.len() + 60 {
        return;
    }
    let matter_of_purpose = table.matter();
    // what is about a name is made of its characters
    let may = matter_of_purpose.chars().all(|c| name.contains(c));
    if may && matter(name).contains(matter_of_purpose) {
        out.found(table.field("purpose"), &[purpose]);
    }
}
