//! TX004: a word written twice in a row.

use super::prelude::*;
use std::ops::Range;

pub static RULE: Rule = Rule {
    code: "TX004",
    name: "词语重复",
    severity: Severity::Warning,
    dimension: Dimension::Text,
    fix: Fix::Ask,
    checks: &[Check::Text(text)],
    message: |_, finding| format!("“{0}{0}”重复了“{0}”", argument(finding, 0)),
    advice: |_, _| "删去多写的一个；有意重复的不用改。".to_string(),
    propose: Some(propose),
    page: Page {
        what: "两个字以上的词连着写了两次（意见意见）。",
        why: "多半是输入或复制的差错，公开后影响文本质量。",
        bad: Sample::Head(r#""safeguards":[{"id":"m","text":"提出改进的意见意见"}]"#),
        good: Sample::Head(r#""safeguards":[{"id":"m","text":"提出改进的意见"}]"#),
        doubt: "有意的重复（研究研究），以及前一词的尾和后一词的头恰好相同（管理管理人员）；前者列在词表里。",
        safety: "删去一个后要读一遍是否通顺，所以须确认。",
    },
};

fn text(text: &Text<'_>, out: &mut Out<'_>) {
    if text.sort != Sort::Key
        && may_repeat(text.text)
        && let Some(word) = repeated(text.text)
    {
        out.found(text.spot, &[&text.text[word]]);
    }
}

/// Whether two equal words may follow each other: then a pair of characters stands twice, as far apart
/// as a word is long.
fn may_repeat(text: &str) -> bool {
    // the pairs before this one, the last first
    let mut before = [0_u64; 6];
    let mut last = 0_u32;
    for c in text.chars() {
        let pair = u64::from(last) << 32 | u64::from(c);
        if before[1..].contains(&pair) {
            return true;
        }
        before.copy_within(..5, 1);
        (before[0], last) = (pair, u32::from(c));
    }
    false
}

/// The first of two equal words of two to six Chinese characters that follow each other.
fn repeated(text: &str) -> Option<Range<usize>> {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let end = |n: usize| chars.get(n).map_or(text.len(), |(at, _)| *at);
    for start in 0..chars.len() {
        for length in (2..=6).filter(|length| start + 2 * length <= chars.len()) {
            let (first, second) = (&chars[start..start + length], &chars[start + length..start + 2 * length]);
            let equal = first.iter().map(|c| c.1).eq(second.iter().map(|c| c.1));
            // 哈哈哈哈 is one character, not a word
            let is_word = first.iter().all(|c| is_han(c.1)) && first.iter().any(|c| c.1 != first[0].1);
            if equal && is_word && !words::REPEATED.has(&text[end(start)..end(start + 2 * length)]) {
                return Some(end(start)..end(start + length));
            }
        }
    }
    None
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let mut text = finding.place.find(document)?.shown();
    let word = repeated(&text)?;
    text.replace_range(word, "");
    Proposal::text(document, &finding.place, &text, false)
}
