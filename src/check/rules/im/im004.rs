//! IM004: points and percentages of a plan that do not pair.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IM004",
    name: "支出计划不完整",
    severity: Severity::Warning,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[],
    message: |_, finding| format!("时点与百分比对不上：{}", quoted(finding, 0)),
    advice: |_, _| "对照原文，补录各时点的累计百分比。".to_string(),
    propose: None,
    page: Page {
        what: "导入时支出计划的时点和百分比个数不同，或者有一个不是数。",
        why: "对不上的支出计划不能用来监控进度。",
        bad: Sample::Import(
            "1.刻章费绩效目标表\n630001甲区行政审批局\t单位：万元\n项目编码\t13030421EGZEOHRQT2VKG\n项目名称\t刻章费\n资金支出计划（%）\t3月底\t6月底\t10月底\t12月底\n25.00\t50.00\n一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\n产出指标\t数量指标\t刻章套数\t全年刻制的套数\t≥600套\t上年583套\n",
        ),
        good: Sample::Import(
            "1.刻章费绩效目标表\n630001甲区行政审批局\t单位：万元\n项目编码\t13030421EGZEOHRQT2VKG\n项目名称\t刻章费\n资金支出计划（%）\t3月底\t6月底\t10月底\t12月底\n25.00\t50.00\t75.00\t100.00\n一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据\n产出指标\t数量指标\t刻章套数\t全年刻制的套数\t≥600套\t上年583套\n",
        ),
        doubt: "没有已知的误报。",
        safety: "进度只有编制人知道。",
    },
};
