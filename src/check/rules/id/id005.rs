//! ID005: a project name that says what the money is for, one matter only.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "ID005",
    name: "项目名称笼统",
    severity: Severity::Info,
    dimension: Dimension::Relevant,
    fix: Fix::None,
    checks: &[Check::Table(table)],
    message: |_, finding| match argument(finding, 1) {
        "、" => format!("项目名称{}里有几件事", quoted(finding, 0)),
        word => format!("项目名称{}用了笼统的“{word}”", quoted(finding, 0)),
    },
    advice: |_, _| "名称由预算系统确定，本年不必改；下年申报时写明具体事项，一个项目一件事。".to_string(),
    propose: None,
    page: Page {
        what: "项目名称里有“其他”“专项经费”等笼统的词，或者用顿号并列了几件事。",
        why: "名称笼统的项目说不清钱用在哪里，目标也容易写空。",
        bad: Sample::Project(r#""name":"审批业务其他经费""#),
        good: Sample::Project(r#""name":"档案数字化经费""#),
        doubt: "名称由预算系统确定，当年不能改，所以只作提示。",
        safety: "项目名称不作自动修改。",
    },
};

fn table(table: &Table<'_>, out: &mut Out<'_>) {
    let name = trimmed(&table.project.name);
    let word = words::VAGUE_NAMES.within(name).or(name.contains('、').then_some("、"));
    if let Some(word) = word {
        out.found(table.field("name"), &[name, word]);
    }
}
