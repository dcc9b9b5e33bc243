//! TX003: a number that the form prints, written again in the text.

use super::prelude::*;
use crate::check::numbering::numbering;

pub static RULE: Rule = Rule {
    code: "TX003",
    name: "编号重复",
    severity: Severity::Warning,
    dimension: Dimension::Text,
    fix: Fix::Safe,
    checks: &[Check::Text(text)],
    message: |_, finding| format!("{}开头又写了编号“{}”", quoted(finding, 0), argument(finding, 1)),
    advice: |_, _| "删去文字里的编号；编号由程序按顺序印出。".to_string(),
    propose: Some(propose),
    page: Page {
        what: "由程序编号的内容（绩效目标、重点工作、分项标题）里又写了编号，印出来成为“1.1、”。",
        why: "编号重复让人以为下面还有第二层，调整顺序后编号也会错。",
        bad: Sample::Project(r#""goals":["1、保障窗口全年运行"]"#),
        good: Sample::Project(r#""goals":["保障窗口全年运行"]"#),
        doubt: "以序号开头的专有名称（少见）。数量（3.5万人次、2021年）不报。",
        safety: "只删去开头的编号和它后面的标点。",
    },
};

fn text(text: &Text<'_>, out: &mut Out<'_>) {
    let start = text.text.trim_start();
    let (count, length) = numbering(start);
    // elsewhere only what is doubled in itself is a mistake: a paragraph may open with a number
    let enough = if matches!(text.sort, Sort::Numbered | Sort::Goal) { 1 } else { 2 };
    if count >= enough && length < start.len() {
        out.found(text.spot, &[text.text, start[..length].trim_end()]);
    }
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let text = finding.place.find(document)?.shown();
    let start = text.trim_start();
    let rest = &start[numbering(start).1..];
    (!rest.is_empty()).then_some(())?;
    Proposal::text(document, &finding.place, rest, true)
}
