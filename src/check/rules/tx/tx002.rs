//! TX002: a field of one line holds one line.

use super::prelude::*;
use crate::text::clean;

pub static RULE: Rule = Rule {
    code: "TX002",
    name: "单行字段里有换行",
    severity: Severity::Warning,
    dimension: Dimension::Text,
    fix: Fix::Safe,
    checks: &[Check::Text(text)],
    message: |_, finding| format!("{}里有换行", quoted(finding, 0)),
    advice: |_, _| "合成一行；本是几项的，分成几条。".to_string(),
    propose: Some(propose),
    page: Page {
        what: "名称、标题、目标等只占一行的内容里有换行。",
        why: "换行多半来自 Word 单元格，会打乱表格，也使查找和比较落空。",
        bad: Sample::Project(r#""goals":["保障窗口\n全年运行"]"#),
        good: Sample::Project(r#""goals":["保障窗口全年运行"]"#),
        doubt: "没有已知的误报。首尾的换行由 TX001 报出。",
        safety: "换行两边直接相连，英文之间留一个空格；单位、编码和项目名称须确认。",
    },
};

fn text(text: &Text<'_>, out: &mut Out<'_>) {
    if text.sort == Sort::Prose || !text.glance.shows(Sign::Break) {
        return;
    }
    let inner = crate::text::narrow::trim(text.text);
    if inner.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let key = if text.sort == Sort::Key { "key" } else { "" };
        out.found(text.spot, &[text.text, key]);
    }
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let text = finding.place.find(document)?.shown();
    let is_safe = argument(finding, 1).is_empty();
    Proposal::text(document, &finding.place, &clean::one_line(&text), is_safe)
}
