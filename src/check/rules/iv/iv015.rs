//! IV015: a quality in words says what each grade means.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IV015",
    name: "定性指标值没有分档",
    severity: Severity::Warning,
    dimension: Dimension::Complete,
    fix: Fix::None,
    checks: &[Check::Row(row)],
    message: |_, finding| format!("指标值{}没有说明怎样才算达到", quoted(finding, 0)),
    advice: |_, _| {
        "能用数说的改用数；只能定性的，分档写明优、良、中、差各指什么，或以什么材料证明。".to_string()
    },
    propose: None,
    page: Page {
        what: "指标值是改善、提高、较好一类的定性说法，没有分档。",
        why: "没有分档的定性指标年底怎么评都行，等于没有目标。",
        bad: Sample::Rows(r#"{"name":"办事环境","target":{"text":"显著改善"}}"#),
        good: Sample::Rows(
            r#"{"name":"办事环境","target":{"text":"显著改善","grades":["优：窗口全部实现一次办结","良：八成窗口实现一次办结"]}}"#,
        ),
        doubt: "按词表判断，可能把含有这些词的具体要求也报出来；文字里有数字的不报。",
        safety: "怎样分档要由人来写。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let Some(aim) = &row.aim else { return };
    let Form::Words(text) = aim.form else { return };
    let grades = &aim.target.grades;
    let is_ungraded = grades.values().next().is_none() && is_known(grades);
    if is_ungraded && is_quality(text) && !text.contains(|c: char| c.is_ascii_digit()) {
        out.found(row.field("target"), &[text]);
    }
}
