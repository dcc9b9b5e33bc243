//! IC004: the description says how an indicator is measured.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IC004",
    name: "指标描述没有内容",
    severity: Severity::Warning,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Row(row)],
    message: |_, finding| match argument(finding, 0) {
        "" => "没有填写绩效指标描述".to_string(),
        _ => format!("绩效指标描述只是重复了名称{}", quoted(finding, 0)),
    },
    advice: |_, _| "写明怎样计算：分子分母各是什么，统计哪个时段、哪个范围，数据从哪里来。".to_string(),
    propose: None,
    page: Page {
        what: "绩效指标描述为空、只写“无”，或者只重复三级指标的名称（前面加“反映”“考核”、后面加“情况”或句号也算）。",
        why: "没有口径的指标，填报人和审核人会各按各的理解计算。",
        bad: Sample::Rows(r#"{"name":"资源消耗","description":"资源消耗"}"#),
        good: Sample::Rows(r#"{"name":"纸张用量","description":"全年窗口打印用纸总数，按领用台账统计"}"#),
        doubt: "含义十分明白的指标（如保障人数）也会报出。占位（不涉及）的行不报。",
        safety: "口径只有编制人知道。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let (name, description) = (row.name.text, row.description.text);
    if is_known(&row.row.description)
        && is_known(&row.row.name)
        && !row.is_placeholder
        && (description.is_empty() || is_placeholder(description) || is_name_again(description, name))
    {
        out.found(row.field("description"), &[description]);
    }
}

/// Whether a description only says the name again: 主要反映办件数的完成情况。
fn is_name_again(description: &str, name: &str) -> bool {
    // most descriptions are much longer, and do not speak of their name
    if description.len() > name.len() + 60 || !description.contains(name) {
        return false;
    }
    let said = description.trim_end_matches(['。', '；', '，', '.', ';', ',']);
    let begins =
        |said: &str| words::LEAD_INS.all().iter().find_map(|word| Some(said.strip_prefix(word)?.len()));
    let mut rest = said;
    // 统计全年…: one after the other, but no word of the name itself
    while rest != name && !rest.starts_with(name) {
        let Some(length) = begins(rest) else { return false };
        rest = &rest[rest.len() - length..];
    }
    let tail = &rest[name.len()..];
    tail.is_empty() || words::TAILS.has(tail)
}
