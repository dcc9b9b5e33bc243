//! ST005: the heading of a table names its project. A document has no such heading: the number and
//! the name are printed from its fields, so only an import can find this, and says so.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "ST005",
    name: "标题与项目名称不一致",
    severity: Severity::Warning,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[],
    message: |_, finding| format!("表的标题写的是另一个项目{}", quoted(finding, 0)),
    advice: |_, _| "核对预算批复，确定表内的项目名称；标题由程序按项目名称印出。".to_string(),
    propose: None,
    page: Page {
        what: "导入时，表上方的标题与表内“项目名称”不是同一个项目。",
        why: "标题和内容说的不是一个项目，公开后分不清是哪个项目的目标，多半是照抄上一张表时没有改全。",
        bad: Sample::Import(
            "1.专家评审费绩效目标表\n630001甲区行政审批局\t单位：万元\n项目编码\t13030421EGZEOHRQT2VKG\n项目名称\t刻章费\n",
        ),
        good: Sample::Import(
            "1.刻章费绩效目标表\n630001甲区行政审批局\t单位：万元\n项目编码\t13030421EGZEOHRQT2VKG\n项目名称\t刻章费\n",
        ),
        doubt: "标题用的是简称。导入按表内的项目名称，标题不留在文件里，导入后的文件没有这个错误，所以只作警告，也没有可改的地方。",
        safety: "哪一个对只有编制人知道。",
    },
};
