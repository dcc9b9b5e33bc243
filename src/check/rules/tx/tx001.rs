//! TX001: blanks at the ends of a field.

use super::prelude::*;
use crate::text::narrow::trim;

pub static RULE: Rule = Rule {
    code: "TX001",
    name: "首尾有空白",
    severity: Severity::Info,
    dimension: Dimension::Text,
    fix: Fix::Safe,
    checks: &[Check::Text(text)],
    message: |_, finding| format!("{}的首尾有空白", quoted(finding, 0)),
    advice: |_, _| "删去首尾的空格和换行。".to_string(),
    propose: Some(propose),
    page: Page {
        what: "文字的开头或结尾有空格、全角空格或换行。",
        why: "看不见的空白使同样的内容比不到一起，打印出来也不齐。",
        bad: Sample::Project(r#""purpose":" 保障窗口运行 ""#),
        good: Sample::Project(r#""purpose":"保障窗口运行""#),
        doubt: "没有已知的误报。",
        safety: "单位、编码和项目名称由预算系统确定，那里的空白只给建议，须确认。",
    },
};

fn text(text: &Text<'_>, out: &mut Out<'_>) {
    if text.glance.shows(Sign::Blank) {
        let key = if text.sort == Sort::Key { "key" } else { "" };
        out.found(text.spot, &[text.text, key]);
    }
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let text = finding.place.find(document)?.shown();
    let is_safe = argument(finding, 1).is_empty();
    Proposal::text(document, &finding.place, trim(&text), is_safe)
}
