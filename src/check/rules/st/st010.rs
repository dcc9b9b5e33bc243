//! ST010: the edition that is named is one that is known.

use super::prelude::*;
use crate::model::Edition;

pub static RULE: Rule = Rule {
    code: "ST010",
    name: "没有所写的指标版本",
    severity: Severity::Warning,
    dimension: Dimension::Complete,
    fix: Fix::Ask,
    checks: &[Check::Head(head)],
    message: |document, finding| {
        let title = &document.edition().0.title;
        format!("没有{}这个指标版本，按年度选用：{title}", quoted(finding, 0))
    },
    advice: |_, _| {
        let names: Vec<&str> = Edition::all().iter().map(|edition| edition.name.as_str()).collect();
        format!("改为其中之一：{}；所在地区另有版本的，先把它放进设置。", names.join("、"))
    },
    propose: Some(propose),
    page: Page {
        what: "文档写明的指标版本，程序里没有，设置里也没有。没有写版本的按年度和区划选用，不报。",
        why: "框架、必设的指标和支出时点都由版本给出；版本不认得，检查的结果就可能与所在地区的要求不符。",
        bad: Sample::Head(r#""year":2021,"edition":"hebei-2021""#),
        good: Sample::Head(r#""year":2021,"edition":"cn-2015""#),
        doubt: "所在地区自己的版本，在没有放进设置的电脑上检查时。",
        safety: "建议改为按年度选用的版本；也可能是缺少地区的版本，所以须确认。",
    },
};

fn head(head: &Head<'_>, out: &mut Out<'_>) {
    let named = trimmed(&head.document.edition);
    if !named.is_empty() && !head.document.edition().1 {
        out.found(Spot::ROOT.field("edition"), &[named]);
    }
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    Proposal::text(document, &finding.place, &document.edition().0.name, false)
}
