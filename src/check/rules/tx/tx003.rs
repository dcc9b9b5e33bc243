//! TX003: a number that the form prints, written again in the text.

use super::prelude::*;

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

/// How many numberings stand at the start, and their length: `1、`, `1.1、`, `（一）`, `一、`, `①`.
pub fn numbering(text: &str) -> (usize, usize) {
    let (mut count, mut end) = (0, 0);
    // up to the last one that stands by itself
    let mut sure = (0, 0);
    while let Some(one) = one(&text[end..]) {
        count += 1;
        end += one.length;
        if !one.goes_on {
            sure = (count, end);
        }
    }
    sure
}

/// What looks like one numbering.
struct One {
    /// With the blanks after it.
    length: usize,
    /// It is one only if another one follows: 3.5万人次 and 三、四季度 are none, 1.1、 is.
    goes_on: bool,
}

fn one(text: &str) -> Option<One> {
    let first = text.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        let length = first.len_utf8() + blanks(&text[first.len_utf8()..]);
        return Some(One { length, goes_on: false });
    }
    let is_ordinal = |c: char| {
        let is_chinese = matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十');
        is_chinese || c.is_ascii_digit()
    };
    let is_open = matches!(first, '（' | '(');
    let start = if is_open { first.len_utf8() } else { 0 };
    let body = &text[start..];
    let ordinals = body.chars().take(4).take_while(|c| is_ordinal(*c)).map(char::len_utf8);
    let (count, digits) = ordinals.fold((0, 0), |(count, digits), length| (count + 1, digits + length));
    let sign = body[digits..].chars().next().filter(|_| (1..=3).contains(&count))?;
    let is_sign = match is_open {
        true => matches!(sign, '）' | ')'),
        false => matches!(sign, '、' | '.' | '．' | '）' | ')'),
    };
    let end = start + digits + sign.len_utf8();
    let rest = &text[end..];
    let goes_on = !is_open && rest.starts_with(is_ordinal);
    is_sign.then(|| One { length: end + blanks(rest), goes_on })
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let text = finding.place.find(document)?.shown();
    let start = text.trim_start();
    let rest = &start[numbering(start).1..];
    (!rest.is_empty()).then_some(())?;
    Proposal::text(document, &finding.place, rest, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numbering_ends_where_something_is_said() {
        for (text, told) in [
            ("1.1、甲", (2, "1.1、".len())),
            ("1、 甲", (1, "1、 ".len())),
            ("（一）1.甲", (2, "（一）1.".len())),
            ("①一、甲", (2, "①一、".len())),
            ("3.5万人次", (0, 0)),
            ("三、四季度", (0, 0)),
            // the first one stands by itself only before something else than a number
            ("1、三、四季度", (0, 0)),
            ("1、 3.5万人次", (1, "1、 ".len())),
            ("1234.甲", (0, 0)),
            ("甲1、", (0, 0)),
            ("", (0, 0)),
        ] {
            assert_eq!(numbering(text), told, "{text}");
        }
        // however long
        for one in ["1.", "3人", "1、", "一、", "（1）", "\n12", "1234"] {
            numbering(&one.repeat(200_000));
        }
    }
}
