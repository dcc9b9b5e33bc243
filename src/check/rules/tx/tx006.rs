//! TX006: Chinese prose has Chinese punctuation.

use super::prelude::*;
use crate::text::narrow::is_han;

pub static RULE: Rule = Rule {
    code: "TX006",
    name: "中文里用了半角标点",
    severity: Severity::Info,
    dimension: Dimension::Text,
    fix: Fix::Safe,
    checks: &[Check::Text(text)],
    message: |_, finding| format!("{}里有半角标点 {}", quoted(finding, 0), argument(finding, 1)),
    advice: |_, _| "中文之间用全角标点。".to_string(),
    propose: Some(propose),
    page: Page {
        what: "两个汉字之间，或汉字之后的句末，用了半角的逗号、分号、冒号、问号、叹号；汉字旁边的半角括号，里面是汉字或数，或者一半全角一半半角。算式里的括号不算。",
        why: "全角、半角混用，公开文本不规范，查找也会落空。",
        bad: Sample::Project(r#""purpose":"保障窗口运行,满足办事需求""#),
        good: Sample::Project(r#""purpose":"保障窗口运行，满足办事需求""#),
        doubt: "没有已知的误报。数字、英文和网址旁的标点不报；单位、编码和项目名称由预算系统确定，不报。",
        safety: "只改标点的宽窄，并删去半角逗号等后面的空格。",
    },
};

const MARKS: [(char, char); 5] = [(',', '，'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！')];

fn text(text: &Text<'_>, out: &mut Out<'_>) {
    let has_brackets = || text.text.bytes().any(|byte| matches!(byte, b'(' | b')'));
    if text.sort == Sort::Key || !(text.glance.shows(Sign::Mark) || has_brackets()) {
        return;
    }
    if let Some((_, narrow, _)) = marks(text.text).next().or_else(|| brackets(text.text).into_iter().next()) {
        out.found(text.spot, &[text.text, narrow.encode_utf8(&mut [0; 4])]);
    }
}

/// Half-width brackets among Chinese characters: where, which, and the ones that belong there. A pair
/// of two widths is one; a pair of Latin text or of a numbering is none.
fn brackets(text: &str) -> Vec<(usize, char, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut found = Vec::new();
    let mut last_han = None;
    for (at, c) in text.char_indices() {
        match c {
            c if is_han(c) => last_han = Some(at),
            '(' | '（' => open.push((at, c)),
            ')' | '）' => {
                let Some((start, first)) = open.pop() else { continue };
                let before = text[..start].chars().next_back();
                let after = text[at + c.len_utf8()..].chars().next();
                let inner = &text[start + first.len_utf8()..at];
                let is_between = before.is_some_and(is_han) && after.is_some_and(is_han);
                let is_number = !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit());
                let is_chinese = before.is_none_or(|c| !c.is_ascii_alphabetic()) && last_han > Some(start);
                let is_mixed = (first == '(') != (c == ')');
                let is_prose = is_chinese && !is_formula(before, inner);
                if is_mixed || is_prose || (is_between && is_number) {
                    found.extend((first == '(').then_some((start, '(', '（')));
                    found.extend((c == ')').then_some((at, ')', '）')));
                }
            }
            _ => {}
        }
    }
    found.sort_unstable();
    found
}

/// Whether a pair of brackets is part of a formula: (合格数/总数)×100%, 支出/(人数×天数).
fn is_formula(before: Option<char>, inner: &str) -> bool {
    let is_operator = |c: char| "+-*/×÷＋－−＊／".contains(c);
    before.is_some_and(|c| is_operator(c) || c == '=') || inner.contains(is_operator)
}

/// Half-width marks between Chinese characters: where, which, and the one that belongs there.
fn marks(text: &str) -> impl Iterator<Item = (usize, char, char)> {
    let is_chinese = |c: char| is_han(c) || "）》”、".contains(c);
    text.char_indices().filter_map(move |(at, c)| {
        let (narrow, wide) = MARKS.iter().find(|(narrow, _)| *narrow == c).copied()?;
        let before = text[..at].chars().next_back()?;
        // 错误!未找到引用源 is told by TX007
        if c == '!' && text[..at].ends_with("错误") {
            return None;
        }
        let after = text[at + 1..].trim_start_matches(' ').chars().next();
        let fits = is_chinese(before) && after.is_none_or(|c| is_chinese(c) || "（《“\n".contains(c));
        fits.then_some((at, narrow, wide))
    })
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let old = finding.place.find(document)?.shown();
    // the blank that follows a half-width mark, but no bracket, goes with it
    let paired = replaced(&old, brackets(&old).into_iter(), false);
    // a mark after a bracket is among Chinese only now
    let new = replaced(&paired, marks(&paired), true);
    Proposal::text(document, &finding.place, &new, true)
}

/// The text with the narrow marks `found` in it made wide, maybe without the blanks behind them.
fn replaced(text: &str, found: impl Iterator<Item = (usize, char, char)>, takes_blanks: bool) -> String {
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for (at, narrow, wide) in found {
        out.push_str(&text[from..at]);
        out.push(wide);
        from = at + narrow.len_utf8();
        if takes_blanks {
            from = text.len() - text[from..].trim_start_matches(' ').len();
        }
    }
    out.push_str(&text[from..]);
    out
}
