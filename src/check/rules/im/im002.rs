//! IM002: a table of an import that is no project table.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IM002",
    name: "无法识别的表",
    severity: Severity::Warning,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[],
    message: |_, finding| format!("有一张表不是项目绩效目标表：{}", quoted(finding, 0)),
    advice: |_, _| "核对原文，需要的内容补录到相应的字段。".to_string(),
    propose: None,
    page: Page {
        what: "导入时有一张表没有项目绩效目标表的栏目，没有放进文件。",
        why: "程序不猜测表的含义，如实列出，免得漏掉一个项目。",
        bad: Sample::Import(
            "序号\t姓名\t职务\n1\t甲\t科长\n2\t乙\t科员\n\n1.刻章费绩效目标表\n630001甲区行政审批局\t单位：万元\n项目编码\t13030421EGZEOHRQT2VKG\n项目名称\t刻章费\n一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\n产出指标\t数量指标\t刻章套数\t全年刻制的套数\t≥600套\t上年583套\n",
        ),
        good: Sample::Import(
            "1.刻章费绩效目标表\n630001甲区行政审批局\t单位：万元\n项目编码\t13030421EGZEOHRQT2VKG\n项目名称\t刻章费\n一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\n产出指标\t数量指标\t刻章套数\t全年刻制的套数\t≥600套\t上年583套\n",
        ),
        doubt: "名册、公开表等与绩效目标无关的表。",
        safety: "补录到哪里只有编制人知道。",
    },
};
