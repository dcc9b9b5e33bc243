//! TX004: a word written twice in a row.

use super::prelude::*;
use crate::text::narrow::is_han;
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

/// A word has two to so many characters.
const LONGEST: usize = 6;

fn text(text: &Text<'_>, out: &mut Out<'_>) {
    if text.sort != Sort::Key
        && let Some(word) = repeated(text.text)
    {
        out.found(text.spot, &[&text.text[word]]);
    }
}

/// The first of two equal words of Chinese characters that follow each other.
fn repeated(text: &str) -> Option<Range<usize>> {
    // the characters before, with where they stand: as many as two words have
    let mut before = [(0, '\0'); 16];
    // by length of a word, how many characters on end are equal to those one word before
    let mut equal = [0; LONGEST + 1];
    let mut first: Option<(usize, Range<usize>)> = None;
    for (n, (at, c)) in text.char_indices().enumerate() {
        if first.as_ref().is_some_and(|(start, _)| n > start + 2 * LONGEST) {
            break;
        }
        before[n % 16] = (at, c);
        for length in 2..=LONGEST {
            if n < length || before[(n - length) % 16].1 != c {
                equal[length] = 0;
                continue;
            }
            equal[length] += 1;
            if equal[length] < length {
                continue;
            }
            let start = n + 1 - 2 * length;
            let [from, middle] = [start, start + length].map(|n| before[n % 16].0);
            let is_first = first.as_ref().is_none_or(|(before, _)| start < *before);
            let both = &text[from..at + c.len_utf8()];
            if is_first && is_word(&text[from..middle]) && !words::REPEATED.has(both) {
                first = Some((start, from..middle));
            }
        }
    }
    first.map(|(_, word)| word)
}

/// Whether all are Chinese characters; 哈哈 is one of them, not a word.
fn is_word(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    text.chars().all(is_han) && chars.any(|c| Some(c) != first)
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let mut text = finding.place.find(document)?.shown();
    let word = repeated(&text)?;
    text.replace_range(word, "");
    Proposal::text(document, &finding.place, &text, false)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// All words of all lengths at all places, one after the other.
    fn slowly(text: &str) -> Option<Range<usize>> {
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let pairs = (0..ends.len()).flat_map(|start| (2..=LONGEST).map(move |length| (start, length)));
        let mut words = pairs.filter_map(|(start, length)| {
            Some((ends[start], *ends.get(start + length)?, *ends.get(start + 2 * length)?))
        });
        let found = words.find(|(from, middle, to)| {
            let (one, other) = (&text[*from..*middle], &text[*middle..*to]);
            one == other && is_word(one) && !words::REPEATED.has(&text[*from..*to])
        });
        found.map(|(from, middle, _)| from..middle)
    }

    proptest! {
        #[test]
        fn one_walk_finds_what_looking_everywhere_finds(text in "[保障一a，]{0,30}", more in "(保障|研究){0,9}") {
            for text in [format!("{text}{more}"), format!("{more}{text}"), more] {
                prop_assert_eq!(repeated(&text), slowly(&text));
            }
        }
    }
}
