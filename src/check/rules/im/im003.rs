//! IM003: a row of indicators whose cells cannot be told apart, or a table without rows.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IM003",
    name: "指标行不完整",
    severity: Severity::Warning,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[],
    message: |_, finding| format!("这一行缺少单元格，或者分不清各是哪一栏：{}", quoted(finding, 0)),
    advice: |_, _| "对照原文，核对这一行各栏的内容。".to_string(),
    propose: None,
    page: Page {
        what: "导入时指标行的单元格比表头少或多，或者一张表没有指标行。",
        why: "合并、断行的单元格在转换时会丢失边界，错一格，后面各栏就都错了。",
        bad: Sample::Import(
            "1.刻章费绩效目标表\n630001甲区行政审批局\t单位：万元\n项目编码\t13030421EGZEOHRQT2VKG\n项目名称\t刻章费\n一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\n产出指标\t数量指标\t刻章套数\t≥600套\n",
        ),
        good: Sample::Import(
            "1.刻章费绩效目标表\n630001甲区行政审批局\t单位：万元\n项目编码\t13030421EGZEOHRQT2VKG\n项目名称\t刻章费\n一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\n产出指标\t数量指标\t刻章套数\t全年刻制的套数\t≥600套\t上年583套\n",
        ),
        doubt: "原表本来就空着最后几栏的。",
        safety: "各栏是什么只有编制人知道。",
    },
};
