//! IC007: the name of an indicator says what is measured.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IC007",
    name: "名称读不出怎样衡量",
    severity: Severity::Warning,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Row(row)],
    message: |_, finding| format!("{}以“{}”结尾，读不出衡量什么", quoted(finding, 0), argument(finding, 1)),
    advice: |_, _| "改成能数、能算的名称，如“办件数”“故障次数”“按期完成率”。".to_string(),
    propose: None,
    page: Page {
        what: "三级指标的名称以情况、运行、水平、消耗等结尾，指标值又没有计量单位（百分比不算），也没有写明各档。",
        why: "这样的名称没有说衡量的是数、率还是时间，指标值也就没有含义。",
        bad: Sample::Rows(r#"{"name":"任务完成情况"}"#),
        good: Sample::Rows(r#"{"name":"任务按期完成率"}"#),
        doubt: "约定俗成、口径已写在描述里的名称。",
        safety: "名称要由人来写。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let name = row.name.text;
    // 噪声水平 ≤55分贝: the unit says what is measured; so do grades that are explained
    let is_measured = |aim: &Aim<'_>| {
        (aim.is_number() && aim.is_unit && !aim.is_percent) || aim.target.grades.values().nth(1).is_some()
    };
    if row.aim.as_ref().is_some_and(is_measured) {
        return;
    }
    if row.name.ends(&words::UNMEASURED)
        && let Some(word) = words::UNMEASURED.at_end(name)
        && !row.name.has(&words::SATISFACTION)
    {
        out.found(row.field("name"), &[name, word]);
    }
}
