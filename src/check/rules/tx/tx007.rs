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
    advice: |_, finding| match argument(finding, 1) {
        "lost" => "原文引用的内容没有转换过来：对照原文补写，或者删去。".to_string(),
        _ => "删去书签标记、域代码、单独成行的页码和“续表”字样，&nbsp; 一类的写成原来的字。".to_string(),
    },
    propose: Some(propose),
    page: Page {
        what: "文字里留着从 Word 转换来的书签标记（[bookmark: …]）、单独成行的页码或“续表”，以及域代码（HYPERLINK、PAGEREF、_Toc…）、网页字符（&nbsp;、&amp;）和“错误!未找到引用源”。导入时书签和页码会自动去掉并在报告里说明。",
        why: "这些不是正文，公开后影响阅读，也使查找和比较落空。",
        bad: Sample::Project(r#""purpose":"保障窗口运行，\n— 12 —\n满足办事需求""#),
        good: Sample::Project(r#""purpose":"保障窗口运行，满足办事需求""#),
        doubt: "没有已知的误报。单独成行的一个数（没有“第”“页”或横线）可能是正文，不报。",
        safety: "只删去残留本身；“错误!未找到引用源”处少了内容，单位、编码和项目名称不能随意改，这些须确认。",
    },
};

fn text(text: &Text<'_>, out: &mut Out<'_>) {
    // nearly all texts hold none of these
    let may = text.glance.shows(Sign::Bracket)
        || text.glance.shows(Sign::Break)
        || text.glance.has(&words::RESIDUES);
    if let Some(residue) = may.then(|| residue(text.text)).flatten() {
        // what is lost counts more than what is only too much, wherever it stands
        let lost = words::RESIDUES.all().iter().find(|word| is_lost(word) && text.text.contains(**word));
        let (told, case) = match (lost, text.sort) {
            (Some(word), _) => (*word, "lost"),
            (None, Sort::Key) => (text.text[residue].trim(), "key"),
            (None, _) => (text.text[residue].trim(), ""),
        };
        out.found(text.spot, &[told, case]);
    }
}

/// Whether something stood there that is not there any more.
fn is_lost(residue: &str) -> bool {
    residue.starts_with("错误") || residue.starts_with("Error!")
}

/// The first residue in a text.
fn residue(text: &str) -> Option<Range<usize>> {
    // a search for all words at once is much faster than a look at each character
    let inline = || words::RESIDUES.within(text).and_then(|_| inline(text));
    bookmark(text).or_else(|| inline().map(|(range, _)| range)).or_else(|| {
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

/// The first entity, field code or mistake of Word in a text, and what belongs there.
fn inline(text: &str) -> Option<(Range<usize>, &'static str)> {
    let (range, word) = text.char_indices().find_map(|(start, _)| {
        let word = words::RESIDUES.all().iter().find(|word| text[start..].starts_with(**word))?;
        let end = start + word.trim_end_matches('\\').len();
        Some((start..end + ending(word, &text[end..])?, *word))
    })?;
    let meant = ENTITIES.iter().find(|(entity, _)| *entity == word).map_or("", |(_, meant)| meant);
    Some((range, meant))
}

/// What the entities of a web page mean.
const ENTITIES: [(&str, &str); 11] = [
    ("&nbsp;", " "),
    ("&#160;", " "),
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&ldquo;", "“"),
    ("&rdquo;", "”"),
    ("&mdash;", "—"),
    ("&middot;", "·"),
    ("&hellip;", "…"),
];

/// How much of what follows a residue belongs to it; `None` where it is none after all.
fn ending(word: &str, rest: &str) -> Option<usize> {
    if is_lost(word) {
        return Some(rest.len() - rest.strip_prefix(['。', '.']).unwrap_or(rest).len());
    }
    if word.starts_with('&') {
        // &amp;amp; was written twice
        let again = if word == "&amp;" { rest.len() - rest.trim_start_matches("amp;").len() } else { 0 };
        return Some(again);
    }
    let mut at = 0;
    if word.ends_with('"') {
        at = rest.find(['"', '\n']).filter(|at| rest[*at..].starts_with('"'))? + 1;
    } else if word.ends_with(['_', 'c', 'f']) {
        // the name of a mark: _Toc12345
        let name = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let has_number = rest.bytes().take(name).filter(u8::is_ascii_digit).count() > 2;
        at = has_number.then_some(name)?;
    }
    // its switches: \h, \o "…", \* MERGEFORMAT
    while let Some(switch) = rest[at..].trim_start_matches(' ').strip_prefix('\\') {
        let name = switch.bytes().take_while(|byte| !byte.is_ascii_whitespace() && byte.is_ascii()).count();
        let after = switch[name..].trim_start_matches(' ');
        let argument = match after.strip_prefix('"') {
            Some(quoted) => quoted.find('"').map_or(0, |end| end + 2),
            None if after.starts_with("MERGEFORMAT") => "MERGEFORMAT".len(),
            None => 0,
        };
        at = rest.len() - if argument > 0 { after[argument..].len() } else { switch[name..].len() };
    }
    Some(at)
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
    // what stood on both sides of one may be another one; nobody writes more than a few
    const ROUNDS: usize = 9;
    let mut out = without_lines(&without_bookmarks(text));
    for _ in 0..ROUNDS {
        if inline(&out).is_none() {
            break;
        }
        out = without_lines(&without_bookmarks(&without_inline(&out)));
    }
    out
}

/// The text without entities, field codes and mistakes of Word.
fn without_inline(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((range, meant)) = inline(rest) {
        out.push_str(&rest[..range.start]);
        out.push_str(meant);
        rest = &rest[range.end..];
        // of the blanks on both sides of what is gone one is enough
        if meant.is_empty() && (out.is_empty() || out.ends_with(' ')) {
            rest = rest.trim_start_matches(' ');
        }
    }
    out.push_str(rest);
    out
}

/// The text without bookmarks.
fn without_bookmarks(text: &str) -> String {
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
    out
}

/// The text without lines of which nothing is to stay.
fn without_lines(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut left = text.len();
    for line in text.split_inclusive('\n') {
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
    let old = finding.place.find(document)?.shown();
    let new = cleaned(&old);
    // a residue at the end takes its blank with it
    let trimmed = new.trim();
    let is_left_over = old.trim() == old && !trimmed.is_empty();
    let new = if is_left_over { trimmed } else { new.as_str() };
    Proposal::text(document, &finding.place, new, argument(finding, 1).is_empty())
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
            ("甲&amp;amp;nbsp;乙&lt;3", "甲 乙<3"),
            ("见错误!未找到引用源。所列", "见所列"),
            ("甲 HYPERLINK \\l \"_Toc12345\" 乙", "甲 乙"),
            ("TOC \\o \"1-3\" \\h \\z \\u 甲", "甲"),
            ("甲 PAGEREF _Toc12345 \\h \\* MERGEFORMAT", "甲 "),
            ("甲_Toc，HYPERLINK \"乙", "甲_Toc，HYPERLINK \"乙"),
        ] {
            assert_eq!(cleaned(text), left, "{text}");
        }
        // however long
        cleaned(&"甲乙丙\n— 12 —\n".repeat(100_000));
        cleaned(&"[bookmark]".repeat(100_000));
        cleaned(&"&amp;".repeat(100_000));
        cleaned(&"HYPERLINK \"_Toc123".repeat(20_000));
        cleaned(&("[book".repeat(50_000) + &"[bookmark]mark]".repeat(50_000)));
    }

    proptest! {
        #[test]
        fn nothing_of_it_is_left(text in "(\\[bookmark|\\[book|mark|\\]|甲|\n|— 1 —|续表|第 2 页|&amp;|&|nbsp;|amp;|_Toc|123|错误!未找到引用源|HYPERLINK \"| ){0,9}") {
            let cleaned = cleaned(&text);
            prop_assert_eq!(residue(&cleaned), None);
            if residue(&text).is_none() {
                prop_assert_eq!(cleaned, text);
            }
        }
    }
}
