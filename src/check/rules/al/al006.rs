//! AL006: every project serves one of the sub-goals.

use super::prelude::*;
use crate::check::subject::{Pairs, is_shared, pairs, subject};

pub static RULE: Rule = Rule {
    code: "AL006",
    name: "项目没有对应的分项目标",
    severity: Severity::Info,
    dimension: Dimension::Relevant,
    fix: Fix::None,
    checks: &[Check::Whole(Whole {
        fields: &["sub_goals"],
        traces,
        row_traces: |_, _| {},
        sieve: Some(sieve),
        judge,
    })],
    message: |_, finding| {
        format!("有 {} 个项目在分项绩效目标里找不到对应：{}", argument(finding, 0), argument(finding, 1))
    },
    advice: |_, _| "看这些项目服务于哪一个分项目标，在其标题或目标里写明；没有的，补一个分项。".to_string(),
    propose: None,
    page: Page {
        what: "项目的事（项目名称去掉“经费”“专项”等结尾）的相邻两字，在分项目标的标题、目标和指标里出现得不到三分之一，也不到两处。全文报一处，列出项目。",
        why: "部门目标应由项目来实现；没有分项目标的项目，说不清为部门的哪项职责花钱。",
        bad: Sample::Head(
            r#""sub_goals":[{"id":"s","title":"政务公开","goal":"按时公开"}],"projects":[{"name":"刻章费"}]"#,
        ),
        good: Sample::Head(
            r#""sub_goals":[{"id":"s","title":"企业开办免费刻章","goal":"一日办结"}],"projects":[{"name":"刻章费"}]"#,
        ),
        doubt: "分项目标写得概括，或者用另一个说法说同一件事，所以只作提示。",
        safety: "对应关系由人判断。",
    },
};

fn traces(table: &Table<'_>, trace: &mut Trace<'_>) {
    trace(trimmed(&table.project.name), None);
}

/// The names of which the sub-goals do not speak.
fn sieve(document: &Document) -> Sieve {
    let texts = document.sub_goals.values().flat_map(|goal| {
        let texts = [goal.title.text(), goal.goal.text()].into_iter();
        texts.chain(goal.indicators.values().map(String::as_str))
    });
    let told: Pairs = texts.flat_map(pairs).collect();
    // without sub-goals ST001 speaks
    match document.sub_goals.values().next() {
        Some(_) => Sieve::Pairs(told, |name, told| !is_shared(&subject(name), |pair| told.contains(&pair))),
        None => Sieve::Any(Box::new(|_| false)),
    }
}

fn judge(all: &All<'_>, out: &mut Out<'_>) {
    let count = all.outstanding_count();
    if count > 0 {
        let names: Vec<String> = all.outstanding().take(5).map(|(name, _)| quote(name)).collect();
        let more = if count > names.len() { "等" } else { "" };
        let listed = format!("{}{more}", names.join(""));
        out.found(Spot::ROOT.field("sub_goals"), &[&count.to_string(), &listed]);
    }
}
