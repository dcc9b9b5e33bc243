//! AL002: a goal can be tested.

use super::al003::is_only_money;
use super::prelude::*;
use crate::check::numbering::numbering;
use crate::text::narrow::narrow_char;

pub static RULE: Rule = Rule {
    code: "AL002",
    name: "目标没有可验证的结果",
    severity: Severity::Warning,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Text(text)],
    message: |_, finding| format!("绩效目标{}没有数量、时间或可验证的结果", quoted(finding, 0)),
    advice: |_, _| "写明做多少、何时完成、做到什么程度，例如“全年按月足额发放30名代理人员工资”。".to_string(),
    propose: None,
    page: Page {
        what: "绩效目标里没有数字（包括“三次”“十二场”）、日期，也没有可以验证的结果。只说“保障××经费”的由 AL003 报出，这里不重复。一行开头的编号不算数字。",
        why: "“细化量化”的目标才能在年底判断是否完成。",
        bad: Sample::Project(r#""goals":["保障落实工作人员的工资待遇"]"#),
        good: Sample::Project(r#""goals":["全年按月足额发放30名代理人员工资"]"#),
        doubt: "结果写在指标里、目标只作概括的；可验证的说法没有列在词表里的。",
        safety: "结果只有编制人知道。",
    },
};

fn text(text: &Text<'_>, out: &mut Out<'_>) {
    let (goal, glance) = (text.text, text.glance);
    if text.sort != Sort::Goal {
        return;
    }
    // a number of the line itself (TX003) is no result
    let goal_alone = goal.trim_start();
    let said = &goal_alone[numbering(goal_alone).1..];
    let has = |words: &'static words::Words| {
        glance.has(words) && (said.len() == goal.len() || words.within(said).is_some())
    };
    if has(&words::RESULTS) || has(&words::DATED) {
        return;
    }
    let counts = said.chars().any(|c| narrow_char(c).is_ascii_digit()) || counts_in_words(said);
    // that only the money is asked for is told by AL003
    if !said.trim().is_empty() && !counts && !is_only_money(goal) {
        out.found(text.spot, &[goal]);
    }
}

/// Whether so much of something is counted in Chinese: 三次培训, 走访二十余户.
fn counts_in_words(text: &str) -> bool {
    let is_numeral = |c: char| "一二两三四五六七八九十百千万亿".contains(c);
    if !text.contains(is_numeral) {
        return false;
    }
    // 进一步 and 第三方 count nothing
    let text = words::NOT_COUNTED.all().iter().fold(text.to_string(), |text, word| text.replace(word, "。"));
    text.char_indices().filter(|(_, c)| is_numeral(*c)).any(|(at, numeral)| {
        let rest = text[at + numeral.len_utf8()..].trim_start_matches(['余', '多']);
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(3);
        let is_unit = |unit: &str| words::WHOLE_UNITS.has(unit) || words::EXTENTS.has(unit);
        ends.into_iter().any(|end| is_unit(&rest[..end]))
    })
}
