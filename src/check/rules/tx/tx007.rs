//! TX007: what a conversion from Word left in a text.

use super::prelude::*;
use std::ops::Range;

pub static RULE: Rule = Rule {
    code: "TX007",
    name: "转换残留",
    severity: Severity::Warning,
    dimension: Dimension::Text,
    fix: Fix::Safe,
    checks: &[Check::Text(text)],
    message: |_, finding| format!("文字里有转换残留{}", quoted(finding, 0)),
    advice: |_, _| "删去书签标记、单独成行的页码和“续表”字样。".to_string(),
    propose: Some(propose),
    page: Page {
        what: "文字里留着从 Word 转换来的书签标记（[bookmark: …]）、单独成行的页码或“续表”。导入时这些会自动去掉并在报告里说明。",
        why: "这些不是正文，公开后影响阅读，也使查找和比较落空。",
        bad: Sample::Project(r#""purpose":"保障窗口运行，\n— 12 —\n满足办事需求""#),
        good: Sample::Project(r#""purpose":"保障窗口运行，满足办事需求""#),
        doubt: "没有已知的误报。单独成行的一个数（没有“第”“页”或横线）可能是正文，不报。",
        safety: "只删去残留本身；单位、编码和项目名称须确认。",
    },
};

fn text(text: &Text<'_>, out: &mut Out<'_>) {
    // both kinds of it hold one of these
    let may = text.glance.shows(Sign::Bracket) || text.glance.shows(Sign::Break);
    if let Some(residue) = may.then(|| residue(text.text)).flatten() {
        let key = if text.sort == Sort::Key { "key" } else { "" };
        out.found(text.spot, &[text.text[residue].trim(), key]);
    }
}

/// The first residue in a text; of a line with its end, so that nothing is left of it.
fn residue(text: &str) -> Option<Range<usize>> {
    if let Some(start) = text.find("[bookmark") {
        let end = text[start..].find(']').map(|end| start + end + 1)?;
        return Some(start..end);
    }
    // a text of one line that looks like a number of a page may be anything
    let mut start = 0;
    text.contains('\n').then_some(())?;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let before = bare.is_empty() || !(is_page_number(bare) || bare == "续表" || bare == "（续表）");
        if !before {
            let is_last = start + line.len() == text.len();
            // the last line takes the break before it along
            let from = if is_last { text[..start].trim_end_matches(['\n', '\r']).len() } else { start };
            return Some(from..start + line.len());
        }
        start += line.len();
    }
    None
}

/// `— 12 —`, `第 12 页`, `第12页 共30页`, `12/30页`.
fn is_page_number(line: &str) -> bool {
    let is_dash = |c: char| matches!(c, '-' | '—' | '–' | '－');
    let number = |text: &str| {
        let text = text.trim();
        !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit())
    };
    let inner = line.trim_matches(is_dash);
    let between = line.starts_with(is_dash) && line.ends_with(is_dash) && number(inner);
    let page = |text: &str| {
        let text = text.trim();
        text.strip_prefix(['第', '共']).and_then(|rest| rest.strip_suffix('页')).is_some_and(number)
    };
    between
        || page(line)
        || line.split_once('页').is_some_and(|(first, rest)| {
            page(&format!("{first}页")) && page(rest.trim().trim_start_matches(['/', '，']))
        })
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let mut text = finding.place.find(document)?.shown();
    while let Some(range) = residue(&text) {
        text.replace_range(range, "");
    }
    Proposal::text(document, &finding.place, &text, argument(finding, 1).is_empty())
}
