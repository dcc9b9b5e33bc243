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

/// The first residue in a text.
fn residue(text: &str) -> Option<Range<usize>> {
    bookmark(text).or_else(|| {
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if is_residue(line, start == 0) {
                return Some(start..start + line.len());
            }
            start += line.len();
        }
        None
    })
}

const BOOKMARK: &str = "[bookmark";

fn bookmark(text: &str) -> Option<Range<usize>> {
    let start = text.find(BOOKMARK)?;
    let end = text[start..].find(']')?;
    Some(start..start + end + 1)
}

/// How much of a mark the first text ends with, and how much of it the second one begins with.
fn begun(one: &str, other: &str) -> Option<(usize, usize)> {
    let is_begun = |k: &usize| one.ends_with(&BOOKMARK[..*k]) && other.starts_with(&BOOKMARK[*k..]);
    let begun = (1..BOOKMARK.len()).find(is_begun)?;
    Some((begun, other.find(']')? + 1))
}

/// Whether nothing of a line is to stay. A text of one line that looks like a number of a page may be
/// anything.
fn is_residue(line: &str, is_first: bool) -> bool {
    let bare = line.trim();
    let is_alone = is_first && !line.ends_with('\n');
    !is_alone && (is_page_number(bare) || bare == "续表" || bare == "（续表）")
}

/// The text without all residue.
fn cleaned(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(range) = bookmark(rest) {
        out.push_str(&rest[..range.start]);
        rest = &rest[range.end..];
        // what stood on both sides of it may be another one
        while let Some((begun, end)) = begun(&out, rest) {
            out.truncate(out.len() - begun);
            rest = &rest[end..];
        }
    }
    out.push_str(rest);
    let mut kept = String::with_capacity(out.len());
    let mut left = out.len();
    for line in out.split_inclusive('\n') {
        left -= line.len();
        if !is_residue(line, kept.is_empty()) {
            kept.push_str(line);
        } else if left == 0 {
            // the last line takes the break before it along
            kept.truncate(kept.trim_end_matches(['\n', '\r']).len());
        }
    }
    kept
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
    let text = cleaned(&finding.place.find(document)?.shown());
    Proposal::text(document, &finding.place, &text, argument(finding, 1).is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_left_is_the_text_alone() {
        for (text, left) in [
            ("甲\n— 12 —\n乙", "甲\n乙"),
            ("甲\n— 1 —\n— 2 —", "甲"),
            ("甲\n第 3 页\n", "甲"),
            ("— 1 —\n甲", "甲"),
            ("— 1 —", "— 1 —"),
            ("— 1 —\n— 2 —", "— 2 —"),
            ("甲[bookmark: a]乙[bookmark: b]", "甲乙"),
            ("[book[bookmark: a]mark: b]甲", "甲"),
            ("甲[bookmark", "甲[bookmark"),
        ] {
            assert_eq!(cleaned(text), left, "{text}");
        }
        // however long
        cleaned(&"甲乙丙\n— 12 —\n".repeat(100_000));
        cleaned(&"[bookmark]".repeat(100_000));
        cleaned(&("[book".repeat(50_000) + &"[bookmark]mark]".repeat(50_000)));
    }

    proptest! {
        #[test]
        fn nothing_of_it_is_left(text in "(\\[bookmark|\\[book|mark|\\]|甲|\n|— 1 —|续表|第 2 页){0,9}") {
            let cleaned = cleaned(&text);
            prop_assert_eq!(residue(&cleaned), None);
            if residue(&text).is_none() {
                prop_assert_eq!(cleaned, text);
            }
        }
    }
}
