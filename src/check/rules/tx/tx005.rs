//! TX005: punctuation inside a term, none between two terms, and words that look alike.

use super::prelude::*;

pub static RULE: Rule = Rule {
    code: "TX005",
    name: "标点错位或形近词",
    severity: Severity::Warning,
    dimension: Dimension::Text,
    fix: Fix::Ask,
    checks: &[Check::Text(text)],
    message: |_, finding| match argument(finding, 1) {
        "mark" => format!("{}里的标点可能错位或缺少", quoted(finding, 0)),
        right => format!("{}可能是“{right}”之误", quoted(finding, 0)),
    },
    advice: |_, finding| match argument(finding, 1) {
        "mark" => "把各指标的名称重新分开，每条一个完整的名称。".to_string(),
        right => format!("核对用词，写错的改为“{right}”。"),
    },
    propose: Some(propose),
    page: Page {
        what: "分项目标的指标名称被标点拆断（完成率综｜合事务保障率）或连在一起，以及常见的形近词（事物、事务）。",
        why: "拆断的名称在项目表里找不到对应的指标。",
        bad: Sample::Head(r#""sub_goals":[{"id":"s","indicators":["活动完成率综","合事务保障率"]}]"#),
        good: Sample::Head(r#""sub_goals":[{"id":"s","indicators":["活动完成率","综合事务保障率"]}]"#),
        doubt: "“率”“度”之后还有字的正常名称（满意度调查次数）；形近词只按词表判断。",
        safety: "形近词建议改字；标点错位须由人分开，所以须确认。",
    },
};

fn text(text: &Text<'_>, out: &mut Out<'_>) {
    if text.sort == Sort::Key {
        return;
    }
    if text.glance.has(&words::LOOK_ALIKES) {
        let pairs = words::LOOK_ALIKES.all().iter().filter_map(|pair| pair.split_once(char::is_whitespace));
        if let Some((wrong, right)) = pairs.into_iter().find(|(wrong, _)| text.text.contains(wrong)) {
            return out.found(text.spot, &[wrong, right.trim()]);
        }
    }
    if text.sort == Sort::Name && is_broken(text.text.trim()) {
        out.found(text.spot, &[text.text, "mark"]);
    }
}

fn propose(document: &Document, finding: &Finding) -> Option<Proposal> {
    let (wrong, right) = (argument(finding, 0), argument(finding, 1));
    (right != "mark").then_some(())?;
    let text = finding.place.find(document)?.shown();
    Proposal::text(document, &finding.place, &text.replace(wrong, right), false)
}
