//! IM001: text of an import that belongs to nothing known.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IM001",
    name: "未能归位的文字",
    severity: Severity::Warning,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[],
    message: |_, finding| format!("这段文字没有归到任何字段：{}", quoted(finding, 0)),
    advice: |_, _| "核对原文，需要的内容补录到相应的字段。".to_string(),
    propose: None,
    page: Page {
        what: "导入时有一段文字不属于绩效文本的任何部分，没有放进文件。",
        why: "程序不猜测：归不了位的文字如实列出，由人决定要不要。",
        bad: Sample::Import(
            "附注：本表由财务科填报。\n1.刻章费绩效目标表\n630001甲区行政审批局\t单位：万元\n项目编码\t13030421EGZEOHRQT2VKG\n项目名称\t刻章费\n一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\n产出指标\t数量指标\t刻章套数\t全年刻制的套数\t≥600套\t上年583套\n",
        ),
        good: Sample::Import(
            "1.刻章费绩效目标表\n630001甲区行政审批局\t单位：万元\n项目编码\t13030421EGZEOHRQT2VKG\n项目名称\t刻章费\n一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\n产出指标\t数量指标\t刻章套数\t全年刻制的套数\t≥600套\t上年583套\n",
        ),
        doubt: "文档里与绩效目标无关的说明、签章，本来就不必导入。",
        safety: "补录到哪里只有编制人知道。",
    },
};
