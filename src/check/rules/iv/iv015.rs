//! IV015: a quality in words says what each grade means.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "IV015",
    name: "定性指标值没有分档",
    severity: Severity::Warning,
    dimension: Dimension::Complete,
    fix: Fix::Ask,
    checks: &[Check::Row(row)],
    message: |_, finding| {
        let value = quoted(finding, 0);
        match argument(finding, 1) {
            "scale" => format!("指标值{value}只列出档次，没有说目标是哪一档、各档指什么"),
            "text" => format!("指标值{value}把各档写在文字里，可以分开成各档"),
            _ => format!("指标值{value}没有说明怎样才算达到"),
        }
    },
    advice: |_, finding| match argument(finding, 1) {
        "text" => "采纳后各档分开存放，文字不变。".to_string(),
        _ => "能用数说的改用数；只能定性的，分档写明优、良、中、差各指什么，或以什么材料证明。".to_string(),
    },
    propose: Some(propose),
    page: Page {
        what: "指标值是改善、提高、较好一类的定性说法，没有分档。只列出档次（优/良/中/差）的是提示；各档已经写在文字里（优：……；良：……）的也是提示，并建议分开。",
        why: "没有分档的定性指标年底怎么评都行，等于没有目标。",
        bad: Sample::Rows(r#"{"name":"办事环境","target":{"text":"显著改善"}}"#),
        good: Sample::Rows(
            r#"{"name":"办事环境","target":{"text":"显著改善","grades":["优：窗口全部实现一次办结","良：八成窗口实现一次办结"]}}"#,
        ),
        doubt: "按词表判断，可能把含有这些词的具体要求也报出来；文字里有数字的不报。",
        safety: "只把文字里写明的各档分开，文字本身不变；怎样分档要由人来写。",
    },
};

fn row(row: &Row<'_>, out: &mut Out<'_>) {
    let Some(aim) = &row.aim else { return };
    let Form::Words(text) = aim.form else { return };
    let grades = &aim.target.grades;
    if grades.values().next().is_some() || !is_known(grades) {
        return;
    }
    let spot = row.field("target");
    if Target::is_scale(text) {
        out.judged(Severity::Info, spot, &[text, "scale"]);
    } else if is_graded(&Target::parse(text)) {
        out.judged(Severity::Info, spot, &[text, "text"]);
    } else if is_quality(text) && !text.contains(|c: char| c.is_ascii_digit()) {
        out.found(spot, &[text]);
    }
}

fn is_graded(target: &Target) -> bool {
    target.grades.values().next().is_some()
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let target = document.indicator(&finding.place)?.target.get()?;
    let grades = Target::parse(target.text.text()).grades;
    let after = Target { grades, ..target.clone() };
    is_graded(&after).then_some(())?;
    Proposal::target(document, &finding.place, &after, false)
}
